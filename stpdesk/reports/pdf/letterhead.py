"""What stands at the head and foot of every page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from stpdesk.reports.figures.imprint import SHOWN
from stpdesk.reports.pdf.fitting import shorten
from stpdesk.reports.pdf.script import isolate
from stpdesk.reports.pdf.sheet import MARGIN, MM, Colour, Sheet, Style, width
from stpdesk.reports.pdf.styles import LABEL, MARK, MUTED, NUMBER, TITLE

Names = Mapping[str, str | None]

HEAD: Final = 19 * MM
"""Height of the head, the space under its rule included."""

FOOT: Final = 8 * MM
"""Height of the foot."""

SIDE: Final = 34.0


def head(sheet: Sheet, title: str, park: Names, reference: str = "", beneath: str = "") -> float:
    """The mark, the title over the park's name, and at the right what names this document; returns where to go on."""
    reference = shorten(reference, NUMBER, 190)
    beneath = shorten(beneath, MUTED, 190)
    taken = max(width(reference, NUMBER), width(beneath, MUTED))
    room = sheet.right - MARGIN - SIDE - 10 - (taken + 20 if taken else 0)
    key = (title, park.get("code"), park.get("name"), park.get("city"), round(room))
    sheet.form(key, lambda: _letterhead(sheet, title, park, room))
    sheet.text_right(sheet.right, sheet.top - 14, reference, NUMBER)
    sheet.text_right(sheet.right, sheet.top - 28, beneath, MUTED)
    return sheet.top - HEAD


def _letterhead(sheet: Sheet, title: str, park: Names, room: float) -> None:
    """What all pages of a document share."""
    sheet.badge(MARGIN, sheet.top - SIDE, SIDE, Colour.GREEN)
    code = park.get("code") or "STP"
    size = min(MARK.size, MARK.size * (SIDE - 6) / max(width(code, MARK), 1))
    mark = MARK.sized(max(size, 5.0))
    shown = shorten(code, mark, SIDE - 4)
    sheet.text(MARGIN + (SIDE - width(shown, mark)) / 2, sheet.top - SIDE / 2 - mark.size * 0.36, shown, mark)
    left = MARGIN + SIDE + 10
    sheet.text(left, sheet.top - 14, shorten(title, TITLE, room), TITLE)
    sheet.text(left, sheet.top - 28, _named(park, MUTED, room), MUTED, sentence=True)
    sheet.rule(MARGIN, sheet.right, sheet.top - 42, Colour.GREEN, 1.4)


def _named(park: Names, style: Style, room: float) -> str:
    """The park's name and its city, unless the name holds it already; the name gives way where they are too long."""
    name, city = park.get("name") or "", park.get("city") or ""
    tail = f" · {isolate(city)}" if city and city.casefold() not in name.casefold() else ""
    if width(tail, style) > room / 2:
        tail = ""
    return isolate(shorten(name, style, room - width(tail, style))) + tail


def foot(sheet: Sheet, reference: str, number: int, count: int, *, sample: bool, digest: str = "") -> None:
    """The document, the beginning of its figures' hash, “sample data” where it is, and page x of y."""
    base = MARGIN + 4
    sheet.rule(MARGIN, sheet.right, MARGIN + 15)
    page = f"Page {number} of {count}"
    room = sheet.right - MARGIN - width(page, LABEL) - 20
    text = isolate(reference) + (f"  ·  data hash {digest[:SHOWN]}" if digest else "")
    text += "  ·  sample data" if sample else ""
    sheet.text(MARGIN, base, shorten(text, LABEL, room), LABEL, sentence=True)
    sheet.text_right(sheet.right, base, page, LABEL)


def is_sample(park: Names) -> bool:
    """Whether the park holds sample data."""
    return (park.get("sample") or "").casefold() not in {"", "0", "no", "n", "false", "none"}
