"""From a lease form to a lease: what is wrong with it, said beside the field, before anything is saved (rules B2 to B4, C2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from stpdesk.core.codes import fold, too_long
from stpdesk.core.errors import Refused
from stpdesk.core.forms import ChargeForm, LeaseForm
from stpdesk.core.lease_ground import Ground
from stpdesk.core.leases import FIXED, SEAT, SQFT, Charge, Lease, Let
from stpdesk.core.money import LARGEST, ONE
from stpdesk.core.months import FAR, Month
from stpdesk.core.occupancy import crowds, shares_out
from stpdesk.core.places import Unit
from stpdesk.core.sentences import Sentence
from stpdesk.core.terms import RESERVED
from stpdesk.core.typed_dates import day_text

_MONTHS = 1200


def lease_of(form: LeaseForm, ground: Ground, key: str, new_key: Callable[[], str] = str) -> Lease | None:
    """The lease a form says, as far as it goes; None where it has no start, rate or unit that is known yet.

    Charges keep their keys, new ones get one from `new_key`.
    """
    known = (ground.units[fold(code)] for code in form.units if fold(code) in ground.units)
    units = list(dict.fromkeys(known))
    if form.starts is None or form.rate is None or not units:
        return None
    tenant = ground.tenants.get(fold(form.tenant))
    charges = tuple(
        Charge(
            one.id or new_key() or f"new{n}",
            fold(one.head),
            one.monthly,
            one.description,
            one.starts,
            one.ends,
        )
        for n, one in enumerate(form.charges)
        if one.monthly is not None and fold(one.head)
    )
    return Lease(
        key, form.code.strip(), tenant.id if tenant else "", form.starts, form.ends, form.basis, form.rate,
        _lets(form, units), form.seats, form.rent_free_to, form.escalation_pct, form.escalation_months or 12,
        form.deposit, form.holdover, tuple(sorted(form.steps, key=lambda step: step.starts)), charges,
    )  # fmt: skip


def _lets(form: LeaseForm, units: list[Unit]) -> tuple[Let, ...]:
    """How the units are held; whole where the seats do not fit (that is told as a fault)."""
    try:
        return shares_out(units, form.seats, form.basis)
    except Refused:
        return tuple(Let(unit) for unit in units)


def faults(form: LeaseForm, ground: Ground) -> list[Refused]:
    """All that would be refused when this is saved, in the order of the fields; each names its field."""
    return [
        *_who_and_where(form, ground),
        *_term(form),
        *_rent(form, ground),
        *_charges(form, ground),
        *_taken(form, ground),
        *_fixed(form, ground),
    ]


def _who_and_where(form: LeaseForm, ground: Ground) -> Iterator[Refused]:
    """Code, tenant, units."""
    same = ground.codes.get(fold(form.code))
    if not fold(form.code):
        yield Refused("Give the lease a code.", field="code")
    elif long := too_long(form.code):
        yield long
    elif same is not None and (ground.lease is None or same.id != ground.lease.id):
        holder = ground.terms.tenants[same.tenant_id].name
        yield Refused(
            "Lease {code} is there already, with {tenant}.", field="code", code=same.code, tenant=holder
        )
    if not fold(form.tenant):
        yield Refused("Choose the tenant.", field="tenant")
    elif fold(form.tenant) not in ground.tenants:
        yield Refused("There is no tenant {tenant} in this park.", field="tenant", tenant=form.tenant.strip())
    codes = [fold(code) for code in form.units]
    if not codes:
        yield Refused("Choose at least one unit.", field="units")
    for code, typed in zip(codes, form.units, strict=True):
        if code not in ground.units:
            yield Refused("There is no unit {unit} in this park.", field="units", unit=typed.strip())
    if len(set(codes)) < len(codes):
        yield Refused("A unit is named twice.", field="units")


def _term(form: LeaseForm) -> Iterator[Refused]:
    """First and last day, rent-free time."""
    if form.starts is None:
        yield Refused("Give the first day.", field="starts")
        return
    if form.ends is not None and form.ends < form.starts:
        yield Refused(
            "The last day must be on or after the first day, {starts}.",
            field="ends",
            starts=day_text(form.starts),
        )


def _rent(form: LeaseForm, ground: Ground) -> Iterator[Refused]:
    """Basis, rate, seats, steps, escalation, deposit."""
    if form.basis not in {SQFT, SEAT, FIXED}:
        yield Refused("Rent is per sq ft, per seat or fixed.", field="basis")
    if form.rate is None:
        yield Refused("Give the rate.", field="rate")
    elif not 0 <= form.rate <= LARGEST:
        yield Refused("The rate must be between 0 and Rs 1,000 crore.", field="rate")
    yield from _seats(form, ground)
    if form.escalation_pct is not None and not 0 <= form.escalation_pct <= 100 * ONE:
        yield Refused("The escalation must be between 0 and 100 %.", field="escalation_pct")
    if form.escalation_months is not None and not 1 <= form.escalation_months <= _MONTHS:
        yield Refused("The rate rises every 1 to 1,200 months.", field="escalation_months")
    if form.deposit is not None and not 0 <= form.deposit <= LARGEST:
        yield Refused("The deposit must be between 0 and Rs 1,000 crore.", field="deposit")
    seen: set[date] = set()
    for place, step in enumerate(form.steps):
        if step.starts in seen:
            yield Refused(
                "Two rates begin on {day}.", field=f"steps.{place}.starts", day=day_text(step.starts)
            )
        if not 0 <= step.rate <= LARGEST:
            yield Refused("The rate must be between 0 and Rs 1,000 crore.", field=f"steps.{place}.rate")
        seen.add(step.starts)


def _seats(form: LeaseForm, ground: Ground) -> Iterator[Refused]:
    """Seats that are there (rule C1)."""
    units = [ground.units[fold(code)] for code in form.units if fold(code) in ground.units]
    bare = ", ".join(unit.code for unit in units if not unit.seats)
    if form.seats is not None and form.seats < 1:
        yield Refused("A lease holds at least one seat.", field="seats")
    elif form.basis == SEAT and bare:
        yield Refused("A lease by seats needs rooms with seats; {units} has none.", field="units", units=bare)
    elif units:
        try:
            shares_out(units, form.seats, form.basis)
        except Refused as refused:
            yield refused


def _charges(form: LeaseForm, ground: Ground) -> Iterator[Refused]:
    """Monthly charges: a head that may be one, an amount, dates in order; what is billed is ended, not taken away."""
    for place, one in enumerate(form.charges):
        field = f"charges.{place}"
        if not fold(one.head):
            yield Refused("Say what is charged.", field=f"{field}.head")
        elif fold(one.head) in RESERVED:
            yield Refused(
                "“{head}” cannot be a monthly charge.", field=f"{field}.head", head=one.head.strip()
            )
        if one.monthly is None:
            yield Refused("Give the amount a month.", field=f"{field}.monthly")
        elif not 0 <= one.monthly <= LARGEST:
            yield Refused("The amount must be between 0 and Rs 1,000 crore.", field=f"{field}.monthly")
        if one.starts is not None and one.ends is not None and one.ends < one.starts:
            yield Refused("The charge's last day must be on or after its first.", field=f"{field}.ends")
    yield from _charges_kept(form, ground)


def _charges_kept(form: LeaseForm, ground: Ground) -> Iterator[Refused]:
    """Charges that are billed and would be gone or be of another head."""
    kept: dict[str | None, ChargeForm] = {one.id: one for one in form.charges}
    for charge in ground.lease.charges if ground.lease is not None else ():
        if charge.id not in ground.billed_charges:
            continue
        now = kept.get(charge.id)
        if now is None:
            yield Refused(
                "{head} is billed already, so it cannot be taken away; give it a last day instead.", field="charges",
                head=charge.description or charge.head.capitalize(),
            )  # fmt: skip
        elif fold(now.head) != charge.head:
            yield Refused(
                "{head} is billed already, so it stays what it is; end it and add another charge.",
                field=f"charges.{form.charges.index(now)}.head", head=charge.head.capitalize(),
            )  # fmt: skip


def _taken(form: LeaseForm, ground: Ground) -> Iterator[Refused]:
    """Units that somebody else holds on one of the lease's days (rule C2)."""
    mine = lease_of(form, ground, ground.lease.id if ground.lease else "", str)
    if mine is None or (mine.ends is not None and mine.ends < mine.starts):
        return
    told: set[str] = set()
    for let in mine.units:
        others = [one for one in ground.terms.leases_of_unit.get(let.unit.id, ()) if one.id != mine.id]
        for crowd in crowds([*others, mine]):
            parties = (crowd.lease, *crowd.others)
            if crowd.unit.id == let.unit.id and mine in parties and crowd.unit.id not in told:
                told.add(crowd.unit.id)
                yield _let_already(crowd.unit, [one for one in parties if one is not mine], ground, crowd.day)


