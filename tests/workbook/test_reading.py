"""What managers really have is read: titles, blanks, other cases, formulas; every fault has its place."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from stpdesk.core.errors import Fault
from stpdesk.core.months import Month
from stpdesk.workbook import reading
from stpdesk.workbook.reading import letters, read
from stpdesk.workbook.spec import SHEETS

if TYPE_CHECKING:
    from tests.workbook.conftest import Build

UNITS: list[object] = ["unit", "sqft"]


def test_a_row_has_every_column_and_no_defaults(build: Build) -> None:
    book = read(build({"Units": [UNITS, ["A-101", 450]]}))
    (row,) = book.rows["Units"]
    assert (row.sheet, row.number) == ("Units", 2)
    assert set(row.cells) == {column.name for column in SHEETS["Units"].columns}
    assert row.cells["unit"] == "A-101"
    assert row.cells["sqft"] == 4_500_000
    assert row.cells["lettable"] is None
    assert set(book.rows) == set(SHEETS) - {"Park"}
    assert not book.faults
    assert not book.notices


def test_typed_values_of_a_real_sheet(build: Build) -> None:
    heads = ["service", "link", "units", "start", "end", "planned", "cause"]
    day = datetime(2026, 6, 5, 10)
    book = read(
        build(
            {"Outages": [heads, ["Power", None, "A-1; A-2", day, "05-06-2026 11:30", "n", "load shedding"]]}
        )
    )
    cells = book.rows["Outages"][0].cells
    assert cells["service"] == "power"
    assert cells["units"] == ("A-1", "A-2")
    assert cells["start"] == datetime(2026, 6, 5, 5, tzinfo=UTC)
    assert cells["end"] == datetime(2026, 6, 5, 6, 30, tzinfo=UTC)
    assert cells["planned"] is False


def test_messy_sheets_are_read(tmp_path: Path) -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.title = " UNITS "
    page["B2"] = "SCO Software Technology Park, Gilgit"
    page.merge_cells("B2:F2")
    page["B3"] = "Units"
    for place, heading in enumerate(["SQFT ", None, "\u00a0Unit", "Remarks", "LETTABLE"], 2):
        page.cell(5, place, heading)
    rows: list[list[object]] = [
        ["1,200", None, 101, "corner", "Y"],
        [None] * 5,
        [" ", None, "\u00a0", "", None],
        [450.5, None, "B-2 ", "", 0],
    ]
    for number, row in enumerate(rows, 7):
        for place, value in enumerate(row, 2):
            page.cell(number, place).value = value  # type: ignore[assignment]
    book.save(tmp_path / "messy.xlsx")
    read_book = read(tmp_path / "messy.xlsx")
    assert not read_book.faults
    found = [
        (row.number, row.cells["unit"], row.cells["sqft"], row.cells["lettable"])
        for row in read_book.rows["Units"]
    ]
    assert found == [(7, "101", 12_000_000, True), (10, "B-2", 4_505_000, False)]
    assert read_book.notices == ["Sheet Units: column “Remarks” is not known; it was left out."]


def test_a_blank_in_a_heading_is_an_underscore(build: Build) -> None:
    book = read(
        build(
            {"Tenants": [["Tenant", "NAME", "Tax  Exempt", "income tax pct"], ["T1", "آغا سافٹ", "yes", 15]]}
        )
    )
    cells = book.rows["Tenants"][0].cells
    assert (cells["name"], cells["tax_exempt"], cells["income_tax_pct"]) == ("آغا سافٹ", True, 150_000)


def test_faults_are_all_collected_with_their_places(build: Build) -> None:
    rows: list[list[object]] = [UNITS, ["A-1", "x"], [None, 10], ["A-2", -1], ["A-3", 5], ["A-4", None]]
    book = read(build({"Units": rows, "Rates": [["lease", "from", "rate"], ["L1", "10-25-2026", 1]]}))
    places = [(fault.sheet, fault.row, fault.column, fault.value) for fault in book.faults]
    assert places == [
        ("Units", 2, "sqft", "x"), ("Units", 3, "unit", None), ("Units", 4, "sqft", "-1"), ("Units", 6, "sqft", None),
        ("Rates", 2, "from", "10-25-2026"),
    ]  # fmt: skip
    assert all(fault.expected.startswith("expected ") for fault in book.faults)
    assert [row.cells["unit"] for row in book.rows["Units"]] == ["A-3"]


def test_missing_headings_are_named(build: Build) -> None:
    book = read(
        build({"Leases": [["lease", "tenant", "start"], ["L1", "T1", "2026-01-01"]], "Units": [["Title"]]})
    )
    assert [str(fault) for fault in book.faults] == [
        "sheet Leases: expected a heading row with units, basis, rate",
        "sheet Units: expected a heading row with unit, sqft",
    ]


@pytest.mark.parametrize("grid", [[], [[" ", None], ["\u00a0"]], [UNITS]])
def test_empty_sheets_are_empty(build: Build, grid: list[list[object]]) -> None:
    book = read(build({"Units": grid}))
    assert (book.rows["Units"], book.faults, book.notices) == ([], [], [])


def test_a_heading_twice_is_a_fault(build: Build) -> None:
    book = read(build({"Units": [["unit", "sqft", " UNIT"], ["A-1", 5, "A-2"]]}))
    assert book.faults == [Fault("Units", 1, "unit", "unit", "expected this heading once")]


def test_two_sheets_of_one_name_are_a_fault(build: Build) -> None:
    book = read(build({"Units": [UNITS], "UNITS ": [UNITS]}))
    assert [str(fault) for fault in book.faults] == ["sheet Units: expected one sheet of this name"]


def test_unknown_sheets_and_stray_columns_are_told(build: Build) -> None:
    book = read(build({"units": [UNITS, ["A-1", 5, "see note"]], "Sheet1": [["anything"]]}))
    assert book.notices == [
        "Sheet “Sheet1” is not known; it was left out.",
        "Sheet Units: column C has values but no heading; they were left out.",
    ]
    assert not book.faults


def test_the_park_sheet_gives_settings(tmp_path: Path) -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.title = "Park"
    settings: list[list[object]] = [
        ["Setting", "Value"], ["CODE", "GLT"], ["invoice day", "1"], ["late_fee_pct", 0.02], ["billing_from", date(2026, 1, 5)],
        ["kind", "freelancing HUB"], ["ntn", 1234567], ["bank", None], ["motto", "Onward"], [None, None],
    ]  # fmt: skip
    for row in settings:
        page.append(row)
    page["B4"].number_format = "0.0%"
    book.save(tmp_path / "park.xlsx")
    found = read(tmp_path / "park.xlsx")
    assert found.settings == {
        "code": "GLT", "invoice_day": 1, "late_fee_pct": 20_000, "billing_from": Month(2026, 1),
        "kind": "freelancing hub", "ntn": "1234567",
    }  # fmt: skip
    assert found.setting_rows["billing_from"] == 5
    assert found.notices == ["Sheet Park: setting “motto” is not known; it was left out."]
    assert not found.faults


def test_faulty_settings_are_told(build: Build) -> None:
    rows: list[list[object]] = [
        ["setting", "value"],
        ["invoice_day", 32],
        ["code", "A"],
        ["code", "B"],
        [None, "stray"],
        ["kind", "palace"],
    ]
    book = read(build({"Park": rows}))
    assert [(fault.row, fault.column, fault.value) for fault in book.faults] == [
        (2, "value", "32"), (4, "setting", "code"), (5, "setting", None), (6, "value", "palace"),
    ]  # fmt: skip
    assert book.faults[0].expected == "invoice_day: expected at most 31"


def test_a_percent_cell_showing_16_is_16(tmp_path: Path) -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.title = "Taxes"
    page.append(["head", "name", "pct", "from"])
    for place, (value, form) in enumerate([(0.16, "0%"), (16, "0"), (0.195, '0.0"x"%'), (0.16, '0"%"')], 2):
        page.append(["rent", f"Tax {place}", value, date(2026, 1, 1)])
        page.cell(place, 3).number_format = form
    book.save(tmp_path / "taxes.xlsx")
    assert [row.cells["pct"] for row in read(tmp_path / "taxes.xlsx").rows["Taxes"]] == [
        160_000,
        160_000,
        195_000,
        1_600,
    ]


def test_a_formula_without_stored_value_is_a_fault(build: Build) -> None:
    book = read(build({"Units": [[*UNITS, "name"], ["A-1", "=1+1"], ["A-2", 5, "=A1"]]}))
    assert [(fault.row, fault.column, fault.value) for fault in book.faults] == [
        (2, "sqft", "formula"),
        (3, "name", "formula"),
    ]
    assert "this formula has none" in book.faults[0].expected


def test_bools_are_no_numbers(build: Build) -> None:
    book = read(build({"Units": [UNITS, ["A-1", True]]}))
    assert book.faults[0].value == "TRUE"


def test_reading_stops_after_a_thousand_faults(build: Build) -> None:
    book = read(build({"Units": [UNITS, *([f"A-{n}", "x"] for n in range(1500))], "Rates": [["lease"]]}))
    assert len(book.faults) == reading.MOST_FAULTS + 1
    assert str(book.faults[-1]) == "sheet Units: reading stopped here after 1,000 faults"


def test_letters_of_columns() -> None:
    assert [letters(place) for place in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]
