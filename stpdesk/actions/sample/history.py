"""The script of the sample: runs, payments in every manner, bounced cheques, certificates, credits, deposits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from stpdesk.actions.sample import names
from stpdesk.actions.sample.actors import (
    AHEAD,
    FREELANCER,
    HALVES,
    LATE,
    PROMPT,
    QUARTERLY,
    SLOW,
    STOPS,
    Actor,
)
from stpdesk.actions.sample.park import LAST, Times
from stpdesk.actions.sample.placing import tenant_code
from stpdesk.actions.sample.steps import (
    HALF,
    OPEN,
    OVERDUE,
    Bounce,
    CertificateCame,
    CreditHead,
    IssueRun,
    Pay,
    SettleDeposit,
    Step,
    in_order,
)
from stpdesk.core.months import FAR, Month

_METHODS = ("cheque", "bank transfer", "bank transfer", "online")
_LAST_DAY = LAST.day(25)
"""Nothing happens in the open month after this day."""


def script(
    times: Times, actors: Sequence[Actor], deposits: Mapping[int, int], rents: Mapping[int, int]
) -> tuple[Step, ...]:
    """Everything after the import, by date; `deposits` and `rents` (a month's) by tenant's place, in paisa."""
    dice = times.dice("history")
    steps: list[Step] = [IssueRun(month.first, month) for month in times.every[:-1]]
    for n, actor in enumerate(actors):
        steps.extend(_payments(times, dice, n, actor, rents.get(n, 0)))
        steps.extend(_events(times, n, actor))
        if actor.last < FAR and deposits.get(n):
            steps.extend(_leaving(n, actor, deposits[n]))
    return in_order([step for step in steps if step.day <= _LAST_DAY])


def _payments(times: Times, dice: Random, n: int, actor: Actor, rent: int) -> Iterator[Step]:
    """What a tenant pays, month by month, while it is there and the month after."""
    method = "cash" if actor.kind == FREELANCER else _METHODS[dice.randrange(len(_METHODS))]
    for turn, month in enumerate(times.every):
        day, forgets = dice.randrange(31), dice.randrange(100) < 4
        there = actor.starts <= month.last and month.first <= _day_after(actor)
        stopped = actor.stopped is not None and month.first >= actor.stopped
        if not there or stopped or (month == times.at(0.45) and actor.case == "bounced_cheque"):
            continue
        pay = _payment(actor, month, turn, day, method, n, rent)
        if pay is not None and not (forgets and actor.pays == PROMPT and not actor.case):
            yield pay
            if actor.case == "certificates_awaited" and pay.key:
                came = pay.day + timedelta(days=40)
                yield CertificateCame(came, pay.tenant, pay.key, _certificate(n, month))


def _day_after(actor: Actor) -> date:
    """Some weeks after the last day, when the last bills are paid."""
    return FAR if actor.last > FAR - timedelta(days=60) else actor.last + timedelta(days=45)


def _certificate(n: int, month: Month) -> str:
    """A number that is plainly a sample's."""
    return f"CPR-SAMPLE-{month.year}{month.number:02d}-{n + 1:02d}"


def _payment(actor: Actor, month: Month, turn: int, day: int, method: str, n: int, rent: int) -> Pay | None:
    """The payment of a month by the tenant's habit; `day` is a roll from 0 to 30."""
    code, withholds = tenant_code(n), actor.withholds
    number = _certificate(n, month) if actor.case == "certificates" else None
    key = f"{code} {month}" if withholds else None
    if actor.pays in (PROMPT, STOPS):
        return Pay(month.day(3 + day % 7), code, OPEN, None, method, withholds, number, None, key)
    if actor.pays == LATE:
        return Pay(month.day(14 + day % 12), code, OPEN, None, method, withholds, number, None, key)
    if actor.pays == SLOW:
        return Pay(month.day(3 + day % 7), code, OVERDUE, None, method, withholds, number, None, key)
    if actor.pays == QUARTERLY:
        return Pay(month.day(8 + day % 12), code, OPEN, None, "cheque", withholds) if turn % 3 == 2 else None
    if actor.pays == AHEAD:
        if turn % 3:
            return None
        return Pay(month.day(4), code, OPEN, max(100_000, rent * 31 // 10), method, note="Three months ahead")
    if actor.pays == HALVES:
        return Pay(month.day(10 + day % 10), code, OPEN if turn % 6 == 5 else HALF, None, method)
    return None


def _events(times: Times, n: int, actor: Actor) -> Iterator[Step]:
    """What happens once, to those who are there to show it."""
    code = tenant_code(n)
    if actor.case == "bounced_cheque":
        month = times.at(0.45)
        yield Pay(month.day(7), code, OPEN, None, "cheque", key="bounced", note="Cheque 00123 (sample)")
        yield Bounce(month.day(14), code, "bounced", names.URDU_CHEQUE)
        yield Pay(month.day(21), code, OPEN, None, "pay order", note="In place of cheque 00123")
    if actor.case in ("opening_owed", "several_units"):
        month = times.at(0.45)
        yield CreditHead(
            month.day(12), code, month, "internet", 20, "Link was out for two days (goodwill, sample data)"
        )


def _leaving(n: int, actor: Actor, held: int) -> Iterator[Step]:
    """The deposit of a tenant who left: first against what is owed; the rest goes back."""
    day = (Month.of(actor.last) + 1).day(20)
    yield SettleDeposit(day, tenant_code(n), held, refund=actor.pays != STOPS, note="Rooms handed back")
