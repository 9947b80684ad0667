"""Terms written as people say them (rupees, square feet, ISO dates), for the tests of the rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from stpdesk.core.invoices import Draft
from stpdesk.core.leases import Charge, Lease, Let, RateStep
from stpdesk.core.meters import FuelAdjustment, Meter, Reading, Tariff
from stpdesk.core.money import E4, Paisa
from stpdesk.core.months import Month
from stpdesk.core.park import ParkSettings
from stpdesk.core.places import Unit
from stpdesk.core.runs import Run, compute
from stpdesk.core.subsidies import Scheme
from stpdesk.core.taxes import TaxRate
from stpdesk.core.tenants import Tenant
from stpdesk.core.terms import Billed, OpenItem, Terms

EARLY = "2020-01-01"


def rs(text: str) -> Paisa:
    """Rupees as paisa: `rs("9667.74")`."""
    return Paisa(_scaled(text, 2))


def e4(text: str) -> E4:
    """A decimal as ten-thousandths: `e4("31.59")`."""
    return E4(_scaled(text, 4))


def _scaled(text: str, places: int) -> int:
    """The number times a power of ten, which must be whole."""
    value = Decimal(text).scaleb(places)
    assert value == value.to_integral_value(), text
    return int(value)


def day(text: str) -> date:
    """An ISO date."""
    return date.fromisoformat(text)


def maybe(text: str | None) -> date | None:
    """An ISO date, or none."""
    return None if text is None else date.fromisoformat(text)


def money(amount: int) -> str:
    """Paisa as rupees: `"9667.74"`."""
    return str(Decimal(amount).scaleb(-2))


def unit(code: str = "A-1", sqft: str = "1000", *, seats: int | None = None, lettable: bool = True) -> Unit:
    """A unit whose key is its code."""
    return Unit(code, code, e4(sqft), seats=seats, lettable=lettable)


def lease(
    rate: str = "90",
    start: str = EARLY,
    end: str | None = None,
    *,
    code: str = "L1",
    tenant: str = "T1",
    units: Sequence[Unit | Let] | None = None,
    sqft: str = "1000",
    basis: str = "sqft",
    pct: str | None = None,
    every: int = 12,
    free_to: str | None = None,
    steps: Iterable[tuple[str, str]] = (),
    charges: Sequence[Charge] = (),
    **more: Any,
) -> Lease:
    """A lease of one unit unless told otherwise; `pct` and `every` are its escalation."""
    let = units if units is not None else [unit(sqft=sqft)]
    return Lease(
        code, code, tenant, day(start), maybe(end), basis, rs(rate),
        tuple(one if isinstance(one, Let) else Let(one) for one in let),
        rent_free_to=maybe(free_to), escalation_pct=e4(pct) if pct else None, escalation_months=every,
        steps=tuple(RateStep(day(starts), rs(to)) for starts, to in steps), charges=tuple(charges), **more,
    )  # fmt: skip


def charge(head: str, monthly: str, start: str | None = None, end: str | None = None) -> Charge:
    """A monthly charge whose key is its head and amount."""
    return Charge(f"{head}-{monthly}", head, rs(monthly), None, maybe(start), maybe(end))


def scheme(
    head: str,
    pct: str,
    first: str = EARLY,
    last: str = "2099-12-31",
    name: str = "PSEB",
    kinds: Sequence[str] = (),
) -> Scheme:
    """A subsidy scheme."""
    return Scheme(name, "PSEB", head, e4(pct), day(first), day(last), tuple(kinds))


def tax(
    head: str,
    pct: str,
    start: str = EARLY,
    end: str | None = None,
    *,
    name: str = "PST",
    by: str | None = "PRA",
) -> TaxRate:
    """A sales tax rate of a head."""
    return TaxRate(head, name, e4(pct), day(start), maybe(end), by)


def meter(
    code: str = "M1",
    on: str | None = "A-1",
    supply: str = "grid",
    *,
    times: str = "1",
    digits: int | None = 5,
) -> Meter:
    """A meter whose key is its code."""
    return Meter(code, code, supply, on, e4(times), digits)


def readings(*shown: tuple[str, str] | tuple[str, str, str], of: str = "M1") -> tuple[Reading, ...]:
    """Readings: date, value, and perhaps rollover or reset; the key is meter, date and event."""
    return tuple(
        Reading(f"{of}/{one[0]}/{one[2] if len(one) > 2 else ''}", of, day(one[0]), e4(one[1]),
                one[2] if len(one) > 2 else None)
        for one in shown
    )  # fmt: skip


def tariff(rate: str, start: str = EARLY, supply: str = "grid") -> Tariff:
    """Rupees a unit from a day on."""
    return Tariff(supply, day(start), e4(rate))


def adjustment(rate: str, usage: str, bill_in: str, supply: str = "grid") -> FuelAdjustment:
    """A fuel adjustment."""
    return FuelAdjustment(f"{usage}/{rate}", supply, Month.parse(usage), e4(rate), Month.parse(bill_in))


def settings(**more: Any) -> ParkSettings:
    """A park that does not round to the rupee unless told."""
    return ParkSettings("GLT", "Gilgit STP", **{"round_to_rupee": False, **more})


def terms(
    *leases: Lease, park: ParkSettings | None = None, tenants: Sequence[Tenant] = (), **more: Any
) -> Terms:
    """Terms of these leases; tenants that are not given are plain."""
    known = {one.id: one for one in tenants}
    for one in leases:
        known.setdefault(one.tenant_id, Tenant(one.tenant_id, one.tenant_id, f"Tenant {one.tenant_id}"))
    units = {let.unit.id: let.unit for one in leases for let in one.units}
    told: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in more.items()
    }
    return Terms(park or settings(), told.pop("units", units), known, leases, **told)


def run(
    month: str, *leases: Lease, billed: Billed | None = None, items: Sequence[OpenItem] = (), **more: Any
) -> Run:
    """The run of a month for these leases; the rest as in `terms`."""
    return compute(terms(*leases, **more), billed or Billed(), items, Month.parse(month))


def only(month: str, *leases: Lease, **more: Any) -> Draft:
    """The one document of the run."""
    (draft,) = run(month, *leases, **more).drafts
    return draft


def amounts(draft: Draft) -> list[str]:
    """Every line in rupees, each followed by its subsidies, as they are printed."""
    found: list[str] = []
    for line in draft.lines:
        found.append(money(line.amount))
        found += [money(-support.amount) for support in line.supports]
    return found
