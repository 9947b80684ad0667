"""The sample park played into a real file: what a park manager finds there."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from stpdesk.actions.billing import preview_run
from stpdesk.actions.importing import import_rows
from stpdesk.actions.receipts import open_items
from stpdesk.actions.sample import SamplePark, build, play
from stpdesk.actions.session import Session
from stpdesk.core.months import Month
from stpdesk.db import ledger, rows, terms
from stpdesk.db.books import books
from stpdesk.db.keys import Kdf
from stpdesk.db.park import Park

Played = tuple[SamplePark, Session]
Fetch = Callable[..., list[tuple[object, ...]]]


def clock() -> datetime:
    return datetime(2026, 11, 2, 5, 0, tzinfo=UTC)


def played(folder: Path, which: str, tenants: int, months: int) -> tuple[SamplePark, Park]:
    sample = build(which, tenants, months)
    park, _ = Park.create(
        folder, user="manager", password="x", code="X", name="X", clock=clock,
        kdf=Kdf(memory_kib=8, passes=1, lanes=1),
    )  # fmt: skip
    session = Session(park, "manager", clock)
    import_rows(session, sample.settings, sample.rows)
    told: list[tuple[int, int]] = []
    play(session, sample, lambda done, of: told.append((done, of)))
    assert told == [(turn + 1, months - 1) for turn in range(months - 1)]
    return sample, park


@pytest.fixture(scope="module")
def gilgit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    sample, park = played(tmp_path_factory.mktemp("gilgit") / "park", "gilgit", 40, 8)
    with park:
        yield sample, Session(park, "manager", clock)


@pytest.fixture(scope="module")
def punjab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    sample, park = played(tmp_path_factory.mktemp("punjab") / "park", "punjab", 26, 3)
    with park:
        yield sample, Session(park, "manager", clock)


@pytest.fixture
def fetch(gilgit: Played) -> Fetch:
    def found(sql: str, *values: object) -> list[tuple[object, ...]]:
        with gilgit[1].park.reading() as db:
            return rows.fetch(db, sql, values)

    return found


def of_tenant(sample: SamplePark, case: str) -> str:
    return sample.cases[case]


def test_the_books_balance(gilgit: Played, punjab: Played) -> None:
    for _, session in (gilgit, punjab):
        with session.park.reading() as db:
            assert not books(db).problems


def test_every_month_but_the_last_is_issued(gilgit: Played, fetch: Fetch) -> None:
    months = [str(month) for month in gilgit[0].times.every[:-1]]
    assert [month for (month,) in fetch("SELECT DISTINCT month FROM billing_runs ORDER BY month")] == months


def test_the_open_month_has_an_invoice_for_everybody_there(gilgit: Played) -> None:
    run = preview_run(gilgit[1], Month(2026, 10)).run
    assert sum(draft.total > 0 for draft in run.drafts) >= 30
    assert run.missing == ()


def test_most_of_what_was_billed_is_paid(gilgit: Played) -> None:
    with gilgit[1].park.reading() as db:
        open_now = sum(item.open for item in ledger.open_items(db))
        ((billed,),) = rows.fetch(db, "SELECT sum(total) FROM invoices WHERE kind = 'invoice'")
    assert 0.01 < open_now / billed < 0.15


def test_the_tenant_who_left_still_owes_after_its_deposit(gilgit: Played, fetch: Fetch) -> None:
    sample, session = gilgit
    code = of_tenant(sample, "left_owing")
    kinds = fetch(
        "SELECT d.kind FROM deposits d JOIN tenants t ON t.id = d.tenant_id WHERE t.code = ? ORDER BY d.date",
        code,
    )
    assert kinds == [("taken",), ("adjusted",)]
    assert open_items(session, code)


def test_a_tenant_who_left_in_order_has_its_deposit_back(gilgit: Played, fetch: Fetch) -> None:
    code = of_tenant(gilgit[0], "ended_early")
    sql = "SELECT sum(CASE d.kind WHEN 'taken' THEN d.amount ELSE -d.amount END) FROM deposits d"
    assert fetch(f"{sql} JOIN tenants t ON t.id = d.tenant_id WHERE t.code = ?", code) == [(0,)]


def test_withheld_taxes_stand_with_and_without_certificate(gilgit: Played, fetch: Fetch) -> None:
    found = fetch(
        "SELECT certificate IS NULL, count(*) FROM receipts WHERE income_tax > 0 GROUP BY 1 ORDER BY 1"
    )
    assert [missing for missing, _ in found] == [0, 1]


def test_a_bounced_cheque_is_reversed_and_paid_again(gilgit: Played, fetch: Fetch) -> None:
    assert fetch("SELECT count(*) FROM reversals") == [(1,)]
    assert open_items(gilgit[1], of_tenant(gilgit[0], "bounced_cheque")) == []


def test_credit_notes_are_issued(fetch: Fetch) -> None:
    assert fetch("SELECT count(*) FROM invoices WHERE kind = 'credit' AND credits_id IS NOT NULL") == [(2,)]


def test_advances_wait_for_the_open_month(gilgit: Played) -> None:
    with gilgit[1].park.reading() as db:
        assert len(ledger.sources(db)) >= 3


def test_old_and_new_arrears_are_there(gilgit: Played) -> None:
    with gilgit[1].park.reading() as db:
        aged = ledger.ageing(db, date(2026, 10, 31)).values()
    buckets = [sum(one.buckets[place] for one in aged) for place in range(5)]
    assert buckets[2] > 0
    assert buckets[3] > 0


def test_subsidies_split_in_the_middle_of_a_month(gilgit: Played) -> None:
    lines = [line for draft in preview_run(gilgit[1], Month(2026, 10)).run.drafts for line in draft.lines]
    supports = [one for line in lines for one in line.supports]
    assert supports
    assert {one.last for one in supports if one.scheme.head == "internet"} == {date(2026, 10, 15)}


def test_punjab_invoices_bear_tax_but_the_exempt_tenants_none(punjab: Played) -> None:
    sample, session = punjab
    with session.park.reading() as db:
        codes = {key: tenant.code for key, tenant in terms.tenants(db).items()}
        taxes = {
            codes[key]: tax
            for key, tax in rows.fetch(db, "SELECT tenant_id, max(tax_total) FROM invoices GROUP BY 1")
        }
        ((sales,),) = rows.fetch(db, "SELECT sum(sales_tax) FROM receipts")
    assert taxes.pop(sample.cases["tax_exempt"]) == 0
    assert sum(tax > 0 for tax in taxes.values()) >= len(taxes) - 2
    assert sales > 0


def test_withheld_tax_is_what_the_rules_suggest(punjab: Played) -> None:
    sample, session = punjab
    code = sample.cases["certificates"]
    sql = (
        "SELECT r.income_tax, r.sales_tax, i.tax_total, (SELECT sum(l.amount) FROM invoice_lines l WHERE l.invoice_id"
        " = i.id AND l.head IN ('rent', 'service')) FROM receipts r JOIN allocations a ON a.source_id = r.id JOIN"
        " invoices i ON i.id = a.item_id JOIN tenants t ON t.id = r.tenant_id WHERE t.code = ?"
    )
    with session.park.reading() as db:
        found = rows.fetch(db, sql, (code,))
    assert found
    for income, sales, tax, services in found:
        assert (income, sales) == ((services * 15 + 50) // 100, tax)
