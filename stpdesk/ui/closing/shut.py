"""A closed month: since when, its PSEB report as it was frozen, on paper, as files, and the way to open it again."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from stpdesk.apart.papers import Wanted
from stpdesk.core.errors import Refused
from stpdesk.core.months import Month
from stpdesk.reports.asked import Asked
from stpdesk.reports.batches import SET
from stpdesk.ui import icons
from stpdesk.ui.closing.acts import Facts, named, tr
from stpdesk.ui.closing.months import history
from stpdesk.ui.desk import Desk
from stpdesk.ui.papers.preview import PagePreview
from stpdesk.ui.papers.printing import Printing
from stpdesk.ui.parted import Begins
from stpdesk.ui.parts import button, column, label, row, rule
from stpdesk.ui.reports import making
from stpdesk.ui.reports.making import Made
from stpdesk.ui.reports.saving import Saving
from stpdesk.ui.screen import MARGIN
from stpdesk.ui.tables.bar import Bar
from stpdesk.ui.theme import px

REPORT = "monthly"


class Shut(Begins, QWidget):
    """The strip above says how it stands; the pages below are the frozen bytes."""

    reopen = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.month: Month | None = None
        self._revision = 0
        self.made: Made | None = None
        self.printing, self.saving = Printing(self, desk), Saving(self, desk)
        self._build()

    def _build(self) -> None:
        """Strip, with what is about the whole month, and pages; the acts on these stand in the screen's header."""
        self.acts = Bar()
        self.many = button(tr("All papers…"), icon="folder", keys="Ctrl+Shift+S")
        self.excel = button(tr("Save Excel…"), icon="columns", keys="Ctrl+E")
        self.pdf = button(tr("Save PDF…"), icon="paper", keys="Ctrl+S")
        self.paper = button(tr("Print…"), "primary", icon="print", keys="Ctrl+P")
        line = row(None, self.excel, self.pdf, self.paper, spacing=8)
        self.acts.setLayout(line)
        self.many.clicked.connect(lambda _: self.write_set())
        self.excel.clicked.connect(lambda _: self.save_excel())
        self.pdf.clicked.connect(lambda _: self.save_pdf())
        self.paper.clicked.connect(lambda _: self.print_paper())
        lock = QLabel()
        icons.put(lock, "lock", "accent", 20)
        self.head, self.told = label("", "section"), label("", "muted", wrap=True)
        self.look = label("", "", wrap=True)
        self.again = button(tr("Reopen…"), icon="undo")
        self.again.clicked.connect(self.reopen)
        words = column(self.head, self.told, self.look, spacing=2)
        strip = row(lock, words, row(self.many, self.again), spacing=12)
        strip.setStretch(1, 1)
        strip.setContentsMargins(px(MARGIN), px(8), px(MARGIN), px(10))
        self.preview = PagePreview(self._desk)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(strip)
        whole.addWidget(rule())
        whole.addWidget(self.preview, 1)
        self.setFocusProxy(self.preview)

    def say(self, facts: Facts, notices: str, *, may: str) -> None:
        """How the month stands; `may`: why it is not reopened here, "" where it can be."""
        found = facts.found
        self.head.setText(tr("{month} is closed").format(month=named(facts.month)))
        count = len(found.documents)
        frozen = tr(
            "{count} documents are frozen as revision {revision}; they stay the same to the byte."
        ).format(count=count, revision=found.state.revision)
        words = [history(found.state), frozen if count else tr("No document was frozen with it.")]
        changed = [one for one in found.documents if one.changed]
        if changed:
            said = tr(
                "Figures of {count} documents differ from the revision before; each says which on its last page."
            )
            words.append(said.format(count=len(changed)))
        self.told.setText("\n".join(part for part in words if part))
        self.look.setText(notices)
        self.look.setVisible(bool(notices))
        self.again.setEnabled(not may)
        self.again.setToolTip(may)
        self._show_paper(facts)

    def _show_paper(self, facts: Facts) -> None:
        """The frozen report, read once a month and revision."""
        if (self.month, self._revision) == (
            facts.month,
            facts.found.state.revision,
        ) and self.made is not None:
            return
        self.month, self._revision, self.made = facts.month, facts.found.state.revision, None
        self._ready()
        self.preview.begin(tr("Opening the report…"))
        wanted = Wanted(REPORT, Asked(month=facts.month))
        refused = partial(self._on_refused, wanted)
        self._desk.ask(self, partial(_paper, wanted=wanted), self._on_made, slot="paper", refused=refused)

    def forget(self) -> None:
        """Another park, or the month is open again."""
        self.month, self.made = None, None
        self._ready()

    def _on_made(self, made: Made) -> None:
        """The pages."""
        if made.wanted.asked.month == self.month:
            self.made = made
            self.preview.show_paper(self._title(), made.pdf, made.sizes)
            self._ready()

    def _on_refused(self, wanted: Wanted, refusal: Refused) -> None:
        """Why there is none."""
        if wanted.asked.month == self.month:
            self.preview.refuse(refusal)

    def _title(self) -> str:
        """As the printer's queue calls it."""
        return tr("Monthly report, {month}").format(month=named(self.month)) if self.month else ""

    def _ready(self) -> None:
        """Which buttons can be pressed."""
        for one in (self.paper, self.pdf, self.excel):
            one.setEnabled(self.made is not None)

    # acts --------------------------------------------------------------------------------------------------------------

    def print_paper(self) -> None:
        """Through the system's dialog."""
        if self.made is not None:
            self.printing.ask(self._title(), self.made.pdf, len(self.made.sizes))

    def save_pdf(self, target: str = "") -> None:
        """The frozen bytes, where the person says."""
        if self.made is not None:
            self.saving.save_pdf(self.made, target)

    def save_excel(self, target: str = "") -> None:
        """The frozen workbook."""
        if self.made is not None:
            self.saving.save_excel(self.made, target)

    def write_set(self, place: str = "") -> None:
        """Everything of the month into a folder, or on a stick."""
        if self.month is not None:
            self.saving.write(SET, Asked(month=self.month), place)


def _paper(session: Any, *, wanted: Wanted) -> Made:
    """On the reader's thread."""
    return making.paper(session, wanted)
