"""What was moved on the plan and is not saved yet, kept as a draft by floor, and back when the plan is edited again."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from stpdesk.core.changes import Changes
from stpdesk.db.drafts import CLOSED, TYPING
from stpdesk.ui.forms.drafts import PAUSE_MS, when_told
from stpdesk.ui.forms.kept import Drafts
from stpdesk.ui.spaces.shapes import Box
from stpdesk.ui.spaces.telling import tr

if TYPE_CHECKING:
    from datetime import date

    from stpdesk.actions.session import Session
    from stpdesk.db.drafts import Draft
    from stpdesk.ui.desk import Desk
    from stpdesk.ui.spaces.editing import Editor
    from stpdesk.ui.spaces.plan import PlanView


class PlanDrafts(QObject):
    """Follows one editing of the plan after the other."""

    def __init__(self, plan: PlanView, desk: Desk) -> None:
        super().__init__(plan)
        self._plan, self._desk = plan, desk
        self._drafts = Drafts(desk, "plan")
        self._floor = ""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        desk.parting.connect(self._on_parting)

    def begin(self, floor: tuple[str, str], editor: Editor) -> None:
        """A floor is edited: what was left of it comes back."""
        self._floor = floor_name = "/".join(floor)
        editor.changed.connect(self._pause.start)
        drafts = self._drafts
        self._desk.after(
            self,
            lambda session: (drafts.find(session, floor_name), session.today),
            partial(self._offer, editor),
        )

    def _offer(self, editor: Editor, found: tuple[Draft | None, date]) -> None:
        """Puts the units where they were pulled to, as one step that can be taken back."""
        draft, today = found
        if draft is None or self._plan.editor is not editor or editor.moved():
            return
        keys = {item.face.code: key for key, item in self._plan.items_by_key.items()}
        boxes: dict[str, Box] = {}
        for code, text in draft.texts.items():
            with suppress(ValueError, KeyError, TypeError):
                boxes[keys[code]] = Box(*(float(part) for part in text.split()))
        if boxes:
            editor.bring_back(boxes)
            words = tr("What you moved on the plan at {when} is back; Esc puts it back to where it was.")
            self._desk.changed.emit(Changes((), said=words.format(when=when_told(draft.at, today))))

    def keep(self, why: str = TYPING) -> None:
        """Keeps what is moved so far, now."""
        self._pause.stop()
        editor, park = self._plan.editor, self._desk.park
        if editor is None or park is None or not park.writable:
            return
        moved = {self._plan.items_by_key[key].face.code: box for key, box in editor.moved().items()}
        if moved:
            texts = {
                code: " ".join(str(side) for side in (box.x, box.y, box.w, box.h))
                for code, box in moved.items()
            }
            self._drafts.keep(self._floor, texts, why)
        else:
            self._drafts.forget(self._floor)

    def _on_parting(self) -> None:
        """The park is about to be closed."""
        if self._plan.editor is not None:
            self.keep(CLOSED)

    def drop(self, session: Session) -> None:
        """It is saved; on the writer's thread."""
        self._drafts.drop(session, self._floor)

    def forget(self) -> None:
        """The person put it back."""
        self._pause.stop()
        self._drafts.forget(self._floor)
