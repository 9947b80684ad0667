"""What a credit note may take (rule B11) as plain functions."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stpdesk.core.credits import CreditDraft, credit_draft, credit_lines, left_of
from stpdesk.core.documents import Document, DocumentLine
from stpdesk.core.errors import Refused
from stpdesk.core.money import E4, Paisa, share
from stpdesk.core.taxes import TaxKey, TaxLine, tax_key

from .made import day, e4, money, rs


def line(n: int, amount: int, *, taxed: bool = True, scheme: str | None = None) -> DocumentLine:
    """A line of October."""
    first, last = day("2026-10-01"), day("2026-10-31")
    return DocumentLine(
        str(n), n, "rent", "rent", "Rent", None, first, last, 31, 31, None, None, Paisa(amount), scheme,
        taxed=(1,) if taxed else (),
    )  # fmt: skip


def paper(*lines: DocumentLine, pct: str = "16", rounding: int = 0) -> Document:
    """An invoice of these lines with one tax on those that are taxed."""
    base = sum(one.amount for one in lines if one.taxed)
    taxes = (TaxLine("PST", "PRA", e4(pct), Paisa(base), share(e4(pct), base)),) if base else ()
    bare = sum(one.amount for one in lines) + sum(one.amount for one in taxes)
    return Document(
        "i", "GLT/INV/2026-27/00001", "invoice", "T1", day("2026-10-01"), day("2026-10-11"), lines, taxes,
        Paisa(bare), Paisa(0), Paisa(0), Paisa(rounding), Paisa(bare + rounding), Paisa(0), {}, {},
    )  # fmt: skip


class Books:
    """Keeps what was credited of one invoice."""

    def __init__(self, invoice: Document) -> None:
        self.invoice = invoice
        self.lines: Counter[str] = Counter()
        self.taxes: dict[TaxKey, tuple[int, int]] = {}
        self.rounding = 0
        self.total = 0

    def credit(self, n: int | None = None, amount: int | None = None) -> CreditDraft:
        left = left_of(self.invoice, self.lines, self.taxes, self.rounding)
        made = credit_draft(self.invoice, left, credit_lines(self.invoice, left, n, amount))
        for one, taken in made.lines:
            assert taken * one.amount < 0
            self.lines[one.id] += taken
        for tax in made.taxes:
            base, value = self.taxes.get(tax_key(tax), (0, 0))
            self.taxes[tax_key(tax)] = base + tax.base, value + tax.amount
        self.rounding += made.rounding
        self.total += (
            sum(taken for _, taken in made.lines) + sum(tax.amount for tax in made.taxes) + made.rounding
        )
        return made

    def left(self) -> int:
        """What of the invoice was not credited."""
        return self.invoice.total + self.total


def test_a_whole_credit_takes_lines_taxes_and_rounding() -> None:
    books = Books(paper(line(1, 9000000), line(2, -2250000, scheme="PSEB"), rounding=-30))
    made = books.credit()
    assert [money(amount) for _, amount in made.lines] == ["-90000.00", "22500.00"]
    assert (money(made.taxes[0].amount), money(made.rounding), books.left()) == ("-10800.00", "0.30", 0)


def test_a_part_of_a_line_takes_its_tax_in_the_invoices_own_percent() -> None:
    made = Books(paper(line(1, 100000), pct="16.5")).credit(1, rs("333.33"))
    assert [(money(tax.base), money(tax.amount)) for tax in made.taxes] == [("-333.33", "-55.00")]
    assert made.rounding == 0


def test_an_untaxed_line_takes_no_tax() -> None:
    books = Books(paper(line(1, 100000), line(2, 5000, taxed=False)))
    assert books.credit(2).taxes == ()
    assert books.left() == 116000


@pytest.mark.parametrize("amount", ["1000.01", "0", "-5"])
def test_no_more_than_is_left_and_no_less_than_something(amount: str) -> None:
    with pytest.raises(Refused, match="left to credit"):
        Books(paper(line(1, 100000))).credit(1, rs(amount))


def test_what_was_credited_is_left_no_more() -> None:
    books = Books(paper(line(1, 100000)))
    books.credit(1, rs("600"))
    with pytest.raises(Refused, match=r"400\.00 left"):
        books.credit(1, rs("400.01"))
    books.credit(1)
    assert books.left() == 0
    for n in (1, None):
        with pytest.raises(Refused):
            books.credit(n)


def test_a_line_that_is_not_there_and_an_amount_of_no_line_are_refused() -> None:
    books = Books(paper(line(1, 100000)))
    with pytest.raises(Refused, match="no line 2"):
        books.credit(2)
    with pytest.raises(Refused, match="which line"):
        books.credit(None, 100)


def test_the_last_line_takes_the_paisa_that_rounding_left() -> None:
    books = Books(paper(line(1, 33333), line(2, 33333), line(3, 33334), rounding=12))
    taxes = [books.credit(n).taxes[0].amount for n in (1, 2, 3)]
    assert [money(tax) for tax in taxes] == ["-53.33", "-53.33", "-53.34"]
    assert (books.rounding, books.left()) == (-12, 0)


def test_rounding_up_again_and_again_never_takes_more_tax_than_there_is() -> None:
    books = Books(paper(line(1, 100), line(2, 5, taxed=False), pct="2.5"))
    taxes = [sum(tax.amount for tax in books.credit(1, 20).taxes) for _ in range(5)]
    assert taxes == [-1, -1, -1, 0, 0]


lines_drawn = st.lists(st.tuples(st.integers(1, 10**7), st.booleans()), min_size=1, max_size=5)
asked = st.lists(st.tuples(st.integers(1, 5), st.one_of(st.none(), st.integers(1, 10**7))), max_size=8)


@given(lines_drawn, asked, st.integers(0, 250_000), st.integers(-50, 50))
def test_credits_never_take_more_than_is_left_and_the_last_leaves_nothing(
    drawn: list[tuple[int, bool]], wishes: list[tuple[int, int | None]], pct: int, rounding: int
) -> None:
    made = [line(n, amount, taxed=taxed) for n, (amount, taxed) in enumerate(drawn, 1)]
    books = Books(paper(*made, pct=str(E4(pct) / 10_000), rounding=rounding))
    for n, amount in wishes:
        try:
            books.credit(n, amount)
        except Refused:
            continue
        for one in made:
            assert 0 <= one.amount + books.lines[one.id] <= one.amount
        for tax in books.invoice.taxes:
            assert 0 <= tax.amount + books.taxes.get(tax_key(tax), (0, 0))[1] <= tax.amount
    if any(one.amount + books.lines[one.id] for one in made):
        books.credit()
    assert books.left() == 0
    assert all(
        books.taxes.get(tax_key(tax), (0, 0)) == (-tax.base, -tax.amount) for tax in books.invoice.taxes
    )
