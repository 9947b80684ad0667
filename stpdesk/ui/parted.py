"""A screen of several parts: words above choose one, each is made when it is first seen (Billing, Records)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from stpdesk.core.changes import Changes
from stpdesk.core.months import Month
from stpdesk.ui.commands import Command
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.tabs import Tabs
from stpdesk.ui.parts import row
from stpdesk.ui.screen import MARGIN, Screen
from stpdesk.ui.tenants.months import MonthChooser
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.actions.session import Session


@dataclass(frozen=True, slots=True)
class Act:
    """A command of a part: `does` names the part's own function, called once the part is shown. `title` is translated by whoever shows it."""

    id: str
    title: str
    does: str
    keys: str = ""
    icon: str = ""
    also: str = ""
    again: str = ""
    """the function called instead where the part is shown already: what a key opened it closes again"""


@dataclass(frozen=True, slots=True)
class Place:
    """One part before it is made: what it is called, what makes it, what can be done in it, which changes concern it."""

    name: str
    title: str
    make: Callable[[PartedScreen], PartOfScreen]
    nouns: frozenset[str]
    icon: str = ""
    acts: tuple[Act, ...] = ()
    monthly: bool = False
    """it shows one month: the month's chooser is above it"""
    help: str = ""
    also: str = ""
    """other words by which it is looked for"""


class Begins:
    """Gives the keyboard to what is most used in it, as a focus proxy does, but is no proxy for Tab.

    Qt's own proxy would have Tab jump to that widget past everything that stands before it.
    """

    _begins_at: QWidget | None = None

    def setFocusProxy(self, first: QWidget) -> None:
        """What has the keyboard when this is given it."""
        self._begins_at = first

    def focusProxy(self) -> QWidget | None:
        """The same."""
        return self._begins_at

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Gives the keyboard on."""
        if self._begins_at is not None:
            self._begins_at.setFocus(*reason)
        elif isinstance(self, QWidget):
            QWidget.setFocus(self, *reason)


class PartOfScreen(Begins, QWidget):
    """What a part answers to; it sets its focus proxy and lays itself out edge to edge (the margin is its own)."""

    def __init__(self, screen: PartedScreen) -> None:
        super().__init__()
        self.home, self._desk = screen, screen.desk

    def refresh(self) -> None:
        """Reads again, off the window's thread, and shows."""

    def show_thing(self, thing: str) -> None:
        """Brings one thing of it to the fore: an invoice's number, a tenant's code …"""

    def at_hand(self) -> str:
        """The thing that brings back what is shown."""
        return ""

    def begin_again(self) -> None:
        """Its key was pressed while it is shown: back to what it begins with, where there is more than that."""

    def add(self) -> None:
        """Ctrl+N."""

    def change(self) -> None:
        """F2: what is selected."""

    def print_paper(self) -> None:
        """Ctrl+P: the paper of what is selected or shown."""

    def save_paper(self) -> None:
        """Ctrl+S: the same, or what is typed."""

    def export(self) -> None:
        """Ctrl+E: the list as it is filtered."""

    def header(self) -> Sequence[QWidget]:
        """What stands at the right of the screen's header while the part is shown, made once; the main act is last."""
        return ()


