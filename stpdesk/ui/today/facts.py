"""What Today shows, read in one go off the window's thread; every figure comes from the rings below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from stpdesk.actions.month_close import facts as close_facts
from stpdesk.actions.month_close import run_state
from stpdesk.core.breakdown import Told, told
from stpdesk.core.civil import seconds_of
from stpdesk.core.closing import CloseFacts, RunState, Step, steps
from stpdesk.core.expiring import expiring
from stpdesk.core.money import Paisa
from stpdesk.core.months import DAY, Month
from stpdesk.core.occupancy import occupancy_at
from stpdesk.core.outages import POWER
from stpdesk.core.proposals import POWER_CUT, Proposal
from stpdesk.core.reliability import Reliability
from stpdesk.db import answers, closings, probes
from stpdesk.db.arrears import arrears
from stpdesk.db.backup import latest
from stpdesk.reports.figures.context import Context
from stpdesk.reports.figures.outage_log import told_causes
from stpdesk.ui.sentences import in_words
from stpdesk.ui.today.feeds import STRIP, Feed, feeds, watched

if TYPE_CHECKING:
    from stpdesk.actions.session import Session


@dataclass(frozen=True, slots=True)
class Out:
    """An outage that is still open."""

    service: str
    link: str | None
    start: int
    cause: str | None
    number: int | None
    tenants: int
    planned: bool


@dataclass(frozen=True, slots=True)
class Ending:
    """A lease or a registration that ends soon, or has ended."""

    tenant: str
    code: str
    what: str
    """lease or registration"""
    thing: str
    day: date
    days: int


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of the last 24 hours."""

    service: str
    links: tuple[str, ...]
    start: int
    seconds: int
    covered: int
    cause: str | None
    detected: bool
    numbers: tuple[int, ...]
    """the records it is made of"""
    open: bool


@dataclass(frozen=True, slots=True)
class TodayFacts:
    """Everything on the page."""

    now: int
    day: date
    month: Month
    """the month to close"""
    occupancy_pct: float | None
    units: int
    units_let: int
    arrears: Paisa
    in_arrears: int
    oldest: int
    """days the oldest open amount is overdue"""
    outs: tuple[Out, ...]
    asked: tuple[Proposal, ...]
    feeds: tuple[Feed, ...]
    happened: tuple[Happened, ...]
    ending: tuple[Ending, ...]
    close: CloseFacts
    """of the month's close, but for its run"""
    backup: tuple[Path, int] | None


@dataclass(frozen=True, slots=True)
class Due:
    """What a month's run would issue now: its documents that are ready and their total; or why it cannot be run."""

    of: tuple[Month, date]
    """the month, and the day it was asked on"""
    run: RunState

    @property
    def documents(self) -> int:
        """How many."""
        return self.run.documents

    @property
    def waiting(self) -> int:
        """How many more wait for readings."""
        return self.run.waiting

    @property
    def total(self) -> Paisa:
        """Of all of them."""
        return self.run.total

    @property
    def refused(self) -> str:
        """Why it cannot be run; "" where it can."""
        return in_words(self.run.refused) if self.run.refused is not None else ""


ON_TODAY = ("readings", "run", "causes", "returns", "certificates")
"""Lines of the month's close that stand on Today too; what else is asked stands there by itself, or in the month's close."""


def today(session: Session) -> TodayFacts:
    """Reads it all in one snapshot, but for the month's run: that alone would take longer (`due`)."""
    noticed, _ = probes.proposals_or_why(session.park.folder)
    states = watched(session.park.folder)
    now, day = seconds_of(session.clock()), session.today
    with session.park.reading() as db:
        context = Context(db, day, Month.of(day), now + 1, noticed)  # what begins this very second is there
        month = closings.to_close(db, context.day)
        said = answers.given(db)
        figure = context.reliability(day - DAY, day)
        events = told(figure)
        occupancy = occupancy_at(context.terms.units.values(), context.terms.leases, day)
        owed = arrears(db, day)
        return TodayFacts(
            now, day, month, occupancy.pct, occupancy.units, occupancy.units_let,
            owed.total, owed.tenants, owed.oldest, _outs(context, figure),
            tuple(one for one in noticed if one.kind == POWER_CUT and one.id not in said),
            feeds(figure, states), _happened(figure, events), tuple(_ending(context)),
            close_facts(db, month, day, context.terms.leases, noticed, said), latest(session.park.folder),
        )  # fmt: skip


def due(session: Session, month: Month) -> Due:
    """What the month's run would issue now (rule B10); nothing else that is read waits for it."""
    return Due((month, session.today), run_state(session, month))


def checklist(facts: TodayFacts, due: Due | None) -> tuple[Step, ...]:
    """The lines of the month's close, all of them."""
    return steps(facts.close, due.run if due is not None else None)


def _outs(context: Context, figure: Reliability) -> tuple[Out, ...]:
    """What is out now, power first."""
    codes = {link.id: link.code for link in figure.log.links}
    tenants = figure.presence.count(context.day)
    found = [
        Out(
            one.service,
            codes.get(one.link_id or ""),
            one.span.start,
            one.cause,
            one.number,
            tenants,
            one.planned,
        )
        for one in figure.time.log.outages
        if one.span.open and one.whole_park
    ]
    return tuple(sorted(found, key=lambda one: (one.service != POWER, one.start)))


def _happened(figure: Reliability, events: list[Told]) -> tuple[Happened, ...]:
    """Events with time in the last 24 hours, the latest first."""
    codes = {link.id: link.code for link in figure.log.links}
    recent = [one for one in events if one.event.end > figure.now - STRIP]
    return tuple(
        Happened(
            one.service, tuple(dict.fromkeys(codes[record.link_id] for record in one.outages if record.link_id)),
            one.event.start, one.lasted, one.within - one.without if one.service == POWER else 0,
            next(iter(told_causes(one)), None), any(record.source != "manual" for record in one.outages),
            tuple(record.number for record in one.outages if record.number is not None), one.event.ongoing,
        )
        for one in reversed(recent)
    )  # fmt: skip


def _ending(context: Context) -> list[Ending]:
    """Leases that end unrenewed, and registrations that expire, within 90 days or since."""
    return [
        Ending(one.name, one.tenant, one.kind, one.code, one.last, one.days)
        for one in expiring(context.terms, context.day)
    ]
