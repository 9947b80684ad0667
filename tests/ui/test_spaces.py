"""Spaces on a real park: the plan, the days, the panel, the table, by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from stpdesk.actions.parks import make_park
from stpdesk.core.floors import floor_of
from stpdesk.core.unit_states import ARREARS, ENDING, VACANT
from stpdesk.ui.cut import wrapped
from stpdesk.ui.desk import Desk
from stpdesk.ui.spaces.drawing import lay_out
from stpdesk.ui.spaces.plan_items import inset
from stpdesk.ui.spaces.screen import Spaces
from stpdesk.ui.spaces.telling import Face
from stpdesk.ui.theme import font
from tests.ui.conftest import PASSWORD, USER

OpenDesk = Callable[[Path], Desk]


def show(qtbot: QtBot, desk: Desk, size: tuple[int, int] = (1170, 704)) -> Spaces:
    """The screen on a park, read and seen."""
    screen = Spaces(desk)
    qtbot.addWidget(screen)
    screen.resize(*size)
    screen.show()
    screen.activateWindow()
    qtbot.waitUntil(lambda: screen.days.window is not None, timeout=10_000)
    screen.plan.setFocus()
    qtbot.waitUntil(screen.plan.hasFocus, timeout=2000)
    return screen


@pytest.fixture
def spaces(qtbot: QtBot, desk_on: OpenDesk, park_folder: Path) -> Spaces:
    return show(qtbot, desk_on(park_folder))


def code(screen: Spaces) -> str:
    """The code of the chosen unit."""
    one = screen.state()
    return one.unit.code if one else ""


def floor_units(screen: Spaces) -> list[str]:
    book = screen.days.book
    assert book is not None
    return [unit.id for unit in book.units if floor_of(unit) == screen.tabs.current]


def unit_in(screen: Spaces, state: str) -> str:
    """The code of the first unit in a state."""
    facts = screen.days.facts
    assert facts is not None
    return next(one.unit.code for one in facts.states.values() if one.state == state)


def test_every_unit_of_the_floor_is_on_the_plan_to_scale(spaces: Spaces) -> None:
    book = spaces.days.book
    assert book is not None
    assert set(spaces.plan.items_by_key) == set(floor_units(spaces))
    for key, item in spaces.plan.items_by_key.items():
        assert item.box == book.places[key]
    for key in spaces.plan.items_by_key:
        assert spaces.plan.viewport().rect().contains(spaces.plan.centre_of(key).toPoint())


def test_figures_are_those_of_the_park(spaces: Spaces) -> None:
    facts = spaces.days.facts
    assert facts is not None
    told = [figure.text() for figure in spaces.figures.figures]
    assert told[0] == f"{facts.occupancy.pct:.1f} %"
    assert told[1] == f"{facts.occupancy.units_let} of {facts.occupancy.units}"
    assert told[4] == str(facts.occupancy.ending_90_days)


def test_every_unit_is_told_in_words(spaces: Spaces) -> None:
    facts = spaces.days.facts
    assert facts is not None
    for key, item in spaces.plan.items_by_key.items():
        spaces.plan.choose(key)
        words = spaces.plan.accessibleDescription()
        assert words.startswith(f"Unit {facts.states[key].unit.code}")
        assert words == item.face.words == item.toolTip()


def test_arrows_letters_home_and_end_choose_units(qtbot: QtBot, spaces: Spaces) -> None:
    plan = spaces.plan
    qtbot.keyClick(plan, Qt.Key.Key_Home)
    assert code(spaces) == "A-G01"
    qtbot.keyClick(plan, Qt.Key.Key_Right)
    assert code(spaces) == "A-G02"
    qtbot.keyClick(plan, Qt.Key.Key_Left)
    qtbot.keyClick(plan, Qt.Key.Key_Left)
    assert code(spaces) == "A-G01", "the west wall ends it"
    qtbot.keyClick(plan, Qt.Key.Key_Down)
    assert code(spaces) == "A-G10"
    qtbot.keyClick(plan, Qt.Key.Key_End)
    assert code(spaces) == "A-G14"
    qtbot.keyClicks(plan, "g12")
    assert code(spaces) == "A-G12"


def test_a_click_chooses_and_enter_goes_to_the_acts(qtbot: QtBot, spaces: Spaces) -> None:
    key = next(key for key, item in spaces.plan.items_by_key.items() if item.face.state == VACANT)
    at = spaces.plan.centre_of(key).toPoint()
    qtbot.mouseClick(spaces.plan.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert spaces.plan.current == key
    qtbot.keyClick(spaces.plan, Qt.Key.Key_Return)
    assert spaces.panel.new.hasFocus()
    qtbot.keyClick(spaces.panel.new, Qt.Key.Key_Escape)
    assert spaces.plan.hasFocus()


def test_new_lease_and_renew_go_to_the_leases(qtbot: QtBot, spaces: Spaces) -> None:
    book, facts = spaces.days.book, spaces.days.facts
    assert book is not None
    assert facts is not None
    vacant = unit_in(spaces, VACANT)
    spaces.show_thing(vacant)
    with qtbot.waitSignal(spaces.go) as asked:
        qtbot.mouseClick(spaces.panel.new, Qt.MouseButton.LeftButton)
    assert asked.args == ["leases", f"new:{vacant}"]
    let = next(one for one in facts.states.values() if len(one.holders) == 1)
    lease = next(one for one in book.leases if one.id == let.holders[0].lease_id)
    spaces.show_thing(let.unit.code)
    with qtbot.waitSignal(spaces.go) as asked:
        qtbot.keyClick(spaces.panel.renew, Qt.Key.Key_Space)
    assert asked.args == ["leases", f"renew:{lease.code}"]


def test_every_part_follows_the_day_without_another_reading(qtbot: QtBot, spaces: Spaces) -> None:
    facts = spaces.days.facts
    assert facts is not None
    before = facts.day
    slider = spaces.strip.slider
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Left)
    shown = spaces.days.facts
    assert shown is not None
    assert shown.day == before - timedelta(days=1), "at once: no event loop ran in between"
    assert spaces.strip.field.value() == shown.day
    assert (
        "1 November 2026" in slider.accessibleDescription() or "1 Nov 2026" in slider.accessibleDescription()
    )


def test_the_pointer_pulls_the_day(qtbot: QtBot, spaces: Spaces) -> None:
    slider = spaces.strip.slider
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(2, 30))
    assert spaces.days.day == spaces.days.window.first  # type: ignore[union-attr]  # it is read
    qtbot.mouseMove(slider, QPoint(slider.width() - 2, 30))
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 2, 30))
    assert spaces.days.day == spaces.days.window.last  # type: ignore[union-attr]  # it is read


def test_page_keys_go_by_a_month_and_a_date_is_typed(qtbot: QtBot, spaces: Spaces) -> None:
    qtbot.keyClick(spaces.plan, Qt.Key.Key_PageUp)
    wanted = date(2026, 10, 2)
    qtbot.waitUntil(lambda: spaces.days.facts is not None and spaces.days.facts.day == wanted)
    qtbot.waitUntil(lambda: spaces.days.window is not None and spaces.days.window.has(wanted))
    take = next(one for one in spaces.commands() if one.keys == ("Ctrl+D",))
    line = spaces.strip.field.edit
    take.run()
    qtbot.keyClicks(line, "31/2")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert "February 2027 has 28 days." in spaces.strip._happened.accessibleName()
    take.run()
    qtbot.keyClicks(line, "15/7")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: spaces.days.facts is not None and spaces.days.facts.day == date(2026, 7, 15))
    qtbot.mouseClick(spaces.strip.today, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: spaces.days.facts is not None and spaces.days.facts.day == date(2026, 11, 2))


def test_a_day_shows_what_core_says_of_it(qtbot: QtBot, spaces: Spaces) -> None:
    from stpdesk.core.occupancy import occupancy_at

    book, window = spaces.days.book, spaces.days.window
    assert book is not None
    assert window is not None
    for day, share in window.strip:
        found = occupancy_at(book.units, book.leases, day)
        assert window.on(day).occupancy.pct == pytest.approx(found.pct)
        assert window.on(day).occupancy.ending_90_days == found.ending_90_days
        assert share == pytest.approx(found.pct)


def test_the_panel_tells_tenant_lease_and_money(qtbot: QtBot, spaces: Spaces) -> None:
    facts, book = spaces.days.facts, spaces.days.book
    assert facts is not None
    assert book is not None
    let = next(one for one in facts.states.values() if len(one.holders) == 1)
    spaces.show_thing(let.unit.code)
    tenant = book.tenants[let.holders[0].tenant_id]
    names = [one.accessibleName() for one in spaces.panel.findChildren(QAbstractButton)]
    assert f"Tenant {tenant.name}" in names
    qtbot.waitUntil(lambda: spaces._account is not None)
    assert spaces._account is not None
    assert spaces._account.stays[0].tenant_id == tenant.id


def test_the_money_of_the_chosen_unit_is_read_with_everything_else(qtbot: QtBot, spaces: Spaces) -> None:
    facts = spaces.days.facts
    assert facts is not None
    spaces.show_thing(next(one.unit.code for one in facts.states.values() if one.holders))
    qtbot.waitUntil(lambda: spaces._account is not None and spaces._account.unit_id == spaces._selected)
    before = spaces._account
    with qtbot.waitSignal(spaces.days.opened) as told:
        spaces.refresh()
    assert told.args is not None
    assert told.args[1] == before  # so that it does not vanish from the panel for a moment


def test_floors_are_tabs_with_their_share(qtbot: QtBot, spaces: Spaces) -> None:
    first = spaces.tabs.current
    spaces.tabs.step(1)
    assert spaces.tabs.current != first
    assert set(spaces.plan.items_by_key) == set(floor_units(spaces))
    names = [button.accessibleName() for button in spaces.tabs.buttons.values()]
    assert all("%" in name for name in names)
    qtbot.mouseClick(next(iter(spaces.tabs.buttons.values())), Qt.MouseButton.LeftButton)
    assert spaces.tabs.current == first


def test_plus_minus_and_zero_zoom(qtbot: QtBot, spaces: Spaces) -> None:
    plan = spaces.plan
    fitted = plan.per_foot
    qtbot.keyClicks(plan, "+")
    assert plan.per_foot > fitted
    qtbot.keyClicks(plan, "-")
    qtbot.keyClicks(plan, "-")
    assert plan.per_foot < fitted
    qtbot.keyClicks(plan, "0")
    assert plan.per_foot == pytest.approx(fitted)


def test_the_same_as_a_table(qtbot: QtBot, spaces: Spaces) -> None:
    spaces.toggle_mode()
    table = spaces._table
    assert table is not None
    book = spaces.days.book
    assert book is not None
    chosen = spaces.state()
    assert chosen is not None
    qtbot.waitUntil(lambda: len(table.table.model.keys) == len(book.units))
    qtbot.waitUntil(lambda: len(table.table.selected_keys()) == 1)  # the unit chosen on the plan
    assert table.table.view.currentIndex().row() == [one.code for one in book.units].index(chosen.unit.code)
    table.table.select([table.table.model.keys[3]])
    qtbot.waitUntil(lambda: code(spaces) == book.units[3].code)
    spaces.resize(1170, 500)  # a low window keeps rows of the table before figures and days
    assert not spaces.figures.isVisible() and not spaces.strip.slider.isVisible()
    spaces.toggle_mode()
    assert spaces.figures.isVisible() and spaces.strip.slider.isVisible()
    assert spaces.plan.current == spaces.state().unit.id  # type: ignore[union-attr]  # one is chosen


def test_no_pattern_runs_under_a_word(spaces: Spaces) -> None:
    for _ in range(3):
        spaces.tabs.step(1)
        for item in spaces.plan.items_by_key.values():
            for scale in (2.0, 4.0, 6.0, 12.0):
                item.words.rescale(scale)
                made = lay_out(item.face, inset(item.words.boundingRect()))
                for one in made.words:
                    assert not made.band.isValid() or not one.box.intersects(made.band)


@pytest.mark.parametrize("state", [ENDING, ARREARS])
def test_long_names_are_cut_inside_their_unit(spaces: Spaces, state: str) -> None:
    name = "نیلم ڈیجیٹل سافٹ ویئر اینڈ ٹیکنالوجی سروسز پرائیویٹ لمیٹڈ مظفرآباد"
    from PySide6.QtCore import QRectF

    face = Face("A-114", state, name, "28 days", "448 sq ft", "")
    box = QRectF(0, 0, 76, 170)
    for one in lay_out(face, box).words:
        assert box.contains(one.box)
        assert QFontMetricsF(one.font).horizontalAdvance(one.text) <= one.box.width() + 18
    assert len(wrapped(name, QFontMetricsF(font(12)), 60, 3)) == 3


def test_every_control_has_a_name(spaces: Spaces) -> None:
    for one in spaces.findChildren(QWidget):
        if isinstance(one, QAbstractButton | QLineEdit) and one.isVisible():
            assert one.accessibleName() or one.text(), one
    assert spaces.plan.accessibleName().startswith("Floor plan")


def test_an_empty_park_says_what_to_do_first(qtbot: QtBot, desk_on: OpenDesk, tmp_path: Path) -> None:
    make_park(tmp_path / "empty", user=USER, password=PASSWORD, code="EMP", name="Empty STP")
    desk = desk_on(tmp_path / "empty")
    screen = Spaces(desk)
    qtbot.addWidget(screen)
    screen.show()
    qtbot.waitUntil(lambda: screen.days.book is not None)
    assert screen.first_unit.isVisible()
    assert not screen.panel.isVisible()
    qtbot.mouseClick(screen.first_unit, Qt.MouseButton.LeftButton)
    dialog = screen.acting.dialog
    assert dialog is not None
    dialog.reject()
    assert QApplication.activeModalWidget() is None


def test_a_long_name_keeps_the_panel_as_wide_as_it_is(qtbot: QtBot) -> None:
    from stpdesk.ui.spaces.holder_card import NameButton

    made = NameButton(
        "Karakoram International Business Process Outsourcing & Software Development Services (Private) Limited"
    )
    qtbot.addWidget(made)
    made.resize(200, 28)
    made.show()
    assert made.minimumSizeHint().width() == 0
    assert made.text().endswith("…")
    assert made.toolTip().endswith("Limited")
    assert "\n" in made.text(), "two lines are used before anything is cut"
    assert made.minimumHeight() >= 2 * made.fontMetrics().height()


def test_a_room_too_narrow_for_its_code_shows_its_last_part_before_that_is_cut(qapp: QApplication) -> None:
    from PySide6.QtCore import QRectF

    seen = set()
    for width in range(16, 120):
        words = lay_out(Face("A-G03", "occupied", "", "", "", ""), QRectF(0, 0, width, 80)).words
        seen |= {words[0].text if words else ""}
    assert {"A-G03", "G03"} <= seen
    assert not any("G" in text and text not in {"A-G03", "G03"} for text in seen), seen
