"""The month's figures: occupancy, tenants, returns, services, billing, ageing, subsidy claim (contract.md, monthly)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from stpdesk.core.ageing import add
from stpdesk.core.leases import Lease
from stpdesk.core.money import ONE, Paisa, lakh, rupees
from stpdesk.core.occupancy import let_area
from stpdesk.core.returns import doubts
from stpdesk.core.tenants import Tenant
from stpdesk.db import closings, figures
from stpdesk.reports.figures.accounts import NAMES, ageing_json
from stpdesk.reports.figures.claims import claim_json
from stpdesk.reports.figures.context import Context
from stpdesk.reports.figures.outages import service_tables
from stpdesk.reports.figures.services import internet_json, power_json
from stpdesk.reports.figures.space import exact, occupancy_json
from stpdesk.reports.figures.table import Cell, Heading, Report, Table


def monthly(context: Context) -> Report:
    """Every figure of the month."""
    returns = figures.returns(context.db, context.month)
    present = _present(context, returns)
    total = add([*context.ageing.values()])
    services = context.reliability(context.month.first, context.month.last)
    data = {
        "park": {**context.park(), "established_on": _iso(context.terms.park.established_on)},
        "month": str(context.month), "as_of": context.day.isoformat(),
        "closed": closings.is_closed(context.db, context.month), "occupancy": occupancy_json(context),
        "tenants": [_tenant(context, tenant, returns.get(tenant.id)) for tenant in present],
        "returns": {**_returns(present, returns), "doubts": _doubts(context, present, returns)},
        "power": power_json(services.power()), "internet": internet_json(services.internet()),
        "billing": _billing(context, total.overdue, total.advances), "ageing": ageing_json(total),
        "subsidy_claim": claim_json(context),
    }  # fmt: skip
    about = context.about(("Month", str(context.month)))
    return Report("monthly", "Monthly report", context.park(), about, _tables(data), data)


def _iso(day: Any) -> str | None:
    """A date as JSON."""
    return day.isoformat() if day else None


def _present(context: Context, returns: dict[str, Any]) -> list[Tenant]:
    """Tenants with a lease in force on a day of the month, or a return for it."""
    here = {
        lease.tenant_id
        for lease in context.terms.leases
        if lease.starts <= context.month.last and lease.last >= context.month.first
    }
    return [tenant for tenant in context.tenants() if tenant.id in here or tenant.id in returns]


def _tenant(context: Context, tenant: Tenant, told: dict[str, Any] | None) -> dict[str, Any]:
    """One of `tenants`: what it holds on the day, and its return."""
    held = [
        lease for lease in context.terms.leases_of_tenant.get(tenant.id, ()) if lease.in_force(context.day)
    ]
    told = told or {}
    return {
        "tenant": tenant.code, "name": tenant.name, "kind": tenant.kind, "units": _units(held),
        "sqft": exact(sum((let_area(let) for lease in held for let in lease.units), Fraction(0))),
        "men": told.get("men"), "women": told.get("women"), "exports_usd": _money(told.get("exports_usd")),
        "domestic_pkr": _money(told.get("domestic_pkr")),
    }  # fmt: skip


def _units(leases: Iterable[Lease]) -> list[str]:
    """Codes of the units held."""
    return list(dict.fromkeys(let.unit.code for lease in leases for let in lease.units))


def _money(amount: int | None) -> str | None:
    """Money of a return; None where not reported."""
    return None if amount is None else rupees(amount)


def _returns(present: list[Tenant], returns: dict[str, Any]) -> dict[str, Any]:
    """`returns`: totals of what was reported; None where nobody reported it, never 0 (rule C4)."""
    sums: dict[str, int | None] = {}
    for name in ("freelancers", "trainees", "men", "women", "exports_usd", "domestic_pkr"):
        told = [row[name] for row in returns.values() if row[name] is not None]
        sums[name] = sum(told) if told else None
    staff = (sums["men"] or 0) + (sums["women"] or 0)
    return {
        "reported": len(returns), "expected": len(present),
        "companies": sum(1 for tenant in present if not tenant.is_freelancer), "freelancers": sums["freelancers"],
        "trainees": sums["trainees"], "men": sums["men"], "women": sums["women"],
        "women_pct": 100 * (sums["women"] or 0) / staff if staff and sums["women"] is not None else None,
        "exports_usd": _money(sums["exports_usd"]), "domestic_pkr": _money(sums["domestic_pkr"]),
    }  # fmt: skip


def _doubts(context: Context, present: list[Tenant], returns: dict[str, Any]) -> list[dict[str, str]]:
    """Returns that cannot be quite right (rule C4)."""
    found: list[dict[str, str]] = []
    for tenant in present:
        told = returns.get(tenant.id)
        if told is None:
            continue
        held = [one for one in context.terms.leases_of_tenant.get(tenant.id, ()) if one.in_force(context.day)]
        area = sum((let_area(let) for lease in held for let in lease.units), Fraction(0))
        whys = doubts(area, told["men"], told["women"], told["exports_usd"])
        found += [{"tenant": tenant.code, "doubt": why} for why in whys]
    return found


def _billing(context: Context, arrears: Paisa, advances: Paisa) -> dict[str, Any]:
    """`billing`: the month's documents and receipts; collection is the settled share of its invoices."""
    found = figures.billing(context.db, context.month, context.day)
    return {
        "invoiced": rupees(found.invoiced), "subsidy": rupees(found.subsidy), "tax": rupees(found.tax),
        "credited": rupees(found.credited), "received_cash": rupees(found.cash),
        "income_tax_withheld": rupees(found.income_tax), "sales_tax_withheld": rupees(found.sales_tax),
        "arrears": rupees(arrears), "advances": rupees(advances),
        "collection_pct": 100 * found.settled / found.invoiced if found.invoiced else None,
        "by_head": {head: rupees(amount) for head, amount in found.by_head.items()},
    }  # fmt: skip


