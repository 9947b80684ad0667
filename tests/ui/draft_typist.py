"""A process that types into a form and says so, to be killed: `draft_typist.py PARK type|look`.

`type` prints `kept` once its draft is on disk and waits; `look` prints what came back, as JSON.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from stpdesk.actions import drafts
from stpdesk.actions.session import Session, system_clock
from stpdesk.core.changes import Changes
from stpdesk.db.drafts import Draft
from stpdesk.db.park import Park
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.dates import Date
from stpdesk.ui.fields.numbers import Amount
from stpdesk.ui.fields.written import LongText, Text
from stpdesk.ui.forms.form import Form

PASSWORD = "secret"
TYPED = {"name": "کشمیر سافٹ", "start": "1 Dec 2026", "deposit": "1,95,84O", "note": "half a sent"}


def main(folder: Path, what: str) -> None:
    """Opens the park, shows the form, types or looks."""
    app = QApplication([])
    desk = Desk()
    form = Form(desk, "lease", save="Save lease", act=lambda _session, _values: Changes())
    form.add(Text("name", "Name"))
    form.add(Date("start", "Start", lambda: date(2026, 11, 2)))
    form.add(Amount("deposit", "Deposit"))
    form.add(LongText("note", "Note"))
    form.show()

    def opened(_park: object) -> None:
        form.start()
        QTimer.singleShot(300, type_it if what == "type" else look)

    def type_it() -> None:
        for name, text in TYPED.items():
            form.field(name).focus_here()
            if text.isascii():
                QTest.keyClicks(form.field(name).control(), text)
            else:
                form.field(name).set_text(text)
        wait_for_disk()

    def wait_for_disk() -> None:
        desk.ask(form, lambda session: drafts.find(session, "lease", ""), asked)

    def asked(found: Draft | None) -> None:
        if found is not None and dict(found.texts) == TYPED:
            print("kept", flush=True)
        else:
            QTimer.singleShot(20, wait_for_disk)

    def look() -> None:
        told = form.banner.isVisible()
        print(json.dumps({"banner": told, "texts": form.texts()}), flush=True)
        desk.close()
        app.quit()

    def session() -> Session:
        park = Park.open(folder, user="manager", password=PASSWORD, write=True, clock=system_clock)
        return Session(park, park.actor)

    desk.open(form, session, opened)
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
