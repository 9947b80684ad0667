"""The part of the records about backups: which there are, one more now, one read back, where they go, the restore drill."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QBoxLayout, QWidget

from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.ui import wording
from stpdesk.ui.part import Part
from stpdesk.ui.parted import PartedScreen
from stpdesk.ui.parts import button
from stpdesk.ui.progress import Task, Working
from stpdesk.ui.records import backup_words as words
from stpdesk.ui.records.backup_words import tr
from stpdesk.ui.screen import MARGIN
from stpdesk.ui.tables import Cell, Column, Kind, Listing, formats
from stpdesk.ui.tenants.worked_out import WorkedOut
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.actions.backups import Shelf
    from stpdesk.actions.session import Session
    from stpdesk.db.backup_plan import BackupPlan
    from stpdesk.db.backups_held import Held


@dataclass(frozen=True, slots=True)
class BackupRow:
    """One backup as the list has it."""

    held: Held
    own: bool

    @property
    def key(self) -> int:
        """The same for the same place."""
        return zlib.crc32(str(self.held.place).encode())

    @property
    def made(self) -> int:
        """Seconds since 1970."""
        return self.held.made

    @property
    def where(self) -> str:
        """Its folder."""
        return words.place(self.held.place.parent, self.own)

    @property
    def size(self) -> int:
        """Bytes."""
        return self.held.size

    @property
    def change(self) -> int:
        """The last change in it."""
        return self.held.seq

    @property
    def verified(self) -> int | None:
        """When it was read back whole."""
        return self.held.verified

    @property
    def sought(self) -> str:
        """What it is filtered by."""
        return f"{self.held.place.name} {self.where} {wording.day(_day(self.made))}"


@dataclass(frozen=True, slots=True)
class Found:
    """All that the part shows."""

    shelves: tuple[Shelf, ...]
    plan: BackupPlan


class Backups(Part):
    """Newest first; the park's own folder and every chosen one."""

    TELLS_BELOW = True

    def __init__(self, screen: PartedScreen) -> None:
        self.found: Found | None = None
        super().__init__(screen)
        self._now = button(tr("Back up now"), "primary", icon="backup", keys="Ctrl+N")
        self._now.clicked.connect(lambda *_: self.add())
        self._at_work = False
        self.working = Working()
        self.working.setContentsMargins(px(MARGIN), px(6), px(MARGIN), px(6))
        whole = self.layout()
        if isinstance(whole, QBoxLayout):
            whole.addWidget(self.working)

    def _build(self) -> None:
        """Its acts."""
        self.act_button(button(tr("Read back"), icon="check", keys="F2"), self.open)
        self.act_button(button(tr("Restore…"), icon="undo", keys="Ctrl+R"), self.restore)
        self.act_button(button(tr("Where and how often…"), icon="settings"), self.choose, one=False)

    def header(self) -> Sequence[QWidget]:
        """The main act."""
        return (self._now,)

    def listing(self, there: WorkedOut) -> Listing:
        """Its columns."""
        return Listing(
            "backups", tr("Backups"),
            (
                Column("made", tr("Made"), Kind.INSTANT, 176),
                Column("where", tr("Where"), Kind.TEXT, 160, stretch=True),
                Column("size", tr("Size"), Kind.COUNT, 96, gives=1),
                Column("change", tr("Up to change"), Kind.COUNT, 120, gives=2),
                Column("verified", tr("Read back"), Kind.STATE, 220),
                Column("name", tr("Name"), Kind.MUTED, 240, sort=None, hidden=True),
            ),
            keys=there.keys, rows=there.rows, cells=cells, when="day", sort="made", descending=True,
            empty=tr("There is no backup yet. Making one and reading it back takes a moment."), act=tr("Back up now"),
        )  # fmt: skip

    def work(self, session: Session) -> Sequence[Any]:
        """What lies in the folders now; the plan comes with it."""
        from stpdesk.actions import backups

        return [Found(backups.shelves(session), backups.plan(session))]

    def _show(self, found: tuple[Any, ...]) -> None:
        """The rows, and what is said above them."""
        self.found = found[0]
        shelves = self.found.shelves
        super()._show(tuple(BackupRow(held, shelf.own) for shelf in shelves for held in shelf.held))
        self._on_selected()

    def _on_selected(self) -> None:
        """What is wrong with the selected one, else how backups are made."""
        super()._on_selected()
        row: BackupRow | None = self.chosen()
        if row is not None and row.held.problem:
            self.told.say(row.held.problem)
        elif self.found is not None:
            self.told.say(said(self.found))

    # acts ------------------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """One more, now."""
        self._run(tr("Making a backup and reading it back…"), _back_up)

    def open(self) -> None:
        """The selected one read back."""
        row: BackupRow | None = self.chosen()
        if row is not None:
            self._run(tr("Reading the backup back…"), partial(_verify, place=row.held.place))

    def restore(self) -> None:
        """The drill: a new park from the selected one, beside this one."""
        from stpdesk.ui.records.restore import Restore

        row: BackupRow | None = self.chosen()
        if row is not None and self._desk.park is not None:
            dialog = Restore(self.home, row.held.place, self._desk.park)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def choose(self) -> None:
        """Where copies go, and how often."""
        from stpdesk.ui.records.backup_plan import plan_form

        if self.found is not None:
            self.dialog(tr("Where and how often"), plan_form(self._desk, self.found.plan))

    def _run(self, sentence: str, work: Callable[..., Changes]) -> None:
        """Long work beside everything else, one at a time; its button stays, for a greyed one would lose the keyboard."""
        if self._at_work:
            return
        task = Task(self)
        self._at_work = True
        self.working.begin(sentence, task)

        def over() -> None:
            self._at_work = False
            self.working.end()

        def done(changes: Changes) -> None:
            over()
            self._desk.changed.emit(changes)

        def refused(refusal: Refused) -> None:
            over()
            self.refresh()  # a backup that is damaged says so in the list
            self._desk.refused.emit(refusal)

        self._desk.aside(self, lambda session: work(session, told=task), done, refused=refused)


