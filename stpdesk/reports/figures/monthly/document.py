"""The monthly report as one frozen object: PDF and Excel print it, `data` is its JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from stpdesk.core.months import Month
    from stpdesk.reports.figures.monthly.certification import Certification
    from stpdesk.reports.figures.monthly.money import Money
    from stpdesk.reports.figures.monthly.services import Services
    from stpdesk.reports.figures.monthly.space import Space
    from stpdesk.reports.figures.monthly.summary import Summary

TITLES = {
    "summary": "Summary", "space": "Space and tenants", "money": "Money", "services": "Power and internet",
    "certification": "Certification",
}  # fmt: skip

NOTHING = {
    "attention": "The park asks PSEB for no decision this month.",
    "floors": "No unit is entered yet.",
    "arrivals": "Nobody arrived this month.",
    "departures": "Nobody left this month.",
    "renewals": "No lease was renewed this month.",
    "ending": "No lease ends within 90 days.",
    "vacant": "No lettable unit is vacant.",
    "returns": "No tenant held a lease this month.",
    "heads": "Nothing was billed, collected or open.",
    "debtors": "Nobody owes anything.",
    "claims": "No subsidy was given this month.",
    "awaited": "No certificate is awaited.",
    "outages": "No outage of power or internet this month.",
}
"""What is printed where a list is empty."""


@dataclass(frozen=True, slots=True)
class Monthly:
    """The whole report of one month."""

    park_code: str
    park_name: str
    place: str
    """city and province"""
    name_urdu: str
    month: Month
    day: date
    """the day the figures are taken at"""
    running: bool
    """whether the month is not over on that day"""
    closed: bool
    sample: bool
    standing: str
    """`As at 31 October 2026; the month is closed.`"""
    cover: str
    """what the manager wrote for the first page; may be empty"""
    order: tuple[str, ...]
    """the sections in the park's order, `core.park.SECTIONS`"""
    notices: tuple[str, ...]
    """what had to be left out, a sentence each"""
    summary: Summary
    space: Space
    money: Money
    services: Services
    certification: Certification
    data: dict[str, Any] = field(repr=False, compare=False)
    """the JSON: contract.md's keys, and one for each section"""

    @property
    def name(self) -> str:
        """The kind's name."""
        return "monthly"

    @property
    def title(self) -> str:
        """As the page is headed."""
        return "Monthly report"
