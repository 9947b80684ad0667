"""Importing 50,000 rows against openpyxl merely reading them."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook, load_workbook

from stpdesk.actions.importing import import_book
from stpdesk.db.park import Park
from stpdesk.workbook.reading import read
from tests.bench._lines import Lines, program, seconds
from tests.bench._parks import CHEAP, PASSWORD, clock, crowd, make, opened

ROWS = 50_000
TRIES = 3
METERS = 500


def readings() -> dict[str, list[list[object]]]:
    """A hundred readings of each of 500 meters."""
    first = date(2016, 1, 31)
    each = ROWS // METERS
    rows: list[list[object]] = [
        [f"M{n}", first + timedelta(days=30 * k), 1000 + 137 * k + n / 4, None, "read by the guard"]
        for k in range(each)
        for n in range(METERS)
    ]
    return {
        "Meters": [["meter", "supply", "multiplier"], *([f"M{n}", "grid", 1] for n in range(METERS))],
        "Readings": [
            ["meter", "date", "reading", "event", "note"],
            *rows,
        ],
    }


def tenancies() -> dict[str, list[list[object]]]:
    """8,333 tenants with a room, a lease and three charges each: 50,000 rows of every common kind."""
    sheets: dict[str, list[list[object]]] = {}
    for name, listed in crowd(ROWS // 6).items():
        head = list(listed[0])
        rows: list[list[object]] = [list(head)]
        for row in listed:
            values = [row[column] for column in head]
            rows.append([_cell(column, value) for column, value in zip(head, values, strict=True)])
        sheets[name] = rows
    return sheets


def _cell(column: str, value: object) -> object:
    """A typed cell as a person would have it in Excel."""
    if isinstance(value, tuple):
        return "; ".join(value)
    if column == "sqft" and isinstance(value, int):
        return value / 10_000
    if column in ("rate", "monthly") and isinstance(value, int):
        return value / 100
    return value


def save(path: Path, sheets: dict[str, list[list[object]]]) -> None:
    """The workbook on disk."""
    workbook = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(path)


def merely_read(path: Path) -> int:
    """What openpyxl takes to go over every cell."""
    workbook = load_workbook(path, read_only=True)
    count = 0
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows(values_only=True):
            count += len(row)
    workbook.close()
    return count


def import_into(folder: Path, path: Path) -> float:
    """Seconds of reading, checking and storing in a new park, the open excluded."""
    park, _ = Park.create(
        folder, user="manager", password=PASSWORD, code="BEN", name="Bench Park", clock=clock, kdf=CHEAP
    )
    park.close()
    session = opened(folder)
    with session.park:
        return seconds(lambda: import_book(session, read(path)))


def main() -> None:
    """Prints the ratios."""
    lines = Lines()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name, sheets in (("readings", readings()), ("tenancies", tenancies())):
            path = folder / f"{name}.xlsx"
            save(path, sheets)
            floors: list[float] = []
            measured: list[float] = []
            for n in range(TRIES):
                floors.append(seconds(lambda path=path: merely_read(path)))  # type: ignore[misc]
                measured.append(import_into(folder / f"{name}{n}", path))
            lines.ratio(f"import 50,000 rows of {name}", min(measured), min(floors), 3)
            make(folder / f"{name}-command", 1)
            took, peak = program("import", str(path), park=folder / f"{name}-command")
            print(f"the same as a command: {took:.2f} s, peak memory {peak:.0f} MB")
    lines.end()
