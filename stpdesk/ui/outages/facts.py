"""What the screen of outages shows of a month: the figures of the outage report itself, read off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from stpdesk.core.civil import seconds_of
from stpdesk.core.months import Month
from stpdesk.reports.figures.outage_log import OutageLog
from stpdesk.reports.taking import context

if TYPE_CHECKING:
    from stpdesk.actions.session import Session


@dataclass(frozen=True, slots=True)
class Met:
    """What the event a record belongs to came to in the month: minutes out, those a generator or UPS carried, tenants hit.

    `carried` is None where it does not apply (internet). A record shares them with the others of its event.
    """

    minutes: float
    carried: float | None
    tenants: int


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """A month: `data` is the JSON of the outage report."""

    month: Month
    now: int
    today: date
    data: dict[str, Any]

    @property
    def links(self) -> list[dict[str, Any]]:
        """The figures of each link that has a name."""
        return [one for one in self.data["internet"]["links"] if one["link"]]

    def met(self) -> dict[int, Met]:
        """What each record of the month came to, by its number; of the event with the most minutes where it is of several."""
        found: dict[int, Met] = {}
        for event in sorted(self.data["events"], key=lambda one: float(one["minutes"])):
            made = Met(event["minutes"], event["covered_by_generator_minutes"], event["tenants"])
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
        return MonthFacts(month, seconds_of(session.clock()), session.today, log.data())
