"""A form of fields on a real park: keys, faults beside fields, saving once, drafts that come back."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from stpdesk.actions import drafts
from stpdesk.actions.session import Session
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Fault, Refused
from stpdesk.core.matching import Item
from stpdesk.db.drafts import Draft
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.chips import Chips
from stpdesk.ui.fields.choice import Choice
from stpdesk.ui.fields.dates import Date
from stpdesk.ui.fields.numbers import Amount, Quantity
from stpdesk.ui.fields.rows import Rows
from stpdesk.ui.fields.segments import Segmented
from stpdesk.ui.fields.written import LongText, Text
from stpdesk.ui.forms.dialogs import FormDialog, Question, ask, reason
from stpdesk.ui.forms.form import Form
from stpdesk.ui.forms.sheet import Values
from tests.ui.shell import Shell

TENANTS = [Item("t1", "Leepa Software", "T-0131"), Item("t4", "Karakoram Soft", "T-0101")]
UNITS = [Item(str(number), str(number)) for number in range(101, 131)]


class Acts:
    """The act under test: keeps what it was given, refuses what it is told to."""

    def __init__(self) -> None:
        self.given: list[Values] = []
        self.refusal: Exception | None = None

    def __call__(self, _session: Session, values: Values) -> Changes:
        self.given.append(values)
        if self.refusal is not None:
            raise self.refusal
        return Changes({"leases"})


@pytest.fixture
def desk(desk_on: Callable[[Path], Desk], park_folder: Path) -> Desk:
    return desk_on(park_folder)


@pytest.fixture
def acts() -> Acts:
    return Acts()


def made(desk: Desk, acts: Acts, qtbot: QtBot, *, shown: bool = True, **start: Any) -> Form:
    """A form like that of a lease, shown."""
    form = Form(desk, "lease", save="Save lease", act=acts)
    form.section("Who and where")
    form.add(Choice("tenant", "Tenant", TENANTS, required=True))
    form.add(Chips("units", "Units", UNITS), also=("unit",))
    form.section("Term and rent")
    form.row(
        "Start, end",
        Date("start", "Start", lambda: date(2026, 11, 2)),
        Date("end", "End", lambda: date(2026, 11, 2)),
    )
    form.add(Segmented("basis", "Basis", [("sqft", "Per sq ft"), ("seat", "Per seat")], value="sqft"))
    form.add(Amount("deposit", "Deposit"))
    form.add(
        Rows("steps", "Rate steps", lambda: (Date("from", "From", lambda: date(2026, 11, 2), required=True), Quantity("rate", "Rate", required=True)), add_words="Add a step")
    )  # fmt: skip
    form.add(LongText("note", "Note"))
    form.resize(1000, 760)
    if shown:
        qtbot.addWidget(form)
        form.show()
        form.activateWindow()
    form.start(start)
    quiet(form, qtbot)
    return form


def quiet(form: Form, qtbot: QtBot) -> None:
    """Until the desk's threads have done what waits."""
    qtbot.waitUntil(lambda: not form._desk._writer.busy and not form._desk._reader.busy, timeout=5000)
    qtbot.wait(20)


def kept(desk: Desk, qtbot: QtBot) -> Draft | None:
    """The draft the park holds of the form."""
    found: list[Draft | None] = []
    desk.ask(desk, lambda session: drafts.find(session, "lease", ""), found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=5000)
    return found[0]


def line(form: Form, name: str) -> QLineEdit:
    """A field's line."""
    found = form.field(name).control()
    assert isinstance(found, QLineEdit)
    return found


