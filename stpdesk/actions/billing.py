"""The month's run: previewed, issued, caught up (rules B1 to B10)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.core.civil import seconds_of
from stpdesk.core.corrections import Changed, changed
from stpdesk.core.documents import Document, DocumentLine, Interrupted, PaidSince
from stpdesk.core.errors import Refused
from stpdesk.core.invoices import CREDIT, Draft
from stpdesk.core.money import Paisa
from stpdesk.core.months import Month
from stpdesk.core.park import ParkSettings
from stpdesk.core.receipts import Source, settle, settle_all
from stpdesk.core.runs import Run, check_reach, compute
from stpdesk.core.terms import OpenItem, Terms
from stpdesk.core.unlikely import Unlikely, months_read, unlikely
from stpdesk.core.unread import Unread, unread
from stpdesk.db import (
    billed,
    closings,
    copies,
    documents,
    interruptions,
    issuing,
    ledger,
    meters,
    one_offs,
    run_months,
    terms,
    unbilled,
)
from stpdesk.db.rows import instant_text

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class RunResult:
    """A run; `run_id` is its key once anything of it is issued, `unread` are the meters whose use it cannot bill yet.

    `unlikely`: what it bills of use that is far from usual.
    """

    run: Run
    run_id: str | None = None
    unread: tuple[Unread, ...] = ()
    unlikely: tuple[Unlikely, ...] = ()


def preview_run(session: Session, month: Month, *, apart: bool = False) -> RunResult:
    """What the run of a month would issue now; writes nothing (rule B10).

    `apart` reads beside everything else, on a connection of its own.
    """
    with session.park.reading_apart() if apart else session.park.reading() as db:
        agreed, run = computed(session, db, month)
        return RunResult(run, None, unread_of(db, agreed, run), unlikely_of(db, agreed, run))


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person saw a run would issue: so many documents, of so much in all (paisa)."""

    documents: int
    total: Paisa


def issue_run(
    session: Session,
    month: Month,
    *,
    catch_up: bool = False,
    waiting: Collection[str] = (),
    seen: Seen | None = None,
) -> Changes:
    """Issues every document of the month that is not issued yet (rule B10); `told["results"]` lists a RunResult a run.

    With `catch_up` the missing months are run first, oldest first, each a run of its own; all of it or nothing.
    `waiting`: keys of tenants whose documents of this month stay for a later run. Refused where the month's run is another
    than was `seen`.
    """
    session.require(Role.ACCOUNTS)
    results: list[RunResult] = []
    with session.park.writing() as db:
        if catch_up:
            agreed, run = computed(session, db, month)
            results += [_issue(session, db, agreed.park.run_of(served)) for served in run.missing]
        results.append(_issue(session, db, month, waiting, None if catch_up else seen))
    issued = sum(len(result.run.drafts) for result in results)
    return Changes({"invoices", "allocations"} if issued else (), issued=issued, results=results)


def _issue(
    session: Session, db: Database, month: Month, waiting: Collection[str] = (), seen: Seen | None = None
) -> RunResult:
    """One run inside the transaction at hand, without those who wait; refused where it is another than was seen."""
    agreed, run = computed(session, db, month)
    if waiting:
        drafts = tuple(one for one in run.drafts if one.tenant.id not in waiting)
        run = replace(run, drafts=drafts, skipped=run.skipped + len(run.drafts) - len(drafts))
    if seen is not None and seen != Seen(len(run.drafts), Paisa(sum(one.total for one in run.drafts))):
        raise Refused(
            "The run of {month} is another than was shown, because something changed since; nothing was issued. Look at it"
            " again.",
            month=month,
        )
    if not run.drafts:
        return RunResult(run, None, unread_of(db, agreed, run))
    far = unlikely_of(db, agreed, run)
    run_id = issuing.add_run(db, month, run.served, run.date, instant_text(session.clock()))
    told = interruptions.told(db, agreed, month, seconds_of(session.clock()))
    issued = issuing.issue(
        db, agreed.park, run.drafts, run_id=run_id, month=month, day=run.date, due=run.due, told=told,
        paid=ledger.paid_since(db, run.date, session.today),
    )  # fmt: skip
    _settle(db, issued)
    return RunResult(run, run_id, unread_of(db, agreed, run), far)


