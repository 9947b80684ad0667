"""What is asked where a reading is lower than the last: whether the dial rolled over, or the meter was replaced or reset."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stpdesk.core import reading_grid
from stpdesk.core.errors import Refused
from stpdesk.core.meters import RESET, ROLLOVER
from stpdesk.core.money import E4, ONE
from stpdesk.core.reading_grid import TypedReading
from stpdesk.core.typed_amounts import quantity_text
from stpdesk.ui import wording
from stpdesk.ui.billing.reading_lines import Answer, Line, e4, tr
from stpdesk.ui.fields.base import Field
from stpdesk.ui.fields.numbers import Count, Quantity
from stpdesk.ui.forms.dialogs import Question
from stpdesk.ui.forms.row import Row
from stpdesk.ui.sentences import in_words
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from stpdesk.core.terms import Terms

LABELS, WIDTH = 184, 560
"""Pixels at 100 % of the labels, and of the window."""


def lower(line: Line, typed: TypedReading) -> str:
    """“E-101 showed 99,950 on 30 Sep 2026, and 130 now.”"""
    last = line.row.last
    if last is None:
        return ""
    words = tr("{meter} showed {last} on {day}, and {now} on {then}.")
    return words.format(
        meter=line.row.meter.code, last=quantity_text(last.value), day=wording.day(last.date),
        now=quantity_text(typed.value), then=wording.day(typed.day),
    )  # fmt: skip


class Lower(Question):
    """The question; `told` is the answer, None where the reading itself is to be corrected."""

    def __init__(self, parent: QWidget, line: Line, typed: TypedReading, terms: Terms) -> None:
        acts = [(RESET, tr("Replaced or reset")), (ROLLOVER, tr("Rolled over"))]
        super().__init__(
            parent.window(), tr("A reading lower than the last"), _sentence(line, typed, terms), acts,
            tr("Correct the reading"), careful=True,
        )  # fmt: skip
        self._line, self._typed = line, typed
        self.told: Answer | None = None
        self.closing = Quantity("closing", tr("Old meter showed last"))
        self.digits: Count | None = None
        fields: list[Field] = [self.closing]
        if line.row.meter.digits is None:
            self.digits = Count("digits", tr("Digits of the dial"), least=1, largest=12)
            fields.append(self.digits)
        for place, field in enumerate(fields, start=2):
            made = Row(field.label, [field])
            made.label.setFixedWidth(px(LABELS))
            self.column.insertWidget(place, made)
        self.closing.note(tr("if replaced; blank = not known"))
        if self.digits is not None:
            self.digits.note(tr("if it rolled over: 5 after 99,999"))
        self.setMinimumWidth(px(WIDTH))

    def _answer(self, key: str) -> None:
        """Only what can be saved."""
        wanted: Field | None = self.closing if key == RESET else self.digits
        for field in (self.closing, self.digits):
            if field is not None:
                field.settle()
        if key == ROLLOVER and self.digits is not None and self.digits.is_blank():
            self._wrong(
                self.digits, tr("How many digits does the dial have? 5 digits roll over after 99,999.")
            )
            return
        if wanted is not None and wanted.slip() is not None:
            wanted.focus_here()
            return
        closing = self.closing.value() if key == RESET else None
        digits = self.digits.value() if key == ROLLOVER and self.digits is not None else None
        made = replace(self._typed, event=key, closing=closing, digits=digits)
        refusal = _refusal(self._line, made)
        if refusal is not None:
            self._wrong(wanted or self.closing, in_words(refusal))
            return
        self.told = Answer(key, None if closing is None else E4(closing), digits)
        super()._answer(key)

    def _wrong(self, field: Field, sentence: str) -> None:
        """What is wrong, beside the field."""
        field.set_fault(sentence)
        field.focus_here()


def _refusal(line: Line, made: TypedReading) -> Refused | None:
    """Why the reading could not be saved with an answer."""
    from stpdesk.core.months import Month

    month = Month.of(made.day)
    return next(reading_grid.faults(line.row, made, month, made.day), None)


def _sentence(line: Line, typed: TypedReading, terms: Terms) -> str:
    """Both readings, and what each answer comes to."""
    digits = line.row.meter.digits
    words = lower(line, typed)
    if digits is not None and typed.value < 10**digits * ONE:
        units = reading_grid.worked(terms, line.row, replace(typed, event=ROLLOVER)).units
        more = tr("Rolled over after {digits} digits, that is a use of {units} units.")
        words += " " + more.format(digits=digits, units=quantity_text(e4(units) or 0))
    last = line.row.last
    if last is None:
        return words
    more = tr(
        "A replaced or reset meter begins at {now}: the use is what the old one showed last, less {last}."
    )
    return words + " " + more.format(now=quantity_text(typed.value), last=quantity_text(last.value))
