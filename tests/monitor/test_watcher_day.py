"""Twenty-four hours on a played clock: every kind of fault, and exactly the proposals that must come of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from stpdesk.core.civil import midnight
from stpdesk.core.proposals import GAP, OUTAGE, POWER_CUT, Proposal
from stpdesk.core.watching import Mains, Times
from stpdesk.db.probes import days, proposals
from tests.monitor.played import PLAN, Monitor, PlayedClock, PlayedPark

DAY = date(2026, 6, 10)
MIDNIGHT = midnight(DAY)
INTERVAL = 32
"""Seconds of one probe interval, jitter included."""
POLL = 11


def clock_time(text: str) -> int:
    """A local time of the day as an instant."""
    hours, minutes, *seconds = map(int, text.split(":"))
    return MIDNIGHT + hours * 3600 + minutes * 60 + (seconds[0] if seconds else 0)


LINK_FAULTS = [
    ("PTCL", "01:00:10", "01:20:40", "ROUTER"),
    ("NAYATEL", "01:10:00", "01:12:00", "ISP"),
    ("PTCL", "03:00:00", "03:45:00", "UPSTREAM"),
    ("NAYATEL", "04:00:05", "04:30:05", "DNS"),
    ("PTCL", "05:00:00", "05:10:00", "PORTAL"),
    ("PTCL", "06:00:00", "06:30:00", "OWN_PC"),
    ("NAYATEL", "07:00:00", "07:00:20", "ISP"),  # over before anybody can be sure: no outage
    ("PTCL", "08:00:00", "08:05:00", "ERROR"),
    ("NAYATEL", "13:50:00", "14:40:00", "ISP"),  # the PC sleeps in the middle of it
    ("NAYATEL", "23:30:00", "25:00:00", "ROUTER"),  # goes on past midnight
]
MAINS = [
    ("09:00:00", "09:30:00", Mains.LOST),
    ("10:00:00", "10:00:40", Mains.UNKNOWN),  # upsd restarts: nothing
    ("10:30:00", "10:50:00", Mains.UNKNOWN),
    ("11:00:00", "11:04:00", Mains.LOST),
    ("11:04:00", "11:05:00", Mains.LOW),  # then the PC itself goes down
    ("11:05:00", "11:50:00", Mains.LOST),
]


@dataclass
class Played:
    """What came of the day."""

    folder: Path
    told: list[str]
    found: list[Proposal]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The day, played once."""
    folder = tmp_path_factory.mktemp("park")
    park = play(folder)
    found = sorted(proposals(folder), key=lambda one: (one.span.start, one.kind))
    return Played(folder, [text for _, text in park.told], found)


def play(folder: Path) -> PlayedPark:
    """The whole day."""
    clock = PlayedClock(float(MIDNIGHT))
    park = PlayedPark(clock)
    park.links = [(link, clock_time(start), clock_time(end), kind) for link, start, end, kind in LINK_FAULTS]
    park.mains = [(clock_time(start), clock_time(end), says) for start, end, says in MAINS]
    monitor = Monitor(folder, park, replace(PLAN, times=Times(power=10)))  # half the steps of the usual 5 s
    clock.at(clock_time("14:00"), lambda: clock.sleep(1800))
    clock.at(clock_time("16:00"), lambda: clock.shift(900))  # by hand, wrongly
    clock.at(clock_time("17:00"), lambda: clock.shift(-900))  # and right again

    monitor.run_to(clock_time("11:05"))
    monitor.kill()
    clock.off(clock_time("11:52:30") - clock_time("11:05"), boots=True)

    monitor.run_to(clock_time("19:00"))
    monitor.end()
    clock.off(1200, boots=False)

    monitor.run_to(clock_time("21:00"))
    monitor.kill()
    clock.off(600, boots=False)

    monitor.run_to(clock_time("22:00"))
    monitor.kill()
    clock.off(20, boots=False)  # too short to be worth a word

    monitor.run_to(clock_time("24:30"))
    monitor.end()
    return park


