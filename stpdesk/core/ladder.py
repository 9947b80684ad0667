"""What one climb of a link's ladder means, and when a link that answers is nonetheless degraded (rules O8, O9)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from stpdesk.core.watching import Judging, Rungs, Verdict

WINDOW = 100
"""Probes that loss is counted over. With three targets they are 300 questions, and 3 % of them 9: a link that loses
1 % (3 of 300) loses ten by chance in one window of a thousand, one that loses 6 % (18) in 98 of 100. A window of 30
probes would cry wolf every day. Heavy loss need not wait for it to fill: the tenth lost question is enough."""

AWAY = 10
"""So many questions in a row unanswered by one target, while others answered, are that target's own absence (a name
server that is blocked or being repaired), not loss on the way: at 30 % loss it happens once in 170,000."""

USUAL_OF = 240
"""Well round trips whose median is the usual one: two hours, so that it follows slowly."""

LEARNT = 20
"""Well round trips that must be known before one is called slow."""

SLOW_IN_A_ROW = 3
"""A single slow reply is nothing."""

NEVER_SLOW = 30.0
"""Milliseconds: quicker replies are not slow, whatever the usual; the rest is this PC's own business."""


def verdict(rungs: Rungs) -> Verdict:
    """What the rungs say, the nearest broken one first; never DEGRADED, which no single climb can tell (rule O8).

    - The portal's page comes from abroad over TCP and cannot be made up by a login page: it is a foreign reply too.
    - A name may come from a cache: it says nothing of what lies abroad, only that the resolver lives. Where the
      resolver does not lie behind the gateway (`resolver` is None: the router itself, or a server in the house) a
      name proves no provider either.
    - Only a gateway that answered puts the fault behind it; one that was not asked leaves open whose it is.
    """
    if rungs.nic is False:
        return Verdict.OWN_PC
    if rungs.portal is False:
        return Verdict.PORTAL
    if any(rungs.foreign) or rungs.portal:
        return Verdict.DNS if rungs.name is False else Verdict.UP
    if rungs.resolver or (rungs.name and rungs.resolver is not None):
        return Verdict.UPSTREAM
    if rungs.gateway is not None:
        return Verdict.ISP if rungs.gateway else Verdict.ROUTER
    asked = rungs.foreign or any(rung is not None for rung in (rungs.resolver, rungs.name))
    return Verdict.SILENT if asked else Verdict.UNKNOWN


@dataclass(frozen=True, slots=True)
class Sampled:
    """A climb, judged: what is stored of it."""

    verdict: Verdict
    round_trip: float | None
    """milliseconds, the quickest foreign reply"""
    sent: int
    """foreign questions that count for loss: none where nothing abroad answered, for that is an outage"""
    lost: int


class Quality:
    """Remembers a link's last climbs, so that it can tell one that loses or lags from a well one."""

    def __init__(self, judging: Judging) -> None:
        self._judging = judging
        self._answers: deque[tuple[bool, ...]] = deque(maxlen=WINDOW)
        self._usual: deque[float] = deque(maxlen=USUAL_OF)
        self._slow = 0

    def judge(self, rungs: Rungs) -> Sampled:
        """The verdict with DEGRADED in place of UP where the link loses or lags, and what counts for loss."""
        found = verdict(rungs)
        sent = lost = 0
        if rungs.foreign and (any(rungs.foreign) or rungs.portal):
            # where nothing at all answered it is an outage, counted as such; as loss it would outlive itself
            self._answers.append(rungs.foreign)
            sent, lost = self._of_this_climb()
        lags = self._lags(rungs.round_trip) if found is Verdict.UP else False
        if found is Verdict.UP and (lags or self._loses()):
            found = Verdict.DEGRADED
        return Sampled(found, rungs.round_trip, sent, lost)

    def usual(self) -> float | None:
        """The usual round trip in milliseconds; None before it is learnt."""
        if len(self._usual) < LEARNT:
            return None
        return sorted(self._usual)[len(self._usual) // 2]

    def loss(self) -> tuple[int, int]:
        """Questions sent to foreign targets in the window, and how many were lost on the way."""
        counted = [_counted(column) for column in self._columns()]
        return sum(sent for sent, _ in counted), sum(lost for _, lost in counted)

    def _loses(self) -> bool:
        """Whether more was lost than may be; what a young window still lacks is taken as answered."""
        sent, lost = self.loss()
        columns = self._columns()
        present = sum(_silent_tail(column) < AWAY for column in columns)
        lacking = (WINDOW - len(columns[0])) * present if columns else 0
        return lost * 100 > self._judging.loss_pct * (sent + lacking)

    def _lags(self, round_trip: float | None) -> bool:
        """Whether the last round trips all took several times the usual; learns the usual from the others."""
        if round_trip is None:
            return False
        usual = self.usual()
        if usual is not None and round_trip > max(NEVER_SLOW, usual * self._judging.slower):
            self._slow += 1
        else:
            self._slow = 0
            self._usual.append(round_trip)
        return self._slow >= SLOW_IN_A_ROW

    def _of_this_climb(self) -> tuple[int, int]:
        here = [column for column in self._columns() if _silent_tail(column) < AWAY]
        return len(here), sum(not column[-1] for column in here)

    def _columns(self) -> list[list[bool]]:
        """Each present target's answers in the window, oldest first; climbs of another plan are left out."""
        width = len(self._answers[-1]) if self._answers else 0
        rows = [row for row in self._answers if len(row) == width]
        return [[row[place] for row in rows] for place in range(width)]


def _counted(answers: Iterable[bool]) -> tuple[int, int]:
    """Questions that count for loss, and the lost ones, of one target: its absences are left out."""
    sent = lost = 0
    for answered, run in groupby(answers):
        length = sum(1 for _ in run)
        if answered:
            sent += length
        elif length < AWAY:
            sent += length
            lost += length
    return sent, lost


def _silent_tail(answers: list[bool]) -> int:
    """How many questions in a row the target has left unanswered, up to now."""
    return next((back for back, answered in enumerate(reversed(answers)) if answered), len(answers))
