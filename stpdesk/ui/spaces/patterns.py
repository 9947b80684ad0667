"""How a state looks: ground, outline and pattern together, so that colour is never alone. Lines are in logical pixels."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from stpdesk.core.unit_states import ARREARS, ENDING, KEPT, OCCUPIED, REPAIR, VACANT
from stpdesk.ui.marks import hatch
from stpdesk.ui.theme import Tokens, mixed, px

LEGEND = (OCCUPIED, VACANT, ENDING, ARREARS, REPAIR)
"""The states explained beside the plan."""


@cache
def ground(state: str, colours: Tokens) -> QColor:
    """What lies behind the words."""
    return {
        OCCUPIED: colours.accent_soft, ENDING: colours.amber_soft, ARREARS: colours.red_soft, VACANT: colours.surface,
        REPAIR: mixed(colours.surface, colours.muted, 0.2),
    }.get(state, colours.bg)  # fmt: skip


def outline(state: str, colours: Tokens) -> QPen:
    """The edge, the caller's own: dashed where nobody is."""
    return QPen(_outline(state, colours, px(1)))


@cache
def _outline(state: str, colours: Tokens, wide: int) -> QPen:
    """An edge so wide."""
    plain = {
        OCCUPIED: colours.accent,
        ENDING: colours.amber,
        ARREARS: colours.red,
        REPAIR: colours.muted,
    }.get(state)
    if plain is not None:
        return QPen(mixed(ground(state, colours), plain, 0.75), wide)
    pen = QPen(colours.muted if state == VACANT else colours.outline, wide)
    if state == VACANT:
        pen.setDashPattern([4, 3])
    return pen


def pattern(painter: QPainter, band: QRectF, state: str, colours: Tokens, pitch: float = 6) -> None:
    """Stripes, dots or a cross-hatch into a band; nothing for vacant and occupied."""
    if band.width() < 2 or band.height() < 2:
        return
    if state == ENDING:
        hatch(painter, band, mixed(colours.amber_soft, colours.amber, 0.85), px(pitch))
    elif state == REPAIR:
        hatch(painter, band, mixed(ground(state, colours), colours.muted, 0.75), px(pitch + 1), crossed=True)
    elif state == ARREARS:
        _dots(
            painter, band, mixed(colours.red_soft, colours.red, 0.8), px(pitch + 2), max(0.8, px(pitch) * 0.2)
        )


def _dots(painter: QPainter, band: QRectF, colour: QColor, pitch: float, radius: float) -> None:
    """Dots in rows that are shifted by half."""
    painter.save()
    painter.setClipRect(band, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    row, y = 0, band.top() + pitch / 2
    while y < band.bottom() + radius:
        x = band.left() + (pitch / 2 if row % 2 else pitch)
        while x < band.right() + radius:
            painter.drawEllipse(QPointF(x, y), radius, radius)
            x += pitch
        row, y = row + 1, y + pitch * 0.62
    painter.restore()


def swatch(painter: QPainter, box: QRectF, state: str, colours: Tokens) -> None:
    """A state as a small box, for the legend, the seats and the history."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = box.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground(state, colours))
    painter.drawRoundedRect(inner, px(3), px(3))
    pattern(painter, inner.adjusted(1, 1, -1, -1), state, colours, 3)
    pen = outline(state, colours)
    if state == VACANT:
        pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(inner, px(3), px(3))
    painter.restore()


def muted(state: str) -> bool:
    """Whether the words in it are quiet."""
    return state in {VACANT, KEPT}
