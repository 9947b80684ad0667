"""The floor plan: units to scale, chosen by mouse and keyboard, zoomed and moved; the editor takes over while editing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
)

from stpdesk.core.codes import fold, natural_key
from stpdesk.ui.spaces.feet_view import FeetView
from stpdesk.ui.spaces.plan_items import UnitItem, inset
from stpdesk.ui.spaces.shapes import Box, around, neighbour
from stpdesk.ui.spaces.telling import Face
from stpdesk.ui.theme import px, tokens

if TYPE_CHECKING:
    from stpdesk.ui.spaces.editing import Editor

ZOOM = 1.25
STEPS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
RETYPE = 900
"""Milliseconds after which letters begin a new code."""


class PlanView(FeetView):
    """One floor. `picked` tells the chosen unit's key ("" = none), `opened` that its acts are wanted."""

    picked = Signal(str)
    opened = Signal(str)
    paged = Signal(int)
    """a month earlier or later"""
    menu_asked = Signal(str, QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.current = ""
        self.editor: Editor | None = None
        self._hand: QPoint | None = None
        self._pressed: QPoint | None = None
        self._typed = ""
        self._hovered = ""
        self._pause = QTimer(self, singleShot=True, interval=RETYPE)
        self._pause.timeout.connect(self._forget_typed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("look", "plan")
        self.setMouseTracking(True)

    # what is shown ---------------------------------------------------------------------------------------------------

    def show_floor(
        self,
        boxes: Mapping[str, Box],
        made_up: Mapping[str, Box],
        faces: Mapping[str, Face],
        picture: QImage | None,
        under: Box | None,
    ) -> None:
        """Another floor, or the same with other places; `made_up` are units that have none."""
        keep = self.current if self.current in faces else ""
        self._scene.clear()
        self.items_by_key = {}
        for key, box in {**boxes, **made_up}.items():
            item = UnitItem(key, box, faces[key], placed=key in boxes)
            self.items_by_key[key] = item
            self._scene.addItem(item)
        wall = around(boxes.values())
        self.surroundings.show(wall, around(made_up.values()), picture, under or wall)
        self._fit_again()
        self.choose(keep)

    def wear(self, faces: Mapping[str, Face]) -> None:
        """The same floor on another day."""
        for key, item in self.items_by_key.items():
            if key in faces:
                item.wear(faces[key])
        self._describe()
        self.viewport().update()

    def edit(self, editor: Editor | None) -> None:
        """Hands mouse and keys to an editor; without one the plan is looked at again."""
        self.editor = editor
        self.viewport().unsetCursor()
        self.viewport().update()

    def choose(self, key: str, *, tell: bool = False) -> None:
        """Selects a unit and shows it; "" selects none."""
        self.current = key if key in self.items_by_key else ""
        if self.current:
            item = self.items_by_key[self.current]
            self.ensureVisible(item.sceneBoundingRect(), px(8), px(8))
        self._describe()
        self.viewport().update()
        if tell:
            self.picked.emit(self.current)

    def _describe(self) -> None:
        """What a screen reader says of the chosen unit."""
        item = self.items_by_key.get(self.current)
        self.setAccessibleDescription(item.face.words if item else self.tr("No unit is selected."))

    def order(self) -> list[str]:
        """Keys in the order of codes."""
        return sorted(self.items_by_key, key=lambda key: natural_key(self.items_by_key[key].face.code))

    # drawing ---------------------------------------------------------------------------------------------------------

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """The page, the image, the wall."""
        colours = tokens(self)
        painter.fillRect(QRectF(rect), colours.surface)
        self.surroundings.paint(painter, colours, QRectF(rect) if self.editor is not None else None)

    def drawForeground(self, painter: QPainter, _rect: QRectF | QRect) -> None:
        """Rings, handles, guide lines, the scale."""
        painter.save()
        seen = painter.worldTransform()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = tokens(self)
        chosen = self.editor.chosen if self.editor else {self.current}
        for key in (self._hovered, *chosen):
            item = self.items_by_key.get(key)
            if item is None:
                continue
            ring = key in chosen
            painter.setPen(QPen(colours.text if ring else colours.muted, px(5) / 2 if ring else px(1)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inset(seen.mapRect(item.sceneBoundingRect())), px(3), px(3))
        if self.editor is not None:
            self.editor.paint(painter, seen, colours)
        self.surroundings.paint_scale(painter, seen, self.viewport().rect(), colours)
        if self.hasFocus():
            half = px(2) / 2
            painter.setPen(QPen(colours.accent, px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            edge = QRectF(self.viewport().rect()).adjusted(half, half, -half, -half)
            painter.drawRoundedRect(edge, px(4), px(4))
        painter.restore()

    # mouse -----------------------------------------------------------------------------------------------------------

    def unit_at(self, at: QPoint) -> str:
        """The unit under a point of the view; "" for none."""
        here = self.mapToScene(at)
        return next(
            (
                key
                for key, item in reversed(self.items_by_key.items())
                if item.sceneBoundingRect().contains(here)
            ),
            "",
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses; on nothing, or with the middle button, it takes hold of the paper."""
        at = event.position().toPoint()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if (
            event.button() == Qt.MouseButton.LeftButton
            and self.editor
            and self.editor.press(at, event.modifiers())
        ):
            return
        key = self.unit_at(at) if event.button() == Qt.MouseButton.LeftButton else ""
        if key:
            self.choose(key, tell=True)
        elif event.button() in {Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton}:
            self._hand = self._pressed = at
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pulls what is held."""
        at = event.position().toPoint()
        if self._hand is not None:
            self.pan(self._hand - at)
            self._hand = at
        elif self.editor is not None and self.editor.move(at, event.modifiers()):
            return
        else:
            key = self.unit_at(at)
            if key != self._hovered:
                self._hovered = key
                self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lets go."""
        if self._hand is not None:
            still = (
                self._pressed is not None
                and (event.position().toPoint() - self._pressed).manhattanLength() < 4
            )
            self._hand = None
            self.viewport().unsetCursor()
            if still and event.button() == Qt.MouseButton.LeftButton and self.editor is None:
                self.choose("", tell=True)
        elif self.editor is not None:
            self.editor.release()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The acts of a unit."""
        if self.editor is None and (key := self.unit_at(event.position().toPoint())):
            self.opened.emit(key)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The acts of a unit as a menu."""
        if self.editor is None and event.reason() is not QContextMenuEvent.Reason.Keyboard:
            key = self.unit_at(event.pos())
            if key:
                self.choose(key, tell=True)
        if self.editor is None and self.current:
            item = self.items_by_key[self.current]
            middle = self.mapFromScene(item.sceneBoundingRect().center())
            at = event.pos() if event.reason() is not QContextMenuEvent.Reason.Keyboard else middle
            self.menu_asked.emit(self.current, self.viewport().mapToGlobal(at))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer."""
        super().leaveEvent(event)
        self._hovered = ""
        self.viewport().update()

    # keys ------------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Neighbours, first and last, codes by their letters, acts, zoom, months."""
        key, mods = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.editor is not None and self.editor.key(key, mods):
            return
        plain = not mods & ~Qt.KeyboardModifier.ShiftModifier
        if key in STEPS and (not mods or self.editor):
            self.step(*STEPS[key])
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End} and not mods and self.items_by_key:
            self._chosen_by_key(self.order()[0 if key == Qt.Key.Key_Home else -1])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not mods and self.current:
            self.opened.emit(self.current)
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown} and not mods and self.editor is None:
            self.paged.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        elif plain and event.text() in {"+", "=", "-", "0"} and not self._typed:
            self.fit() if event.text() == "0" else self.zoom(1 / ZOOM if event.text() == "-" else ZOOM)
        elif plain and event.text().strip() and event.text().isprintable():
            self._type(event.text())
        else:
            event.ignore()

    def step(self, dx: int, dy: int) -> None:
        """To the neighbour; to the first where none is chosen."""
        if not self.items_by_key:
            return
        if not self.current:
            self._chosen_by_key(self.order()[0])
        elif found := neighbour(self.boxes(), self.current, dx, dy):
            self._chosen_by_key(found)

    def _chosen_by_key(self, key: str) -> None:
        """The chosen one, also for the editor."""
        if self.editor is not None:
            self.editor.chosen = {key}
        self.choose(key, tell=True)

    def _type(self, letter: str) -> None:
        """Jumps to the code that begins so, or holds it after its block's letter."""
        self._typed += letter
        self._pause.start()
        wanted = fold(self._typed)
        codes = [(key, fold(self.items_by_key[key].face.code)) for key in self.order()]
        found = next((key for key, code in codes if code.startswith(wanted)), None) or next(
            (key for key, code in codes if wanted in code), None
        )
        if found:
            self._chosen_by_key(found)

    def _forget_typed(self) -> None:
        """The next letter begins anew."""
        self._typed = ""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by Tab chooses the first unit."""
        super().focusInEvent(event)
        if not self.current and self.items_by_key and event.reason() in {
            Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason,
        }:  # fmt: skip
            self.choose(self.order()[0], tell=True)

    def centre_of(self, key: str) -> QPointF:
        """Where a unit's middle is in the view."""
        return QPointF(self.mapFromScene(self.items_by_key[key].sceneBoundingRect().center()))
