"""Leases on a real park: found, entered, renewed, ended, changed by the keyboard; the schedule beside what is typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPushButton, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from stpdesk.actions import undo
from stpdesk.actions.importing import import_rows
from stpdesk.actions.leases import preview_lease
from stpdesk.core import lease_preview
from stpdesk.core.changes import Changes
from stpdesk.core.money import lakh
from stpdesk.db import documents
from stpdesk.db.park import Park
from stpdesk.ui import theme
from stpdesk.ui.desk import Desk
from stpdesk.ui.forms.dialogs import FormDialog, Question
from stpdesk.ui.leases import acts
from stpdesk.ui.leases.ending import EndForm
from stpdesk.ui.leases.foreseen import told as foreseen_words
from stpdesk.ui.leases.form import TermsForm
from stpdesk.ui.leases.formed import form_of as core_form
from stpdesk.ui.leases.schedule_lines import Marker, MonthLine
from stpdesk.ui.leases.screen import Leases
from tests.ui.conftest import CHEAP, PASSWORD, USER, clock
from tests.ui.leased import WAIT, filled, form_of, kept, leases, opened, press

D = date


@pytest.fixture
def screen(qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path) -> Leases:
    """The leases of the sample park."""
    return opened(qtbot, desk_on(park_folder))


def select(qtbot: QtBot, screen: Leases, code: str) -> None:
    """A lease in the panel."""
    screen.show_thing(code)
    qtbot.waitUntil(lambda: screen._facts is not None and screen._facts.lease.code == code, timeout=WAIT)
    qtbot.waitUntil(lambda: len(screen.table.selected_keys()) == 1, timeout=WAIT)


def foreseen(qtbot: QtBot, form: TermsForm, words: str) -> None:
    """Waits for what saving will do."""
    qtbot.waitUntil(lambda: words in form.footer.words.text(), timeout=WAIT)


def months(form: TermsForm) -> list[MonthLine]:
    """The months the schedule shows."""
    return [line for line in form.schedule.view.lines.lines if isinstance(line, MonthLine)]


def words_of(widget: QWidget) -> str:
    """All that labels in a widget say."""
    from PySide6.QtWidgets import QLabel

    return " | ".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())


# the list -------------------------------------------------------------------------------------------------------------


def test_three_letters_find_a_lease_and_the_panel_tells_it(qtbot: QtBot, screen: Leases) -> None:
    qtbot.keyClicks(screen.table.finder.line, "mulb")
    qtbot.waitUntil(lambda: len(screen.table.model.keys) == 1, timeout=WAIT)
    qtbot.waitUntil(lambda: screen._facts is not None and screen._facts.lease.code == "L03", timeout=WAIT)
    qtbot.waitUntil(lambda: "Open balance" in words_of(screen.panel), timeout=WAIT)
    told = words_of(screen.panel)
    for words in ("12 Jun 2026", "11 Jun 2029", "46.50 a sq ft", "21,762.00", "Internet", "Open balance"):
        assert words in told, told


def test_an_urdu_name_is_found_by_its_letters(qtbot: QtBot, screen: Leases) -> None:
    screen.table.finder.line.setText("نیلا")
    qtbot.waitUntil(
        lambda: [screen.table.model.text] == ["نیلا"] and len(screen.table.model.keys) == 1, timeout=WAIT
    )
    qtbot.waitUntil(lambda: screen._facts is not None and screen._facts.lease.code == "L01", timeout=WAIT)


def test_a_code_selects_its_lease_also_where_the_filter_hides_it(qtbot: QtBot, screen: Leases) -> None:
    screen.table.finder.line.setText("mulb")
    select(qtbot, screen, "L08")
    assert screen.table.finder.line.text() == ""
    qtbot.waitUntil(lambda: "Held over" in words_of(screen.panel), timeout=WAIT)


def test_a_park_without_leases_says_what_to_do(
    qtbot: QtBot, desk_on: Callable[[Path], Desk], tmp_path: Path
) -> None:
    folder = tmp_path / "empty"
    park, _ = Park.create(
        folder, user=USER, password=PASSWORD, code="NEW", name="New", clock=clock, kdf=CHEAP
    )
    park.close()
    screen = Leases(desk_on(folder))
    qtbot.addWidget(screen)
    with qtbot.waitExposed(screen):
        screen.show()
    nothing = screen.table.nothing
    qtbot.waitUntil(nothing.isVisible, timeout=WAIT)
    assert nothing.sentence.startswith("No lease yet.")
    assert nothing.button.text() == "New lease…"
    qtbot.mouseClick(nothing.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen._entry is not None and screen._entry.isVisible(), timeout=WAIT)


# entering -------------------------------------------------------------------------------------------------------------


def test_a_lease_is_entered_with_the_keyboard_alone(qtbot: QtBot, screen: Leases) -> None:
    form = form_of(qtbot, screen)
    assert form.code.value() == "L13"

    def type_into(text: str, *keys: Qt.Key) -> None:
        at = screen.window().focusWidget()
        if isinstance(at, QLineEdit):
            at.selectAll()
        qtbot.keyClicks(at, text)
        for key in keys:
            qtbot.keyClick(screen.window().focusWidget(), key)

    press(qtbot, form.tenant.control(), Qt.Key.Key_End)
    assert form.tenant.control().hasFocus()
    type_into("walnut pop", Qt.Key.Key_Tab)
    assert form.tenant.value() == "T06"
    assert screen.window().focusWidget() is form.newcomer
    qtbot.keyClick(form.newcomer, Qt.Key.Key_Tab)
    type_into("a-101", Qt.Key.Key_Return, Qt.Key.Key_Tab)
    assert form.units.value() == ["A-101"]
    type_into("1/1/27", Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert form.starts.value() == D(2027, 1, 1)
    for _ in range(2):  # from “1 year” to “3 years”
        qtbot.keyClick(screen.window().focusWidget(), Qt.Key.Key_Right) if form.length.value() != 36 else None
    assert form.ends.value() == D(2029, 12, 31)
    qtbot.keyClick(screen.window().focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(screen.window().focusWidget(), Qt.Key.Key_Tab)
    assert form.rate.control().hasFocus()
    type_into("85", Qt.Key.Key_Tab)
    type_into("10")
    with qtbot.waitSignal(form.saved, timeout=WAIT):
        press(qtbot, form.escalation.control(), Qt.Key.Key_Return, control=True)
    made = leases(screen._desk)["L13"]
    assert (made.starts, made.ends, made.rate, made.escalation_pct) == (
        D(2027, 1, 1),
        D(2029, 12, 31),
        8500,
        100_000,
    )
    qtbot.waitUntil(lambda: screen._facts is not None and screen._facts.lease.code == "L13", timeout=WAIT)
    qtbot.waitUntil(lambda: not kept(screen._desk), timeout=WAIT)


def test_tab_goes_through_the_form_as_the_eye_does(qtbot: QtBot, screen: Leases) -> None:
    form = form_of(qtbot, screen)
    filled(
        form, charges=[{"head": "internet", "monthly": 100}], steps=[{"starts": D(2027, 6, 1), "rate": 9000}]
    )
    qtbot.waitUntil(form.schedule.view.isVisible, timeout=WAIT)
    press(qtbot, form.code.control(), Qt.Key.Key_End)
    form.code.focus_here()
    seen: list[QWidget] = []
    while (at := screen.window().focusWidget()) not in seen and len(seen) < 60:
        seen.append(at)
        qtbot.keyClick(at, Qt.Key.Key_Tab)
    inside = [one for one in seen if form.area.isAncestorOf(one) and one is not form.newcomer]
    tops = [one.mapTo(form.area.widget(), one.rect().center()).y() for one in inside]
    assert all(later >= earlier - 12 for earlier, later in pairwise(tops)), [
        (one.accessibleName(), top) for one, top in zip(inside, tops, strict=True)
    ]
    for field in form.fields():
        if field.isVisible() and field.isEnabled():
            assert any(stop in seen for stop in field.stops()), field.name
    assert form.footer.save in seen
    bar = form.schedule.view.verticalScrollBar()
    filled(form, ends=D(2036, 11, 30))
    qtbot.waitUntil(lambda: len(months(form)) == 120, timeout=WAIT)
    form.rate.focus_here()
    press(qtbot, form.rate.control(), Qt.Key.Key_PageDown, control=True)
    assert bar.value() > 0
    form.rate.control().clearFocus()
    screen.setFocus()  # as when somebody comes back to the screen
    assert QApplication.focusWidget() is form.rate.control()


def test_esc_asks_only_when_something_would_be_lost(qtbot: QtBot, screen: Leases) -> None:
    from PySide6.QtCore import QTimer

    form = form_of(qtbot, screen)
    press(qtbot, form.tenant.control(), Qt.Key.Key_Escape)
    assert screen.pages.currentWidget() is screen._list
    form = form_of(qtbot, screen)
    filled(form)

    def keep() -> None:
        asked = QApplication.activeModalWidget()
        assert isinstance(asked, Question)
        asked.reject()

    QTimer.singleShot(100, keep)
    press(qtbot, form.tenant.control(), Qt.Key.Key_Escape)
    assert screen.pages.currentWidget() is screen._entry
    assert form.tenant.value() == "T03"


def test_the_form_begins_with_what_is_known(qtbot: QtBot, screen: Leases) -> None:
    assert form_of(qtbot, screen, "new:A-102").units.value() == ["A-102"]
    screen._entry.form.cancel()  # type: ignore[union-attr]
    assert form_of(qtbot, screen, "tenant:T05").tenant.value() == "T05"


def test_length_and_end_move_together(qtbot: QtBot, screen: Leases) -> None:
    form = form_of(qtbot, screen)
    assert (form.starts.value(), form.ends.value(), form.length.value()) == (
        D(2026, 12, 1),
        D(2027, 11, 30),
        12,
    )
    form.length.set_value(11)
    assert form.ends.value() == D(2027, 10, 31)
    form.starts.set_value(D(2027, 1, 15))
    assert form.ends.value() == D(2027, 12, 14)
    form.ends.set_text("+5m")
    assert form.length.value() is None
    assert form.ends.value() == D(2027, 6, 15)
    form.length.set_value(0)
    assert form.ends.value() is None


# the schedule ---------------------------------------------------------------------------------------------------------


def test_the_schedule_is_what_core_foresees_with_markers_and_sums(qtbot: QtBot, screen: Leases) -> None:
    form = form_of(qtbot, screen)
    filled(
        form, ends=D(2029, 11, 30), escalation_pct=100_000, rent_free_to=D(2026, 12, 31),
        charges=[{"head": "internet", "description": "20 Mbps", "monthly": 1_200_000}],
    )  # fmt: skip
    foreseen(qtbot, form, "Saving lets A-101 from 1 Dec 2026.")
    assert screen._desk._session is not None
    seen = preview_lease(screen._desk._session, core_form(form.values()))
    assert seen.schedule is not None
    qtbot.waitUntil(lambda: len(months(form)) == 36, timeout=WAIT)
    shown = months(form)
    assert [one.figures[4] for one in shown] == [one.total for one in seen.schedule.months]
    assert shown[0].note == "rent-free"
    markers = [one.text for one in form.schedule.view.lines.lines if isinstance(one, Marker)]
    assert markers == [one.text for one in seen.schedule.markers]
    assert "Rent-free time ends 31 Dec 2026" in markers
    told = form.schedule._sums.accessibleDescription()
    assert lakh(seen.schedule.total(12)) in told
    assert lakh(seen.schedule.total()) in told
    assert "Whole term: " in told
    read: list[acts.Begun] = []
    screen._desk.ask(screen, partial(acts.begin, task=acts.Task(acts.CHANGE, "L02")), read.append)
    qtbot.waitUntil(lambda: bool(read), timeout=WAIT)
    earlier = read[0]
    billed = lease_preview.preview(earlier.form, earlier.ground)
    begun = foreseen_words(earlier.form, earlier.ground.lease, earlier.ground, billed)
    of = sum(isinstance(one, MonthLine) for one in begun.lines)
    assert begun.sums[-1].name == f"{of} months", "its first months came before the park billed here"
    rent = seen.schedule.months[1].rent
    assert f"{lakh(rent)} a month" in form.rate.noted()
    assert "from 1 Dec 2027" in form.every.noted()


def test_subsidy_and_tax_of_the_schedule_are_those_of_the_issued_invoice(
    qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path
) -> None:
    desk = desk_on(park_folder)
    assert desk._session is not None
    tax = {"head": "rent", "authority": "GBRA", "name": "Sales tax", "pct": 160_000, "from": D(2026, 8, 1)}
    with qtbot.waitSignal(desk.changed, timeout=WAIT):
        desk.act(desk, lambda session: import_rows(session, {}, {"Taxes": [tax]}))
    screen = opened(qtbot, desk)
    form = form_of(qtbot, screen, "change:L03")
    qtbot.waitUntil(lambda: len(months(form)) == 37, timeout=WAIT)
    shown = {one.month: one.figures for one in months(form)}
    with desk._session.park.reading() as db:
        found = [one for month in (8, 9, 10) for one in documents.find(db, "month", f"2026-{month:02d}")]
    subsidised = {one.month: one.subsidy for one in found if one.tenant == "T03" and one.kind == "invoice"}
    for month, name in (("2026-08", "Aug 2026"), ("2026-09", "Sep 2026")):
        assert subsidised[month] == shown[name][1] < 0
    assert shown["Jul 2026"][3] == 0
    assert shown["Aug 2026"][3] == 16 * shown["Aug 2026"][0] // 100
    view = form.schedule.view
    about = {one.text: one.about for one in view.lines.lines if isinstance(one, Marker)}
    assert about["Sales tax changes on 1 Aug 2026"] == "", "July has half a subsidy and not all of its rent"
    assert about["Subsidy ends 15 Oct 2026"] == "3,600.00 more a month"
    heads = [view.lines.heads[at] for at in range(6) if not view.isColumnHidden(at)]
    assert heads == ["Month", "Rent", "Subsidy", "Charges", "Sales tax", "Total"]
    qtbot.waitUntil(partial(_fits, view.horizontalScrollBar()), timeout=WAIT)


def test_only_the_last_key_counts(qtbot: QtBot, screen: Leases) -> None:
    form = form_of(qtbot, screen)
    filled(form)
    qtbot.waitUntil(lambda: len(months(form)) == 12, timeout=WAIT)
    area = screen._entry._begun.choices.units["A-101"].sqft  # type: ignore[union-attr]
    for rate in ("1", "12", "123", "1234"):
        form.rate.edit.setText(rate)
    qtbot.waitUntil(lambda: months(form)[0].figures[0] == 123_400 * area // 10_000, timeout=WAIT)


def test_three_months_rent_is_one_click(qtbot: QtBot, screen: Leases) -> None:
    form = form_of(qtbot, screen)
    filled(form)
    qtbot.waitUntil(form.deposit.three.isVisible, timeout=WAIT)
    qtbot.mouseClick(form.deposit.three, Qt.MouseButton.LeftButton)
    assert form.deposit.value() == 3 * months(form)[0].figures[0]
    assert not form.deposit.three.isVisible()


def test_what_is_missing_stands_in_the_schedules_place(qtbot: QtBot, screen: Leases) -> None:
    form = form_of(qtbot, screen)
    qtbot.waitUntil(lambda: "Give units and rate" in form.schedule._nothing.text(), timeout=WAIT)


# renewing, changing, ending -------------------------------------------------------------------------------------------


def test_a_lease_is_renewed_as_its_successor(qtbot: QtBot, screen: Leases) -> None:
    select(qtbot, screen, "L11")
    qtbot.mouseClick(screen.panel.renew_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen._entry is not None and screen._entry.isVisible(), timeout=WAIT)
    assert screen._entry is not None
    form = screen._entry.form
    assert screen._entry.title.text() == "Renew lease"
    assert (form.starts.value(), form.units.value(), form.tenant.value()) == (
        D(2026, 12, 16),
        ["A-117"],
        "T11",
    )
    form.rate.edit.setText("42")
    with qtbot.waitSignal(screen._desk.changed, timeout=WAIT) as heard:
        press(qtbot, form.rate.control(), Qt.Key.Key_Return, control=True)
    assert heard.args[0].told["said"].startswith("Lease L11 is renewed as ")
    made = leases(screen._desk)[heard.args[0].told["lease"]]
    assert (made.starts, made.rate) == (D(2026, 12, 16), 4200)


def test_a_change_of_billed_days_says_what_it_proposes(qtbot: QtBot, screen: Leases) -> None:
    form = form_of(qtbot, screen, "change:L03")
    form._preview_pause.setInterval(1)
    form.rate.edit.setText("40")
    foreseen(qtbot, form, "Saving changes lease L03.")
    foreseen(qtbot, form, "A credit of")
    with qtbot.waitSignal(screen._desk.changed, timeout=WAIT) as heard:
        press(qtbot, form.rate.control(), Qt.Key.Key_Return, control=True)
    assert "is proposed for" in heard.args[0].told["said"]
    assert leases(screen._desk)["L03"].rate == 4000


def test_what_was_saved_is_taken_back_by_undo(qtbot: QtBot, screen: Leases) -> None:
    select(qtbot, screen, "L11")
    desk = screen._desk
    with qtbot.waitSignal(desk.changed, timeout=WAIT) as heard:
        qtbot.mouseClick(screen.panel.holdover_button, Qt.MouseButton.LeftButton)
    assert heard.args[0].told["said"] == "Lease L11 runs on after its end."
    assert leases(desk)["L11"].holdover
    qtbot.waitUntil(lambda: screen.panel.holdover_button.text() == "Holdover off", timeout=WAIT)
    act = heard.args[0].told["act"]
    with qtbot.waitSignal(desk.changed, timeout=WAIT):
        desk.act(screen, lambda session: undo.undo(session, act))
    assert not leases(desk)["L11"].holdover
    qtbot.waitUntil(lambda: screen.panel.holdover_button.text() == "Holdover on", timeout=WAIT)


def test_a_lease_entered_by_mistake_is_taken_out_and_a_billed_one_stays(
    qtbot: QtBot, screen: Leases, monkeypatch: pytest.MonkeyPatch
) -> None:
    from stpdesk.ui.forms import dialogs

    monkeypatch.setattr(dialogs, "ask", lambda *_, **__: "go")
    form = form_of(qtbot, screen)
    filled(form)
    with qtbot.waitSignal(form.saved, timeout=WAIT):
        form.save()
    select(qtbot, screen, "L13")
    with qtbot.waitSignal(screen._desk.changed, timeout=WAIT):
        screen.remove()
    assert "L13" not in leases(screen._desk)
    select(qtbot, screen, "L02")
    monkeypatch.setattr(
        dialogs, "ask", lambda *_, **__: pytest.fail("nothing is asked that would be refused")
    )
    with qtbot.waitSignal(screen._desk.refused, timeout=WAIT) as heard:
        screen.remove()
    assert "is billed already and cannot go" in str(heard.args[0])


def ending(qtbot: QtBot, screen: Leases, code: str) -> EndForm:
    """The small form of an early end."""
    select(qtbot, screen, code)
    qtbot.mouseClick(screen.panel.end_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), FormDialog), timeout=WAIT)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, FormDialog)
    assert isinstance(dialog.form, EndForm)
    dialog.form._preview_pause.setInterval(1)
    return dialog.form


@pytest.mark.parametrize(
    ("code", "now"),
    [("L02", True), ("L03", True), ("L02", False)],
    ids=["credited now", "credited with its subsidies", "left to billing"],
)
def test_an_early_end_shows_its_credit_before_it_is_saved(
    qtbot: QtBot, screen: Leases, code: str, now: bool
) -> None:
    form = ending(qtbot, screen, code)
    form.ends.set_value(D(2026, 8, 10))
    qtbot.waitUntil(lambda: "Credit before tax, Rs" in words_of(form), timeout=WAIT)
    assert "GLT/INV/" in words_of(form)
    form.reason.set_value("Moved to Islamabad")
    form.credit.set_value(now)
    with qtbot.waitSignal(screen._desk.changed, timeout=WAIT) as heard:
        press(qtbot, form.reason.control(), Qt.Key.Key_Return, control=True)
    changes: Changes = heard.args[0]
    assert leases(screen._desk)[code].ends == D(2026, 8, 10)
    session = screen._desk._session
    assert session is not None
    if not now:
        assert "act" in changes.told
        return
    numbers = changes.told["numbers"]
    assert isinstance(numbers, list)
    with session.park.reading() as db:
        notes = [documents.by_number(db, number) for number in numbers]
    assert all(note.kind == "credit" for note in notes)
    assert len({note.credits for note in notes}) == len(notes), "one note an invoice, however many lines"
    assert max(len(note.lines) for note in notes) > 1
    from stpdesk.actions.leases import ground
    from stpdesk.core.lease_preview import changed_by

    there = ground(session, code)
    assert there.lease is not None
    assert changed_by(there, there.lease) == [], "what is credited is proposed no more"


def _says(form: EndForm, words: str) -> bool:
    """Whether the last day says so."""
    return words in str(form.ends.shown_slip() or "")


def test_an_end_that_cannot_be_is_refused_beside_the_last_day(qtbot: QtBot, screen: Leases) -> None:
    form = ending(qtbot, screen, "L11")
    for day, words in (
        (D(2027, 1, 1), "ends on 15 Dec 2026 already"),
        (D(2025, 1, 1), "on or after the first day"),
    ):
        form.ends.set_value(day)
        form.reason.set_value("typed wrongly")
        press(qtbot, form.reason.control(), Qt.Key.Key_Return, control=True)
        qtbot.waitUntil(partial(_says, form, words), timeout=WAIT)
    assert leases(screen._desk)["L11"].ends == D(2026, 12, 15)


# drafts, names, looks -------------------------------------------------------------------------------------------------


def test_what_was_typed_before_the_pc_went_off_is_offered_back(
    qtbot: QtBot, screen: Leases, desk_on: Callable[[Path], Desk], tmp_path: Path
) -> None:
    import shutil

    form = form_of(qtbot, screen, "new:A-102")
    filled(form, units=["A-102"], deposit="1,95,84O", charges=[{"head": "internet", "monthly": 100}])
    qtbot.waitUntil(lambda: bool(kept(screen._desk)), timeout=WAIT)
    assert screen._desk._session is not None
    as_it_was = shutil.copytree(screen._desk._session.park.folder, tmp_path / "after")
    again = opened(qtbot, desk_on(as_it_was))
    qtbot.waitUntil(again._draft.isVisible, timeout=WAIT)
    assert again._draft_words.text() == "A new lease, unsaved since 11:00."
    qtbot.mouseClick(again._go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: again._entry is not None and again._entry.form.banner.isVisible(), timeout=WAIT)
    assert again._entry is not None
    assert again._entry.form.texts() == form.texts()
    assert again._entry.form.banner.accessibleName() or "is back" in words_of(again._entry.form.banner)


def _fits(bar: QScrollBar) -> bool:
    """Whether there is nothing to scroll to."""
    return bar.maximum() == 0


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK])
@pytest.mark.parametrize("size", [100, 200])
def test_every_control_has_a_name_and_nothing_is_cut(
    qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path, look: str, size: int
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, look, size)
    screen = opened(qtbot, desk_on(park_folder))
    screen.resize(1170 * size // 100, 740 * size // 100)
    form = form_of(qtbot, screen)
    filled(
        form, charges=[{"head": "internet", "monthly": 100}], steps=[{"starts": D(2027, 6, 1), "rate": 9000}]
    )
    qtbot.waitUntil(lambda: len(months(form)) == 12, timeout=WAIT)
    controls: list[QWidget] = [*screen.findChildren(QAbstractButton), *screen.findChildren(QLineEdit)]
    nameless = [one for one in controls if one.isVisible() and not (one.accessibleName() or one.toolTip())]
    assert nameless == []
    for bar in (form.area.horizontalScrollBar(), form.schedule.view.horizontalScrollBar()):
        qtbot.waitUntil(partial(_fits, bar), timeout=WAIT)
    narrow = [
        one
        for one in screen.findChildren(QPushButton)
        if one.isVisible() and one.width() < one.sizeHint().width() - 1
    ]
    assert [one.text() for one in narrow] == []
