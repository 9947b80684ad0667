"""The tenants' screen on a real park: found by three letters, opened by Enter, and back with the selection kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from stpdesk.ui.desk import Desk
from stpdesk.ui.tables.nothing import Nothing
from stpdesk.ui.tenants.screen import Tenants
from tests.ui.tenants_screen import Opened, opened, press, type_in


@pytest.fixture
def tenants(qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path) -> Opened:
    """The screen on the sample park, shown with its rows."""
    return opened(qtbot, desk_on(park_folder))


def names(screen: Tenants) -> list[str]:
    """Names in the list, in order."""
    model = screen.list.table.model
    at = model.listing.at("name")
    return [str(model.index(row, at).data()) for row in range(model.rowCount())]


def test_three_letters_find_a_tenant_enter_opens_it_and_esc_comes_back_to_it(
    qtbot: QtBot, tenants: Opened
) -> None:
    _, screen = tenants
    wanted = names(screen)[3]
    type_in(qtbot, wanted[:3].lower())
    qtbot.waitUntil(
        lambda: wanted in names(screen) and screen.list.table.model.shown_text != "", timeout=5_000
    )
    assert screen.list.table.finder.told.text().endswith("of 12")
    while True:
        press(qtbot, Qt.Key.Key_Down)
        row = screen.list.table.view.currentIndex().row()
        if names(screen)[row] == wanted:
            break
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "page" in screen.__dict__ and screen.page.facts is not None, timeout=5_000)
    assert screen.page.facts is not None
    assert screen.page.facts.tenant.name == wanted
    assert screen.faces.currentWidget() is screen.page
    press(qtbot, Qt.Key.Key_Escape)
    assert screen.faces.currentWidget() is screen.list
    key = screen.page.facts.row.key
    qtbot.waitUntil(lambda: list(screen.list.table.selected_keys()) == [key], timeout=5_000)
    assert screen.list.table.view.hasFocus()


def test_a_thing_opens_the_page_of_its_code(qtbot: QtBot, tenants: Opened) -> None:
    _, screen = tenants
    screen.show_thing("T05")
    qtbot.waitUntil(lambda: screen.page.facts is not None, timeout=5_000)
    assert screen.page.facts is not None
    assert screen.page.facts.tenant.code == "T05"


def test_a_code_that_is_not_there_is_refused_and_the_list_stays(qtbot: QtBot, tenants: Opened) -> None:
    desk, screen = tenants
    with qtbot.waitSignal(desk.refused, timeout=5_000) as heard:
        screen.show_thing("NOBODY")
    assert str(heard.args[0]) == "There is no tenant NOBODY in this park."
    assert screen.faces.currentWidget() is screen.list


def test_the_list_is_exported_and_the_file_is_told(qtbot: QtBot, tenants: Opened, tmp_path: Path) -> None:
    desk, screen = tenants
    target = tmp_path / "Tenants.xlsx"
    with qtbot.waitSignal(desk.changed, timeout=20_000) as heard:
        screen.list.table.export(str(target))
    assert heard.args[0].told["said"] == f"12 rows are in {target}."
    assert target.exists()


def test_the_rows_are_a_sound_model(tenants: Opened) -> None:
    _, screen = tenants
    QAbstractItemModelTester(screen.list.table.model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_every_control_of_every_face_has_a_name(qtbot: QtBot, tenants: Opened) -> None:
    _, screen = tenants
    screen.show_thing("T05")
    qtbot.waitUntil(lambda: screen.page.facts is not None, timeout=5_000)
    screen.new_tenant()
    screen.show_returns()
    qtbot.waitUntil(lambda: screen.returns.month is not None, timeout=5_000)
    controls = [*screen.findChildren(QAbstractButton), *screen.findChildren(QLineEdit)]
    seen = [one for one in controls if not one.isHidden() and not _of_an_empty_table(one)]
    assert [one for one in seen if not (one.accessibleName() or getattr(one, "text", str)())] == []


def _of_an_empty_table(one: QWidget) -> bool:
    """The button of a table that is not empty has no words yet; Qt's own corner of a table is never seen."""
    return type(one) is QAbstractButton or isinstance(one.parentWidget(), Nothing)
