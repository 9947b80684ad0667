"""This PC's heartbeat (rule O9): worked case 16, every way a clock misbehaves, and an account that always adds up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from stpdesk.core.heartbeat import OLDEST, Account, Beat, Blank, Found, Pulse, Why
from stpdesk.core.spans import FOREVER, Span, difference, intersection, union

TEN = int(datetime(2026, 6, 10, 5, tzinfo=UTC).timestamp())
"""10:00 local on 10 June 2026."""
MINUTE, HOUR, DAY = 60, 3600, 86_400


def kept(reached: int, boot: str = "one", *, clean: bool = False) -> Account:
    return Account(TEN - DAY, reached, boot, clean)


def begun(last: Account | None, now: Beat) -> Found:
    return Pulse(last).beat(now)


def going(at: int = TEN) -> Pulse:
    """A monitor that has just begun, for the first time."""
    pulse = Pulse(None)
    pulse.beat(Beat(at, 0, "one", awake=0))
    return pulse


def blanks(found: Found) -> list[tuple[int, int, Why]]:
    return [(one.span.start - TEN, one.span.end - TEN, one.why) for one in found.blanks]


def test_case_16_an_unclean_stop_and_a_new_boot_ask_about_a_power_cut() -> None:
    last, boot, now = TEN + 20, TEN + 47 * MINUTE + 5, TEN + 48 * MINUTE
    found = begun(kept(last), Beat(now, 55, "two", booted=boot))
    assert found.power_cut == Span(last, boot)
    assert found.blanks == (Blank(Span(last, now), Why.PC_OFF),)
    assert found.watched is None


def test_an_unclean_stop_in_the_same_boot_is_only_unknown() -> None:
    found = begun(kept(TEN), Beat(TEN + HOUR, 9, "one"))
    assert blanks(found) == [(0, HOUR, Why.STOPPED)]
    assert found.power_cut is None


def test_a_boot_known_only_by_its_instant_may_be_out_by_its_rounding() -> None:
    for boot, why in (("booted 1000060", Why.STOPPED), ("booted 1003600", Why.PC_OFF)):
        found = begun(kept(TEN, "booted 1000000"), Beat(TEN + HOUR, 9, boot))
        assert blanks(found) == [(0, HOUR, why)]


def test_a_clean_end_is_only_unknown_also_across_a_boot() -> None:
    for boot in ("one", "two"):
        found = begun(kept(TEN, clean=True), Beat(TEN + HOUR, 9, boot, booted=TEN + HOUR - 9))
        assert blanks(found) == [(0, HOUR, Why.OFF)]
        assert found.power_cut is None


def test_the_first_start_of_all_has_nothing_before_it() -> None:
    assert begun(None, Beat(TEN, 0, "one")) == Found(steady=False)


def test_ordinary_beats_are_watched_time() -> None:
    assert going().beat(Beat(TEN + 15.2, 15, "one", awake=15)) == Found(watched=Span(TEN, TEN + 15))


def test_sleep_is_unknown() -> None:
    found = going().beat(Beat(TEN + HOUR, 10, "one", awake=HOUR))
    assert blanks(found) == [(0, HOUR, Why.ASLEEP)]
    assert not found.steady


def test_a_clock_set_forward_is_unknown() -> None:
    assert blanks(going().beat(Beat(TEN + HOUR, 10, "one", awake=10))) == [(0, HOUR, Why.AHEAD)]
    found = going().beat(Beat(TEN + HOUR, 10, "one"))
    assert blanks(found) == [(0, HOUR, Why.ASLEEP_OR_AHEAD)]


def test_a_clock_set_back_makes_the_time_lived_twice_unknown() -> None:
    pulse = going()
    for second in range(15, HOUR + 1, 15):
        pulse.beat(Beat(TEN + second, second, "one", awake=second))
    found = pulse.beat(Beat(TEN + HOUR - 600, HOUR + 15, "one", awake=HOUR + 15))
    assert blanks(found) == [(HOUR - 600, HOUR, Why.BACK)]
    assert pulse.datable is False
    again = [
        pulse.beat(Beat(TEN + HOUR - 600 + second, HOUR + 15 + second, "one", awake=HOUR + 15 + second))
        for second in range(15, 631, 15)
    ]
    assert [one.watched for one in again if one.watched] == [
        Span(TEN + HOUR, TEN + HOUR + 15),
        Span(TEN + HOUR + 15, TEN + HOUR + 30),
    ]


def test_small_steps_of_the_clock_are_nothing() -> None:
    pulse = going()
    watched = []
    for number, step in enumerate((0.4, -1.5, 0.3, -1.6, 0.0), 1):
        found = pulse.beat(Beat(TEN + 15 * number + step, 15 * number, "one", awake=15 * number))
        assert found.steady
        assert not found.blanks
        watched += [found.watched] if found.watched else []
    assert union(watched) == [Span(TEN, TEN + 75)]


def test_a_monitor_that_was_held_up_did_not_watch() -> None:
    assert blanks(going().beat(Beat(TEN + 300, 300, "one", awake=300))) == [(0, 300, Why.HELD_UP)]


def test_a_dead_clock_battery_dates_nothing_until_the_clock_is_right_and_then_asks() -> None:
    pulse = Pulse(kept(TEN))
    for second in (0, 15, 30):
        assert pulse.beat(Beat(946_684_800 + second, second, "two", booted=946_684_800)) == Found(
            steady=False
        )
        assert not pulse.datable
    found = pulse.beat(Beat(TEN + HOUR, 45, "two", booted=TEN + HOUR - 50))
    assert blanks(found) == [(0, HOUR, Why.PC_OFF)]
    assert found.power_cut == Span(TEN, TEN + HOUR - 50)
    assert pulse.datable


def test_a_dead_clock_at_the_very_first_start_waits_for_a_right_one() -> None:
    pulse = Pulse(None)
    assert not pulse.beat(Beat(OLDEST - 1, 0, "one")).blanks
    assert not pulse.datable
    assert pulse.account() is None
    assert not pulse.beat(Beat(TEN, 5, "one")).blanks
    assert pulse.reached == TEN


def test_a_clock_that_was_years_ahead_by_mistake_is_forgiven() -> None:
    pulse = going()
    ahead = TEN + 3650 * DAY
    assert blanks(pulse.beat(Beat(ahead, 15, "one", awake=15))) == [(0, 3650 * DAY, Why.AHEAD)]
    assert pulse.beat(Beat(ahead + 15, 30, "one", awake=30)).watched
    found = pulse.beat(Beat(TEN + 45, 45, "one", awake=45))
    assert found.withdrawn == TEN
    assert blanks(found) == [(0, 45, Why.WRONG)]
    assert pulse.beat(Beat(TEN + 60, 60, "one", awake=60)).watched == Span(TEN + 45, TEN + 60)


@dataclass
class Machine:
    """A PC whose clocks, boots and monitor do as they are told, and the account that comes of it."""

    wall: float = TEN
    monotonic: float = 5
    awake: float = 5
    boot: int = 1
    pulse: Pulse | None = None
    kept: Account | None = None
    watched: list[Span] = field(default_factory=list)
    blank: list[Span] = field(default_factory=list)
    first: int | None = None

    def pass_time(self, seconds: float) -> None:
        self.wall += seconds
        self.monotonic += seconds
        self.awake += seconds

    def beat(self) -> None:
        if self.pulse is None:
            self.pulse = Pulse(self.kept, self.blank)
        now = Beat(self.wall, self.monotonic, str(self.boot), self.awake, self.wall - self.awake)
        found = self.pulse.beat(now)
        if found.withdrawn is not None:
            future = [Span(found.withdrawn, FOREVER)]
            self.watched, self.blank = difference(self.watched, future), difference(self.blank, future)
        for one in found.blanks:
            assert one.span.seconds > 0
            assert not intersection([one.span], self.blank), "blank twice"
            self.watched = difference(self.watched, [one.span])
            self.blank = union([*self.blank, one.span])
        if found.watched:
            assert not intersection([found.watched], union([*self.watched, *self.blank])), "watched twice"
            self.watched = union([*self.watched, found.watched])
        if found.power_cut:
            assert not difference([found.power_cut], self.blank), "asked about time that is known"
        if self.first is None:
            self.first = self.pulse.reached
        self.kept = self.pulse.account() or self.kept

    def act(self, name: str, seconds: float) -> None:
        if name == "run":
            for _ in range(3):
                self.pass_time(seconds % 30)
                self.beat()
        elif name == "late":
            self.pass_time(seconds)
        elif name == "sleep":
            self.wall += seconds
            self.awake += seconds
        elif name in ("set", "dead"):
            self.wall = self.wall + seconds if name == "set" else 946_684_800
        elif name in ("kill", "end"):
            if name == "end" and self.pulse is not None:
                self.kept = self.pulse.account(clean=True) or self.kept
            self.pulse = None
            self.pass_time(abs(seconds))
        else:
            self.pulse, self.boot, self.monotonic, self.awake = None, self.boot + 1, 5, 5
            self.wall = self.wall + abs(seconds) if name == "boot" else 946_684_800
        self.beat()


STEPS = st.one_of(
    st.tuples(st.sampled_from(["run"]), st.floats(1, 29)),
    st.tuples(st.sampled_from(["late", "sleep", "kill", "end", "boot"]), st.floats(0, 3 * DAY)),
    st.tuples(st.sampled_from(["set"]), st.floats(-3 * HOUR, 3 * HOUR)),
    st.tuples(st.sampled_from(["set"]), st.floats(-3000 * DAY, 3000 * DAY)),
    st.tuples(st.sampled_from(["set"]), st.floats(-5, 5)),
    st.tuples(st.sampled_from(["dead", "dead boot"]), st.just(0.0)),
)


@settings(max_examples=150)
@given(st.lists(STEPS, max_size=25))
def test_watched_and_blank_time_together_cover_all_time_since_the_first_start_exactly_once(
    steps: list[tuple[str, float]],
) -> None:
    machine = Machine()
    machine.beat()
    for name, seconds in steps:
        machine.act(name, seconds)
    assert machine.kept is not None
    assert not intersection(machine.watched, machine.blank)
    whole = [Span(TEN, machine.kept.reached)] if machine.kept.reached > TEN else []
    assert union([*machine.watched, *machine.blank]) == whole
