"""The filled panels of Today: what is out now, and what the monitor asks. Two at most, above everything else."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from stpdesk.core.proposals import Proposal
from stpdesk.ui import wording
from stpdesk.ui.fields.buttons import KeyButton
from stpdesk.ui.parts import button, label, row
from stpdesk.ui.theme import px
from stpdesk.ui.today.facts import Out


class Panel(QFrame):
    """A filled panel with the spacing all of them share."""

    def __init__(self, look: str) -> None:
        super().__init__()
        self.setProperty("look", look)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(px(16), px(12), px(16), px(12))
        self.column.setSpacing(px(4))


class OutPanel(Panel):
    """What is out now, for how long, and the three things one does about it."""

    back = Signal(object)
    cause = Signal(object)
    edit = Signal(object)

    def __init__(self, out: Out, now: int, offset: int, keys: str) -> None:
        super().__init__("alarm")
        self._out, self._ahead = out, offset
        name = self.tr("Power") if out.service == "power" else out.link or self.tr("Internet")
        words = self.tr("%s is out") % name
        tenants = self.tr("1 tenant here") if out.tenants == 1 else self.tr("%d tenants here") % out.tenants
        self._timer_label: QLabel = label("", "timer")
        self._timer_label.setAccessibleName(self.tr("For how long"))
        back = KeyButton(self.tr("It is back"), keys)
        cause = button(self.tr("Cause…") if out.cause is None else self.tr("Cause: %s") % out.cause)
        edit = button(self.tr("Change time…"), "link")
        back.clicked.connect(lambda: self.back.emit(out))
        cause.clicked.connect(lambda: self.cause.emit(out))
        edit.clicked.connect(lambda: self.edit.emit(out))
        edit.setVisible(out.number is not None)
        cause.setVisible(out.number is not None)
        self.column.addLayout(row(label(words, "strong"), None, label(tenants, "caption")))
        self.column.addLayout(row(self._timer_label, None, cause, back))
        since = self.tr("Since %s.") % wording.moment(out.start, now, inside=True)
        self.column.addLayout(row(label(since, "caption"), edit, None))
        self.setAccessibleName(words)
        self.tick(now)

    def tick(self, now: int) -> None:
        """Another second; away from the first hour, another minute."""
        self._timer_label.setText(wording.length(now - self._out.start, exact=True))


class AskPanel(Panel):
    """This PC was off: power cut? Enter says yes."""

    yes = Signal(object)
    no = Signal(object)
    edit = Signal(object)

    def __init__(self, proposal: Proposal, now: int) -> None:
        super().__init__("ask")
        start, end = proposal.span
        times = (
            f"{wording.moment(start, now, inside=True)} – {wording.moment(end, now, inside=True)}"
            if not proposal.span.open
            else wording.moment(start, now, inside=True)
        )
        words = self.tr("This PC was off %s. Power cut?") % times
        yes = KeyButton(self.tr("Yes, power cut"), "Enter", primary=True)
        change = button(self.tr("Change times…"))
        no = button(self.tr("No, it was shut down"))
        yes.setDefault(True)
        yes.setAutoDefault(True)
        yes.clicked.connect(lambda: self.yes.emit(proposal))
        change.clicked.connect(lambda: self.edit.emit(proposal))
        no.clicked.connect(lambda: self.no.emit(proposal))
        long = "" if proposal.span.open else wording.length(end - start)
        self.column.addLayout(row(label(words, "strong"), None, label(long, "strong")))
        self.column.addWidget(label(self.tr("Until you answer, this time counts as unknown."), "caption"))
        self.column.addSpacing(px(4))
        self.column.addLayout(row(yes, change, no, None))
        self.first = yes
        self.setAccessibleName(words)


class FirstSteps(Panel):
    """A park that holds nothing yet: where to begin."""

    units = Signal()

    def __init__(self) -> None:
        super().__init__("note")
        title = self.tr("This park holds nothing yet")
        words = self.tr("Enter its units first, then tenants and leases; or import the workbook you keep.")
        begin = button(self.tr("Enter units"), "primary")
        book = button(self.tr("Import a workbook…"))
        begin.clicked.connect(self.units)
        book.clicked.connect(self._import)
        self.column.addWidget(label(title, "strong"))
        self.column.addWidget(label(words, wrap=True))
        self.column.addSpacing(px(4))
        self.column.addLayout(row(begin, book, None))
        self.setAccessibleName(title)

    def _import(self) -> None:
        """The window's own command."""
        action = self.window().findChild(QAction, "book.import")
        if isinstance(action, QAction):
            action.trigger()


class Ticker(QTimer):
    """One beat a second while something is out, none otherwise; it ends with the screen it belongs to."""

    def __init__(self, home: QObject) -> None:
        super().__init__(home)
        self.setInterval(1000)
        self.setTimerType(Qt.TimerType.CoarseTimer)
