"""One watched thing: when it is looked at next, and what its samples become (rule O9)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from stpdesk.core.detection import Change, Detector, Tally, Turn
from stpdesk.core.ladder import Quality
from stpdesk.core.outages import INTERNET, POWER
from stpdesk.core.proposals import GAP, OUTAGE, POWER_CUT, UNSTABLE
from stpdesk.core.samples import LINK, UNKNOWN, Sample, Watched
from stpdesk.core.spans import MINUTE, Span
from stpdesk.core.watching import LOOK_OF, Judging, LinkWatch, Look, Mains, Rungs, Times, UpsWatch, Verdict
from stpdesk.db.probes import Noticed
from stpdesk.monitor import sentences

KEEP_MAINS = 300
"""Seconds between stored samples of mains that do not change: every poll would be six million rows a year."""
PATIENCE = 60
"""Seconds a UPS may be silent before its time is unknown; upsd restarts in less."""
TOLD_LATER = 300
"""Seconds an outage must last to be told while the thing is unstable anyway."""
BATTERY = "battery"
"""The kind of lookout that asks this PC's own battery; its samples are not stored, it only asks."""

_LOOK_OF_MAINS = {Mains.ON: Look.UP, Mains.LOST: Look.DOWN, Mains.LOW: Look.DOWN, Mains.UNKNOWN: Look.UNKNOWN}


@dataclass
class Outcome:
    """What a sample led to: what to store, what was noticed anew or changed, what to tell the person."""

    samples: list[Sample] = field(default_factory=list)
    noticed: list[Noticed] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


