"""The window on a real screen, by keyboard alone: what a person sees, and what is on disk when the PC dies."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from stpdesk.core.leases import Lease
from stpdesk.db import drafts, outages, runs, terms
from stpdesk.db.park import Park
from tests.e2e.screen import XScreen, until, x_screen

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="drives an X server")
SAMPLE = "SCO Gilgit sample.stpdesk"
PASSWORD = "sample"
TITLE = "SCO Software Technology Park – STP Desk"


def clock() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(scope="session")
def small_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample park of three tenants and four months."""
    from stpdesk.actions.parks import make_demo

    folder = tmp_path_factory.mktemp("sample") / SAMPLE
    make_demo(folder, user="manager", password=PASSWORD, which="gilgit", tenants=3, months=4, progress=None)
    return folder


@pytest.fixture
def screen(tmp_path: Path, small_sample: Path) -> Iterator[XScreen]:
    """A screen, and the sample park where a first start looks for it."""
    (tmp_path / "STP Desk").mkdir()
    shutil.copytree(small_sample, tmp_path / "STP Desk" / SAMPLE)
    with x_screen(tmp_path) as made:
        yield made


@contextmanager
def reading(folder: Path) -> Iterator[Database]:
    """The file, read beside whoever writes it."""
    with (
        Park.open(folder, user="manager", password=PASSWORD, write=False, clock=clock) as park,
        park.reading() as db,
    ):
        yield db


def open_ones(folder: Path, kind: str = "power") -> int:
    """Outages, or runs, that are open in the file."""
    with reading(folder) as db:
        return len(outages.open_ones(db, kind) if kind == "power" else runs.open_ones(db, kind))


def lease(folder: Path, code: str) -> Lease | None:
    """A lease in the file."""
    with reading(folder) as db:
        return next((one for one in terms.leases(db, terms.units(db)) if one.code == code), None)


def draft(folder: Path) -> dict[str, str]:
    """What is typed into the lease form and not saved, as the file keeps it."""
    with reading(folder) as db:
        return {**next((one.texts for one in drafts.every(db, "lease")), {})}


def lets_to_somebody_new(screen: XScreen, park: Path) -> None:
    """A new lease of a new tenant, by keyboard alone."""
    screen.window_by_key("ctrl+t", "New tenant", "alt+4", "ctrl+n")
    screen.type("Karakoram Soft")
    screen.keys("ctrl+Return")
    until(lambda: "T04" in draft(park).get("tenant", ""), "the new tenant in the form")
    screen.type("A-102")
    screen.keys("Tab", "Tab", "Tab", "Tab", "Tab")  # start, end, length, basis, rate
    screen.type("85.50")
    screen.keys("ctrl+Return")
    until(lambda: lease(park, "L04"), "the new lease on disk")
    screen.type("L04")
    screen.window_by_key("ctrl+e", "End lease L04 early")  # from the filter, where a line would go to its end
    screen.keys("Escape")
    until(lambda: "End lease L04 early" not in screen.titles(), "the list again")


def half_types_a_lease(screen: XScreen, park: Path) -> dict[str, str]:
    """Another lease, all but the rate, without saving: what the file keeps of it."""
    screen.keys("ctrl+n")
    screen.window_by_key("ctrl+t", "New tenant")
    screen.keys("Escape")
    until(lambda: "New tenant" not in screen.titles(), "the form again")
    screen.type("T04")
    screen.keys("Tab", "Tab")
    screen.type("A-103")
    screen.keys(*["Tab"] * 6)
    screen.type("7.5")
    screen.keys("Tab", "Tab", "Tab")
    screen.type("1.5 lakh")
    until(lambda: draft(park).get("deposit", "").endswith("lakh"), "the draft on disk")
    return draft(park)


def goes_on_with_it(screen: XScreen, park: Path) -> Lease:
    """The form again, which offers back what was typed: only the rate is missing."""
    screen.window_by_key("ctrl+t", "New tenant", "alt+4", "ctrl+n")
    screen.keys("Escape")
    until(lambda: "New tenant" not in screen.titles(), "the form again")
    screen.keys(*["Tab"] * 7)
    screen.type("90")
    screen.keys("ctrl+Return")
    until(lambda: lease(park, "L05"), "the lease of the draft on disk")
    made = lease(park, "L05")
    assert made is not None
    return made


def test_first_start_lease_outage_kill_and_nothing_is_lost(screen: XScreen) -> None:
    park = screen.home / "STP Desk" / SAMPLE
    first = screen.program()
    screen.window("^STP Desk$")
    screen.keys("Return")  # the first start offers the sample park: Enter takes it
    screen.window(TITLE)
    lets_to_somebody_new(screen, park)
    made = lease(park, "L04")
    assert made is not None
    assert (made.rate, [one.unit.code for one in made.units]) == (8550, ["A-102"])
    typed = half_types_a_lease(screen, park)
    screen.keys("F9")
    until(lambda: open_ones(park) == 1, "the outage on disk")
    first.kill()  # the PC dies
    first.wait()

    second = screen.program()
    screen.window("^STP Desk$")
    until((screen.home / ".config" / "STP Desk" / "window.json").exists, "preferences")
    screen.type(PASSWORD)
    screen.keys("Return")
    screen.window(TITLE)
    assert open_ones(park) == 1, "still out: it was on disk before the PC died"
    assert lease(park, "L04") == made
    assert draft(park) == typed
    again = goes_on_with_it(screen, park)
    assert (again.tenant_id, again.rate, again.escalation_pct, again.deposit) == (
        made.tenant_id,
        9000,
        75_000,
        15_000_000,
    )
    assert [one.unit.code for one in again.units] == ["A-103"]
    assert draft(park) == {}
    screen.keys("F8")
    until(lambda: open_ones(park, "generator") == 1, "the generator's run on disk")
    screen.keys("F9")
    until(lambda: open_ones(park) == 0, "power is back")
    screen.keys("ctrl+q")
    until(lambda: second.poll() is not None, "the program's end")
    assert second.returncode == 0
    assert len(list((park / "backups").glob("*.stpbackup"))) == 1, "the backup on leaving"
    assert "Traceback" not in screen.said()
    told = json.loads((screen.home / ".config" / "STP Desk" / "window.json").read_text("utf-8"))
    assert told["recent"] == [str(park)]
    assert told["window"], "where the window was"


def test_a_second_start_raises_the_first_window(screen: XScreen) -> None:
    screen.program()
    screen.window("^STP Desk$")
    screen.keys("Return")
    there = screen.window(TITLE)
    second = screen.program()
    until(lambda: second.poll() is not None, "the second start's end")
    assert second.returncode == 0
    until(lambda: screen.do("getactivewindow") == there, "the first window in front")
    assert [one for one in screen.titles() if "STP Desk" in one] == [TITLE]
