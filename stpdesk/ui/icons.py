"""The program's own icons: SVG on a grid of 20, drawn in `currentColor`, tinted when painted."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from stpdesk.resources import folder
from stpdesk.ui.theme import px, tokens

SIZE = 18
"""Pixels at 100 %."""
DRAWN = "drawn"
"""The property that says what icon a widget has."""


@lru_cache(maxsize=256)
def _drawing(name: str) -> str:
    """The SVG of an icon."""
    return (folder("icons") / f"{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, colour: QColor, size: float = SIZE) -> QPixmap:
    """An icon in a colour, at a size given at 100 %, sharp on every screen."""
    ratio = QApplication.primaryScreen().devicePixelRatio()
    side = px(size)
    return _painted(name, colour.name(), side, ratio)


@lru_cache(maxsize=512)
def _painted(name: str, colour: str, side: int, ratio: float) -> QPixmap:
    """The pixels."""
    made = QPixmap(round(side * ratio), round(side * ratio))
    made.fill(_nothing(colour))
    painter = QPainter(made)
    drawing = _drawing(name).replace("currentColor", colour)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, made.width(), made.height()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def _nothing(colour: str) -> QColor:
    """A colour that cannot be seen; the first page waits for Qt's own name of it (see `early`)."""
    made = QColor(colour)
    made.setAlpha(0)
    return made


def icon(name: str, colour: QColor, size: float = SIZE, *, after: float = 0) -> QIcon:
    """The same as an icon of a button or an action; `after` it so much more room before the words."""
    drawn = pixmap(name, colour, size)
    if not after:
        return QIcon(drawn)
    ratio = drawn.devicePixelRatio()
    wider = QPixmap(drawn.width() + round(px(after) * ratio), drawn.height())
    wider.setDevicePixelRatio(ratio)
    wider.fill(_nothing(colour.name()))
    painter = QPainter(wider)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return QIcon(wider)


def put(
    on: QAbstractButton | QLabel, name: str, tone: str = "text", size: float = SIZE, *, after: float = 0
) -> None:
    """Draws an icon on a button or label in a token's colour (`theme.Tokens`), and anew in every theme from then on."""
    on.setProperty(DRAWN, [name, tone, size, after])
    _draw(on)


def take_off(on: QAbstractButton) -> None:
    """No icon any more."""
    on.setProperty(DRAWN, None)
    on.setIcon(QIcon())


def set_apart(on: QAbstractButton | QLabel, after: float) -> None:
    """Another room between the icon that was put on it and its words; none where there are no words."""
    drawn = on.property(DRAWN)
    if drawn is None:
        return
    name, tone, size, now = drawn
    if now != after:
        put(on, name, tone, size, after=after)


def _draw(on: QAbstractButton | QLabel) -> None:
    """What was put on it, in the theme in use."""
    name, tone, size, after = on.property(DRAWN)
    colour = getattr(tokens(), tone)
    if isinstance(on, QLabel):
        on.setPixmap(pixmap(name, colour, size))
    else:
        drawn = icon(name, colour, size, after=after)
        if on.property("look") != "nav":  # what cannot be pressed has its icon in the colour of its words
            words = tokens().muted if tone == "on_accent" else tokens().faint
            off = icon(name, words, size, after=after)
            drawn.addPixmap(off.pixmap(QSize(px(size + after), px(size))), QIcon.Mode.Disabled)
        on.setIcon(drawn)
        on.setIconSize(QSize(px(size + after), px(size)))


def redraw() -> None:
    """The theme is another: every icon that was put somewhere follows."""
    for one in QApplication.allWidgets():
        if isinstance(one, QAbstractButton | QLabel) and one.property(DRAWN) is not None:
            _draw(one)


def paint(painter: QPainter, name: str, colour: QColor, box: QRectF) -> None:
    """The same as lines, for paper."""
    QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour.name()).encode())).render(
        painter, box
    )
