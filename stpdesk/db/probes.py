"""What the monitor saw, in `probes.db`: its one writer, and the questions others ask of it (rule O9)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from stpdesk.core.civil import day_of
from stpdesk.core.errors import Refused
from stpdesk.core.heartbeat import Account, Beat
from stpdesk.core.proposals import GAP, Proposal
from stpdesk.core.samples import LINK, UNKNOWN, Day, Sample, State, Watched
from stpdesk.core.spans import FOREVER, Span
from stpdesk.core.watching import Mains, Verdict
from stpdesk.db import rollups
from stpdesk.db.engine import Connection
from stpdesk.db.folder import PROBES
from stpdesk.db.lock import refuse_network
from stpdesk.db.probes_file import (
    Damaged,
    MonitorLock,
    held,
    move_aside,
    open_to_write,
    reading,
    sentences,
    transaction,
)

__all__ = ["Damaged", "Noticed", "Probes", "days", "held", "proposals", "proposals_or_why", "pulse", "states"]

_BEAT = """
INSERT INTO heartbeat VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET since = excluded.since, reached = excluded.reached, wall = excluded.wall,
    monotonic = excluded.monotonic, boot_id = excluded.boot_id, clean = excluded.clean,
    leap_from = excluded.leap_from, leap_to = excluded.leap_to
