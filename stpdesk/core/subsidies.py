"""Subsidy schemes and their share of a line (rule B5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stpdesk.core.codes import fold
from stpdesk.core.money import E4, ONE, Paisa, half_up, share


@dataclass(frozen=True, slots=True)
class Scheme:
    """A funder pays a percent (ten-thousandths) of a head from a first to a last day; `kinds` empty = all tenants."""

    name: str
    funder: str
    head: str
    pct: E4
    starts: date
    ends: date
    kinds: tuple[str, ...] = ()

    def applies(self, head: str, tenant_kind: str | None) -> bool:
        """Whether it pays for this head of a tenant of this kind."""
        if fold(self.head) != fold(head):
            return False
        return not self.kinds or fold(tenant_kind or "") in {fold(kind) for kind in self.kinds}


@dataclass(frozen=True, slots=True)
class Support:
    """What one scheme pays of one line: days it covers, and a positive amount."""

    scheme: Scheme
    first: date
    last: date
    amount: Paisa


def of_segment(
    schemes: Sequence[Scheme], first: date, last: date, monthly: int, days_in_month: int, line: int
) -> list[Support]:
    """Each scheme's share of a segment, in their order, together never more than the line (rule B5)."""
    found: list[Support] = []
    for scheme in schemes:
        begin, end = max(first, scheme.starts), min(last, scheme.ends)
        if begin > end:
            continue
        days = (end - begin).days + 1
        amount = half_up(scheme.pct * monthly * days, 100 * ONE * days_in_month)
        found.append(Support(scheme, begin, end, Paisa(amount)))
    return _capped(found, line)


def of_usage(schemes: Sequence[Scheme], first: date, last: date, line: int) -> list[Support]:
    """Each scheme's share of a whole metered line whose usage period ends inside its window (rule B5)."""
    found = [
        Support(scheme, first, last, share(scheme.pct, line))
        for scheme in schemes
        if scheme.starts <= last <= scheme.ends
    ]
    return _capped(found, line)


def _capped(supports: list[Support], line: int) -> list[Support]:
    """In order, no more in all than the line; shares of nothing left out."""
    left = line
    kept: list[Support] = []
    for support in supports:
        amount = Paisa(min(support.amount, left))
        left -= amount
        if amount:
            kept.append(Support(support.scheme, support.first, support.last, amount))
    return kept
