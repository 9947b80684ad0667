"""A person and the monitor tell of one interruption: rule O9, worked case 17, and what counts while nobody answered."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from stpdesk.core.merging import chained, counted, merged
from stpdesk.core.outages import BOTH, DETECTED, INTERNET, POWER, Gap, Outage
from stpdesk.core.proposals import GAP, OUTAGE, POWER_CUT, UNSTABLE, Proposal
from stpdesk.core.spans import FOREVER, Span, seconds, union

TEN = 10 * 3600
MANUAL = Outage("m", POWER, Span(TEN, TEN + 3600), planned=True, cause="fault", number=1)
MEASURED = Outage("d", POWER, Span(TEN + 192, TEN + 3468), source=DETECTED, number=2, proposal="f/1")


def noticed(
    number: int, kind: str, start: int, end: int, service: str | None = POWER, link: str | None = None
) -> Proposal:
    return Proposal(f"f/{number}", kind, Span(start, end), service, link)


def test_case_17_the_measured_edges_win() -> None:
    [event] = merged([MANUAL], [MEASURED])
    assert event.span.seconds / 60 == 54.6
    assert (event.source, event.planned, event.cause, event.proposal) == (BOTH, True, "fault", "f/1")


def test_case_17_keep_mine_keeps_the_hour() -> None:
    [event] = merged([MANUAL], [MEASURED], keep=True)
    assert event.span.seconds / 60 == 60
    assert (event.source, event.proposal) == (BOTH, None)


def test_an_hour_typed_over_two_measured_cuts_becomes_the_two() -> None:
    other = replace(MEASURED, id="e", span=Span(TEN + 3500, TEN + 3700))
    assert [one.span for one in merged([MANUAL], [MEASURED, other])] == [MEASURED.span, other.span]


def test_a_blank_link_is_the_only_link_and_no_link_of_several() -> None:
    typed = Outage("m", INTERNET, Span(0, 100))
    measured = Outage("d", INTERNET, Span(50, 90), "A", source=DETECTED)
    assert chained([typed], [measured], "A") == [([typed], [measured])]
    assert chained([typed], [measured], None) == []


def test_other_units_another_service_and_touching_time_are_other_outages() -> None:
    for other in (
        replace(MEASURED, unit_ids=frozenset({"u"})),
        replace(MEASURED, service=INTERNET),
        replace(MEASURED, span=Span(MANUAL.span.end, MANUAL.span.end + 60)),
    ):
        assert chained([MANUAL], [other], None) == []


def test_outages_that_hang_together_through_another_are_one_group() -> None:
    late = replace(MANUAL, id="n", span=Span(TEN + 3460, TEN + 5000))
    assert chained([MANUAL, late], [MEASURED], None) == [([MANUAL, late], [MEASURED])]


def test_unanswered_detections_and_gaps_count_as_recorded() -> None:
    told = [
        noticed(1, OUTAGE, TEN + 192, TEN + 3468),
        noticed(2, GAP, 0, 500, None),
        noticed(3, POWER_CUT, 0, 500),
        noticed(4, UNSTABLE, 0, 500),
        noticed(5, OUTAGE, 7, 9, INTERNET, "nobody's"),
        noticed(6, OUTAGE, 7, 9, INTERNET, "ptcl"),
    ]
    outages, gaps = counted([MANUAL], [], told, {"ptcl": "A"})
    assert {(one.service, one.span, one.link_id) for one in outages} == {
        (POWER, Span(TEN + 192, TEN + 3468), None),
        (INTERNET, Span(7, 9), "A"),
    }
    assert [gap.span for gap in gaps] == [Span(0, 500)]


def test_a_record_that_was_taken_open_takes_the_end_the_monitor_saw() -> None:
    taken = replace(MEASURED, span=Span(TEN, FOREVER))
    [one], _ = counted([taken], [], [noticed(1, OUTAGE, TEN, TEN + 60)], {}, {"f/1"})
    assert one.span == Span(TEN, TEN + 60)


def test_the_rest_of_a_gap_that_was_taken_while_it_lasted_counts_too() -> None:
    kept = Gap("g", Span(0, 100), proposal="f/2")
    _, gaps = counted([], [kept], [noticed(2, GAP, 0, 250, None)], {}, {"f/2"})
    assert seconds(union(gap.span for gap in gaps)) == 250


def test_an_answered_proposal_counts_no_more() -> None:
    assert counted([], [], [noticed(1, OUTAGE, 0, 60), noticed(2, GAP, 0, 60)], {}, {"f/1", "f/2"}) == (
        [],
        [],
    )


spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 300), st.integers(1, 60))


@given(st.lists(spans, max_size=6), st.lists(spans, max_size=6))
def test_every_unanswered_detection_counts_and_manual_time_only_where_nothing_measured_it(
    typed: list[Span], measured: list[Span]
) -> None:
    manual = [Outage(f"m{place}", POWER, span) for place, span in enumerate(typed)]
    told = [noticed(place, OUTAGE, *span) for place, span in enumerate(measured)]
    outages, _ = counted(manual, [], told, {})
    assert set(measured) <= {one.span for one in outages}
    alone = [
        span for span in typed if not any(span.start < one.end and one.start < span.end for one in measured)
    ]
    assert union(one.span for one in outages) == union([*measured, *alone])
