"""The parts beside the month of outages: runs, announced windows, links, and what the monitor asks."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path

from pytestqt.qtbot import QtBot

from stpdesk.core.changes import Changes
from stpdesk.core.civil import day_of, moment
from stpdesk.core.months import Month
from stpdesk.core.proposals import POWER_CUT
from stpdesk.db import answers, links, runs, schedule
from stpdesk.db.probes import Noticed, Probes
from stpdesk.ui.outages.asked import Asked
from stpdesk.ui.outages.runs import run_sums
from stpdesk.ui.outages.screen import Outages
from stpdesk.ui.part import Part
from stpdesk.ui.watching import watching_of
from tests.ui.conftest import clock
from tests.ui.test_outages import WAIT, form_of


def test_runs_windows_links_and_questions_are_settled_from_their_parts(
    qtbot: QtBot, desk_on: Callable[[Path], object], park_folder: Path
) -> None:
    start = int(datetime(2026, 11, 2, 1, tzinfo=UTC).timestamp())
    probes = Probes.open(park_folder, start)
    probes.write(noticed=[Noticed(POWER_CUT, start, start + 3600, "power")])
    probes.close()
    desk = desk_on(park_folder)
    screen = Outages(desk)  # type: ignore[arg-type]
    qtbot.addWidget(screen)
    screen.resize(1170, 740)
    with qtbot.waitExposed(screen):
        screen.show()

    def words(above: str) -> bool:
        return above in [one.text() for one in screen.tabs.segments.buttons]

    qtbot.waitUntil(lambda: words("To confirm (1)"), timeout=WAIT)
    session = desk._session  # type: ignore[attr-defined]

    def part(name: str) -> Part:
        found = screen.part(name)
        assert isinstance(found, Part)
        return found

    def saved(form: object) -> Changes:
        with qtbot.waitSignal(desk.changed, timeout=WAIT) as heard:  # type: ignore[attr-defined]
            form.save()  # type: ignore[attr-defined]
        made = heard.args[0]
        assert isinstance(made, Changes)
        qtbot.waitUntil(lambda: not desk.waiting, timeout=WAIT)  # type: ignore[attr-defined]
        return made

    screen.show_part("runs")
    qtbot.waitUntil(lambda: part("runs").chosen() is not None, timeout=WAIT)
    part("runs").add()
    form = form_of(qtbot, screen)
    form.field("start").set_value(datetime(2026, 10, 30, 3, tzinfo=clock().tzinfo))
    form.field("end").set_text("+90")
    form.field("litres").set_text("12.5")
    saved(form)
    with session.park.reading() as db:
        there = runs.live(db)
    assert any(one.span.seconds == 5400 and one.litres == 125_000 for one in there)
    shown = part("runs").records
    assert run_sums(shown)[5].value == sum(one.litres or 0 for one in shown) > 125_000
    wanted = there[len(there) - 4]
    screen.turn_to(Month.of(day_of(wanted.span.start)))
    screen.show_part("runs", str(wanted.span.start))  # from its mark on the timeline
    qtbot.waitUntil(lambda: getattr(part("runs").chosen(), "run", None) == wanted, timeout=WAIT)

    screen.show_part("schedule")
    part("schedule").add()
    form = form_of(qtbot, screen)
    form.field("weekday").set_value([5, "Mon-Fri"])
    form.field("from").set_value(time(22))
    form.field("to").set_text("24:00")
    form.field("to").settle()
    assert form.field("to").text() == "24:00"
    saved(form)
    with session.park.reading() as db:
        made = max(schedule.live(db), key=lambda one: one.number or 0)
    assert (made.weekdays, made.from_minute, made.to_minute) == ((0, 1, 2, 3, 4, 5), 22 * 60, 1440)

    screen.show_part("links")
    part("links").add()
    form = form_of(qtbot, screen)
    form.field("link").set_value("Third")
    saved(form)
    with session.park.reading() as db:
        assert "Third" in [one.code for one in links.all_links(db)]
    qtbot.waitUntil(lambda: part("links").chosen() is not None, timeout=WAIT)
    part("links").open()
    form = form_of(qtbot, screen)
    form.field("isp").set_value("Another")
    assert isinstance(saved(form).told["act"], tuple)  # Undo takes it back

    screen.show_part("asked")
    qtbot.waitUntil(lambda: part("asked").chosen() is not None, timeout=WAIT)
    asked = part("asked")
    assert isinstance(asked, Asked)
    asked.times()
    form = form_of(qtbot, screen)
    form.field("start").set_value(moment(start + 300))
    form.field("reason").set_value("the clock of the meter room")
    told = "Recorded with the times that were typed. The monitor measured 06:00–07:00; that stays on record."
    assert saved(form).told["said"] == told
    with session.park.reading() as db:
        assert set(answers.given(db).values()) == {answers.TAKEN}
    qtbot.waitUntil(lambda: words("To confirm"), timeout=WAIT)

    # what the monitor notices while the part is seen stands in it at once
    probes = Probes.open(park_folder, start)
    later = range(start + 7200, start + 36000, 7200)
    probes.write(noticed=[Noticed(POWER_CUT, one, one + 1800, "power") for one in later])
    probes.close()
    watching_of(desk).heard.emit()  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: words("To confirm (4)") and part("asked").chosen() is not None, timeout=WAIT)

    # several are answered at once, and the one below them is at hand then
    first, second, third, last = part("asked").table.model.keys
    part("asked").table.select([second])
    asked.yes()
    qtbot.waitUntil(
        lambda: words("To confirm (3)") and part("asked").table.selected_keys()[:] == array("q", [third]),
        timeout=WAIT,
    )
    part("asked").table.select([third, last])
    asked.yes()
    qtbot.waitUntil(
        lambda: words("To confirm (1)") and list(part("asked").table.model.keys) == [first], timeout=WAIT
    )
