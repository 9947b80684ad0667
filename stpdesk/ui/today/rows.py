"""The quiet lists of Today: services, the last day, what ends soon, the steps of the month's close."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QWidget

from stpdesk.core.spans import Span
from stpdesk.ui import icons, wording
from stpdesk.ui.marks import Dot
from stpdesk.ui.parts import Elided, column, label, row, rule
from stpdesk.ui.sides import leading
from stpdesk.ui.theme import px, tokens
from stpdesk.ui.today.facts import Ending, Happened, Step
from stpdesk.ui.today.feeds import STRIP, Feed
from stpdesk.ui.today.strip import Strip


class StepMark(QWidget):
    """Done: a filled disc with a tick; needs you: a ring with a dot; later: an empty ring."""

    def __init__(self, state: str) -> None:
        super().__init__()
        self._state = state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The size of the mark."""
        return QSize(px(18), px(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints it."""
        painter, colours = QPainter(self), tokens(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        if self._state == "done":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.accent)
            painter.drawEllipse(box)
            painter.drawPixmap(0, 0, icons.pixmap("check", colours.on_accent, 18))
            return
        painter.setPen(QPen(colours.amber if self._state == "ask" else colours.muted, px(2) * 0.8))
        painter.drawEllipse(box)
        if self._state == "ask":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.amber)
            middle = box.center()
            painter.drawEllipse(middle, box.width() * 0.22, box.width() * 0.22)


def state_words(tr: Callable[[str], str], feed: Feed, now: int) -> str:
    """`Out since 16:58`, `On since 16:45`, `Standby`."""
    since = wording.moment(feed.since, now, inside=True) if feed.since else ""
    words = {
        "out": tr("Out since %s") % since,
        "on": (tr("On since %s") % since) if since else tr("On"),
        "unknown": tr("Not known since %s") % since,
        "running": tr("Running since %s") % since,
        "standby": tr("Standby"),
    }
    return words[feed.state]


def feed_row(grid: QGridLayout, place: int, feed: Feed, now: int, tr: Callable[[str], str]) -> None:
    """One service: icon, name, state, the last 24 hours."""
    names = {"power": tr("Power"), "generator": tr("Generator")}
    name = names.get(feed.kind) or feed.name or tr("Internet")
    picture = QLabel()
    icon = {"power": "outages", "generator": "generator"}.get(feed.kind, "link")
    icons.put(picture, icon, "muted")
    said = state_words(tr, feed, now)
    state = label(said, "due" if feed.tone == "bad" else "")
    strip = Strip()
    down = sum(
        min(span.end, now) - max(span.start, now - STRIP) for span, tone in feed.strip if tone == "bad"
    )
    told = (
        tr("%s, last 24 hours: %s out") % (name, wording.length(down))
        if down
        else tr("%s, last 24 hours: no outage") % name
    )
    strip.show_spans(Span(now - STRIP, now), feed.strip, told, used=feed.kind != "generator")
    at, top = 2 * place, Qt.AlignmentFlag.AlignTop if feed.detail else Qt.AlignmentFlag.AlignVCenter
    if place:
        grid.addWidget(rule(), at - 1, 0, 1, 5)
    grid.addWidget(picture, at, 0, top)
    grid.addWidget(label(name, "strong"), at, 1, top)
    grid.addLayout(column(5 if feed.detail else None, Dot(feed.tone), None, spacing=0), at, 2)
    about = label(feed.detail, "caption")
    grid.addLayout(column(state, about, None, spacing=2) if feed.detail else column(None, state, None), at, 3)
    grid.addWidget(strip, at, 4)
    grid.setRowMinimumHeight(at, px(28))


def strip_ends(grid: QGridLayout, place: int, now: int, tr: Callable[[str], str]) -> None:
    """What time the strips begin and end at, below the last of them."""
    began = tr("%s yesterday") % wording.clock(now - STRIP)
    ends = QWidget()
    ends.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as the strips above run, in every language
    ends.setLayout(row(label(began, "caption"), None, label(tr("now"), "caption")))
    grid.addWidget(ends, 2 * place, 4)


class EventRow(QPushButton):
    """One event of the last day; Enter puts its record right."""

    def __init__(self, one: Happened, now: int, tr: Callable[[str], str]) -> None:
        super().__init__()
        self.numbers = one.numbers
        self.setProperty("look", "row")
        when, words, by = wording.moment(one.start, now), _happened(one, tr), _told_by(one, tr)
        self.setAccessibleName(", ".join(part for part in (when, words, by) if part))
        said = Elided(words)
        inner = row(_fixed(label(when, "muted"), 104), said, label(by, "caption"))
        inner.setStretch(1, 1)
        inner.setContentsMargins(0, 0, 0, 0)
        self.setLayout(inner)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedHeight(px(32))
        self.setToolTip(tr("Put right: times, cause, planned") if one.numbers else "")
        if not one.numbers:  # only the monitor tells of it: its question stands elsewhere
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def _happened(one: Happened, tr: Callable[[str], str]) -> str:
    """`Power out 44 min, load shedding. Generator covered 41 min`."""
    name = tr("Power") if one.service == "power" else ", ".join(one.links) or tr("Internet")
    words = tr("%s out %s") % (name, wording.length(one.seconds))
    if one.cause:
        words += f", {one.cause}"
    if one.covered >= 60:
        words += ". " + tr("Generator covered %s") % wording.length(one.covered)
    return words


def _told_by(one: Happened, tr: Callable[[str], str]) -> str:
    """Who noticed it, or what is missing."""
    return tr("noticed by this PC") if one.detected else "" if one.cause else tr("cause not given")


def _fixed(made: QLabel, wide: int) -> QLabel:
    """A label of a fixed width."""
    made.setFixedWidth(px(wide))
    return made


class Row(QPushButton):
    """A line that goes somewhere: words left, muted words and a figure right."""

    def __init__(
        self, text: str, about: str, figure: str = "", *, mark: QWidget | None = None, quiet: bool = False
    ) -> None:
        super().__init__()
        self.setProperty("look", "row")
        self.setAccessibleName(" ".join(part for part in (text, about, figure) if part))
        parts: list[QWidget | int | None] = [mark] if mark is not None else []
        name = Elided(text, "muted" if quiet else "")
        name.setMinimumWidth(px(96))
        parts += [name, label(about, "caption")]
        if figure:
            parts.append(label(figure, "strong"))
        inner = row(*parts, spacing=10)
        inner.setStretch(1 if mark is not None else 0, 1)
        inner.setContentsMargins(0, 0, 0, 0)
        self.setLayout(inner)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMinimumHeight(px(32))


def unit_of(text: str) -> QLabel:
    """What a figure counts, behind it on the same line of letters."""
    made = label(text, "muted")
    made.setAlignment(leading(Qt.AlignmentFlag.AlignBottom))
    made.setContentsMargins(0, 0, 0, px(5))
    return made


def many(tenants: int) -> str:
    """`1 tenant`, `12 tenants`."""
    return wording.tr("1 tenant") if tenants == 1 else wording.tr("%d tenants") % tenants


def ending_row(one: Ending, tr: Callable[[str], str]) -> Row:
    """A lease or a registration that ends."""
    what = tr("Lease, %s") if one.what == "lease" else tr("Registration, %s")
    days = wording.left(abs(one.days))
    if one.days < 0:
        days = tr("%s ago") % days
    return Row(one.tenant, what % wording.day(one.day, year=not 0 <= one.days < 300), days)


STEPS = {"readings": "Meter readings in", "run": "Invoice run issued", "causes": "Outages have causes",
         "returns": "Tenants’ returns in", "certificates": "Tax certificates in"}  # fmt: skip
"""Names of the steps; translated where they are shown."""


def step_row(one: Step, tr: Callable[[str], str]) -> Row:
    """A step of the month's close."""
    if one.state == "done":
        about = tr("done") if not one.of else tr("%d of %d") % (one.of - one.left, one.of)
    elif one.state == "later":
        about = tr("when the month is over")
    elif one.state == "asked":
        about = "…"
    elif one.name == "run":
        about = tr("%d documents to issue") % one.left
    else:
        about = tr("%d missing") % one.left
    return Row(tr(STEPS[one.name]), about, mark=StepMark(one.state), quiet=one.state == "done")
