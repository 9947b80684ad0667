"""Papers on screen and on their way to a printer: pages, zoom, search, words, ranges, copies, the very bytes."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QPageRanges
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from stpdesk.core.errors import NothingToSay, Refused
from stpdesk.ui.desk import Desk
from stpdesk.ui.papers import pages, printing
from stpdesk.ui.papers.preview import PagePreview
from stpdesk.ui.papers.sheets import _laid

COUNT = 30


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """Thirty pages, the second across; page n says `Page n of the ledger`."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for page in range(1, COUNT + 1):
        canvas.setPageSize(landscape(A4) if page == 2 else A4)
        canvas.setFont("Helvetica", 14)
        canvas.drawString(72, 500, f"Page {page} of the ledger")
        canvas.rect(20, 20, 100, 50, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A desk without a park: pages need none."""
    made = Desk()
    yield made
    made.close()


@pytest.fixture
def preview(qtbot: QtBot, desk: Desk, pdf: bytes) -> PagePreview:
    """The paper, shown."""
    made = PagePreview(desk)
    qtbot.addWidget(made)
    made.resize(760, 600)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    with qtbot.waitSignal(made.view.painted, timeout=10_000):
        made.show_paper("Ledger", pdf)
    return made


def test_only_the_pages_that_are_seen_are_kept(qtbot: QtBot, preview: PagePreview) -> None:
    view = preview.view
    view.setFocus()
    for _ in range(5):
        qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page == 5
    assert view.accessibleName() == f"Ledger, page 6 of {COUNT}"
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert preview.place.text() == f"Page {COUNT} of {COUNT}"
    qtbot.waitUntil(lambda: set(view._pictures) == set(view.seen()), timeout=5_000)
    assert view.kept <= 3
    assert preview.thumbs.page == COUNT - 1
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(preview.thumbs, Qt.Key.Key_Down)
    assert view.page == 1


def test_it_zooms_by_keys_and_fits_the_width_or_the_page(qtbot: QtBot, preview: PagePreview) -> None:
    view = preview.view
    widest = max(range(COUNT), key=lambda page: view.sizes[page][0])
    assert view.width_of(widest) <= view.viewport().width() < view.width_of(widest) + 40
    before = view.zoom
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoom == pytest.approx(before * 1.25)
    assert preview.fit.value() is None
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.zoom == pytest.approx(before)
    preview.fit.buttons[1].click()
    assert view.height_of(view.page) <= view.viewport().height()


def test_words_are_found_counted_and_stepped_through(qtbot: QtBot, preview: PagePreview) -> None:
    qtbot.keyClick(preview.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(preview.line, "LEDGER")
    qtbot.waitUntil(lambda: preview.count.text() == f"1 of {COUNT}", timeout=5_000)
    qtbot.keyClick(preview.line, Qt.Key.Key_Return)
    assert preview.count.text() == f"2 of {COUNT}"
    assert preview.view.page == 1
    preview.step(-2)
    assert preview.count.text() == f"{COUNT} of {COUNT}"
    preview.line.setText("nowhere")
    qtbot.waitUntil(lambda: preview.count.text() == "Not found", timeout=5_000)
    qtbot.keyClick(preview.line, Qt.Key.Key_Escape)
    assert not preview.search.isVisible()
    assert preview.view.hasFocus()


def test_dragged_words_are_copied_and_without_any_the_page(qtbot: QtBot, preview: PagePreview) -> None:
    view = preview.view
    (first,) = pages.found(preview.pdf, "Page 1 of")[:1]
    box = view._on_screen(0, first.boxes[0]).toRect()
    qtbot.mousePress(
        view.viewport(), Qt.MouseButton.LeftButton, pos=box.center() - QPoint(box.width() // 2 - 1, 0)
    )
    qtbot.mouseMove(view.viewport(), box.center() + QPoint(box.width() // 2 - 1, 0))
    qtbot.waitUntil(lambda: view._selected is not None, timeout=5_000)
    view.copy()
    assert "Page 1 of" in QGuiApplication.clipboard().text()
    view.show_pdf(preview.pdf, view.sizes)
    view.copy()
    qtbot.waitUntil(lambda: "Page 1 of the ledger" in QGuiApplication.clipboard().text(), timeout=5_000)


def test_a_page_is_painted_pixel_by_pixel_where_its_box_was_rounded_otherwise(pdf: bytes) -> None:
    drawn = pages.picture(pdf, 0, 301)
    for ratio in (1.0, 2.0):
        box = QRect(5, 9, round(drawn.width() / ratio), round(drawn.height() / ratio) - 1)
        place = _laid(box, drawn, ratio)
        assert place.topLeft() == box.topLeft()
        assert (place.size() * ratio).toSize() == drawn.size()
    assert _laid(QRect(0, 0, 90, 120), drawn, 1.0).size().toSize() == QRect(0, 0, 90, 120).size()


def test_a_sentence_stands_where_there_is_no_paper(preview: PagePreview) -> None:
    preview.say("A statement needs a tenant.", wrong=True)
    assert preview.said == "A statement needs a tenant."
    assert preview.pdf == b""
    assert not preview.seek.isEnabled()


def test_a_paper_that_would_be_empty_is_no_fault_and_a_wrong_day_is(preview: PagePreview) -> None:
    shown = []
    for refusal in (NothingToSay("{tenant} owes nothing.", tenant="T1"), Refused("No such month.")):
        travelled = pickle.loads(pickle.dumps(refusal))
        preview.refuse(travelled)
        assert preview.said == str(refusal)
        shown.append(preview._icon.property("drawn")[:2])
    assert shown == [["paper", "muted"], ["alert", "red"]]


@pytest.fixture
def printer(tmp_path: Path) -> QPrinter:
    """One that prints into a file."""
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "printed.pdf"))
    made.setDocName("Ledger")
    return made


def test_pages_are_painted_as_chosen_as_large_as_they_are(
    printer: QPrinter, pdf: bytes, tmp_path: Path
) -> None:
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setPageRanges(QPageRanges.fromString("1-2,4"))
    chosen = printing.chosen_pages(printer, COUNT)
    assert chosen == [0, 1, 3]
    printing.paint_pages(printer, pdf, chosen)
    printed = (tmp_path / "printed.pdf").read_bytes()
    made = pages.sizes(printed)
    assert [width > height for width, height in made] == [False, True, False]
    for place, page in enumerate(chosen):
        had, has = pages.picture(pdf, page, 300), pages.picture(printed, place, 300)
        assert has.height() == pytest.approx(had.height(), abs=2)
        dark = [one.pixelColor(30, one.height() - 15).lightness() for one in (had, has)]
        assert max(dark) < 40


def test_pictures_for_a_printer_tell_how_far_they_are_and_stop(
    printer: QPrinter, pdf: bytes, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []

    def stopped(done: int, total: int) -> None:
        told.append((done, total))
        if done == 2:
            raise Refused("Stopped.")

    with pytest.raises(Refused, match="Stopped"):
        printing.paint_pages(printer, pdf, range(COUNT), stopped)
    assert told == [(0, COUNT), (1, COUNT), (2, COUNT)]
    printing.paint_pages(printer, pdf, [0])
    assert len(pages.sizes((tmp_path / "printed.pdf").read_bytes())) == 1


def test_copies_are_collated_where_the_printer_makes_none() -> None:
    assert printing._copies([0, 1], 2, collated=True) == [0, 1, 0, 1]
    assert printing._copies([0, 1], 2, collated=False) == [0, 0, 1, 1]


def test_a_file_gets_the_very_bytes_or_the_pages_chosen(
    qtbot: QtBot,
    desk_on: Callable[[Path], Desk],
    park_folder: Path,
    pdf: bytes,
    printer: QPrinter,
    tmp_path: Path,
) -> None:
    desk = desk_on(park_folder)
    place = PagePreview(desk)
    qtbot.addWidget(place)
    sending = printing.Printing(place, desk)
    sending.printer = printer
    with qtbot.waitSignal(desk.changed, timeout=10_000) as heard:
        sending.send(pdf, COUNT)
    assert heard.args[0].told["said"] == "Saved as printed.pdf."
    assert (tmp_path / "printed.pdf").read_bytes() == pdf
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setPageRanges(QPageRanges.fromString("3"))
    with qtbot.waitSignal(desk.changed, timeout=10_000):
        sending.send(pdf, COUNT)
    only = (tmp_path / "printed.pdf").read_bytes()
    assert "Page 3 of the ledger" in pages.text_of(only, 0)
    assert len(pages.sizes(only)) == 1


def test_a_spooler_gets_the_paper_itself_with_what_was_chosen(
    printer: QPrinter, pdf: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    got = tmp_path / "got.pdf"
    spooler = tmp_path / "lp"
    spooler.write_text(f'#!/bin/sh\ncat > "{got}"\necho "$@" > "{tmp_path}/words"\n')
    spooler.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{Path(shutil.which('cat') or '').parent}")
    printer.setCopyCount(3)
    assert printing.sides(QPrinter.DuplexMode.DuplexShortSide) == "two-sided-short-edge"
    assert printing.sides(QPrinter.DuplexMode.DuplexLongSide) == "two-sided-long-edge"
    assert printing.named(["page-ranges", "1-2,30", "job-billing", "", "page-set", "odd"]) == [
        "page-ranges=1-2,30", "page-set=odd",
    ]  # fmt: skip
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    words = printing.spooled(printer, [0, 1, 2, 6], COUNT)
    words[2] = "Office"
    assert printing._spool(words, pdf) == "Office"
    assert got.read_bytes() == pdf
    said = (tmp_path / "words").read_text()
    for part in (
        "-d Office",
        "-t Ledger",
        "-n 3",
        "sides=one-sided",
        "page-ranges=1-3,7",
        "media=A4",
        "outputorder=reverse",
    ):
        assert part in said


def test_what_the_spooler_says_is_told(
    printer: QPrinter, pdf: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from stpdesk.core.errors import Refused

    spooler = tmp_path / "lp"
    spooler.write_text("#!/bin/sh\ncat > /dev/null\necho 'lp: The printer is not there.' >&2\nexit 1\n")
    spooler.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{Path(shutil.which('cat') or '').parent}")
    with pytest.raises(Refused, match="The printer did not take it: lp: The printer is not there"):
        printing._spool(printing.spooled(printer, [0], COUNT), pdf)
