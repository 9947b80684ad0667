"""A process is killed in the middle of a receipt, and the next one just after it was saved: nothing is lost, nothing twice."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import IO

from stpdesk.db import drafts, receipts
from stpdesk.db.park import Park
from tests.ui.conftest import PASSWORD, USER, clock
from tests.ui.receipt_typist import AMOUNT

TYPIST = Path(__file__).with_name("receipt_typist.py")


def killed_after(park: Path, what: str, line: str) -> list[str]:
    """What a process printed before it was killed, as soon as it had printed a line."""
    with subprocess.Popen([sys.executable, TYPIST, park, what], stdout=subprocess.PIPE, text=True) as typing:
        assert typing.stdout is not None
        said = list(_lines(typing.stdout, line))
        typing.kill()
    return said


def _lines(out: IO[str], last: str) -> list[str]:
    """Lines up to one."""
    found: list[str] = []
    while not found or found[-1] != last:
        found.append(out.readline().rstrip("\n"))
        assert found[-1], found
    return found


def test_a_receipt_half_typed_survives_kill_9_and_a_saved_one_is_there_once(park_folder: Path) -> None:
    assert killed_after(park_folder, "type", "kept") == ["kept"]
    came_back = json.loads(killed_after(park_folder, "return", "saved")[0])
    assert came_back["tenant"].endswith(", T03")
    assert (came_back["cash"], came_back["own"]) == ("12,345.67", "cash")
    with (
        Park.open(park_folder, user=USER, password=PASSWORD, write=False, clock=clock) as park,
        park.reading() as db,
    ):
        cash = int(AMOUNT.replace(".", ""))
        assert sum(1 for one in receipts.every(db) if one.cash == cash) == 1
        assert drafts.every(db, "receipt") == []
