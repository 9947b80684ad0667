"""Tables as the clipboard carries them: tab-separated text with a quoted cell where it holds a tab or a line end."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO


def written(rows: Iterable[Sequence[str]]) -> str:
    """Rows as Excel and every other program paste them."""
    target = StringIO()
    csv.writer(target, dialect="excel-tab", lineterminator="\n").writerows(rows)
    return target.getvalue()


def read(text: str) -> list[list[str]]:
    """What another program copied; its last line end is no row. A stray quote is a letter like any other."""
    clean = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if not clean:
        return []
    try:
        rows = list(csv.reader(StringIO(clean, newline=""), dialect="excel-tab", strict=True))
    except csv.Error:
        rows = [line.split("\t") for line in clean.split("\n")]
    return [[cell.strip() for cell in row] or [""] for row in rows]
