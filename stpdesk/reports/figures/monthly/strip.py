"""Availability day by day: the grid, power at tenants, each link, the internet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from stpdesk.core.breakdown import by_day
from stpdesk.core.civil import days_between, midnight
from stpdesk.core.money import half_up
from stpdesk.core.months import DAY
from stpdesk.core.spans import Span, Spans, clip, difference, intersection, minutes
from stpdesk.reports.figures.monthly.sentences import shown
from stpdesk.reports.figures.monthly.summary import DayCell, Lane, Strip
from stpdesk.reports.figures.monthly.taken import Taken, as_pct, percent

NOTE = "Minutes without service each day, darker = longer; blank = none"
UNKNOWN, NOT_COUNTED, MISSED = (
    ", hatched or ? = nobody could tell",
    ", · = does not count",
    "; ▼ = below target",
)
BLANK, OUTSIDE = "", "·"


def strip(taken: Taken) -> Strip:
    """The lanes of the month; a park with one link has no lane for it beside the internet's."""
    time, park = taken.services.time, taken.terms.park
    times = taken.services.counted([taken.services.window])
    power, internet = percent(park.power_target_pct), percent(park.internet_target_pct)
    days = tuple(days_between(taken.month.first, taken.month.last))
    unknown = time.grid_unknown
    lanes = [
        _lane("grid", "Grid", days, times, (time.grid, time.grid_planned, unknown), as_pct(taken.power.grid.available)),
        _lane("tenants", "Power at tenants", days, times, (time.tenants, time.grid_planned, unknown), taken.power_pct, power),
    ]  # fmt: skip
    for one in taken.internet.links if len(time.links) > 1 else ():
        link = one.time
        served = taken.services.counted(link.service)
        spans = (link.down, link.planned, difference(link.not_known_up, link.down))
        lanes.append(
            _lane(
                f"link:{link.link.code}", link.link.code, days, served, spans, as_pct(one.figures.available)
            )
        )
    served = taken.services.counted(time.in_service)
    spans = (time.internet, time.internet_planned, time.internet_unknown)
    lanes.append(_lane("internet", "Internet", days, served, spans, taken.internet_pct, internet))
    return Strip(days, tuple(lanes), _note(lanes))


def _note(lanes: Sequence[Lane]) -> str:
    """How the strip is read: of its marks those that stand in it."""
    cells = [cell for lane in lanes for cell in lane.cells]
    marks = [
        UNKNOWN if any(cell.unknown for cell in cells) else "",
        NOT_COUNTED if any(cell.shown == OUTSIDE for cell in cells) else "",
        MISSED if any(lane.missed for lane in lanes) else "",
    ]
    return f"{NOTE}{''.join(marks)}."


def _lane(
    key: str, name: str, days: Sequence[date], times: Spans, spans: tuple[Spans, Spans, Spans], pct: float | None,
    target: float | None = None,
) -> Lane:  # fmt: skip
    """One lane: its time that counts; down, planned and unknown in it."""
    down = intersection(spans[0], times)
    found = [by_day(part) for part in (down, intersection(down, spans[1]), intersection(spans[2], times))]
    cells = tuple(_cell(day, times, found) for day in days)
    missed = target is not None and pct is not None and pct < target
    return Lane(key, name, cells, pct, shown(pct, 2), target, missed)


def _cell(day: date, times: Spans, found: Sequence[Mapping[date, int]]) -> DayCell:
    """One day of a lane."""
    if not clip(times, Span(midnight(day), midnight(day + DAY))):
        return DayCell(None, None, None, OUTSIDE)
    down, planned, unknown = (part.get(day, 0) for part in found)
    return DayCell(minutes(down), minutes(planned), minutes(unknown), _told(down, unknown))


def _told(down: int, unknown: int) -> str:
    """What the field says."""
    if down:
        return str(half_up(down, 60)) if down >= 30 else "<1"
    return "?" if unknown >= 60 else BLANK
