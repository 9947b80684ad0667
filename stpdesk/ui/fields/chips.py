"""Several of a list: typed ahead one by one, each a chip with ×; Backspace takes the last one back."""

from __future__ import annotations

import json
from collections.abc import Hashable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QStyle, QWidget

from stpdesk.core.matching import Item, Items
from stpdesk.core.typed import Slip
from stpdesk.ui import icons
from stpdesk.ui.fields.base import Field
from stpdesk.ui.fields.dropdown import MOST, WithList
from stpdesk.ui.fields.edit import Edit
from stpdesk.ui.sides import leading, mirrored
from stpdesk.ui.theme import px

_TAKERS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Comma, Qt.Key.Key_Semicolon}
_SEPARATORS = str.maketrans({",": ";", "\n": ";", "\t": ";", "؛": ";", "،": ";"})


class Chips(WithList, Field):
    """Several items; its value is the list of their keys in the order chosen. Codes can be pasted: `101; 102`."""

    def __init__(
        self,
        name: str,
        label: str,
        items: Sequence[Item] = (),
        *,
        width: float = 336,
        none_called: str = "",
        **more: Any,
    ) -> None:
        super().__init__(name, label, **more)
        self._items, self._none_called = Items(items), none_called
        self._chosen: list[Item] = []
        self._waiting: list[str] = []
        self._awaited: list[Hashable] = []
        self.box = _Box(label, self.toolTip())
        self.edit = self.box.edit
        self._adopt(self.box)
        self._control = self.edit
        self.edit.installEventFilter(self)
        self.setFocusProxy(self.edit)
        self.box.setFixedWidth(px(width))
        self.edit.pressed = self._pressed
        self.edit.textEdited.connect(self._narrow)
        self.edit.textChanged.connect(self._edited)
        self.box.removed.connect(self._remove)
        self.box.clicked.connect(self.open_list)

    def _under(self) -> QWidget:
        """The box around all of it."""
        return self.box

    def set_items(self, items: Sequence[Item]) -> None:
        """Other items; what was typed or brought back before they came is looked up now."""
        self._items = Items(items)
        kept = [self._items.by_key(one.key) or one for one in self._chosen]
        waiting, self._waiting = self._waiting, []
        self._chosen = kept
        for text in waiting:
            self._by_text(text)
        awaited, self._awaited = self._awaited, []
        if awaited:
            self.set_value([one.key for one in self._chosen] + awaited)
            self.loaded.emit()
        self._arrange()

    def value(self) -> list[Any]:
        """The keys chosen, and those that wait for their list; empty where none is."""
        return [one.key for one in self._chosen] + self._awaited

    def set_value(self, value: Any) -> None:
        """Chooses these keys; those not in the list yet wait for it."""
        found = {key: self._items.by_key(key) for key in value or ()}
        self._chosen = [one for one in found.values() if one is not None]
        self._awaited = [key for key, one in found.items() if one is None]
        self._waiting = []
        self.edit.clear()
        self._arrange()

    def text(self) -> str:
        """The codes chosen and what is half typed, so that a draft brings both back."""
        chosen = [one.code or one.name for one in self._chosen] + self._waiting
        if not chosen and not self.edit.text():
            return ""
        return json.dumps([chosen, self.edit.text()], ensure_ascii=False)

    def set_text(self, text: str) -> None:
        """The same back again; plain codes split by ; or , too."""
        try:
            chosen, typed = json.loads(text)
        except (ValueError, TypeError):
            chosen, typed = (
                [part.strip() for part in text.translate(_SEPARATORS).split(";") if part.strip()],
                "",
            )
        self._chosen, self._waiting, self._awaited = [], [], []
        for one in chosen:
            self._by_text(str(one))
        self.edit.setText(str(typed))
        self._arrange()

    def is_blank(self) -> bool:
        """Whether nothing is chosen or typed."""
        return not (self._chosen or self._waiting or self._awaited or self.edit.text().strip())

    def _leave(self, event: QEvent) -> None:
        """Tab takes the marked item too."""
        item = self._marked_by(event)
        if item is not None:
            self._pick(item)
        super()._leave(event)

    def settle(self) -> None:
        """A whole code that was typed becomes a chip."""
        self._close()
        text = self.edit.text().strip()
        item = self._items.meant(text) if text else None
        if item is not None:
            self._pick(item)
        super().settle()

    def set_locked(self, locked: bool) -> None:
        """Chips that cannot be taken away."""
        self.edit.setReadOnly(locked)
        self.box.lock(locked)

    def open_list(self, *, marked: bool = False) -> None:
        """Shows what is not chosen yet; `marked`: the first of it marked, for a key asked for it."""
        if not self.edit.isReadOnly():
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            left = self._left("")
            first = left[0] if marked and left else None
            self.dropdown.offer(left, self.tr("There is nothing left to choose."), first)

    def _own_slip(self) -> Slip | None:
        """What is typed and is none of the list."""
        text = "; ".join([*self._waiting, self.edit.text().strip()]).strip("; ")
        if not text or not (self._items.all or self.edit.text().strip()):
            return None
        found = self._left(text)
        nearest = found[0] if len(found) == 1 else None if found else self._items.nearest(text)
        if nearest in self._chosen:
            nearest = None
        template = self._none_called or self.tr("“{text}” is not in the list.")
        return Slip(template, (nearest.code or nearest.name) if nearest else "", {"text": text})

    def take_fix(self, fix: str) -> None:
        """The item that was meant."""
        item = self._items.meant(fix)
        if item is not None:
            self._pick(item)

    def _left(self, text: str) -> list[Item]:
        """What can still be chosen."""
        return [one for one in self._items.found(text) if one not in self._chosen]

    def _by_text(self, text: str) -> None:
        """Chooses by code, or waits for the items."""
        item = self._items.meant(text)
        if item is None:
            self._waiting.append(text)
        elif item not in self._chosen:
            self._chosen.append(item)

    def _pick(self, item: Item) -> None:
        """One more."""
        self._close()
        if item not in self._chosen:
            self._chosen.append(item)
        self._waiting = []
        self.edit.clear()
        self._arrange()

    def _remove(self, place: int) -> None:
        """One less."""
        del self._chosen[place]
        self._arrange()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        """Shows the chips anew."""
        self.box.show_chips(
            [one.code or one.name for one in self._chosen], [one.shown for one in self._chosen]
        )
        self._edited()

    def _narrow(self, text: str) -> None:
        """While typing; several codes pasted at once become chips."""
        if ";" in text.translate(_SEPARATORS):
            parts = [part.strip() for part in text.translate(_SEPARATORS).split(";") if part.strip()]
            unknown = [part for part in parts if self._items.meant(part) is None]
            for part in parts:
                if part not in unknown:
                    self._by_text(part)
            self.edit.setText("; ".join(unknown))
            self._arrange()
            return
        left = self._left(text)[:MOST]
        mark = left[0] if left and text.strip() else None
        self.dropdown.offer(left, self.tr("Nothing in the list matches."), mark)

    def _pressed(self, event: QKeyEvent) -> bool:
        """Backspace in the empty line takes the last chip; the list's keys while it is open."""
        key = Qt.Key(event.key())
        if (
            key == Qt.Key.Key_Backspace
            and not self.edit.text()
            and self._chosen
            and not self.edit.isReadOnly()
        ):
            self._remove(len(self._chosen) - 1)
            return True
        return self._list_key(event, {Qt.Key.Key_Down}, _TAKERS)

    def _outlined(self) -> QWidget:
        """The box around all of it."""
        return self.box


