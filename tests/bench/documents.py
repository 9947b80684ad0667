"""PDF and Excel: time and memory of each document, against the same pages drawn bare or the same rows through bare openpyxl."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from tests.bench._lines import ROOT, Lines

TRIES = 3
COLUMNS = 12


def least(work: Callable[[], object]) -> float:
    """Seconds of processor time of the best of a few tries: what others do on this computer is no part of it."""
    return min(spent(work) for _ in range(TRIES))


def spent(work: Callable[[], object]) -> float:
    """Seconds of processor time."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def invoices(count: int) -> bytes:
    """So many invoices of one page in one file."""
    from stpdesk.reports.pdf.invoice import invoices_pdf
    from tests.reports import papers

    return invoices_pdf([papers.taxed() for _ in range(count)])


def outage_log(rows: int) -> Any:
    """A log as the outage report prints it."""
    from stpdesk.reports.figures.table import Cell, Heading, Report, Table
    from tests.reports import sheets

    begins = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp())
    heads = [Heading("Service"), Heading("Start", Cell.INSTANT), Heading("End", Cell.INSTANT),
             Heading("Minutes", Cell.MINUTES), Heading("Tenants", Cell.COUNT), Heading("Cause"), Heading("Note")]  # fmt: skip
    made = [
        ("power", begins + n * 3600, begins + n * 3600 + 1234, 20 + n % 7, n % 40, "load shedding", "the feeder came back late")
        for n in range(rows)
    ]  # fmt: skip
    return Report("outages", "Outages", sheets.PARK, sheets.ABOUT, [Table("Events", heads, made)])


def workbook(rows: int) -> Any:
    """A table of a dozen columns."""
    from stpdesk.reports.figures.table import Cell, Heading, Report, Table
    from tests.reports import sheets

    heads = [Heading("Code"), Heading("Name"), Heading("Day", Cell.DATE),
             *(Heading(f"Amount {n}", Cell.MONEY) for n in range(COLUMNS - 3))]  # fmt: skip
    made: list[tuple[str | int | date, ...]] = [
        (f"T{n}", f"Company {n} (Pvt) Ltd", date(2026, 1, 1) + timedelta(n % 365), *(n * 1_234_56 + at for at in range(COLUMNS - 3)))
        for n in range(rows)
    ]  # fmt: skip
    return Report("rows", "Rows", sheets.PARK, sheets.ABOUT, [Table("Rows", heads, made)])


def floor_of(content: bytes) -> float:
    """Seconds that as many pages with the same words take, line by line, through reportlab's canvas alone."""
    from reportlab.pdfgen.canvas import Canvas

    from stpdesk.reports.pdf.fonts import Weight, latin
    from tests.reports import reading

    font = latin(Weight.REGULAR).fontName
    pages = [text.split("\n") for text in reading.pages(content)]

    def draw() -> None:
        canvas = Canvas(BytesIO(), pageCompression=1, initialFontName=font)  # type: ignore[arg-type]  # the stub is wrong
        for lines in pages:
            canvas.setFont(font, 8)
            for at, line in enumerate(lines):
                canvas.drawString(50, 800 - at * 5, line)
            canvas.showPage()
        canvas.save()

    return least(draw)


def bare_rows(report: Any) -> float:
    """Seconds the same rows take through bare openpyxl, write-only."""
    from openpyxl import Workbook

    def write() -> None:
        book = Workbook(write_only=True)
        page = book.create_sheet("Rows")
        for row in report.tables[0].rows:
            page.append(row)
        book.save(BytesIO())

    return least(write)


def peak(what: str) -> float:
    """MB a fresh process takes at most for it, above what the imports and the rows themselves take."""
    high = "int(re.search('VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])"
    code = (
        "import re\nfrom tests.bench import documents as d\n"
        "import openpyxl, stpdesk.reports.pdf.invoice, stpdesk.reports.xlsx.tables\nd.invoices(1)\n"
        f"{_MEMORY[what][0]}\nbefore = {high}\n{_MEMORY[what][1]}\nprint(({high} - before) / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return float(done.stdout)


_MEMORY = {
    "600 invoices": ("", "d.invoices(600)"),
    "workbook": (
        "r = d.workbook(20_000)",
        "from stpdesk.reports.xlsx.tables import report_xlsx; report_xlsx(r)",
    ),
}
"""What is made before, and what is measured."""


def monthly(lines: Lines, place: Path) -> None:
    """The report of 200 tenants, from figures to bytes; and the first page on screen."""
    import pypdfium2

    from stpdesk.reports import catalogue
    from stpdesk.reports.asked import Asked
    from tests.documents import parks
    from tests.documents.papers import context_of

    month, kind = parks.OF[parks.FULL], catalogue.kind("monthly")
    with parks.opened(parks.shared(place, parks.FULL)) as park, park.reading() as db:
        context = context_of(park, db, month)
        took = spent(lambda: kind.figures(context, Asked(month=month)))
        found = kind.figures(context, Asked(month=month))
        content = kind.made("pdf", found, None)
        lines.most(
            "monthly report of 200 tenants, as PDF", least(lambda: kind.made("pdf", found, None)), 0.4, "s"
        )
        print(
            f"its figures: {took:.3f} s; as workbook: {least(lambda: kind.made('xlsx', found, None)):.3f} s"
        )
        print(f"the same words bare: {floor_of(content):.3f} s, {len(content) / 1000:.0f} KB")

        def first() -> None:
            with pypdfium2.PdfDocument(content) as document:
                document[0].render(scale=1.5)

        lines.most("first page of its preview", least(first), 0.15, "s")


def main() -> None:
    """Prints each against its limit."""
    from stpdesk.reports.pdf.tables import report_pdf
    from stpdesk.reports.xlsx.tables import report_xlsx

    lines = Lines()
    sixty = invoices(60)
    took = least(lambda: invoices(60))
    lines.most("60 invoices", took, 0.3, "s")
    lines.most("60 invoices", len(sixty) / 1000, 200, "KB")
    lines.ratio("60 invoices, bare", took, floor_of(sixty), 4)
    lines.most("600 invoices", least(lambda: invoices(600)), 1.5, "s")
    lines.most("600 invoices, memory", peak("600 invoices"), 60, "MB")
    log = outage_log(5_000)
    took = least(lambda: report_pdf(log))
    lines.most("5,000-row outage log", took, 1.0, "s")
    lines.ratio("5,000-row outage log, bare", took, floor_of(report_pdf(log)), 4)
    rows = workbook(20_000)
    took = least(lambda: report_xlsx(rows))
    lines.most("20,000 × 12 workbook", took, 2.0, "s")
    lines.ratio("20,000 × 12 workbook, bare", took, bare_rows(rows), 1)
    lines.most("20,000 × 12 workbook, memory", peak("workbook"), 60, "MB")
    with tempfile.TemporaryDirectory() as place:
        monthly(lines, Path(place))
    lines.end()
