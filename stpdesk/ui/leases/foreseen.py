"""What a lease that is being typed would do, in words and lines ready to be shown; made beside the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stpdesk.core import lease_schedule
from stpdesk.core.codes import fold
from stpdesk.core.errors import Refused
from stpdesk.core.forms import LeaseForm
from stpdesk.core.lease_ground import Ground
from stpdesk.core.lease_preview import LeasePreview
from stpdesk.core.lease_schedule import MonthDue
from stpdesk.core.leases import FIXED, SEAT, Lease, rate_changes, rent_of
from stpdesk.core.money import decimal_text, lakh
from stpdesk.core.months import Month
from stpdesk.core.sentences import listed
from stpdesk.ui import wording
from stpdesk.ui.leases.schedule_lines import Line, Marker, MonthLine, Sum
from stpdesk.ui.leases.words import tr
from stpdesk.ui.sentences import in_words

FIRST = 12
"""Months that are summed by themselves."""

_TONES = {
    lease_schedule.SUBSIDY: ("ask", "clock"), lease_schedule.RATE: ("good", "up"), lease_schedule.RENT: ("good", "up"),
    lease_schedule.CHARGE: ("good", "up"), lease_schedule.TAX: ("ask", "clock"), lease_schedule.END: ("plain", "clock"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Foreseen:
    """All that the form shows of it. `rent` is a full month's at the first rate, in paisa; 0 while it is not known."""

    missing: str = ""
    """what still has to be filled in before there is a schedule"""
    lines: Sequence[Line] = ()
    sums: Sequence[Sum] = ()
    heads: Sequence[str] = ()
    rent: int = 0
    rate: str = ""
    escalation: str = ""
    rent_free: str = ""
    subsidies: tuple[str, ...] = ()
    taxes: str = ""
    consequence: str = ""
    notices: tuple[str, ...] = ()
    faults: tuple[Refused, ...] = ()


def told(
    form: LeaseForm, lease: Lease | None, ground: Ground, seen: LeasePreview, *, renewal: bool = False
) -> Foreseen:
    """A preview in words: `lease` is what the form says so far, None while start, rate or units are missing."""
    rates = {SEAT: tr("Rs per seat"), FIXED: tr("Rs a month")}
    basis = rates.get(form.basis, tr("Rs per sq ft"))
    if lease is None or seen.schedule is None:
        return Foreseen(_missing(form), rate=basis, faults=seen.faults)
    months = seen.schedule.months
    rent = rent_of(lease, rate_changes(lease, lease.starts)[0][1])
    words = tr("{basis}, {rent} a month").format(basis=basis, rent=lakh(rent))
    return Foreseen(
        tr("No month of the lease is billed."),
        _lines(months, seen.schedule.markers),
        _sums(months, whole=_is_whole(lease, months)),
        (tr("Month"), tr("Rent"), tr("Subsidy"), _charges_named(lease), tr("Sales tax"), tr("Total")),
        rent,
        words if form.basis != FIXED else basis,
        _escalation(lease),
        _rent_free(lease),
        _subsidies(lease, form, ground),
        _taxes(lease, form, ground),
        in_words(seen.sentence) if ground.lease is not None and not renewal else _lets(lease, seen),
        tuple(in_words(one) for one in seen.notices),
        seen.faults,
    )


def _lets(lease: Lease, seen: LeasePreview) -> str:
    """What saving a new lease does, in a line that fits above the buttons."""
    units = _listed([let.unit.code for let in lease.units])
    lets = tr("Saving lets {units} from {day}.").format(units=units, day=wording.day(lease.starts))
    first = seen.first
    if first is None:
        return tr("{lets} Nothing falls due.").format(lets=lets)
    run, amount = f"{wording.month_name(first.run.number)} {first.run.year}", lakh(first.amount)
    if first.again:
        words = tr("{lets} First invoice: {amount} when {run} is run again.")
    elif first.alone:
        words = tr("{lets} First invoice: {amount} in the {run} run.")
    else:
        words = tr("{lets} It adds {amount} to the {run} invoice.")
    return words.format(lets=lets, amount=amount, run=run)


def _missing(form: LeaseForm) -> str:
    """What the schedule waits for."""
    parts = [
        name
        for name, there in (
            (tr("units"), form.units), (tr("start"), form.starts), (tr("rate"), form.rate is not None),
        )
        if not there
    ]  # fmt: skip
    if not parts:
        return tr("The schedule appears once the dates are in order.")
    return tr("Give {parts}, and the months of the whole term stand here.").format(parts=_listed(parts))


