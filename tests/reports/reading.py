"""Reading documents back, as a person's viewer does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pypdfium2
from PIL import ImageChops

from stpdesk.reports.pdf.sheet import MARGIN

POINT = 1.0


def pages(content: bytes) -> list[str]:
    """The text of every page, line ends as line feeds."""
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def text(content: bytes) -> str:
    """The text of all pages."""
    return "\n".join(pages(content))


def titles(content: bytes) -> list[str]:
    """The bookmarks."""
    with pypdfium2.PdfDocument(content) as document:
        return [mark.get_title() for mark in document.get_toc()]


def about(content: bytes) -> dict[str, str]:
    """Title, author and so on."""
    with pypdfium2.PdfDocument(content) as document:
        return dict(document.get_metadata_dict())


def outside_margins(content: bytes) -> list[str]:
    """Whatever stands outside the margins: letters by their boxes, and ink on the rendered page."""
    with pypdfium2.PdfDocument(content) as document:
        return [fault for page in document for fault in (*_letters_outside(page), *_ink_outside(page))]


def _letters_outside(page: Any) -> Iterator[str]:
    wide, high = page.get_size()
    letters = page.get_textpage()
    for at in range(letters.count_chars()):
        left, bottom, right, top = letters.get_charbox(at)
        if right <= left or top <= bottom:
            continue
        inside = left >= MARGIN - POINT and right <= wide - MARGIN + POINT
        if not inside or bottom < MARGIN - POINT or top > high - MARGIN + POINT:
            yield f"{letters.get_text_range(at, 1)!r} at {left:.0f} {bottom:.0f} {right:.0f} {top:.0f}"


def _ink_outside(page: Any) -> Iterator[str]:
    wide, high = page.get_size()
    picture = page.render(scale=1).to_pil().convert("L")
    box = ImageChops.invert(picture).point(lambda dark: 255 if dark > 40 else 0).getbbox()
    if box is None:
        return
    left, top, right, bottom = box
    if left < MARGIN - 2 or top < MARGIN - 2 or right > wide - MARGIN + 2 or bottom > high - MARGIN + 2:
        yield f"ink at {box}"
