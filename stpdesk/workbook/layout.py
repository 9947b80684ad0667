"""How our own workbooks look: heading cells with notes, lists to choose from, widths, a frozen first row."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from stpdesk.workbook.kinds import Column, Kind, Sheet
from stpdesk.workbook.spec import LISTS, PARK, SHEETS

LAST_ROW = 5_000
"""Rows that offer lists to choose from."""

INK = "0E5E48"
_PAPER, _LINE = "EEF4F1", "9DB8AE"
_WIDTHS = {
    Kind.CODE: 12, Kind.CODES: 20, Kind.NAMES: 24, Kind.DATE: 12, Kind.MONTH: 12, Kind.INSTANT: 20, Kind.TIME: 9,
    Kind.WEEKDAYS: 12, Kind.PAISA: 15, Kind.SIGNED_PAISA: 15, Kind.YESNO: 10, Kind.CHOICE: 12,
}  # fmt: skip
_WIDE = frozenset(
    (
        "address",
        "description",
        "note",
        "reversal_reason",
        "name",
        "funder",
        "matter",
        "decision",
        "outcome",
        "title",
    )
)

_EXAMPLES = {
    Kind.TEXT: "Text.",
    Kind.CODE: "A code, such as A-101; capitals do not matter.",
    Kind.CODES: "One or several codes, such as A-101; A-102",
    Kind.NAMES: "One or several, split by a semicolon.",
    Kind.DATE: "A date, such as 2026-10-05 or 05-10-2026 (day before month).",
    Kind.MONTH: "A month, such as 2026-10",
    Kind.INSTANT: "Date and local time, such as 2026-10-05 14:30",
    Kind.TIME: "A time, such as 09:30",
    Kind.WEEKDAYS: "Weekdays, such as Mon, Mon-Fri or daily",
    Kind.PAISA: "An amount, such as 57,375.50",
    Kind.SIGNED_PAISA: "An amount, such as 57,375.50 or -1,200",
    Kind.E4: "A number, such as 450 or 31.59",
    Kind.SIGNED_E4: "A number, such as 31.59 or -0.75",
    Kind.PERCENT: "A percentage from 0 to 100, such as 16",
    Kind.COUNT: "A whole number, such as 12",
    Kind.YESNO: "yes or no",
}


def described(column: Column) -> str:
    """The note on a heading: whether it is needed, what it holds, an example."""
    words = ["Required." if column.required else "May stay blank."]
    if column.note:
        words.append(f"{column.note[0].upper()}{column.note[1:]}.")
    if column.choices:
        words.append(f"One of: {', '.join(column.choices)}")
    else:
        words.append(_EXAMPLES[column.kind])
    if column.suggestions:
        words.append(f"For example: {', '.join(column.suggestions)}")
    return "\n".join(words)


def heading_cell(sheet: Worksheet, column: Column) -> Cell:
    """A column's heading with its note; required ones in bold."""
    cell = WriteOnlyCell(sheet, column.name)
    cell.font = Font(name="Calibri", size=11, bold=column.required, color=INK)
    cell.fill = PatternFill("solid", fgColor=_PAPER)
    cell.border = Border(bottom=Side("thin", color=_LINE))
    cell.alignment = Alignment(vertical="center")
    cell.comment = note(described(column))
    return cell


def shape(page: Worksheet, place: int, letters: float, form: str | None = None) -> None:
    """Give a column its width and, for what will be typed there, its number format."""
    dimension = page.column_dimensions[get_column_letter(place)]
    dimension.width = letters
    if form:
        dimension.number_format = form


def paper(page: Worksheet) -> None:
    """Have a sheet printed across, as wide as the page, the headings on every one."""
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"


def note(words: str) -> Comment:
    """A note of fitting size."""
    lines = sum(1 + len(line) // 42 for line in words.split("\n"))
    return Comment(words, "STP Desk", height=18 * lines + 12, width=280)


def width(column: Column) -> float:
    """A column's width in letters."""
    return max(28 if column.name in _WIDE else _WIDTHS.get(column.kind, 14), len(column.name) + 3)


def lists() -> dict[tuple[str, ...], str]:
    """Every list of words cells choose from, and the range of the Lists sheet that holds it."""
    found: dict[tuple[str, ...], str] = {}
    for sheet in SHEETS.values():
        for column in sheet.columns:
            words = words_of(column)
            if words and words not in found:
                letter = get_column_letter(len(found) + 1)
                found[words] = f"{LISTS}!${letter}$1:${letter}${len(words)}"
    return found


def words_of(column: Column) -> tuple[str, ...]:
    """What a column's cells choose from; empty where they do not."""
    return ("yes", "no") if column.kind is Kind.YESNO else column.choices or column.suggestions


def choosing(column: Column, cells: str, ranges: dict[tuple[str, ...], str]) -> DataValidation | None:
    """The list a column offers: choices are strict, suggestions and codes of other sheets only warn."""
    words = words_of(column)
    if words:
        source = ranges[words]
    elif column.refers and column.kind is Kind.CODE:
        key = column_letter(SHEETS[column.refers], SHEETS[column.refers].key[0])
        source = f"{column.refers}!${key}$2:${key}${LAST_ROW}"
    else:
        return None
    strict = bool(column.choices)
    rule = DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=True)
    rule.errorStyle = "stop" if strict else "warning"
    rule.errorTitle = column.name
    rule.error = described(column)[:220]
    rule.sqref = cells
    return rule


def rules(sheet: Sheet, ranges: dict[tuple[str, ...], str]) -> Iterator[DataValidation]:
    """The lists of all columns of a sheet; of the Park sheet's values, by setting."""
    for place, column in enumerate(sheet.columns, 1):
        letter = get_column_letter(place)
        cells = f"B{place + 1}" if sheet is PARK else f"{letter}2:{letter}{LAST_ROW}"
        rule = choosing(column, cells, ranges)
        if rule:
            yield rule


def column_letter(sheet: Sheet, name: str) -> str:
    """The letter of a column in our own workbooks."""
    return get_column_letter([column.name for column in sheet.columns].index(name) + 1)
