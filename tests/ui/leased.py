"""The screen of leases opened on a real park, and its form with a lease that could be saved: for the tests of both."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from stpdesk.actions import drafts
from stpdesk.core.leases import Lease
from stpdesk.db import terms
from stpdesk.db.drafts import Draft
from stpdesk.ui.desk import Desk
from stpdesk.ui.leases.form import TermsForm
from stpdesk.ui.leases.screen import Leases

WAIT = 10_000
GOOD = {
    "tenant": "T03",
    "units": ["A-101"],
    "starts": date(2026, 12, 1),
    "ends": date(2027, 11, 30),
    "rate": 8500,
}


def opened(qtbot: QtBot, desk: Desk) -> Leases:
    """The screen, once it tells a lease."""
    screen = Leases(desk)
    qtbot.addWidget(screen)
    screen.resize(1170, 740)
    with qtbot.waitExposed(screen):
        screen.show()
    qtbot.waitUntil(lambda: screen._facts is not None, timeout=WAIT)
    return screen


def form_of(qtbot: QtBot, screen: Leases, thing: str = "new:") -> TermsForm:
    """Its form about something, once it is shown and what it foresees is there."""
    screen.show_thing(thing)
    qtbot.waitUntil(lambda: screen._entry is not None and screen._entry.isVisible(), timeout=WAIT)
    assert screen._entry is not None
    form = screen._entry.form
    form._draft_pause.setInterval(1)
    form._preview_pause.setInterval(1)
    return form


def filled(form: TermsForm, **others: Any) -> None:
    """A lease that could be saved, and what is different."""
    for name, value in {**GOOD, **others}.items():
        field = form.field(name)
        if isinstance(value, str) and name not in {"tenant", "basis"}:
            field.set_text(value)
        else:
            field.set_value(value)


def press(qtbot: QtBot, widget: QWidget, key: Qt.Key, *, control: bool = False) -> None:
    """A key, perhaps with Ctrl."""
    window = widget.window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT)
    modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(widget, key, modifier)


def said(form: TermsForm, name: str) -> str:
    """What stands under a field."""
    slip = form.field(name).shown_slip()
    return str(slip) if slip else ""


def leases(desk: Desk) -> dict[str, Lease]:
    """All leases in the file, by code."""
    assert desk._session is not None
    with desk._session.park.reading() as db:
        return {one.code: one for one in terms.leases(db, terms.units(db))}


def kept(desk: Desk) -> list[Draft]:
    """The drafts of the lease form in the file."""
    assert desk._session is not None
    return drafts.every(desk._session, "lease")
