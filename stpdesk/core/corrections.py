"""Days billed on terms that have changed since: listed with the credit or charge they propose (rules B10, B11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from stpdesk.core.leases import Lease, pieces, prorate, rate_changes
from stpdesk.core.lines import monthly, services
from stpdesk.core.money import Paisa
from stpdesk.core.months import Month
from stpdesk.core.subsidies import Scheme, of_segment
from stpdesk.core.terms import Terms


@dataclass(frozen=True, slots=True)
class BilledDays:
    """A recurring line as issued; `amount` is net of its subsidies, `credited` what was credited since (≤ 0)."""

    invoice: str
    line: int
    lease_id: str
    service: str
    head: str
    unit: str | None
    first: date
    last: date
    amount: Paisa
    credited: Paisa = Paisa(0)


@dataclass(frozen=True, slots=True)
class Changed:
    """What was billed for some days, and what today's terms give; the difference is proposed, never billed."""

    billed: BilledDays
    tenant: str
    lease: str
    now: Paisa
    charged: Paisa = Paisa(0)
    """what a one-off charge asked for it since"""

    @property
    def difference(self) -> Paisa:
        """Positive: to charge. Negative: to credit."""
        return Paisa(self.now - self.billed.amount - self.billed.credited - self.charged)

    @property
    def proposes(self) -> str:
        """The document that would settle it."""
        return "charge" if self.difference > 0 else "credit"


def changed(terms: Terms, lines: Iterable[BilledDays]) -> list[Changed]:
    """Every issued recurring line whose amount today's terms would make another, before tax."""
    by_lease: dict[str, list[BilledDays]] = defaultdict(list)
    for line in lines:
        by_lease[line.lease_id].append(line)
    leases = {lease.id: lease for lease in terms.leases}
    found: list[Changed] = []
    for key, billed in by_lease.items():
        tenant = terms.tenants[leases[key].tenant_id]
        price = _Pricer(leases[key], terms, tenant.kind, max(line.last for line in billed))
        for line in billed:
            now = price.now(line)
            if now not in (
                line.amount,
                line.amount + line.credited,
            ):  # a credit for another reason is no change
                found.append(Changed(line, tenant.code, leases[key].code, now))
    return found


class _Pricer:
    """Prices billed days of one lease by the terms as they are."""

    def __init__(self, lease: Lease, terms: Terms, kind: str | None, until: date) -> None:
        self._lease = lease
        self._services = {service.key: service for service in services(lease)}
        self._schemes: dict[str, list[Scheme]] = defaultdict(list)
        for scheme in terms.schemes:
            if scheme.applies(scheme.head, kind):
                self._schemes[scheme.head].append(scheme)
        self._changes = rate_changes(lease, until)

    def now(self, line: BilledDays) -> Paisa:
        """What the line's days come to now, net of subsidies; nothing where the service is gone."""
        service = self._services.get(line.service)
        if service is None:
            return Paisa(0)
        first, last = max(line.first, service.window[0]), min(line.last, service.window[1])
        if first > last:
            return Paisa(0)
        month = Month.of(first)
        rates = self._changes if service.charge is None else [(self._lease.starts, service.charge.monthly)]
        schemes = self._schemes.get(line.head, ())
        total = 0
        for begin, end, rate in pieces(rates, first, last):
            full = monthly(self._lease, service, rate)
            amount = prorate(full, (end - begin).days + 1, month.days)
            total += amount
            if schemes:
                total -= sum(one.amount for one in of_segment(schemes, begin, end, full, month.days, amount))
        return Paisa(total)