class PartedScreen(Begins, Screen):
    """`show_thing`: a part's name, perhaps with what to show in it after a colon: “invoices:MZF/2026-10/0004”, “run:2026-10”."""

    PLACES: ClassVar[tuple[Place, ...]] = ()
    TITLE: ClassVar[str] = ""
    NEW: ClassVar[str] = ""
    """What Ctrl+N is called in the list of commands"""

    def __init__(self, desk: Desk) -> None:
        self._month: Month | None = None
        self._made: dict[str, PartOfScreen] = {}
        self._stale_parts: set[str] = set()
        self._wanted = ""
        super().__init__(desk)

    @property
    def desk(self) -> Desk:
        """Where parts read and act."""
        return self._desk

    @property
    def month(self) -> Month | None:
        """The month shown; None before the park was read."""
        return self._month

    def _build(self) -> None:
        """Title, month, parts."""
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.title(self.tr(self.TITLE))
        self.chooser = MonthChooser(self.tr("Month"), self._desk)
        self.header.addWidget(self.chooser)
        self.header.addStretch(1)
        self._header_at = self.header.count()
        self.tabs = Tabs(self.tr("Show"), [(one.name, self.tr(one.title)) for one in self.PLACES])
        tabs = row(self.tabs)
        tabs.setContentsMargins(px(MARGIN), 0, px(MARGIN), px(8))
        self.stack = QStackedWidget()
        self.body.addLayout(tabs)
        self.body.addWidget(self.stack, 1)
        self.setFocusProxy(self.tabs)
        self.chooser.setVisible(self._place().monthly)

    def _connect(self) -> None:
        """Tabs, month."""
        self.tabs.changed.connect(self._on_tab)
        self.chooser.chosen.connect(self._turn)

    def _place(self) -> Place:
        """The one that is chosen."""
        return next(one for one in self.PLACES if one.name == self.tabs.value())

    # parts -------------------------------------------------------------------------------------------------------------

    def part(self, name: str) -> PartOfScreen:
        """A part, made now if it never was seen; KeyError where there is none of that name."""
        if name not in self._made:
            place = {one.name: one for one in self.PLACES}[name]
            made = place.make(self)
            self._made[name] = made
            self._stale_parts.add(name)
            self.stack.addWidget(made)
            for widget in made.header():
                self.header.insertWidget(
                    self._header_at, widget
                )  # what the screen itself put there stays last
                self._header_at += 1
                widget.hide()
        return self._made[name]

    def current(self) -> PartOfScreen:
        """The part that is shown."""
        return self.part(self.tabs.value())

    def show_part(self, name: str, thing: str = "") -> None:
        """Shows a part, perhaps with something of it, and gives it the keyboard."""
        self.tabs.set_value(name)
        self._on_tab()
        part = self.current()
        if thing:
            part.show_thing(thing)
        part.setFocus()

    def say(self, name: str, words: str) -> None:
        """What the words above a part say now (“Run (3)”); "" for its title again."""
        place = next(one for one in self.PLACES if one.name == name)
        self.tabs.set_words(name, words or self.tr(place.title))

    def _on_tab(self) -> None:
        """Another part: it reads if something changed since it was seen."""
        part = self.current()
        self.stack.setCurrentWidget(part)
        self.setFocusProxy(part)
        self.chooser.setVisible(self._place().monthly)
        for other in self._made.values():
            for widget in other.header():
                widget.setVisible(other is part)
        self._read_part()

    def _read_part(self) -> None:
        """The part that is shown reads, once it is known which month it is."""
        name = self.tabs.value()
        if self._month is not None and name in self._stale_parts:
            self._stale_parts.discard(name)
            self.part(name).refresh()

    # the month ----------------------------------------------------------------------------------------------------------

    def _turn(self, month: Month) -> None:
        """Another month: all parts that show one read again, and what was counted of the month before is no longer told."""
        self._month = month
        turned = {one.name for one in self.PLACES if one.monthly and one.name in self._made}
        self._stale_parts |= turned
        for name in turned:
            self.say(name, "")
        self._read_part()

    def turn_to(self, month: Month) -> None:
        """As if it was chosen above."""
        self.chooser.show_month(month, self.chooser.today)
        self._turn(month)

    def first_month(self, session: Session) -> Month:
        """The month a park is opened at, read on the reader's thread."""
        return Month.of(session.today)

    # what a screen answers to ------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """What day it is, then the part."""
        self._desk.ask(self, self._first, self._on_first, slot="first")

    def _first(self, session: Session) -> tuple[Month, date]:
        """The month to begin with, and today."""
        return self._month or self.first_month(session), session.today

    def _on_first(self, found: tuple[Month, date]) -> None:
        """Known: the chosen part is shown."""
        month, today = self._month or found[0], found[1]
        self._month = month
        self.chooser.show_month(month, today)
        wanted, self._wanted = self._wanted, ""
        at = QApplication.focusWidget()
        self._on_tab()
        if (
            at is not None and self.tabs.isAncestorOf(at) and not wanted
        ):  # nobody went anywhere since the screen was opened
            self.current().setFocus()
        if wanted:
            self.show_thing(wanted)

    def _on_changed(self, changes: Changes) -> None:
        """Parts that show what changed are stale."""
        touched = {one.name for one in self.PLACES if one.name in self._made and changes.touch(*one.nouns)}
        self._stale_parts |= touched
        if self.isVisible():
            self._read_part()

    def showEvent(self, event: QShowEvent) -> None:
        """The part that comes to be seen reads what became stale while the screen was hidden, whoever brings it there."""
        super().showEvent(event)
        self._read_part()

    def _on_opened(self, park: object) -> None:
        """Another park begins with its own month."""
        self._month = None
        self._stale_parts = set(self._made)
        super()._on_opened(park)

    def show_thing(self, thing: str) -> None:
        """A part, and something in it; as soon as the month is known."""
        name, _, inside = thing.partition(":")
        if not any(one.name == name for one in self.PLACES):
            return
        if self._month is None:
            self._wanted = thing
            self.tabs.set_value(name)
            return
        self.show_part(name, inside)

    def at_hand(self) -> str:
        """The part, and what is open in it."""
        name = str(self.tabs.value())
        inside = self._made[name].at_hand() if name in self._made else ""
        return f"{name}:{inside}" if inside else name

    def help_text(self) -> str:
        """What F1 says: of the part that is shown."""
        return self.tr(self._place().help)

    def commands(self) -> list[Command]:
        """The parts, the months, and the acts of every part, which is shown first."""
        tr, here, group = self.tr, self.NAME, self.tr(self.TITLE)
        found = [
            Command(f"{here}-before", tr("Month before"), partial(self.chooser.step, -1), ("Ctrl+PgUp",), group, "left", here, tr("previous month")),
            Command(f"{here}-after", tr("Month after"), partial(self.chooser.step, 1), ("Ctrl+PgDown",), group, "right", here, tr("next month")),
            Command(f"{here}-new", tr(self.NEW), lambda: self.current().add(), ("Ctrl+N",), group, "plus", here),
            Command(f"{here}-change", tr("Change what is selected…"), lambda: self.current().change(), ("F2",), group, "edit", here),
            Command(f"{here}-print", tr("Print…"), lambda: self.current().print_paper(), ("Ctrl+P",), group, "print", here),
            Command(f"{here}-save", tr("Save…"), lambda: self.current().save_paper(), ("Ctrl+S",), group, "export", here),
            Command(f"{here}-export", tr("Export the list…"), lambda: self.current().export(), ("Ctrl+E",), group, "export", here),
        ]  # fmt: skip
        for at, place in enumerate(self.PLACES, start=1):
            found.append(
                Command(f"{here}-part-{place.name}", tr(place.title), partial(self._to_part, place.name), (f"Ctrl+{at}",), group, place.icon, here, tr(place.also) if place.also else "")
            )  # fmt: skip
            found += [
                Command(one.id, tr(one.title), partial(self._do, place.name, one), (one.keys,) if one.keys else (), group, one.icon, here, tr(one.also))
                for one in place.acts
            ]  # fmt: skip
        return found

    def _to_part(self, name: str) -> None:
        """The key of a part; a second time it brings back what the part begins with."""
        if self.tabs.value() == name:
            self.part(name).begin_again()
        self.show_part(name)

    def _do(self, name: str, act: Act) -> None:
        """An act of a part."""
        shown = self.tabs.value() == name
        if not shown:
            self.show_part(name)
        getattr(self.part(name), (act.again if shown else "") or act.does)()
