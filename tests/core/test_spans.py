"""Sets of time against a brute force that paints every minute."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from stpdesk.core.spans import Span, clip, difference, events, intersection, seconds, union

_LAST = 120
_SPAN = st.tuples(st.integers(0, _LAST), st.integers(0, _LAST)).map(lambda two: Span(min(two), max(two)))
_SPANS = st.lists(_SPAN, max_size=12)


def _painted(spans: list[Span]) -> list[bool]:
    """Whether each moment lies in one of the spans."""
    return [any(span.start <= moment < span.end for span in spans) for moment in range(_LAST)]


def _tidy(spans: list[Span]) -> bool:
    """Disjoint, in order, none empty, none touching the next."""
    pairs = pairwise(spans)
    return all(span.start < span.end for span in spans) and all(one.end < other.start for one, other in pairs)


@given(_SPANS)
def test_a_union_is_the_painted_time_in_tidy_spans(spans: list[Span]) -> None:
    found = union(spans)
    assert _tidy(found)
    assert _painted(found) == _painted(spans)
    assert seconds(found) == sum(_painted(spans))


@given(_SPANS, _SPANS)
def test_intersection_and_difference_split_a_union(one: list[Span], other: list[Span]) -> None:
    mine, theirs = union(one), union(other)
    both, rest = intersection(mine, theirs), difference(mine, theirs)
    there = _painted(theirs)
    assert _tidy(both)
    assert _painted(both) == [a and b for a, b in zip(_painted(mine), there, strict=True)]
    assert _painted(rest) == [a and not b for a, b in zip(_painted(mine), there, strict=True)]
    assert seconds(both) + seconds(rest) == seconds(mine)


@given(_SPANS, st.lists(st.integers(0, _LAST), min_size=2, max_size=6))
def test_the_parts_of_any_split_of_a_window_add_up(spans: list[Span], cuts: list[int]) -> None:
    edges = sorted({0, _LAST, *cuts})
    mine = union(spans)
    parts = sum(seconds(clip(mine, Span(*pair))) for pair in pairwise(edges))
    assert parts == seconds(mine)


@given(_SPANS, st.integers(0, 6))
def test_events_join_short_gaps_and_keep_true_time(spans: list[Span], joins: int) -> None:
    mine = union(spans)
    found = events(mine, joins)
    assert [part for event in found for part in event.parts] == mine
    assert sum(event.lasted(_LAST) for event in found) == seconds(mine)
    painted = _painted(mine)
    bridged = painted[:]
    for first in range(_LAST):  # brute force: paint every hole of at most `joins` between painted moments
        for length in range(1, joins + 1):
            hole = range(first, first + length)
            ends = first > 0 and first + length < _LAST and painted[first - 1] and painted[first + length]
            if ends and not any(painted[at] for at in hole):
                for at in hole:
                    bridged[at] = True
    starts = sum(1 for at in range(_LAST) if bridged[at] and (at == 0 or not bridged[at - 1]))
    assert len(found) == starts
