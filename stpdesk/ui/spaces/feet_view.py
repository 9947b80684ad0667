"""A view of feet that is fitted, zoomed and moved; its scene's words keep their size."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView

from stpdesk.ui.spaces.plan_items import UnitItem
from stpdesk.ui.spaces.shapes import Box
from stpdesk.ui.spaces.surroundings import Surroundings
from stpdesk.ui.theme import px

MOST = 24.0
"""Pixels a foot at 100 % at most; the fitted plan gets no more than half."""


class FeetView(QGraphicsView):
    """Units in feet on a page that fits the view until the person zooms."""

    zoomed = Signal()

    def __init__(self) -> None:
        self._scene = QGraphicsScene()
        super().__init__(self._scene)
        self.items_by_key: dict[str, UnitItem] = {}
        self.surroundings = Surroundings()
        self._fitted = True
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setMinimumHeight(px(96))

    def boxes(self) -> dict[str, Box]:
        """Where everything is drawn."""
        return {key: item.box for key, item in self.items_by_key.items()}

    @property
    def per_foot(self) -> float:
        """Pixels a foot now."""
        return self.viewportTransform().m11()

    def fit(self) -> None:
        """The whole floor in the view."""
        self._fitted = True
        self._fit_again()

    def zoom(self, factor: float) -> None:
        """Closer or farther, within reason."""
        least = self._fit_scale() * 0.5
        wanted = min(max(self.per_foot * factor, least), max(px(MOST), least))
        self._fitted = False
        self._set_scale(wanted)

    def _fit_scale(self) -> float:
        """Pixels a foot at which everything is seen."""
        whole = self.surroundings.whole(self.boxes().values())
        room_x, room_y = self.viewport().width() - px(14), self.viewport().height() - px(40)
        if whole is None or room_x <= 0 or room_y <= 0:
            return float(px(5))
        return min(room_x / whole.w, room_y / whole.h, px(MOST) / 2)

    def _fit_again(self) -> None:
        """Fits, or keeps the zoom of the person."""
        self._set_scale(self._fit_scale() if self._fitted else self.per_foot)

    def _set_scale(self, scale: float) -> None:
        """So many pixels a foot, with room for the scale bar below."""
        self.setTransform(QTransform.fromScale(scale, scale))
        whole = self.surroundings.whole(self.boxes().values()) or Box(0, 0, 10, 10)
        side, above, below = px(6) / scale, px(6) / scale, px(28) / scale
        self.setSceneRect(
            QRectF(whole.x - side, whole.y - above, whole.w + 2 * side, whole.h + above + below)
        )
        for item in self.items_by_key.values():
            item.words.rescale(scale)
        self.zoomed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The whole floor stays seen, unless the person zoomed."""
        super().resizeEvent(event)
        if self._fitted:
            self._fit_again()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom; the wheel alone moves a zoomed plan."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1.0015 ** event.angleDelta().y())
            event.accept()
        else:
            super().wheelEvent(event)

    def pan(self, by: QPoint) -> None:
        """Moves the paper."""
        for bar, step in ((self.horizontalScrollBar(), by.x()), (self.verticalScrollBar(), by.y())):
            bar.setValue(bar.value() + step)
