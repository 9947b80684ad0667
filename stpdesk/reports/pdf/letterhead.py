"""What stands at the head and foot of every page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from stpdesk.reports.figures.imprint import SHOWN, Imprint
from stpdesk.reports.pdf.fitting import shorten
from stpdesk.reports.pdf.logo import Logo
from stpdesk.reports.pdf.logo import logo as picture
from stpdesk.reports.pdf.script import isolate
from stpdesk.reports.pdf.sheet import MARGIN, MM, Colour, Sheet, Style, reach, width
from stpdesk.reports.pdf.styles import LABEL, MARK, MUTED, NUMBER, STRONG, TITLE, URDU

Names = Mapping[str, str | None]

HEAD: Final = 19 * MM
"""Height of the head, the space under its rule included."""

FOOT: Final = 8 * MM
"""Height of the foot."""

SIDE: Final = 34.0
RULE: Final = 42.0
WIDEST_LOGO: Final = 84.0
AT_RIGHT: Final = 205.0
"""No name or reference at the right takes more."""

SMALLEST: Final = 8.0
"""Points; a longer name in Urdu is cut."""


def head(
    sheet: Sheet,
    title: str,
    park: Names,
    reference: str = "",
    beneath: str = "",
    *,
    period: str = "",
    logo: bytes | None = None,
    strong: bool = False,
) -> float:
    """The park's mark, the title over park · period, its name in Urdu (`name_urdu`) at the right; returns where to go on.

    What names the document (`reference`, `beneath`) stands at the right, too, under the Urdu name where there is one; there it is
    small, `strong` or muted.
    """
    urdu = park.get("name_urdu") or ""
    if urdu:
        reference, beneath = " · ".join(part for part in (reference, beneath) if part), ""
    named = (STRONG if strong else MUTED) if urdu else NUMBER
    reference = shorten(reference, named, AT_RIGHT)
    beneath = shorten(beneath, MUTED, AT_RIGHT)
    hand = _hand(urdu, RULE - (14 if reference else 3))
    urdu = shorten(urdu, hand, AT_RIGHT)
    taken = max(width(urdu, hand), width(reference, named), width(beneath, MUTED))
    room = sheet.right - MARGIN - (taken + 20 if taken else 0)
    key = (title, *(park.get(name) for name in ("code", "name", "city")), urdu, period, round(room), logo)
    sheet.form(key, lambda: _letterhead(sheet, title, park, period, room, logo))
    if urdu:
        below, above = reach(urdu, hand)
        band = RULE - (14 if reference else 3)
        base = sheet.top - (band - (above - below)) / 2 - above
        sheet.text_right(sheet.right, base, urdu, hand)
        sheet.text_right(sheet.right, sheet.top - RULE + 6, reference, named)
    else:
        sheet.text_right(sheet.right, sheet.top - 14, reference, named)
        sheet.text_right(sheet.right, sheet.top - 28, beneath, MUTED)
    return sheet.top - HEAD


def _hand(urdu: str, band: float) -> Style:
    """The hand for a name in Urdu: as large as the band and the width allow."""
    below, above = reach(urdu, URDU)
    wide = width(urdu, URDU)
    by_height = band / (above - below) if above > below else 1.0
    by_width = AT_RIGHT / wide if wide else 1.0
    return URDU.sized(max(SMALLEST, URDU.size * min(1.0, by_height, by_width)))


def _letterhead(sheet: Sheet, title: str, park: Names, period: str, room: float, logo: bytes | None) -> None:
    """What all pages of a document share."""
    found = picture(logo) if logo else None
    taken = _draw_logo(sheet, found) if found else _draw_mark(sheet, park.get("code") or "STP")
    left = MARGIN + taken + 10
    room -= taken + 10
    sheet.text(left, sheet.top - 14, shorten(title, TITLE, room), TITLE)
    sheet.text(left, sheet.top - 28, _named(park, period, MUTED, room), MUTED, sentence=True)
    sheet.rule(MARGIN, sheet.right, sheet.top - RULE, Colour.GREEN, 1.4)


def _draw_logo(sheet: Sheet, logo: Logo) -> float:
    """The park's own picture, as high as the mark unless it is very wide; returns its width."""
    wide = min(SIDE * logo.shape, WIDEST_LOGO)
    high = wide / logo.shape
    sheet.picture(MARGIN, sheet.top - SIDE / 2 - high / 2, wide, high, logo.image)
    return wide


def _draw_mark(sheet: Sheet, code: str) -> float:
    """The park's code on a green square; returns its width."""
    sheet.badge(MARGIN, sheet.top - SIDE, SIDE, Colour.GREEN)
    size = min(MARK.size, MARK.size * (SIDE - 6) / max(width(code, MARK), 1))
    mark = MARK.sized(max(size, 5.0))
    shown = shorten(code, mark, SIDE - 4)
    sheet.text_centred(MARGIN + SIDE / 2, sheet.top - SIDE / 2 - mark.size * 0.36, shown, mark)
    return SIDE


def _named(park: Names, period: str, style: Style, room: float) -> str:
    """Park, city, period. No city where the name holds it already, or where there is no room; then the name is cut."""
    name, city = park.get("name") or "", park.get("city") or ""
    place = f" · {isolate(city)}" if city and city.casefold() not in name.casefold() else ""
    when = f" · {period}" if period else ""
    if width(isolate(name) + place + when, style, sentence=True) <= room:
        return isolate(name) + place + when
    return isolate(shorten(name, style, room - width(when, style))) + when


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


def draft_of(imprint: Imprint | None) -> str:
    """`Draft` for the head of every page of what is frozen when its month is closed, until it is; else nothing."""
    return "Draft" if imprint is not None and imprint.freezes and imprint.revision is None else ""


def is_sample(park: Names) -> bool:
    """Whether the park holds sample data."""
    return (park.get("sample") or "").casefold() not in {"", "0", "no", "n", "false", "none"}
