"""The park's settings: what the Park sheet holds, typed, with the usual values for what is blank."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stpdesk.core.money import E4
from stpdesk.core.months import Month

ZONE = "Asia/Karachi"
"""Civil dates and local times are of this zone."""

SECTIONS = ("summary", "space", "money", "services", "certification")
"""The sections of the monthly report, in their usual order."""


@dataclass(frozen=True, slots=True)
class ParkSettings:
    """One park: its name, and the terms every run follows (rules B1, B6, B7, B9)."""

    code: str
    name: str
    city: str | None = None
    province: str | None = None
    kind: str | None = None
    status: str | None = None
    partner: str | None = None
    established_on: date | None = None
    covered_sqft: E4 | None = None
    invoice_day: int = 1
    due_days: int = 10
    round_to_rupee: bool = True
    rent_billing: str = "advance"
    billing_from: Month | None = None
    outages_from: date | None = None
    subsidy_tax_base: str = "net"
    late_fee_pct: E4 = E4(0)
    occupancy_target_pct: E4 | None = None
    power_target_pct: E4 | None = None
    internet_target_pct: E4 | None = None
    outage_join_minutes: int = 3
    momentary_minutes: int = 5
    power_grace_minutes: int = 5
    ntn: str | None = None
    strn: str | None = None
    address: str | None = None
    bank: str | None = None
    iban: str | None = None
    name_urdu: str | None = None
    cover_text: str | None = None
    section_order: tuple[str, ...] = ()
    logo: str | None = None
    """SHA-256 of the picture in the park's documents"""
    logo_name: str | None = None
    sign_documents: bool = False
    sample: bool = False

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections of the monthly report in the park's order; those that it does not name follow in the usual one."""
        return (*self.section_order, *(name for name in SECTIONS if name not in self.section_order))

    def served(self, month: Month) -> Month:
        """The month whose recurring charges the run of `month` bills (rule B1)."""
        return month + -1 if self.rent_billing == "arrears" else month

    def run_of(self, served: Month) -> Month:
        """The run that bills the recurring charges of `served` (rule B1)."""
        return served + 1 if self.rent_billing == "arrears" else served

    def invoice_date(self, month: Month) -> date:
        """The date of the documents of the run of `month` (rule B1)."""
        return month.day(self.invoice_day)
