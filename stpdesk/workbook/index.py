"""What a workbook says of itself: its sheets by name, its shared texts, what its styles show."""

from __future__ import annotations

from dataclasses import dataclass, field

from stpdesk.core.errors import Refused
from stpdesk.workbook.formats import Shows, shows, shows_builtin
from stpdesk.workbook.package import CHUNK, LARGEST_WORDS, NOT_ONE, Package
from stpdesk.workbook.stream import Meaning, texts

MOST_ROWS = 200_000
"""Filled rows of one sheet that are read; ten times the largest park's list."""

TOO_LONG = "Sheet {sheet} of “{name}” has more than {most} filled rows; split it and import the parts."

_LEAST_ROW = 27
"""Bytes of the shortest filled row: a part smaller than so many a row cannot have too many."""


@dataclass(slots=True)
class Index:
    """The sheets' names as typed with their parts, what the cells refer to, and the part of shared texts."""

    sheets: list[tuple[str, str]] = field(default_factory=list)
    meaning: Meaning = field(default_factory=Meaning)
    texts: str = ""

    def load_texts(self, package: Package) -> None:
        """Read the shared texts: only once it is clear that the sheets will be read."""
        if self.texts:
            self.meaning.texts = texts(package, self.texts, LARGEST_WORDS)


def index(package: Package) -> Index:
    """Find the sheets of a workbook. Refused where it is no workbook, or damaged."""
    book = next((part for kind, part in package.targets("").values() if kind == "officeDocument"), "")
    if not package.has(book):
        raise Refused(NOT_ONE, name=package.name)
    found = Index()
    parts = package.targets(book)

    def element(parent: str, name: str, attributes: dict[str, str]) -> None:
        if not parent and name != "workbook":
            raise Refused(NOT_ONE, name=package.name)
        if name == "sheet" and parent == "sheets":
            kind, part = parts.get(attributes.get("id", ""), ("", ""))
            if kind == "worksheet":
                found.sheets.append((attributes.get("name", ""), part))
        elif name == "workbookPr":
            found.meaning.since_1904 = attributes.get("date1904", "0") in {"1", "true"}

    package.scan(book, element)
    for kind, part in parts.values():
        if kind == "styles" and package.has(part):
            found.meaning.styles = _styles(package, part)
        elif kind == "sharedStrings" and package.has(part):
            found.texts = part
    return found


def _styles(package: Package, part: str) -> dict[str, Shows]:
    """What each cell style shows, where that is no plain number; keyed as cells name it."""
    own: dict[str, Shows] = {}
    formats: list[str] = []

    def element(parent: str, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt" and parent == "numFmts":
            own[attributes.get("numFmtId", "")] = shows(attributes.get("formatCode", ""))
        elif name == "xf" and parent == "cellXfs":
            formats.append(attributes.get("numFmtId", ""))

    package.scan(part, element)
    every = (own.get(number) or shows_builtin(number) for number in formats)
    return {str(place): shown for place, shown in enumerate(every) if shown is not Shows.NUMBER}


def check_length(package: Package, sheet: str, part: str) -> None:
    """Refuse a sheet with far too many filled rows before anything of it is kept in memory."""
    if package.size(part) < _LEAST_ROW * MOST_ROWS:
        return
    filled, tail = 0, b""
    with package.open(part) as stream:
        while filled <= MOST_ROWS and len(tail) < CHUNK * 16 and (chunk := package.piece(stream, CHUNK * 4)):
            *whole, tail = (tail + chunk).split(b"row>")
            filled += sum(b"v>" in row or b"t>" in row for row in whole)
    if filled > MOST_ROWS:
        raise too_long(package.name, sheet)


def too_long(name: str, sheet: str) -> Refused:
    """The refusal of a sheet with too many filled rows."""
    return Refused(TOO_LONG, name=name, sheet=sheet, most=f"{MOST_ROWS:,}")
