"""Tabular reports as workbooks, reopened."""

from __future__ import annotations

import errno
import os
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stpdesk.core.errors import Refused
from stpdesk.core.money import Paisa, lakh
from stpdesk.reports.figures.table import Cell, Heading, Report, Table
from stpdesk.reports.xlsx import streamed
from stpdesk.reports.xlsx.book import finished, new_book
from stpdesk.reports.xlsx.cells import lakh_format
from stpdesk.reports.xlsx.page import Pen
from stpdesk.reports.xlsx.tables import report_xlsx, sheet_names, write_report
from tests.reports import sheets


def reopened(report: Report) -> Any:
    """The workbook as openpyxl reads it."""
    return openpyxl.load_workbook(BytesIO(report_xlsx(report)))


def cells(report: Report) -> list[list[tuple[object, str, str]]]:
    """Every cell of every sheet: value, type, number format."""
    return [
        [(cell.value, cell.data_type, cell.number_format) for row in page.iter_rows() for cell in row]
        for page in reopened(report)
    ]


def test_numbers_and_dates_are_real() -> None:
    page = reopened(sheets.every_kind())["Every kind"]
    text, money, exact, count, share, day, usd, minutes, moment, figure = next(
        page.iter_rows(min_row=2, max_row=2)
    )
    assert (text.value, text.data_type) == ("=1+1", "s")
    assert (money.value, money.number_format) == (12345678.9, r"##\,##\,##\,##0.00")
    assert (exact.value, exact.number_format) == (12.3456, "#,##0.0000")
    assert (count.value, count.number_format) == (123456, r"##\,##\,##0")
    assert share.value == pytest.approx(0.9244)
    assert share.number_format == "0.0%"
    assert day.value == datetime(2026, 10, 5)
    assert usd.value == 7.5
    assert (minutes.value, minutes.number_format) == (54.6, "#,##0.0")
    assert moment.value == datetime(2026, 9, 21, 19, 13, 20)
    assert (figure.value, figure.number_format) == (99.72222, "#,##0.00")
    negative = [cell.value for cell in page[4]]
    assert negative[1:3] == [-99999.5, -10.5]
    assert page.cell(4, 2).number_format == "#,##0.00"


def test_every_cell_holds_its_own_value() -> None:
    report = sheets.ageing(40)
    page = reopened(report)["Ageing"]
    for row, read in zip(report.tables[0].rows, page.iter_rows(min_row=2, values_only=True), strict=False):
        assert list(read) == [value / 100 if isinstance(value, int) else value for value in row]


def test_a_list_holds_what_openpyxl_would_write_cell_by_cell() -> None:
    table = sheets.every_kind().tables[0]
    values = [
        *table.rows,
        *[[-value if isinstance(value, int) else value for value in row] for row in table.rows],
    ]
    book = new_book("Both", None)
    own, listed = book.create_sheet("own"), streamed.sheet(book, "listed")
    pens = [[Pen(page, head.kind) for head in table.headings] for page in (own, listed)]
    for number, row in enumerate(values, start=1):
        own.append([pen.cell(value) for pen, value in zip(pens[0], row, strict=True)])
        listed.put(
            number,
            [
                pen.xml(value, f"{letter}{number}")
                for pen, letter, value in zip(pens[1], "ABCDEFGHIJ", row, strict=True)
            ],
        )
    read = openpyxl.load_workbook(BytesIO(finished(book)))
    found = [
        [(cell.value, cell.data_type, cell.style_id) for row in read[name].iter_rows() for cell in row]
        for name in ("own", "listed")
    ]
    assert found[0] == found[1]


def test_what_is_not_known_is_blank() -> None:
    page = reopened(sheets.every_kind())["Every kind"]
    assert [cell.value for cell in page[3]] == [None] * 10


def test_totals_are_bold_values() -> None:
    page = reopened(sheets.every_kind())["Every kind"]
    last = page[page.max_row]
    assert [cell.value for cell in last] == [
        "Total",
        12245679.4,
        None,
        123456,
        None,
        None,
        7.49,
        144.6,
        None,
        None,
    ]
    assert last[0].font.bold
    assert last[1].font.bold
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)


def test_headings_are_frozen_repeated_and_filtered() -> None:
    page = reopened(sheets.ageing(30))["Ageing"]
    assert page.freeze_panes == "A2"
    assert page.print_title_rows == "$1:$1"
    assert page.auto_filter.ref == "A1:F31"
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.page_setup.paperSize == 9
    assert page["A1"].font.bold


def test_a_wide_sheet_prints_on_its_side() -> None:
    assert reopened(sheets.wide())["Wide"].page_setup.orientation == "landscape"
    assert reopened(sheets.every_kind())["Outages"].page_setup.orientation == "portrait"


