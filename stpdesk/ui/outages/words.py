"""How outages read on screen: services, times, sources; one place for list, dialogs and drawings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from stpdesk.core.civil import day_of
from stpdesk.core.months import Month
from stpdesk.core.outages import BOTH, MANUAL, POWER
from stpdesk.core.spans import Span
from stpdesk.ui import wording


def tr(text: str) -> str:
    """Translated, in the context of the screen of outages."""
    return QCoreApplication.translate("outages", text)


def tell_closed(month: Month) -> tuple[str, str]:
    """That a month is closed and what follows; shorter where there is no room."""
    name = f"{wording.month_name(month.number)} {month.year}"
    words = tr("{month} is closed: what is dated in it stays as it is until it is reopened.")
    return words.format(month=name), tr("{month} is closed").format(month=name)


def service(name: str, links: Sequence[str] = ()) -> str:
    """Power, the links that were out, or Internet where none is named."""
    return tr("Power") if name == POWER else ", ".join(links) or tr("Internet")


def day(instant: int, *, year: bool = False) -> str:
    """`Sat 31 Oct`."""
    when = day_of(instant)
    return f"{tr(wording.WEEKDAYS[when.weekday()])[:3]} {wording.day(when, year=year)}"


def times(span: Span) -> str:
    """`19:05–20:20`; with the day it ended on where that is another; `since 19:05` while it lasts."""
    start = wording.clock(span.start)
    if span.open:
        return tr("since %s") % start
    end = wording.clock(span.end)
    if day_of(span.end) == day_of(span.start):
        return f"{start}–{end}"
    return f"{start} – {wording.day(day_of(span.end), year=False)} {end}"


def whole(span: Span) -> str:
    """`Sat 31 Oct, 19:05–20:20`."""
    return f"{day(span.start)}, {times(span)}"


def source(name: str) -> str:
    """Who says so (rule O9)."""
    if name == MANUAL:
        return tr("Entered")
    return tr("Entered and measured") if name == BOTH else tr("Measured")
