"""`kill -9` in the middle of the meter grid, of the run and of a receipt, in the true window: nothing is lost, nothing doubled."""

from __future__ import annotations

import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest

from stpdesk.actions.billing import preview_run
from stpdesk.actions.session import Session
from stpdesk.db import drafts
from stpdesk.db.park import Park
from tests.cli.desk import Desk
from tests.e2e.screen import PATIENCE, XScreen, until
from tests.e2e.test_month import (
    ISSUED,
    MONTH,
    READ,
    RECEIVED,
    agrees_to_issue,
    asks_to_issue,
    begins,
    counted,
    kept,
    owing,
    presses,
    saved_readings,
    screen,
    to_the_readings,
    unread_sample,
)
from tests.e2e.test_window import PASSWORD, SAMPLE, TITLE, clock, reading

__all__ = ["screen", "unread_sample"]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="drives an X server")
FEW = 5


class Dies:
    """The program on a screen, which dies and is started again."""

    def __init__(self, screen: XScreen, park: Path) -> None:
        self.screen, self.park = screen, park
        self.program = self.first()

    def first(self) -> subprocess.Popen[bytes]:
        """The sample park, which a first start offers."""
        program = self.screen.program()
        self.screen.window("^STP Desk$")
        self.screen.keys("Return")
        self.screen.window(TITLE)
        return program

    def again(self) -> None:
        """`kill -9`, and the next start, which asks for the password."""
        self.program.kill()
        self.program.wait()
        self.program = self.screen.program()
        self.screen.window("^STP Desk$")
        self.screen.type(PASSWORD)
        self.screen.keys("Return")
        self.screen.window(TITLE)

    def again_while_it_writes(self, key: str, times: int) -> None:
        """The same once what is written beside its file has grown so often since a key was pressed: in the midst of a transaction.

        Before a part has read, the key means nothing yet: it is pressed again.
        """
        sizes, far = [logged(self.park)], time.monotonic() + PATIENCE
        while len(sizes) <= times and time.monotonic() < far:
            self.screen.run("xdotool", "key", "--clearmodifiers", key)
            end = time.monotonic() + 4
            while len(sizes) <= times and time.monotonic() < end:
                if sizes[-1] != (now := logged(self.park)):
                    sizes.append(now)
                time.sleep(0.0002)
        self.again()


def logged(park: Path) -> int:
    """Bytes of what is written beside the park's file before it is taken over."""
    place = next(iter(park.glob("*-wal")), None)
    return place.stat().st_size if place else 0


def draft_of(park: Path, what: str) -> dict[str, str]:
    """What is typed into a form and not saved, as the file keeps it."""
    with reading(park) as db:
        return {**next((one.texts for one in drafts.every(db, what)), {})}


def test_the_program_dies_in_the_grid_in_the_run_and_in_a_receipt_and_nothing_is_lost_or_doubled(
    screen: XScreen, unread_sample: tuple[Path, list[str]]
) -> None:
    park, shown = screen.home / "STP Desk" / SAMPLE, unread_sample[1][:FEW]
    window = Dies(screen, park)

    before = counted(park, READ)
    to_the_readings(screen)
    begins(screen, park, shown[0])
    for value in shown[1:]:
        screen.keys("Return")
        screen.type(value)
    until(lambda: kept(park, shown[-1]), "what is typed on disk, the last not yet left")
    window.again()
    assert counted(park, READ) == before, "nothing was saved by itself"
    to_the_readings(screen)
    presses(screen, "ctrl+Return", park, READ, before + FEW)
    assert sorted(saved_readings(park)) == sorted(map(Decimal, shown))

    with Park.open(park, user="manager", password=PASSWORD, write=False, clock=clock) as opened:
        every = len(preview_run(Session(opened, opened.actor), MONTH).run.drafts)
    screen.keys("ctrl+2")
    asks_to_issue(screen)
    window.again_while_it_writes("Return", 1)
    issued = counted(park, ISSUED)
    assert issued in {0, every}, "all or none"
    if not issued:
        to_the_readings(screen)
        screen.keys("ctrl+2")
        agrees_to_issue(screen)
        until(lambda: counted(park, ISSUED) == every, "the run on disk")

    code, owed = next(iter(owing(park).items()))
    to_the_readings(screen)
    screen.keys("ctrl+4", "ctrl+n")
    screen.type(code)
    screen.keys("Return", "Tab")
    screen.type("100")
    until(lambda: draft_of(park, "receipt").get("income_tax") == "100", "the receipt's draft on disk")
    window.again()
    assert counted(park, RECEIVED) == 0
    to_the_readings(screen)
    screen.keys("ctrl+4", "ctrl+n")
    window.again_while_it_writes("ctrl+Return", 3)  # its draft is written first
    if not counted(park, RECEIVED):
        assert draft_of(park, "receipt")["income_tax"] in {"100", "100.00"}
        to_the_readings(screen)
        screen.keys("ctrl+4", "ctrl+n")
        presses(screen, "ctrl+Return", park, RECEIVED, 1)
    with reading(park) as db:
        paid = db.execute("SELECT cash, income_tax FROM receipts WHERE date > '2026-10-31'").fetchall()
    assert paid == [(owed - 100_00, 100_00)]
    assert draft_of(park, "receipt") == {}

    screen.keys("ctrl+q")
    until(lambda: window.program.poll() is not None, "the program's end")
    assert (window.program.returncode, "Traceback" in screen.said()) == (0, False), screen.said()
    desk = Desk(park, password=PASSWORD)
    assert desk("check", "--json").json["good"] is True
    numbers = [one["number"] for one in desk.report("invoices", str(MONTH))["invoices"]]
    assert len(set(numbers)) == len(numbers) == every
