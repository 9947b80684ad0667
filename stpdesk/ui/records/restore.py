"""The restore drill: a backup becomes a park in a new folder, and both stand side by side; the park that is open stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from stpdesk.core.errors import Refused
from stpdesk.core.money import group_lakh, lakh
from stpdesk.ui import icons
from stpdesk.ui.desk import OpenPark
from stpdesk.ui.fault_line import FaultLine
from stpdesk.ui.fields.buttons import KeyButton
from stpdesk.ui.fields.written import Text
from stpdesk.ui.forms.dialogs import Small
from stpdesk.ui.forms.row import Row
from stpdesk.ui.parted import PartedScreen
from stpdesk.ui.parts import button, column, label, row, rule
from stpdesk.ui.progress import Task, Working
from stpdesk.ui.records import backup_words as words
from stpdesk.ui.records.backup_words import tr
from stpdesk.ui.sentences import in_words
from stpdesk.ui.tables import Cell, Column, Kind, Listing, Table
from stpdesk.ui.tenants.worked_out import WorkedOut
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.actions.backups import Compared, Drill
    from stpdesk.actions.session import Session

WIDTH, HEIGHT = 768, 640


@dataclass(frozen=True, slots=True)
class Side:
    """One figure of both sides as the list has it."""

    key: int
    name: str
    park: str
    copy: str
    equal: bool

    @property
    def sought(self) -> str:
        """Its name."""
        return self.name


class Restore(Small):
    """Where the copy goes; then its totals beside this park's."""

    def __init__(self, home: PartedScreen, source: Path, park: OpenPark) -> None:
        super().__init__(home.window())
        self._desk, self._home, self._source = home.desk, home, source
        self._beside = park.folder.parent
        self._task: Task | None = None
        self.drill: Drill | None = None
        title = tr("Restore into a new folder")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.folder = Text("folder", tr("New folder"), required=True, most=400, width=WIDTH - 48 - 112 - 8)
        self.folder.set_value(str(park.folder.parent / _name(park.folder, source)))
        self.faces = QStackedWidget()
        self.faces.addWidget(self._asking())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.faces)
        self.resize(px(WIDTH), px(280))
        self.folder.focus_here()

    # first: where to ----------------------------------------------------------------------------------------------

    def _asking(self) -> QWidget:
        """Which backup, which folder."""
        page = QWidget()
        choose = button(tr("In another place…"), icon="folder")
        choose.setAutoDefault(False)
        choose.clicked.connect(lambda *_: self._choose())
        self._row = Row(self.folder.label, [self.folder])
        self._row.label.setFixedWidth(px(112))
        self.folder.told.connect(self._grow, Qt.ConnectionType.QueuedConnection)
        self.working = Working()
        self._words = FaultLine(keeps=True)
        self._no = KeyButton(tr("Cancel"), "Esc")
        self._no.clicked.connect(self.reject)
        self.go = KeyButton(tr("Restore"), "Ctrl+Enter", primary=True)
        self.go.clicked.connect(lambda *_: self.restore())
        self.go.setShortcut("Ctrl+Return")
        self.go.setDefault(True)
        about = tr(
            "The backup {name} becomes a park of its own; the one you are in is not touched. Its totals then stand "
            "beside this park’s."
        ).format(name=self._source.name)
        lines = column(
            label(tr("Restore into a new folder"), "title"), label(about, "muted", wrap=True), 8,
            self._row, row(112, choose, None), self.working, self._words, None, row(None, self._no, self.go, 8),
        )  # fmt: skip
        lines.setContentsMargins(px(24), px(20), px(24), px(20))
        page.setLayout(lines)
        return page

    def _grow(self) -> None:
        """Room for what is wrong with the folder."""
        needed = self.faces.currentWidget().sizeHint().height()
        self.resize(self.width(), max(self.height(), needed))

    def _choose(self) -> None:
        """Another folder above it."""
        above = str(Path(self.folder.text()).parent)
        inside = QFileDialog.getExistingDirectory(self, tr("In which folder?"), above)
        if inside:
            self.folder.set_value(str(Path(inside) / Path(self.folder.text()).name))

    def restore(self) -> None:
        """Copies and proves it, beside everything else."""
        self.folder.set_fault("")
        self.folder.touch()
        if self._task is not None or self.folder.value() is None:
            self.folder.focus_here()
            return
        self._words.say("")
        self._task = Task(self)
        self.go.set_busy(True)
        self.working.begin(tr("Copying the backup and proving it…"), self._task)
        folder = self._beside / Path(self.folder.value()).expanduser()  # a bare name lies beside the park
        work = partial(_restore, source=self._source, folder=folder, told=self._task)
        self._desk.aside(self, work, self._done, refused=self._refused)

    def _rest(self) -> None:
        """No longer at it."""
        self._task = None
        self.go.set_busy(False)
        self.working.end()

    def _refused(self, refusal: Refused) -> None:
        """Why not: beside the folder, or below."""
        self._rest()
        if refusal.field == "folder":
            self.folder.set_fault(in_words(refusal))
            self.folder.focus_here()
        else:
            self._words.say(in_words(refusal))

    def reject(self) -> None:
        """Esc stops what is under way first."""
        if self._task is not None:
            self._task.stop()
        else:
            super().reject()

    # then: side by side -------------------------------------------------------------------------------------------

    def _done(self, drill: Drill) -> None:
        """Both stand side by side."""
        self._rest()
        self.drill = drill
        self.table = Table(self._desk, listing(drill))
        self.table.finder.hide()
        good, sentence = verdict(drill)
        mark, told = label(), label(sentence, wrap=True)
        icons.put(mark, "check" if good else "alert", "accent" if good else "red", 18)
        said = row(mark, told, spacing=12)
        said.setStretch(1, 1)
        close = KeyButton(tr("Close"), "Esc")
        close.clicked.connect(self.accept)
        self.open_it = button(tr("Open the restored park"), "primary", icon="right")
        self.open_it.clicked.connect(lambda *_: self._open())
        top = column(
            label(tr("This park and the restored copy"), "title"),
            said,
            label(str(drill.folder), "caption", wrap=True),
        )
        top.setContentsMargins(px(24), px(20), px(24), px(12))
        foot = row(None, close, self.open_it)
        foot.setContentsMargins(px(24), px(12), px(24), px(16))
        lines = column(top, self.table, rule(), foot, spacing=0)
        lines.setStretch(1, 1)
        page = QWidget()
        page.setLayout(lines)
        self.faces.addWidget(page)
        self.faces.setCurrentWidget(page)
        fits = self._home.window().size()
        self.grow(min(px(HEIGHT), fits.height() - px(32)))
        self.table.refresh()
        close.setFocus()

    def _open(self) -> None:
        """Leaves this park, after its last backup, for the door of the restored one."""
        from stpdesk.ui.window import Window

        window, drill = self._home.window(), self.drill
        self.accept()
        if isinstance(window, Window) and drill is not None:
            window.copies.make(partial(_go_to, window, drill.folder))


