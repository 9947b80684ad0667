"""What a receipt settles, as the person sees it while typing: every open item, oldest due first, each amount adjustable."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from stpdesk.actions.receipt_entry import Line
from stpdesk.actions.receipt_lines import line_text, wanted_name
from stpdesk.core import typed_amounts
from stpdesk.core.money import Paisa
from stpdesk.core.typed import Slip
from stpdesk.ui import wording
from stpdesk.ui.accounts.receipt_words import item_name, money, tr
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.base import Field
from stpdesk.ui.sentences import in_words
from stpdesk.ui.tables import Cell, Column, Kind, Listing
from stpdesk.ui.tables.grid import Grid
from stpdesk.ui.tenants.worked_out import WorkedOut

if TYPE_CHECKING:
    from sqlite_utils import Database

AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One open item as the grid shows it; `fixed`: its amount was typed."""

    key: int
    line: Line
    today: date
    fixed: bool

    @property
    def sought(self) -> str:
        """What it is filtered by."""
        return item_name(self.line.item.ref)

    @property
    def left(self) -> int:
        """What stays open of it, in paisa."""
        return self.line.item.open - self.line.amount


class Lines(Field):
    """Its value: the lines that were typed, as a receipt names them (“GLT/INV/2026-27/00042=3000.00”); blank ones are worked out."""

    WIDE = True

    def __init__(self, desk: Desk, name: str, label: str) -> None:
        super().__init__(name, label)
        self._rows: tuple[ItemLine, ...] = ()
        self._keys: dict[str, int] = {}
        self._restoring = self._narrow = False
        self.grid = Grid(desk, self._listing())
        self.grid.finder.hide()
        self.grid.edited.connect(self._on_typed)
        self.grid.pasted.connect(lambda _paste: self._on_typed())
        self.grid.filled.connect(self._to_amounts)
        box = QWidget()
        inside = QVBoxLayout(box)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.grid)
        self._adopt(box)
        self._control = self.grid.view
        self.setFocusProxy(self.grid.view)
        policy = self.sizePolicy().Policy.Expanding
        self.setSizePolicy(policy, policy)

    # what is shown -----------------------------------------------------------------------------------------------------

    of_somebody = False
    """whether a tenant is chosen: else nothing can be said of what is open"""

    def show_lines(self, lines: Sequence[Line], today: date) -> None:
        """What the receipt would settle now."""
        fixed = self._typed()
        self._rows = tuple(
            ItemLine(self._key(wanted_name(one.item)), one, today, wanted_name(one.item) in fixed)
            for one in lines
        )
        self.grid.refresh(listing=self._listing())

    def set_narrow(self, narrow: bool) -> None:
        """There is room for two short columns alone, or for all."""
        if narrow is not self._narrow:
            self._narrow = narrow
            self.grid.refresh(listing=self._listing())

    def forget(self) -> None:
        """Another tenant's items are none of these."""
        self.grid.discard()
        self.show_lines((), date.min)

    def mark(self, name: str, sentence: str) -> None:
        """What is wrong with one line."""
        self.grid.mark_wrong({(self._key(name), AMOUNT): sentence})

    def _key(self, name: str) -> int:
        """The grid's key of an item by its name on a receipt."""
        return self._keys.setdefault(name, len(self._keys) + 1)

    def _typed(self) -> dict[str, str]:
        """What was typed, by the item's name; an emptied cell is worked out again."""
        names = {key: name for name, key in self._keys.items()}
        return {names[key]: text for (key, _), text in self.grid.unsaved().items() if text.strip()}

    def _on_typed(self, *_what: object) -> None:
        """A cell is another."""
        blank = [place for place, text in self.grid.unsaved().items() if not text.strip()]
        self.grid.mark_saved(blank)
        faults = {
            (self._key(name), AMOUNT): in_words(read)
            for name, text in self._typed().items()
            if isinstance(read := typed_amounts.amount(text), Slip)
        }
        self.grid.mark_wrong(faults)
        self._edited()

    # what a field answers to -------------------------------------------------------------------------------------------

    def value(self) -> tuple[str, ...]:
        """The typed lines that can be read."""
        found = []
        for name, text in self._typed().items():
            read = typed_amounts.amount(text)
            if read is not None and not isinstance(read, Slip):
                found.append(line_text(name, read))
        return tuple(found)

    def set_value(self, value: Any) -> None:
        """Nothing typed."""
        if not value:
            self.set_text("")

    def text(self) -> str:
        """What was typed, by the items' names."""
        typed = self._typed()
        return json.dumps(typed, ensure_ascii=False, sort_keys=True) if typed else ""

    def set_text(self, text: str) -> None:
        """The same back again."""
        if text == self.text():
            return
        self.grid.discard()
        for name, cell in (json.loads(text) if text else {}).items():
            self.grid.model.edits.texts[self._key(name), AMOUNT] = cell
        self._on_typed()

    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return not self._typed()

    def focus_here(self) -> None:
        """To the first line, or the wrong one."""
        if not self.grid.go_to_wrong():
            self._to_amounts()
            self.grid.view.setFocus()

    def _to_amounts(self) -> None:
        """The cursor is in the only column that is typed into."""
        view, model = self.grid.view, self.grid.model
        here = view.currentIndex()
        if model.keys and (not here.isValid() or not model.column(here).editable):
            view.setCurrentIndex(model.index(max(here.row(), 0), model.listing.at(AMOUNT)))

    def _own_slip(self) -> Slip | None:
        """The first cell that cannot be read."""
        for name, text in self._typed().items():
            read = typed_amounts.amount(text)
            if isinstance(read, Slip):
                return Slip("{line}: {sentence}", "", {"line": name, "sentence": in_words(read)})
        return None

    def _outlined(self) -> QWidget:
        """The cells wear their own outlines."""
        return self

    # the grid ----------------------------------------------------------------------------------------------------------

    def _listing(self) -> Listing:
        """The open items as they are now."""
        rows = self._rows
        there = WorkedOut(lambda _db, _day: rows)

        def totals(db: Database, *, text: str, day: date, **_more: Any) -> list[ItemLine]:
            return there.rows(db, there.keys(db, sort="", descending=False, text=text, day=day), day=day)

        return Listing(
            "receipt-lines", self.tr("Open invoices"),
            (
                Column("ref", tr("Invoice"), Kind.TEXT, 76 if self._narrow else 100, sort=None, stretch=True),
                Column("due", tr("Due"), Kind.DATE, 104, sort=None, gives=3),
                Column("open", tr("Open, Rs"), Kind.MONEY, 100, sort=None, gives=1),
                Column(AMOUNT, tr("Paid now, Rs"), Kind.MONEY, 94 if self._narrow else 100, sort=None, editable=True),
                Column("left", tr("Left, Rs"), Kind.MONEY, 112, sort=None, gives=2),
            ),
            keys=there.keys, rows=there.rows, cells=partial(line_cells, narrow=self._narrow), totals=totals, sums=line_sums, when="day",
            empty=tr("Nothing is open: all of it becomes an advance.") if self.of_somebody else tr("Choose a tenant to see what is open."),
        )  # fmt: skip


