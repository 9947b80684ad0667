"""What stands beside the leases: one-off charges, balances from before, fuel adjustments, matters for PSEB."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from stpdesk.actions.sample.actors import Actor
from stpdesk.actions.sample.park import LAST, Row, Times
from stpdesk.actions.sample.placing import tenant_code
from stpdesk.core.months import DAY, Month

_ONE_OFFS = (
    ("other", "Access card replaced", 50_000),
    ("internet", "Extra network point", 350_000),
    ("other", "Meeting room, one day", 400_000),
    ("service", "Partition wall moved", 1_850_000),
    ("other", "Training hall, weekend", 1_200_000),
)


def one_offs(times: Times, actors: Sequence[Actor]) -> list[Row]:
    """About one charge a tenant and three years."""
    dice = times.dice("one-offs")
    found: list[Row] = []
    for n, actor in enumerate(actors):
        months = [
            month for month in times.every[:-1] if actor.starts <= month.first and month.last <= actor.last
        ]
        for _ in range(-(-len(months) // 36)):
            head, text, amount = dice.choice(_ONE_OFFS)
            day = dice.choice(months).day(dice.randrange(2, 28))
            found.append(
                {"tenant": tenant_code(n), "head": head, "description": text, "date": day, "amount": amount}
            )
    return found


def openings(times: Times, actors: Sequence[Actor]) -> list[Row]:
    """What was open when the sample begins."""
    return [
        {
            "tenant": tenant_code(n),
            "date": times.first.first - DAY,
            "due": (times.first + -1).day(11),
            "amount": actor.opening,
        }
        for n, actor in enumerate(actors)
        if actor.opening
    ]


def adjustments(times: Times) -> list[Row]:
    """Fuel adjustments, two months after the use: of the grid's every month, of the generator's now and then."""
    dice = times.dice("fuel")
    found: list[Row] = []
    for turn, month in enumerate(times.every[:-2]):
        found.append(_adjustment(month, "grid", dice.randrange(-180, 241) * 100 or 100))
        if turn % 4 == 1:
            found.append(_adjustment(month, "generator", dice.randrange(-30, 31) * 1000 or 1000))
    return found


def _adjustment(month: Month, supply: str, rate: int) -> Row:
    """So many ten-thousandths of a rupee a unit, for the use of a month, billed two months later."""
    return {"supply": supply, "usage_month": month, "rate": rate, "bill_in": month + 2}


_OVERHAUL = (
    "The generator is due for its overhaul before winter", date(2026, 9, 14), 96_000_000,
    "Release the sum from the maintenance fund in November",
)  # fmt: skip
_MATTERS = {
    "gilgit": (
        (
            "The fibre has no second route; the satellite link behind it is too slow for all tenants",
            date(2026, 8, 3), 185_000_000, "Share the cost of a second fibre to the park",
        ),
        _OVERHAUL,
    ),
    "punjab": (
        (
            "Both fibres enter the building through one duct", date(2026, 8, 3), 64_000_000,
            "Approve a second duct at the other end of the building",
        ),
        _OVERHAUL,
    ),
}  # fmt: skip


def matters(times: Times) -> list[Row]:
    """What the report of the open month puts before PSEB."""
    return [
        {"matter": matter, "since": since, "exposure": exposure, "decision": decision, "month": LAST}
        for matter, since, exposure, decision in _MATTERS[times.which]
    ]
