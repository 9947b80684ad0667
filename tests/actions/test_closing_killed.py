"""A process is killed while it closes a month: the month is closed with all its documents, or open without any."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from stpdesk.actions.closing import close_month
from stpdesk.core.months import Month
from stpdesk.db import attachments, check, closings, frozen
from stpdesk.db.park import Park

from .closing_process import KINDS, papers
from .conftest import Clock, Desk

OCTOBER = Month(2026, 10)
CLOSER = Path(__file__).with_name("closing_process.py")


@pytest.fixture(scope="module")
def billed(empty_park: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A park whose October is billed and open."""
    folder = tmp_path_factory.mktemp("billed") / "park"
    shutil.copytree(empty_park, folder)
    clock = Clock()
    with Park.open(folder, user="manager", password="x", write=True, clock=clock) as park:
        Desk(park, clock).let("1000", "2026-10-01", basis="fixed").bill("2026-10")
    return folder


@pytest.mark.parametrize("where", ["paper 1", f"paper {len(KINDS)}", "closed"])
def test_a_close_that_is_killed_is_whole_or_nothing(billed: Path, tmp_path: Path, where: str) -> None:
    folder = tmp_path / "park"
    shutil.copytree(billed, folder)
    with subprocess.Popen(
        [sys.executable, CLOSER, folder, where], stdout=subprocess.PIPE, text=True
    ) as closing:
        assert closing.stdout is not None
        told = [closing.stdout.readline().strip()]
        while told[-1] and told[-1] != where:
            told.append(closing.stdout.readline().strip())
        assert told[-1] == where
        closing.kill()
    whole = where == "closed"
    clock = Clock()
    with Park.open(folder, user="manager", password="x", write=True, clock=clock) as park:
        desk = Desk(park, clock).today("2026-11-03")
        with park.reading() as db:
            found = frozen.of_month(db, OCTOBER)
            assert closings.is_closed(db, OCTOBER) is whole
            assert len(found) == (len(KINDS) if whole else 0)
            assert all(park.vault.problem(name) is None for name in attachments.named(db))
        assert not any(one.problems for one in check.check(park, extra=(attachments.files(park.vault),)))
        if not whole:  # what lay in the vault already is no hindrance, and no other revision
            told_again = close_month(desk.session, OCTOBER, papers).told
            assert (told_again["revision"], len(told_again["documents"])) == (1, len(KINDS))  # type: ignore[arg-type]
