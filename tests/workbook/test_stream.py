"""Cells come out as openpyxl reads them, also from files other programs write oddly."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as running
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from stpdesk.workbook.formats import Shows, moment, shows
from stpdesk.workbook.index import index
from stpdesk.workbook.package import opened
from stpdesk.workbook.raw import NO_VALUE, CellError, Share
from stpdesk.workbook.reading import read
from stpdesk.workbook.stream import Numbered, rows

if TYPE_CHECKING:
    from tests.workbook.conftest import Raw

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

values = st.one_of(
    st.integers(-(10**15), 10**15), st.floats(-1e300, 1e300), st.booleans(),
    st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="_=#\ufffe\uffff"), min_size=1),
    st.dates(date(1900, 3, 1)), st.datetimes(datetime(1900, 3, 1)).map(lambda moment: moment.replace(microsecond=0)),
    st.times().map(lambda moment: moment.replace(microsecond=0)), st.none(),
)  # fmt: skip


def streamed(path: Path) -> list[Numbered]:
    """All filled rows of a workbook's first sheet."""
    with opened(path) as package:
        book = index(package)
        book.load_texts(package)
        return list(rows(package, book.sheets[0][1], book.meaning))


@running(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.lists(st.lists(values, max_size=6), max_size=6))
def test_cells_come_out_as_openpyxl_reads_them(tmp_path: Path, grid: list[list[object]]) -> None:
    path = tmp_path / "grid.xlsx"
    book = Workbook(write_only=True)
    page = book.create_sheet("Units")
    for row in grid:
        page.append(row)
    book.save(path)
    expected = {
        (cell.row, cell.column): cell.value
        for row in load_workbook(path)["Units"].iter_rows()
        for cell in row
        if cell.value is not None
    }
    found = {(number, place): raw for number, cells in streamed(path) for place, raw in cells}
    assert found == expected


def sheet(*lines: str, before: str = "", tag: str = "") -> str:
    """A sheet's XML."""
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{"".join(lines)}</sheetData>{tag}</worksheet>'


def test_shared_texts_with_formats_and_reading_aids(by_hand: Raw) -> None:
    texts = (
        "<si><t>plain</t></si><si><r><t>two </t></r><r><t>runs</t></r><rPh><t>aid</t></rPh></si><si><t/></si>"
    )
    cells = "".join(f'<c r="{letter}1" t="s"><v>{number}</v></c>' for number, letter in enumerate("ABC"))
    assert streamed(by_hand(sheet(f"<row>{cells}</row>"), texts=texts)) == [
        (1, [(1, "plain"), (2, "two runs")])
    ]


def test_texts_in_the_cell_and_escapes(by_hand: Raw) -> None:
    inline = '<c t="inlineStr"><is><r><t>a </t></r><r><t>b</t></r><rPh><t>aid</t></rPh></is></c>'
    escaped = '<c t="str"><v>one_x000A_two _x005F_x0041_</v></c>'
    assert streamed(by_hand(sheet(f"<row>{inline}{escaped}</row>"))) == [
        (1, [(1, "a b"), (2, "one\ntwo _x0041_")])
    ]


def test_formulas_with_and_without_stored_values(by_hand: Raw) -> None:
    stored = '<c r="A1"><f>B1</f><v>5</v></c><c r="B1" t="str"><f>""</f><v></v></c>'
    lost = '<c r="C1"><f>B1</f></c><c r="D1"><f>B1</f><v/></c><c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    ((_, cells),) = streamed(by_hand(sheet(f"<row>{stored}{lost}</row>")))
    assert cells == [(1, 5), (3, NO_VALUE), (4, NO_VALUE), (5, "#DIV/0!")]
    assert isinstance(cells[3][1], CellError)


def test_no_dimension_no_references_no_row_numbers(by_hand: Raw) -> None:
    line = "<row><c/><c><v>{}</v></c></row>"
    assert streamed(by_hand(sheet(line.format(1), line.format(2)))) == [(1, [(2, 1)]), (2, [(2, 2)])]


def test_a_wrong_dimension_hides_nothing(by_hand: Raw) -> None:
    cells = '<row r="2"><c r="A2" t="str"><v>unit</v></c><c r="C2" t="str"><v>sqft</v></c></row>'
    data = '<row r="7"><c r="A7" t="str"><v>A-1</v></c><c r="C7"><v>5</v></c></row>'
    book = read(by_hand(sheet(cells, data, before='<dimension ref="A1"/>')))
    assert [(row.number, row.cells["unit"]) for row in book.rows["Units"]] == [(7, "A-1")]


