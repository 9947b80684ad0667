"""The workbook in and out: what an import would do is shown first, every fault with its sheet, row and column."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from stpdesk.core.changes import Changes
from stpdesk.core.errors import Fault, Refused
from stpdesk.core.money import group_lakh
from stpdesk.ui.cut import cut
from stpdesk.ui.fields.buttons import KeyButton
from stpdesk.ui.parts import button, label, row
from stpdesk.ui.progress import Working
from stpdesk.ui.sentences import in_words
from stpdesk.ui.theme import px, tokens

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.ui.window import Window
    from stpdesk.workbook.book import Book

ROW, INSET = 32, 8
"""Pixels at 100 %: a line's height, and the room inside its cells."""
Index = QModelIndex | QPersistentModelIndex
Cells = Sequence[Sequence[str]]


class Lines(QAbstractTableModel):
    """A few lines of text under their heads; the first `left` columns stand at the left, figures at the right."""

    def __init__(self, heads: Sequence[str], cells: Cells, left: int) -> None:
        super().__init__()
        self._heads, self._cells, self._left = heads, cells, left

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        """Lines."""
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        """Heads."""
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text and its side."""
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._cells[index.row()][index.column()]
        return self._side(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The heads."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return self._side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _side(self, column: int) -> Qt.AlignmentFlag:
        """Words left, figures right."""
        side = Qt.AlignmentFlag.AlignLeft if column < self._left else Qt.AlignmentFlag.AlignRight
        return side | Qt.AlignmentFlag.AlignVCenter


class Plain(QStyledItemDelegate):
    """A cell whose words stand under their head, and the hairline below."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, words, hairline."""
        box, colours = option.rect, tokens()  # type: ignore[attr-defined]  # unknown to the stubs
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(box, colours.accent_soft)
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, colours.line)
        inner = box.adjusted(px(INSET), 0, -px(INSET), 0)
        side = (
            Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole)) | Qt.AlignmentFlag.AlignAbsolute
        )
        painter.setPen(colours.text)
        painter.setLayoutDirection(
            Qt.LayoutDirection.LayoutDirectionAuto
        )  # figures before Urdu words stand at its right
        painter.drawText(inner, int(side), cut(index.data(), painter.fontMetrics(), inner.width()))


