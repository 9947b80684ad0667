"""A form that saves by one act: its refusals beside the fields, a preview while typing, a draft kept through a crash."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QWidget

from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.db.drafts import LEFT, REFUSED, TYPING, Draft
from stpdesk.ui.allowed import barred
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.base import Field
from stpdesk.ui.forms.drafts import PAUSE_MS
from stpdesk.ui.forms.kept import Drafts, stays
from stpdesk.ui.forms.saving import Saving
from stpdesk.ui.forms.sheet import Sheet, Values
from stpdesk.ui.parts import Notice
from stpdesk.ui.sentences import in_words

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

Act = Callable[["Session", Values], Changes]
Preview = Callable[["Session", Values], Any]

PREVIEW_MS = 120


class Form(Saving, Sheet):
    """`act(session, values)` saves on the writer's thread; the park's drafts keep what is typed until then."""

    saved = Signal(object)
    """Changes: what the act changed; everybody else hears of it through the desk"""
    cancelled = Signal()
    """the person left without saving; the draft is gone"""

    def __init__(self, desk: Desk, name: str, *, save: str, act: Act) -> None:
        super().__init__(save)
        self._desk, self._act, self._drafts = desk, act, Drafts(desk, name)
        self._name = name
        self._thing = ""
        self._new: dict[str, str] | None = None
        self._over = self._barred = False
        self._bar: Notice | None = None
        self._preview: Preview | None = None
        self._shown: Callable[[Any], None] | None = None
        self._foretold: Field | None = None
        self.setObjectName(f"form-{name}")
        self._draft_pause = _pause(self, PAUSE_MS, self.keep_draft)
        self._preview_pause = _pause(self, PREVIEW_MS, self._ask_preview)
        self.footer.save.clicked.connect(self.save)
        self.footer.cancel.clicked.connect(self.cancel)
        self.footer.jump.connect(self.go_to_wrong)
        self.banner.discarded.connect(self.discard_draft)
        self.changed.connect(self._typed)
        self._listen(desk)

    def previews(self, preview: Preview, shown: Callable[[Any], None]) -> None:
        """On every change `preview(session, values)` is worked out beside the window and given to `shown`."""
        self._preview, self._shown = preview, shown

    def consequence(self, text: str) -> None:
        """The line beside the buttons: what saving will do; nothing for a person who may not save."""
        self.footer.say("" if self._barred else text)

    def start(self, values: Mapping[str, Any] | None = None, thing: str = "") -> None:
        """Fills the form about a thing ("" = a new one), as unchanged; then looks for a draft of it."""
        self._draft_pause.stop()
        if self._new is None:
            self._new = self.texts()
        else:
            self.put_texts(self._new)
        self._thing, self._over, self._why, self._at = thing, False, TYPING, None
        self.put(values or {})
        self._as_unchanged()
        self._look_for_draft()
        self._preview_pause.start()
        self._say_who_may()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes back types on in the field they left, for it has nothing to type into itself; not before it is filled."""
        super().focusInEvent(event)
        if self._at is not None and not self._over and self._at.isVisible() and self._at.isEnabled():
            self._at.focus_here()

    def _say_who_may(self) -> None:
        """A person whose role does not cover it reads why before typing, and reads the form only."""
        why_not = barred(self._desk, self._name)
        if bool(why_not) is not self._barred:  # the same form serves whoever signs in next
            self._barred = bool(why_not)
            for field in self.fields():
                field.set_locked(self._barred)
            self.footer.save.setEnabled(not self._barred)
            self.consequence("")
            if self._bar is None:
                self._bar = Notice()
                self._column.insertWidget(0, self._bar)
        if self._bar is not None:
            self._bar.say(why_not)

    def _as_unchanged(self) -> None:
        """What the fields hold now is what they held."""
        self._clean = self.texts()
        self.banner.hide()
        self.footer.take_back()
        with self._counted_once():
            for field in self.fields():
                field.set_fault("")
                field.touch(False)

    # saving and leaving --------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Saves; goes to the first wrong field where there is one. A second call while saving does nothing."""
        if self._saving or self._barred:
            return
        self.footer.take_back()
        with self._counted_once():
            for field in self.fields():
                field.set_fault("")  # what the last try was refused for may be settled in another field
                field.settle()
                field.touch()
        if self.faults():
            self.go_to_wrong()
            self._preview_pause.start()  # what it said of other fields stands beside them again
            return
        self.keep_draft()
        values, act, drafts, thing = self.values(), self._act, self._drafts, self._thing

        def work(session: Session) -> Changes:
            changes = act(session, values)
            drafts.drop(session, thing)
            return changes

        self._begin_saving()
        self._desk.act(self, work, self._done, refused=self._refused)

    def cancel(self) -> None:
        """Leaves; asks first if something would be lost."""
        if self._saving or (self.is_dirty() and not self._may_lose()):
            return
        self._forget_draft()
        self._over = True
        self.cancelled.emit()

    def refuse(self, error: Refused) -> None:
        """Shows a refusal: beside its field, the rest in the footer. Several faults go to their fields each."""
        told = [(fault.column or "", in_words(fault.expected)) for fault in error.faults]
        left: list[str] = []
        for name, sentence in told or [(error.field or "", in_words(error))]:
            key = self._others.get(name, name)
            if key in self._fields:
                self._fields[key].set_fault(sentence)
            else:
                left.append(sentence)
        if told and len(left) == len(told):
            left.insert(0, in_words(error))
        if left:
            self.footer.refuse(" ".join(left))
        if len(left) < max(len(told), 1):
            self.go_to_wrong()

    def _may_lose(self) -> bool:
        """Asks."""
        from stpdesk.ui.forms.dialogs import ask

        return ask(
            self, self.tr("Leave without saving?"), self.tr("What you typed here is not saved yet and would be lost."),
            [("leave", self.tr("Discard it"))], no=self.tr("Keep editing"), careful=True,
        ) == "leave"  # fmt: skip

    def _done(self, changes: Changes) -> None:
        """It is on disk."""
        self._rest()
        self._draft_pause.stop()
        self._over = True
        self._as_unchanged()
        self.saved.emit(changes)

    def _unsaved(self, why: str) -> None:
        """What was not foreseen meanwhile is foreseen again."""
        super()._unsaved(why)
        self._preview_pause.start()

    def _refused(self, error: Refused) -> None:
        """The act said no; a preview that comes later does not take that back."""
        self._unsaved(REFUSED)
        self._take_back()
        self.refuse(error)

    # while typing --------------------------------------------------------------------------------------------------

    def _typed(self) -> None:
        """The person changed something: a draft after a pause."""
        self._over, self._why = False, TYPING
        self._draft_pause.start()

    def _edited(self) -> None:
        """Whoever changed something: another preview after a pause."""
        super()._edited()
        self._preview_pause.start()

    def _ask_preview(self) -> None:
        """Works the preview out; only the latest one counts."""
        if self._preview is None:
            return
        values, preview = self.values(), self._preview
        self._desk.ask(
            self, lambda session: preview(session, values), partial(self._heard, self._foreseen),
            slot="preview", refused=partial(self._heard, self._foreseen_refused),
        )  # fmt: skip

    def _heard(self, tell: Callable[[Any], None], answer: Any) -> None:
        """A preview, or why there is none; while it is being saved it may have seen what is saved, and is not told."""
        if not self._saving:
            tell(answer)

    def _foreseen(self, seen: Any) -> None:
        """The preview came."""
        self._take_back()
        if self._shown is not None:
            self._shown(seen)

    def _foreseen_refused(self, error: Refused) -> None:
        """Saving would be refused: said beside the field as soon as the person has left it."""
        self._take_back()
        field = self._fields.get(self._others.get(error.field or "", error.field or ""))
        if field is None:
            self.consequence(in_words(error))
        elif not field.is_blank() and field.slip() is None and not field.control().hasFocus():
            field.set_fault(in_words(error))
            self._foretold = field

    def _take_back(self) -> None:
        """What the last preview said against a field no longer counts."""
        if self._foretold is not None:
            self._foretold.set_fault("")
            self._foretold = None

    # drafts --------------------------------------------------------------------------------------------------------

    def keep_draft(self, why: str = TYPING) -> None:
        """Keeps what was typed, now; `why` it is not saved, unless a refusal or a fault says more.

        Not while it is being saved: the draft that was kept before goes with the act, and one written after it would stay.
        """
        self._draft_pause.stop()
        if self._saving or self._over or not self._writable() or not self.is_dirty():
            return
        self._drafts.keep(self._thing, self.texts(), self._reason(why))

    def discard_draft(self) -> None:
        """The form as it was before the draft came back."""
        self._forget_draft()
        self.put_texts(self._clean)
        self._as_unchanged()
        self._preview_pause.start()
        if self._fields:
            self.fields()[0].focus_here()

    def _look_for_draft(self) -> None:
        """Offers a draft back, if one was left."""
        drafts, thing = self._drafts, self._thing

        def found(answer: tuple[Draft | None, Any]) -> None:
            if thing == self._thing:
                self._offer_draft(*answer)

        self._desk.after(self, lambda session: (drafts.find(session, thing), session.today), found)

    def _offer_draft(self, kept: Draft | None, today: Any) -> None:
        """Puts it in, unless the person typed already."""
        if kept is None or self._barred or self.is_dirty() or dict(kept.texts) == self._clean:
            return
        self.put_texts(kept.texts)
        for field in self.fields():
            if field.text() != self._clean.get(field.name):
                field.settle()
        self.banner.tell(kept, today, of_this_run=self._drafts.of_this_run(self._thing))
        self._preview_pause.start()

    def _forget_draft(self) -> None:
        """Drops the draft on disk."""
        self._draft_pause.stop()
        if self._writable():
            self._drafts.forget(self._thing)

    def _writable(self) -> bool:
        """Whether drafts can be kept at all."""
        return self._desk.park is not None and self._desk.park.writable

    def hideEvent(self, event: QHideEvent) -> None:
        """What is typed is kept when the window goes to another screen."""
        super().hideEvent(event)
        self.keep_draft(LEFT if stays(self) else TYPING)


def _pause(parent: QWidget, milliseconds: int, then: Callable[[], None]) -> QTimer:
    """A timer that runs once after the last start."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(then)
    return timer
