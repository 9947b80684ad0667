"""The change log finds what another tool did to the file."""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from stpdesk.db import change_log, engine, triggers

from .conftest import Clock

Add = Callable[..., str]

THINGS = (
    "CREATE TABLE things (id TEXT PRIMARY KEY NOT NULL, name TEXT, amount INTEGER, UNIQUE (name)) STRICT",
    "CREATE TABLE parts (id TEXT PRIMARY KEY NOT NULL, thing_id TEXT REFERENCES things(id) ON DELETE CASCADE) STRICT",
)
LOGGED = ("things", "parts")


@pytest.fixture
def db(tmp_path: Path, clock: Clock) -> Iterator[Database]:
    """Two tables of our own with their triggers, inside a transaction."""
    conn = engine.connect(tmp_path / "things.db", bytes(32), create=True)
    change_log.register(conn, change_log.Stamp("amina", clock))
    db = engine.database(conn)
    for statement in (*change_log.DDL, *THINGS):
        db.execute(statement)
    triggers.install_triggers(db, logged=LOGGED, guards={})
    change_log.begin(db, "origin")
    db.execute("BEGIN IMMEDIATE")
    yield db
    conn.rollback()
    db.close()


def _log(db: Database) -> list[tuple[object, ...]]:
    return db.execute("SELECT seq, actor, tbl, op, row_id, old, new FROM change_log ORDER BY seq").fetchall()


def _good(db: Database) -> bool:
    return change_log.verify(db) == [] and change_log.replay(db, LOGGED) == []


def test_every_insert_update_and_delete_is_one_row_with_before_and_after(db: Database) -> None:
    db.table("things").insert({"id": "a", "name": "chair", "amount": 5})
    db.table("things").update("a", {"amount": 6})
    db.table("things").delete("a")
    five, six = (f'{{"id":"a","name":"chair","amount":{amount}}}' for amount in (5, 6))
    assert _log(db) == [
        (1, "amina", "change_log", "begin", "origin", None, None),
        (2, "amina", "things", "insert", "a", None, five),
        (3, "amina", "things", "update", "a", five, six),
        (4, "amina", "things", "delete", "a", six, None),
    ]
    assert _good(db)


def test_the_hash_is_sha256_of_the_previous_one_and_the_length_prefixed_fields(
    db: Database, clock: Clock
) -> None:
    db.table("things").insert({"id": "ایک", "name": None, "amount": -1})
    first, second = (
        bytes(row[0]) for row in db.execute("SELECT hash FROM change_log ORDER BY seq").fetchall()
    )
    new = '{"id":"ایک","name":null,"amount":-1}'
    text = f"2|0|20:2026-10-05T09:00:00Z5:amina6:things6:insert6:ایک-:{len(new.encode())}:{new}"
    assert second == hashlib.sha256(first + text.encode()).digest()
    assert change_log.head(db) == (2, second.hex())


def test_rows_deleted_by_a_foreign_key_and_by_replace_are_logged_too(db: Database) -> None:
    db.table("things").insert({"id": "a", "name": "chair", "amount": 5})
    db.table("parts").insert({"id": "p", "thing_id": "a"})
    db.execute("INSERT OR REPLACE INTO things VALUES ('b', 'chair', 7)")
    assert [row[2:5] for row in _log(db)][3:] == [
        ("parts", "delete", "p"),
        ("things", "delete", "a"),
        ("things", "insert", "b"),
    ] or [row[2:5] for row in _log(db)][3:] == [
        ("things", "delete", "a"),
        ("parts", "delete", "p"),
        ("things", "insert", "b"),
    ]
    assert _good(db)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT OR REPLACE INTO things VALUES ('a', 'table', 1)",
        "INSERT INTO things VALUES ('a', 'table', 1) ON CONFLICT (id) DO UPDATE SET amount = 1",
        "INSERT OR IGNORE INTO things VALUES ('a', 'table', 1)",
        "UPDATE things SET id = 'z'",
        "DELETE FROM change_log",
        "UPDATE change_log SET actor = 'nobody'",
        "UPDATE change_log SET seq = seq + 1 WHERE seq = 2",
        "INSERT INTO change_log SELECT seq + 5, at, actor, tbl, op, row_id, old, new, late, hash FROM change_log LIMIT 1",
        "INSERT OR REPLACE INTO change_log SELECT seq, at, 'x', tbl, op, row_id, old, new, late, hash FROM change_log",
        "INSERT INTO change_log SELECT NULL, at, actor, tbl, op, row_id, old, new, late, hash FROM change_log LIMIT 1",
    ],
)
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_rows_are_not_replaced_and_the_log_only_grows(db: Database, statement: str, recursive: str) -> None:
    db.table("things").insert({"id": "a", "name": "chair", "amount": 5})
    before = _log(db)
    db.execute("COMMIT")
    db.execute(f"PRAGMA recursive_triggers = {recursive}")
    db.execute("BEGIN")
    with pytest.raises(engine.IntegrityError, match=r"never|no gaps|only grows"):
        db.execute(statement)
    assert _log(db) == before


