"""The monthly returns of all tenants as one grid: what is wrong with a cell, what is odd about a row (rule C4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from stpdesk.core.errors import Refused
from stpdesk.core.money import LARGEST
from stpdesk.core.returns import doubts

COUNTS = ("men", "women", "freelancers", "trainees")
AMOUNTS = ("exports_usd", "domestic_pkr")
"""Cents of a US dollar, paisa."""
CELLS = (*COUNTS, *AMOUNTS)

MOST_PEOPLE = 10**5


@dataclass(frozen=True, slots=True)
class Return:
    """What one tenant reported for a month; None = not reported, never zero. Exports in cents, domestic in paisa."""

    men: int | None = None
    women: int | None = None
    freelancers: int | None = None
    trainees: int | None = None
    exports_usd: int | None = None
    domestic_pkr: int | None = None

    @property
    def blank(self) -> bool:
        """Whether nothing is reported."""
        return all(getattr(self, name) is None for name in CELLS)


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One tenant's row of the grid: `reported` None where it has no return; `before` is its last one; `doubts` of it.

    `leaves`: holds nothing on the month's last day; its return is expected all the same (rule C4).
    """

    tenant_id: str
    tenant: str
    name: str
    kind: str | None
    sqft: Fraction
    leaves: bool
    reported: Return | None
    before: Return | None
    doubts: tuple[str, ...]


def cell_faults(tenant: str, cells: Mapping[str, int | None]) -> Iterator[Refused]:
    """Cells that cannot be right; the field is `TENANT.cell`."""
    for name, value in cells.items():
        most = MOST_PEOPLE if name in COUNTS else int(LARGEST)
        if value is not None and not 0 <= value <= most:
            yield Refused("{tenant}: that cannot be right.", field=f"{tenant}.{name}", tenant=tenant)


def odd(sqft: Fraction, told: Return | None) -> tuple[str, ...]:
    """What looks wrong about a return (rule C4)."""
    return () if told is None else tuple(doubts(sqft, told.men, told.women, told.exports_usd))
