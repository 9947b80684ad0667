"""The run of a month: dates, order, late fees, one-off charges, missing months (rules B1, B9, B10, B16)."""

from __future__ import annotations

from typing import Any

import pytest

from stpdesk.core.errors import Refused
from stpdesk.core.invoices import number
from stpdesk.core.months import Month, fiscal_year
from stpdesk.core.runs import check_reach, unpaid_of
from stpdesk.core.terms import Billed, OneOff, OpenItem, service_key

from .made import (
    amounts,
    charge,
    day,
    e4,
    lease,
    meter,
    money,
    only,
    readings,
    rs,
    run,
    settings,
    tariff,
    unit,
)


@pytest.mark.parametrize(
    ("month", "invoice_day", "due_days", "date", "due"),
    [
        ("2026-02", 31, 10, "2026-02-28", "2026-03-10"),
        ("2028-02", 31, 0, "2028-02-29", "2028-02-29"),
        ("2026-04", 31, 1, "2026-04-30", "2026-05-01"),
        ("2026-12", 25, 10, "2026-12-25", "2027-01-04"),
        ("2026-10", 1, 10, "2026-10-01", "2026-10-11"),
    ],
)
def test_invoice_date_and_due_date(month: str, invoice_day: int, due_days: int, date: str, due: str) -> None:
    made = run(month, lease(), park=settings(invoice_day=invoice_day, due_days=due_days))
    assert (made.date.isoformat(), made.due.isoformat()) == (date, due)


def test_arrears_bills_the_month_before_and_metered_usage_as_ever() -> None:
    let = lease("31000", end="2026-09-15", basis="fixed")
    made = only(
        "2026-10", let, lease("0", "2026-09-16", code="L2", basis="fixed"), park=settings(rent_billing="arrears"),
        meters={"M1": meter()}, readings={"M1": readings(("2026-08-31", "0"), ("2026-10-01", "3"))},
        tariffs=[tariff("10")],
    )  # fmt: skip
    assert amounts(made) == ["15500.00", "30.00"]


@pytest.mark.parametrize(
    ("rent_billing", "month", "billed"),
    [
        ("advance", "2026-09", False),
        ("advance", "2026-10", True),
        ("arrears", "2026-10", False),
        ("arrears", "2026-11", True),
    ],
)
def test_nothing_served_before_billing_from_is_billed(rent_billing: str, month: str, billed: bool) -> None:
    park = settings(rent_billing=rent_billing, billing_from=Month(2026, 10))
    assert bool(run(month, lease(), park=park).drafts) == billed


def test_usage_up_before_billing_from_is_not_billed_and_not_listed() -> None:
    shown = readings(("2026-08-31", "0"), ("2026-09-30", "3"), ("2026-10-31", "5"))
    for lets, billed, listed in (([lease("0", basis="fixed")], ["20.00"], 0), ([], [], 1)):
        made = run(
            "2026-11", *lets, park=settings(billing_from=Month(2026, 10)), meters={"M1": meter()},
            readings={"M1": shown}, tariffs=[tariff("10")], units={"A-1": unit()},
        )  # fmt: skip
        assert [text for one in made.drafts for text in amounts(one)] == billed
        assert len(made.unbilled) == listed


def test_use_of_a_room_nobody_pays_for_is_counted_in_the_close_of_its_month_whichever_run_bills_it() -> None:
    shown = readings(
        ("2026-07-31", "0"),
        ("2026-08-31", "3"),
        ("2026-09-30", "5"),
        ("2026-10-31", "9"),
        ("2026-11-01", "9.5"),
    )
    known: dict[str, Any] = {
        "meters": {"M1": meter(), "MAIN": meter("MAIN", None)},
        "readings": {"M1": shown, "MAIN": readings(*((str(one.date), "1") for one in shown), of="MAIN")},
        "tariffs": [tariff("10")], "units": {"A-1": unit()},
    }  # fmt: skip
    counted = [unpaid_of(run(month, **known)) for month in ("2026-08", "2026-09", "2026-10", "2026-11")]
    assert counted == [(1, 0, 0), (1, 0, 1), (1, 0, 2), (1, 0, 3)]
    for month in (
        "2026-08",
        "2026-09",
        "2026-10",
        "2026-11",
        "2026-12",
    ):  # all that the run lists, the close tells
        made = run(month, park=settings(invoice_day=20), **known)
        assert sum(unpaid_of(made)) >= len(made.unpaid)
    assert len(run("2026-12", **known).unpaid) == 4


