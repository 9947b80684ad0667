"""The quiet lists of Today: the last day, what ends soon, the steps of the month's close."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from stpdesk.core.closing import Step
from stpdesk.ui import icons, wording
from stpdesk.ui.fields.listed import ListedRow
from stpdesk.ui.parts import Elided, column, label, row
from stpdesk.ui.sides import leading
from stpdesk.ui.theme import px, tokens
from stpdesk.ui.today.facts import Ending, Happened


class StepMark(QWidget):
    """Done: a filled disc with a tick; needs you: a ring with a dot; later: an empty ring."""

    def __init__(self, state: str) -> None:
        super().__init__()
        self._state = state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_state(self, state: str) -> None:
        """Another state."""
        self._state = state
        self.update()

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


class EventRow(ListedRow):
    """One event of the last day; Enter puts its record right."""

    def __init__(self, one: Happened, now: int, tr: Callable[[str], str]) -> None:
        super().__init__()
        self.numbers = one.numbers
        self.setProperty("look", "row")
        self.setProperty("tight", True)  # words from edge to edge: a ring would lie on them
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
    words = (
        tr("%s out %s") % (name, wording.length(one.seconds)) if not one.open else tr("%s out, still") % name
    )
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


class Row(ListedRow):
    """A line that goes somewhere: words left, muted words and a figure right; `thing` is what it stands for."""

    def __init__(self, *, marked: bool = False) -> None:
        super().__init__()
        self.setProperty("look", "row")
        self.setProperty("tight", True)  # words from edge to edge: a ring would lie on them
        self.thing: object = None
        self._mark = StepMark("later") if marked else None
        self._name, self._about, self._figure = Elided(""), label("", "caption"), label("", "strong")
        self._name.setMinimumWidth(px(96))
        self._lay_out()
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def _lay_out(self) -> None:
        """All on one line."""
        parts = [self._name, self._about, *([] if self._mark else [self._figure])]
        inner = row(*([self._mark] if self._mark is not None else []), *parts, spacing=10)
        inner.setStretch(1 if self._mark else 0, 1)
        inner.setContentsMargins(0, 0, 0, 0)
        self.setLayout(inner)
        self.setMinimumHeight(px(32))

    def say(
        self, thing: object, text: str, about: str, figure: str = "", *, state: str = "", quiet: bool = False
    ) -> None:
        """What it says, and of what."""
        self.thing = thing
        self.setAccessibleName(" ".join(part for part in (text, about, figure) if part))
        self._name.say(text)
        self._about.setText(about)
        self._figure.setText(figure)
        dress(self._name, "look", "muted" if quiet else "")
        if self._mark is not None:
            self._mark.set_state(state)


class Ends(Row):
    """What ends: the name over all the width beside its days, and below it what it is; names are long."""

    def _lay_out(self) -> None:
        """Two lines."""
        first = row(self._name, self._figure, spacing=10)
        first.setStretch(0, 1)
        inner = column(None, first, self._about, None, spacing=0)
        self.setLayout(inner)
        self.setProperty("lines", "two")  # the style takes every other button for one of a single line


class Rows(QVBoxLayout):
    """Rows one under the other; they stay, and with them the keyboard's place, while what they say becomes another."""

    def __init__(self, ready: int, on: Callable[[object], None], kind: Callable[[], Row]) -> None:
        super().__init__()
        self.setSpacing(0)
        self._on, self._kind = on, kind
        self._rows: list[Row] = []
        self._make(ready)

    def _make(self, count: int) -> None:
        """At least so many; empty lines until there is something to say."""
        while len(self._rows) < count:
            made = self._kind()
            made.clicked.connect(partial(self._clicked, made))
            self._rows.append(made)
            self.addWidget(made)

    def take(self, count: int) -> list[Row]:
        """So many rows, to be filled; the others are hidden."""
        self._make(count)
        for place, made in enumerate(self._rows):
            if made.isHidden() is (place < count):
                made.setVisible(place < count)
            dress(made, "last", place == count - 1)
        return self._rows[:count]

    def _clicked(self, made: Row, _checked: bool = False) -> None:
        """Somebody wants to go there."""
        self._on(made.thing)


def dress(widget: QWidget, name: str, value: object) -> None:
    """Sets a property the stylesheet looks at; the style is worked out anew only where it is another."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().polish(widget)


def unit_of(text: str) -> QLabel:
    """What a figure counts, behind it on the same line of letters."""
    made = label(text, "muted")
    made.setAlignment(leading(Qt.AlignmentFlag.AlignBottom))
    made.setContentsMargins(0, 0, 0, px(5))
    return made


def many(tenants: int) -> str:
    """`1 tenant`, `12 tenants`."""
    return wording.tr("1 tenant") if tenants == 1 else wording.tr("%d tenants") % tenants


def say_ending(made: Row, one: Ending, tr: Callable[[str], str]) -> None:
    """A lease or a registration that ends."""
    what = tr("Lease, %s") if one.what == "lease" else tr("Registration, %s")
    days = wording.left(abs(one.days))
    if one.days < 0:
        days = tr("%s ago") % days
    made.say(one, one.tenant, what % wording.day(one.day, year=not 0 <= one.days < 300), days)


STEPS = {"readings": "Meter readings in", "run": "Invoice run issued", "causes": "Outages have causes",
         "returns": "Tenants’ returns in", "certificates": "Tax certificates in"}  # fmt: skip
"""Names of the steps; translated where they are shown."""


def say_step(made: Row, one: Step, tr: Callable[[str], str]) -> None:
    """A step of the month's close."""
    if one.state == "none":
        about = tr("nothing to do")
    elif one.state == "done":
        about = tr("done") if not one.of else tr("%d of %d") % (one.of - one.left, one.of)
    elif one.state == "asked":
        about = "…"
    elif one.name == "run":  # it can be issued while the month runs
        ready, waits = one.left - one.waiting, one.waiting
        about = tr("%d ready, %d wait for readings") % (ready, waits) if waits else tr("%d ready") % ready
    elif one.state == "later":
        about = tr("when the month is over")
    else:
        about = tr("%d missing") % one.left
    made.say(one, tr(STEPS[one.name]), about, state=one.state, quiet=not one.open and one.state != "asked")
