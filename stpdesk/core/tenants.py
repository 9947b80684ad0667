"""Tenants: companies, call centres, start-ups and freelancers of a park."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stpdesk.core.codes import fold
from stpdesk.core.money import E4


@dataclass(frozen=True, slots=True)
class Tenant:
    """Who is billed; percents are ten-thousandths of a percent, None where the tenant withholds nothing known."""

    id: str
    code: str
    name: str
    kind: str | None = None
    pseb_no: str | None = None
    pseb_valid_to: date | None = None
    ntn: str | None = None
    strn: str | None = None
    cnic: str | None = None
    contact: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    tax_exempt: bool = False
    income_tax_pct: E4 | None = None
    sales_tax_withheld_pct: E4 | None = None

    @property
    def is_freelancer(self) -> bool:
        """Whether it counts as a person, not as a company, in the month's figures."""
        return self.kind is not None and fold(self.kind).startswith("freelancer")
