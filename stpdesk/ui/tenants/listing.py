"""The list of tenants: its columns, and how a tenant reads in them."""

from __future__ import annotations

from datetime import date

from stpdesk.db.lists import tenants
from stpdesk.db.lists.tenants import TenantRow, TenantTotals
from stpdesk.ui import wording
from stpdesk.ui.tables import Cell, Column, Kind, Listing
from stpdesk.ui.tenants import words
from stpdesk.ui.tenants.words import tr


def listing() -> Listing:
    """What the screen hands to the table."""
    return Listing(
        "tenants",
        tr("Tenants"),
        (
            Column("code", tr("Code"), Kind.MUTED, 74),
            Column("name", tr("Name"), Kind.STRONG, 180, stretch=True),
            Column("kind", tr("Kind"), Kind.MUTED, 94, gives=4),
            Column("pseb_no", tr("PSEB no."), Kind.TEXT, 128, gives=5),
            Column("pseb_valid_to", tr("Registered"), Kind.CHIP, 146, gives=2),
            Column("units", tr("Units"), Kind.TEXT, 150, gives=1),
            Column("staff", tr("Staff"), Kind.COUNT, 86, gives=3),
            Column("balance", tr("Open balance, Rs"), Kind.MONEY, 124),
            Column("state", tr("Status"), Kind.STATE, 122),
            Column("overdue", tr("Overdue, Rs"), Kind.MONEY, 120, hidden=True),
        ),
        keys=tenants.keys,
        first=tenants.first,
        ahead=tenants.look_ahead,
        rows=tenants.rows,
        cells=cells,
        totals=tenants.totals,
        sums=sums,
        when="day",
        said=words.said(),
        empty=tr("No tenant yet. Enter the first one here, or import the workbook you already keep."),
        act=tr("New tenant…"),
    )


def cells(one: TenantRow, today: date) -> tuple[object, ...]:
    """One tenant as the columns say it."""
    here = one.state != tenants.FORMER
    late = one.overdue > 0
    return (
        one.code, one.name, Cell(one.kind, words.kind(one.kind), tone="muted"),
        one.pseb_no or Cell(None, tr("none"), tone="muted"), words.registered(one.pseb_valid_to, today, here=here),
        words.units_cell(one.units),
        Cell(None, tr("not given"), tone="muted") if one.staff is None else one.staff,
        Cell(one.balance, tone="due") if late else one.balance, words.state_cell(one),
        Cell(one.overdue, tone="due") if late else one.overdue,
    )  # fmt: skip


def sums(every: TenantTotals) -> tuple[object, ...]:
    """“18 tenants · 1 expired, 2 soon · 13 units, 19 seats · 289 · 2,90,090.50 · 3 in arrears”."""
    count = wording.counted(every.count, tr("1 tenant"), tr("{n} tenants"))
    parts = [tr("{n} expired").format(n=every.expired)] if every.expired else []
    parts += [tr("{n} soon").format(n=every.expiring)] if every.expiring else []
    held = [wording.counted(every.units, tr("{n} unit"), tr("{n} units"))] if every.units else []
    held += [wording.counted(every.seats, tr("{n} seat"), tr("{n} seats"))] if every.seats else []
    late = every.states.get(tenants.ARREARS, 0)
    return (
        count, None, None, None, ", ".join(parts) or None, ", ".join(held) or None,
        Cell(None, tr("not given"), tone="muted") if every.staff is None and every.count else every.staff, every.balance,
        tr("{n} in arrears").format(n=late) if late else None, None,
    )  # fmt: skip
