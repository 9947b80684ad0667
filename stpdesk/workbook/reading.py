"""Reading an import workbook: every sheet into typed rows, every fault with its place (contract.md).

The one entry is `read`. Faults are collected, not the first only; what cannot be read at all is Refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from stpdesk.core.codes import fold
from stpdesk.core.errors import Fault, Refused
from stpdesk.workbook import headings
from stpdesk.workbook.book import Book, Row
from stpdesk.workbook.cells import parser
from stpdesk.workbook.headings import Headings, heading
from stpdesk.workbook.index import MOST_ROWS, check_length, index, too_long
from stpdesk.workbook.kinds import Column, Kind, Sheet
from stpdesk.workbook.package import Package, opened
from stpdesk.workbook.raw import Raw, Unfit, shown
from stpdesk.workbook.spec import LISTS, PARK, READ_ME, SHEETS
from stpdesk.workbook.stream import Meaning, Numbered, rows

MOST_FAULTS = 1_000
"""Faults after which reading stops."""

_SETTINGS = Sheet("Park", (Column("setting", Kind.TEXT, True), Column("value", Kind.TEXT, True)))


_SETTINGS_BY_NAME = {column.name: column for column in PARK.columns}


class _TooMany(Exception):
    """So many faults that more would not help."""


class _Reader:
    """One reading of one workbook: the book as it fills."""

    def __init__(self, package: Package) -> None:
        self.package = package
        names = [name for name in SHEETS if name != PARK.name]
        self.book = Book(rows={name: [] for name in names}, broken={name: [] for name in names})

    def fault(self, sheet: str, row: int | None, column: str | None, raw: Raw | None, expected: str) -> None:
        """Note a fault; raises _TooMany when there are too many."""
        value = None if raw is None else shown(raw)
        self.book.faults.append(Fault(sheet, row, column, value, expected))
        if len(self.book.faults) >= MOST_FAULTS:
            raise _TooMany

    def sheet(self, sheet: Sheet, part: str, meaning: Meaning) -> None:
        """Read one sheet."""
        lines = rows(self.package, part, meaning)
        found = headings.find(_SETTINGS if sheet is PARK else sheet, lines)
        if found.empty:
            return
        if found.missing:
            wanted = headings.HEADINGS_WANTED.format(names=", ".join(found.missing))
            self.book.unread.add(sheet.name)
            self.fault(sheet.name, None, None, None, wanted)
            return
        for name, _ in found.doubled:
            self.fault(sheet.name, found.row, name, name, "expected this heading once")
        self.notice(sheet, found)
        if sheet is PARK:
            self.park(found, lines)
        else:
            self.rows(sheet, found, lines)

    def notice(self, sheet: Sheet, found: Headings) -> None:
        """Tell of columns nobody knows."""
        for name in found.unknown.values():
            self.book.notices.append(
                f"Sheet {sheet.name}: column “{shown(name)}” is not known; it was left out."
            )

    def rows(self, sheet: Sheet, found: Headings, lines: Iterator[Numbered]) -> None:
        """Read the rows below the headings; a row with a fault is kept apart."""
        name, required, plan = sheet.name, sheet.required, found.plan
        blank: dict[str, object] = dict.fromkeys(column.name for column in sheet.columns)
        kept, stray = self.book.rows[name], set[int]()
        for number, line in lines:
            cells = blank.copy()
            failed: set[str] = set()
            for place, raw in line:
                if place not in plan:
                    stray.add(place)
                    continue
                column, parse = plan[place]
                try:
                    cells[column] = parse(raw)
                except Unfit as verdict:
                    self.fault(name, number, column, raw, str(verdict))
                    failed.add(column)
            if cells == blank and not failed:
                continue
            missing = [column for column in required if cells[column] is None and column not in failed]
            for column in missing:
                self.fault(name, number, column, None, f"expected {_needed(sheet.column(column))}")
            if missing or failed:
                self.book.broken[name].append(Row(name, number, cells, frozenset((*failed, *missing))))
            else:
                kept.append(Row(name, number, cells))
                if len(kept) > MOST_ROWS:
                    raise too_long(self.package.name, name)
        self.strays(name, stray - found.unknown.keys())

    def park(self, found: Headings, lines: Iterator[Numbered]) -> None:
        """Read the settings below the Park sheet's headings."""
        places = {name: place for place, (name, _) in found.plan.items()}
        for number, line in lines:
            cells = dict(line)
            label, raw = cells.get(places["setting"]), cells.get(places["value"])
            name = heading(label)
            if not name and raw is not None and heading(raw) != "":
                self.fault(
                    PARK.name, number, "setting", None, "expected the name of a setting before its value"
                )
            if name and raw is not None:
                self.setting(name, number, raw)

    def setting(self, name: str, number: int, raw: Raw) -> None:
        """Take one filled setting."""
        if name not in _SETTINGS_BY_NAME:
            self.book.notices.append(f"Sheet Park: setting “{shown(name)}” is not known; it was left out.")
            return
        if name in self.book.settings:
            self.fault(PARK.name, number, "setting", name, "expected each setting once")
            return
        try:
            value = parser(_SETTINGS_BY_NAME[name])(raw)
        except Unfit as verdict:
            self.fault(PARK.name, number, "value", raw, f"{name}: {verdict}")
            return
        if value is not None:
            self.book.settings[name] = value
            self.book.setting_rows[name] = number

    def strays(self, sheet: str, places: set[int]) -> None:
        """Tell of values in columns that have no heading."""
        for place in sorted(places):
            column = letters(place)
            self.book.notices.append(
                f"Sheet {sheet}: column {column} has values but no heading; they were left out."
            )


