"""How the timeline reads: a mark, a column, the words of its axis."""

from __future__ import annotations

from datetime import time

from stpdesk.core.civil import day_of, local
from stpdesk.core.spans import Span
from stpdesk.core.timeline import DAY, Tick, column_day, column_start
from stpdesk.ui import wording
from stpdesk.ui.outages import words
from stpdesk.ui.outages.lanes import FEED, PLAN, Lane
from stpdesk.ui.outages.words import tr

MIDNIGHT = time()


def kind(lane: Lane) -> str:
    """What a mark of a lane says."""
    return {FEED: tr("out"), PLAN: tr("announced")}.get(lane.kind, tr("ran"))


def said(lane: Lane, span: Span) -> str:
    """A mark in words: `Power, out Sat 31 Oct 2026, 19:05–20:20, 1 h 15 min`."""
    what = tr("out, to confirm:") if span in lane.unconfirmed else kind(lane)
    when = f"{words.day(span.start, year=True)}, {words.times(span)}"
    return tr("{lane}, {kind} {when}, {lasts}").format(
        lane=lane.name, kind=what, when=when, lasts=wording.length(span.seconds)
    )


def column_said(lane: Lane, unit: str, number: int) -> str:
    """A column in words: `Power, March 2021: out 20 h 10 min, 14 times`."""
    start, end = column_start(unit, number), column_start(unit, number + 1)
    out, dark = lane.marks.seconds(start, end), lane.dark.seconds(start, end)
    times = wording.counted(len(lane.marks.touched(start, end)), tr("once"), tr("{n} times"))
    what = (
        f"{kind(lane)} {wording.length(out)}, {times}" if out else tr("never {kind}").format(kind=kind(lane))
    )
    if dark:
        what += ", " + tr("{length} nobody could tell").format(length=wording.length(dark))
    return f"{lane.name}, {column_named(unit, number)}: {what}"


def column_named(unit: str, number: int) -> str:
    """`March 2021`, `week of 1 Mar 2021`, `3 Mar 2021`."""
    first = column_day(unit, number)
    if unit == "month":
        return f"{wording.month_name(first.month)} {first.year}"
    return wording.day(first) if unit == "day" else tr("week of {day}").format(day=wording.day(first))


def tick_words(tick: Tick) -> str:
    """`06:00`, `12 Oct`, `Sat 12 Oct`, `Oct`, `Oct 2026`, `2026`."""
    day = day_of(tick.at)
    if tick.kind == "hour":
        return f"{local(tick.at):%H:%M}"
    if tick.kind == "day":
        return words.day(tick.at) if tick.major else wording.day(day, year=False)
    if tick.kind == "year":
        return str(day.year)
    name = wording.tr(wording.MONTHS[day.month - 1])
    return f"{name} {day.year}" if tick.major else name


def period(span: Span) -> str:
    """What is seen: `3 Oct – 2 Nov 2026`, or one day; less than ten days by their hours, as the records below are."""
    first, last = day_of(span.start), day_of(span.end - 1)
    if first == last:
        return f"{words.day(span.start, year=True)}, {local(span.start):%H:%M}–{local(span.end):%H:%M}"
    begins, ends = local(span.start), local(span.end)
    day = wording.day(first, year=first.year != last.year)
    if span.seconds < 10 * DAY and (begins.time() != MIDNIGHT or ends.time() != MIDNIGHT):
        return f"{day}, {begins:%H:%M} – {wording.day(ends.date())}, {ends:%H:%M}"
    return f"{day} – {wording.day(last)}"


def days(span: Span) -> str:
    """The same where room is scarce: `3 Oct – 2 Nov`, or one day."""
    first, last = day_of(span.start), day_of(span.end - 1)
    if first == last:
        return words.day(span.start, year=True)
    far = first.year != last.year
    return f"{wording.day(first, year=far)} – {wording.day(last, year=far)}"
