"""A park on disk that a test fills in rupees and ISO dates, bills, and asks about its accounts."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from stpdesk.actions.billing import RunResult, changed_since, issue_run, papers_of, preview_run
from stpdesk.actions.charges import add_one_off
from stpdesk.actions.credits import credit
from stpdesk.actions.deposits import record_deposit
from stpdesk.actions.importing import import_rows
from stpdesk.actions.receipts import Recorded, open_items, record_receipt, reverse_receipt
from stpdesk.actions.session import Session
from stpdesk.core.ageing import Ageing, Statement, add, statement
from stpdesk.core.corrections import Changed
from stpdesk.core.documents import Document
from stpdesk.core.money import E4, Paisa
from stpdesk.core.months import Month
from stpdesk.db import change_log, documents, ledger, rows, tenants
from stpdesk.db.keys import Kdf
from stpdesk.db.park import Park
from stpdesk.workbook.kinds import Kind
from stpdesk.workbook.spec import PARK, SHEETS

EARLY = "2020-01-01"
_PAISA, _E4 = {Kind.PAISA, Kind.SIGNED_PAISA}, {Kind.E4, Kind.SIGNED_E4, Kind.PERCENT}


_OVERPAID = """
SELECT (SELECT coalesce(sum(a.amount), 0) FROM allocations a WHERE a.item_id = g.id AND a.date <= :day) - g.amount
FROM ledger g WHERE g.tenant_id = :tenant AND g.kind IN ('invoice', 'opening') AND g.amount > 0 AND g.date <= :day
"""
"""What items were paid more than they came to on a day, because a cheque among the payments bounced later."""


class Clock:
    """Says the time it was set to: noon of a day in 2026, unless told."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 10, 1, 7, 0, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment


def rs(amount: str) -> Paisa:
    """Rupees as paisa."""
    return Paisa(int(Decimal(amount).scaleb(2)))


def money(amount: int) -> str:
    """Paisa as rupees: `"9667.74"`."""
    return str(Decimal(amount).scaleb(-2))


def amounts(paper: Document) -> list[str]:
    """The lines of a document in rupees, as printed."""
    return [money(line.amount) for line in paper.lines]


def _typed(kind: Kind, value: Any) -> Any:
    """A cell as people write it in the type its column has."""
    if not isinstance(value, str):
        return value
    if kind in _PAISA:
        return rs(value)
    if kind in _E4:
        return E4(int(Decimal(value).scaleb(4)))
    if kind is Kind.DATE:
        return date.fromisoformat(value)
    if kind is Kind.MONTH:
        return Month.parse(value)
    if kind in {Kind.CODES, Kind.NAMES}:
        return tuple(part.strip() for part in value.split(";"))
    return value


