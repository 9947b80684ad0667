"""A person and the monitor tell of one interruption: rule O9, worked case 17, and what counts while nobody answered."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from stpdesk.core.joining import Ground, chained, joined, merged
from stpdesk.core.merging import counted
from stpdesk.core.outages import BOTH, DETECTED, INTERNET, POWER, Gap, Link, Log, Outage
from stpdesk.core.outages import MANUAL as TYPED
from stpdesk.core.proposals import GAP, OUTAGE, POWER_CUT, UNSTABLE, Proposal
from stpdesk.core.reliability import Reliability
from stpdesk.core.spans import FOREVER, Span, intersection, seconds, union

TEN = 10 * 3600
MANUAL = Outage("m", POWER, Span(TEN, TEN + 3600), planned=True, cause="fault", number=1)
LINKS = (Link("A", "ptcl"), Link("B", "sco"))
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
    [joint] = joined([typed], [measured], Ground(LINKS[:1]))
    assert [(one.link_id, one.span, one.source) for one in joint.made] == [("A", Span(50, 90), BOTH)]


def test_a_blank_link_of_several_is_each_of_them_and_the_unmeasured_ones_stay_as_typed() -> None:
    typed = Outage("m", INTERNET, Span(0, 100), cause="fibre cut")
    measured = Outage("d", INTERNET, Span(50, 90), "A", source=DETECTED)
    [joint] = joined([typed], [measured], Ground(LINKS))
    assert {(one.link_id, one.span, one.source, one.cause) for one in joint.made} == {
        ("A", Span(50, 90), BOTH, "fibre cut"),
        ("B", Span(0, 100), TYPED, "fibre cut"),
    }
    assert len({one.id for one in joint.made}) == 2


def test_a_typed_outage_keeps_the_time_the_monitor_could_not_see() -> None:
    start = 14 * 3600
    typed = Outage("m", POWER, Span(start, start + 9900), cause="fault")
    seen = Outage("d", POWER, Span(start, start + 900), source=DETECTED, proposal="f/1")
    gap = Gap("g", Span(start + 900, start + 9900))
    [joint] = joined([typed], [seen], Ground(gaps=(gap,)))
    assert [(one.span, one.source, one.cause) for one in joint.made] == [(typed.span, BOTH, "fault")]
    later = replace(gap, span=Span(start + 2000, start + 3000))
    [joint] = joined([typed], [seen], Ground(gaps=(later,)))
    assert [(one.span, one.source) for one in joint.made] == [(seen.span, BOTH), (later.span, TYPED)]
    for other in (replace(gap, service=INTERNET), replace(gap, service=INTERNET, link_id="A")):
        [joint] = joined([typed], [seen], Ground(gaps=(other,)))
        assert [one.span for one in joint.made] == [seen.span]


def test_in_a_closed_month_what_nobody_answered_takes_nothing_from_what_was_typed() -> None:
    typed = Outage("m", POWER, Span(0, 200))
    found = counted([typed], [], [noticed(1, OUTAGE, 100, 150)], untold=[Span(0, 100)])
    assert [one.span for one in found.outages] == [Span(0, 150)]


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
    found = counted([MANUAL], [], told, LINKS)
    assert {(one.service, one.span, one.link_id) for one in found.outages} == {
        (POWER, Span(TEN + 192, TEN + 3468), None),
        (INTERNET, Span(7, 9), "A"),
    }
    assert [gap.span for gap in found.gaps] == [Span(0, 500)]
    assert found.waiting == {"f/1", "f/6"}


def test_a_record_that_was_taken_open_takes_the_end_the_monitor_saw() -> None:
    taken = replace(MEASURED, span=Span(TEN, FOREVER))
    [one] = counted([taken], [], [noticed(1, OUTAGE, TEN, TEN + 60)], (), {"f/1"}).outages
    assert one.span == Span(TEN, TEN + 60)


def test_the_rest_of_a_gap_that_was_taken_while_it_lasted_counts_too() -> None:
    kept = Gap("g", Span(0, 100), proposal="f/2")
    found = counted([], [kept], [noticed(2, GAP, 0, 250, None)], (), {"f/2"})
    assert seconds(union(gap.span for gap in found.gaps)) == 250


def test_an_answered_proposal_counts_no_more() -> None:
    found = counted([], [], [noticed(1, OUTAGE, 0, 60), noticed(2, GAP, 0, 60)], (), {"f/1", "f/2"})
    assert (found.outages, found.gaps) == ((), ())


spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 300), st.integers(1, 60))


@given(st.lists(spans, max_size=6), st.lists(spans, max_size=6))
def test_every_unanswered_detection_counts_and_manual_time_only_where_nothing_measured_it(
    typed: list[Span], measured: list[Span]
) -> None:
    manual = [Outage(f"m{place}", POWER, span) for place, span in enumerate(typed)]
    told = [noticed(place, OUTAGE, *span) for place, span in enumerate(measured)]
    outages = counted(manual, [], told).outages
    assert set(measured) <= {one.span for one in outages}
    alone = [
        span for span in typed if not any(span.start < one.end and one.start < span.end for one in measured)
    ]
    assert union(one.span for one in outages) == union([*measured, *alone])


@given(st.lists(spans, max_size=5), st.lists(spans, max_size=5), st.lists(spans, max_size=4))
def test_what_was_typed_of_time_nobody_could_see_is_never_lost(
    typed: list[Span], measured: list[Span], blind: list[Span]
) -> None:
    manual = [Outage(f"m{place}", POWER, span) for place, span in enumerate(typed)]
    told = [noticed(place, OUTAGE, *span) for place, span in enumerate(measured)]
    gaps = [Gap(f"g{place}", span) for place, span in enumerate(blind)]
    found = union(one.span for one in counted(manual, gaps, told).outages)
    alone = [one.span for one in counted(manual, [], told).outages if one.source == TYPED]
    unseen = intersection(union(typed), union(blind))
    assert found == union([*measured, *alone, *unseen])
    pending = [*told, *(noticed(90 + place, GAP, *span, None) for place, span in enumerate(blind))]
    assert found == union(one.span for one in counted(manual, [], pending).outages)


links = st.sampled_from(["ptcl", "sco", None])


@given(
    st.lists(spans, max_size=4),
    st.lists(st.tuples(spans, links), max_size=5),
    st.lists(st.tuples(spans, links), max_size=3),
    st.booleans(),
)
def test_a_blank_link_and_the_same_outage_typed_once_per_link_give_the_same_figures(
    typed: list[Span],
    measured: list[tuple[Span, str | None]],
    blind: list[tuple[Span, str | None]],
    planned: bool,
) -> None:
    keys = {"ptcl": "A", "sco": "B", None: None}
    once = [Outage(f"m{place}", INTERNET, span, planned=planned) for place, span in enumerate(typed)]
    each = [replace(one, id=f"{one.id}{key}", link_id=key) for one in once for key in ("A", "B")]
    told = [noticed(place, OUTAGE, *span, INTERNET, link) for place, (span, link) in enumerate(measured)]
    gaps = [Gap(f"g{place}", span, INTERNET, keys[link]) for place, (span, link) in enumerate(blind)]
    window = Span(0, 400)
    one, other = (
        Reliability(Log(found.outages, links=LINKS, gaps=found.gaps), window, 400)
        for found in (counted(manual, gaps, told, LINKS) for manual in (once, each))
    )
    assert (one.time.internet, one.time.internet_planned, one.time.internet_unknown, one.time.degraded) == (
        other.time.internet, other.time.internet_planned, other.time.internet_unknown, other.time.degraded,
    )  # fmt: skip
    assert [link.down for link in one.time.links] == [link.down for link in other.time.links]
