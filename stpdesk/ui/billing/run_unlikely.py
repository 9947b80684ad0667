"""How the run tells use far from usual: in its row, beside it, above the list, and once more before anything is issued."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from stpdesk.core.money import E4, half_up
from stpdesk.core.reading_grid import whole
from stpdesk.core.typed_amounts import quantity_text
from stpdesk.core.unlikely import Unlikely
from stpdesk.ui import wording
from stpdesk.ui.billing.reading_listing import odd_words
from stpdesk.ui.billing.run_notices import Notice
from stpdesk.ui.billing.run_words import month_told, tr
from stpdesk.ui.sentences import isolated

if TYPE_CHECKING:
    from stpdesk.actions.run_review import Review
    from stpdesk.ui.billing.run_listing import RunRow

NAMED = 2
"""Tenants named above the list …"""
ASKED = 6
"""… and in the question before issuing."""


def in_row(found: Sequence[Unlikely]) -> str:
    """“612 × usual, E-A-G11”, in the words of the grid of readings; of several how many."""
    if len(found) == 1:
        (one,) = found
        return tr("{times}, {meter}").format(
            times=odd_words(one.usage.units, one.usual), meter=one.usage.meter.code
        )
    return tr("{n} uses far from usual").format(n=len(found))


def sentence(one: Unlikely) -> str:
    """Meter, use and usual: what stands in the panel."""
    words = tr("Meter {meter} of {unit}: {units} units, where {usual} are usual.")
    return words.format(
        meter=one.usage.meter.code, unit=one.unit, units=_units(one.usage.units), usual=_usual(one)
    )


def _units(units: int) -> str:
    """Units as they read."""
    return quantity_text(E4(half_up(units, 10**4)))


def _usual(one: Unlikely) -> str:
    """Whole: a usual is no measured figure."""
    return quantity_text(whole(one.usual))


def far_rows(rows: Sequence[RunRow]) -> list[RunRow]:
    """Those with such a use."""
    return [one for one in rows if one.unlikely]


def slips(rows: Sequence[RunRow]) -> list[RunRow]:
    """Those with so much that somebody is asked before it is issued."""
    return [row for row in rows if any(one.slip for one in row.unlikely)]


def notice(far: Sequence[RunRow], show: Callable[[], None], readings: Callable[[], None]) -> Notice:
    """That there is such use, and the ways to it."""
    strong = wording.counted(
        len(far),
        tr("1 tenant is billed for a use far from usual."),
        tr("{n} tenants are billed for a use far from usual."),
    )
    names = [
        tr("{name} ({what})").format(name=isolated(one.name), what=in_row(one.unlikely))
        for one in far[:NAMED]
    ]
    words = ", ".join(names)
    if len(far) > NAMED:
        words = tr("{names} and {n} more").format(names=words, n=len(far) - NAMED)
    acts = (
        (tr("Show") if len(far) == 1 else tr("Show next"), show, ""),
        (tr("See the reading"), readings, ""),
    )
    return Notice(strong, words, acts)


def asked(far: Sequence[RunRow]) -> str:
    """A line a use, with what it comes to; then what to do."""
    uses = [(row, one) for row in far for one in row.unlikely if one.slip]
    line = tr("• {name}: {units} units on meter {meter}, where {usual} are usual: Rs {amount} before tax.")
    told = [
        line.format(
            name=isolated(row.name), units=_units(one.usage.units), meter=one.usage.meter.code, usual=_usual(one),
            amount=wording.rupees(one.amount, paise=True),
        )
        for row, one in uses[:ASKED]
    ]  # fmt: skip
    if len(uses) > ASKED:
        told.append(tr("• and {n} more").format(n=len(uses) - ASKED))
    told.append(tr("Look at the readings first: once it is issued only a credit note corrects it."))
    return "\n".join(told)


def not_begun(found: Review) -> str:
    """What issuing so early means."""
    assert found.run is not None
    words = tr(
        "{month} begins on {first}. The documents would be dated {day} and due {due}; what is read or changed until then comes on"
        " further documents."
    )
    run = found.run
    return words.format(
        month=month_told(found.month),
        first=wording.day(found.month.first),
        day=wording.day(run.date),
        due=wording.day(run.due),
    )
