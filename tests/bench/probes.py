"""probes.db: a day rolled up, ten years of days read, and how large a year is; beside the bare SQL of the same rows."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from sqlcipher3.dbapi2 import connect

from stpdesk.core.civil import midnight
from stpdesk.core.heartbeat import Account, Beat
from stpdesk.core.proposals import OUTAGE
from stpdesk.core.samples import LINK, POWER, Sample, Watched
from stpdesk.db.probes import Noticed, Probes, days, proposals
from tests.bench._lines import Lines, seconds

FIRST = date(2026, 7, 1)
DAY = timedelta(days=1)
LINKS = [Watched(LINK, f"L{number}") for number in range(3)]
MAINS = Watched(POWER)
HOLDS = {watched: 80 if watched.kind == LINK else 365 for watched in (*LINKS, MAINS)}
BATCH = 240
"""Looks in one transaction here; the monitor has a heartbeat's."""
TRIES = 5
FILLED = 110
"""Days: at ninety the oldest samples begin to go, and their room is used again."""
YEARS, OUTAGES = 10, 5_000


def samples_of(day: date) -> Iterator[Sample]:
    """A day of three links every 30 seconds, and of mains every five minutes with some cuts."""
    start = midnight(day)
    for second in range(0, 86_400, 30):
        for number, link in enumerate(LINKS):
            at = start + second + 7 * number
            bad = (second // 30 + number) % 97 == 0
            yield Sample(
                link, at, 5 if bad else 0, None if bad else 20 + second % 37 / 10, 3, 3 if bad else 0
            )
        if second % 300 == 0 or second % 7200 == 30:
            yield Sample(MAINS, start + second, int(second % 7200 == 30))


def fill(probes: Probes, first: date, last: date) -> None:
    """Days as the monitor leaves them: written, rolled up, and dropped after ninety days."""
    probes._db.execute("PRAGMA synchronous = OFF")
    day = first
    while day <= last:
        waiting: list[Sample] = []
        for sample in samples_of(day):
            waiting.append(sample)
            if len(waiting) == BATCH:
                write(probes, waiting)
        write(probes, waiting)
        while probes.roll_up(day + DAY, 90):
            pass
        day += DAY


def write(probes: Probes, waiting: list[Sample]) -> None:
    """One transaction, with its heartbeat."""
    at = waiting[-1].at if waiting else 0
    probes.write(waiting, account=Account(0, at, "boot"), beat=Beat(at, at, "boot"))
    waiting.clear()


def size(folder: Path) -> float:
    """Megabytes of the file and its log."""
    return sum(path.stat().st_size for path in folder.glob("probes.db*")) / 1e6


def samples(lines: Lines, folder: Path) -> float:
    """A day's roll-up; the size of the file, which no longer grows by samples."""
    with closing(Probes.open(folder, 0)) as probes:
        probes.watch(HOLDS)
        fill(probes, FIRST, FIRST + FILLED * DAY)
        full = size(folder)
        day = FIRST + (FILLED + 1) * DAY
        write(probes, list(samples_of(day)))
        window = (midnight(day), midnight(day + DAY))
        grouping = (
            "SELECT watch, verdict, count(*), sum(sent), sum(lost), avg(round_trip) FROM samples"
            " WHERE at >= ? AND at < ? GROUP BY watch, verdict"
        )
        bare = min(seconds(lambda: probes._db.execute(grouping, window).fetchall()) for _ in range(TRIES))
        took = min(rolled_up(probes, day) for _ in range(TRIES))
        lines.ratio("rolling up a day's samples, beside SQL that groups them", took, bare, 12)
        lines.most("rolling up a day's samples", took * 1000, 50, "ms")
    return full


def rolled_up(probes: Probes, day: date) -> float:
    """Seconds to roll up a day, for the first time or once more."""
    probes._db.execute("UPDATE meta SET value = ? WHERE key = 'rolled_to'", ((day - DAY).isoformat(),))
    return seconds(lambda: probes.roll_up(day + DAY, 90))


def decade(lines: Lines, folder: Path) -> float:
    """Ten years of days and proposals, whose two million samples are long gone; the size of the file."""
    with closing(Probes.open(folder, 0)) as probes:
        probes.watch(HOLDS)
        probes.write(account=Account(0, midnight(FIRST), "boot"), beat=Beat(0, 0, "boot"))
        numbers = [number for (number,) in probes._db.execute("SELECT id FROM watches").fetchall()]
        rows = [
            ((FIRST + n * DAY).isoformat(), number, 80_000, 400, 5_000, 1_000, 137, 411, 9, 213, 388)
            for n in range(YEARS * 365)
            for number in numbers
        ]
        probes._db.executemany(f"INSERT INTO days VALUES ({', '.join('?' * len(rows[0]))})", rows)
        start = midnight(FIRST)
        step = YEARS * 365 * 86_400 // OUTAGES
        probes.write(
            noticed=[
                Noticed(OUTAGE, start + n * step, start + n * step + 900, "internet", "L0", "ISP")
                for n in range(OUTAGES)
            ]
        )
        with closing(connect(str(folder / "probes.db"))) as conn:
            bare_days = seconds(
                lambda: conn.execute("SELECT * FROM days JOIN watches ON id = watch").fetchall()
            )
            bare = seconds(lambda: conn.execute("SELECT * FROM proposals").fetchall())
        last = FIRST + YEARS * 365 * DAY
        took = seconds(lambda: days(folder, FIRST, last))
        lines.ratio(f"reading {len(rows)} days of ten years, beside SQL", took, bare_days, 10)
        lines.most("reading the days of ten years (2,000,000 samples)", took, 1, "s")
        month = seconds(lambda: days(folder, FIRST + 300 * DAY, FIRST + 330 * DAY))
        lines.most("reading the days of a month", month * 1000, 50, "ms")
        took = seconds(lambda: proposals(folder))
        lines.ratio(f"reading {OUTAGES} proposals, beside SQL", took, bare, 15)
    return size(folder)


def main() -> None:
    """Prints the lines."""
    lines = Lines()
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        full = samples(lines, Path(one))
        rolled = decade(lines, Path(other))
        what = "probes.db after a year: ninety days of samples of three links and a UPS, and its roll-ups"
        lines.most(what, full + rolled / YEARS, 40, "MB")
    lines.end()
