"""A day's samples become one row a watched thing, for ever; old samples go once their day is rolled up."""

from __future__ import annotations

from datetime import date, timedelta

from stpdesk.core.civil import day_of, days_between, midnight
from stpdesk.core.samples import Day, Row, Watched, rolled
from stpdesk.core.spans import Span
from stpdesk.db.engine import Connection

_DAY = timedelta(days=1)
_PUT = """
INSERT INTO days VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET up = excluded.up, degraded = excluded.degraded, down = excluded.down,
    unknown = excluded.unknown, samples = excluded.samples, sent = excluded.sent, lost = excluded.lost,
    median = excluded.median, most = excluded.most
"""


def roll_up(conn: Connection, day: date) -> None:
    """Writes the rows of one local day, from its samples; in the caller's transaction."""
    window = Span(midnight(day), midnight(day + _DAY))
    watches = conn.execute("SELECT id, kind, link, hold FROM watches").fetchall()
    rows: dict[int, list[Row]] = {number: [] for number, *_ in watches}
    found = conn.execute(
        "SELECT watch, at, verdict, round_trip, sent, lost FROM samples WHERE at >= ? AND at < ? ORDER BY at",
        (window.start - max((hold for *_, hold in watches), default=0), window.end),
    )
    for number, at, verdict, trip, sent, lost in found:
        rows[number].append((at, verdict, trip, sent, lost))
    for number, kind, link, hold in watches:
        one = rolled(day, window, Watched(kind, link or None), hold, rows[number])
        if one is not None:
            times = (one.up, one.degraded, one.down, one.unknown)
            counts = (
                one.samples,
                one.sent,
                one.lost,
                one.median,
                one.most,
            )  # round trips as stored, in tenths
            conn.execute(_PUT, (day.isoformat(), number, *times, *counts))


def due(conn: Connection, today: date) -> list[date]:
    """Days before today that have samples and are not rolled up yet, oldest first."""
    oldest = conn.execute("SELECT min(at) FROM samples").fetchone()[0]
    done = conn.execute("SELECT value FROM meta WHERE key = 'rolled_to'").fetchone()
    if oldest is None:
        return []
    first = date.fromisoformat(done[0]) + _DAY if done else day_of(oldest)
    return days_between(max(first, day_of(oldest)), today - _DAY)


def mark(conn: Connection, last: date) -> None:
    """Remembers how far all days are rolled up; in the caller's transaction."""
    conn.execute(
        "INSERT INTO meta VALUES ('rolled_to', ?) ON CONFLICT DO UPDATE SET value = excluded.value",
        (last.isoformat(),),
    )


def unmark(conn: Connection, instant: int) -> None:
    """Has the day of an instant, and all after it, rolled up again; in the caller's transaction."""
    done = conn.execute("SELECT value FROM meta WHERE key = 'rolled_to'").fetchone()
    before = day_of(instant) - _DAY
    if done and date.fromisoformat(done[0]) > before:
        mark(conn, before)


def drop_old(conn: Connection, today: date, keep_days: int) -> None:
    """Deletes the samples of rolled-up days older than so many days; in the caller's transaction."""
    done = conn.execute("SELECT value FROM meta WHERE key = 'rolled_to'").fetchone()
    if done:
        last = min(today - timedelta(days=keep_days), date.fromisoformat(done[0]) + _DAY)
        conn.execute("DELETE FROM samples WHERE at < ?", (midnight(last),))


def days(conn: Connection, first: date, last: date) -> list[Day]:
    """The rolled-up days from the first to the last, both included, in order of day, then kind and link."""
    rows = conn.execute(
        "SELECT day, kind, link, up, degraded, down, unknown, samples, sent, lost, median / 10.0, most / 10.0"
        " FROM days JOIN watches ON watches.id = watch WHERE day BETWEEN ? AND ? ORDER BY day, kind, link",
        (first.isoformat(), last.isoformat()),
    )
    return [
        Day(date.fromisoformat(day), Watched(kind, link or None), *rest) for day, kind, link, *rest in rows
    ]
