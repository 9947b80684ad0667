"""The monitor as a part of the screen: whether it runs, what it watches and saw last; started and stopped from here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from stpdesk.core.civil import local
from stpdesk.ui import wording
from stpdesk.ui.marks import Dot
from stpdesk.ui.outages import watched
from stpdesk.ui.outages.words import tr
from stpdesk.ui.parted import PartedScreen, PartOfScreen
from stpdesk.ui.parts import Scrolled, button, clear, column, label, row, rule
from stpdesk.ui.screen import MARGIN
from stpdesk.ui.theme import px
from stpdesk.ui.watch_state import DEAD, RUNS, STOPPED, Watch, watch_of
from stpdesk.ui.watching import watching_of

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.core.changes import Changes
    from stpdesk.core.samples import State

AGAIN = 5_000
"""Milliseconds after which it reads again while it is seen."""


class MonitorPart(PartOfScreen):
    """One column of plain words; the act of the day is the button above."""

    def __init__(self, screen: PartedScreen) -> None:
        super().__init__(screen)
        self.watching = watching_of(self._desk)
        self.watch: Watch | None = None
        self._at_logon: bool | None = None
        """whether the system starts it, asked once: Windows takes its time to say"""
        self._build()
        self._connect()

    def _build(self) -> None:
        """State, acts, what it watches, what it saw."""
        self._dot = Dot("off", 10)
        self.state = label("", "section")
        self.about = label("", "muted", wrap=True)
        self.start_button = button(tr("Start watching"), "primary")
        self.stop_button = button(tr("Stop watching"))
        self.logon_button = button(tr("Start at logon"))
        self.messages = QCheckBox(tr("Say on the desktop what it notices"))
        self.messages.setChecked(self.watching.messages)
        self.messages.setAccessibleDescription(
            tr("An outage that began or ended, a question; once, and never what was typed here.")
        )
        acts = row(self.start_button, self.stop_button, self.logon_button, None)
        self._seen = QGridLayout()
        self._seen.setHorizontalSpacing(px(24))
        self._seen.setVerticalSpacing(px(8))
        self._seen.setColumnStretch(2, 1)
        self._plan = QGridLayout()
        self._plan.setHorizontalSpacing(px(24))
        self._plan.setVerticalSpacing(px(8))
        self._plan.setColumnStretch(1, 1)
        inside = QWidget()
        whole = column(
            row(self._dot, self.state, None), self.about, 4, acts, self.messages, 8, rule(), 4,
            label(tr("What it saw last"), "section"), self._seen, 8, rule(), 4,
            label(tr("What it watches, and who is asked"), "section"), self._plan, None,
        )  # fmt: skip
        whole.setContentsMargins(px(MARGIN), px(8), px(MARGIN), px(MARGIN))
        inside.setLayout(whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scrolled(inside))
        self.setFocusProxy(self.start_button)
        self._again = QTimer(self, interval=AGAIN)
        self._again.setTimerType(Qt.TimerType.VeryCoarseTimer)

    def _connect(self) -> None:
        """Acts and what changes by itself."""
        self.start_button.clicked.connect(lambda *_: self.start())
        self.stop_button.clicked.connect(lambda *_: self.stop())
        self.logon_button.clicked.connect(lambda *_: self.logon())
        self.messages.toggled.connect(self.watching.want)
        for signal in (self.watching.turned, self.watching.heard):
            signal.connect(self._on_turned)
        self._again.timeout.connect(lambda: self.refresh() if self.isVisible() else self._again.stop())

    # acts ------------------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Watches as long as this window has the park open."""
        self.watching.start()

    def stop(self) -> None:
        """The one that was started here, else the one that was started at logon."""
        if self.watching.runs:
            self.watching.stop()
        elif self.watch is not None and self.watch.at_logon:
            self._desk.aside(self, _stop_at_logon, self._on_stopped)

    def _on_stopped(self, reached: bool) -> None:
        """The system was asked."""
        from stpdesk.core.errors import Refused

        if not reached:
            self._desk.refused.emit(
                Refused("The system did not stop the monitor; log off, or type: stpdesk monitor --uninstall.")
            )
        self.refresh()

    def logon(self) -> None:
        """Starts by itself at every logon, or does so no more."""
        install = self.watch is None or not self.watch.at_logon
        self._desk.aside(self, partial(_at_logon, install=install), self._on_logon)

    def _on_logon(self, told: Changes) -> None:
        """Says what was done."""
        self._at_logon = None
        self._desk.changed.emit(told)
        self.refresh()

    def turn_messages(self) -> None:
        """On or off."""
        self.messages.setChecked(not self.messages.isChecked())

    def change(self) -> None:
        """Starts, or stops."""
        (self.stop if self.watching.runs else self.start)()

    # showing ---------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """How it stands now."""
        self._desk.ask(self, partial(watch_of, at_logon=self._at_logon), self.show_watch, slot="watch")
        if not self._again.isActive():
            self._again.start()

    def showEvent(self, event: QShowEvent) -> None:
        """What it saw meanwhile; from then on again every few seconds."""
        super().showEvent(event)
        if self.watch is not None and self._desk.park is not None:
            self.refresh()

    def _on_turned(self) -> None:
        """It runs, or does not, as the window itself knows at once."""
        if self.watch is not None and self.watching.runs:
            self.show_watch(self.watch)
        if self.isVisible():
            self.refresh()

    def show_watch(self, watch: Watch) -> None:
        """Words and acts."""
        self.watch, self._at_logon = watch, watch.at_logon
        here = self.watching.runs
        runs = here or watch.state == RUNS
        tone, words, about = self._told(watch, here)
        self._dot.set_tone(tone)
        self.state.setText(words)
        self.about.setText(about)
        had = self.start_button.hasFocus() or self.stop_button.hasFocus()
        self.start_button.setVisible(not runs)
        self.stop_button.setVisible(runs)
        self.stop_button.setEnabled(here or watch.at_logon)
        self.logon_button.setText(tr("No longer at logon") if watch.at_logon else tr("Start at logon"))
        self.logon_button.setAccessibleName(self.logon_button.text())
        shown = self.stop_button if runs else self.start_button
        self.setFocusProxy(shown)
        if had:
            shown.setFocus()
        self._show_seen(watch, runs)
        self._show_plan(watch)

    def _told(self, watch: Watch, here: bool) -> tuple[str, str, str]:
        """Tone, state and what to know of it."""
        beat = wording.moment(watch.beat, watch.now, inside=True) if watch.beat else ""
        if here or watch.state == RUNS:
            since = tr("The monitor runs")
            if watch.since is not None:
                since = tr("The monitor runs, since {when}").format(
                    when=wording.moment(watch.since, watch.now, inside=True)
                )
            if here:
                return (
                    "good",
                    since,
                    tr(
                        "Started here: it ends when this window or the park is closed. Started at logon it watches all day."
                    ),
                )
            if watch.at_logon:
                return "good", since, tr("It starts whenever you log on to this PC.")
            return (
                "good",
                since,
                tr("It was started elsewhere, by another window or a terminal, and is stopped there."),
            )
        if self.watching.failed or watch.why:
            return "bad", tr("The monitor does not run"), self.watching.failed or watch.why
        if watch.state == DEAD:
            return (
                "bad",
                tr("The monitor ended by itself"),
                tr(
                    "Its last heartbeat was {when}: it was killed, or this PC went off. Power and links are not watched."
                ).format(when=beat),
            )
        if watch.state == STOPPED:
            return (
                "off",
                tr("The monitor does not run"),
                tr(
                    "It was stopped {when}. Power and links are not watched; what you enter counts all the same."
                ).format(when=beat),
            )
        return (
            "off",
            tr("The monitor never ran here"),
            tr(
                "It watches the links, a UPS and this PC, and proposes what it notices; it needs no password. Nothing is watched now."
            ),
        )

    def _show_seen(self, watch: Watch, runs: bool) -> None:
        """Every watched thing: how it stood, since when, looked at when."""
        clear(self._seen)
        if not watch.states:
            self._seen.addWidget(label(tr("It has not looked at anything yet."), "muted"), 0, 0)
        for place, one in enumerate(watch.states):
            tone, words = _verdict(one)
            dot = Dot(tone if runs else "off")
            name = tr("Power") if one.watched.kind != "link" else one.watched.link or tr("Internet")
            since = tr("{words}, since {when}").format(
                words=words, when=wording.moment(one.since, watch.now, inside=True)
            )
            polled = one.beat if one.watched.kind != "link" and one.running else one.at
            looked = tr("looked at {when}").format(when=f"{local(polled):%H:%M:%S}")
            if wording.moment(polled, watch.now) != f"{local(polled):%H:%M}":
                looked = tr("looked at {when}").format(when=wording.moment(polled, watch.now, inside=True))
            self._seen.addLayout(row(dot, label(name, "strong")), place, 0)
            self._seen.addWidget(label(since), place, 1)
            self._seen.addWidget(label(looked, "muted"), place, 2)

    def _show_plan(self, watch: Watch) -> None:
        """The plan, and what to look at in it."""
        clear(self._plan)
        plan = watch.plan
        lines = [watch.why, *watch.notices] if plan is None else list(watched.notices(plan, watch.notices))
        named = [] if plan is None else list(watched.rows(plan))
        for place, (name, words) in enumerate(named):
            self._plan.addWidget(label(name, "strong"), place, 0, Qt.AlignmentFlag.AlignTop)
            self._plan.addWidget(label(words, "muted", wrap=True), place, 1)
        for place, line in enumerate(lines, start=len(named)):
            self._plan.addWidget(label(line, "muted", wrap=True), place, 0, 1, 2)


def _verdict(one: State) -> tuple[str, str]:
    """Tone and words of what was seen last."""
    from stpdesk.core.watching import LOOK_OF, Look, Mains
    from stpdesk.monitor.words import of

    if isinstance(one.verdict, Mains):
        tone = {Mains.ON: "good", Mains.UNKNOWN: "unknown"}.get(one.verdict, "bad")
    else:
        tone = {Look.UP: "good", Look.DOWN: "bad"}.get(LOOK_OF[one.verdict], "unknown")
    return tone, tr(of(one.verdict))


def _stop_at_logon(session: Session) -> bool:
    """Asks the system to end it."""
    from stpdesk.monitor.autostart import start_of, stop

    return stop(start_of(session.park.folder, ""))


def _at_logon(session: Session, install: bool) -> Changes:
    """Registers it with the system, or takes it away."""
    from stpdesk.core.changes import Changes
    from stpdesk.monitor import autostart
    from stpdesk.monitor.plan import read_plan

    folder = session.park.folder
    code = read_plan(folder)[0].park if install else ""
    start = autostart.start_of(folder, code)
    lines = autostart.install(start) if install else autostart.uninstall(start)
    return Changes(said=" ".join(line.strip() for line in lines))
