"""Blocks drawn on pages of their own, and what stands where on any page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pypdfium2

from stpdesk.reports.pdf.flow import Block, Flow, printed
from stpdesk.reports.pdf.sheet import MARGIN, Sheet

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

TEXT, PATH = 1, 2
MITRE = 2.0
"""A reader makes the box of a line so much larger than its ink, for corners it might have."""


def pdf(*blocks: Block, width: float = 504.0) -> bytes:
    """Blocks under each other, on as many pages as they need."""
    sheet = Sheet("Blocks", author="tests")
    flow = Flow(MARGIN, width, sheet.top, MARGIN)
    for block in blocks:
        flow.add(block, gap=12)
    printed(sheet, flow.finished(), lambda number, count: None)
    return sheet.finish()


def words(content: bytes) -> list[list[tuple[str, Box]]]:
    """Of every page, each piece of text that was set at once, with its box."""
    with pypdfium2.PdfDocument(content) as document:
        return [[*_words(page)] for page in document]


def _words(page: Any) -> Iterator[tuple[str, Box]]:
    """The pieces of one page."""
    text = page.get_textpage()
    for one in page.get_objects((TEXT,)):
        box = one.get_bounds()
        said = text.get_text_bounded(*box)
        if said.strip():
            yield said, box


def overlapping(boxes: Iterable[tuple[str, Box]], slack: float = 0.6) -> list[tuple[str, str]]:
    """Pairs of texts that stand over each other."""
    known = sorted(boxes, key=lambda one: -one[1][3])
    found = []
    for at, (said, (left, bottom, right, top)) in enumerate(known):
        for other, (l2, b2, r2, t2) in known[at + 1 :]:
            if t2 - bottom <= slack:
                break
            if min(right, r2) - max(left, l2) > slack and min(top, t2) - max(bottom, b2) > slack:
                found.append((said, other))
    return found


def faults(content: bytes) -> list[object]:
    """What leaves the margins (letters, lines, forms), and texts that stand over each other."""
    found: list[object] = []
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            wide, high = page.get_size()
            boxes = [one.get_bounds() for one in page.get_objects((PATH,), max_depth=1)]
            boxes = [
                (left + MITRE, bottom + MITRE, right - MITRE, top - MITRE)
                for left, bottom, right, top in boxes
            ]
            texts = [one.get_bounds() for one in page.get_objects((TEXT,))]
            found += [
                (left, bottom, right, top)
                for left, bottom, right, top in (*boxes, *texts)
                if not (left >= MARGIN - 1 and right <= wide - MARGIN + 1)
                or not (bottom >= MARGIN - 1 and top <= high - MARGIN + 1)
            ]
            found += overlapping((str(box), box) for box in texts)
    return found
