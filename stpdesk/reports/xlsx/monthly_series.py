"""Two sheets that the monthly workbook's charts are drawn from: thirteen months, and the days of the month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from stpdesk.reports.figures.decimals import of_column
from stpdesk.reports.figures.monthly.document import Monthly
from stpdesk.reports.figures.monthly.summary import Kpi
from stpdesk.reports.figures.plain import Measured
from stpdesk.reports.figures.table import Cell, Heading
from stpdesk.reports.figures.written import month as written_month
from stpdesk.reports.xlsx.page import Pen, heading, print_setup

MONTH_FORMAT = "mmm yyyy"
FINE = "0.00%"
"""Of power and internet: hundredths of a percent are hours."""

NONE = '0;-0;"–"'
"""A day without a minute: a dash, for a blank is a day that does not count."""

_FINE = frozenset({"power", "internet"})


def percent_or_number(page: Any, one: Kpi, value: Measured | None) -> Any:
    """A cell of a figure's kind; None for what is not known."""
    return Pen(page, one.kind).cell(value, shown_as=FINE if one.key in _FINE else None)


def months_sheet(book: Any, made: Monthly) -> Any:
    """Every figure in thirteen months, with the target of occupancy beside it; unknown months are blank."""
    page = book.create_sheet("13 months")
    told = made.summary
    heads = [
        Heading("Month"),
        *(Heading(_named(one), one.kind) for one in told.kpis),
        Heading("Target", Cell.PERCENT),
    ]
    _begin(
        page,
        heads,
        [11, *[13] * (len(heads) - 1)],
        f"13 months · {written_month(made.month)}",
        made.park_name,
    )
    target = Pen(page, Cell.PERCENT)
    for at, month in enumerate(told.months):
        cells = [percent_or_number(page, one, one.series[at]) for one in told.kpis]
        page.append([_dated(page, month.first, MONTH_FORMAT), *cells, target.cell(told.occupancy.target)])
    return page


def _named(one: Kpi) -> str:
    """A column's heading."""
    return f"{one.title} {one.unit}" if one.unit not in {"", "%"} else one.title


def days_sheet(book: Any, made: Monthly) -> Any:
    """Minutes of every day, a column a lane; blank where a day does not count; totals and availability below."""
    page = book.create_sheet("Days")
    told = made.summary.strip
    doubtful = [lane for lane in told.lanes if lane.key in _UNKNOWN]
    heads = [Heading("Day"), *(Heading(f"{lane.name}, minutes without", Cell.MINUTES) for lane in told.lanes)]
    heads += [Heading(f"{lane.name}, minutes nobody could tell", Cell.MINUTES) for lane in doubtful]
    _begin(
        page,
        heads,
        [13, *[16] * (len(heads) - 1)],
        f"Minutes without service · {written_month(made.month)}",
        made.park_name,
    )
    lanes = [[_whole(cell.down) for cell in lane.cells] for lane in told.lanes]
    lanes += [[_whole(cell.unknown) for cell in lane.cells] for lane in doubtful]
    pens = [Pen(page, Cell.MINUTES, of_column(Cell.MINUTES, lane)) for lane in lanes]
    for at, day in enumerate(told.days):
        cells = [
            pen.cell(lane[at], shown_as=None if lane[at] else NONE)
            for pen, lane in zip(pens, lanes, strict=True)
        ]
        page.append([_dated(page, day, "d mmm yyyy"), *cells])
    last = get_column_letter(len(told.lanes) + 1)
    rule = ColorScaleRule(  # type: ignore[no-untyped-call]  # the stub says nothing of it
        start_type="num", start_value=0, start_color="FFFFFF", end_type="max", end_color="D97706"
    )
    page.conditional_formatting.add(f"B2:{last}{len(told.days) + 1}", rule)
    sums = [sum(cell.down or 0 for cell in lane.cells) for lane in told.lanes]
    sums += [sum(cell.unknown or 0 for cell in lane.cells) for lane in doubtful]
    page.append(_below(page, "Total", sums, Cell.MINUTES))
    page.append(_below(page, "Availability", [lane.pct for lane in told.lanes], Cell.PERCENT))
    page.append(_below(page, "Target", [lane.target for lane in told.lanes], Cell.PERCENT))
    return page


_UNKNOWN = ("grid", "internet")
"""Lanes beside which the minutes nobody could tell of stand."""


def _whole(value: float | None, kind: Cell = Cell.MINUTES) -> float | None:
    """Minutes to a tenth; a percentage as it is."""
    return round(value, 1) if value is not None and kind is Cell.MINUTES else value


def _begin(page: Any, heads: Sequence[Heading], widths: Sequence[float], title: str, park: str) -> None:
    """Widths, frozen heading row and first column, print set-up, the heading row."""
    for at, wide in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(at)].width = wide
    page.row_dimensions[1].height = 45
    page.freeze_panes, page.print_title_rows = "B2", "1:1"
    print_setup(page, title, park, wide=sum(widths) > 95)
    page.append([heading(page, head) for head in heads])


def _dated(page: Any, day: Any, shown_as: str) -> Any:
    """A date."""
    cell = WriteOnlyCell(page, day)
    cell.number_format, cell.alignment = shown_as, Alignment(horizontal="left", indent=1)
    return cell


def _below(page: Any, name: str, values: Sequence[float | None], kind: Cell) -> list[Any]:
    """A row under the days, bold, under a rule."""
    shown_as = FINE if kind is Cell.PERCENT else None
    return [
        Pen(page).cell(name, total=True),
        *(Pen(page, kind).cell(_whole(value, kind), total=True, shown_as=shown_as) for value in values),
    ]
