"""Parks for the benchmarks: made through the program's own import, with keys that cost nothing to open."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from stpdesk.actions.importing import import_rows
from stpdesk.actions.session import Session
from stpdesk.db.keys import Kdf
from stpdesk.db.park import Park

PASSWORD = "bench"
CHEAP = Kdf(memory_kib=8, passes=1, lanes=1)
START = date(2025, 12, 1)


def clock() -> datetime:
    """A day in the first month that is billed."""
    return datetime(2026, 1, 5, 6, tzinfo=UTC)


def opened(folder: Path) -> Session:
    """The park, open for writing."""
    park = Park.open(folder, user="manager", password=PASSWORD, write=True, clock=clock)
    return Session(park, park.actor, clock)


def crowd(tenants: int) -> dict[str, list[dict[str, Any]]]:
    """Tenants with a room each, rent and three charges: four lines on every invoice."""
    numbers = range(1, tenants + 1)
    heads = (("internet", 1_200_000), ("service", 250_000), ("parking", 100_000))
    return {
        "Units": [{"unit": f"U-{n}", "sqft": (300 + n % 700) * 10_000, "floor": "1"} for n in numbers],
        "Tenants": [
            {"tenant": f"T{n}", "name": f"Company {n} (Pvt) Ltd", "kind": "company"} for n in numbers
        ],
        "Leases": [
            {
                "lease": f"L{n}",
                "tenant": f"T{n}",
                "units": (f"U-{n}",),
                "start": START,
                "basis": "sqft",
                "rate": 5_000 + n % 900,
            }
            for n in numbers
        ],
        "Charges": [
            {"lease": f"L{n}", "head": head, "monthly": paisa} for n in numbers for head, paisa in heads
        ],
    }


def make(folder: Path, tenants: int) -> None:
    """A park with that crowd, and nothing billed yet."""
    park, _ = Park.create(
        folder, user="manager", password=PASSWORD, code="BEN", name="Bench Park", clock=clock, kdf=CHEAP
    )
    with park:
        import_rows(Session(park, park.actor, clock), {}, crowd(tenants))
