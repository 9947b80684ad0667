"""A paper to one tenant as PDF, and many of them in one file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from stpdesk.core.errors import Refused
from stpdesk.core.money import Paisa, lakh
from stpdesk.reports.figures.imprint import Imprint
from stpdesk.reports.figures.letter import Letter, Names
from stpdesk.reports.figures.written import kept_together
from stpdesk.reports.pdf import letterhead
from stpdesk.reports.pdf.blocks import Beside, Stack, Words
from stpdesk.reports.pdf.charts.signing import Signature, Signatures
from stpdesk.reports.pdf.fitting import fitted, shorten
from stpdesk.reports.pdf.flow import Flow, printed
from stpdesk.reports.pdf.sheet import MARGIN, Sheet, Style, width
from stpdesk.reports.pdf.styles import BODY, LABEL, MUTED, STRONG, TOTAL
from stpdesk.reports.pdf.tabular import Tabular

BOTTOM = MARGIN + letterhead.FOOT + 4
SUMS = 0.5
"""Share of the width the sums take, at the right."""

IDENTIFIERS = (("NTN", "ntn"), ("STRN", "strn"), ("CNIC", "cnic"), ("Attention", "contact"))


def letter_pdf(letter: Letter, imprint: Imprint | None = None) -> bytes:
    """One paper as the bytes of a PDF."""
    return letters_pdf([(letter, imprint)])


def letters_pdf(
    letters: Sequence[tuple[Letter, Imprint | None]], told: Callable[[int, int], None] | None = None
) -> bytes:
    """Several papers in one file, each beginning on its own page, with bookmarks; refused where there is none.

    `told` hears how many are done and of how many; what it raises ends the work.
    """
    if not letters:
        raise Refused("There is nothing to print.")
    first, identity = letters[0]
    sheet = Sheet(_named(letters), author=first.park.get("name") or "")
    if len(letters) == 1 and identity is not None:
        sheet.identify(identity)
    for done, (letter, imprint) in enumerate(letters):
        if told is not None:
            told(done, len(letters))
        if len(letters) > 1:
            sheet.bookmark(f"{letter.party.get('code') or ''} {letter.party.get('name') or ''}".strip())
        _print(sheet, letter, imprint)
    return sheet.finish(contents=len(letters) > 1)


def _named(letters: Sequence[tuple[Letter, Imprint | None]]) -> str:
    """The PDF's title."""
    first = letters[0][0]
    who = first.party.get("name") or first.park.get("name") or ""
    if len(letters) > 1:
        who = f"{len(letters)} tenants, {first.park.get('name') or ''}"
    return f"{first.title}, {who}"


def _print(sheet: Sheet, letter: Letter, imprint: Imprint | None) -> None:
    """All pages of one paper."""
    flow = Flow(MARGIN, sheet.right - MARGIN, sheet.top - letterhead.HEAD, BOTTOM)
    flow.add(_parties(letter), gap=6)
    for number, sentence in enumerate(letter.before):
        flow.add(Words(sentence, BODY), gap=14 if not number else 5)
    if letter.table is not None:
        flow.add_rows(Tabular(letter.table), gap=14)
    if letter.sums or letter.words:
        flow.add(_closing(letter), gap=12)
    for number, sentence in enumerate(letter.after):
        flow.add(Words(sentence, BODY), gap=14 if not number else 5)
    if letter.signed:
        signed = Signatures([Signature(role) for role in letter.signed])
        flow.add(Beside([signed, Stack([])]) if len(letter.signed) == 1 else signed, gap=28)
    named, digest = (imprint.words, imprint.digest) if imprint else (letter.title, "")
    sample = letterhead.is_sample(letter.park)

    def frame(number: int, count: int) -> None:
        letterhead.head(sheet, letter.title, letter.park, logo=imprint.logo if imprint else None)
        letterhead.foot(sheet, named, number, count, sample=sample, digest=digest)

    printed(sheet, flow.finished(), frame)


def _parties(letter: Letter) -> Beside:
    """From, to, and the paper's facts, side by side."""
    facts = Stack([_Pair(name, value) for name, value in letter.facts])
    return Beside(
        [_party("From", letter.park), _party(letter.receiver, letter.party), facts], (162, 162, 154), gap=14
    )


def _party(heading: str, names: Names) -> Stack:
    """Name, address and identifiers of one side."""
    lines: list[Words | _Pair] = [Words(heading, LABEL), Words(names.get("name") or "name not given", STRONG)]
    address = names.get("address")
    lines.append(Words(address or "address not given", BODY if address else MUTED))
    lines += [_Pair(name, names[key] or "", indent=58) for name, key in IDENTIFIERS if names.get(key)]
    return Stack(lines)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A muted name and its value on one line: after an indent, or at the right edge where none is given."""

    name: str
    value: str
    indent: float = 0.0

    def height(self, width: float) -> float:  # noqa: ARG002  # one line in any
        """One line."""
        return BODY.leading

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        """Both on one base line."""
        base = top - BODY.leading + BODY.leading - BODY.size
        sheet.text(left, base, self.name, LABEL)
        taken = self.indent or _wide(self.name, LABEL) + 8
        room = width - taken
        style = fitted(self.value, BODY, room) if " " not in self.value else BODY
        value = shorten(self.value, style, room)
        if self.indent:
            sheet.text(left + taken, base, value, style)
        else:
            sheet.text_right(left + width, base, value, style)


def _wide(text: str, style: Style) -> float:
    """How wide a text is."""
    return width(text, style)


def _closing(letter: Letter) -> Beside:
    """The amount in words at the left, the sums at the right."""
    words: list[Words] = []
    if letter.words:
        words = [Words("Amount in words", LABEL), Words(kept_together(letter.words), STRONG)]
    sums = [
        _Sum(name, amount, last=at == len(letter.sums) - 1) for at, (name, amount) in enumerate(letter.sums)
    ]
    return Beside([Stack(words, gap=2), Stack(sums)], (1 - SUMS, SUMS))


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sum: its name at the left, the figure at the right; the last one strong under a rule."""

    name: str
    amount: Paisa
    last: bool

    @property
    def style(self) -> Style:
        """Strong where it is what all comes to."""
        return TOTAL if self.last else BODY

    def height(self, width: float) -> float:  # noqa: ARG002  # one line in any
        """One line, and the rule above the last."""
        return self.style.leading + (7 if self.last else 3)

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        """On one base line."""
        if self.last:
            sheet.rule(left, left + width, top - 2)
        base = top - self.height(width) + self.style.leading - self.style.size + 1
        figure = lakh(self.amount)
        room = width - _wide(figure, self.style) - 10
        sheet.text(left, base, shorten(self.name, self.style, room), self.style, sentence=True)
        sheet.text_right(left + width, base, figure, self.style)
