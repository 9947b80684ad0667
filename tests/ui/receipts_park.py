"""The sample park with something to pay: opening balances, a tenant who withholds; and the part of receipts opened on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlite_utils import Database

from stpdesk.actions.importing import import_rows
from stpdesk.actions.session import Session
from stpdesk.core.changes import Changes
from stpdesk.db import sheets
from stpdesk.ui.billing.screen import Billing
from stpdesk.ui.desk import Desk
from tests.cli.desk import Desk as CommandLine
from tests.ui.conftest import PASSWORD

WAIT = 10_000
WITHHOLDS = "T12"
OPEN = 69_906_00
"""What it has open in the sample, in paisa."""
T = TypeVar("T")


def owing(session: Session) -> Changes:
    """T12 withholds; everybody else has an opening balance of a thousand rupees for each place in the list."""
    with session.park.reading() as db:
        people = [cells for _, cells in sheets.cells(db, "Tenants")]
    for cells in people:
        if cells["tenant"] == WITHHOLDS:
            cells |= {"income_tax_pct": 150_000, "sales_tax_withheld_pct": 1_000_000}
    openings = [
        {"tenant": cells["tenant"], "date": date(2026, 10, 1), "due": date(2026, 10, 11), "amount": 100_000 * place}
        for place, cells in enumerate(people, start=1)
        if cells["tenant"] != WITHHOLDS
    ]  # fmt: skip
    import_rows(session, {}, {"Tenants": people, "Opening": openings}, update=True)
    return Changes({"tenants", "openings"})


def opened(qtbot: QtBot, desk: Desk, thing: str) -> Billing:
    """The screen at one of its parts."""
    screen = Billing(desk)
    qtbot.addWidget(screen)
    screen.resize(1170, 740)
    screen.show_thing(thing)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.activateWindow()
    rest(qtbot, desk)
    return screen


def rest(qtbot: QtBot, desk: Desk) -> None:
    """Until nothing is read or written any more."""
    for _ in range(3):
        qtbot.waitUntil(lambda: not (desk.busy or desk.waiting), timeout=WAIT)
        QApplication.processEvents()


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key to whoever has the focus."""
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def said_by(folder: Path, *words: str) -> Any:
    """What the command line answers as JSON on a park that nobody else writes."""
    return CommandLine(folder, PASSWORD)(*words, "--json").json


def type_in(qtbot: QtBot, text: str) -> None:
    """Letters to whoever has the focus."""
    for letter in text:
        qtbot.keyClicks(QApplication.focusWidget(), letter)


def saved(desk: Desk, read: Callable[[Database], T]) -> T:
    """What is in the file."""
    assert desk._session is not None
    with desk._session.park.reading() as db:
        return read(db)
