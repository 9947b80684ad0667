"""What is asked before readings are saved, once: uses so many times the usual that a digit too many was typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from stpdesk.core.money import ONE, decimal_text
from stpdesk.core.reading_grid import times_usual
from stpdesk.core.typed_amounts import quantity_text
from stpdesk.ui import wording
from stpdesk.ui.billing.reading_lines import Line, Told, e4, tr
from stpdesk.ui.forms.dialogs import Question

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

NAMED = 6
"""Meters named in the question."""

Far = tuple[Line, Told]


def far(lines: Mapping[int, Line], now: Mapping[int, Told]) -> dict[int, Far]:
    """The rows whose typed reading is asked about, by key, in the order of the rows."""
    return {key: (line, now[key]) for key, line in lines.items() if key in now and now[key].far}


def question(home: QWidget, found: Mapping[int, Far]) -> Question:
    """Its `answer` is None where somebody looks again, which has the keyboard."""
    title = wording.counted(
        len(found),
        tr("1 reading is many times the usual use"),
        tr("{n} readings are many times the usual use"),
    )
    told = [_told(line, now) for line, now in list(found.values())[:NAMED]]
    if len(found) > NAMED:
        told.append(tr("• and {n} more").format(n=len(found) - NAMED))
    told.append(tr("Look at the dial again: perhaps a digit too many was typed."))
    acts = [("save", tr("Save all the same"))]
    return Question(home.window(), title, "\n".join(told), acts, tr("Look again"), careful=True)


def _told(line: Line, now: Told) -> str:
    """“• E-A-102, reading 99,999: 91,390 units, 391 × usual”."""
    assert now.typed is not None
    units, usual = now.worked.units or 0, now.usual or 0
    words = tr("• {meter}, reading {reading}: {units} units, {times} × usual")
    if line.row.meter.multiplier != ONE:
        words = tr("• {meter} ×{factor}, reading {reading}: {units} units, {times} × usual")
    return words.format(
        factor=decimal_text(line.row.meter.multiplier),
        meter=line.row.meter.code, reading=quantity_text(now.typed.value), units=quantity_text(e4(units) or 0),
        times=times_usual(units, usual),
    )  # fmt: skip
