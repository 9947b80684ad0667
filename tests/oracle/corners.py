"""Small parks made by hand, one for each corner that random parks seldom reach."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from .book import (
    Adjustment,
    Book,
    Charge,
    Lease,
    Meter,
    Month,
    OneOff,
    Opening,
    Park,
    Reading,
    Receipt,
    Step,
    Subsidy,
    Tariff,
    Tax,
    Tenant,
    Unit,
)

EARLY = date(2024, 1, 1)


def _park(rounds: bool = False) -> Book:
    """One unit let at 10,000 a month, fixed; runs from January 2026."""
    book = Book(Park(name="Corner Park 2026-01", round_to_rupee=rounds))
    book.units += [Unit("A-1", Decimal(500)), Unit("HALL", Decimal(1000), 10)]
    book.tenants += [Tenant("T1", "One"), Tenant("T2", "Two")]
    book.leases.append(Lease("L1", "T1", ["A-1"], EARLY, None, "fixed", 1000000))
    return book


def _metered(book: Book, unit: str | None, *readings: tuple[date, str]) -> None:
    book.meters.append(Meter(f"M{len(book.meters)}", unit, "grid"))
    book.tariffs = [Tariff("grid", EARLY, Decimal("31.59"))]
    code = book.meters[-1].code
    book.readings += [Reading(code, day, Decimal(value)) for day, value in readings]


def fee_alone_leaves_a_rounding() -> Book:
    book = _park(rounds=True)
    book.park.late_fee_pct = Decimal(2)
    book.openings += [
        Opening("T1", date(2025, 12, 1), 7831300),
        Opening("T2", date(2025, 12, 1), 7833300),
    ]
    book.leases[0].end = date(2025, 6, 30)
    return book


def an_opening_owed_and_an_opening_advance() -> Book:
    book = _park()
    book.park.late_fee_pct = Decimal(2)
    book.openings += [
        Opening("T1", date(2025, 12, 1), 500000),
        Opening("T1", date(2025, 12, 5), -200000),
        Opening("T2", date(2025, 12, 1), 500000),
        Opening("T2", date(2025, 12, 5), -900000),
    ]
    return book


def a_step_after_the_end_of_a_holdover() -> Book:
    book = _park()
    lease = book.leases[0]
    lease.start, lease.end, lease.holdover = date(2025, 2, 10), date(2026, 1, 20), True
    lease.escalation_pct = Decimal(10)
    book.steps += [Step("L1", date(2025, 12, 5), 1200000), Step("L1", date(2026, 1, 20), 1300000)]
    book.charges += [Charge("L1", "internet", 310000), Charge("L1", "parking", 280000, end=date(2026, 2, 14))]
    return book


def one_tenant_twice_in_a_metered_hall() -> Book:
    book = _park()
    for code, tenant, seats in (("L2", "T2", 3), ("L3", "T2", 4)):
        book.leases.append(Lease(code, tenant, ["HALL"], EARLY, None, "seat", 500000, seats=seats))
    _metered(book, "HALL", (date(2025, 12, 31), "10"), (date(2026, 1, 31), "60"))
    return book


def two_tenants_in_a_metered_hall() -> Book:
    book = one_tenant_twice_in_a_metered_hall()
    book.leases[-1].tenant = "T1"
    return book


def _left_with_an_adjustment(rate: str) -> Book:
    book = _park(rounds=True)
    book.leases[0].end = date(2025, 12, 31)
    _metered(book, "A-1", (date(2025, 11, 30), "0"), (date(2025, 12, 31), "1"))
    book.adjustments.append(Adjustment("grid", Month(2025, 12), Decimal(rate), Month(2026, 2)))
    return book


def a_few_paisa_to_give_back() -> Book:
    return _left_with_an_adjustment("-0.30")


def half_a_rupee_to_give_back() -> Book:
    return _left_with_an_adjustment("-0.50")


def a_credit_settles_and_leaves_an_advance() -> Book:
    book = _left_with_an_adjustment("-900")
    book.openings.append(Opening("T1", date(2025, 12, 1), 40000, date(2026, 3, 1)))
    return book


def subsidies_and_taxes_where_they_do_not_belong() -> Book:
    book = _park()
    book.park.late_fee_pct = Decimal("1.5")
    book.openings.append(Opening("T1", date(2025, 12, 1), 777777))
    for head in ("service", "late_fee", "electricity", "rent"):
        book.subsidies.append(Subsidy(f"S {head}", "PSEB", head, Decimal(50), EARLY, date(2026, 12, 31)))
        book.taxes.append(Tax(head, "PRA", "PST", Decimal(16), EARLY))
    book.one_offs.append(OneOff("T1", "service", date(2026, 1, 1), 123456))
    book.one_offs.append(OneOff("T1", "rent", date(2026, 1, 2), 50050))
    _metered(book, "A-1", (date(2025, 11, 30), "0"), (date(2025, 12, 31), "100.5"))
    book.adjustments.append(Adjustment("grid", Month(2025, 12), Decimal("0.75"), Month(2026, 2)))
    return book


def nothing_of_before_billing_from() -> Book:
    book = _park()
    book.park.billing_from = Month(2026, 2)
    book.one_offs += [
        OneOff("T1", "service", date(2026, 1, 31), 100),
        OneOff("T1", "service", date(2026, 2, 1), 200),
    ]
    _metered(
        book,
        "A-1",
        (date(2025, 12, 15), "0"),
        (date(2026, 1, 15), "10"),
        (date(2026, 2, 15), "30"),
        (date(2026, 3, 15), "70"),
    )
    book.adjustments += [
        Adjustment("grid", Month(2026, 1), Decimal(1), Month(2026, 3)),
        Adjustment("grid", Month(2026, 2), Decimal(1), Month(2026, 4)),
    ]
    return book


def receipts_before_and_after_their_invoices() -> Book:
    book = _park()
    book.park.late_fee_pct = Decimal(2)
    book.park.due_days = 5
    book.receipts += [
        Receipt(date(2026, 3, 10), "T1", 1500000),
        Receipt(date(2026, 2, 10), "T1", 700000, 70000, 30000),
        Receipt(date(2026, 2, 10), "T2", 100),
    ]
    return book


def a_zero_rate_of_tax() -> Book:
    book = _park()
    book.taxes += [
        Tax("rent", "PRA", "zero rated", Decimal(0), EARLY),
        Tax("rent", "", "PST", Decimal(16), EARLY),
    ]
    return book


def a_fully_subsidised_tenant() -> Book:
    book = _park(rounds=True)
    for name, pct in (("first", "60"), ("second", "60"), ("third", "10")):
        book.subsidies.append(Subsidy(name, "PSEB", "rent", Decimal(pct), EARLY, date(2026, 3, 10)))
    book.taxes.append(Tax("rent", "PRA", "PST", Decimal(16), EARLY))
    return book


def a_month_with_nothing_in_it() -> Book:
    book = _park()
    book.park.billing_from = Month(2025, 11)
    book.leases[0].start = date(2026, 3, 16)
    return book


CORNERS: dict[str, Callable[[], Book]] = {
    made.__name__: made
    for made in (
        fee_alone_leaves_a_rounding,
        an_opening_owed_and_an_opening_advance,
        a_step_after_the_end_of_a_holdover,
        one_tenant_twice_in_a_metered_hall,
        two_tenants_in_a_metered_hall,
        a_few_paisa_to_give_back,
        half_a_rupee_to_give_back,
        a_credit_settles_and_leaves_an_advance,
        subsidies_and_taxes_where_they_do_not_belong,
        nothing_of_before_billing_from,
        receipts_before_and_after_their_invoices,
        a_zero_rate_of_tax,
        a_fully_subsidised_tenant,
        a_month_with_nothing_in_it,
    )
}
