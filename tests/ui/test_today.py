"""Today on a real park: one key puts an outage on disk, what is asked is answered, what is due is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QGridLayout, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from stpdesk.actions.outages import add_outage
from stpdesk.core.changes import Changes
from stpdesk.core.closing import RunState
from stpdesk.core.money import Paisa
from stpdesk.core.months import Month
from stpdesk.core.proposals import POWER_CUT
from stpdesk.core.spans import Span
from stpdesk.db import outages, runs
from stpdesk.db.probes import Noticed, Probes
from stpdesk.ui.desk import Desk
from stpdesk.ui.forms.dialogs import FormDialog
from stpdesk.ui.pressing import Pressing
from stpdesk.ui.today.facts import Out, checklist
from stpdesk.ui.today.panels import AskPanel, OutPanel
from stpdesk.ui.today.rows import EventRow, Row
from stpdesk.ui.today.screen import NARROW, Today
from stpdesk.ui.today.services import FeedRow
from stpdesk.ui.today.strip import Strip
from tests.ui.conftest import clock

Opened = tuple[Desk, Today]


@pytest.fixture
def today(qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path) -> Opened:
    """Today of the sample park, shown with its figures."""
    return opened(qtbot, desk_on(park_folder))


def opened(qtbot: QtBot, desk: Desk) -> Opened:
    """The screen, once it shows something."""
    screen = Today(desk)
    qtbot.addWidget(screen)
    screen.resize(1170, 740)
    with qtbot.waitExposed(screen):
        screen.show()
    qtbot.waitUntil(lambda: screen._facts is not None, timeout=10_000)
    return desk, screen


def live(desk: Desk) -> list[tuple[str, bool]]:
    """Service, and whether it is open, of the outages in the file."""
    assert desk._session is not None
    with desk._session.park.reading() as db:
        return [
            (one.service, one.span.open)
            for one in outages.live(db)
            if one.span.end > clock().timestamp() - 60
        ]


def test_one_key_puts_an_outage_on_disk_and_the_same_key_ends_it(qtbot: QtBot, today: Opened) -> None:
    desk, screen = today
    with qtbot.waitSignal(desk.changed, timeout=10_000) as heard:
        screen.doing.power()
    assert heard.args[0].told["said"].startswith("Power out since 11:00")
    assert live(desk) == [("power", True)]
    qtbot.waitUntil(lambda: bool(screen.findChildren(OutPanel)), timeout=10_000)
    (panel,) = screen.findChildren(OutPanel)
    assert "Power" in panel.accessibleName()
    assert screen._power.accessibleName() == "Power back"
    assert screen._generator.nextInFocusChain() in panel.findChildren(QPushButton), "Tab goes on to the panel"
    assert "Power out, still" in screen.findChildren(EventRow)[0].accessibleName()


def test_the_right_part_is_whole_however_much_the_left_one_needs(qtbot: QtBot, today: Opened) -> None:
    desk, screen = today
    with qtbot.waitSignal(desk.changed, timeout=10_000):
        screen.doing.power()
    qtbot.waitUntil(lambda: bool(screen.findChildren(OutPanel)), timeout=10_000)
    side = screen._side

    def whole() -> bool:
        return side.mapTo(screen, side.rect().topRight()).x() < screen.width()

    for wide in (NARROW, NARROW + 60, NARROW + 120, NARROW + 240):
        screen.resize(wide, 740)
        qtbot.waitUntil(whole, timeout=5_000)


def test_the_generator_is_on_and_off_again(qtbot: QtBot, today: Opened) -> None:
    desk, screen = today
    with qtbot.waitSignal(desk.changed, timeout=10_000):
        screen.doing.generator()
    qtbot.waitUntil(lambda: screen._generator.accessibleName() == "Generator off", timeout=10_000)
    assert desk._session is not None
    with desk._session.park.reading() as db:
        assert len(runs.open_ones(db, "generator")) == 1


def test_a_key_asks_how_things_stand_and_believes_no_screen(qtbot: QtBot, today: Opened) -> None:
    desk, screen = today
    with qtbot.waitSignal(desk.changed, timeout=10_000):
        screen.doing.power()
    screen._facts = None  # as if it were hidden and knew nothing
    with qtbot.waitSignal(desk.refused, timeout=10_000) as heard:
        screen.doing.power()
    assert str(heard.args[0]) == "The outage's end must be after its start.", (
        "it was to end, in the same second"
    )


def test_a_refusal_is_told_and_nothing_changes(qtbot: QtBot, today: Opened) -> None:
    desk, screen = today
    with qtbot.waitSignal(desk.refused, timeout=10_000) as heard:
        screen.doing.back(Out("power", None, 0, None, 1, 0, False))
    assert "open" in str(heard.args[0])
    assert live(desk) == []


def test_what_the_monitor_asks_is_taken_by_one_click(
    qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path
) -> None:
    start = int(datetime(2026, 11, 2, 1, tzinfo=UTC).timestamp())
    probes = Probes.open(park_folder, start)
    probes.write(noticed=[Noticed(POWER_CUT, start, start + 3600, "power")])
    probes.close()
    desk, screen = opened(qtbot, desk_on(park_folder))
    (panel,) = screen.findChildren(AskPanel)
    assert "Power cut?" in panel.accessibleName()
    with qtbot.waitSignal(desk.changed, timeout=10_000):
        panel.first.click()
    qtbot.waitUntil(
        lambda: not screen.findChildren(AskPanel) or (screen._facts is not None and not screen._facts.asked),
        timeout=10_000,
    )
    assert desk._session is not None
    with desk._session.park.reading() as db:
        assert any(one.span == Span(start, start + 3600) for one in outages.live(db))


def test_every_control_has_a_name(today: Opened) -> None:
    _, screen = today
    nameless = [
        one
        for one in screen.findChildren(QAbstractButton)
        if one.isVisible() and not (one.accessibleName() or one.text())
    ]
    assert nameless == []


def test_what_is_due_is_there(today: Opened) -> None:
    _, screen = today
    assert screen._facts is not None
    assert screen._side.let.endswith("%")
    assert screen._side.close_title.text() == "Close October"


def test_what_nobody_watches_is_not_drawn_as_if_it_had_been_on(qtbot: QtBot, today: Opened) -> None:
    _, screen = today
    strips = screen.findChildren(Strip)
    assert [one._used for one in strips] == [False] * len(strips)
    told = [one.accessibleName() for one in strips]
    assert told[0] == "Power, last 24 hours: no outage recorded, and nobody watches it now"
    assert told[-1] == "Generator, last 24 hours: no outage"
    feed, now = screen._facts.feeds[0], screen._facts.now  # type: ignore[union-attr]  # it shows something
    place = QWidget()
    qtbot.addWidget(place)
    row = FeedRow(QGridLayout(place), 0, detailed=False)
    for state, watched in (("out", False), ("on", True), ("unknown", True), ("out", True)):
        row.say(replace(feed, state=state, watched=watched), now, screen.tr)
        assert row._strip._used is watched


def test_what_is_read_again_leaves_the_keyboard_where_it_is(qtbot: QtBot, today: Opened) -> None:
    _, screen = today
    qtbot.waitUntil(lambda: screen._due is not None, timeout=10_000)
    rows = [one for one in screen._side.findChildren(Row) if one.isVisible()]
    rows[-2].setFocus()
    said = rows[-2].accessibleName()
    with qtbot.waitSignal(screen.stood, timeout=10_000):
        screen.refresh()
    QApplication.processEvents()
    assert rows[-2].hasFocus()
    assert rows[-2].accessibleName() == said


def test_the_months_run_comes_after_the_figures_and_moves_nothing(qtbot: QtBot, today: Opened) -> None:
    _, screen = today
    side = screen._side

    def places() -> list[tuple[str, int, int]]:
        texts = [one for one in side.findChildren(QLabel) if one.property("look") == "section"]
        rows = side.findChildren(Row)
        return [(one.accessibleName() or one.text(), one.y(), one.height()) for one in texts] + [
            ("a row", one.mapTo(side, one.rect().topLeft()).y(), one.height()) for one in rows
        ]

    assert screen._facts is not None
    qtbot.waitUntil(lambda: screen._due is not None, timeout=10_000)
    found = screen._due
    assert found is not None
    before: list[tuple[str, int, int]] = []
    for known in (None, found, replace(found, run=RunState(3, Paisa(700_000)))):
        side.show_due(screen._facts, known)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        told = places()
        assert len(told) > 5
        before = before or told
        assert told == before
        run = next(one for one in checklist(screen._facts, known) if one.name == "run")
        assert run.state == ("asked" if known is None else "ask" if known.documents else "done")
    waits = replace(found, run=RunState(3, Paisa(700_000), unread=2, readings=Month(2026, 9), waiting=2))
    side.show_due(screen._facts, waits)
    names = [row.accessibleName() for row in side.findChildren(Row)]
    assert "Invoice run issued 3 ready, 2 wait for readings" in names, "as the run counts them"
    assert side._billing_about.text() == "Rs 7,000 ready to issue"
    facts = replace(screen._facts, close=replace(screen._facts.close, today=date(2026, 10, 30)))
    side.show_due(facts, waits)
    names = [row.accessibleName() for row in side.findChildren(Row)]
    assert "Invoice run issued 3 ready, 2 wait for readings" in names, "also while its month runs"


def test_the_run_is_worked_out_anew_only_when_what_is_billed_changed(qtbot: QtBot, today: Opened) -> None:
    desk, screen = today
    qtbot.waitUntil(lambda: screen._due is not None and not desk.waiting, timeout=10_000)
    first = screen._due
    with qtbot.waitSignal(screen.stood, timeout=10_000):
        screen.doing.power()
    qtbot.waitUntil(lambda: not desk.waiting, timeout=10_000)
    assert screen._due is first
    with qtbot.waitSignal(screen.stood, timeout=10_000):
        desk.changed.emit(Changes({"leases"}))
    qtbot.waitUntil(lambda: screen._due is not first, timeout=10_000)
    assert screen._due == first


def test_enter_on_an_event_of_the_last_day_puts_its_record_right(
    qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path
) -> None:
    desk = desk_on(park_folder)
    assert desk._session is not None
    add_outage(desk._session, "power", starts=clock() - timedelta(hours=3), ends=clock() - timedelta(hours=2))
    window, screen = Pressing(), Today(desk)
    qtbot.addWidget(window)
    window.setCentralWidget(screen)
    window.resize(1170, 740)
    with qtbot.waitExposed(window):
        window.show()
    qtbot.waitUntil(lambda: bool(screen.findChildren(EventRow)) and not desk.waiting, timeout=10_000)
    row = screen.findChildren(EventRow)[0]
    assert row.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert "Power out 1 h" in row.accessibleName()
    window.activateWindow()
    row.setFocus()
    qtbot.waitUntil(row.hasFocus, timeout=10_000)
    QTest.keyClick(row, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.findChildren(FormDialog)), timeout=10_000)
    dialog = window.findChildren(FormDialog)[0]
    form = dialog.form
    form._preview_pause.setInterval(1)
    form.field("end").set_text("0845")
    form.field("cause").set_value("fault")
    form.save()
    qtbot.waitUntil(lambda: form.field("reason").shown_slip() is not None, timeout=10_000)
    assert dialog.isVisible(), "without a reason nothing known is overwritten, and nothing typed is lost"
    form.field("reason").set_value("The duty officer's book says so")
    with qtbot.waitSignal(desk.changed, timeout=10_000) as heard:
        form.save()
    assert heard.args[0].told["said"].startswith("Outage")
    with desk._session.park.reading() as db:
        last = outages.live(db)[-1]
    assert (last.span.seconds, last.cause) == (45 * 60, "fault")
    qtbot.waitUntil(
        lambda: "45 min, fault" in screen.findChildren(EventRow)[-1].accessibleName(), timeout=10_000
    )
