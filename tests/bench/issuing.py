"""Issuing a month against a bare loop that writes the same rows in one durable commit; 10,000 tenants in proportion."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from stpdesk.actions.billing import issue_run
from stpdesk.core.months import Month
from stpdesk.db import change_log, engine, keys
from tests.bench._lines import Lines, program, seconds
from tests.bench._parks import PASSWORD, make, opened

MONTH = Month(2026, 1)
TRIES, LARGE_TRIES = 6, 2
Rows = list[tuple[Any, ...]]


def issued(folder: Path, tenants: int) -> float:
    """Seconds that the run of a new park takes, the open excluded."""
    make(folder, tenants)
    session = opened(folder)
    with session.park:
        took = seconds(lambda: issue_run(session, MONTH))
        with session.park.reading() as db:
            (count,) = db.execute("SELECT count(*) FROM invoice_lines").fetchone()
    assert count == 4 * tenants
    return took


def written(folder: Path) -> tuple[list[str], dict[str, Rows]]:
    """The schema without its triggers, and every row that the run wrote, log rows included."""
    key = keys.unlock(keys.load(folder / "park.keys"), PASSWORD, "manager")
    conn = engine.connect(folder / "park.db", key, read_only=True)
    schema = [
        sql
        for name, sql in conn.execute("SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index')")
        if sql and not name.startswith("sqlite_")
    ]
    (since,) = conn.execute("SELECT seq FROM change_log WHERE tbl = 'billing_runs'").fetchone()
    tables = [row[0] for row in conn.execute("SELECT DISTINCT tbl FROM change_log WHERE seq >= ?", (since,))]
    rows = {table: conn.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables}
    rows[change_log.TABLE] = conn.execute(
        f"SELECT * FROM {change_log.TABLE} WHERE seq >= ?", (since,)
    ).fetchall()
    conn.close()
    assert sum(map(len, rows.values())) == 2 * len(rows[change_log.TABLE])
    return schema, rows


def bare_loop(path: Path, schema: list[str], rows: dict[str, Rows]) -> float:
    """Seconds that one execute a row takes, in one durable commit; no triggers, no references, hashes ready made."""
    conn = engine.connect(path, os.urandom(32), create=True)
    for statement in schema:
        conn.execute(statement)
    conn.execute("PRAGMA foreign_keys = OFF")

    def write() -> None:
        conn.execute("BEGIN IMMEDIATE")
        for table, listed in rows.items():
            statement = f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(listed[0]))})'
            for row in listed:
                conn.execute(statement, row)
        conn.execute("COMMIT")

    took = seconds(write)
    conn.close()
    return took


def main() -> None:
    """Prints the ratios."""
    lines = Lines()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        issued(folder / "warm", 10)
        small: list[float] = []
        floors: list[float] = []
        large: list[float] = []
        for n in range(TRIES):
            small.append(issued(folder / f"park{n}", 1_000))
            schema, rows = written(folder / f"park{n}")
            floors.append(bare_loop(folder / f"bare{n}.db", schema, rows))
            if n % (TRIES // LARGE_TRIES) == 0:
                large.append(issued(folder / f"large{n}", 10_000))
        lines.ratio("issue 1,000 tenants", min(small), min(floors), 3)
        # the best of many short runs meets a quiet moment of the computer that a long run never does: compare with the median
        lines.ratio("issue 10,000 tenants against 1,000", min(large), median(small), 11)
        make(folder / "command", 10_000)
        took, peak = program("bill", str(MONTH), "--json", park=folder / "command")
        print(f"bill of 10,000 tenants as a command: {took:.2f} s")
        lines.most("peak memory of bill of 10,000 tenants", peak, 400, "MB")
    lines.end()
