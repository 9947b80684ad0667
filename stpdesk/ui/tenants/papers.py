"""A tenant's documents on its page: attached by dialog or drop, opened as a copy, renamed, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any
from weakref import finalize

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFileDialog

from stpdesk.core.changes import Changes
from stpdesk.core.civil import local
from stpdesk.db import attachments
from stpdesk.db.attachments import TENANT, Attachment
from stpdesk.ui import wording
from stpdesk.ui.desk import Desk
from stpdesk.ui.parts import button, row
from stpdesk.ui.tables import Cell, Column, Kind, Listing
from stpdesk.ui.tenants import acts
from stpdesk.ui.tenants.tab import TableTab
from stpdesk.ui.tenants.words import tr
from stpdesk.ui.tenants.worked_out import WorkedOut
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.actions.session import Session

KIB = 1024


@dataclass(frozen=True, slots=True)
class Paper:
    """One attached file under its key in the list."""

    key: int
    one: Attachment

    @property
    def sought(self) -> str:
        """What it is filtered by."""
        return f"{self.one.name} {self.one.added_by}"

    @property
    def name(self) -> str:
        """For sorting."""
        return self.one.name.casefold()

    @property
    def size(self) -> int:
        """For sorting."""
        return self.one.size

    @property
    def added(self) -> Any:
        """For sorting."""
        return self.one.added_at


def size_told(size: int) -> str:
    """`120 KB`, `1.4 MB`; at least 1 KB."""
    if size >= KIB * KIB:
        return f"{size / KIB / KIB:.1f} MB"
    return f"{max(1, round(size / KIB))} KB"


def cells(paper: Paper, _today: date) -> tuple[object, ...]:
    """As the columns say it."""
    one = paper.one
    name = one.name if one.withdrawn_at is None else tr("{name}, withdrawn").format(name=one.name)
    return (
        Cell(one.name, name),
        Cell(one.size, size_told(one.size)),
        int(one.added_at.timestamp()),
        who_told(one),
    )


def who_told(one: Attachment) -> str:
    """Who attached it, and who took it back when."""
    if one.withdrawn_at is None:
        return one.added_by
    day = wording.day(local(int(one.withdrawn_at.timestamp())).date())
    words = tr("{by}; withdrawn {day} by {who}")
    return words.format(by=one.added_by, day=day, who=one.withdrawn_by)


class DocumentsTab(TableTab):
    """The files attached to one tenant."""

    def __init__(self, desk: Desk) -> None:
        self._numbers: dict[str, int] = {}
        self._copies: Path | None = None
        self._live: set[int] = set()
        super().__init__(desk)
        self.setAcceptDrops(True)

    def _build(self) -> None:
        """The list and what can be done with a file."""
        super()._build()
        self.hide_filter()
        self.open = button(self.tr("Open"))
        self.rename = button(self.tr("Rename…"))
        self.withdraw = button(self.tr("Withdraw…"))
        self.attach = button(self.tr("Attach…"), "primary", icon="attach", keys="Ctrl+O")
        self.withdrawn = QCheckBox(self.tr("Show withdrawn documents too"))
        self.withdrawn.setAccessibleName(self.withdrawn.text())
        self.withdrawn.toggled.connect(lambda _on: self.read())
        below = row(self.withdrawn, None)
        below.setContentsMargins(px(24), px(10), px(24), px(10))
        self.column.addLayout(below)
        self.line.addStretch(1)
        for one, run in (
            (self.open, self.open_selected), (self.rename, self.rename_selected), (self.withdraw, self.withdraw_selected),
            (self.attach, self.ask_for_files),
        ):  # fmt: skip
            self.line.addWidget(one)
            one.clicked.connect(lambda _=False, run=run: run())
        away = QShortcut(QKeySequence("Delete"), self.table.view)
        away.setContext(Qt.ShortcutContext.WidgetShortcut)
        away.activated.connect(self.withdraw_selected)
        self.table.activated.connect(lambda _key: self.open_selected())
        self.table.asked.connect(self.ask_for_files)
        self.table.selected.connect(self._on_selected)
        self._on_selected(())

    def listing(self) -> Listing:
        """What is attached."""
        tenant = self.facts.tenant.id if self.facts else ""
        all_of_them = hasattr(self, "withdrawn") and self.withdrawn.isChecked()
        there = WorkedOut(lambda db, _day: self._papers(db, tenant, withdrawn=all_of_them))
        name = self.facts.tenant.code if self.facts else ""
        return Listing(
            "tenant-documents", self.tr("Documents of {tenant}").format(tenant=name),
            (
                Column("name", self.tr("Name"), Kind.STRONG, 240, stretch=True),
                Column("size", self.tr("Size"), Kind.COUNT, 110),
                Column("added", self.tr("Attached"), Kind.INSTANT, 190),
                Column("by", self.tr("By"), Kind.MUTED, 300, sort=None, gives=1),
            ),
            keys=there.keys, rows=there.rows, cells=cells, when="day", sort="added", descending=True,
            empty=self.tr("Nothing is attached yet. Drop files here, or choose them; they are copied into the park."),
            act=self.tr("Attach…"),
        )  # fmt: skip

    def _papers(self, db: Database, tenant: str, *, withdrawn: bool) -> list[Paper]:
        """The files with a number each, the same for as long as the window lives; on the reader's thread."""
        found = attachments.of_owner(db, TENANT, tenant, withdrawn=withdrawn)
        papers = [Paper(self._numbers.setdefault(one.id, len(self._numbers) + 1), one) for one in found]
        self._live = {paper.key for paper in papers if paper.one.withdrawn_at is None}
        return papers

    def _on_selected(self, keys: Sequence[int]) -> None:
        """What can be done with what is selected."""
        self.open.setEnabled(len(keys) == 1)
        for one in (self.rename, self.withdraw):
            one.setEnabled(len(keys) == 1 and keys[0] in self._live)

    def _selected(self) -> tuple[str, str] | None:
        """Key and name of the one selected file."""
        keys = self.table.selected_keys()
        if len(keys) != 1:
            return None
        model = self.table.model
        key = next(key for key, number in self._numbers.items() if number == keys[0])
        return key, str(model.index(model.keys.index(keys[0]), 0).data())

    # attaching -----------------------------------------------------------------------------------------------------------

    def ask_for_files(self) -> None:
        """The dialog of files."""
        chosen, _ = QFileDialog.getOpenFileNames(self, self.tr("Attach documents"))
        self.attach_files([Path(one) for one in chosen])

    def attach_files(self, paths: Sequence[Path]) -> None:
        """One act a file; what is refused is told."""
        if self.facts is not None:
            for path in paths:
                self._desk.act(self, partial(acts.attach, code=self.facts.tenant.code, path=path))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped."""
        if _files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Files are attached."""
        self.attach_files(_files(event.mimeData()))
        event.acceptProposedAction()

    # with the selected file ---------------------------------------------------------------------------------------------

    def open_selected(self) -> None:
        """An unsealed copy in the program the system has for it; copies go when this program ends."""
        chosen = self._selected()
        if chosen is None:
            return
        key = chosen[0]

        def work(session: Session) -> Path:
            from stpdesk.actions.attachments import open_copy

            if self._copies is None:
                self._copies = Path(mkdtemp(prefix="stp-desk-"))
                finalize(self, rmtree, self._copies, ignore_errors=True)
            return open_copy(session, key, self._copies)

        self._desk.ask(self, work, _show_file)

    def rename_selected(self) -> None:
        """Another name, in a small form."""
        from stpdesk.ui.fields.written import FileName
        from stpdesk.ui.forms.dialogs import FormDialog
        from stpdesk.ui.forms.form import Form

        chosen = self._selected()
        if chosen is None or not self.rename.isEnabled():
            return
        key, name = chosen

        def act(session: Session, values: dict[str, Any]) -> Changes:
            return acts.rename(session, key, str(values["name"]))

        form = Form(self._desk, "attachment", save=self.tr("Rename"), act=act)
        called = form.add(FileName("name", self.tr("Name"), required=True, width=392))
        form.start({"name": name}, key)
        dialog = FormDialog(self, self.tr("Rename document"), form)
        called.focus_to_correct()  # before it is shown: a field that has the keyboard for a moment keeps its caret
        dialog.exec()

    def withdraw_selected(self) -> None:
        """Takes it back, after one question."""
        from stpdesk.ui.forms.dialogs import ask

        chosen = self._selected()
        if chosen is None or not self.withdraw.isEnabled():
            return
        key, name = chosen
        sentence = self.tr(
            "“{name}” is listed with the withdrawn ones from now on. It stays in the park’s folder and its backups."
        )
        title, yes = self.tr("Withdraw the document?"), self.tr("Withdraw")
        if ask(self, title, sentence.format(name=name), [("yes", yes)]):
            self._desk.act(self, partial(acts.withdraw, key=key))


def _files(carried: QMimeData) -> list[Path]:
    """Local files of a drag."""
    return [Path(url.toLocalFile()) for url in carried.urls() if url.isLocalFile()]


def _show_file(path: Path) -> None:
    """Hands a file to the system."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
