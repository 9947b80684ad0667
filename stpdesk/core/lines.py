"""Recurring lines of a lease for a month: rent by unit and monthly charges, each with its subsidies (rules B2 to B5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from stpdesk.core.leases import FIXED, SQFT, Charge, Lease, Let, monthly_sqft, pieces, prorate, rate_changes
from stpdesk.core.money import Paisa, decimal_text, rupees
from stpdesk.core.months import DAY, Month
from stpdesk.core.subsidies import Scheme, Support, of_segment
from stpdesk.core.terms import service_key

Span = tuple[date, date]


@dataclass(slots=True)
class Line:
    """One line of a document; `supports` are the subsidies on it, printed as lines of their own."""

    kind: str
    head: str
    description: str
    first: date
    last: date
    amount: Paisa
    unit: str | None = None
    days: int | None = None
    days_in_month: int | None = None
    quantity: str | None = None
    rate: str | None = None
    supports: Sequence[Support] = ()
    lease_id: str | None = None
    charge_id: str | None = None
    unit_id: str | None = None
    service: str | None = None
    reading_id: str | None = None
    adjustment_id: str | None = None
    adjusted: tuple[str, ...] = ()
    one_off_id: str | None = None
    fee_item_id: str | None = None
    taxed: tuple[int, ...] = ()

    @property
    def supported(self) -> int:
        """Paisa that funders pay of it."""
        return sum(support.amount for support in self.supports)


@dataclass(frozen=True, slots=True)
class Service:
    """What a lease bills every month under one key: how to price a segment of it."""

    key: str
    kind: str
    head: str
    name: str
    window: Span
    let: Let | None
    charge: Charge | None
    unit: str | None
    quantity: str | None


def windows(lease: Lease) -> Iterator[tuple[str, Span]]:
    """Key and days of each of the lease's services, in the order of `services`."""
    rent = lease.rent_window()
    if lease.basis == SQFT:
        for let in lease.units:
            yield service_key(lease.id, None, let.unit.id), rent
    else:
        yield service_key(lease.id, None, None), rent
    for charge in lease.charges:
        yield service_key(lease.id, charge.id, None), lease.charge_window(charge)


def services(lease: Lease) -> list[Service]:
    """The lease's rent (a unit each by area, else one) and its charges (rule B2)."""
    days = windows(lease)
    found: list[Service] = []
    if lease.basis == SQFT:
        for let in lease.units:
            key, window = next(days)
            name = f"Rent, {let.unit.code}"
            found.append(
                Service(
                    key, "rent", "rent", name, window, let, None, let.unit.code, decimal_text(let.unit.sqft)
                )
            )
    else:
        seats = None if lease.basis == FIXED else str(lease.seat_count)
        codes = ", ".join(let.unit.code for let in lease.units)
        counted = "" if seats is None else "1 seat, " if seats == "1" else f"{seats} seats, "
        name = f"Rent, {counted}{codes}"
        unit = lease.units[0].unit.code if len(lease.units) == 1 else None
        key, window = next(days)
        found.append(Service(key, "rent", "rent", name, window, None, None, unit, seats))
    for charge in lease.charges:
        name = charge.description or charge.head[:1].upper() + charge.head[1:]
        key, window = next(days)
        found.append(Service(key, "charge", charge.head, name, window, None, charge, None, None))
    return found


def monthly(lease: Lease, service: Service, rate: Paisa) -> Paisa:
    """A full month of a service at a rate (rule B2)."""
    if service.charge is not None:
        return service.charge.monthly
    if service.let is not None:
        return monthly_sqft(rate, service.let.unit.sqft)
    return rate if lease.basis == FIXED else Paisa(rate * lease.seat_count)


def lease_lines(
    lease: Lease, month: Month, schemes: Sequence[Scheme], taken: Mapping[str, Sequence[Span]] | None = None
) -> Iterator[Line]:
    """What the lease bills for a month, without the days taken already (by service)."""
    changes = rate_changes(lease, month.last)
    for service in services(lease):
        begin, end = max(service.window[0], month.first), min(service.window[1], month.last)
        if begin > end:
            continue
        spans = [(begin, end)]
        if taken is not None and service.key in taken:
            spans = without(spans, taken[service.key])
        for span in spans:
            yield from service_lines(lease, service, month, span, changes, schemes)


def service_lines(
    lease: Lease,
    service: Service,
    month: Month,
    span: Span,
    changes: Sequence[tuple[date, Paisa]],
    schemes: Sequence[Scheme],
) -> Iterator[Line]:
    """The lines of a service for days inside its window and one month; `changes` are the lease's rates."""
    rates = changes if service.charge is None else [(lease.starts, service.charge.monthly)]
    for piece in pieces(rates, *span):
        line = _line(lease, service, month, piece, schemes)
        if line.amount:
            yield line


def _line(
    lease: Lease, service: Service, month: Month, piece: tuple[date, date, Paisa], schemes: Sequence[Scheme]
) -> Line:
    """One segment of one service."""
    first, last, rate = piece
    days, full = (last - first).days + 1, monthly(lease, service, rate)
    amount = prorate(full, days, month.days)
    part = f", {days} of {month.days} days" if days < month.days else ""
    fitting = [scheme for scheme in schemes if scheme.head == service.head] if schemes else ()
    return Line(
        service.kind, service.head, f"{service.name}{part}", first, last, amount, unit=service.unit, days=days,
        days_in_month=month.days, quantity=service.quantity, rate=rupees(rate),
        supports=of_segment(fitting, first, last, full, month.days, amount) if fitting else (),
        lease_id=lease.id, charge_id=service.charge.id if service.charge else None,
        unit_id=service.let.unit.id if service.let is not None else None, service=service.key,
    )  # fmt: skip


def without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """The days of the spans that are not taken, in order."""
    left = list(spans)
    for first, last in taken:
        kept: list[Span] = []
        for begin, end in left:
            if last < begin or first > end:
                kept.append((begin, end))
                continue
            if begin < first:
                kept.append((begin, first - DAY))
            if last < end:
                kept.append((last + DAY, end))
        left = kept
    return left
