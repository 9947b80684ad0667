"""What a person without a mouse runs into: keys go where the eye is, and nothing typed is lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stpdesk.core.changes import Changes
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.written import Text
from stpdesk.ui.forms.dialogs import FormDialog, Question
from stpdesk.ui.forms.form import Form
from stpdesk.ui.leases.screen import Leases
from tests.ui.leased import filled, form_of, opened, press
from tests.ui.shell import Shell


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
    button = shell.button("New lease", screen)
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
