"""The timeline on a real park: the outage report's own minutes, walked by keys, dragged, zoomed; an outage opened from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stpdesk.core.civil import local, midnight, seconds_of
from stpdesk.core.months import DAY, Month
from stpdesk.core.spans import minutes
from stpdesk.db.rows import fetch, instant
from stpdesk.reports.figures.outages import outages as report
from stpdesk.reports.taking import context
from stpdesk.ui.desk import Desk
from stpdesk.ui.forms.dialogs import FormDialog
from stpdesk.ui.outages.lanes import Lane
from stpdesk.ui.outages.month import MonthPart
from stpdesk.ui.outages.screen import Outages
from stpdesk.ui.outages.timeline import Timeline
from stpdesk.ui.outages.timeline_part import TimelinePart
from stpdesk.ui.outages.timeline_words import period
from tests.ui.conftest import clock

WAIT = 30_000
OCTOBER = Month(2026, 10)


def wheel(line: Timeline, x: float, turned: int, *, shift: bool = False) -> None:
    """One turn of the wheel at a point."""
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    at = QPointF(x, 60)
    QApplication.sendEvent(
        line,
        QWheelEvent(
            at, line.mapToGlobal(at), QPoint(), QPoint(0, turned), Qt.MouseButton.NoButton, held,
            Qt.ScrollPhase.NoScrollPhase, False,
        ),
    )  # fmt: skip


def test_the_timeline_shows_the_reports_minutes_and_keys_wheel_and_drag_walk_it(
    qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path
) -> None:
    desk = desk_on(park_folder)
    screen = Outages(desk)
    qtbot.addWidget(screen)
    screen.resize(1170, 740)
    with qtbot.waitExposed(screen):
        screen.show()
    qtbot.waitUntil(lambda: screen.month is not None, timeout=WAIT)
    screen.show_part("timeline")
    part = screen.part("timeline")
    assert isinstance(part, TimelinePart)
    line = part.line
    qtbot.waitUntil(lambda: line.seen is not None and not desk.waiting, timeout=WAIT)
    lanes = {one.key: one for one in line.lanes}

    # the same minutes as the report's
    assert desk._session is not None
    with desk._session.park.reading() as db:
        told = report(context(desk._session.park, db, clock(), OCTOBER)).data
    window = (midnight(OCTOBER.first), midnight(OCTOBER.last + DAY))

    def out(lane: Lane) -> float:
        return minutes(lane.marks.seconds(*window))

    assert out(lanes["power"]) == told["power"]["down_minutes"] > 0
    assert out(lanes["tenants"]) == sum(one["tenants_minutes"] for one in told["days"])
    for one in told["internet"]["links"]:
        assert out(lanes[f"link {one['link']}"]) == one["down_minutes"]
    assert round(out(lanes["generator"])) == round(told["power"]["generator_hours"] * 60)
    records = [event for event in told["events"] if event["service"] == "power" and not event["units"]]
    assert {number for one in lanes["power"].out for number in lanes["power"].numbers(one)} >= {
        record["number"] for event in records for record in event["outages"]
    }

    # keys
    view = line.view
    assert view is not None
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Left)
    assert line.view is not None
    assert round(line.view.x(view.start)) == round(view.width / 8)
    QTest.keyClick(line, Qt.Key.Key_Right)
    QTest.keyClick(line, Qt.Key.Key_Plus)
    assert line.view.pace < view.pace
    assert abs(line.view.middle - view.middle) < 2 * view.pace
    QTest.keyClick(line, Qt.Key.Key_Minus)
    QTest.keyClick(line, Qt.Key.Key_PageUp)
    assert line.chosen in lanes["power"].out
    assert line.accessibleDescription().startswith("Power, out ")
    chosen = line.chosen
    QTest.keyClick(line, Qt.Key.Key_PageUp)
    assert chosen is not None
    assert line.chosen is not None
    assert line.chosen < chosen

    # ten years, aggregated; back again, and nothing was lost
    part.lengths.set_value("decade")
    assert line.unit == "month"
    qtbot.waitUntil(lambda: part._reading is None and not desk.waiting, timeout=WAIT)
    line.grab()
    assert line.view.end - line.view.start > 3600 * 86_400
    QTest.keyClick(line, Qt.Key.Key_Home)
    assert line.view.start == line.view.first
    part.lengths.set_value("week")
    assert line.unit == ""
    part.show_now()
    assert line.view.start < line.seen.now < line.view.end  # type: ignore[union-attr]

    # the wheel zooms about the pointer, and pans with Shift; dragging takes time along
    before = line.view
    x = line.width() / 2
    wheel(line, x, 120)
    assert line.view.pace < before.pace
    inside = x - (line.width() - line._room())
    assert abs(line.view.at(inside) - before.at(inside)) < before.pace
    before = line.view
    wheel(line, x, 120, shift=True)
    assert line.view.start < before.start
    assert line.view.pace == before.pace
    before = line.view
    QTest.mousePress(line, Qt.MouseButton.LeftButton, pos=QPoint(500, 60))
    QTest.mouseMove(line, QPoint(560, 60))
    QTest.mouseMove(line, QPoint(600, 60))
    QTest.mouseRelease(line, Qt.MouseButton.LeftButton, pos=QPoint(600, 60))
    assert round(before.x(before.start) - before.x(line.view.start)) == 100

    # Enter opens the record behind a mark
    QTest.keyClick(line, Qt.Key.Key_PageUp)
    assert line.chosen is not None
    numbers = lanes["power"].numbers(line.chosen)
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in screen.findChildren(FormDialog)), timeout=WAIT)
    dialog = next(one for one in screen.findChildren(FormDialog) if one.isVisible())
    assert str(numbers[0]) in dialog.windowTitle()
    dialog.reject()

    # a week is told by its hours, and the records below are those of these hours
    part.lengths.set_value("week")
    QTest.keyClick(line, Qt.Key.Key_Left)
    week = line.view.span
    assert part.when.accessibleName() == period(week)
    assert f"{local(week.start):%H:%M}" in period(week)
    qtbot.waitUntil(
        lambda: (
            part.table.model.listing.filters == {"since": week.start, "until": week.end} and not desk.waiting
        ),
        timeout=WAIT,
    )
    with desk._session.park.reading() as db:
        times = fetch(db, "SELECT starts, ends FROM outages WHERE retired_by IS NULL")
    edges = [(instant(start), instant(end)) for start, end in times]
    there = [start for start, end in edges
             if start is not None and seconds_of(start) < week.end and (end is None or seconds_of(end) > week.start)]  # fmt: skip
    assert part.table.isVisible()
    assert len(part.table.model.keys) == len(there) > 0

    # and what each record of the month came to is the report's
    screen.show_part("month")
    month = screen.part("month")
    assert isinstance(month, MonthPart)
    qtbot.waitUntil(lambda: month.facts is not None and not desk.waiting, timeout=WAIT)
    assert month.facts is not None
    met = month.facts.met()
    for event in told["events"]:
        for record in event["outages"]:
            assert met[record["number"]].tenants in {
                other["tenants"] for other in told["events"] if record in other["outages"]
            }
    names = [one.name for one in month.table.model.listing.columns]
    row = month.table.model.row(0)
    assert row is not None
    event = next(
        one
        for one in told["events"]
        if row[names.index("number")] in [rec["number"] for rec in one["outages"]]
    )
    assert row[names.index("tenants")].value == event["tenants"]
    assert row[names.index("carried")].value == event["covered_by_generator_minutes"]
