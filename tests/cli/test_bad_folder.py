"""A park folder that is missing, strange, without its keys, read-only, newer, busy, or on a full disk."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from stpdesk.db import engine, keys

from .desk import Desk
from .test_bad_workbook import linux, unprivileged
from .workbooks import save

WRITES = ("bill", "2026-01")
READS = (("report", "ageing"), ("report", "monthly", "2026-01"), ("bill", "2026-01", "--preview"), ("check",))


def test_a_missing_and_a_strange_folder(desk: Desk) -> None:
    for words in (WRITES, *READS):
        assert "does not exist" in desk(*words, STPDESK_PARK=str(desk.place / "nowhere")).sentence()
        assert "not a park folder" in desk(*words, STPDESK_PARK=str(desk.place)).sentence()
        assert "not a park folder" in desk(*words, "--park", __file__).sentence()
    assert not (desk.place / "nowhere").exists()


def test_a_park_without_its_keys_or_its_file(desk: Desk) -> None:
    before = desk.head()
    for name in ("park.keys", "park.db"):
        (desk.folder / name).rename(desk.place / name)
        for words in (WRITES, *READS):
            assert f"has lost {name}" in desk(*words).sentence()
        (desk.place / name).rename(desk.folder / name)
    assert desk.head() == before


def test_damaged_keys_and_another_parks_keys(desk: Desk, tmp_path: Path) -> None:
    mine = (desk.folder / "park.keys").read_bytes()
    other = Desk(tmp_path / "other.stpdesk").make()
    for contents in (b"", b"{}", mine[:100], (other.folder / "park.keys").read_bytes()):
        (desk.folder / "park.keys").write_bytes(contents)
        for words in (WRITES, READS[0]):
            assert desk(*words).sentence()
    (desk.folder / "park.keys").write_bytes(mine)
    desk("check").done()


def test_a_damaged_file(desk: Desk) -> None:
    contents = bytearray((desk.folder / "park.db").read_bytes())
    contents[len(contents) // 2] ^= 1
    (desk.folder / "park.db").write_bytes(contents)
    assert "problem" in desk("check").err.lower() or "damaged" in desk("check").err
    assert desk("check").status == 1
    assert "Traceback" not in desk("check").err


def test_a_wrong_password(desk: Desk) -> None:
    with desk.unchanged():
        for words in (WRITES, *READS):
            for wrong in ("wrong", "karakoram 8", " karakoram 7", "KARAKORAM 7", "ق"):
                assert (
                    desk(*words, STPDESK_PASSWORD=wrong).sentence()
                    == "The password is not right for manager."
                )
        assert desk(*WRITES, "--user", "bilal").sentence() == "There is no person named bilal in this park."


@linux
def test_a_read_only_folder_is_read_and_not_written(billed_template: Path) -> None:
    with tempfile.TemporaryDirectory() as place, unprivileged(Path(place), billed_template) as desk:
        for words in READS:
            desk(*words)
        for path in (*desk.folder.rglob("*"), desk.folder):
            path.chmod(0o555 if path.is_dir() else 0o444)
        before = desk.head(), sorted(path.name for path in desk.folder.iterdir())
        assert "read-only" in desk("bill", "2026-03").sentence()
        assert "read-only" in desk("import", desk.place / "park.xlsx").sentence()
        assert "read-only" in desk("close", "2026-01").sentence()
        for words in READS:
            if words[0] != "bill":
                desk(*words).done()
        desk("bill", "2026-03", "--preview").done()
        desk("export", desk.place / "out.xlsx").done()
        assert (desk.head(), sorted(path.name for path in desk.folder.iterdir())) == before
        for path in (desk.folder, *desk.folder.rglob("*")):
            path.chmod(0o755)


def test_a_park_of_a_newer_program(desk: Desk) -> None:
    """A later version leaves a migration that this one does not know."""
    key = keys.unlock(keys.load(desk.folder / "park.keys"), desk.password, "manager")
    conn = engine.connect(desk.folder / "park.db", key)
    table = conn.execute("SELECT name FROM sqlite_master WHERE name LIKE '%migrations'").fetchone()[0]
    columns = [row[1] for row in conn.execute(f"PRAGMA table_info({table})")]
    values = {"migration_set": "stpdesk", "name": "m9999_later", "applied_at": "2031-01-01T00:00:00Z"}
    (last,) = conn.execute(f"SELECT max(rowid) FROM {table}").fetchone()
    kept = dict(
        zip(columns, conn.execute(f"SELECT * FROM {table} WHERE rowid = ?", (last,)).fetchone(), strict=True)
    )
    row = {
        **kept,
        **{name: value for name, value in values.items() if name in kept and name != "migration_set"},
    }
    row.pop("id", None)
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    conn.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))
    conn.close()
    for words in (WRITES, *READS):
        assert "newer" in desk(*words).sentence()


@linux
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may mount")
def test_a_full_disk_keeps_what_was_saved(billed_template: Path, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(small)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no mounts here")
    try:
        desk = Desk(small / billed_template.name)
        shutil.copytree(billed_template, desk.folder)
        rows: list[list[object]] = [
            ["unit", "sqft", "name"],
            *([f"Z-{n}", 100, "a long name " * 20] for n in range(3_000)),
        ]
        path = save(tmp_path / "long.xlsx", {"Units": rows})
        before = desk.head()
        assert "disk is full" in desk("import", path).sentence()
        assert desk.head() == before
        desk("check").done()
        (small / "filler").write_bytes(bytes(_free(small)))
        assert "full" in desk("bill", "2026-03").sentence()
        desk("report", "ageing").done()
        desk("backup", tmp_path / "backup").done()
        assert "full" in desk("export", small / "out.xlsx").sentence()
        assert "full" in desk("backup", small / "backup").sentence()
        assert "full" in desk("new", small / "new", "--code", "X", "--name", "X").sentence()
        assert sorted(one.name for one in small.iterdir()) == ["filler", desk.folder.name]
        assert desk.head() == before
    finally:
        subprocess.run(["umount", "-l", str(small)], check=True)


def _free(folder: Path) -> int:
    told = os.statvfs(folder)
    return told.f_bavail * told.f_frsize
