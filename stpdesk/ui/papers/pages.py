"""A PDF as pdfium sees it: sizes of pages, pictures of them, words and where they stand. Run off the window's thread.

A document is opened for each question and closed again: opening costs well under a millisecond, so nothing lives longer than
its answer, and nothing of pdfium's is ended on another thread. pdfium knows one thread at a time, hence the lock.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

POINTS = 72
"""A PDF's own units in an inch."""
MOST_FOUND = 2_000
"""Places marked at most; a search for one letter would mark half of a long document."""

_ONE = threading.Lock()
Size = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Found:
    """Where words stand: the page (from 0) and boxes in points from its upper left."""

    page: int
    boxes: tuple[QRectF, ...]


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    """The document, for one question."""
    import pypdfium2

    with _ONE:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def warm() -> None:
    """Loads pdfium, which takes longer than a page."""
    import pypdfium2  # noqa: F401  # to have it


def sizes(pdf: bytes) -> list[Size]:
    """Width and height of every page in points."""
    with _opened(pdf) as document:
        return [document.get_page_size(place) for place in range(len(document))]


def picture(pdf: bytes, page: int, width: int) -> QImage:
    """A page, so many pixels wide, on white."""
    with _opened(pdf) as document:
        return _picture(document, page, width)


def strips(pdf: bytes, page: int, width: int, height: int) -> list[QImage]:
    """The same picture cut into strips, each so many pixels high, the last one perhaps less."""
    with _opened(pdf) as document:
        return list(_strips(document, page, width, height))


def pictures(pdf: bytes, pages: Sequence[int], width: int) -> list[QImage]:
    """Several pages of one width: thumbnails."""
    with _opened(pdf) as document:
        return [_picture(document, page, width) for page in pages]


def _picture(document: Any, page: int, width: int) -> QImage:
    """A page, so many pixels wide."""
    return next(_strips(document, page, width, 0))


def _strips(document: Any, page: int, width: int, height: int) -> Iterator[QImage]:
    """A page cut into strips of a height, 0 = one for all. They are copied, for pdfium's own memory goes with the document."""
    one = document[page]
    drawn = one.render(scale=max(width, 1) / one.get_width(), prefer_bgrx=True)
    try:
        whole = QImage(drawn.buffer, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32)
        step = height or drawn.height
        for top in range(0, drawn.height, step):
            yield whole.copy(0, top, drawn.width, min(step, drawn.height - top))
    finally:
        drawn.close()
        one.close()


def found(pdf: bytes, text: str) -> list[Found]:
    """Every place where a text stands, whatever its case; a place over a line's end has more than one box."""
    places: list[Found] = []
    if not text.strip():
        return places
    with _opened(pdf) as document:
        for number in range(len(document)):
            page = document[number]
            words = page.get_textpage()
            search = words.search(text)
            while (place := search.get_next()) is not None and len(places) < MOST_FOUND:
                places.append(Found(number, _boxes(page, words, *place)))
            search.close()
            words.close()
            page.close()
    return places


def _boxes(page: Any, words: Any, first: int, count: int) -> tuple[QRectF, ...]:
    """The boxes of so many letters, y down."""
    height = page.get_height()
    boxes = []
    for place in range(words.count_rects(first, count)):
        left, bottom, right, top = words.get_rect(place)
        boxes.append(QRectF(left, height - top, right - left, top - bottom))
    return tuple(boxes)


def words_between(
    pdf: bytes, page: int, start: tuple[float, float], end: tuple[float, float]
) -> tuple[str, Found]:
    """The text from one place of a page to another (points from its upper left), and its boxes."""
    with _opened(pdf) as document:
        one = document[page]
        words = one.get_textpage()
        height = one.get_height()
        ends = sorted(_letter(words, x, height - y) for x, y in (start, end))
        count = ends[1] - ends[0] + 1 if ends[0] >= 0 else 0
        text = words.get_text_range(ends[0], count) if count else ""
        boxes = _boxes(one, words, ends[0], count) if count else ()
        words.close()
        one.close()
    return text, Found(page, boxes)


def _letter(words: Any, x: float, y: float) -> int:
    """The letter nearest to a place; −1 where there is none near."""
    for near in (4.0, 16.0, 64.0):
        index = words.get_index(x, y, near, near)
        if index is not None:
            return int(index)
    return -1


def text_of(pdf: bytes, page: int) -> str:
    """All words of a page."""
    with _opened(pdf) as document:
        one = document[page]
        words = one.get_textpage()
        text = str(words.get_text_range())
        words.close()
        one.close()
    return text


def some(pdf: bytes, pages: Sequence[int]) -> bytes:
    """A PDF of some of the pages, in that order, still as vectors."""
    import pypdfium2

    with _opened(pdf) as document:
        made = pypdfium2.PdfDocument.new()
        made.import_pages(document, list(pages))
        out = BytesIO()
        made.save(out)
        made.close()
    return out.getvalue()
