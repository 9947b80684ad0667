"""The list of documents: its columns, and how a document reads in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from stpdesk.db.lists import invoices
from stpdesk.ui import wording
from stpdesk.ui.accounts.invoice_words import CREDIT, OPEN, OVERDUE, late, states, tr
from stpdesk.ui.tables import Cell, Column, Kind, Listing


def listing(filters: Mapping[str, Any]) -> Listing:
    """Invoices and credit notes; `filters` as `db.lists.invoices` knows them."""
    return Listing(
        "invoices", tr("Invoices and credit notes"),
        (
            Column("number", tr("Number"), Kind.TEXT, 176),
            Column("name", tr("Tenant"), Kind.STRONG, 216, stretch=True),
            Column("tenant", tr("Code"), Kind.MUTED, 72, gives=3),
            Column("date", tr("Date"), Kind.DATE, 112, gives=2),
            Column("due", tr("Due"), Kind.CHIP, 112),
            Column("total", tr("Total, Rs"), Kind.MONEY, 112, gives=1),
            Column("open", tr("Open, Rs"), Kind.MONEY, 112),
            Column("state", tr("State"), Kind.STATE, 116, sort=None, gives=4),
            Column("credits", tr("Credits"), Kind.MUTED, 184, sort=None, hidden=True),
        ),
        keys=invoices.keys, first=invoices.first, ahead=invoices.look_ahead, rows=invoices.rows, cells=cells, totals=invoices.totals, sums=sums,
        filters=dict(filters), said=states(), when="day", sort="date", descending=True,
        empty=tr("Nothing is issued yet. Preview the month’s run and issue it; invoices can also come with a workbook."),
        act=tr("Go to the run"),
    )  # fmt: skip


def cells(one: invoices.InvoiceRow, today: date) -> tuple[object, ...]:
    """One document as its columns say it."""
    return (
        one.number, one.name, one.tenant, one.date, due_cell(one, today), one.total, open_cell(one), state_cell(one), one.credits,
    )  # fmt: skip


def due_cell(one: invoices.InvoiceRow, today: date) -> Cell:
    """When it is due; a chip with the days once it is overdue."""
    if one.due is None:
        return Cell(None, "–", tone="muted")
    if one.state == OVERDUE:
        return Cell(one.due, late(one.due, today), chip="bad", icon="clock")
    return Cell(one.due, wording.day(one.due), tone="" if one.state == OPEN else "muted")


def open_cell(one: invoices.InvoiceRow) -> Cell:
    """What is open; red where it is overdue."""
    return Cell(one.open, tone="due" if one.state == OVERDUE else "" if one.open else "muted")


def state_cell(one: invoices.InvoiceRow) -> Cell:
    """The state with its mark."""
    mark = {OVERDUE: "bad", OPEN: "ask"}.get(one.state, "good" if one.state != CREDIT else "off")
    return Cell(one.state, states()[one.state], mark=mark, tone="" if mark in {"bad", "ask"} else "muted")


def sums(every: invoices.InvoiceTotals) -> tuple[object, ...]:
    """How many, their total and what is open."""
    told = wording.counted(every.count, tr("1 document"), tr("{n} documents"))
    return (told, None, None, None, None, every.total, every.open, None, None)
