"""What the run's side panel tells of one document: a draft of the run, or one that was issued."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from stpdesk.actions.billing import draft_lines
from stpdesk.actions.run_review import Done, Review, ToIssue
from stpdesk.core.codes import fold
from stpdesk.core.documents import DocumentLine
from stpdesk.core.invoices import CREDIT
from stpdesk.core.money import Paisa
from stpdesk.core.receipts import suggested
from stpdesk.core.tenants import Tenant
from stpdesk.db import documents, terms
from stpdesk.ui import wording
from stpdesk.ui.billing.run_listing import READY, RunRow
from stpdesk.ui.billing.run_panel import Paper
from stpdesk.ui.billing.run_unlikely import sentence
from stpdesk.ui.billing.run_words import tr

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.actions.session import Session

SERVICES = frozenset({"rent", "service"})
"""Heads of which tenants withhold income tax (rule B12)."""


def of_draft(found: Review, row: RunRow, one: ToIssue, typed: Collection[str] = ()) -> Paper:
    """A document that would be issued; reads nothing. `typed`: meters whose reading is typed and not saved."""
    draft, tenant = one.draft, one.draft.tenant
    lines = draft_lines(found.park, found.month, draft)
    last, there = (
        tr("Meter {meter} of {unit} was last read on {day}."),
        tr("The reading of meter {meter} of {unit} is typed and not saved: Ctrl+Enter under Readings."),
    )
    waits = tuple(
        (there if meter.meter.id in typed else last).format(
            meter=meter.meter.code, unit=meter.unit, day=wording.day(meter.last)
        )
        for meter in one.unread
    )
    return Paper(
        tenant.code, tenant.name, _units(lines), None, draft.kind == CREDIT, lines, draft.taxes,
        Paisa(draft.subtotal + draft.subsidy), draft.rounding, draft.total,
        _withheld(tenant, lines, draft.tax_total), found.before, one.against.total, one.against.change,
        one.against.why, waits, bool(waits) and row.state == READY,
        tuple(sentence(far) for far in one.unlikely),
    )  # fmt: skip


def of_issued(db: Database, found: Review, one: Done) -> Paper:
    """One that was issued, from its own copy."""
    paper = documents.find(db, "key", one.paper.id)[0]
    tenant = next(iter(terms.tenants(db, fold(paper.tenant)).values()))
    return Paper(
        paper.tenant, paper.party["name"] or "", _units(paper.lines), paper.number, paper.kind == CREDIT, paper.lines,
        paper.taxes, Paisa(paper.subtotal + paper.subsidy), paper.rounding, paper.total,
        _withheld(tenant, paper.lines, paper.tax_total), found.before, one.against.total, one.against.change,
        one.against.why, (), False,
    )  # fmt: skip


def _units(lines: tuple[DocumentLine, ...]) -> str:
    """The rooms it is for."""
    units = list(dict.fromkeys(line.unit for line in lines if line.unit))
    return ", ".join(units[:3]) + (" …" if len(units) > 3 else "")


def _withheld(tenant: Tenant, lines: tuple[DocumentLine, ...], tax: int) -> Paisa:
    """Income and sales tax the tenant will keep back, by its own percents (rule B12)."""
    services = sum(line.amount for line in lines if line.head in SERVICES)
    kept = suggested(tenant.income_tax_pct, tenant.sales_tax_withheld_pct, services, tax)
    return Paisa(kept.income_tax + kept.sales_tax)


def typed_readings(session: Session) -> frozenset[str]:
    """Keys of the meters whose reading is typed and not saved, of any month; on the reader's thread."""
    from stpdesk.actions import drafts
    from stpdesk.actions.readings import FORM

    names = (
        name.split(" ") for kept in drafts.every(session, FORM) for name, text in kept.texts.items() if text
    )
    return frozenset(meter for meter, *cell in names if cell == ["reading"])