def _go_to(window: Any, folder: Path) -> None:
    """The restored park's own door."""
    window.leave_park()
    window.sign_in(folder)


def _name(park: Path, source: Path) -> str:
    """What the new folder may be called: the park's name and the moment of the backup."""
    stamp = source.name.removesuffix(".stpbackup").partition("-")[2] or "copy"
    return f"{park.name.removesuffix('.stpdesk')} restored {stamp}.stpdesk"


def _restore(session: Session, *, source: Path, folder: Path, told: Task) -> Drill:
    """On a thread of its own."""
    from stpdesk.actions.backups import restore

    return restore(session, source, folder, told)


def sides(drill: Drill) -> Sequence[Side]:
    """Every figure of both, the history last."""
    made = [
        Side(place, words.total(one.name), _shown(one, one.park), _shown(one, one.copy), one.equal)
        for place, one in enumerate(drill.totals, start=1)
    ]
    history = Side(
        len(made) + 1, tr("Audit trail up to change"), words.head(drill.seq, drill.park_hash),
        words.head(drill.seq, drill.hash), drill.same_history,
    )  # fmt: skip
    return [*made, history]


def _shown(one: Compared, value: int) -> str:
    """A count or an amount."""
    return lakh(value) if one.kind == "money" else group_lakh(value)


def listing(drill: Drill) -> Listing:
    """The figures side by side."""
    there = WorkedOut(lambda _db, _day: sides(drill))
    return Listing(
        "restored", tr("This park and the restored copy"),
        (
            Column("name", tr("Figure"), Kind.STRONG, 220, sort=None, stretch=True),
            Column("park", tr("This park now"), Kind.TEXT, 160, right=True, sort=None),
            Column("copy", tr("Restored copy"), Kind.TEXT, 160, right=True, sort=None),
            Column("equal", tr("Compared"), Kind.STATE, 120, sort=None),
        ),
        keys=there.keys, rows=there.rows, cells=side_cells, when="day",
    )  # fmt: skip


def side_cells(one: Side, _today: date) -> tuple[Any, ...]:
    """One figure of both."""
    state = Cell(tr("equal"), mark="good") if one.equal else Cell(tr("different"), mark="ask", tone="strong")
    return (one.name, one.park, one.copy, state)


def verdict(drill: Drill) -> tuple[bool, str]:
    """Whether all is well, and the sentence that says so."""
    other = sum(not one.equal for one in drill.totals)
    if not drill.same_history:
        return False, tr("The copy’s audit trail is not this park’s: do not rely on it.")
    if not other:
        return True, tr("The backup is whole: all {count} totals are equal, and its audit trail is this park’s own.").format(
            count=len(drill.totals)
        )  # fmt: skip
    if drill.since:
        words_of = tr(
            "The backup is whole. {other} of {count} totals differ, for %n changes came after it was made."
        )
        return True, words_of.replace("%n", group_lakh(drill.since)).format(
            other=other, count=len(drill.totals)
        )
    return False, tr("{other} of {count} totals differ, though nothing was changed since: do not rely on this copy.").format(
        other=other, count=len(drill.totals)
    )  # fmt: skip
