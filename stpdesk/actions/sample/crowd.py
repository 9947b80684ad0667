"""The ordinary tenants of the sample: any number, of every kind, coming, renewing and leaving by dice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

from stpdesk.actions.sample.actors import (
    CALL_CENTRE,
    COMPANY,
    FREELANCER,
    HALVES,
    LATE,
    OFFICES,
    PROMPT,
    QUARTERLY,
    SEATS,
    SLOW,
    START_UP,
    STOPS,
    Actor,
    Stay,
    chain,
)
from stpdesk.actions.sample.park import LAST, Times
from stpdesk.core.months import Month

_KINDS = (
    COMPANY,
    FREELANCER,
    START_UP,
    COMPANY,
    FREELANCER,
    CALL_CENTRE,
    START_UP,
    FREELANCER,
    COMPANY,
    START_UP,
)
_TERMS = (12, 24, 24, 36)
_HABITS = (PROMPT, PROMPT, PROMPT, PROMPT, LATE, LATE, SLOW, SLOW, QUARTERLY, HALVES)


def crowd(times: Times, count: int, *, taxed: bool) -> list[Actor]:
    """So many ordinary tenants; where sales tax is due, every third company withholds taxes."""
    dice = times.dice("crowd")
    found = [_ordinary(times, dice, n) for n in range(count)]
    if not taxed:
        return found
    return [
        replace(actor, income_tax=15, sales_tax=100) if n % 3 == 0 and actor.kind == COMPANY else actor
        for n, actor in enumerate(found)
    ]


def _ordinary(times: Times, dice: Random, n: int) -> Actor:
    """One of them: three in four were there before the sample begins, one in eight leaves."""
    kind = _KINDS[n % len(_KINDS)]
    if dice.randrange(100) < 75:
        month = times.first + -dice.randrange(1, 24)
    else:
        month = times.first + dice.randrange(times.months)
    starts = month.day(dice.choice((1, 1, 1, 5, 10, 16, 21)))
    leaves = _leaving(times, dice, starts) if dice.randrange(8) == 0 else None
    months = dice.choice(_TERMS)
    stay = Stay(*_wanted(kind, dice), chain(starts, months, 10 if months > 12 else 0, leaves))
    stopping = leaves is None and dice.randrange(30) == 0
    pays = STOPS if stopping else _HABITS[dice.randrange(len(_HABITS))]
    stopped = (LAST + -dice.randrange(1, 5)).first if stopping else None
    return Actor("", kind, (stay,), pays, stopped=stopped)


def _leaving(times: Times, dice: Random, starts: date) -> date | None:
    """A last day inside the sample, some months after the start; None where there is no time left for it."""
    earliest = max(Month.of(starts) + 2, times.first)
    span = LAST - earliest
    if span < 1:
        return None
    month = earliest + dice.randrange(span)
    return dice.choice((month.last, month.last, month.day(10), month.day(20)))


def _wanted(kind: str, dice: Random) -> tuple[str, int]:
    """Offices or seats, and how many."""
    if kind == FREELANCER:
        return SEATS, dice.choice((1, 1, 1, 2))
    if kind == START_UP:
        return (SEATS, dice.choice((2, 3, 4))) if dice.randrange(5) < 2 else (OFFICES, 1)
    if kind == CALL_CENTRE:
        return OFFICES, 2
    return OFFICES, dice.choice((1, 1, 1, 2))
