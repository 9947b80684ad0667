"""What is done from Spaces: the plan edited, units and repairs entered, the floor as PDF and PNG; by mouse and keyboard."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialogButtonBox, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from stpdesk.actions import drafts
from stpdesk.core.unit_states import REPAIR, VACANT
from stpdesk.ui.forms.dialogs import Question
from stpdesk.ui.spaces import saving
from stpdesk.ui.spaces.editing import Editor
from stpdesk.ui.spaces.screen import Spaces
from stpdesk.ui.spaces.shapes import Box
from tests.ui.test_spaces import OpenDesk, code, show, unit_in

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def spaces(qtbot: QtBot, desk_on: OpenDesk, park_folder: Path) -> Spaces:
    return show(qtbot, desk_on(park_folder))


def editing(spaces: Spaces, unit: str) -> tuple[Editor, str]:
    """The plan being edited, with one unit chosen."""
    spaces.show_thing(unit)
    spaces.acting.edit_plan()
    editor = spaces.plan.editor
    assert editor is not None
    return editor, spaces.plan.current


def box(spaces: Spaces, key: str) -> Box:
    return spaces.plan.items_by_key[key].box


def stored(spaces: Spaces, key: str) -> Box:
    """The place of a unit as last read."""
    assert spaces.days.book is not None
    return spaces.days.book.places[key]


def field(spaces: Spaces, name: str) -> QLineEdit:
    """A line of the form that is open, with the keyboard in it."""
    assert spaces.acting.dialog is not None
    line = spaces.acting.dialog.form.field(name).control()
    assert isinstance(line, QLineEdit)
    spaces.acting.dialog.activateWindow()
    line.setFocus()
    return line


def test_arrows_move_by_a_foot_shift_resizes_and_ctrl_z_takes_back(qtbot: QtBot, spaces: Spaces) -> None:
    _, key = editing(spaces, "A-G14")
    was = box(spaces, key)
    qtbot.keyClick(spaces.plan, Qt.Key.Key_Down)
    qtbot.keyClick(spaces.plan, Qt.Key.Key_Right, SHIFT)
    assert box(spaces, key) == Box(was.x, was.y + 1, was.w + 1, was.h)
    qtbot.keyClick(spaces.plan, Qt.Key.Key_Z, CTRL)
    qtbot.keyClick(spaces.plan, Qt.Key.Key_Z, CTRL)
    assert box(spaces, key) == was


def test_what_was_moved_is_saved_as_one_act(qtbot: QtBot, spaces: Spaces) -> None:
    editor, key = editing(spaces, "A-G14")
    other = next(
        one for one in spaces.plan.items_by_key if spaces.plan.items_by_key[one].face.code == "A-G13"
    )
    editor.chosen = {key, other}
    was = {one: box(spaces, one) for one in (key, other)}
    qtbot.keyClick(spaces.plan, Qt.Key.Key_Down)
    assert "2 units" in spaces.edit_bar.words.accessibleName()
    heard: list[object] = []
    spaces._desk.changed.connect(heard.append)
    qtbot.keyClick(spaces.plan, Qt.Key.Key_Return, CTRL)
    assert (spaces.edit_bar.save.isEnabled(), spaces.edit_bar.save.text()) == (False, "Saving…")
    qtbot.keyClick(spaces.plan, Qt.Key.Key_Return, CTRL)
    qtbot.keyClick(spaces.plan, Qt.Key.Key_Down)  # while it is saved the plan stays as it is
    qtbot.waitUntil(lambda: spaces.plan.editor is None)
    qtbot.waitUntil(lambda: stored(spaces, key).y == was[key].y + 1)
    assert stored(spaces, other).y == was[other].y + 1
    assert len(heard) == 1
    assert spaces.plan.hasFocus()


def test_what_was_moved_is_back_after_the_program_died(
    qtbot: QtBot, spaces: Spaces, desk_on: OpenDesk, tmp_path: Path
) -> None:
    desk = spaces._desk
    _, key = editing(spaces, "A-G14")
    was = box(spaces, key)
    qtbot.keyClick(spaces.plan, Qt.Key.Key_Down)
    qtbot.keyClick(spaces.plan, Qt.Key.Key_Right, SHIFT)
    assert desk._session is not None
    session = desk._session
    qtbot.waitUntil(lambda: bool(drafts.every(session, "plan")), timeout=8000)
    after = Path(shutil.copytree(session.park.folder, tmp_path / "after"))
    again = show(qtbot, desk_on(after))
    with qtbot.waitSignal(again._desk.changed, timeout=8000) as heard:
        editor, there = editing(again, "A-G14")
    assert heard.args[0].told["said"].startswith("What you moved on the plan at 11:00 is back")
    assert box(again, there) == Box(was.x, was.y + 1, was.w + 1, was.h)
    assert len(editor.moved()) == 1
    qtbot.keyClick(again.plan, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: again.plan.editor is None, timeout=8000)
    kept = again._desk._session
    assert kept is not None
    qtbot.waitUntil(lambda: stored(again, there).y == was.y + 1, timeout=8000)
    assert drafts.every(kept, "plan") == []
    qtbot.keyClick(spaces.plan, Qt.Key.Key_Z, CTRL)
    qtbot.keyClick(spaces.plan, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: drafts.every(session, "plan") == [], timeout=8000)


def test_esc_leaves_at_once_where_nothing_would_be_lost(qtbot: QtBot, spaces: Spaces) -> None:
    editing(spaces, "A-G14")
    assert not spaces.edit_button.isVisible()
    qtbot.keyClick(spaces.plan, Qt.Key.Key_Escape)
    assert spaces.plan.editor is None
    assert spaces.edit_button.isVisible()


def test_a_unit_pulled_near_another_meets_its_edge(qtbot: QtBot, spaces: Spaces) -> None:
    editor, key = editing(spaces, "A-G14")
    view = spaces.plan
    beside = next(item.box for item in view.items_by_key.values() if item.face.code == "A-G13")
    start = view.centre_of(key).toPoint()
    far = start + QPoint(0, round(3.3 * view.per_foot))
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view.viewport(), far)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=far)
    assert box(spaces, key).y == round(box(spaces, key).y), "on the grid"
    assert box(spaces, key).x == beside.right, "still wall to wall"
    assert editor.moved()


def test_a_handle_resizes(qtbot: QtBot, spaces: Spaces) -> None:
    editor, key = editing(spaces, "A-G14")
    view, was = spaces.plan, box(spaces, key)
    handle = editor._handles(view.viewportTransform())["b"].center().toPoint()
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=handle)
    qtbot.mouseMove(view.viewport(), handle - QPoint(0, round(6 * view.per_foot)))
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton)
    now = box(spaces, key)
    assert (now.x, now.y, now.w) == (was.x, was.y, was.w)
    assert now.h == pytest.approx(was.h - 6, abs=1.1)


def test_a_frame_chooses_several(qtbot: QtBot, spaces: Spaces) -> None:
    editor, _ = editing(spaces, "A-G14")
    view = spaces.plan.viewport()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    qtbot.mouseMove(view, QPoint(view.width() - 2, view.height() - 2))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton)
    assert editor.chosen == set(spaces.plan.items_by_key)


def test_a_unit_is_entered_by_keyboard_and_shown(qtbot: QtBot, spaces: Spaces) -> None:
    spaces.acting.add_unit()
    qtbot.waitUntil(field(spaces, "code").hasFocus)
    qtbot.keyClicks(field(spaces, "code"), "A-G01")
    qtbot.keyClicks(field(spaces, "sqft"), "240")
    qtbot.keyClick(field(spaces, "sqft"), Qt.Key.Key_Return, CTRL)
    dialog = spaces.acting.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.form.field("code").shown_slip() is not None)
    assert "There is a unit A-G01 already." in str(dialog.form.field("code").shown_slip())
    line = field(spaces, "code")
    line.selectAll()
    qtbot.keyClicks(line, "A-G21")
    qtbot.keyClick(line, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: code(spaces) == "A-G21", timeout=8000)
    one = spaces.state()
    assert one is not None
    assert one.unit.floor == "Ground floor", "the floor that was shown"
    item = spaces.plan.items_by_key[one.unit.id]
    assert not item.placed
    assert not any(
        item.box.meets(other.box) for other in spaces.plan.items_by_key.values() if other is not item
    )


def test_a_repair_is_noted_shown_and_taken_out_of_the_vacant_units(qtbot: QtBot, spaces: Spaces) -> None:
    vacant = unit_in(spaces, VACANT)
    spaces.show_thing(vacant)
    qtbot.mouseClick(spaces.panel.repair, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(field(spaces, "note").hasFocus)
    qtbot.keyClicks(field(spaces, "note"), "new wiring")
    qtbot.keyClicks(field(spaces, "ends"), "5/12")
    qtbot.keyClick(field(spaces, "ends"), Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: spaces.state() is not None and spaces.state().state == REPAIR, timeout=8000)  # type: ignore[union-attr]  # it is there
    assert spaces.plan.items_by_key[spaces.plan.current].face.about == "5 Dec"
    told = [one.accessibleName() for one in spaces.panel.findChildren(type(spaces.panel._chip))]
    assert "Under repair until 5 Dec" in told
    assert spaces.days.book is not None
    assert spaces.days.book.repairs[-1].ends == date(2026, 12, 5)


def test_a_form_left_by_esc_changes_nothing(qtbot: QtBot, spaces: Spaces) -> None:
    spaces.acting.edit_unit()
    dialog = spaces.acting.dialog
    assert dialog is not None
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: spaces.acting.dialog is None)
    assert QApplication.activeModalWidget() is None


def test_a_unit_entered_by_mistake_is_taken_out_and_one_that_was_let_stays(
    qtbot: QtBot, spaces: Spaces
) -> None:
    desk = spaces._desk
    floor = spaces.tabs.current
    assert floor is not None
    with qtbot.waitSignal(desk.changed, timeout=8000):
        desk.act(spaces, partial(saving.add_unit, values=_unit("Z-1", floor)))
    qtbot.waitUntil(lambda: _known(spaces, "Z-1"), timeout=8000)
    spaces.show_thing("Z-1")
    no = _press_in_question(spaces, "")
    spaces.acting.remove_unit()
    qtbot.waitUntil(lambda: bool(no) and not desk.waiting, timeout=8000)
    assert not desk.busy, "Cancel takes nothing out"
    spaces.acting.menu("", spaces.mapToGlobal(QPoint(0, 0)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.actions()[-1].text() == "Take the unit out…"
    _press_in_question(spaces, "out")
    with qtbot.waitSignal(desk.changed, timeout=8000) as heard:
        qtbot.keyClick(menu, Qt.Key.Key_Up)
        qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert heard.args[0].told["said"] == "Unit Z-1 is taken out."
    assert "act" in heard.args[0].told, "it can be undone"
    qtbot.waitUntil(lambda: not _known(spaces, "Z-1"), timeout=8000)
    spaces.show_thing("A-G01")
    with qtbot.waitSignal(desk.refused, timeout=8000) as heard:
        spaces.acting.remove_unit()  # at once: a question would wait here for good
    assert str(heard.args[0]).startswith("Unit A-G01 stays, for ")
    assert "mark it as not to be let instead" in str(heard.args[0])
    assert _known(spaces, "A-G01")


def _unit(code: str, floor: tuple[str, str]) -> dict[str, object]:
    """What is typed of a unit."""
    return {
        "code": code, "sqft": 1_000_000, "building": floor[0], "floor": floor[1], "name": None, "kind": None,
        "seats": None, "lettable": True,
    }  # fmt: skip


def _known(spaces: Spaces, code: str) -> bool:
    """Whether a unit is there, as last read."""
    return spaces.days.book is not None and code in {one.code for one in spaces.days.book.units}


def _press_in_question(spaces: Spaces, answer: str) -> list[str]:
    """Answers the next question: presses a button, or Cancel; what was pressed, once it was."""
    pressed: list[str] = []

    def press() -> None:
        asked = QApplication.activeModalWidget()
        if not isinstance(asked, Question):
            QTimer.singleShot(20, spaces, press)
            return
        (asked.buttons[answer] if answer else asked.no).click()
        pressed.append(answer)

    QTimer.singleShot(20, spaces, press)
    return pressed


def test_the_floor_is_saved_as_vectors_with_its_words(qtbot: QtBot, spaces: Spaces, tmp_path: Path) -> None:
    target = tmp_path / "ground.pdf"
    with qtbot.waitSignal(spaces._desk.changed, timeout=8000):
        spaces.acting.save_plan(str(target))
    told = _told("pdftotext", "-layout", target, "-")
    assert "Block A" in told
    assert "A-G14" in told
    assert len(_told("pdfimages", "-list", target).splitlines()) <= 2, "no pixels"


def test_the_print_dialog_prints_the_floor_across_within_the_page_as_vectors(
    qtbot: QtBot, spaces: Spaces, tmp_path: Path
) -> None:
    target = tmp_path / "printed.pdf"
    spaces.acting.print_plan()
    dialog = spaces.acting.print_dialog
    assert dialog is not None
    line = dialog.findChild(QLineEdit, "filename")  # of “Print to File (PDF)”, the printer every system has
    assert isinstance(line, QLineEdit)
    line.setText(str(target))
    box = dialog.findChild(QDialogButtonBox)
    assert isinstance(box, QDialogButtonBox)
    box.button(QDialogButtonBox.StandardButton.Ok).click()
    assert not dialog.isVisible()
    pages = _told("pdfinfo", target)
    assert "Pages:           1\n" in pages
    wide, high = (float(one) for one in re.findall(r"Page size:\s+([\d.]+) x ([\d.]+)", pages)[0])
    assert (round(wide), round(high)) == (842, 595), "A4 across"
    words = re.findall(
        r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]+)<',
        _told("pdftotext", "-bbox", target, "-"),
    )
    assert {"A-G01", "A-G14", "let."} <= {one[4] for one in words}
    for left, top, right, bottom, word in words:
        assert min(float(left), float(top), wide - float(right), high - float(bottom)) > 12 / 25.4 * 72 - 1, (
            word
        )
    assert max(float(one[2]) for one in words) > 0.9 * wide, "it takes the page"
    assert len(_told("pdfimages", "-list", target).splitlines()) <= 2, "no pixels"


def _told(*command: str | Path) -> str:
    """What a command says."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_the_floor_is_saved_as_a_picture(qtbot: QtBot, spaces: Spaces, tmp_path: Path) -> None:
    target = tmp_path / "ground.png"
    with qtbot.waitSignal(spaces._desk.changed, timeout=8000):
        spaces.acting.save_plan(str(target))
    assert QImage(str(target)).width() == 2400


