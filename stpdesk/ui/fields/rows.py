"""A small table inside a form, a field in each cell: rate steps, monthly charges, contacts."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from stpdesk.core.typed import Slip
from stpdesk.ui import icons
from stpdesk.ui.fields.base import Field
from stpdesk.ui.fields.buttons import link
from stpdesk.ui.sentences import in_words
from stpdesk.ui.theme import px

Make = Callable[[], Sequence[Field]]


class Rows(Field):
    """Rows of fields; its value is a list of dicts by the fields' names, blank rows left out.

    `make` gives a new row's fields; their labels head the columns. `add_words`: “Add a charge”.
    """

    WIDE = True
    HEADS = 32
    """Pixels at 100 % of the heads' line: as high as the label beside it"""

    def __init__(self, name: str, label: str, make: Make, *, add_words: str, **more: Any) -> None:
        super().__init__(name, label, **more)
        self._make = make
        self.rows: list[list[Field]] = []
        self._removers: list[QPushButton] = []
        self._heads: list[QLabel] = []
        box = QWidget()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(6))
        self.add_link = link(add_words)
        self.add_link.setProperty("edge", True)
        self.add_link.clicked.connect(lambda: self.add_row(focus=True))
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addLayout(self._grid)
        column.addWidget(self.add_link, 0, Qt.AlignmentFlag.AlignLeft)
        self._adopt(box)
        self._control = self.add_link
        self.setFocusProxy(self.add_link)

    def add_row(self, values: dict[str, Any] | None = None, *, focus: bool = False) -> list[Field]:
        """One more row at the end."""
        row = list(self._make())
        self.rows.append(row)
        for field in row:
            field.setToolTip(f"{self.label}: {field.label}")
            field.changed.connect(self._edited)
            field.left.connect(self.left)
            field.told.connect(self._show_slip)
            if values and field.name in values:
                field.set_value(values[field.name])
        remover = QPushButton()
        remover.setProperty("look", "quiet")
        icons.put(remover, "close", "muted", 14)
        remover.clicked.connect(lambda _=False, row=row: self.remove_row(self.rows.index(row)))
        self._removers.append(remover)
        self._lay_out()
        self._edited()
        if focus:
            _first(row).focus_here()
        return row

    def remove_row(self, place: int) -> None:
        """Takes a row away; the keyboard goes to the next one."""
        for widget in (*self.rows[place], self._removers[place]):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        del self.rows[place], self._removers[place]
        self._lay_out()
        self._edited()
        if self.rows:
            _first(self.rows[min(place, len(self.rows) - 1)]).focus_here()
        else:
            self.add_link.setFocus()

    def value(self) -> list[dict[str, Any]]:
        """The rows that hold anything."""
        return [{field.name: field.value() for field in row} for row in self.rows if not _blank(row)]

    def set_value(self, value: Any) -> None:
        """Shows these rows."""
        while self.rows:
            self._drop_last()
        for values in value or ():
            self.add_row(values)
        self._lay_out()
        self._edited()

    def text(self) -> str:
        """What was typed in every cell."""
        rows = [[field.text() for field in row] for row in self.rows if not _blank(row)]
        return json.dumps(rows, ensure_ascii=False) if rows else ""

    def set_text(self, text: str) -> None:
        """The same back again."""
        if text == self.text():
            return
        while self.rows:
            self._drop_last()
        for texts in json.loads(text) if text else ():
            for field, cell in zip(self.add_row(), texts, strict=False):
                field.set_text(cell)
        self._lay_out()
        self._edited()

    def is_blank(self) -> bool:
        """Whether no row holds anything."""
        return all(_blank(row) for row in self.rows)

    def settle(self) -> None:
        """Every cell is put in order."""
        for row in self.rows:
            for field in row:
                field.settle()
        super().settle()

    def touch(self, touched: bool = True) -> None:
        """The cells of rows that hold anything say what is wrong with them."""
        for row in self.rows:
            if not _blank(row):
                for field in row:
                    field.touch(touched)
        super().touch(touched)

    def set_cell_fault(self, place: int, name: str, sentence: str) -> None:
        """What an act said of one cell."""
        for field in self.rows[place]:
            if field.name == name:
                field.set_fault(sentence)
                self._show_slip()

    def stops(self) -> list[QWidget]:
        """Cell by cell, row by row, then the link that adds one."""
        found: list[QWidget] = []
        for row, remover in zip(self.rows, self._removers, strict=True):
            for field in row:
                found += field.stops()
            found.append(remover)
        return [*found, self.add_link]

    def focus_here(self) -> None:
        """To the first wrong cell, else the first one."""
        wrong = self._wrong_cell()
        if wrong is not None:
            wrong.focus_here()
        elif self.rows:
            _first(self.rows[0]).focus_here()
        else:
            self.add_link.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_fix(self, fix: str) -> None:
        """Into the cell that is wrong."""
        wrong = self._wrong_cell()
        if wrong is not None:
            wrong.take_fix(fix)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The link below is no line that is left."""
        return QWidget.eventFilter(self, watched, event)

    def _own_slip(self) -> Slip | None:
        """What is wrong in the first wrong cell, with its row and column where there are several rows."""
        wrong = self._wrong_cell()
        slip = wrong.slip() if wrong else None
        if wrong is None or slip is None:
            return None
        place = next(number for number, row in enumerate(self.rows, 1) if wrong in row)
        return Slip(
            self.tr("{column}, row {row}: {sentence}"), slip.fix,
            {"column": wrong.label, "row": place, "sentence": in_words(slip)},
        )  # fmt: skip

    def shown_slip(self) -> Slip | None:
        """As soon as one of its cells shows it."""
        wrong = self._wrong_cell()
        if wrong is not None and wrong.shown_slip() is not None:
            return self._own_slip()
        return super().shown_slip()

    def _wrong_cell(self) -> Field | None:
        """The first cell that is wrong, of rows that hold anything."""
        return next((field for row in self.rows if not _blank(row) for field in row if field.slip()), None)

    def _outlined(self) -> QWidget:
        """The cells wear their own outlines."""
        return self.add_link

    def _drop_last(self) -> None:
        """Takes the last row away without telling."""
        for widget in (*self.rows.pop(), self._removers.pop()):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _lay_out(self) -> None:
        """Heads over the columns once there is a row."""
        if self.rows and not self._heads:
            for column, field in enumerate(self.rows[0]):
                head = QLabel(field.label)
                head.setProperty("look", "caption")
                head.setMinimumHeight(px(self.HEADS))
                self._heads.append(head)
                self._grid.addWidget(head, 0, column)
        for head in self._heads:
            head.setVisible(bool(self.rows))
        for place, (row, remover) in enumerate(zip(self.rows, self._removers, strict=True)):
            for column, field in enumerate(row):
                field.control().setAccessibleName(f"{self.label} {place + 1}: {field.label}")
                self._grid.addWidget(field, place + 1, column)
            words = self.tr("Remove row {row}").format(row=place + 1)
            remover.setAccessibleName(f"{self.label}: {words}")
            remover.setToolTip(words)
            self._grid.addWidget(remover, place + 1, len(row))
            for widget in (*row, remover):
                widget.show()  # at once, not with the next event: the next key may go there
        self.adjustSize()
        self.updateGeometry()
        self.reordered.emit()


def _first(row: Sequence[Field]) -> Field:
    """The first cell of a row that takes the keyboard; a row may begin with a key that is not shown."""
    return next(field for field in row if field.stops())


def _blank(row: Sequence[Field]) -> bool:
    """Whether no cell of a row holds anything."""
    return all(field.is_blank() for field in row)
