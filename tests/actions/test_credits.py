"""Credit notes on a real park (rule B11)."""

from __future__ import annotations

import pytest

from stpdesk.actions.credits import credit_parts, preview_credit
from stpdesk.core.documents import Document
from stpdesk.core.errors import Refused
from stpdesk.core.months import Month
from stpdesk.db import settlements
from tests.closing import close_month

from .conftest import Desk, amounts, money


@pytest.fixture
def invoice(desk: Desk) -> Document:
    """Rent 1,000.30 half paid by a scheme, internet 333.33, both taxed at 16 %, to the rupee."""
    desk.sets(round_to_rupee=True).let("1000.30", "2026-10-01", basis="fixed")
    desk.put("Charges", lease="L1", head="internet", monthly="333.33")
    desk.scheme("rent", "50", "2026-01-01", "2026-12-31").tax("rent", "16").tax("internet", "16")
    desk.today("2026-10-09")
    return desk.only("2026-10")


def test_a_whole_credit_leaves_exactly_nothing(desk: Desk, invoice: Document) -> None:
    assert (money(invoice.rounding), money(invoice.total)) == ("0.16", "967.00")
    note = desk.credit(invoice)
    assert (note.number, note.kind, str(note.date), note.credits) == (
        "GLT/CN/2026-27/00001", "credit", "2026-10-09", invoice.number,
    )  # fmt: skip
    assert amounts(note) == ["-1000.30", "500.15", "-333.33"]
    assert (money(note.subtotal), money(note.subsidy)) == ("-1333.63", "500.15")
    assert (money(note.tax_total), money(note.rounding), money(note.total)) == ("-133.36", "-0.16", "-967.00")
    assert (desk.find(invoice).open, desk.open()) == (0, [])
    aged = desk.ageing("2026-10-09")
    assert (aged.total, aged.advances) == (0, 0)


def test_credited_twice_is_refused_and_writes_nothing(desk: Desk, invoice: Document) -> None:
    desk.credit(invoice)
    head = desk.head()
    for line in (None, 1, 3):
        with pytest.raises(Refused):
            desk.credit(invoice, line)
    assert desk.head() == head


def test_one_line_takes_its_own_tax_and_no_rounding(desk: Desk, invoice: Document) -> None:
    note = desk.credit(invoice, 3)
    assert (amounts(note), money(note.tax_total), note.rounding) == (["-333.33"], "-53.33", 0)
    assert desk.open() == ["580.34"]


def test_an_amount_of_a_line_and_then_no_more_than_is_left(desk: Desk, invoice: Document) -> None:
    assert money(desk.credit(invoice, 3, "100").total) == "-116.00"
    with pytest.raises(Refused, match=r"233\.33 left"):
        desk.credit(invoice, 3, "233.34")
    assert money(desk.credit(invoice, 3, "233.33").total) == "-270.66"  # with tax 37.33
    assert desk.open() == ["580.34"]


def test_parts_then_the_rest_leave_exactly_nothing(desk: Desk, invoice: Document) -> None:
    notes = [desk.credit(invoice, 3, "111.11"), desk.credit(invoice, 3, "0.01"), desk.credit(invoice)]
    assert sum(note.total for note in notes) == -invoice.total
    assert sum(note.tax_total for note in notes) == -invoice.tax_total
    assert desk.find(invoice).open == 0
    assert [note.number for note in notes] == [f"GLT/CN/2026-27/0000{n}" for n in (1, 2, 3)]


def test_a_credit_on_a_paid_invoice_settles_others_and_the_rest_is_an_advance(
    desk: Desk, invoice: Document
) -> None:
    desk.put("Opening", tenant="T1", date="2026-09-01", amount="400")
    desk.pay("967", "2026-10-02", invoices=[invoice.number])
    assert desk.open() == ["400.00"]
    desk.credit(invoice)
    assert (desk.open(), money(desk.ageing("2026-10-09").advances)) == ([], "567.00")
    desk.let("1000", "2026-11-01", code="L2", units="A-2", basis="fixed")
    (november,) = desk.bill("2026-11")
    assert desk.find(november).open == november.total - 56700
    desk.balances("2026-11-01")


