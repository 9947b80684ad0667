"""Tabular reports as PDF, read back."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stpdesk.core.money import lakh
from stpdesk.reports.figures.table import Cell, Heading, Report, Table
from stpdesk.reports.pdf import tables
from stpdesk.reports.pdf.flow import LEAST_ROWS
from stpdesk.reports.pdf.tables import report_pdf, write_report
from tests.reports import reading, sheets

REPORTS = {
    "ageing": sheets.ageing(60), "kinds": sheets.every_kind(), "wide": sheets.wide(),
    "nothing": Report("none", "Nothing", {}, [], []), "one": sheets.ageing(1),
}  # fmt: skip


@pytest.fixture(params=REPORTS, scope="module")
def content(request: pytest.FixtureRequest) -> bytes:
    """Each report's PDF."""
    return report_pdf(REPORTS[request.param])


def test_nothing_stands_outside_the_margins(content: bytes) -> None:
    assert reading.outside_margins(content) == []


def test_every_font_is_embedded(content: bytes) -> None:
    assert content.count(b"/FontFile2") == content.count(b"/Type /FontDescriptor") > 0
    assert b"Helvetica" not in content


@pytest.mark.parametrize("name", REPORTS)
def test_the_same_report_gives_the_same_bytes(name: str) -> None:
    assert report_pdf(REPORTS[name]) == report_pdf(REPORTS[name])


def test_every_figure_total_and_fact_is_there() -> None:
    report = REPORTS["ageing"]
    told = reading.text(report_pdf(report))
    table = report.tables[0]
    assert table.totals is not None
    for row in (*table.rows, table.totals):
        assert all(lakh(value) in told for value in row if isinstance(value, int))
    for part in (
        "Ageing",
        "As at",
        "2026-10-31",
        "all tenants",
        "Advances are not part",
        "sample data",
        "آغا خان ڈیجیٹل",
    ):
        assert part in told
    assert "Total" in told


def test_every_page_repeats_the_heading_and_counts() -> None:
    told = reading.pages(report_pdf(REPORTS["ageing"]))
    assert len(told) > 1
    for number, page in enumerate(told, start=1):
        assert "31–60" in page
        assert f"Page {number} of {len(told)}" in page


def test_each_kind_is_written_as_people_read_it() -> None:
    told = reading.text(report_pdf(REPORTS["kinds"]))
    for part in (
        "1,23,45,678.90",
        "−99,999.50",
        "12.3456",
        "−10.5",
        "1,23,456",
        "92.4 %",
        "5 Oct 2026",
        "−0.01",
        "=1+1",
    ):
        assert part in told
    assert told.count("–") >= 7


def test_an_empty_table_says_so() -> None:
    assert "No events." in reading.text(report_pdf(REPORTS["kinds"]))


def test_several_tables_are_bookmarked() -> None:
    assert reading.titles(report_pdf(REPORTS["kinds"])) == ["Every kind", "Outages"]


def test_a_wide_table_lies_on_its_side() -> None:
    for name, on_side in (("wide", True), ("one", False)):
        with pypdfium2.PdfDocument(report_pdf(REPORTS[name])) as document:
            across, high = document[0].get_size()
        assert (across > high) is on_side


def test_title_and_file(tmp_path: Path) -> None:
    write_report(REPORTS["ageing"], tmp_path / "a.pdf")
    told = reading.about((tmp_path / "a.pdf").read_bytes())
    assert told["Title"] == "Ageing, SCO Software Technology Park"


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@settings(max_examples=30)
@given(WORDS, WORDS, st.lists(st.tuples(WORDS, st.integers(-(10**15), 10**15)), max_size=6))
def test_any_words_and_figures_print(title: str, name: str, rows: list[tuple[str, int]]) -> None:
    table = Table(
        title,
        [Heading(name), Heading("Rs", Cell.MONEY)],
        rows,
        (None, sum(row[1] for row in rows)),
        note=name,
    )
    content = report_pdf(
        Report("any", title, {"name": name, "code": name[:12], "city": title}, [(title, name)], [table])
    )
    assert reading.outside_margins(content) == []
    told = reading.text(content)
    assert all(lakh(row[1]) in told for row in rows)


def test_rows_stand_closer_where_that_spares_a_lonely_last_page(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [len(reading.pages(report_pdf(sheets.ageing(count)))) for count in (32, 36, 42)] == [1, 1, 2]
    last = reading.pages(report_pdf(sheets.ageing(37)))[-1]
    assert sum(f"0{row}" in last for row in (34, 35, 36)) == LEAST_ROWS
    monkeypatch.setattr(tables, "CLOSER", ())
    assert len(reading.pages(report_pdf(sheets.ageing(32)))) == 2
