"""Single fields, by mouse and keyboard."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from stpdesk.core.matching import Item
from stpdesk.core.typed_dates import Lean
from stpdesk.ui.fields.base import Field
from stpdesk.ui.fields.calendar import Calendar
from stpdesk.ui.fields.choice import Choice, Suggest
from stpdesk.ui.fields.dates import Date, MonthField
from stpdesk.ui.fields.numbers import Amount, Count, Percent, Quantity
from stpdesk.ui.fields.segments import Segmented, YesNo
from stpdesk.ui.fields.written import LongText, Text
from stpdesk.ui.start.password import secret_line
from stpdesk.ui.tables.finder import FilterLine
from stpdesk.ui.wording import tenant_kind

TODAY = date(2026, 11, 3)
TENANTS = [
    Item("t1", "Leepa Software (Pvt) Ltd", "T-0131", "Company"),
    Item("t2", "Leepa Valley Games", "T-0132", "Company"),
    Item("t3", "کشمیر سافٹ ویئر ہاؤس", "T-0125", "Company"),
    Item("t4", "Karakoram Soft", "T-0101", "Start-up"),
]


KEPT: list[QWidget] = []
"""Windows of the running test: Qt drops one that nothing holds."""


def today() -> date:
    return TODAY


def window(qtbot: QtBot, *fields: Field) -> QLineEdit:
    """A window of these fields; the line below them takes the focus when they are left."""
    KEPT.clear()
    made = QWidget()
    column = QVBoxLayout(made)
    for field in fields:
        column.addWidget(field)
    other = QLineEdit()
    column.addWidget(other)
    qtbot.addWidget(made)
    KEPT.append(made)
    made.show()
    made.activateWindow()
    fields[0].focus_here()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return other


def typed(qtbot: QtBot, field: Field, text: str) -> None:
    """Types into a field and leaves it by Tab."""
    field.focus_here()
    line = field.control()
    assert isinstance(line, QLineEdit)
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Tab)


@pytest.mark.parametrize(
    ("field", "text", "value", "settled"),
    [
        (lambda: Amount("a", "Amount"), "1.5 lakh", 15_000_000, "1,50,000.00"),
        (lambda: Amount("a", "Amount"), "12000*3", 3_600_000, "36,000.00"),
        (lambda: Quantity("a", "Area"), "1234.5", 12_345_000, "1,234.5"),
        (lambda: Quantity("a", "Rate", decimals=2), "85", 850_000, "85.00"),
        (lambda: Percent("a", "Share"), "12.5%", 125_000, "12.5"),
        (lambda: Count("a", "Seats"), "1200", 1200, "1,200"),
        (lambda: Date("a", "Start", today), "5/11", date(2026, 11, 5), "5 Nov 2026"),
        (lambda: Date("a", "End", today, lean=Lean.AHEAD), "5/10", date(2027, 10, 5), "5 Oct 2027"),
        (lambda: Text("a", "Name"), "  Leepa  ", "Leepa", "Leepa"),
    ],
)
def test_a_field_is_put_in_order_when_it_is_left(
    qtbot: QtBot, field: object, text: str, value: object, settled: str
) -> None:
    made = field()  # type: ignore[operator]
    window(qtbot, made)
    typed(qtbot, made, text)
    assert made.value() == value
    assert made.text() == settled
    assert made.shown_slip() is None


def test_nothing_moves_while_typing(qtbot: QtBot) -> None:
    field = Amount("deposit", "Deposit")
    window(qtbot, field)
    qtbot.keyClicks(field.edit, "1500000")
    assert field.text() == "1500000"
    assert field.value() == 150_000_000


def test_the_letter_o_is_told_and_put_right_with_one_click(qtbot: QtBot) -> None:
    field = Amount("deposit", "Deposit")
    window(qtbot, field)
    qtbot.keyClicks(field.edit, "1,95,84O")
    assert field.shown_slip() is None, "not while typing"
    qtbot.keyClick(field.edit, Qt.Key.Key_Tab)
    slip = field.shown_slip()
    assert slip is not None
    assert slip.fix == "1,95,840.00"
    assert field.text() == "1,95,84O", "what was typed stays"
    assert field.edit.property("wrong") is True
    field.use_fix()
    assert field.value() == 19_584_000
    assert field.edit.property("wrong") is False


def test_undo_brings_back_what_was_typed_before_it_was_put_in_order(qtbot: QtBot) -> None:
    field = Amount("deposit", "Deposit")
    window(qtbot, field)
    typed(qtbot, field, "5k")
    assert field.text() == "5,000.00"
    field.focus_here()
    qtbot.keyClick(field.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "5k"
    qtbot.keyClick(field.edit, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "5,000.00"


def test_a_refusal_stands_beside_the_field_until_it_is_changed(qtbot: QtBot) -> None:
    field = Date("start", "Start", today)
    window(qtbot, field)
    field.set_value(TODAY)
    field.set_fault("Unit 103 is let until 31 Dec 2026.", fix="1 Jan 2027")
    assert str(field.shown_slip()) == "Unit 103 is let until 31 Dec 2026."
    assert field.edit.accessibleDescription() == "Unit 103 is let until 31 Dec 2026."
    field.use_fix()
    assert field.value() == date(2027, 1, 1)
    assert field.shown_slip() is None


def test_a_required_field_is_missing_only_once_somebody_looked_for_it(qtbot: QtBot) -> None:
    field = Text("name", "Name", required=True)
    window(qtbot, field)
    qtbot.keyClick(field.edit, Qt.Key.Key_Tab)
    assert field.shown_slip() is None
    assert str(field.slip()) == "Name is missing."
    field.touch()
    assert str(field.shown_slip()) == "Name is missing."


def test_the_calendar_opens_from_the_keyboard_and_picks(qtbot: QtBot) -> None:
    field = Date("start", "Start", today)
    window(qtbot, field)
    field.set_value(TODAY)
    qtbot.keyClick(field.edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = field.findChild(Calendar)
    assert isinstance(calendar, Calendar)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown):
        qtbot.keyClick(calendar.days, key)
    qtbot.keyClick(calendar.days, Qt.Key.Key_Return)
    assert field.value() == date(2026, 12, 11)


def test_the_calendar_picks_with_the_mouse(qtbot: QtBot) -> None:
    field = Date("start", "Start", today)
    window(qtbot, field)
    field.open_calendar()
    calendar = field.findChild(Calendar)
    assert isinstance(calendar, Calendar)
    box = calendar.days._box(0)
    qtbot.mouseClick(calendar.days, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert field.value() == date(2026, 10, 26), "the Monday before 1 November 2026"


def test_up_and_down_step_by_a_day_and_by_a_month(qtbot: QtBot) -> None:
    day, month = Date("start", "Start", today), MonthField("month", "Month", today)
    window(qtbot, day, month)
    day.set_value(TODAY)
    qtbot.keyClick(day.edit, Qt.Key.Key_Up)
    assert day.text() == "4 Nov 2026"
    typed(qtbot, month, "12/26")
    qtbot.keyClick(month.edit, Qt.Key.Key_Up)
    assert month.text() == "Jan 2027"


def test_the_wheel_changes_nothing(qtbot: QtBot) -> None:
    fields: list[Field] = [
        Date("d", "Date", today), Amount("a", "Amount"), Choice("c", "Tenant", TENANTS),
        Segmented("s", "Basis", [("a", "A"), ("b", "B")], value="a"),
    ]  # fmt: skip
    window(qtbot, *fields)
    fields[0].set_value(TODAY)
    fields[1].set_value(500)
    fields[2].set_value("t1")
    before = [field.value() for field in fields]
    for field in fields:
        event = QWheelEvent(
            QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(field.control(), event)
    assert [field.value() for field in fields] == before


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("T-0131", "t1"),
        ("t-0125", "t3"),
        ("karakoram", "t4"),
        ("valley", "t2"),
        ("کشمیر", "t3"),
        ("soft karak", "t4"),
    ],
)
def test_a_tenant_is_chosen_by_code_or_by_part_of_the_name(qtbot: QtBot, text: str, key: str) -> None:
    field = Choice("tenant", "Tenant", TENANTS)
    window(qtbot, field)
    if text.isascii():
        qtbot.keyClicks(field.edit, text)
    else:
        field.edit.insert(text)  # QTest has no keys for Urdu
    assert field.dropdown.isVisible()
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert not field.dropdown.isVisible()
    assert field.value() == key


def test_arrows_choose_from_the_whole_list(qtbot: QtBot) -> None:
    field = Choice("tenant", "Tenant", TENANTS)
    window(qtbot, field)
    qtbot.keyClick(field.edit, Qt.Key.Key_Down)
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert field.value() == "t1", "what is marked is taken"
    qtbot.keyClick(field.edit, Qt.Key.Key_Down)
    qtbot.keyClick(field.edit, Qt.Key.Key_Down)
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert field.value() == "t2"
    qtbot.keyClick(field.edit, Qt.Key.Key_Down)
    qtbot.keyClick(field.edit, Qt.Key.Key_Escape)
    assert field.value() == "t2"


def test_a_mistyped_tenant_is_told_with_the_nearest_one(qtbot: QtBot) -> None:
    field = Choice("tenant", "Tenant", TENANTS, none_called="No tenant is called “{text}”.")
    window(qtbot, field)
    typed(qtbot, field, "Karakorum Soft")
    slip = field.shown_slip()
    assert str(slip) == "No tenant is called “Karakorum Soft”."
    assert slip is not None
    assert slip.fix == "Karakoram Soft, T-0101"


def test_words_that_fit_two_tenants_choose_neither(qtbot: QtBot) -> None:
    field = Choice("tenant", "Tenant", TENANTS)
    window(qtbot, field)
    field.set_text("leepa")
    field.settle()
    assert field.value() is None
    assert "fits 2" in str(field.shown_slip())


def test_items_that_come_late_still_know_what_was_typed(qtbot: QtBot) -> None:
    field = Choice("tenant", "Tenant")
    window(qtbot, field)
    field.set_text("Karakoram Soft, T-0101")
    assert field.value() is None
    field.set_items(TENANTS)
    assert field.value() == "t4"


def test_the_arrow_and_a_click_choose_with_the_mouse(qtbot: QtBot) -> None:
    field = Choice("tenant", "Tenant", TENANTS)
    window(qtbot, field)
    corner = field.edit._corner
    assert corner is not None
    qtbot.mouseClick(corner, Qt.MouseButton.LeftButton)
    box = field.dropdown.view.visualRect(field.dropdown.model.index(2))
    qtbot.mouseClick(field.dropdown.view.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert field.value() == "t3"


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Return])
def test_the_suggestion_that_is_marked_is_taken(qtbot: QtBot, key: Qt.Key) -> None:
    field = Suggest("kind", "Kind", ["Company", "Start-up", "Call centre"])
    window(qtbot, field)
    qtbot.keyClicks(field.edit, "sta")
    qtbot.keyClick(field.edit, key)
    assert field.value() == "Start-up"
    field.focus_here()
    field.edit.clear()
    qtbot.keyClick(field.edit, Qt.Key.Key_Down)
    qtbot.keyClick(field.edit, key)
    assert field.value() == "Company"


def test_a_kind_is_kept_as_the_park_holds_it_and_shown_as_the_window_calls_it(qtbot: QtBot) -> None:
    field = Suggest("kind", "Kind", ["IT/ITeS company", "call centre"], said=tenant_kind)
    window(qtbot, field)
    field.set_value("IT/ITeS company")
    assert field.text() == "Company"
    for text in ("company", "Company", "IT/ITeS company"):
        typed(qtbot, field, text)
        assert field.value() == "IT/ITeS company"
    typed(qtbot, field, "Incubator")
    assert field.value() == "Incubator"


def test_an_urdu_name_stands_before_its_code_and_means_the_same(qtbot: QtBot) -> None:
    field = Choice("tenant", "Tenant", [Item("t5", "زینب ڈیزائن اسٹوڈیو", "T05")])
    window(qtbot, field)
    field.set_value("t5")
    assert field.edit.text().startswith("\N{LEFT-TO-RIGHT MARK}")
    assert field.value() == "t5"


def test_alt_and_a_digit_types_into_no_line(qtbot: QtBot) -> None:
    for line in (FilterLine(), secret_line("Password"), Text("name", "Name").edit):
        qtbot.addWidget(line)
        qtbot.keyClick(line, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
        assert not line.text()
        qtbot.keyClick(line, Qt.Key.Key_3)
        assert line.text() == "3"


def test_a_key_of_the_screen_works_also_while_a_line_is_typed_into(qtbot: QtBot) -> None:
    for line in (FilterLine(), secret_line("Password"), Text("name", "Name").edit):
        qtbot.addWidget(line)
        for key, of_line in ((Qt.Key.Key_E, False), (Qt.Key.Key_A, True), (Qt.Key.Key_V, True)):
            asked = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.ControlModifier)
            asked.ignore()
            QApplication.sendEvent(line, asked)
            assert asked.isAccepted() is of_line


def test_the_key_of_undo_is_the_windows_in_a_filter_with_nothing_to_bring_back(qtbot: QtBot) -> None:
    line = FilterLine()
    qtbot.addWidget(line)

    def taken() -> bool:
        held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        asked = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, held)
        asked.ignore()
        QApplication.sendEvent(line, asked)
        return asked.isAccepted()

    qtbot.keyClicks(line, "late")
    assert not taken()
    line.undo()
    assert taken()


def test_what_begins_no_suggestion_or_is_kept_with_esc_stays_as_typed(qtbot: QtBot) -> None:
    field = Suggest("kind", "Kind", ["Company", "Start-up", "Call centre"])
    window(qtbot, field)
    qtbot.keyClicks(field.edit, "centre")
    assert field.dropdown.isVisible()
    assert field.dropdown.current() is None
    qtbot.keyClick(field.edit, Qt.Key.Key_Tab)
    assert field.value() == "centre"
    field.focus_here()
    field.edit.clear()
    qtbot.keyClicks(field.edit, "comp")
    qtbot.keyClick(field.edit, Qt.Key.Key_Escape)
    qtbot.keyClick(field.edit, Qt.Key.Key_Tab)
    assert field.value() == "comp"
    typed(qtbot, field, "company")
    assert field.value() == "Company", "spelled as in the list"


def test_segments_go_by_arrows_and_one_tab_stop(qtbot: QtBot) -> None:
    field = Segmented(
        "basis", "Basis", [("sqft", "Per sq ft"), ("seat", "Per seat"), ("fixed", "Fixed")], value="sqft"
    )
    other = window(qtbot, field)
    qtbot.keyClick(field.buttons[0], Qt.Key.Key_Right)
    assert field.value() == "seat"
    assert field.text() == "Per seat"
    assert field.buttons[1].hasFocus()
    qtbot.keyClick(field.buttons[1], Qt.Key.Key_Tab)
    assert other.hasFocus()
    qtbot.mouseClick(field.buttons[2], Qt.MouseButton.LeftButton)
    assert field.value() == "fixed"


def test_yes_no_may_be_unanswered() -> None:
    field = YesNo("exempt", "Tax exempt")
    assert field.value() is None
    field.set_text("no")
    assert field.value() is False
    field.set_value(None)
    assert field.value() is None


def test_urdu_reads_from_the_right_in_free_text_only(qtbot: QtBot) -> None:
    name, tenant = Text("name", "Name"), Choice("tenant", "Tenant", TENANTS)
    window(qtbot, name, tenant)
    name.set_text("کشمیر")
    tenant.set_value("t3")
    assert not name.edit.alignment() & Qt.AlignmentFlag.AlignAbsolute
    assert tenant.edit.alignment() & Qt.AlignmentFlag.AlignAbsolute
    note = LongText("note", "Note")
    window(qtbot, note)
    for text in ("لفٹ", "Lift"):
        note.set_text(text)
        assert (note.edit.cursorRect().left() > note.edit.width() // 2) is (text != "Lift"), text


def test_long_text_goes_on_with_tab_and_takes_enter(qtbot: QtBot) -> None:
    field = LongText("note", "Note")
    other = window(qtbot, field)
    qtbot.keyClicks(field.edit, "one")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    qtbot.keyClicks(field.edit, "two")
    qtbot.keyClick(field.edit, Qt.Key.Key_Tab)
    assert field.value() == "one\ntwo"
    assert other.hasFocus()


def test_every_control_has_a_name(qtbot: QtBot) -> None:
    fields: list[Field] = [
        Date("d", "Date", today), Amount("a", "Amount"), Choice("c", "Tenant", TENANTS), LongText("n", "Note"),
        YesNo("y", "Tax exempt"), Suggest("k", "Kind", ["A"]),
    ]  # fmt: skip
    window(qtbot, *fields)
    for field in fields:
        for part in field.findChildren(QWidget):
            if isinstance(part, QLineEdit | QPushButton) or part.focusPolicy() & Qt.FocusPolicy.TabFocus:
                if part.objectName().startswith("qt_") or part.parent() is None:
                    continue
                assert part.accessibleName(), f"{field.name}: {part}"
