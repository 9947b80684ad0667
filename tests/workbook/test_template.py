"""The empty workbook explains itself and, imported untouched, changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from stpdesk.workbook.reading import read
from stpdesk.workbook.spec import LISTS, PARK, READ_ME, SHEETS
from stpdesk.workbook.template import write_template


@pytest.fixture
def template(tmp_path: Path) -> Workbook:
    """The template, opened by openpyxl."""
    write_template(tmp_path / "template.xlsx")
    return load_workbook(tmp_path / "template.xlsx")


def test_the_untouched_template_adds_nothing(tmp_path: Path) -> None:
    write_template(tmp_path / "template.xlsx")
    book = read(tmp_path / "template.xlsx")
    assert not any(book.rows.values())
    assert (book.settings, book.faults, book.notices) == ({}, [], [])


def test_every_heading_is_there_with_a_note_and_stays_in_sight(template: Workbook) -> None:
    assert template.sheetnames == [READ_ME, *SHEETS, LISTS]
    assert template[LISTS].sheet_state == "hidden"
    for sheet in SHEETS.values():
        page = template[sheet.name]
        assert page.freeze_panes == "A2"
        heads = page["A"][1:] if sheet is PARK else page[1]
        assert [cell.value for cell in heads] == [column.name for column in sheet.columns]
        for cell, column in zip(heads, sheet.columns, strict=True):
            assert cell.comment is not None
            assert cell.comment.text.startswith("Required." if column.required else "May stay blank.")


def test_choices_and_codes_are_lists(template: Workbook) -> None:
    rules = {
        (page.title, str(rule.sqref)): (rule.formula1, rule.errorStyle)
        for page in template.worksheets
        for rule in page.data_validations.dataValidation
    }
    assert rules["Leases", "B2:B5000"] == ("Tenants!$A$2:$A$5000", "warning")
    source, style = rules["Leases", "F2:F5000"]
    assert style == "stop"
    assert [cell[0].value for cell in template[LISTS][source.partition("!")[2]]] == ["sqft", "seat", "fixed"]
    assert rules["Park", "B7"][1] == "stop"
    assert rules["Units", "E2:E5000"][1] == "warning"
    assert ("Leases", "C2:C5000") not in rules


def test_a_filled_template_is_read(tmp_path: Path, template: Workbook) -> None:
    template["Park"]["B2"] = "GLT"
    template["Units"].append(["A-101", None, 1, None, "office", 450])
    template.save(tmp_path / "filled.xlsx")
    book = read(tmp_path / "filled.xlsx")
    assert book.settings == {"code": "GLT"}
    assert [row.cells["floor"] for row in book.rows["Units"]] == ["1"]
    assert not book.faults
