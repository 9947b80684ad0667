"""Pages under each other in a scrolled area: only those that are seen are drawn, and only their pictures are kept."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import partial
from itertools import accumulate

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from stpdesk.ui.desk import Desk
from stpdesk.ui.papers import pages
from stpdesk.ui.papers.pages import Size
from stpdesk.ui.theme import LIGHT, px, themes, tokens

GAP = 16
"""Between pages, and around them."""
NEAR = 2
"""Fewer pixels than these are rounding: a page's box and its picture round each for itself."""


class Sheets(QAbstractScrollArea):
    """A column of pages. Subclasses say how wide a page is; pictures come from the reader's thread."""

    turned = Signal(int)
    """another page (from 0) is the one that is read"""
    painted = Signal()
    """what is seen has its pictures"""
    AT_ONCE = 4
    """pages drawn in one job, so that a turn elsewhere need not wait for long"""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("look", "sheets")
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.style().unpolish(bar)  # it was styled before it lay in sheets
            bar.style().polish(bar)
        self.pdf = b""
        self.sizes: Sequence[Size] = ()
        self._tops: list[int] = [0]
        self._pictures: dict[int, QImage] = {}
        self._awaited: set[int] = set()
        self._turn = 0
        self._page = 0
        self.held = False
        """pictures are asked for by and by: others are wanted sooner"""
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)

    # what a subclass says

    def width_of(self, page: int) -> int:
        """Pixels of a page's width."""
        raise NotImplementedError

    def below(self) -> int:
        """Room under each page."""
        return px(GAP)

    def draw_over(self, painter: QPainter, page: int, _box: QRect) -> None:
        """What lies over or beside a page."""

    # what both share

    def show_pdf(self, pdf: bytes, sizes: Sequence[Size]) -> None:
        """Another document, from its first page; `sizes` in points."""
        self.pdf, self.sizes = pdf, sizes
        self._page = 0
        self.drop()
        self.verticalScrollBar().setValue(0)
        self.lay_out()

    def drop(self) -> None:
        """Pictures of another size or document are worth nothing."""
        self._turn += 1
        self._pictures.clear()
        self._awaited.clear()

    def height_of(self, page: int) -> int:
        """Pixels of a page's height."""
        wide, high = self.sizes[page]
        return round(self.width_of(page) * high / wide)

    def box(self, page: int) -> QRect:
        """Where a page stands in the viewport; a narrow one in the middle."""
        width = self.width_of(page)
        left = max((self.viewport().width() - width) // 2, px(GAP)) - self.horizontalScrollBar().value()
        return QRect(
            left, self._tops[page] - self.verticalScrollBar().value(), width, self.height_of(page)
        )  # fmt: skip

    def lay_out(self) -> None:
        """Places the pages and sets the scroll bars."""
        heights = (self.height_of(page) + self.below() for page in range(len(self.sizes)))
        self._tops = list(accumulate(heights, initial=px(GAP)))
        port = self.viewport()
        tall = self._tops[-1]
        widest = max((self.width_of(page) for page in range(len(self.sizes))), default=0) + 2 * px(GAP)
        up, across = self.verticalScrollBar(), self.horizontalScrollBar()
        up.setRange(0, max(0, tall - port.height()))
        up.setPageStep(port.height())
        up.setSingleStep(px(40))
        across.setRange(0, max(0, widest - port.width()))
        across.setPageStep(port.width())
        across.setSingleStep(px(40))
        port.update()

    def seen(self) -> range:
        """The pages of which anything is seen."""
        if not self.sizes:
            return range(0)
        top = self.verticalScrollBar().value()
        first = max(bisect_right(self._tops, top) - 1, 0)
        last = min(
            bisect_right(self._tops, top + self.viewport().height()) - 1, len(self.sizes) - 1
        )  # fmt: skip
        return range(min(first, last), last + 1)

    def page_at(self, y: int) -> int:
        """The page at a height of the viewport."""
        place = bisect_right(self._tops, y + self.verticalScrollBar().value()) - 1
        return max(0, min(place, len(self.sizes) - 1))

    @property
    def page(self) -> int:
        """The page that is read."""
        return self._page

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Laid out anew."""
        super().resizeEvent(event)
        self.lay_out()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The pages that are seen: white until they are drawn."""
        painter = QPainter(self.viewport())
        colours = tokens(self)
        painter.fillRect(self.viewport().rect(), colours.bg)
        seen = self.seen()
        for page in seen:
            box = self.box(page)
            picture = self._pictures.get(page)
            painter.setPen(colours.outline)
            painter.setBrush(themes()[LIGHT].surface)
            there = QRectF(box) if picture is None else _laid(box, picture, self.devicePixelRatioF())
            painter.drawRect(there.adjusted(-1, -1, 0, 0))
            if picture is not None:
                painter.drawImage(there, picture)
            self.draw_over(painter, page, box)
        if self.hasFocus():
            painter.setPen(QPen(colours.accent, px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.viewport().rect().adjusted(px(1), px(1), -px(1), -px(1)))
        self._want(seen)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring comes."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _scrolled(self) -> None:
        """Another page may be in the middle."""
        self.viewport().update()

    def _want(self, seen: range) -> None:
        """Asks for pictures that are missing and forgets those that are not seen."""
        for page in [one for one in self._pictures if one not in seen]:
            del self._pictures[page]
        missing = [page for page in seen if page not in self._pictures][: self.AT_ONCE]
        if self.isVisible() and not self.held and set(missing) - self._awaited:
            self._awaited = set(missing)
            ratio = self.devicePixelRatioF()
            wanted = [(page, round(self.width_of(page) * ratio)) for page in missing]
            work = partial(_drawn, self.pdf, wanted)
            self._desk.beside(self, work, partial(self._came, self._turn), slot="pages")

    def _came(self, turn: int, drawn: Sequence[tuple[int, QImage]]) -> None:
        """Pictures are there; those of another zoom or document are dropped."""
        if turn != self._turn:
            return
        seen = self.seen()
        for page, picture in drawn:
            self._awaited.discard(page)
            if page in seen:
                self._pictures[page] = picture
        self.viewport().update()
        if all(page in self._pictures for page in seen):
            self.painted.emit()

    @property
    def kept(self) -> int:
        """How many pictures are held."""
        return len(self._pictures)


def _laid(box: QRect, picture: QImage, ratio: float) -> QRectF:
    """Where a page's picture is painted: as it is, where it is a pixel off its box, for scaled it would lose a row of pixels."""
    drawn = QSizeF(picture.width() / ratio, picture.height() / ratio)
    near = abs(drawn.width() - box.width()) < NEAR and abs(drawn.height() - box.height()) < NEAR
    return QRectF(QPointF(box.topLeft()), drawn if near else QSizeF(box.size()))


def _drawn(pdf: bytes, wanted: Sequence[tuple[int, int]]) -> list[tuple[int, QImage]]:
    """On the reader's thread."""
    return [(page, pages.picture(pdf, page, width)) for page, width in wanted]
