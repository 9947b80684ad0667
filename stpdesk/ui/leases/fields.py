"""Fields of the lease form that do a little more: units that propose a day, the term's length, a deposit in months."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from stpdesk.core.months import DAY, add_months
from stpdesk.core.typed_dates import day_text
from stpdesk.ui import icons
from stpdesk.ui.fields.base import Field
from stpdesk.ui.fields.buttons import link
from stpdesk.ui.fields.chips import Chips
from stpdesk.ui.fields.numbers import Amount
from stpdesk.ui.fields.rows import Rows
from stpdesk.ui.fields.segments import Segmented

NO_END = 0
USUAL_LENGTHS = frozenset({11, 12, 36, 60})
"""Months of the usual terms."""


class Units(Chips):
    """Units as chips; where one is let until a day, its fix starts the lease on the day after."""

    def __init__(self, *args: Any, start_on: Callable[[date], None], **more: Any) -> None:
        super().__init__(*args, **more)
        self._start_on = start_on
        self.free_from: date | None = None

    def propose(self, sentence: str, free_from: date | None) -> None:
        """A refusal of these units, and the day they are free from, if that is known."""
        self.free_from = free_from
        self.set_fault(sentence, day_text(free_from) if free_from else None)

    def take_fix(self, fix: str) -> None:
        """Starts on the free day, or takes the unit that was meant."""
        if self.free_from is not None and fix == day_text(self.free_from):
            free, self.free_from = self.free_from, None
            self._start_on(free)
            self._edited()
        else:
            super().take_fix(fix)


class Length(Segmented):
    """How long the term is; it moves with start and end, and choosing it sets the end."""

    def __init__(self, name: str, label: str, **more: Any) -> None:
        super().__init__(
            name, label,
            [(11, self.tr("11 months")), (12, self.tr("1 year")), (36, self.tr("3 years")), (60, self.tr("5 years")),
             (NO_END, self.tr("No end"))],
            **more,
        )  # fmt: skip

    def set_text(self, text: str) -> None:
        """Chooses by words; the end says the rest."""
        super().set_text(text)


def last_day(start: date, months: int) -> date | None:
    """The last day of a term of so many months; None for one without an end."""
    return None if months == NO_END else add_months(start, months) - DAY


class Deposit(Amount):
    """A deposit; a link beside it fills in three months' rent."""

    def __init__(self, name: str, label: str, **more: Any) -> None:
        super().__init__(name, label, **more)
        self._months: int | None = None
        self.three = link("")
        self.three.hide()
        self.three.clicked.connect(self._take_three)
        self._line.addWidget(self.three)

    def offer(self, amount: int | None) -> None:
        """Three months' rent, if it is known."""
        self._months = amount or None
        words = self.tr("3 months’ rent")
        self.three.setText(words)
        self.three.setAccessibleName(
            self.tr("Deposit of 3 months’ rent, {amount}").format(amount=self._shown(amount))
            if amount
            else words
        )
        self._show_link()

    def stops(self) -> list[QWidget]:
        """The line, then the link."""
        return [self.edit, self.three]

    def _edited(self) -> None:
        """The link goes once the amount is that."""
        super()._edited()
        self._show_link()

    def _show_link(self) -> None:
        """Shown while it would change anything."""
        if hasattr(self, "three"):
            self.three.setVisible(self._months is not None and self.value() != self._months)

    def _take_three(self) -> None:
        """Fills it in."""
        if self._months is not None:
            self.edit.setFocus()
            self.edit.replace_all(self._shown(self._months))
            self.touch()


class Kept(Field):
    """What goes along with a row and is not shown: the key of a charge that is there already."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "")
        self._value: str | None = None
        self.setFixedSize(0, 0)

    def value(self) -> str | None:
        """The key; None for a new row."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Another key."""
        self._value = value or None

    def text(self) -> str:
        """The key, so that a draft keeps it."""
        return self._value or ""

    def set_text(self, text: str) -> None:
        """The same back again."""
        self._value = text or None

    def is_blank(self) -> bool:
        """It fills nothing in."""
        return True

    def stops(self) -> list[QWidget]:
        """Tab does not come here."""
        return []


class Charges(Rows):
    """Monthly charges, a line each; the days of one that does not run the whole term stand on a second line."""

    FIRST = 4
    """Cells of the first line: key, head, what for, amount."""
    HEADS = 20

    def __init__(self, *args: Any, **more: Any) -> None:
        self._dated: list[QPushButton] = []
        self._open: set[int] = set()
        super().__init__(*args, **more)

    def stops(self) -> list[QWidget]:
        """Line by line: cells, the button for its days, its days, the cross."""
        found: list[QWidget] = []
        for cells, button, remover in zip(self.rows, self._dated, self._removers, strict=False):
            for field in cells[: self.FIRST]:
                found += field.stops()
            found += [button, remover]
            for field in cells[self.FIRST :]:
                found += field.stops()
        return [*found, self.add_link]

    def _lay_out(self) -> None:
        """Two lines of the grid a charge; the second only where its days are given or asked for."""
        while len(self._dated) < len(self.rows):
            self._dated.append(self._day_button())
        while len(self._dated) > len(self.rows):
            gone = self._dated.pop()
            self._grid.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        super()._lay_out()
        for place, cells in enumerate(self.rows):
            top, button, remover = 2 * place + 1, self._dated[place], self._removers[place]
            shown = id(cells[1]) in self._open or any(not one.is_blank() for one in cells[self.FIRST :])
            for column, field in enumerate(cells[: self.FIRST]):
                self._grid.addWidget(field, top, self._column(column))
            self._grid.addWidget(button, top, self.FIRST - 1)
            self._grid.addWidget(remover, top, self.FIRST)
            words = self.tr("Days of charge {row}").format(row=place + 1)
            button.setAccessibleName(words)
            button.setToolTip(self.tr("First and last day, where it does not run the whole term"))
            button.setVisible(not shown)
            for column, field in enumerate(cells[self.FIRST :]):
                self._grid.addWidget(field, top + 1, column)
                field.setVisible(shown)
        for column, head in enumerate(self._heads):
            self._grid.addWidget(head, 0, self._column(column))
            head.setVisible(bool(self.rows) and 0 < column < self.FIRST)
        self.reordered.emit()

    def _column(self, cell: int) -> int:
        """Where a cell of the first line stands: the key, which is not seen, behind all others."""
        return cell - 1 if cell else self.FIRST + 1

    def _day_button(self) -> QPushButton:
        """Opens the second line of its charge."""
        made = QPushButton(self)
        made.setProperty("look", "quiet")
        icons.put(made, "calendar", "muted", 16)
        made.clicked.connect(lambda _=False: self._open_days(self._dated.index(made)))
        return made

    def _open_days(self, place: int) -> None:
        """The days of a charge."""
        cells = self.rows[place]
        self._open.add(id(cells[1]))
        self._lay_out()
        cells[self.FIRST].focus_here()