def line_cells(one: ItemLine, _today: date, *, narrow: bool = False) -> tuple[object, ...]:
    """One open item; overdue ones in red, what is paid now stands out."""
    item, paid = one.line.item, one.line.amount
    late = item.due < one.today
    return (
        Cell(item.ref, short(item.ref, narrow=narrow)), item.due, Cell(item.open, tone="due" if late else ""),
        Cell(paid, tone="strong" if paid else "muted"), Cell(Paisa(one.left), tone="" if one.left else "muted"),
    )  # fmt: skip


def short(ref: str, *, narrow: bool = False) -> str:
    """“2026-27/00042”: year and number tell an invoice from the park's others; an opening balance has neither.

    `narrow`: “27/00042”, the fiscal year by the one it ends in.
    """
    if not ref:
        return item_name(ref)
    year, _, number = "/".join(ref.split("/")[-2:]).rpartition("/")
    return f"{year.rpartition('-')[2] if narrow else year}/{number}"


def line_sums(rows: Sequence[ItemLine]) -> tuple[object, ...]:
    """How many are open, and the sums."""
    told = wording.counted(len(rows), tr("1 open"), tr("{n} open"))
    return (
        told, None, sum(one.line.item.open for one in rows), sum(one.line.amount for one in rows),
        sum(one.left for one in rows),
    )  # fmt: skip


def tell(where: QLabel, words: str) -> None:
    """Words, and no room for them where there are none."""
    where.setText(words)
    where.setVisible(bool(words))


def advance_told(advance: int) -> str:
    """What becomes of the rest."""
    if not advance:
        return ""
    return tr("{amount} stays as an advance and settles the next invoices.").format(amount=money(advance))
