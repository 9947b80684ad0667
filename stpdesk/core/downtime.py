"""From a log to time: when the grid was down, when tenants were without, when links and the internet were (rule O3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from stpdesk.core.civil import announced, midnight
from stpdesk.core.months import DAY
from stpdesk.core.outages import GENERATOR, INTERNET, PARK, POWER, Link, Log, Outage
from stpdesk.core.spans import BEGINNING, FOREVER, Span, Spans, clip, difference, intersection, union

ALWAYS = Span(BEGINNING, FOREVER)
UNNAMED = Link("", "")
"""The one link of a park that entered none."""


def service_of(link: Link, now: int) -> Spans:
    """When a link is in service, from the first day to the end of the last; a last day to come is no end yet."""
    start = midnight(link.first) if link.first else BEGINNING
    end = midnight(link.last + DAY) if link.last else FOREVER
    end = end if end < now else FOREVER
    return [Span(start, end)] if start < end else []


@dataclass(frozen=True)
class LinkTime:
    """One link: in service, down, unknown or down, announced to be down; all disjoint spans within its service."""

    link: Link
    service: Spans
    down: Spans
    not_known_up: Spans
    planned: Spans


@dataclass(frozen=True)
class Downtime:
    """A log's time as at `now`; `inside` bounds what is expanded of the weekly schedule, nothing else."""

    log: Log
    inside: Span
    now: int

    @cached_property
    def grid(self) -> Spans:
        """Grid down: the union of the power outages of the whole park."""
        return union(one.span for one in self._of(POWER) if one.whole_park)

    @cached_property
    def tenants(self) -> Spans:
        """Tenants without power: grid down but for the runs that carry the park."""
        return difference(self.grid, self.carried)

    @cached_property
    def carried(self) -> Spans:
        """The runs that carry the tenants."""
        return union(run.span for run in self.log.runs if run.carries == PARK)

    @cached_property
    def generator(self) -> Spans:
        """The generator at work, whatever it carries."""
        return union(run.span for run in self.log.runs if run.source == GENERATOR)

    @cached_property
    def grid_planned(self) -> Spans:
        """Time in which an outage of the grid was planned or announced (rule O5)."""
        marked = [one.span for one in self._of(POWER) if one.whole_park and one.planned]
        return union([*marked, *announced(self.log.schedule, POWER, self.inside)])

    @cached_property
    def grid_unknown(self) -> Spans:
        """Time nobody could tell whether there was power, but for known outages (rule O5)."""
        return difference(union(gap.span for gap in self.log.gaps if gap.service in {None, POWER}), self.grid)

    @cached_property
    def charged(self) -> Spans:
        """Time in which a fault of the internet is charged to power: grid down and the grace after (rule O8)."""
        grace = self.log.rules.grace
        return union(Span(span.start, span.end + grace) for span in self.grid)

    @cached_property
    def links(self) -> tuple[LinkTime, ...]:
        """Every link's time, by the outages of the whole park."""
        return tuple(self._link(link, ()) for link in self.log.links or (UNNAMED,))

    @cached_property
    def in_service(self) -> Spans:
        """Time with at least one link in service; the rest is outside T."""
        return union(span for one in self.links for span in one.service)

    @cached_property
    def internet(self) -> Spans:
        """Internet down: the intersection over the links in service."""
        return self._everywhere((one.service, one.down) for one in self.links)

    @cached_property
    def internet_planned(self) -> Spans:
        """Time in which every link in service was planned or announced to be down (rule O5)."""
        return self._everywhere((one.service, one.planned) for one in self.links)

    @cached_property
    def internet_unknown(self) -> Spans:
        """Time in which no link is known to be up, but for internet down (rule O5)."""
        return difference(
            self._everywhere((one.service, one.not_known_up) for one in self.links), self.internet
        )

    @cached_property
    def degraded(self) -> Spans:
        """Some link in service down, not all of them."""
        return difference(union(span for one in self.links for span in one.down), self.internet)

    def tenant_power(self, hit: Iterable[Outage]) -> Spans:
        """A tenant's time without power: the park's, and the outages of its own units (rule O6)."""
        return union([*self.tenants, *(one.span for one in hit if one.service == POWER)])

    def tenant_internet(self, hit: Iterable[Outage]) -> Spans:
        """A tenant's time without internet: every link in service down for it (rule O6)."""
        own = [one for one in hit if one.service == INTERNET]
        if not own:
            return self.internet
        links = [self._link(link, own) for link in self.log.links or (UNNAMED,)]
        return self._everywhere((one.service, one.down) for one in links)

    def _link(self, link: Link, own: Iterable[Outage]) -> LinkTime:
        """One link's time, by the whole park's outages and some of a tenant's own."""
        mine = [one for one in self._of(INTERNET) if one.whole_park and one.link_id in {None, link.id}]
        extra = [one.span for one in own if one.link_id in {None, link.id}]
        service = service_of(link, self.now)
        down = intersection(union([*(one.span for one in mine), *extra]), service)
        gaps = (
            gap.span
            for gap in self.log.gaps
            if gap.service in {None, INTERNET} and gap.link_id in {None, link.id}
        )
        marked = [one.span for one in mine if one.planned]
        planned = union([*marked, *announced(self.log.schedule, INTERNET, self.inside)])
        return LinkTime(
            link, service, down, intersection(union([*down, *gaps]), service), intersection(planned, service)
        )

    def _everywhere(self, links: Iterable[tuple[Spans, Spans]]) -> Spans:
        """Time in which each link that is in service lies in its spans; none where no link is in service."""
        free = union(span for service, spans in links for span in difference(service, spans))
        return difference(self.in_service, free)

    @cached_property
    def _by_service(self) -> dict[str, list[Outage]]:
        """Outages by service."""
        found: dict[str, list[Outage]] = defaultdict(list)
        for one in self.log.outages:
            found[one.service].append(one)
        return found

    def _of(self, service: str) -> list[Outage]:
        """Outages of a service."""
        return self._by_service.get(service, [])


def inside(spans: Spans, times: Spans) -> Spans:
    """The time of both; a plain clip where the second is one span."""
    return clip(spans, times[0]) if len(times) == 1 else intersection(spans, times)
