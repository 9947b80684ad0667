"""The part of the records about people: who may open the park, as what; passwords; the recovery sheet."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from stpdesk.core.changes import Changes
from stpdesk.core.codes import fold
from stpdesk.ui import allowed, wording
from stpdesk.ui.forms.dialogs import ask
from stpdesk.ui.part import Part
from stpdesk.ui.parted import PartedScreen
from stpdesk.ui.parts import Notice, button, row
from stpdesk.ui.records import people_forms as forms
from stpdesk.ui.records.people_roles import Roles, tr
from stpdesk.ui.screen import MARGIN
from stpdesk.ui.tables import Cell, Column, Kind, Listing
from stpdesk.ui.tenants.worked_out import WorkedOut
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.actions.people import Listed
    from stpdesk.actions.session import Session
    from stpdesk.ui.forms.form import Form


ROOM = 1000
"""Less width than this (at 100 %) is too little for the roles beside the list."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person as the list has them."""

    listed: Listed

    @property
    def key(self) -> int:
        """The same for the same person."""
        return zlib.crc32(self.listed.person.id.encode())

    @property
    def name(self) -> str:
        """As they sign in."""
        return self.listed.person.name

    @property
    def by_name(self) -> tuple[bool, str]:
        """What it is sorted by: those who left come last."""
        return self.listed.person.retired is not None, fold(self.name)

    @property
    def role(self) -> str:
        """In words, so that it sorts as it reads."""
        return allowed.role_name(self.listed.person.role)

    @property
    def last(self) -> datetime | None:
        """When they last opened the park in the window."""
        return self.listed.person.last

    @property
    def sought(self) -> str:
        """What it is filtered by."""
        return f"{self.name} {self.role}"


