"""The line that is typed into: one line edit with room for a button at its end, and the field around it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QToolButton

from stpdesk.core.typed import Slip
from stpdesk.ui import icons
from stpdesk.ui.fields.base import Field
from stpdesk.ui.line import Line
from stpdesk.ui.sides import leading, mirrored
from stpdesk.ui.theme import px, tokens

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


class Edit(Line):
    """A line edit; `pressed` hears each key first and says whether it was taken."""

    clicked = Signal()
    """the button at the end"""

    def __init__(self) -> None:
        super().__init__()
        self.pressed: Callable[[QKeyEvent], bool] | None = None
        self._corner: QToolButton | None = None
        self._icon = ""
        self.replacing = False  # Qt takes an insertion by the program for typing

    def add_corner(self, icon: str, name: str) -> None:
        """A button inside the line, at its end; not in the Tab order, for its keys work in the line itself."""
        self._icon = icon
        self._corner = corner = QToolButton(self)
        corner.setProperty("look", "corner")
        corner.setAccessibleName(name)
        corner.setToolTip(name)
        corner.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        corner.setCursor(Qt.CursorShape.ArrowCursor)
        corner.clicked.connect(self.clicked)
        self.setTextMargins(*((px(22), 0, 0, 0) if mirrored() else (0, 0, px(22), 0)))
        self._tint()

    def replace_all(self, text: str) -> None:
        """Other text in place of all; Ctrl+Z brings the old one back."""
        if text != self.text():
            self.replacing = True
            self.selectAll()
            self.insert(text)
            self.replacing = False

    def select_from_end(self) -> None:
        """Selects all, the cursor at the beginning: of a text longer than the line its beginning is seen."""
        long = len(self.text())
        self.setSelection(long, -long)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys go to the field first."""
        if self.pressed is None or not self.pressed(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The button keeps to the end."""
        super().resizeEvent(event)
        if self._corner is not None:
            side = self.height() - px(4)
            left = px(2) if mirrored() else self.width() - side - px(2)
            self._corner.setGeometry(left, px(2), side, side)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme tints the button anew."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.EnabledChange}:
            self._tint()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's own menu: undo, copy, paste."""
        super().contextMenuEvent(event)

    def _tint(self) -> None:
        """Paints the button's icon in the theme's muted colour, fainter where nothing can be chosen."""
        if getattr(self, "_corner", None) is not None and self._corner is not None:
            size, colours = QSize(px(16), px(16)), tokens(self)
            drawn = icons.icon(self._icon, colours.muted, 16)
            drawn.addPixmap(icons.icon(self._icon, colours.faint, 16).pixmap(size), QIcon.Mode.Disabled)
            self._corner.setIcon(drawn)
            self._corner.setIconSize(size)


class TypedField(Field):
    """A field whose value is read from one line of text. Subclasses read it and show it."""

    WIDTH = 160.0
    ALIGN: ClassVar[Qt.AlignmentFlag | None] = None
    """where the text stands; none = where lines begin"""

    def __init__(
        self, name: str, label: str, *, hint: str = "", width: float | None = None, **more: Any
    ) -> None:
        super().__init__(name, label, **more)
        self.edit = Edit()
        self.edit.setAlignment(self.ALIGN or leading())
        self.edit.setPlaceholderText(hint)
        self._adopt(self.edit, width or self.WIDTH)
        self.edit.pressed = self._pressed
        self.edit.textChanged.connect(self._edited)

    def _read(self, text: str) -> Any:
        """What a text means: a value, None where it is blank, or a Slip."""
        raise NotImplementedError

    def _shown(self, value: Any) -> str:
        """How a value is written."""
        raise NotImplementedError

    def value(self) -> Any:
        """What the text means; None where it is blank or cannot be read."""
        read = self._read(self.edit.text())
        return None if isinstance(read, Slip) else read

    def set_value(self, value: Any) -> None:
        """Shows a value; None empties the field."""
        self.set_text("" if value is None else self._shown(value))

    def text(self) -> str:
        """What was typed."""
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Other text, from its beginning; nothing to undo."""
        if text != self.edit.text():
            self.edit.setText(text)
            self.edit.setCursorPosition(0)

    def focus_to_correct(self) -> None:
        """All of the text is selected: what is typed replaces it."""
        self.focus_here()
        self.edit.selectAll()

    def take_fix(self, fix: str) -> None:
        """The proposed text, which Ctrl+Z takes back."""
        self.edit.replace_all(fix)

    def set_locked(self, locked: bool) -> None:
        """To be read and copied only."""
        self.edit.setReadOnly(locked)

    def settle(self) -> None:
        """Writes a value that was understood as it is always written; the rest stays as typed."""
        value = self.value()
        if value is not None and not self.edit.isReadOnly():
            self.edit.replace_all(self._shown(value))
        if not self.edit.hasFocus():
            self.edit.setCursorPosition(0)  # a text longer than the line shows its beginning
        super().settle()

    def _own_slip(self) -> Slip | None:
        """What is wrong with the text."""
        read = self._read(self.edit.text())
        return read if isinstance(read, Slip) else None

    def _pressed(self, _event: QKeyEvent) -> bool:
        """Whether the field takes a key from its line."""
        return False
