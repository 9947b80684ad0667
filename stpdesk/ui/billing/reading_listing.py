"""The columns of the meter grid, the words of its cells, and what it says beside its button."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection
from datetime import date
from typing import TYPE_CHECKING, Any

from stpdesk.core import reading_grid
from stpdesk.core.meters import GENERATOR
from stpdesk.core.money import ONE, Paisa, decimal_text, group_lakh
from stpdesk.core.months import Month
from stpdesk.ui import wording
from stpdesk.ui.billing.reading_lines import DAY, EVENTS, READING, Line, Told, e4, tr
from stpdesk.ui.tables import Cell, Column, Kind, Listing
from stpdesk.ui.tenants.words import month as month_told
from stpdesk.ui.tenants.worked_out import WorkedOut

if TYPE_CHECKING:
    from sqlite_utils import Database

Telling = Callable[[Line], Told]

STATES = ("unread", "not read")
"""What is typed to see only those that are not read."""
LEAST = 4
"""So many letters of it are enough."""


class Meters(WorkedOut):
    """The rows of a month; filtered by their state they stay while they are typed, until they are saved."""

    def keys(
        self, db: Database, *, sort: str, descending: bool, text: str, day: date, **filters: Any
    ) -> array[int]:
        """Also those that are not read."""
        said = text.strip().casefold()
        left = len(said) >= LEAST and any(tr(one).casefold().startswith(said) for one in STATES)
        found = super().keys(
            db, sort=sort, descending=descending, text="" if left else text, day=day, **filters
        )
        records = self.records(db, day)
        return array("q", [key for key in found if records[key].left]) if left else found


def listing(month: Month, there: WorkedOut, telling: Telling, day: date, *, editable: bool) -> Listing:
    """The month's grid; `telling` says what a row says now, `day` is that of all readings without one of their own."""
    return Listing(
        "readings",
        tr("Readings of {month}").format(month=month_told(month)),
        (
            Column("unit", tr("Unit"), Kind.TEXT, 132),
            Column("name", tr("Tenant"), Kind.STRONG, 148, stretch=True),
            Column("meter", tr("Meter"), Kind.MUTED, 96, gives=6),
            Column("last", tr("Last reading"), Kind.QUANTITY, 104, sort=None, gives=1),
            Column("last_day", tr("of"), Kind.DATE, 96, sort=None, gives=7),
            Column("usual", tr("Usual"), Kind.QUANTITY, 72, sort=None, gives=4),
            Column(READING, tr("New reading"), Kind.QUANTITY, 108, sort=None, editable=editable),
            Column("check", tr("Check"), Kind.STATE, 132, sort=None),
            Column(DAY, tr("Read on"), Kind.DATE, 100, sort=None, editable=editable, gives=5),
            Column("units", tr("Units"), Kind.QUANTITY, 84, sort=None, gives=3),
            Column("amount", tr("Amount, Rs"), Kind.MONEY, 108, sort=None, gives=2),
        ),
        keys=there.keys,
        rows=there.rows,
        cells=lambda one, _today: cells(one, telling(one), day),
        totals=lambda db, *, text, day, **_more: _shown(db, there, text, day),
        sums=lambda lines: sums(lines, telling),
        when="day",
        sort="unit",
        empty=tr("This park has no meters yet. Enter the first one, or import them with the workbook."),
        act=tr("New meter…"),
    )


def _shown(db: Database, there: WorkedOut, text: str, day: date) -> list[Line]:
    """The rows of a filter."""
    return there.rows(db, there.keys(db, sort="", descending=False, text=text, day=day), day=day)


def cells(one: Line, now: Told, day: date) -> tuple[object, ...]:
    """One meter's row."""
    row, taken, last = one.row, one.row.taken, one.row.last
    usual = None if now.usual is None else int(reading_grid.whole(now.usual))
    return (
        _unit(one),
        _holder(one),
        row.meter.code,
        Cell(int(last.value), tone="muted") if last is not None else _dash(),
        Cell(last.date, tone="muted") if last is not None else _dash(),
        Cell(usual, tone="muted") if usual is not None else _dash(),
        Cell(int(taken.value)) if taken is not None else None,
        check(one, now),
        Cell(taken.date, tone="muted") if taken is not None else Cell(None, wording.day(day), tone="muted"),
        Cell(e4(now.worked.units)) if now.worked.units is not None else _dash(),
        _amount(now),
    )


def _unit(one: Line) -> Cell:
    """The unit, that it is not the grid that is counted, and by what its dial is multiplied."""
    meter = one.row.meter
    note = tr("generator") if meter.supply == GENERATOR else ""
    tip = ""
    if meter.multiplier != ONE:
        factor = decimal_text(meter.multiplier)
        note = f"{note} ×{factor}".strip()
        tip = tr("{meter}: a step of its dial is {factor} units.").format(meter=meter.code, factor=factor)
    if one.row.unit is None:
        return Cell(None, tr("Main meter"), tone="muted", note=note, tip=tip)
    return Cell(one.row.unit, note=note, tip=tip)


def _dash() -> Cell:
    """Nothing there."""
    return Cell(None, "–", tone="muted")


def _holder(one: Line) -> Cell | str:
    """Who has the unit."""
    if one.row.unit is None:
        return Cell(None, tr("the whole park"), tone="muted")
    return one.holder or Cell(None, tr("nobody"), tone="muted")


def _amount(now: Told) -> Cell | Paisa:
    """What the use is billed as before subsidy and tax; words where nobody is billed."""
    work = now.worked
    if work.amount is not None:
        return work.amount
    words = {
        "main": tr("not billed"), "nobody": tr("no tenant"), "several": tr("shared unit"), "earlier": tr("before billing"),
        "tariff": tr("no tariff"),
    }  # fmt: skip
    return Cell(None, words.get(work.why, "–"), tone="muted")


