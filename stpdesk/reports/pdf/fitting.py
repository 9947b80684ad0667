"""Text into a given width: wrapped at its spaces, or shortened."""

from __future__ import annotations

from stpdesk.reports.pdf.script import clean
from stpdesk.reports.pdf.sheet import Style, width

ELLIPSIS = "…"


def wrap(text: str, style: Style, room: float, most: int = 0) -> tuple[str, ...]:
    """Lines no wider than `room`; a word that is wider is broken; after `most` lines (0 = any) it ends in “…”."""
    text = clean(text)
    if width(text, style) <= room:
        return (text,) if text else ()
    lines: list[str] = []
    line = ""
    for word in filter(None, text.split(" ")):
        longer = f"{line} {word}" if line else word
        if width(longer, style) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _broken(word, style, room)
        lines.extend(full)
    lines.append(line)
    if most and len(lines) > most:
        rest = f"{lines[most - 1]} {lines[most]}"
        lines = [*lines[: most - 1], shorten(rest, style, room)]
    return tuple(lines)


def shorten(text: str, style: Style, room: float) -> str:
    """The text, or as much of its beginning as fits with an ellipsis."""
    if width(text, style) <= room:
        return text
    return text[: _reach(text, style, room - width(ELLIPSIS, style))].rstrip() + ELLIPSIS


def fitted(text: str, style: Style, room: float) -> Style:
    """The style, smaller where the text needs it: a figure is never cut."""
    wide = width(text, style)
    return style if wide <= room else style.sized(style.size * room / wide)


def _broken(word: str, style: Style, room: float) -> list[str]:
    """A word cut where it reaches the edge; the last part is shorter."""
    parts = []
    while width(word, style) > room:
        cut = max(1, _reach(word, style, room))
        if cut == len(word):
            break
        parts.append(word[:cut])
        word = word[cut:]
    return [*parts, word]


def _reach(text: str, style: Style, room: float) -> int:
    """How many characters fit, by halving."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle], style) <= room:
            low = middle
        else:
            high = middle - 1
    return low
