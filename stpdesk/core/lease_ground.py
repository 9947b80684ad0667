"""What a lease is entered into: the park's terms, what of the lease is billed, the closed months; read once a form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from stpdesk.core.codes import fold
from stpdesk.core.corrections import BilledDays
from stpdesk.core.leases import Lease
from stpdesk.core.months import Month
from stpdesk.core.places import Unit
from stpdesk.core.taxes import TaxTable
from stpdesk.core.tenants import Tenant
from stpdesk.core.terms import Terms


@dataclass(frozen=True)
class Ground:
    """A park as a lease form sees it; `lease` is the one it changes, with its `billed` lines, None for a new one."""

    terms: Terms
    today: date
    closed: Month | None = None
    """the last closed month"""
    lease: Lease | None = None
    billed: tuple[BilledDays, ...] = ()
    served: Month | None = None
    """the last served month that was run"""
    metered: bool = False
    """whether metered use of its units was billed to its tenant"""

    @cached_property
    def taxes(self) -> TaxTable:
        """The park's tax rates, which remember what holds on a day."""
        return TaxTable(self.terms.tax_rates)

    @cached_property
    def tenants(self) -> dict[str, Tenant]:
        """Every tenant by folded code."""
        return {fold(one.code): one for one in self.terms.tenants.values()}

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Every unit by folded code."""
        return {fold(one.code): one for one in self.terms.units.values()}

    @cached_property
    def codes(self) -> dict[str, Lease]:
        """Every lease by folded code."""
        return {fold(one.code): one for one in self.terms.leases}

    @cached_property
    def billed_charges(self) -> frozenset[str]:
        """Keys of the lease's charges that are billed."""
        return frozenset(line.service.split("/")[1] for line in self.billed) - {"rent"}

    @property
    def billed_to(self) -> date | None:
        """The last day of the lease that is billed."""
        return max((line.last for line in self.billed), default=None)
