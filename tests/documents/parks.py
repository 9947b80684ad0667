"""Three parks that every document is made of: with nothing in it, as usual, and full; made once for all workers."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

from filelock import FileLock

from stpdesk.actions.billing import issue_run
from stpdesk.actions.credits import credit
from stpdesk.actions.importing import import_rows
from stpdesk.actions.parks import make_demo
from stpdesk.actions.session import Session
from stpdesk.core.money import E4, Paisa
from stpdesk.core.months import Month
from stpdesk.db import documents
from stpdesk.db.keys import Kdf
from stpdesk.db.park import Park

EMPTY, USUAL, FULL = "empty", "usual", "full"
PASSWORD = "x"
CHEAP = Kdf(memory_kib=8, passes=1, lanes=1)
TENANTS, OUTAGES = 200, 300
NAMES = (
    "کشمیر سافٹ ویئر ہاؤس", "<b>A & B</b> <font size=99>", "😀 Smile 🏔", "Karakoram Softworks (Pvt) Ltd",
    "Karakoram International Business Process Outsourcing and Software Development Services " * 2 + "(Private) Limited, Gilgit",
    "دارالحکومت سافٹ ویئر ٹیکنالوجی 2026 (Private) Limited", "W" * 200, "&amp;</para>",
)  # fmt: skip
"""What people may be called."""

OF = {EMPTY: Month(2026, 10), USUAL: Month(2026, 10), FULL: Month(2026, 1)}
"""The month each park is looked at."""

NEGATIVE = Month(2026, 2)
"""In the full park nothing was billed in it, only credited."""


def clock() -> datetime:
    """A day after all of it."""
    return datetime(2026, 11, 2, 6, 42, tzinfo=UTC)


def shared(place: Path, state: str) -> Path:
    """The folder of a park under `place`, which all workers of a run share; the first one that asks makes it."""
    folder = place / f"{state}.stpdesk"
    with FileLock(place / f"{state}.lock"):
        if not folder.exists():
            part = place / f"{state}.part"
            _MAKE[state](part)
            part.rename(folder)
    return folder


def opened(folder: Path, *, write: bool = False) -> Park:
    """A park, open."""
    return Park.open(folder, user="manager", password=PASSWORD, write=write, clock=clock)


def _bare(folder: Path) -> None:
    """Nothing in it."""
    park, _ = Park.create(
        folder, user="manager", password=PASSWORD, code="SKD", name="Software Technology Park, Skardu", clock=clock, kdf=CHEAP,
    )  # fmt: skip
    park.close()


def _usual(folder: Path) -> None:
    """Twelve tenants over six months, the last one billed."""
    make_demo(folder, user="manager", password=PASSWORD, which="gilgit", tenants=12, months=6, progress=None)
    with opened(folder, write=True) as park:
        issue_run(Session(park, park.actor, clock), OF[USUAL])


def _full(folder: Path) -> None:
    """Two hundred tenants with odd names, three hundred outages in a month, a month with a credit note alone."""
    _bare(folder)
    with opened(folder, write=True) as park:
        session = Session(park, park.actor, clock)
        import_rows(session, _SETTINGS, _crowd())
        issue_run(session, OF[FULL])
        with park.reading() as db:
            number = documents.find(db, "month", str(OF[FULL]))[-1].number
        import_rows(session, {}, _paid())
        credit(session, str(number), reason="<b>&", day=date(2026, 2, 5))


_SETTINGS: dict[str, Any] = {
    "name_urdu": "سافٹ ویئر ٹیکنالوجی پارک سکردو 2026", "city": "Skardu", "billing_from": OF[FULL],
    "outages_from": date(2026, 1, 1), "bank": "Bank <b>& Sons", "occupancy_target_pct": E4(850_000),
    "power_target_pct": E4(800_000), "internet_target_pct": E4(990_000),
}  # fmt: skip


def _crowd() -> dict[str, list[dict[str, Any]]]:
    """Who is there, and what went wrong."""
    names = cycle(NAMES)
    numbers = range(1, TENANTS + 1)
    begins = date(2025, 12, 1)
    return {
        "Units": [
            {"unit": f"U-{n}", "floor": f"{n // 40} floor", "sqft": E4((300 + n) * 10_000), "x": E4(n % 10 * 300_000),
             "y": E4(n // 10 % 4 * 300_000), "w": E4(280_000), "h": E4(280_000)}
            for n in numbers
        ],
        "Tenants": [{"tenant": f"T{n}", "name": f"{next(names)[:196]} {n}", "income_tax_pct": E4(150_000)} for n in numbers],
        "Leases": [
            {"lease": f"L{n}", "tenant": f"T{n}", "units": (f"U-{n}",), "start": begins, "end": date(2026, 1 + n % 12, 28),
             "basis": "sqft", "rate": Paisa(5_000 + n), "deposit": Paisa(n * 1_000_00)}
            for n in numbers
        ],
        "Charges": [{"lease": f"L{n}", "head": "internet", "monthly": Paisa(12_000_00)} for n in numbers],
        "Subsidies": [
            {"scheme": f"{NAMES[0]} & Co", "funder": "PSEB", "head": "rent", "pct": E4(250_000), "from": begins, "to": date(2026, 6, 30)}
        ],
        "Taxes": [{"head": "rent", "authority": "GBRA", "name": "Sales tax", "pct": E4(160_000), "from": begins}],
        "Opening": [
            {"tenant": f"T{n}", "date": begins, "due": begins, "amount": Paisa((n - 20) * 1_234_56)} for n in numbers if n % 5 == 0
        ],
        "Deposits": [{"tenant": f"T{n}", "date": begins, "kind": "taken", "amount": Paisa(n * 1_000_00)} for n in numbers],
        "Links": [{"link": "FIBRE", "isp": NAMES[0], "mbps": E4(3_000_000), "in_service_from": begins}],
        **_services(),
    }  # fmt: skip


def _services() -> dict[str, list[dict[str, Any]]]:
    """Outages, every third of the internet, every tenth of a few units; the generator behind some."""
    first = datetime(2026, 1, 1, 0, 7, tzinfo=UTC)
    begun = [first + timedelta(minutes=146 * n) for n in range(OUTAGES)]
    outages = [
        {"service": "internet", "link": "FIBRE", "start": at, "end": at + timedelta(minutes=20), "cause": "fibre cut", "note": NAMES[n % 8]}
        if n % 3 == 0
        else {"service": "power", "units": tuple(f"U-{one}" for one in range(n % 180 + 1, n % 180 + 13)) if n % 10 == 1 else (), "start": at,
              "end": at + timedelta(minutes=3 + n % 60), "cause": NAMES[n % 8][:90], "planned": n % 4 == 0}
        for n, at in enumerate(begun)
    ]  # fmt: skip
    runs = [
        {"source": "generator", "start": at + timedelta(minutes=4), "end": at + timedelta(minutes=40), "litres": E4(45_000), "note": NAMES[2]}
        for at in begun[::6]
    ]  # fmt: skip
    return {"Outages": outages, "Runs": runs}


def _paid() -> dict[str, list[dict[str, Any]]]:
    """Every second tenant paid something, with tax withheld."""
    return {
        "Receipts": [
            {"date": date(2026, 1, 20), "tenant": f"T{n}", "method": "cheque", "cash": Paisa(9_000_01), "income_tax": Paisa(1_500_02)}
            for n in range(1, TENANTS + 1, 2)
        ]
    }  # fmt: skip


_MAKE: dict[str, Callable[[Path], None]] = {EMPTY: _bare, USUAL: _usual, FULL: _full}


def kept(place: Path, state: str, to: Path) -> Path:
    """A copy to write in."""
    shutil.copytree(shared(place, state), to)
    return to
