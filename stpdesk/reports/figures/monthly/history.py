"""The thirteen months that a report's figures are seen against, the report's own last; None is unknown, never 0."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from stpdesk.core.money import Paisa
from stpdesk.core.months import Month, months_between
from stpdesk.core.park_history import occupancy_on, returning
from stpdesk.core.service_history import UNKNOWN, ServiceMonth, service_months
from stpdesk.db import figures_history
from stpdesk.db.figures_history import Billed, Received, Returned
from stpdesk.reports.figures.context import Context

MONTHS = 13


@dataclass(frozen=True)
class History:
    """Thirteen months of a park as at the context's day."""

    context: Context

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """The months, the earliest first."""
        last = self.context.month
        return tuple(months_between(last + (1 - MONTHS), last))

    @property
    def before(self) -> Month:
        """The month before the report's."""
        return self.context.month + -1

    @cached_property
    def known(self) -> list[bool]:
        """Whether anything of the park was on record in each month; the report's own always counts."""
        begun = figures_history.records_begin(self.context.db)
        return [begun is not None and month >= begun for month in self.months[:-1]] + [True]

    @cached_property
    def booked(self) -> list[bool]:
        """Whether each month's documents are in the file; where there are none yet, only the report's own counts."""
        begun = figures_history.books_begin(self.context.db, self.context.terms.park.billing_from)
        return [month >= (begun or self.months[-1]) for month in self.months]

    @cached_property
    def occupancy(self) -> list[float | None]:
        """Let of the lettable area in percent on each month's last day, of the report's own on its day."""
        terms = self.context.terms
        day = self.context.day
        days = [*(min(month.last, day) for month in self.months[:-1]), day]
        found = occupancy_on(terms.units.values(), terms.leases, days)
        return [pct if known else None for pct, known in zip(found, self.known, strict=True)]

    @cached_property
    def present(self) -> dict[Month, set[str]]:
        """Keys of the tenants that held a lease on a day of each month, or returned for it."""
        told = {month: self.returned_in(month).tenants for month in self.months}
        return returning(self.context.terms.leases, told, self.months)

    @cached_property
    def companies(self) -> list[int | None]:
        """Tenants that are no freelancers."""
        persons = {key for key, tenant in self.context.terms.tenants.items() if tenant.is_freelancer}
        counts = [len(self.present[month] - persons) for month in self.months]
        return [count if known else None for count, known in zip(counts, self.known, strict=True)]

    @cached_property
    def billed(self) -> dict[Month, Billed]:
        """Documents of the months that have any."""
        return figures_history.billed(self.context.db, self.months[0], self.months[-1], self.context.day)

    @cached_property
    def received(self) -> dict[Month, Received]:
        """Receipts of the months that have any."""
        return figures_history.received(self.context.db, self.months[0], self.months[-1], self.context.day)

    def billed_in(self, month: Month) -> Billed:
        """A month's documents."""
        return self.billed.get(month, Billed())

    def received_in(self, month: Month) -> Received:
        """A month's receipts."""
        return self.received.get(month, Received())

    @cached_property
    def billed_net(self) -> list[Paisa | None]:
        """Invoices less credit notes of each month."""
        return self._booked([self.billed_in(month).net for month in self.months])

    @cached_property
    def collected(self) -> list[Paisa | None]:
        """What each month's receipts settle."""
        return self._booked([self.received_in(month).value for month in self.months])

    def _booked(self, amounts: list[Paisa]) -> list[Paisa | None]:
        """Amounts where the month's documents are in the file, or something is there all the same."""
        return [
            amount if booked or amount else None for amount, booked in zip(amounts, self.booked, strict=True)
        ]

    @cached_property
    def returned(self) -> dict[Month, Returned]:
        """Returns of the months that have any."""
        return figures_history.returned(self.context.db, self.months[0], self.months[-1])

    def returned_in(self, month: Month) -> Returned:
        """A month's returns."""
        return self.returned.get(month, Returned())

    @cached_property
    def professionals(self) -> list[int | None]:
        """Staff, men and women."""
        return [_sum(self.returned_in(month)) for month in self.months]

    @cached_property
    def exports(self) -> list[int | None]:
        """Exports in US cents."""
        return [self.returned_in(month).exports for month in self.months]

    @cached_property
    def services(self) -> list[ServiceMonth]:
        """Power and internet, each month as at the instant of the report."""
        figures = self.context.reliability(self.months[0].first, self.months[-1].last)
        found = service_months(figures, self.months, self.context.terms.park.outages_from)
        return [one if known else UNKNOWN for one, known in zip(found, self.known, strict=True)]


def _sum(told: Returned) -> int | None:
    """Men and women together; None where nobody reported either."""
    return None if told.men is None and told.women is None else (told.men or 0) + (told.women or 0)