def _let_already(unit: Unit, others: list[Lease], ground: Ground, day: date) -> Refused:
    """Who holds it, and until when; of a room with seats, that too few are free."""
    if unit.seats:
        return Refused(
            "Unit {unit} has {seats} seats, and too few of them are free on {day}.", field="units", unit=unit.code,
            seats=unit.seats, day=day_text(day),
        )  # fmt: skip
    other = min(others, key=lambda one: one.starts)
    sentence = "Unit {unit} is let to {tenant} until {ends}."
    if other.last == FAR:
        sentence = "Unit {unit} is let to {tenant} from {starts} until further notice."
    elif other.starts >= day:
        sentence = "Unit {unit} is let to {tenant} from {starts} until {ends}."
    return Refused(
        sentence, field="units", unit=unit.code, tenant=ground.terms.tenants[other.tenant_id].name,
        starts=day_text(other.starts), ends=day_text(other.last),
    )  # fmt: skip


def _fixed(form: LeaseForm, ground: Ground) -> Iterator[Refused]:
    """What cannot change: of a billed lease tenant and basis, in closed months who holds what from when to when."""
    before, closed = ground.lease, ground.closed
    if before is None:
        if closed is not None and form.starts is not None and Month.of(form.starts) <= closed:
            yield _closed("The lease would start in or before the closed month {month}", "starts", closed)
        return
    tenant = ground.tenants.get(fold(form.tenant))
    other = tenant is not None and tenant.id != before.tenant_id
    if ground.billed and other:
        yield Refused(
            "The lease is billed already, so its tenant stays; end it and enter a new lease.", field="tenant"
        )
    if ground.billed and form.basis != before.basis:
        yield Refused(
            "The lease is billed already, so its basis stays; end it and enter a new lease.", field="basis"
        )
    if closed is not None:
        yield from _closed_changes(form, before, closed, other)


