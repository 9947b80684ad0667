"""A document being drawn: pages, text in any script, rules, shared forms. Points, from the lower left corner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from io import BytesIO

from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from stpdesk.reports.pdf import fonts
from stpdesk.reports.pdf.fonts import Weight
from stpdesk.reports.pdf.outlines import Outline
from stpdesk.reports.pdf.script import NASKH_SIZE, Piece, pieces

MM = 72 / 25.4
MARGIN = 16 * MM
PORTRAIT = (210 * MM, 297 * MM)
LANDSCAPE = (297 * MM, 210 * MM)
LANGUAGE = "en-PK"


class Colour(Enum):
    """The few colours of a page, as PDF operands; all read in grey."""

    TEXT = "0.106 0.141 0.125"
    MUTED = "0.361 0.42 0.392"
    LINE = "0.78 0.82 0.8"
    GREEN = "0.055 0.369 0.282"
    WHITE = "1 1 1"


@dataclass(frozen=True, slots=True)
class Style:
    """How a piece of text looks; `leading` is the distance between its lines."""

    size: float
    weight: Weight = Weight.REGULAR
    colour: Colour = Colour.TEXT

    @property
    def leading(self) -> float:
        """Distance between two base lines."""
        return self.size * 1.32

    def sized(self, size: float) -> Style:
        """The same in another size."""
        return replace(self, size=size)


def width(text: str, style: Style, *, sentence: bool = False) -> float:
    """How wide a line of text is."""
    return sum(piece.width for piece in pieces(text, style.weight, sentence=sentence)) * style.size


def is_tall(text: str, style: Style) -> bool:
    """Whether a line holds Naskh letters, which reach further up and down."""
    return any(piece.outline for piece in pieces(text, style.weight))


class Sheet:
    """Pages of one size in one document; the same calls give the same bytes."""

    def __init__(self, title: str, *, author: str, size: tuple[float, float] = PORTRAIT) -> None:
        self.width, self.height = size
        self._file = BytesIO()
        self._canvas = Canvas(
            self._file,
            pagesize=size,
            pageCompression=1,
            invariant=1,
            lang=LANGUAGE,
            initialFontName=fonts.latin(Weight.REGULAR).fontName,  # type: ignore[arg-type]  # the stub is wrong
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setCreator("STP Desk")
        self._forms: dict[object, str] = {}
        self._marks = 0
        self._codes: dict[TTFont, dict[str, str]] = {}

    @property
    def right(self) -> float:
        """The right margin."""
        return self.width - MARGIN

    @property
    def top(self) -> float:
        """The upper margin."""
        return self.height - MARGIN

    def text(self, x: float, y: float, text: str, style: Style, *, sentence: bool = False) -> float:
        """A line of text from `x` on the base line `y`; returns where it ends."""
        for piece in pieces(text, style.weight, sentence=sentence):
            if piece.outline is None:
                self._show(x, y, piece.text, fonts.latin(style.weight), style)
            else:
                self._trace(x, y, piece, piece.outline, style)
            x += piece.width * style.size
        return x

    def text_right(self, x: float, y: float, text: str, style: Style, *, sentence: bool = False) -> None:
        """A line of text that ends at `x`."""
        self.text(x - width(text, style, sentence=sentence), y, text, style, sentence=sentence)

    def rule(
        self, left: float, right: float, y: float, colour: Colour = Colour.LINE, thick: float = 0.5
    ) -> None:
        """A horizontal line."""
        self._write(f"{colour.value} RG {thick:g} w {left:.2f} {y:.2f} m {right:.2f} {y:.2f} l S")

    def badge(self, x: float, y: float, side: float, colour: Colour) -> None:
        """A filled square with rounded corners."""
        self._write(f"{colour.value} rg")
        self._canvas.roundRect(x, y, side, side, side * 0.18, stroke=0, fill=1)

    def form(self, key: object, draw: Callable[[], None]) -> None:
        """Draws once what many pages share, and shows it on this one."""
        name = self._forms.get(key)
        if name is None:
            name = self._forms[key] = f"form{len(self._forms)}"
            self._canvas.beginForm(name, 0, 0, self.width, self.height)
            draw()
            self._canvas.endForm()
        self._canvas.doForm(name)

    def bookmark(self, title: str) -> None:
        """An entry of the contents list that leads to this page."""
        self._marks += 1
        key = f"mark{self._marks}"
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(title, key)

    def next_page(self) -> None:
        """Ends this page."""
        self._canvas.showPage()

    def finish(self, *, contents: bool = False) -> bytes:
        """The whole file; `contents` opens it with its bookmarks shown."""
        if contents:
            self._canvas.showOutline()
        self._canvas.save()
        return self._file.getvalue()

    def _write(self, operators: str) -> None:
        """Page operators as they are."""
        self._canvas.addLiteral(operators)

    def _show(self, x: float, y: float, text: str, font: TTFont, style: Style, mode: str = "") -> None:
        """Sets characters in a face; written directly, this takes a tenth of the library's time."""
        shown = self._encoded(text, font, style.size)
        self._write(f"BT {style.colour.value} rg {mode}1 0 0 1 {x:.2f} {y:.2f} Tm {shown} ET")

    def _encoded(self, text: str, font: TTFont, size: float) -> str:
        """The operators that select a face's subset and show codes of it; most texts are of its first subset."""
        known = self._codes.setdefault(font, {})
        document = self._canvas._doc  # type: ignore[attr-defined]  # the subsets are the document's
        try:
            return f"{known['']} {size:g} Tf <{''.join(map(known.__getitem__, text))}> Tj"
        except KeyError:
            parts = font.splitString(text, document)
        for letter in set(text) - known.keys():
            ((subset, code),) = font.splitString(letter, document)
            if subset == 0:
                known[letter] = code.hex()
        known[""] = font.getSubsetInternalName(0, document)
        return " ".join(
            f"{font.getSubsetInternalName(subset, document)} {size:g} Tf <{codes.hex()}> Tj"
            for subset, codes in parts
        )

    def _trace(self, x: float, y: float, piece: Piece, outline: Outline, style: Style) -> None:
        """Fills the outlines of a shaped run, and lays its letters over it unseen, for search and copying."""
        name = self._forms.get(outline)
        if name is None:
            name = self._forms[outline] = f"form{len(self._forms)}"
            self._canvas.beginForm(name, *outline.box)
            self._write(f"{outline.path}\nf")
            self._canvas.endForm()
        scale = style.size * NASKH_SIZE / 1000
        self._write(f"q {style.colour.value} rg {scale:g} 0 0 {scale:g} {x:.2f} {y:.2f} cm")
        self._canvas.doForm(name)
        self._write("Q")
        font = fonts.naskh(style.weight)
        nominal = fonts.nominal_width(font, piece.text)
        stretch = 100 * piece.width / nominal if nominal else 100
        self._write("q")
        self._show(x, y, piece.text, font, style, mode=f"3 Tr {stretch:.2f} Tz ")
        self._write("Q")
