"""A month's run: what is new for every tenant, what is missing, unbilled or changed (rules B1, B8 to B10, B16)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from stpdesk.core.codes import natural_key
from stpdesk.core.errors import Refused
from stpdesk.core.invoices import Draft, draft
from stpdesk.core.lines import Line, lease_lines, windows, without
from stpdesk.core.meters import HEADS, Tariff, Usage, price, tariff_on, usage_periods
from stpdesk.core.money import E4, Paisa, decimal_text, share
from stpdesk.core.months import DAY, Date, Month, months_between
from stpdesk.core.subsidies import Scheme, of_usage
from stpdesk.core.taxes import TaxTable
from stpdesk.core.tenants import Tenant
from stpdesk.core.terms import Billed, OpenItem, Terms
from stpdesk.core.written_dates import MONTHS

YEARS_OFF = 5
"""A run more than so many years away from what the park holds is a slip of the hand."""


@dataclass(frozen=True, slots=True)
class UnbilledUsage:
    """A usage period that no tenant can be charged with, and why; `unit` is None of a main meter, which no tenant pays.

    `lettable`: whether the unit is for letting.
    """

    usage: Usage
    unit: str | None
    reason: str
    lettable: bool = True

    @property
    def asks(self) -> bool:
        """Whether a lease may be missing: nobody held a unit that is for letting. Any other use is the park's own."""
        return self.unit is not None and self.lettable and self.reason == "no tenant"


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of a month issues, and what it tells beside."""

    month: Month
    served: Month
    date: Date
    due: Date
    drafts: tuple[Draft, ...]
    skipped: int
    missing: tuple[Month, ...]
    unbilled: tuple[UnbilledUsage, ...]
    ahead: tuple[UnbilledUsage, ...] = ()
    """use of rooms that was read after its invoice date, and that no run can charge anybody with either"""

    @property
    def unpaid(self) -> tuple[UnbilledUsage, ...]:
        """Use of rooms among `unbilled`: somebody should pay for it, and nobody does."""
        return tuple(one for one in self.unbilled if one.unit is not None)


def unpaid_of(run: Run) -> tuple[int, int, int]:
    """Uses of rooms that nobody pays for, as the month's close counts them: two of what was read in the run's own month, and what was before.

    First those where a lease may be missing, then those of rooms that are shared or not for letting, which recur and settle nothing.

    Whichever run would bill them: with invoices of the first day what is read in a month is billed by the next one's run,
    but only while the month is open can it be put right. So each is counted in the close of the month it was read in.
    """
    used = [(Month.of(one.usage.last), one.asks) for one in (*run.unpaid, *run.ahead)]
    mine = [asks for month, asks in used if month == run.month]
    return sum(mine), len(mine) - sum(mine), sum(month < run.month for month, _ in used)


def compute(terms: Terms, billed: Billed, items: Sequence[OpenItem], month: Month) -> Run:
    """The run of a month on what is billed already and open on its invoice date; refused without a tariff it needs."""
    park = terms.park
    served, day = park.served(month), park.invoice_date(month)
    lines: dict[str, list[Line]] = defaultdict(list)
    if park.billing_from is None or served >= park.billing_from:
        for tenant_id, line in recurring(terms, served, billed.days):
            lines[tenant_id].append(line)
    used = list(usages(terms))
    unbilled, ahead = _metered(terms, billed, used, day, lines)
    _adjustments(terms, billed, used, month, lines)
    _one_offs(terms, billed, day, lines)
    _late_fees(terms, billed, items, month, day, lines)
    table = TaxTable(terms.tax_rates)
    billable = sorted(
        (terms.tenants[key] for key in lines if lines[key]), key=lambda one: natural_key(one.code)
    )
    drafts = tuple(draft(park, tenant, lines[tenant.id], table) for tenant in billable)
    return Run(
        month,
        served,
        day,
        day + park.due_days * DAY,
        drafts,
        len(terms.tenants) - len(drafts),
        tuple(missing_months(terms, billed, served)),
        tuple(unbilled),
        tuple(ahead),
    )


def recurring(
    terms: Terms, served: Month, taken: Mapping[str, list[tuple[date, date]]]
) -> Iterator[tuple[str, Line]]:
    """Tenant key and line of every rent and charge of a month not billed yet, leases in natural order."""
    fitting: dict[str | None, list[Scheme]] = {}
    held = [one for one in terms.leases if one.starts <= served.last and one.last >= served.first]
    for lease in sorted(held, key=lambda one: natural_key(one.code)):
        kind = terms.tenants[lease.tenant_id].kind
        if kind not in fitting:
            fitting[kind] = [scheme for scheme in terms.schemes if scheme.applies(scheme.head, kind)]
        for line in lease_lines(lease, served, fitting[kind], taken):
            yield lease.tenant_id, line


def missing_months(terms: Terms, billed: Billed, served: Month) -> list[Month]:
    """Served months before this one, since `billing_from` or the first run, with days not billed (rule B10)."""
    first = terms.park.billing_from or billed.first_served
    if first is None or first >= served:
        return []
    last = (served + -1).last
    found: set[Month] = set()
    for lease in terms.leases:
        for key, window in windows(lease):
            span = max(window[0], first.first), min(window[1], last)
            taken = billed.days.get(key, ())
            if span[0] > span[1] or (len(taken) == 1 and taken[0][0] <= span[0] and span[1] <= taken[0][1]):
                continue  # nearly all of them, where a park has years behind it
            for begin, end in without([span], taken):
                found.update(
                    month for month in months_between(Month.of(begin), Month.of(end)) if month not in found
                )
    return sorted(month for month in found if any(True for _ in recurring(terms, month, billed.days)))


def _metered(
    terms: Terms, billed: Billed, used: Sequence[Usage], day: date, lines: dict[str, list[Line]]
) -> tuple[list[UnbilledUsage], list[UnbilledUsage]]:
    """Adds a line for each usage period closed by the invoice date and not billed; returns what nobody can be charged.

    Then what is read after that date, in rooms, and would have nobody to pay for it either.
    """
    unbilled: list[UnbilledUsage] = []
    ahead: list[UnbilledUsage] = []
    for usage in used:
        if usage.reading_id in billed.readings or not usage.units:
            continue
        holders = terms.holders(usage.meter.unit_id, usage.last)
        if len(holders) != 1:
            unit = terms.units[usage.meter.unit_id] if usage.meter.unit_id else None
            reason = "park main meter" if unit is None else "several tenants" if holders else "no tenant"
            if usage.last <= day or unit is not None:
                code, lettable = (None, True) if unit is None else (unit.code, unit.lettable)
                found = UnbilledUsage(usage, code, reason, lettable)
                (unbilled if usage.last <= day else ahead).append(found)
        elif usage.last <= day:
            tenant = terms.tenants[holders.pop()]
            line = usage_line(terms, usage, tenant)
            if line.amount:
                lines[tenant.id].append(line)
    return unbilled, ahead


def usages(terms: Terms) -> Iterator[Usage]:
    """Every usage period since `billing_from`, meters in natural order (rules B1, B8)."""
    first = terms.park.billing_from
    for meter in sorted(terms.meters.values(), key=lambda one: natural_key(one.code)):
        for usage in usage_periods(meter, terms.readings.get(meter.id, ())):
            if first is None or usage.last >= first.first:
                yield usage


def usage_line(terms: Terms, usage: Usage, tenant: Tenant) -> Line:
    """The line of a usage period; refused where no tariff is in force on its last day (rule B8)."""
    meter = usage.meter
    tariff: Tariff | None = tariff_on(terms.tariffs, meter.supply, usage.last)
    if tariff is None:
        raise Refused(
            "Meter {meter} has usage up to {date}, but no {supply} tariff is in force on that day; enter one first.",
            field="tariff",
            meter=meter.code,
            date=usage.last,
            supply=meter.supply,
        )
    head = HEADS[meter.supply]
    amount = price(usage.units, tariff.rate)
    schemes = [scheme for scheme in terms.schemes if scheme.applies(head, tenant.kind)]
    unit = terms.units[meter.unit_id] if meter.unit_id else None
    return Line(
        "usage",
        head,
        f"{head.capitalize()}, meter {meter.code}",
        usage.first,
        usage.last,
        amount,
        unit=unit.code if unit else None,
        quantity=usage.units_text,
        rate=decimal_text(tariff.rate, least=2),
        supports=of_usage(schemes, usage.first, usage.last, amount),
        reading_id=usage.reading_id,
    )


def _adjustments(
    terms: Terms, billed: Billed, used: Sequence[Usage], month: Month, lines: dict[str, list[Line]]
) -> None:
    """Adds one line a tenant and supply for each fuel adjustment billed with this run (rule B8)."""
    due = [adjustment for adjustment in terms.adjustments if adjustment.bill_in == month]
    for adjustment in due:
        units: dict[str, int] = defaultdict(int)
        readings: dict[str, list[str]] = defaultdict(list)
        for usage in used:
            if usage.meter.supply != adjustment.supply or Month.of(usage.last) != adjustment.usage_month:
                continue
            if (adjustment.id, usage.reading_id) in billed.adjusted or not usage.units:
                continue
            for tenant_id in _charged(terms, billed, usage):
                units[tenant_id] += usage.units
                readings[tenant_id].append(usage.reading_id)
        for tenant_id, sum_units in units.items():
            head = HEADS[adjustment.supply]
            amount = price(sum_units, adjustment.rate)
            if amount:
                lines[tenant_id].append(
                    Line(
                        "adjustment",
                        head,
                        f"Fuel adjustment, {adjustment.supply}, {_named(adjustment.usage_month)}",
                        adjustment.usage_month.first,
                        adjustment.usage_month.last,
                        amount,
                        quantity=decimal_text(sum_units, 8),
                        rate=decimal_text(adjustment.rate, least=2),
                        adjustment_id=adjustment.id,
                        adjusted=tuple(readings[tenant_id]),
                    )
                )


def _named(month: Month) -> str:
    """`August 2026`."""
    return f"{MONTHS[month.number - 1].title()} {month.year}"


def _charged(terms: Terms, billed: Billed, usage: Usage) -> Iterable[str]:
    """The one tenant a usage period was or will be billed to, or nobody."""
    known = billed.readings.get(usage.reading_id)
    if known is not None:
        return (known,)
    holders = terms.holders(usage.meter.unit_id, usage.last)
    return holders if len(holders) == 1 else ()


def _one_offs(terms: Terms, billed: Billed, day: date, lines: dict[str, list[Line]]) -> None:
    """Adds each one-off charge dated by the invoice date and not billed (rule B16)."""
    first = terms.park.billing_from
    for charge in sorted(terms.one_offs, key=lambda one: one.date):
        if (
            charge.date > day
            or charge.id in billed.one_offs
            or (first is not None and charge.date < first.first)
        ):
            continue
        text = charge.description or charge.head[:1].upper() + charge.head[1:]
        lines[charge.tenant_id].append(
            Line("one_off", charge.head, text, charge.date, charge.date, charge.amount, one_off_id=charge.id)
        )


def _late_fees(
    terms: Terms,
    billed: Billed,
    items: Sequence[OpenItem],
    month: Month,
    day: date,
    lines: dict[str, list[Line]],
) -> None:
    """Adds one line for each late fee."""
    percent = terms.park.late_fee_pct
    for item, amount in late_fees(percent, billed.fees, items, month, day):
        name = f"Late fee, {decimal_text(percent)} % of {item.ref or 'opening balance'}"
        lines[item.tenant_id].append(
            Line("late_fee", "late_fee", name, day, day, amount, fee_item_id=item.id)
        )


def late_fees(
    percent: E4, charged: Container[tuple[str, str]], items: Iterable[OpenItem], month: Month, day: date
) -> Iterator[tuple[OpenItem, Paisa]]:
    """What the run of a month charges on each item overdue and open on its invoice date, never on a fee (rule B9).

    `charged` are items' keys with the months they were charged in already.
    """
    for item in items:
        if not percent or item.due >= day or item.open <= 0 or (item.id, str(month)) in charged:
            continue
        amount = share(percent, max(0, min(item.open, item.total - item.fees)))
        if amount:
            yield item, Paisa(amount)


def check_reach(month: Month, today: date, earliest: date | None) -> None:
    """Refuses a run years away from anything the park holds: a slip of the hand."""
    known = min(earliest or today, today)
    if month - Month.of(today) > 12 * YEARS_OFF or Month.of(known) - month > 12 * YEARS_OFF:
        raise Refused(
            "{month} is more than {years} years away from anything in this park; check the month.",
            field="month",
            month=month,
            years=YEARS_OFF,
        )