def test_a_lease_is_filled_in_and_saved_without_the_mouse(desk: Desk, acts: Acts, qtbot: QtBot) -> None:
    form = made(desk, acts, qtbot)
    assert line(form, "tenant").hasFocus(), "the first empty field has the keyboard"
    qtbot.keyClicks(line(form, "tenant"), "leepa")
    qtbot.keyClick(line(form, "tenant"), Qt.Key.Key_Return)
    qtbot.keyClick(line(form, "tenant"), Qt.Key.Key_Return)
    assert line(form, "units").hasFocus()
    for code in ("103", "104"):
        qtbot.keyClicks(line(form, "units"), code)
        qtbot.keyClick(line(form, "units"), Qt.Key.Key_Return)
    qtbot.keyClick(line(form, "units"), Qt.Key.Key_Return)
    qtbot.keyClicks(line(form, "start"), "1/12")
    qtbot.keyClick(line(form, "start"), Qt.Key.Key_Return)
    qtbot.keyClicks(line(form, "end"), "1/12 +3y -1d")
    qtbot.keyClick(line(form, "end"), Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClicks(line(form, "deposit"), "1.5 lakh")
    with qtbot.waitSignal(form.saved, timeout=5000):
        qtbot.keyClick(line(form, "deposit"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert acts.given == [
        {
            "tenant": "t1", "units": ["103", "104"], "start": date(2026, 12, 1), "end": date(2029, 11, 30),
            "basis": "seat", "deposit": 15_000_000, "steps": [], "note": None,
        }
    ]  # fmt: skip


def test_tab_goes_in_the_order_the_eye_goes(desk: Desk, acts: Acts, qtbot: QtBot) -> None:
    form = made(desk, acts, qtbot)
    seen = []
    for _ in range(10):
        focused = form.window().focusWidget()
        seen.append(focused.accessibleName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert seen == [
        "Tenant", "Units", "Start", "End", "Basis: Per sq ft", "Deposit", "Add a step", "Note", "Cancel", "Save lease",
    ]  # fmt: skip


def test_after_the_last_field_enter_comes_to_save(desk: Desk, acts: Acts, qtbot: QtBot) -> None:
    form = made(desk, acts, qtbot)
    form.add(Text("last", "Last"))
    form.order()
    form.field("last").focus_here()
    qtbot.keyClick(line(form, "last"), Qt.Key.Key_Return)
    assert form.footer.save.hasFocus()


def test_save_jumps_to_the_first_wrong_field_and_says_which(desk: Desk, acts: Acts, qtbot: QtBot) -> None:
    form = made(desk, acts, qtbot)
    form.field("deposit").set_text("1,95,84O")
    qtbot.mouseClick(form.footer.save, Qt.MouseButton.LeftButton)
    assert acts.given == []
    assert line(form, "tenant").hasFocus()
    assert form.footer.wrong.text() == "2 fields to correct: Tenant, Deposit"
    form.field("tenant").set_value("t1")
    assert form.footer.wrong.text() == "One field to correct: Deposit"
    qtbot.mouseClick(form.footer.wrong, Qt.MouseButton.LeftButton)
    assert line(form, "deposit").hasFocus()
    fix = next(part for part in form.findChildren(QPushButton) if part.text() == "Use 1,95,840.00")
    qtbot.mouseClick(fix, Qt.MouseButton.LeftButton)
    assert form.field("deposit").value() == 19_584_000
    assert not form.footer.wrong.isVisible()


def test_what_is_put_into_a_form_is_no_longer_named_as_wrong(desk: Desk, acts: Acts, qtbot: QtBot) -> None:
    form = made(desk, acts, qtbot)
    form.field("deposit").set_text("1,95,84O")
    form.save()
    assert form.footer.wrong.text() == "2 fields to correct: Tenant, Deposit"
    form.put({"tenant": "t1", "deposit": 19_584_000})
    assert not form.footer.wrong.isVisible()
    form.put_texts({"deposit": "1,95,84O"})
    assert form.footer.wrong.text() == "One field to correct: Deposit"


def test_a_refusal_of_core_stands_beside_its_field_and_keeps_everything(
    desk: Desk, acts: Acts, qtbot: QtBot
) -> None:
    form = made(desk, acts, qtbot, tenant="t1", start=date(2026, 12, 1))
    acts.refusal = Refused("Unit {unit} is let until {end}.", field="unit", unit="103", end="31 Dec 2026")
    form.field("units").set_value(["103"])
    form.save()
    quiet(form, qtbot)
    assert str(form.field("units").shown_slip()) == "Unit 103 is let until 31 Dec 2026."
    assert line(form, "units").hasFocus()
    assert form.footer.wrong.text() == "One field to correct: Units"
    assert form.field("units").value() == ["103"]
    assert form.footer.save.isEnabled()
    qtbot.keyClick(line(form, "units"), Qt.Key.Key_Backspace)
    assert form.field("units").shown_slip() is None


def test_a_refusal_may_be_settled_in_another_field(desk: Desk, acts: Acts, qtbot: QtBot) -> None:
    form = made(desk, acts, qtbot, tenant="t1", start=date(2026, 12, 1))
    acts.refusal = Refused("Unit 103 is let until 31 Dec 2026.", field="unit")
    form.field("units").set_value(["103"])
    form.save()
    quiet(form, qtbot)
    assert form.field("units").shown_slip() is not None
    acts.refusal = None
    form.field("start").set_value(date(2027, 1, 1))
    with qtbot.waitSignal(form.saved, timeout=5000):
        form.save()


def test_a_preview_under_way_takes_no_refusal_back(desk: Desk, acts: Acts, qtbot: QtBot) -> None:
    form = made(desk, acts, qtbot, tenant="t1")
    form.field("units").set_value(["103"])
    form.field("deposit").focus_here()
    form._foreseen_refused(Refused("Unit 103 is let.", field="unit"))
    assert str(form.field("units").shown_slip()) == "Unit 103 is let."
    form._refused(Refused("Unit 103 is let until 31 Dec 2026.", field="unit"))
    form._foreseen_refused(Refused("Unit 103 is let.", field="unit"))
    assert str(form.field("units").shown_slip()) == "Unit 103 is let until 31 Dec 2026."


def test_values_may_come_before_their_lists(desk: Desk, acts: Acts, qtbot: QtBot) -> None:
    form = made(desk, acts, qtbot, tenant="t9", units=["901", "103"])
    assert form.values()["tenant"] == "t9"
    assert form.values()["units"] == ["103", "901"]
    tenant, units = form.field("tenant"), form.field("units")
    assert isinstance(tenant, Choice)
    assert isinstance(units, Chips)
    tenant.set_items([*TENANTS, Item("t9", "Neelum Digital", "T-0199")])
    units.set_items([*UNITS, Item("901", "901")])
    assert tenant.text() == "Neelum Digital, T-0199"
    assert form.values()["units"] == ["103", "901"]
    assert not form.is_dirty()


def test_a_form_that_is_used_again_starts_as_new(desk: Desk, acts: Acts, qtbot: QtBot) -> None:
    form = made(desk, acts, qtbot, tenant="t1", deposit=500)
    form.field("note").set_text("x")
    form.start({"tenant": "t4"}, thing="L-1")
    quiet(form, qtbot)
    assert form.values() == {
        "tenant": "t4", "units": [], "start": None, "end": None, "basis": "sqft", "deposit": None, "steps": [], "note": None,
    }  # fmt: skip
    assert not form.is_dirty()


def test_a_refusal_of_no_field_stands_in_the_footer(desk: Desk, acts: Acts, qtbot: QtBot) -> None:
    form = made(desk, acts, qtbot, tenant="t1")
    acts.refusal = Refused("October 2026 is closed; reopen it first.")
    form.save()
    quiet(form, qtbot)
    assert form.footer.words.text() == "October 2026 is closed; reopen it first."
    form.consequence("Saving takes 5.00.")
    assert "closed" in form.footer.words.text(), "the refusal stays until something is changed"
    form.field("deposit").set_text("5")
    assert form.footer.words.text() == "Saving takes 5.00."


def test_several_faults_go_to_their_fields(desk: Desk, acts: Acts, qtbot: QtBot) -> None:
    form = made(desk, acts, qtbot, tenant="t1")
    acts.refusal = Refused(
        "Two things are wrong.",
        faults=[
            Fault("", None, "start", None, "The start is before the park."),
            Fault("", None, "deposit", None, "Too much."),
        ],
    )
    form.save()
    quiet(form, qtbot)
    assert str(form.field("start").shown_slip()) == "The start is before the park."
    assert str(form.field("deposit").shown_slip()) == "Too much."


def test_saving_twice_in_a_hurry_saves_once_and_the_button_says_that_it_is_under_way(
    desk: Desk, acts: Acts, qtbot: QtBot
) -> None:
    form = made(desk, acts, qtbot, tenant="t1")
    button, goes_on = form.footer.save, threading.Event()
    desk.keep(lambda _session: goes_on.wait(10), "the writer is held up")
    acts.refusal = Refused("October 2026 is closed; reopen it first.")
    button.setFocus()
    button.click()
    assert (button.isEnabled(), button.text(), button.accessibleName()) == (False, "Saving…", "Saving…")
    assert not form.footer.cancel.isEnabled()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        qtbot.keyClick(line(form, "tenant"), key, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(line(form, "tenant"), Qt.Key.Key_Escape)
    goes_on.set()
    quiet(form, qtbot)
    assert len(acts.given) == 1
    assert (button.isEnabled(), button.text(), button.accessibleName()) == (True, "Save lease", "Save lease")
    assert button.hasFocus(), "the keyboard is where it was"


def test_esc_asks_only_if_something_would_be_lost(
    desk: Desk, acts: Acts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = made(desk, acts, qtbot, tenant="t1")
    left: list[bool] = []
    form.cancelled.connect(lambda: left.append(True))
    qtbot.keyClick(line(form, "tenant"), Qt.Key.Key_Escape)
    assert left == [True], "nothing was typed"
    form.field("deposit").focus_here()
    qtbot.keyClicks(line(form, "deposit"), "5")
    answered(Qt.Key.Key_Escape, qtbot)
    qtbot.keyClick(line(form, "deposit"), Qt.Key.Key_Escape)
    assert left == [True], "the person went on"
    assert form.field("deposit").text() == "5"
    answered(Qt.Key.Key_Return, qtbot)
    qtbot.keyClick(line(form, "deposit"), Qt.Key.Key_Escape)
    assert left == [True], "Enter alone throws nothing away"
    answered(Qt.Key.Key_Space, qtbot, to="leave")
    qtbot.keyClick(line(form, "deposit"), Qt.Key.Key_Escape)
    assert left == [True, True]


def answered(key: Qt.Key, qtbot: QtBot, text: str = "", *, to: str = "") -> None:
    """Answers the next question by a key."""

    def answer() -> None:
        question = QApplication.activeModalWidget()
        assert isinstance(question, Question)
        if to:
            question.buttons[to].setFocus()
        if text:
            qtbot.keyClicks(question.focusWidget(), text)
            qtbot.keyClick(question.focusWidget(), key, Qt.KeyboardModifier.ControlModifier)
        else:
            qtbot.keyClick(question.focusWidget(), key)

    QTimer.singleShot(50, answer)


def test_a_question_has_one_primary_act_and_esc_is_no(desk: Desk, qtbot: QtBot) -> None:
    answered(Qt.Key.Key_Escape, qtbot)
    assert (
        ask(None, "End the lease?", "103 becomes vacant on 1 Dec.", [("later", "Later"), ("end", "End it")])
        is None
    )
    answered(Qt.Key.Key_Return, qtbot)
    assert (
        ask(None, "End the lease?", "103 becomes vacant on 1 Dec.", [("later", "Later"), ("end", "End it")])
        == "end"
    )


def test_a_key_still_held_since_it_opened_a_question_answers_nothing(qtbot: QtBot) -> None:
    question = Question(None, "Issue them?", "They are fixed then.", [("issue", "Issue")], "Back")
    qtbot.addWidget(question)
    question.show()
    key, control = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(question.buttons["issue"], QKeyEvent(kind, key, control, "", True))
    assert question.answer is None and question.isVisible()
    qtbot.keyClick(question.buttons["issue"], key)
    assert question.answer == "issue"


def test_a_long_question_is_seen_whole(qtbot: QtBot) -> None:
    told = "\n".join(f"{place} tenants have not reported" for place in range(34))  # two thirds of this screen
    question = Question(None, "Close it?", told, [("close", "Close")], "")
    qtbot.addWidget(question)
    question.show()
    words = next(one for one in question.findChildren(QLabel) if one.text() == told)
    assert words.height() >= words.heightForWidth(words.width())


def test_a_reason_is_asked_for_and_given(desk: Desk, qtbot: QtBot) -> None:
    answered(Qt.Key.Key_Return, qtbot, "typed twice")
    assert reason(None, "The old record stays in the history.") == "typed twice"
    answered(Qt.Key.Key_Escape, qtbot)
    assert reason(None, "The old record stays in the history.") is None

    def begun() -> None:
        asked = QApplication.activeModalWidget()
        assert isinstance(asked, Question)
        qtbot.keyClicks(asked.focusWidget(), "half a sentence")
        answered(Qt.Key.Key_Escape, qtbot)  # it goes on being typed
        qtbot.keyClick(asked.focusWidget(), Qt.Key.Key_Escape)
        assert asked.isVisible()
        answered(Qt.Key.Key_Return, qtbot, to="leave")
        qtbot.keyClick(asked.focusWidget(), Qt.Key.Key_Escape)

    QTimer.singleShot(0, begun)
    assert reason(None, "The old record stays in the history.") is None


def test_a_form_in_a_window_of_its_own_closes_when_saved(desk: Desk, acts: Acts, qtbot: QtBot) -> None:
    form = made(desk, acts, qtbot, shown=False, tenant="t1")
    dialog = FormDialog(None, "New lease", form, about="L-2026-038")
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    bar = form.area.verticalScrollBar()
    for name in ("start", "deposit"):
        form.field(name).set_text("neither")
        form.field(name).touch()
    qtbot.waitUntil(lambda: bar.maximum() == 0)  # what is wrong is read without scrolling
    form.field("start").set_text("1-10-2026")
    form.field("deposit").set_text("")
    form.field("tenant").focus_here()
    with qtbot.waitSignal(dialog.accepted, timeout=5000):
        qtbot.keyClick(line(form, "tenant"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_what_was_typed_is_kept_and_comes_back_also_what_cannot_be_read(
    desk: Desk, acts: Acts, qtbot: QtBot, park_folder: Path
) -> None:
    form = made(desk, acts, qtbot)
    qtbot.keyClicks(line(form, "tenant"), "Karakoram Soft, T-0101")
    form.field("deposit").focus_here()
    qtbot.keyClicks(line(form, "deposit"), "1,95,84O")
    form.field("units").set_text("103;104")
    qtbot.keyClicks(line(form, "units"), "10")
    rows = form.field("steps")
    assert isinstance(rows, Rows)
    rows.add_row()[1].set_text("9O")
    qtbot.waitUntil(lambda: kept(desk, qtbot) is not None, timeout=3000)
    quiet(form, qtbot)

    again = made(desk, acts, qtbot)
    assert again.banner.isVisible()
    assert again.banner._words.text() == "Draft of 11:00 is back."
    assert again.texts() == form.texts()
    assert again.field("units").value() == ["103", "104"]
    assert again.field("deposit").shown_slip() is not None
    assert again.is_dirty()


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("killed", "the program ended"),
        ("left", "you went elsewhere"),
        ("closed", "the program was closed"),
        ("refused", "saving was refused"),
        ("failed", "saving failed"),
    ],
)
def test_a_draft_that_is_back_says_why_it_was_not_saved(
    shell: Shell,
    acts: Acts,
    qtbot: QtBot,
    desk_on: Callable[[Path], Desk],
    park_folder: Path,
    how: str,
    words: str,
) -> None:
    shell.open(park_folder)
    form = made(shell.desk, acts, qtbot, tenant="t1")
    shell.window.workspace.stack.addWidget(form)
    shell.window.workspace.stack.setCurrentWidget(form)
    form.field("note").set_text("half typed")
    form.keep_draft()
    if how == "left":
        shell.window.go("today")
    elif how in {"refused", "failed"}:
        acts.refusal = Refused("No.", field="note") if how == "refused" else ZeroDivisionError("a fault")
        form.save()
        shell.wait(lambda: len(acts.given) == 1)
        shell.rest()
        shell.faults.clear()
    quiet(form, qtbot)
    if how in {"closed", "refused"}:
        shell.window.leave()
        folder = park_folder
    else:
        folder = Path(
            shutil.copytree(park_folder, park_folder.with_name("after"))
        )  # as the disk was when it ended
    again = made(desk_on(folder), acts, qtbot, tenant="t1")
    qtbot.waitUntil(again.banner.isVisible)
    assert again.banner._words.text() == f"Draft of 11:00 is back: {words}."
    assert again.field("note").text() == "half typed"


def test_a_draft_that_is_discarded_is_gone(desk: Desk, acts: Acts, qtbot: QtBot) -> None:
    form = made(desk, acts, qtbot, tenant="t1")
    form.field("note").set_text("half typed")
    form.keep_draft()
    quiet(form, qtbot)
    again = made(desk, acts, qtbot, tenant="t1")
    assert again.field("note").text() == "half typed"
    qtbot.mouseClick(again.banner.discard, Qt.MouseButton.LeftButton)
    quiet(again, qtbot)
    assert again.field("note").text() == ""
    assert again.field("tenant").value() == "t1"
    assert not again.banner.isVisible()
    assert kept(desk, qtbot) is None


def test_saving_drops_the_draft_and_a_refused_save_keeps_it(
    desk: Desk, acts: Acts, qtbot: QtBot, park_folder: Path
) -> None:
    form = made(desk, acts, qtbot, tenant="t1")
    form.field("note").set_text("typed")
    acts.refusal = Refused("No.", field="note")
    form.save()
    quiet(form, qtbot)
    assert kept(desk, qtbot) is not None
    acts.refusal = None
    form.field("note").set_text("typed better")
    with qtbot.waitSignal(form.saved, timeout=5000):
        form.save()
    form.hide()
    quiet(form, qtbot)
    qtbot.wait(700)
    assert kept(desk, qtbot) is None


def test_the_preview_follows_the_last_key_and_says_what_saving_will_do(
    desk: Desk, acts: Acts, qtbot: QtBot
) -> None:
    form = made(desk, acts, qtbot, tenant="t1")
    asked: list[Any] = []

    def preview(_session: Session, values: Values) -> str:
        asked.append(values["deposit"])
        if values["deposit"] == 700:
            raise Refused("7.00 is too little.", field="deposit")
        return f"Takes {values['deposit']} as a deposit."

    form.previews(preview, form.consequence)
    form.field("deposit").focus_here()
    qtbot.keyClicks(line(form, "deposit"), "12500")
    qtbot.waitUntil(lambda: form.footer.words.text() == "Takes 1250000 as a deposit.", timeout=3000)
    assert len(asked) <= 3, "not for every key"
    form.field("deposit").set_text("7")
    form.field("note").focus_here()
    qtbot.waitUntil(lambda: form.field("deposit").shown_slip() is not None, timeout=3000)
    assert str(form.field("deposit").shown_slip()) == "7.00 is too little."
    form.field("deposit").set_text("8")
    qtbot.waitUntil(lambda: form.footer.words.text() == "Takes 800 as a deposit.", timeout=3000)
    assert form.field("deposit").shown_slip() is None


def test_rows_are_added_corrected_and_removed_by_keys(desk: Desk, acts: Acts, qtbot: QtBot) -> None:
    form = made(desk, acts, qtbot, tenant="t1")
    rows = form.field("steps")
    assert isinstance(rows, Rows)
    rows.focus_here()
    qtbot.keyClick(rows.add_link, Qt.Key.Key_Return)
    day, rate = rows.rows[0]
    assert day.control().hasFocus()
    qtbot.keyClicks(day.control(), "1/7/27")
    qtbot.keyClick(day.control(), Qt.Key.Key_Return)
    qtbot.keyClicks(rate.control(), "93.5O")
    qtbot.keyClick(rate.control(), Qt.Key.Key_Return)
    assert rows.value() == [{"from": date(2027, 7, 1), "rate": None}]
    assert str(rows.shown_slip()).startswith("Rate, row 1: ")
    rows.use_fix()
    assert rows.value() == [{"from": date(2027, 7, 1), "rate": 935_000}]
    remover = rows._removers[0]
    remover.setFocus()
    qtbot.keyClick(remover, Qt.Key.Key_Return)
    assert rows.value() == []
    assert not form.is_dirty()


def test_chips_are_taken_back_by_backspace_and_by_the_cross(desk: Desk, acts: Acts, qtbot: QtBot) -> None:
    form = made(desk, acts, qtbot)
    chips = form.field("units")
    assert isinstance(chips, Chips)
    chips.set_value(["103", "104", "105"])
    chips.focus_here()
    qtbot.keyClick(chips.edit, Qt.Key.Key_Backspace)
    assert chips.value() == ["103", "104"]
    cross = next(one for one in chips.findChildren(QPushButton) if one.accessibleName() == "Remove 103")
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert chips.value() == ["104"]
    QApplication.clipboard().setText("107; 108, 999")
    qtbot.keyClick(chips.edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert chips.value() == ["104", "107", "108"]
    assert chips.edit.text() == "999"
    chips.settle()
    assert str(chips.shown_slip()) == "“999” is not in the list."


def test_every_control_of_a_form_has_a_name(desk: Desk, acts: Acts, qtbot: QtBot) -> None:
    form = made(desk, acts, qtbot)
    rows = form.field("steps")
    assert isinstance(rows, Rows)
    rows.add_row()
    form.field("units").set_value(["103"])
    for part in form.findChildren(QWidget):
        takes = part.focusPolicy() & Qt.FocusPolicy.TabFocus or isinstance(part, QPushButton)
        if takes and not part.objectName().startswith("qt_"):
            assert part.accessibleName(), part


def test_a_person_who_may_not_write_gets_no_draft(
    desk: Desk, acts: Acts, qtbot: QtBot, park_folder: Path
) -> None:
    from dataclasses import replace

    form = made(desk, acts, qtbot)
    assert desk.park is not None
    desk.park = replace(desk.park, writable=False)
    form.field("note").set_text("x")
    form.keep_draft()
    quiet(form, qtbot)
    assert kept(desk, qtbot) is None
    form.consequence("Saving starts a lease.")
    form.start()
    form.consequence("Saving starts a lease.")
    assert form.footer.words.text() == "", "what saving would do is not told whom it is barred to"
