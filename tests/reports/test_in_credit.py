"""A tenant who paid more than all is in credit: every paper says so, none asks for money."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from stpdesk.core.documents import PaidSince
from stpdesk.core.errors import NothingToSay
from stpdesk.core.money import Paisa
from stpdesk.core.months import Month
from stpdesk.reports import account_letters, batches, catalogue
from stpdesk.reports.asked import Asked
from stpdesk.reports.figures.context import Context
from stpdesk.reports.figures.issued import issued_imprint
from stpdesk.reports.pdf.invoice import invoice_pdf
from tests.actions.conftest import Desk
from tests.reports import reading
from tests.reports.papers import credit, crowded, invoice

ASKING = ("Due date", "Total due", "Pay by", "IBAN")
"""What asks for money."""


def said(content: bytes) -> str:
    """The words of a PDF on one line."""
    return " ".join(reading.text(content).split())


def test_an_invoice_of_a_tenant_in_credit_asks_for_nothing_and_bears_the_same_hash() -> None:
    owed, paper = invoice(), invoice(previous_balance=Paisa(-90_841_00))
    told = said(invoice_pdf(paper))
    assert [part for part in ASKING if part in told] == []
    for part in ("In credit Rs 841.00", "Rupees Eight Hundred Forty-One Only", "Rupees Ninety Thousand Only",
                 "−90,841.00", "this credit counts against the next invoice"):  # fmt: skip
        assert part in told
    assert issued_imprint(paper) == issued_imprint(owed)
    assert [part for part in ASKING if part not in reading.text(invoice_pdf(owed))] == ["Total due"]


def test_a_credit_note_after_which_the_tenant_is_in_credit_says_so() -> None:
    note = credit()
    told = said(invoice_pdf(replace(note, previous_balance=Paisa(-note.total - 841_00))))
    assert "In credit after it Rs 841.00" in told
    assert "next invoice" not in told


def test_eighteen_lines_of_a_tenant_in_credit_fit_on_one_page() -> None:
    assert len(reading.pages(invoice_pdf(replace(crowded(), previous_balance=Paisa(-99_00_00_000_00))))) == 1


def test_a_balance_of_nothing_before_a_late_issue_is_no_line() -> None:
    told = said(invoice_pdf(invoice(paid_since=PaidSince(date(2026, 11, 22), Paisa(50_000_00)))))
    assert "Previous balance" not in told
    assert "−50,000.00" in told
    assert "Total due Rs 40,000.00" in told


@pytest.fixture
def paid(desk: Desk) -> Desk:
    """Two invoices of Rs 1,000, the second overdue again: its cheque bounced while more than all was held in advance."""
    desk.let("1000", "2026-09-01", basis="fixed").today("2026-10-01").bill("2026-09")
    desk.pay("1000", "2026-10-02")
    desk.bill("2026-10")
    cheque = desk.pay("1000", "2026-10-03")
    desk.pay("1841", "2026-10-04")
    desk.today("2026-11-02").reverse(cheque, "2026-10-20")
    return desk


def test_a_statement_of_a_tenant_in_credit_says_so_and_its_workbook_keeps_the_sign(paid: Desk) -> None:
    with paid.session.park.reading() as db:
        context = Context(db, date(2026, 10, 31), Month(2026, 10))
        kind = catalogue.kind("statement")
        found = kind.figures(context, Asked(tenant="T1"))
    told = said(kind.made("pdf", found, None))
    assert "In credit Rs 841.00" in told
    assert "Closing balance, in credit" in told
    assert found.data["closing"] == "-841.00"
    book = openpyxl.load_workbook(BytesIO(kind.made("xlsx", found, None)), read_only=True)
    cells = [row for page in book.worksheets for row in page.iter_rows(values_only=True)]
    (last,) = (row for row in cells if "Closing balance, in credit" in row)
    assert -841 in last


def test_a_tenant_in_credit_is_reminded_of_nothing(paid: Desk) -> None:
    with paid.session.park.reading() as db:
        context = Context(db, date(2026, 10, 31), Month(2026, 10))
        (aged,) = context.ageing.values()
        assert (aged.overdue, aged.advances) == (1_000_00, 1_841_00)
        with pytest.raises(NothingToSay, match=r"T1 has Rs 1,841\.00 in advance .* nothing is owed"):
            catalogue.kind("reminder").figures(context, Asked(tenant="T1"))
        with pytest.raises(NothingToSay, match="Nobody has anything overdue"):
            batches.reminder_files(context)
        with pytest.raises(NothingToSay, match="Nobody has anything overdue"):
            account_letters.receivers(context, batches.REMINDER)
