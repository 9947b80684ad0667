"""Tenants' monthly returns: staff, exports, domestic sales; some are late or never came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from random import Random

from stpdesk.actions.sample.actors import CALL_CENTRE, COMPANY, FREELANCER, START_UP, Actor
from stpdesk.actions.sample.park import LAST, Row, Times
from stpdesk.actions.sample.placing import Held, tenant_code
from stpdesk.core.months import Month

_EXPORTS = {COMPANY: (180, 900), CALL_CENTRE: (250, 700), START_UP: (30, 350), FREELANCER: (250, 1500)}
"""US dollars a person and month."""

_DOMESTIC = {COMPANY: (10, 60), CALL_CENTRE: (0, 25), START_UP: (5, 40), FREELANCER: (0, 30)}
"""Thousands of rupees a person and month."""

_LATE_NOW, _NEVER = 45, 8
"""Percent of returns that are not in: of the open month, of any month."""


def returns(times: Times, actors: Sequence[Actor], held: Sequence[Held]) -> list[Row]:
    """One row for each return that came, month by month."""
    dice = times.dice("returns")
    mine: dict[int, list[Held]] = defaultdict(list)
    for lease in held:
        mine[lease.n].append(lease)
    found: list[Row] = []
    for n, actor in enumerate(actors):
        if actor.kind in _EXPORTS:
            found.extend(_tenant(times, dice, n, actor, mine[n]))
    found.sort(key=lambda row: str(row["month"]))
    return found


def _tenant(times: Times, dice: Random, n: int, actor: Actor, leases: list[Held]) -> Iterator[Row]:
    """The returns of one tenant: its staff grows and shrinks with its rooms."""
    crowding, women = dice.randrange(75, 116), dice.randrange(12, 45)
    alone_woman = dice.randrange(100) < 40
    for month in times.every:
        room = sum(
            one.people for one in leases if one.term.starts <= month.last and one.term.last >= month.first
        )
        came = dice.randrange(100) >= (_LATE_NOW if month == LAST else _NEVER)
        if room and came:
            people = max(1, room * crowding * dice.randrange(90, 106) // 10_000)
            yield _row(
                dice, n, actor.kind, month, people, alone_woman if people == 1 else people * women // 100
            )


def _row(dice: Random, n: int, kind: str, month: Month, people: int, women: int) -> Row:
    """One return; amounts in cents and paisa, as round as people report them."""
    low, high = _EXPORTS[kind]
    least, most = _DOMESTIC[kind]
    return {
        "tenant": tenant_code(n),
        "month": month,
        "men": people - int(women),
        "women": int(women),
        "freelancers": people if kind == FREELANCER else 0,
        "trainees": dice.randrange(0, people // 4 + 1),
        "exports_usd": people * dice.randrange(low, high) // 10 * 1000,
        "domestic_pkr": people * dice.randrange(least, most + 1) * 100_000,
    }
