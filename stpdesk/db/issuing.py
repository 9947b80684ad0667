"""Writes a run's documents: lines and taxes first, then the document that seals them (rules B10, B11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from stpdesk.core.documents import Interrupted, PaidSince
from stpdesk.core.invoices import INVOICE, SERIES, Draft, number
from stpdesk.core.lines import Line
from stpdesk.core.months import Month, fiscal_year
from stpdesk.core.park import ParkSettings
from stpdesk.core.subsidies import Support
from stpdesk.core.taxes import TaxLine
from stpdesk.core.tenants import Tenant
from stpdesk.db import rows
from stpdesk.db.copies import provider_copy, snapshot
from stpdesk.db.ids import uuid7
from stpdesk.db.rows import fetch

if TYPE_CHECKING:
    from sqlite_utils import Database

Row = dict[str, Any]


def next_seq(db: Database, kind: str, year: str) -> int:
    """The next number of a kind of document in a fiscal year, without a gap."""
    found: int = fetch(
        db, "SELECT 1 + coalesce(max(seq), 0) FROM invoices WHERE kind = ? AND fiscal_year = ?", (kind, year)
    )[0][0]
    return found


def add_run(db: Database, month: Month, served: Month, day: date, issued_at: str) -> str:
    """Records that a run was issued; returns its key."""
    key = uuid7()
    rows.insert(
        db,
        "billing_runs",
        [
            {
                "id": key,
                "month": str(month),
                "served": str(served),
                "date": day.isoformat(),
                "issued_at": issued_at,
            }
        ],
    )
    return key


def issue(
    db: Database,
    park: ParkSettings,
    drafts: Sequence[Draft],
    *,
    run_id: str,
    month: Month,
    day: date,
    due: date,
    told: Mapping[str, Interrupted],
    paid: Mapping[str, PaidSince],
) -> list[tuple[str, Draft]]:
    """Numbers and stores the documents of a run, with the outages `told` to each tenant and what it `paid` since; returns their keys and drafts."""
    year = fiscal_year(day)
    seqs = {kind: next_seq(db, kind, year) for kind in SERIES}
    documents: list[Row] = []
    lines: list[Row] = []
    taxes: list[Row] = []
    adjusted: list[Row] = []
    issued: list[tuple[str, Draft]] = []
    provider = provider_copy(park)
    for draft in drafts:
        key = uuid7()
        own = list(line_rows(key, draft.lines, str(month), adjusted, net=park.subsidy_tax_base != "gross"))
        seq = seqs[draft.kind]
        seqs[draft.kind] += 1
        lines += own
        taxes += tax_rows(key, draft.taxes)
        documents.append(
            {
                "id": key,
                "number": number(park.code, SERIES[draft.kind], year, seq),
                "kind": draft.kind,
                "fiscal_year": year,
                "seq": seq,
                "tenant_id": draft.tenant.id,
                "run_id": run_id,
                "credits_id": None,
                "date": day.isoformat(),
                "due": due.isoformat() if draft.kind == INVOICE else None,
                "reason": None,
                "snapshot": snapshot(
                    provider,
                    draft.tenant,
                    month,
                    told.get(draft.tenant.id) if draft.kind == INVOICE else None,
                    paid.get(draft.tenant.id),
                ),
                "subtotal": draft.subtotal,
                "subsidy": draft.subsidy,
                "tax_total": draft.tax_total,
                "rounding": draft.rounding,
                "total": draft.total,
                "line_count": len(own),
            }
        )
        issued.append((key, draft))
    store(db, documents, lines, taxes, adjusted)
    return issued


def store(
    db: Database, documents: list[Row], lines: list[Row], taxes: list[Row], adjusted: Sequence[Row] = ()
) -> None:
    """Writes documents in the order the guards ask for: what belongs to them first."""
    rows.insert(db, "invoice_lines", lines)
    rows.insert(db, "invoice_taxes", taxes)
    rows.insert(db, "adjusted_readings", adjusted)
    rows.insert(db, "invoices", documents)


def line_rows(
    invoice_id: str, lines: Iterable[Line], month: str, adjusted: list[Row], *, net: bool
) -> Iterator[Row]:
    """Stored lines of a document, each followed by its subsidies; adds the readings an adjustment covers.

    `net` says that subsidies lower the base of the taxes on their line (rule B6).
    """
    n = 0
    for line in lines:
        n += 1
        own = n
        row = _line_row(invoice_id, own, line, month)
        yield row
        adjusted += [
            {"id": uuid7(), "line_id": row["id"], "adjustment_id": line.adjustment_id, "reading_id": reading}
            for reading in line.adjusted
        ]
        for support in line.supports:
            n += 1
            yield _support_row(invoice_id, n, line, own, support, net)


def _line_row(invoice_id: str, n: int, line: Line, month: str) -> Row:
    """One line as stored."""
    return {
        "id": uuid7(),
        "invoice_id": invoice_id,
        "n": n,
        "kind": line.kind,
        "head": line.head,
        "description": line.description,
        "unit": line.unit,
        "first": line.first.isoformat(),
        "last": line.last.isoformat(),
        "days": line.days,
        "days_in_month": line.days_in_month,
        "quantity": line.quantity,
        "rate": line.rate,
        "amount": line.amount,
        "scheme": None,
        "funder": None,
        "subsidises": None,
        "taxed": _places(line.taxed),
        "lease_id": line.lease_id,
        "charge_id": line.charge_id,
        "unit_id": line.unit_id,
        "service": line.service,
        "reading_id": line.reading_id,
        "adjustment_id": line.adjustment_id,
        "one_off_id": line.one_off_id,
        "fee_item_id": line.fee_item_id,
        "fee_month": month if line.fee_item_id else None,
        "credits_line_id": None,
    }


def _places(taxed: Sequence[int]) -> str | None:
    """Places of tax lines as stored: `1,2`."""
    return ",".join(str(place) for place in taxed) or None


def _support_row(invoice_id: str, n: int, line: Line, own: int, support: Support, net: bool) -> Row:
    """One subsidy line as stored: negative, under the head it subsidises."""
    days = (support.last - support.first).days + 1 if line.days is not None else None
    return {
        **dict.fromkeys(_COLUMNS),
        "id": uuid7(),
        "invoice_id": invoice_id,
        "n": n,
        "kind": "subsidy",
        "head": line.head,
        "description": subsidy_text(support, days, line.days_in_month),
        "unit": line.unit,
        "first": support.first.isoformat(),
        "last": support.last.isoformat(),
        "days": days,
        "days_in_month": line.days_in_month,
        "amount": -support.amount,
        "scheme": support.scheme.name,
        "funder": support.scheme.funder,
        "subsidises": own,
        "taxed": _places(line.taxed) if net else None,
    }


def subsidy_text(support: Support, days: int | None, days_in_month: int | None) -> str:
    """How a subsidy line reads: `Subsidy PSEB, 25 % of rent, 15 of 30 days`."""
    from stpdesk.core.money import decimal_text

    part = f", {days} of {days_in_month} days" if days and days_in_month and days < days_in_month else ""
    scheme = support.scheme
    return f"Subsidy {scheme.name}, {decimal_text(scheme.pct)} % of {scheme.head}{part}"


_COLUMNS = (
    "id",
    "invoice_id",
    "n",
    "kind",
    "head",
    "description",
    "unit",
    "first",
    "last",
    "days",
    "days_in_month",
    "quantity",
    "rate",
    "amount",
    "scheme",
    "funder",
    "subsidises",
    "taxed",
    "lease_id",
    "charge_id",
    "unit_id",
    "service",
    "reading_id",
    "adjustment_id",
    "one_off_id",
    "fee_item_id",
    "fee_month",
    "credits_line_id",
)


def tax_rows(invoice_id: str, taxes: Iterable[TaxLine]) -> list[Row]:
    """Stored tax lines of a document."""
    return [
        {
            "id": uuid7(),
            "invoice_id": invoice_id,
            "n": n,
            "name": tax.name,
            "authority": tax.authority,
            "pct_e4": tax.pct,
            "base": tax.base,
            "amount": tax.amount,
        }
        for n, tax in enumerate(taxes, start=1)
    ]


def add_credit_note(
    db: Database,
    park: ParkSettings,
    tenant: Tenant,
    credits_id: str,
    reason: str,
    day: date,
    lines: list[Row],
    taxes: Sequence[TaxLine],
    rounding: int,
) -> tuple[str, str, int]:
    """Stores a credit note for an invoice; `lines` lack their document. Returns key, number and (negative) total."""
    key, year = uuid7(), fiscal_year(day)
    seq = next_seq(db, "credit", year)
    subtotal = sum(line["amount"] for line in lines if line["scheme"] is None)
    subsidy = sum(line["amount"] for line in lines if line["scheme"] is not None)
    tax_total = sum(tax.amount for tax in taxes)
    document = {
        "id": key,
        "number": number(park.code, SERIES["credit"], year, seq),
        "kind": "credit",
        "fiscal_year": year,
        "seq": seq,
        "tenant_id": tenant.id,
        "run_id": None,
        "credits_id": credits_id,
        "date": day.isoformat(),
        "due": None,
        "reason": reason,
        "snapshot": snapshot(provider_copy(park), tenant, Month.of(day)),
        "subtotal": subtotal,
        "subsidy": subsidy,
        "tax_total": tax_total,
        "rounding": rounding,
        "total": subtotal + subsidy + tax_total + rounding,
        "line_count": len(lines),
    }
    whole = [
        {**dict.fromkeys(_COLUMNS), **line, "id": uuid7(), "invoice_id": key, "n": n}
        for n, line in enumerate(lines, start=1)
    ]
    store(db, [document], whole, tax_rows(key, taxes))
    return key, str(document["number"]), int(document["total"])
