"""Several processes on one park, and processes that are stopped in the middle."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from .desk import ROOT, Desk
from .test_bad_folder import READS
from .test_bad_workbook import linux
from .workbooks import save

HOLDS = """
import sys
from pathlib import Path
from stpdesk.db.park import Park
from tests.cli.desk import now
park = Park.open(Path(sys.argv[1]), user="manager", password=sys.argv[2], write=True, clock=now)
print("held", flush=True)
sys.stdin.read()
park.close()
"""


@contextlib.contextmanager
def held(desk: Desk) -> Iterator[subprocess.Popen[str]]:
    """Another process that writes the park."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(desk.folder), desk.password],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def test_a_park_another_process_writes_is_read_and_not_written(billed: Desk) -> None:
    before = billed.head()
    with held(billed):
        for line in (
            "bill 2026-03",
            "close 2026-01",
            "certificate GLT/RCT/2025-26/00001 C",
            "outage end power",
        ):
            assert "is being written by manager on " in billed(*line.split()).sentence()
        for words in READS[:2]:
            billed(*words).done()
        billed("bill", "2026-03", "--preview").done()
        billed("check").done()
        billed("export", billed.place / "out.xlsx").done()
        billed("backup", billed.place / "backup").done()
        assert billed.head() == before
    assert billed("bill", "2026-03", "--json").json["issued"] == 3


@linux
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_stopped_import_leaves_the_park_as_it_was(
    billed: Desk, how: signal.Signals, tmp_path: Path
) -> None:
    """Ctrl-C tells so in a sentence; a killed one tells nothing; neither keeps anything, and the next may write."""
    rows: list[list[object]] = [["unit", "sqft"], *([f"Z-{n}", 100] for n in range(12_000))]
    path = save(tmp_path / "long.xlsx", {"Units": rows})
    with billed.unchanged():
        process = _begun(billed, "import", str(path))
        while not (billed.folder / "park.owner").exists() and process.poll() is None:
            time.sleep(0.01)
        time.sleep(0.1)
        process.send_signal(how)
        out, err = process.communicate()
        assert process.returncode != 0
        assert out == ""
        assert "Traceback" not in err
        if how == signal.SIGINT:
            assert process.returncode in (1, 130)
            assert len(err.splitlines()) == 1
        (billed.folder / "park.owner").unlink(missing_ok=True)
    billed("check").done()
    billed("bill", "2026-03").done()


def test_two_at_once_issue_once(desk: Desk) -> None:
    """Both are told the truth: one issues, the other is refused or finds nothing new."""
    running = [_begun(desk, "bill", "2026-01", "--json") for _ in range(2)]
    told = [process.communicate() for process in running]
    done = [
        json.loads(out) for process, (out, _) in zip(running, told, strict=True) if not process.returncode
    ]
    refused = [err for process, (_, err) in zip(running, told, strict=True) if process.returncode]
    assert sorted(one["issued"] for one in done) in ([3], [0, 3])
    assert all("is being written by" in err for err in refused)
    assert len(desk.report("invoices", "2026-01")["invoices"]) == 3
    desk("check").done()


def _begun(desk: Desk, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "stpdesk", *words],
        cwd=ROOT,
        env=desk.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_hears_ctrl_c,  # noqa: PLW1509  # no other thread runs in a test
    )


def _hears_ctrl_c() -> None:
    """Tests that run in a shell's background ignore Ctrl-C, and would hand that on."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
