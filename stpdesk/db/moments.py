"""Instants between the file, which keeps them as UTC text, and core, which counts seconds."""

from __future__ import annotations

from datetime import UTC, datetime

from stpdesk.core.spans import FOREVER, Span

_FIRST = "0001-01-01T00:00:00Z"
_LAST = "9999-12-31T23:59:59Z"
_SMALLEST = -62_135_596_800
_LARGEST = 253_402_300_799


def text(second: int) -> str:
    """An instant in seconds since 1970 as stored; before the year 1 and after 9999, the ends of what can be stored."""
    if second <= _SMALLEST:
        return _FIRST
    if second >= _LARGEST:
        return _LAST
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def end_text(second: int) -> str | None:
    """The same for an end; None while it is open."""
    return None if second >= FOREVER else text(second)


def overlapping(window: Span | None, row: str = "") -> tuple[str, tuple[str, ...]]:
    """SQL and its values: true of live rows that lie at least partly inside the window; of all live rows without one."""
    alive = f"{row}retired_by IS NULL"
    if window is None:
        return alive, ()
    return (
        f"{alive} AND {row}starts < ? AND ({row}ends > ? OR {row}ends IS NULL)",
        (text(window.end), text(window.start)),
    )
