"""A floor on paper, as PDF and as a picture: lines and letters, not pixels, in the light theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from stpdesk.ui.spaces.drawing import INSET, LEFT, draw_ground, draw_words
from stpdesk.ui.spaces.patterns import LEGEND, swatch
from stpdesk.ui.spaces.shapes import Box, around
from stpdesk.ui.spaces.surroundings import Surroundings
from stpdesk.ui.spaces.telling import Face, state_name, tr
from stpdesk.ui.theme import LIGHT, font, px, semibold, themes

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

DPI = 96
HEAD, FOOT = 58, 40


@dataclass(frozen=True)
class Sheet:
    """What is printed: the floor and the day as title, the figures below it, where everything is."""

    title: str
    about: str
    boxes: Mapping[str, Box]
    faces: Mapping[str, Face]
    walled: frozenset[str]
    """units that have a place: the wall goes round them"""
    picture: QImage | None
    under: Box | None


def paint(painter: QPainter, page: QRectF, sheet: Sheet) -> None:
    """The sheet into a page of logical pixels."""
    colours = themes()[LIGHT]
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    painter.setPen(colours.text)
    painter.setFont(semibold(20))
    painter.drawText(QRectF(page.left(), page.top(), page.width(), px(28)), int(LEFT), sheet.title)
    painter.setFont(font(12))
    painter.setPen(colours.muted)
    painter.drawText(QRectF(page.left(), page.top() + px(28), page.width(), px(20)), int(LEFT), sheet.about)
    around_it = Surroundings()
    wall = around(sheet.boxes[key] for key in sheet.walled)
    rest = around(box for key, box in sheet.boxes.items() if key not in sheet.walled)
    around_it.show(wall, rest, sheet.picture, sheet.under or wall)
    whole = around_it.whole(sheet.boxes.values())
    room = page.adjusted(0, px(HEAD), 0, -px(FOOT))
    if whole is not None:
        scale = min(room.width() / whole.w, room.height() / whole.h, float(px(14)))
        left, top = (
            room.left() - whole.x * scale + (room.width() - whole.w * scale) / 2,
            room.top() - whole.y * scale,
        )
        painter.save()
        painter.translate(left, top)
        painter.scale(scale, scale)
        around_it.paint(painter, colours)
        painter.restore()
        for key, box in sheet.boxes.items():
            seen = QRectF(left + box.x * scale, top + box.y * scale, box.w * scale, box.h * scale)
            gap = px(INSET)
            seen.adjust(gap, gap, -gap, -gap)
            draw_ground(painter, sheet.faces[key], seen, colours)
            draw_words(painter, sheet.faces[key], seen, colours)
        _scale(painter, page, scale)
    _legend(painter, page)


def _scale(painter: QPainter, page: QRectF, scale: float) -> None:
    """Ten feet, at the lower left."""
    colours = themes()[LIGHT]
    y = page.bottom() - px(14)
    painter.setPen(QPen(colours.muted, px(1)))
    painter.drawLine(QPointF(page.left(), y), QPointF(page.left() + 10 * scale, y))
    for x in (page.left(), page.left() + 10 * scale):
        painter.drawLine(QPointF(x, y - px(4)), QPointF(x, y + px(4)))
    painter.setFont(font(12))
    painter.drawText(QPointF(page.left() + 10 * scale + px(8), y + px(4)), tr("%d ft") % 10)


def _legend(painter: QPainter, page: QRectF) -> None:
    """What the patterns mean, at the lower right."""
    colours = themes()[LIGHT]
    painter.setFont(font(12))
    metrics = QFontMetricsF(painter.font())
    x = page.right()
    for state in reversed(LEGEND):
        text = state_name(state)
        x -= metrics.horizontalAdvance(text)
        painter.setPen(colours.muted)
        painter.drawText(QPointF(x, page.bottom() - px(10)), text)
        x -= px(28)
        swatch(painter, QRectF(x, page.bottom() - px(21), px(22), px(14)), state, colours)
        x -= px(16)


def _logical(width: float, height: float, resolution: int) -> tuple[float, QRectF]:
    """How a page of device dots is scaled, so that letters have one size on paper whatever the size on screen."""
    scale = resolution / DPI / (px(100) / 100)
    return scale, QRectF(0, 0, width / scale, height / scale)


def _across() -> QPageLayout:
    """An A4 page in landscape."""
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape, QMarginsF(12, 12, 12, 12),
        QPageLayout.Unit.Millimeter,
    )  # fmt: skip


def pdf(sheet: Sheet) -> bytes:
    """An A4 page in landscape, as vectors."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(300)
    writer.setTitle(sheet.title)
    writer.setCreator("STP Desk")
    writer.setPageLayout(_across())
    painter = QPainter(writer)
    scale, page = _logical(writer.width(), writer.height(), writer.resolution())
    painter.scale(scale, scale)
    paint(painter, page, sheet)
    painter.end()
    buffer.close()
    return bytes(buffer.data().data())


def png(sheet: Sheet, width: int = 2400) -> bytes:
    """A picture of the same proportions."""
    image = QImage(width, round(width / 1.414), QImage.Format.Format_RGB32)
    image.fill(themes()[LIGHT].surface)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    scale, page = _logical(image.width(), image.height(), round(width / 11.7))
    painter.scale(scale, scale)
    paint(painter, page.adjusted(px(32), px(32), -px(32), -px(32)), sheet)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs miss the text form of the format
    return bytes(buffer.data().data())


def on_printer(sheet: Sheet, printer: QPrinter) -> None:
    """On paper, as the person set the printer up."""
    painter = QPainter(printer)
    area = printer.pageRect(printer.Unit.DevicePixel)
    scale, page = _logical(area.width(), area.height(), printer.resolution())
    painter.scale(scale, scale)
    paint(painter, page, sheet)
    painter.end()


def landscape(printer: QPrinter) -> None:
    """A4 across, unless the person says otherwise."""
    printer.setPageLayout(_across())