def test_prefixed_names_and_tails_nobody_knows(by_hand: Raw) -> None:
    cells = '<x:row r="1"><x:c r="B1" t="inlineStr"><x:is><x:t>unit</x:t></x:is></x:c></x:row>'
    tail = '<x:extLst><x:ext uri="{none}"><x:c r="A1"/></x:ext></x:extLst>'
    whole = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{cells}</x:sheetData>{tail}</x:worksheet>'
    assert streamed(by_hand(whole)) == [(1, [(2, "unit")])]


def test_formatted_cells_and_rows_are_not_filled(by_hand: Raw) -> None:
    empty = '<row r="1" s="3"><c r="A1" s="1"/><c r="B1"/></row><row r="2"/>'
    mixed = '<row r="3"><c r="A3" s="1"/><c r="B3"><v>7</v></c></row>'
    assert streamed(by_hand(sheet(empty, mixed))) == [(3, [(2, 7)])]


def test_styles_make_dates_and_percent(by_hand: Raw) -> None:
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="dd\\-mm\\-yyyy"/><numFmt numFmtId="165" formatCode="[$Rs-420] #,##0"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="10"/><xf numFmtId="165"/><xf/></cellXfs>'
    )
    cells = "".join(f'<c s="{style}"><v>0.5</v></c>' for style in range(6)) + '<c s="1"><v>46300</v></c>'
    ((_, found),) = streamed(by_hand(sheet(f"<row>{cells}</row>"), styles=styles))
    assert [raw for _, raw in found] == [0.5, time(12), 0.5, 0.5, 0.5, 0.5, datetime(2026, 10, 5)]
    assert [place for place, raw in found if isinstance(raw, Share)] == [3]


def test_dates_of_the_1904_system(tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = datetime(1904, 1, 1)
    book.worksheets[0].append([date(2026, 10, 5)])
    book.save(tmp_path / "mac.xlsx")
    assert streamed(tmp_path / "mac.xlsx") == [(1, [(1, datetime(2026, 10, 5))])]


def test_dates_as_strict_workbooks_hold_them(by_hand: Raw) -> None:
    cell = '<c t="d"><v>2026-10-05T14:30:00</v></c><c t="b"><v>1</v></c>'
    assert streamed(by_hand(sheet(f"<row>{cell}</row>"))) == [
        (1, [(1, datetime(2026, 10, 5, 14, 30)), (2, True)])
    ]


def test_numbers_beyond_excel_are_errors_of_their_cell(by_hand: Raw) -> None:
    ((_, cells),) = streamed(
        by_hand(sheet("<row><c><v>1e999</v></c><c><v>-1E400</v></c><c><v>NaN</v></c></row>"))
    )
    assert all(isinstance(raw, CellError) for _, raw in cells)


def test_an_endless_text_is_cut_not_kept(by_hand: Raw) -> None:
    ((_, cells),) = streamed(by_hand(sheet(f'<row><c t="str"><v>{"x" * 6_000_000}</v></c></row>')))
    assert len(str(cells[0][1])) < 5_000_000


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("General", Shows.NUMBER), ("0.00", Shows.NUMBER), ("#,##0.00", Shows.NUMBER), ('"Rs" #,##0', Shows.NUMBER),
        ("Rs #,##0", Shows.NUMBER), ("R\\s #,##0", Shows.NUMBER), ("[$₨-420] #,##0.00;[Red]-0", Shows.NUMBER), ("@", Shows.NUMBER),
        ("_-* #,##0.00_d", Shows.NUMBER), ("yyyy-mm-dd", Shows.DATE), ("dd/mm/yyyy;@", Shows.DATE), ("[h]:mm:ss", Shows.DATE),
        ("mm:ss.0", Shows.DATE), ("[$-409]d-mmm-yy", Shows.DATE), ('d"th" mmm', Shows.DATE), ("0%", Shows.PERCENT),
        ("0.0 %", Shows.PERCENT), ('0"%"', Shows.NUMBER), ("0\\%", Shows.NUMBER),
    ],
)  # fmt: skip
def test_what_formats_show(code: str, expected: Shows) -> None:
    assert shows(code) is expected


def test_serial_numbers() -> None:
    assert moment(0.75) == time(18)
    assert moment(0.999999) == moment(1.0)
    assert moment(1.0) == datetime(1900, 1, 1)
    assert moment(61) == datetime(1900, 3, 1)
    assert moment(46300.9999999) == datetime(2026, 10, 6)
    assert moment(-1) == -1
    assert moment(3e6) == 3e6
