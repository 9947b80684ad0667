"""The subsidy claim, withheld taxes, and the register of a month's documents (rules B5, B12)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from stpdesk.core.money import Paisa, rupees
from stpdesk.core.months import Month
from stpdesk.core.typed_dates import month_text
from stpdesk.db import documents, figures
from stpdesk.reports.figures.context import Context
from stpdesk.reports.figures.papers import paper_json
from stpdesk.reports.figures.table import Cell, Heading, Report, Table


def claims_json(given: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """`subsidy_claim`: what each funder owes, positive; from each tenant's subsidies."""
    groups: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in given:
        groups[row["scheme"], row["funder"], row["head"]].append(row)
    return [
        {"scheme": scheme, "funder": funder, "head": head, "tenants": len(rows),
         "amount": rupees(sum(row["amount"] for row in rows))}
        for (scheme, funder, head), rows in groups.items()
    ]  # fmt: skip


def subsidy_claim(context: Context) -> Report:
    """The month's subsidies by scheme, with every tenant's share."""
    rows = figures.subsidies(context.db, context.month, context.day)
    total = sum(row["amount"] for row in rows)
    cells = [
        (row["scheme"], row["funder"], row["head"], row["code"], row["name"], Paisa(row["amount"]))
        for row in rows
    ]
    headings = [Heading("Scheme"), Heading("Funder"), Heading("Head"), Heading("Tenant"), Heading("Name"),
                Heading("Amount", Cell.MONEY)]  # fmt: skip
    data = {
        "park": context.park(), "month": str(context.month), "claim": claims_json(rows), "total": rupees(total),
        "tenants": [
            {"scheme": row["scheme"], "funder": row["funder"], "head": row["head"], "tenant": row["code"],
             "name": row["name"], "amount": rupees(row["amount"])}
            for row in rows
        ],
    }  # fmt: skip
    table = Table(
        "Subsidy claim", headings, cells, ("Total", None, None, None, None, Paisa(total)),
        empty="No subsidy was given this month.",
    )  # fmt: skip
    about = context.about(("Month", month_text(context.month)))
    return Report("subsidy-claim", "Subsidy claim", context.park(), about, [table], data)


def withholding(context: Context, month: Month | None) -> Report:
    """Taxes tenants withheld in a month (None = ever, up to the day), and the certificates still awaited."""
    first: date | None = month.first if month else None
    rows = figures.withheld(context.db, first, context.day)
    income, sales = sum(row["income_tax"] for row in rows), sum(row["sales_tax"] for row in rows)
    awaited = sum(row["income_tax"] + row["sales_tax"] for row in rows if not row["certificate"])
    headings = [Heading("Date", Cell.DATE), Heading("Receipt"), Heading("Tenant"), Heading("Name"), Heading("NTN"),
                Heading("Income tax", Cell.MONEY), Heading("Sales tax", Cell.MONEY), Heading("Certificate")]  # fmt: skip
    cells = [
        (date.fromisoformat(row["date"]), row["number"], row["tenant"], row["name"], row["ntn"],
         Paisa(row["income_tax"]), Paisa(row["sales_tax"]), row["certificate"] or "awaited")
        for row in rows
    ]  # fmt: skip
    data = {
        "park": context.park(), "month": str(month) if month else None, "as_of": context.day.isoformat(),
        "income_tax": rupees(income), "sales_tax": rupees(sales), "awaited": rupees(awaited),
        "receipts": [
            {"receipt": row["number"], "date": row["date"], "tenant": row["tenant"], "name": row["name"],
             "ntn": row["ntn"], "income_tax": rupees(row["income_tax"]), "sales_tax": rupees(row["sales_tax"]),
             "certificate": row["certificate"]}
            for row in rows
        ],
    }  # fmt: skip
    table = Table(
        "Withheld taxes", headings, cells,
        ("Total", None, None, None, None, Paisa(income), Paisa(sales), None), empty="No tax was withheld.",
    )  # fmt: skip
    about = context.about(*([("Month", month_text(month))] if month else []))
    return Report("withholding", "Withholding register", context.park(), about, [table], data)


def register(context: Context) -> Report:
    """Every invoice and credit note dated in the month."""
    papers = [
        paper
        for paper in documents.find(context.db, "month", str(context.month))
        if paper.date <= context.day
    ]
    headings = [Heading("Number"), Heading("Date", Cell.DATE), Heading("Due", Cell.DATE), Heading("Tenant"),
                Heading("Name"), Heading("Charges", Cell.MONEY), Heading("Subsidy", Cell.MONEY),
                Heading("Tax", Cell.MONEY), Heading("Rounding", Cell.MONEY), Heading("Total", Cell.MONEY),
                Heading("Open now", Cell.MONEY)]  # fmt: skip
    cells: list[tuple[Any, ...]] = [
        (paper.number, paper.date, paper.due, paper.tenant, paper.party.get("name"), paper.subtotal, paper.subsidy,
         paper.tax_total, paper.rounding, paper.total, paper.open)
        for paper in papers
    ]  # fmt: skip
    sums = [Paisa(sum(int(row[place]) for row in cells)) for place in range(5, 11)]
    data = {
        "park": context.park(),
        "month": str(context.month),
        "invoices": [paper_json(paper) for paper in papers],
        "totals": {
            head.name.casefold().replace(" ", "_"): rupees(value)
            for head, value in zip(headings[5:], sums, strict=True)
        },
    }
    table = Table(
        "Documents", headings, cells, ("Total", None, None, None, None, *sums), empty="Nothing was issued."
    )
    about = context.about(("Month", month_text(context.month)))
    return Report("invoices", "Invoices and credit notes", context.park(), about, [table], data)
