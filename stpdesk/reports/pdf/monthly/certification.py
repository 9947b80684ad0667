"""Section 5 on paper: what is certified, what changed since the last revision, who signs, the code and how to check it."""

from __future__ import annotations

from stpdesk.reports.figures.imprint import Imprint
from stpdesk.reports.figures.monthly.document import Monthly
from stpdesk.reports.pdf.blocks import Beside, Heading, Stack, Words
from stpdesk.reports.pdf.charts.qr import QrCode
from stpdesk.reports.pdf.charts.signing import Signature, Signatures
from stpdesk.reports.pdf.flow import Block, Flow
from stpdesk.reports.pdf.monthly.section import GAP, chapter
from stpdesk.reports.pdf.styles import BODY, LABEL, STRONG

CODE = 84.0
"""Points: the side of the code."""


def add_certification(flow: Flow, made: Monthly, title: str, imprint: Imprint | None) -> None:
    """The section; signatures and code are whole on one page."""
    told = made.certification
    chapter(flow, title, told.statement)
    if imprint is not None and imprint.changes:
        flow.hold(Heading("Changed since the revision before", rule=False), gap=GAP)
        for change in imprint.changes:
            flow.add(Words(change, BODY), gap=1)
    parts: list[Block] = [Signatures([Signature(one.act, one.name, one.office) for one in told.signatories])]
    checking: list[Block] = [Words(one, LABEL) for one in told.checking]
    if imprint is None:
        parts.append(Stack(checking, gap=4))
    else:
        words = Stack(
            [Words("How to check this paper", STRONG), *checking, Words(imprint.words, LABEL)], gap=4
        )
        parts.append(Beside([QrCode(imprint.qr, CODE), words], (CODE, flow.width - CODE - 16), 16))
    flow.add(Stack(parts, gap=GAP), gap=GAP / 2)