def test_a_rollback_and_a_savepoint_leave_no_trace_in_the_chain(db: Database) -> None:
    db.table("things").insert({"id": "a", "name": "a", "amount": 5})
    db.execute("SAVEPOINT inner_work")
    db.table("things").insert({"id": "b", "name": "b", "amount": 5})
    db.execute("ROLLBACK TO inner_work")
    db.table("things").insert({"id": "c", "name": "c", "amount": 5})
    db.execute("COMMIT")
    db.execute("BEGIN")
    db.table("things").insert({"id": "d", "name": "d", "amount": 5})
    db.execute("ROLLBACK")
    db.execute("BEGIN")
    db.table("things").insert({"id": "e", "name": "e", "amount": 5})
    assert [row[4] for row in _log(db)] == ["origin", "a", "c", "e"]
    assert _good(db)


def test_text_that_is_json_is_logged_as_the_text_it_is(db: Database) -> None:
    db.execute("INSERT INTO things VALUES ('a', json('[1, 2]'), 1), ('b', json_object('k', 2), 1)")
    db.execute("UPDATE things SET name = json('{}') WHERE id = 'b'")
    logged = [json.loads(str(row[6]))["name"] for row in _log(db)[1:]]
    assert logged == ["[1,2]", '{"k":2}', "{}"]
    assert _good(db)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["insert", "update", "delete"]),
            st.sampled_from("abcd"),
            st.none()
            | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20),
            st.none() | st.integers(-(2**63), 2**63 - 1),
        ),
        max_size=25,
    )
)
def test_whatever_is_written_the_log_agrees_with_the_tables(
    db: Database, acts: list[tuple[str, str, str | None, int | None]]
) -> None:
    db.execute("DELETE FROM things")
    for act, key, name, amount in acts:
        there = db.execute("SELECT 1 FROM things WHERE id = ?", (key,)).fetchone()
        if act == "insert" and not there:
            db.execute("INSERT OR REPLACE INTO things VALUES (?, ?, ?)", (key, name, amount))
        elif act == "update":
            db.execute("UPDATE OR REPLACE things SET name = ?, amount = ? WHERE id = ?", (name, amount, key))
        elif act == "delete":
            db.execute("DELETE FROM things WHERE id = ?", (key,))
    assert _good(db)


def test_a_row_earlier_than_its_predecessor_is_marked(db: Database, clock: Clock) -> None:
    for key, hours in (("a", 0), ("b", 2), ("c", -5), ("d", -5), ("e", 3)):
        clock.moment += timedelta(hours=hours)
        db.table("things").insert({"id": key, "name": key, "amount": 1})
    rows = db.execute("SELECT row_id, late FROM change_log ORDER BY seq").fetchall()
    assert rows == [("origin", 0), ("a", 0), ("b", 0), ("c", 1), ("d", 1), ("e", 0)]
    assert _good(db)


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (
            "UPDATE change_log SET new = replace(new, '5', '9') WHERE seq = 3",
            "row 3 or the one before it was altered",
        ),
        ("UPDATE change_log SET actor = 'bilal' WHERE seq = 2", "row 2 or the one before it was altered"),
        ("UPDATE change_log SET old = '' WHERE seq = 2", "row 2 or the one before it was altered"),
        (
            "UPDATE change_log SET at = '2026-10-05T08:00:00Z' WHERE seq = 3",
            "row 3 or the one before it was altered",
        ),
        ("DELETE FROM change_log WHERE seq = 3", "rows 3 to 3 are missing"),
        ("DELETE FROM change_log WHERE seq = 1", "rows 1 to 1 are missing"),
        ("UPDATE change_log SET seq = CASE seq WHEN 2 THEN -3 ELSE 2 END WHERE seq IN (2, 3)", "altered"),
        ("UPDATE change_log SET hash = zeroblob(32) WHERE seq = 4", "row 4 or the one before it was altered"),
        ("UPDATE change_log SET late = 1 WHERE seq = 4", "row 4 has a false mark"),
        ("DELETE FROM change_log", "it is empty"),
    ],
)
def test_an_altered_log_is_found(db: Database, edit: str, said: str) -> None:
    for key in "abc":
        db.table("things").insert({"id": key, "name": key, "amount": 5})
    for name in ("keep_log_order", "keep_log_rows", "keep_log_text"):
        db.execute(f"DROP TRIGGER {name}")
    db.execute(edit)
    if "-3" in edit:
        db.execute("UPDATE change_log SET seq = 3 WHERE seq = -3")
    assert any(said in problem for problem in change_log.verify(db))


def test_relog_brings_the_log_up_to_a_rewritten_table(db: Database) -> None:
    for key in "abc":
        db.table("things").insert({"id": key, "name": key, "amount": 5})
    db.execute("COMMIT")
    db.table("things").add_column("colour", str)
    triggers.install_triggers(db, logged=LOGGED, guards={})
    db.execute("BEGIN")
    assert {(row.row_id, row.column) for row in change_log.replay(db, LOGGED)} == {
        (k, "colour") for k in "abc"
    }
    assert change_log.relog(db, "things") == 3
    assert change_log.relog(db, "things") == 0
    assert _good(db)
