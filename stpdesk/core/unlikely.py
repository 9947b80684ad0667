"""Use that a run bills and that lies far from what its meter usually uses: the grid's own judgement, told by the run."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from stpdesk.core.codes import natural_key
from stpdesk.core.errors import Refused
from stpdesk.core.meters import Meter, Reading, Usage, usage_periods
from stpdesk.core.money import Paisa
from stpdesk.core.months import DAY, Month
from stpdesk.core.reading_grid import leading_to, odd, usual_use
from stpdesk.core.runs import Run
from stpdesk.core.tenants import Tenant
from stpdesk.core.terms import Terms

SLIP = 5
"""Times the usual. What lies between it and double is marked and told, as in the grid; a question every month is read by nobody."""


@dataclass(frozen=True, slots=True)
class Unlikely:
    """A use outside half to double of the usual (both in hundred-millionths of a unit), and who is billed for it.

    `amount` is before subsidy and tax; a meter that stands still where there usually is use has no line, and so 0.
    """

    usage: Usage
    usual: int
    unit: str
    tenant: Tenant
    amount: Paisa

    @property
    def slip(self) -> bool:
        """Whether it is asked about before it is issued: so much that a digit too many was typed, rather than a hot month."""
        return self.usage.units > SLIP * self.usual


def months_read(terms: Terms, run: Run) -> tuple[Month, Month]:
    """The first and the last month whose readings the run judges: of all it bills, and of those dated since the run before."""
    days = [line.last for draft in run.drafts for line in draft.lines if line.reading_id is not None]
    since = terms.park.invoice_date(run.month + -1) + DAY
    return Month.of(min([*days, since])), Month.of(max([*days, run.date]))


def unlikely(
    terms: Terms, run: Run, chains: Mapping[str, Sequence[Reading]], had: Container[str] = ()
) -> list[Unlikely]:
    """What of a run's use somebody should look at before it is issued, in the order of its documents.

    `chains`: by meter key its readings in order, of the months of `months_read` and as many before as tell what is usual.
    `had`: keys of tenants whose documents of the month are issued already; what was not used is no news of theirs.
    """
    amounts = {
        line.reading_id: line.amount for draft in run.drafts for line in draft.lines if line.kind == "usage"
    }
    drafted = {draft.tenant.id: draft.tenant for draft in run.drafts}
    since = max(terms.park.invoice_date(run.month + -1) + DAY, _begins(terms))
    found: list[Unlikely] = []
    for meter in sorted(terms.meters.values(), key=lambda one: natural_key(one.code)):
        if meter.unit_id is None:
            continue
        for usage, usual in _judged(meter, chains.get(meter.id, ()), amounts, since, run.date):
            holders = terms.holders(meter.unit_id, usage.last)
            tenant = drafted.get(holders.pop()) if len(holders) == 1 else None
            if tenant is not None and (usage.units or tenant.id not in had):
                amount = amounts.get(usage.reading_id, Paisa(0))
                found.append(Unlikely(usage, usual, terms.units[meter.unit_id].code, tenant, amount))
    place = {key: at for at, key in enumerate(drafted)}
    return sorted(found, key=lambda one: place[one.tenant.id])


def _begins(terms: Terms) -> date:
    """The first day whose use is billed here."""
    return terms.park.billing_from.first if terms.park.billing_from is not None else date.min


def _judged(
    meter: Meter, chain: Sequence[Reading], billed: Container[str | None], since: date, until: date
) -> Iterator[tuple[Usage, int]]:
    """The usage periods that are billed or lately used nothing, and are far from what was usual before each, with that.

    None where the meter's history cannot be read.
    """
    try:
        periods = usage_periods(meter, chain)
    except Refused:
        return
    for usage in periods:
        if usage.reading_id in billed or (not usage.units and since <= usage.last <= until):
            usual = usual_use(meter, leading_to(chain, usage.last), usage.last)
            if usual is not None and odd(usage.units, usual):
                yield usage, usual
