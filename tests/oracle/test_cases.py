"""The oracle itself against every worked billing and occupancy case of the rules."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from .book import (
    Adjustment,
    Book,
    Charge,
    Lease,
    Meter,
    Month,
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
from .oracle import Document, Leases, Oracle, fiscal_year, half_up, natural

EARLY = date(2020, 1, 1)


def park_with(
    sqft: str = "1000",
    rate: int = 9000,
    start: date = EARLY,
    end: date | None = None,
    basis: str = "sqft",
    rent_free_to: date | None = None,
    escalation: str | None = None,
    every: int | None = None,
) -> Book:
    """One unit, one tenant, one lease; no rupee rounding."""
    book = Book(Park(round_to_rupee=False))
    book.units.append(Unit("A-1", Decimal(sqft)))
    book.tenants.append(Tenant("T1", "One"))
    book.leases.append(
        Lease(
            "L1",
            "T1",
            ["A-1"],
            start,
            end,
            basis,
            rate,
            rent_free_to=rent_free_to,
            escalation_pct=Decimal(escalation) if escalation else None,
            escalation_months=every,
        )
    )
    return book


def scheme(book: Book, head: str, pct: str, first: date, last: date) -> None:
    book.subsidies.append(Subsidy(f"{head} scheme", "PSEB", head, Decimal(pct), first, last))


def only(book: Book, month: str) -> Document:
    run = Oracle(book).bill(Month.parse(month))
    assert len(run.documents) == 1
    return run.documents[0]


def amounts(document: Document) -> list[int]:
    return [line.amount for line in document.flat]


def case_1(base: str = "net") -> Book:
    book = park_with()
    book.park.subsidy_tax_base = base
    scheme(book, "rent", "25", date(2026, 1, 1), date(2026, 12, 31))
    book.taxes.append(Tax("rent", "PRA", "PST", Decimal(16), EARLY))
    return book


def test_case_1_a_subsidised_taxed_month() -> None:
    document = only(case_1(), "2026-10")
    assert amounts(document) == [9000000, -2250000]
    assert (document.tax_total, document.total) == (1080000, 7830000)


def test_case_2_withheld_taxes_settle_too() -> None:
    oracle = Oracle(case_1())
    number = oracle.bill(Month(2026, 10)).documents[0].number
    assert number is not None
    oracle.receive(Receipt(date(2026, 10, 5), "T1", 5737500, 1012500, 1080000, invoices=[number]))
    assert oracle.item(number).open_at() == 0


def test_case_3_gross_base() -> None:
    document = only(case_1("gross"), "2026-10")
    assert (document.tax_total, document.total) == (1440000, 8190000)


def test_case_4_twelve_of_thirty_one_days() -> None:
    (line,) = only(park_with("450", 5550, date(2026, 10, 20)), "2026-10").lines
    assert (line.days, line.days_in_month, line.amount) == (12, 31, 966774)


def test_case_5_escalation_splits_the_month() -> None:
    document = only(park_with("1200", 4000, date(2025, 3, 16), escalation="10"), "2026-03")
    assert amounts(document) == [2322581, 2725161]
    assert [line.days for line in document.lines] == [15, 16]


def test_case_6_escalation_compounds_in_paisa() -> None:
    book = park_with("1", 3333, date(2020, 1, 1), escalation="10", every=1)
    leases = Leases(book)
    found = [leases.rate(book.leases[0], date(2020, month, 1)) for month in (2, 3, 4)]
    assert found == [3666, 4033, 4436]


def test_case_7_escalation_days_count_from_the_start() -> None:
    book = park_with("1", 10000, date(2024, 1, 31), escalation="1", every=1)
    leases = Leases(book)
    days = [date(2024, m, n) for m in range(2, 6) for n in range(1, 30)]
    days += [date(2024, 3, 30), date(2024, 3, 31), date(2024, 4, 30), date(2024, 5, 30), date(2024, 5, 31)]
    days.sort()
    rates = [leases.rate(book.leases[0], day) for day in days]
    changed = [day for day, before, now in zip(days[1:], rates, rates[1:], strict=False) if before != now]
    assert changed == [date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30), date(2024, 5, 31)]


def test_case_8_and_9_a_window_that_ends_mid_month() -> None:
    book = park_with("800", 5000)
    book.charges.append(Charge("L1", "internet", 1200000))
    scheme(book, "rent", "25", date(2025, 11, 16), date(2026, 11, 15))
    scheme(book, "internet", "100", date(2025, 11, 16), date(2026, 11, 15))
    document = only(book, "2026-11")
    assert amounts(document) == [4000000, -500000, 1200000, -600000]
    assert document.lines[0].subsidies[0].days == 15


def test_case_10_rent_free_time_frees_rent_only() -> None:
    book = park_with("1", 3100000, date(2026, 10, 1), basis="fixed", rent_free_to=date(2026, 10, 10))
    book.charges.append(Charge("L1", "internet", 310000))
    document = only(book, "2026-10")
    assert amounts(document) == [2100000, 310000]
    assert document.lines[0].days == 21


def test_case_11_the_last_day_counts() -> None:
    document = only(park_with("1", 2900000, end=date(2028, 2, 15), basis="fixed"), "2028-02")
    assert amounts(document) == [1500000]


def test_case_12_bases_are_added_before_tax() -> None:
    book = park_with("1", 33333, basis="fixed")
    book.charges += [Charge("L1", "service", 33333), Charge("L1", "parking", 33334)]
    book.taxes += [Tax(head, "PRA", "PST", Decimal(16), EARLY) for head in ("rent", "service", "parking")]
    document = only(book, "2026-10")
    assert document.tax_total == 16000
    assert len(document.tax) == 1


@pytest.mark.parametrize(("rate", "rounding", "total"), [(966774, 26, 966800), (966750, 50, 966800)])
def test_case_13_rupee_rounding(rate: int, rounding: int, total: int) -> None:
    book = park_with("1", rate, basis="fixed")
    book.park.round_to_rupee = True
    document = only(book, "2026-10")
    assert (document.rounding, document.total) == (rounding, total)


def metered(readings: list[Reading], tariff: str, multiplier: str = "1", digits: int = 5) -> Book:
    book = park_with("1", 0, basis="fixed")
    book.meters.append(Meter("M1", "A-1", "grid", Decimal(multiplier), digits))
    book.tariffs.append(Tariff("grid", EARLY, Decimal(tariff)))
    book.readings += readings
    return book


def test_case_14_rollover_and_multiplier() -> None:
    first = Reading("M1", date(2026, 8, 31), Decimal(99950))
    second = Reading("M1", date(2026, 9, 30), Decimal(130), "rollover")
    (line,) = only(metered([first, second], "31.59", "40"), "2026-10").lines
    assert line.quantity == 7200
    assert line.amount == 22744800


def test_case_15_half_a_paisa_goes_up() -> None:
    readings = [
        Reading("M1", date(2026, 8, 31), Decimal(0)),
        Reading("M1", date(2026, 9, 30), Decimal("120.5")),
    ]
    assert amounts(only(metered(readings, "31.59"), "2026-10")) == [380660]


def test_case_16_a_fuel_adjustment_for_a_tenant_who_left() -> None:
    readings = [Reading("M1", date(2026, 8, 31), Decimal(0)), Reading("M1", date(2026, 9, 30), Decimal(1240))]
    book = metered(readings, "31.59")
    book.leases[0].end = date(2026, 9, 30)
    book.adjustments.append(Adjustment("grid", Month(2026, 9), Decimal("-0.75"), Month(2026, 11)))
    oracle = Oracle(book)
    oracle.bill(Month(2026, 10))
    (document,) = oracle.bill(Month(2026, 11)).documents
    assert (document.kind, document.total) == ("credit", -93000)
    assert document.number == "GLT/CN/2026-27/00001"


def test_case_17_never_a_fee_on_a_fee() -> None:
    book = case_1()
    book.park.late_fee_pct = Decimal(2)
    book.leases[0].end = date(2026, 10, 31)
    oracle = Oracle(book)
    oracle.bill(Month(2026, 10))
    for month in (11, 12):
        (document,) = oracle.bill(Month(2026, month)).documents
        assert amounts(document) == [156600]


def test_case_18_oldest_due_first() -> None:
    book = park_with()
    book.openings += [
        Opening("T1", date(2026, 9, 1), 3000000, date(2026, 9, 11)),
        Opening("T1", date(2026, 10, 1), 4000000, date(2026, 10, 11)),
    ]
    oracle = Oracle(book)
    source = oracle.receive(Receipt(date(2026, 10, 20), "T1", 5000000))
    assert [a.amount for a in source.allocations] == [3000000, 2000000]
    assert [item.open_at() for item in oracle.items] == [0, 2000000]


@pytest.mark.parametrize(
    ("day", "bucket"),
    [
        (date(2026, 10, 11), "not_due"),
        (date(2026, 10, 12), "d1_30"),
        (date(2026, 11, 10), "d1_30"),
        (date(2026, 11, 11), "d31_60"),
        (date(2027, 1, 9), "d61_90"),
        (date(2027, 1, 10), "over_90"),
    ],
)
def test_case_19_ageing_buckets(day: date, bucket: str) -> None:
    oracle = Oracle(case_1())
    oracle.bill(Month(2026, 10))
    assert getattr(oracle.ageing(day), bucket) == 7830000


def test_case_20_an_advance_waits_for_its_invoice() -> None:
    book = case_1()
    book.receipts.append(Receipt(date(2026, 10, 5), "T1", 1000000))
    oracle = Oracle(book)
    oracle.bill(Month(2026, 11))
    before, after = oracle.ageing(date(2026, 10, 10)), oracle.ageing(date(2026, 11, 1))
    assert (before.advances, before.total) == (1000000, 0)
    assert (after.advances, after.total) == (0, 7830000 - 1000000)


def test_statement_closes_at_ageing_less_advances_and_a_bounced_cheque_reopens() -> None:
    oracle = Oracle(case_1())
    oracle.bill(Month(2026, 10))
    source = oracle.receive(Receipt(date(2026, 10, 5), "T1", 8000000))
    oracle.reverse(source, date(2026, 10, 20))
    for day, closing in ((1, 7830000), (5, -170000), (19, -170000), (20, 7830000)):
        at = date(2026, 10, day)
        ageing = oracle.ageing(at)
        assert oracle.statement("T1", at)[1] == closing == ageing.total - ageing.advances


def test_a_run_twice_adds_nothing_and_a_credit_note_frees_the_invoice() -> None:
    oracle = Oracle(case_1())
    (document,) = oracle.bill(Month(2026, 10)).documents
    assert oracle.bill(Month(2026, 10)).documents == []
    note = oracle.credit(str(document.number), date(2026, 10, 9))
    assert (note.total, oracle.item(str(document.number)).open_at()) == (-7830000, 0)


def test_missing_months_since_billing_from() -> None:
    book = park_with()
    book.park.billing_from = Month(2026, 1)
    oracle = Oracle(book)
    assert oracle.bill(Month(2026, 3)).missing == ["2026-01", "2026-02"]


def test_a_step_on_an_escalation_day_wins_and_one_before_the_start_is_the_start() -> None:
    book = park_with("1", 10000, date(2025, 1, 1), escalation="10")
    book.steps += [Step("L1", date(2024, 6, 1), 20000), Step("L1", date(2026, 1, 1), 15000)]
    leases = Leases(book)
    lease = book.leases[0]
    days = (date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1), date(2027, 1, 1))
    assert [leases.rate(lease, day) for day in days] == [20000, 20000, 15000, 16500]


def test_occupancy_by_area_units_and_seats() -> None:
    book = park_with("600")
    book.units += [Unit("HALL", Decimal(1000), 20), Unit("STORE", Decimal(500), lettable=False)]
    book.leases.append(Lease("L2", "T1", ["HALL"], EARLY, None, "seat", 500000, seats=5))
    figures = Oracle(book).occupancy(date(2026, 6, 1))
    assert [figures.lettable_sqft, figures.leased_sqft] == [Fraction(1600), Fraction(850)]
    assert (figures.seats, figures.seats_let, figures.units, figures.units_let) == (20, 5, 2, 2)


def test_average_of_a_month_counts_days() -> None:
    book = park_with("1000", start=date(2026, 6, 16))
    assert Oracle(book).average_occupancy(Month(2026, 6)) == 50


def test_weighted_average_lease_expiry() -> None:
    book = Book(Park())
    ends = {"A": date(2027, 6, 1), "B": date(2029, 6, 1), "C": date(2030, 6, 1), "D": date(2026, 1, 1)}
    for (code, end), sqft in zip(ends.items(), ("1000", "5000", "4000", "1"), strict=True):
        book.units.append(Unit(code, Decimal(sqft)))
        book.tenants.append(Tenant(code, code))
        book.leases.append(Lease(code, code, [code], EARLY, end, "sqft", 100, holdover=code == "D"))
    found = Oracle(book).wale(date(2026, 6, 1))
    assert found is not None
    assert round(float(found), 1) == 38.4


def test_small_things() -> None:
    assert [half_up(Fraction(n, 2)) for n in (-3, -1, 0, 1, 3)] == [-2, -1, 0, 1, 2]
    assert sorted(["t10", "T2", "A1"], key=natural) == ["A1", "T2", "t10"]
    assert [fiscal_year(date(2026, m, 1)) for m in (6, 7)] == ["2025-26", "2026-27"]