def _lines(months: Sequence[MonthDue], markers: Sequence[lease_schedule.Marker]) -> tuple[Line, ...]:
    """Months with the markers that stand before them; those after the last month follow."""
    found: list[Line] = []
    left = list(markers)
    for due in months:
        found += [_marker(one) for one in left if one.month <= due.month]
        left = [one for one in left if one.month > due.month]
        name = f"{tr(wording.MONTHS[due.month.number - 1])} {due.month.year}"
        figures = (due.rent, due.subsidy, due.charges, due.tax, due.total)
        found.append(MonthLine(name, figures, tr("rent-free") if due.free else ""))
    return (*found, *(_marker(one) for one in left))


def _marker(one: lease_schedule.Marker) -> Marker:
    """One change; less is never a warning."""
    tone, icon = _TONES[one.kind]
    less = one.difference is not None and one.difference < 0
    if less or (one.was is not None and one.now is not None and one.now < one.was):
        tone, icon = "good", "down"
    return Marker(in_words(one.text), in_words(one.about), tone, icon)


def _is_whole(lease: Lease, months: Sequence[MonthDue]) -> bool:
    """Whether these are all its months: it has an end, and none of them came before the park billed here."""
    return lease.ends is not None and bool(months) and months[0].month == Month.of(lease.starts)


def _sums(months: Sequence[MonthDue], *, whole: bool) -> tuple[Sum, ...]:
    """The first twelve months, and all of them where there are more."""
    count = len(months)
    counted = tr("1 month") if count == 1 else tr("{count} months").format(count=count)
    if count <= FIRST:
        return (Sum(counted, _added(months)),)
    name = tr("Whole term") if whole else counted
    return (Sum(tr("12 months"), _added(months[:FIRST])), Sum(name, _added(months)))


def _added(months: Sequence[MonthDue]) -> tuple[int, int, int, int, int]:
    """The sums of the columns."""
    return (
        sum(one.rent for one in months), sum(one.subsidy for one in months), sum(one.charges for one in months),
        sum(one.tax for one in months), sum(one.total for one in months),
    )  # fmt: skip


def _charges_named(lease: Lease) -> str:
    """The head of the charges' column: the one charge there is, else all of them."""
    heads = {charge.head for charge in lease.charges}
    return next(iter(heads)).capitalize() if len(heads) == 1 else tr("Charges")


def _escalation(lease: Lease) -> str:
    """“93.50 from 1 Dec 2027”: the first rise."""
    if not lease.escalation_pct:
        return ""
    steps = {step.starts for step in lease.steps}
    changes = rate_changes(lease, lease.starts.replace(year=min(lease.starts.year + 101, 9998), day=1))
    first = next(((day, rate) for day, rate in changes[1:] if day not in steps), None)
    if first is None:
        return tr("not within the term")
    return tr("{rate} from {day}").format(rate=lakh(first[1]), day=wording.day(first[0]))


def _rent_free(lease: Lease) -> str:
    """What rent-free time does."""
    if lease.rent_free_to is None or lease.rent_free_to < lease.starts:
        return ""
    return tr("rent from {day}; charges run").format(day=wording.day(lease.rent_window()[0]))


def _subsidies(lease: Lease, form: LeaseForm, ground: Ground) -> tuple[str, ...]:
    """Each scheme that will pay for something of the lease, in a sentence."""
    tenant = ground.tenants.get(fold(form.tenant))
    if tenant is None:
        return (tr("Subsidies depend on the tenant."),)
    heads = {"rent", *(charge.head for charge in lease.charges)}
    found = [
        tr("{scheme} pays {percent} % of {head} to {day}.").format(
            scheme=one.name,
            percent=decimal_text(one.pct),
            head=one.head,
            day=wording.day(min(one.ends, lease.last)),
        )
        for one in ground.terms.schemes
        if one.head in heads
        and one.applies(one.head, tenant.kind)
        and one.ends >= lease.starts
        and one.starts <= lease.last
    ]
    return tuple(found) or (tr("No subsidy applies."),)


def _taxes(lease: Lease, form: LeaseForm, ground: Ground) -> str:
    """Which sales taxes are on what, as of the first day."""
    tenant = ground.tenants.get(fold(form.tenant))
    if tenant is not None and tenant.tax_exempt:
        return tr("{tenant} is exempt from sales tax.").format(tenant=tenant.name)
    on: dict[str, list[str]] = {}
    for head in dict.fromkeys(("rent", *(charge.head for charge in lease.charges))):
        for rate in ground.taxes.on(head, lease.starts):
            named = f"{rate.name} {decimal_text(rate.pct)} %"
            on.setdefault(named, []).append(head)
    if not on:
        return tr("No sales tax is in force on {day}.").format(day=wording.day(lease.starts))
    net = ground.terms.park.subsidy_tax_base == "net"
    words = tr("{tax} on {heads}, after the subsidy.") if net else tr("{tax} on {heads}, before the subsidy.")
    return " ".join(words.format(tax=name, heads=_listed(heads)) for name, heads in on.items())


def _listed(words: Sequence[str]) -> str:
    """`A, B and C`."""
    return in_words(listed(words))
