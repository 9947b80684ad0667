"""What was done to a park's tables with the key and another tool, triggers dropped and put back, is found and named."""

from collections.abc import Callable

import pytest

from stpdesk.db import change_log, engine, schema, triggers
from stpdesk.db.park import Park

from .conftest import Made

Add = Callable[..., str]


def _invoice(park: Park) -> str:
    """One issued invoice with its line; the line's key."""
    keys = {name: f"{name}-0000001" for name in ("tenant", "run", "invoice", "line")}
    day = "2026-10-01"
    with park.writing() as db:
        db.table("tenants").insert(
            {"id": keys["tenant"], "code": "T", "folded": "t", "name": "T", "tax_exempt": 0}
        )
        db.table("billing_runs").insert(
            {
                "id": keys["run"],
                "month": "2026-10",
                "served": "2026-10",
                "date": day,
                "issued_at": "2026-10-01T05:00:00Z",
            }
        )
        line = {
            "id": keys["line"],
            "invoice_id": keys["invoice"],
            "n": 1,
            "kind": "one_off",
            "head": "parking",
        }
        db.table("invoice_lines").insert(
            {**line, "description": "Parking", "first": day, "last": day, "amount": 500000}
        )
        numbers = {"number": "GLT/INV/2026-27/00001", "kind": "invoice", "fiscal_year": "2026-27", "seq": 1}
        amounts = {
            "subtotal": 500000,
            "subsidy": 0,
            "tax_total": 0,
            "rounding": 0,
            "total": 500000,
            "line_count": 1,
        }
        owner = {"id": keys["invoice"], "tenant_id": keys["tenant"], "run_id": keys["run"], "snapshot": "{}"}
        db.table("invoices").insert({**owner, **numbers, **amounts, "date": day, "due": "2026-10-11"})
    return keys["line"]


def _saved_triggers(made: Made) -> list[tuple[str, str]]:
    conn = engine.connect(made.folder / "park.db", made.key(), read_only=True)
    found = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    conn.close()
    return [(name, sql) for name, sql in found]


def _behind_the_triggers(made: Made, *edits: str) -> None:
    """Drops every trigger, edits, and puts every trigger back as it was."""
    saved = _saved_triggers(made)
    made.with_another_tool(
        *(f"DROP TRIGGER {name}" for name, _ in saved), *edits, *(statement for _, statement in saved)
    )


def test_an_amount_edited_behind_dropped_and_restored_triggers_is_found_and_named(made: Made) -> None:
    with made.open() as park:
        line = _invoice(park)
    _behind_the_triggers(
        made,
        "UPDATE invoice_lines SET amount = 400000",
        "UPDATE invoices SET total = 400000, subtotal = 400000",
    )
    with made.open() as park, park.reading() as db:
        assert triggers.differences(db) == []
        assert change_log.verify(db) == []
        found = change_log.replay(db, schema.LOGGED)
    named = {(row.table, row.column, row.logged, row.found) for row in found}
    assert named == {
        ("invoice_lines", "amount", 500000, 400000),
        ("invoices", "total", 500000, 400000),
        ("invoices", "subtotal", 500000, 400000),
    }
    assert f"Table invoice_lines, row {line}: amount is 400000, the change log says 500000." in map(
        str, found
    )


def test_rows_added_and_removed_behind_the_triggers_are_found(made: Made, add_unit: Add) -> None:
    with made.open() as park:
        gone, kept = add_unit(park, "A-101"), add_unit(park, "A-102")
    _behind_the_triggers(
        made,
        f"DELETE FROM units WHERE id = '{gone}'",
        "INSERT INTO units (id, code, folded, sqft_e4, lettable) VALUES ('new-00001', 'N', 'n', 1, 1)",
        f"UPDATE units SET kind = 'office', sqft_e4 = 1 WHERE id = '{kept}'",
    )
    with made.open() as park, park.reading() as db:
        said = sorted(map(str, change_log.replay(db, schema.LOGGED)))
    assert said == sorted(
        [
            f"Table units, row {gone}: is gone without a log entry.",
            "Table units, row new-00001: is not in the change log.",
            f"Table units, row {kept}: kind is “office”, the change log says empty.",
            f"Table units, row {kept}: sqft_e4 is 1, the change log says 4500000.",
        ]
    )


def test_a_row_brought_back_behind_the_triggers_is_found(made: Made, add_unit: Add) -> None:
    with made.open() as park:
        key = add_unit(park, "A-101")
        with park.writing() as db:
            db.table("units").delete(key)
    row = f"VALUES ('{key}', 'A-101', 'a-101', 4500000, 1)"
    _behind_the_triggers(made, f"INSERT INTO units (id, code, folded, sqft_e4, lettable) {row}")
    with made.open() as park, park.reading() as db:
        (found,) = change_log.replay(db, schema.LOGGED)
    assert "is not in the change log" in str(found)


def test_another_tool_cannot_write_a_logged_table_while_the_triggers_stand(made: Made) -> None:
    with pytest.raises(engine.OperationalError, match="no such function: stp_"):
        made.with_another_tool("UPDATE people SET role = 'accounts'")


def test_a_table_that_was_dropped_is_named(made: Made) -> None:
    made.with_another_tool("DROP TABLE gaps")
    with made.open(write=False) as park, park.reading() as db:
        assert [row.table for row in change_log.replay(db, schema.LOGGED)] == ["gaps"]