class _Box(QFrame):
    """What looks like one input: chips, then the line, in as many lines as they need."""

    removed = Signal(int)
    clicked = Signal()

    def __init__(self, label: str, tip: str) -> None:
        super().__init__()
        self.setProperty("look", "input")
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.edit = Edit()
        self.edit.setParent(self)
        self.edit.setProperty("look", "bare")
        self.edit.setAlignment(leading())
        self.edit.setAccessibleName(label)
        self.edit.setToolTip(tip)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(
            self._on_focus
        )  # a line that is left before its window is in front is not told
        self._chips: list[QPushButton] = []
        self._place()

    def show_chips(self, texts: Sequence[str], tips: Sequence[str]) -> None:
        """These chips."""
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for place, (text, tip) in enumerate(zip(texts, tips, strict=True)):
            chip = QPushButton(text, self)
            chip.setProperty("look", "chip")
            way = Qt.LayoutDirection
            chip.setLayoutDirection(
                way.LeftToRight if mirrored() else way.RightToLeft
            )  # the × stands behind the words
            icons.put(chip, "close", "muted", 12)
            chip.setAccessibleName(self.tr("Remove {item}").format(item=text))
            chip.setToolTip(tip)
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chip.setCursor(Qt.CursorShape.ArrowCursor)
            chip.clicked.connect(lambda _=False, place=place: self.removed.emit(place))
            chip.show()
            self._chips.append(chip)
        self._place()

    def lock(self, locked: bool) -> None:
        """Chips that cannot be taken away."""
        for chip in self._chips:
            chip.setEnabled(not locked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        super().resizeEvent(event)
        self._place()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """A click beside the chips."""
        self.clicked.emit()

    def _on_focus(self, _left: QWidget | None, now: QWidget | None) -> None:
        """The box wears the line's focus."""
        if self.property("focused") is not (now is self.edit):
            self.setProperty("focused", now is self.edit)
            self.style().unpolish(self)
            self.style().polish(self)

    def _place(self) -> None:
        """Lines of chips; the line edit takes what is left, at least room for a code."""
        x, y, height = px(5), px(4), px(24)
        for chip in self._chips:
            width = min(chip.sizeHint().width(), self.width() - px(10))
            if x + width > self.width() - px(5) and x > px(5):
                x, y = px(5), y + height + px(4)
            chip.setGeometry(self._seen(QRect(x, y, width, height)))
            x += width + px(6)
        if x + px(56) > self.width():
            x, y = px(5), y + height + px(4)
        self.edit.setGeometry(self._seen(QRect(x, y, max(self.width() - x - px(6), px(40)), height)))
        self.setFixedHeight(max(px(32), y + height + px(4)))

    def _seen(self, place: QRect) -> QRect:
        """A place from where the line begins, at its side."""
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)
