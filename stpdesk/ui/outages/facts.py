"""What the screen of outages shows of a month: the figures of the outage report itself, read off the window's thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from stpdesk.core.civil import seconds_of
from stpdesk.core.months import DAY, Month
from stpdesk.core.outages import INTERNET
from stpdesk.reports.figures.outage_log import OutageLog
from stpdesk.reports.taking import context

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.actions.session import Session


@dataclass(frozen=True, slots=True)
class Met:
    """What the event a record belongs to came to in the month: minutes out, planned, behind a generator or UPS, tenants hit.

    `carried` is None where it does not apply (internet). A record shares them with the others of its event.
    """

    minutes: float
    carried: float | None
    tenants: int
    planned: float
    """of the minutes those that were announced, or marked planned (rule O5)"""


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """A month: `data` is the JSON of the outage report; `out` tells since when power, internet or a link by its code is out now."""

    month: Month
    now: int
    today: date
    data: dict[str, Any]
    out: Mapping[str, int] = field(default_factory=dict)

    @property
    def links(self) -> list[dict[str, Any]]:
        """The figures of each link that has a name."""
        return [one for one in self.data["internet"]["links"] if one["link"]]

    def met(self) -> dict[int, Met]:
        """What each record of the month came to, by its number; of the event with the most minutes where it is of several."""
        found: dict[int, Met] = {}
        for event in sorted(self.data["events"], key=lambda one: float(one["minutes"])):
            carried = event["covered_by_generator_minutes"]
            made = Met(event["minutes"], carried, event["tenants"], event["planned_minutes"])
            found |= {one["number"]: made for one in event["outages"] if one["number"] is not None}
        return found

    def by_day(self, lane: str) -> list[float | None]:
        """Minutes of every day of the month in a lane, or on a link; None where the day is not counted."""
        told = {one["day"]: one for one in self.data["days"]}
        found: list[float | None] = []
        for place in range(self.month.days):
            one = told.get(self.month.day(place + 1).isoformat())
            key = f"{lane}_minutes"
            found.append(None if one is None else one[key] if key in one else one["links"].get(lane, 0.0))
        return found


def month_facts(session: Session, month: Month) -> MonthFacts:
    """Everything of a month, in one snapshot."""
    with session.park.reading() as db:
        log = OutageLog(context(session.park, db, session.clock(), month), month.first, month.last)
        out = _out_now(session, db) if month == Month.of(session.today) else {}
        return MonthFacts(month, seconds_of(session.clock()), session.today, log.data(), out)


def _out_now(session: Session, db: Database) -> dict[str, int]:
    """Since when power, each link, and with all of them the internet are out, as the line at the bottom says it."""
    from stpdesk.db import probes
    from stpdesk.reports.figures.context import Context
    from stpdesk.ui.today.feeds import feeds

    noticed, _ = probes.proposals_or_why(session.park.folder)
    day, now = session.today, seconds_of(session.clock())
    figure = Context(db, day, Month.of(day), now + 1, noticed).reliability(day - DAY, day)
    standing = feeds(figure, {})
    found = {
        one.name or one.kind: one.since for one in standing if one.state == "out" and one.since is not None
    }
    links = [one for one in standing if one.kind == "link"]
    if links and all(one.state == "out" and one.since is not None for one in links):
        found[INTERNET] = max(one.since or 0 for one in links)
    return found
