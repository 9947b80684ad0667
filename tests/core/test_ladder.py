"""What a climb means: every combination has one verdict, and a better rung never points nearer to this PC."""

from __future__ import annotations

import dataclasses
import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stpdesk.core.ladder import AWAY, WINDOW, Quality, Sampled, verdict
from stpdesk.core.watching import Judging, Rungs, Verdict

ANY = (True, False, None)
FOREIGN = ((), (False,), (True,), (False, False, False), (True, False, False), (True, True, True))
ALL = [
    Rungs(nic, gateway, resolver, name, foreign, portal)
    for nic, gateway, resolver, name, foreign, portal in itertools.product(ANY, ANY, ANY, ANY, FOREIGN, ANY)
]
WELL = Rungs(True, True, True, True, (True, True, True), True, 40.0)


def instead(climbed: Rungs, **rungs: object) -> Rungs:
    """The same climb with these rungs."""
    return dataclasses.replace(climbed, **rungs)  # type: ignore[arg-type]


def but(**rungs: object) -> Rungs:
    """A well link but for these rungs."""
    return instead(WELL, **rungs)


CUT = but(foreign=(False, False, False), portal=None, round_trip=None)


def cut(**rungs: object) -> Rungs:
    """Nothing abroad answers, and these rungs."""
    return instead(CUT, **rungs)


@pytest.mark.parametrize(
    ("rungs", "expected"),
    [
        (WELL, Verdict.UP),
        (but(foreign=(False, True, False)), Verdict.UP),
        (but(gateway=False, resolver=None), Verdict.UP),  # a router that answers nobody
        (but(foreign=(False, False, False)), Verdict.UP),  # the page came over TCP: only DNS abroad is barred
        (but(name=False), Verdict.DNS),
        (but(name=False, resolver=False), Verdict.DNS),
        (but(portal=False), Verdict.PORTAL),
        (but(portal=False, name=False), Verdict.PORTAL),
        (cut(portal=False), Verdict.PORTAL),
        (cut(), Verdict.UPSTREAM),
        (cut(name=False), Verdict.UPSTREAM),
        (cut(gateway=False), Verdict.UPSTREAM),  # the provider answers, so the gateway lives
        (cut(resolver=False, name=False), Verdict.ISP),
        (cut(resolver=None, name=False), Verdict.ISP),  # the router is the resolver and says SERVFAIL
        (cut(resolver=None, name=True), Verdict.ISP),  # … or still has the name in its cache
        (cut(gateway=None, resolver=False, name=False), Verdict.SILENT),  # nobody asked the router
        (cut(gateway=None, resolver=None, name=None), Verdict.SILENT),
        (cut(gateway=None), Verdict.UPSTREAM),
        (cut(gateway=False, resolver=False, name=False), Verdict.ROUTER),
        (cut(gateway=False, resolver=None, name=None), Verdict.ROUTER),
        (but(nic=False), Verdict.OWN_PC),
        (Rungs(nic=False), Verdict.OWN_PC),
        (Rungs(), Verdict.UNKNOWN),
        (Rungs(nic=True), Verdict.UNKNOWN),
    ],
)
def test_the_nearest_broken_rung_is_named(rungs: Rungs, expected: Verdict) -> None:
    assert verdict(rungs) is expected


def test_every_combination_of_rungs_has_a_verdict() -> None:
    assert {verdict(rungs) for rungs in ALL} == set(Verdict) - {Verdict.DEGRADED}


def better(rungs: Rungs) -> list[Rungs]:
    """The same climb with one rung that failed made good."""
    names = ("nic", "gateway", "resolver", "name", "portal")
    found = [instead(rungs, **{name: True}) for name in names if getattr(rungs, name) is False]
    if rungs.foreign and not all(rungs.foreign):
        found.append(instead(rungs, foreign=(True,) * len(rungs.foreign)))
    return found


def test_no_provider_is_blamed_unless_the_router_answered_and_no_router_unless_it_was_asked() -> None:
    for rungs in ALL:
        assert rungs.gateway is True or verdict(rungs) is not Verdict.ISP
        assert rungs.gateway is False or verdict(rungs) is not Verdict.ROUTER


NEAR_TO_FAR = [
    Verdict.OWN_PC,
    Verdict.ROUTER,
    Verdict.SILENT,
    Verdict.ISP,
    Verdict.UPSTREAM,
    Verdict.PORTAL,
    Verdict.DNS,
    Verdict.UP,
]


def test_a_better_rung_never_makes_the_verdict_nearer_to_this_pc() -> None:
    for rungs in ALL:
        for other in better(rungs):
            if Verdict.UNKNOWN not in {verdict(rungs), verdict(other)}:  # that says nothing of near or far
                assert NEAR_TO_FAR.index(verdict(other)) >= NEAR_TO_FAR.index(verdict(rungs))


def test_nothing_abroad_means_down_whatever_the_rest_says() -> None:
    for rungs in ALL:
        if not any(rungs.foreign) and rungs.portal is not True:
            assert verdict(rungs) not in {Verdict.UP, Verdict.DNS}


def climbs(quality: Quality, *climbed: Rungs) -> list[Sampled]:
    return [quality.judge(one) for one in climbed]


