"""A form of fields: sections, rows, what is wrong and what saving will do, a draft kept through a crash."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.core.park import ZONE
from stpdesk.core.typed import Slip
from stpdesk.core.typed_dates import day_text
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.base import Field
from stpdesk.ui.fields.segments import Segmented
from stpdesk.ui.forms.drafts import PAUSE_MS, DraftBanner, DraftBox, Kept
from stpdesk.ui.forms.footer import Footer
from stpdesk.ui.forms.row import Row, Rule
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

Values = dict[str, Any]
Act = Callable[["Session", Values], Changes]
Preview = Callable[["Session", Values], Any]
F = TypeVar("F", bound=Field)

PREVIEW_MS = 120
LABEL_LEAST, LABEL_MOST = 112, 176


class Form(QWidget):
    """Fields under their labels, on one edge. `act` saves them on the writer's thread; its refusals come back beside them."""

    saved = Signal(object)
    """Changes: what the act changed; everybody else hears of it through the desk"""
    cancelled = Signal()
    """the person left without saving; the draft is gone"""
    changed = Signal()

    def __init__(self, desk: Desk, name: str, *, save: str, act: Act, drafts: DraftBox | None = None) -> None:
        super().__init__()
        self._desk, self._name, self._act, self._box = desk, name, act, drafts
        self._thing = ""
        self._fields: dict[str, Field] = {}
        self._others: dict[str, str] = {}
        self._rows: list[Row] = []
        self._clean: dict[str, str] = {}
        self._saving = self._quiet = self._over = False
        self._preview: Preview | None = None
        self._shown: Callable[[Any], None] | None = None
        self._forseen: Field | None = None
        self.setObjectName(f"form-{name}")
        self.banner = DraftBanner()
        self.footer = Footer(save)
        self._build()
        self._connect()

    def _build(self) -> None:
        """Rows at the left, a side panel where there is one, the footer below."""
        self._column = QVBoxLayout()
        self._column.setContentsMargins(px(24), px(12), px(24), px(16))
        self._column.setSpacing(px(8))
        self._column.addWidget(self.banner)
        inside = QWidget()
        holder = QVBoxLayout(inside)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addLayout(self._column)
        holder.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.area.setWidget(inside)
        self._body = QHBoxLayout()
        self._body.setSpacing(0)
        self._body.addWidget(self.area, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._body, 1)
        whole.addWidget(self.footer)

    def _connect(self) -> None:
        """Keys, buttons, and the two pauses after the last key."""
        self.footer.save.clicked.connect(self.save)
        self.footer.cancel.clicked.connect(self.cancel)
        self.footer.jump.connect(self.go_to_wrong)
        self.banner.discarded.connect(self.discard_draft)
        self._desk.crashed.connect(self._rest)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.save)
        self._draft_pause = _pause(self, PAUSE_MS, self.keep_draft)
        self._preview_pause = _pause(self, PREVIEW_MS, self._ask_preview)

    # making it -----------------------------------------------------------------------------------------------------

    def section(self, heading: str, act: QPushButton | None = None) -> QLabel:
        """A heading; a link such as “Add a charge” may stand at its right end."""
        if self._rows:
            self._column.addSpacing(px(8))
            self._column.addWidget(Rule())
            self._column.addSpacing(px(4))
        label = QLabel(heading)
        label.setProperty("look", "section")
        label.setMinimumHeight(px(24))
        line = QHBoxLayout()
        line.addWidget(label, 1)
        if act is not None:
            line.addWidget(act)
        self._column.addLayout(line)
        return label

    def add(self, field: F, note: str = "", *, also: Iterable[str] = ()) -> F:
        """A field on a row of its own; `also`: other names by which core calls it in a refusal."""
        self.row(field.label, field)
        if note:
            field.note(note)
        self._others |= dict.fromkeys(also, field.name)
        return field

    def row(self, label: str, *fields: Field, words: Sequence[str] = ()) -> Row:
        """Several fields on one row under one label; `words` stand after each (“every”, “from”)."""
        made = Row(label, fields, words)
        for field in fields:
            if field.name in self._fields:
                raise ValueError(f"two fields are called {field.name}")
            self._fields[field.name] = field
            field.changed.connect(self._edited)
            field.told.connect(self._count)
        self._rows.append(made)
        self._column.addWidget(made)
        width = max(px(LABEL_LEAST), min(max(row.wants() for row in self._rows) + px(16), px(LABEL_MOST)))
        for row in self._rows:
            row.label.setFixedWidth(width)
        return made

    def widget(self, widget: QWidget) -> None:
        """Something else between the rows."""
        self._column.addWidget(widget)

    def side(self, widget: QWidget, width: float | None = None) -> None:
        """A panel at the right that scrolls on its own: a lease's schedule."""
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(widget)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        panel = QFrame()
        panel.setProperty("look", "panel")
        inner = QVBoxLayout(panel)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(area)
        if width is not None:
            panel.setFixedWidth(px(width))
        self.area.setMinimumWidth(px(480))
        self._body.addWidget(panel, 1)

    def previews(self, preview: Preview, shown: Callable[[Any], None]) -> None:
        """On every change `preview(session, values)` is worked out beside the window and given to `shown`."""
        self._preview, self._shown = preview, shown

    def natural_height(self) -> int:
        """How high it would be without scrolling."""
        return self._column.sizeHint().height() + self.footer.height() + px(12)

    def start(self, values: Mapping[str, Any] | None = None, thing: str = "") -> None:
        """Fills the form about a thing ("" = a new one), as unchanged; then looks for a draft of it."""
        self._thing, self._over = thing, False
        self.put(values or {})
        self._clean = self.texts()
        self.banner.hide()
        for field in self._fields.values():
            field.set_fault("")
            field.touch(False)
        self._count()
        self._look_for_draft()
        self._preview_pause.start()

    # values --------------------------------------------------------------------------------------------------------

    def field(self, name: str) -> Field:
        """The field of that name, or of another of core's names for it; KeyError where there is none."""
        return self._fields[self._others.get(name, name)]

    def fields(self) -> list[Field]:
        """All of them, in the order they stand."""
        return list(self._fields.values())

    def values(self) -> Values:
        """What the fields mean, by name; None where one is blank or cannot be read."""
        return {name: field.value() for name, field in self._fields.items()}

    def put(self, values: Mapping[str, Any]) -> None:
        """Shows values; fields not named stay."""
        self._quiet = True
        for name, value in values.items():
            self._fields[name].set_value(value)
        self._quiet = False

    def texts(self) -> dict[str, str]:
        """What was typed, by name."""
        return {name: field.text() for name, field in self._fields.items()}

    def put_texts(self, texts: Mapping[str, str]) -> None:
        """Puts back what was typed, also what cannot be read."""
        self._quiet = True
        for name, text in texts.items():
            if name in self._fields:
                self._fields[name].set_text(text)
        self._quiet = False

    def is_dirty(self) -> bool:
        """Whether anything would be lost."""
        return self.texts() != self._clean

    def faults(self) -> dict[str, Slip]:
        """What is wrong with the fields now, seen or not, by name."""
        found = ((name, field.slip()) for name, field in self._fields.items() if field.isEnabled())
        return {name: slip for name, slip in found if slip is not None}

    def consequence(self, text: str) -> None:
        """The line beside the buttons: what saving will do."""
        self.footer.say(text)

    # saving and leaving --------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Saves; goes to the first wrong field where there is one. A second call while saving does nothing."""
        if self._saving:
            return
        for field in self.fields():
            field.settle()
            field.touch()
        if self.faults():
            self.go_to_wrong()
            return
        self.keep_draft()
        values, box, act, name, thing = self.values(), self._box, self._act, self._name, self._thing

        def work(session: Session) -> Changes:
            changes = act(session, values)
            if box is not None:
                box.drop(session, name, thing)
            return changes

        self._saving = True
        self.footer.busy(True)
        self._desk.act(self, work, self._done, refused=self._refused)

    def cancel(self) -> None:
        """Leaves; asks first if something would be lost."""
        if self._saving:
            return
        if self.is_dirty() and not self._may_lose():
            return
        self._forget_draft()
        self._over = True
        self.cancelled.emit()

    def go_to_wrong(self) -> None:
        """To the first field that has to be corrected."""
        for field in self.fields():
            if field.isEnabled() and field.slip():
                field.touch()
                self.area.ensureWidgetVisible(field)
                field.focus_here()
                return

    def refuse(self, error: Refused) -> None:
        """Shows a refusal: beside its field, the rest in the footer. Several faults go to their fields each."""
        told = [(fault.column or "", fault.expected) for fault in error.faults]
        left: list[str] = []
        for name, sentence in told or [(error.field or "", str(error))]:
            key = self._others.get(name, name)
            if key in self._fields:
                self._fields[key].set_fault(sentence)
            else:
                left.append(sentence)
        if told and len(left) == len(told):
            left.insert(0, str(error))
        self._count()
        if left:
            self.footer.say(" ".join(left), wrong=True)
        if len(left) < max(len(told), 1):
            self.go_to_wrong()

    def _may_lose(self) -> bool:
        """Asks."""
        from stpdesk.ui.forms.dialogs import ask

        return ask(
            self, self.tr("Leave without saving?"), self.tr("What you typed here is not saved yet and would be lost."),
            [("leave", self.tr("Discard it"))], no=self.tr("Keep editing"),
        ) == "leave"  # fmt: skip

    def _done(self, changes: Changes) -> None:
        """It is on disk."""
        self._rest()
        self._draft_pause.stop()
        self._over = True
        self._clean = self.texts()
        self.banner.hide()
        self.saved.emit(changes)

    def _refused(self, error: Refused) -> None:
        """The act said no."""
        self._rest()
        self.refuse(error)

    def _rest(self, _error: object = None) -> None:
        """No longer saving."""
        self._saving = False
        self.footer.busy(False)

    # what changes while typing -------------------------------------------------------------------------------------

    def _edited(self) -> None:
        """A field is another: a draft and a preview, each after its pause."""
        self._preview_pause.start()
        if not self._quiet:
            self._over = False
            self._draft_pause.start()
            self.changed.emit()

    def _count(self) -> None:
        """The footer names what is wrong."""
        self.footer.name_wrong([field for field in self.fields() if field.shown_slip()])

    def _ask_preview(self) -> None:
        """Works the preview out; only the latest one counts."""
        if self._preview is None:
            return
        values, preview = self.values(), self._preview
        self._desk.ask(
            self,
            lambda session: preview(session, values),
            self._foreseen,
            slot="preview",
            refused=self._foreseen_refused,
        )

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
            self.footer.say(str(error))
        elif not field.is_blank() and field.slip() is None and not field.control().hasFocus():
            field.set_fault(str(error))
            self._forseen = field

    def _take_back(self) -> None:
        """What the last preview said against a field no longer counts."""
        if self._forseen is not None:
            self._forseen.set_fault("")
            self._forseen = None

    # drafts --------------------------------------------------------------------------------------------------------

    def keep_draft(self) -> None:
        """Keeps what was typed, now."""
        self._draft_pause.stop()
        if self._box is None or self._over or not self.is_dirty() or not self._writable():
            return
        texts, box, name, thing = self.texts(), self._box, self._name, self._thing
        self._desk.keep(lambda session: box.save(session, name, thing, texts), ("draft", name, thing))

    def discard_draft(self) -> None:
        """The form as it was before the draft came back."""
        self._forget_draft()
        self.put_texts(self._clean)
        self.banner.hide()
        for field in self.fields():
            field.touch(False)
        self._preview_pause.start()
        if self._fields:
            self.fields()[0].focus_here()

    def _look_for_draft(self) -> None:
        """Offers a draft back, if one was left."""
        if self._box is None:
            return
        box, name, thing = self._box, self._name, self._thing
        self._desk.ask(
            self,
            lambda session: (box.find(session, name, thing), session.today),
            self._offer_draft,
            slot="draft",
        )

    def _offer_draft(self, found: tuple[Kept | None, Any]) -> None:
        """Puts it in, unless the person typed already."""
        kept, today = found
        if kept is None or self.is_dirty() or dict(kept.texts) == self._clean:
            return
        self.put_texts(kept.texts)
        for field in self.fields():
            if field.text() != self._clean.get(field.name):
                field.settle()
        local = kept.at.astimezone(ZoneInfo(ZONE)) if kept.at.tzinfo else kept.at.replace(tzinfo=UTC)
        when = f"{local:%H:%M}" if local.date() == today else f"{day_text(local.date())}, {local:%H:%M}"
        self.banner.tell(when, kept.why)
        self._preview_pause.start()

    def _forget_draft(self) -> None:
        """Drops the draft on disk."""
        self._draft_pause.stop()
        if self._box is not None and self._writable():
            box, name, thing = self._box, self._name, self._thing
            self._desk.keep(lambda session: box.drop(session, name, thing), ("draft", name, thing))

    def _writable(self) -> bool:
        """Whether drafts can be kept at all."""
        return self._desk.park is not None and self._desk.park.writable

    # keys and the window -------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next field, Esc leaves."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            focused = self.focusWidget()
            if isinstance(focused, QAbstractButton) and not focused.isCheckable():
                focused.click()
            else:
                self._next()
        elif key == Qt.Key.Key_Escape:
            self.cancel()
        else:
            super().keyPressEvent(event)

    def _next(self) -> None:
        """The next place that takes the keyboard; after the last field the Save button."""
        last = next((field for field in reversed(self.fields()) if field.isEnabled()), None)
        inside = last is not None and last.isAncestorOf(self.focusWidget())
        if (
            last is not None
            and inside
            and (self.focusWidget() not in last.stops()[:-1] or isinstance(last, Segmented))
        ):
            self.footer.save.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.focusNextChild()

    def _stops(self) -> list[QWidget]:
        """Every place Tab comes to, in visual order."""
        found: list[QWidget] = []
        for row in self._rows:
            for field in row.fields:
                found += field.stops()
            found.append(row.fix)
        return [*found, self.footer.wrong, self.footer.cancel, self.footer.save]

    def order(self) -> None:
        """Tab order = visual order; again after rows came or went."""
        stops = self._stops()
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard goes to the first empty field."""
        super().showEvent(event)
        self.order()
        focused = self.window().focusWidget()
        if focused is None or not self.isAncestorOf(focused):  # type: ignore[redundant-expr]  # Qt gives None
            first = next((field for field in self.fields() if field.isEnabled() and field.is_blank()), None)
            if first is not None:
                first.focus_here()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is typed is kept when the window goes to another screen."""
        super().hideEvent(event)
        self.keep_draft()


def _pause(parent: QWidget, milliseconds: int, then: Callable[[], None]) -> QTimer:
    """A timer that runs once after the last start."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(then)
    return timer
