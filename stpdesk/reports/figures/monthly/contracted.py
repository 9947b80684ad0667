"""The keys of the monthly report that contract.md fixes: others read them, so none is ever renamed."""

from __future__ import annotations

from typing import Any

from stpdesk.core.money import rupees
from stpdesk.core.occupancy import average_pct
from stpdesk.core.tenants import Tenant
from stpdesk.reports.figures.accounts import ageing_json
from stpdesk.reports.figures.claims import claims_json
from stpdesk.reports.figures.monthly.kpis import women_pct
from stpdesk.reports.figures.monthly.taken import Taken, area_of, settled_pct, units_of
from stpdesk.reports.figures.services import internet_json, power_json
from stpdesk.reports.figures.space import exact, occupancy_of


def contracted(taken: Taken) -> dict[str, Any]:
    """`report monthly --format json` of contract.md."""
    terms, context = taken.terms, taken.context
    average = average_pct(terms.units.values(), terms.leases, taken.month)
    established = terms.park.established_on
    return {
        "park": {**context.park(), "established_on": established.isoformat() if established else None},
        "month": str(taken.month), "as_of": taken.day.isoformat(), "closed": taken.closed,
        "occupancy": occupancy_of(taken.occupancy, average),
        "tenants": [_tenant(taken, tenant) for tenant in taken.present], "returns": _returns(taken),
        "power": power_json(taken.power), "internet": internet_json(taken.internet), "billing": _billing(taken),
        "ageing": ageing_json(taken.ageing), "subsidy_claim": claims_json(taken.subsidies),
    }  # fmt: skip


def _tenant(taken: Taken, tenant: Tenant) -> dict[str, Any]:
    """One of `tenants`: what it holds on the day, and its return."""
    held, told = taken.held.get(tenant.id, []), taken.returns.get(tenant.id, {})
    return {
        "tenant": tenant.code, "name": tenant.name, "kind": tenant.kind, "units": units_of(held), "sqft": exact(area_of(held)),
        "men": told.get("men"), "women": told.get("women"), "exports_usd": _money(told.get("exports_usd")),
        "domestic_pkr": _money(told.get("domestic_pkr")),
    }  # fmt: skip


def _money(amount: int | None) -> str | None:
    """Money of a return; None where not reported."""
    return None if amount is None else rupees(amount)


def _returns(taken: Taken) -> dict[str, Any]:
    """`returns`: totals of what was reported; None where nobody reported it, never 0 (rule C4)."""
    sums: dict[str, int | None] = {}
    for name in ("freelancers", "trainees", "men", "women", "exports_usd", "domestic_pkr"):
        told = [row[name] for row in taken.returns.values() if row[name] is not None]
        sums[name] = sum(told) if told else None
    companies = sum(1 for tenant in taken.present if not tenant.is_freelancer)
    return {
        "reported": len(taken.returns), "expected": len(taken.present), "companies": companies,
        "freelancers": sums["freelancers"], "trainees": sums["trainees"], "men": sums["men"], "women": sums["women"],
        "women_pct": women_pct(taken, taken.month), "exports_usd": _money(sums["exports_usd"]),
        "domestic_pkr": _money(sums["domestic_pkr"]),
        "doubts": [{"tenant": code, "doubt": why} for code, whys in taken.doubts.items() for why in whys],
    }  # fmt: skip


def _billing(taken: Taken) -> dict[str, Any]:
    """`billing`: the month's documents and receipts; collection is the settled share of its invoices."""
    found, whole = taken.billing, taken.ageing
    return {
        "invoiced": rupees(found.invoiced), "subsidy": rupees(found.subsidy), "tax": rupees(found.tax),
        "credited": rupees(found.credited), "received_cash": rupees(found.cash),
        "income_tax_withheld": rupees(found.income_tax), "sales_tax_withheld": rupees(found.sales_tax),
        "arrears": rupees(whole.overdue), "advances": rupees(whole.advances), "collection_pct": settled_pct(found),
        "by_head": {head: rupees(amount) for head, amount in found.by_head.items()},
    }  # fmt: skip