def cells(one: BackupRow, _today: date) -> tuple[Any, ...]:
    """As the columns say it."""
    held = one.held
    state: Any = Cell(None, tr("never"), tone="muted")
    if held.problem:
        state = Cell(held.problem, tr("damaged"), mark="bad", tone="due")
    elif held.verified is not None:
        state = Cell(held.verified, formats.instant(held.verified), mark="good")
    return (
        held.made,
        one.where,
        Cell(held.size, words.size(held.size)) if held.size else None,
        held.seq or None,
        state,
        held.place.name,
    )


def said(found: Found) -> str:
    """How often, and which stick is out."""
    out = [str(one.folder) for one in found.shelves if not one.own and not one.there]
    often = words.minutes(found.plan.minutes)
    if out:
        return tr("Not there now: {folders}. Copies follow when it is.").format(folders=", ".join(out))
    if len(found.shelves) == 1:
        return tr("Made {often}; no copy elsewhere yet.").format(often=often)
    return tr("Made {often}, and copied.").format(often=often)


def _day(instant: int) -> date:
    """In the park's time."""
    from stpdesk.core.civil import local

    return local(instant).date()


def _back_up(session: Session, told: Task) -> Changes:
    """One more, told in a sentence."""
    from stpdesk.actions.backups import back_up

    made = back_up(session, told)
    sentence = tr("Backup made and read back: {name}.").format(name=made.told["backup"])
    return Changes(made.nouns, **{**made.told, "said": " ".join([sentence, *_of_copies(made)])})


def _of_copies(made: Changes) -> list[str]:
    """What became of the copies on other disks."""
    copied: Any = made.told["copied"]
    missing: Any = made.told["missing"]
    failed: Any = made.told["failed"]
    told = [tr("Copied to {folders}.").format(folders=", ".join(map(str, copied)))] if copied else []
    told += [tr("Not there: {folders}.").format(folders=", ".join(map(str, missing)))] if missing else []
    return told + list(failed)


def _verify(session: Session, told: Task, *, place: Path) -> Changes:
    """The same for one that is read back."""
    from stpdesk.actions.backups import verify

    found = verify(session, place, told)
    sentence = tr("{name} is whole: every file, table and change up to {head}.").format(
        name=place.name, head=words.head(int(str(found.told["seq"])), str(found.told["hash"]))
    )
    return Changes(found.nouns, **{**found.told, "said": sentence})
