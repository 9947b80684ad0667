"""The list of receipts: its columns, and how a receipt reads in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from stpdesk.db.lists import receipts
from stpdesk.ui import wording
from stpdesk.ui.accounts.receipt_words import MARKS, REVERSED, method_told, state, states, tr
from stpdesk.ui.tables import Cell, Column, Kind, Listing


def listing(filters: Mapping[str, Any]) -> Listing:
    """Receipts; `filters` as `db.lists.receipts` knows them."""
    return Listing(
        "receipts", tr("Receipts"),
        (
            Column("number", tr("Number"), Kind.TEXT, 178),
            Column("date", tr("Date"), Kind.DATE, 104),
            Column("name", tr("Tenant"), Kind.STRONG, 156, stretch=True),
            Column("tenant", tr("Code"), Kind.MUTED, 64, gives=4),
            Column("method", tr("Paid by"), Kind.TEXT, 130, gives=5),
            Column("cash", tr("Received, Rs"), Kind.MONEY, 130, gives=2),
            Column("withheld", tr("Withheld, Rs"), Kind.MONEY, 112, gives=3),
            Column("value", tr("Value, Rs"), Kind.MONEY, 130),
            Column("state", tr("State"), Kind.STATE, 156, sort=None, gives=1),
            Column("advance", tr("In advance, Rs"), Kind.MONEY, 118, sort=None, hidden=True),
            Column("certificate", tr("Certificate"), Kind.TEXT, 130, hidden=True),
            Column("note", tr("Note"), Kind.TEXT, 160, sort=None, hidden=True),
        ),
        keys=receipts.keys, first=receipts.first, rows=receipts.rows, cells=cells, totals=receipts.totals, sums=sums,
        filters=dict(filters), said=states(), sort="date", descending=True,
        empty=tr("No receipt yet. Enter the first one as the money comes: Ctrl+N."),
        act=tr("New receipt…"),
    )  # fmt: skip


def cells(one: receipts.ReceiptRow, _today: date) -> tuple[object, ...]:
    """One receipt as its columns say it; a reversed one is muted."""
    gone = state(one) == REVERSED
    tone = "muted" if gone else ""
    name = state(one)
    withheld = one.income_tax + one.sales_tax
    return (
        one.number, one.date, Cell(one.name, tone="muted") if gone else one.name, one.tenant,
        Cell(one.method, method_told(one.method), tone="" if one.method and not gone else "muted"),
        Cell(one.cash, tone=tone), Cell(withheld, tone=tone), Cell(one.value, tone=tone),
        Cell(name, states()[name], mark=MARKS[name], tone=tone), Cell(one.advance, tone=tone),
        one.certificate, one.note,
    )  # fmt: skip


def sums(every: receipts.ReceiptTotals) -> tuple[object, ...]:
    """How many, what came and what was withheld; reversed ones count for nothing: of them alone there is no sum."""
    told = wording.counted(every.count, tr("1 receipt"), tr("{n} receipts"))
    if every.count and not every.standing:
        return (tr("{receipts}, reversed").format(receipts=told), *(None,) * 11)
    withheld = every.income_tax + every.sales_tax
    return (told, None, None, None, None, every.cash, withheld, every.cash + withheld, None, None, None, None)
