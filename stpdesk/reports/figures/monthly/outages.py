"""Power and internet put together: every outage, the indices with their rules, the generator, links compared."""

from __future__ import annotations

from collections.abc import Mapping

from stpdesk.core.breakdown import Told
from stpdesk.core.civil import local
from stpdesk.core.money import ONE
from stpdesk.core.outages import POWER
from stpdesk.core.reliability import Availability, LinkFigures
from stpdesk.core.spans import FOREVER, MINUTE, minutes
from stpdesk.reports.figures import rooms
from stpdesk.reports.figures.monthly import sentences
from stpdesk.reports.figures.monthly.indices import indices
from stpdesk.reports.figures.monthly.services import Generator, LinkRow, OutageRow, Services
from stpdesk.reports.figures.monthly.taken import Taken, as_pct, percent
from stpdesk.reports.figures.outage_log import rules_in_words, told_causes
from stpdesk.reports.figures.plain import Instant
from stpdesk.reports.figures.written import day, sentence

HOUR = 60 * MINUTE
NOT_GIVEN = "not given"
ALL_LINKS = "All together"
LINKS = "Down, unknown and charged minutes of the month; a fault while the grid is down, or just after, is charged to power."


def services(taken: Taken) -> Services:
    """The section."""
    place = rooms.places(unit.code for unit in taken.terms.units.values())
    rows = tuple(_outage(taken, one, place) for one in taken.events)
    return Services(
        _longest(taken, rows), rows, indices(taken), tuple(rules_in_words(taken.services, taken.terms.park.outages_from)),
        _generator(taken), _links(taken), LINKS,
    )  # fmt: skip


def _longest(taken: Taken, rows: tuple[OutageRow, ...]) -> str:
    """Which outage was the longest in the month, and how many were announced; nothing where there was none."""
    if not rows:
        return ""
    most = max(rows, key=lambda one: one.minutes)
    service = most.service[:1].lower() + most.service[1:]
    on = day(max(local(most.start).date(), taken.month.first))
    announced = sum(1 for one in rows if one.planned)
    cause = "" if most.cause == NOT_GIVEN else most.cause
    seconds = most.minutes * MINUTE
    return sentence(sentences.longest(len(rows), service, seconds, on, cause, announced))


def _outage(taken: Taken, one: Told, place: Mapping[str, int]) -> OutageRow:
    """One event; `place` is that of each unit among all."""
    code = next((link.code for link in taken.services.log.links if link.id == one.link_id), None)
    units = rooms.named((taken.terms.units[key].code for key in one.unit_ids), place)
    service = f"Link {code}" if code else "Power" if one.service == POWER else "Internet"
    covered = (
        one.within - one.without if one.service == POWER and not one.unit_ids else None
    )  # by the generator
    return OutageRow(
        service, units or "whole park", Instant(one.event.start),
        None if one.event.end >= FOREVER else Instant(one.event.end), minutes(one.within),
        None if covered is None else minutes(covered), minutes(one.planned), one.tenants,
        ", ".join(told_causes(one)) or NOT_GIVEN, one.sustained, one.event.start < taken.services.window.start,
    )  # fmt: skip


def _generator(taken: Taken) -> Generator:
    """The generator's month; litres only where a run told them."""
    before = taken.history.services[-2]
    runs = [
        run
        for run in taken.services.time.log.runs
        if run.source == "generator" and taken.services.starts_inside(run.span)
    ]
    told = any(run.litres is not None for run in runs)
    seconds, litres = taken.power.generator_seconds, taken.power.litres / ONE if told else None
    hours = seconds / HOUR
    grid = taken.power.grid
    line = sentences.generator(len(runs), seconds, litres, before.generator_seconds, taken.since)
    return Generator(
        len(runs), hours, None if before.generator_seconds is None else before.generator_seconds / HOUR, litres,
        None if before.litres is None else before.litres / ONE, litres / hours if litres and hours else None,
        100 * (grid.down - taken.power.tenant_seconds) / grid.down if grid.down else None, sentence(line),
    )  # fmt: skip


def _links(taken: Taken) -> tuple[LinkRow, ...]:
    """Each link in service in the month, and all of them together."""
    whole = taken.internet
    rows = [_link(taken, one) for one in whole.links if one.time.link.id and one.figures.elapsed]
    target = percent(taken.terms.park.internet_target_pct)
    missed = target is not None and taken.internet_pct is not None and taken.internet_pct < target
    together = _row(
        taken, (ALL_LINKS if rows else "The internet", "", "", "", None), whole.whole, whole.charged,
        as_pct(whole.available_but_power), missed=missed,
    )  # fmt: skip
    return (*rows, together)


def _link(taken: Taken, one: LinkFigures) -> LinkRow:
    """One link's row."""
    link = one.time.link
    mbps = None if link.mbps is None else link.mbps / ONE
    named = (link.code, link.isp or "", link.upstream or "", link.role or "", mbps)
    return _row(taken, named, one.figures, one.charged, as_pct(one.available_but_power), missed=False)


def _row(
    taken: Taken, named: tuple[str, str, str, str, float | None], one: Availability, charged: int,
    but_power: float | None, *, missed: bool,
) -> LinkRow:  # fmt: skip
    """The figures of a feed."""
    window = taken.services.window
    longest = max((event.within(window) for event in (*one.carried_in, *one.events)), default=None)
    return LinkRow(
        *named, len(one.events), minutes(one.down), minutes(charged), minutes(one.unknown), as_pct(one.available), but_power,
        None if longest is None else minutes(longest), None if one.mttr is None else float(one.mttr / MINUTE), missed,
    )  # fmt: skip
