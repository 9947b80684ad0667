"""The monthly report on paper, read back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from openpyxl import load_workbook
from PIL import Image

from stpdesk.core.money import Paisa, lakh
from stpdesk.reports.figures.imprint import Imprint, digest
from stpdesk.reports.figures.monthly.document import NOTHING, TITLES, Monthly
from stpdesk.reports.figures.monthly.summary import Matter
from stpdesk.reports.figures.written import DASH, number, whole
from stpdesk.reports.pdf.monthly.document import monthly_pdf
from stpdesk.reports.pdf.monthly.section import SOME
from stpdesk.reports.pdf.monthly.space import LARGEST_EXPORTERS
from stpdesk.reports.xlsx.monthly import monthly_xlsx
from tests.actions.conftest import Desk
from tests.reports import drawn, reading
from tests.reports.months import ODD, busy, opened, plain, report

FEW = tuple(
    Matter(f"Matter {number}: the generator's overhaul", date(2026, 6, number), Paisa(number * 1_00_000_00), "Approve it")
    for number in range(1, 4)
)  # fmt: skip
MANY = tuple(
    Matter(f"Matter {number}. " + "It is a long story. " * 14, None, None, "Decide this. " * 9) for number in range(1, 6)
)  # fmt: skip


@pytest.fixture(scope="module")
def made(empty_park: Path, tmp_path_factory: pytest.TempPathFactory) -> Monthly:
    """The report of October of a park with tenants of every sort of name."""
    with opened(empty_park, tmp_path_factory.mktemp("busy") / "park") as desk:
        return report(busy(desk), "2026-10")


@pytest.fixture(scope="module")
def empty(empty_park: Path, tmp_path_factory: pytest.TempPathFactory) -> Monthly:
    """The report of a park with nothing in it."""
    with opened(empty_park, tmp_path_factory.mktemp("empty") / "park") as desk:
        return report(Desk(desk.session.park, desk.clock), "2026-10")


@pytest.fixture(scope="module")
def full(made: Monthly) -> Monthly:
    """200 tenants and 300 outages."""
    space, services = made.space, made.services
    tenants = tuple(
        replace(space.returns[at % len(space.returns)], tenant=f"T{at:03d}", name=f"Tenant {at:03d} of many")
        for at in range(200)
    )
    outages = tuple(
        replace(services.outages[at % len(services.outages)], cause=f"cause {at:03d}") for at in range(300)
    )
    return replace(made, space=replace(space, returns=tenants), services=replace(services, outages=outages))


def imprint(made: Monthly, **more: object) -> Imprint:
    """Its identity."""
    return Imprint("GLT/monthly/2026-10", digest(made.data), 1, 1_793_500_000, **more)  # type: ignore[arg-type]


def attended(made: Monthly, matters: tuple[Matter, ...]) -> Monthly:
    """The report with these matters."""
    return replace(made, summary=replace(made.summary, attention=matters))


def told(content: bytes) -> str:
    """The text of all pages, line ends as blanks."""
    return " ".join(plain(reading.text(content)).split())


def test_nothing_leaves_the_margins_or_stands_over_something_else(
    made: Monthly, empty: Monthly, full: Monthly
) -> None:
    for one in (empty, attended(made, FEW), attended(made, MANY), full):
        assert drawn.faults(monthly_pdf(one, imprint(one))) == []


def test_the_same_figures_give_the_same_bytes_and_every_font_is_embedded(made: Monthly) -> None:
    content = monthly_pdf(made, imprint(made))
    assert monthly_pdf(made, imprint(made)) == content
    assert content.count(b"/FontFile2") == content.count(b"/Type /FontDescriptor") > 0
    assert b"Helvetica" not in content
    assert b"/Lang (en-PK)" in content
    assert reading.about(content)["CreationDate"] == "D:20261101072640+05'00'"
    assert reading.about(content)["Title"] == f"Monthly report, {made.park_name}, October\u00a02026"


def test_the_first_page_answers_how_full_how_paid_how_powered(made: Monthly) -> None:
    page = " ".join(plain(reading.pages(monthly_pdf(attended(made, FEW), imprint(made)))[0]).split())
    assert plain(made.summary.headline) in page
    for one in made.summary.kpis:
        assert plain(one.shown) in page
        assert plain(one.changed) in page
    for bar in made.summary.ageing.bars:
        assert f"{bar.name} " in page
        assert whole(bar.amount) in page
    for lane in made.summary.strip.lanes:
        assert lane.shown in page
    for matter in FEW:
        assert matter.matter in page
        assert f"Rs {whole(matter.exposure or 0)}" in page
    assert made.summary.owing.rows
    for owed in made.summary.owing.rows:
        shown = (
            whole(owed.open),
            number(owed.days) if owed.days else DASH,
        )  # beside a name in Urdu they are read from the right
        assert " ".join(shown) in page or " ".join(reversed(shown)) in page
    assert plain(made.summary.owing.note) in page
    assert plain(made.standing) in page


def test_the_first_page_is_full_with_and_without_matters(made: Monthly) -> None:
    for matters in ((), FEW[:1], FEW, MANY):
        with pypdfium2.PdfDocument(monthly_pdf(attended(made, matters), imprint(made))) as document:
            ink = document[0].render(scale=1).to_pil().convert("L").crop((45, 640, 550, 765)).getextrema()
        assert ink[0] < 150, len(matters)


def test_without_a_matter_who_owes_stands_across_the_page(made: Monthly) -> None:
    for matters, beside in (((), False), (FEW, True)):
        with pypdfium2.PdfDocument(monthly_pdf(attended(made, matters), imprint(made))) as document:
            text = document[0].get_textpage()
            at, _ = text.search("Needs PSEB").get_next()
            assert (text.get_charbox(at)[0] > 200) == beside


def test_matters_that_need_more_room_go_on_to_the_next_page(made: Monthly) -> None:
    pages = reading.pages(monthly_pdf(attended(made, MANY), imprint(made)))
    first, second = (" ".join(page.split()) for page in pages[:2])
    assert "Matter 1." not in first
    assert all(f"Matter {number}." in second for number in range(1, 6))
    assert second.count("It is a long story.") == 14 * 5


def test_every_section_tells_its_figures(made: Monthly) -> None:
    text = told(monthly_pdf(made, imprint(made)))
    for sentence in (made.space.sentence, made.money.sentence, made.services.sentence, made.money.withheld.sentence,
                     made.services.generator.sentence, made.money.rate.sentence, *made.services.rules):  # fmt: skip
        assert plain(sentence) in text
    for head in (*made.money.heads, made.money.total):
        for amount in (
            head.billed,
            head.billed_before,
            head.collected,
            head.collected_before,
            head.open,
            head.open_before,
        ):
            assert lakh(amount) in text
    for debtor in made.money.debtors:
        assert lakh(debtor.total) in text
    for claim in made.money.claims:
        assert claim.scheme in text
        assert lakh(claim.amount) in text
    for index in made.services.indices:
        assert index.name in text
        assert index.rule in text
    for unit in made.space.vacant:
        assert plain(unit.lasted) in text
    for outage in made.services.outages:
        assert outage.cause in text


def test_names_of_every_sort_are_printed_whole(made: Monthly) -> None:
    text = told(monthly_pdf(made, imprint(made)))
    assert ODD[0] in text.replace(" ", "") or ODD[0].replace(" ", "") in text.replace(" ", "")
    assert "<b>A & B</b>" in text
    assert all(word in text for word in ("آغا", "ڈیجیٹل"))
    assert " ".join(ODD[3].split()) in text


def test_sections_are_numbered_in_the_parks_order(made: Monthly) -> None:
    order = ("summary", "services", "money", "space", "certification")
    content = monthly_pdf(replace(made, order=order), imprint(made))
    marks = [title for title in reading.titles(content) if title[0].isdigit()]
    assert marks == [f"{number} {TITLES[section]}" for number, section in enumerate(order[1:], start=1)]
    text = told(content)
    places = [text.index(f"{number} {TITLES[section]}") for number, section in enumerate(order[1:], start=1)]
    assert places == sorted(places)


def test_a_park_without_anything_says_so_in_every_section(empty: Monthly) -> None:
    content = monthly_pdf(empty, imprint(empty))
    text = told(content)
    for key, sentence in NOTHING.items():
        assert sentence in text or key == "heads"
    assert 3 <= len(reading.pages(content)) <= 6


def test_200_tenants_and_300_outages_take_six_pages_and_say_where_the_rest_is(full: Monthly) -> None:
    content = monthly_pdf(full, imprint(full))
    pages, text = reading.pages(content), told(content)
    assert 4 <= len(pages) <= 6
    assert "The returns of all 200 tenants are in this report's workbook, sheet Returns." in text
    assert f"The {SOME} longest of 300; all are in this report's workbook, sheet Outages." in text
    exporters = full.space.exporters(LARGEST_EXPORTERS)
    assert all(text.count(one.name) == 1 for one in exporters)
    assert text.count(" of many") == len(exporters) > 0
    assert text.count("cause ") == SOME
    for kind in full.space.kinds:
        assert f"{kind.kind} {kind.tenants} {kind.reported} " in text
    assert f"Page 1 of {len(pages)}" in pages[0]


def test_all_that_is_left_out_on_paper_is_in_the_workbook(full: Monthly) -> None:
    book = load_workbook(BytesIO(monthly_xlsx(full, imprint(full))), read_only=True)
    cells = {
        name: {cell for row in book[name].iter_rows(values_only=True) for cell in row}
        for name in ("Returns", "Outages")
    }
    assert {f"Tenant {at:03d} of many" for at in range(200)} <= cells["Returns"]
    assert {f"cause {at:03d}" for at in range(300)} <= cells["Outages"]


def test_every_fact_is_told_once(made: Monthly) -> None:
    text = told(monthly_pdf(made, imprint(made)))
    said = [
        made.summary.headline,
        *made.summary.sentences,
        made.space.sentence,
        made.money.sentence,
        made.services.sentence,
    ]
    clauses = [
        clause for one in said for clause in re.split(r"[.;] ?(?=[A-Za-z]|$)", plain(one)) if len(clause) > 20
    ]
    assert [clause for clause in clauses if text.count(clause) != 1] == []


def test_the_code_on_the_last_page_holds_number_revision_and_hash(made: Monthly) -> None:
    identity = imprint(made)
    content = monthly_pdf(made, identity)
    with pypdfium2.PdfDocument(content) as document:
        picture = document[len(document) - 1].render(scale=3).to_pil()
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [identity.qr]
    assert all(identity.digest[:16] in page for page in reading.pages(content))


def test_who_signs_and_what_changed_is_printed(made: Monthly) -> None:
    identity = imprint(made, changes=("Billed was Rs 1,00,000 and is Rs 1,10,000.", "A credit note came."))
    text = told(monthly_pdf(made, identity))
    for part in (*identity.changes, *(one.act for one in made.certification.signatories)):
        assert part in text
    assert plain(made.certification.statement) in text
    many = imprint(made, changes=tuple(f"Change {number} of a long list." for number in range(200)))
    assert drawn.faults(monthly_pdf(made, many)) == []
    assert all(plain(one) in text for one in made.certification.checking)


def test_cover_text_name_in_urdu_and_logo_stand_on_the_first_page(made: Monthly) -> None:
    file = BytesIO()
    Image.new("RGB", (80, 40), "navy").save(file, "PNG")
    one = replace(
        made,
        cover="A word of the manager. " * 12,
        name_urdu="سافٹ ویئر پارک",
        notices=("A file was left out.",),
    )
    content = monthly_pdf(one, imprint(one, logo=file.getvalue()))
    page = " ".join(reading.pages(content)[0].split())
    for part in ("A word of the manager.", "سافٹ", "A file was left out."):
        assert part in page
    assert content.count(b"/Subtype /Image") == 1
    assert drawn.faults(content) == []


def test_a_draft_without_identity_prints(made: Monthly) -> None:
    text = told(monthly_pdf(made))
    assert "data hash" not in text
    assert "Page 1 of" in text
