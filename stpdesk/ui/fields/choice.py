"""Fields with a list: one of many by type-ahead (code or name, Urdu too), and free text with suggestions."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from stpdesk.core.codes import fold
from stpdesk.core.matching import Item, Items
from stpdesk.core.typed import Slip
from stpdesk.ui.cut import written_to_the_left
from stpdesk.ui.fields.dropdown import MOST, WithList
from stpdesk.ui.fields.edit import TypedField
from stpdesk.ui.sides import mirrored

AHEAD = "\N{LEFT-TO-RIGHT MARK}"
_OPENERS = {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_F4}
_TAKERS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class _Listed(WithList, TypedField):
    """What both share: a line, a list under it, and the keys between them."""

    WIDTH = 336.0

    def __init__(self, name: str, label: str, items: Sequence[Item] = (), **more: Any) -> None:
        self._items = Items(items)
        super().__init__(name, label, **more)
        self.edit.add_corner("down", self.tr("Show the list (Alt+Down)"))
        self.edit.clicked.connect(self._toggle)
        self.edit.textEdited.connect(self._narrow)

    def _under(self) -> QWidget:
        """The line."""
        return self.edit

    def set_items(self, items: Sequence[Item]) -> None:
        """Other items (they may come late, from a read); the text typed so far is looked up again."""
        self._items = Items(items)
        self._show_slip()
        self.changed.emit()

    def items(self) -> tuple[Item, ...]:
        """All that can be chosen."""
        return self._items.all

    def open_list(self, *, marked: bool = False) -> None:
        """Shows all items, the chosen one marked; `marked`: without one the first, for a key asked for it."""
        if not self.edit.isReadOnly() and self.isEnabled():
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            first = self._items.all[0] if marked and self._items.all else None
            self.dropdown.offer(
                self._items.all,
                self.tr("There is nothing to choose yet."),
                self._items.meant(self.edit.text()) or first,
            )

    def _leave(self, event: QEvent) -> None:
        """Tab takes the marked item too."""
        item = self._marked_by(event)
        if item is not None:
            self.edit.replace_all(self._shown_item(item))
        super()._leave(event)

    def settle(self) -> None:
        """The list goes with the focus."""
        self._close()
        super().settle()

    def _toggle(self) -> None:
        """The arrow at the end."""
        if self._is_open():
            self._close()
        else:
            self.open_list()

    def _narrow(self, text: str) -> None:
        """While typing: what holds the words typed."""
        if self.edit.replacing:
            return
        found = self._items.found(text)
        if found or self._must_match():
            mark = next((one for one in found if self._means(text, one)), None) if text.strip() else None
            self.dropdown.offer(found[:MOST], self.tr("Nothing in the list matches."), mark)
        else:
            self._close()

    def _must_match(self) -> bool:
        """Whether only what is in the list counts."""
        return True

    def _means(self, _text: str, _item: Item) -> bool:
        """Whether what is typed so far may stand for an item, the best of those found."""
        return True

    def _pick(self, item: Item) -> None:
        """An item, by mouse or key."""
        self._close()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.replace_all(self._shown_item(item))
        self.edit.select_from_end()  # who types on without leaving chooses another

    def _shown_item(self, item: Item) -> str:
        """How an item stands in the line: an Urdu name before its code, not behind it."""
        turned = written_to_the_left(item.shown) and not mirrored()
        return AHEAD + item.shown if turned else item.shown

    def _pressed(self, event: QKeyEvent) -> bool:
        """Keys of the list while it is open; Down opens it."""
        return self._list_key(event, _OPENERS, _TAKERS)


class Choice(_Listed):
    """One of a list; its value is the item's key. `none_called` is the sentence for a text that names none."""

    def __init__(
        self, name: str, label: str, items: Sequence[Item] = (), *, none_called: str = "", **more: Any
    ) -> None:
        self._none_called = none_called
        self._awaited: Hashable = None
        self._known: tuple[Items, str, Slip] | None = None
        super().__init__(name, label, items, **more)
        self.edit.textEdited.connect(lambda _: setattr(self, "_awaited", None))

    def set_items(self, items: Sequence[Item]) -> None:
        """Other items; a value given before them is shown now."""
        super().set_items(items)
        if self._awaited is not None and self._items.by_key(self._awaited) is not None:
            self.set_value(self._awaited)
            self.loaded.emit()

    def set_value(self, value: Any) -> None:
        """Shows the item of a key; one that is not in the list yet waits for it."""
        item = None if value is None else self._items.by_key(value)
        self._awaited = value if item is None else None
        self.set_text(self._shown_item(item) if item else "")

    def set_text(self, text: str) -> None:
        """Other text."""
        if text:
            self._awaited = None
        super().set_text(text)

    def value(self) -> Any:
        """The key of the item the text names, or the one that waits for its list."""
        return self._awaited if self._awaited is not None else super().value()

    def is_blank(self) -> bool:
        """Whether nothing is chosen or typed."""
        return self._awaited is None and super().is_blank()

    def chosen(self) -> Item | None:
        """The item the text names."""
        return self._items.meant(self.edit.text())

    def _read(self, text: str) -> Hashable | Slip | None:
        """The key of the item meant: its code or its name is enough, or words that only one item holds."""
        bare = text.strip()
        if not bare:
            return None
        item = self._items.meant(bare)
        if item is not None:
            return item.key
        if self._known is None or self._known[0] is not self._items or self._known[1] != bare:
            self._known = (self._items, bare, self._none(bare))
        return self._known[2]

    def _none(self, bare: str) -> Slip:
        """What is said of a text that names no item, or several."""
        found = self._items.found(bare)
        fix = found[0] if len(found) == 1 else None if found else self._items.nearest(bare)
        sentence = self._none_called or self.tr("“{text}” is not in the list.")
        if len(found) > 1:
            sentence = self.tr("“{text}” fits {count} of the list; choose one.")
        return Slip(sentence, fix.shown if fix else "", {"text": bare, "count": len(found)})

    def _shown(self, value: Any) -> str:
        """The item's name and code."""
        item = self._items.by_key(value)
        return self._shown_item(item) if item else str(value)

    def settle(self) -> None:
        """Words that only one item holds become that item."""
        bare = self.edit.text().strip()
        if bare and self._items.meant(bare) is None and len(found := self._items.found(bare)) == 1:
            self.edit.replace_all(self._shown_item(found[0]))
        super().settle()


class Suggest(_Listed):
    """Free text with suggestions: kinds, causes, heads. Its value is the text, spelled as in the list where it is there.

    `said` is how the window calls a suggestion, where that is not the word the park holds.
    """

    WIDTH = 224.0

    def __init__(
        self,
        name: str,
        label: str,
        suggestions: Sequence[str] = (),
        *,
        said: Callable[[str], str] = str,
        **more: Any,
    ) -> None:
        super().__init__(name, label, [Item(one, said(one)) for one in suggestions], **more)

    def set_suggestions(self, suggestions: Sequence[str]) -> None:
        """Other suggestions."""
        self.set_items([Item(one, one) for one in suggestions])

    def _read(self, text: str) -> str | None:
        """The text."""
        bare = " ".join(text.split())
        item = self._items.meant(bare) if bare else None
        return str(item.key) if item else bare or None

    def _shown(self, value: Any) -> str:
        """The text itself, or how the window calls it."""
        item = self._items.by_key(value)
        return item.name if item else str(value)

    def _must_match(self) -> bool:
        """Any text counts."""
        return False

    def _means(self, text: str, item: Item) -> bool:
        """Only one that begins so: anything else is typed on purpose; Esc keeps also what begins like another."""
        return fold(item.name).startswith(fold(text))
