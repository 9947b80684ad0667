"""A small town's park as a workbook, and workbooks with something wrong in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from .desk import Desk

Sheets = dict[str, list[list[Any]]]


def town() -> Sheets:
    """Three rooms, three tenants, a meter and a tax; nothing billed yet."""
    return {
        "Park": [
            ["setting", "value"],
            ["name", "Gilgit STP"],
            ["city", "Gilgit"],
            ["established_on", date(2025, 11, 16)],
            ["billing_from", "2026-01"],
            ["round_to_rupee", "no"],
        ],
        "Units": [
            ["unit", "floor", "sqft", "seats", "lettable"],
            ["A-101", "Ground", 1000, None, "yes"],
            ["A-102", "Ground", 450, None, "yes"],
            ["HALL", "First", 600, 10, "yes"],
            ["LOBBY", "Ground", 300, None, "no"],
        ],
        "Tenants": [
            ["tenant", "name", "kind", "income_tax_pct"],
            ["T1", "Karakoram Soft (Pvt) Ltd", "company", 15],
            ["T2", "هنزہ سافٹ ویئر", "start-up", None],
            ["T3", "Baltit Labs", "freelancer", None],
        ],
        "Leases": [
            ["lease", "tenant", "units", "start", "end", "basis", "rate", "seats"],
            ["L1", "T1", "A-101", date(2026, 1, 1), None, "sqft", 90, None],
            ["L2", "T2", "A-102", date(2026, 1, 20), date(2026, 12, 31), "sqft", 55.5, None],
            ["L3", "T3", "HALL", date(2026, 1, 1), None, "seat", 4000, 4],
        ],
        "Charges": [["lease", "head", "monthly"], ["L1", "internet", 12000], ["L2", "service", 3100]],
        "Subsidies": [
            ["scheme", "funder", "head", "pct", "from", "to"],
            ["STP rent", "PSEB", "rent", 25, date(2025, 11, 16), date(2026, 11, 15)],
        ],
        "Taxes": [
            ["head", "authority", "name", "pct", "from"],
            ["rent", "GBRA", "Sales tax", 16, date(2025, 1, 1)],
        ],
        "Meters": [["meter", "unit", "supply", "multiplier", "digits"], ["M1", "A-101", "grid", 1, 5]],
        "Tariffs": [["supply", "from", "rate"], ["grid", date(2025, 1, 1), 31.59]],
        "Readings": [
            ["meter", "date", "reading", "event"],
            ["M1", date(2026, 1, 1), 1000, None],
            ["M1", date(2026, 1, 31), 1120.5, None],
        ],
    }


def save(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """The workbook on disk; strings that begin with = are formulas without a stored value."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    workbook.save(path)
    return path


def only(sheet: str, *rows: Sequence[Any]) -> Sheets:
    """A workbook of one sheet."""
    return {sheet: [list(row) for row in rows]}


def exported(desk: Desk, name: str = "out.xlsx") -> dict[str, list[dict[str, Any]]]:
    """Every sheet of the exported workbook as rows by heading; dates as dates, blanks left out."""
    desk("export", desk.place / name).done()
    return cells(desk.place / name)


def cells(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Every sheet of a workbook as rows by heading."""
    book = load_workbook(path, read_only=True)
    found: dict[str, list[dict[str, Any]]] = {}
    for sheet in book.worksheets:
        rows = list(sheet.iter_rows(values_only=True))
        heads = [str(head) for head in rows[0]]
        found[sheet.title] = [
            {head: _plain(value) for head, value in zip(heads, row, strict=False) if value is not None}
            for row in rows[1:]
            if any(value is not None for value in row)
        ]
    book.close()
    return found


def _plain(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) and value.time() == time() else value
