"""What holds for any park: random terms, payments and credit notes through real park folders (rules B1 to B14)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stpdesk.core.documents import Document
from stpdesk.core.errors import Refused
from stpdesk.core.months import Month
from stpdesk.db import ledger, rows

from .conftest import Desk, money

MONTHS = ("2026-06", "2026-07", "2026-08")
FEW = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
days = st.dates(date(2026, 5, 1), date(2026, 9, 30))
rupees = st.integers(1, 5_000_000).map(money)


@st.composite
def parks(draw: st.DrawFn) -> list[tuple[str, dict[str, Any]]]:
    """Rows of a random small park: up to four tenants, a lease or two each, schemes, taxes and a meter."""
    made: list[tuple[str, dict[str, Any]]] = [("Park", {
        "invoice_day": draw(st.sampled_from([1, 15, 31])), "due_days": draw(st.integers(0, 30)),
        "round_to_rupee": draw(st.booleans()), "rent_billing": draw(st.sampled_from(["advance", "arrears"])),
        "subsidy_tax_base": draw(st.sampled_from(["net", "gross"])),
        "late_fee_pct": draw(st.sampled_from(["0", "2", "0.75"])),
    })]  # fmt: skip
    for n in range(draw(st.integers(1, 4))):
        tenant, unit, lease = f"T{n + 8}", f"U{n}", f"L{n}"
        made.append(("Units", {"unit": unit, "sqft": str(draw(st.integers(1, 9_999))), "seats": 7}))
        made.append(("Tenants", {"tenant": tenant, "name": tenant, "tax_exempt": draw(st.booleans())}))
        start = draw(st.dates(date(2025, 1, 1), date(2026, 8, 31)))
        end = draw(st.one_of(st.none(), st.dates(start, date(2027, 1, 1))))
        basis = draw(st.sampled_from(["sqft", "seat", "fixed"]))
        made.append(("Leases", {
            "lease": lease, "tenant": tenant, "units": (unit,), "start": start, "end": end, "basis": basis,
            "rate": draw(rupees), "holdover": draw(st.booleans()), "escalation_pct": draw(st.sampled_from([None, "10"])),
            "escalation_months": draw(st.integers(1, 12)), "rent_free_to": draw(st.one_of(st.none(), days)),
        }))  # fmt: skip
        made.append(("Charges", {"lease": lease, "head": "internet", "monthly": draw(rupees)}))
        made.append(("Meters", {"meter": f"M{n}", "unit": unit, "supply": "grid", "multiplier": "1.5"}))
        shown = 0
        for day in sorted(draw(st.sets(days, max_size=4))):
            shown += draw(st.integers(0, 10**7))
            made.append(("Readings", {"meter": f"M{n}", "date": day, "reading": shown}))
        if draw(st.booleans()):
            sign = draw(st.sampled_from(["", "-"]))
            made.append(("Opening", {"tenant": tenant, "date": draw(days), "amount": sign + draw(rupees)}))
    for head in ("rent", "internet", "electricity"):
        first, length = draw(days), draw(st.integers(0, 99))
        pct = str(draw(st.integers(0, 100)))
        made.append(("Subsidies", {"scheme": head, "funder": "PSEB", "head": head, "pct": pct, "from_": first,
                                   "to": first + timedelta(days=length)}))  # fmt: skip
        made.append(("Taxes", {"head": head, "name": "PST", "pct": pct, "from_": "2020-01-01"}))
    made.append(("Tariffs", {"supply": "grid", "from_": "2020-01-01", "rate": "31.5975"}))
    rate = draw(st.sampled_from(["-0.7501", "3.2"]))
    made.append(
        ("Adjustments", {"supply": "grid", "usage_month": "2026-06", "rate": rate, "bill_in": "2026-08"})
    )
    return made


def filled(desk: Desk, park: list[tuple[str, dict[str, Any]]]) -> Desk:
    """A desk with the rows of a park."""
    for sheet, cells in park:
        if sheet == "Park":
            desk.sets(**cells)
        else:
            desk.put(sheet, **cells)
    return desk.store()


def plain(paper: Document) -> Document:
    """A document without what only its issue gives it: keys, its number, and how it stands in the books."""
    lines = tuple(replace(line, id="", taxed=()) for line in paper.lines)
    return replace(paper, id="", number=None, lines=lines, open=paper.total, previous_balance=paper.total)


@FEW
@given(park=parks())
def test_a_preview_is_the_issue_and_a_second_run_bills_nothing(desks: Callable[[], Desk], park: Any) -> None:
    desk = filled(desks(), park)
    for month in MONTHS:
        head = desk.head()
        shown = {paper.tenant: paper for paper in desk.papers(desk.preview(month))}
        assert desk.head() == head
        issued = desk.bill(month)
        assert {paper.tenant: plain(paper) for paper in issued} == {
            key: plain(one) for key, one in shown.items()
        }
        for paper in issued:
            assert paper.total == paper.subtotal + paper.subsidy + paper.tax_total + paper.rounding
            assert (paper.kind == "credit") == (paper.total < 0)
            assert all(line.amount for line in paper.lines)
    head = desk.head()
    assert desk.bill(*MONTHS) == []
    assert desk.changed() == []
    assert desk.head() == head


acts = st.lists(
    st.tuples(st.sampled_from(["pay", "pay named", "credit", "credit part", "bill", "one-off"]), st.integers(0, 99), rupees),
    max_size=12,
)  # fmt: skip


def perform(desk: Desk, what: str, which: int, amount: str, day: date, papers: list[Document]) -> None:
    """One act on a day; those the rules refuse change nothing."""
    tenants = sorted({paper.tenant for paper in papers}) or ["T8"]
    tenant, paper = tenants[which % len(tenants)], papers[which % len(papers)] if papers else None
    head = desk.head()
    try:
        if what == "bill":
            papers += desk.bill(str(Month.of(day)))
        elif what == "one-off":
            desk.charge(amount, day.isoformat(), tenant=tenant)
        elif what == "pay":
            desk.pay(amount, day.isoformat(), tenant=tenant)
        elif paper is not None and what == "pay named":
            desk.pay(amount, day.isoformat(), tenant=paper.tenant, invoices=[paper.number])
        elif paper is not None:
            line = which % len(paper.lines) + 1 if what == "credit part" else None
            desk.credit(paper, line, amount if line and which % 2 else None)
    except Refused:
        assert desk.head() == head


def books_balance(desk: Desk) -> None:
    """Allocations within both sides, buckets that add up, statements that close there, on a day of each week."""
    with desk.session.park.reading() as db:
        sums: dict[str, int] = defaultdict(int)
        for source, item, amount in rows.fetch(db, "SELECT source_id, item_id, amount FROM allocations"):
            sums[source] -= amount
            sums[item] += amount
        owed = dict(rows.fetch(db, "SELECT id, amount FROM ledger WHERE kind <> 'reversal'"))
        assert all(
            0 <= abs(settled) <= abs(owed[key]) and settled * owed[key] >= 0 for key, settled in sums.items()
        )
        for week in range(0, 150, 7):
            on = date(2026, 5, 20) + timedelta(days=week)
            items = ledger.open_items(db, as_at=on)
            assert sum(one.open for one in items) == desk.ageing(on.isoformat()).total
            desk.balances(on.isoformat())


@FEW
@given(park=parks(), todo=acts)
def test_the_books_balance_at_any_date_whatever_is_done(
    desks: Callable[[], Desk], park: Any, todo: Any
) -> None:
    desk = filled(desks(), park)
    papers = desk.today("2026-06-02").bill("2026-06")
    day = date(2026, 6, 2)
    for what, which, amount in todo:
        day += timedelta(days=which % 17)
        perform(desk.today(day.isoformat()), what, which, amount, day, papers)
    books_balance(desk)
    series: dict[str, list[int]] = defaultdict(list)
    with desk.session.park.reading() as db:
        for number, seq in rows.fetch(db, "SELECT number, seq FROM invoices ORDER BY rowid"):
            series[number.rsplit("/", 1)[0]].append(seq)
    assert all(found == list(range(1, len(found) + 1)) for found in series.values())


@FEW
@given(park=parks())
def test_a_whole_credit_of_any_invoice_leaves_exactly_nothing(desks: Callable[[], Desk], park: Any) -> None:
    desk = filled(desks(), park).today("2026-09-01")
    for paper in desk.bill(*MONTHS):
        if paper.kind == "invoice":
            note = desk.credit(paper)
            assert (note.total, note.subtotal, note.subsidy) == (
                -paper.total,
                -paper.subtotal,
                -paper.subsidy,
            )
            assert (note.tax_total, note.rounding) == (-paper.tax_total, -paper.rounding)
            assert [-line.amount for line in note.lines] == [line.amount for line in paper.lines]
    books_balance(desk)
