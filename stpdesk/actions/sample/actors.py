"""Who is in the sample and for how long, before rooms and rents are given to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from stpdesk.actions.sample.park import LAST
from stpdesk.actions.sample.profiles import PERCENT
from stpdesk.core.months import DAY, FAR, add_months

COMPANY, CALL_CENTRE, START_UP, FREELANCER = "IT/ITeS company", "call centre", "start-up", "freelancer"
GOVERNMENT, BANK, OTHER = "government", "bank", "other"

OFFICES, SEATS, CAFETERIA, TRAINING_ROOM = "offices", "seats", "cafeteria", "training room"

PROMPT, LATE, SLOW, QUARTERLY, AHEAD, HALVES, STOPS = (
    "prompt",
    "late",
    "slow",
    "quarterly",
    "ahead",
    "halves",
    "stops",
)
"""How a tenant pays: before the due date; after it; a month behind; every third month; in round sums ahead;
half of what is open; not any more since `stopped`."""


@dataclass(frozen=True, slots=True)
class Term:
    """One lease. `escalates` and the step percents are whole percents; a step's is of the rate at the start."""

    starts: date
    ends: date | None
    escalates: int = 0
    rent_free_to: date | None = None
    holdover: bool = False
    steps: tuple[tuple[date, int], ...] = ()

    @property
    def last(self) -> date:
        """Its last day in force."""
        return FAR if self.holdover or self.ends is None else self.ends


@dataclass(frozen=True, slots=True)
class Stay:
    """Rooms or seats, held under one lease after another; `fixed` = one rent for the whole, by no measure."""

    want: str
    count: int
    terms: tuple[Term, ...]
    fixed: bool = False

    @property
    def starts(self) -> date:
        """First day."""
        return self.terms[0].starts

    @property
    def last(self) -> date:
        """Last day; far off while it runs on."""
        return self.terms[-1].last


@dataclass(frozen=True, slots=True)
class Actor:
    """A tenant before it has a code: what it is, where it stays, how it pays. `case` is what it is there to show."""

    case: str
    kind: str
    stays: tuple[Stay, ...]
    pays: str = PROMPT
    name: str | None = None
    contact: str | None = None
    income_tax: int = 0
    sales_tax: int = 0
    exempt: bool = False
    opening: int = 0
    stopped: date | None = None

    @property
    def starts(self) -> date:
        """First day in the park."""
        return min(stay.starts for stay in self.stays)

    @property
    def last(self) -> date:
        """Last day in the park."""
        return max(stay.last for stay in self.stays)

    @property
    def withholds(self) -> bool:
        """Whether it pays less than it settles."""
        return bool(self.income_tax or self.sales_tax)

    @property
    def income_tax_pct(self) -> int | None:
        """The percent as the workbook holds it."""
        return self.income_tax * PERCENT or None


def until(starts: date, months: int) -> date:
    """The last day of so many months."""
    return add_months(starts, months) - DAY


def term(starts: date, months: int, escalates: int = 0) -> Term:
    """A lease of so many months."""
    return Term(starts, until(starts, months), escalates)


def chain(
    starts: date, months: int, escalates: int = 0, leaves: date | None = None, first: Term | None = None
) -> tuple[Term, ...]:
    """A first lease, then renewals of so many months each, past the sample's end or until the tenant leaves."""
    found = [first or _cut(term(starts, months, escalates), leaves)]
    stop = leaves or LAST.last
    while (ends := found[-1].ends) is not None and ends < stop:
        found.append(_cut(term(ends + DAY, months, escalates), leaves))
    return tuple(found)


def _cut(lease: Term, leaves: date | None) -> Term:
    """The lease, ended on the day the tenant leaves."""
    if leaves is None or lease.ends is None or lease.ends <= leaves:
        return lease
    return replace(lease, ends=leaves)


def one(want: str, count: int, *terms: Term) -> tuple[Stay, ...]:
    """A single stay."""
    return (Stay(want, count, terms),)


def since(actor: Actor, established: date) -> Actor:
    """The actor with no lease before the park was there."""
    if actor.starts >= established:
        return actor
    stays = tuple(
        replace(
            stay,
            terms=tuple(
                replace(lease, starts=max(lease.starts, established))
                for lease in stay.terms
                if lease.last >= established
            ),
        )
        for stay in actor.stays
    )
    return replace(actor, stays=stays)
