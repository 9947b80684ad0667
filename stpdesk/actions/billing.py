"""The month's run: previewed, issued, caught up (rules B1 to B10)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.core.corrections import Changed, changed
from stpdesk.core.documents import Document, DocumentLine
from stpdesk.core.errors import Refused
from stpdesk.core.invoices import CREDIT, Draft
from stpdesk.core.money import Paisa
from stpdesk.core.months import Month
from stpdesk.core.receipts import Source, settle, settle_all
from stpdesk.core.runs import Run, check_reach, compute
from stpdesk.core.terms import OpenItem, Terms
from stpdesk.db import billed, closings, documents, issuing, ledger, terms
from stpdesk.db.rows import instant_text

if TYPE_CHECKING:
    from sqlite_utils import Database

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class RunResult:
    """A run with its documents: as issued, or as they would be (numbers None)."""

    run: Run
    documents: tuple[Document, ...]
    changed: tuple[Changed, ...]


def preview_run(session: Session, month: Month) -> RunResult:
    """What the run of a month would issue now; writes nothing (rule B10)."""
    with session.park.reading() as db:
        agreed, run = _computed(session, db, month)
        papers = tuple(_paper(agreed, run, draft) for draft in run.drafts)
        return RunResult(run, papers, tuple(changed(agreed, billed.recurring(db))))


def issue_run(session: Session, month: Month) -> Changes:
    """Issues every document of the month that is not issued yet (rule B10); `told["result"]` is a RunResult."""
    session.require(Role.ACCOUNTS)
    with session.park.writing() as db:
        agreed, run = _computed(session, db, month)
        if run.drafts:
            run_id = issuing.add_run(db, month, run.served, run.date, instant_text(session.clock()))
            issued = issuing.issue(
                db, agreed.park, run.drafts, run_id=run_id, month=month, day=run.date, due=run.due
            )
            _settle(db, issued)
            papers = tuple(documents.find(db, "run", run_id))
        else:
            papers = ()
        corrections = tuple(changed(agreed, billed.recurring(db)))
    return Changes(
        {"invoices", "allocations"} if papers else (),
        issued=len(papers),
        result=RunResult(run, papers, corrections),
    )


def catch_up(session: Session, month: Month) -> list[RunResult]:
    """Runs the missing months before a month, oldest first; each is a run, and a transaction, of its own."""
    with session.park.reading() as db:
        agreed, run = _computed(session, db, month)
    found: list[RunResult] = []
    for served in run.missing:
        result = issue_run(session, agreed.park.run_of(served)).told["result"]
        assert isinstance(result, RunResult)
        found.append(result)
    return found


def _computed(session: Session, db: Database, month: Month) -> tuple[Terms, Run]:
    """Terms and run of a month; refused when the month is closed or years away."""
    earliest = terms.earliest(db)
    check_reach(month, session.today, date.fromisoformat(earliest) if earliest else None)
    if closings.is_closed(db, month):
        raise Refused(
            "{month} is closed; reopen it with a reason before running it again.", field="month", month=month
        )
    agreed = terms.load(db)
    day = agreed.park.invoice_date(month)
    items = ledger.open_items(db, as_at=day, fees=True) if agreed.park.late_fee_pct else []
    return agreed, compute(agreed, billed.load(db), items, month)


def _settle(db: Database, issued: Sequence[tuple[str, Draft]]) -> None:
    """New credit notes, then advances, settle what their tenants have open (rules B1, B12)."""
    items: dict[str, list[OpenItem]] = {}
    for item in ledger.open_items(db):
        items.setdefault(item.tenant_id, []).append(item)
    advances: dict[str, list[Source]] = {}
    for source in ledger.sources(db):
        advances.setdefault(source.tenant_id, []).append(source)
    notes = {key for key, draft in issued if draft.kind == CREDIT}
    for key, draft in issued:
        tenant = draft.tenant.id
        mine = advances.get(tenant, [])
        first = [source for source in mine if source.id == key and key in notes]
        for note in first:
            made = settle(note, items.get(tenant, []))
            ledger.allocate(db, made)
            items[tenant] = ledger.open_items(db, tenant)
        rest = [source for source in mine if source not in first]
        if rest and items.get(tenant):
            ledger.allocate(db, settle_all(rest, items[tenant]))


def _paper(agreed: Terms, run: Run, draft: Draft) -> Document:
    """A draft as the document it would be, without key and number."""
    rows = issuing.line_rows("", draft.lines, str(run.month), [], net=agreed.park.subsidy_tax_base != "gross")
    lines = tuple(
        DocumentLine(
            "",
            row["n"],
            row["kind"],
            row["head"],
            row["description"],
            row["unit"],
            date.fromisoformat(row["first"]),
            date.fromisoformat(row["last"]),
            row["days"],
            row["days_in_month"],
            row["quantity"],
            row["rate"],
            Paisa(row["amount"]),
            row["scheme"],
            row["funder"],
        )
        for row in rows
    )
    return Document(
        "",
        None,
        draft.kind,
        draft.tenant.code,
        run.date,
        None if draft.kind == CREDIT else run.due,
        lines,
        draft.taxes,
        draft.subtotal,
        draft.subsidy,
        draft.tax_total,
        draft.rounding,
        draft.total,
        draft.total,
        issuing.provider_copy(agreed.park),
        issuing.party_copy(draft.tenant),
        str(run.month),
    )
