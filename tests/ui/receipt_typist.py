"""A process that types a receipt, to be killed in the middle of it: `receipt_typist.py PARK type|return`.

`type` prints `kept` once what it typed is on disk, and waits; `return` opens the form again, prints what came back as
JSON, saves it, prints `saved`, and waits.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from stpdesk.actions import drafts
from stpdesk.actions.session import Session
from stpdesk.db.drafts import Draft
from stpdesk.db.park import Park
from stpdesk.ui.accounts.receipt_entering import Entering
from stpdesk.ui.desk import Desk

USER, PASSWORD = "manager", "secret"  # of the sample park; its own module would load all that makes one
AMOUNT = "12345.67"


def clock() -> datetime:
    """The day of the tests."""
    return datetime(2026, 11, 2, 6, tzinfo=UTC)


class Typist:
    """The form of a receipt over a park."""

    def __init__(self, app: QApplication, folder: Path, what: str) -> None:
        self.app, self.desk = app, Desk()
        self.face = Entering(self.desk)
        self.face.resize(1000, 700)

        def session() -> Session:
            park = Park.open(folder, user=USER, password=PASSWORD, write=True, clock=clock)
            return Session(park, park.actor, clock)

        def opened(_park: object) -> None:
            self.face.show()
            self.face.open()
            form = self.face.form
            if what == "type":
                self.until(lambda: bool(form.tenant.items()) and form._thing == "", self.type_it)
            else:
                self.until(form.banner.isVisible, self.tell)

        self.desk.open(self.face, session, opened)

    def until(self, so: Callable[[], bool], then: Callable[[], None]) -> None:
        """Waits for something."""
        if so():
            then()
        else:
            QTimer.singleShot(20, lambda: self.until(so, then))

    def type_it(self) -> None:
        """Tenant, Enter, half an amount."""
        form = self.face.form
        form.tenant.focus_here()
        QTest.keyClicks(form.tenant.edit, "t03")
        QTest.keyClick(form.tenant.edit, Qt.Key.Key_Return)
        QTest.keyClicks(form.cash.edit, AMOUNT)
        self.look()

    def look(self) -> None:
        """Whether it is on disk."""
        self.desk.ask(self.face, lambda there: drafts.find(there, "receipt", ""), self.seen)

    def seen(self, found: Draft | None) -> None:
        """Says so once all of it is."""
        if found is not None and found.texts["cash"].replace(",", "") == AMOUNT:
            print("kept", flush=True)
        else:
            QTimer.singleShot(20, self.look)

    def tell(self) -> None:
        """What came back; then it is saved."""
        form = self.face.form
        print(json.dumps(form.texts()), flush=True)
        form.saved.connect(lambda _: print("saved", flush=True))
        form.save()


if __name__ == "__main__":
    program = QApplication([])
    typist = Typist(program, Path(sys.argv[1]), sys.argv[2])
    program.exec()
