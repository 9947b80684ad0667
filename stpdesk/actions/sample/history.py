"""The script of the sample: runs, payments in every manner, bounced cheques, certificates, credits, deposits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
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
    ACCOUNT,
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

_CERTIFICATE_DAYS = {"certificates_awaited": 40, "bank": 110}
"""Days from a payment to its certificate; usually 70."""


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
    until = FAR if actor.last == FAR else actor.last + timedelta(days=45)
    for turn, month in enumerate(times.every):
        day, forgets = dice.randrange(31), dice.randrange(100) < 4
        there = actor.starts <= month.last and month.first <= until
        stopped = actor.stopped is not None and month.first >= actor.stopped
        if not there or stopped or (month == times.at(0.45) and actor.case == "bounced_cheque"):
            continue
        pay = _payment(actor, n, month, turn, day, rent)
        if pay is None or (forgets and actor.pays == PROMPT and not actor.case):
            continue
        yield replace(pay, method=pay.method or method)
        if pay.key and not pay.certificate:
            came = pay.day + timedelta(days=_CERTIFICATE_DAYS.get(actor.case, 70))
            yield CertificateCame(came, pay.tenant, pay.key, _certificate(n, month))


def _certificate(n: int, month: Month) -> str:
    """A number that is plainly a sample's."""
    return f"CPR-SAMPLE-{month.year}{month.number:02d}-{n + 1:02d}"


def _payment(actor: Actor, n: int, month: Month, turn: int, day: int, rent: int) -> Pay | None:
    """The payment of a month by the tenant's habit; `day` is a roll from 0 to 30."""
    code = tenant_code(n)
    pay = Pay(month.day(3 + day % 7), code, withholds=actor.withholds)
    if actor.withholds:
        number = _certificate(n, month) if actor.case == "certificates" else None
        pay = replace(pay, certificate=number, key=f"{code} {month}")
    if month == LAST and actor.pays in (PROMPT, LATE) and not actor.withholds:
        early = Pay(month.day(6 + day % 15), code, ACCOUNT, note="On account, invoice awaited")
        return early if n % 5 else None
    if actor.pays == LATE:
        return replace(pay, day=month.day(14 + day % 12))
    if actor.pays == SLOW:
        return replace(pay, settles=OVERDUE)
    if actor.pays == QUARTERLY:
        return replace(pay, day=month.day(8 + day % 12), method="cheque") if turn % 3 == 2 else None
    if actor.pays == AHEAD:
        return replace(pay, ahead=rent * 2, note="Three months ahead") if turn % 3 == 0 else None
    if actor.pays == HALVES:
        return replace(pay, day=month.day(10 + day % 10), settles=OPEN if turn % 6 == 5 else HALF)
    return pay


def _events(times: Times, n: int, actor: Actor) -> Iterator[Step]:
    """What happens once, to those who are there to show it."""
    code = tenant_code(n)
    if actor.case == "bounced_cheque":
        month = times.at(0.45)
        yield Pay(month.day(7), code, method="cheque", key="bounced", note="Cheque 00123 (sample)")
        yield Bounce(month.day(14), code, "bounced", names.URDU_CHEQUE)
        yield Pay(month.day(21), code, method="pay order", note="In place of cheque 00123")
    if actor.case in ("opening_owed", "several_units"):
        month = times.at(0.45)
        yield CreditHead(
            month.day(12), code, month, "electricity", 20, "Reading corrected with the tenant (sample data)"
        )


def _leaving(n: int, actor: Actor, held: int) -> Iterator[Step]:
    """The deposit of a tenant who left: first against what is owed; the rest goes back."""
    day = (Month.of(actor.last) + 1).day(20)
    yield SettleDeposit(day, tenant_code(n), held, refund=actor.pays != STOPS, note="Rooms handed back")