EXPECTED = [
    (OUTAGE, "internet", "PTCL", "01:00:10", "01:20:40", "ROUTER", INTERVAL),
    (OUTAGE, "internet", "NAYATEL", "01:10:00", "01:12:00", "ISP", INTERVAL),
    (OUTAGE, "internet", "PTCL", "03:00:00", "03:45:00", "UPSTREAM", INTERVAL),
    (OUTAGE, "internet", "NAYATEL", "04:00:05", "04:30:05", "DNS", INTERVAL),
    (OUTAGE, "internet", "PTCL", "05:00:00", "05:10:00", "PORTAL", INTERVAL),
    (GAP, "internet", "PTCL", "06:00:00", "06:30:00", "OWN_PC", INTERVAL),
    (GAP, "internet", "PTCL", "08:00:00", "08:05:00", "UNKNOWN", INTERVAL),
    (OUTAGE, "power", None, "09:00:00", "09:30:00", "LOST", POLL),
    (GAP, "power", None, "10:30:00", "10:50:00", "UNKNOWN", POLL),
    (OUTAGE, "power", None, "11:00:00", "11:05:00", "LOST", INTERVAL),  # to the last heartbeat
    (GAP, None, None, "11:05:00", "11:52:30", None, INTERVAL),
    (POWER_CUT, "power", None, "11:05:00", "11:52:00", None, INTERVAL),
    (OUTAGE, "internet", "NAYATEL", "13:50:00", "14:00:00", "ISP", INTERVAL),
    (GAP, None, None, "14:00:00", "14:30:00", None, INTERVAL),
    (OUTAGE, "internet", "NAYATEL", "14:30:00", "14:40:00", "ISP", INTERVAL),
    (GAP, None, None, "16:00:00", "16:15:00", None, INTERVAL),
    (GAP, None, None, "17:00:00", "17:15:00", None, INTERVAL),
    (GAP, None, None, "19:00:00", "19:20:00", None, INTERVAL),
    (GAP, None, None, "21:00:00", "21:10:00", None, INTERVAL),
    (OUTAGE, "internet", "NAYATEL", "23:30:00", "24:30:00", "ROUTER", INTERVAL),
]


def test_a_day_of_every_fault_gives_exactly_its_proposals_each_dated_within_one_probe_interval(
    day: Played,
) -> None:
    assert [(one.kind, one.service, one.link, one.verdict) for one in day.found] == [
        (kind, service, link, verdict) for kind, service, link, _, _, verdict, _ in EXPECTED
    ]
    for one, (*_, start, end, _verdict, within) in zip(day.found, EXPECTED, strict=True):
        assert abs(one.span.start - clock_time(start)) <= within, one
        assert abs(one.span.end - clock_time(end)) <= within, one
        assert one.told


def test_the_days_notifications_are_each_outages_begin_and_end_one_reminder_an_hour_and_the_question(
    day: Played,
) -> None:
    told = day.told
    assert told[0].startswith("Internet link PTCL has been down since 01:00. The router did not answer.")
    assert [text for text in told if "Save your work now" in text] == [
        "The battery of the UPS is nearly empty. Save your work now."
    ]
    assert [text for text in told if "power cut?" in text] == ["This PC was off 11:04–11:52: power cut?"]
    begins = [text for text in told if "has been down since" in text]
    ends = [text for text in told if "is back since" in text]
    assert len(begins) == 9 + 1  # and the reminder after 24:30
    assert len(ends) == 7
    assert not [text for text in told if "unstable" in text]
    assert len(told) == len(begins) + len(ends) + 2


def test_the_days_roll_up_adds_up_to_the_day(day: Played) -> None:
    rolled = days(day.folder, DAY, DAY)
    assert [(one.watched.kind, one.watched.link) for one in rolled] == [
        ("link", "NAYATEL"),
        ("link", "PTCL"),
        ("power", None),
    ]
    for one in rolled:
        assert one.up + one.degraded + one.down + one.unknown == 86_400
    nayatel, ptcl, mains = rolled
    off = 2850 + 1800 + 900 + 900 + 1200 + 600 + 20
    assert abs(ptcl.down - (1230 + 2700 + 600)) <= 6 * INTERVAL
    assert abs(ptcl.unknown - (off + 1800 + 300)) <= 9 * INTERVAL
    assert abs(nayatel.down - (120 + 1800 + 20 + 1200 + 1800)) <= 9 * INTERVAL
    assert abs(mains.down - (1800 + 300)) <= 6 * POLL
    assert abs(mains.unknown - (off + 40 + 1200)) <= 9 * INTERVAL
