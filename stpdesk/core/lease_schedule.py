"""The months of a lease as the runs will bill them, with what changes between them (rules B2 to B6)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from stpdesk.core.invoices import Draft, draft
from stpdesk.core.leases import Lease, rate_changes
from stpdesk.core.lines import Line, Service, service_lines, services
from stpdesk.core.money import Paisa, decimal_text, lakh
from stpdesk.core.months import DAY, FAR, Month, months_between
from stpdesk.core.park import ParkSettings
from stpdesk.core.sentences import Sentence
from stpdesk.core.subsidies import Scheme
from stpdesk.core.taxes import TaxTable
from stpdesk.core.tenants import Tenant
from stpdesk.core.terms import Terms

OPEN_MONTHS = 36
"""Months shown of a lease without an end."""

RATE, SUBSIDY, RENT, CHARGE, TAX, END = "rate", "subsidy", "rent", "charge", "tax", "end"


@dataclass(frozen=True, slots=True)
class MonthDue:
    """One served month in paisa: `subsidy` ≤ 0; `total` is before rounding, `rounding` what a run of it alone adds.

    `free`: no rent falls due, for all its days are rent-free.
    """

    month: Month
    rent: Paisa
    charges: Paisa
    subsidy: Paisa
    tax: Paisa
    rounding: Paisa
    free: bool
    whole: bool

    @property
    def total(self) -> Paisa:
        """What the tenant owes for the month."""
        return Paisa(self.rent + self.charges + self.subsidy + self.tax)


@dataclass(frozen=True, slots=True)
class Marker:
    """What changes on a day; it stands before `month`. `difference`: paisa a month, None where other things change too.

    `was` and `now` are the two rates of a RATE marker.
    """

    kind: str
    day: date
    month: Month
    text: str
    about: str
    difference: Paisa | None = None
    was: Paisa | None = None
    now: Paisa | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """The months of a lease, oldest first, and the markers between them; `open_ended` where only the first are shown."""

    months: tuple[MonthDue, ...]
    markers: tuple[Marker, ...]
    open_ended: bool

    def total(self, count: int | None = None) -> Paisa:
        """The sum of the first months, or of all."""
        return Paisa(sum(one.total for one in self.months[:count]))


def schedule(terms: Terms, taxes: TaxTable, lease: Lease, tenant: Tenant) -> Schedule:
    """The lease's months on these terms, by the lines of the billing run; those before `billing_from` are left out."""
    first, last = _first(terms.park, lease), _last(lease)
    fitting = [scheme for scheme in terms.schemes if scheme.applies(scheme.head, tenant.kind)]
    parts, changes = services(lease), rate_changes(lease, last.last)
    months: list[MonthDue] = []
    for month in months_between(first, last):
        lines = list(_lines(lease, parts, month, changes, fitting))
        months.append(_month(month, lease, draft(terms.park, tenant, lines, taxes)))
    markers = _Markers(terms, taxes, lease, tenant, months, fitting).found(changes, parts)
    return Schedule(tuple(months), tuple(markers), lease.ends is None)


def _first(park: ParkSettings, lease: Lease) -> Month:
    """The first month that is billed."""
    starts = Month.of(lease.starts)
    return starts if park.billing_from is None else max(starts, park.billing_from)


def _last(lease: Lease) -> Month:
    """The last month shown."""
    return Month.of(lease.ends) if lease.ends is not None else Month.of(lease.starts) + (OPEN_MONTHS - 1)


def _lines(
    lease: Lease,
    parts: Sequence[Service],
    month: Month,
    changes: Sequence[tuple[date, Paisa]],
    schemes: Sequence[Scheme],
) -> Iterator[Line]:
    """What the run of a month bills of the lease."""
    for service in parts:
        span = max(service.window[0], month.first), min(service.window[1], month.last)
        if span[0] <= span[1]:
            yield from service_lines(lease, service, month, span, changes, schemes)


def _month(month: Month, lease: Lease, made: Draft) -> MonthDue:
    """One month from the document it would be by itself."""
    rent = sum(line.amount for line in made.lines if line.kind == "rent")
    charges = sum(line.amount for line in made.lines if line.kind == "charge")
    whole = lease.starts <= month.first and month.last <= lease.last
    free = rent == 0 and lease.rent_window()[0] > min(month.last, lease.last)
    return MonthDue(
        month, Paisa(rent), Paisa(charges), made.subsidy, made.tax_total, made.rounding, free, whole
    )


