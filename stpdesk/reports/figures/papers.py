"""Invoices, credit notes and runs as JSON (contract.md, INVOICE)."""

from __future__ import annotations

from typing import Any

from stpdesk.core.corrections import Changed
from stpdesk.core.documents import Document, DocumentLine
from stpdesk.core.money import decimal, rupees
from stpdesk.core.reading_grid import whole
from stpdesk.core.runs import UnbilledUsage
from stpdesk.core.spans import minutes
from stpdesk.core.unlikely import Unlikely


def number_of(scaled: int, places: int = 4) -> int | float:
    """A scaled integer as a JSON number."""
    value = decimal(scaled, places)
    return int(value) if value == value.to_integral_value() else float(value)


def line_json(line: DocumentLine) -> dict[str, Any]:
    """One line of INVOICE."""
    quantity = None if line.quantity is None else float(line.quantity)
    if quantity is not None and quantity.is_integer():
        quantity = int(quantity)
    return {
        "head": line.head, "description": line.description, "unit": line.unit, "from": line.first.isoformat(),
        "to": line.last.isoformat(), "days": line.days, "days_in_month": line.days_in_month, "quantity": quantity,
        "rate": line.rate, "amount": rupees(line.amount), "scheme": line.scheme,
    }  # fmt: skip


def paper_json(paper: Document) -> dict[str, Any]:
    """INVOICE of contract.md, with a few keys more."""
    found: dict[str, Any] = {
        "number": paper.number, "kind": paper.kind, "tenant": paper.tenant, "name": paper.party.get("name"),
        "date": paper.date.isoformat(), "month": paper.month,
    }  # fmt: skip
    if paper.due is not None:
        found["due"] = paper.due.isoformat()
    if paper.credits is not None:
        found |= {"credits": paper.credits, "reason": paper.reason}
    found |= {
        "lines": [line_json(line) for line in paper.lines],
        "tax": [
            {"name": tax.name, "authority": tax.authority, "pct": number_of(tax.pct), "base": rupees(tax.base),
             "amount": rupees(tax.amount)}
            for tax in paper.taxes
        ],
        "subtotal": rupees(paper.subtotal), "subsidy": rupees(paper.subsidy), "tax_total": rupees(paper.tax_total),
        "rounding": rupees(paper.rounding), "total": rupees(paper.total), "open": rupees(paper.open),
    }  # fmt: skip
    if paper.interrupted is not None:
        told = paper.interrupted
        found["outages"] = {
            "month": told.month, "until": told.until.isoformat() if told.until else None,
            "power_minutes": minutes(told.power), "internet_minutes": minutes(told.internet),
        }  # fmt: skip
    if paper.paid_since is not None:
        found["paid_since"] = {
            "until": paper.paid_since.until.isoformat(), "amount": rupees(paper.paid_since.amount)
        }  # fmt: skip
    if paper.fbr is not None:
        found["fbr"] = {"number": paper.fbr.number, "qr": paper.fbr.qr}
    return found


def unbilled_json(one: UnbilledUsage) -> dict[str, Any]:
    """A usage period nobody can be charged with."""
    return {
        "meter": one.usage.meter.code, "unit": one.unit, "supply": one.usage.meter.supply,
        "from": one.usage.first.isoformat(), "to": one.usage.last.isoformat(),
        "quantity": number_of(one.usage.units, 8), "reason": one.reason,
    }  # fmt: skip


def unlikely_json(one: Unlikely) -> dict[str, Any]:
    """A use far from usual that a run bills; `amount` before subsidy and tax."""
    return {
        "tenant": one.tenant.code, "meter": one.usage.meter.code, "unit": one.unit, "supply": one.usage.meter.supply,
        "from": one.usage.first.isoformat(), "to": one.usage.last.isoformat(),
        "quantity": number_of(one.usage.units, 8), "usual": number_of(whole(one.usual)), "amount": rupees(one.amount),
    }  # fmt: skip


def changed_json(one: Changed) -> dict[str, Any]:
    """Billed days whose terms changed since, and what is proposed."""
    return {
        "tenant": one.tenant, "lease": one.lease, "unit": one.billed.unit, "head": one.billed.head,
        "invoice": one.billed.invoice, "line": one.billed.line, "from": one.billed.first.isoformat(),
        "to": one.billed.last.isoformat(), "billed": rupees(one.billed.amount), "now": rupees(one.now),
        "difference": rupees(one.difference), "proposes": one.proposes,
    }  # fmt: skip
