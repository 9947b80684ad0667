"""A list as a workbook: all filtered rows with raw values, in the columns shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from stpdesk.ui.tables.columns import Cell, Kind, Listing, Row
from stpdesk.ui.tables.formats import as_date, seconds
from stpdesk.ui.tables.loading import Asked, Source

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.reports.figures.table import Report, Value


def tr(text: str) -> str:
    """Translated, in the context of the tables."""
    return QCoreApplication.translate("tables", text)


_KINDS = {
    Kind.MONEY: "money", Kind.QUANTITY: "e4", Kind.COUNT: "count", Kind.DATE: "date", Kind.INSTANT: "instant",
    Kind.MINUTES: "minutes", Kind.PERCENT: "percent",
}  # fmt: skip


_Rows = list[list[Any]]

PART = 1024
"""Rows read at once."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a list becomes a workbook: the rows that are asked for, in the columns at these places."""

    listing: Listing
    asked: Asked
    places: Sequence[int]
    park: str
    target: Path


def export(session: Session, wanted: Wanted, told: Callable[[int, int], None]) -> int:
    """Writes the workbook from a snapshot of its own; returns the number of rows.

    `told` hears what is done and of how much; what it raises ends the work and leaves no file.
    """
    listing, rows = wanted.listing, _Rows()
    kinds = [(at, listing.columns[at].kind) for at in wanted.places]
    with session.park.reading_apart() as db:
        source = Source(db, session, listing)
        keys = source.keys(wanted.asked)
        total = 2 * len(keys)
        for start in range(0, len(keys), PART):
            told(start, total)
            found = source.rows(keys[start : start + PART])
            rows += [[plain(row[at], kind) for at, kind in kinds] for row in found if row is not None]
        sums = source.sums(wanted.asked.text)
    _write(report_of(wanted, rows, sums), wanted.target, lambda done: told(len(keys) + done, total))
    return len(rows)


def report_of(wanted: Wanted, rows: list[list[Value]], sums: Row | None) -> Report:
    """These rows as a report of one table."""
    from stpdesk.reports.figures.table import Cell as Printed
    from stpdesk.reports.figures.table import Heading, Report, Table

    listing, places, text = wanted.listing, wanted.places, wanted.asked.text
    columns = [listing.columns[at] for at in places]
    about = [(tr("Park"), wanted.park), (tr("Rows"), str(len(rows)))] + (
        [(tr("Filter"), text)] if text else []
    )
    table = Table(
        listing.title,
        [Heading(column.title, Printed(_KINDS.get(column.kind, "text"))) for column in columns],
        rows,
        None if sums is None else [plain(sums[at], listing.columns[at].kind) for at in places],
    )
    return Report(listing.name, listing.title, {"name": wanted.park}, about, [table])


def plain(value: Any, kind: Kind) -> Value:
    """A cell's raw value as a workbook's table takes it."""
    if isinstance(value, Cell):
        value = value.text if value.value is None else value.value
    if value is None or isinstance(value, str):
        if kind is Kind.DATE:
            return as_date(value) or value
        if kind is Kind.INSTANT and value is not None:
            second = seconds(value)
            return value if second is None else second
        return value
    if kind is Kind.PERCENT:
        return float(value) / 10_000
    return value if isinstance(value, int | float) else as_date(value) or str(value)


def _write(report: Report, target: Path, told: Callable[[int], None]) -> None:
    """Puts the workbook in its place; refused in a sentence where that cannot be."""
    from stpdesk.reports.xlsx.tables import write_report

    write_report(report, target, told)


def file_name(title: str) -> str:
    """The name offered: the title without what no file system takes."""
    kept = "".join(letter for letter in title if letter.isalnum() or letter in " -_").strip()
    return f"{kept or tr('Table')}.xlsx"
