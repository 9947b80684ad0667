"""What every field is: a name of core's, a label, what was typed, what it means, and what is wrong with it."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from stpdesk.core.typed import Slip
from stpdesk.ui.sentences import in_words
from stpdesk.ui.theme import px

REQUIRED = "{label} is missing."


class Field(QWidget):
    """One thing a person fills in. Subclasses make the control and say what its text means.

    `name` is the field's name in core (`Refused.field`); `label` its accessible name and what the footer calls it.
    """

    changed = Signal()
    """by typing, choosing or the program: the value may be another"""
    left = Signal()
    """the focus went elsewhere and the text was put in order"""
    loaded = Signal()
    """a value given before its list came is shown now"""
    reordered = Signal()
    """places that Tab comes to were added or taken away"""
    told = Signal()
    """its fault or its note is another"""

    WIDE: ClassVar[bool] = False
    """a fix stands under it, not beside it"""

    def __init__(
        self, name: str, label: str, *, required: bool = False, suffix: str = "", tip: str = ""
    ) -> None:
        super().__init__()
        self.name, self.label, self.required = name, label, required
        self._slip: Slip | None = None
        self._noted = ""
        self._touched = False
        self._control: QWidget = self
        self.setObjectName(f"field-{name}")
        self.setToolTip(tip)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(px(8))
        self._suffix = suffix

    # what a subclass says

    def value(self) -> Any:
        """What the text means; None where it is blank or cannot be read."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Shows a value; None empties the field."""
        raise NotImplementedError

    def text(self) -> str:
        """What was typed, also where it cannot be read."""
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Puts back what was typed (a draft's text)."""
        raise NotImplementedError

    def _own_slip(self) -> Slip | None:
        """What is wrong with the text itself, but that it is missing."""
        return None

    def take_fix(self, fix: str) -> None:
        """Puts the proposed text in, as if it were typed."""
        self.set_text(fix)

    def is_blank(self) -> bool:
        """Whether nothing is filled in."""
        return not self.text().strip()

    # what all share

    def slip(self) -> Slip | None:
        """What is wrong with the field, seen or not yet: its own text, or what an act said of it."""
        if self.required and self.is_blank():
            return Slip(self.tr(REQUIRED), "", {"label": self.label})
        return self._own_slip() or self._slip

    def shown_slip(self) -> Slip | None:
        """What is wrong as far as it is shown: not before the person left the field."""
        return self._slip or (self.slip() if self._touched else None)

    def set_fault(self, sentence: str, fix: str | None = None) -> None:
        """Says what is wrong (an act's refusal); an empty sentence takes it back."""
        self._slip = Slip("{sentence}", fix or "", {"sentence": sentence}) if sentence else None
        self._show_slip()

    def note(self, text: str) -> None:
        """The consequence in muted words beside the field."""
        if text != self._noted:
            self._noted = text
            self.told.emit()

    def noted(self) -> str:
        """What `note` said last."""
        return self._noted

    def touch(self, touched: bool = True) -> None:
        """From now on the field says what is wrong with it (or it is as new)."""
        self._touched = touched
        self._show_slip()

    def use_fix(self) -> None:
        """Takes the proposed text."""
        slip = self.shown_slip()
        if slip is not None and slip.fix:
            self._slip = None
            self.take_fix(slip.fix)
            self.touch()
            self.left.emit()

    def set_locked(self, locked: bool) -> None:
        """Shown but not to be changed; it can still be copied from."""
        self.setEnabled(not locked)

    def focus_here(self) -> None:
        """The keyboard goes to the control."""
        self._control.setFocus()

    def focus_to_correct(self) -> None:
        """The keyboard goes to the control, and what is typed next takes the place of what was wrong."""
        self.focus_here()

    def control(self) -> QWidget:
        """The widget that takes the keyboard."""
        return self._control

    def stops(self) -> list[QWidget]:
        """Every place in it that Tab comes to, in order."""
        return [self._control]

    def set_width(self, width: float) -> None:
        """The control's width at 100 %."""
        self._control.setFixedWidth(px(width))

    def _adopt(self, control: QWidget, width: float | None = None) -> None:
        """Makes a widget the field's control: named, watched, in place."""
        self._control = control
        control.setAccessibleName(self.label)
        control.setToolTip(self.toolTip())
        control.installEventFilter(self)
        self.setFocusProxy(control)
        self._line.addWidget(control)
        if width is not None:
            control.setFixedWidth(px(width))
        if self._suffix:
            beside = QLabel(self._suffix)
            beside.setProperty("look", "beside")
            self._line.addWidget(beside)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving puts the text in order; the wheel changes nothing that has not the focus."""
        if watched is self._control:
            if event.type() is QEvent.Type.FocusOut:
                self._leave(event)
            elif isinstance(event, QWheelEvent) and not self._control.hasFocus():
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _leave(self, event: QEvent) -> None:
        """The focus went: to another field, not only to a menu or another window."""
        if isinstance(event, QFocusEvent) and event.reason() in {
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.MenuBarFocusReason,
        }:
            return
        self.settle()
        self.left.emit()

    def settle(self) -> None:
        """Puts the text in order, and says what is wrong with it; an untouched empty field stays quiet."""
        if not self.is_blank():
            self.touch()

    def _edited(self) -> None:
        """The content is another: what an act said of the old one no longer counts."""
        self._slip = None
        self._show_slip()
        self.changed.emit()

    def _show_slip(self) -> None:
        """The red outline, which moves nothing, and whoever shows the sentence."""
        slip = self.shown_slip()
        wrong = slip is not None
        marked = self._outlined()
        if bool(marked.property("wrong")) != wrong:
            marked.setProperty("wrong", wrong)
            marked.style().unpolish(marked)
            marked.style().polish(marked)
        self._control.setAccessibleDescription(in_words(slip) if slip else self._noted)
        self.told.emit()

    def _outlined(self) -> QWidget:
        """The widget that wears the outline."""
        return self._control
