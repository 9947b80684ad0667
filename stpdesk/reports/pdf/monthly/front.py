"""The first page: what matters most in a sentence, eight figures, occupancy, ageing, availability, what PSEB is asked for.

Charts and rows grow until the page is full.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from enum import Enum

from stpdesk.reports.figures.imprint import Imprint
from stpdesk.reports.figures.monthly import summary as told
from stpdesk.reports.figures.monthly.document import NOTHING, Monthly
from stpdesk.reports.figures.written import DASH, month_name, number, short_day, whole
from stpdesk.reports.pdf.blocks import Beside, Heading, Stack, Words
from stpdesk.reports.pdf.charts.ageing import Ageing, Bar
from stpdesk.reports.pdf.charts.kpi import Kpi, Tone
from stpdesk.reports.pdf.charts.line import Line
from stpdesk.reports.pdf.charts.matters import Matter, matters, narrow
from stpdesk.reports.pdf.charts.owing import Owing, Row
from stpdesk.reports.pdf.charts.strip import Day, Lane, Strip
from stpdesk.reports.pdf.flow import Block, Flow
from stpdesk.reports.pdf.styles import BODY, HEADLINE, MUTED
from stpdesk.reports.pdf.tabular import Tabular

ACROSS = 4
"""Figures of the month in a row."""

ATTENTION, OWING = "Needs PSEB's attention", "Who owes most"

TONES = {
    told.Direction.GOOD: Tone.WELCOME,
    told.Direction.BAD: Tone.UNWELCOME,
    told.Direction.NEUTRAL: Tone.NEUTRAL,
}


@dataclass(frozen=True, slots=True)
class Size:
    """How generously the page is laid out: heights of charts and of a row of days, of who owes, gaps between blocks."""

    chart: float
    row: float
    owing: float
    gap: float


SNUG, AMPLE = Size(74, 11.4, 74, 6.5), Size(150, 19, 104, 20)

BESIDE = (0.54, 0.46)
"""Shares of who owes, and of what PSEB is asked for."""


class Asked(Enum):
    """How the matters stand on the page: beside who owes, close there, as a table that may go to the next; under it if none."""

    UNDER = "under"
    BESIDE = "beside"
    CLOSE = "close"
    TABLE = "table"


def add_summary(flow: Flow, made: Monthly, title: str, imprint: Imprint | None) -> None:  # noqa: ARG001  # as every section
    """The page; its title is the headline."""
    asked = next((way for way in _ways(made) if _high(flow, made, SNUG, way) <= flow.room), Asked.TABLE)
    size = _size(flow, made, asked)
    *above, last = _blocks(made, size, asked)
    for at, block in enumerate(above):
        flow.add(block, gap=size.gap if at else 0)
    flow.mark(OWING, 1)
    if asked is not Asked.TABLE:
        flow.mark(ATTENTION, 1)
    flow.add(last, gap=size.gap)
    if asked is Asked.TABLE:
        flow.mark(ATTENTION, 1)
        flow.hold(Heading(ATTENTION), gap=size.gap)
        flow.add_rows(_attention(made))


def _ways(made: Monthly) -> tuple[Asked, ...]:
    """How the matters may stand, the best first: a column with a sentence alone would leave half of the row empty."""
    none = not made.summary.attention and bool(made.summary.owing.rows)
    return (*((Asked.UNDER,) if none else ()), Asked.BESIDE, Asked.CLOSE)


def _high(flow: Flow, made: Monthly, size: Size, asked: Asked) -> float:
    """What the page takes."""
    blocks = _blocks(made, size, asked)
    return sum(block.height(flow.width) for block in blocks) + size.gap * (len(blocks) - 1)


def _size(flow: Flow, made: Monthly, asked: Asked) -> Size:
    """The largest between snug and ample that leaves everything on the page."""
    least, most = (_high(flow, made, size, asked) for size in (SNUG, AMPLE))
    share = min(max((flow.room - least) / (most - least), 0.0), 1.0)
    found = _between(share)
    while share > 0 and _high(flow, made, found, asked) > flow.room:  # the higher column of two decides
        share = max(share - 0.05, 0.0)
        found = _between(share)
    return found


def _between(share: float) -> Size:
    """So far from snug to ample."""
    return Size(
        *(small + share * (large - small) for small, large in zip(astuple(SNUG), astuple(AMPLE), strict=True))
    )


def _blocks(made: Monthly, size: Size, asked: Asked) -> list[Block]:
    """Everything on the page; without the matters where they are a table."""
    said = [Words(made.summary.headline, HEADLINE), *(Words(one, BODY) for one in made.summary.sentences)]
    if made.cover:
        said.append(Words(made.cover, BODY))
    said += [Words(one, MUTED) for one in (made.standing, *made.notices)]
    rows = [
        Beside([_kpi(one) for one in made.summary.kpis[at : at + ACROSS]], gap=18)
        for at in range(0, len(made.summary.kpis), ACROSS)
    ]
    charts = Beside([_occupancy(made, size.chart), _ageing(made, size.chart)])
    owing = _owing(made, size.owing)
    right = _asked(made, close=asked is Asked.CLOSE)
    last = {Asked.TABLE: owing, Asked.UNDER: Stack([owing, right], gap=size.gap)}.get(
        asked, Beside([owing, right], BESIDE)
    )
    return [Stack(said, gap=2), Stack(rows, gap=7), charts, _strip(made, size.row), last]


def _kpi(one: told.Kpi) -> Kpi:
    """A figure of the month; percent stands after it, other units beside its title."""
    after = one.unit == "%"
    return Kpi(
        one.title if after or not one.unit else f"{one.title}, {one.unit}",
        one.shown,
        one.unit if after else "",
        one.changed,
        TONES[one.direction],
        one.note,
        one.targeted or one.basis,
        one.missed,
        one.series,
    )


def _occupancy(made: Monthly, high: float) -> Block:
    """Thirteen months of occupancy, every third named and both ends with their year."""
    found = made.summary.occupancy
    count = len(found.points)
    labels = [
        f"{month_name(point.month)[:3]} {point.month.year}"
        if at in {0, count - 1}
        else month_name(point.month)[:3]
        if at % 3 == 0
        else ""
        for at, point in enumerate(found.points)
    ]
    line = Line(labels, [point.pct for point in found.points], found.target, high)
    return Stack([Heading("Occupancy, thirteen months", found.note), line])


def _owing(made: Monthly, high: float) -> Block:
    """Who owes most."""
    owing = made.summary.owing
    rows = [
        Row(f"{one.tenant} {one.name}".strip(), whole(one.open), _late(one))
        for one in (*owing.rows, *([owing.others] if owing.others else []))
    ]
    drawn = Owing(rows, NOTHING["debtors"], high, parted=owing.others is not None)
    return Stack([Heading(OWING, owing.note), drawn])


def _late(one: told.Owed) -> str:
    """Days the oldest of it is overdue; of several tenants those of the oldest of all."""
    if not one.days:
        return DASH
    return number(one.days) if one.tenant else f"up to {number(one.days)}"


def _asked(made: Monthly, *, close: bool) -> Block:
    """What PSEB is asked for, in a column."""
    return Stack([Heading(ATTENTION), narrow(_matters(made), NOTHING["attention"], close=close)])


def _ageing(made: Monthly, high: float) -> Block:
    """What is owed, by age."""
    found = made.summary.ageing
    bars = [
        Bar(one.name, one.amount, whole(one.amount), _share(one.share), str(one.items), one.late)
        for one in found.bars
    ]
    total = Bar("Total", found.total, whole(found.total), "", str(found.items))
    return Stack(
        [Heading(f"Receivables by age, {short_day(made.day)}", found.note), Ageing(bars, total, high=high)]
    )


def _share(value: float | None) -> str:
    """`58.2 %`, or a dash."""
    return DASH if value is None else f"{value:.1f} %"


def _strip(made: Monthly, row: float) -> Block:
    """Availability day by day."""
    found = made.summary.strip
    lanes = [
        Lane(
            lane.name,
            [_day(cell) for cell in lane.cells],
            f"{lane.shown} %" if lane.pct is not None else lane.shown,
            lane.missed,
        )
        for lane in found.lanes
    ]
    return Stack([Heading("Availability day by day", found.note), Strip(found.days, lanes, row)])


def _day(cell: told.DayCell) -> Day:
    """One field of it."""
    return Day(cell.down, cell.shown, bool(cell.unknown))


def _matters(made: Monthly) -> list[Matter]:
    """The matters as they are drawn."""
    return [Matter(one.matter, one.since, one.exposure, one.decision) for one in made.summary.attention]


def _attention(made: Monthly) -> Tabular:
    """The matters as a table."""
    return matters(_matters(made), NOTHING["attention"])
