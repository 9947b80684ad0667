"""What is written reads back the same, whatever it is; and the file is whole or not there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as running
from hypothesis import strategies as st
from openpyxl import load_workbook

from stpdesk.core.codes import fold
from stpdesk.core.errors import Refused
from stpdesk.core.months import Month
from stpdesk.workbook.cells import parser
from stpdesk.workbook.excel import excel
from stpdesk.workbook.kinds import Column, Kind
from stpdesk.workbook.raw import Raw
from stpdesk.workbook.reading import read
from stpdesk.workbook.spec import PARK, SHEETS
from stpdesk.workbook.stream import unescape
from stpdesk.workbook.words import code_of, text_of
from stpdesk.workbook.writing import write

letters = st.characters(exclude_categories=["Cs"])
texts = st.one_of(
    st.text(letters, min_size=1),
    st.text("_x0041=+-@#;آ \u00a0\n\t'", min_size=1),
    st.sampled_from(["=1+1", "#N/A", "1e5"]),
)
codes = (
    texts.map(lambda text: text.replace(";", "").replace("؛", "").replace("；", "")).map(code_of).filter(bool)
)
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
instants = st.datetimes(datetime(2010, 1, 1), datetime(2100, 12, 30)).map(
    lambda at: at.replace(microsecond=0, tzinfo=UTC)
)


def unique(found: list[str | None]) -> tuple[str, ...]:
    """Each code once, as a list of codes must have it."""
    return tuple({fold(code): code.replace("\n", " ") for code in found if code}.values())


def typed(column: Column) -> st.SearchStrategy[object]:
    """Any value a column may hold."""
    numbers = st.integers(column.least, column.limit)
    signed = st.integers(-column.limit, column.limit)
    return {
        Kind.TEXT: texts.map(text_of).filter(bool),
        Kind.CODE: codes,
        Kind.CODES: st.lists(codes, min_size=1, max_size=3).map(unique),
        Kind.NAMES: st.lists(codes, min_size=1, max_size=3).map(unique),
        Kind.DATE: days,
        Kind.MONTH: days.map(Month.of),
        Kind.INSTANT: instants,
        Kind.TIME: st.integers(0, 1440),
        Kind.WEEKDAYS: st.sets(st.integers(0, 6), min_size=1).map(lambda found: tuple(sorted(found))),
        Kind.PAISA: numbers,
        Kind.SIGNED_PAISA: signed,
        Kind.E4: numbers,
        Kind.SIGNED_E4: signed,
        Kind.PERCENT: numbers,
        Kind.COUNT: numbers,
        Kind.YESNO: st.booleans(),
        Kind.CHOICE: st.sampled_from(column.choices or ("",)),
    }[column.kind]


def row(name: str) -> st.SearchStrategy[dict[str, object]]:
    """Any row of a sheet."""
    return st.fixed_dictionaries(
        {
            column.name: typed(column) if column.required else st.none() | typed(column)
            for column in SHEETS[name].columns
        }
    )


every_setting = st.fixed_dictionaries({}, optional={column.name: typed(column) for column in PARK.columns})


def as_stored(value: object) -> Raw:
    """What the reader finds where this was written: openpyxl writes 16 digits of a number."""
    if isinstance(value, str):
        return unescape(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(f"{value:.16g}")
    if type(value) is date:
        return datetime(value.year, value.month, value.day)
    return value  # type: ignore[return-value]


@pytest.mark.parametrize("kind", Kind)
@given(st.data())
def test_every_kind_of_value_reads_back_the_same(kind: Kind, data: st.DataObject) -> None:
    column = Column("any", kind, choices=("sqft", "seat") if kind is Kind.CHOICE else ())
    value = data.draw(typed(column))
    assert parser(column)(as_stored(excel(kind, value))) == value


whole = st.tuples(
    every_setting,
    st.fixed_dictionaries({name: st.lists(row(name), max_size=2) for name in SHEETS if name != "Park"}),
)


@running(suppress_health_check=list(HealthCheck), max_examples=8)
@given(whole)
def test_whole_workbooks_read_back_the_same(
    tmp_path: Path, content: tuple[dict[str, object], dict[str, list[dict[str, object]]]]
) -> None:
    settings, rows = content
    write(tmp_path / "book.xlsx", settings, rows)
    book = read(tmp_path / "book.xlsx")
    assert not book.faults
    assert not book.notices
    assert book.settings == settings
    assert {name: [found.cells for found in book.rows[name]] for name in rows} == rows


def test_writing_what_was_read_gives_the_same_cells(tmp_path: Path) -> None:
    cells = {"tenant": "T1", "name": "آغا سافٹ\n(Pvt) Ltd", "tax_exempt": True, "income_tax_pct": 155_000}
    write(tmp_path / "one.xlsx", {"code": "GLT", "billing_from": Month(2026, 1)}, {"Tenants": [cells]})
    book = read(tmp_path / "one.xlsx")
    write(
        tmp_path / "two.xlsx",
        book.settings,
        {name: [row.cells for row in rows] for name, rows in book.rows.items()},
    )
    one, two = (
        {
            (page.title, cell.coordinate): cell.value
            for page in load_workbook(path)
            for line in page
            for cell in line
        }
        for path in (tmp_path / "one.xlsx", tmp_path / "two.xlsx")
    )
    assert one == two


def test_cells_are_real_numbers_and_dates(tmp_path: Path) -> None:
    receipt = {"date": date(2026, 10, 5), "tenant": "101", "cash": 5_737_550}
    run = {"source": "ups", "start": datetime(2026, 10, 5, 9, 30, 15, tzinfo=UTC), "litres": 125}
    write(tmp_path / "book.xlsx", {}, {"Receipts": [receipt], "Runs": [run]})
    book = load_workbook(tmp_path / "book.xlsx")
    page = book["Receipts"]
    assert [page[place].value for place in ("A2", "B2", "D2")] == [datetime(2026, 10, 5), "101", 57375.5]
    assert page["D2"].number_format == "#,##0.00"
    assert book["Runs"]["B2"].value == datetime(2026, 10, 5, 14, 30, 15)
    assert book["Runs"]["E2"].value == 0.0125


def test_a_text_with_an_equals_sign_stays_text(tmp_path: Path) -> None:
    write(tmp_path / "book.xlsx", {}, {"Tenants": [{"tenant": "=1+1", "name": "=cmd()", "contact": "#REF!"}]})
    page = load_workbook(tmp_path / "book.xlsx")["Tenants"]
    assert [(page[place].value, page[place].data_type) for place in ("A2", "B2", "I2")] == [
        ("=1+1", "s"), ("=cmd()", "s"), ("#REF!", "s"),
    ]  # fmt: skip
    assert page["B2"].quotePrefix


def test_an_existing_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_text("old")
    write(path, {"code": "GLT"}, {})
    assert read(path).settings == {"code": "GLT"}
    assert os.listdir(tmp_path) == ["book.xlsx"]  # noqa: PTH208 - names only


def sentence(path: Path) -> str:
    """The sentence writing is refused with; nothing is left behind."""
    before = sorted(path.parent.iterdir()) if path.parent.exists() else []
    with pytest.raises(Refused) as refused:
        write(path, {}, {})
    assert (sorted(path.parent.iterdir()) if path.parent.exists() else []) == before
    return str(refused.value)


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    assert "is a folder" in sentence(tmp_path)
    assert "There is no folder" in sentence(tmp_path / "none" / "book.xlsx")
    (tmp_path / "file").touch()
    with pytest.raises(Refused, match="could not be written"):
        write(tmp_path / "file" / "book.xlsx", {}, {})


@pytest.mark.parametrize(
    ("owner", "words"), [(True, "is open in Excel"), (False, "another program holds it")]
)
def test_a_file_held_open_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, owner: bool, words: str
) -> None:
    path = tmp_path / "book.xlsx"
    path.write_text("old")
    if owner:
        path.with_name("~$book.xlsx").touch()

    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", denied)
    assert words in sentence(path)
    assert path.read_text() == "old"


def test_rows_that_fail_leave_nothing_behind(tmp_path: Path) -> None:
    def rows() -> Iterator[dict[str, object]]:
        yield {"unit": "A-1", "sqft": 1}
        raise Refused("No more.")

    with pytest.raises(Refused, match="No more"):
        write(tmp_path / "book.xlsx", {}, {"Units": rows()})
    assert not list(tmp_path.iterdir())


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    assert "No space left" in sentence(tmp_path / "book.xlsx")
