"""The tenants that show the awkward cases: the first twenty are in every sample that is large enough."""

from __future__ import annotations

from stpdesk.actions.sample import names
from stpdesk.actions.sample.actors import (
    AHEAD,
    BANK,
    CAFETERIA,
    CALL_CENTRE,
    COMPANY,
    FREELANCER,
    GOVERNMENT,
    HALVES,
    LATE,
    OFFICES,
    OTHER,
    PROMPT,
    QUARTERLY,
    SEATS,
    SLOW,
    START_UP,
    STOPS,
    TRAINING_ROOM,
    Actor,
    Stay,
    Term,
    chain,
    one,
    until,
)
from stpdesk.actions.sample.park import LAST, Times
from stpdesk.core.months import DAY, add_months

MUST_SHOW = 20
"""With so many tenants every awkward case is there."""


def cast(times: Times, *, taxed: bool) -> list[Actor]:
    """All of them, in the order of their codes; `taxed`: tenants withhold sales tax too."""
    return [*_leases(times), *_money(times, taxed), *_more(times)]


def _leases(times: Times) -> list[Actor]:
    """What leases can do."""
    first, at = times.first, times.at
    mid, gone = at(0.5), at(0.6)
    long_ago = (mid + -24).day(16)
    new = at(0.1).day(12)
    free = Term(new, until(new, 36), rent_free_to=add_months(new, 1).replace(day=10))
    steps = Term(
        (first + -10).first, at(0.9).last + 400 * DAY, steps=((at(0.3).first, 106), (at(0.7).day(11), 113))
    )
    renewed = at(0.4)
    old = Term((renewed + -23).first, renewed.last)
    return [
        Actor("escalation", COMPANY, one(OFFICES, 1, *chain(long_ago, 60, 10)), name=names.URDU_COMPANY),
        Actor("several_units", CALL_CENTRE, one(OFFICES, 3, *chain((first + -8).first, 48, 10)), LATE),
        Actor(
            "rent_free", START_UP,
            one(OFFICES, 1, *chain(new, 36, first=free)),
        ),
        Actor(
            "rate_steps", COMPANY,
            one(OFFICES, 1, *chain(steps.starts, 36, first=steps)),
        ),
        Actor(
            "urdu", FREELANCER, one(SEATS, 1, *chain((first + -5).first, 48)),
            name=names.URDU_FREELANCER, contact=names.URDU_CONTACT,
        ),
        Actor("seats", START_UP, one(SEATS, 6, *chain(at(0.2).day(5), 36, 10))),
        Actor("fixed", OTHER, (Stay(CAFETERIA, 1, (Term((first + -14).first, None, 5),), fixed=True),), HALVES),
        Actor(
            "holdover", COMPANY,
            one(OFFICES, 2, Term((mid + -23).first, mid.last, holdover=True)), SLOW,
        ),
        Actor("ended_early", START_UP, one(OFFICES, 1, Term((first + -3).first, gone.day(10)))),
        Actor(
            "renewal", COMPANY,
            one(OFFICES, 1, *chain(old.starts, 36, 8, first=old)),
        ),
        Actor(
            "ending_soon", START_UP,
            one(OFFICES, 1, Term(add_months(LAST.last + 46 * DAY, -12), LAST.last + 45 * DAY)),
        ),
        Actor(
            "left_owing", START_UP, one(OFFICES, 1, Term((first + -2).first, at(0.65).last)), STOPS,
            stopped=(at(0.65) + -2).first,
        ),
    ]  # fmt: skip


def _money(times: Times, taxed: bool) -> list[Actor]:
    """What money can do, and meters."""
    first, sales = times.first, 100 if taxed else 0
    old = (first + -9).first
    return [
        Actor("certificates", COMPANY, one(OFFICES, 1, *chain(old, 48, 10)), income_tax=15, sales_tax=sales),
        Actor(
            "certificates_awaited", COMPANY, one(OFFICES, 2, *chain((first + -4).day(15), 48, 10)), LATE,
            income_tax=15, sales_tax=sales,
        ),
        Actor("bounced_cheque", CALL_CENTRE, one(OFFICES, 2, *chain((first + -7).first, 48, 10))),
        Actor("rollover", COMPANY, one(OFFICES, 1, *chain((first + -6).first, 60, 10)), LATE),
        Actor("meter_reset", COMPANY, one(OFFICES, 1, *chain((first + -11).first, 60, 10))),
        Actor("opening_owed", COMPANY, one(OFFICES, 1, *chain(old, 60, 10)), LATE, opening=4_850_000),
        Actor("opening_advance", FREELANCER, one(SEATS, 2, *chain(old, 60)), AHEAD, opening=-1_500_000),
        Actor("tax_exempt", GOVERNMENT, one(OFFICES, 1, *chain(old, 60, 10)), QUARTERLY, exempt=True),
    ]  # fmt: skip


def _more(times: Times) -> list[Actor]:
    """Cases that are good to see, where there is room for them."""
    first, at = times.first, times.at
    moved = at(0.55)
    return [
        Actor("future_lease", START_UP, one(OFFICES, 1, *chain((LAST + 1).day(16), 24, 10)), PROMPT),
        Actor(
            "moved", COMPANY,
            (
                Stay(OFFICES, 1, (Term((first + -5).first, moved.last),)),
                Stay(OFFICES, 2, chain(moved.last + DAY, 36, 10)),
            ),
        ),
        Actor(
            "two_leases", COMPANY,
            (
                Stay(OFFICES, 1, chain((first + -12).first, 60, 10)),
                Stay(SEATS, 4, chain(at(0.35).day(20), 36)),
            ),
        ),
        Actor("all_seats", OTHER, one(TRAINING_ROOM, 1, *chain(at(0.25).first, 36, 10))),
        Actor(
            "arrears", START_UP, one(OFFICES, 1, *chain((first + -1).first, 48, 10)), STOPS,
            stopped=at(0.8).first,
        ),
        Actor("bank", BANK, one(OFFICES, 1, *chain((first + -10).first, 60, 10)), income_tax=15),
    ]  # fmt: skip
