"""A list as a workbook: all filtered rows with raw values, in the columns shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stpdesk.ui.tables.columns import Cell, Kind, Listing, Row
from stpdesk.ui.tables.formats import as_date, seconds

if TYPE_CHECKING:
    from stpdesk.reports.figures.table import Report, Value

_KINDS = {
    Kind.MONEY: "money", Kind.QUANTITY: "e4", Kind.COUNT: "count", Kind.DATE: "date", Kind.INSTANT: "instant",
    Kind.MINUTES: "minutes", Kind.PERCENT: "percent",
}  # fmt: skip


def report_of(
    listing: Listing,
    park: str,
    rows: Sequence[Row | None],
    totals: Row | None,
    places: Sequence[int],
    text: str,
) -> Report:
    """These rows in the columns at these places, raw; `text` is what they were filtered by."""
    from stpdesk.reports.figures.table import Cell as Printed
    from stpdesk.reports.figures.table import Heading, Report, Table

    columns = [listing.columns[at] for at in places]
    kept = [[plain(row[at], listing.columns[at].kind) for at in places] for row in rows if row is not None]
    about = [("Park", park), ("Rows", str(len(kept)))] + ([("Filter", text)] if text else [])
    table = Table(
        listing.title,
        [Heading(column.title, Printed(_KINDS.get(column.kind, "text"))) for column in columns],
        kept,
        None if totals is None else [plain(totals[at], listing.columns[at].kind) for at in places],
    )
    return Report(listing.name, listing.title, {"name": park}, about, [table])


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


def write(report: Report, target: Path) -> None:
    """Puts the workbook in its place; refused in a sentence where that cannot be."""
    from stpdesk.reports.xlsx.tables import write_report

    write_report(report, target)


def file_name(title: str) -> str:
    """The name offered: the title without what no file system takes."""
    kept = "".join(letter for letter in title if letter.isalnum() or letter in " -_").strip()
    return f"{kept or 'Table'}.xlsx"
