"""Days billed on terms that have changed since: listed with the credit or charge they propose (rules B10, B11)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from stpdesk.core.leases import Lease
from stpdesk.core.lines import lease_lines
from stpdesk.core.money import Paisa
from stpdesk.core.months import Month
from stpdesk.core.terms import Terms


@dataclass(frozen=True, slots=True)
class BilledDays:
    """A recurring line as issued; `amount` is net of its subsidies and of what was credited since."""

    invoice: str
    line: int
    lease_id: str
    service: str
    head: str
    unit: str | None
    first: date
    last: date
    amount: Paisa


@dataclass(frozen=True, slots=True)
class Changed:
    """What was billed for some days, and what today's terms give; the difference is proposed, never billed."""

    billed: BilledDays
    tenant: str
    lease: str
    now: Paisa

    @property
    def difference(self) -> Paisa:
        """Positive: to charge. Negative: to credit."""
        return Paisa(self.now - self.billed.amount)

    @property
    def proposes(self) -> str:
        """The document that would settle it."""
        return "charge" if self.difference > 0 else "credit"


def changed(terms: Terms, lines: Iterable[BilledDays]) -> list[Changed]:
    """Every issued recurring line whose amount today's terms would make another, before tax."""
    leases = {lease.id: lease for lease in terms.leases}
    found: list[Changed] = []
    for line in lines:
        lease = leases[line.lease_id]
        now = _now(terms, lease, line)
        if now != line.amount:
            found.append(Changed(line, terms.tenants[lease.tenant_id].code, lease.code, now))
    return found


def _now(terms: Terms, lease: Lease, line: BilledDays) -> Paisa:
    """The amount of the line's days by the terms as they are."""
    kind = terms.tenants[lease.tenant_id].kind
    schemes = [scheme for scheme in terms.schemes if scheme.applies(line.head, kind)]
    spans = {line.service: [(line.first, line.last)]}
    priced = lease_lines(lease, Month.of(line.first), schemes, spans)
    return Paisa(sum(one.amount - one.supported for one in priced))
