"""A process is killed in the middle of the meter grid; the next one has every reading back, and saves each once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from stpdesk.actions.readings import grid
from stpdesk.actions.session import Session
from stpdesk.core.money import E4, decimal_text
from stpdesk.db.park import Park
from tests.ui.reading_typist import HALF, MONTH, OVER, PASSWORD, USER, clock

TYPIST = Path(__file__).with_name("reading_typist.py")


def test_what_was_typed_into_the_grid_survives_kill_9_and_is_saved_once(park_folder: Path) -> None:
    wanted = typed(park_folder)
    with subprocess.Popen(
        [sys.executable, TYPIST, park_folder, "type"], stdout=subprocess.PIPE, text=True
    ) as typing:
        assert typing.stdout is not None
        assert typing.stdout.readline() == "kept\n"
        typing.kill()
    looked = subprocess.run(
        [sys.executable, TYPIST, park_folder, "return"],
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    came_back, then = map(json.loads, looked.stdout.splitlines())
    assert came_back["banner"]
    assert came_back["texts"] == {
        meter: f"{decimal_text(last)}+{over}" for meter, (last, over) in wanted.items()
    }
    assert not then["draft"]
    assert then["saved"] == {
        meter: decimal_text(last + int(float(over) * 10_000)) for meter, (last, over) in wanted.items()
    }
    with (
        Park.open(park_folder, user=USER, password=PASSWORD, write=False, clock=clock) as park,
        park.reading() as db,
    ):
        sql = "SELECT count(*), count(DISTINCT meter_id) FROM readings WHERE date >= '2026-11-01'"
        assert db.execute(sql).fetchall() == [(3, 3)]


def typed(folder: Path) -> dict[str, tuple[E4, str]]:
    """The meters that are typed into: their last readings and what is added."""
    with Park.open(folder, user=USER, password=PASSWORD, write=False, clock=clock) as park:
        rows = grid(Session(park, park.actor, clock), MONTH).rows[:3]
        return {
            one.meter.code: (one.last.value, over)
            for one, over in zip(rows, (*OVER, HALF), strict=True)
            if one.last is not None
        }
