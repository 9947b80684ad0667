"""Invoices and credit notes, read back from their PDFs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stpdesk.core.documents import Document, Fbr, Interrupted, PaidSince
from stpdesk.core.errors import Refused
from stpdesk.core.money import Paisa, lakh
from stpdesk.core.park import ParkSettings
from stpdesk.db.copies import provider_copy
from stpdesk.reports.pdf.invoice import invoice_pdf, invoices_pdf, write_invoice, write_invoices
from tests.reports import papers, reading
from tests.reports.papers import PARK, PARTY, credit, crowded, invoice, many, rent, subsidy, taxed

URDU = replace(
    invoice(rent(1, description="انٹرنیٹ, 12 of 31 days", days=12, unit="ہال A")),
    park={**PARK, "name": "سافٹ ویئر ٹیکنالوجی پارک", "address": "کنوداس، گلگت 15100"},
    party={**PARTY, "name": "ٹیک حل", "address": "یونٹ A-101، دوسری منزل (STP)"},
)
LONG = invoice(
    rent(1, 1_234_56_78_901_23, description="A-very-long-word" * 20),
    party={**PARTY, "name": "A tenant & <b>Sons</b> " * 9, "address": "X" * 200, "contact": "😀 👨‍👩‍👧"},
    park={**PARK, "name": "Park " * 40, "code": "LONGCODE99", "city": "City " * 30},
)
FBR = "7000007DI1747119701593"
TOLD = replace(crowded(), interrupted=Interrupted("2026-09", date(2026, 9, 25), 5_430, 0), fbr=Fbr(FBR, FBR))
BARE = invoice(park={"name": None}, party={}, number=None, due=None, month=None)
PAPERS = {
    "one line": invoice(), "taxed": taxed(), "credit": credit(), "18 lines": many(18), "crowded": crowded(),
    "60 lines": many(60), "urdu": URDU, "long": LONG, "bare": BARE, "told": TOLD,
}  # fmt: skip


@pytest.fixture(params=PAPERS, scope="module")
def paper(request: pytest.FixtureRequest) -> tuple[Document, bytes]:
    """Each kind of document and its PDF."""
    document = PAPERS[request.param]
    return document, invoice_pdf(document)


def test_every_amount_is_there(paper: tuple[Document, bytes]) -> None:
    document, content = paper
    told = reading.text(content)
    amounts = [line.amount for line in document.lines] + [tax.amount for tax in document.taxes]
    for amount in (*amounts, document.total):
        assert lakh(amount) in told


def test_nothing_stands_outside_the_margins(paper: tuple[Document, bytes]) -> None:
    assert reading.outside_margins(paper[1]) == []


def test_every_font_is_embedded(paper: tuple[Document, bytes]) -> None:
    content = paper[1]
    assert content.count(b"/FontFile2") == content.count(b"/Type /FontDescriptor") > 0
    assert b"Helvetica" not in content


def test_the_same_document_gives_the_same_bytes(paper: tuple[Document, bytes]) -> None:
    document, content = paper
    assert invoice_pdf(document) == content


def test_other_programs_find_no_fault(paper: tuple[Document, bytes], tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(paper[1])
    if shutil.which("qpdf"):
        assert subprocess.run(["qpdf", "--check", target], capture_output=True, check=False).returncode == 0
    if shutil.which("pdffonts"):
        told = subprocess.run(["pdffonts", target], capture_output=True, text=True, check=True).stdout
        rows = told.splitlines()[2:]
        assert rows
        assert all(row.split()[-5] == "yes" for row in rows)


def test_another_process_gives_the_same_bytes() -> None:
    program = (
        "import hashlib; from tests.reports.papers import crowded; from stpdesk.reports.pdf.invoice import invoice_pdf;"
        "from tests.reports.test_invoice_pdf import URDU, invoices_pdf;"
        "print(hashlib.sha256(invoices_pdf([URDU, crowded()])).hexdigest())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed}, cwd=Path(__file__).parents[2],
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(told) == 1


def test_the_eight_fields_of_a_tax_invoice() -> None:
    told = reading.text(invoice_pdf(taxed()))
    fields = [
        "SALES TAX INVOICE",
        *("SCO Software Technology Park", "Konodas, Gilgit", "S1234567-8", "1234567-8"),
        *("Karakoram Softworks (Pvt) Ltd", "Unit A-101, STP Gilgit", "7654321-0", "12-34-5678-901-23"),
        *("GLT/INV/2026-27/00042", "1 Oct 2026", "Rent, A-101"),
        *("67,500.00", "PRA Sales tax on services 16 % of 67,500.00", "10,800.00", "78,300.00"),
    ]
    assert [field for field in fields if field not in told] == []


def test_figures_words_due_date_and_bank() -> None:
    told = reading.text(invoice_pdf(taxed())).replace("\n", " ")
    for part in ("Rupees Seventy-Eight Thousand Three Hundred Only", "Pay by", "11 Oct 2026", "National Bank of Pakistan",
                 "PK36 SCBL 0000 0011 2345 6702", "Page 1 of 1", "sample data"):  # fmt: skip
        assert part in told


def test_part_of_a_month_is_said_once() -> None:
    told = reading.text(invoice_pdf(invoice(rent(1, description="Rent, A-101", days=12))))
    assert told.count("12 of 31 days") == 1
    told = reading.text(invoice_pdf(invoice(rent(1, description="Rent, A-101, 12 of 31 days", days=12))))
    assert told.count("12 of 31 days") == 1


def test_a_subsidy_stands_right_under_its_line_with_its_scheme() -> None:
    told = reading.text(invoice_pdf(invoice(rent(1), subsidy(2, -22_500_00), rent(3))))
    first, under, then = (told.index(part) for part in ("Rent, A-101", "PSEB first year", "Rent, A-103"))
    assert first < under < then
    assert "−22,500.00" in told


def test_metered_lines_say_kilowatt_hours() -> None:
    line = rent(1, 2_27_463_80, head="electricity", quantity="7200.5", rate="31.59", kind="usage")
    assert "7,200.5 kWh" in reading.text(invoice_pdf(invoice(line)))


def test_a_rent_says_square_feet_or_seats() -> None:
    seats = rent(2, description="Rent, 5 seats, A-101, A-102", quantity="5", unit=None)
    one = rent(3, description="Rent, 1 seat, A-103, 12 of 31 days", quantity="1", days=12)
    charge = rent(4, description="Internet", kind="charge", head="internet", quantity="7")
    told = " ".join(reading.text(invoice_pdf(invoice(rent(1), seats, one, charge))).split())
    for part in ("1,000 sq ft 90.00", " 5 seats 90.00", " 1 seat 90.00", " 7 90.00"):
        assert part in told


def test_a_previous_balance_and_the_total_due() -> None:
    told = reading.text(invoice_pdf(invoice(previous_balance=Paisa(1_000_50))))
    assert "Previous balance" in told
    assert "91,000.50" in told
    assert "Previous balance" not in reading.text(invoice_pdf(invoice()))


def test_what_was_paid_before_a_late_issue_is_taken_off_the_total_due() -> None:
    paid = PaidSince(date(2026, 11, 22), Paisa(1_000_50))
    told = reading.text(invoice_pdf(invoice(previous_balance=Paisa(1_000_50), paid_since=paid)))
    assert "Paid or credited since, to 22 Nov 2026" in told
    assert "−1,000.50" in told
    assert "91,000.50" not in told


def test_a_credit_note_says_what_and_why() -> None:
    told = reading.text(invoice_pdf(credit()))
    for part in ("CREDIT NOTE", "GLT/CN/2026-27/00003", "GLT/INV/2026-27/00042", "The tenant left on 19 October 2026.",
                 "−9,667.74", "−9,668.00", "Rupees Nine Thousand Six Hundred"):  # fmt: skip
        assert part in told
    assert "Pay by" not in told


def test_a_preview_is_marked() -> None:
    told = reading.text(invoice_pdf(invoice(number=None)))
    assert "PREVIEW" in told
    assert "nothing is issued" in told
    assert "GLT/INV" not in told


def test_urdu_is_found_and_copied_as_it_was_typed() -> None:
    told = reading.text(invoice_pdf(URDU))
    for part in ("سافٹ ویئر ٹیکنالوجی پارک", "ٹیک حل", "انٹرنیٹ", "دوسری منزل"):
        assert part in told
    assert "12 of 31 days" in told


def test_the_parks_name_in_urdu_stands_beside_the_number_of_the_invoice() -> None:
    name = "سافٹ ویئر ٹیکنالوجی پارک"
    told = reading.text(invoice_pdf(replace(URDU, park={**URDU.park, "name_urdu": name})))
    assert all(word in told for word in name.split())
    assert provider_copy(ParkSettings(code="GLT", name="STP", name_urdu=name))["name_urdu"] == name


def test_markup_and_emoji_are_only_text() -> None:
    told = reading.text(invoice_pdf(invoice(party={**PARTY, "name": "<b>A & B</b> 😀"})))
    assert "<b>A & B</b> \ufffd" in told


def test_eighteen_lines_fit_on_one_page() -> None:
    for document in (many(18), crowded(), TOLD):
        assert len(reading.pages(invoice_pdf(document))) == 1


def test_more_lines_flow_with_heads_and_sums_carried() -> None:
    document = many(60)
    told = reading.pages(invoice_pdf(document))
    assert len(told) == 2
    for number, page in enumerate(told, start=1):
        assert "Amount Rs" in page
        assert f"Page {number} of 2" in page
        assert "GLT/INV/2026-27/00042" in page
    on_first = [line.amount for line in document.lines if line.description in told[0].split("\n")[0:] or
                f"{line.description} " in told[0]]  # fmt: skip
    carried = lakh(sum(on_first))
    assert f"Carried forward {carried}" in told[0].replace("\n", " ")
    assert f"Brought forward {carried}" in told[1].replace("\n", " ")
    assert "Amount in words" not in told[0]


@pytest.mark.parametrize("count", [19, 31, 32, 33, 34, 35, 36, 64, 65, 66, 67, 68, 69, 70, 300])
def test_any_number_of_lines_is_printed_once_each(count: int) -> None:
    content = invoice_pdf(many(count))
    told = reading.text(content).replace("\n", " ")
    assert all(told.count(f"Rent, A-{100 + n} ") == 1 for n in range(1, count + 1))
    assert told.count("Amount in words") == 1
    assert reading.outside_margins(content) == []


def test_a_subsidy_never_begins_a_page_without_its_line() -> None:
    lines = [line for n in range(1, 90, 2) for line in (rent(n), subsidy(n + 1, -100_00))]
    told = reading.pages(invoice_pdf(invoice(*lines)))
    assert len(told) > 1
    for page in told[1:]:
        assert page.index("Rent, A-") < page.index("Subsidy 25 % of rent")


def test_a_batch_has_bookmarks_and_its_own_page_counts(tmp_path: Path) -> None:
    batch = [replace(many(n), number=f"GLT/INV/2026-27/{n:05d}") for n in (1, 40, 2)]
    write_invoices(batch, tmp_path / "all.pdf")
    content = (tmp_path / "all.pdf").read_bytes()
    told = reading.pages(content)
    assert len(told) == 4
    assert reading.titles(content) == [document.number for document in batch]
    assert [
        part in page for part, page in zip(("1 of 1", "1 of 2", "2 of 2", "1 of 1"), told, strict=True)
    ] == [True] * 4
    with pytest.raises(Refused, match="no invoices"):
        write_invoices([], tmp_path / "none.pdf")
    assert not (tmp_path / "none.pdf").exists()


def test_title_and_language(tmp_path: Path) -> None:
    write_invoice(invoice(), tmp_path / "a.pdf")
    content = (tmp_path / "a.pdf").read_bytes()
    assert reading.about(content)["Title"] == "Invoice GLT/INV/2026-27/00042"
    assert b"/Lang (en-PK)" in content


def test_sixty_letterheads_are_drawn_once() -> None:
    one, sixty = invoices_pdf([invoice()]), invoices_pdf([invoice()] * 60)
    assert one.count(b"/Subtype /Form") == sixty.count(b"/Subtype /Form") == 1


NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=40)
@given(NAMES, NAMES, NAMES, st.integers(min_value=-(10**12), max_value=10**12), st.dates(date(1990, 1, 1)))
def test_any_words_and_amounts_print(
    name: str, address: str, description: str, amount: int, day: date
) -> None:
    line = rent(1, amount, description=description, first=day, last=day, unit=name[:10])
    document = invoice(line, party={"name": name, "address": address}, date=day, reason=description)
    content = invoice_pdf(document)
    assert lakh(Paisa(amount)) in reading.text(content)
    assert reading.outside_margins(content) == []


def test_a_document_without_lines_still_prints() -> None:
    told = reading.text(invoice_pdf(replace(invoice(), lines=(), subtotal=Paisa(0), total=Paisa(0))))
    assert "Rupees Zero Only" in told


def test_the_sample_is_case_1() -> None:
    assert papers.taxed().total == 78_300_00


def test_outages_and_the_number_of_the_fbr_are_printed_only_where_they_are_known() -> None:
    text = reading.text(invoice_pdf(TOLD))
    assert "Outages at your offices, September 2026, up to 25 Sep 2026" in text
    assert "Without power 90.5 min, without internet none" in text
    assert f"FBR invoice number\n{FBR}" in text
    plain = reading.text(invoice_pdf(crowded()))
    assert "Outages" not in plain and "FBR" not in plain
