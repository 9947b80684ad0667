"""Matters for PSEB's attention and the people who sign: what the manager adds to a month's report, and what refuses it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from stpdesk.core.errors import Refused
from stpdesk.core.money import LARGEST, Paisa
from stpdesk.core.months import Date, Month

MOST_OPEN = 5
"""Matters that a month's report carries at most."""

LONGEST = 500
"""Letters of a matter, of the decision sought, of the word it was settled with."""

ROLES = ("prepared", "checked", "approved")
"""Who signs a report, in the order in which they sign."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter for PSEB's attention.

    `number` is what people call it by, `place` its order among the others, `since` when it began, `exposure` what is at
    stake in paisa (None = no amount), `month` the first report that carries it; `settled_on` None while it is open.
    """

    id: str
    number: int
    matter: str
    since: date
    exposure: Paisa | None
    decision: str
    place: int
    month: Month
    settled_on: date | None = None
    outcome: str | None = None

    def open_on(self, day: Date) -> bool:
        """Whether the report of this day carries it."""
        begun = self.since <= day and self.month <= Month.of(day)
        return begun and (self.settled_on is None or self.settled_on > day)


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs a report as `prepared`, `checked` or `approved`, and under what title (None = none)."""

    role: str
    name: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class MatterForm:
    """A matter as typed."""

    matter: str
    since: date
    decision: str
    exposure: Paisa | None = None


def matter_faults(form: MatterForm, today: date) -> Iterator[Refused]:
    """What is wrong with a matter as typed."""
    if not form.matter.strip():
        yield Refused("Say what the matter is.", field="matter")
    if not form.decision.strip():
        yield Refused("Say which decision is sought of PSEB.", field="decision")
    for name, text in (("matter", form.matter), ("decision", form.decision)):
        if len(text) > LONGEST:
            yield Refused("That is longer than {most} letters; shorten it.", field=name, most=LONGEST)
    if form.since > today:
        yield Refused(
            "{since} lies in the future; a matter is entered when it is there.",
            field="since",
            since=form.since,
        )
    if form.exposure is not None and not 0 <= form.exposure <= LARGEST:
        yield Refused("That amount cannot be right.", field="exposure")


def settling_faults(matter: Matter, day: Date, outcome: str, today: date) -> Iterator[Refused]:
    """What is wrong with settling a matter on a day with a word."""
    if matter.settled_on is not None:
        yield Refused(
            "Matter {number} is settled since {day} already ({outcome}).",
            field="number", number=matter.number, day=matter.settled_on, outcome=matter.outcome,
        )  # fmt: skip
    if not outcome.strip():
        yield Refused("Say how the matter was settled.", field="outcome")
    elif len(outcome) > LONGEST:
        yield Refused("That is longer than {most} letters; shorten it.", field="outcome", most=LONGEST)
    if day > today:
        yield Refused("{day} lies in the future; settle the matter when it is.", field="date", day=day)
    if day < matter.since:
        yield Refused(
            "Matter {number} began on {since}; it cannot be settled before.",
            field="date", number=matter.number, since=matter.since,
        )  # fmt: skip
