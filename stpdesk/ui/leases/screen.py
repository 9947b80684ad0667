"""The screen of leases: the list with the selected lease beside it, and the form as a page of its own."""

from __future__ import annotations

from array import array
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QWidget

from stpdesk.core.changes import Changes
from stpdesk.db.lists.leases import key_of
from stpdesk.ui import wording
from stpdesk.ui.commands import Command
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.buttons import link
from stpdesk.ui.leases import acts
from stpdesk.ui.leases.entry import Entry
from stpdesk.ui.leases.facts import LeaseFacts, lease_facts
from stpdesk.ui.leases.listing import listing
from stpdesk.ui.leases.panel import WIDTH, Panel
from stpdesk.ui.leases.words import code_of
from stpdesk.ui.pages import ALSO
from stpdesk.ui.parts import button, column, label, row
from stpdesk.ui.screen import MARGIN, Screen
from stpdesk.ui.tables import Table
from stpdesk.ui.tables.bar import Bar
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

AHEAD = 400
"""Milliseconds of rest after which the form is made, so that it opens at once."""

LEAST = 400
"""Pixels at 100 % the list needs beside the panel."""


class Leases(Screen):
    """See product.md, Leases. `show_thing`: a code, `new:UNIT`, `tenant:CODE`, `renew:CODE`, `change:CODE`, `new:`."""

    NAME = "leases"
    NOUNS: ClassVar[frozenset[str]] = frozenset(
        {"leases", "tenants", "units", "invoices", "receipts", "deposits", "schemes", "taxes", "settings"}
    )

    def __init__(self, desk: Desk) -> None:
        self._facts: LeaseFacts | None = None
        self._wanted: int | None = None
        self._left: acts.Unfinished | None = None
        self._entry: Entry | None = None
        super().__init__(desk)

    def _build(self) -> None:
        """One bar a page; list and panel side by side."""
        self.body.setContentsMargins(0, 0, 0, 0)
        self._bar = Bar()
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(px(12))
        bar.addWidget(label(self.tr("Leases"), "title"))
        self.table = Table(self._desk, listing(), finder_in=bar)
        bar.addStretch(1)
        self._draft = QFrame()
        self._draft.setProperty("look", "draft")
        self._draft_words = label("")
        self._go_on = link(self.tr("Go on with it"), tone="plainlink")
        inside = row(self._draft_words, self._go_on)
        inside.setContentsMargins(px(12), px(5), px(12), px(5))
        inside.addStretch(1)
        self._draft.setLayout(inside)
        self._draft_place = QWidget()
        place = column(self._draft)
        place.setContentsMargins(px(MARGIN), 0, px(MARGIN), px(8))
        self._draft_place.setLayout(place)
        self._draft_place.hide()
        self._export = button(self.tr("Export…"), icon="export")
        self._new = button(self.tr("New lease…"), "primary", icon="plus", keys="Ctrl+N")
        bar.addWidget(self._export)
        bar.addWidget(self._new)
        self._bar.gives_way(self.table.finder.line)
        self.header.addWidget(self._bar, 1)
        self.panel = Panel()
        self._list = QWidget()
        beside = row(self.table, self.panel, spacing=0)
        beside.setStretch(0, 1)
        whole = column(self._draft_place, beside, spacing=0)
        whole.setStretch(1, 1)
        self._list.setLayout(whole)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._list)
        self.body.addWidget(self.pages, 1)
        self.setFocusProxy(self.table)
        self._ahead = QTimer(self, singleShot=True, interval=AHEAD)

    def _connect(self) -> None:
        """List, panel, buttons."""
        table, panel = self.table, self.panel
        self._export.clicked.connect(lambda *_: table.export())
        self._ahead.timeout.connect(self._entry_page)
        table.finder.line.textEdited.connect(
            lambda _: self._ahead.start() if self._ahead.isActive() else None
        )
        self._go_on.clicked.connect(self._on_go_on)
        self._new.clicked.connect(lambda *_: self.enter())
        table.asked.connect(lambda *_: self.enter())
        table.selected.connect(self._on_selected)
        table.filled.connect(self._on_filled)
        table.activated.connect(lambda _key: self.change())
        panel.renew.connect(self.renew)
        panel.change.connect(self.change)
        panel.end.connect(self.end_early)
        panel.holdover.connect(self.holdover)

    def commands(self) -> list[Command]:
        """The acts on a lease; those that need one take the selected one."""
        tr, group = self.tr, self.tr("Leases")
        here = self.NAME
        return [
            Command("lease-new", tr("New lease…"), self.enter, ("Ctrl+N",), group, "plus", here, also=tr(ALSO["lease-new"])),
            Command("lease-change", tr("Change the lease…"), self.change, ("F2",), group, "edit", here, also=tr("correct put right edit")),
            Command("lease-renew", tr("Renew the lease…"), self.renew, ("Ctrl+R",), group, "undo", here, also=tr("extend prolong")),
            Command("lease-end", tr("End the lease early…"), self.end_early, ("Ctrl+E",), group, "close", here, also=tr("terminate vacate leave")),
            Command("lease-remove", tr("Take out the lease…"), self.remove, ("Ctrl+Del",), group, "minus", here),
            Command("lease-holdover", tr("Holdover on, or off"), self.holdover, ("Ctrl+H",), group, "clock", here),
        ]  # fmt: skip

    def help_text(self) -> str:
        """What F1 says."""
        return self.tr(
            "Every lease with its term, its rate and what it brings a month. Type to filter; Enter changes the selected lease. "
            "Ctrl+N enters a new one: the schedule of the whole term stands beside the form and moves while you type "
            "(Ctrl+Page Down scrolls it). Ctrl+R renews a lease as a successor, Ctrl+E ends one early and shows the credit "
            "it causes, Ctrl+H lets it run on month by month after its end. Undo takes back what was just saved."
        )

    # reading ---------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """The list and the panel again; a form that is open keeps what is typed."""
        self.table.refresh()
        if self._facts is not None:
            self._read(self._facts.row.key)
        if self._entry is not None and self._in_form():
            self._entry.read_choices()
        else:
            self._look_for_draft()

    def _look_for_draft(self) -> None:
        """A form that was left unsaved, also by a PC that went off, is offered back."""
        self._desk.after(self, acts.unfinished, self._offer)

    def _offer(self, left: acts.Unfinished | None) -> None:
        """Says so beside the filter."""
        self._left = left
        self._draft_place.setVisible(left is not None)
        if left is not None:
            when = wording.moment(int(left.at.timestamp()), int(left.now.timestamp()), inside=True)
            words = (
                self.tr("Lease {code}, unsaved since {when}.")
                if left.task.code
                else self.tr("A new lease, unsaved since {when}.")
            )
            self._draft_words.setText(words.format(code=left.task.code, when=when))

    def _on_go_on(self) -> None:
        """The form with what was typed."""
        if self._left is not None:
            self._entry_page().open(self._left.task.mode, self._left.task.code)

    def at_hand(self) -> str:
        """The form, if it is open."""
        return self._entry.task.told if self._entry is not None and self._in_form() else ""

    def show_thing(self, thing: str) -> None:
        """Selects a lease by its code, or opens the form for a unit, a tenant, a renewal or a change."""
        unit, tenant = code_of(thing, "new"), code_of(thing, "tenant")
        if unit is not None or tenant is not None:
            self.enter(unit=unit or "", tenant=tenant or "")
            return
        for kind in ("renew", "change"):
            code = code_of(thing, kind)
            if code is not None:
                self._entry_page().open(kind, code)
                return
        self.show_list()
        self._select(thing)

    def _select(self, code: str) -> None:
        """Brings a lease to the fore, also one that the filter hides."""

        def found(key: int | None) -> None:
            if key is not None:
                self._wanted = key
                self.table.finder.line.clear()
                self.table.refresh()
                self._read(key)

        self._desk.read(self, lambda db: key_of(db, code), found, slot="code")

    def _on_filled(self) -> None:
        """New rows: the wanted one is selected, else the first one."""
        keys = self.table.model.keys
        if self._wanted is not None and self._wanted in keys:
            self.table.select([self._wanted])
            if self.table.model.settled:  # rows asked for before it was there would scroll away from it
                self._wanted = None
        elif keys and not len(self.table.selected_keys()):
            self.table.select([keys[0]])
        elif not keys:
            self._show(None)
        elif self._facts is not None and self._facts.row.key not in keys:
            self._read(self.table.selected_keys()[0])
        if self._entry is None:
            self._ahead.start()

    def _on_selected(self, keys: array[int]) -> None:
        """The panel follows the list."""
        if len(keys) == 1:
            self._read(keys[0])

    def _read(self, key: int) -> None:
        """Reads one lease for the panel."""
        self._desk.ask(self, partial(_facts_of, key=key), self._show, slot="panel")

    def _show(self, facts: LeaseFacts | None) -> None:
        """Tells it."""
        self._facts = facts
        self.panel.show_lease(facts)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The panel stands beside the list where there is room for both."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """No panel without a lease, nor where the list would have too little room; what it tells may leave the list."""
        self.panel.setVisible(self._facts is not None and self.width() >= px(WIDTH + LEAST))

    # the form --------------------------------------------------------------------------------------------------------

    def _entry_page(self) -> Entry:
        """The page of the form, made when it is first wanted."""
        self._ahead.stop()
        if self._entry is None:
            self._entry = Entry(self._desk)
            self._entry.closed.connect(self._on_closed)
            self._entry.opened.connect(self._on_opened_form)
            self.pages.addWidget(self._entry)
            self.header.addWidget(self._entry.bar, 1)
            self._entry.bar.hide()
        return self._entry

    def enter(self, *, unit: str = "", tenant: str = "") -> None:
        """The form of a new lease, with a unit or a tenant if they are known."""
        self._entry_page().open("new", "", unit=unit, tenant=tenant)

    def change(self) -> None:
        """The form of the selected lease."""
        if self._facts is not None and not self._in_form():
            self._entry_page().open("change", self._facts.lease.code)

    def renew(self) -> None:
        """The form of its successor."""
        if self._facts is not None and not self._in_form():
            self._entry_page().open("renew", self._facts.lease.code)

    def end_early(self) -> None:
        """The small form of another last day."""
        if self._facts is not None and not self._in_form():
            from stpdesk.ui.leases.ending import end_early

            end_early(self, self._desk, self._facts)

    def remove(self) -> None:
        """Takes out a lease that was entered by mistake; one that is billed is refused before anything is asked."""
        if self._facts is not None and not self._in_form():
            code, name = self._facts.lease.code, self._facts.tenant.name
            goes = partial(acts.check_goes, code=code)
            self._desk.ask(self, goes, lambda _: self._ask_removal(code, name), slot="goes")

    def _ask_removal(self, code: str, name: str) -> None:
        """The one question."""
        from stpdesk.ui.forms.dialogs import ask

        sentence = self.tr(
            "Lease {code} of {tenant} goes as if it had never been entered. Undo brings it back."
        )
        title, go = self.tr("Take out the lease?"), self.tr("Take it out")
        if ask(self, title, sentence.format(code=code, tenant=name), [("go", go)]) == "go":
            self._desk.act(self, partial(acts.remove, code=code))

    def holdover(self) -> None:
        """Lets the selected lease run on, or no longer."""
        if self._facts is not None and not self._in_form():
            code, on = self._facts.lease.code, not self._facts.lease.holdover
            self._desk.act(self, partial(acts.holdover, code=code, on=on))

    def _in_form(self) -> bool:
        """Whether the form is open."""
        return self.pages.currentWidget() is not self._list

    def _on_opened_form(self) -> None:
        """The form takes the page."""
        entry = self._entry_page()
        self._bar.hide()
        entry.bar.show()
        self.pages.setCurrentWidget(entry)
        self.setFocusProxy(entry)
        entry.form.focus_first(new=entry.task.mode == acts.NEW)

    def show_list(self) -> None:
        """Back to the list; what is typed in the form stays as a draft."""
        if self._entry is not None:
            self._entry.bar.hide()
        self._bar.show()
        self.pages.setCurrentWidget(self._list)
        self.setFocusProxy(self.table)
        self._look_for_draft()

    def _on_closed(self, changes: Changes | None) -> None:
        """Saved or left: the list, with the lease that was made."""
        self.show_list()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        code = changes.told.get("lease") if changes is not None else None
        if isinstance(code, str) and code:
            self._select(code)


def _facts_of(session: Session, key: int) -> LeaseFacts | None:
    """One lease in one snapshot."""
    with session.park.reading() as db:
        return lease_facts(db, key, session.today)