"""


@dataclass(slots=True)
class Noticed:
    """A proposal in the making: `end` None while it lasts, `number` None until it is written."""

    kind: str
    start: int
    end: int | None = None
    service: str | None = None
    link: str | None = None
    verdict: str | None = None
    told: str | None = None
    number: int | None = None


class Probes:
    """The writer of a park's `probes.db`; there is one, by a lock of the operating system.

    Its methods raise Refused with the reason where the disk is full or fails (nothing of the call is kept, it may be
    repeated), and Damaged where the file itself is; then `renew`.
    """

    def __init__(self, path: Path, lock: MonitorLock) -> None:
        self._path = path
        self._lock = lock
        self._numbers: dict[Watched, int] = {}
        self._conn: Connection | None = open_to_write(path)
        self.moved_to: Path | None = None
        """where a damaged file was moved when this one was begun"""

    @classmethod
    def open(cls, folder: Path, at: int) -> Probes:
        """Opens or begins the file; a damaged one is moved aside. Refuses a second monitor and a network drive."""
        refuse_network(folder)
        lock = MonitorLock(folder)
        path = folder / PROBES
        try:
            try:
                return cls(path, lock)
            except Damaged:
                aside = move_aside(path, day_of(at).isoformat())
                probes = cls(path, lock)
                probes.moved_to = aside
                return probes
        except BaseException:
            lock.release()
            raise

    def close(self) -> None:
        """Closes the file and lets another monitor begin; harmless twice."""
        if self._conn is not None:
            self._conn.close()
            self._conn = None
        self._lock.release()

    def renew(self, at: int) -> Path:
        """Moves a file that proved damaged aside and begins a new one; where the old one is now."""
        if self._conn is not None:
            self._conn.close()
            self._conn = None
        aside = move_aside(self._path, day_of(at).isoformat())
        self._numbers.clear()
        self._conn = open_to_write(self._path)
        self.moved_to = aside
        return aside

    @property
    def _db(self) -> Connection:
        if self._conn is None:
            self._conn = open_to_write(self._path)
        return self._conn

    def last_account(self) -> Account | None:
        """What was kept of the last heartbeat; None before the first."""
        with sentences(self._path):
            row = self._db.execute(
                "SELECT since, reached, boot_id, clean, leap_from, leap_to FROM heartbeat"
            ).fetchone()
        if row is None:
            return None
        since, reached, boot, clean, leap_from, leap_to = row
        leap = None if leap_from is None or leap_to is None else Span(leap_from, leap_to)
        return Account(since, reached, boot, bool(clean), leap)

    def gaps(self, since: int) -> list[Span]:
        """Gaps of everything that end after an instant."""
        with sentences(self._path):
            rows = self._db.execute(
                "SELECT starts, ends FROM proposals WHERE kind = ? AND service IS NULL AND ends > ?",
                (GAP, since),
            ).fetchall()
        return [Span(start, end) for start, end in rows]

    def watch(self, watched: dict[Watched, int]) -> None:
        """Sets what is watched from now on, and for how many seconds a sample of it holds at most."""
        with transaction(self._db, self._path):
            self._db.execute("UPDATE watches SET active = 0")
            for one, hold in watched.items():
                self._db.execute(
                    "INSERT INTO watches (kind, link, hold, active) VALUES (?, ?, ?, 1)"
                    " ON CONFLICT DO UPDATE SET hold = excluded.hold, active = 1",
                    (one.kind, one.link or "", hold),
                )
            rows = self._db.execute("SELECT kind, link, id FROM watches").fetchall()
        self._numbers = {Watched(kind, link or None): number for kind, link, number in rows}

    def write(
        self,
        samples: Collection[Sample] = (),
        noticed: Collection[Noticed] = (),
        account: Account | None = None,
        beat: Beat | None = None,
    ) -> None:
        """Writes samples, the heartbeat and what was noticed, all or nothing, with one sync of the disk."""
        fresh: list[tuple[Noticed, int]] = []
        with transaction(self._db, self._path):
            self._write_samples(samples)
            for one in noticed:
                fresh += self._put(one)
            if account is not None and beat is not None:
                leap = account.leap or (None, None)
                clocks = (beat.wall, beat.monotonic, account.boot_id, account.clean)
                self._db.execute(_BEAT, (account.since, account.reached, *clocks, *leap))
        for one, number in fresh:
            one.number = number

    def _write_samples(self, samples: Collection[Sample]) -> None:
        """The samples, and how each watched thing stands now."""
        rows = []
        last: dict[int, Sample] = {}
        since: dict[int, tuple[int | None, int | None]] = {}
        for one in samples:
            number = self._numbers[one.watched]
            trip = None if one.round_trip is None else round(one.round_trip * 10)
            rows.append((one.at, number, one.verdict, trip, one.sent, one.lost))
            if number not in since:
                found = self._db.execute(
                    "SELECT verdict, since FROM watches WHERE id = ?", (number,)
                ).fetchone()
                since[number] = tuple(found)
            if since[number][0] != one.verdict:
                since[number] = (one.verdict, one.at)
            last[number] = one
        self._db.executemany(
            "INSERT INTO samples VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET verdict = excluded.verdict,"
            " round_trip = excluded.round_trip, sent = excluded.sent, lost = excluded.lost",
            rows,
        )
        for number, one in last.items():
            self._db.execute(
                "UPDATE watches SET at = ?, verdict = ?, since = ? WHERE id = ?",
                (one.at, *since[number], number),
            )

    def _put(self, one: Noticed) -> list[tuple[Noticed, int]]:
        """Adds a proposal, or changes the one it was; a new one comes back with its number."""
        values = (one.kind, one.service, one.link, one.start, one.end, one.verdict, one.told)
        if one.number is None:
            done = self._db.execute(
                "INSERT INTO proposals (kind, service, link, starts, ends, verdict, told)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                values,
            )
            return [(one, done.lastrowid or 0)]
        self._db.execute(
            "UPDATE proposals SET kind = ?, service = ?, link = ?, starts = ?, ends = ?, verdict = ?, told = ?"
            " WHERE number = ?",
            (*values, one.number),
        )
        return []

    def end_open(self, at: int) -> None:
        """Ends what the last run left open: nobody knows any further than its last heartbeat."""
        with transaction(self._db, self._path):
            self._db.execute(
                "UPDATE proposals SET ends = max(?, starts + 1) WHERE ends IS NULL",
                (at,),
            )

    def blank(self, span: Span) -> None:
        """Makes a span unknown for all that is watched: what had been seen in it goes, one unknown sample stays."""
        with transaction(self._db, self._path):
            self._db.execute("DELETE FROM samples WHERE at >= ? AND at < ?", span)
            self._db.execute(
                "INSERT INTO samples SELECT ?, id, ?, NULL, 0, 0 FROM watches WHERE active",
                (span.start, UNKNOWN),
            )
            self._db.execute(
                "UPDATE watches SET since = ?, at = ?, verdict = ? WHERE active AND verdict IS NOT ?",
                (span.start, span.start, UNKNOWN, UNKNOWN),
            )
            rollups.unmark(self._db, span.start)

    def withdraw(self, since: int) -> None:
        """Forgets all that was dated from an instant on, by a clock that proved to be ahead."""
        with transaction(self._db, self._path):
            self._db.execute("DELETE FROM samples WHERE at >= ?", (since,))
            self._db.execute("DELETE FROM days WHERE day > ?", (day_of(since).isoformat(),))
            self._db.execute("DELETE FROM proposals WHERE starts >= ?", (since,))
            self._db.execute("UPDATE proposals SET ends = ? WHERE ends > ? OR ends IS NULL", (since, since))
            self._db.execute(
                "UPDATE watches SET at = NULL, verdict = NULL, since = NULL WHERE at >= ?", (since,)
            )
            rollups.unmark(self._db, since)

    def roll_up(self, today: date, keep_days: int) -> int:
        """Rolls up the next day before today that is not yet, else drops old samples; days still to do."""
        with transaction(self._db, self._path):
            waiting = rollups.due(self._db, today)
            if waiting:
                rollups.roll_up(self._db, waiting[0])
                rollups.mark(self._db, waiting[0])
            if len(waiting) <= 1:
                rollups.drop_old(self._db, today, keep_days)
        return max(0, len(waiting) - 1)


def proposals(folder: Path) -> list[Proposal]:
    """All the monitor of a park has noticed, in the order it did; none without a file. Refuses a damaged file."""
    with reading(folder) as conn:
        if conn is None:
            return []
        file = conn.execute("SELECT value FROM meta WHERE key = 'file'").fetchone()[0]
        rows = conn.execute(
            "SELECT number, kind, starts, ends, service, link, verdict, told FROM proposals ORDER BY number"
        ).fetchall()
    return [
        Proposal(f"{file}/{number}", kind, Span(start, FOREVER if end is None else end), *rest)
        for number, kind, start, end, *rest in rows
    ]


def proposals_or_why(folder: Path) -> tuple[tuple[Proposal, ...], str | None]:
    """The same for a figure, which no file of the monitor's may stop: what it noticed, or none of it and a sentence."""
    try:
        return tuple(proposals(folder)), None
    except Refused as refused:
        return (), f"What the monitor noticed and nobody has taken into the park is not counted. {refused}"


