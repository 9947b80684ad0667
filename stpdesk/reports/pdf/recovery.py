"""The recovery sheet as PDF: the code large enough to be read in bad light, and as a QR code."""

from __future__ import annotations

from dataclasses import dataclass

from stpdesk.reports.figures.recovery import RecoverySheet
from stpdesk.reports.pdf import letterhead
from stpdesk.reports.pdf.blocks import Beside, Heading, Stack, Words
from stpdesk.reports.pdf.charts.qr import QrCode
from stpdesk.reports.pdf.flow import Flow, printed
from stpdesk.reports.pdf.fonts import Weight
from stpdesk.reports.pdf.sheet import MARGIN, Sheet, Style
from stpdesk.reports.pdf.styles import MUTED

CODE = Style(23, Weight.BOLD)
BODY = Style(10)
SIDE = 128.0
"""Points: the side of the QR code."""

BOTTOM = MARGIN + letterhead.FOOT + 4


def recovery_pdf(found: RecoverySheet) -> bytes:
    """The sheet as the bytes of a PDF, one page."""
    sheet = Sheet(f"{found.title}, {found.park_name}", author=found.park_name)
    flow = Flow(MARGIN, sheet.right - MARGIN, sheet.top - letterhead.HEAD, BOTTOM)
    wide = flow.width
    letters = Stack([_Letters(line) for line in found.lines], gap=10)
    named = Stack(
        [Words(found.park_name, Style(13, Weight.SEMIBOLD), 3), letters, Words(found.made_on, MUTED)], gap=14
    )
    flow.add(Beside([named, QrCode(found.code, SIDE)], (wide - SIDE - 16, SIDE), 16), gap=20)
    for title, sentences in found.sections:
        flow.hold(Heading(title), gap=22)
        for number, sentence in enumerate(sentences):
            flow.add(Words(sentence, BODY), gap=6 if number else 2)
    park = {"code": found.park_code, "name": found.park_name}

    def frame(number: int, count: int) -> None:
        letterhead.head(sheet, found.title, park)
        letterhead.foot(sheet, found.title, number, count, sample=found.sample)

    printed(sheet, flow.finished(), frame)
    return sheet.finish()


@dataclass(frozen=True, slots=True)
class _Letters:
    """A line of the code, never wrapped."""

    text: str

    def height(self, width: float) -> float:  # noqa: ARG002  # one line in any
        """One line."""
        return CODE.leading

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:  # noqa: ARG002  # as wide as it is
        """As it is."""
        sheet.text(left, top - CODE.size, self.text, CODE)
