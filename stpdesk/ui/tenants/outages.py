"""The outages of a month that hit one tenant, on its page: power and internet with its own minutes (rule O6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stpdesk.core.breakdown import hits
from stpdesk.core.civil import day_of
from stpdesk.core.months import Month
from stpdesk.core.outages import INTERNET, POWER
from stpdesk.core.reliability import Reliability
from stpdesk.core.spans import Event
from stpdesk.db import probes
from stpdesk.reports.figures.context import Context
from stpdesk.ui import wording
from stpdesk.ui.desk import Desk
from stpdesk.ui.parts import Elided
from stpdesk.ui.tables import Cell, Column, Kind, Listing
from stpdesk.ui.tenants import words
from stpdesk.ui.tenants.facts import TenantFacts
from stpdesk.ui.tenants.months import MonthChooser
from stpdesk.ui.tenants.tab import TableTab
from stpdesk.ui.tenants.words import tr
from stpdesk.ui.tenants.worked_out import WorkedOut
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.actions.session import Session


@dataclass(frozen=True, slots=True)
class Hit:
    """One event that met the tenant: seconds in the month, cause and records it is made of."""

    key: int
    service: str
    start: int
    end: int
    seconds: int
    ongoing: bool
    own: bool
    """it met units of this tenant, not the whole park"""
    causes: tuple[str, ...]
    numbers: tuple[int, ...]

    @property
    def sought(self) -> str:
        """What it is filtered by."""
        numbers = " ".join(map(str, self.numbers))
        return f"{service_told(self.service)} {' '.join(self.causes)} {numbers} {wording.day(day_of(self.start))}"


@dataclass(frozen=True, slots=True)
class MonthHits:
    """A month's hits, the latest first."""

    month: Month
    now: int
    today: date
    hits: tuple[Hit, ...]

    def told(self, service: str) -> tuple[int, int]:
        """How many of a service, and their seconds."""
        mine = [one.seconds for one in self.hits if one.service == service]
        return len(mine), sum(mine)


def service_told(service: str) -> str:
    """Power or internet."""
    return tr("Power") if service == POWER else tr("Internet")


def hits_of(session: Session, tenant: str, month: Month) -> MonthHits:
    """What met a tenant in a month, from the same figures as the reports."""
    noticed, _ = probes.proposals_or_why(session.park.folder)
    now, today = int(session.clock().timestamp()), session.today
    with session.park.reading() as db:
        context = Context(db, min(month.last, today), month, now, noticed)
        figures = context.reliability(month.first, month.last)
        found = [*_hits(figures, tenant, POWER), *_hits(figures, tenant, INTERNET)]
    found.sort(key=lambda one: (-one[1].start, one[0]))
    made = (_hit(place, figures, *one) for place, one in enumerate(found, start=1))
    return MonthHits(month, now, today, tuple(made))


def _hits(figures: Reliability, tenant: str, service: str) -> list[tuple[str, Event, bool]]:
    """What met the tenant of a service; whether its own units were hit."""
    return [(service, event, own) for event, own in hits(figures, tenant, service)]


def _hit(key: int, figures: Reliability, service: str, event: Event, own: bool) -> Hit:
    """One event with the records it is made of."""
    records = [
        one
        for one in figures.time.log.outages
        if one.service == service and one.span.start < event.end and event.start < one.span.end
    ]
    causes = tuple(dict.fromkeys(one.cause for one in records if one.cause))
    numbers = tuple(one.number for one in records if one.number is not None)
    return Hit(
        key,
        service,
        event.start,
        event.end,
        event.within(figures.window),
        event.ongoing,
        own,
        causes,
        numbers,
    )


