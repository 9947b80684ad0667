"""Texts that are too long for their place: they end in …, an Urdu name at its left, where it ends."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF

TO_THE_LEFT = frozenset({"R", "AL"})
STRONG = TO_THE_LEFT | {"L"}
MARK = "\N{RIGHT-TO-LEFT MARK}"
"""Behind …, it makes that stand where a text written to the left ends, also one that begins with other words."""


def cut(text: str, metrics: QFontMetrics | QFontMetricsF, room: float) -> str:
    """The text, or as much of it with … as fits into so many pixels."""
    wide = int(max(room, 0))
    short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, wide)
    turned = written_to_the_left(text) or written_to_the_left(short[::-1])
    return short if short == text or not turned else short + MARK


def wrapped(text: str, metrics: QFontMetrics | QFontMetricsF, width: float, most: int) -> list[str]:
    """Text in at most so many lines of a width, each ending in … where it does not fit."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most:
        line = words.pop(0)
        while words and metrics.horizontalAdvance(f"{line} {words[0]}") <= width:
            line = f"{line} {words.pop(0)}"
        lines.append(line)
    if words and lines:
        lines[-1] = f"{lines[-1]} {' '.join(words)}"
    return [cut(line, metrics, width) for line in lines]


def written_to_the_left(text: str) -> bool:
    """Whether the first letter that has a direction is Urdu, or of another script that runs to the left."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind for kind in kinds if kind in STRONG), "L") in TO_THE_LEFT
