"""What is overdue and for how long, and a tenant's account (rules B13, B14)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from stpdesk.core.money import Paisa

BUCKETS = ("not_due", "d1_30", "d31_60", "d61_90", "over_90")
_EDGES = (0, 30, 60, 90)


def bucket(due: date, as_at: date) -> str:
    """The bucket of an item by days overdue: not due up to 0, then 1–30, 31–60, 61–90, over 90 (rule B13)."""
    days = (as_at - due).days
    for name, edge in zip(BUCKETS, _EDGES, strict=False):
        if days <= edge:
            return name
    return BUCKETS[-1]


@dataclass(frozen=True, slots=True)
class Ageing:
    """Open amounts by bucket, in paisa; advances are apart and outside the total."""

    buckets: tuple[Paisa, ...]
    advances: Paisa

    @property
    def total(self) -> Paisa:
        """All that is open."""
        return Paisa(sum(self.buckets))

    @property
    def overdue(self) -> Paisa:
        """What is at least a day overdue: the arrears."""
        return Paisa(sum(self.buckets[1:]))

    @property
    def covered(self) -> bool:
        """Whether advances come to all that is open: nothing is asked of such a tenant."""
        return self.total <= self.advances


def age(opens: Iterable[tuple[date, int]], advances: int, as_at: date) -> Ageing:
    """Ageing of (due date, open amount) pairs as at a date."""
    sums = dict.fromkeys(BUCKETS, 0)
    for due, amount in opens:
        sums[bucket(due, as_at)] += amount
    return Ageing(tuple(Paisa(sums[name]) for name in BUCKETS), Paisa(advances))


def add(parts: Sequence[Ageing]) -> Ageing:
    """The ageing of several tenants together."""
    sums = [Paisa(sum(part.buckets[place] for part in parts)) for place in range(len(BUCKETS))]
    return Ageing(tuple(sums), Paisa(sum(part.advances for part in parts)))


@dataclass(frozen=True, slots=True)
class Movement:
    """One entry of a tenant's account: debits positive, credits negative."""

    date: date
    kind: str
    ref: str
    amount: Paisa


@dataclass(frozen=True, slots=True)
class Statement:
    """Opening balance + movements in date order = closing balance (rule B14)."""

    opening: Paisa
    movements: tuple[Movement, ...]

    @property
    def closing(self) -> Paisa:
        """What the tenant owes at the end; negative when it is in advance."""
        return Paisa(self.opening + sum(move.amount for move in self.movements))

    def balances(self) -> list[Paisa]:
        """The balance after each movement."""
        found: list[Paisa] = []
        balance = int(self.opening)
        for move in self.movements:
            balance += move.amount
            found.append(Paisa(balance))
        return found


def statement(movements: Iterable[Movement], first: date | None, last: date) -> Statement:
    """The account from `first` (None = from the beginning) to `last`, both included."""
    ordered = sorted(movements, key=lambda move: (move.date, move.amount < 0, move.ref))
    opening = sum(move.amount for move in ordered if first is not None and move.date < first)
    inside = [move for move in ordered if (first is None or move.date >= first) and move.date <= last]
    return Statement(Paisa(opening), tuple(inside))