class _Markers:
    """Finds what changes between the months of one lease."""

    def __init__(
        self, terms: Terms, taxes: TaxTable, lease: Lease, tenant: Tenant, months: Sequence[MonthDue],
        schemes: Sequence[Scheme],
    ) -> None:  # fmt: skip
        self._terms = terms
        self._taxes = taxes
        self._lease = lease
        self._tenant = tenant
        self._months = {one.month: one for one in months}
        self._schemes = schemes
        self._made: list[Marker] = []

    def found(self, changes: Sequence[tuple[date, Paisa]], parts: Sequence[Service]) -> list[Marker]:
        """Every marker in the order of its day, each with what it makes a month where it is the only one."""
        if self._months:
            self._rates(changes)
            self._free()
            self._charges()
            self._subsidies(parts)
            self._taxes_change(parts)
            self._end()
        return [
            self._with_difference(one, self._is_alone(one))
            for one in sorted(self._made, key=lambda one: (one.month, one.day, one.kind))
        ]

    def _is_alone(self, one: Marker) -> bool:
        """Whether nothing else changes in its month, within the month before, or in the one it is compared with."""
        others = [other for other in self._made if other is not one]
        before = one.month + -1
        return not any(
            other.month == one.month
            or (other.month == before and other.day.day > 1)
            or (other.month == one.month + 1 and one.day.day > 1)
            for other in others
        )

    def _add(self, kind: str, day: date, text: str, about: str = "", **rates: Paisa) -> None:
        """A marker before the month its day lies in, where that month or the one before it is shown."""
        month = Month.of(day)
        if month in self._months or month + -1 in self._months:
            self._made.append(Marker(kind, day, month, text, about, **rates))

    def _with_difference(self, one: Marker, alone: bool) -> Marker:
        """The marker with the difference between the whole months on both sides."""
        after = self._months.get(one.month if one.day.day == 1 else one.month + 1)
        before = self._months.get(one.month + -1)
        if (
            not alone
            or one.kind == END
            or before is None
            or after is None
            or not before.whole
            or not after.whole
        ):
            return one
        difference = Paisa(after.total - before.total)
        about = one.about or _more(difference)
        return Marker(one.kind, one.day, one.month, one.text, about, difference, one.was, one.now)

    def _rates(self, changes: Sequence[tuple[date, Paisa]]) -> None:
        """Rate steps and escalations."""
        about = {"sqft": "{was} → {now} a sq ft", "seat": "{was} → {now} a seat"}.get(
            self._lease.basis, "{was} → {now}"
        )
        steps = {step.starts for step in self._lease.steps}
        for (_, was), (day, now) in itertools.pairwise(changes):
            by = self._lease.escalation_pct if day not in steps else 0
            templates = {
                (True, True): "Rate rises {percent} % on {day}", (True, False): "Rate rises on {day}",
                (False, True): "Rate falls {percent} % on {day}", (False, False): "Rate falls on {day}",
            }  # fmt: skip
            text = Sentence(templates[now > was, bool(by)], percent=decimal_text(by or 0), day=day)
            self._add(RATE, day, text, Sentence(about, was=lakh(was), now=lakh(now)), was=was, now=now)

    def _free(self) -> None:
        """The end of rent-free time."""
        first = self._lease.rent_window()[0]
        if first > self._lease.starts and first <= self._lease.last:
            self._add(RENT, first, Sentence("Rent-free time ends {day}", day=first - DAY))

    def _charges(self) -> None:
        """Charges that begin or end inside the term."""
        for charge in self._lease.charges:
            first, last = self._lease.charge_window(charge)
            name = charge.description or charge.head[:1].upper() + charge.head[1:]
            if first > self._lease.starts and first <= last:
                self._add(CHARGE, first, Sentence("{name} begins {day}", name=name, day=first))
            if first <= last < (self._lease.ends or FAR):
                self._add(CHARGE, last + DAY, Sentence("{name} ends {day}", name=name, day=last))

    def _subsidies(self, parts: Sequence[Service]) -> None:
        """Days on which schemes begin or end while they pay for something of the lease; one marker for several."""
        begins: set[date] = set()
        ends: set[date] = set()
        for scheme in self._schemes:
            for first, last in (part.window for part in parts if part.head == scheme.head):
                if first < scheme.starts <= last:
                    begins.add(scheme.starts)
                if first <= scheme.ends < min(last, self._lease.ends or FAR):
                    ends.add(scheme.ends)
        for day in begins:
            self._add(SUBSIDY, day, Sentence("Subsidy begins {day}", day=day))
        for day in ends:
            self._add(SUBSIDY, day + DAY, Sentence("Subsidy ends {day}", day=day))

    def _taxes_change(self, parts: Sequence[Service]) -> None:
        """Days on which other tax rates come into force for a head of the lease."""
        if self._tenant.tax_exempt:
            return
        heads = {part.head for part in parts}
        days = {rate.starts for rate in self._terms.tax_rates} | {
            rate.ends + DAY for rate in self._terms.tax_rates if rate.ends is not None and rate.ends < FAR
        }
        for day in sorted(days):
            if not self._lease.starts < day <= (self._lease.ends or FAR):
                continue
            before = {head: _percents(self._taxes, head, day - DAY) for head in heads}
            after = {head: _percents(self._taxes, head, day) for head in heads}
            if before != after:
                self._add(TAX, day, Sentence("Sales tax changes on {day}", day=day))

    def _end(self) -> None:
        """The last day, and what comes after it."""
        ends = self._lease.ends
        if ends is not None:
            about = Sentence("runs on month by month until an end is set" if self._lease.holdover else "")
            month = Month.of(ends) + 1
            self._made.append(Marker(END, ends, month, Sentence("Lease ends {day}", day=ends), about))


def _percents(taxes: TaxTable, head: str, day: date) -> list[tuple[str, int]]:
    """The rates in force for a head."""
    return sorted((rate.name, rate.pct) for rate in taxes.on(head, day))


def _more(difference: Paisa) -> str:
    """`30,289.92 more a month`."""
    if not difference:
        return ""
    template = "{amount} more a month" if difference > 0 else "{amount} less a month"
    return Sentence(template, amount=lakh(abs(difference)))
