"""`probes.db`: what the monitor writes comes back, is rolled up by day, stays small, and survives damage."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stpdesk.core.civil import midnight
from stpdesk.core.errors import Refused
from stpdesk.core.heartbeat import Account, Beat
from stpdesk.core.proposals import GAP, OUTAGE, UNSTABLE
from stpdesk.core.samples import LINK, POWER, UNKNOWN, Row, Sample, State, Watched, rolled
from stpdesk.core.spans import FOREVER, Span
from stpdesk.core.watching import Mains, Verdict
from stpdesk.db.probes import Damaged, Noticed, Probes, days, proposals, proposals_or_why, states

DAY = date(2026, 6, 10)
MIDNIGHT = midnight(DAY)
NOON = MIDNIGHT + 12 * 3600
ONE, MAINS = Watched(LINK, "PTCL"), Watched(POWER)
HOLDS = {ONE: 70, MAINS: 620}
BEAT = Beat(NOON, 5.0, "boot")


def kept(reached: int = NOON, *, clean: bool = False) -> Account:
    return Account(MIDNIGHT, reached, "boot", clean)


def made(folder: Path) -> Probes:
    probes = Probes.open(folder, NOON)
    probes.watch(HOLDS)
    return probes


def test_without_a_file_there_is_nothing(tmp_path: Path) -> None:
    assert proposals(tmp_path) == []
    assert states(tmp_path) == []
    assert days(tmp_path, DAY, DAY) == []
    assert not list(tmp_path.iterdir())


def test_a_figure_asks_for_what_was_noticed_and_gets_a_sentence_where_the_file_is_damaged(
    tmp_path: Path,
) -> None:
    assert proposals_or_why(tmp_path) == ((), None)
    with closing(made(tmp_path)) as probes:
        probes.write(noticed=[Noticed(OUTAGE, NOON, NOON + 60, "power")])
    found, why = proposals_or_why(tmp_path)
    assert (list(found), why) == (proposals(tmp_path), None)
    (tmp_path / "probes.db").write_bytes(b"\xff" * 8192)
    none, why = proposals_or_why(tmp_path)
    assert none == ()
    assert "is not counted. " in (why or "")
    assert "start the monitor" in (why or "")


def test_what_was_noticed_comes_back_in_order_and_follows_its_changes(tmp_path: Path) -> None:
    with closing(made(tmp_path)) as probes:
        outage = Noticed(OUTAGE, NOON, None, "internet", "PTCL", "ISP", "The provider did not answer.")
        probes.write(noticed=[outage, Noticed(UNSTABLE, NOON, NOON + 9, "power")])
        first, second = proposals(tmp_path)
        assert first.span == Span(NOON, FOREVER)
        outage.end = NOON + 60
        probes.write(noticed=[outage])
        assert proposals(tmp_path) == [replace(first, span=Span(NOON, NOON + 60)), second]
        assert (first.service, first.link, first.verdict) == ("internet", "PTCL", "ISP")
        assert first.id.endswith("/1")
        assert second.id.endswith("/2")


def test_the_heartbeat_is_kept(tmp_path: Path) -> None:
    with closing(made(tmp_path)) as probes:
        assert probes.last_account() is None
        ahead = Account(MIDNIGHT, NOON, "boot", leap=Span(NOON - 9, NOON))
        for account in (kept(), kept(NOON + 15, clean=True), ahead):
            probes.write(account=account, beat=BEAT)
            assert probes.last_account() == account


def test_how_things_stand_is_the_last_sample_and_since_when_it_reads_so(tmp_path: Path) -> None:
    with closing(made(tmp_path)) as probes:
        probes.write([Sample(ONE, NOON, 0, 21.3, 3, 0), Sample(MAINS, NOON, Mains.ON.value)])
        probes.write(
            [Sample(ONE, NOON + 30, 5), Sample(ONE, NOON + 35, 5)], account=kept(NOON + 40), beat=BEAT
        )
        assert states(tmp_path) == [
            State(ONE, NOON + 35, Verdict.ISP, NOON + 30, NOON + 40, running=True),
            State(MAINS, NOON, Mains.ON, NOON, NOON + 40, running=True),
        ]
        probes.watch({MAINS: 620})
        probes.write(account=kept(NOON + 45, clean=True), beat=BEAT)
        assert states(tmp_path) == [State(MAINS, NOON, Mains.ON, NOON, NOON + 45, running=False)]


def test_what_the_last_run_left_open_ends_at_its_last_heartbeat(tmp_path: Path) -> None:
    with closing(made(tmp_path)) as probes:
        probes.write(noticed=[Noticed(OUTAGE, NOON), Noticed(OUTAGE, NOON + 20)])
        probes.end_open(NOON + 20)
        assert [one.span for one in proposals(tmp_path)] == [
            Span(NOON, NOON + 20),
            Span(NOON + 20, NOON + 21),
        ]


def test_a_second_monitor_is_refused_and_the_lock_dies_with_its_process(tmp_path: Path) -> None:
    holder = "import sys; from pathlib import Path; from stpdesk.db.probes import Probes\n"
    holder += "p = Probes.open(Path(sys.argv[1]), 0); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"held"
        with pytest.raises(Refused, match="already being watched"):
            Probes.open(tmp_path, NOON)
        process.kill()
    Probes.open(tmp_path, NOON).close()


def test_a_damaged_file_is_a_sentence_to_readers_and_moved_aside_by_the_monitor(tmp_path: Path) -> None:
    with closing(made(tmp_path)) as probes:
        probes.write(noticed=[Noticed(OUTAGE, NOON, NOON + 60)])
    (old,) = proposals(tmp_path)
    file = tmp_path / "probes.db"
    file.write_bytes(b"not a database" + file.read_bytes()[14:])
    for question in (proposals, states):
        with pytest.raises(Refused, match="is damaged; start the monitor"):
            question(tmp_path)
    with closing(made(tmp_path)) as probes:
        assert probes.moved_to == tmp_path / "probes.db.damaged-2026-06-10"
        assert probes.moved_to.exists()
        probes.write(noticed=[Noticed(OUTAGE, NOON, NOON + 60)])
        (new,) = proposals(tmp_path)
    assert new.id != old.id, "a number never comes back, also in a new file"


def test_a_file_that_breaks_while_it_is_used_is_renewed(tmp_path: Path) -> None:
    with closing(made(tmp_path)) as probes:
        probes.write([Sample(ONE, NOON, 0)])
        probes.close()
        file = tmp_path / "probes.db"
        file.write_bytes(b"\xff" * file.stat().st_size)
        with pytest.raises(Damaged):
            probes.write([Sample(ONE, NOON + 30, 0)])
        probes.renew(NOON)
        probes.watch(HOLDS)
        probes.write([Sample(ONE, NOON + 30, 0)], account=kept(), beat=BEAT)
        assert [state.at for state in states(tmp_path)] == [NOON + 30]


def test_a_file_of_a_newer_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    with closing(made(tmp_path)) as probes:
        probes._db.execute("UPDATE meta SET value = '99' WHERE key = 'version'")
    before = (tmp_path / "probes.db").read_bytes()
    with pytest.raises(Refused, match="newer version"):
        Probes.open(tmp_path, NOON)
    with pytest.raises(Refused, match="newer version"):
        proposals(tmp_path)
    assert (tmp_path / "probes.db").read_bytes() == before


def test_a_proposals_number_is_not_given_twice_even_after_it_was_withdrawn(tmp_path: Path) -> None:
    with closing(made(tmp_path)) as probes:
        probes.write(noticed=[Noticed(OUTAGE, NOON, NOON + 60), Noticed(GAP, NOON + 600)])
        probes.withdraw(NOON + 500)
        probes.write(noticed=[Noticed(GAP, NOON + 700)])
        assert [one.id.partition("/")[2] for one in proposals(tmp_path)] == ["1", "3"]


def test_blank_time_takes_the_place_of_what_had_been_seen_in_it(tmp_path: Path) -> None:
    with closing(made(tmp_path)) as probes:
        probes.write([Sample(ONE, NOON + second, 0) for second in range(0, 600, 30)])
        probes.blank(Span(NOON + 300, NOON + 600))
        probes.write([Sample(ONE, NOON + 600, 0)])
        rolled_up(probes)
        (link,) = [day for day in days(tmp_path, DAY, DAY) if day.watched == ONE]
        assert link.up == 300 + 70
        assert link.up + link.unknown == 86_400


def rolled_up(probes: Probes, today: date = DAY + timedelta(days=1), keep: int = 90) -> None:
    while probes.roll_up(today, keep):
        pass


def test_a_rolled_up_day_is_whole_and_old_samples_go(tmp_path: Path) -> None:
    with closing(made(tmp_path)) as probes:
        rows = [Sample(ONE, MIDNIGHT + second, 0, 20 + second % 7, 3, 0) for second in range(0, 86_400, 30)]
        rows[100:110] = [replace(row, verdict=5, round_trip=None, lost=3) for row in rows[100:110]]
        rows[200] = replace(rows[200], verdict=1)
        rows[300:400] = []
        probes.write([*rows, Sample(MAINS, MIDNIGHT + 10, 0), Sample(MAINS, MIDNIGHT + 7000, 1)])
        rolled_up(probes, keep=1)
        link, mains = days(tmp_path, DAY, DAY)
        assert (link.down, link.degraded, link.unknown) == (300, 30, 101 * 30 - 70)
        assert link.up + link.down + link.degraded + link.unknown == 86_400
        assert (link.samples, link.sent, link.lost) == (2780, 3 * 2780, 30)
        assert (link.median, link.most) == (23, 26)
        assert (mains.up, mains.down, mains.unknown) == (620, 620, 86_400 - 1240)
        assert probes._db.execute("SELECT count(*) FROM samples").fetchone()[0] == 2782
        rolled_up(probes, DAY + timedelta(days=2), keep=1)
        assert probes._db.execute("SELECT count(*) FROM samples").fetchone()[0] == 0
        assert days(tmp_path, DAY, DAY) == [link, mains]


def test_samples_are_never_dropped_before_their_day_is_rolled_up(tmp_path: Path) -> None:
    with closing(made(tmp_path)) as probes:
        probes.write([Sample(ONE, MIDNIGHT + 86_400 * day, 0) for day in range(5)])
        later = DAY + timedelta(days=400)
        left = []
        while probes.roll_up(later, 90):
            left.append(probes._db.execute("SELECT count(*) FROM samples").fetchone()[0])
        assert set(left) == {5}
        assert len(days(tmp_path, DAY, later)) == 5
        assert probes._db.execute("SELECT count(*) FROM samples").fetchone()[0] == 0


def test_a_disk_without_room_is_a_sentence_and_nothing_of_the_call_is_kept(tmp_path: Path) -> None:
    with closing(made(tmp_path)) as probes:
        pages = probes._db.execute("PRAGMA page_count").fetchone()[0]
        probes._db.execute(f"PRAGMA max_page_count = {pages}")
        many = [Sample(ONE, NOON + second, 0, 1.5, 3, 0) for second in range(5000)]
        with pytest.raises(Refused, match="The disk is full"):
            probes.write(many, [Noticed(OUTAGE, NOON)])
        assert proposals(tmp_path) == []
        probes._db.execute("PRAGMA max_page_count = 100000")
        probes.write(many, [Noticed(OUTAGE, NOON)])
        assert len(proposals(tmp_path)) == 1


VERDICTS = st.sampled_from([0, 0, 1, 2, 5, 7, UNKNOWN])


@given(
    st.lists(st.tuples(st.integers(-300, 2000), VERDICTS), unique_by=lambda pair: pair[0]),
    st.integers(1, 400),
)
def test_a_rolled_up_day_is_what_each_second_of_it_was(pairs: list[tuple[int, int]], hold: int) -> None:
    window = Span(MIDNIGHT, MIDNIGHT + 1500)
    rows: list[Row] = [(MIDNIGHT + at, verdict, None, 0, 0) for at, verdict in sorted(pairs) if at < 1500]
    seconds = dict.fromkeys(range(window.start, window.end), UNKNOWN)
    for row, after in pairwise([*rows, (window.end, 0, None, 0, 0)]):
        for second in range(max(row[0], window.start), min(after[0], row[0] + hold)):
            seconds[second] = row[1]
    found = rolled(DAY, window, ONE, hold, rows)
    if not any(row[0] >= window.start for row in rows):
        assert found is None
        return
    assert found is not None
    counted = {key: len(list(group)) for key, group in groupby(sorted(map(_kind, seconds.values())))}
    expected = [counted.get(name, 0) for name in ("up", "degraded", "down", "unknown")]
    assert [found.up, found.degraded, found.down, found.unknown] == expected


def _kind(verdict: int) -> str:
    return {0: "up", 1: "degraded", 2: "down", 5: "down"}.get(verdict, "unknown")
