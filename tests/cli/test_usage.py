"""Words of the command line: where options may stand, how a park and a password are named, exit statuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .desk import PASSWORD, Desk

COMMANDS = (
    *("new", "demo", "template", "import", "export", "bill", "invoice", "receipt", "credit", "charge", "reverse"),
    *("certificate", "fbr", "deposit", "outage", "close", "reopen", "report", "backup", "restore", "check", "monitor"),
)  # fmt: skip
WRONG = {
    "an unknown command": ("sell",),
    "an unknown option": ("check", "--fast"),
    "bill without a month": ("bill",),
    "a report without a name": ("report",),
    "an unknown report": ("report", "profit"),
    "an unknown form": ("report", "ageing", "--format", "doc"),
    "new without a code": ("new", "x", "--name", "x"),
    "a receipt without a date": ("receipt", "--tenant", "T1", "--cash", "5"),
    "reopen without a reason": ("reopen", "2026-01"),
    "an unknown act": ("deposit", "keep", "--tenant", "T1", "--date", "2026-01-01", "--amount", "5"),
    "an unknown service": ("outage", "start", "water"),
    "a line that is no number": ("credit", "GLT/INV/2025-26/00001", "--line", "one", "--reason", "x"),
    "tenants that are no number": ("demo", "x", "--tenants", "many"),
    "a word too many": ("close", "2026-01", "2026-02"),
}


@pytest.mark.parametrize("what", WRONG)
def test_wrong_usage_is_2_and_changes_nothing(billed: Desk, what: str) -> None:
    with billed.unchanged():
        said = billed(*WRONG[what])
    assert (said.status, said.out) == (2, "")
    assert said.err.startswith("usage: stpdesk")
    assert "Traceback" not in said.err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, tmp_path: Path) -> None:
    said = Desk(tmp_path / "none")(command, "--help")
    assert said.status == 0
    assert said.out.startswith(f"usage: stpdesk {command}")


def test_help_lists_every_command(tmp_path: Path) -> None:
    said = Desk(tmp_path / "none").process("--help")
    assert said.status == 0
    assert all(f"\n  {command}" in said.out for command in COMMANDS)
    for words in (("-h", "bill"), ("--he", "bill"), ("--help", "bill")):
        listed = Desk(tmp_path / "none")(*words).out.splitlines()
        assert {line.split()[0] for line in listed if line.startswith("    ")} >= set(COMMANDS)


def test_options_before_and_after_the_command(desk: Desk, tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text(PASSWORD + "\n")
    options = ("--park", desk.folder, "--password-file", secret, "--user", "MANAGER", "--json")
    bare = {"STPDESK_PARK": None, "STPDESK_PASSWORD": None}
    before = desk(*options, "report", "ageing", **bare).json
    assert before == desk("report", *options, "ageing", **bare).json
    assert before == desk("report", "ageing", *options, **bare).json
    assert before == desk(*options[:4], "report", "ageing", *options[4:], **bare).json
    assert before == desk("report", "ageing").json


def test_the_later_park_and_the_option_win(desk: Desk, tmp_path: Path) -> None:
    other = Desk(tmp_path / "other.stpdesk").make("AMZ", "Amazon STP")
    assert desk("report", "ageing", "--park", other.folder).json["park"]["code"] == "AMZ"
    assert desk("--park", other.folder, "report", "ageing").json["park"]["code"] == "AMZ"
    assert desk("--park", "nowhere", "report", "ageing", "--park", other.folder).json["park"]["code"] == "AMZ"
    assert desk("report", "ageing", STPDESK_PARK=str(other.folder)).json["park"]["code"] == "AMZ"


def test_a_park_and_a_password_are_needed(desk: Desk) -> None:
    assert "--park" in desk("check", STPDESK_PARK=None).sentence()
    assert "--park" in desk("check", STPDESK_PARK="").sentence()
    assert "password" in desk("check", STPDESK_PASSWORD="").sentence()


def test_no_password_and_no_terminal(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert "--password-file" in desk("check", STPDESK_PASSWORD=None).sentence()


@pytest.mark.parametrize(
    "text", [PASSWORD, PASSWORD + "\n", PASSWORD + "\r\n", "\ufeff" + PASSWORD, PASSWORD + "\nnote"]
)
def test_a_password_file_as_any_editor_writes_it(desk: Desk, text: str, tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_bytes(text.encode())
    desk("check", "--password-file", secret, STPDESK_PASSWORD=None).done()
    desk("check", "--password-file", secret, STPDESK_PASSWORD="wrong").done()


def test_a_password_file_that_cannot_be_read(desk: Desk, tmp_path: Path) -> None:
    assert "cannot be read" in desk("check", "--password-file", tmp_path / "none").sentence()
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    assert "cannot be read" in desk("check", "--password-file", tmp_path / "binary").sentence()
    (tmp_path / "empty").write_bytes(b"")
    assert desk("check", "--password-file", tmp_path / "empty").sentence()


def test_a_password_in_urdu_with_spaces(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "park", password="قراقرم کی چوٹی")
    desk("new", desk.folder, "--code", "GLT", "--name", "گلگت سافٹ ویئر پارک").done()
    assert desk.report("ageing")["park"]["name"] == "گلگت سافٹ ویئر پارک"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--code", "G T", "--name", "x"), "park code"),
        (("--code", "", "--name", "x"), "park code"),
        (("--code", "گلگت", "--name", "x"), "park code"),
        (("--code", "G/T", "--name", "x"), "park code"),
        (("--code", "ABCDEFGHIJKLM", "--name", "x"), "park code"),
        (("--code", "GLT", "--name", " "), "name"),
    ],
)
def test_new_refuses_what_cannot_be_a_park(tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    desk = Desk(tmp_path / "new")
    assert told in desk("new", desk.folder, *words).sentence()
    assert list(tmp_path.iterdir()) == []


def test_new_goes_only_where_nothing_is(desk: Desk, tmp_path: Path) -> None:
    words = ("--code", "GLT", "--name", "x")
    assert "not empty" in desk.refuses("new", desk.folder, *words)
    assert "not empty" in desk.refuses("demo", desk.folder)
    (tmp_path / "file").write_text("x")
    assert "not empty" in desk("new", tmp_path / "file", *words).sentence()
    assert "does not exist" in desk("new", tmp_path / "a" / "b", *words).sentence()
    assert "empty" in desk("new", tmp_path / "new", *words, STPDESK_PASSWORD="").sentence()
    assert not (tmp_path / "new").exists()
    (tmp_path / "ready").mkdir()
    desk("new", tmp_path / "ready", *words).done()


@pytest.mark.parametrize(
    "words", [("--tenants", "0"), ("--months", "1"), ("--tenants", "-5"), ("--months", "9999")]
)
def test_demo_refuses_what_is_no_park(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert "sample park" in Desk(tmp_path / "demo")("demo", tmp_path / "demo", *words).sentence()
    assert list(tmp_path.iterdir()) == []


OUTS = (
    ("report", "ageing", "--out"),
    ("report", "ageing", "--format", "xlsx", "--out"),
    ("report", "ageing", "--format", "pdf", "--out"),
    ("invoice", "GLT/INV/2025-26/00001", "--out"),
    ("invoice", "GLT/INV/2025-26/00001", "--format", "pdf", "--out"),
    ("export",),
    ("template",),
)


@pytest.mark.parametrize("words", OUTS, ids=" ".join)
def test_a_file_in_a_missing_folder_and_a_folder_as_a_file(billed: Desk, words: tuple[str, ...]) -> None:
    assert "older" in billed.refuses(*words, billed.place / "missing" / "out.xlsx")
    assert "is a folder" in billed.refuses(*words, billed.place)
    assert sorted(path.name for path in billed.place.iterdir()) == [billed.folder.name]


def test_a_backup_in_a_missing_folder_and_in_the_park(billed: Desk) -> None:
    assert "does not exist" in billed.refuses("backup", billed.place / "missing" / "backup")
    assert "inside the park" in billed.refuses("backup", billed.folder / "backup")
    assert "not a backup" in billed.refuses("restore", billed.folder, billed.place / "new")
    assert "does not exist" in billed.refuses("restore", billed.place / "none", billed.place / "new")


def test_as_processes(billed: Desk) -> None:
    """The same through `python -m stpdesk`: exit statuses, and stdout is JSON and nothing else."""
    assert billed.process("report", "ageing", "--json").json["park"]["code"] == "GLT"
    assert json.loads(billed.process("bill", "2026-03", "--json").out)["issued"] == 3
    assert billed.process("bill", "2026-13").sentence()
    assert billed.process("bill").status == 2
    said = billed.process("bill", "2026-03", PYTHONIOENCODING="ascii")
    assert said.status == 0
    assert billed.process("--version").out.startswith("STP Desk ")
