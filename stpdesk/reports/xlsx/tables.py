"""Any report of tables as a workbook: a sheet for each table, and one that says what it is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from stpdesk.reports.figures.decimals import of_row
from stpdesk.reports.figures.imprint import Imprint
from stpdesk.reports.figures.table import Cell, Report, Table
from stpdesk.reports.saving import refusing, save
from stpdesk.reports.xlsx.book import ABOUT, about_sheet, finished, new_book
from stpdesk.reports.xlsx.page import (
    PORTRAIT_WIDTH,
    heading,
    height,
    heighten,
    pens,
    print_setup,
    running,
    totals_row,
    width,
)
from stpdesk.reports.xlsx.streamed import Streamed, sheet

LONGEST_NAME = 31
OFTEN = 256
"""So many rows are written between two looks whether anybody still wants them."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


Told = Callable[[int], None]
"""Called now and then with how many rows of a table are written; what it raises ends the writing."""


def write_report(report: Report, target: Path, told: Told = lambda _: None) -> None:
    """A report as a workbook."""
    with refusing(target):
        content = report_xlsx(report, told=told)
    save(target, content)


def report_xlsx(report: Report, imprint: Imprint | None = None, told: Told = lambda _: None) -> bytes:
    """A report as the bytes of a workbook."""
    book = new_book(report.title, imprint)
    try:
        _fill(book, report, imprint, told)
    except BaseException:
        for page in book.worksheets:
            with suppress(Exception):
                page.close()  # else the garbage collector finds its half-written rows
        raise
    return finished(book)


def _fill(book: Any, report: Report, imprint: Imprint | None, told: Told) -> None:
    """Every sheet of a workbook."""
    park = report.park.get("name")
    names = sheet_names([table.title for table in report.tables])
    for name, table in zip(names, report.tables, strict=True):
        table_sheet(sheet(book, name), table, park, told)
    named = {name.casefold() for name, _ in report.about}
    facts = [("Park", park)] if park and "park" not in named else []
    notes = [(table.title, table.note) for table in report.tables if table.note]
    about_sheet(book, report.title, park, [*facts, *report.about, *notes], imprint)


def sheet_names(titles: Iterable[str]) -> list[str]:
    """Names Excel takes: none of its seven forbidden characters, at most 31, each different without regard to case."""
    taken = {ABOUT.casefold(), "history"}
    names = []
    for title in titles:
        base = _FORBIDDEN.sub(" ", title).strip(" '") or "Table"
        name, again = base[:LONGEST_NAME].strip(" '"), 2
        while name.casefold() in taken:
            tail = f" {again}"
            name, again = base[: LONGEST_NAME - len(tail)].strip(" '") + tail, again + 1
        taken.add(name.casefold())
        names.append(name)
    return names


def table_sheet(page: Streamed, table: Table, park: str | None, told: Told = lambda _: None) -> None:
    """One sheet: a frozen heading row, the rows, totals as values."""
    widths = [width(at, table) for at in range(len(table.headings))]
    _prepare(page, table, park, widths)
    page.append([heading(page, head) for head in table.headings])
    written = pens(page, table)
    kinds = [head.kind for head in table.headings]
    mixed = Cell.FIGURE in kinds
    letters = [get_column_letter(at) for at in range(1, len(written) + 1)]
    for number, row in enumerate(table.rows, start=2):
        if number % OFTEN == 0:
            told(number)
        places = of_row(kinds, row) if mixed else 0
        cells = [
            pen.xml(value, f"{letter}{number}", places)
            for pen, letter, value in zip(written, letters, row, strict=False)
        ]
        page.put(number, cells, height(row, widths))
    if not table.rows:
        page.append([running(page, table.empty)])
    elif table.totals is not None:
        page.append(list(totals_row(written, table.totals)))


def _prepare(page: Any, table: Table, park: str | None, widths: Sequence[float]) -> None:
    """Widths, frozen heading, filter and print set-up: all before the first row."""
    heighten(page, 1, [head.name for head in table.headings], widths)
    for at, wide in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(at)].width = wide
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    if len(table.rows) > 1:
        page.auto_filter.ref = f"A1:{get_column_letter(max(len(widths), 1))}{len(table.rows) + 1}"
    print_setup(page, table.title, park, wide=sum(widths) > PORTRAIT_WIDTH)
