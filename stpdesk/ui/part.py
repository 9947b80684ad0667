"""One list of a screen with several: its tools in a row, its rows below, the acts on the selected one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from stpdesk.ui.forms.dialogs import FormDialog
from stpdesk.ui.forms.form import Form
from stpdesk.ui.parted import PartedScreen, PartOfScreen
from stpdesk.ui.parts import Elided, label, row, rule
from stpdesk.ui.screen import MARGIN
from stpdesk.ui.tables import Listing, Table
from stpdesk.ui.tables.bar import Bar
from stpdesk.ui.tenants.faces import tell_exports
from stpdesk.ui.tenants.worked_out import WorkedOut
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.actions.session import Session


class Part(PartOfScreen):
    """Reads its records off the window's thread and shows them; each has its `key` and `sought`."""

    TELLS_BELOW: ClassVar[bool] = False
    """what it tells stands under the rows, where the row of tools has no room for it"""

    def __init__(self, screen: PartedScreen) -> None:
        super().__init__(screen)
        desk = self._desk
        self.records: tuple[Any, ...] = ()
        self._needs_one: list[QPushButton] = []
        self._sought: Callable[[Any], bool] | None = None
        self._place = 0
        """where the record selected last stands: once it is gone the next one is at hand there"""
        self._bar = Bar()
        self.line = row(0)
        self.line.setContentsMargins(px(MARGIN), px(2), px(MARGIN), px(8))
        self._bar.setLayout(self.line)
        self.table = Table(desk, self.listing(self._there()), finder_in=self.line)
        self._bar.gives_way(self.table.finder.line)
        self.told = Elided("", "muted")
        self.line.addWidget(self.told, 1)
        tell_exports(desk, self.table)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._bar)
        whole.addWidget(self.table, 1)
        self.below = label("", "muted", wrap=True)
        self.below.setContentsMargins(px(MARGIN), px(8), px(MARGIN), px(8))
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        foot.addWidget(rule())
        foot.addWidget(self.below)
        self._foot.hide()
        whole.addWidget(self._foot)
        self.setFocusProxy(self.table)
        self._build()
        if self.TELLS_BELOW:
            self.told.refitted.connect(lambda: self.tell_below(self.told.untold))
        self.table.activated.connect(lambda _key: self.open())
        self.table.selected.connect(lambda _keys: self._on_selected())
        self.table.filled.connect(self._on_filled)
        self.table.asked.connect(self.add)
        self._on_selected()

    def _there(self) -> WorkedOut:
        """What the table asks for its rows."""
        found = self.records
        return WorkedOut(lambda _db, _day: found)

    # what a subclass says --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        """Its buttons."""

    def listing(self, there: WorkedOut) -> Listing:
        """Its columns."""
        raise NotImplementedError

    def work(self, session: Session) -> Sequence[Any]:
        """Its records, on the reader's thread."""
        raise NotImplementedError

    def open(self) -> None:
        """Enter on a row."""

    def change(self) -> None:
        """F2: the same."""
        self.open()

    def export(self) -> None:
        """The list as a workbook."""
        self.table.export()

    def add(self) -> None:
        """The button of the empty list."""

    # what all share --------------------------------------------------------------------------------------------------

    def act_button(self, made: QPushButton, act: Callable[[], None], *, one: bool = True) -> QPushButton:
        """A button of the row; `one`: it needs a selected record."""
        made.clicked.connect(lambda *_: act())
        self.line.addWidget(made)
        if one:
            self._needs_one.append(made)
        return made

    def refresh(self) -> None:
        """Reads again."""
        self._desk.ask(self, lambda session: tuple(self.work(session)), self._show, slot="part")

    def _show(self, found: tuple[Any, ...]) -> None:
        """Shows it."""
        self.records = found
        self.table.refresh(listing=self.listing(self._there()))

    def chosen(self) -> Any:
        """The record that is selected alone, None where none is."""
        keys = self.table.selected_keys()
        if len(keys) != 1:
            return None
        return next((one for one in self.records if one.key == keys[0]), None)

    def seek(self, fits: Callable[[Any], bool]) -> None:
        """Selects the first record that fits, as soon as they are read; a filter gives way to it."""
        self._sought = fits
        if self.table.finder.line.text():
            self.table.finder.line.clear()
        else:
            self._on_filled()

    def _on_filled(self) -> None:
        """New rows: the one that was sought is at hand, else the first."""
        keys = self.table.model.keys
        if keys and self._sought is not None:
            found = [one.key for one in self.records if one.key in keys and self._sought(one)]
            if found:
                self._sought = None
                self.table.select(found[:1])
        if keys and not len(self.table.selected_keys()):
            self.table.select([keys[min(self._place, len(keys) - 1)]])
        self._on_selected()

    def _on_selected(self) -> None:
        """Acts need one record; where it stands is remembered."""
        chosen, keys = self.table.selected_keys(), self.table.model.keys
        if len(chosen) == 1 and chosen[0] in keys:
            self._place = keys.index(chosen[0])
        for one in self._needs_one:
            one.setEnabled(self.chosen() is not None)

    def tell_below(self, text: str) -> None:
        """Under the rows, whole, what a row has no room for; "" is nothing."""
        self.below.setText(text)
        self._foot.setVisible(bool(text))

    def dialog(self, title: str, form: Form, about: str = "") -> None:
        """A form in a window of its own."""
        made = FormDialog(self, title, form, about=about, width=680)
        made.finished.connect(made.deleteLater)
        made.open()