class Lookout:
    """Keeps its own schedule and state; all instants are seconds since 1970 UTC, all dues of the monotonic clock."""

    def __init__(
        self, watched: Watched, target: LinkWatch | UpsWatch | None, times: Times, judging: Judging
    ) -> None:
        self.watched = watched
        self.target = target
        self.due = 0.0
        self.launched: tuple[bool, int, float] | None = None
        """while a probe is under way: whether its answer will count, the sample's instant, the monotonic start"""
        self._times = times
        self._judging = judging
        self._is_link = watched.kind == LINK
        one = judging if self._is_link else replace(judging, failures=1, passes=1)
        self._detector = Detector(one)
        self._tally = Tally(judging)
        self._quality = Quality(judging)
        self._mains: Mains | None = None
        self._stored_at: int | None = None
        self._failing: dict[Verdict | Mains, int] = {}
        self._outage: Noticed | None = None
        self._gap: Noticed | None = None
        self._unstable: Noticed | None = None
        self._unknown_from: int | None = None
        self._unknown_as: Verdict | Mains = Verdict.UNKNOWN
        self._tell_at: int | None = None
        self._told = False
        self._told_low = False

    @property
    def called(self) -> str:
        """Its name at the start of a sentence."""
        return sentences.name(self.watched.link, power=not self._is_link)

    @property
    def hold(self) -> int:
        """Seconds a stored sample may stand for at most."""
        if self._is_link:
            return int(2 * self._times.interval + self._times.jitter + 5 * self._times.timeout)
        return int(KEEP_MAINS + PATIENCE + self._times.power)

    @property
    def worth(self) -> float:
        """Seconds unknown time must last to be worth a proposal: two probe intervals."""
        return max(2 * self._times.interval, PATIENCE) if self._is_link else PATIENCE

    def retarget(self, target: LinkWatch | UpsWatch | None, times: Times) -> None:
        """Takes a changed target and times; what is known stays known."""
        self.target, self._times = target, times

    def pause(self, jitter: float) -> float:
        """Seconds from the last look to the next; `jitter` is between 0 and 1."""
        if self.watched.kind == BATTERY and self._mains in (None, Mains.UNKNOWN):
            return self._times.interval  # most PCs have none
        if not self._is_link:
            on_battery = self._mains in (Mains.LOST, Mains.LOW)
            return self._times.battery if on_battery else self._times.power
        if not self._detector.settled:
            return self._times.suspicion
        return self._times.interval + jitter * self._times.jitter

    def see(self, at: int, seen: Rungs | Mains | None) -> Outcome:
        """What comes of a look at an instant; None = the probe failed, which is unknown."""
        outcome = Outcome()
        if self._is_link:
            rungs = seen if isinstance(seen, Rungs) else Rungs()
            sampled = self._quality.judge(rungs)
            judged = sampled.verdict if isinstance(seen, Rungs) else Verdict.UNKNOWN
            trip, sent, lost = sampled.round_trip, sampled.sent, sampled.lost
            outcome.samples.append(Sample(self.watched, at, judged.value, trip, sent, lost))
            self._weigh(at, judged, LOOK_OF[judged], outcome)
        else:
            mains = seen if isinstance(seen, Mains) else Mains.UNKNOWN
            self._keep_mains(at, mains, outcome)
            self._warn(mains, outcome)
            self._mains = mains
            self._weigh(at, mains, _LOOK_OF_MAINS[mains], outcome)
        self._remind(at, outcome)
        return outcome

    def lose_sight(self, at: int) -> Outcome:
        """The monitor itself knows nothing from an instant on: what is open ends there."""
        outcome = Outcome()
        if self.watched.kind != BATTERY:
            outcome.samples.append(Sample(self.watched, at, UNKNOWN))
        known_to = at if self._is_link or self._unknown_from is None else self._unknown_from
        for change in self._detector.feed(known_to, Look.UNKNOWN):
            self._turn(change, Verdict.UNKNOWN, outcome)
        self._end_gap(at, outcome)
        self._stored_at, self._mains = None, None
        self._failing.clear()
        return outcome

    def close(self, at: int) -> Outcome:
        """It is watched no more: as when sight is lost, and unstable time ends too."""
        outcome = self.lose_sight(at)
        self._calm(at, outcome)
        return outcome

    def open_notices(self) -> list[Noticed]:
        """What has no end yet."""
        return [one for one in (self._outage, self._gap, self._unstable) if one is not None]

    def _keep_mains(self, at: int, mains: Mains, outcome: Outcome) -> None:
        """Stores a sample of the mains where it changed, and one every few minutes."""
        if self.watched.kind == BATTERY:
            return
        if mains is not self._mains or self._stored_at is None or at - self._stored_at >= KEEP_MAINS:
            outcome.samples.append(Sample(self.watched, at, mains.value))
            self._stored_at = at

    def _warn(self, mains: Mains, outcome: Outcome) -> None:
        """Says once that the battery is nearly empty."""
        if mains is Mains.LOW and not self._told_low:
            outcome.told.append(sentences.SAVE_NOW)
        self._told_low = mains is Mains.LOW or (self._told_low and mains is not Mains.ON)

    def _weigh(self, at: int, verdict: Verdict | Mains, look: Look, outcome: Outcome) -> None:
        """Unknown time, runs and edges."""
        self._tally.see(at, look)
        if look is Look.UNKNOWN:
            self._go_unknown(at, verdict, outcome)
            return
        self._end_gap(at, outcome)
        if look is Look.DOWN:
            self._failing[verdict] = self._failing.get(verdict, 0) + 1
        elif self._outage is None:
            self._failing.clear()
        for change in self._detector.feed(at, look):
            self._turn(change, verdict, outcome)

    def _go_unknown(self, at: int, verdict: Verdict | Mains, outcome: Outcome) -> None:
        """Nothing can be said: a link's run ends at once, the mains' only once the UPS has been silent for long."""
        begun = self._unknown_from if self._unknown_from is not None else at
        self._unknown_from = begun
        self._unknown_as = verdict
        lasting = at - begun >= self.worth
        if self._is_link or lasting:
            for change in self._detector.feed(at if self._is_link else begun, Look.UNKNOWN):
                self._turn(change, verdict, outcome)
            self._failing.clear()
        if lasting and self._gap is None and self.watched.kind != BATTERY:
            self._gap = self._noticed(GAP, begun, verdict)
            outcome.noticed.append(self._gap)

    def _end_gap(self, at: int, outcome: Outcome) -> None:
        """Unknown time ends; it is proposed if it was long enough."""
        begun, self._unknown_from = self._unknown_from, None
        gap, self._gap = self._gap, None
        if begun is None or self.watched.kind == BATTERY:
            return
        if gap is None and at - begun >= self.worth:
            gap = self._noticed(GAP, begun, self._unknown_as)
        if gap is not None:
            gap.end = max(at, gap.start + 1)
            outcome.noticed.append(gap)

    def _turn(self, change: Change, verdict: Verdict | Mains, outcome: Outcome) -> None:
        """One change of the detector as something noticed, and perhaps told."""
        if change.turn is Turn.OPENED:
            self._open(change.span.start, verdict, outcome)
        elif change.turn in (Turn.CLOSED, Turn.LOST_SIGHT):
            self._close(change, outcome)
        elif self.watched.kind == BATTERY:
            return
        elif change.turn is Turn.UNSTABLE:
            self._tally.begin(change.span.start)
            self._unstable = self._noticed(UNSTABLE, change.span.start, None)
            self._unstable.told = sentences.unstable(self.called, change.span.start)
            outcome.noticed.append(self._unstable)
            outcome.told.append(self._unstable.told)
        else:
            self._calm(change.span.end, outcome)

    def _calm(self, end: int, outcome: Outcome) -> None:
        """The unstable time is over; its outages are proposals of their own, and it says how many there were."""
        unstable, self._unstable = self._unstable, None
        if unstable is not None:
            unstable.end = max(end, unstable.start + 1)
            unstable.told = sentences.flapped(self.called, *self._tally.end())
            outcome.noticed.append(unstable)

    def _open(self, start: int, verdict: Verdict | Mains, outcome: Outcome) -> None:
        """An outage, or what this PC's battery takes for one."""
        asks = self.watched.kind == BATTERY
        self._outage = self._noticed(POWER_CUT if asks else OUTAGE, start, self._most(verdict))
        if asks:
            self._outage.told = sentences.battery(start)
        else:
            self._outage.told = sentences.evidence(self._most(verdict), start)
        self._tally.opened(start)
        outcome.noticed.append(self._outage)
        self._told = False
        self._tell_at = start + TOLD_LATER if self._detector.unstable else start

    def _close(self, change: Change, outcome: Outcome) -> None:
        """The outage's end, with all its evidence."""
        if self._outage is None:
            return
        outage, self._outage = self._outage, None
        span = Span(outage.start, max(change.span.end, outage.start + 1))
        outage.end = span.end
        if outage.kind == OUTAGE and self._failing:
            most = self._most(None)
            outage.verdict = most.name
            outage.told = sentences.evidence(most, outage.start, sum(self._failing.values()))
        self._failing.clear()
        self._tell_at = None
        outcome.noticed.append(outage)
        if self._told and change.turn is Turn.CLOSED and outage.kind == OUTAGE:
            outcome.told.append(sentences.back(self.called, span))

    def _remind(self, at: int, outcome: Outcome) -> None:
        """Tells an outage when it is time, and again each hour while it lasts."""
        if self._outage is None or self._tell_at is None or at < self._tell_at:
            return
        start = self._outage.start
        if self._outage.kind == POWER_CUT:
            outcome.told.append(sentences.battery(start))
            self._tell_at = None
            return
        again = sentences.still_down(self.called, start, at)
        outcome.told.append(again if self._told else sentences.down(self.called, self._most(None), start))
        self._told = True
        every = int(self._judging.remind_minutes * MINUTE)
        self._tell_at = start + ((at - start) // every + 1) * every

    def _most(self, verdict: Verdict | Mains | None) -> Verdict | Mains:
        """The verdict most of the failing samples gave."""
        if self._failing:
            return max(self._failing, key=lambda one: self._failing[one])
        return verdict if verdict is not None else Verdict.UNKNOWN

    def _noticed(self, kind: str, start: int, verdict: Verdict | Mains | None) -> Noticed:
        """Something noticed of this thing, without an end yet."""
        service = INTERNET if self._is_link else POWER
        told = sentences.reason(verdict) if verdict is not None else None
        return Noticed(kind, start, None, service, self.watched.link, verdict.name if verdict else None, told)