def test_an_image_lies_behind_the_floor_until_it_is_taken_away(
    qtbot: QtBot, spaces: Spaces, tmp_path: Path
) -> None:
    drawn = QImage(80, 40, QImage.Format.Format_RGB32)
    drawn.fill(Qt.GlobalColor.gray)
    drawn.save(str(tmp_path / "plan.png"))
    floor = spaces.tabs.current
    assert floor is not None
    spaces.acting.choose_image(floor, str(tmp_path / "plan.png"))
    qtbot.waitUntil(lambda: spaces.image() is not None, timeout=8000)
    spaces.acting.place_image(floor)
    for name, text in (("x", "-2"), ("y", "0"), ("w", "140"), ("h", "70")):
        qtbot.keyClicks(field(spaces, name), text)
    qtbot.waitUntil(field(spaces, "h").hasFocus)
    qtbot.keyClick(field(spaces, "h"), Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: spaces.acting.dialog is None, timeout=8000)
    qtbot.waitUntil(
        lambda: spaces.days.book is not None and spaces.days.book.pictures[floor].box == Box(-2, 0, 140, 70)
    )
    spaces._desk.act(spaces, partial(saving.drop_image, floor=floor))
    qtbot.waitUntil(lambda: spaces.image() is None, timeout=8000)


def test_every_control_of_the_forms_has_a_name(spaces: Spaces) -> None:
    spaces.acting.edit_unit()
    dialog = spaces.acting.dialog
    assert dialog is not None
    for one in dialog.findChildren(QAbstractButton):
        assert one.accessibleName() or one.text(), one
    for line in dialog.findChildren(QLineEdit):
        assert line.accessibleName()
    dialog.reject()


def test_a_point_of_the_plan_is_a_unit(spaces: Spaces) -> None:
    key = next(iter(spaces.plan.items_by_key))
    assert spaces.plan.unit_at(QPointF(spaces.plan.centre_of(key)).toPoint()) == key
