"""What a month's report is made from, each part read or worked out once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from stpdesk.core import breakdown
from stpdesk.core.ageing import Ageing, add
from stpdesk.core.breakdown import Told
from stpdesk.core.civil import midnight
from stpdesk.core.leases import Lease
from stpdesk.core.money import E4, ONE, Paisa
from stpdesk.core.months import Month
from stpdesk.core.moves import Moved, moves
from stpdesk.core.occupancy import Occupancy, let_area, occupancy_at
from stpdesk.core.outages import POWER
from stpdesk.core.reliability import Internet, Power, Reliability
from stpdesk.core.returns import doubts
from stpdesk.core.tenants import Tenant
from stpdesk.core.terms import OpenItem, Terms
from stpdesk.core.vacancy import Vacancy, vacancies
from stpdesk.db import closings, figures, figures_open
from stpdesk.db.figures import Billing
from stpdesk.reports.figures.context import Context
from stpdesk.reports.figures.monthly.history import History
from stpdesk.reports.figures.written import month_name


@dataclass(frozen=True)
class Taken:
    """A park's month as at the context's day."""

    context: Context

    @property
    def terms(self) -> Terms:
        """The park's terms."""
        return self.context.terms

    @property
    def month(self) -> Month:
        """The report's month."""
        return self.context.month

    @property
    def day(self) -> date:
        """The day the figures are taken at."""
        return self.context.day

    @property
    def running(self) -> bool:
        """Whether the month was not over on that day."""
        return self.day < self.month.last

    @property
    def begun(self) -> bool:
        """Whether the month had begun by then."""
        return self.day >= self.month.first and self.context.instant > midnight(self.month.first)

    @cached_property
    def closed(self) -> bool:
        """Whether the month is closed."""
        return closings.is_closed(self.context.db, self.month)

    @cached_property
    def history(self) -> History:
        """Thirteen months."""
        return History(self.context)

    @property
    def since(self) -> str:
        """The month before by its name."""
        return month_name(self.history.before)

    @cached_property
    def occupancy(self) -> Occupancy:
        """Let and lettable on the day."""
        return occupancy_at(self.terms.units.values(), self.terms.leases, self.day)

    @cached_property
    def returns(self) -> dict[str, dict[str, Any]]:
        """The month's returns by tenant key."""
        return figures.returns(self.context.db, self.month)

    @cached_property
    def present(self) -> list[Tenant]:
        """Tenants with a lease in force on a day of the month, or a return for it, in the order of codes."""
        here = self.history.present[self.month]
        return [tenant for tenant in self.context.tenants() if tenant.id in here]

    @cached_property
    def held(self) -> dict[str, list[Lease]]:
        """Each tenant's leases in force on the day."""
        found: dict[str, list[Lease]] = defaultdict(list)
        for lease in self.terms.leases:
            if lease.in_force(self.day):
                found[lease.tenant_id].append(lease)
        return found

    @cached_property
    def doubts(self) -> dict[str, tuple[str, ...]]:
        """Why returns cannot be quite right, by the tenant's code (rule C4)."""
        found = {}
        for tenant in self.present:
            told = self.returns.get(tenant.id)
            if told is not None:
                area = area_of(self.held.get(tenant.id, []))
                found[tenant.code] = tuple(doubts(area, told["men"], told["women"], told["exports_usd"]))
        return {code: whys for code, whys in found.items() if whys}

    @cached_property
    def moves(self) -> list[Moved]:
        """Leases that began or ended in the month up to the day."""
        return moves(self.terms, self.month.first, min(self.day, self.month.last))

    @cached_property
    def vacant(self) -> list[Vacancy]:
        """Vacant units of the day."""
        return vacancies(self.terms, self.day)

    @cached_property
    def services(self) -> Reliability:
        """Power and internet of the month."""
        return self.context.reliability(self.month.first, self.month.last)

    @cached_property
    def power(self) -> Power:
        """Power of the month."""
        return self.services.power()

    @cached_property
    def internet(self) -> Internet:
        """Internet of the month."""
        return self.services.internet()

    @property
    def anybody(self) -> bool:
        """Whether a tenant was there on a day of the window; true where no time of it counts, for nobody can tell then."""
        return self.services.window.seconds <= 0 or bool(self.power.indices.tenants_mean)

    @cached_property
    def power_pct(self) -> float | None:
        """Availability of power at the tenants in percent; None where nobody was there."""
        return as_pct(self.power.tenants.available) if self.anybody else None

    @cached_property
    def internet_pct(self) -> float | None:
        """Availability of the internet in percent."""
        return as_pct(self.internet.whole.available)

    @cached_property
    def events(self) -> list[Told]:
        """Every event of power and internet with time in the month."""
        return breakdown.told(self.services)

    @cached_property
    def in_some_units(self) -> list[Told]:
        """Outages of power in some units only: they are in the indices, not in the park's availability (rule O1)."""
        return [one for one in self.events if one.service == POWER and one.unit_ids]

    @cached_property
    def billing(self) -> Billing:
        """The month's documents and receipts."""
        return figures.billing(self.context.db, self.month, self.day)

    @cached_property
    def subsidies(self) -> list[dict[str, Any]]:
        """Each tenant's subsidies of the month by scheme, funder and head."""
        return figures.subsidies(self.context.db, self.month, self.day)

    @property
    def open_items(self) -> list[OpenItem]:
        """What is open on the day."""
        return self.context.open_items

    @cached_property
    def open_before(self) -> list[OpenItem]:
        """What was open at the end of the month before."""
        return figures_open.earlier(self.context.db, self.open_items, self.history.before.last, self.day)

    @cached_property
    def ageing(self) -> Ageing:
        """What is open by age, and advances."""
        return add([*self.context.ageing.values()])

    @cached_property
    def overdue_before(self) -> Paisa | None:
        """What was overdue at the end of the month before; None where it is not over, or its documents are not in the file."""
        last = self.history.before.last
        if self.day <= last or not self.history.booked[-2]:
            return None
        return Paisa(sum(item.open for item in self.open_before if item.due < last))


def percent(typed: E4 | None) -> float | None:
    """A percentage as it was typed."""
    return None if typed is None else typed / ONE


def as_pct(share: Fraction | None) -> float | None:
    """A share as a percentage; None where there is none."""
    return None if share is None else float(100 * share)


def units_of(leases: list[Lease]) -> list[str]:
    """Codes of the units of leases, each once."""
    return list(dict.fromkeys(let.unit.code for lease in leases for let in lease.units))


def area_of(leases: list[Lease]) -> Fraction:
    """Square feet of leases, exact."""
    return sum((let_area(let) for lease in leases for let in lease.units), Fraction(0))


def settled_pct(billing: Billing) -> float | None:
    """The settled share of a month's invoices in percent; None where nothing was invoiced."""
    return 100 * billing.settled / billing.invoiced if billing.invoiced else None
