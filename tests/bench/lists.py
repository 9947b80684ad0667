"""Lists of 100,000 rows: keys in order, as typed into a filter, and a page, beside bare SQL in the same run.

The floor is the bare SELECT of the same row numbers in the same order, fetched as tuples. On a quiet computer of two cores it
takes about 50 ms; 40 ms is then a ratio of 0.8, a page 5 ms, the palette 20 ms.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from stpdesk.core.months import fiscal_year
from stpdesk.db import engine, keys, rows
from stpdesk.db.ids import uuid7
from stpdesk.db.lists import find, invoices, leases, outages, receipts, tenants, units
from stpdesk.db.park import Park
from stpdesk.db.searched import searched
from tests.bench._lines import Lines, seconds
from tests.bench._parks import CHEAP, PASSWORD, clock

COUNT, CROWD = 100_000, 1_000
DAY = date(2025, 12, 1)
NOW = datetime(2026, 1, 5, 6, tzinfo=UTC)
TRIES = 15
ORDERED, TYPED = 1.0, 2.0
"""Keys in order take no longer than the bare SELECT; keys of what was typed look through the table once more."""
PAGE_MS, ROOMS_MS, FIND_MS = 5, 10, 20
"""A page of units reads the accounts of all who hold them beside."""
Table = list[dict[str, Any]]


def crowd(count: int) -> dict[str, Table]:
    """Tenants with a unit and a lease each."""
    made: dict[str, Table] = {"units": [], "tenants": [], "leases": [], "lease_units": []}
    for n in range(count):
        unit, tenant, lease = uuid7(), uuid7(), uuid7()
        name = f"Company {n} (Pvt) Ltd" if n % 7 else f"کشمیر سافٹ ویئر {n}"
        rows_of = {
            "units": {"id": unit, "code": f"A-{n}", "floor": str(n % 9), "sqft_e4": 4_000_000, "lettable": 1},
            "tenants": {"id": tenant, "code": f"T-{n}", "name": name, "kind": "company", "tax_exempt": 0},
            "leases": {"id": lease, "code": f"L-{n}", "tenant_id": tenant, "starts": "2015-01-01", "basis": "sqft",
                       "rate": 5_000, "holdover": 0},
        }  # fmt: skip
        for table, row in rows_of.items():
            made[table].append(row | searched(table, row))
        made["lease_units"].append({"id": uuid7(), "lease_id": lease, "unit_id": unit, "n": 1})
    return made


def papers(tenants_there: Table, count: int) -> dict[str, Table]:
    """Documents of ten years, nine of ten settled by a receipt of their own, and an outage every 45 minutes."""
    dice = random.Random(1)
    made: dict[str, Table] = {"invoices": [], "receipts": [], "allocations": [], "outages": []}
    for n in range(count):
        day = date(2016, 1, 1) + timedelta(days=n * 3_600 // count)
        amount, year, tenant = (
            dice.randrange(10**5, 10**7),
            fiscal_year(day),
            tenants_there[n % len(tenants_there)]["id"],
        )
        invoice, receipt, begun = uuid7(), uuid7(), datetime(2016, 1, 1) + timedelta(minutes=45 * n)
        made["invoices"].append({
            "id": invoice, "number": f"BEN/INV/{year}/{n:06d}", "kind": "invoice", "fiscal_year": year, "seq": n,
            "tenant_id": tenant, "date": str(day), "due": str(day + timedelta(days=10)), "snapshot": '{"x":"' + "y" * 600 + '"}',
            "subtotal": amount, "subsidy": 0, "tax_total": 0, "rounding": 0, "total": amount, "line_count": 0,
        })  # fmt: skip
        made["receipts"].append({
            "id": receipt, "number": f"BEN/RCT/{year}/{n:06d}", "fiscal_year": year, "seq": n, "tenant_id": tenant,
            "date": str(day), "method": dice.choice(["cheque", "cash"]), "cash": amount, "income_tax": 0, "sales_tax": 0,
        })  # fmt: skip
        if n % 10:
            made["allocations"].append({"id": uuid7(), "tenant_id": tenant, "source_id": receipt, "item_id": invoice,
                                        "date": str(day), "amount": amount})  # fmt: skip
        made["outages"].append({
            "id": uuid7(), "number": n + 1, "service": "power" if n % 3 else "internet", "planned": 0, "source": "manual",
            "starts": f"{begun:%Y-%m-%dT%H:%M:%SZ}", "ends": f"{begun + timedelta(minutes=20):%Y-%m-%dT%H:%M:%SZ}",
            "cause": dice.choice(["load shedding", "fibre cut", "لوڈ شیڈنگ", None]),
        })  # fmt: skip
    return made


def filled(folder: Path, made: dict[str, Table]) -> Park:
    """A park with these rows, written past the triggers: only how they are read is measured."""
    Park.create(folder, user="manager", password=PASSWORD, code="BEN", name="Bench", clock=clock, kdf=CHEAP)[
        0
    ].close()
    key = keys.unlock(keys.load(folder / "park.keys"), PASSWORD, "manager")
    db = engine.database(engine.connect(folder / "park.db", key))
    triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    db.execute("BEGIN IMMEDIATE")
    for name, _ in triggers:
        db.execute(f"DROP TRIGGER {name}")
    for table, listed in made.items():
        rows.insert(db, table, listed)
    for _, sql in triggers:
        db.execute(sql)
    db.execute("COMMIT")
    db.close()
    return Park.open(folder, user="manager", password=PASSWORD, write=False, clock=clock)


def best(work: Callable[[], object]) -> float:
    """Milliseconds of the quickest of a few tries."""
    return 1000 * min(seconds(work) for _ in range(TRIES))


def large(lines: Lines, db: Any) -> None:
    """Documents, receipts and outages, 100,000 of each."""
    by_number = "SELECT rowid FROM {} ORDER BY number"
    by_start = "SELECT rowid FROM outages WHERE retired_by IS NULL ORDER BY starts DESC, number DESC"
    by_tenant = (
        "SELECT i.rowid FROM tenants t CROSS JOIN invoices i ON i.tenant_id = t.id"
        " ORDER BY t.natural, t.rowid, i.date, i.number"
    )
    calls: dict[str, tuple[Callable[[], object], str]] = {
        "invoices by number": (lambda: invoices.keys(db, day=DAY), by_number.format("invoices")),
        "invoices by date, last first": (
            lambda: invoices.keys(db, sort="date", descending=True, day=DAY),
            "SELECT rowid FROM invoices ORDER BY date DESC, rowid DESC",
        ),
        "invoices by total": (lambda: invoices.keys(db, sort="total", day=DAY), "SELECT rowid FROM invoices ORDER BY total"),
        "invoices by tenant": (lambda: invoices.keys(db, sort="tenant", day=DAY), by_tenant),
        "invoices, “0042” typed": (lambda: invoices.keys(db, text="0042", day=DAY), by_number.format("invoices")),
        "invoices, “کشمیر” typed": (lambda: invoices.keys(db, text="کشمیر", day=DAY), by_number.format("invoices")),
        "receipts by number": (lambda: receipts.keys(db), by_number.format("receipts")),
        "receipts, “cash” typed": (lambda: receipts.keys(db, text="cash"), by_number.format("receipts")),
        "outages by start": (lambda: outages.keys(db, now=NOW), by_start),
        "outages, “fibre” typed": (lambda: outages.keys(db, text="fibre", now=NOW), by_start),
    }  # fmt: skip
    for name, (work, bare) in calls.items():
        floor = best(lambda bare=bare: db.execute(bare).fetchall())  # type: ignore[misc]
        lines.ratio(name, best(work) / 1000, floor / 1000, TYPED if "typed" in name else ORDERED)
    ordered = invoices.keys(db, sort="total", day=DAY)
    lines.most(
        "a page of 60 invoices", best(lambda: invoices.rows(db, ordered[5_000:5_060], day=DAY)), PAGE_MS, "ms"
    )
    got = receipts.keys(db, sort="tenant")
    lines.most("a page of 60 receipts", best(lambda: receipts.rows(db, got[5_000:5_060])), PAGE_MS, "ms")
    known = outages.keys(db, now=NOW)
    lines.most(
        "a page of 60 outages", best(lambda: outages.rows(db, known[5_000:5_060], now=NOW)), PAGE_MS, "ms"
    )


def usual(lines: Lines, db: Any, told: str) -> None:
    """Tenants, leases and units, and the palette."""
    calls: dict[str, tuple[Callable[[], object], str]] = {
        "tenants by code": (lambda: tenants.keys(db, day=DAY), "tenants"),
        "tenants by name": (lambda: tenants.keys(db, sort="name", day=DAY), "tenants"),
        "tenants, “comp 99” typed": (lambda: tenants.keys(db, text="comp 99", day=DAY), "tenants"),
        "leases by code": (lambda: leases.keys(db, day=DAY), "leases"),
        "leases, “کشمیر” typed": (lambda: leases.keys(db, text="کشمیر", day=DAY), "leases"),
        "units by code": (lambda: units.keys(db, day=DAY), "units"),
        "units, “a-99” typed": (lambda: units.keys(db, text="a-99", day=DAY), "units"),
    }
    for name, (work, table) in calls.items():
        bare = f"SELECT rowid FROM {table} ORDER BY natural, rowid"
        floor = best(lambda bare=bare: db.execute(bare).fetchall())  # type: ignore[misc]
        print(f"{told}: {name}: {best(work):.2f} ms, bare SELECT of all {floor:.2f} ms")
    there = tenants.keys(db, day=DAY)
    lines.most(
        f"{told}: a page of 60 tenants",
        best(lambda: tenants.rows(db, there[100:160], day=DAY)),
        PAGE_MS,
        "ms",
    )
    held = leases.keys(db, day=DAY)
    lines.most(
        f"{told}: a page of 60 leases", best(lambda: leases.rows(db, held[100:160], day=DAY)), PAGE_MS, "ms"
    )
    rooms = units.keys(db, day=DAY)
    lines.most(
        f"{told}: a page of 60 units", best(lambda: units.rows(db, rooms[100:160], day=DAY)), ROOMS_MS, "ms"
    )


def main() -> None:
    """Prints the times against their limits."""
    lines = Lines()
    with tempfile.TemporaryDirectory() as place:
        there = crowd(CROWD)
        with (
            filled(Path(place) / "large", there | papers(there["tenants"], COUNT)) as park,
            park.reading() as db,
        ):
            large(lines, db)
        with filled(Path(place) / "crowd", crowd(COUNT)) as park, park.reading() as db:
            usual(lines, db, "100,000 rows")
        there = crowd(200)
        with (
            filled(Path(place) / "usual", there | papers(there["tenants"], 12_000)) as park,
            park.reading() as db,
        ):
            usual(lines, db, "200 tenants, 12,000 invoices")
            for typed in ("kash", "company 77", "2019/00", "ctvx"):
                lines.most(
                    f"palette, “{typed}” typed",
                    best(partial(find.find, db, typed, 12)),
                    FIND_MS,
                    "ms",
                )
    lines.end()
