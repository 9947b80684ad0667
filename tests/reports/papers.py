"""Invoices and credit notes to print."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from stpdesk.core.documents import Document, DocumentLine
from stpdesk.core.money import E4, Paisa, share
from stpdesk.core.taxes import TaxLine

PARK = {
    "code": "GLT", "name": "SCO Software Technology Park", "city": "Gilgit", "province": "GB",
    "address": "Special Communications Organization, Konodas, Gilgit", "ntn": "1234567-8", "strn": "S1234567-8",
    "bank": "National Bank of Pakistan, Gilgit", "iban": "PK36SCBL0000001123456702", "sample": "yes",
}  # fmt: skip
PARTY = {
    "code": "T07", "name": "Karakoram Softworks (Pvt) Ltd", "kind": "company", "address": "Unit A-101, STP Gilgit",
    "ntn": "7654321-0", "strn": "12-34-5678-901-23", "cnic": None, "contact": "Sana Baig",
}  # fmt: skip


def rent(n: int = 1, amount: int = 90_000_00, **changes: Any) -> DocumentLine:
    """A line of rent by area for October 2026."""
    line = DocumentLine(
        f"line{n}", n, "rent", "rent", f"Rent, A-{100 + n}", f"A-{100 + n}", date(2026, 10, 1), date(2026, 10, 31),
        31, 31, "1000", "90.00", Paisa(amount),
    )  # fmt: skip
    return replace(line, **changes)


def subsidy(n: int, amount: int, **changes: Any) -> DocumentLine:
    """A subsidy on the line before it."""
    told: dict[str, Any] = {
        "kind": "subsidy", "description": "Subsidy 25 % of rent", "quantity": None, "rate": None, "unit": None,
        "scheme": "PSEB first year", "funder": "PSEB",
    }  # fmt: skip
    return rent(n, amount, **(told | changes))


def invoice(*lines: DocumentLine, taxes: tuple[TaxLine, ...] = (), **changes: Any) -> Document:
    """An invoice whose sums follow from its lines."""
    lines = lines or (rent(),)
    plain = sum(line.amount for line in lines if line.scheme is None)
    supported = sum(line.amount for line in lines if line.scheme is not None)
    tax = sum(one.amount for one in taxes)
    bare = plain + supported + tax
    rounding = round(bare / 100) * 100 - bare
    document = Document(
        "doc1", "GLT/INV/2026-27/00042", "invoice", "T07", date(2026, 10, 1), date(2026, 10, 11), lines, taxes,
        Paisa(plain), Paisa(supported), Paisa(tax), Paisa(rounding), Paisa(bare + rounding), Paisa(bare + rounding),
        PARK, PARTY, month="2026-10",
    )  # fmt: skip
    return replace(document, **changes)


def taxed() -> Document:
    """Worked case 1 of the rules: 1,000 sq ft at Rs 90, a quarter subsidised, 16 % tax: Rs 78,300."""
    tax = TaxLine(
        "Sales tax on services", "PRA", E4(160_000), Paisa(67_500_00), share(E4(160_000), 67_500_00)
    )
    return invoice(rent(1), subsidy(2, -22_500_00), taxes=(tax,))


def credit() -> Document:
    """A credit note for part of an invoice."""
    line = rent(1, -9_667_74, description="Rent, A-101", days=12, credits_line_id="line1")
    return invoice(
        line, number="GLT/CN/2026-27/00003", kind="credit", due=None, credits="GLT/INV/2026-27/00042",
        reason="The tenant left on 19 October 2026.",
    )  # fmt: skip


def many(count: int, **changes: Any) -> Document:
    """An invoice of so many lines of different amounts."""
    return invoice(*(rent(n, 1_000_00 + n * 10_01) for n in range(1, count + 1)), **changes)


def crowded() -> Document:
    """Eighteen lines with long words, three taxes, subsidies, a balance: as much as one page must hold."""
    long = "Air-conditioned hall with dedicated power on the second floor"
    lines: list[DocumentLine] = []
    for n in range(1, 18, 2):
        lines += [rent(n, 12_34_567_89, description=long, days=12), subsidy(n + 1, -3_08_641_97)]
    bases = [Paisa(1_00_000_00), Paisa(2_00_000_00), Paisa(3_00_000_00)]
    taxes = tuple(
        TaxLine(f"Sales tax {n}", "PRA", E4(160_000), base, share(E4(160_000), base))
        for n, base in enumerate(bases)
    )
    return invoice(*lines, taxes=taxes, previous_balance=Paisa(1_23_45_678_90))
