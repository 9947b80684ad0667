"""The form as a page of its own: what it is about, the form, and going back to the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from stpdesk.core.changes import Changes
from stpdesk.ui.desk import Desk
from stpdesk.ui.leases import acts
from stpdesk.ui.leases.acts import CHANGE, NEW, RENEW, Begun, Task
from stpdesk.ui.leases.foreseen import Foreseen
from stpdesk.ui.leases.form import TermsForm
from stpdesk.ui.leases.formed import values_of
from stpdesk.ui.parts import Elided, label, rule
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.actions.session import Session


class Entry(QWidget):
    """`bar` stands in the screen's header while it is shown: title, what it is about, the draft's banner."""

    opened = Signal()
    closed = Signal(object)
    """Changes once saved, None when left"""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._begun: Begun | None = None
        self._task = Task()
        self.form = TermsForm(desk, act=self._save, preview=self._foresee)
        self._build()
        self.form.saved.connect(self.closed)
        self.form.cancelled.connect(lambda: self.closed.emit(None))
        self.form.new_tenant.connect(self._new_tenant)
        self.setFocusProxy(self.form)

    def _build(self) -> None:
        """The bar, and the form below it."""
        self.bar = QWidget()
        line = QHBoxLayout(self.bar)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(12))
        self.title, self.about = label("", "title"), Elided("", "muted")
        line.addWidget(self.title)
        line.addWidget(self.about, 1)
        line.addWidget(self.form.turned)
        line.addWidget(self.form.banner, 0, Qt.AlignmentFlag.AlignVCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(rule())
        whole.addWidget(self.form, 1)

    def open(self, mode: str, code: str, *, unit: str = "", tenant: str = "") -> None:
        """Reads what the form begins with, then shows it."""
        task = Task(mode, code, unit, tenant)
        if self.isVisible():
            self.form.keep_draft()
        self._desk.ask(self, lambda session: acts.begin(session, task), self._fill, slot="begin")

    def _fill(self, begun: Begun) -> None:
        """The form about its lease."""
        self._begun, self._task = begun, begun.task
        titles = {NEW: self.tr("New lease"), CHANGE: self.tr("Change lease"), RENEW: self.tr("Renew lease")}
        self.title.setText(titles[begun.task.mode])
        about = {NEW: begun.form.code, CHANGE: begun.task.code, RENEW: begun.task.code}[begun.task.mode]
        self.about.say(f"{about} · {begun.tenant}" if begun.tenant and begun.task.mode != NEW else about)
        self.form.offer(begun.choices)
        self.form.start(values_of(begun.form), begun.task.thing)
        self.opened.emit()

    @property
    def task(self) -> Task:
        """What it is about."""
        return self._task

    def read_choices(self) -> None:
        """Something else changed: what can be chosen and what the preview stands on are read again."""
        task = self._task
        self._desk.ask(self, lambda session: acts.begin(session, task), self._refresh, slot="again")

    def _refresh(self, begun: Begun) -> None:
        """What is typed stays."""
        self._begun = begun
        self.form.offer(begun.choices)
        self.form.foresee_again()

    # on the worker's threads

    def _foresee(self, _session: Session, values: dict[str, Any]) -> Foreseen:
        """What saving would do."""
        begun = self._begun
        return Foreseen() if begun is None else acts.foresee(begun, values)

    def _save(self, session: Session, values: dict[str, Any]) -> Changes:
        """Saves it as what it is about."""
        return acts.save(session, self._task, values)

    # a tenant who is not there yet

    def _new_tenant(self, name: str) -> None:
        """The small form of a tenant, without leaving this one."""
        from stpdesk.ui.leases.newcomer import new_tenant

        new_tenant(self, self._desk, name, self._took)

    def _took(self, code: str) -> None:
        """The new tenant is in the list and chosen."""
        task = self._task

        def found(begun: Begun) -> None:
            self._begun = begun
            self.form.take_tenant(code, begun.choices)

        self._desk.ask(self, lambda session: acts.begin(session, task), found, slot="took")
