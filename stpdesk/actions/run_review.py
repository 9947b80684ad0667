"""A month's run as it is looked through before it is issued, and after: what is new, changed and why, missing, waiting."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stpdesk.actions.billing import RunResult, computed, unlikely_of, unread_of
from stpdesk.actions.session import Session
from stpdesk.core.errors import Refused
from stpdesk.core.invoices import CREDIT, INVOICE, SERIES, Draft, number
from stpdesk.core.money import Paisa
from stpdesk.core.months import Date, Month, fiscal_year
from stpdesk.core.park import ParkSettings
from stpdesk.core.run_changes import TAX, Item, Reason, of_draft, reasons
from stpdesk.core.runs import Run, UnbilledUsage
from stpdesk.core.unlikely import Unlikely
from stpdesk.core.unread import Unread
from stpdesk.db import closings, issuing, run_months, settings
from stpdesk.db.run_months import Issued

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Against:
    """A tenant's documents against those of the month before: their total then (None: none), the change, and why."""

    total: Paisa | None
    change: Paisa
    why: tuple[Reason, ...]


NOTHING = Against(None, Paisa(0), ())
"""What is compared with nothing: a further document, or a month after one that was not run."""


@dataclass(frozen=True, slots=True)
class ToIssue:
    """A document the run would issue; `unread` are the meters it waits for, `further` says that one was issued already.

    `unlikely`: what it bills of use that is far from usual.
    """

    draft: Draft
    unread: tuple[Unread, ...]
    further: bool
    against: Against
    unlikely: tuple[Unlikely, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """A document the month's runs issued."""

    paper: Issued
    against: Against


@dataclass(frozen=True, slots=True)
class Review:
    """One month. `run` is None where it cannot be run, and `refused` says why; `before` is the month compared with."""

    month: Month
    before: Month
    today: Date
    park: ParkSettings
    run: Run | None
    refused: Refused | None
    closed: bool
    to_issue: tuple[ToIssue, ...]
    done: tuple[Done, ...]
    unread: tuple[Unread, ...]
    missing: tuple[Month, ...]
    """runs (not served months) that would bill what is missing"""
    unbilled: tuple[UnbilledUsage, ...]
    next_seq: dict[str, int]

    @property
    def early(self) -> bool:
        """Whether the month has not begun: nothing need be issued yet."""
        return self.today < self.month.first

    def numbers(self, kind: str, count: int) -> tuple[str, str]:
        """The first and the last number that so many documents of a kind would get."""
        assert self.run is not None
        year, first = fiscal_year(self.run.date), self.next_seq[kind]
        made = [number(self.park.code, SERIES[kind], year, seq) for seq in (first, first + count - 1)]
        return made[0], made[1]

    @property
    def result(self) -> RunResult | None:
        """The run, as other acts take it."""
        return None if self.run is None else RunResult(self.run)


def review(session: Session, month: Month, *, apart: bool = False) -> Review:
    """The month's run in one snapshot; writes nothing. Of a closed month what was issued, and why it cannot be run.

    `apart` reads beside everything else, on a connection of its own.
    """
    with session.park.reading_apart() if apart else session.park.reading() as db:
        before = month + -1
        done, former = run_months.issued(db, month), run_months.issued(db, before)
        totals: dict[str, int] = defaultdict(int)
        for one in former:
            totals[one.tenant_id] += one.total
        was = run_months.items(db, before) if former else {}
        compared = _Compared(totals, was)
        closed = closings.is_closed(db, month)
        try:
            agreed, run = computed(session, db, month)
        except Refused as refused:
            park = settings.load(db)
            return Review(
                month, before, session.today, park, None, refused, closed, (), _done(db, month, park, done, compared),
                (), (), (), {},
            )  # fmt: skip
        park, waits, far = agreed.park, unread_of(db, agreed, run), unlikely_of(db, agreed, run)
        year = fiscal_year(run.date)
        served, there = run.served, {one.tenant_id for one in done}
        return Review(
            month, before, session.today, park, run, None, closed,
            tuple(
                ToIssue(
                    draft, tuple(one for one in waits if one.tenant_id == draft.tenant.id), draft.tenant.id in there,
                    compared.of_draft(
                        draft, served, min((one.starts for one in agreed.leases_of_tenant.get(draft.tenant.id, ())), default=None),
                        further=draft.tenant.id in there,
                    ),
                    tuple(one for one in far if one.tenant.id == draft.tenant.id),
                )
                for draft in run.drafts
            ),
            _done(db, month, park, done, compared), waits, tuple(park.run_of(one) for one in run.missing),
            run.unbilled, {kind: issuing.next_seq(db, kind, year) for kind in (INVOICE, CREDIT)},
        )  # fmt: skip


class _Compared:
    """The documents of the month before, by tenant key: their totals and lines."""

    def __init__(self, totals: dict[str, int], items: dict[str, list[Item]]) -> None:
        self._totals, self._items = totals, items

    def of_draft(self, draft: Draft, served: Month, begun: Date | None, *, further: bool) -> Against:
        """A document to be issued; one beside another of the month is compared with nothing."""
        if further:
            return NOTHING
        return self._against(
            draft.tenant.id, draft.total, draft.tax_total,
            of_draft(draft, self._items.get(draft.tenant.id, ()), served, begun),
        )  # fmt: skip

    def of_issued(self, tenant: str, total: int, tax: int, items: list[Item], served: Month) -> Against:
        """What was issued to a tenant in the month."""
        return self._against(tenant, total, tax, reasons(items, self._items.get(tenant, ()), served))

    def _against(self, tenant: str, total: int, tax: int, why: list[Reason]) -> Against:
        """With the change in all."""
        if not self._totals:
            return NOTHING
        former = self._totals.get(tenant)
        change = Paisa(total - (former or 0))
        if change and not why:
            why = [Reason(TAX, change)] if tax else []
        return Against(None if former is None else Paisa(former), change, tuple(why))


def _done(
    db: Database, month: Month, park: ParkSettings, done: list[Issued], compared: _Compared
) -> tuple[Done, ...]:
    """The month's documents; a tenant's first one is compared, with all the tenant has of the month."""
    if not done:
        return ()
    served, items = park.served(month), run_months.items(db, month)
    totals: dict[str, int] = defaultdict(int)
    taxes: dict[str, int] = defaultdict(int)
    for one in done:
        totals[one.tenant_id] += one.total
        taxes[one.tenant_id] += one.tax
    found, told = [], set()
    for one in done:
        tenant = one.tenant_id
        if tenant in told:
            found.append(Done(one, NOTHING))
            continue
        told.add(tenant)
        against = compared.of_issued(tenant, totals[tenant], taxes[tenant], items.get(tenant, []), served)
        found.append(Done(one, against))
    return tuple(found)
