"""What a person without a mouse runs into: keys go where the eye is, and nothing typed is lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from stpdesk.core.changes import Changes
from stpdesk.core.matching import Item
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.dropdown import fitting
from stpdesk.ui.fields.written import Text
from stpdesk.ui.forms.dialogs import FormDialog, Question
from stpdesk.ui.forms.form import Form
from stpdesk.ui.leases.schedule_lines import Line, Marker, MonthLine
from stpdesk.ui.leases.schedule_view import ROW, ScheduleView
from stpdesk.ui.leases.screen import Leases
from stpdesk.ui.start.middle import Middle
from stpdesk.ui.tenants.screen import Tenants
from stpdesk.ui.theme import px
from tests.ui.leased import WAIT, filled, form_of, opened, press
from tests.ui.shell import Shell

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def screen(qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path) -> Leases:
    return opened(qtbot, desk_on(park_folder))


def strike(qtbot: QtBot, *keys: Qt.Key | str) -> None:
    """Keys and letters to whoever has the keyboard at each."""
    for one in keys:
        focused = QApplication.focusWidget()
        if isinstance(one, str):
            qtbot.keyClicks(focused, one)
        else:
            qtbot.keyClick(focused, one)


def test_a_charge_is_added_and_typed_without_the_mouse(qtbot: QtBot, screen: Leases) -> None:
    form = form_of(qtbot, screen)
    filled(form)
    form.charges.add_link.setFocus()
    press(qtbot, form.charges.add_link, Qt.Key.Key_Return)
    tab = Qt.Key.Key_Tab
    strike(qtbot, "internet", tab, "Fibre", tab, "12000")
    [charge] = form.charges.value()
    assert (charge["head"], charge["description"], charge["monthly"]) == ("internet", "Fibre", 1_200_000)


def test_enter_presses_the_button_that_has_the_keyboard(
    qtbot: QtBot, shell: Shell, park_folder: Path
) -> None:
    shell.open(park_folder)
    shell.window.go("leases")
    screen = shell.window.current
    assert isinstance(screen, Leases)
    button = shell.button("New lease…", screen)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    shell.wait(lambda: screen._entry is not None and screen._entry.isVisible())


def test_the_window_has_the_keyboard_again_once_a_form_of_its_own_is_discarded(
    qtbot: QtBot, shell: Shell, park_folder: Path
) -> None:
    shell.open(park_folder)
    form = Form(shell.desk, "unit", save="Save unit", act=lambda _session, _values: Changes(frozenset()))
    form.add(Text("code", "Code"))
    dialog = FormDialog(shell.window, "New unit", form)
    form.start({})
    dialog.open()
    shell.wait(dialog.isActiveWindow)
    shell.wait(form.field("code").control().hasFocus)
    strike(qtbot, "x")
    asked: list[bool] = []

    def discard(question: Question) -> None:
        asked.append(True)
        question.buttons["leave"].click()

    QTimer.singleShot(0, shell.window, lambda: shell.answer(Question, discard))
    dialog.reject()
    shell.wait(lambda: asked and not dialog.isVisible())
    shell.wait(lambda: QApplication.activeWindow() is shell.window)


def test_a_lease_form_begins_at_its_top_also_the_second_time(qtbot: QtBot, screen: Leases) -> None:
    screen.resize(1170, 420)
    form = form_of(qtbot, screen)
    for thing, first in (("new:", form.tenant), ("change:L02", form.tenant), ("renew:L02", form.tenant)):
        bar = form.area.verticalScrollBar()
        bar.setValue(bar.maximum())
        form.holdover.focus_here()
        screen.show_list()
        form_of(qtbot, screen, thing)
        qtbot.waitUntil(first.control().hasFocus, timeout=WAIT)
        qtbot.waitUntil(lambda: form.area.verticalScrollBar().value() == 0, timeout=WAIT)


def test_units_to_let_come_first_and_a_code_is_never_cut(qtbot: QtBot, screen: Leases) -> None:
    form = form_of(qtbot, screen)
    let = ["let to" in one.about for one in form.units._items.all]
    assert let == sorted(let)
    assert set(let) == {False, True}
    item = Item(
        "A-102", "Corner room", "A-102", "768 sq ft, Block A, First floor, let to somebody with a long name"
    )
    metrics = form.fontMetrics()
    name, muted = fitting(item, metrics, px(300))
    assert (name, muted[:5], muted[-1]) == ("Corner room", "A-102", "…")
    assert metrics.horizontalAdvance(f"{name}{muted}") < px(300)


def test_a_month_of_the_schedule_is_as_high_as_others_where_a_heading_stood(qtbot: QtBot) -> None:
    view = ScheduleView()
    qtbot.addWidget(view)
    month, marker = MonthLine("Dec 2026", (0, 0, 0, 0, 0)), Marker("1 Dec 2026", "Rent begins")
    orders: list[list[Line]] = [[marker, month], [month, marker]]
    for shown in orders:
        view.put(shown, ("Month",) + ("x",) * 5, (0,) * 5, ())
        assert [view.rowHeight(place) == px(ROW) for place in range(2)] == [one is month for one in shown]


def test_a_day_that_is_not_is_offered_after_the_start(qtbot: QtBot, screen: Leases) -> None:
    form = form_of(qtbot, screen)
    filled(form)
    form.ends.set_text("31/2")
    form.ends.settle()
    slip = form.ends.shown_slip()
    assert slip is not None
    assert slip.fix == "28 Feb 2027"


def test_a_new_lease_is_seen_in_the_list_however_often_that_is_read(qtbot: QtBot, screen: Leases) -> None:
    screen.resize(1170, 260)
    key = screen.table.model.keys[-1]
    code = str(screen.table.model.index(len(screen.table.model.keys) - 1, 0).data())
    screen.table.view.scrollToTop()
    screen._select(code)
    qtbot.waitUntil(  # wanted; or found and shown already
        lambda: screen._wanted == key or key in screen.table.selected_keys(), timeout=WAIT
    )
    screen.table.refresh()
    qtbot.waitUntil(lambda: screen._wanted is None and screen.table.model.settled, timeout=WAIT)
    view = screen.table.view
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()).center())


def test_the_panel_tells_a_lease_that_is_in_the_list(qtbot: QtBot, screen: Leases) -> None:
    screen.table.view.selectAll()
    assert screen._facts is not None
    text = "L1" if screen._facts.lease.code.startswith("L0") else "L0"
    screen.table.filter(text)
    qtbot.waitUntil(lambda: screen.table.model.shown_text == text, timeout=WAIT)
    assert len(screen.table.selected_keys()) > 1
    qtbot.waitUntil(
        lambda: screen._facts is not None and screen._facts.lease.code.startswith(text), timeout=WAIT
    )


def test_a_tenants_page_has_its_keys_wherever_on_it_one_is(
    qtbot: QtBot, shell: Shell, park_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.open(park_folder)
    shell.window.go("tenants", "T01")
    screen = shell.window.current
    assert isinstance(screen, Tenants)
    shell.wait(lambda: screen.page.facts is not None)
    shell.window.activateWindow()
    shell.wait(shell.window.isActiveWindow)
    screen.page.back.setFocus()
    qtbot.keyClick(screen.page.back, Qt.Key.Key_PageDown, CONTROL)
    assert screen.page.part == "leases"
    asked: list[bool] = []
    monkeypatch.setattr(screen.page.papers, "ask_for_files", lambda: asked.append(True))
    for place in (screen.page.parts.stops()[0], screen.page.papers.attach):
        screen.page.show_part("documents")
        place.setFocus()
        qtbot.keyClick(place, Qt.Key.Key_O, CONTROL)
    assert len(asked) == 2


def test_a_tenant_who_was_saved_has_the_keyboard_on_the_page(
    qtbot: QtBot, shell: Shell, park_folder: Path
) -> None:
    shell.open(park_folder)
    shell.window.go("tenants", "new")
    screen = shell.window.current
    assert isinstance(screen, Tenants)
    form = screen.form.form
    shell.wait(lambda: form.field("code").text() and form.field("name").control().hasFocus())
    strike(qtbot, "Skardu Labs")
    qtbot.keyClick(form.field("name").control(), Qt.Key.Key_Return, CONTROL)
    shell.wait(lambda: screen.face is screen.page and screen.page.facts is not None)
    assert screen.isAncestorOf(shell.window.focusWidget())


def test_enter_in_a_line_does_not_press_the_button_that_comes_after_it(qtbot: QtBot, shell: Shell) -> None:
    page = Middle(320)
    line, button = QLineEdit(), QPushButton("Back")
    page.column.addWidget(line)
    page.column.addWidget(button)
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    line.returnPressed.connect(lambda: line.setEnabled(False))  # as a page does that begins to work
    shell.window.show_face(page)
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert button.hasFocus()
    assert pressed == []
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert pressed == [True]