def _paisa(text: str | None) -> Paisa | None:
    """A JSON amount back as paisa, for the tables."""
    return None if text is None else Paisa(round(Fraction(text) * 100))


def _tables(data: dict[str, Any]) -> list[Table]:
    """The month as tables: a sheet a section."""
    occupancy, returns, billing = data["occupancy"], data["returns"], data["billing"]
    summary = [
        ("Occupancy, % of lettable area", _pct(occupancy["pct"])),
        ("Average of the month, %", _pct(occupancy["average_pct"])),
        ("Units let", f"{occupancy['units_let']} of {occupancy['units']}"),
        ("Seats let", f"{occupancy['seats_let']} of {occupancy['seats']}"),
        ("Weighted average lease expiry, months", _pct(occupancy["wale_months"])),
        ("Leases ending within 90 days", str(occupancy["ending_90_days"])),
        ("Returns", f"{returns['reported']} of {returns['expected']} tenants reported"),
        ("Companies", str(returns["companies"])),
        ("Staff, men and women", _staff(returns)),
        ("Exports, USD", _told(returns["exports_usd"])),
        ("Domestic revenue, Rs", _told(returns["domestic_pkr"])),
    ]
    money = [(name.replace("_", " ").capitalize(), _paisa(billing[name])) for name in (
        "invoiced", "subsidy", "tax", "credited", "received_cash", "income_tax_withheld", "sales_tax_withheld",
        "arrears", "advances")]  # fmt: skip
    heads = [
        (head.replace("_", " ").capitalize(), _paisa(amount)) for head, amount in billing["by_head"].items()
    ]
    ageing = [(name, _paisa(data["ageing"][key])) for name, key in zip(
        (*NAMES, "Advances (apart)"), ("not_due", "d1_30", "d31_60", "d61_90", "over_90", "advances"),
        strict=True)]  # fmt: skip
    amount = [Heading("What"), Heading("Rs", Cell.MONEY)]
    return [
        Table("Summary", [Heading("What"), Heading("Figure")], summary),
        Table("Tenants", _TENANTS, [_tenant_row(one) for one in data["tenants"]], empty="No tenant this month."),
        *service_tables(data),
        Table("Billing", amount, money),
        Table("By head", amount, heads, ("Total", Paisa(sum(value or 0 for _, value in heads))),
              empty="Nothing was invoiced."),
        Table("Ageing", amount, ageing, ("Total", _paisa(data["ageing"]["total"]))),
        Table("Subsidy claim", _CLAIM, [
            (one["scheme"], one["funder"], one["head"], one["tenants"], _paisa(one["amount"]))
            for one in data["subsidy_claim"]], empty="No subsidy was given this month."),
    ]  # fmt: skip


_TENANTS = [Heading("Tenant"), Heading("Name"), Heading("Units"), Heading("Sq ft", Cell.E4), Heading("Men", Cell.COUNT),
            Heading("Women", Cell.COUNT), Heading("Exports USD", Cell.USD), Heading("Domestic Rs", Cell.MONEY)]  # fmt: skip
_CLAIM = [Heading("Scheme"), Heading("Funder"), Heading("Head"), Heading("Tenants", Cell.COUNT),
          Heading("Rs", Cell.MONEY)]  # fmt: skip


def _tenant_row(one: dict[str, Any]) -> tuple[Any, ...]:
    """One tenant as a row."""
    return (one["tenant"], one["name"], ", ".join(one["units"]), round(one["sqft"] * ONE), one["men"], one["women"],
            _paisa(one["exports_usd"]), _paisa(one["domestic_pkr"]))  # fmt: skip


def _staff(returns: dict[str, Any]) -> str:
    """Men and women in words."""
    if returns["men"] is None and returns["women"] is None:
        return "not reported"
    return f"{_told(returns['men'])} and {_told(returns['women'])}"


def _pct(value: float | None) -> str:
    """A figure to one decimal, or a dash."""
    return "–" if value is None else f"{value:.1f}"


def _told(value: int | str | None) -> str:
    """What was reported, in words where it was not."""
    if value is None:
        return "not reported"
    return lakh(round(Fraction(value) * 100)) if isinstance(value, str) else str(value)
