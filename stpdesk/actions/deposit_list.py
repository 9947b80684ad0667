"""Deposits of everybody: what leases ask for, what was taken, adjusted and refunded, what is held (rule B15)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stpdesk.actions.deposits import add_deposit, check_deposit
from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.core.codes import natural_key
from stpdesk.core.errors import Refused
from stpdesk.core.leases import agreed_deposit
from stpdesk.core.money import Paisa
from stpdesk.core.months import Month
from stpdesk.core.receipts import Source, settle
from stpdesk.core.terms import OpenItem
from stpdesk.db import closings, deposits, drafts, ledger, tenants, terms

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.core.leases import Lease

TAKEN, ADJUSTED, REFUNDED = "taken", "adjusted", "refunded"


@dataclass(frozen=True, slots=True)
class Held:
    """A tenant's deposit on a day, in paisa; `leases` are those in force that ask for one."""

    tenant_id: str
    tenant: str
    name: str
    leases: tuple[tuple[str, Paisa], ...]
    agreed: Paisa
    taken: Paisa
    adjusted: Paisa
    refunded: Paisa

    @property
    def held(self) -> Paisa:
        """What the park holds of it."""
        return Paisa(self.taken - self.adjusted - self.refunded)

    @property
    def lacking(self) -> Paisa:
        """What the leases ask for and is not held."""
        return Paisa(max(0, self.agreed - self.held))


def held(session: Session) -> list[Held]:
    """Everybody of whom a deposit was ever taken, or whose leases ask for one today, by code."""
    with session.park.reading() as db:
        return _held(db, session.today)


def _held(db: Database, day: date) -> list[Held]:
    """In the snapshot at hand."""
    people = terms.tenants(db)
    sums = deposits.sums(db, day)
    leases: dict[str, list[Lease]] = {}
    for lease in terms.leases(db, terms.units(db)):
        if lease.deposit and lease.in_force(day):
            leases.setdefault(lease.tenant_id, []).append(lease)
    return [
        _of(people[key].id, people[key].code, people[key].name, leases.get(key, []), sums.get(key, {}), day)
        for key in sorted({*leases, *sums}, key=lambda key: natural_key(people[key].code))
    ]


def _of(
    key: str, code: str, name: str, leases: Sequence[Lease], sums: dict[str, int], day: date
) -> Held:  # fmt: skip
    """One tenant's."""
    told = tuple((one.code, Paisa(one.deposit or 0)) for one in leases)
    parts = (Paisa(sums.get(kind, 0)) for kind in ("taken", "adjusted", "refunded"))
    return Held(key, code, name, told, agreed_deposit(leases, day), *parts)


@dataclass(frozen=True, slots=True)
class Account:
    """A tenant's deposit entries in order with what was held after each, and what is open of its account, in paisa."""

    entries: tuple[tuple[date, str, Paisa, Paisa, str | None], ...]
    open: Paisa


def account(session: Session, tenant: str) -> Account:
    """Date, kind, amount, held after it and note of every entry of a tenant."""
    with session.park.reading() as db:
        key = tenants.by_code(db, tenant).id
        running, found = 0, []
        for day, kind, amount, note in deposits.history(db, key):
            running += amount if kind == "taken" else -amount
            found.append((day, kind, amount, Paisa(running), note))
        return Account(tuple(found), Paisa(sum(item.open for item in ledger.open_items(db, key))))


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What an entry would leave: held after it; of an adjustment what it settles (number or "" for an opening balance)."""

    held: Paisa
    settles: tuple[tuple[str, Paisa], ...] = ()
    faults: tuple[Refused, ...] = ()


def foresee(session: Session, kind: str, tenant: str, day: date | None, amount: int | None) -> Foreseen:
    """What entering a deposit would do; it writes nothing."""
    with session.park.reading() as db:
        payer, on, paisa = tenants.by_code(db, tenant), day or session.today, amount or 0
        before = deposits.held(db, payer.id)
        faults = list(_faults(db, day, session.today))
        items: list[OpenItem] = []
        if amount is not None:
            try:
                items = check_deposit(db, payer, kind, on, paisa)
            except Refused as refused:
                faults.append(refused)
        made = settle(Source("", payer.id, "", on, Paisa(paisa)), items) if kind == ADJUSTED else []
        refs = {item.id: item.ref for item in items}
        settles = tuple((refs[one.item_id], one.amount) for one in made)
        after = Paisa(before + paisa if kind == TAKEN else before - paisa)
        return Foreseen(after, settles, tuple(faults))


def enter_deposit(
    session: Session, kind: str, tenant: str, day: date, amount: int, note: str | None,
    draft: tuple[str, str] | None = None,
) -> Changes:  # fmt: skip
    """Records a deposit as `record_deposit`; its `draft` (form, thing) goes in the same transaction. Refused as `foresee` says."""
    session.require(Role.ACCOUNTS)
    with session.park.writing() as db:
        payer = tenants.by_code(db, tenant)
        for fault in _faults(db, day, session.today):
            raise fault
        left = add_deposit(db, payer, kind, day, amount, note)
        if draft is not None:
            drafts.drop(db, *draft)
    return Changes({"deposits", "allocations"}, held=left, tenant=payer.code)


def _faults(db: Database, day: date | None, today: date) -> Iterator[Refused]:
    """What is wrong with the day."""
    if day is None:
        return
    if day > today:
        yield Refused("{date} lies in the future; enter the deposit on its day.", field="date", date=day)
    month = Month.of(day)
    if closings.is_closed(db, month):
        words = "The month {month} is closed; reopen it with a reason first, or take a later date."
        yield Refused(words, field="date", month=month)
