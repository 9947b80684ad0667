"""Closes a month in a process of its own, which says after each document how far it is: whoever reads that may kill it.

It prints, a line each: `paper N` (made and sealed, nothing committed), `closed` (all is on disk). The documents are small
ones made here: what is tried is that they are sealed and named in one act, not what stands in them.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from stpdesk.actions.closing import close_month
from stpdesk.actions.session import Session
from stpdesk.core.frozen import PDF, Closing, Paper
from stpdesk.core.months import Month
from stpdesk.db.park import Park

if TYPE_CHECKING:
    from sqlite_utils import Database

KINDS = ("monthly", "rent-roll", "ageing")


def clock() -> datetime:
    """A day after the month that is closed."""
    return datetime(2026, 11, 2, 6, tzinfo=UTC)


def papers(_db: Database, closing: Closing) -> Iterator[Paper]:
    """Three documents of a few bytes."""
    for kind in KINDS:
        figures = f'{{"kind": "{kind}", "month": "{closing.month}"}}'.encode()
        number = f"GLT/{kind}/{closing.month}"
        yield Paper(
            kind, kind, number, sha256(figures).hexdigest(), (), figures, {PDF: b"%PDF-1.4 " + figures}
        )


def main(folder: Path, stop_at: str) -> None:
    """Says each step; at `stop_at` it waits to be killed."""

    def say(words: str) -> None:
        print(words, flush=True)
        if words == stop_at:
            time.sleep(60)

    def freeze(db: Database, closing: Closing) -> Iterator[Paper]:
        for done, paper in enumerate(papers(db, closing), start=1):
            yield paper
            say(f"paper {done}")

    with Park.open(folder, user="manager", password="x", write=True, clock=clock) as park:
        close_month(Session(park, park.actor, clock), Month(2026, 10), freeze)
        say("closed")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
