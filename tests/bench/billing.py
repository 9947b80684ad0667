"""Looking through and issuing the run of 200 tenants who were billed for two years, against bare SQL for the same rows."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from stpdesk.actions.billing import issue_run, preview_run
from stpdesk.actions.run_review import review
from stpdesk.core.months import Month
from stpdesk.db.rows import fetch
from tests.bench._lines import Lines, seconds
from tests.bench._parks import make, opened
from tests.bench.issuing import bare_loop, written

TENANTS, MONTHS, TRIES = 200, 24, 5
FIRST = Month(2026, 1)
ROWS = (
    "SELECT * FROM leases", "SELECT * FROM lease_units", "SELECT * FROM lease_charges", "SELECT * FROM units",
    "SELECT * FROM tenants", "SELECT service, first, last FROM invoice_lines WHERE service IS NOT NULL ORDER BY 1, 2",
)  # fmt: skip
"""What a run is made of, read as it lies."""


def cpu(work: Callable[[], object]) -> float:
    """The best of some tries, in seconds of the processor."""
    best = float("inf")
    for _ in range(TRIES):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


def main() -> None:
    """Prints the ratios."""
    lines = Lines()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "park"
        make(folder, TENANTS)
        session = opened(folder)
        with session.park:
            begun = time.process_time()
            took = seconds(lambda: issue_run(session, FIRST))
            issued = time.process_time() - begun
            schema, rows = written(folder)
            floor = min(bare_loop(Path(place) / f"bare{n}.db", schema, rows) for n in range(3))
            lines.ratio("issue 200 tenants", took, floor, 4)
            lines.most("processor time of issuing 200 tenants", issued * 1000, 500, "ms")
            for later in range(1, MONTHS):
                issue_run(session, FIRST + later)
            month = FIRST + MONTHS

            def bare() -> None:
                with session.park.reading() as db:
                    for sql in ROWS:
                        fetch(db, sql)

            floor = cpu(bare)
            seen = cpu(lambda: preview_run(session, month))
            lines.ratio("preview of 200 tenants", seen, floor, 4)
            lines.most("processor time of a preview of 200 tenants", seen * 1000, 150, "ms")
            lines.ratio("the run as it is looked through", cpu(lambda: review(session, month)), floor, 6)
    lines.end()