def lossy(chance: random.Random, share: float, trip: float = 40.0) -> Rungs:
    return but(foreign=tuple(chance.random() >= share for _ in range(3)), round_trip=trip)


def test_a_well_link_stays_up() -> None:
    assert set(climbs(Quality(Judging()), *[WELL] * 300)) == {Sampled(Verdict.UP, 40.0, 3, 0)}


def test_one_lost_question_or_nine_of_a_window_are_nothing() -> None:
    lame = but(foreign=(True, True, False))
    told = climbs(Quality(Judging()), *([lame] + [WELL] * 10) * 9)
    assert {one.verdict for one in told} == {Verdict.UP}
    assert sum(one.lost for one in told) == 9


@pytest.mark.parametrize(("share", "expected"), [(0.01, Verdict.UP), (0.08, Verdict.DEGRADED)])
def test_a_window_tells_one_per_cent_from_eight(share: float, expected: Verdict) -> None:
    for seed in range(20):
        chance = random.Random(seed)
        told = climbs(Quality(Judging()), *(lossy(chance, share) for _ in range(WINDOW)))
        assert told[-1].verdict is expected


def test_heavy_loss_is_told_before_the_window_is_full_and_forgotten_after_it() -> None:
    chance = random.Random(3)
    quality = Quality(Judging())
    told = climbs(quality, *(lossy(chance, 0.4) for _ in range(20)))
    assert told[-1].verdict is Verdict.DEGRADED
    assert climbs(quality, *[WELL] * WINDOW)[-1].verdict is Verdict.UP


def test_an_outage_is_not_loss_and_leaves_none_behind() -> None:
    quality = Quality(Judging())
    climbs(quality, *[WELL] * 20)
    down = climbs(quality, *[CUT] * 200)
    assert set(down) == {Sampled(Verdict.UPSTREAM, None, 0, 0)}
    assert climbs(quality, WELL)[0] == Sampled(Verdict.UP, 40.0, 3, 0)


def test_a_target_that_is_away_is_no_loss_of_the_link() -> None:
    quality = Quality(Judging())
    climbs(quality, *[WELL] * 20)
    away = climbs(quality, *[but(foreign=(True, True, False))] * 200)
    assert {one.verdict for one in away} == {Verdict.UP}
    assert [one.lost for one in away] == [1] * (AWAY - 1) + [0] * (200 - AWAY + 1)
    assert climbs(quality, *[WELL] * 50)[-1] == Sampled(Verdict.UP, 40.0, 3, 0)
    assert quality.loss()[1] == 0


def test_other_targets_in_a_new_plan_begin_a_new_count() -> None:
    quality = Quality(Judging())
    chance = random.Random(3)
    climbs(quality, *(lossy(chance, 0.4) for _ in range(20)))
    assert climbs(quality, but(foreign=(True,)))[0] == Sampled(Verdict.UP, 40.0, 1, 0)


def test_one_slow_reply_is_nothing_three_in_a_row_are_slow() -> None:
    quality = Quality(Judging())
    climbs(quality, *[WELL] * 30)
    slow = but(round_trip=130.0)
    told = climbs(quality, slow, WELL, slow, slow, WELL, slow, slow, slow, slow, WELL)
    assert [one.verdict for one in told] == [Verdict.UP] * 7 + [Verdict.DEGRADED] * 2 + [Verdict.UP]


def test_just_three_times_the_usual_is_not_slow() -> None:
    quality = Quality(Judging())
    climbs(quality, *[WELL] * 30)
    assert {one.verdict for one in climbs(quality, *[but(round_trip=120.0)] * 10)} == {Verdict.UP}


def test_slow_replies_do_not_become_the_usual() -> None:
    quality = Quality(Judging())
    climbs(quality, *[WELL] * 30)
    told = climbs(quality, *[but(round_trip=400.0)] * 2000)
    assert told[-1].verdict is Verdict.DEGRADED
    assert quality.usual() == 40.0


def test_nothing_is_slow_before_the_usual_is_learnt_or_below_thirty_milliseconds() -> None:
    assert {
        one.verdict for one in climbs(Quality(Judging()), *[WELL] * 10, *[but(round_trip=900.0)] * 9)
    } == {Verdict.UP}
    near = Quality(Judging())
    climbs(near, *[but(round_trip=0.5)] * 30)
    assert {one.verdict for one in climbs(near, *[but(round_trip=25.0)] * 9)} == {Verdict.UP}


rungs_seen = st.builds(
    Rungs,
    st.sampled_from(ANY),
    st.sampled_from(ANY),
    st.sampled_from(ANY),
    st.sampled_from(ANY),
    st.lists(st.booleans(), max_size=3).map(tuple),
    st.sampled_from(ANY),
    st.none() | st.floats(0.1, 5000),
)


@given(st.lists(rungs_seen, max_size=150))
def test_quality_only_ever_turns_up_into_degraded(climbed: list[Rungs]) -> None:
    quality = Quality(Judging())
    for rungs in climbed:
        told = quality.judge(rungs)
        assert told.verdict is verdict(rungs) or (verdict(rungs), told.verdict) == (
            Verdict.UP,
            Verdict.DEGRADED,
        )
        assert 0 <= told.lost <= told.sent <= len(rungs.foreign)
        sent, lost = quality.loss()
        assert 0 <= lost <= sent <= WINDOW * 3