def test_columns_are_wide_enough_for_their_figures() -> None:
    page = reopened(sheets.wide())["Wide"]
    assert page.column_dimensions["B"].width >= len(lakh(Paisa(10**11))) + 2


def test_a_wrapped_name_makes_its_row_higher() -> None:
    page = reopened(sheets.ageing(6))["Ageing"]
    assert page["B7"].alignment.wrap_text
    assert page.row_dimensions[7].height == 30
    assert page.row_dimensions[2].height is None


@pytest.mark.parametrize(
    "said", ["=cmd()", "+1", "-1", "@x", "#N/A", "12", "1,000", "2026-10-05", "true", "<b>&", "آغا خان"]
)
def test_user_text_stays_text(said: str) -> None:
    report = sheets.report(
        Table("T", [Heading(said), Heading("Rs", Cell.MONEY)], [[said, said]], [said, None])
    )
    page = reopened(report)["T"]
    for cell in (page["A1"], page["A2"], page["B2"], page["A3"]):
        assert (cell.value, cell.data_type) == (said, "s")


def test_control_characters_are_left_out() -> None:
    report = sheets.report(Table("T\x00", [Heading("a\x01b")], [["x\x02y"]]))
    page = reopened(report).worksheets[0]
    assert (page["A1"].value, page["A2"].value) == ("ab", "xy")


def test_an_empty_table_says_so() -> None:
    page = reopened(sheets.every_kind())["Outages"]
    assert page["A2"].value == "No events."


def test_about_tells_park_day_and_notes() -> None:
    page = reopened(sheets.ageing(2))["About"]
    told = {row[0].value: row[1].value for row in page.iter_rows()}
    assert told == {
        "Document": "Ageing",
        **dict(sheets.ABOUT),
        "Ageing": "Advances are not part of the total.",
    }


def test_the_same_report_gives_the_same_cells() -> None:
    assert cells(sheets.every_kind()) == cells(sheets.every_kind())


def test_sheet_names_are_ones_excel_takes() -> None:
    titles = [
        "Ageing",
        "AGEING",
        "",
        "a/b:c*?[d]",
        "About",
        "History",
        "'quoted'",
        "x" * 40,
        "x" * 40,
        "آغا خان",
    ]
    names = sheet_names(titles)
    assert names == [
        "Ageing", "AGEING 2", "Table", "a b c   d", "About 2", "History 2", "quoted", "x" * 31, "x" * 29 + " 2", "آغا خان",
    ]  # fmt: skip


@given(st.lists(st.text(max_size=50), max_size=12))
def test_any_titles_give_different_names(titles: list[str]) -> None:
    names = sheet_names(titles)
    assert len({name.casefold() for name in names}) == len(titles)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def as_shown(amount: int, code: str) -> str:
    """What a spreadsheet shows of an amount in paisa with one of our formats."""
    digits = [*str(abs(amount) // 100)]
    whole = code.removesuffix(".00")
    shown = ""
    if whole == "#,##0":
        shown = f"{abs(amount) // 100:,}"
    else:
        for mark in reversed(whole.replace("\\,", ",")):
            if mark == ",":
                shown = "," + shown
            elif digits:
                shown = digits.pop() + shown
        shown = "".join(digits) + shown
    return f"{'−' if amount < 0 else ''}{shown}.{abs(amount) % 100:02d}"


@given(
    st.one_of(
        st.integers(-(10**14), 10**14),
        st.integers(9_999_950, 10_000_050),
        st.integers(-10_000_050, -9_999_950),
    )
)
def test_the_format_groups_any_amount_in_lakh(amount: int) -> None:
    code = lakh_format(abs(amount) // 100, 2)
    assert ";" not in code
    assert as_shown(amount, code) == lakh(Paisa(amount))


def test_a_target_that_cannot_be_written_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match="does not exist"):
        write_report(sheets.ageing(1), tmp_path / "none" / "a.xlsx")
    target = tmp_path / "a.xlsx"
    write_report(sheets.ageing(1), target)
    old = target.read_bytes()

    def open_in_excel(*_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "replace", open_in_excel)
    with pytest.raises(Refused, match="open in another program"):
        write_report(sheets.ageing(2), target)
    assert target.read_bytes() == old
    assert list(tmp_path.iterdir()) == [target]


def test_dates_stay_dates() -> None:
    report = sheets.report(Table("T", [Heading("Day", Cell.DATE)], [[date(1999, 12, 31)], ["2026"], [None]]))
    page = reopened(report)["T"]
    assert page["A2"].value == datetime(1999, 12, 31)
    assert page["A3"].value == "2026"
