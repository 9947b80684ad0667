"""A process is killed while it issues a month: all of its documents are there, or none."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from stpdesk.db import check, documents
from stpdesk.db.park import Park

from .conftest import Clock, Desk

ISSUER = Path(__file__).with_name("issuing_process.py")


@pytest.mark.parametrize("where", ["written", "issued"])
def test_a_run_that_is_killed_is_whole_or_nothing(empty_park: Path, tmp_path: Path, where: str) -> None:
    folder = tmp_path / "park"
    shutil.copytree(empty_park, folder)
    clock = Clock()
    with Park.open(folder, user="manager", password="x", write=True, clock=clock) as park:
        desk = Desk(park, clock).let("1000", "2026-10-01", basis="fixed")
        desk.let("2000", "2026-10-01", basis="fixed", code="L2", tenant="T2", units="A-2").store()
    with subprocess.Popen(
        [sys.executable, ISSUER, folder, where], stdout=subprocess.PIPE, text=True
    ) as issuing:
        assert issuing.stdout is not None
        told = [issuing.stdout.readline().strip()]
        while told[-1] and told[-1] != where:
            told.append(issuing.stdout.readline().strip())
        assert told[-1] == where
        issuing.kill()
    with Park.open(folder, user="manager", password="x", write=True, clock=clock) as park:
        with park.reading() as db:
            assert len(documents.find(db, "month", "2026-10")) == (2 if where == "issued" else 0)
        assert not any(one.problems for one in check.check(park))
        desk = Desk(park, clock)
        numbers = [str(paper.number)[-5:] for paper in desk.bill("2026-10")]
        assert numbers == ([] if where == "issued" else ["00001", "00002"])  # nothing lost, nothing doubled
