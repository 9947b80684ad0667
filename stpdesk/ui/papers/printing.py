"""A paper on its way to a printer: the system's dialog, then the PDF itself where there is a spooler, else pages as pictures.

A spooler (CUPS, on Linux and macOS) takes the PDF as it is: letters stay letters. A file gets the very bytes. Other printers
get pages of 300 dots an inch.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QObject, QRectF
from PySide6.QtGui import QPageLayout, QPageRanges, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.ui.desk import Desk
from stpdesk.ui.papers import pages
from stpdesk.ui.park_export import Writing

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

DPI = 300
"""Dots of an inch where a printer takes no PDF."""
STRIP = 32
"""Lines of dots that are painted at once."""
BREATH = 0.0005
"""Seconds after each, in which the window comes to its turn."""
SPOOLER = "lp"
CUPS_OPTIONS = 0xFE00
"""Under which Qt's dialog leaves options for CUPS, name and value in turn; Qt does not name it outside its own files."""
Told = Callable[[int, int], None]


class Printing(QObject):
    """Asks for the printer, and prints beside everything else. It holds the printer: Qt's dialog does not."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self._desk, self._parent = desk, parent
        self.dialog: QPrintDialog | None = None
        self.printer: QPrinter | None = None
        self.writing: Writing | None = None

    def ask(self, title: str, pdf: bytes, count: int) -> None:
        """Shows the system's dialog for a paper of so many pages."""
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter

        self.printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self.printer.setDocName(title.replace("/", "-"))  # also the name of a file it is printed to
        self.dialog = QPrintDialog(self.printer, self._parent.window())
        self.dialog.setWindowTitle(self.tr("Print {title}").format(title=title))
        self.dialog.setMinMax(1, count)
        self.dialog.setOptions(
            QAbstractPrintDialog.PrintDialogOption.PrintPageRange
            | QAbstractPrintDialog.PrintDialogOption.PrintCollateCopies
            | QAbstractPrintDialog.PrintDialogOption.PrintToFile
            | QAbstractPrintDialog.PrintDialogOption.PrintShowPageSize
        )
        self.dialog.accepted.connect(lambda: self.send(pdf, count))
        self.dialog.setModal(True)
        self.dialog.show()

    def send(self, pdf: bytes, count: int) -> None:
        """As the person set the printer up: to a file, to the spooler, or as pictures."""
        printer = self.printer
        if printer is None:
            return
        work: Callable[[], str]
        chosen, target = chosen_pages(printer, count), printer.outputFileName()
        if target:
            work = partial(_to_file, pdf, chosen, count, Path(target))
        elif spools(printer):
            work = partial(_spool, spooled(printer, chosen, count), pdf)
        else:
            self._paint(printer, pdf, chosen)
            return
        self._desk.aside(self, lambda _: work(), self._done)

    def _paint(self, printer: QPrinter, pdf: bytes, chosen: Sequence[int]) -> None:
        """Page by page, beside everything else, with progress and Stop; Qt allows another thread for printers."""
        title = printer.docName()
        self.writing = Writing(
            self._parent.window(), title, self.tr("Print"), self.tr("Printing {title}…").format(title=title)
        )
        writing = self.writing

        def work(_: object) -> str:
            paint_pages(printer, pdf, chosen, writing.task)
            return printer.printerName()

        def done(name: str) -> None:
            writing.end()
            self._done(name)

        def refused(refusal: Refused) -> None:
            writing.end()
            self._desk.refused.emit(refusal)

        self._desk.aside(self, work, done, refused=refused)

    def _done(self, name: str) -> None:
        """It is written, or waits at the printer."""
        printed = self.tr("Sent to {name}.") if not name.endswith(".pdf") else self.tr("Saved as {name}.")
        self._desk.changed.emit(Changes((), said=printed.format(name=name)))


def chosen_pages(printer: QPrinter, count: int) -> list[int]:
    """The pages to be printed, from 0, as the dialog has them."""
    ranges: QPageRanges = printer.pageRanges()
    if printer.printRange() is not type(printer).PrintRange.PageRange or ranges.isEmpty():
        return list(range(count))
    return [page for page in range(count) if ranges.contains(page + 1)]


def spools(printer: QPrinter) -> bool:
    """Whether the printer is one of a spooler that takes PDF."""
    if os.name == "nt" or not printer.printerName() or shutil.which(SPOOLER) is None:
        return False
    return printer.outputFormat() is type(printer).OutputFormat.NativeFormat


def spooled(printer: QPrinter, chosen: Sequence[int], count: int) -> list[str]:
    """The words for the spooler: printer, title, copies, sides, pages, paper, grey."""
    words = [SPOOLER, "-d", printer.printerName(), "-t", printer.docName(), "-n", str(printer.copyCount())]
    options = [f"sides={sides(printer.duplex())}", f"media={paper(printer)}"]
    options.append(f"collate={'true' if printer.collateCopies() else 'false'}")
    options += typed(printer)
    if printer.pageOrder() is type(printer).PageOrder.LastPageFirst:
        options.append("outputorder=reverse")
    if len(chosen) < count:
        options.append(f"page-ranges={ranged(chosen)}")
    if printer.colorMode() is type(printer).ColorMode.GrayScale:
        options.append("print-color-mode=monochrome")
    return [*words, *(part for option in options for part in ("-o", option))]


