"""The watcher when things go wrong: probes that break, a full disk, a damaged file, clocks, plans that change."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from stpdesk.core.civil import local, midnight
from stpdesk.core.errors import Refused
from stpdesk.core.proposals import GAP, OUTAGE, POWER_CUT, UNSTABLE, Proposal
from stpdesk.core.samples import Day, Watched
from stpdesk.core.spans import FOREVER, Span
from stpdesk.core.watching import Judging, LinkWatch, Mains, UpsWatch, Verdict, WatchPlan
from stpdesk.db.probes import days, proposals, states
from stpdesk.monitor.looking import Job, OneByOne
from tests.monitor.played import PLAN, Monitor, PlayedClock, PlayedPark

DAY = date(2026, 6, 10)
NOON = midnight(DAY) + 12 * 3600
MINUTE, HOUR = 60, 3600
ONE_LINK = replace(PLAN, links=(LinkWatch(None),), ups=UpsWatch(), battery=False)
ONLY_UPS = replace(PLAN, links=())


def at_noon(folder: Path, plan: WatchPlan = ONE_LINK) -> Monitor:
    return Monitor(folder, PlayedPark(PlayedClock(float(NOON))), plan)


def kinds(folder: Path) -> list[str]:
    return [one.kind for one in proposals(folder)]


def only(folder: Path) -> Proposal:
    (one,) = proposals(folder)
    return one


def texts(monitor: Monitor) -> list[str]:
    return [text for _, text in monitor.park.told]


def test_an_outage_is_in_the_file_and_told_as_soon_as_the_third_probe_failed(tmp_path: Path) -> None:
    monitor = at_noon(tmp_path)
    monitor.park.links = [(None, NOON + 100, FOREVER, "ISP")]
    monitor.run_to(NOON + 100 + 32 + 11)
    found = only(tmp_path)
    assert found.kind == OUTAGE
    assert found.span.open
    assert found.verdict == "ISP"
    assert found.told is not None
    assert re.fullmatch(r"The router answered but nothing behind it did from 12:0\d:\d\d\.", found.told)
    assert len(texts(monitor)) == 1
    monitor.end()


def test_how_often_it_was_seen_is_said_once_it_is_over_and_never_wrongly_after_a_crash(
    tmp_path: Path,
) -> None:
    monitor = at_noon(tmp_path)
    monitor.park.links = [(None, NOON + 60, NOON + 600, "ISP"), (None, NOON + 1200, FOREVER, "ISP")]
    monitor.run_to(NOON + 1800)
    monitor.kill()
    monitor.park.clock.off(HOUR, boots=False)
    monitor.run_to(monitor.park.clock.true + 10)
    over, crashed = (one.told or "" for one in proposals(tmp_path) if one.kind == OUTAGE)
    assert re.search(r"; (1[789]|2[0123]) probes\.$", over), over
    assert re.search(r"from 12:20:\d\d\.$", crashed), crashed
    monitor.end()


def test_where_no_router_is_asked_neither_it_nor_the_provider_is_blamed(tmp_path: Path) -> None:
    monitor = at_noon(tmp_path)
    monitor.park.links = [(None, NOON, NOON + 600, "SILENT")]
    monitor.run_to(NOON + HOUR)
    monitor.end()
    found = only(tmp_path)
    assert found.verdict == "SILENT"
    said = [found.told or "", texts(monitor)[0]]
    assert all("Nothing outside answered and the router was not asked" in one for one in said), said


class Stamping(list[str]):
    """A log that notes when each line came."""

    def __init__(self, clock: PlayedClock) -> None:
        super().__init__()
        self.times: list[int] = []
        self._clock = clock

    def append(self, line: str) -> None:
        super().append(line)
        self.times.append(int(self._clock.wall()))


def test_every_line_of_the_log_is_stamped_when_it_is_written(tmp_path: Path) -> None:
    monitor = at_noon(tmp_path)
    clock = monitor.park.clock
    monitor.park.log = log = Stamping(clock)
    monitor.park.links = [(None, NOON + 60, NOON + 600, "ISP"), (None, NOON + 900, NOON + 1200, "ERROR")]
    clock.at(NOON + 2000, lambda: clock.sleep(900))
    clock.at(NOON + 4000, lambda: clock.shift(-300))
    monitor.run_to(NOON + 5000)
    monitor.kill()
    clock.off(1200, boots=True)
    monitor.run_to(clock.true + 60)
    monitor.end()
    assert [line[:19] for line in log] == [f"{local(at):%Y-%m-%d %H:%M:%S}" for at in log.times]
    (slept,) = [line for line in log if "This PC slept." in line]
    assert re.search(r"slept\. Unknown from 12:33:\d\d to 12:48:\d\d \(15 minutes\)\.$", slept)
    (asked,) = [line for line in log if "power cut?" in line]
    assert log[-1].endswith("The monitor ends.")
    before = log.index(asked) - 1
    assert log.times[before + 1] - log.times[before] < 60 < log.times[before] - log.times[before - 1]


def test_a_restart_between_two_looks_counts_in_no_figure_and_the_log_says_so(tmp_path: Path) -> None:
    monitor = at_noon(tmp_path)
    monitor.park.log = log = Stamping(monitor.park.clock)
    monitor.run_to(NOON + 600)
    for seconds in (20, 600):
        monitor.end()
        monitor.park.clock.off(seconds, boots=False)
        monitor.run_to(monitor.park.clock.true + 900)
    monitor.end()
    short, long = (line for line in log if "The monitor was off." in line)
    assert re.search(r"off\. No look from 12:10:\d\d to 12:10:\d\d: too short to count as unknown\.$", short)
    assert re.search(r"off\. Unknown from 12:25:\d\d to 12:35:\d\d \(10 minutes\)\.$", long)
    assert [one.kind for one in proposals(tmp_path)] == [GAP]


def test_suspicion_looks_every_five_seconds_and_only_until_the_verdict_is_clear(tmp_path: Path) -> None:
    monitor = at_noon(tmp_path)
    monitor.run_to(NOON + HOUR)
    assert 3600 / 32 - 1 <= monitor.park.looks <= 3600 / 30 + 2
    before = monitor.park.looks
    monitor.park.links = [(None, NOON + HOUR, NOON + 2 * HOUR, "ISP")]
    monitor.run_to(NOON + 2 * HOUR)
    assert 3600 / 32 - 1 <= monitor.park.looks - before <= 3600 / 30 + 6
    monitor.end()


def test_a_long_outage_is_told_again_once_an_hour_and_then_that_it_is_over(tmp_path: Path) -> None:
    monitor = at_noon(tmp_path)
    monitor.park.links = [(None, NOON, NOON + 150 * MINUTE, "UPSTREAM")]
    monitor.run_to(NOON + 4 * HOUR)
    told = texts(monitor)
    assert told[0] == "The internet has been down since 12:00. The provider answered but nothing abroad did."
    assert told[1:] == [
        "The internet has been down since 12:00: 60 minutes.",
        "The internet has been down since 12:00: 2 hours.",
        "The internet is back since 14:30. It was down for 2 hours 30 minutes.",
    ]
    monitor.end()


def test_a_flapping_link_is_told_once_as_unstable(tmp_path: Path) -> None:
    monitor = at_noon(tmp_path)
    flaps = [(None, NOON + 300 * n, NOON + 300 * n + 100, "ISP") for n in range(1, 13)]
    monitor.park.links = list(flaps)
    monitor.run_to(NOON + 3 * HOUR)
    monitor.end()
    unstable = [one for one in proposals(tmp_path) if one.kind == UNSTABLE]
    assert len(unstable) == 1
    assert abs(unstable[0].span.start - (NOON + 300)) <= 32
    assert abs(unstable[0].span.end - (NOON + 3700)) <= 32
    assert sum("unstable" in text for text in texts(monitor)) == 1
    assert len(texts(monitor)) <= 6, "the outages of an unstable link are not told one by one"
    outages = [one for one in proposals(tmp_path) if one.kind == OUTAGE]
    assert len(outages) == 12, "but all are recorded"
    assert unstable[0].told == (
        "The internet failed 12 times; 12 lasted long enough to be outages of their own."
    )


def test_failures_too_short_to_be_outages_are_counted_in_the_unstable_proposal_alone(tmp_path: Path) -> None:
    monitor = at_noon(tmp_path, replace(ONE_LINK, judging=Judging(failures=12)))
    monitor.park.links = [(None, NOON + 200 * n, NOON + 200 * n + 40, "ISP") for n in range(1, 11)]
    monitor.park.links += [(None, NOON + 2200, NOON + 2350, "ISP")]
    monitor.run_to(NOON + 4 * HOUR)
    monitor.end()
    unstable, outage = sorted(proposals(tmp_path), key=lambda one: one.kind == OUTAGE)
    assert (unstable.kind, outage.kind) == (UNSTABLE, OUTAGE)
    assert unstable.told == (
        "The internet failed 11 times; one lasted long enough to be an outage of its own."
    )


def test_flapping_mains_are_unstable_too(tmp_path: Path) -> None:
    monitor = at_noon(tmp_path, ONLY_UPS)
    monitor.park.mains = [(NOON + 60 * n, NOON + 60 * n + 20, Mains.LOST) for n in range(1, 8)]
    monitor.run_to(NOON + HOUR)
    monitor.end()
    assert kinds(tmp_path).count(OUTAGE) == 7
    assert kinds(tmp_path).count(UNSTABLE) == 1


def test_low_battery_is_told_at_once_and_once(tmp_path: Path) -> None:
    monitor = at_noon(tmp_path, ONLY_UPS)
    monitor.park.mains = [(NOON + 60, NOON + 120, Mains.LOST), (NOON + 120, NOON + 300, Mains.LOW)]
    monitor.run_to(NOON + 400)
    ((when, _),) = [one for one in monitor.park.told if "Save your work now" in one[1]]
    assert when <= NOON + 123
    assert only(tmp_path).verdict == "LOW", "most of the polls said so"
    monitor.end()


def test_a_probe_that_breaks_is_unknown_time_and_one_line_in_the_log(tmp_path: Path) -> None:
    monitor = at_noon(tmp_path)
    monitor.park.links = [(None, NOON + 60, NOON + 600, "ERROR")]
    monitor.run_to(NOON + 700)
    found = only(tmp_path)
    assert (found.kind, found.verdict) == (GAP, "UNKNOWN")
    said = [
        line for line in monitor.park.log if line.endswith("the probe failed: OSError: a probe that breaks")
    ]
    assert len(said) == 1
    assert said[0].startswith("2026-06-10 12:01:")
    monitor.end()


class Lame(OneByOne):
    """Runs probes that do not come back while `hangs` is set; then all of them come back at once."""

    hangs = False

    def __init__(self, clock: PlayedClock) -> None:
        super().__init__(clock)
        self.hung: list[tuple[Watched, Job]] = []

    def start(self, watched: Watched, job: Job) -> None:
        if self.hangs:
            self.hung.append((watched, job))
        else:
            super().start(watched, job)


def test_a_probe_that_hangs_is_unknown_time_and_its_late_answer_counts_for_nothing(tmp_path: Path) -> None:
    monitor = at_noon(tmp_path)
    monitor.looking = lame = Lame(monitor.park.clock)
    monitor.run_to(NOON + 600)
    lame.hangs = True
    monitor.run_to(NOON + 1200)
    assert len(lame.hung) == 1, "a probe under way is not begun a second time"
    lame.hangs = False
    monitor.park.links = [(None, NOON + 1200, NOON + 1201, "ISP")]
    lame.start(*lame.hung[0])
    monitor.run_to(NOON + 1800)
    gap = only(tmp_path)
    assert gap.kind == GAP
    assert NOON + 600 <= gap.span.start <= NOON + 600 + 32
    assert NOON + 1200 <= gap.span.end <= NOON + 1200 + 15
    assert sum("does not come back" in line for line in monitor.park.log) == 1
    monitor.end()


def test_short_unknown_time_is_no_proposal_and_yet_not_up(tmp_path: Path) -> None:
    monitor = at_noon(tmp_path)
    monitor.park.links = [(None, NOON + 60, NOON + 90, "OWN_PC")]
    monitor.run_to(midnight(DAY + timedelta(days=1)) + 900)
    monitor.end()
    assert proposals(tmp_path) == []
    (day,) = rolled(tmp_path)
    assert 0 < day.unknown - 12 * HOUR <= 64


def rolled(folder: Path) -> list[Day]:

    return days(folder, DAY, DAY)


def test_unknown_mains_of_a_minute_do_not_end_an_outage(tmp_path: Path) -> None:
    monitor = at_noon(tmp_path, ONLY_UPS)
    monitor.park.mains = [
        (NOON + 60, NOON + 300, Mains.LOST),
        (NOON + 300, NOON + 340, Mains.UNKNOWN),
        (NOON + 340, NOON + 600, Mains.LOST),
    ]
    monitor.run_to(NOON + 700)
    monitor.end()
    span = only(tmp_path).span
    assert abs(span.start - NOON - 60) <= 6
    assert abs(span.end - NOON - 600) <= 6


def test_the_own_battery_only_asks_and_only_where_no_ups_is_watched(tmp_path: Path) -> None:
    for folder, ups, expected in (("a", UpsWatch(), [POWER_CUT]), ("b", UpsWatch("park"), [OUTAGE])):
        place = tmp_path / folder
        place.mkdir()
        monitor = at_noon(place, replace(PLAN, links=(), ups=ups))
        monitor.park.mains = [(NOON + 60, NOON + 600, Mains.LOST)]
        monitor.run_to(NOON + 700)
        monitor.end()
        assert kinds(place) == expected
        assert abs(only(place).span.start - NOON - 60) <= 32
        if expected == [POWER_CUT]:
            assert texts(monitor) == ["This PC has run on its own battery since 12:01. Was the power cut?"]
            assert states(place) == []


def test_a_full_disk_keeps_samples_in_memory_and_goes_on(tmp_path: Path) -> None:
    monitor = at_noon(tmp_path)
    monitor.run_to(NOON + 60)
    assert monitor._probes is not None
    db = monitor._probes._db
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}")
    monitor.park.links = [(None, NOON + HOUR, NOON + 2 * HOUR, "ISP")]
    monitor.run_to(NOON + 3 * HOUR)
    kept = db.execute("SELECT count(*) FROM samples").fetchone()[0]
    db.execute("PRAGMA max_page_count = 100000")
    monitor.run_to(NOON + 3 * HOUR + 60)
    assert db.execute("SELECT count(*) FROM samples").fetchone()[0] > kept + 50
    assert abs(only(tmp_path).span.start - NOON - HOUR) <= 32
    assert [line for line in monitor.park.log if "disk is full" in line and "kept in memory" in line]
    monitor.end()


def test_a_file_damaged_under_the_monitor_is_moved_aside_told_and_what_goes_on_is_written_anew(
    tmp_path: Path,
) -> None:
    monitor = at_noon(tmp_path)
    monitor.park.links = [(None, NOON + 60, NOON + HOUR, "ISP")]
    monitor.run_to(NOON + 600)
    (old,) = proposals(tmp_path)
    assert monitor._probes is not None
    assert monitor._probes._conn is not None
    monitor._probes._conn.close()
    monitor._probes._conn = None  # so that it is opened again, and found broken
    for end in ("-wal", "-shm"):
        (tmp_path / f"probes.db{end}").unlink(missing_ok=True)
    (tmp_path / "probes.db").write_bytes(b"\xff" * 8192)
    monitor.run_to(NOON + 2 * HOUR)
    monitor.end()
    new = only(tmp_path)
    assert new.id != old.id
    assert new.span.start == old.span.start
    assert abs(new.span.end - NOON - HOUR) <= 32
    assert (tmp_path / "probes.db.damaged-2026-06-10").exists()
    assert sum("was damaged" in text for text in texts(monitor)) == 1


def test_a_link_is_watched_only_on_the_days_it_is_in_service(tmp_path: Path) -> None:
    links = (LinkWatch("OLD", last=DAY), LinkWatch("NEW", first=DAY + timedelta(days=1)))
    monitor = at_noon(tmp_path, replace(ONE_LINK, links=links))
    monitor.run_to(NOON + HOUR)
    assert [state.watched.link for state in states(tmp_path)] == ["OLD"]
    monitor.run_to(NOON + 13 * HOUR)
    assert [state.watched.link for state in states(tmp_path)] == ["NEW"]
    monitor.end()


def test_a_changed_plan_is_followed_and_one_that_cannot_be_read_changes_nothing(tmp_path: Path) -> None:
    monitor = at_noon(tmp_path)
    monitor.park.links = [(None, NOON + 60, FOREVER, "ISP")]
    monitor.run_to(NOON + 600)

    def refuse() -> WatchPlan | None:
        raise Refused("monitor.toml line 3: a number is expected.")

    monitor.new_plan = refuse
    monitor.run_to(NOON + 700)
    assert [line for line in monitor.park.log if "line 3" in line] == [
        line for line in monitor.park.log if "monitor.toml" in line
    ]
    plans = [replace(ONE_LINK, links=(LinkWatch("PTCL"),))]
    monitor.new_plan = lambda: plans.pop() if plans else None
    monitor.run_to(NOON + 900)
    assert [state.watched.link for state in states(tmp_path)] == ["PTCL"]
    assert 0 <= only(tmp_path).span.end - (NOON + 700) <= 32, "what is watched no more ends there"
    monitor.end()


def test_notifications_can_be_switched_off(tmp_path: Path) -> None:
    monitor = at_noon(tmp_path, replace(ONE_LINK, notify=False))
    monitor.park.links = [(None, NOON + 60, NOON + HOUR, "ISP")]
    monitor.run_to(NOON + 2 * HOUR)
    monitor.end()
    assert kinds(tmp_path) == [OUTAGE]
    assert texts(monitor) == []


def test_a_dead_clock_battery_dates_nothing_until_the_clock_is_right(tmp_path: Path) -> None:
    monitor = at_noon(tmp_path)
    monitor.run_to(NOON + 600)
    monitor.kill()
    clock = monitor.park.clock
    clock.off(1800, boots=True)
    clock.offset = 946_684_800 - clock.true
    clock.at(NOON + 3000, lambda: clock.shift(-clock.offset))
    monitor.park.links = [(None, NOON + 2500, NOON + 2900, "ISP")]
    monitor.run_to(NOON + 4000)
    monitor.end()
    gap, cut = sorted(proposals(tmp_path), key=lambda one: one.kind)
    assert (gap.kind, cut.kind) == (GAP, POWER_CUT)
    assert gap.span.start == cut.span.start
    assert abs(gap.span.start - NOON - 600) <= 15
    assert abs(gap.span.end - NOON - 3000) <= 15
    assert abs(cut.span.end - NOON - 2370) <= 15
    assert sum("nothing can be dated" in line for line in monitor.park.log) == 1


def test_a_clock_years_ahead_by_mistake_leaves_nothing_in_the_future(tmp_path: Path) -> None:
    monitor = at_noon(tmp_path)
    clock = monitor.park.clock
    clock.at(NOON + 600, lambda: clock.shift(10 * 365 * 86_400))
    monitor.park.links = [(None, NOON + 700, NOON + 1500, "ISP")]
    clock.at(NOON + 1000, lambda: clock.shift(-clock.offset))
    monitor.run_to(NOON + 3000)
    monitor.end()
    gap, outage = sorted(proposals(tmp_path), key=lambda one: one.span.start)
    assert (gap.kind, outage.kind) == (GAP, OUTAGE)
    assert abs(gap.span.start - NOON - 600) <= 32
    assert abs(gap.span.end - NOON - 1000) <= 32
    assert abs(outage.span.start - NOON - 1000) <= 32
    assert abs(outage.span.end - NOON - 1500) <= 32
    assert monitor._probes is not None
    with closing(monitor._probes._db) as db:
        assert db.execute("SELECT max(at) FROM samples").fetchone()[0] <= NOON + 3000


def test_how_things_stand_is_there_while_the_monitor_runs(tmp_path: Path) -> None:
    monitor = at_noon(tmp_path, PLAN)
    monitor.park.links = [("PTCL", NOON + 60, FOREVER, "PORTAL")]
    monitor.run_to(NOON + 600)
    nayatel, ptcl, mains = states(tmp_path)
    assert (nayatel.verdict, ptcl.verdict, mains.verdict) == (Verdict.UP, Verdict.PORTAL, Mains.ON)
    assert 0 <= ptcl.since - (NOON + 60) <= 32
    assert NOON + 570 <= mains.beat <= NOON + 600
    assert mains.running
    monitor.end()
    assert not states(tmp_path)[0].running


@pytest.mark.parametrize("how", ["end", "kill"])
def test_what_is_open_when_the_monitor_goes_ends_there(tmp_path: Path, how: str) -> None:
    monitor = at_noon(tmp_path)
    monitor.park.links = [(None, NOON + 60, FOREVER, "ISP")]
    monitor.run_to(NOON + 600)
    getattr(monitor, how)()
    monitor.park.clock.off(HOUR, boots=False)
    monitor.run_to(monitor.park.clock.true + 600)
    first, gap, second = sorted(proposals(tmp_path), key=lambda one: one.span.start)
    assert (first.kind, gap.kind, second.kind) == (OUTAGE, GAP, OUTAGE)
    assert first.span.end == gap.span.start
    assert 0 <= NOON + 600 - gap.span.start <= 15
    assert second.span == Span(gap.span.end, FOREVER)
    monitor.end()
