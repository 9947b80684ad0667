"""The monthly report as a workbook, reopened: every sheet, its figures, its charts, how it prints."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from stpdesk.db import settings
from stpdesk.reports.figures.imprint import Imprint, digest
from stpdesk.reports.figures.monthly.document import NOTHING, Monthly
from stpdesk.reports.xlsx.monthly import monthly_xlsx
from tests.actions.conftest import Desk
from tests.reports.months import ODD, busy, opened, plain, report

SHEETS = [
    "Summary", "13 months", "Days", "Space and tenants", "Returns", "Money", "Subsidy claim", "Certificates awaited",
    "Power and internet", "Outages", "Certification", "About",
]  # fmt: skip


@pytest.fixture(scope="module")
def made(empty_park: Path, tmp_path_factory: pytest.TempPathFactory) -> Monthly:
    """The report of October."""
    with opened(empty_park, tmp_path_factory.mktemp("busy") / "park") as desk:
        return report(busy(desk), "2026-10")


@pytest.fixture(scope="module")
def imprint(made: Monthly) -> Imprint:
    """Its identity, frozen once."""
    return Imprint("GLT/monthly/2026-10", digest(made.data), 1, 1_793_500_000)


@pytest.fixture(scope="module")
def book(made: Monthly, imprint: Imprint) -> Any:
    """The workbook reopened."""
    return openpyxl.load_workbook(BytesIO(monthly_xlsx(made, imprint)))


def rows(page: Any) -> list[list[Any]]:
    """The values of a sheet, without blanks at the end of rows."""
    found = []
    for row in page.iter_rows(values_only=True):
        cells = list(row)
        while cells and cells[-1] is None:
            cells.pop()
        found.append(cells)
    return found


def under(page: Any, title: str) -> list[list[Any]]:
    """The rows of a table on a sheet of several: below its caption and heading row, up to a blank one."""
    listed = rows(page)
    at = next(number for number, row in enumerate(listed) if row[:1] == [title])
    found = listed[at + 2 :]
    return found[: next((number for number, row in enumerate(found) if not row), len(found))]


def test_there_is_a_sheet_for_each_section_and_each_long_list(book: Any) -> None:
    assert book.sheetnames == SHEETS


def test_every_sheet_prints_as_wide_as_the_page_with_its_heading_repeated(book: Any) -> None:
    for page in list(book)[:-1]:
        assert page.sheet_properties.pageSetUpPr.fitToPage, page.title
        assert page.page_setup.fitToWidth == 1
        assert page.print_title_rows == "$1:$1"
        assert page.freeze_panes in {"A2", "B2"}


def test_charts_are_excels_own_and_drawn_from_the_cells(book: Any) -> None:
    line, bars, days = book["Summary"]._charts
    assert [type(chart).__name__ for chart in (line, bars, days)] == ["LineChart", "BarChart", "BarChart"]
    assert [series.val.numRef.f for series in line.series] == [
        "'13 months'!$B$2:$B$14",
        "'13 months'!$J$2:$J$14",
    ]
    page = book["Summary"]
    cells = bars.series[0].val.numRef.f.split("!")[1].replace("$", "")
    assert [cell.value for (cell,) in page[cells]] == [0, 183_385.8, 143_800, 0, 0]
    assert [series.val.numRef.f for series in days.series] == [
        f"'Days'!${column}$2:${column}$32" for column in "BCD"
    ]


def test_figures_at_the_bars_have_no_paisa_in_any_program(made: Monthly, imprint: Imprint) -> None:
    with ZipFile(BytesIO(monthly_xlsx(made, imprint))) as file:
        charts = [file.read(name).decode() for name in file.namelist() if name.startswith("xl/charts/chart")]
    (labels,) = [
        chart[chart.index("<dLbls>") : chart.index("</dLbls>")] for chart in charts if "<dLbls>" in chart
    ]
    assert '#,##0" sourceLinked="0"/>' in labels
    assert '<showVal val="1"/><showCatName val="0"/><showSerName val="0"/>' in labels


def test_the_figures_are_numbers(book: Any, made: Monthly) -> None:
    figures = {row[0]: row for row in under(book["Summary"], "Figures of the month")}
    assert figures["Occupancy"][1:3] == [pytest.approx(0.42), pytest.approx(0.6)]
    assert figures["Billed, Rs"][1] == pytest.approx(226_985.80)
    assert figures["Exports, USD"][1] == 6000
    assert plain(figures["Occupancy"][3]) == "−18 points on September"
    assert figures["Occupancy"][5] == "▼ below target"
    assert rows(book["Summary"])[2][0] == made.summary.headline


def test_the_sums_are_values_and_equal_their_columns(book: Any) -> None:
    for page, title, columns in (
        ("Money", "By head", range(1, 7)), ("Money", "Largest debtors", range(1, 7)), ("Space and tenants", "By floor", (1, 2, 4, 5, 6)),
    ):  # fmt: skip
        *listed, total = (row for row in under(book[page], title) if len(row) > 1)
        for at in columns:
            assert sum(row[at] or 0 for row in listed) == pytest.approx(total[at]), (title, at)
    for sheet in book:
        assert not [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_thirteen_months_have_real_dates_and_blanks_for_what_is_unknown(book: Any, made: Monthly) -> None:
    listed = rows(book["13 months"])
    assert listed[0][:2] == ["Month", "Occupancy"]
    assert (listed[1][0], listed[13][0]) == (datetime(2025, 10, 1), datetime(2026, 10, 1))
    assert listed[1][5] is None
    assert listed[13][1] == pytest.approx(0.42)
    assert len(listed) == 14


def test_days_tell_nothing_of_a_day_that_does_not_count(desk: Desk) -> None:
    page = openpyxl.load_workbook(BytesIO(monthly_xlsx(report(busy(desk), "2026-10", "2026-10-10"))))["Days"]
    assert [page.cell(6, 2).value, page.cell(11, 2).value, page.cell(12, 2).value] == [120, 0, None]
    assert rows(page)[32][:2] == ["Total", 120]


def test_names_stay_text_whatever_they_are(book: Any) -> None:
    names = [row[1] for row in rows(book["Returns"])[1:5]]
    assert [name.strip() for name in names] == [name.strip() for name in ODD]
    cell = book["Returns"].cell(2, 2)
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_the_last_sheet_says_what_it_is(book: Any, imprint: Imprint) -> None:
    told = [(row[0], row[1]) for row in rows(book["About"])]
    assert ("Park", "Gilgit STP (Gilgit, GB)") in told
    assert ("Month", "October 2026") in told
    assert ("Number", "GLT/monthly/2026-10, revision 1") in told
    assert ("Data hash (SHA-256)", imprint.digest) in told
    assert sum(1 for name, _ in told if name == "How it was counted") > 5
    assert book.custom_doc_props.names == ["STPDESK"]


def test_the_same_report_gives_the_same_bytes_at_any_time(made: Monthly, imprint: Imprint, book: Any) -> None:
    one = monthly_xlsx(made, imprint)
    assert monthly_xlsx(made, imprint) == one
    dated = datetime.fromtimestamp(imprint.made, UTC).replace(tzinfo=None)
    assert {part.date_time for part in ZipFile(BytesIO(one)).infolist()} == {dated.timetuple()[:6]}
    assert book.properties.created == book.properties.modified == dated


def test_an_empty_park_has_every_sheet_and_says_that_there_is_nothing(desk: Desk) -> None:
    book = openpyxl.load_workbook(BytesIO(monthly_xlsx(report(desk, "2026-09"))))
    assert book.sheetnames == SHEETS
    assert rows(book["Outages"])[1] == [NOTHING["outages"]]
    assert under(book["Money"], "By head")[0] == [NOTHING["heads"]]
    assert under(book["Space and tenants"], "By floor")[0] == [NOTHING["floors"]]


def test_sections_stand_in_the_parks_order(desk: Desk) -> None:
    with desk.session.park.writing() as db:
        settings.save(db, {"section_order": ["money", "summary"]})
    names = openpyxl.load_workbook(BytesIO(monthly_xlsx(report(desk, "2026-09")))).sheetnames
    assert [names[0], names[3], names[6]] == ["Money", "Summary", "Space and tenants"]


def test_an_index_has_as_many_decimals_as_on_paper(book: Any, made: Monthly) -> None:
    page = book["Power and internet"]
    first = next(row[0].row for row in page.iter_rows(max_col=1) if row[0].value == "Index") + 1
    for at, one in enumerate(made.services.indices):
        cell = page.cell(first + at, 2)
        places = len(one.power.partition(".")[2])
        assert (cell.value is None) == (one.power_value is None)
        assert cell.value is None or cell.number_format.partition(".")[2] == "0" * places, one.name