def read(path: Path) -> Book:
    """Read a workbook into typed rows, faults and notices.

    Raises Refused, one sentence, where the file is no readable workbook or holds none of the sheets.
    """
    with opened(path) as package:
        book = index(package)
        known, unknown = _known(book.sheets)
        if not known:
            names = ", ".join(SHEETS)
            raise Refused(
                "“{name}” has none of the sheets that are read ({names}).", name=path.name, names=names
            )
        for sheet, part in known:
            check_length(package, sheet.name, part)
        book.load_texts(package)
        reader = _Reader(package)
        reader.book.name = path.name
        reader.book.notices += [f"Sheet “{shown(name)}” is not known; it was left out." for name in unknown]
        try:
            _read_sheets(reader, known, book.meaning)
        except _TooMany:
            last = reader.book.faults[-1]
            reader.book.unread.update(SHEETS)
            reader.book.faults.append(
                Fault(last.sheet, None, None, None, f"reading stopped here after {MOST_FAULTS:,} faults")
            )
        return reader.book


def _read_sheets(reader: _Reader, known: list[tuple[Sheet, str]], meaning: Meaning) -> None:
    """Read every known sheet, in the workbook's order; one of a name."""
    taken: set[str] = set()
    for sheet, part in known:
        if sheet.name in taken:
            reader.fault(sheet.name, None, None, None, "expected one sheet of this name")
            continue
        taken.add(sheet.name)
        reader.sheet(sheet, part, meaning)


def _known(sheets: list[tuple[str, str]]) -> tuple[list[tuple[Sheet, str]], list[str]]:
    """The sheets to read with their parts, and the names of others that are not our own."""
    by_name = {fold(name): sheet for name, sheet in SHEETS.items()}
    own = {fold(name) for name in (READ_ME, LISTS)}
    known = [(by_name[fold(name)], part) for name, part in sheets if fold(name) in by_name]
    return known, [name for name, _ in sheets if fold(name) not in by_name and fold(name) not in own]


def _needed(column: Column) -> str:
    """What a blank required cell should have held."""
    return f"{column.name}, which every row needs" + (f" ({column.note})" if column.note else "")


def letters(place: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    text = ""
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(65 + rest) + text
    return text
