"""The form of a tenant: refused beside the right field with the draft still there, doubted without being stopped."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from stpdesk.actions import drafts
from stpdesk.actions.tenants import add_tenant
from stpdesk.actions.undo import undo
from stpdesk.core.errors import Refused
from stpdesk.core.forms import TenantForm
from stpdesk.core.tenants import Tenant
from stpdesk.db import tenants as db_tenants
from stpdesk.ui.desk import Desk
from stpdesk.ui.tenants.details import Doubt
from tests.ui.tenants_screen import CONTROL, Opened, opened, press, saved, type_in

URDU = "کشمیر سافٹ ویئر ہاؤس"


@pytest.fixture
def tenants(qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path) -> Opened:
    """The screen on the sample park."""
    return opened(qtbot, desk_on(park_folder))


def begin(qtbot: QtBot, screen: object, act: Callable[[], None]) -> None:
    """The form is asked for and filled."""
    from stpdesk.ui.tenants.screen import Tenants

    assert isinstance(screen, Tenants)
    with qtbot.waitSignal(screen.form.begun, timeout=5_000):
        act()


def tenant(desk: Desk, code: str) -> Tenant:
    """The tenant in the file."""
    return saved(desk, lambda db: db_tenants.by_code(db, code))


def kept(desk: Desk, thing: str = "") -> dict[str, str]:
    """The draft in the file; nothing where there is none."""
    assert desk._session is not None
    found = drafts.find(desk._session, "tenant", thing)
    return {} if found is None else {name: text for name, text in found.texts.items() if text}


def drafted(desk: Desk, name: str, typed: str) -> bool:
    """Whether the draft in the file has what was typed, and the rest."""
    there = kept(desk)
    return there.get(name, "") == typed and there.get("phone") == "05822-920001"


def says(doubt: Doubt, part: str) -> bool:
    """Whether a doubt stands there."""
    return part in doubt.sentence


def test_a_tenant_is_entered_by_the_keyboard_alone_and_its_page_opens(qtbot: QtBot, tenants: Opened) -> None:
    desk, screen = tenants
    screen.show_list()
    screen.list.table.view.setFocus()
    with qtbot.waitSignal(screen.form.begun, timeout=5_000):
        screen.new_tenant()
        type_in(qtbot, "Neelum ")  # before the form is filled: nothing typed is lost
        assert screen.form.form.field("name").is_blank()
    assert screen.form.form.field("code").text() == "T13"
    assert screen.form.form.field("name").text() == "Neelum "
    type_in(qtbot, "Digital")
    press(qtbot, Qt.Key.Key_Tab)
    type_in(qtbot, "start")
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    with qtbot.waitSignal(desk.changed, timeout=5_000) as heard:
        press(qtbot, Qt.Key.Key_Return, CONTROL)
    assert heard.args[0].told["said"] == "Neelum Digital is entered as T13: saved."
    assert tenant(desk, "T13").kind == "start-up"
    qtbot.waitUntil(lambda: screen.face is screen.page and screen.page.facts is not None, timeout=5_000)
    assert screen.page.facts is not None
    assert screen.page.facts.tenant.name == "Neelum Digital"
    assert not kept(desk)


def test_undo_of_the_toast_takes_a_new_tenant_back(qtbot: QtBot, tenants: Opened) -> None:
    desk, screen = tenants
    begin(qtbot, screen, screen.new_tenant)
    screen.form.form.field("name").set_text(URDU)
    with qtbot.waitSignal(desk.changed, timeout=5_000) as heard:
        screen.form.form.save()
    act = heard.args[0].told["act"]
    qtbot.waitUntil(lambda: screen.face is screen.page and screen.page.facts is not None, timeout=5_000)
    with qtbot.waitSignal(desk.changed, timeout=5_000):
        desk.act(screen, lambda session: undo(session, act))
    with pytest.raises(Refused):
        tenant(desk, "T13")
    qtbot.waitUntil(lambda: screen.face is screen.list, timeout=5_000)


REFUSED = [
    ("name", "", "Name is missing."),
    ("code", "", "Code is missing."),
    ("name", "x" * 201, "This has 201 letters; 200 fit."),
    ("pseb_valid_to", "31/2", "Feb"),
    ("income_tax_pct", "101", "A percentage lies between 0 and 100."),
    ("sales_tax_withheld_pct", "-1", "A percentage lies between 0 and 100."),
    ("income_tax_pct", "ten", "This is no percentage."),
]


def test_what_cannot_be_saved_is_said_beside_its_field_and_the_draft_stays(
    qtbot: QtBot, tenants: Opened
) -> None:
    desk, screen = tenants
    begin(qtbot, screen, screen.new_tenant)
    form = screen.form.form
    form.field("name").set_text("Neelum Digital")
    form.field("phone").set_text("05822-920001")
    for name, typed, sentence in REFUSED:
        field = form.field(name)
        before = field.text()
        field.set_text(typed)
        press(qtbot, Qt.Key.Key_Return, CONTROL)
        slip = field.shown_slip()
        assert slip is not None, (name, typed)
        assert sentence in str(slip)
        assert field.control().hasFocus()
        form.keep_draft()
        qtbot.waitUntil(partial(drafted, desk, name, typed), timeout=5_000)
        field.set_text(before)


def test_a_code_another_took_meanwhile_is_refused_beside_the_code_and_the_draft_stays(
    qtbot: QtBot, tenants: Opened
) -> None:
    desk, screen = tenants
    begin(qtbot, screen, screen.new_tenant)
    with qtbot.waitSignal(desk.changed, timeout=5_000):
        desk.act(screen, lambda session: add_tenant(session, TenantForm("T13", "Somebody else")))
    screen.form.form.field("name").set_text("Neelum Digital")
    screen.form.form.save()
    code = screen.form.form.field("code")
    qtbot.waitUntil(lambda: code.shown_slip() is not None, timeout=5_000)
    assert str(code.shown_slip()) == "T13 is Somebody else already."
    assert kept(desk)["name"] == "Neelum Digital"


def test_a_code_that_is_taken_is_told_before_saving(qtbot: QtBot, tenants: Opened) -> None:
    _, screen = tenants
    begin(qtbot, screen, screen.new_tenant)
    screen.form.form.field("name").set_text("Neelum Digital")
    screen.form.form.field("code").set_text("t05")
    screen.form.form.field("kind").focus_here()
    code = screen.form.form.field("code")
    qtbot.waitUntil(lambda: code.shown_slip() is not None, timeout=5_000)
    assert "already" in str(code.shown_slip())


DOUBTED = [
    ("ntn", "12", "an NTN has 7 digits"),
    ("cnic", "91501-1234567-1", "a CNIC has 13 digits"),
    ("strn", "1", "an STRN has 13 digits"),
    ("phone", "12", "is too short for a phone number"),
    ("email", "nobody", "is no e-mail address"),
    ("pseb_valid_to", "1 Jan 2026", "ended on 1 Jan 2026"),
]


def test_what_looks_wrong_is_said_under_its_field_and_saved_all_the_same(
    qtbot: QtBot, tenants: Opened
) -> None:
    desk, screen = tenants
    begin(qtbot, screen, screen.new_tenant)
    form, doubts = screen.form.form, screen.form.doubts
    form.field("name").set_text(URDU)
    for field, typed, _ in DOUBTED:
        form.field(field).set_text(typed)
    form.field("kind").focus_here()
    for field, _, part in DOUBTED:
        qtbot.waitUntil(partial(says, doubts[field], part), timeout=5_000)
        assert doubts[field].isVisibleTo(screen)
    with qtbot.waitSignal(desk.changed, timeout=5_000):
        press(qtbot, Qt.Key.Key_Return, CONTROL)
    assert (tenant(desk, "T13").name, tenant(desk, "T13").ntn) == (URDU, "12")


def test_a_name_of_200_urdu_letters_is_saved_and_its_page_does_not_grow(
    qtbot: QtBot, tenants: Opened
) -> None:
    desk, screen = tenants
    long = ("کشمیر سافٹ ویئر ہاؤس " * 10)[:200].strip()
    begin(qtbot, screen, screen.new_tenant)
    screen.form.form.field("name").set_text(long)
    with qtbot.waitSignal(desk.changed, timeout=5_000):
        screen.form.form.save()
    qtbot.waitUntil(lambda: "page" in screen.__dict__ and screen.page.facts is not None, timeout=5_000)
    assert tenant(desk, "T13").name == long
    assert screen.page.name.toolTip() == long
    assert screen.width() == 1170


def test_what_was_typed_is_back_after_the_program_died(
    qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path
) -> None:
    desk, screen = opened(qtbot, desk_on(park_folder))
    begin(qtbot, screen, screen.new_tenant)
    screen.form.form.field("name").set_text("Neelum Digital")
    qtbot.waitUntil(lambda: bool(kept(desk)), timeout=5_000)
    desk.close()
    _, again = opened(qtbot, desk_on(park_folder))
    begin(qtbot, again, again.new_tenant)
    qtbot.waitUntil(lambda: again.form.form.field("name").text() == "Neelum Digital", timeout=5_000)
    assert again.form.form.banner.isVisibleTo(again)


def test_a_tenant_is_changed_and_leaving_asks_nothing_when_nothing_would_be_lost(
    qtbot: QtBot, tenants: Opened
) -> None:
    desk, screen = tenants
    screen.show_thing("T05")
    qtbot.waitUntil(lambda: screen.page.facts is not None, timeout=5_000)
    begin(qtbot, screen, screen.change)
    press(qtbot, Qt.Key.Key_Escape)
    assert screen.face is screen.page
    begin(qtbot, screen, screen.change)
    screen.form.form.field("phone").set_text("051-111")
    with qtbot.waitSignal(desk.changed, timeout=5_000):
        press(qtbot, Qt.Key.Key_Return, CONTROL)
    assert tenant(desk, "T05").phone == "051-111"
    assert screen.face is screen.page