def test_a_usage_period_that_ends_since_billing_from_is_billed_whole() -> None:
    made = only(
        "2026-11", lease("0", basis="fixed"), park=settings(billing_from=Month(2026, 10)),
        meters={"M1": meter()}, readings={"M1": readings(("2026-08-31", "0"), ("2026-10-15", "3"))},
        tariffs=[tariff("10")],
    )  # fmt: skip
    assert amounts(made) == ["30.00"]


def test_one_document_a_tenant_in_the_natural_order_of_codes() -> None:
    codes = ["T10", "t2", "T1", "a-20", "A-3"]
    lets = [
        lease("1", tenant=code, code=f"L{n}{code}", units=[unit(f"{n}{code}")])
        for code in codes
        for n in "12"
    ]
    made = run("2026-10", *lets)
    assert [one.tenant.code for one in made.drafts] == ["A-3", "a-20", "T1", "t2", "T10"]
    assert [len(one.lines) for one in made.drafts] == [2] * 5


def test_lines_of_zero_are_left_out_and_no_line_is_no_document() -> None:
    free = lease("0", charges=[charge("internet", "0"), charge("parking", "5")])
    assert amounts(only("2026-10", free)) == ["5.00"]
    made = run("2026-10", lease("0"))
    assert (made.drafts, made.skipped) == ((), 1)


@pytest.mark.parametrize(
    ("date", "year"),
    [
        ("2026-06-30", "2025-26"),
        ("2026-07-01", "2026-27"),
        ("2099-12-31", "2099-00"),
        ("2000-01-01", "1999-00"),
    ],
)
def test_the_fiscal_year_begins_in_july(date: str, year: str) -> None:
    assert fiscal_year(day(date)) == year


def test_numbers_have_five_digits_and_more_when_needed() -> None:
    assert number("GLT", "INV", "2026-27", 42) == "GLT/INV/2026-27/00042"
    assert number("GLT", "CN", "2026-27", 123456) == "GLT/CN/2026-27/123456"


# Late fees


def fee(*items: OpenItem, pct: str = "2", billed: Billed | None = None, month: str = "2026-11") -> list[str]:
    """The late fees of the run of November 2026, invoice date 1 November."""
    made = run(
        month, lease(end="2026-01-31"), items=items, billed=billed, park=settings(late_fee_pct=e4(pct))
    )
    return [text for one in made.drafts for text in amounts(one)]


def item(due: str = "2026-10-11", total: str = "1000", open_: str | None = None, fees: str = "0") -> OpenItem:
    """An invoice of T1, dated ten days before it is due."""
    return OpenItem(due, "T1", due, day("2026-10-01"), day(due), rs(total), rs(open_ or total), rs(fees))


def test_no_fee_unless_it_is_switched_on() -> None:
    assert fee(item(), pct="0") == []


@pytest.mark.parametrize(
    ("due", "found"), [("2026-10-31", ["20.00"]), ("2026-11-01", []), ("2026-11-02", [])]
)
def test_a_fee_needs_a_due_date_before_the_invoice_date(due: str, found: list[str]) -> None:
    assert fee(item(due)) == found


@pytest.mark.parametrize(
    ("total", "open_", "fees", "found"),
    [
        ("1000", "400", "0", ["8.00"]),
        ("1000", "1000", "100", ["18.00"]),
        ("1000", "950", "100", ["18.00"]),
        ("1000", "850", "100", ["17.00"]),
        ("100", "100", "100", []),
        ("0.25", "0.25", "0", ["0.01"]),
        ("0.24", "0.24", "0", []),
    ],
)
def test_a_fee_is_on_what_is_open_but_never_on_fees(
    total: str, open_: str, fees: str, found: list[str]
) -> None:
    assert fee(item(total=total, open_=open_, fees=fees)) == found