class People(Part):
    """The list at the left, what each role may do at the right."""

    def __init__(self, screen: PartedScreen) -> None:
        self._bound: list[QPushButton] = []
        super().__init__(screen)
        self._new = button(tr("New person…"), "primary", icon="plus", keys="Ctrl+N")
        self._new.clicked.connect(lambda *_: self.add())
        self._sheet = button(tr("Recovery sheet…"), icon="lock")
        self._sheet.clicked.connect(lambda *_: self.recovery())
        self.why = Notice()
        whole = self.layout()
        if isinstance(whole, QBoxLayout):
            self._beside(whole)

    def _beside(self, whole: QBoxLayout) -> None:
        """The roles beside the rows, why nothing can be changed above them."""
        self._above = row(self.why)
        whole.insertLayout(1, self._above)
        whole.removeWidget(self.table)
        self.roles = Roles()
        lines = row(self.table, self.roles, spacing=0)
        lines.setStretch(0, 1)
        whole.addLayout(lines, 1)

    def _build(self) -> None:
        """Its acts."""
        self._bound = [
            self.act_button(button(tr("Role…"), keys="F2"), self.open),
            self.act_button(button(tr("Rename…")), self.rename),
            self.act_button(button(tr("Retire…")), self.retire),
        ]
        self._word = self.act_button(button(tr("Password…"), icon="lock"), self.password)

    def header(self) -> Sequence[QWidget]:
        """The recovery sheet, and the main act."""
        return (self._sheet, self._new)

    def listing(self, there: WorkedOut) -> Listing:
        """Its columns."""
        return Listing(
            "people", tr("People"),
            (
                Column("name", tr("Name"), Kind.STRONG, 180, sort="by_name", stretch=True),
                Column("role", tr("Role"), Kind.TEXT, 150),
                Column("state", tr("Can sign in"), Kind.STATE, 180, sort=None),
                Column("last", tr("Last signed in"), Kind.INSTANT, 170, gives=1),
            ),
            keys=there.keys, rows=there.rows, cells=cells, when="day",
            empty=tr("Nobody is here yet."), act=tr("New person…"),
        )  # fmt: skip

    def work(self, session: Session) -> Sequence[PersonRow]:
        """Everybody."""
        from stpdesk.actions.people import listed

        return [PersonRow(one) for one in listed(session)]

    def _show(self, found: tuple[Any, ...]) -> None:
        """The rows, and whether anything may be changed here."""
        why_not = allowed.why_not(self._desk)
        self.why.say(why_not)
        self._above.setContentsMargins(px(MARGIN), 0, px(MARGIN), px(8) if why_not else 0)
        self._new.setEnabled(not why_not)
        self._sheet.setEnabled(not why_not)
        super()._show(found)

    def _on_selected(self) -> None:
        """Oneself is renamed, but not retired; a person who left is only brought back."""
        super()._on_selected()
        person: PersonRow | None = self.chosen()
        why_not = allowed.why_not(self._desk)
        for one in self._bound:
            one.setEnabled(person is not None and not why_not and person.listed.person.retired is None)
        own = person is not None and person.listed.here
        writable = self._desk.park is not None and self._desk.park.writable
        self._word.setEnabled(person is not None and writable and (own or not why_not))
        if own:
            self._bound[0].setEnabled(False)
            self._bound[2].setEnabled(False)
        back = person is not None and person.listed.person.retired is not None
        words = tr("Bring back…") if back else tr("Password…")
        self._word.setText(words)
        self._word.setAccessibleName(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Little room goes to the list; a role is told in its form too."""
        super().resizeEvent(event)
        self.roles.setVisible(self.width() >= px(ROOM))

    # acts ------------------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """One more."""
        if self._may():
            self._dialog(tr("New person"), forms.new(self._desk))

    def open(self) -> None:
        """The selected one's role."""
        person: PersonRow | None = self.chosen()
        if person is not None and self._bound[0].isEnabled():
            self._dialog(tr("Role of {name}").format(name=person.name), forms.role(self._desk, person.listed))

    def rename(self) -> None:
        """Another name."""
        person: PersonRow | None = self.chosen()
        if person is not None and self._may():
            self._dialog(
                tr("Rename {name}").format(name=person.name), forms.rename(self._desk, person.listed)
            )

    def password(self) -> None:
        """One's own with the old one; another's anew, which brings back who left."""
        person: PersonRow | None = self.chosen()
        if person is None:
            return
        if person.listed.here:
            self._dialog(tr("Change my password"), forms.own_password(self._desk, person.listed))
        elif self._may():
            title = tr("Bring {name} back") if person.listed.person.retired else tr("New password for {name}")
            self._dialog(title.format(name=person.name), forms.password(self._desk, person.listed))

    def retire(self) -> None:
        """Takes the key away, after a question."""
        person: PersonRow | None = self.chosen()
        if person is None or not self._may() or not self._bound[2].isEnabled():
            return
        told = tr(
            "From now on {name} can no longer open the park. The name stays in the audit trail, and they can be brought back. "
            "Backups made before still open with the old password."
        ).format(name=person.name)
        if ask(
            self,
            tr("Retire {name}?").format(name=person.name),
            told,
            [("retire", tr("Retire"))],
            careful=True,
        ):
            key, name = person.listed.person.id, person.name
            self._desk.act(self, lambda session: forms.retired(session, key, name))

    def recovery(self) -> None:
        """A new recovery sheet in place of the old one."""
        from stpdesk.ui.records.people_recovery import NewSheet

        if self._may():
            dialog = NewSheet(self.home.window(), self._desk)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def show_thing(self, thing: str) -> None:
        """A person by their name."""
        self.table.filter(thing)

    def _may(self) -> bool:
        """Whether people may be changed; says why not."""
        from stpdesk.core.errors import Refused

        why_not = allowed.why_not(self._desk)
        if why_not:
            self._desk.refused.emit(Refused("{why}", why=why_not))
        return not why_not

    def _dialog(self, title: str, form: Form) -> None:
        """A form; another name of one's own is heard everywhere."""
        form.saved.connect(self._on_saved)
        self.dialog(title, form)

    def _on_saved(self, changes: Changes) -> None:
        """Perhaps oneself is called otherwise."""
        actor = changes.told.get("actor")
        if isinstance(actor, str):
            self._desk.call(actor)


def cells(one: PersonRow, _today: date) -> tuple[Any, ...]:
    """As the columns say it."""
    person = one.listed.person
    gone = "muted" if person.retired else ""
    if person.retired is not None:
        state = Cell(tr("left {day}").format(day=wording.day(person.retired)), mark="off", tone="muted")
    elif not one.listed.has_key:
        state = Cell(tr("no password yet"), mark="ask")
    else:
        state = Cell(tr("yes, signed in now") if one.listed.here else tr("yes"), mark="good")
    last = Cell(None, tr("not yet"), tone="muted") if one.last is None else one.last.isoformat()
    return (Cell(one.name, tone=gone or "strong"), Cell(one.role, tone=gone), state, last)
