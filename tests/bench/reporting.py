"""`report monthly` on ten years of 100 tenants: the computing alone, and the whole command."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from stpdesk.actions.billing import issue_run
from stpdesk.actions.parks import make_demo
from stpdesk.actions.session import Session, system_clock
from stpdesk.core.months import Month
from stpdesk.db.park import Park
from stpdesk.reports import catalogue
from stpdesk.reports.asked import Asked
from stpdesk.reports.figures.context import Context
from tests.bench._lines import Lines, program, seconds
from tests.bench._parks import PASSWORD

MONTH = Month(2026, 10)
OTHERS = ("ageing", "occupancy", "rent-roll", "subsidy-claim", "withholding", "invoices")
TRIES = 3


def computing(folder: Path, name: str) -> float:
    """Seconds of one report on a park just opened for reading."""
    with (
        Park.open(folder, user="manager", password=PASSWORD, write=False, clock=system_clock) as park,
        park.reading() as db,
    ):
        kind = catalogue.kind(name)
        return seconds(
            lambda: json.dumps(kind.figures(Context(db, MONTH.last, MONTH), Asked(month=MONTH)).data)
        )


def main() -> None:
    """Prints the times against the limit."""
    lines = Lines()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "park"
        took = seconds(
            lambda: make_demo(
                folder,
                user="manager",
                password=PASSWORD,
                which="gilgit",
                tenants=100,
                months=120,
                progress=None,
            )
        )
        print(f"making ten years of 100 tenants: {took:.1f} s")
        with Park.open(folder, user="manager", password=PASSWORD, write=True, clock=system_clock) as park:
            issue_run(Session(park, park.actor, system_clock), MONTH)
        least = min(computing(folder, "monthly") for _ in range(TRIES))
        lines.most("report monthly, ten years of 100 tenants", least, 1, "s")
        for name in OTHERS:
            print(f"report {name}: {computing(folder, name):.3f} s")
        whole, peak = program("report", "monthly", str(MONTH), park=folder)
        print(f"report monthly as a command, password and start-up included: {whole:.2f} s, {peak:.0f} MB")
    lines.end()
