"""Power, each link and the generator on Today: icon, name, state, and the last 24 hours as a strip."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from stpdesk.core.spans import Span
from stpdesk.ui import icons, wording
from stpdesk.ui.marks import Dot
from stpdesk.ui.parts import clear, column, label, row, rule
from stpdesk.ui.theme import px
from stpdesk.ui.today.feeds import STRIP, Feed
from stpdesk.ui.today.rows import dress
from stpdesk.ui.today.strip import Strip

ICONS = {"power": "outages", "generator": "generator"}
Tr = Callable[[str], str]


class Services(QGridLayout):
    """Its widgets stay as long as the services do; only what they say is another each time."""

    def __init__(self, tr: Tr) -> None:
        super().__init__()
        self._tr = tr
        self._shape: tuple[tuple[str, bool], ...] = ()
        self._rows: list[FeedRow] = []
        self._began = label("", "caption")
        self.setHorizontalSpacing(px(12))
        self.setVerticalSpacing(px(5))
        self.setColumnMinimumWidth(1, px(112))
        self.setColumnStretch(3, 3)
        self.setColumnStretch(4, 2)

    def say(self, feeds: tuple[Feed, ...], now: int) -> None:
        """Shows how they stand."""
        shape = tuple((one.kind, bool(one.detail)) for one in feeds)
        if shape != self._shape:
            self._shape = shape
            clear(self)
            self._rows = [FeedRow(self, place, bool(one.detail)) for place, one in enumerate(feeds)]
            self._add_ends(2 * len(feeds))
        for made, feed in zip(self._rows, feeds, strict=True):
            made.say(feed, now, self._tr)
        self._began.setText(self._tr("%s yesterday") % wording.clock(now - STRIP))

    def _add_ends(self, at: int) -> None:
        """What time the strips begin and end at, below the last of them."""
        ends = QWidget()
        ends.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as the strips above run, in every language
        self._began = label("", "caption")
        ends.setLayout(row(self._began, None, label(self._tr("now"), "caption")))
        self.addWidget(ends, at, 4)


class FeedRow:
    """The widgets of one service in the grid; with a line of detail they stand at the top."""

    def __init__(self, grid: QGridLayout, place: int, detailed: bool) -> None:
        self._picture, self._name, self._dot = QLabel(), label("", "strong"), Dot()
        self._state, self._detail, self._strip = label(""), label("", "caption"), Strip()
        at, top = 2 * place, Qt.AlignmentFlag.AlignTop if detailed else Qt.AlignmentFlag.AlignVCenter
        if place:
            grid.addWidget(rule(), at - 1, 0, 1, 5)
        grid.addWidget(self._picture, at, 0, top)
        grid.addWidget(self._name, at, 1, top)
        grid.addLayout(column(5 if detailed else None, self._dot, None, spacing=0), at, 2)
        said = (
            column(self._state, self._detail, None, spacing=2)
            if detailed
            else column(None, self._state, None)
        )
        grid.addLayout(said, at, 3)
        grid.addWidget(self._strip, at, 4)
        grid.setRowMinimumHeight(at, px(28))

    def say(self, feed: Feed, now: int, tr: Tr) -> None:
        """How it stands."""
        name = (
            {"power": tr("Power"), "generator": tr("Generator")}.get(feed.kind) or feed.name or tr("Internet")
        )
        icons.put(self._picture, ICONS.get(feed.kind, "link"), "muted")
        self._name.setText(name)
        self._dot.set_tone(feed.tone)
        self._state.setText(state_words(tr, feed, now))
        dress(self._state, "look", "due" if feed.tone == "bad" else "")
        self._detail.setText(feed.detail)
        down = sum(
            min(span.end, now) - max(span.start, now - STRIP) for span, tone in feed.strip if tone == "bad"
        )
        told = tr("%s, last 24 hours: no outage") % name
        if down:
            told = tr("%s, last 24 hours: %s out") % (name, wording.length(down))
        elif feed.state == "unwatched":
            told = tr("%s, last 24 hours: no outage recorded, and nobody watches it now") % name
        self._strip.show_spans(Span(now - STRIP, now), feed.strip, told, used=feed.watched)


def state_words(tr: Tr, feed: Feed, now: int) -> str:
    """`Out since 16:58`, `On since 16:45`, `Standby`."""
    since = wording.moment(feed.since, now, inside=True) if feed.since else ""
    words = {
        "out": tr("Out since %s") % since,
        "on": (tr("On since %s") % since) if since else tr("On"),
        "unwatched": (tr("Not watched; back since %s") % since) if since else tr("Not watched"),
        "unknown": tr("Not known since %s") % since,
        "running": tr("Running since %s") % since,
        "standby": tr("Standby"),
    }
    return words[feed.state]
