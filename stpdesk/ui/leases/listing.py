"""The list of leases: its columns, and how a lease reads in them."""

from __future__ import annotations

from datetime import date

from stpdesk.core.leases import FIXED, SEAT
from stpdesk.core.money import lakh
from stpdesk.db.lists import leases
from stpdesk.ui import wording
from stpdesk.ui.leases.words import tr
from stpdesk.ui.tables import Cell, Column, Kind, Listing

MARKS = {
    leases.COMING: "off", leases.CURRENT: "good", leases.ENDING: "ask", leases.RENEWED: "good", leases.HELD_OVER: "ask",
    leases.ENDED: "off",
}  # fmt: skip


def listing() -> Listing:
    """What the screen hands to the table."""
    return Listing(
        "leases",
        tr("Leases"),
        (
            Column("code", tr("Code"), Kind.MUTED, 76, gives=1),
            Column("name", tr("Tenant"), Kind.STRONG, 190, stretch=True),
            Column("units", tr("Units"), Kind.TEXT, 92, gives=2),
            Column("starts", tr("From"), Kind.DATE, 140, gives=4),  # wide, so that it goes before names are cut
            Column("ends", tr("To"), Kind.CHIP, 132),
            Column("rate", tr("Rate, Rs"), Kind.MONEY, 124, gives=5),
            Column("rent", tr("Rent, Rs"), Kind.MONEY, 104, gives=3),
            Column("state", tr("State"), Kind.STATE, 100),
            Column("tenant", tr("Tenant code"), Kind.MUTED, 90, hidden=True),
            Column("days", tr("Days left"), Kind.COUNT, 80, sort="ends", hidden=True),
        ),
        keys=leases.keys,
        first=leases.first,
        ahead=leases.look_ahead,
        rows=leases.rows,
        cells=cells,
        totals=leases.totals,
        sums=sums,
        when="day",
        said={state: state_told(state) for state in MARKS},
        empty=tr("No lease yet. A lease lets units to a tenant and says what they pay; you can also import a workbook."),
        act=tr("New lease…"),
    )  # fmt: skip


def cells(one: leases.LeaseRow, _today: date) -> tuple[object, ...]:
    """One lease as its columns say it."""
    rent: object = one.rent
    if one.state == leases.ENDED:
        rent = Cell(one.rent, tone="muted")
    return (
        one.code, one.name, Cell(units_told(one), short=units_short(one)), one.starts, ends_cell(one), Cell(one.rate, rate_told(one.rate, one.basis)),
        rent, Cell(state_told(one.state), mark=MARKS[one.state], tone="muted" if one.state == leases.ENDED else ""),
        one.tenant, one.days,
    )  # fmt: skip


def ends_cell(one: leases.LeaseRow) -> Cell:
    """The last day: a chip when somebody must see to it, plain words else."""
    if one.ends is None or one.days is None:
        return Cell("", tr("no end"), tone="muted")
    if one.state == leases.ENDED:
        return Cell(one.ends, wording.day(one.ends), tone="muted")
    if one.state == leases.HELD_OVER:
        return Cell(one.ends, wording.day(one.ends), chip="ask", icon="clock")
    if one.state == leases.ENDING:
        return Cell(one.ends, wording.left(one.days), chip="ask", icon="clock")
    return Cell(one.ends, wording.day(one.ends))


def units_told(one: leases.LeaseRow) -> str:
    """`103, 104`; seats of a room as `H1 (12)`."""
    return ", ".join(code if seats is None else f"{code} ({seats})" for code, seats in one.units)


def units_short(one: leases.LeaseRow) -> str:
    """`103 + 2`: the first, and how many more."""
    first = next((code for code, _ in one.units), "")
    return f"{first} + {len(one.units) - 1}" if len(one.units) > 1 else first


def rate_told(rate: int, basis: str) -> str:
    """`85 / sq ft`; the rent says the rest of a fixed one."""
    if basis == FIXED:
        return tr("fixed")
    words = tr("{rate} / seat") if basis == SEAT else tr("{rate} / sq ft")
    return words.format(rate=lakh(rate).removesuffix(".00"))


def state_told(state: str) -> str:
    """A state as a word."""
    return {
        leases.COMING: tr("Coming"), leases.CURRENT: tr("Running"), leases.ENDING: tr("Ending"),
        leases.RENEWED: tr("Renewed"), leases.HELD_OVER: tr("Held over"), leases.ENDED: tr("Ended"),
    }[state]  # fmt: skip


def sums(all_of_them: leases.LeaseTotals) -> tuple[object, ...]:
    """How many, and what they bring a month."""
    words = wording.counted(all_of_them.count, tr("1 lease"), tr("{n} leases"))
    return (words, None, None, None, None, None, all_of_them.rent, None, None, None)
