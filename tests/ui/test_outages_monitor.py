"""The monitor from the window: a real process on a real park folder; what it notices is said once; what nobody watches is not on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from stpdesk.actions.outages import add_outage
from stpdesk.core.civil import moment, seconds_of
from stpdesk.core.proposals import OUTAGE, POWER_CUT
from stpdesk.core.samples import State, Watched
from stpdesk.core.watching import Mains, Verdict
from stpdesk.db import probes
from stpdesk.db.probes import Noticed, Probes
from stpdesk.monitor.log import begun
from stpdesk.ui.desk import Desk
from stpdesk.ui.noticing import Message, on_desktop
from stpdesk.ui.outages.monitor_part import MonitorPart
from stpdesk.ui.outages.screen import Outages
from stpdesk.ui.standing import Standing, standing, words_of
from stpdesk.ui.today.feeds import Feed, _told_by
from stpdesk.ui.watch_state import DEAD, RUNS, STOPPED, beating
from stpdesk.ui.watching import Watching, monitor_words, watching_of
from tests.ui.conftest import clock

WAIT = 30_000
Part = tuple[Desk, Watching, MonitorPart]


@pytest.fixture
def part(
    qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Part:
    """The part of the screen; a monitor finds no desktop to show messages on, and asks nobody outside."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(park_folder / "config"))
    desk = desk_on(park_folder)
    screen = Outages(desk)
    qtbot.addWidget(screen)
    screen.resize(1170, 740)
    with qtbot.waitExposed(screen):
        screen.show()
    qtbot.waitUntil(lambda: screen.month is not None, timeout=WAIT)
    screen.show_part("monitor")
    made = screen.part("monitor")
    assert isinstance(made, MonitorPart)
    qtbot.waitUntil(lambda: made.watch is not None, timeout=WAIT)
    plan = park_folder / "monitor.toml"
    quick = plan.read_text()
    for name, usual in (("interval", 1), ("timeout", 0.2), ("heartbeat", 1)):
        quick = quick.replace(f"{name} = ", f"{name} = {usual} # ")
    plan.write_text(quick)
    return desk, watching_of(desk), made


def test_it_is_started_stopped_killed_and_each_time_the_screen_says_so(
    qtbot: QtBot, part: Part, park_folder: Path
) -> None:
    desk, watching, made = part
    refusals: list[str] = []
    desk.refused.connect(lambda one: refusals.append(str(one)))
    assert made.state.text() == "The monitor never ran here"
    made.start_button.click()
    qtbot.waitUntil(lambda: made.state.text().startswith("The monitor runs"), timeout=WAIT)
    qtbot.waitUntil(lambda: begun(park_folder) is not None and probes.held(park_folder), timeout=WAIT)
    qtbot.waitUntil(lambda: bool(probes.states(park_folder)), timeout=WAIT)
    made.refresh()
    qtbot.waitUntil(lambda: made.watch is not None and bool(made.watch.states), timeout=WAIT)
    assert made.watch is not None
    assert made.watch.since == begun(park_folder)
    assert not made.start_button.isVisible()
    made.home.show_part("links")
    made._again.timeout.emit()  # nobody looks at it
    assert not made._again.isActive()
    made.home.show_part("monitor")
    assert made._again.isActive()

    # another one is refused, and why is said
    second = Watching(desk)
    second.start()
    qtbot.waitUntil(lambda: bool(second.failed), timeout=WAIT)
    assert "already being watched" in second.failed
    assert refusals == [second.failed]

    # stopped in order
    made.stop_button.click()
    qtbot.waitUntil(lambda: not watching.runs, timeout=WAIT)
    qtbot.waitUntil(lambda: made.state.text() == "The monitor does not run", timeout=WAIT)
    assert "It was stopped" in made.about.text()
    pulse = probes.pulse(park_folder)
    assert pulse is not None
    assert not pulse[1]
    assert not watching.failed

    # killed
    watching.start()
    qtbot.waitUntil(lambda: (probes.pulse(park_folder) or (0, False))[1], timeout=WAIT)
    assert watching._process is not None
    watching._process.kill()
    qtbot.waitUntil(lambda: made.about.text().startswith("The monitor ended by itself"), timeout=WAIT)
    assert refusals[-1] == watching.failed
    assert not probes.held(park_folder)

    # the park is left: its monitor with it
    watching.start()
    qtbot.waitUntil(lambda: probes.held(park_folder), timeout=WAIT)
    desk.leave()
    qtbot.waitUntil(lambda: not probes.held(park_folder), timeout=WAIT)