class ImportBook(QDialog):
    """File, rehearsal, import; nothing is changed before Import is pressed, and then all of it or nothing."""

    def __init__(self, window: Window, path: Path | None = None) -> None:
        super().__init__(window)
        self._window, self._path = window, path
        self._book: Book | None = None
        self.setWindowTitle(self.tr("Import a workbook"))
        self.setAccessibleName(self.tr("Import a workbook"))
        self.resize(QSize(px(880), px(560)).boundedTo(window.size()))
        self._build()
        if path is not None:
            self.read(path)

    def _build(self) -> None:
        """What was found above, the acts below."""
        tr = self.tr
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24 - INSET), px(20), px(24 - INSET), px(20))
        column.setSpacing(px(12))
        self._choose = button(tr("Choose a workbook…"))
        self._file = label("", "muted")
        first = row(self._choose, self._file, None)
        title = row(label(self.windowTitle(), "title"))
        column.addLayout(title)
        column.addLayout(first)
        self._words = label(
            tr("Nothing is changed until you import. The workbook is read and checked first."), wrap=True
        )
        column.addWidget(self._words)
        self._table = QTableView()
        self._table.setAccessibleName(tr("What the workbook would do"))
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(px(ROW))
        self._table.setItemDelegate(Plain(self._table))
        self._table.setShowGrid(False)
        self._table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self._table.setTabKeyNavigation(False)
        self._table.setWordWrap(False)
        column.addWidget(self._table, 1)
        self._notices = label("", "muted", wrap=True)
        column.addWidget(self._notices)
        self.working = Working()
        column.addWidget(self.working)
        self._update = QCheckBox(tr("Also change rows that are there already and differ"))
        self._update.setEnabled(False)
        self._import = button(tr("Import"), "primary")
        self._import.setEnabled(False)
        close = KeyButton(tr("Close"), "Esc")
        last = row(self._update, None, close, self._import)
        column.addLayout(last)
        for part in (
            title,
            first,
            last,
            self._words,
            self._notices,
            self.working,
        ):  # words of the table begin where these do
            part.setContentsMargins(px(INSET), 0, px(INSET), 0)
        self._choose.clicked.connect(self._ask)
        self._update.toggled.connect(lambda _: self._rehearse())
        self._import.clicked.connect(self._do)
        close.clicked.connect(self.reject)

    def _ask(self) -> None:
        """Which file."""
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Import a workbook"), beside(), kind())
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Reads a workbook, then rehearses its import."""
        self._path, self._book = path, None
        self._file.setText(path.name)
        self._file.setToolTip(str(path))
        self._ready(False)
        self.working.begin(self.tr("Reading the workbook…"))
        self._window.desk.beside(self, partial(_read, path), self._on_read, refused=self._refused)

    def _on_read(self, book: Book) -> None:
        """It could be read."""
        self._book = book
        self._rehearse()

    def _rehearse(self) -> None:
        """What it would do; written nowhere."""
        if self._book is None:
            return
        self._ready(False)
        self.working.begin(self.tr("Checking every row…"))
        work = partial(_import, book=self._book, update=self._update.isChecked(), dry_run=True)
        self._window.desk.act(self, work, self._on_rehearsed, refused=self._refused)

    def _on_rehearsed(self, changes: Changes) -> None:
        """It would go well."""
        self.working.end()
        added, changed = self._show_counts(changes)
        self._ready(bool(added + changed))
        if added + changed:
            words = self.tr("No fault. Rows to add: {added}, to change: {changed}.")
            self._words.setText(words.format(added=group_lakh(added), changed=group_lakh(changed)))
            self._import.setFocus()
        else:
            self._words.setText(self.tr("No fault, and nothing new: the park holds all of it already."))

    def _do(self) -> None:
        """A backup first; then all of it."""
        if self._book is None:
            return
        self._ready(False)
        self.working.begin(self.tr("Backing up, then importing…"))
        work = partial(_import, book=self._book, update=self._update.isChecked(), dry_run=False)
        desk = self._window.desk
        self._window.copies.make(lambda: desk.act(self, work, self._on_imported, refused=self._refused))

    def _on_imported(self, changes: Changes) -> None:
        """It is on disk."""
        self.working.end()
        added, changed = self._show_counts(changes)
        words = self.tr("Imported. Rows added: {added}, changed: {changed}.")
        self._words.setText(words.format(added=group_lakh(added), changed=group_lakh(changed)))
        self._book = None
        self._ready(False)

    def _show_counts(self, changes: Changes) -> tuple[int, int]:
        """Sheet by sheet; returns rows added and changed in all."""
        from stpdesk.actions.importing import summary

        counts = summary(changes.told["counts"])  # type: ignore[arg-type]
        told = [
            (one["sheet"], *(group_lakh(one[name]) for name in ("added", "changed", "skipped")))
            for one in counts["sheets"]
        ]
        heads = (self.tr("Sheet"), self.tr("New"), self.tr("Changed"), self.tr("There already"))
        self._show(Lines(heads, told, 1), 0)
        notices = [in_words(one) for one in changes.told["notices"]]  # type: ignore[attr-defined]
        more = [self.tr("… and %d more.") % (len(notices) - 5)] if len(notices) > 5 else []
        self._notices.setText("\n".join([*notices[:5], *more]))
        return counts["added"], counts["changed"]

    def _refused(self, refusal: Refused) -> None:
        """Every fault in its place."""
        self.working.end()
        self._words.setText(in_words(refusal))
        heads = [
            self.tr("Sheet"),
            self.tr("Row"),
            self.tr("Column"),
            self.tr("What stands there"),
            self.tr("What is expected"),
        ]
        told = [_cells(fault) for fault in refusal.faults]
        self._show(Lines(heads, told, len(heads)), 4, (104, 56, 112, 144))
        chosen = self._table.selectionModel()
        chosen.currentRowChanged.connect(lambda now, _: self._notices.setText(told[now.row()][-1]))
        self._notices.setText(told[0][-1] if told else "")  # whole, however wide the column is
        self._update.setEnabled(self._book is not None)
        if refusal.faults:
            self._table.setFocus()

    def _show(self, lines: Lines, stretched: int, widths: Sequence[int] = ()) -> None:
        """Other lines in the table; `widths` at 100 % of its first columns."""
        old = self._table.model()
        lines.setParent(self)
        self._table.setModel(lines)
        if old is not None:
            old.deleteLater()
        head = self._table.horizontalHeader()
        head.setHighlightSections(False)
        head.setFixedHeight(px(ROW))
        for column in range(lines.columnCount()):
            self._table.setColumnWidth(column, px(widths[column] if column < len(widths) else 140))
        head.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        if lines.rowCount():
            self._table.setCurrentIndex(lines.index(0, 0))

    def _ready(self, ready: bool) -> None:
        """Whether Import may be pressed."""
        self._import.setEnabled(ready)
        self._update.setEnabled(self._book is not None)


def kind() -> str:
    """What the file dialogs show."""
    return QCoreApplication.translate("workbooks", "Excel workbook") + " (*.xlsx)"


def _cells(fault: Fault) -> tuple[str, str, str, str, str]:
    """A fault as a line of the table."""
    number = "" if fault.row is None else str(fault.row)
    return fault.sheet, number, fault.column or "", fault.value or "", in_words(fault.expected)


def _read(path: Path) -> Book:
    """On the reader's thread."""
    from stpdesk.workbook.reading import read

    return read(path)


def _import(session: Session, *, book: Book, update: bool, dry_run: bool) -> Changes:
    """On the writer's thread."""
    from stpdesk.actions.importing import import_book

    return import_book(session, book, update=update, dry_run=dry_run)


def beside() -> str:
    """Where workbooks are looked for first: the folder that holds the parks' folder, the person's documents."""
    from stpdesk.ui.start.places import home

    return str(home().parent)


def proposed(parent: QWidget) -> Path | None:
    """The workbook a new park is to begin with; None where the person turned back."""
    name, _ = QFileDialog.getOpenFileName(parent, parent.tr("Begin with a workbook"), beside(), kind())
    return Path(name) if name else None
