"""What a person asks for when asking for a document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stpdesk.core.months import Month


@dataclass(frozen=True, slots=True)
class Asked:
    """Which document of a kind: of a month, a tenant, a lease, a floor, a number, or a span of days; None = all or the usual.

    `tone` is of a reminder: friendly, firm, final.
    """

    month: Month | None = None
    tenant: str | None = None
    lease: str | None = None
    floor: str | None = None
    number: str | None = None
    first: date | None = None
    last: date | None = None
    tone: str | None = None
