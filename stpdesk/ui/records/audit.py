"""The part of the records about the audit trail: who did what when, what was before and after, and the proof that it is whole."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from stpdesk.core.changes import Changes
from stpdesk.core.civil import local
from stpdesk.core.matching import Item
from stpdesk.db.lists import audit
from stpdesk.db.lists.audit import Entry
from stpdesk.ui import icons
from stpdesk.ui.fields.buttons import KeyButton
from stpdesk.ui.fields.choice import Choice
from stpdesk.ui.fields.dates import Date
from stpdesk.ui.forms.dialogs import Small
from stpdesk.ui.now import now
from stpdesk.ui.parted import PartedScreen, PartOfScreen
from stpdesk.ui.parts import APART, Notice, button, column, row
from stpdesk.ui.progress import Task, Working
from stpdesk.ui.records import audit_words as words
from stpdesk.ui.records.audit_jump import target, why_nowhere
from stpdesk.ui.records.audit_listing import listing, verdict
from stpdesk.ui.records.audit_panel import Panel
from stpdesk.ui.records.audit_words import tr
from stpdesk.ui.screen import MARGIN
from stpdesk.ui.tables import Listing, Table
from stpdesk.ui.tables.bar import Bar
from stpdesk.ui.tenants.faces import tell_exports
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.actions.audit import Proof


ROOM = 1000
"""Less width than this (at 100 %) is too little for the entry beside the list."""
NARROW = 720
"""Below so much (at 100 %) the fields above it are shorter."""


class Audit(PartOfScreen):
    """`show_thing`: a tenant's code, a document's number …: all entries about it."""

    def __init__(self, screen: PartedScreen) -> None:
        super().__init__(screen)
        self._thing, self._stale = "", False
        self._build()
        self._connect()

    def _build(self) -> None:
        """Filters, rows, the selected entry beside them."""
        self._bar = Bar()
        line = row(0)
        line.setContentsMargins(px(MARGIN), px(2), px(MARGIN), px(8))
        self._bar.setLayout(line)
        self.table = Table(self._desk, listing(), finder_in=line)
        self._bar.gives_way(self.table.finder.line)
        self.actor = Choice("actor", tr("Person"), hint=tr("Anybody"), width=128)
        groups = [Item(name, words.group(name)) for name in audit.GROUPS]
        self.group = Choice("group", tr("Kind of thing"), groups, hint=tr("Everything"), width=160)
        self.day = Date("day", tr("Day"), lambda: local(now()).date(), hint=tr("Any day"), width=124)
        self.parts = QCheckBox(tr("Every line"))
        self.parts.setToolTip(
            tr("Also the lines of invoices, the units of leases and other rows that come with another")
        )
        self.only = button("")
        icons.put(self.only, "close", after=APART)
        self.only.hide()
        for one in (self.actor, self.group, self.day, self.parts):
            line.addWidget(one)
        line.addStretch(1)
        self.verdict = Notice("note", "check")
        self.working = Working()
        tell_exports(self._desk, self.table)
        self.panel = Panel()
        self._check = button(tr("Check the chain"), icon="check", keys="Ctrl+T")
        self._above = QWidget()
        above = column(row(self.only, None), self.verdict, self.working)
        above.setContentsMargins(px(MARGIN), 0, px(MARGIN), px(8))
        self._above.setLayout(above)
        self._above.hide()
        beside = row(self.table, self.panel, spacing=0)
        beside.setStretch(0, 1)
        whole = column(self._bar, self._above, beside, spacing=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        """Choosing filters, Enter jumps."""
        self._check.clicked.connect(lambda *_: self.check())
        for one in (self.actor, self.group, self.day):
            one.changed.connect(self._filter)
        self.parts.toggled.connect(lambda _: self._filter())
        self.only.clicked.connect(lambda *_: self.show_thing(""))
        self.table.activated.connect(lambda _key: self.jump())
        self.table.selected.connect(lambda _keys: self._read_one())
        self.table.filled.connect(self._on_filled)
        self.panel.jump.connect(self.jump)
        self._desk.changed.connect(self._on_changed)

    def header(self) -> Sequence[QWidget]:
        """The proof."""
        return (self._check,)

    # reading ---------------------------------------------------------------------------------------------------------

    def _on_changed(self, changes: Changes) -> None:
        """Whatever was done stands here: at once while it is seen, else when it is seen next."""
        if changes.nouns and self.isVisible():
            self.refresh()
        elif changes.nouns:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        """What was done meanwhile."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """The entries, and who there is."""
        self._stale = False
        self._desk.read(self, audit.actors, self._show_actors, slot="actors")
        self.table.refresh(listing=self._listing())

    def _show_actors(self, names: list[str]) -> None:
        """Who did anything."""
        if [one.key for one in self.actor.items()] != names:
            self.actor.set_items([Item(name, name) for name in names])

    def _listing(self) -> Listing:
        """What is chosen."""
        day = self.day.value()
        return listing(
            actor=self.actor.value(), group=self.group.value(), first_day=day, last_day=day, thing=self._thing,
            parts=self.parts.isChecked(),
        )  # fmt: skip

    def _filter(self) -> None:
        """Another choice above; one half typed changes nothing yet."""
        if all(one.value() is not None or one.is_blank() for one in (self.actor, self.group, self.day)):
            wanted = self._listing()
            if wanted.filters != self.table.model.listing.filters:
                self.table.refresh(listing=wanted)

    def _on_filled(self) -> None:
        """New rows: the first one is at hand."""
        keys = self.table.model.keys
        if keys and not len(self.table.selected_keys()):
            self.table.select([keys[0]])
        elif not keys:
            self.panel.show_entry(None)

    def _read_one(self) -> None:
        """The selected entry, whole."""
        keys = self.table.selected_keys()
        if len(keys) != 1:
            self.panel.show_entry(None)
            return
        self._desk.read(self, partial(_one, key=keys[0]), self._show_one, slot="one")

    def _show_one(self, found: Entry | None) -> None:
        """It was read, and there still are rows: the filter may have become longer meanwhile."""
        self.panel.show_entry(found if self.table.model.keys else None)

    # acts ------------------------------------------------------------------------------------------------------------

    def change(self) -> None:
        """F2: the selected entry whole, where there is no room for it beside the list."""
        if self.panel.isVisible() or self.panel.entry is None:
            return
        whole = Small(self.window())
        panel = Panel()
        panel.jump.connect(whole.accept)
        panel.jump.connect(self.jump)
        panel.show_entry(self.panel.entry)
        whole.setWindowTitle(words.thing(self.panel.entry))
        whole.setAccessibleName(whole.windowTitle())
        close = KeyButton(tr("Close"), "Esc")
        close.clicked.connect(whole.reject)
        inside = column(panel)
        inside.setContentsMargins(0, 0, 0, 0)
        whole.setLayout(inside)
        whole.resize(panel.stand_alone(close).boundedTo(self.window().size() - QSize(px(16), px(32))))
        whole.finished.connect(whole.deleteLater)
        whole.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Little room goes to the list; what is chosen above it gives way."""
        super().resizeEvent(event)
        narrow = self.width() < px(NARROW)
        for one, usual, little in ((self.actor, 128, 104), (self.group, 160, 116), (self.day, 124, 112)):
            one.set_width(little if narrow else usual)
        self.panel.setVisible(self.width() >= px(ROOM))

    def show_thing(self, thing: str) -> None:
        """All that was done to one thing; "" for everything again."""
        self._thing = thing
        told = tr("Only {thing}").format(thing=thing)
        self.only.setText(told)
        self.only.setAccessibleName(tr("{told}: show everything again").format(told=told))
        self.only.setVisible(bool(thing))
        self.parts.setHidden(bool(thing))  # of one thing every line is listed
        self._above.setVisible(bool(thing) or not self.verdict.isHidden())
        self.table.refresh(listing=self._listing())

    def at_hand(self) -> str:
        """The thing that is shown alone."""
        return self._thing

    def jump(self) -> None:
        """To the thing on its own screen."""
        found = self.panel.entry
        keys = self.table.selected_keys()
        if found is None or list(keys) != [found.key]:
            return
        place = target(found)
        if place is None:
            self._desk.refused.emit(why_nowhere(found))
        else:
            self.home.go.emit(*place)

    def only_this(self) -> None:
        """All entries about the thing of the selected one."""
        found = self.panel.entry
        if found is not None:
            row = found.row
            code = (
                row.get("code") or row.get("number") or (row.get("name") if found.table == "people" else None)
            )
            code = code or next(
                (found.names[str(row[name])] for name in _OWNERS if str(row.get(name)) in found.names), None
            )
            if code is not None:
                self.show_thing(str(code).partition(",")[0])

    def show_all(self) -> None:
        """Everything again."""
        self.show_thing("")

    def export(self) -> None:
        """The list as it is filtered."""
        self.table.export()

    def check(self) -> None:
        """Every hash from the first entry to the last, and every row against its last entry."""
        from stpdesk.actions.audit import prove

        if not self._check.isEnabled():  # its key is pressed again
            return
        self._check.setEnabled(False)
        self._above.show()
        task = Task(self)
        self.working.begin(tr("Checking every entry and every row…"), task)
        self._desk.aside(self, partial(prove, told=task), self._proved, refused=self._not_proved)

    def _proved(self, proof: Proof) -> None:
        """What came of it."""
        self._check.setEnabled(True)
        self.working.end()
        self.verdict.set_look("alarm" if proof.problems else "note", "alert" if proof.problems else "check")
        self.verdict.say(verdict(proof))

    def _not_proved(self, refusal: Any) -> None:
        """It was stopped, or could not be read: what an earlier check said stands no longer."""
        self._check.setEnabled(True)
        self.working.end()
        self.verdict.say("")
        self._above.setVisible(bool(self._thing))
        self._desk.refused.emit(refusal)


_OWNERS = ("lease_id", "invoice_id", "receipt_id", "tenant_id", "unit_id", "meter_id", "link_id")


def _one(db: Database, *, key: int) -> Entry | None:
    """One entry, if it is there."""
    found = audit.rows(db, [key])
    return found[0] if found else None
