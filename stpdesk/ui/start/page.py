"""The start page: recent parks; at first start the sample park as the default, a new park, an existing one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from stpdesk.core.errors import Refused
from stpdesk.ui.fault_line import FaultLine
from stpdesk.ui.fields.listed import ListedRow
from stpdesk.ui.parts import button, label, row
from stpdesk.ui.progress import Task, Working
from stpdesk.ui.start.middle import Middle
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.ui.window import Window

TENANTS, MONTHS = 40, 24
WIDTH = 632


class StartPage(Middle):
    """What can be opened; the first button is what most people want."""

    def __init__(self, window: Window) -> None:
        super().__init__(WIDTH)
        self._window = window
        self.column.addWidget(label(self.tr("STP Desk"), "title"))
        about = self.tr("Who is where, when power or internet was out, what each tenant owes.")
        self.column.addWidget(label(about, "muted"))
        self.column.addSpacing(px(12))
        self._recents: list[QPushButton] = []
        self._acts: list[QPushButton] = []
        for folder in window.preferences.recent:
            self.column.addLayout(self._recent(Path(folder)))
        self.column.addSpacing(px(8))
        self._add_acts()
        self.working = Working()
        self._words = FaultLine()
        self.column.addWidget(self.working)
        self.column.addWidget(self._words)
        self.first = (self._recents or self._acts)[0]

    def _recent(self, folder: Path) -> QHBoxLayout:
        """One park of before, and a way to take it off the list."""
        from stpdesk.ui import icons

        name = folder.name.removesuffix(".stpdesk")
        entry = ListedRow(f"  {name}")
        entry.setProperty("look", "nav")
        icons.put(entry, "folder", "muted")
        entry.setToolTip(str(folder))
        entry.setAccessibleName(self.tr("Open %s") % name)
        entry.clicked.connect(lambda: self._window.sign_in(folder))
        off = button("", "quiet", icon="close")
        off.setAccessibleName(self.tr("Take %s off the list") % name)
        off.setToolTip(self.tr("Take it off the list; the park stays where it is"))
        off.clicked.connect(partial(self._forget, folder))
        self._recents.append(entry)
        made = row(entry, off)
        made.setStretch(0, 1)
        return made

    def _forget(self, folder: Path) -> None:
        """Off the list; a slip is taken back."""
        window, known = self._window, self._window.preferences
        place = known.recent.index(str(folder)) if str(folder) in known.recent else 0
        known.forget(folder)
        window.remember()
        window.start()

        def again() -> None:
            known.put_back(folder, place)
            window.remember()
            if window.desk.park is None:
                window.start()

        told = self.tr("%s is off the list; the park stays where it is.") % folder.name.removesuffix(
            ".stpdesk"
        )
        window.toast.say(told, self.tr("Undo"), again)

    def _add_acts(self) -> None:
        """Sample park, new park, open a park, begin with a workbook."""
        tr = self.tr
        first = not self._window.preferences.recent
        sample = button(
            tr("Open the sample park") if first else tr("Sample park"), "primary" if first else ""
        )
        sample.setDefault(first)
        others = [
            button(tr("New park…")),
            button(tr("Open a park…")),
            button(tr("From a workbook…")),
            button(tr("From a backup…")),
        ]
        sample.clicked.connect(self._sample)
        for made, run in zip(
            others, (self._new, self._open, self._from_workbook, self._from_backup), strict=True
        ):
            made.clicked.connect(run)
        if first:
            self.column.addWidget(self._card(sample))
            self.column.addSpacing(px(4))
            self.column.addLayout(row(*others, None))
        else:
            self.column.addLayout(row(*others[:2], sample, *others[2:], None))
        self._acts = [sample, *others]

    def _card(self, act: QPushButton) -> QFrame:
        """At first start: look around in the sample park."""
        card = QFrame()
        card.setProperty("look", "note")
        words = self.tr(
            "Look around in a sample park first: 40 invented tenants in Gilgit, two years of invoices and outages."
        )
        told = label(words, wrap=True)
        inner = row(told, act, spacing=16)
        inner.setContentsMargins(px(16), px(16), px(16), px(16))
        inner.setStretch(0, 1)
        card.setLayout(inner)
        return card

    def _open(self) -> None:
        """An existing park folder."""
        from PySide6.QtWidgets import QFileDialog

        folder = QFileDialog.getExistingDirectory(self, self.tr("Open a park folder"))
        if folder:
            self._window.sign_in(Path(folder))

    def _new(self) -> None:
        """A park of one's own."""
        from stpdesk.ui.start.new_park import NewPark

        self._window.show_face(NewPark(self._window))

    def _from_workbook(self) -> None:
        """A park of one's own, filled from the workbook it was kept in."""
        from stpdesk.ui.start.new_park import NewPark
        from stpdesk.ui.workbooks import proposed

        path = proposed(self)
        if path is not None:
            self._window.show_face(NewPark(self._window, path))

    def _from_backup(self) -> None:
        """A park that cannot be opened any more, from the stick with its backups."""
        from stpdesk.ui.start.from_backup import ask_for

        ask_for(self._window)

    def _sample(self) -> None:
        """Makes the sample park where it is not there yet, and opens it."""
        for one in self._acts:
            one.setEnabled(False)
        self._words.say("")
        task = Task(self)
        self.working.begin(self.tr("Making the sample park…"), task)
        self._window.desk.open(self, partial(_sample_session, task), None, self._refused)

    def _refused(self, refusal: Refused) -> None:
        """Says why not."""
        self.working.end()
        for one in self._acts:
            one.setEnabled(True)
        self._words.say(_told(refusal))


def _told(refusal: Refused) -> str:
    """A refusal in the window's language, which is loaded once something is refused."""
    from stpdesk.ui.sentences import in_words

    return in_words(refusal)


def _sample_session(task: Task) -> Session:
    """On the writer's thread: the sample park, made once, open for writing."""
    from stpdesk.actions.parks import make_demo
    from stpdesk.db.folder import refusing_disk
    from stpdesk.ui.start.places import home
    from stpdesk.ui.start.sign_in import FIRST, PASSWORD, SAMPLE, opener

    folder = home() / SAMPLE
    if not folder.exists():
        with refusing_disk(folder.parent):
            folder.parent.mkdir(parents=True, exist_ok=True)
        make_demo(
            folder, user=FIRST, password=PASSWORD, which="gilgit", tenants=TENANTS, months=MONTHS, progress=task
        )  # fmt: skip
    return opener(folder, FIRST, PASSWORD)()
