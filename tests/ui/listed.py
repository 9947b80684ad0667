"""A list of any length in a real park, for the tests and the benchmark of the table: invented tenants in a table of their own."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from stpdesk.db.keys import Kdf
from stpdesk.db.lists import listing as listed
from stpdesk.db.lists.lines import Lines, Question, Searched, Shown, Where
from stpdesk.db.park import Park
from stpdesk.ui.tables import Cell, Column, Kind, Listing
from tests.ui.conftest import CHEAP, PASSWORD, USER, clock

URDU = "کشمیر سافٹ ویئر ہاؤس"
SORTS = {"code": ("x.k",)} | {name: (f"x.{name}", "x.k") for name in ("name", "ends", "staff", "balance")}
LINES = Lines(
    "listed", "x", SORTS, Searched(own=("x.sought",)), Shown(dates=("x.ends",), amounts=("x.balance",)),
    walked=frozenset(SORTS),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tenant:
    key: int
    code: str
    name: str
    kind: str
    ends: str
    units: str
    staff: int | None
    balance: int


@dataclass(frozen=True, slots=True)
class Sums:
    count: int
    staff: int
    balance: int


COLUMNS = (
    Column("code", "Code", Kind.MUTED, 80),
    Column("name", "Name", Kind.STRONG),
    Column("kind", "Kind", Kind.MUTED, 100, sort=None),
    Column("ends", "Registered", Kind.DATE, 140),
    Column("units", "Units", Kind.TEXT, 140, sort=None),
    Column("staff", "Staff", Kind.COUNT, 80),
    Column("balance", "Open balance, Rs", Kind.MONEY, 140),
    Column("status", "Status", Kind.STATE, 120, sort="balance"),
)


def name_of(number: int) -> str:
    """An invented name; every 14th is Urdu."""
    return URDU if number % 14 == 0 else f"Company {number * 7919 % 1_000_003} (Pvt) Ltd"


def fill(db: Database, count: int) -> None:
    """So many rows, the same for the same number."""
    db.execute(
        "CREATE TABLE listed (k INTEGER PRIMARY KEY, code TEXT, name TEXT, kind TEXT, ends TEXT, units TEXT,"
        " staff INT, balance INT, sought TEXT AS (lower(code || ' ' || name || ' ' || units)) STORED)"
    )
    kinds = ("Company", "Call centre", "Start-up", "Freelancer")
    db.conn.executemany(
        "INSERT INTO listed (k, code, name, kind, ends, units, staff, balance) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                number,
                f"T-{number:04}",
                name_of(number),
                kinds[number % 4],
                f"{2026 + number % 3}-{1 + (number * 5 + 10) % 12:02}-{1 + number % 28:02}",
                f"{('Ground', 'First', 'Second')[number % 3]} {100 + number % 40}",
                None if number % 18 == 0 else number * 37 % 60,
                (0, 0, 6421000, 0, 18640000, -1500000, 0)[number % 7],
            )
            for number in range(1, count + 1)
        ),
    )
    for column in ("name", "ends", "staff", "balance"):
        db.execute(f"CREATE INDEX listed_{column} ON listed ({column})")
    db.execute("CREATE INDEX listed_sought ON listed (sought)")


def make(folder: Path, count: int, kdf: Kdf = CHEAP) -> Path:
    """A park with the list in it."""
    park, _ = Park.create(
        folder, user=USER, password=PASSWORD, code="LST", name="Listed STP", clock=clock, kdf=kdf
    )
    with park, park.writing() as db:
        fill(db, count)
    return folder


def _asked(sort: str, descending: bool, text: str) -> Question:
    return Question(LINES, Where(), sort, descending, text)


def keys(db: Database, *, sort: str, descending: bool, text: str, **_filters: Any) -> array[int]:
    return listed.keys(db, _asked(sort, descending, text))


def first(db: Database, *, limit: int, sort: str, descending: bool, text: str, **_filters: Any) -> array[int]:
    return listed.first(db, _asked(sort, descending, text), limit)


def rows(db: Database, keys: Sequence[int], **when: Any) -> list[Tenant]:
    sql = "SELECT k, code, name, kind, ends, units, staff, balance FROM listed WHERE k IN (SELECT value FROM json_each(?))"
    found = {row[0]: Tenant(*row) for row in db.execute(sql, (json.dumps(list(keys)),))}
    return [found[key] for key in keys if key in found]


def totals(db: Database, *, text: str, **_filters: Any) -> Sums:
    sql = "SELECT count(*), coalesce(sum(staff), 0), coalesce(sum(balance), 0) FROM listed x {where}"
    return Sums(*listed.shown(db, _asked("code", False, text), sql)[0])


def cells(one: Tenant, today: date) -> tuple[Any, ...]:
    """As the picture of the tenants shows them."""
    left = (date.fromisoformat(one.ends) - today).days
    ends: Any = one.ends
    if left < 0:
        ends = Cell(one.ends, text="Expired", chip="bad", icon="alert")
    elif left < 60:
        ends = Cell(one.ends, text=f"in {left} days", chip="ask", icon="clock")
    arrears = one.balance > 10_000_000
    balance: Any = Cell(one.balance, tone="due") if arrears else one.balance
    staff: Any = Cell(None, text="not given", tone="muted") if one.staff is None else one.staff
    status = Cell("arrears", "In arrears", mark="bad") if arrears else Cell("active", "Active", mark="good")
    return one.code, one.name, one.kind, ends, one.units, staff, balance, status


def sums(all_: Sums) -> tuple[Any, ...]:
    return f"{all_.count} tenants", None, None, None, None, all_.staff, all_.balance, None


def listing(**changes: Any) -> Listing:
    """The list as a screen describes it."""
    usual: dict[str, Any] = {
        "keys": keys, "first": first, "rows": rows, "cells": cells, "totals": totals, "sums": sums,
        "empty": "No tenant is recorded yet.", "act": "New tenant…",
    }  # fmt: skip
    return Listing("listed", "Tenants", COLUMNS, **(usual | changes))
