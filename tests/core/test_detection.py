"""Samples become outages (rule O9): the worked cases, and a second reckoning that looks at all samples at once."""

from itertools import groupby, pairwise

from hypothesis import given
from hypothesis import strategies as st

from stpdesk.core.detection import Change, Detector, Tally, Turn
from stpdesk.core.spans import FOREVER, Span
from stpdesk.core.watching import Judging, Look

MINUTE = 60
JUDGING = Judging()


def fed(samples: str, step: int = MINUTE, judging: Judging = JUDGING) -> list[Change]:
    """All changes of a row of samples, one each step."""
    detector = Detector(judging)
    return [
        change
        for number, letter in enumerate(samples.replace(" ", ""))
        for change in detector.feed(number * step, Look(letter))
    ]


def outages(changes: list[Change]) -> list[Span]:
    """The outages that come of the changes, the last perhaps open."""
    found: list[Span] = []
    for change in changes:
        if change.turn is Turn.OPENED:
            found.append(change.span)
        elif change.turn in (Turn.CLOSED, Turn.LOST_SIGHT):
            assert found.pop().start == change.span.start
            found.append(change.span)
    return found


def turns(changes: list[Change], *wanted: Turn) -> list[Change]:
    return [change for change in changes if change.turn in wanted]


def test_case_14_one_outage_is_dated_back_at_both_ends() -> None:
    assert outages(fed("U D D U D D D D U D U U U")) == [Span(4 * MINUTE, 10 * MINUTE)]


def test_case_15_flapping_is_no_outage_but_unstable_and_said_once() -> None:
    changes = fed("U D U D U D U D U U")
    assert outages(changes) == []
    assert [change.turn for change in changes] == [Turn.UNSTABLE]
    assert changes[0].span == Span(MINUTE, FOREVER)


def test_four_edges_in_half_an_hour_are_still_stable() -> None:
    assert not turns(fed("U D U D U U"), Turn.UNSTABLE)
    assert turns(fed("U D U D U D"), Turn.UNSTABLE)


def test_half_an_hour_of_calm_ends_the_unstable_time_at_its_last_edge() -> None:
    changes = turns(fed("U D U D U D U" + "U" * 40), Turn.UNSTABLE, Turn.CALM)
    assert changes[-1] == Change(Turn.CALM, Span(MINUTE, 6 * MINUTE))
    assert len(changes) == 2


def test_edges_spread_over_hours_are_not_unstable() -> None:
    assert not turns(fed("UUUUUUUUUUDDDDDDDDDD" * 6), Turn.UNSTABLE)


def test_unknown_resets_the_run_of_failures() -> None:
    assert outages(fed("U D D ? D D ? D")) == []
    assert outages(fed("U D D ? D D D")) == [Span(4 * MINUTE, FOREVER)]


def test_unknown_resets_the_run_of_passes() -> None:
    assert outages(fed("D D D U ? U U")) == [Span(0, 4 * MINUTE)]


def test_unknown_ends_an_open_outage_and_what_is_down_afterwards_is_another() -> None:
    changes = fed("U D D D ? ? D D D U U")
    assert outages(changes) == [Span(MINUTE, 4 * MINUTE), Span(6 * MINUTE, 9 * MINUTE)]
    assert [change.turn for change in changes if change.turn in (Turn.LOST_SIGHT, Turn.CLOSED)] == [
        Turn.LOST_SIGHT,
        Turn.CLOSED,
    ]


def test_an_edge_across_unknown_time_is_none() -> None:
    assert not turns(fed("U ? D ? U ? D ? U ? D ? U"), Turn.UNSTABLE)


def test_one_looks_again_soon_only_while_the_last_sample_contradicts_the_verdict() -> None:
    detector = Detector(JUDGING)
    settled = []
    for number, letter in enumerate("UDDDDUUU?"):
        detector.feed(number, Look(letter))
        settled.append(detector.settled)
    assert settled == [True, False, False, True, True, False, True, True, True]


def at_once(samples: str, failures: int, passes: int) -> list[Span]:
    """The outages of all samples together: between unknowns, from each long run of D to the next long run of U."""
    found = []
    position = 0
    for known, letters in groupby(samples, lambda letter: letter != "?"):
        piece = "".join(letters)
        if known:
            cursor = 0
            while (start := piece.find("D" * failures, cursor)) >= 0:
                back = piece.find("U" * passes, start)
                end = back if back >= 0 else len(piece)
                last = position + end == len(samples) and back < 0
                found.append(Span(position + start, FOREVER if last else position + end))
                cursor = end
        position += len(piece)
    return found


def unstable_at_once(samples: str, limit: int, window: int) -> list[Span]:
    """The unstable times of all samples together: from the list of all edges."""
    pairs = enumerate(pairwise(samples), 1)
    edges = [at for at, (one, other) in pairs if one != other and "?" not in (one, other)]
    found: list[Span] = []
    first = 0
    while first < len(edges):
        crowd = edges[first : first + limit + 1]
        if len(crowd) <= limit or crowd[-1] - crowd[0] >= window:
            first += 1
            continue
        last = first + limit
        while last + 1 < len(edges) and edges[last + 1] - edges[last] < window:
            last += 1
        over = edges[last] + window < len(samples)
        found.append(Span(crowd[0], edges[last] if over else FOREVER))
        first = last + 1
    return found


def test_failures_and_outages_of_the_unstable_time_are_counted_from_its_start() -> None:
    tally = Tally(JUDGING)
    for at, letter in enumerate("UDU?DDUDUD"):
        tally.see(at, Look(letter))
    tally.opened(7)
    tally.begin(7)
    tally.see(10, Look.UP)
    tally.see(11, Look.DOWN)
    tally.opened(11)
    assert tally.end() == (3, 2)
    tally.begin(0)
    assert tally.end() == (0, 0)


LETTERS = st.text(alphabet="UUUDDDU?", max_size=60)


@given(LETTERS, st.integers(1, 4), st.integers(1, 4))
def test_outages_are_those_of_all_samples_looked_at_together(
    samples: str, failures: int, passes: int
) -> None:
    judging = Judging(failures=failures, passes=passes)
    assert outages(fed(samples, 1, judging)) == at_once(samples, failures, passes)


@given(LETTERS, st.integers(1, 5), st.integers(2, 30))
def test_unstable_times_are_those_of_all_samples_looked_at_together(
    samples: str, limit: int, window: int
) -> None:
    judging = Judging(flap_edges=limit, flap_minutes=window)
    changes = turns(fed(samples, MINUTE, judging), Turn.UNSTABLE, Turn.CALM)
    spans = [change.span for change in changes if change.turn is Turn.CALM]
    if changes and changes[-1].turn is Turn.UNSTABLE:
        spans.append(changes[-1].span)
    expected = [
        Span(one.start * MINUTE, FOREVER if one.open else one.end * MINUTE)
        for one in unstable_at_once(samples, limit, window)
    ]
    assert spans == expected


@given(LETTERS)
def test_outages_are_never_empty_never_overlap_and_never_hold_unknown_time(samples: str) -> None:
    found = outages(fed(samples, 1))
    assert all(one.start < one.end for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all("?" not in samples[one.start : min(one.end, len(samples))] for one in found)
