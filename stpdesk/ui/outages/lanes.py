"""What the timeline draws of a stretch of time: a lane for power, each link, runs and announced windows; read off the window's thread."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from stpdesk.core.civil import announced, day_of, seconds_of
from stpdesk.core.months import Month
from stpdesk.core.outages import GENERATOR, INTERNET, POWER, UPS, Outage
from stpdesk.core.reliability import Reliability
from stpdesk.core.spans import FOREVER, Span, Spans, clip, difference, intersection, union
from stpdesk.core.timeline import Stretches
from stpdesk.ui.outages.words import tr

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

FEED, WORK, PLAN = "feed", "work", "plan"
"""What is up or out; what runs or does not; what was announced."""
DECADE = timedelta(days=3653)
RECENT = 62 * 86_400
"""Seconds before now that are read first."""
AHEAD = 14 * 86_400
"""Seconds after now that are shown: what is announced."""


@dataclass(frozen=True)
class Lane:
    """One line: `out` is what was out, ran or was announced; `asked` the part of it nobody confirmed."""

    key: str
    name: str
    kind: str
    out: Spans
    unknown: Spans = ()  # type: ignore[assignment]  # nothing
    counted: Spans = ()  # type: ignore[assignment]  # nothing
    records: tuple[Outage, ...] = ()

    @cached_property
    def marks(self) -> Stretches:
        """`out`, to be asked."""
        return Stretches(self.out)

    @cached_property
    def dark(self) -> Stretches:
        """Time nobody could tell."""
        return Stretches(self.unknown)

    @cached_property
    def time(self) -> Stretches:
        """Time that is counted at all."""
        return Stretches(self.counted)

    @cached_property
    def unconfirmed(self) -> frozenset[Span]:
        """Marks made only of what was measured and waits for an answer."""
        waiting = [one.span for one in self.records if one.number is None]
        if not waiting:
            return frozenset()
        known = union(one.span for one in self.records if one.number is not None)
        return frozenset(span for span in self.out if clip(waiting, span) and not intersection([span], known))

    def numbers(self, span: Span) -> list[int]:
        """The records behind a mark."""
        there = (
            one for one in self.records if one.span.start < span.end and max(one.span.end, one.span.start + 1) > span.start
        )  # fmt: skip
        return [one.number for one in there if one.number is not None]


@dataclass(frozen=True)
class Seen:
    """The lanes of a stretch as at `now`, and the first instant there is anything."""

    span: Span
    now: int
    begins: int
    lanes: tuple[Lane, ...]


def read(session: Session, span: Span | None) -> Seen:
    """Everything inside a stretch (None = the last weeks); by the outage report's own time."""
    from stpdesk.reports.taking import context

    now = seconds_of(session.clock())
    span = span or Span(now - RECENT, now + AHEAD)
    first, last = day_of(span.start), day_of(span.end - 1)
    with session.park.reading() as db:
        around = context(session.park, db, session.clock(), Month.of(session.today))
        figures = around.reliability(min(first, session.today), min(last, session.today))
        begins = _begins(figures, around.terms.park.outages_from)
        return Seen(span, now, begins, tuple(_lanes(figures, span)))


def _begins(figures: Reliability, since: date | None) -> int:
    """Ten years ago, or when records begin if that is longer ago."""
    from stpdesk.core.civil import midnight

    decade = midnight(day_of(figures.now) - DECADE)
    return min(midnight(since), decade) if since else decade


def _lanes(figures: Reliability, span: Span) -> Iterable[Lane]:
    """Power first, as tenants had it, every link, then runs and what was announced."""
    time, log = figures.time, figures.time.log
    known = Span(max(span.start, figures.window.start), min(span.end, figures.window.end))
    counted = [known] if known.seconds > 0 else []
    grid = tuple(one for one in log.outages if one.service == POWER and one.whole_park)
    yield _feed(POWER, tr("Power"), time.grid, time.grid_unknown, counted, grid)
    yield _feed("tenants", tr("At tenants"), time.tenants, time.grid_unknown, counted, grid)
    for one in time.links:
        code = one.link.code
        mine = tuple(
            out for out in log.outages
            if out.service == INTERNET and out.whole_park and out.link_id in {None, one.link.id}
        )  # fmt: skip
        dark = difference(one.not_known_up, one.down)
        yield _feed(
            f"link {code}", code or tr("Internet"), one.down, dark, intersection(one.service, counted), mine
        )
    parts = tuple(one for one in log.outages if not one.whole_park)
    if parts:
        down = intersection(union(one.span for one in parts), counted)
        yield Lane(
            "units", tr("Some units"), FEED, down, records=parts
        )  # nobody says that all others were up
    for source, name in ((GENERATOR, tr("Generator")), (UPS, tr("UPS"))):
        runs = union(run.span for run in log.runs if run.source == source)
        if runs or source == GENERATOR:
            yield Lane(source, name, WORK, clip(_closed(runs, figures.now), span), counted=counted)
    yield Lane("announced", tr("Announced"), PLAN, clip(announced(log.schedule, POWER, span), span))


def _feed(
    key: str, name: str, down: Spans, unknown: Spans, counted: Spans, records: Sequence[Outage]
) -> Lane:
    """A lane of what is up or out, inside the time that is counted."""
    return Lane(
        key, name, FEED, intersection(down, counted), intersection(unknown, counted), counted, tuple(records)
    )


def _closed(spans: Spans, now: int) -> Spans:
    """What lasts still lasts up to now."""
    return [Span(one.start, now) if one.end >= FOREVER else one for one in spans if one.start < now]
