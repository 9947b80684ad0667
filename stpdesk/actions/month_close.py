"""How far a month is from being closed, and which months are: one list for Today, the month's close and the command line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from stpdesk.actions.billing import preview_run
from stpdesk.actions.session import Session
from stpdesk.core.civil import midnight
from stpdesk.core.closing import CloseFacts, RunState, Step, steps
from stpdesk.core.errors import Refused
from stpdesk.core.frozen import FrozenDocument
from stpdesk.core.leases import Lease
from stpdesk.core.money import Paisa
from stpdesk.core.months import Month, months_between
from stpdesk.core.park_history import returning
from stpdesk.core.proposals import UNSTABLE, Proposal
from stpdesk.core.runs import unpaid_of
from stpdesk.core.spans import Span
from stpdesk.core.unread import readings_of
from stpdesk.db import (
    answers,
    attention,
    billed,
    close_facts,
    closings,
    figures,
    frozen,
    probes,
    settings,
    signatories,
    terms,
)

if TYPE_CHECKING:
    from sqlite_utils import Database

RUN = "run"
"""What a session knows runs by, with the month."""


@dataclass(frozen=True, slots=True)
class Closed:
    """One closing of a month: when and by whom; when, by whom and why it was reopened (None while it stands)."""

    at: datetime
    by: str
    reopened_at: datetime | None = None
    reopened_by: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class MonthState:
    """A month with all its closings, the oldest first; `revision` of its frozen documents, 0 where there are none."""

    month: Month
    over: bool
    closings: tuple[Closed, ...]
    revision: int

    @property
    def closed(self) -> bool:
        """Whether nothing dated in it changes now."""
        return bool(self.closings) and self.closings[-1].reopened_at is None


@dataclass(frozen=True, slots=True)
class Checklist:
    """A month before it is closed: its lines, and the revision its documents would become, so many as a month has."""

    state: MonthState
    steps: tuple[Step, ...]
    documents: tuple[FrozenDocument, ...]
    """of the newest revision, where the month was closed before"""

    @property
    def next_revision(self) -> int:
        """What closing makes."""
        return self.state.revision + 1


def facts(
    db: Database,
    month: Month,
    today: date,
    leases: Iterable[Lease],
    noticed: Sequence[Proposal],
    said: Collection[str],
) -> CloseFacts:
    """The counts of a month but for its run, in the snapshot at hand; `said` are the answered of what was noticed."""
    unread, meters = figures.unread(db, month)
    outages, nameless, lasting = close_facts.outages(db, month)
    reported = set(figures.returns(db, month))
    return CloseFacts(
        month, today, meters, unread, outages, nameless, lasting, len(_asked(month, noticed, said)),
        len(returning(leases, {month: reported}, [month])[month]), len(reported), figures.certificates_awaited(db, month.last),
        len(attention.open_matters(db, min(month.last, today))), len(signatories.every(db)),
    )  # fmt: skip


def _asked(month: Month, noticed: Sequence[Proposal], said: Collection[str]) -> list[Proposal]:
    """What was noticed in the month and nobody answered, but for what is only said once."""
    span = Span(midnight(month.first), midnight((month + 1).first))
    return [
        one
        for one in noticed
        if one.kind != UNSTABLE and one.id not in said and span.start <= one.span.start < span.end
    ]


def run_state(session: Session, month: Month) -> RunState:
    """What the month's run would issue now; nothing else that is read waits for it. Worked out once until something changes."""
    return session.once((RUN, month), lambda: _run_state(session, month))


def known_run(session: Session, month: Month) -> RunState | None:
    """The same where it is worked out already."""
    found: RunState | None = session.known((RUN, month))
    return found


def _run_state(session: Session, month: Month) -> RunState:
    """On a connection of its own."""
    with session.park.reading_apart() as db:
        park = settings.load(db)
        here = park.billing_from is not None or billed.last_run(db) is not None
    try:
        result = preview_run(session, month, apart=True)
    except Refused as refusal:
        return RunState(0, Paisa(0), refused=refusal, billed_here=here)
    run = result.run
    unbilled, own, older = unpaid_of(run)
    lacking = {one.tenant_id for one in result.unread}
    ready = [one for one in run.drafts if one.tenant.id not in lacking]
    total, waiting = Paisa(sum(one.total for one in ready)), len(run.drafts) - len(ready)
    billed_now = {one.tenant.id for one in run.drafts}
    unread = sum(one.tenant_id in billed_now for one in result.unread)
    unlikely = len({one.tenant.id for one in result.unlikely} - lacking)
    of = readings_of(park, month)
    return RunState(
        len(ready), total, run.missing, unbilled, None, here, unread, of, older=older, unlikely=unlikely,
        waiting=waiting, own=own,
    )  # fmt: skip


def checklist(session: Session, month: Month, run: RunState | None) -> Checklist:
    """A month's state and its lines, with what is known of its run (None = not worked out); of a closed month no lines."""
    noticed, _ = probes.proposals_or_why(session.park.folder)
    with session.park.reading() as db:
        kept = closings.history(db).get(month, ())
        revision = frozen.next_revision(db, month) - 1
        state = MonthState(month, session.today > month.last, _closed(kept), revision)
        papers = tuple(one for one in frozen.of_month(db, month) if one.revision == revision)
        if state.closed:
            return Checklist(state, (), papers)
        leases = terms.leases(db, terms.units(db))
        found = facts(db, month, session.today, leases, noticed, answers.given(db))
    return Checklist(state, steps(found, run), papers)


def months(session: Session, following: Month) -> list[MonthState]:
    """From the first run, outage or closing to the running month, the latest first; `following`, to be closed, is among them."""
    with session.park.reading() as db:
        now = Month.of(session.today)
        first = min(close_facts.first_month(db) or now, following, now)
        kept, revisions = closings.history(db), frozen.revisions(db)
        last = max([now, *kept])
        return [
            MonthState(one, session.today > one.last, _closed(kept.get(one, ())), revisions.get(one, 0))
            for one in reversed(months_between(first, last))
        ]


def _closed(kept: Iterable[closings.Row]) -> tuple[Closed, ...]:
    """Closings as stored."""
    return tuple(Closed(*row) for row in kept)
