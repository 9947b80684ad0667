"""The engine's promises: encrypted, durable, and a sentence for what a person can meet."""

import subprocess
import sys
from pathlib import Path

import pytest

from stpdesk.core.errors import Refused
from stpdesk.db import engine

KEY = bytes(range(32))


def _filled(path: Path) -> engine.Connection:
    conn = engine.connect(path, KEY, create=True)
    conn.execute("CREATE TABLE t (id TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT")
    conn.execute("BEGIN")
    conn.executemany("INSERT INTO t VALUES (?, ?)", [(f"plain-text-{n}", n) for n in range(2000)])
    conn.execute("COMMIT")
    return conn


@pytest.mark.parametrize("read_only", [False, True])
def test_every_connection_has_the_settings_durability_needs(tmp_path: Path, read_only: bool) -> None:
    _filled(tmp_path / "a.db").close()
    conn = engine.connect(tmp_path / "a.db", KEY, read_only=read_only)
    found = {
        name: conn.execute(f"PRAGMA {name}").fetchone()[0]
        for name in (
            "journal_mode",
            "synchronous",
            "foreign_keys",
            "recursive_triggers",
            "busy_timeout",
            "query_only",
        )
    }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "busy_timeout": 5000,
        "query_only": int(read_only),
    }
    conn.close()


def test_nothing_is_readable_on_the_disk_without_the_key(tmp_path: Path) -> None:
    conn = _filled(tmp_path / "a.db")
    for name in ("a.db", "a.db-wal"):
        contents = (tmp_path / name).read_bytes()
        assert contents
        assert b"plain-text" not in contents
        assert b"SQLite format" not in contents
    conn.close()


def test_a_wrong_key_is_refused_and_says_nothing_on_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    _filled(tmp_path / "a.db").close()
    with pytest.raises(Refused, match="cannot be read with its key"):
        engine.connect(tmp_path / "a.db", bytes(32))
    assert capfd.readouterr() == ("", "")


def test_a_key_of_another_length_is_a_bug(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        engine.connect(tmp_path / "a.db", b"short", create=True)


def test_a_missing_file_is_refused_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be opened"):
        engine.connect(tmp_path / "a.db", KEY)
    assert not list(tmp_path.iterdir())


def test_an_engine_with_the_wal_reset_bug_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "sqlite_version_info", (3, 51, 2))
    with pytest.raises(Refused, match=r"engine 3\.51\.2 is too old"):
        engine.connect(tmp_path / "a.db", KEY, create=True)


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    _filled(tmp_path / "a.db").close()
    contents = bytearray((tmp_path / "a.db").read_bytes())
    contents[100] ^= 1
    (tmp_path / "a.db").write_bytes(contents)
    with pytest.raises(Refused, match="damaged or belongs to another park"):
        engine.connect(tmp_path / "a.db", KEY)


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    _filled(tmp_path / "a.db").close()
    conn = engine.connect(tmp_path / "a.db", KEY, read_only=True)
    with pytest.raises(Refused, match="cannot be written"), engine.refusing():
        conn.execute("DELETE FROM t")
    conn.close()


def test_a_path_with_every_odd_letter_opens(tmp_path: Path) -> None:
    folder = tmp_path / "گلگت 50% #1?&a=b 'x'"
    folder.mkdir()
    _filled(folder / "a.db").close()
    assert [path.name for path in folder.iterdir()] == ["a.db"]
    conn = engine.connect(folder / "a.db", KEY, read_only=True)
    assert conn.execute("SELECT count(*) FROM t").fetchone() == (2000,)
    conn.close()


def test_a_full_disk_keeps_what_was_saved_and_says_so(tmp_path: Path) -> None:
    conn = _filled(tmp_path / "a.db")
    pages = conn.execute("PRAGMA page_count").fetchone()[0]
    conn.execute(f"PRAGMA max_page_count = {pages + 2}")
    conn.execute("BEGIN IMMEDIATE")
    with pytest.raises(Refused, match=r"disk is full.*saved before is kept"), engine.refusing():
        conn.executemany("INSERT INTO t VALUES (?, ?)", [(f"more-{n}" * 99, n) for n in range(2000)])
    if conn.in_transaction:
        conn.execute("ROLLBACK")
    assert conn.execute("SELECT count(*) FROM t").fetchone() == (2000,)
    conn.close()


def test_a_guards_sentence_is_a_refusal_and_a_broken_rule_of_the_schema_a_bug(tmp_path: Path) -> None:
    conn = _filled(tmp_path / "a.db")
    conn.execute(
        "CREATE TRIGGER g BEFORE UPDATE ON t BEGIN SELECT RAISE(ABORT, 'stp: Row ' || NEW.id || ' stays {so}.'); END"
    )
    with pytest.raises(Refused) as refused, engine.refusing():
        conn.execute("UPDATE t SET n = 1 WHERE n = 7")
    assert str(refused.value) == "Row plain-text-7 stays {so}."
    with pytest.raises(engine.IntegrityError), engine.refusing():
        conn.execute("INSERT INTO t VALUES ('x', NULL)")
    with pytest.raises(engine.OperationalError), engine.refusing():
        conn.execute("SELECT * FROM no_such_table")
    conn.close()


def test_a_second_writer_waits_and_is_then_refused(tmp_path: Path) -> None:
    one = _filled(tmp_path / "a.db")
    two = engine.connect(tmp_path / "a.db", KEY)
    two.execute("PRAGMA busy_timeout = 50")
    one.execute("BEGIN IMMEDIATE")
    with pytest.raises(Refused, match="Another program holds"), engine.refusing():
        two.execute("BEGIN IMMEDIATE")
    one.execute("ROLLBACK")
    one.close()
    two.close()


def test_sqlite_utils_works_over_it_inside_our_transaction(tmp_path: Path) -> None:
    conn = _filled(tmp_path / "a.db")
    db = engine.database(conn)
    db.execute("BEGIN IMMEDIATE")
    db.table("t").insert({"id": "a", "n": 1})
    db.table("t").insert_all([{"id": f"b{n}", "n": n} for n in range(300)], batch_size=100)
    db.table("t").update("a", {"n": 2})
    db.table("t").upsert({"id": "a", "n": 3}, pk="id")
    assert conn.in_transaction
    db.execute("ROLLBACK")
    assert db.table("t").count == 2000
    db.table("t").transform(rename={"n": "m"})
    assert db.table("t").columns_dict == {"id": str, "m": int}
    assert conn.execute("PRAGMA foreign_keys").fetchone() == (1,)
    conn.close()


def test_sqlite_utils_is_not_loaded_before_it_is_used() -> None:
    text = "import sys, stpdesk.db.park, stpdesk.db.backup, stpdesk.db.check; print('sqlite_utils' in sys.modules)"
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", text], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