def test_a_heartbeat_that_nobody_holds_is_a_dead_one() -> None:
    assert beating((1000, True), 1010, held=True) == RUNS
    assert beating((1000, True), 1010, held=False) == DEAD
    assert beating((1000, True), 2000, held=True) == DEAD
    assert beating((1000, False), 1010, held=True) == STOPPED


def test_before_its_first_look_a_monitor_claims_nothing_to_be_on() -> None:
    feed = Feed("link", "SCO", "on", "good", None, "", (), "SCO")
    state = State(Watched("link", "SCO"), 990, Verdict.UNKNOWN, 990, 1000, running=True)
    told = _told_by(feed, {"SCO": state}, 1000)
    assert (told.state, words_of(told, 1000)) == ("unknown", "SCO not known")
    mains = State(Watched("power"), 990, Mains.UNKNOWN, 990, 1000, running=True)
    told = _told_by(Feed("power", "", "on", "good", None, "", ()), {"power": mains}, 1000)
    assert words_of(told, 1000) == "Power not known"
    seen = replace(state, verdict=Verdict.UP)
    assert words_of(_told_by(feed, {"SCO": seen}, 1000), 1000) == "SCO up"


def test_what_it_notices_is_said_once_and_never_what_was_typed(
    qtbot: QtBot, part: Part, park_folder: Path
) -> None:
    desk, watching, _ = part
    said: list[Message] = []
    watching.said.connect(said.append)
    heard: list[bool] = []
    watching.heard.connect(lambda: heard.append(True))
    plan = park_folder / "monitor.toml"
    plan.write_text(plan.read_text().replace("notify = true", "notify = false"))
    now = seconds_of(clock())
    codes = [link["code"] for link in _links(desk)]

    def noticed(*found: Noticed) -> list[str]:
        """The titles said of what the monitor writes."""
        file = Probes.open(park_folder, now)
        file.write(noticed=found)
        file.close()
        said.clear()
        for _ in range(2):
            watching.look()
            qtbot.waitUntil(lambda: not desk.waiting, timeout=WAIT)
        return [one.title for one in said]

    watching._known = None
    assert noticed(Noticed(OUTAGE, now - 900, None, "internet", codes[0])) == [], (
        "what was there before is no news"
    )
    one = Noticed(OUTAGE, now - 300, None, "internet", codes[1])
    assert not heard
    assert noticed(one) == [f"{codes[1]} is out"]
    assert heard, "the status bar is told"
    stands: list[Standing] = []
    desk.ask(desk, standing, stands.append)
    qtbot.waitUntil(lambda: bool(stands), timeout=WAIT)
    assert [feed.state for feed in stands[0].feeds if feed.link == codes[1]] == ["out"]
    one.end = now - 30
    assert noticed(one) == [f"{codes[1]} is back"]
    assert noticed(Noticed(POWER_CUT, now - 700, now - 100, "power")) == ["Was there a power cut?"]
    desk.act(desk, lambda session: add_outage(session, "power", starts=moment(now - 60), ends=None))
    qtbot.waitUntil(lambda: not desk.busy, timeout=WAIT)
    assert noticed(Noticed(OUTAGE, now - 50, None, "power")) == [], "typed already"
    two = (
        Noticed(POWER_CUT, now - 900, now - 800, "power"),
        Noticed(OUTAGE, now - 600, now - 500, "internet", codes[1]),
    )
    assert noticed(*two) == [f"Was there a power cut? · {codes[1]} was out"], "none covers the other"
    watching.want(False)
    assert noticed(Noticed(OUTAGE, now - 40, now - 20, "internet", codes[1])) == []
    watching.want(True)
    plan.write_text(plan.read_text().replace("notify = false", "notify = true"))
    assert noticed(Noticed(OUTAGE, now - 15, now - 5, "internet", codes[1])) == [], (
        "that monitor says it itself"
    )


def _links(desk: Desk) -> list[dict[str, str]]:
    """The codes of the links that the plan names."""
    from stpdesk.monitor.plan import read_plan

    assert desk.park is not None
    return [{"code": one.code or ""} for one in read_plan(desk.park.folder)[0].links]


def test_a_message_is_one_of_the_desktop_where_it_shows_no_icons(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[str, str]] = []

    def way(title: str, text: str) -> bool:
        shown.append((title, text))
        return True

    monkeypatch.setattr("stpdesk.monitor.notify.usual_ways", lambda: (way,))
    on_desktop(Message("بجلی بند ہے", "Since 04:13.", bad=True))
    assert shown == [("بجلی بند ہے", "Since 04:13.")]


def test_the_window_holds_the_monitor_with_its_own_program(park_folder: Path) -> None:
    assert monitor_words(park_folder)[-4:] == ["--park", str(park_folder), "monitor", "--held"]
