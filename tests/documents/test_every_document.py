"""Every document of every kind, of an empty park, a usual one and a full one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stpdesk.core.money import group_lakh, half_up, lakh
from stpdesk.reports import catalogue
from stpdesk.reports.figures.monthly.document import Monthly
from stpdesk.reports.figures.written import grouped, rounded
from stpdesk.reports.pdf.monthly import section
from tests.reports import drawn, reading

from . import parks
from .papers import PRINTED, WHOLE, Paper, amounts, figures, said, sentences

BEHIND_A_DRAWING = {"series", "change", "by_head", "lines", "tax", "paid_since"}
"""Keys whose amounts a page draws, words, or (of invoices in the register) leaves to the invoices themselves."""

IN_THE_WORKBOOK = {"tenants", "awaited", "ending", "departures", "vacant"}
"""Lists of the monthly report of which many rows are only in its workbook."""

NO_SUM = {"Occupancy"}
"""Columns whose last figure is none."""

ONLY_ON_PAPER = {"rate", "deposit"}
"""Facts above a table: on the sheet About they are texts."""


def without(data: Any, keys: set[str]) -> Any:
    """A JSON without what is under these keys."""
    if isinstance(data, dict):
        return {key: without(value, keys) for key, value in data.items() if key not in keys}
    return [without(one, keys) for one in data] if isinstance(data, list) else data


def test_every_figure_of_the_json_is_on_paper_and_no_other_amount(papers: list[Paper]) -> None:
    for paper in papers:
        known, text = {*amounts(paper.found.data)}, paper.text
        elsewhere = BEHIND_A_DRAWING | (IN_THE_WORKBOOK if is_shortened(paper) else set())
        for amount in {*amounts(without(paper.found.data, elsewhere))} - {0}:
            assert lakh(amount) in text or group_lakh(half_up(abs(amount), 100)) in text
        others = {*PRINTED.findall(text)} - {lakh(amount) for amount in known}
        assert others <= {
            form
            for figure in figures(paper.found.data)
            for form in (f"{figure:.2f}".replace("-", "−"), grouped(rounded(figure, 2), 2))
        }
        told = " ".join(sentences(paper.found.data))
        whole = {one.strip(",") for one in WHOLE.findall(text)} - {*WHOLE.findall(told)}
        assert whole <= {group_lakh(abs(half_up(amount, 100))) for amount in known}


def is_shortened(paper: Paper) -> bool:
    """Whether it is the monthly report of so many tenants that their lists are not printed whole."""
    return isinstance(paper.found, Monthly) and len(paper.found.space.returns) > section.WHOLE


def test_every_figure_of_the_json_is_in_the_workbook(papers: list[Paper]) -> None:
    for paper in papers:
        if paper.kind.xlsx is not None:
            cells = {abs(round(cell * 100)) for cell in numbers(paper)}
            told = without(paper.found.data, BEHIND_A_DRAWING - {"series"} | ONLY_ON_PAPER | {"shown"})
            assert {abs(amount) for amount in amounts(told)} - {0} <= cells


def numbers(paper: Paper) -> list[float]:
    """Every number of a workbook."""
    rows = [row for sheet in paper.sheets.values() for row in sheet]
    return [cell for row in rows for cell in row if isinstance(cell, int | float)]


def test_totals_of_a_workbook_are_the_sums_of_their_columns(papers: list[Paper]) -> None:
    for paper in papers:
        for name, rows in paper.sheets.items() if paper.kind.xlsx is not None else ():
            for at, total in enumerate(rows):
                if total and total[0] == "Total":
                    check_totals(table_above(rows, at), total, name)


def table_above(rows: list[tuple[Any, ...]], at: int) -> list[tuple[Any, ...]]:
    """The heading and the rows that a row of totals stands under."""
    begins = at
    while begins and any(cell is not None for cell in rows[begins - 1]):
        begins -= 1
    return rows[begins:at]


def check_totals(table: list[tuple[Any, ...]], totals: tuple[Any, ...], name: str) -> None:
    """Every total is its column's sum; a share of all or a mean is none."""
    for column, total in enumerate(totals):
        cells = [row[column] for row in table if len(row) > column]
        known = [cell for cell in cells if isinstance(cell, int | float)]
        named = [cell for cell in cells if isinstance(cell, str)]
        if isinstance(total, int | float) and not any("%" in one or one in NO_SUM for one in named[:2]):
            slack = (
                0.05 * len(known) if "minutes" in named[0] else 0.005
            )  # each day's minutes are rounded to a tenth
            assert sum(known) == pytest.approx(total, abs=slack), (name, named[:2])


def test_nothing_leaves_the_margins_or_stands_over_other_text(papers: list[Paper]) -> None:
    for paper in papers:
        assert drawn.faults(paper.pdf) == []


def test_a_pdf_is_sound_and_embeds_every_font(papers: list[Paper], tmp_path: Path) -> None:
    for paper in papers:
        file = tmp_path / "paper.pdf"
        file.write_bytes(paper.pdf)
        assert "No syntax or stream encoding errors found" in said("qpdf", "--check", str(file))
        fonts = said("pdffonts", str(file)).splitlines()[2:]
        assert fonts
        assert [line for line in fonts if line.split()[-5] != "yes"] == []


@pytest.mark.parametrize("kind", ["monthly", "rent-roll", "statement"])  # one of each way to draw a page
def test_a_broken_logo_changes_nothing_but_the_mark(
    papers_of: Callable[[str, str], list[Paper]], kind: str
) -> None:
    for paper in papers_of(parks.USUAL, kind)[:1]:
        assert reading.text(paper.with_logo(b"\x89PNG\r\n\x1a\nbroken")) == paper.text


@pytest.mark.parametrize("kind", catalogue.KINDS)
def test_the_same_figures_give_the_same_bytes(
    papers_of: Callable[[str, str], list[Paper]], kind: str
) -> None:
    for paper in papers_of(parks.USUAL, kind)[:1]:
        assert paper.kind.made("pdf", paper.found, paper.imprint) == paper.pdf
        if paper.kind.xlsx is not None:
            assert paper.kind.made("xlsx", paper.found, paper.imprint) == paper.xlsx
