"""Draws a unit into a box of logical pixels: the same on screen, in a picture and on paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPaintEngine, QPainter

from stpdesk.ui import icons
from stpdesk.ui.cut import wrapped
from stpdesk.ui.spaces.patterns import ground, muted, outline, pattern, swatch
from stpdesk.ui.spaces.shapes import seat_grid
from stpdesk.ui.spaces.telling import ICONS, Face
from stpdesk.ui.theme import Tokens, font, px, semibold

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
MIDDLE = Qt.AlignmentFlag.AlignCenter
BAND = 10
"""Pixels at 100 % a pattern is high at least; under it the name gives up a line first."""
SMALLER, SMALLEST, LEGIBLE, LETTERS = (11, 10, 9), (8, 7), 13, 5
"""Sizes a code may shrink to; those of its last part, where text is so large that they are this many pixels; letters a line
holds at least, else a name is left out."""
LINES, NARROWER, BEGUN = 6, (93, 86, 79, 72), 8
"""Lines a name has at most, how narrow in percent its letters may be, and letters that make a beginning worth its place."""
INSET = 1.5
"""Pixels between a unit and its wall."""


@dataclass(slots=True)
class Words:
    """One run of text: where, in which font, muted or not; `icon` before it."""

    box: QRectF
    text: str
    font: QFont
    quiet: bool = False
    icon: str = ""


@dataclass(slots=True)
class Layout:
    """Where everything of a unit goes; `band` is where no word is."""

    words: list[Words] = field(default_factory=list)
    band: QRectF = field(default_factory=QRectF)
    seats: list[QRectF] = field(default_factory=list)


def lay_out(face: Face, box: QRectF) -> Layout:
    """Places the words of a unit, and the clear band of its pattern."""
    made = Layout()
    least = min(box.width(), box.height())
    pad = px(8) if least >= px(80) else px(6) if least >= px(48) else px(3)
    above = px(7) if box.height() >= px(80) else pad  # rooms side by side begin on one line
    inner = box.adjusted(pad, above, -pad, -above)
    bold, plain = semibold(13), font(12)
    head, line = QFontMetricsF(bold).height(), QFontMetricsF(plain).height()
    if inner.height() < head * 0.9 or inner.width() < px(14):
        made.band = box.adjusted(1, 1, -1, -1)
        return made
    top = _head(made, face, inner, bold, plain, head)
    bottom = inner.bottom()
    bottom = _foot(made, face, inner, top, bottom, plain, line)
    if face.seats:
        made.seats = _seats(
            len(face.seats), QRectF(inner.left(), top + px(4), inner.width(), bottom - top - px(4))
        )
        return made
    top = _name(made, face, inner, top, bottom, plain, line)
    made.band = QRectF(box.left() + 1, top + px(4), box.width() - 2, bottom - top - px(6))
    return made


def _head(made: Layout, face: Face, inner: QRectF, bold: QFont, plain: QFont, height: float) -> float:
    """The code, beside it the area in a low room or the name of a hall; returns where the rest begins."""
    code, bold = _code(face.code, bold, inner.width())
    metrics = QFontMetricsF(bold)
    wide = min(metrics.horizontalAdvance(code) + 1, inner.width())
    made.words.append(Words(QRectF(inner.left(), inner.top(), wide, height), code, bold))
    rest = QRectF(inner.left() + wide + px(8), inner.top(), inner.width() - wide - px(8), height)
    metrics = QFontMetricsF(plain)
    if face.seats:
        fits = (one for one in (face.name, face.brief) if metrics.horizontalAdvance(one) <= rest.width())
        if text := next(fits, ""):
            made.words.append(Words(rest, text, plain))
    elif _low(inner) and metrics.horizontalAdvance(face.area) <= rest.width():
        room = metrics.horizontalAdvance(face.area)
        made.words.append(
            Words(QRectF(rest.right() - room, rest.top(), room + 1, height), face.area, plain, True)
        )
    return inner.top() + height


def _code(code: str, bold: QFont, width: float) -> tuple[str, QFont]:
    """A code smaller where it is too wide, then without its building (“A-”), last cut: its end tells rooms apart."""
    if QFontMetricsF(bold).horizontalAdvance(code) <= width:
        return code, bold
    last = tuple(size for size in SMALLEST if px(size) >= LEGIBLE)
    for text, sizes in ((code, SMALLER), (code.rpartition("-")[2], (13, *SMALLER, *last))):
        for one in map(semibold, sizes):
            if text and QFontMetricsF(one).horizontalAdvance(text) <= width:
                return text, one
    bold = semibold(SMALLER[-1])
    return QFontMetricsF(bold).elidedText(code, Qt.TextElideMode.ElideLeft, width), bold


def _low(inner: QRectF) -> bool:
    """Whether a room is too low for its area in a line of its own."""
    return inner.height() < px(96) and inner.width() > inner.height()


def _foot(
    made: Layout, face: Face, inner: QRectF, top: float, bottom: float, plain: QFont, line: float
) -> float:
    """The area at the bottom, above it what the state is about; returns where the band ends."""
    metrics = QFontMetricsF(plain)
    fits = metrics.horizontalAdvance(face.area) <= inner.width()
    if not face.seats and not _low(inner) and bottom - top > line * 3.2 and fits:
        bottom -= line
        quiet = muted(face.state)
        made.words.append(Words(QRectF(inner.left(), bottom, inner.width(), line), face.area, plain, quiet))
        bottom -= px(4)
    if face.about and not face.seats and bottom - top > line * 1.1:
        bottom -= line
        text, used = _fitting(face, inner.width() - px(18), plain)
        made.words.append(
            Words(QRectF(inner.left(), bottom, inner.width(), line), text, used, False, ICONS[face.state])
        )
        bottom -= px(2)
    return bottom


def _fitting(face: Face, room: float, plain: QFont) -> tuple[str, QFont]:
    """What stands beside the mark, as long as fits."""
    for text, used in (
        (face.about, semibold(12)),
        (face.about, plain),
        (face.brief, plain),
        (face.brief, font(11)),
    ):
        if QFontMetricsF(used).horizontalAdvance(text) <= room:
            return text, used
    return "", plain


def _name(
    made: Layout, face: Face, inner: QRectF, top: float, bottom: float, plain: QFont, line: float
) -> float:
    """Who is there, in as many lines as leave the band its room; returns where the band begins."""
    room = bottom - top - (px(BAND + 4) if face.about else 0)
    most = min(int(room // line), LINES)
    if most < 1 or inner.width() < QFontMetricsF(plain).averageCharWidth() * LETTERS:
        return top
    wide = inner.width() + px(3)  # words may come near the wall at their end
    lines, used = _whole(face.name, wide, most, plain)
    for text in lines:
        made.words.append(Words(QRectF(inner.left(), top, wide, line), text, used, muted(face.state)))
        top += line
    return top


def _whole(name: str, width: float, most: int, plain: QFont) -> tuple[list[str], QFont]:
    """A name in lines, and their font: a little narrower where that spares it its …; no line for a mere beginning."""
    for stretch in (100, *NARROWER):
        used = QFont(plain)
        used.setStretch(stretch)
        lines = wrapped(name, QFontMetricsF(used), width, most)
        if " ".join(lines) == " ".join(name.split()):
            return lines, used
    lines = wrapped(name, QFontMetricsF(plain), width, most)
    begun = sum(letter.isalpha() for line in lines for letter in line)
    return (lines if begun >= BEGUN else []), plain


def _seats(count: int, room: QRectF) -> list[QRectF]:
    """Squares for seats, at most 30 px and in pairs of rows."""
    if room.height() < px(6) or room.width() < px(6):
        return []
    _, _, pitch = seat_grid(count, room.width(), room.height())
    pitch = min(pitch, px(32))
    rows = -(-count // max(1, min(count, int(room.width() // pitch))))
    columns = -(-count // rows)  # as even rows as there can be
    pitch = min(px(32), room.width() / columns, room.height() / rows)
    side = pitch - max(px(1), pitch * 0.14)
    return [
        QRectF(room.left() + (n % columns) * pitch, room.top() + (n // columns) * pitch, side, side)
        for n in range(count)
    ]


@lru_cache(maxsize=2048)
def _laid(face: Face, wide: float, high: float, _size: int) -> Layout:
    """The layout of a unit in a box of its own; `_size` stands for the size of text. Measuring letters costs the most."""
    return lay_out(face, QRectF(0, 0, wide, high))


def draw_ground(painter: QPainter, face: Face, box: QRectF, colours: Tokens) -> None:
    """Fill, pattern in its band, edge, seats."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = min(px(3), box.width() / 4)
    painter.setPen(Qt.PenStyle.NoPen)
    hall = bool(face.seats)
    painter.setBrush(colours.surface if hall else ground(face.state, colours))
    painter.drawRoundedRect(box, radius, radius)
    made = _laid(face, box.width(), box.height(), px(100))
    pattern(painter, made.band.translated(box.topLeft()), face.state, colours)
    pen = outline(face.state, colours)
    if hall:
        pen.setColor(colours.muted)
        pen.setStyle(Qt.PenStyle.SolidLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, radius, radius)
    painter.restore()