class Desk:
    """A person at work on one park. Rows that are put down are stored before the next act."""

    def __init__(self, park: Park, clock: Clock) -> None:
        self.clock = clock
        self.session = Session(park, "manager", clock)
        self._rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._settings: dict[str, Any] = {}
        self._known: set[str] = set()

    def sets(self, **values: Any) -> Desk:
        self._settings |= {name: _typed(PARK.column(name).kind, value) for name, value in values.items()}
        return self

    def put(self, sheet: str, **cells: Any) -> Desk:
        """One row of a sheet; `from_` stands for the column `from`."""
        named = {name.rstrip("_"): value for name, value in cells.items()}
        self._rows[sheet].append(
            {name: _typed(SHEETS[sheet].column(name).kind, value) for name, value in named.items()}
        )
        return self

    def let(
        self, rate: str = "90", start: str = EARLY, end: str | None = None, *, code: str = "L1", tenant: str = "T1",
        units: str = "A-1", sqft: str = "1000", basis: str = "sqft", **more: Any,
    ) -> Desk:  # fmt: skip
        """A lease, with its units and its tenant where they are not there yet."""
        for one in units.split(";"):
            self._once("Units", unit=one.strip(), sqft=sqft)
        self._once("Tenants", tenant=tenant, name=f"Tenant {tenant}")
        return self.put(
            "Leases", lease=code, tenant=tenant, units=units, start=start, end=end, basis=basis, rate=rate, **more
        )  # fmt: skip

    def _once(self, sheet: str, **cells: Any) -> None:
        code = next(iter(cells.values()))
        if code not in {row[next(iter(cells))] for row in self._rows[sheet]} | self._known:
            self.put(sheet, **cells)

    def scheme(self, head: str, pct: str, first: str, last: str, name: str = "PSEB") -> Desk:
        """A subsidy scheme for all."""
        return self.put("Subsidies", scheme=name, funder="PSEB", head=head, pct=pct, from_=first, to=last)

    def tax(
        self, head: str, pct: str, first: str = EARLY, last: str | None = None, name: str = "PST"
    ) -> Desk:
        """A sales tax rate."""
        return self.put("Taxes", head=head, authority="PRA", name=name, pct=pct, from_=first, to=last)

    def store(self, *, update: bool = False) -> Desk:
        if self._rows or self._settings:
            sheets, values = dict(self._rows), self._settings
            self._rows, self._settings = defaultdict(list), {}
            import_rows(self.session, values, sheets, update=update)
            self._known |= {row["unit"] for row in sheets.get("Units", ())}
            self._known |= {row["tenant"] for row in sheets.get("Tenants", ())}
        return self

    def today(self, text: str) -> Desk:
        self.clock.moment = datetime.fromisoformat(f"{text}T07:00:00+00:00")
        return self

    def runs(self, month: str, *, catch_up: bool = False) -> list[RunResult]:
        """Issues a month, and with `catch_up` the missing ones before it."""
        self.store()
        results = issue_run(self.session, Month.parse(month), catch_up=catch_up).told["results"]
        assert isinstance(results, list)
        return results

    def run(self, month: str) -> RunResult:
        (result,) = self.runs(month)
        return result

    def papers(self, result: RunResult) -> list[Document]:
        return papers_of(self.session, result)

    def bill(self, *months: str) -> list[Document]:
        """The documents that the runs of these months issue."""
        return [paper for month in months for paper in self.papers(self.run(month))]

    def only(self, month: str) -> Document:
        (paper,) = self.bill(month)
        return paper

    def preview(self, month: str) -> RunResult:
        self.store()
        return preview_run(self.session, Month.parse(month))

    def changed(self) -> list[Changed]:
        """What is billed otherwise than today's terms would."""
        self.store()
        return changed_since(self.session)

    def pay(
        self, cash: str, day: str, *, tenant: str = "T1", income_tax: str = "0", sales_tax: str = "0",
        invoices: Sequence[str | None] = (),
    ) -> Recorded:  # fmt: skip
        """Records a receipt."""
        self.store()
        made = record_receipt(
            self.session, tenant=tenant, day=date.fromisoformat(day), cash=rs(cash), income_tax=rs(income_tax),
            sales_tax=rs(sales_tax), invoices=[str(number) for number in invoices],
        ).told["receipt"]  # fmt: skip
        assert isinstance(made, Recorded)
        return made

    def reverse(self, receipt: Recorded, day: str) -> None:
        reverse_receipt(self.session, receipt.number, day=date.fromisoformat(day), reason="bounced")

    def credit(
        self, paper: Document, line: int | None = None, amount: str | None = None, day: str | None = None
    ) -> Document:
        """Issues a credit note for an invoice."""
        made = credit(
            self.session, str(paper.number), reason="agreed", line=line, amount=rs(amount) if amount else None,
            day=date.fromisoformat(day) if day else None,
        ).told["document"]  # fmt: skip
        assert isinstance(made, Document)
        return made

    def charge(self, amount: str, day: str, head: str = "service", tenant: str = "T1") -> None:
        """Enters a one-off charge."""
        self.store()
        add_one_off(self.session, tenant=tenant, head=head, day=date.fromisoformat(day), amount=rs(amount))

    def deposit(self, kind: str, amount: str, day: str, tenant: str = "T1") -> str:
        """Takes, adjusts or refunds a deposit; what is held then."""
        self.store()
        told = record_deposit(
            self.session, kind, tenant=tenant, day=date.fromisoformat(day), amount=rs(amount)
        ).told["held"]
        assert isinstance(told, int)
        return money(told)

    def find(self, paper: Document) -> Document:
        with self.session.park.reading() as db:
            return documents.by_number(db, str(paper.number))

    def open(self, tenant: str = "T1") -> list[str]:
        """What a tenant has open now, oldest due first."""
        return [money(item.open) for item in open_items(self.session, tenant)]

    def ageing(self, as_at: str) -> Ageing:
        """The ageing of all tenants."""
        self.store()
        with self.session.park.reading() as db:
            return add([*ledger.ageing(db, date.fromisoformat(as_at)).values()])

    def statement(self, last: str, first: str | None = None, tenant: str = "T1") -> Statement:
        """A tenant's account."""
        with self.session.park.reading() as db:
            moves = ledger.movements(db, tenants.by_code(db, tenant).id)
        return statement(moves, date.fromisoformat(first) if first else None, date.fromisoformat(last))

    def balances(self, as_at: str) -> None:
        """Every tenant's statement closes at what its ageing says, advances taken off (rule B14)."""
        with self.session.park.reading() as db:
            day = date.fromisoformat(as_at)
            aged = ledger.ageing(db, day)
            for (tenant,) in rows.fetch(db, "SELECT id FROM tenants"):
                one = aged.get(tenant)
                closing = statement(ledger.movements(db, tenant), None, day).closing
                assert closing == (one.total - one.advances if one else 0)
                unused = sum(source.left for source in ledger.sources(db, tenant, day))
                twice = sum(
                    max(0, over) for (over,) in rows.fetch(db, _OVERPAID, {"day": as_at, "tenant": tenant})
                )
                assert unused + twice == (one.advances if one else 0)

    def head(self) -> tuple[int, str]:
        """The change log's head: the same as long as nothing is written."""
        self.store()
        with self.session.park.reading() as db:
            return change_log.head(db)


@pytest.fixture(scope="session")
def empty_park(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty park folder, made once and copied for every test."""
    folder = tmp_path_factory.mktemp("empty") / "park"
    cheap = Kdf(memory_kib=8, passes=1, lanes=1)
    park, _ = Park.create(
        folder, user="manager", password="x", code="GLT", name="Gilgit STP", clock=Clock(), kdf=cheap
    )
    park.close()
    return folder


@pytest.fixture
def desks(empty_park: Path, tmp_path: Path) -> Iterator[Callable[[], Desk]]:
    """Opens any number of empty parks, without rupee rounding until a test sets it."""
    opened: list[Park] = []

    def another() -> Desk:
        folder = tmp_path / f"park{len(opened)}"
        shutil.copytree(empty_park, folder)
        clock = Clock()
        park = Park.open(folder, user="manager", password="x", write=True, clock=clock)
        opened.append(park)
        return Desk(park, clock).sets(round_to_rupee=False)

    yield another
    for park in opened:
        park.close()


@pytest.fixture
def desk(desks: Callable[[], Desk]) -> Desk:
    """One empty park."""
    return desks()
