"""The items of the plan's scene: a unit, drawn to scale, and its words, which keep their size at every zoom."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from stpdesk.ui.spaces.drawing import INSET, draw_ground, draw_words
from stpdesk.ui.spaces.shapes import Box
from stpdesk.ui.spaces.telling import Face
from stpdesk.ui.theme import px, tokens


class UnitWords(QGraphicsItem):
    """What a unit says; it ignores the view's transformation."""

    def __init__(self, unit: UnitItem) -> None:
        super().__init__(unit)
        self._unit = unit
        self._scale = 1.0
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def rescale(self, scale: float) -> None:
        """So many pixels a foot."""
        self.prepareGeometryChange()
        self._scale = scale

    def boundingRect(self) -> QRectF:
        """The unit's size in pixels."""
        box = self._unit.box
        return QRectF(0, 0, box.w * self._scale, box.h * self._scale)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draws them."""
        box = inset(self.boundingRect())
        painter.setClipRect(box)
        draw_words(painter, self._unit.face, box, tokens(widget))


class UnitItem(QGraphicsItem):
    """One unit in feet; `placed` is whether its place is kept or made up by the program."""

    def __init__(self, key: str, box: Box, face: Face, *, placed: bool) -> None:
        super().__init__()
        self.key, self.box, self.face, self.placed = key, box, face, placed
        self.words = UnitWords(self)
        self.setPos(box.x, box.y)
        self.setToolTip(face.words)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def boundingRect(self) -> QRectF:
        """Its room."""
        return QRectF(0, 0, self.box.w, self.box.h)

    def put(self, box: Box) -> None:
        """Elsewhere, or larger."""
        self.prepareGeometryChange()
        self.words.prepareGeometryChange()
        self.box = box
        self.setPos(box.x, box.y)

    def wear(self, face: Face) -> None:
        """Another state."""
        if face != self.face:
            self.face = face
            self.setToolTip(face.words)
            self.update()
            self.words.update()

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Ground, pattern and edge, in pixels of the screen."""
        box = inset(painter.worldTransform().mapRect(self.boundingRect()))
        painter.save()
        painter.resetTransform()
        draw_ground(painter, self.face, box, tokens(widget))
        painter.restore()


def inset(box: QRectF) -> QRectF:
    """A unit's box inside its walls, on whole pixels."""
    gap = px(INSET) if min(box.width(), box.height()) > px(12) else 0.5
    return QRectF(
        round(box.left() + gap) + 0.5,
        round(box.top() + gap) + 0.5,
        max(round(box.width() - 2 * gap) - 1, 1),
        max(round(box.height() - 2 * gap) - 1, 1),
    )