def check(one: Line, now: Told) -> Cell:
    """What is to be looked at, beside the reading."""
    row = one.row
    if now.unread:
        return Cell("wrong", tr("see below"), mark="bad")
    if now.asks:
        return Cell("asks", tr("why lower?"), mark="ask")
    if now.gone:
        return Cell("gone", tr("taken out"), mark="off", tone="muted")
    event = now.typed.event if now.typed is not None else row.taken.event if row.taken is not None else None
    if to_see(one, now) and now.worked.units is not None and now.usual is not None:
        return Cell("odd", odd_words(now.worked.units, now.usual), mark="ask")
    if event is not None:
        return Cell(event, tr(EVENTS[event]), mark="good")
    if now.changed:
        return Cell("typed", tr("first reading") if row.last is None else "", mark="")
    if row.taken is None:
        return Cell("left", tr("read again") if row.read else tr("not read"), mark="unknown", tone="muted")
    if row.billed is not None and row.taken.date <= row.billed[0]:
        return Cell("billed", tr("billed"), mark="good", tone="muted")
    return Cell("read", tr("read"), mark="good")


def to_see(one: Line, now: Told) -> bool:
    """Whether its use is odd and can still be put right."""
    taken, billed = one.row.taken, one.row.billed
    stands = not now.changed and taken is not None and billed is not None and taken.date <= billed[0]
    return now.odd and not stands


def odd_words(units: int, expected: int) -> str:
    """“3.1 × usual”, “no use”, “usually none”."""
    if expected == 0:
        return tr("usually none")
    if units == 0:
        return tr("no use")
    return tr("{times} × usual").format(times=reading_grid.times_usual(units, expected))


def odd_sentence(one: Line, now: Told) -> str:
    """The same in a sentence that says both figures."""
    if not to_see(one, now) or now.worked.units is None or now.usual is None:
        return ""
    words = tr(
        "{meter}: {units} units, where {usual} are usual. Look at the dial again; it can be saved as it is."
    )
    return words.format(
        meter=one.row.meter.code, units=_figure(now.worked.units), usual=_figure(int(reading_grid.whole(now.usual)) * 10**4)
    )  # fmt: skip


def _figure(units: int) -> str:
    """Units as they read."""
    from stpdesk.core.typed_amounts import quantity_text

    return quantity_text(e4(units) or 0)


def sums(lines: Collection[Line], telling: Telling) -> tuple[object, ...]:
    """“37 of 40 read”, and what is billed of them."""
    states = [(one, telling(one)) for one in lines]
    read = sum(1 for one, now in states if not is_left(one, now))
    amounts = [now.worked.amount for _, now in states if now.worked.amount is not None]
    seen = sum(1 for one, now in states if to_see(one, now) or now.asks or now.unread)
    words = tr("{n} of {m} read").format(n=group_lakh(read), m=group_lakh(len(states)))
    marked = tr("{n} to look at").format(n=group_lakh(seen)) if seen else None
    found: list[object] = [None] * 11
    found[1], found[7], found[10] = words, marked, sum(amounts) if amounts else None
    return tuple(found)


def is_left(one: Line, now: Told) -> bool:
    """Whether a row has no reading yet, nor one typed that can be saved: what waits for an answer is none."""
    return one.left and (now.typed is None or now.asks)


def left_words(left: int, of: int) -> str:
    """“3 of 40 left”, “all 40 read”."""
    if not of:
        return ""
    if not left:
        return tr("all {of} read").format(of=group_lakh(of))
    return tr("{n} of {of} left").format(n=group_lakh(left), of=group_lakh(of))


def left_here(left: int, of: int) -> str:
    """The same beside the filter, with the key that goes on."""
    said = left_words(left, of)
    return tr("{left}, next: Ctrl+J").format(left=said) if left else said


def consequence(month: Month, states: Collection[tuple[Line, Told]], wrong: int, bills: str = "") -> str:
    """What saving will do, or what is to be done first; `bills` says which run bills it."""
    asked = sum(1 for _, now in states if now.asks)
    if wrong:
        return tr("Correct it, or empty the cell: an empty cell is not read yet.")
    if asked:
        one, more = (
            tr("1 reading is lower than the last: say what happened (Ctrl+L)."),
            tr("{n} readings are lower than the last: say what happened (Ctrl+L)."),
        )
        return wording.counted(asked, one, more)
    kept = [now for _, now in states if now.typed is not None]
    gone = sum(1 for _, now in states if now.gone)
    left = left_words(sum(1 for one, now in states if is_left(one, now)), len(states))
    if not kept and not gone:
        return tr("Nothing to save; {left}.").format(left=left) if states else ""
    readings = wording.counted(len(kept), tr("1 reading"), tr("{n} readings"))
    if gone and not kept:
        readings = wording.counted(gone, tr("1 reading"), tr("{n} readings"))
        return tr("Saving takes {readings} of {month} out.").format(
            readings=readings, month=month_told(month)
        )
    line = tr("Saving keeps {readings} of {month}, Rs {amount} before subsidy and tax; {left}.")
    amount = wording.rupees(sum(now.worked.amount or 0 for now in kept), paise=True)
    told = line.format(readings=readings, month=month_told(month), amount=amount, left=left)
    if gone:
        told += " " + wording.counted(gone, tr("1 is taken out."), tr("{n} are taken out."))
    return f"{told} {bills}".strip()
