"""Ten years of one park's outages: a month's figures, and all ten years, beside the bare SQL that reads the same rows."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stpdesk.actions.importing import import_rows
from stpdesk.core.months import Month
from stpdesk.db.park import Park
from stpdesk.reports.figures.context import Context
from stpdesk.reports.figures.outages import outages
from stpdesk.reports.figures.services import internet_json, power_json
from tests.bench._lines import Lines, seconds
from tests.bench._parks import PASSWORD, clock, make, opened

if TYPE_CHECKING:
    from sqlite_utils import Database

MONTH = Month(2025, 10)
FIRST, LAST = date(2016, 1, 1), date(2025, 12, 31)
COUNT = 5_000
TRIES = 5


def rows(count: int) -> dict[str, list[dict[str, Any]]]:
    """Outages of the grid, of two links and of some units, with generator runs, over ten years."""
    dice = random.Random(5)
    begin = datetime(2016, 1, 1, tzinfo=UTC)
    found: dict[str, list[dict[str, Any]]] = {"Outages": [], "Runs": [], "Gaps": []}
    found["Links"] = [{"link": "SCO"}, {"link": "SAT"}]
    for turn in range(count):
        start = begin + timedelta(minutes=turn * (3652 * 1440 // count) + dice.randrange(600))
        end = start + timedelta(minutes=dice.choice((2, 5, 20, 90, 240)), seconds=dice.randrange(60))
        service = dice.choice(("power", "power", "internet"))
        row: dict[str, Any] = {
            "service": service,
            "start": start,
            "end": end,
            "cause": dice.choice(("fault", None)),
        }
        if service == "internet":
            row["link"] = dice.choice((None, "SCO", "SAT"))
        elif dice.randrange(10) == 0:
            row["units"] = (f"U-{dice.randrange(1, 100)}",)
        else:
            found["Runs"].append(
                {"source": "generator", "start": start + timedelta(minutes=1), "end": end, "carries": "park"}
            )
        found["Outages"].append(row)
        if dice.randrange(40) == 0:
            found["Gaps"].append({"start": start, "end": start + timedelta(hours=2)})
    return found


def best(folder: Path, work: Callable[[Context], object]) -> tuple[float, float]:
    """Seconds of the work on a park just opened for reading, and of reading its terms alone; the least of some tries."""
    least, terms = [], []
    for _ in range(TRIES):
        with (
            Park.open(folder, user="manager", password=PASSWORD, write=False, clock=clock) as park,
            park.reading() as db,
        ):
            context = Context(db, MONTH.last, MONTH)
            terms.append(seconds(lambda context=context: context.terms))  # type: ignore[misc]
            least.append(seconds(lambda context=context: work(context)))  # type: ignore[misc]
    return min(least), min(terms)


def bare(db: Database, first: str, last: str) -> None:
    """The rows of a window, and nothing done with them."""
    for table in ("outages", "supply_runs", "gaps"):
        db.execute(f"SELECT * FROM {table} WHERE starts < ? AND ends > ?", (last, first)).fetchall()


def month(context: Context) -> str:
    """`power` and `internet` of a month."""
    figures = context.reliability(MONTH.first, MONTH.last)
    return json.dumps([power_json(figures.power()), internet_json(figures.internet())])


def decade(context: Context) -> str:
    """`power` and `internet` of ten years."""
    figures = context.reliability(FIRST, LAST)
    return json.dumps([power_json(figures.power()), internet_json(figures.internet())])


def main() -> None:
    """Prints the times against their limits."""
    lines = Lines()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "park"
        make(folder, 100)
        session = opened(folder)
        took = seconds(lambda: import_rows(session, {}, rows(COUNT)))
        session.park.close()
        print(f"importing {COUNT} outages with their runs: {took:.1f} s")
        with (
            Park.open(folder, user="manager", password=PASSWORD, write=False, clock=clock) as park,
            park.reading() as db,
        ):
            some = min(seconds(lambda: bare(db, f"{MONTH.first}", f"{MONTH.last}")) for _ in range(TRIES))
            every = min(seconds(lambda: bare(db, "2016", "2026")) for _ in range(TRIES))
        for name, work, limit, floor in (
            ("a month's figures", month, 0.05, some),
            ("ten years' figures", decade, 1.0, every),
        ):
            least, terms = best(folder, work)
            lines.most(f"{name} of {COUNT} outages, 100 tenants", least, limit, "s")
            print(
                f"  {least / floor:.1f} times the bare SQL of the same rows ({floor:.4f} s); terms read before: {terms:.3f} s"
            )
        least, _ = best(folder, lambda context: outages(context, FIRST, LAST))
        print(f"report outages of ten years: {least:.2f} s")
    lines.end()
