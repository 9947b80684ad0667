"""Everything the rules and the park refuse of a lease: the sentence beside the right field, and the draft still there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stpdesk.actions.session import Role
from stpdesk.core.months import Month
from stpdesk.ui.desk import Desk
from stpdesk.ui.forms.dialogs import FormDialog
from stpdesk.ui.leases.form import TermsForm
from stpdesk.ui.leases.screen import Leases
from tests.closing import close_month
from tests.ui.leased import WAIT, filled, form_of, kept, leases, opened, press, said

Case = tuple[str, dict[str, Any], str, str]
D = date

NEW: list[Case] = [
    ("no code", {"code": None}, "code", "is missing"),
    ("a code that is taken", {"code": "l01"}, "code", "Lease L01 is there already"),
    ("no tenant", {"tenant": None}, "tenant", "Tenant is missing."),
    ("no unit", {"units": []}, "units", "Units is missing."),
    ("no start", {"starts": None}, "starts", "Start is missing."),
    ("a start that is no date", {"starts": "31/2"}, "starts", "February"),
    ("an end before the start", {"ends": D(2026, 11, 30)}, "ends", "on or after the first day, 1 Dec 2026"),
    ("no rate", {"rate": None}, "rate", "Rate is missing."),
    ("a rate with a third decimal", {"rate": "8.555"}, "rate", ""),
    ("a negative rate", {"rate": "-5"}, "rate", ""),
    ("a rate of more than there is", {"rate": "99999999999999"}, "rate", ""),
    ("an escalation over 100 %", {"escalation_pct": "120"}, "escalation_pct", ""),
    ("an escalation every 0 months", {"escalation_months": "0"}, "escalation_months", ""),
    ("a letter in the deposit", {"deposit": "1,95,84O"}, "deposit", "letter O"),
    ("0 seats", {"units": ["A-G10"], "basis": "seat", "seats": "0"}, "seats", ""),
    ("seats of a unit without seats", {"basis": "seat"}, "units", "A-101 has none"),
    ("more seats than there are", {"units": ["A-209"], "basis": "seat", "seats": 21}, "seats", "20"),
    ("two rates on one day", {"steps": [{"starts": D(2027, 6, 1), "rate": 9000}, {"starts": D(2027, 6, 1), "rate": 9500}]},
     "steps", "Two rates begin on 1 Jun 2027."),
    ("a step without a rate", {"steps": [{"starts": D(2027, 6, 1)}]}, "steps", "Rate is missing."),
    ("a charge without a head", {"charges": [{"monthly": 100}]}, "charges", "Head is missing."),
    ("a charge without an amount", {"charges": [{"head": "internet"}]}, "charges", "is missing."),
    ("a head of the program’s own as a charge", {"charges": [{"head": "Deposit", "monthly": 100}]}, "charges", "“Deposit” cannot be a monthly charge."),
    ("a charge that ends before it begins",
     {"charges": [{"head": "parking", "monthly": 100, "starts": D(2027, 3, 1), "ends": D(2027, 2, 1)}]},
     "charges", "on or after its first"),
    ("a unit that is let", {"units": ["A-103"]}, "units", "Unit A-103 is let to Stone Falcon Cloudworks (Pvt) Ltd until 4 Nov 2027."),
    ("a unit that is let without an end", {"units": ["A-G12"]}, "units", "until further notice"),
    ("a unit that is held over", {"units": ["A-G04"]}, "units", "until further notice"),
    ("too few free seats", {"units": ["A-G10"], "basis": "seat", "seats": 34}, "units", "too few of them are free"),
    ("a start in a closed month", {"starts": D(2026, 5, 15)}, "starts", "closed month 2026-05; reopen it"),
]  # fmt: skip

BILLED: list[Case] = [
    ("another tenant of a billed lease", {"tenant": "T05"}, "tenant", "billed already, so its tenant stays"),
    ("another basis of a billed lease", {"basis": "fixed"}, "basis", "billed already, so its basis stays"),
    (
        "a billed charge taken away",
        {"charges": []},
        "charges",
        "is billed already, so it cannot be taken away",
    ),
    (
        "another start in a closed month",
        {"starts": D(2025, 9, 2)},
        "starts",
        "would change in the closed month",
    ),
    ("another end in a closed month", {"ends": D(2026, 4, 30)}, "ends", "would change in the closed month"),
    ("other units in a closed month", {"units": ["A-106"]}, "units", "would change in the closed month"),
]

RENEWED: list[Case] = [
    ("a renewal with a gap", {"starts": D(2026, 12, 20)}, "starts", "so its renewal begins on 16 Dec 2026"),
    ("a renewal that ends before", {"ends": D(2026, 12, 1)}, "ends", "on or after the first day"),
]


@pytest.fixture
def screen(qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path) -> Leases:
    """The leases of the sample park, whose May is closed."""
    desk = desk_on(park_folder)
    assert desk._session is not None
    close_month(desk._session, Month(2026, 5))
    return opened(qtbot, desk)


def refused(qtbot: QtBot, screen: Leases, form: TermsForm, case: Case) -> None:
    """Saves what cannot be saved, and looks at what is said, what is kept and what stands in the file."""
    name, _, field, sentence = case
    before, typed = leases(screen._desk), form.texts()
    assert form.is_dirty(), name
    press(qtbot, form.tenant.control(), Qt.Key.Key_Return, control=True)
    qtbot.waitUntil(lambda: not form._saving and bool(said(form, field)), timeout=WAIT)
    assert sentence in said(form, field), f"{name}: {said(form, field)}"
    told = form.footer.wrong
    assert told.isVisible() and form.field(field).label in told.text(), f"{name}: {told.text()}"
    assert {key: text for key, text in form.texts().items() if key == field} == {
        field: typed[field]
    } or form.field(field).value() is not None, name
    qtbot.waitUntil(lambda: bool(kept(screen._desk)), timeout=WAIT)
    (draft,) = kept(screen._desk)
    assert draft.texts.get(field, "") == form.texts()[field], name
    assert leases(screen._desk) == before, name


@pytest.mark.parametrize("part", [NEW[0::4], NEW[1::4], NEW[2::4], NEW[3::4]], ids=["a", "b", "c", "d"])
def test_what_is_refused_of_a_new_lease_is_said_beside_its_field(
    qtbot: QtBot, screen: Leases, part: list[Case]
) -> None:
    form = form_of(qtbot, screen)
    start = form.values()
    for case in part:
        form.start({name: start[name] for name in start if name not in {"steps", "charges"}})
        form.steps.set_value([])
        form.charges.set_value([])
        filled(form, **case[1])
        refused(qtbot, screen, form, case)
        form._forget_draft()
        qtbot.waitUntil(lambda: not kept(screen._desk), timeout=WAIT)


@pytest.mark.parametrize("case", BILLED, ids=lambda case: case[0])
def test_what_is_refused_of_a_billed_lease_is_said_beside_its_field(
    qtbot: QtBot, screen: Leases, case: Case
) -> None:
    form = form_of(qtbot, screen, "change:L02")
    for name, value in case[1].items():
        form.field(name).set_value(value)
    refused(qtbot, screen, form, case)


@pytest.mark.parametrize("case", RENEWED, ids=lambda case: case[0])
def test_what_is_refused_of_a_renewal_is_said_beside_its_field(
    qtbot: QtBot, screen: Leases, case: Case
) -> None:
    form = form_of(qtbot, screen, "renew:L11")
    for name, value in case[1].items():
        form.field(name).set_value(value)
    refused(qtbot, screen, form, case)


def test_a_tenant_who_is_not_there_can_be_entered_with_the_name_typed(qtbot: QtBot, screen: Leases) -> None:
    form = form_of(qtbot, screen)
    filled(form)
    form.tenant.edit.setText("Nobody of that name")
    refused(
        qtbot, screen, form, ("an unknown tenant", {}, "tenant", "No tenant is called “Nobody of that name”")
    )
    press(qtbot, form.tenant.control(), Qt.Key.Key_T, control=True)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), FormDialog), timeout=WAIT)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, FormDialog)
    assert dialog.form.values()["name"] == "Nobody of that name"
    press(qtbot, dialog.form.field("name").control(), Qt.Key.Key_Return, control=True)
    qtbot.waitUntil(lambda: form.tenant.value() == "T13", timeout=WAIT)
    assert form.tenant.edit.text() == "Nobody of that name, T13"
    with qtbot.waitSignal(form.saved, timeout=WAIT):
        press(qtbot, form.tenant.control(), Qt.Key.Key_Return, control=True)


def test_a_unit_that_is_not_there_is_told(qtbot: QtBot, screen: Leases) -> None:
    form = form_of(qtbot, screen)
    filled(form, units=[])
    form.units.edit.setText("Z-9")
    refused(qtbot, screen, form, ("an unknown unit", {}, "units", "No unit is called “Z-9”."))


def test_the_fix_of_a_let_unit_starts_the_lease_when_it_is_free(qtbot: QtBot, screen: Leases) -> None:
    form = form_of(qtbot, screen)
    filled(form, units=["A-103"])
    press(qtbot, form.tenant.control(), Qt.Key.Key_Return, control=True)
    qtbot.waitUntil(lambda: "is let to" in said(form, "units"), timeout=WAIT)
    fix = form._units_row.fix
    assert fix.isVisible() and fix.text() == fix.accessibleName() == "Start on 5 Nov 2027"
    qtbot.mouseClick(fix, Qt.MouseButton.LeftButton)
    assert form.starts.value() == D(2027, 11, 5)
    assert form.ends.value() == D(2028, 11, 4), "the length stays"
    qtbot.waitUntil(
        lambda: not form._saving, timeout=WAIT
    )  # the preview may tell before the refused act does
    with qtbot.waitSignal(form.saved, timeout=WAIT):
        press(qtbot, form.tenant.control(), Qt.Key.Key_Return, control=True)


def test_a_let_unit_is_told_before_saving_once_the_field_is_left(qtbot: QtBot, screen: Leases) -> None:
    form = form_of(qtbot, screen)
    filled(form, units=["A-103"])
    form.rate.focus_here()
    qtbot.waitUntil(lambda: "until 4 Nov 2027" in said(form, "units"), timeout=WAIT)
    form.units.set_value(["A-101"])
    assert said(form, "units") == ""


def test_a_person_who_may_not_is_told_in_the_footer(qtbot: QtBot, screen: Leases) -> None:
    form = form_of(qtbot, screen)
    filled(form)
    assert screen._desk._session is not None
    screen._desk._session.role = Role.VIEWER
    press(qtbot, form.tenant.control(), Qt.Key.Key_Return, control=True)
    qtbot.waitUntil(lambda: "ask the park manager" in form.footer.words.text(), timeout=WAIT)
    assert form.is_dirty()


def test_holdover_of_a_lease_without_an_end_is_refused(qtbot: QtBot, screen: Leases) -> None:
    screen.show_thing("L07")
    qtbot.waitUntil(lambda: screen._facts is not None and screen._facts.lease.code == "L07", timeout=WAIT)
    assert not screen.panel.holdover_button.isEnabled()
    with qtbot.waitSignal(screen._desk.refused, timeout=WAIT) as heard:
        screen.holdover()
    assert "has no end, so it runs on anyway" in str(heard.args[0])