def test_a_fee_is_charged_once_a_run_and_for_each_item() -> None:
    assert fee(item("2026-09-11"), item("2026-10-11", "500")) == ["20.00", "10.00"]
    again = Billed(fees=frozenset({("2026-09-11", "2026-11")}))
    assert fee(item("2026-09-11"), item("2026-10-11", "500"), billed=again) == ["10.00"]
    assert fee(item("2026-09-11"), billed=again, month="2026-12") == ["20.00"]


# One-off charges


@pytest.mark.parametrize(
    ("date", "found"), [("2026-10-31", 1), ("2026-11-01", 1), ("2026-11-02", 0), ("2025-01-01", 1)]
)
def test_a_one_off_is_billed_by_the_first_run_on_or_after_its_date(date: str, found: int) -> None:
    one = OneOff("c", "T1", "service", None, day(date), rs("50"))
    gone = lease(end="2026-01-31")
    assert len(run("2026-11", gone, one_offs=[one]).drafts) == found
    assert run("2026-11", gone, one_offs=[one], billed=Billed(one_offs=frozenset({"c"}))).drafts == ()


# Missing months

RENT = service_key("L1", None, "A-1")


def test_months_since_billing_from_are_missing_until_all_their_days_are_billed() -> None:
    park = settings(billing_from=Month(2026, 6))
    let = lease(start="2026-07-10")
    assert [str(one) for one in run("2026-10", let, park=park).missing] == ["2026-07", "2026-08", "2026-09"]
    partly = {RENT: [(day("2026-07-10"), day("2026-08-30")), (day("2026-09-01"), day("2026-09-30"))]}
    assert [str(one) for one in run("2026-10", let, park=park, billed=Billed(days=partly)).missing] == [
        "2026-08"
    ]


def test_without_billing_from_nothing_before_the_first_run_is_missing() -> None:
    assert run("2026-10", lease()).missing == ()
    since = Billed(days={RENT: [(day("2026-08-01"), day("2026-08-31"))]}, first_served=Month(2026, 8))
    assert [str(one) for one in run("2026-10", lease(), billed=since).missing] == ["2026-09"]


def test_a_month_without_anything_to_bill_is_not_missing() -> None:
    park = settings(billing_from=Month(2026, 6))
    assert run("2026-10", lease(end="2026-05-31"), park=park).missing == ()
    assert run("2026-10", lease("0"), park=park).missing == ()


def test_missing_months_are_months_served() -> None:
    park = settings(billing_from=Month(2026, 8), rent_billing="arrears")
    made = run("2026-10", lease(), park=park)
    assert (str(made.served), [str(one) for one in made.missing]) == ("2026-09", ["2026-08"])


@pytest.mark.parametrize(
    ("month", "refused"), [("2036-10", True), ("2014-12", True), ("2015-01", False), ("2031-10", False)]
)
def test_a_run_ten_years_off_is_refused(month: str, refused: bool) -> None:
    def ask() -> None:
        check_reach(Month.parse(month), day("2026-10-01"), day("2020-01-01"))

    if refused:
        with pytest.raises(Refused, match=month):
            ask()
    else:
        ask()


def test_days_billed_already_are_skipped_and_the_rest_is_billed() -> None:
    let = lease("31000", basis="fixed")
    days = {
        service_key("L1", None, None): [
            (day("2026-10-01"), day("2026-10-10")),
            (day("2026-10-15"), day("2026-10-20")),
        ]
    }
    made = only("2026-10", let, billed=Billed(days=days))
    assert [(line.first.day, line.last.day, money(line.amount)) for line in made.lines] == [
        (11, 14, "4000.00"),
        (21, 31, "11000.00"),
    ]