def draw_words(painter: QPainter, face: Face, box: QRectF, colours: Tokens) -> None:
    """Everything that is read."""
    painter.save()
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    painter.translate(box.topLeft())
    made = _laid(face, box.width(), box.height(), px(100))
    vector = painter.paintEngine().type() is not QPaintEngine.Type.Raster
    for one in made.words:
        room = QRectF(one.box)
        if one.icon:
            side = px(14)
            colour = {"alert": colours.red, "clock": colours.amber}.get(one.icon, colours.muted)
            top = room.top() + (room.height() - side) / 2
            if vector:
                icons.paint(painter, one.icon, colour, QRectF(room.left(), top, side, side))
            else:
                painter.drawPixmap(QPointF(room.left(), top), icons.pixmap(one.icon, colour, 14))
            room.setLeft(room.left() + px(18))
        painter.setFont(one.font)
        painter.setPen(colours.muted if one.quiet else colours.text)
        painter.drawText(room, int(LEFT), one.text)
    numbered = bool(made.seats) and made.seats[0].width() >= px(17)
    for number, (state, seat) in enumerate(zip(face.seats, made.seats, strict=False), 1):
        swatch(painter, seat, state, colours)
        if numbered:
            _number(painter, seat, str(number), state, colours)
    painter.restore()


def _number(painter: QPainter, seat: QRectF, text: str, state: str, colours: Tokens) -> None:
    """A seat's number on a plate of its ground, so that no pattern runs under it."""
    painter.setFont(font(11))
    metrics = QFontMetricsF(painter.font())
    if state in ICONS:
        plate = QRectF(0, 0, metrics.horizontalAdvance(text) + px(3), metrics.ascent() + px(1))
        plate.moveCenter(seat.center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground(state, colours))
        painter.drawRoundedRect(plate, px(2), px(2))
    painter.setPen(colours.muted if muted(state) else colours.text)
    painter.drawText(seat, int(MIDDLE), text)
