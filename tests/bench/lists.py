"""Lists of 100,000 rows: keys in order, as typed into a filter, and a page, beside bare SQL in the same run.

The floor is the bare SELECT of the same row numbers in the same order, fetched as tuples, about 50 ms on a quiet computer of
two cores.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from stpdesk.core.months import fiscal_year
from stpdesk.db import engine, keys, ledger, rows
from stpdesk.db.ids import uuid7
from stpdesk.db.lists import find, invoices, leases, outages, receipts, tenants, units
from stpdesk.db.lists.known import known_of
from stpdesk.db.park import Park
from stpdesk.db.searched import searched
from tests.bench._lines import Lines, seconds
from tests.bench._parks import CHEAP, PASSWORD, clock

COUNT, CROWD = 100_000, 1_000
DAY = date(2025, 12, 1)
NOW = datetime(2026, 1, 5, 6, tzinfo=UTC)
TRIES = 15
ORDERED, TYPED = 1.0, 1.5
"""Keys in order take no longer than the bare SELECT; the first rows of what is nowhere look through the table once."""
PAGE_MS, ROOMS_MS, FIND_MS, KEY_MS = 5, 10, 20, 30
"""A page of units reads the accounts of all who hold them beside. Of the 50 ms from a key to painted rows 20 are the window's."""
AGED, AGED_MS = 5.0, 100
"""The floor asks once for all sums; ageing asks what is open of each invoice, and what each tenant owes."""
ROUNDS = 3
AHEAD = {tenants, leases, units, invoices}
SAID = {tenants: {one: one for one in tenants.STATES} | {tenants.ARREARS: "In arrears"}, leases: {one: one for one in leases.STATES},
        units: {one: one for one in units.STATES}, invoices: {one: one for one in invoices.STATES}}  # fmt: skip
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


def best(work: Callable[[], object], tries: int = TRIES) -> float:
    """Milliseconds of the quickest of a few tries."""
    return 1000 * min(seconds(work) for _ in range(tries))


def forgotten(db: Any, work: Callable[[], object]) -> Callable[[], object]:
    """The same after anything was written: nothing that was found before is known any more."""

    def again() -> object:
        known_of(db).forget()
        return work()

    return again


def keystrokes(db: Any, module: Any, texts: Sequence[str], **asked: Any) -> tuple[str, float]:
    """Each key of what is typed: the rows painted for it. The worst of the best in seconds, all keys behind them printed."""
    sort = {"sort": next(iter(module.SORTS))}
    seen: dict[str, list[float]] = {}
    whole: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for text in texts:
            known_of(db).forget()
            module.keys(
                db, **sort, **asked
            )  # the list is on the screen, and what its window reads behind it is there
            if module in AHEAD:
                module.look_ahead(db, **asked)
            for end in range(1, len(text) + 1):
                how = {"text": text[:end], "said": SAID.get(module, {}), **sort, **asked}
                begun = perf_counter()
                first = module.first(db, limit=64, **how)
                found = first or module.keys(db, **how)
                module.rows(db, found[:64], **asked)
                painted = perf_counter()
                module.keys(db, **how)
                seen.setdefault(text[:end], []).append(painted - begun)
                whole.setdefault(text[:end], []).append(perf_counter() - painted)
    worst = max(seen, key=lambda text: min(seen[text]))
    every = sorted(1000 * min(times) for times in seen.values())
    longest = max(1000 * min(times) for times in whole.values())
    middle = every[len(every) // 2]
    print(
        f"  keys of {module.LINES.table}: the middle one {middle:.1f} ms, all row numbers behind it at most {longest:.0f} ms"
    )
    return worst, min(seen[worst])


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
        "receipts by number": (lambda: receipts.keys(db), by_number.format("receipts")),
        "outages by start": (lambda: outages.keys(db, now=NOW), by_start),
    }  # fmt: skip
    for name, (work, bare) in calls.items():
        floor = best(lambda bare=bare: db.execute(bare).fetchall())  # type: ignore[misc]
        lines.ratio(name, best(forgotten(db, work)) / 1000, floor / 1000, ORDERED)
    many: dict[Any, tuple[tuple[str, ...], dict[str, Any], str]] = {
        invoices: (("0042", "کشمیر", "comp 77", "57,37", "zzz"), {"day": DAY}, by_number.format("invoices")),
        receipts: (("cash", "0042", "zzz"), {}, by_number.format("receipts")),
        outages: (("fibre", "لوڈ", "zzz"), {"now": NOW}, by_start),
    }
    for module, (texts, asked, bare) in many.items():
        floor = best(lambda bare=bare: db.execute(bare).fetchall())  # type: ignore[misc]
        worst, took = keystrokes(db, module, texts, **asked)
        lines.ratio(f"{module.LINES.table}, a key typed (“{worst}”), first rows", took, floor / 1000, TYPED)
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
    """Tenants, leases and units, and their sums; words that are states, dates and amounts too, and one that is nowhere."""
    texts = {
        tenants: ("comp 99", "arrears", "ending", "57,375", "zzz"),
        leases: ("کشمیر", "31 dec", "renewed", "5000", "zzz"),
        units: ("a-99", "vacant", "rep", "zzz"),
    }
    for module, typed in texts.items():
        name = module.LINES.table
        bare = f"SELECT rowid FROM {name} ORDER BY natural, rowid"
        floor = best(lambda bare=bare: db.execute(bare).fetchall())  # type: ignore[misc]
        order = best(forgotten(db, lambda module=module: module.keys(db, day=DAY)))  # type: ignore[misc]
        sums = best(forgotten(db, lambda module=module: module.totals(db, day=DAY)), ROUNDS)  # type: ignore[misc]
        print(
            f"{told}: {name} by code {order:.2f} ms, bare SELECT of all {floor:.2f} ms, their sums {sums:.1f} ms"
        )
        worst, took = keystrokes(db, module, typed, day=DAY)
        lines.most(f"{told}: {name}, a key typed (“{worst}”), first rows", took * 1000, KEY_MS, "ms")
        there = module.keys(db, day=DAY)
        page = best(lambda module=module, there=there: module.rows(db, there[100:160], day=DAY))  # type: ignore[misc]
        lines.most(f"{told}: a page of 60 {name}", page, ROOMS_MS if module is units else PAGE_MS, "ms")


def aged(lines: Lines, db: Any) -> None:
    """Ageing of 12,000 invoices, for the screen and the report alike, beside summing the allocations alone."""
    bare = "SELECT item_id, sum(amount) FROM allocations WHERE date <= ? GROUP BY item_id"
    floor = best(lambda: db.execute(bare, [str(DAY)]).fetchall())
    took = best(lambda: ledger.ageing(db, DAY))
    lines.ratio("ageing of 12,000 invoices", took / 1000, floor / 1000, AGED)
    lines.most("ageing of 12,000 invoices", took, AGED_MS, "ms")


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
            aged(lines, db)
            for typed in ("kash", "company 77", "2019/00", "ctvx"):
                lines.most(
                    f"palette, “{typed}” typed",
                    best(partial(find.find, db, typed, 12)),
                    FIND_MS,
                    "ms",
                )
    lines.end()