def test_a_credit_settles_its_own_invoice_before_what_is_due_longer(desk: Desk, invoice: Document) -> None:
    desk.put("Opening", tenant="T1", date="2026-09-01", amount="400").store()
    desk.credit(invoice, 3)
    assert desk.open() == ["400.00", "580.34"]


def test_a_credit_note_is_never_dated_before_its_invoice(desk: Desk, invoice: Document) -> None:
    assert str(desk.credit(invoice, 3, "1", "2026-10-01").date) == "2026-10-01"
    with pytest.raises(Refused, match="before that"):
        desk.credit(invoice, 3, "1", "2026-09-30")
    desk.today("2026-09-15")
    assert str(desk.credit(invoice, 3, "1").date) == "2026-10-01"


def test_only_invoices_are_credited_and_with_a_line_that_is_there(desk: Desk, invoice: Document) -> None:
    note = desk.credit(invoice, 3)
    for paper, line in ((note, None), (invoice, 4), (invoice, 0)):
        with pytest.raises(Refused):
            desk.credit(paper, line)


def test_a_credited_month_is_not_billed_again(desk: Desk, invoice: Document) -> None:
    desk.credit(invoice)
    assert desk.bill("2026-10") == []
    assert desk.changed() == []  # a credit for another reason is no change of terms


def test_the_percent_is_the_invoices_own(desk: Desk, invoice: Document) -> None:
    desk.put("Taxes", head="internet", authority="PRA", name="PST", pct="5", from_="2020-01-01").store(
        update=True
    )
    note = desk.credit(invoice, 3)
    assert [(one.pct, money(one.amount)) for one in note.taxes] == [(160_000, "-53.33")]


def test_what_a_funder_is_claimed_falls_with_a_whole_credit(desk: Desk, invoice: Document) -> None:
    note = desk.credit(invoice)
    assert [(line.scheme, line.funder, money(line.amount)) for line in note.lines if line.scheme] == [
        ("PSEB", "PSEB", "500.15")
    ]


def test_taxes_of_several_authorities_are_each_taken_back(desk: Desk) -> None:
    desk.let("1000", "2026-10-01", basis="fixed").tax("rent", "16").tax("rent", "3", name="Further")
    note = desk.credit(desk.only("2026-10"), 1, "333.33")
    assert [(one.name, money(one.amount)) for one in note.taxes] == [("PST", "-53.33"), ("Further", "-10.00")]
    assert money(note.total) == "-396.66"


def test_a_note_seen_before_it_is_issued_is_the_note_that_is_issued(desk: Desk, invoice: Document) -> None:
    head = desk.head()
    parts: list[tuple[dict[int, int | None] | None, bool]] = [
        ({1: 40_000, 3: None}, True),
        ({1: 10_000}, False),
        (None, True),
    ]
    for chosen, with_subsidy in parts:
        seen = preview_credit(desk.session, invoice.number or "", chosen, with_subsidy=with_subsidy)
        assert desk.head() == head
        made = credit_parts(
            desk.session, invoice.number or "", chosen, reason="late", with_subsidy=with_subsidy
        )
        note = made.told["document"]
        assert isinstance(note, Document)
        head = desk.head()
        assert amounts(seen.paper) == amounts(note)
        assert (seen.paper.taxes, seen.paper.total, seen.paper.date) == (note.taxes, note.total, note.date)
        assert seen.paper.open == note.open
        assert sum(amount for _, amount in seen.settles) + seen.advance == -note.total
        with desk.session.park.reading() as db:
            assert [one.number for one in settlements.credit_notes(db, invoice.id)][-1] == note.number
            assert (
                sum(one.amount for one in settlements.of_item(db, invoice.id))
                == invoice.total - desk.find(invoice).open
            )
    with pytest.raises(Refused, match="Nothing is left"):
        preview_credit(desk.session, invoice.number or "", None)
    with pytest.raises(Refused, match="a line at least"):
        preview_credit(desk.session, invoice.number or "", {})


def test_a_note_into_a_closed_month_is_refused_before_it_is_issued(desk: Desk, invoice: Document) -> None:
    desk.today("2026-11-02")
    close_month(desk.session, Month(2026, 10))
    desk.today("2026-10-20")
    with pytest.raises(Refused, match="is closed; reopen it with a reason first"):
        preview_credit(desk.session, invoice.number or "", None)
