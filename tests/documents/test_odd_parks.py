"""What seldom happens: a month with nothing but a credit note, nobody to write to, a code that must be read in bad light."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from stpdesk.core.codes import natural_key
from stpdesk.core.errors import Refused
from stpdesk.core.money import lakh
from stpdesk.db import documents
from stpdesk.reports import batches, catalogue, freezing
from stpdesk.reports.asked import Asked
from stpdesk.reports.figures.context import Context
from stpdesk.reports.figures.reminders import reminder
from tests.reports import drawn, reading

from . import parks
from .papers import CODE, Paper, made, recovery, refusal, said

OF_SOMEBODY = [
    one.name for one in catalogue.KINDS.values() if not one.of_a_month and one.name != "floor-plan"
]


@pytest.mark.parametrize("kind", OF_SOMEBODY)
def test_where_nobody_is_asking_for_their_paper_is_refused(
    contexts: Callable[[str], Context], kind: str
) -> None:
    assert refusal(contexts(parks.EMPTY), catalogue.kind(kind)).endswith(".")


BATCHES = [
    batches.invoice_files, batches.statement_files, batches.statements_in_one, batches.reminder_files,
    batches.reminders_in_one,
]  # fmt: skip


@pytest.mark.parametrize("batch", BATCHES)
def test_where_nothing_is_billed_or_owed_there_is_no_batch(
    contexts: Callable[[str], Context], batch: Callable[[Context], object]
) -> None:
    with pytest.raises(Refused, match="there are no"):
        batch(contexts(parks.EMPTY))


def test_only_those_with_something_overdue_are_reminded_in_the_tone_that_is_asked_for(
    contexts: Callable[[str], Context],
) -> None:
    usual = contexts(parks.USUAL)
    context = Context(
        usual.db, date(2026, 10, 5), usual.month, vault=usual.vault
    )  # October's invoices are not due yet
    late = [
        one.code for one in context.tenants() if one.id in context.ageing and context.ageing[one.id].overdue
    ]
    files = batches.reminder_files(context, "firm")
    assert [one.name for one in files] == [f"reminder 2026-10-05 {code}.pdf" for code in late]
    assert 0 < len(late) < len({one.tenant_id for one in context.open_items})
    assert len(reading.titles(batches.reminders_in_one(context, "firm"))) == len(late)
    told, text = reminder(context, late[0], "firm"), reading.text(files[0].make())
    assert "Second reminder" in text
    for item in told.data["items"]:
        days = (context.day - date.fromisoformat(item["due"])).days
        assert item["days"] == days > 0
        assert f" {days} {lakh(round(float(item['open']) * 100))}" in text
    assert len(told.data["items"]) == len(told.table.rows if told.table else ())


@pytest.mark.parametrize("kind", ["monthly", "invoices", "subsidy-claim", "withholding"])
def test_a_month_with_a_credit_note_alone_is_negative_on_every_paper(
    contexts: Callable[[str], Context], kind: str
) -> None:
    full = contexts(parks.FULL)
    context = Context(full.db, parks.NEGATIVE.last, parks.NEGATIVE, full.now, vault=full.vault)
    (note,) = documents.find(full.db, "month", str(parks.NEGATIVE))
    (paper,) = made(context, catalogue.kind(kind))
    assert drawn.faults(paper.pdf) == []
    if kind == "invoices":
        assert note.total < 0
        assert paper.text.count(lakh(note.total)) == 2
    if kind == "monthly":
        assert paper.found.data["billing"]["credited"] == f"{-note.total / 100:.2f}"


def test_t11_stands_before_t103(papers_of: Callable[[str, str], list[Paper]]) -> None:
    (claim,), (monthly,) = papers_of(parks.FULL, "subsidy-claim"), papers_of(parks.FULL, "monthly")
    space, money = monthly.found.space, monthly.found.money
    lists = [
        [one["tenant"] for one in claim.found.data["tenants"]], [one.tenant for one in money.claims[0].tenants],
        [one.tenant for one in money.withheld.awaited], [one.tenant for one in space.returns],
        [one.lease for one in space.departures],
    ]  # fmt: skip
    for codes in lists:
        assert codes == sorted(codes, key=natural_key) != sorted(codes)


def test_names_come_out_as_they_are(papers_of: Callable[[str, str], list[Paper]]) -> None:
    (paper,) = papers_of(parks.FULL, "ageing")
    cells = {cell for row in next(iter(paper.sheets.values())) for cell in row}
    bare = "".join(paper.text.split())
    for n, name in enumerate(parks.NAMES, start=1):
        full = f"{name[:196]} {n}"
        assert full in cells
        assert full.startswith(("کشمیر", "دارالحکومت", "😀")) or "".join(full.split()) in bare
    assert "سافٹ" in paper.text


def test_all_invoices_of_a_full_month_are_sound(
    contexts: Callable[[str], Context], papers_of: Callable[[str, str], list[Paper]], tmp_path: Path
) -> None:
    context = contexts(parks.FULL)
    (paper,) = papers_of(parks.FULL, "invoices")
    content = freezing.made(context.db, paper.kind, "pdf", paper.found, paper.imprint, context.month)
    file = tmp_path / "invoices.pdf"
    file.write_bytes(content)
    assert "No syntax or stream encoding errors found" in said("qpdf", "--check", str(file))
    assert len(reading.titles(content)) == parks.TENANTS
    some = documents.find(context.db, "month", str(context.month))
    text = reading.text(content)
    assert [one.number for one in some if lakh(one.total) not in text] == []


def test_libreoffice_reads_a_workbook_and_every_figure_fits_its_column(
    papers_of: Callable[[str, str], list[Paper]], tmp_path: Path
) -> None:
    file = (
        tmp_path / "monthly.xlsx"
    )  # of all workbooks the one with charts, sheets of lists, and sheets of many tables
    file.write_bytes(papers_of(parks.USUAL, "monthly")[0].xlsx)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    said("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file))
    text = reading.text(file.with_suffix(".pdf").read_bytes())
    assert "#" not in [word[:1] for word in text.split()], "a figure that does not fit its column"
    assert "Data hash" in text


def test_the_recovery_sheet_is_one_page_with_the_code_in_words_and_in_the_square(tmp_path: Path) -> None:
    for name in ("Software Technology Park, Skardu", "W" * 200, "<b>&", "سافٹ ویئر ٹیکنالوجی پارک"):
        content = recovery(name)
        assert drawn.faults(content) == []
        (page,) = reading.pages(content)
        assert "".join(page.split()).count(CODE.replace("-", "")) == 1
    assert recovery() == recovery()
    with pypdfium2.PdfDocument(recovery()) as document:
        assert len(document) == 1


def test_what_was_open_goes_on_to_what_is_open(contexts: Callable[[str], Context]) -> None:
    context = contexts(parks.USUAL)
    assert context.month is not None
    money = catalogue.kind("monthly").figures(context, Asked(month=context.month)).money
    held = next(one for one in money.documents if one.name == "Advances held")
    (deposits,) = context.db.execute(
        "SELECT coalesce(sum(a.amount), 0) FROM deposits d JOIN allocations a ON a.source_id = d.id WHERE a.date BETWEEN ? AND ?",
        (context.month.first.isoformat(), context.month.last.isoformat()),
    ).fetchone()
    assert held.before is not None
    settled = money.total.collected + deposits - (held.amount - held.before)
    assert money.total.open_before + money.total.billed - settled == money.total.open
