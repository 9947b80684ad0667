"""A sheet's filled cells, row by row, straight from its XML: one pass, flat memory.

One pass over the file also tells a formula without a stored value from an empty cell, and a cell that shows
percent from a plain one; reading values only would need the sheet twice for that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from xml.parsers import expat

from stpdesk.workbook.formats import DAYS_1904, Shows, moment
from stpdesk.workbook.package import BROKEN, CHUNK, Package, plain_parser
from stpdesk.workbook.raw import NO_VALUE, CellError, Raw, Share

MOST_PIECES = 64
"""Pieces of one text kept (each a parser's buffer of 8 KB): far above Excel's 32,767 letters."""

Cells = list[tuple[int, Raw]]
"""A row's filled cells: column (A = 1) and content."""

Numbered = tuple[int, Cells]
"""A row's number in Excel and its cells."""

Take = Callable[[str | None, str | None, str | None, bool], Raw | None]
"""From a cell's stored text, type, style and whether it has a formula to its raw value, None if empty."""

_FORMATTED_ROW = re.compile(rb'<row r="\d+"[^<>]*>(?:<c r="[A-Z]+\d+"(?: s="\d+")?/>)*</row>')
"""A row of mere formatting, as Excel and LibreOffice write it; dropping most of them unparsed is ten times faster."""

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DIGITS = "0123456789"


@dataclass(slots=True)
class Meaning:
    """What cells refer to: shared texts, the styles that show dates or percent, the first day of serials."""

    texts: list[str] = field(default_factory=list)
    styles: dict[str, Shows] = field(default_factory=dict)
    since_1904: bool = False


class _Columns(dict[str, int]):
    """Column numbers by letters, each worked out once."""

    def __missing__(self, letters: str) -> int:
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter.upper()) - 64
        self[letters] = number
        return number


def unescape(text: str) -> str:
    """A text with Excel's `_x000D_` escapes resolved."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def rows(package: Package, part: str, meaning: Meaning) -> Iterator[Numbered]:
    """Each row that has a filled cell. Refused where the part is damaged."""
    done: list[Numbered] = []
    parser = plain_parser()
    parser.StartElementHandler = lambda name, _: _listen_rows(
        parser, name[: -len("worksheet")], done, taker(meaning)
    )
    for _ in fed(package, part, parser):
        yield from done
        done.clear()


def texts(package: Package, part: str, largest: int) -> list[str]:
    """The shared texts of a workbook, without reading aids (rPh). Refused where damaged or above `largest` bytes."""
    done: list[str] = []
    parser = plain_parser()
    parser.StartElementHandler = lambda name, _: _listen_texts(parser, name[: -len("sst")], done)
    for _ in fed(package, part, parser, largest):
        pass
    return done


def fed(
    package: Package, part: str, parser: expat.XMLParserType, largest: int | None = None
) -> Iterator[None]:
    """Feed a part to a parser, pausing after each piece."""
    with package.open(part, largest) as stream:
        more = True
        while more:
            try:
                chunk = stream.read(CHUNK)
                more = bool(chunk)
                parser.Parse(_FORMATTED_ROW.sub(b"", chunk), not more)
            except BROKEN as error:
                raise package.damaged() from error
            yield


def _listen_rows(  # noqa: C901 - runs for every tag of the file: branches are cheaper than calls
    parser: expat.XMLParserType, space: str, done: list[Numbered], take: Take
) -> None:
    """Have the parser put each filled row of a sheet into `done`; `space` begins every element's name."""
    cell, stored, formula, line, row, aid = (space + tag for tag in ("c", "v", "f", "t", "row", "rPh"))
    pieces: list[str] = []
    cells: Cells = []
    columns = _Columns()
    number = column = aids = 0
    ref: str | None = None
    kind: str | None = None
    style: str | None = None
    value: str | None = None
    computed = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal ref, kind, style, value, computed, number, column, cells, aids
        if name == cell:
            ref, kind, style = attributes.get("r"), attributes.get("t"), attributes.get("s")
            value, computed = None, False
        elif name in {stored, line}:
            pieces.clear()
        elif name == formula:
            computed = True
        elif name == row:
            number, column, cells = int(attributes.get("r") or number + 1), 0, []
        elif name == aid:
            aids += 1

    def end(name: str) -> None:
        nonlocal value, column, aids
        if name == stored:
            value = "".join(pieces)
        elif name == cell:
            column = columns[ref.rstrip(_DIGITS)] if ref else column + 1
            if (value or computed) and (raw := take(value, kind, style, computed)) is not None:
                cells.append((column, raw))
        elif name == row:
            if cells:
                done.append((number, cells))
        elif name == line and not aids:
            value = (value or "") + "".join(pieces)
        elif name == aid:
            aids -= 1

    _hear(parser, start, end, pieces)


def _listen_texts(parser: expat.XMLParserType, space: str, done: list[str]) -> None:
    """Have the parser put each shared text into `done`."""
    item, line, aid = (space + tag for tag in ("si", "t", "rPh"))
    pieces: list[str] = []
    lines: list[str] = []
    aids = 0

    def start(name: str, _attributes: dict[str, str]) -> None:
        nonlocal aids
        if name == line:
            pieces.clear()
        elif name == item:
            lines.clear()
        elif name == aid:
            aids += 1

    def end(name: str) -> None:
        nonlocal aids
        if name == line and not aids:
            lines.append("".join(pieces))
        elif name == item:
            done.append(unescape("".join(lines)))
        elif name == aid:
            aids -= 1

    _hear(parser, start, end, pieces)


def _hear(
    parser: expat.XMLParserType,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    pieces: list[str],
) -> None:
    """Set a parser's handlers; letters go to `pieces`, those of an endless text are dropped."""

    def letters(text: str) -> None:
        if len(pieces) < MOST_PIECES:
            pieces.append(text)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = letters


def taker(meaning: Meaning) -> Take:
    """How a workbook's cells become raw values. ValueError or LookupError where a stored text is broken."""
    shared, special = meaning.texts, meaning.styles
    shift = DAYS_1904 if meaning.since_1904 else 0
    dates: dict[str, Raw] = {}
    shares: dict[str, Raw] = {}

    def take(value: str | None, kind: str | None, style: str | None, computed: bool) -> Raw | None:
        if not value:
            return NO_VALUE if computed and kind != "str" else None
        if kind is None or kind == "n":
            shows = special.get(style) if style else None
            if shows is None:
                return int(value) if value.isdigit() else _number(value)
            made = shares if shows is Shows.PERCENT else dates
            if value not in made:
                number = _number(value)
                if isinstance(number, float):
                    made[value] = Share(number) if made is shares else moment(number + shift)
                else:
                    made[value] = number
            return made[value]
        if kind == "s":
            return shared[int(value)] or None
        return _other(value, kind)

    return take


def _number(value: str) -> float | CellError:
    """A stored number with a point or an exponent; beyond what Excel can hold it is an error of that cell."""
    number = float(value)
    return CellError(value) if number - number != 0 else number


def _other(value: str, kind: str) -> Raw:
    """Texts in the cell itself, truth values, errors, and dates of strict workbooks."""
    if kind in {"inlineStr", "str"}:
        return unescape(value)
    if kind == "b":
        return value in {"1", "true"}
    if kind == "e":
        return CellError(value)
    if kind == "d":
        return datetime.fromisoformat(value).replace(tzinfo=None)
    raise ValueError("unknown kind of cell")
