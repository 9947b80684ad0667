"""Why a tenant's documents of a month come to more or less than those of the month before, from their lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from stpdesk.core.invoices import Draft
from stpdesk.core.lines import Line
from stpdesk.core.money import E4, ONE, Paisa, half_up
from stpdesk.core.months import Date, Month

TENANT, LEASE, NEW, GONE = "tenant", "lease", "new", "gone"
"""Nothing in the month before (LEASE: because the tenant's first lease begins), a thing that is new, one given up."""
PART, WHOLE, RATE, AMOUNT = "part", "whole", "rate", "amount"
SUBSIDY, SUBSIDY_BEGINS, SUBSIDY_ENDS = "subsidy", "subsidy_begins", "subsidy_ends"
UNITS, TARIFF, ADJUSTMENT, ONE_OFF, LATE_FEE, TAX = (
    "units",
    "tariff",
    "adjustment",
    "one_off",
    "late_fee",
    "tax",
)

SLACK = 2
"""Paisa a line's subsidy may differ by rounding alone."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a run with the subsidies on it (≤ 0), issued or to be issued; `thing` is the same every month."""

    kind: str
    head: str
    thing: str
    name: str
    first: Date
    last: Date
    days: int | None
    days_in_month: int | None
    quantity: str | None
    rate: str | None
    amount: int
    subsidy: int
    paid_from: Date | None = None
    paid_to: Date | None = None
    """the days its subsidies cover"""

    @property
    def net(self) -> int:
        """What is left of it for the tenant, before tax."""
        return self.amount + self.subsidy


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause of a change: `amount` is its part of it before tax (paisa). `name` is a unit's code or a charge's words.

    `pct` is the rate's rise or the subsidy's percent now, `units` kilowatt-hours more (ten-thousandths).
    """

    kind: str
    amount: Paisa
    head: str = ""
    name: str = ""
    day: Date | None = None
    days: int = 0
    of: int = 0
    pct: E4 | None = None
    units: E4 = E4(0)


def item_of(line: Line) -> Item:
    """A line that is not issued yet."""
    return Item(
        line.kind, line.head, thing_of(line.kind, line.head, line.unit, line.description, line.days),
        _name(line.unit, line.description), line.first, line.last, line.days, line.days_in_month, line.quantity,
        line.rate, line.amount, -line.supported,
        min((one.first for one in line.supports), default=None), max((one.last for one in line.supports), default=None),
    )  # fmt: skip


def thing_of(kind: str, head: str, unit: str | None, description: str, days: int | None) -> str:
    """What names the same thing in two months: a room's rent, a charge by its words, power of all meters together."""
    if kind in {"usage", "adjustment", "late_fee"}:
        return f"{kind}/{head}"
    if kind == "rent":
        return f"rent/{unit or ''}"
    return f"{kind}/{head}/{plain(description) if days is not None else description}"


def plain(description: str) -> str:
    """A line's words without “, 12 of 31 days”."""
    words, comma, rest = description.rpartition(", ")
    parts = rest.split()
    return words if comma and len(parts) == 4 and parts[1] == "of" and parts[3] == "days" else description


def _name(unit: str | None, description: str) -> str:
    """A unit's code, else the line's words."""
    return unit or plain(description)


def reasons(now: Sequence[Item], before: Sequence[Item], served: Month) -> list[Reason]:
    """Why what a tenant pays before tax changed, the weightiest first; the amounts add up to the whole change."""
    if not before:
        net = sum(one.net for one in now)
        first = min((one.first for one in now if one.kind == "rent"), default=served.first)
        return [Reason(TENANT, Paisa(net), day=first if first > served.first else None)] if net else []
    ours, theirs = _by_thing(now), _by_thing(before)
    found: list[Reason] = []
    for thing in dict.fromkeys((*ours, *theirs)):
        found += _of_thing(ours.get(thing, []), theirs.get(thing, []), served)
    return sorted((one for one in found if one.amount), key=lambda one: -abs(one.amount))


def of_draft(draft: Draft, before: Sequence[Item], served: Month, begun: Date | None) -> list[Reason]:
    """The same of a document that is not issued yet; `begun` is the day the tenant's first lease begins."""
    found = reasons([item_of(line) for line in draft.lines], before, served)
    if len(found) == 1 and found[0].kind == TENANT and begun is not None and begun >= served.first:
        return [replace(found[0], kind=LEASE, day=begun)]
    return found


def _by_thing(items: Iterable[Item]) -> dict[str, list[Item]]:
    """The lines of each thing."""
    found: dict[str, list[Item]] = defaultdict(list)
    for one in items:
        found[one.thing].append(one)
    return found


def _of_thing(now: list[Item], before: list[Item], served: Month) -> list[Reason]:
    """Why one thing comes to another amount."""
    one = (now or before)[0]
    gross, was = sum(item.amount for item in now), sum(item.amount for item in before)
    net, net_was = gross + sum(item.subsidy for item in now), was + sum(item.subsidy for item in before)
    if one.kind in {"adjustment", "late_fee"}:
        return [Reason(one.kind, Paisa(net - net_was), one.head)]
    if one.kind == "one_off":
        return [Reason(ONE_OFF if now else GONE, Paisa(net - net_was), one.head, one.name)]
    subsidy = _subsidy(now, before, gross, was)
    left = net - net_was - sum(reason.amount for reason in subsidy)
    if one.kind == "usage":
        return [*subsidy, *_usage(now, before, gross, was, left)]
    if not before:
        day = min(item.first for item in now)
        return [Reason(NEW, Paisa(net), one.head, one.name, day=day if day > served.first else None)]
    if not now:
        return [Reason(GONE, Paisa(-net_was), one.head, one.name)]
    return [*subsidy, _recurring(now, before, Paisa(left))]


def _subsidy(now: list[Item], before: list[Item], gross: int, was: int) -> list[Reason]:
    """What another share of subsidy makes, beyond that it follows its line."""
    if not now or not before:
        return []
    paid, paid_was = sum(item.subsidy for item in now), sum(item.subsidy for item in before)
    expected = half_up(paid_was * gross, was) if was else 0
    change = paid - expected
    if abs(change) <= SLACK * (len(now) + len(before)):
        return []
    head, name = now[0].head, now[0].name
    if not paid_was:
        return [Reason(SUBSIDY_BEGINS, Paisa(change), head, name)]
    if not paid:
        return [Reason(SUBSIDY_ENDS, Paisa(change), head, name)]
    first, last = min(item.first for item in now), max(item.last for item in now)
    ends = max((item.paid_to for item in now if item.paid_to), default=last)
    begins = min((item.paid_from for item in now if item.paid_from), default=first)
    if ends < last and change > 0:
        return [Reason(SUBSIDY_ENDS, Paisa(change), head, name, day=ends)]
    if begins > first and change < 0:
        return [Reason(SUBSIDY_BEGINS, Paisa(change), head, name, day=begins)]
    pct = E4(half_up(Fraction(-paid * 100, gross)) * ONE) if gross else None
    return [Reason(SUBSIDY, Paisa(change), head, name, pct=pct)]


def _usage(now: list[Item], before: list[Item], gross: int, was: int, left: int) -> list[Reason]:
    """Units more or less, and another tariff."""
    head = (now or before)[0].head
    units, units_was = _units(now), _units(before)
    more = E4(units - units_was)
    rates, rates_was = {item.rate for item in now}, {item.rate for item in before}
    if rates == rates_was or not now or not before or not units_was:
        return [Reason(UNITS, Paisa(left), head, units=more)]
    by_units = half_up(was * units, units_was)
    dearer = min(left, gross - by_units) if left >= 0 else max(left, gross - by_units)
    return [Reason(TARIFF, Paisa(dearer), head), Reason(UNITS, Paisa(left - dearer), head, units=more)]


def _units(items: Iterable[Item]) -> int:
    """Kilowatt-hours in ten-thousandths."""
    return sum(int(Decimal(item.quantity or 0) * ONE) for item in items)


def _recurring(now: list[Item], before: list[Item], amount: Paisa) -> Reason:
    """Why a rent or charge that was there before comes to another amount."""
    head, name = now[0].head, now[0].name
    days, of = sum(item.days or 0 for item in now), now[0].days_in_month or 0
    days_was, of_was = sum(item.days or 0 for item in before), before[0].days_in_month or 0
    if days < of:
        first = min(item.first for item in now)
        return Reason(PART, amount, head, name, day=first if first.day > 1 else None, days=days, of=of)
    if days_was < of_was:
        return Reason(WHOLE, amount, head, name, days=days_was, of=of_was)
    rate, rate_was = now[-1].rate, before[-1].rate
    if rate is not None and rate_was is not None and rate != rate_was:
        rise = (
            Fraction(Decimal(rate) - Decimal(rate_was)) / Fraction(Decimal(rate_was))
            if Decimal(rate_was)
            else None
        )
        day = next((item.first for item in now if item.rate == rate), now[-1].first)
        pct = None if rise is None else E4(half_up(rise * 10_000) * (ONE // 100))
        return Reason(RATE, amount, head, name, day=day, pct=pct)
    if len({item.rate for item in now}) < len({item.rate for item in before}):
        return Reason(RATE, amount, head, name)
    return Reason(AMOUNT, amount, head, name)
