"""Backup, restore and check: the same figures in another folder, and an edit with another tool found and named."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from stpdesk.db import engine, keys
from stpdesk.db.park_totals import ORDER

from .desk import Desk

REPORTS = (
    "monthly",
    "occupancy",
    "rent-roll",
    "ageing",
    "statement",
    "subsidy-claim",
    "withholding",
    "invoices",
)


def every_report(desk: Desk) -> dict[str, Any]:
    """The JSON of every report, and of the check."""
    told = {}
    for name in REPORTS:
        tenant = ("--tenant", "T1") if name == "statement" else ()
        told[name] = desk.report(name, "2026-02", *tenant)
    return told


@pytest.fixture
def copied(billed: Desk, tmp_path: Path) -> Path:
    """A backup, carried to another folder; the park it is of is gone."""
    told = billed("backup", tmp_path / "usb", "--json").json
    assert told["backup"] == str(tmp_path / "usb")
    shutil.copytree(tmp_path / "usb", tmp_path / "other machine")
    shutil.rmtree(tmp_path / "usb")
    return tmp_path / "other machine"


def test_restored_with_the_password(billed: Desk, copied: Path, tmp_path: Path) -> None:
    before, head = every_report(billed), billed.head()
    shutil.rmtree(billed.folder)
    told = billed("restore", copied, tmp_path / "new", "--json").json
    assert told["restored"].pop("change_log") >= told["backup"].pop("change_log")
    assert told["backup"] == told["restored"]
    figures = {one["name"]: one["restored"] for one in told["totals"] if one["equal"]}
    assert len(figures) == len(ORDER) == len(told["totals"])
    assert (figures["tenants"], figures["receivable"]) == (3, before["ageing"]["ageing"]["total"])
    new = Desk(tmp_path / "new")
    assert every_report(new) == before
    assert new.head()[0] >= head[0]
    assert new("check", "--json").json["good"] is True
    assert new("bill", "2026-03", "--json").json["issued"] == 3


def test_restored_with_the_recovery_code_alone(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "gilgit.stpdesk")
    code = desk("new", desk.folder, "--code", "GLT", "--name", "Gilgit STP", "--json").json["recovery_code"]
    desk("backup", tmp_path / "usb").done()
    before = desk.report("monthly", "2026-02")
    paper = tmp_path / "recovery"
    paper.write_text(code.lower().replace("-", " ") + "\n")
    bare = {"STPDESK_PASSWORD": None}
    said = desk("restore", tmp_path / "usb", tmp_path / "new", "--recovery-file", paper, **bare)
    said.done()
    new = Desk(tmp_path / "new")
    assert new("report", "monthly", "2026-02", "--recovery-file", paper, **bare).json == before
    assert new("check", "--recovery-file", paper, "--json", **bare).json["good"] is True
    new("check").done()


def test_restore_refuses_a_wrong_secret_and_a_taken_folder(
    billed: Desk, copied: Path, tmp_path: Path
) -> None:
    paper = tmp_path / "recovery"
    paper.write_text("0000-" * 8)
    target = tmp_path / "new"
    assert "password is not right" in billed("restore", copied, target, STPDESK_PASSWORD="wrong").sentence()
    assert "recovery code" in billed("restore", copied, target, "--recovery-file", paper).sentence()
    paper.write_text("ABCD")
    assert "recovery code" in billed("restore", copied, target, "--recovery-file", paper).sentence()
    assert not target.exists()
    assert "not empty" in billed.refuses("restore", copied, billed.folder)


@pytest.mark.parametrize("name", ["park.db", "park.keys"])
def test_a_damaged_backup_is_not_restored(billed: Desk, copied: Path, tmp_path: Path, name: str) -> None:
    contents = bytearray((copied / name).read_bytes())
    contents[len(contents) // 2] ^= 1
    (copied / name).write_bytes(contents)
    assert billed("restore", copied, tmp_path / "new").sentence()
    assert not (tmp_path / "new").exists()
    (copied / name).unlink()
    assert billed("restore", copied, tmp_path / "new").sentence()


def test_a_second_backup_goes_beside_the_first(billed: Desk, tmp_path: Path) -> None:
    first = billed("backup", tmp_path / "usb", "--json").json["backup"]
    said = billed("backup", tmp_path / "usb", "--json")
    if said.status:
        assert said.sentence()
    else:
        assert said.json["backup"] != first


def with_another_tool(desk: Desk, statement: str) -> int:
    """What somebody with the key does who drops the triggers, edits, and puts them back; how many rows it changed."""
    key = keys.unlock(keys.load(desk.folder / "park.keys"), desk.password, "manager")
    conn = engine.connect(desk.folder / "park.db", key)
    conn.execute("PRAGMA foreign_keys = OFF")
    triggers = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        conn.execute(f'DROP TRIGGER "{name}"')
    changed = conn.execute(statement).rowcount
    for _, sql in triggers:
        conn.execute(sql)
    conn.close()
    return int(changed)


EDITS = {
    "an invoice's line": (
        "UPDATE invoice_lines SET amount = amount - 100 WHERE n = 1",
        "invoice_lines",
        "amount",
    ),
    "a receipt": ("UPDATE receipts SET cash = cash + 100", "receipts", "cash"),
    "a rent": ("UPDATE leases SET rate = rate - 1 WHERE code = 'L1'", "leases", "rate"),
    "a tenant's name": ("UPDATE tenants SET name = 'X' WHERE code = 'T1'", "tenants", "name"),
    "a tax": ("UPDATE invoice_taxes SET amount = 1", "invoice_taxes", "amount"),
    "a row gone": ("DELETE FROM deposits", "deposits", ""),
    "a role": ("UPDATE people SET role = 'viewer'", "people", "role"),
}


@pytest.mark.parametrize("what", EDITS)
def test_an_edit_with_another_tool_is_found_and_named(billed: Desk, what: str) -> None:
    statement, table, column = EDITS[what]
    assert with_another_tool(billed, statement) > 0
    said = billed("check")
    assert (said.status, said.out) == (1, "")
    assert table in said.err
    assert column in said.err
    told = billed("check", "--json")
    assert told.status == 1
    assert '"good": false' in told.out


def test_an_edited_log_is_found(billed: Desk) -> None:
    assert with_another_tool(billed, "UPDATE change_log SET actor = 'somebody' WHERE seq = 9") == 1
    assert "row 9" in billed("check").err


def test_a_trigger_left_out_is_found(billed: Desk) -> None:
    key = keys.unlock(keys.load(billed.folder / "park.keys"), billed.password, "manager")
    conn = engine.connect(billed.folder / "park.db", key)
    conn.execute("DROP TRIGGER guard_invoices_update")
    conn.close()
    assert "guard_invoices_update" in billed("check").err
    assert "another program" in billed("bill", "2026-03").sentence()
    billed("report", "ageing").done()
