"""The blocks above and below an invoice's table: who bills whom, the sums, the words, where to pay."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stpdesk.core.documents import Document
from stpdesk.core.money import lakh
from stpdesk.reports.figures.written import kept_together
from stpdesk.reports.pdf import invoice_words as words
from stpdesk.reports.pdf.charts.qr import QrCode
from stpdesk.reports.pdf.fitting import fitted, shorten, wrap
from stpdesk.reports.pdf.invoice_words import Pair
from stpdesk.reports.pdf.letterhead import Names
from stpdesk.reports.pdf.sheet import MARGIN, Sheet, Style, is_tall, width
from stpdesk.reports.pdf.styles import BODY, LABEL, MUTED, STRONG, TOTAL

PARTY = 162.0
FACTS = 154.0
LEFT = 215.0
SUMS = 265.0
"""Widths of a party, the facts at the right, the block left of the sums, and the sums."""

TALL = 1.2
"""Lines of Urdu stand so much further apart."""

DESCENT = 2.8
"""From the lower edge of a line up to its base line."""


@dataclass(slots=True)
class Block:
    """Lines of text under each other, measured before they are drawn."""

    left: float
    room: float
    drawn: list[tuple[float, float, str, Style, bool]]
    height: float = 0.0

    @classmethod
    def at(cls, left: float, room: float) -> Block:
        """An empty block."""
        return cls(left, room, [])

    def add(self, text: str, style: Style, *, most: int = 8, gap: float = 0.0) -> None:
        """A text over as many lines as it needs."""
        self.height += gap
        for line in wrap(text, style, self.room, most):
            self.height += style.leading * (TALL if is_tall(line, style) else 1)
            self.drawn.append((0.0, self.height, line, style, False))

    def pair(self, name: str, value: str, *, indent: float = 0.0, most: int = 3) -> None:
        """A muted name and its value: after an indent, or at the right edge where none is given."""
        room = self.room - (indent or width(name, LABEL) + 8)
        one_word = " " not in value
        style = fitted(value, BODY, room) if one_word else BODY
        self.drawn.append((0.0, self.height + BODY.leading, name, LABEL, False))
        for line in (value,) if one_word else wrap(value, style, room, most):
            self.height += BODY.leading
            self.drawn.append((indent or self.room, self.height, line, style, not indent))

    def draw(self, sheet: Sheet, top: float) -> None:
        """Everything, hanging from `top`."""
        for x, down, text, style, to_left in self.drawn:
            show = sheet.text_right if to_left else sheet.text
            show(self.left + x, top - down + DESCENT, text, style)


def parties(document: Document, right: float) -> list[Block]:
    """From, to, and the document's facts, side by side."""
    sender, receiver = Block.at(MARGIN, PARTY), Block.at(MARGIN + PARTY + 12, PARTY)
    facts = Block.at(right - FACTS, FACTS)
    _party(sender, "From", document.park, words.provider(document))
    _party(
        receiver,
        "Credited to" if document.kind == words.CREDIT else "Billed to",
        document.party,
        words.recipient(document),
    )
    for name, value in words.facts(document):
        facts.pair(name, value)
    return [sender, receiver, facts]


def _party(block: Block, heading: str, names: Names, identifiers: Iterable[Pair]) -> None:
    """Name, address and identifiers of one side."""
    block.add(heading, LABEL)
    block.add(names.get("name") or "", STRONG)
    block.add(names.get("address") or "address not given", BODY if names.get("address") else MUTED)
    for name, value in identifiers:
        block.pair(name, value, indent=58)
    if names.get("contact"):
        block.pair("Attention", names["contact"] or "", indent=58)


def closing(document: Document) -> Block:
    """The total in words, the reason of a credit note, where to pay, and the outages of the month before."""
    block = Block.at(MARGIN, LEFT)
    for at, (heading, amount) in enumerate(words.amounts_in_words(document)):
        block.add(heading, LABEL, gap=6 if at else 0)
        block.add(kept_together(amount), STRONG)
    if words.in_credit(document) and document.kind != words.CREDIT:
        block.add("Nothing is to be paid: this credit counts against the next invoice.", BODY, gap=2)
    if document.reason:
        block.add("Reason", LABEL, gap=6)
        block.add(document.reason, BODY)
    pairs = list(words.payment(document))
    block.height += 6 if pairs else 0
    for name, value in pairs:
        block.pair(name, value, indent=40)
    told = words.outages(document)
    if told is not None:
        block.add(told[0], LABEL, gap=6)
        block.add(told[1], BODY)
    if document.number is None:
        block.add("This is a preview: nothing is issued, and figures may still change.", MUTED, gap=6)
    return block


CODE = 66.0
"""The side of the FBR's code, its quiet zone included: its modules are larger than the 7 mm the board asks for."""


def fbr_height(document: Document) -> float:
    """What the FBR's number and code take below the sums; nothing where none is entered."""
    return CODE + 6 if document.fbr else 0.0


def draw_fbr(sheet: Sheet, document: Document, top: float) -> None:
    """The board's number at the left of its code, below the sums."""
    if document.fbr is None:
        return
    left, room = sheet.right - SUMS, SUMS - CODE - 4
    QrCode(document.fbr.qr, CODE).draw(sheet, sheet.right - CODE, top - 6, CODE)
    block = Block.at(left, room)
    block.add("FBR invoice number" if document.kind != words.CREDIT else "FBR credit note number", LABEL)
    block.add(document.fbr.number, STRONG, most=3)
    block.draw(sheet, top - 6 - (CODE - block.height) / 2)


@dataclass(frozen=True, slots=True)
class SumRow:
    """One sum with its style and the height it takes."""

    sum: words.Sum
    style: Style
    height: float


def sum_rows(document: Document, pad: float) -> list[SumRow]:
    """The sums as they are drawn."""
    rows = []
    for one in words.sums(document):
        style = TOTAL if one.strong else BODY
        rows.append(SumRow(one, style, style.leading + pad + (3 if one.strong else 0)))
    return rows


def draw_sums(sheet: Sheet, top: float, rows: Iterable[SumRow]) -> None:
    """Labels at the left, figures under the table's own, a rule above what is to be paid."""
    left = sheet.right - SUMS
    for at, row in enumerate(rows):
        top -= row.height
        if row.sum.strong and at:
            sheet.rule(left, sheet.right, top + row.height - 1)
        base = top + row.style.leading - row.style.size
        figure = lakh(row.sum.amount)
        room = SUMS - width(figure, row.style) - 10
        sheet.text(left, base, shorten(row.sum.label, row.style, room), row.style, sentence=True)
        sheet.text_right(sheet.right, base, figure, row.style)