def states(folder: Path) -> list[State]:
    """How each watched thing stands, links by code, then the mains; none without a file. Refuses a damaged file."""
    with reading(folder) as conn:
        if conn is None:
            return []
        rows = conn.execute(
            "SELECT kind, link, watches.at, verdict, watches.since, heartbeat.reached, NOT clean"
            " FROM watches JOIN heartbeat WHERE active AND watches.at IS NOT NULL ORDER BY kind, link"
        ).fetchall()
    return [
        State(
            Watched(kind, link or None),
            at,
            Verdict(verdict) if kind == LINK else Mains(verdict),
            since,
            beat,
            bool(running),
        )
        for kind, link, at, verdict, since, beat, running in rows
    ]


def pulse(folder: Path) -> tuple[int, bool] | None:
    """The last heartbeat's instant, and whether the monitor goes on as far as it said; None before the first."""
    with reading(folder) as conn:
        row = None if conn is None else conn.execute("SELECT reached, NOT clean FROM heartbeat").fetchone()
    return None if row is None else (row[0], bool(row[1]))


def days(folder: Path, first: date, last: date) -> list[Day]:
    """The rolled-up local days from the first to the last, both included; none without a file. Refuses a damaged one."""
    with reading(folder) as conn:
        return [] if conn is None else rollups.days(conn, first, last)
