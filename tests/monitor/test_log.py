"""The log of events: bounded, and never a reason to stop."""

from __future__ import annotations

from pathlib import Path

from stpdesk.monitor.log import Log


def test_the_log_keeps_its_newest_lines_in_two_files(tmp_path: Path) -> None:
    log = Log(tmp_path, largest=2000)
    for count in range(200):
        log.write(f"2026-10-05 14:02:00 event {count}: گلگت\nsecond line")
    files = [tmp_path / "monitor.log.1", tmp_path / "monitor.log"]
    assert sorted(tmp_path.iterdir()) == sorted(files)
    assert all(file.stat().st_size < 2100 for file in files)
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    counts = [int(line.split()[3].rstrip(":")) for line in lines]
    assert counts == list(range(counts[0], 200))
    assert lines[-1].endswith("گلگت second line")


def test_a_log_that_cannot_be_written_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "monitor.log").mkdir()
    Log(tmp_path).write("event")
    Log(tmp_path / "gone").write("event")
