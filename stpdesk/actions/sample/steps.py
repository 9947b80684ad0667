"""The park's history after its rows are imported: one dated step each, sized when it is played."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stpdesk.core.months import Month

OPEN, OVERDUE, HALF, ACCOUNT = "open", "overdue", "half", "account"
"""What a payment settles: all that is open, what is due by that day, half of all; or about last month's bill, ahead
of an invoice that is not out yet."""


@dataclass(frozen=True, slots=True)
class IssueRun:
    """The run of a month is issued."""

    day: date
    month: Month


@dataclass(frozen=True, slots=True)
class Pay:
    """A tenant pays; nothing happens where nothing is open. `key` names the receipt for later steps.

    `settles` is OPEN, OVERDUE, HALF or ACCOUNT; `ahead` (paisa) comes on top, the whole a round sum: an advance.
    """

    day: date
    tenant: str
    settles: str = OPEN
    ahead: int = 0
    method: str | None = None
    withholds: bool = False
    certificate: str | None = None
    note: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Bounce:
    """The cheque of a payment comes back."""

    day: date
    tenant: str
    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class CertificateCame:
    """The withholding certificate of a payment arrives."""

    day: date
    tenant: str
    key: str
    certificate: str


@dataclass(frozen=True, slots=True)
class CreditHead:
    """A percent (whole) of one head's line on the tenant's invoice of a month is credited."""

    day: date
    tenant: str
    month: Month
    head: str
    percent: int
    reason: str


@dataclass(frozen=True, slots=True)
class SettleDeposit:
    """The deposit of a tenant who left: set against what is open first, then what is left refunded, if asked."""

    day: date
    tenant: str
    held: int
    refund: bool
    note: str


Step = IssueRun | Pay | Bounce | CertificateCame | CreditHead | SettleDeposit

_ORDER: dict[type, int] = {
    IssueRun: 0,
    CreditHead: 1,
    Pay: 2,
    Bounce: 3,
    CertificateCame: 4,
    SettleDeposit: 5,
}


def in_order(steps: list[Step]) -> tuple[Step, ...]:
    """By date; on one day runs first; otherwise as they were made."""
    return tuple(sorted(steps, key=lambda step: (step.day, _ORDER[type(step)])))
