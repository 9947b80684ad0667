"""The meter grid: typed by keyboard, pasted, asked about, refused beside the cell, saved in one act, equal to the run's figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from stpdesk.actions import drafts
from stpdesk.actions.billing import preview_run
from stpdesk.actions.readings import grid
from stpdesk.core import typed_amounts
from stpdesk.core.meters import RESET, ROLLOVER
from stpdesk.core.money import E4, ONE, decimal_text
from stpdesk.core.months import Month
from stpdesk.core.reading_grid import MeterRow
from stpdesk.ui.billing import reading_history
from stpdesk.ui.billing.reading import Readings
from stpdesk.ui.billing.reading_asking import Lower
from stpdesk.ui.billing.reading_history import History
from stpdesk.ui.billing.reading_lines import Told
from stpdesk.ui.billing.reading_listing import cells, sums
from stpdesk.ui.billing.screen import Billing
from stpdesk.ui.desk import Desk
from stpdesk.ui.forms.dialogs import FormDialog, Question
from tests.closing import close_month
from tests.ui.tenants_screen import CONTROL, press, type_in

NOVEMBER = Month(2026, 11)
WAIT = 10_000
ENTER = Qt.Key.Key_Return
Dialog = TypeVar("Dialog", FormDialog, Lower, History, Question)
Opened = tuple[Desk, Billing, Readings]


@pytest.fixture
def opened(qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path) -> Iterator[Opened]:
    """The grid of November, of which nothing is read yet."""
    desk = desk_on(park_folder)
    yield shown(qtbot, desk)


def shown(qtbot: QtBot, desk: Desk) -> Opened:
    """The screen over a park, at the readings of November."""
    screen = Billing(desk)
    qtbot.addWidget(screen)
    screen.resize(1170, 740)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.activateWindow()
    screen.show_thing(f"readings:{NOVEMBER}")
    part = screen.part("readings")
    assert isinstance(part, Readings)
    qtbot.waitUntil(lambda: part.month == NOVEMBER and part.grid.view.currentIndex().isValid(), timeout=WAIT)
    part.setFocus()
    return desk, screen, part


def rows(desk: Desk, month: Month = NOVEMBER) -> dict[str, MeterRow]:
    """What is in the file, by meter."""
    assert desk._session is not None
    return {one.meter.code: one for one in grid(desk._session, month).rows}


def code(part: Readings, row: int) -> str:
    """The meter of a row."""
    return part._lines[part.grid.model.keys[row]].row.meter.code


def text(part: Readings, row: int, column: str) -> str:
    """What a cell says."""
    model = part.grid.model
    return str(model.index(row, model.listing.at(column)).data())


def put(part: Readings, row: int, column: str, words: str) -> None:
    """A text typed into a cell."""
    model = part.grid.model
    model.setData(model.index(row, model.listing.at(column)), words, Qt.ItemDataRole.EditRole)
    QApplication.processEvents()


def last(part: Readings, row: int) -> E4:
    """The reading before."""
    found = part._lines[part.grid.model.keys[row]].row.last
    assert found is not None
    return found.value


def plus(part: Readings, row: int, over: int) -> str:
    """A reading so much higher than the last."""
    return decimal_text(last(part, row) + over * 10_000)


def save(qtbot: QtBot, desk: Desk, part: Readings) -> str:
    """Ctrl+Enter, and what was said."""
    part.grid.view.setFocus()
    with qtbot.waitSignal(desk.changed, timeout=WAIT) as heard:
        press(qtbot, ENTER, CONTROL)
    at_rest(qtbot, desk, part)
    return str(heard.args[0].told["said"])


def at_rest(qtbot: QtBot, desk: Desk, part: Readings) -> None:
    """Nothing is read or written any more, nor asked for by what was read."""
    for _ in range(4):
        qtbot.waitUntil(lambda: not (desk.busy or desk.waiting) and part.grid.model.settled, timeout=WAIT)
        qtbot.wait(5)


def over(kind: type[Dialog]) -> Dialog:
    """The dialog that is open."""
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    return found


def corrects(qtbot: QtBot, desk: Desk, screen: Billing, part: Readings) -> None:
    """A saved reading is typed over or taken out; one that is billed says what to do."""
    put(part, 0, "reading", plus(part, 0, 7))
    put(part, 1, "reading", "")
    assert text(part, 1, "check") == "taken out"
    assert "1 is taken out." in part.footer.words.text()
    save(qtbot, desk, part)
    saved = rows(desk)
    taken = saved[code(part, 0)].taken
    assert taken is not None
    assert decimal_text(taken.value) == plus(part, 0, 7)
    assert not saved[code(part, 1)].read
    screen.turn_to(Month(2026, 8))
    qtbot.waitUntil(lambda: part.month == Month(2026, 8) and part.grid.model.settled, timeout=WAIT)
    at_rest(qtbot, desk, part)
    row = next(at for at in range(40) if text(part, at, "check") == "billed")
    put(part, row, "reading", "99999")
    assert "is billed up to" in part.grid.fault.text()
    assert "Credit that line under Invoices" in part.grid.fault.text()
    part.discard()
    screen.turn_to(NOVEMBER)
    qtbot.waitUntil(lambda: part.month == NOVEMBER, timeout=WAIT)


def test_forty_readings_typed_with_enter_are_saved_in_one_act_billed_as_foretold_and_corrected_until_billed(
    qtbot: QtBot, opened: Opened
) -> None:
    desk, screen, part = opened
    of = len(part.grid.model.keys)
    assert of > 40
    assert part.left.text() == f"{of} of {of} left, next: Ctrl+J"
    assert part.day.value() == date(2026, 11, 2), "a day of the month that is here already"
    marked = [one for one in part._lines.values() if "×" in str(cells(one, Told(), NOVEMBER.first)[0])]
    assert marked == [one for one in part._lines.values() if one.row.meter.multiplier != ONE] != []
    heard: list[object] = []
    desk.changed.connect(heard.append)
    at = part.grid.view.currentIndex()
    assert (at.row(), part.grid.model.listing.columns[at.column()].name) == (0, "reading")
    typed = {code(part, row): plus(part, row, 10) for row in range(40)}
    for words in typed.values():
        type_in(qtbot, words)
        press(qtbot, ENTER)
    QApplication.processEvents()
    assert part.left.text() == f"{of - 40} of {of} left, next: Ctrl+J"
    assert (text(part, 0, "units"), text(part, 39, "units")) == ("10", "10")
    assert part.footer.words.text().startswith("Saving keeps 40 readings of November 2026, Rs ")
    foretold = {code(part, row): text(part, row, "amount").replace(",", "") for row in range(40)}
    assert save(qtbot, desk, part) == "40 readings of November 2026 are saved."
    assert len(heard) == 1
    saved = rows(desk)
    assert {
        meter: decimal_text(one.taken.value) for meter, one in saved.items() if one.taken is not None
    } == typed
    assert desk._session is not None
    assert drafts.every(desk._session, "readings") == []
    run = preview_run(desk._session, Month(2026, 12)).run
    lines = {
        line.description.rsplit(" ", 1)[-1]: line
        for draft in run.drafts
        for line in draft.lines
        if line.last == date(2026, 11, 2)
    }
    billed = {meter: decimal_text(line.amount, 2, 2) for meter, line in lines.items() if line.kind == "usage"}
    assert billed == {meter: amount for meter, amount in foretold.items() if amount[:1].isdigit()}
    assert len(billed) > 5
    part._go_to(part.grid.model.keys[3])
    assert part.grid.view.current_key() not in part._unread()
    screen.show_part("run")
    screen.show_part("readings")
    assert part.grid.view.current_key() == part._unread()[0], (
        "nobody comes back to what is saved: a digit would replace it"
    )
    corrects(qtbot, desk, screen, part)


def refuses_what_is_typed(qtbot: QtBot, desk: Desk, screen: Billing, part: Readings) -> None:
    """In a closed month figures and copied cells go nowhere, it is said why, and letters filter; the reopening is one press away."""
    said: list[str] = []
    desk.refused.connect(lambda refused: said.append(str(refused)))
    put(part, 0, "reading", "5")
    part.grid.view.setFocus()
    for key in (Qt.Key.Key_4, Qt.Key.Key_2):
        press(qtbot, key)
    QGuiApplication.clipboard().setText("1\r\n2\r\n")
    press(qtbot, Qt.Key.Key_V, CONTROL)
    part.change()
    assert not part.grid.unsaved(), "nor is there what was typed before it was closed"
    assert part.grid.finder.line.text() == ""
    assert said == ["October 2026 is closed: nothing can be typed until it is reopened."] * 4
    press(qtbot, Qt.Key.Key_B)
    assert part.grid.finder.line.text() == "b"
    part.grid.finder.line.clear()
    led: list[tuple[str, str]] = []
    screen.go.connect(lambda *to: led.append(to))
    part.reopen.click()
    assert led == [("records", "close:2026-10")]


def test_the_readings_a_run_waits_for_are_one_key_away_and_so_is_the_way_back(
    qtbot: QtBot, opened: Opened
) -> None:
    desk, _, part = opened
    qtbot.waitUntil(lambda: part.needed is not None and len(part.notices.buttons) == 1, timeout=WAIT)
    waited = part.needed.missing[0].meter.code if part.needed is not None else ""
    assert part.notices.buttons[0].text() == "Type those of October"
    part.type_needed()
    assert part.notices.buttons[0].text() == "Back to November 2026", "at once"
    qtbot.waitUntil(lambda: part.month == Month(2026, 10) and part.grid.model.settled, timeout=WAIT)
    at_rest(qtbot, desk, part)
    assert code(part, part.grid.view.currentIndex().row()) == waited
    assert part.notices.buttons[0].text() == "Back to November 2026"
    assert part.grid.view.accessibleName() == "Readings of October 2026"
    left = part._unread()
    row = list(part.grid.model.keys).index(left[0])
    press(qtbot, Qt.Key.Key_F, CONTROL)
    part.grid.filter("Unread")
    at_rest(qtbot, desk, part)
    assert list(part.grid.model.keys) == left
    press(qtbot, ENTER)
    type_in(qtbot, plus(part, 0, 3))
    press(qtbot, ENTER)
    assert part.grid.view.current_key() == left[1], (
        "what is typed stays among what is not read until it is saved"
    )
    part.next_unread()
    assert part.grid.view.current_key() == left[1], "nothing that is not read is passed over"
    assert "is not read yet" in part.doubt.sentence
    part.grid.filter("")
    at_rest(qtbot, desk, part)
    QGuiApplication.clipboard().setText(f"New reading\r\n{plus(part, row, 4)}\r\n\r\n\r\n" + "\r\n" * 90)
    part._go_to(left[0])
    heard: list[str] = []
    desk.refused.connect(lambda refused: heard.append(str(refused)))
    press(qtbot, Qt.Key.Key_V, CONTROL)
    assert list(part.grid.unsaved().values()) == [plus(part, row, 4)], (
        "no heading, and no blank takes a reading out"
    )
    assert heard == ["A blank cell that is pasted takes no reading out; Delete does."]
    part.discard()
    part.type_needed()
    qtbot.waitUntil(lambda: part.month == NOVEMBER, timeout=WAIT)
    at_rest(qtbot, desk, part)
    assert part.notices.buttons[0].text() == "Type those of October"


def waits_and_closes(qtbot: QtBot, desk: Desk, screen: Billing, part: Readings) -> None:
    """What is typed waits in its month; a closed month says how to reopen it."""
    put(part, 5, "reading", plus(part, 5, 3))
    screen.chooser.step(-1)
    qtbot.waitUntil(lambda: part.month == Month(2026, 10), timeout=WAIT)
    assert not part.grid.unsaved()
    put(part, 0, "reading", "5")
    desk.act(part, lambda there: close_month(there, Month(2026, 10)))
    qtbot.waitUntil(lambda: part.closed.isVisibleTo(part), timeout=WAIT)
    assert "reopen the month with a reason under Records, Month close" in part.closed.text()
    assert not part.footer.isVisibleTo(part)
    assert part.left.text() == f"2 of {len(part.grid.model.keys)} left", (
        "nothing leads to what cannot be typed"
    )
    refuses_what_is_typed(qtbot, desk, screen, part)
    screen.chooser.step(1)
    qtbot.waitUntil(lambda: part.month == NOVEMBER, timeout=WAIT)
    assert list(part.grid.unsaved().values()) == [plus(part, 5, 3)]
    assert part.footer.isVisibleTo(part)
    part.type_needed()
    qtbot.waitUntil(lambda: part.month == Month(2026, 10), timeout=WAIT)
    assert part.reopen.isVisibleTo(part), "what the run waits for cannot be typed: it is said, and leads back"
    assert part.day.value() == part.usual_day, "not the day of the month that was shown before"
    part.type_needed()
    qtbot.waitUntil(lambda: part.month == NOVEMBER, timeout=WAIT)
    at_rest(qtbot, desk, part)
    left = part._unread()
    assert part.grid.view.current_key() == left[0], "a month turned to begins where a reading is missing"
    part.next_unread()
    assert part.grid.view.current_key() == left[1 % len(left)]
    assert len(left) > 1
    part._go_to(left[0])  # as the arrow keys do: nobody was led there
    part.next_unread()
    assert part.grid.view.current_key() == left[0], "nor is the row it stands on"
    part.grid.view.setFocus()
    press(qtbot, Qt.Key.Key_End, CONTROL)
    assert part.grid.view.currentIndex().column() == part.grid.model.listing.at("reading")
    press(qtbot, Qt.Key.Key_F, CONTROL)
    assert part.grid.finder.line.hasFocus()


def test_a_column_is_pasted_odd_use_is_marked_and_a_date_for_all_is_typed_once(
    qtbot: QtBot, opened: Opened
) -> None:
    desk, _, part = opened
    QGuiApplication.clipboard().setText("\r\n".join([plus(part, 0, 9_000), plus(part, 1, 0), "x"]) + "\r\n")
    press(qtbot, Qt.Key.Key_V, CONTROL)
    QApplication.processEvents()
    assert "× usual" in text(part, 0, "check") or text(part, 0, "check") == "usually none"
    assert part.footer.wrong.text() == "1 cell cannot be read yet"
    press(qtbot, ENTER, CONTROL)
    assert part.grid.view.currentIndex().row() == 2, "goes to what cannot be saved"
    assert "This is no number" in part.grid.fault.text()
    press(qtbot, Qt.Key.Key_Delete)
    QApplication.processEvents()
    part._go_to(part.grid.model.keys[0])
    assert "9,000 units" in part.doubt.sentence
    part.choose_day()
    part.day.set_text("1/11")
    press(qtbot, ENTER)
    put(part, 1, "day", "2 nov")
    at_rest(qtbot, desk, part)
    assert (text(part, 0, "day"), text(part, 3, "day")) == ("1 Nov 2026", "1 Nov 2026")
    save(qtbot, desk, part)
    saved = rows(desk)
    taken = [saved[code(part, row)].taken for row in (0, 1, 2)]
    assert [one.date.day if one is not None else None for one in taken] == [1, 2, None]
    part.grid.view.selectRow(0)
    press(qtbot, Qt.Key.Key_C, CONTROL)
    qtbot.waitUntil(lambda: "New reading" in QGuiApplication.clipboard().text(), timeout=WAIT)
    QGuiApplication.clipboard().clear()
    put(part, 3, "day", "5/12")
    put(part, 3, "reading", plus(part, 3, 1))
    assert "is not in Nov 2026; turn to its month" in part.grid.fault.text()


def test_a_use_many_times_the_usual_is_asked_about_once_before_it_is_saved(
    qtbot: QtBot, opened: Opened
) -> None:
    desk, _, part = opened
    for row in range(12):
        put(part, row, "reading", plus(part, row, 9_000 if row % 2 else 30))
    at_rest(qtbot, desk, part)
    times = {row: text(part, row, "check").partition(" × usual")[0].replace(",", "") for row in range(12)}
    odd = [row for row, found in times.items() if row % 2 and found[:1].isdigit() and float(found) > 10]
    assert odd
    part._go_to(part.grid.model.keys[0])
    press(qtbot, ENTER, CONTROL)
    asked = over(Question)
    told = "\n".join(one.text() for one in asked.findChildren(QLabel))
    meters = re.findall(r"• (\S+)(?: ×10)?, reading [\d.,]+: 90?,000 units, [\d.,]+ × usual", told)
    assert meters == [code(part, row) for row in odd]
    asked.no.click()
    assert part.grid.view.currentIndex().row() == odd[0], "the first of them is looked at again"
    assert not desk.busy
    press(qtbot, ENTER, CONTROL)
    with qtbot.waitSignal(desk.changed, timeout=WAIT):
        over(Question).buttons["save"].click()
    at_rest(qtbot, desk, part)
    taken = [rows(desk)[code(part, row)].taken for row in range(12)]
    assert None not in taken


def test_a_lower_reading_is_asked_about_and_what_is_typed_waits_in_its_month(
    qtbot: QtBot, opened: Opened
) -> None:
    desk, screen, part = opened
    digits = [rows(desk)[code(part, row)].meter.digits for row in (0, 2)]
    put(part, 0, "reading", "1")
    put(part, 2, "reading", "2")
    assert text(part, 0, "check") == "why lower?"
    assert part.answer.isVisibleTo(part)
    left, of = (int(word) for word in re.findall(r"\d+", part.left.text())[:2])
    assert sums(part._lines.values(), part._telling())[1] == f"{of - left} of {of} read"
    assert "2 readings are lower" in part.footer.words.text()
    press(qtbot, ENTER, CONTROL)
    asked = over(Lower)
    assert "showed" in asked.findChildren(type(asked.head))[1].text()
    if digits[0] is None:
        asked.buttons[ROLLOVER].click()
        assert asked.told is None, "it must be known when the dial rolls over"
        assert asked.digits is not None
        asked.digits.set_value(5)
    asked.buttons[ROLLOVER].click()
    again = over(Lower)
    again.closing.set_value(last(part, 2) - 10_000)
    again.buttons[RESET].click()
    assert again.closing.slip() is not None, "the old meter did not go back"
    again.closing.set_value(last(part, 2) + 70_000)
    with qtbot.waitSignal(desk.changed, timeout=WAIT):
        again.buttons[RESET].click()
    at_rest(qtbot, desk, part)
    first, second = (rows(desk)[code(part, row)] for row in (0, 2))
    assert first.taken is not None
    assert first.taken.event == ROLLOVER
    assert first.meter.digits == (digits[0] or 5)
    assert second.last is not None
    assert second.last.date.day == 2, "the old meter's last reading, which is used up"
    assert text(part, 0, "check") != "not read"
    waits_and_closes(qtbot, desk, screen, part)


def test_the_figures_of_a_meters_readings_share_their_decimals() -> None:
    values = [136_752_000, 133_950_000]
    places = reading_history._places(values)
    assert [typed_amounts.quantity_text(one, places) for one in values] == ["13,675.2", "13,395.0"]
    assert reading_history._places([]) == 0


def test_a_meter_is_entered_changed_and_its_readings_are_listed(qtbot: QtBot, opened: Opened) -> None:
    desk, _, part = opened
    part.add()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), FormDialog), timeout=WAIT)
    asked = over(FormDialog)
    asked.form.field("code").set_text("E-A-101")
    asked.form.save()
    qtbot.waitUntil(lambda: asked.form.field("code").shown_slip() is not None, timeout=WAIT)
    asked.form.field("code").set_text("NEW-1")
    asked.form.field("multiplier").set_text("40")
    with qtbot.waitSignal(desk.changed, timeout=WAIT):
        asked.form.save()
    at_rest(qtbot, desk, part)
    made = rows(desk)["NEW-1"].meter
    assert (made.unit_id, made.multiplier) == (None, E4(400_000))
    sought = code(part, 5)
    part.show_thing(sought)
    chosen = part.chosen()
    assert chosen is not None
    assert chosen.row.meter.code == sought
    part.show_history()
    seen = over(History)
    qtbot.waitUntil(lambda: len(seen.table.selected_keys()) == 1, timeout=WAIT)
    assert seen.table.model.rowCount() == len(seen._lines) > 3
    seen.put_right()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), FormDialog), timeout=WAIT)
    right = over(FormDialog)
    right.form.field("reading").set_text("0.5")
    right.form.save()
    qtbot.waitUntil(lambda: right.form.field("reading").shown_slip() is not None, timeout=WAIT)
    right.form.field("reading").set_value(seen._lines[0].past.reading.value + 10_000)
    with qtbot.waitSignal(desk.changed, timeout=WAIT):
        right.form.save()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is seen, timeout=WAIT)
    seen.accept()
    at_rest(qtbot, desk, part)