def changed_since(session: Session, *, apart: bool = False) -> list[Changed]:
    """Days billed on terms that have changed since, with the credit or charge each proposes (rule B10).

    `apart` as for `preview_run`.
    """
    with session.park.reading_apart() if apart else session.park.reading() as db:
        found = changed(terms.load(db, metered=False), billed.recurring_since(db))
        charged = one_offs.charged_for(db) if found else {}
    told = (
        replace(one, charged=Paisa(charged.get(one_offs.for_line(one.billed.invoice, one.billed.line), 0)))
        for one in found
    )
    return [one for one in told if one.difference]


def papers_of(session: Session, result: RunResult, *, apart: bool = False) -> list[Document]:
    """The documents of a run: as issued, or as they would be (without numbers); `apart` as for `preview_run`."""
    with session.park.reading_apart() if apart else session.park.reading() as db:
        if result.run_id is not None:
            return documents.find(db, "run", result.run_id)
        if not result.run.drafts:
            return []
        agreed = terms.load(db, metered=False)
        told = interruptions.told(db, agreed, result.run.month, seconds_of(session.clock()))
        paid = ledger.paid_since(db, result.run.date, session.today)
        return [_paper(db, agreed.park, result.run, draft, told, paid) for draft in result.run.drafts]


def unread_of(db: Database, agreed: Terms, run: Run) -> tuple[Unread, ...]:
    """The meters that a run would bill and that are not read yet."""
    return tuple(unread(agreed, unbilled.last_read(db, run.date), run.month))


def unlikely_of(db: Database, agreed: Terms, run: Run) -> tuple[Unlikely, ...]:
    """What a run bills of use that is far from usual, as the grid of readings marks it."""
    if not run.drafts or not agreed.meters:
        return ()
    first, last = months_read(agreed, run)
    had = {one.tenant_id for one in run_months.issued(db, run.month)}
    return tuple(unlikely(agreed, run, meters.around(db, first, last), had))


def draft_lines(park: ParkSettings, month: Month, draft: Draft) -> tuple[DocumentLine, ...]:
    """The lines of a document as it would be, in their order; reads nothing."""
    rows = issuing.line_rows("", draft.lines, str(month), [], net=park.subsidy_tax_base != "gross")
    return tuple(documents.line_of({**row, "id": ""}) for row in rows)


def computed(session: Session, db: Database, month: Month) -> tuple[Terms, Run]:
    """Terms and run of a month; refused when the month is closed or years away."""
    earliest = terms.earliest(db)
    check_reach(month, session.today, date.fromisoformat(earliest) if earliest else None)
    if closings.is_closed(db, month):
        raise Refused(
            "{month} is closed; reopen it with a reason before running it again.", field="month", month=month
        )
    agreed = terms.load(db, run=month)
    day = agreed.park.invoice_date(month)
    items = ledger.open_items(db, as_at=day, fees=True) if agreed.park.late_fee_pct else []
    return agreed, compute(agreed, billed.load(db, month), items, month)


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


def _paper(
    db: Database,
    park: ParkSettings,
    run: Run,
    draft: Draft,
    told: Mapping[str, Interrupted],
    paid: Mapping[str, PaidSince],
) -> Document:
    """A draft as the document it would be, without key and number."""
    lines = draft_lines(park, run.month, draft)
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
        _left(db, run, draft),
        copies.provider_copy(park),
        copies.party_copy(draft.tenant),
        str(run.month),
        previous_balance=ledger.balance_before(db, draft.tenant.id, run.date),
        interrupted=None if draft.kind == CREDIT else told.get(draft.tenant.id),
        paid_since=paid.get(draft.tenant.id),
    )


def _left(db: Database, run: Run, draft: Draft) -> Paisa:
    """What would be open of a document once it is issued and advances have settled it (rules B1, B12)."""
    tenant = draft.tenant.id
    items = ledger.open_items(db, tenant)
    if draft.kind == CREDIT:
        note = Source("", tenant, "", run.date, Paisa(-draft.total))
        return Paisa(draft.total + sum(one.amount for one in settle(note, items)))
    own = OpenItem("", tenant, "~", run.date, run.due, draft.total, draft.total)
    made = settle_all(ledger.sources(db, tenant), [*items, own])
    return Paisa(draft.total - sum(one.amount for one in made if one.item_id == own.id))
