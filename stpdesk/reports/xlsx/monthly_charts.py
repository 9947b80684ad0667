"""The monthly workbook's charts, drawn by Excel from the workbook's own cells."""

from __future__ import annotations

from typing import Any, Literal

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, ParagraphProperties

from stpdesk.reports.figures.monthly.document import Monthly
from stpdesk.reports.xlsx.page import GREEN
from stpdesk.reports.xlsx.stacked import Stacked

AMBER, GREY, RULE_GREY = "D97706", "6B7280", "D1D5DB"
ROWS_HIGH = 15
"""Rows a chart covers."""

LAKH = r"[>=10000000]##\,##\,##\,##0;[>=100000]##\,##\,##0;#,##0"
"""Of amounts that are never negative: an axis has one format for all sizes."""


def place(sheet: Stacked, made: Monthly, months: Any, days: Any, aged: int) -> None:
    """Occupancy and ageing beside each other, the days below, under the sheet's last row."""
    first, last = sheet.row, sheet.columns
    below = first + ROWS_HIGH + 1
    for chart, columns, row in (
        (_occupancy(made, months), (0, 3), first), (_ageing(sheet.page, aged), (3, last), first),
        (_days(made, days), (0, last), below),
    ):  # fmt: skip
        begin, end = (
            AnchorMarker(col=at, row=row - 1 + down) for at, down in zip(columns, (0, ROWS_HIGH), strict=True)
        )
        anchor: Any = TwoCellAnchor(_from=begin, to=end)
        chart.anchor = anchor
        sheet.page.add_chart(chart)
    for _ in range(2 * ROWS_HIGH + 1):
        sheet.put([])


def _occupancy(made: Monthly, page: Any) -> LineChart:
    """Thirteen months with the target as a dashed line; the axis begins below the lowest."""
    told = made.summary
    chart = LineChart()
    target = len(told.kpis) + 2
    rows = len(told.months) + 1
    chart.add_data(Reference(page, min_col=2, min_row=1, max_row=rows), titles_from_data=True)
    _stroke(chart.series[0], GREEN, 28575)
    chart.series[0].marker.symbol, chart.series[0].marker.size = "circle", 5
    chart.series[0].marker.graphicalProperties = GraphicalProperties(solidFill=GREEN)
    if told.occupancy.target is not None:
        chart.add_data(Reference(page, min_col=target, min_row=1, max_row=rows), titles_from_data=True)
        _stroke(chart.series[1], GREY, 15875, "dash")
    chart.set_categories(Reference(page, min_col=1, min_row=2, max_row=rows))
    _framed(chart, "Occupancy, 13 months", "0%")
    chart.x_axis.number_format = "mmm yy"
    known = [point.pct for point in told.occupancy.points if point.pct is not None]
    least = min([*known, told.occupancy.target if told.occupancy.target is not None else 100], default=100)
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = max(0.0, least // 10 * 10 - 10) / 100, 1.0
    return chart


def _ageing(page: Any, first: int) -> BarChart:
    """The five buckets as bars, the youngest at the top."""
    chart = BarChart()
    chart.type, chart.gapWidth = "bar", 60
    chart.add_data(Reference(page, min_col=2, min_row=first - 1, max_row=first + 4), titles_from_data=True)
    chart.set_categories(Reference(page, min_col=1, min_row=first, max_row=first + 4))
    chart.series[0].graphicalProperties = GraphicalProperties(solidFill=GREEN)
    _framed(chart, "Receivables by age, Rs", LAKH)
    chart.x_axis.scaling.orientation = "maxMin"
    chart.legend = None
    chart.dataLabels = _Labels(
        numFmt=LAKH, showVal=True, showSerName=False, showCatName=False, showLegendKey=False
    )
    return chart


class _Labels(DataLabelList):
    """Figures at the bars in a format of their own; unless that is said, LibreOffice takes the cells' with paisa."""

    __elements__ = DataLabelList.__elements__
    __nested__ = DataLabelList.__nested__  # openpyxl does not inherit either

    def to_tree(self, *words: Any, **named: Any) -> Any:
        """As openpyxl writes it, not linked to the cells' format."""
        tree = super().to_tree(*words, **named)
        for part in tree.iter("{*}numFmt"):
            part.set("sourceLinked", "0")
        return tree


def _days(made: Monthly, page: Any) -> BarChart:
    """Minutes without service on each day: the grid, the tenants, the internet."""
    told = made.summary.strip
    chart = BarChart()
    chart.type, chart.gapWidth = "col", 40
    rows = len(told.days) + 1
    for at, lane in enumerate(told.lanes, start=2):
        if not lane.key.startswith("link:"):
            chart.add_data(Reference(page, min_col=at, min_row=1, max_row=rows), titles_from_data=True)
    for series, colour in zip(chart.series, (RULE_GREY, AMBER, GREEN), strict=True):
        series.graphicalProperties = GraphicalProperties(solidFill=colour)
    chart.set_categories(Reference(page, min_col=1, min_row=2, max_row=rows))
    _framed(chart, "Minutes without service, day by day", "#,##0")
    chart.x_axis.number_format = "d"
    return chart


def _stroke(series: Any, colour: str, width: int, dash: Literal["dash"] | None = None) -> None:
    """How a line is drawn; width in English metric units."""
    series.graphicalProperties = GraphicalProperties(
        ln=LineProperties(w=width, solidFill=colour, prstDash=dash)
    )
    series.smooth = False


def _framed(chart: Any, title: str, shown_as: str) -> None:
    """Title, axes with few lines; months nobody knows are gaps."""
    chart.title = title
    chart.title.tx.rich.p[0].pPr = ParagraphProperties(defRPr=CharacterProperties(sz=1200, b=True))
    for run in chart.title.tx.rich.p[0].r:
        run.rPr = CharacterProperties(sz=1200, b=True)
    chart.legend.position = "b"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.number_format, chart.y_axis.majorGridlines.spPr = (
        shown_as,
        GraphicalProperties(ln=LineProperties(solidFill=RULE_GREY, w=6350)),
    )
    chart.x_axis.number_format = chart.x_axis.number_format or "General"
    chart.display_blanks = "gap"
    chart.roundedCorners = False
