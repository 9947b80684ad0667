"""A meter's row of the grid under its key: what was typed of it, what it comes to, and how both are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication

from stpdesk.core import reading_grid, typed_amounts, typed_dates
from stpdesk.core.codes import natural_key
from stpdesk.core.errors import Refused
from stpdesk.core.meters import RESET, ROLLOVER
from stpdesk.core.money import E4, half_up
from stpdesk.core.reading_grid import MeterRow, MonthReadings, TypedReading, Worked
from stpdesk.core.searching import name_text
from stpdesk.core.typed import Slip
from stpdesk.ui.sentences import in_words
from stpdesk.ui.tables.edits import Place

READING, DAY = "reading", "day"
Typed = Mapping[Place, str]
"""What was typed and is not saved: text by key and column."""


def tr(text: str) -> str:
    """Translated, in the context of the readings."""
    return QCoreApplication.translate("readings", text)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said about a reading lower than the last: `closing` is what the old meter showed, `digits` if asked."""

    event: str
    closing: E4 | None = None
    digits: int | None = None


NOTHING = Worked()


@dataclass(frozen=True, slots=True)
class Told:
    """What a row says now: `unread` is what cannot be read or saved of it, by column; `asks` waits for an answer."""

    typed: TypedReading | None = None
    gone: bool = False
    """its saved reading is taken out"""
    worked: Worked = NOTHING
    unread: Mapping[str, str] = field(default_factory=dict)
    asks: bool = False
    usual: int | None = None

    @property
    def changed(self) -> bool:
        """Whether saving writes something of it."""
        return self.gone or self.typed is not None

    @property
    def odd(self) -> bool:
        """Whether its use lies outside half to double of the usual."""
        return reading_grid.odd(self.worked.units, self.usual)

    @property
    def far(self) -> bool:
        """Whether its use is asked about before it is saved."""
        return self.typed is not None and reading_grid.far(self.worked.units, self.usual)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the grid."""

    key: int
    row: MeterRow
    holder: str
    """who holds the unit on the month's last day; "" for nobody"""

    @property
    def sought(self) -> str:
        """What it is filtered by."""
        return f"{self.row.unit or ''} {self.holder} {self.row.meter.code}"

    @property
    def unit(self) -> Any:
        """Units in their natural order; None for a main meter, which comes last."""
        return None if self.row.unit is None else natural_key(self.row.unit)

    @property
    def meter(self) -> Any:
        """Codes in their natural order."""
        return natural_key(self.row.meter.code)

    @property
    def name(self) -> str | None:
        """Names, for sorting."""
        return name_text(self.holder) if self.holder else None

    @property
    def left(self) -> bool:
        """Whether it has no reading in the month."""
        return not self.row.read


def line_of(found: MonthReadings, row: MeterRow, key: int) -> Line:
    """A row under its key."""
    terms = found.terms
    holders = terms.holders(row.meter.unit_id, found.month.last)
    names = sorted(terms.tenants[one].name for one in holders)
    return Line(key, row, ", ".join(names))


def told(line: Line, found: MonthReadings, day: date, typed: Typed, answers: Mapping[int, Answer]) -> Told:
    """What a row says with what was typed of it; `day` is that of all readings without one of their own."""
    row = line.row
    texts = {name: typed[line.key, name] for name in (READING, DAY) if (line.key, name) in typed}
    if not texts or (row.taken is None and not texts.get(READING)):
        stands = row.taken.date if row.taken is not None else day
        return Told(worked=_standing(found, row), usual=reading_grid.usual(row, stands))
    if row.taken is not None and texts.get(READING) == "":
        refusal = reading_grid.billed_already(row, row.taken.date)
        wrong = {READING: in_words(refusal)} if refusal is not None else {}
        return Told(gone=not wrong, unread=wrong)
    value = _value(row, texts)
    when = _day(row, texts, day)
    wrong = {name: in_words(one) for name, one in ((READING, value), (DAY, when)) if isinstance(one, Slip)}
    if isinstance(value, Slip) or isinstance(when, Slip):
        return Told(unread=wrong)
    made = _with_answer(row, TypedReading(value, when), answers.get(line.key))
    return _worked(found, row, made)


def _standing(found: MonthReadings, row: MeterRow) -> Worked:
    """What the saved reading comes to; nothing where the history cannot be read."""
    try:
        return reading_grid.standing(found.terms, row)
    except Refused:
        return Worked()


def _value(row: MeterRow, texts: Mapping[str, str]) -> E4 | Slip:
    """The reading typed, else the saved one."""
    if texts.get(READING):
        read = typed_amounts.quantity(texts[READING])
        return read if read is not None else E4(0)
    assert row.taken is not None
    return row.taken.value


def _day(row: MeterRow, texts: Mapping[str, str], usual: date) -> date | Slip:
    """The day typed, else the saved one, else that of all."""
    stands = row.taken.date if row.taken is not None else usual
    read = typed_dates.day(texts[DAY], stands) if texts.get(DAY) else None
    return stands if read is None else read


def _with_answer(row: MeterRow, made: TypedReading, answer: Answer | None) -> TypedReading:
    """With what was said about it; a rollover counts only while it is lower than the last."""
    lower = row.last is not None and made.value < row.last.value
    if answer is not None and (lower or answer.event == RESET):
        return TypedReading(made.value, made.day, answer.event, answer.closing, answer.digits)
    event = row.taken.event if row.taken is not None else None
    return TypedReading(made.value, made.day, event if lower or event == RESET else None)


def _worked(found: MonthReadings, row: MeterRow, made: TypedReading) -> Told:
    """A typed reading, with what is wrong, asked or odd about it."""
    expected = reading_grid.usual(row, made.day)
    wrong: dict[str, str] = {}
    asking = reading_grid.asks(row, made)
    for one in reading_grid.faults(row, made, found.month, found.today):
        if not (
            asking and one.field == READING and reading_grid.billed_already(row, made.day, made.event) is None
        ):
            wrong.setdefault(one.field if one.field in {READING, DAY} else READING, in_words(one))
    if wrong or asking:
        return Told(typed=None if wrong else made, unread=wrong, asks=asking and not wrong, usual=expected)
    return Told(typed=made, worked=reading_grid.worked(found.terms, row, made), usual=expected)


def e4(units: int | None) -> int | None:
    """Units in ten-thousandths, as columns of quantities have them."""
    return None if units is None else half_up(units, 10**4)


EVENTS = {ROLLOVER: "rolled over", RESET: "new or reset"}
"""What became of a dial, in words."""
