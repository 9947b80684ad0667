"""A process that types readings into the grid, to be killed in the middle of it: `reading_typist.py PARK type|return`.

`type` prints `kept` once all it typed is on disk, a cell half typed too, and waits; `return` opens the grid again, prints
what came back, saves it, and prints what is saved then, as JSON.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from stpdesk.actions import drafts
from stpdesk.actions.readings import grid
from stpdesk.actions.session import Session
from stpdesk.core.money import decimal_text
from stpdesk.core.months import Month
from stpdesk.db.drafts import Draft
from stpdesk.db.park import Park
from stpdesk.ui.billing.reading import Readings
from stpdesk.ui.billing.screen import Billing
from stpdesk.ui.desk import Desk

USER, PASSWORD = "manager", "secret"
MONTH = Month(2026, 11)
OVER, HALF = ("12", "34.5"), "56"
"""Added to the last readings of the first three meters; the third is typed without its Enter."""


def clock() -> datetime:
    """The day of the tests, told again here: their own module takes seconds to load."""
    return datetime(2026, 11, 2, 6, tzinfo=UTC)


class Typist:
    """A window over the park's readings of November."""

    def __init__(self, app: QApplication, folder: Path, what: str) -> None:
        self.app, self.what = app, what
        self.desk = Desk()
        self.screen = Billing(self.desk)

        def session() -> Session:
            park = Park.open(folder, user=USER, password=PASSWORD, write=True, clock=clock)
            return Session(park, park.actor, clock)

        self.desk.open(self.screen, session, self.opened)

    @property
    def part(self) -> Readings:
        """The grid."""
        made = self.screen.part("readings")
        assert isinstance(made, Readings)
        return made

    def opened(self, _park: object) -> None:
        """The screen, at the month."""
        self.screen.resize(1170, 740)
        self.screen.show()
        self.screen.show_thing(f"readings:{MONTH}")
        self.wait()

    def wait(self) -> None:
        """Until the rows are there."""
        if self.part.month == MONTH and self.part.grid.model.keys:
            (self.type_it if self.what == "type" else self.back)()
        else:
            QTimer.singleShot(20, self.wait)

    def type_it(self) -> None:
        """Two readings with Enter, a third without."""
        grid_, lines = self.part.grid, self.part._lines
        for row, over in enumerate((*OVER, HALF)):
            last = lines[grid_.model.keys[row]].row.last
            assert last is not None
            grid_.view.setCurrentIndex(grid_.model.index(row, grid_.model.listing.at("reading")))
            grid_.view.edit(grid_.view.currentIndex())
            editor = grid_.view.findChildren(QLineEdit)[-1]
            QTest.keyClicks(editor, f"{decimal_text(last.value)}+{over}")
            if over != HALF:
                QTest.keyClick(editor, Qt.Key.Key_Return)
        self.wait_for_disk()

    def wait_for_disk(self) -> None:
        """Looks for the draft."""
        self.desk.ask(self.part, lambda there: drafts.find(there, "readings", str(MONTH)), self.asked)

    def asked(self, found: Draft | None) -> None:
        """Says so once all of it is there."""
        if (
            found is not None
            and len(found.texts) == 3
            and any(text.endswith(f"+{HALF}") for text in found.texts.values())
        ):
            print("kept", flush=True)
        else:
            QTimer.singleShot(20, self.wait_for_disk)

    def back(self) -> None:
        """What came back, and is saved."""
        lines = self.part._lines
        texts = {lines[key].row.meter.code: text for (key, _), text in self.part.grid.unsaved().items()}
        print(json.dumps({"banner": self.part.banner.isVisible(), "texts": texts}), flush=True)
        self.desk.changed.connect(lambda _: self.desk.ask(self.part, self.saved, self.told))
        self.part.save()

    def saved(self, there: Session) -> dict[str, object]:
        """What is on disk then."""
        found = {
            one.meter.code: decimal_text(one.taken.value)
            for one in grid(there, MONTH).rows
            if one.taken is not None
        }
        return {"saved": found, "draft": drafts.find(there, "readings", str(MONTH)) is not None}

    def told(self, found: dict[str, object]) -> None:
        """That is all."""
        print(json.dumps(found), flush=True)
        self.desk.close()
        self.app.quit()


if __name__ == "__main__":
    app = QApplication([])
    typist = Typist(app, Path(sys.argv[1]), sys.argv[2])
    app.exec()
