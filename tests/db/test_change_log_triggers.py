"""The generated triggers are exactly the expected ones, always."""

from sqlite_utils import Database

from stpdesk.db import engine, schema, triggers

from .conftest import Made


def _names(db: Database) -> set[str]:
    return {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()}


def test_every_logged_table_has_its_five_and_every_guard_is_there(made: Made) -> None:
    with made.open() as park, park.reading() as db:
        names = _names(db)
    for table in schema.LOGGED:
        feed = {f"log_{table}_{op}" for op in ("insert", "update", "delete")}
        assert feed | {f"keep_{table}_row", f"keep_{table}_key"} <= names
    assert set(schema.GUARDS) <= names
    assert len(names) == len(schema.GUARDS) + 5 * len(schema.LOGGED) + 4, "and four of the log itself"


def test_installing_twice_changes_nothing(made: Made) -> None:
    with made.open() as park, park.writing() as db:
        version = db.execute("PRAGMA schema_version").fetchone()
        triggers.install_triggers(db)
        assert db.execute("PRAGMA schema_version").fetchone() == version


def test_what_transform_drops_without_a_word_is_seen_and_put_back(made: Made) -> None:
    conn = engine.connect(made.folder / "park.db", made.key())
    db = engine.database(conn)
    db.table("gaps").transform(rename={"note": "remark"})
    missing = {name for name in triggers.expected(db) if name not in _names(db)}
    assert {
        "log_gaps_insert",
        "log_gaps_update",
        "log_gaps_delete",
        "guard_gaps_closed_insert",
    } <= missing
    assert triggers.differences(db)
    triggers.install_triggers(db)
    assert triggers.differences(db) == []
    assert '"remark"' in triggers.expected(db)["log_gaps_insert"]
    conn.close()


def test_a_column_added_by_another_tool_shows_as_changed_triggers(made: Made) -> None:
    made.with_another_tool("ALTER TABLE gaps ADD COLUMN extra TEXT")
    with made.open(write=False) as park, park.reading() as db:
        problems = triggers.differences(db)
    assert "Trigger log_gaps_insert was changed." in problems
