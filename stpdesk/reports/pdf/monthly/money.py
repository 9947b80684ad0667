"""Section 3 on paper: heads against last month, documents and collection, debtors, the subsidy claim, certificates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stpdesk.core.money import lakh
from stpdesk.reports.figures.imprint import Imprint
from stpdesk.reports.figures.monthly.document import NOTHING, Monthly
from stpdesk.reports.figures.monthly.money import Debtor, HeadRow
from stpdesk.reports.figures.table import Cell, Table
from stpdesk.reports.figures.written import counted, number
from stpdesk.reports.pdf.blocks import Heading, Space, Words
from stpdesk.reports.pdf.flow import Flow
from stpdesk.reports.pdf.monthly.section import (
    DENSE_LARGEST,
    DENSE_PAD,
    FEW,
    GAP,
    WHOLE,
    chapter,
    headings,
    listed,
)
from stpdesk.reports.pdf.styles import STRONG
from stpdesk.reports.pdf.tabular import Tabular

MONEY = Cell.MONEY
ACROSS = 2
"""Tenants of a claim in one row."""

HEADS = headings(
    "Head",
    ("Billed", MONEY),
    ("last month", MONEY),
    ("Collected", MONEY),
    ("last month", MONEY),
    ("Open", MONEY),
    ("last month", MONEY),
)
AMOUNTS = headings("Documents", ("This month", MONEY), ("Last month", MONEY))
DEBTORS = headings(
    "Tenant",
    ("Not due", MONEY),
    ("1–30 days", MONEY),
    ("31–60 days", MONEY),
    ("61–90 days", MONEY),
    ("Over 90 days", MONEY),
    ("Total", MONEY),
    ("Share", Cell.PERCENT),
    ("Days overdue", Cell.COUNT),
    ("Last paid", Cell.DATE),
)
CLAIMED = headings("Tenant", ("Rs", MONEY)) * ACROSS
SCHEMES = headings("Scheme", "Funder", "Head", ("Tenants", Cell.COUNT), ("Rs", MONEY))
AWAITED = headings(
    "Tenant",
    "NTN",
    ("Receipts", Cell.COUNT),
    ("Since", Cell.DATE),
    ("Income tax", MONEY),
    ("Sales tax", MONEY),
    ("Total", MONEY),
)


def add_money(flow: Flow, made: Monthly, title: str, imprint: Imprint | None) -> None:  # noqa: ARG001  # as every section
    """The section."""
    told = made.money
    chapter(flow, title, told.sentence)
    listed(
        flow, "By head, against last month", HEADS, [_head(one) for one in told.heads], totals=_head(told.total),
        note=told.heads_note, empty=NOTHING["heads"],
    )  # fmt: skip
    amounts = [(one.name, one.amount, one.before) for one in told.documents]
    listed(
        flow,
        "Documents and collection",
        AMOUNTS,
        amounts,
        note=told.rate.sentence,
        empty=NOTHING["heads"],
        share=0.6,
    )
    owing = [*told.debtors, *([told.others] if told.others else [])]
    by_age = [one.amount for one in made.summary.ageing.bars]
    totals = ("Total", *by_age, told.debt, None, None, None)
    listed(
        flow,
        "Largest debtors",
        DEBTORS,
        [_debtor(one) for one in owing],
        totals=totals,
        empty=NOTHING["debtors"],
        dense=True,
    )
    _add_claims(flow, made)
    _add_awaited(flow, made)


def _add_claims(flow: Flow, made: Monthly) -> None:
    """What each funder owes under each scheme, and for whom: two tenants in a row."""
    told = made.money
    if sum(len(claim.tenants) for claim in told.claims) > WHOLE:
        schemes = [(one.scheme, one.funder, one.head, len(one.tenants), one.amount) for one in told.claims]
        listed(
            flow, "Subsidy claim by scheme", SCHEMES, schemes, totals=("Total", None, None, None, told.claimed),
            note="Each tenant's part is in this report's workbook, sheet Subsidy claim.", empty=NOTHING["claims"],
        )  # fmt: skip
        return
    flow.mark("Subsidy claim by scheme", 1)
    said = f"Rs {lakh(told.claimed)} in all." if told.claims else NOTHING["claims"]
    flow.hold(Heading("Subsidy claim by scheme", said, rule=False), gap=GAP)
    if not told.claims:
        flow.add(Space(0))
    for claim in told.claims:
        tenants = counted(len(claim.tenants), "tenant")
        flow.hold(
            Words(f"{claim.scheme}, {claim.head}, paid by {claim.funder}: Rs {lakh(claim.amount)} for {tenants}", STRONG), gap=5
        )  # fmt: skip
        rows = [
            [
                value
                for one in claim.tenants[at : at + ACROSS]
                for value in (f"{one.tenant} {one.name}", one.amount)
            ]
            for at in range(0, len(claim.tenants), ACROSS)
        ]
        rows[-1] += ["", ""] * (ACROSS - len(rows[-1]) // 2)
        flow.add_rows(Tabular(Table("", CLAIMED, rows), largest=DENSE_LARGEST, pad=DENSE_PAD))


def _add_awaited(flow: Flow, made: Monthly) -> None:
    """Certificates of withheld taxes that have not come."""
    told = made.money.withheld
    rows = [
        (
            f"{one.tenant} {one.name}",
            one.ntn,
            one.receipts,
            one.since,
            one.income_tax,
            one.sales_tax,
            one.total,
        )
        for one in told.awaited
    ]
    income, sales = (sum(getattr(one, key) for one in told.awaited) for key in ("income_tax", "sales_tax"))
    totals = ("Total", None, told.awaited_receipts, None, income, sales, told.awaited_total)
    listed(
        flow, "Withheld taxes, certificates awaited", AWAITED, rows, totals=totals, note=told.sentence,
        empty=NOTHING["awaited"], most=FEW, sheet="Certificates awaited", which="largest",
    )  # fmt: skip


def _head(one: HeadRow) -> Sequence[Any]:
    """A head as a row."""
    return (
        one.name, one.billed, one.billed_before, one.collected, one.collected_before, one.open, one.open_before,
    )  # fmt: skip


def _debtor(one: Debtor) -> Sequence[Any]:
    """A debtor as a row."""
    return (
        f"{one.tenant} {one.name}".strip(), one.not_due, one.d1_30, one.d31_60, one.d61_90, one.over_90, one.total,
        one.share, one.overdue_days if one.tenant or not one.overdue_days else f"to {number(one.overdue_days)}", one.last_paid,
    )  # fmt: skip
