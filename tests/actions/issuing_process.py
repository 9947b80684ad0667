"""Issues a month in a process of its own, which says how far it is: whoever reads that may kill it.

It prints, a line each: `written` (every document is in the file's journal, nothing is committed), `issued` (all is on disk).
"""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from stpdesk.actions import billing
from stpdesk.actions.session import Session
from stpdesk.core.months import Month
from stpdesk.db.park import Park


def clock() -> datetime:
    """A day in the month."""
    return datetime(2026, 10, 2, 6, tzinfo=UTC)


def main(folder: Path, stop_at: str) -> None:
    """Says each step; at `stop_at` it waits to be killed."""

    def say(words: str) -> None:
        print(words, flush=True)
        if words == stop_at:
            time.sleep(60)

    settling = billing._settle

    def settle(*words: Any) -> None:
        say("written")
        settling(*words)

    billing._settle = settle  # type: ignore[assignment]  # says so, and goes on as ever
    with Park.open(folder, user="manager", password="x", write=True, clock=clock) as park:
        billing.issue_run(Session(park, park.actor, clock), Month(2026, 10))
        say("issued")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
