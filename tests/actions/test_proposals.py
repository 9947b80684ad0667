"""What the monitor noticed is taken into the park, joined with what was typed, or dismissed (rule O9)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from stpdesk.actions.outage_list import listed
from stpdesk.actions.outages import add_outage, end_outage
from stpdesk.actions.proposals import dismiss, pending, take
from stpdesk.actions.settling import settle
from stpdesk.core.errors import Refused
from stpdesk.core.months import Month
from stpdesk.core.outages import BOTH, DETECTED, INTERNET, MANUAL, POWER, Outage
from stpdesk.core.proposals import GAP, OUTAGE, POWER_CUT, UNSTABLE
from stpdesk.core.spans import Span, seconds
from stpdesk.db import answers, gaps, outages, probes
from stpdesk.db.probes import Noticed, Probes
from stpdesk.reports.figures.context import Context
from tests.closing import close_month

from .conftest import Desk
from .test_outages import at, instant, whole

TEN = instant("2026-06-10 10:00")


def notice(desk: Desk, *noticed: Noticed) -> list[str]:
    """Writes proposals as the monitor does; the ids of all that wait."""
    desk.store()
    probes = Probes.open(desk.session.park.folder, TEN)
    probes.write(noticed=noticed)
    probes.close()
    return [one.id for one in pending(desk.session)]


def cut(start: int = TEN + 192, end: int | None = TEN + 3468, kind: str = OUTAGE, **more: str) -> Noticed:
    return Noticed(kind, start, end, **{"service": POWER, **more})  # type: ignore[arg-type]


def live(desk: Desk) -> list[Outage]:
    with desk.session.park.reading() as db:
        return outages.live(db)


def unknown(desk: Desk) -> list[Span]:
    with desk.session.park.reading() as db:
        return [gap.span for gap in gaps.live(db)]


def typed(desk: Desk, **more: Any) -> list[str]:
    told = add_outage(
        desk.session, POWER, starts=at("2026-06-10 10:00"), ends=at("2026-06-10 11:00"), cause="fault", **more
    ).told["notices"]
    assert isinstance(told, list)
    return told


def test_case_17_a_detected_outage_taken_over_a_typed_one_is_one_event_of_54_6_minutes(desk: Desk) -> None:
    typed(desk)
    take(desk.session, notice(desk, cut()))
    [one] = live(desk)
    assert (one.span.seconds / 60, one.source, one.cause) == (54.6, BOTH, "fault")
    acts = {
        entry.outage.source: entry.retired.act
        for entry in listed(desk.session, retired=True)
        if entry.retired
    }
    assert acts == {MANUAL: "measure", DETECTED: "measure"}
    assert whole(desk) == []


def test_case_17_keep_mine_gives_the_hour(desk: Desk) -> None:
    typed(desk)
    take(desk.session, notice(desk, cut()), keep_mine=True)
    [one] = live(desk)
    assert (one.span.seconds / 60, one.source) == (60, BOTH)


@pytest.mark.parametrize(("keep", "minutes"), [(False, 54.6), (True, 60)])
def test_an_outage_typed_over_a_detected_one_is_the_same_event(
    desk: Desk, keep: bool, minutes: float
) -> None:
    take(desk.session, notice(desk, cut()))
    [told] = typed(desk, keep_mine=keep)
    assert "the monitor" in told
    [one] = live(desk)
    assert (one.span.seconds / 60, one.source) == (minutes, BOTH)


def test_a_typed_outage_becomes_the_measured_one_when_it_ends(desk: Desk) -> None:
    take(desk.session, notice(desk, cut()))
    add_outage(desk.session, POWER, starts=at("2026-06-10 10:00"), ends=None)
    assert len(live(desk)) == 2
    end_outage(desk.session, POWER, ends=at("2026-06-10 11:00"))
    assert [one.span for one in live(desk)] == [Span(TEN + 192, TEN + 3468)]


def test_a_blank_link_is_the_parks_only_link(desk: Desk) -> None:
    desk.put("Links", link="PTCL").put(
        "Outages", service=INTERNET, start=at("2026-06-10 10:00"), end=at("2026-06-10 11:00")
    )
    take(desk.session, notice(desk, cut(service=INTERNET, link="ptcl")))
    [one] = live(desk)
    assert one.link_id is not None
    assert one.span == Span(TEN + 192, TEN + 3468)


def test_of_several_links_a_blank_one_is_each_and_measured_edges_win_for_the_measured_one(desk: Desk) -> None:
    desk.put("Links", link="A").put("Links", link="B")
    desk.put("Outages", service=INTERNET, start=at("2026-06-10 10:00"), end=at("2026-06-10 11:00"))
    take(desk.session, notice(desk, cut(service=INTERNET, link="A")))
    assert [(one.source, one.span) for one in live(desk)] == [
        (MANUAL, Span(TEN, TEN + 3600)),
        (BOTH, Span(TEN + 192, TEN + 3468)),
    ]
    assert len({one.link_id for one in live(desk)} - {None}) == 2


def cut_off() -> list[Noticed]:
    """The monitor saw power go, and then nothing until the PC was started again."""
    return [cut(TEN, TEN + 900), cut(TEN + 900, TEN + 9900, GAP), cut(TEN + 900, TEN + 9900, POWER_CUT)]


@pytest.mark.parametrize("order", ["typed first", "taken first", "gap taken first", "closed", "imported"])
def test_a_typed_outage_is_not_cut_down_to_what_the_monitor_saw_before_it_lost_sight(
    desk: Desk, order: str
) -> None:
    times: dict[str, Any] = {"starts": at("2026-06-10 10:00"), "ends": at("2026-06-10 12:45")}
    ids = notice(desk, *cut_off())
    if order == "gap taken first":
        take(desk.session, ids[1:2])
    if order == "taken first":
        take(desk.session, ids[:1])
    if order in {"closed", "imported"}:
        if order == "imported":
            take(desk.session, ids[:2])
        desk.put("Outages", service=POWER, start=times["starts"], end=times["ends"]).store()
    else:
        add_outage(desk.session, POWER, **times)
    if order == "closed":
        close_month(desk.session, Month(2026, 6))
    [one] = live(desk)
    assert (one.span.seconds / 60, one.source) == (165, BOTH)
    [row] = listed(desk.session)
    assert (row.seconds / 60, row.waits) == (165, ())


@pytest.mark.parametrize(("keep", "minutes"), [(False, 54.6), (True, 60)])
def test_adding_over_a_detection_that_waits_answers_it_in_the_same_act(
    desk: Desk, keep: bool, minutes: float
) -> None:
    notice(desk, cut())
    [told] = typed(desk, keep_mine=keep)
    whose = "your times are kept" if keep else "its times are kept. Use --keep-mine for yours"
    assert told == f"one event with what the monitor measured 10:03:12–10:57:48; {whose}"
    [one] = live(desk)
    assert (one.span.seconds / 60, one.source, one.cause) == (minutes, BOTH, "fault")
    assert pending(desk.session) == []
    assert whole(desk) == []


@pytest.mark.parametrize(("keep", "minutes"), [(False, 54.6), (True, 60)])
def test_ending_over_a_detection_that_waits_answers_it_too(desk: Desk, keep: bool, minutes: float) -> None:
    desk.store()
    add_outage(desk.session, POWER, starts=at("2026-06-10 10:00"), ends=None)
    notice(desk, cut())
    end_outage(desk.session, ends=at("2026-06-10 11:00"), keep_mine=keep)
    [one] = live(desk)
    assert one.span.seconds / 60 == minutes
    assert pending(desk.session) == []


def test_a_detection_that_lasts_waits_on_unless_the_typed_times_are_kept(desk: Desk) -> None:
    notice(desk, cut(TEN + 60, None))
    [told] = typed(desk)
    assert told.startswith("the monitor measures it too, since 2026-06-10 10:01")
    assert len(pending(desk.session)) == 1
    add_outage(
        desk.session, POWER, starts=at("2026-06-10 11:00"), ends=at("2026-06-10 11:05"), keep_mine=True
    )
    assert pending(desk.session) == []
    assert [one.span.open for one in live(desk)] == [False, False]


def test_the_list_shows_what_waits_and_the_times_that_count(desk: Desk) -> None:
    desk.put("Outages", service=POWER, start=at("2026-06-10 10:00"), end=at("2026-06-10 11:00"))
    notice(desk, cut(), cut(TEN + 7200, TEN + 7260), cut(TEN, TEN + 9, POWER_CUT))
    first, other = listed(desk.session)
    assert (first.outage.number, first.seconds / 60, first.waits) == (1, 54.6, (1,))
    assert first.typed == (Span(TEN, TEN + 3600),)
    assert (other.outage.number, other.outage.source, other.seconds, other.waits) == (
        None,
        DETECTED,
        60,
        (2,),
    )
    month = Month(2026, 6)
    with desk.session.park.reading() as db:
        noticed = tuple(probes.proposals(desk.session.park.folder))
        figures = Context(db, month.last, month, noticed=noticed).reliability(month.first, month.last)
    assert seconds(figures.time.grid) == sum(one.seconds for one in (first, other))
    take(desk.session, [one.id for one in pending(desk.session)][:2])
    assert [(one.outage.number, one.waits, one.typed) for one in listed(desk.session)] == [
        (4, (), ()), (3, (), ()),
    ]  # fmt: skip


def test_each_kind_is_recorded_as_what_it_is(desk: Desk) -> None:
    ids = notice(
        desk, cut(kind=POWER_CUT), cut(TEN, TEN + 60, GAP), cut(TEN, TEN + 60, UNSTABLE), cut(TEN - 60, TEN - 30)
    )  # fmt: skip
    take(desk.session, ids, cause="load shedding", note="seen")
    assert [(one.service, one.source, one.cause, one.note) for one in live(desk)] == [
        (POWER, DETECTED, "load shedding", "seen")
    ] * 2
    assert unknown(desk) == [Span(TEN, TEN + 60)]
    assert pending(desk.session) == []


def test_other_times_than_measured_are_the_persons_and_need_a_reason(desk: Desk) -> None:
    ids = notice(desk, cut(), cut(TEN + 9000, TEN + 9100))
    times: dict[str, Any] = {"starts": at("2026-06-10 10:00"), "ends": at("2026-06-10 10:30")}
    with pytest.raises(Refused, match="one proposal at a time"):
        take(desk.session, ids, starts=times["starts"], reason="x")
    with pytest.raises(Refused, match="after its start"):
        take(desk.session, ids[:1], starts=at("2026-06-10 12:00"), reason="x")
    with pytest.raises(Refused, match=r"Say why .* measured \(10:03:12–10:57:48\)"):
        take(desk.session, ids[:1], **times)
    told = take(desk.session, ids[:1], **times, reason="the guard saw it").told["notices"]
    assert told == ["the monitor measured 10:03:12–10:57:48; that stays on record"]
    assert [(one.span, one.source, one.proposal) for one in live(desk)] == [
        (Span(TEN, TEN + 1800), BOTH, None)
    ]
    old, _ = sorted(listed(desk.session, retired=True), key=lambda one: -one.seconds)[:2]
    assert old.outage.span == Span(TEN + 192, TEN + 3468)
    assert old.retired is not None
    assert (old.retired.act, old.retired.reason) == ("keep", "the guard saw it")
    take(desk.session, ids[1:], starts=at("2026-06-10 12:30"))
    assert len(live(desk)) == 2


def test_other_times_of_a_power_cut_that_is_asked_need_no_reason(desk: Desk) -> None:
    typed(desk)
    take(desk.session, notice(desk, cut(kind=POWER_CUT)), ends=at("2026-06-10 10:30"))
    assert [(one.span, one.source, one.cause) for one in live(desk)] == [
        (Span(TEN + 192, TEN + 1800), BOTH, "fault")
    ]


def _both(desk: Desk, ids: list[str]) -> list[Callable[[], object]]:
    """Taking these proposals, and dismissing them."""
    return [lambda: take(desk.session, ids), lambda: dismiss(desk.session, ids, "x")]


def test_a_dismissed_proposal_never_counts_and_says_why(desk: Desk) -> None:
    ids = notice(desk, cut())
    with pytest.raises(Refused, match="Say why"):
        dismiss(desk.session, ids, " ")
    dismiss(desk.session, ids, "a test of the breaker")
    assert (live(desk), pending(desk.session)) == ([], [])
    for again in _both(desk, ids):
        with pytest.raises(Refused, match="Proposal 1 is dismissed already"):
            again()


def test_a_link_nobody_entered_is_refused_and_the_proposal_waits(desk: Desk) -> None:
    ids = notice(desk, cut(), cut(service=INTERNET, link="NOVA"))
    with pytest.raises(Refused, match="of link NOVA, which this park does not have"):
        take(desk.session, ids)
    assert live(desk) == []
    assert len(pending(desk.session)) == 2


def test_what_was_taken_while_it_lasted_is_settled_when_it_is_over(desk: Desk) -> None:
    outage, gap = cut(TEN, None), cut(TEN, None, GAP)
    desk.clock.moment = at("2026-06-10 10:10")
    take(desk.session, notice(desk, outage, gap))
    assert live(desk)[0].span.open
    assert unknown(desk) == [Span(TEN, TEN + 600)]
    outage.end, gap.end, outage.number, gap.number = TEN + 900, TEN + 1200, 1, 2
    desk.clock.moment = at("2026-06-10 11:00")
    notice(desk, outage, gap)
    assert settle(desk.session).told["settled"] == 2
    assert settle(desk.session).told["settled"] == 0
    assert live(desk)[0].span == Span(TEN, TEN + 900)
    assert unknown(desk) == [Span(TEN, TEN + 600), Span(TEN + 600, TEN + 1200)]


def test_an_open_record_the_monitor_saw_end_does_not_stand_in_the_way_of_the_next(desk: Desk) -> None:
    outage = cut(TEN, None)
    take(desk.session, notice(desk, outage))
    outage.end, outage.number = TEN + 900, 1
    notice(desk, outage)
    add_outage(desk.session, POWER, starts=at("2026-06-11 10:00"), ends=None)
    assert [one.span.open for one in live(desk)] == [False, True]


def test_closing_a_month_puts_what_counted_in_it_on_record(desk: Desk) -> None:
    july = instant("2026-07-01 00:00")
    notice(
        desk,
        cut(),
        cut(TEN, TEN + 60, GAP),
        cut(TEN, TEN + 500, POWER_CUT),
        cut(TEN, TEN + 60, UNSTABLE),
        cut(service=INTERNET, link="NOVA"),
        cut(july - 60, july + 60),
        cut(july, july + 60),
    )  # fmt: skip
    told = close_month(desk.session, Month(2026, 6)).told["notices"]
    assert told == [
        "proposal 3 (power cut) is not answered: 2026-06-10 10:00 to 2026-06-10 10:08:20 counts as unknown time only",
        "proposal 5 (outage) is of link NOVA, which this park does not have; it counts nowhere",
    ]
    assert [one.span for one in live(desk)] == [Span(TEN + 192, TEN + 3468), Span(july - 60, july + 60)]
    assert unknown(desk) == [Span(TEN, TEN + 60)]
    with desk.session.park.reading() as db:
        assert set(answers.given(db).values()) == {"taken"}
    assert whole(desk) == []


def test_what_lies_in_a_closed_month_is_not_taken_and_may_be_dismissed(desk: Desk) -> None:
    close_month(desk.store().session, Month(2026, 6))
    ids = notice(desk, cut())
    with pytest.raises(Refused, match=r"2026-06 is closed; reopen it with a reason first\."):
        take(desk.session, ids)
    assert "lies in 2026-06, which is closed already" in str(
        close_month(desk.session, Month(2026, 7)).told["notices"]
    )
    dismiss(desk.session, ids, "the breaker was tested")
    assert pending(desk.session) == []
