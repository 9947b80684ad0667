"""Plays a sample's history into a park through the same acts a person uses, month by month."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from stpdesk.actions.billing import RunResult, issue_run, papers_of
from stpdesk.actions.credits import credit
from stpdesk.actions.deposits import record_deposit
from stpdesk.actions.receipts import (
    ReceiptEntry,
    Recorded,
    open_items,
    record_receipts,
    reverse_receipt,
    set_certificate,
)
from stpdesk.actions.sample.park import SamplePark
from stpdesk.actions.sample.steps import (
    ACCOUNT,
    HALF,
    OVERDUE,
    Bounce,
    CertificateCame,
    CreditHead,
    IssueRun,
    Pay,
    SettleDeposit,
    Step,
)
from stpdesk.actions.session import Session
from stpdesk.core.invoices import INVOICE
from stpdesk.core.money import E4
from stpdesk.core.receipts import Withholding, suggested
from stpdesk.core.terms import OpenItem
from stpdesk.db import ledger, terms

Progress = Callable[[int, int], None]

_SERVICES = ("rent", "service")
"""Heads income tax is withheld from (rule B12)."""

_ROUND = 50_000
"""Who pays ahead pays whole five hundreds of rupees."""


def play(session: Session, sample: SamplePark, progress: Progress | None = None) -> None:
    """Issues the runs and records what came in, in date order; `progress` is told runs done and runs in all.

    The sample's rows must be imported already.
    """
    player = _Player(session, {str(row["tenant"]): row for row in sample.rows["Tenants"]})
    runs = sum(isinstance(step, IssueRun) for step in sample.script)
    done = 0
    for step in sample.script:
        player.take(step)
        if isinstance(step, IssueRun):
            done += 1
            if progress is not None:
                progress(done, runs)
    player.bank()


@dataclass(slots=True)
class _Player:
    """Where the playing stands: payments not recorded yet, numbers of named receipts, the last run and its totals.

    `withheld` is what a tenant would keep back of its invoice of a date.
    """

    session: Session
    tenants: dict[str, dict[str, object]]
    waiting: dict[str, Pay] = field(default_factory=dict)
    receipts: dict[str, str] = field(default_factory=dict)
    latest: RunResult | None = None
    billed: dict[str, int] = field(default_factory=dict)
    withheld: dict[tuple[str, date], Withholding] = field(default_factory=dict)

    def take(self, step: Step) -> None:
        """Plays one step. Payments wait until something else concerns them, and are then recorded together."""
        if isinstance(step, IssueRun | CreditHead) or step.tenant in self.waiting:
            self.bank()
        if isinstance(step, Pay):
            self.waiting[step.tenant] = step
        elif isinstance(step, IssueRun):
            self._issue(step)
        elif isinstance(step, CreditHead):
            self._credit(step)
        elif isinstance(step, SettleDeposit):
            self._deposit(step)
        elif step.key in self.receipts:
            self._follow(step, self.receipts[step.key])

    def bank(self) -> None:
        """Records the waiting payments in one transaction, each sized by what its tenant has open."""
        if not self.waiting:
            return
        pays, self.waiting = list(self.waiting.values()), {}
        items = self._open_items()
        sized = [(pay, self._entry(pay, items.get(pay.tenant, []))) for pay in pays]
        entries = [(pay, entry) for pay, entry in sized if entry is not None]
        if not entries:
            return
        recorded = record_receipts(self.session, [entry for _, entry in entries]).told["receipts"]
        assert isinstance(recorded, list)
        for (pay, _), receipt in zip(entries, recorded, strict=True):
            assert isinstance(receipt, Recorded)
            if pay.key:
                self.receipts[pay.key] = receipt.number

    def _open_items(self) -> dict[str, list[OpenItem]]:
        """Tenant code → what is open, oldest due first: one look for all tenants."""
        with self.session.park.reading() as db:
            codes = {key: tenant.code for key, tenant in terms.tenants(db).items()}
            found: dict[str, list[OpenItem]] = {}
            for item in ledger.open_items(db):
                found.setdefault(codes[item.tenant_id], []).append(item)
        return found

    def _entry(self, pay: Pay, items: list[OpenItem]) -> ReceiptEntry | None:
        """The receipt of a payment; None where nothing is left to pay."""
        settled = _chosen(pay, items)
        value = sum(int(item.open) for item in settled)
        income = sales = 0
        if pay.ahead:
            value = -(-(value + pay.ahead) // _ROUND) * _ROUND
        elif pay.settles == ACCOUNT:
            value = max(0, self.billed.get(pay.tenant, 0)) // 10_000 * 10_000
        elif pay.settles == HALF:
            value = value // 200 * 100
        elif pay.withholds:
            keys = [(pay.tenant, item.date) for item in settled if item.ref]
            taxes = [self.withheld.pop(key) for key in keys if key in self.withheld]
            income = min(value, sum(tax.income_tax for tax in taxes))
            sales = min(value - income, sum(tax.sales_tax for tax in taxes))
        if value <= 0:
            return None
        certificate = pay.certificate if income or sales else None
        return ReceiptEntry(
            pay.tenant,
            pay.day,
            value - income - sales,
            income,
            sales,
            pay.method,
            certificate,
            note=pay.note,
        )

    def _issue(self, step: IssueRun) -> None:
        """Issues a run, and notes what would be withheld from its invoices."""
        results = issue_run(self.session, step.month).told["results"]
        assert isinstance(results, list)
        self.latest = results[-1]
        self.billed = {draft.tenant.code: draft.total for draft in results[-1].run.drafts}
        for draft in results[-1].run.drafts:
            income, sales = self._percents(draft.tenant.code)
            if draft.kind == INVOICE and (income or sales):
                services = sum(line.amount - line.supported for line in draft.lines if line.head in _SERVICES)
                kept = suggested(income, sales, services, draft.tax_total)
                self.withheld[draft.tenant.code, results[-1].run.date] = kept

    def _percents(self, code: str) -> tuple[E4 | None, E4 | None]:
        """What a tenant withholds of income and of sales tax."""
        row = self.tenants[code]
        income, sales = row.get("income_tax_pct"), row.get("sales_tax_withheld_pct")
        return (
            E4(income) if isinstance(income, int) else None,
            E4(sales) if isinstance(sales, int) else None,
        )

    def _credit(self, step: CreditHead) -> None:
        """Credits a part of one line of the tenant's latest invoice, in whole rupees."""
        papers = papers_of(self.session, self.latest) if self.latest else []
        for paper in papers:
            if paper.tenant != step.tenant or paper.kind != INVOICE or not paper.number:
                continue
            lines = [
                one for one in paper.lines if one.head == step.head and not one.scheme and one.amount > 0
            ]
            if lines:
                amount = max(100, lines[0].amount * step.percent // 10_000 * 100)
                credit(
                    self.session,
                    paper.number,
                    reason=step.reason,
                    line=lines[0].n,
                    amount=amount,
                    day=step.day,
                )

    def _deposit(self, step: SettleDeposit) -> None:
        """Sets the deposit against what is open, and gives the rest back."""
        owed = sum(item.open for item in open_items(self.session, step.tenant))
        kept = min(owed, step.held)
        back = step.held - kept if step.refund else 0
        for kind, amount in (("adjust", kept), ("refund", back)):
            if amount:
                record_deposit(
                    self.session, kind, tenant=step.tenant, day=step.day, amount=amount, note=step.note
                )

    def _follow(self, step: Bounce | CertificateCame, number: str) -> None:
        """What happens to a receipt later."""
        if isinstance(step, Bounce):
            reverse_receipt(self.session, number, day=step.day, reason=step.reason)
        else:
            set_certificate(self.session, number, step.certificate)


def _chosen(pay: Pay, items: Iterable[OpenItem]) -> list[OpenItem]:
    """The open items a payment is for."""
    there = [item for item in items if item.date <= pay.day]
    if pay.settles == OVERDUE:
        return [item for item in there if item.due <= pay.day]
    return there
