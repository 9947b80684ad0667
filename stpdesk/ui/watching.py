"""The monitor as the window sees it: started and stopped from here, how it stands, and what it tells the person, once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from stpdesk.core.errors import Refused
from stpdesk.ui.desk import Desk

if TYPE_CHECKING:
    from stpdesk.ui.noticing import Message

AGAIN = 60_000
"""Milliseconds after which it is looked what the monitor noticed."""
FIRST_LOOKS = (3_000, 17_000)
"""Milliseconds after which a monitor that was started has begun, and has written down what it saw (with its heartbeat)."""
HASTE = 5000
"""Milliseconds the monitor is given to end in its own order."""


class Watching(QObject):
    """One for each desk (`watching_of`). A monitor that is held ends with the park and the window, however they end."""

    turned = Signal()
    """it runs, or does not any more"""
    heard = Signal()
    """it said something, or has had time to look: how things stand may be another"""
    said = Signal(object)
    """Message: something to be shown to the person, once"""
    switched = Signal(bool)
    """messages are wanted, or not"""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._process: QProcess | None = None
        self._known: frozenset[tuple[str, bool]] | None = None
        self._words: Callable[[Path], list[str]] = monitor_words
        self.messages = True
        self.failed = ""
        """why the monitor that was started here does not run"""
        self._timer = QTimer(self, interval=AGAIN)
        self._timer.timeout.connect(self.look)
        desk.opened.connect(self._on_opened)
        desk.parting.connect(self._on_parting)
        if desk.park is not None:
            self._on_opened(desk.park)

    # the process -------------------------------------------------------------------------------------------------------

    @property
    def runs(self) -> bool:
        """Whether the monitor that was started here runs."""
        return self._process is not None and self._process.state() != QProcess.ProcessState.NotRunning

    def start(self) -> None:
        """Starts `stpdesk monitor` for the open park; where another watches already, its own lock refuses this one."""
        park = self._desk.park
        if park is None or self.runs:
            return
        self.failed = ""
        process = self._process = QProcess(self)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.SeparateChannels)
        process.stateChanged.connect(lambda _: self.turned.emit())
        for pause in FIRST_LOOKS:
            QTimer.singleShot(pause, process, self.heard.emit)
        process.readyReadStandardOutput.connect(self._on_line)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        program, *words = self._words(park.folder)
        process.start(program, words)

    def stop(self) -> None:
        """Lets it go: it ends in its own order; one that does not in five seconds is ended."""
        process = self._process
        if process is not None and self.runs:
            process.setProperty("let_go", True)
            process.closeWriteChannel()
            QTimer.singleShot(HASTE, process, process.kill)

    def end(self) -> None:
        """The same, and waits for it: the window's last act."""
        process = self._process
        if process is not None and self.runs:
            self.stop()
            if not process.waitForFinished(HASTE):
                process.kill()
                process.waitForFinished(HASTE)

    def _on_line(self) -> None:
        """It said something: what it noticed is looked at now."""
        if self._process is not None:
            self._process.readAllStandardOutput()
            QTimer.singleShot(200, self, self.look)
            QTimer.singleShot(400, self, self.heard.emit)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        """It could not be started at all."""
        if error is QProcess.ProcessError.FailedToStart:
            self._gone(self.tr("The monitor could not be started."))

    def _on_finished(self, code: int, how: QProcess.ExitStatus) -> None:
        """It ended: as it was told to, because it was refused, or by itself."""
        process = self._process
        if process is None or process.property("let_go"):
            self.turned.emit()
            return
        said = bytes(process.readAllStandardError().data()).decode("utf-8", "replace").strip().splitlines()
        if how is QProcess.ExitStatus.NormalExit and code in {0, 1, 2} and said:
            self._gone(said[-1].removeprefix("stpdesk: "))
        else:
            self._gone(
                self.tr("The monitor ended by itself; power and links are not watched. Start it again.")
            )

    def _gone(self, why: str) -> None:
        """Says why it does not run."""
        self.failed = why
        self.turned.emit()
        self._desk.refused.emit(Refused("{why}", why=why))

    # the park ----------------------------------------------------------------------------------------------------------

    def _on_opened(self, _park: object) -> None:
        """Nothing that was noticed before is news."""
        self._known, self.failed = None, ""
        self._timer.start()
        QTimer.singleShot(FIRST_LOOKS[0], self, self.look)  # nobody waits for it

    def _on_parting(self) -> None:
        """The park is left: so is its monitor, if it was started here."""
        self._timer.stop()
        self.end()

    # messages ----------------------------------------------------------------------------------------------------------

    def want(self, messages: bool) -> None:
        """Messages are wanted, or not."""
        self.messages = messages
        self.switched.emit(messages)

    def look(self) -> None:
        """What the monitor noticed, off the window's thread; what is new is told."""
        if self._desk.park is not None:
            from stpdesk.ui.noticing import news

            known, held = self._known, self.runs
            self._desk.ask(self, lambda session: news(session, known, held=held), self._tell, slot="news")

    def _tell(self, found: tuple[frozenset[tuple[str, bool]], tuple[Message, ...]]) -> None:
        """Each once, and those of one moment together; whoever shows how things stand reads again."""
        known, messages = found
        fresh = self._known is not None and not known <= self._known
        self._known = (self._known or frozenset()) | known
        if not fresh:  # two looks may have been on their way at once
            return
        self.heard.emit()
        if messages and self.messages:
            self.said.emit(together(messages))


def together(messages: Sequence[Message]) -> Message:
    """Several messages as one, so that none covers another: what goes wrong makes all of it so."""
    titles, texts = (
        tuple(dict.fromkeys(part)) for part in zip(*((m.title, m.text) for m in messages), strict=True)
    )
    return replace(
        messages[0], title=" · ".join(titles), text=" ".join(texts), bad=any(m.bad for m in messages)
    )


def watching_of(desk: Desk) -> Watching:
    """The one of a desk."""
    found = desk.findChild(Watching)
    return found if isinstance(found, Watching) else Watching(desk)


def monitor_words(folder: Path) -> list[str]:
    """Program and words that watch a park as long as they are held."""
    from stpdesk.monitor.autostart import this_program

    return [*this_program(), "--park", str(folder), "monitor", "--held"]