def _closed_changes(form: LeaseForm, before: Lease, closed: Month, other: bool) -> Iterator[Refused]:
    """Changes that a closed month would see."""
    touched = Month.of(before.starts) <= closed
    starts = form.starts is not None and form.starts != before.starts
    if starts and (touched or (form.starts is not None and Month.of(form.starts) <= closed)):
        yield _closed("The first day would change in the closed month {month}", "starts", closed)
    units = [fold(let.unit.code) for let in before.units]
    for changed, field, sentence in (
        (other, "tenant", "The tenant would change in the closed month {month}"),
        (form.basis != before.basis, "basis", "The basis would change in the closed month {month}"),
        (form.seats != before.seats, "seats", "The seats would change in the closed month {month}"),
        (
            sorted(map(fold, form.units)) != sorted(units),
            "units",
            "The units would change in the closed month {month}",
        ),
    ):
        if touched and changed:
            yield _closed(sentence, field, closed)
    now = FAR if form.holdover or form.ends is None else form.ends
    if now != before.last and Month.of(min(now, before.last)) <= closed:
        yield _closed("The last day would change in the closed month {month}", "ends", closed)


def _closed(sentence: str, field: str, month: Month) -> Refused:
    """A change of a closed month, with the way round."""
    return Refused(sentence + "; reopen it with a reason first.", field=field, month=month)


def notices(form: LeaseForm, ground: Ground) -> list[str]:
    """What may be saved but should be looked at."""
    found: list[str] = []
    for code in form.units:
        unit = ground.units.get(fold(code))
        if unit is not None and not unit.lettable:
            found.append(
                Sentence(
                    "Unit {unit} is marked as not to be let, so it counts in no occupancy.", unit=unit.code
                )
            )
    if form.starts is not None and form.rent_free_to is not None and form.rent_free_to < form.starts:
        found.append(Sentence("The rent-free time ends before the lease starts, so it frees nothing."))
    if form.ends is not None:
        late = [step for step in form.steps if step.starts > form.ends]
        if late:
            found.append(Sentence("The rate of {day} begins after the lease ends.", day=late[0].starts))
    seen: set[tuple[object, ...]] = set()
    for one in form.charges:
        same = fold(one.head), fold(one.description or ""), one.starts
        if same in seen and fold(one.head):
            found.append(
                Sentence("{head} is there twice; both will be billed.", head=one.head.strip().capitalize())
            )
        seen.add(same)
    return found
