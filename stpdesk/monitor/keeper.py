"""Keeps what the monitor saw until the disk has it: a full disk or a damaged file loses as little as can be."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import date

from stpdesk.core.errors import Refused
from stpdesk.core.heartbeat import Account, Beat
from stpdesk.core.samples import UNKNOWN, Sample, Watched
from stpdesk.core.spans import Span
from stpdesk.db.probes import Damaged, Noticed, Probes
from stpdesk.monitor.journal import Journal

SAMPLES = 10_000
"""Kept in memory while the disk cannot take them: most of a day of three links; then the oldest go."""
NOTICED = 1_000
_FILE = "The monitor's file"


class Keeper:
    """The queue before `probes.db`. Nothing it does raises for a disk that is full or failing."""

    def __init__(self, probes: Probes, journal: Journal) -> None:
        self._probes = probes
        self._journal = journal
        self._samples: deque[Sample] = deque(maxlen=SAMPLES)
        self._noticed: deque[Noticed] = deque(maxlen=NOTICED)
        self._ongoing: list[Noticed] = []
        self._first: list[Callable[[], None]] = []
        self._holds: dict[Watched, int] = {}
        self._failed = False
        self.lost: str | None = None
        """a sentence where a damaged file was moved aside and nobody has been told yet"""
        if probes.moved_to is not None:
            self._tell_loss(probes.moved_to.name)

    @property
    def well(self) -> bool:
        """Whether the disk took what it was given last."""
        return not self._failed

    @property
    def urgent(self) -> bool:
        """Whether something noticed waits to be written, and the disk took what came before."""
        return bool(self._noticed) and self.well

    def end_open(self, at: int) -> None:
        """What the last run left open ends at its last heartbeat."""
        self._first.append(lambda: self._probes.end_open(at))

    def watch(self, holds: dict[Watched, int]) -> None:
        """What is watched from now on."""
        self._holds = holds
        self._first.append(lambda: self._probes.watch(holds))

    def add(self, samples: list[Sample], noticed: list[Noticed]) -> None:
        """Takes what came of a look; what is noticed stays the same thing when it changes later."""
        self._samples += samples
        for one in noticed:
            if not any(one is known for known in self._noticed):
                self._noticed.append(one)

    def blank(self, span: Span, *, written: bool) -> None:
        """Makes a span unknown for all that is watched; `written`: some of it may be in the file already."""
        kept = [one for one in self._samples if not span.start <= one.at < span.end]
        self._samples = deque(kept, SAMPLES)
        self._samples += [Sample(watched, span.start, UNKNOWN) for watched in self._holds]
        if written:
            self._first.append(lambda: self._probes.blank(span))

    def withdraw(self, since: int) -> None:
        """Forgets what was dated from an instant on."""
        self._samples = deque((one for one in self._samples if one.at < since), SAMPLES)
        self._noticed = deque((one for one in self._noticed if one.start < since), NOTICED)
        for one in self._noticed:
            one.end = since if one.end is None else min(one.end, since)
        self._ongoing = []
        self._first.append(lambda: self._probes.withdraw(since))

    def write(self, at: int, account: Account | None, beat: Beat | None) -> bool:
        """Hands everything to the disk in one go; False where it could not, and all is kept for the next time."""
        try:
            while self._first:
                self._first[0]()
                del self._first[0]
            self._probes.write(self._samples, self._noticed, account, beat)
        except Refused as refused:
            self._failed = True
            self._journal.tell_once(_FILE, f"{refused} What is seen is kept in memory for now.")
            return False
        except Damaged:
            self._failed = True
            self._begin_anew(at)
            return False
        self._failed = False
        self._journal.over(_FILE)
        written = [
            *self._ongoing,
            *(one for one in self._noticed if all(one is not old for old in self._ongoing)),
        ]
        self._ongoing = [one for one in written if one.end is None]
        self._samples.clear()
        self._noticed.clear()
        return True

    def roll_up(self, at: int, today: date, keep_days: int) -> bool:
        """Rolls up one day that waits for it; False once none is left, or the disk refuses."""
        try:
            return self._probes.roll_up(today, keep_days) > 0
        except Refused as refused:
            self._journal.tell_once(_FILE, str(refused))
        except Damaged:
            self._begin_anew(at)
        return False

    def close(self) -> None:
        """Closes the file."""
        self._probes.close()

    def _begin_anew(self, at: int) -> None:
        """A new file in place of the damaged one; what goes on is written into it again."""
        try:
            aside = self._probes.renew(at)
        except (Refused, Damaged) as error:
            self._journal.tell_once(_FILE, str(error))
            return
        waiting = [one for one in self._ongoing if all(one is not new for new in self._noticed)]
        self._noticed.extendleft(waiting)
        self._ongoing = []
        for one in self._noticed:
            one.number = None
        holds = self._holds
        self._first = [lambda: self._probes.watch(holds)]
        self._tell_loss(aside.name)
        self._journal.tell(self.lost or "")

    def _tell_loss(self, name: str) -> None:
        """Notes that the file was damaged, for whoever tells the person."""
        self.lost = (
            f"The file in which the monitor keeps what it saw was damaged. It is now called {name}, and a new one is"
            " begun; what was taken into the park is not touched."
        )