def cells(one: Hit, _today: date) -> tuple[object, ...]:
    """As the columns say it."""
    tone = "bad" if one.ongoing else "off"
    where = tr("own units") if one.own else tr("whole park")
    cause = ", ".join(one.causes) or Cell(None, tr("not given"), tone="muted")
    lasted = Cell(one.seconds // 60, wording.length(one.seconds))
    ends = Cell(None, tr("still out"), tone="due") if one.ongoing else Cell(one.end, _ended(one))
    numbers = ", ".join(map(str, one.numbers)) or None
    return (
        Cell(one.start, tr("{day}, {time}").format(day=_day(one.start), time=wording.clock(one.start))),
        ends,
        Cell(one.service, service_told(one.service), mark=tone),
        lasted,
        cause,
        where,
        numbers,
    )


def _day(instant: int) -> str:
    """`5 Oct`: the month that is shown says the year."""
    return wording.day(day_of(instant), year=False)


def _ended(one: Hit) -> str:
    """The time alone where it is the day it began."""
    time = wording.clock(one.end)
    if day_of(one.end) == day_of(one.start):
        return time
    return tr("{day}, {time}").format(day=_day(one.end), time=time)


class OutagesTab(TableTab):
    """A month's outages of one tenant; the sums stand beside the month."""

    def __init__(self, desk: Desk) -> None:
        self._month: Month | None = None
        self._there = WorkedOut(lambda _db, _day: ())
        self.hits: MonthHits | None = None
        super().__init__(desk)

    def _build(self) -> None:
        """The month, then the rows."""
        self.chooser = MonthChooser(self.tr("Month of the outages"), self._desk)
        self.line.addWidget(self.chooser)
        super()._build()
        self.hide_filter()
        self.summary = Elided("", "muted")
        self.line.addSpacing(px(8))
        self.line.addWidget(self.summary, 1)
        self.chooser.chosen.connect(self._turn)

    def listing(self) -> Listing:
        """What was read last."""
        name = self.facts.tenant.code if self.facts else ""
        month = words.month(self._month) if self._month else ""
        return Listing(
            "tenant-outages", self.tr("Outages of {tenant}, {month}").format(tenant=name, month=month),
            (
                Column("start", self.tr("From"), Kind.INSTANT, 124),
                Column("end", self.tr("To"), Kind.INSTANT, 124, sort=None),
                Column("service", self.tr("What"), Kind.STATE, 116),
                Column("seconds", self.tr("In the month"), Kind.MINUTES, 112),
                Column("causes", self.tr("Cause"), Kind.TEXT, 160, stretch=True),
                Column("own", self.tr("Where"), Kind.MUTED, 112, gives=1),
                Column("numbers", self.tr("Record"), Kind.MUTED, 92, sort=None, gives=2),
            ),
            keys=self._there.keys, rows=self._there.rows, cells=cells, when="day", sort="start", descending=True,
            empty=self.tr("No outage hit this tenant in {month}.").format(month=month or self.tr("this month")),
        )  # fmt: skip

    def show_tenant(self, facts: TenantFacts) -> None:
        """Begins with the month of today."""
        if self._month is None:
            self._month = Month.of(facts.today)
            self.chooser.show_month(self._month, facts.today)
        super().show_tenant(facts)

    def _turn(self, month: Month) -> None:
        """Another month."""
        self._month = month
        self.read()

    def step(self, months: int) -> None:
        """So many months on."""
        self.chooser.step(months)

    def read(self) -> None:
        """The month's outages, off the window's thread."""
        facts, month = self.facts, self._month
        if facts is not None and month is not None:
            key = facts.tenant.id
            self._desk.ask(self, lambda session: hits_of(session, key, month), self._show, slot="hits")

    def _show(self, found: MonthHits) -> None:
        """Rows and sums."""
        self.hits = found
        self._there = WorkedOut(lambda _db, _day: found.hits)
        told = []
        for service in (POWER, INTERNET):
            count, seconds = found.told(service)
            name = service_told(service)
            if count:
                times = wording.counted(count, tr("once"), tr("{n} times"))
                told.append(
                    tr("{service} {times}, {length}").format(
                        service=name, times=times, length=wording.length(seconds)
                    )
                )
            else:
                told.append(tr("{service} never").format(service=name))
        self.summary.say("  ·  ".join(told))
        super().read()
