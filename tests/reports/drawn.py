"""Blocks drawn on pages of their own, to be read back."""

from __future__ import annotations

from collections.abc import Iterable

import pypdfium2

from stpdesk.reports.pdf.flow import Block, Flow, printed
from stpdesk.reports.pdf.sheet import MARGIN, Sheet

Box = tuple[float, float, float, float]


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
    found = []
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            text = page.get_textpage()
            pieces = [
                (text.get_text_bounded(*one.get_bounds()), one.get_bounds()) for one in page.get_objects((1,))
            ]
            found.append([(said, box) for said, box in pieces if said.strip()])
    return found


def overlapping(boxes: Iterable[tuple[str, Box]], slack: float = 0.6) -> list[tuple[str, str]]:
    """Pairs of texts that stand over each other."""
    known = list(boxes)
    return [
        (said, other)
        for at, (said, (left, bottom, right, top)) in enumerate(known)
        for other, (l2, b2, r2, t2) in known[at + 1 :]
        if min(right, r2) - max(left, l2) > slack and min(top, t2) - max(bottom, b2) > slack
    ]