def typed(printer: QPrinter) -> list[str]:
    """What the dialog keeps for the spooler alone: pages as they were typed, even or odd ones, pages on a sheet."""
    from PySide6.QtPrintSupport import QPrintEngine

    return named(printer.printEngine().property(QPrintEngine.PrintEnginePropertyKey(CUPS_OPTIONS)) or [])


def named(pairs: Sequence[str]) -> list[str]:
    """Names and values in turn as the spooler takes them; what has no value is left out."""
    return [f"{name}={value}" for name, value in zip(pairs[::2], pairs[1::2], strict=False) if value]


def paper(printer: QPrinter) -> str:
    """The sheet that was chosen; A4, as every paper is, where nobody chose and the printer has it."""
    from PySide6.QtPrintSupport import QPrinterInfo

    size, about = printer.pageLayout().pageSize(), QPrinterInfo(printer)
    own = [one.id() for one in about.supportedPageSizes()]
    if QPageSize.PageSizeId.A4 in own and size.id() == about.defaultPageSize().id():
        size = QPageSize(QPageSize.PageSizeId.A4)
    return size.key()


def sides(duplex: QPrinter.DuplexMode) -> str:
    """As the spooler calls them."""
    modes = type(duplex)
    return {
        modes.DuplexNone: "one-sided", modes.DuplexShortSide: "two-sided-short-edge",
    }.get(duplex, "two-sided-long-edge")  # fmt: skip


def ranged(chosen: Sequence[int]) -> str:
    """Pages (from 0) as people write them: `1-3,7`."""
    runs: list[list[int]] = []
    for page in chosen:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ",".join(f"{first + 1}" if first == last else f"{first + 1}-{last + 1}" for first, last in runs)


def _to_file(pdf: bytes, chosen: Sequence[int], count: int, target: Path) -> str:
    """The very bytes; of some pages, these alone, still as vectors."""
    from stpdesk.reports.saving import save

    save(target, pdf if len(chosen) == count else pages.some(pdf, chosen))
    return target.name


def _spool(words: Sequence[str], pdf: bytes) -> str:
    """Hands the PDF to the spooler; refused with what that says."""
    done = subprocess.run(words, input=pdf, capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip() or str(done.returncode)
        raise Refused("The printer did not take it: {said}.", said=said.rstrip("."))
    return words[words.index("-d") + 1]


def paint_pages(printer: QPrinter, pdf: bytes, chosen: Sequence[int], told: Told | None = None) -> None:
    """Paints pages one after another, each on a whole sheet as large as it fits; only one is in memory.

    `told` is called before each with those done and their number; where it raises, the printer is told to drop the paper.
    """
    printer.setFullPage(True)
    printer.setResolution(DPI)
    sizes = pages.sizes(pdf)
    order = [*chosen]
    if printer.pageOrder() is type(printer).PageOrder.LastPageFirst:
        order.reverse()
    if not printer.supportsMultipleCopies():
        order = _copies(order, printer.copyCount(), collated=printer.collateCopies())
    painter = QPainter()
    try:
        for turn, page in enumerate(order):
            if told is not None:
                told(turn, len(order))
            _next(printer, painter, sizes[page])
            sheet = printer.paperRect(type(printer).Unit.DevicePixel)
            _paint(painter, fitted(sizes[page], sheet), pdf, page, round(sizes[page][0] / 72 * DPI))
    except BaseException:
        if painter.isActive():
            printer.abort()
        raise
    finally:
        painter.end()


def _paint(painter: QPainter, box: QRectF, pdf: bytes, page: int, width: int) -> None:
    """A page strip by strip: Qt lets no other thread run while it draws a picture, and the window must not wait for a whole one."""
    strips = pages.strips(pdf, page, width, STRIP)
    scale = box.height() / sum(one.height() for one in strips)
    top = 0
    for one in strips:
        edges = [round(box.top() + at * scale) for at in (top, top + one.height())]
        painter.drawImage(QRectF(box.left(), edges[0], box.width(), edges[1] - edges[0]), one)
        top += one.height()
        time.sleep(BREATH)


def _next(printer: QPrinter, painter: QPainter, size: pages.Size) -> None:
    """The first sheet, or another one; refused where the printer gives none."""
    _turn(printer, size)
    if not painter.isActive():
        if not painter.begin(printer):
            raise Refused("The printer {printer} could not be started.", printer=printer.printerName())
    elif not printer.newPage():
        raise Refused("The printer {printer} stopped.", printer=printer.printerName())


def _copies(order: Sequence[int], copies: int, *, collated: bool) -> list[int]:
    """The order of pages where the printer makes no copies itself."""
    return [*order] * copies if collated else [page for page in order for _ in range(copies)]


def _turn(printer: QPrinter, size: pages.Size) -> None:
    """A page that lies across gets a sheet that does."""
    across = QPageLayout.Orientation.Landscape if size[0] > size[1] else QPageLayout.Orientation.Portrait
    if printer.pageLayout().orientation() is not across:
        printer.setPageOrientation(across)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))


def fitted(size: pages.Size, sheet: QRectF) -> QRectF:
    """A page in the middle of a sheet: as large as on paper, smaller only where the sheet is."""
    scale = min(DPI / 72, sheet.width() / size[0], sheet.height() / size[1])
    wide, high = size[0] * scale, size[1] * scale
    return QRectF(sheet.center().x() - wide / 2, sheet.center().y() - high / 2, wide, high)
