"""A document being drawn: pages, text in any script, shapes, pictures, shared forms. Points, from the lower left corner."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from stpdesk.core.civil import local
from stpdesk.reports.figures.imprint import Imprint
from stpdesk.reports.pdf import fonts, paths
from stpdesk.reports.pdf.fonts import Weight
from stpdesk.reports.pdf.outlines import Outline
from stpdesk.reports.pdf.pen import Codes, Pen
from stpdesk.reports.pdf.script import URDU_SIZES, Piece, is_plain, pieces, plain_width

MM = 72 / 25.4
MARGIN = 16 * MM
PORTRAIT = (210 * MM, 297 * MM)
LANDSCAPE = (297 * MM, 210 * MM)
LANGUAGE = "en-PK"


class Colour(StrEnum):
    """The few colours of a page, as PDF operands; all read in grey, and red is only for what missed its target."""

    TEXT = "0.106 0.141 0.125"
    MUTED = "0.361 0.42 0.392"
    LINE = "0.78 0.82 0.8"
    GREEN = "0.055 0.369 0.282"
    SOFT = "0.91 0.945 0.929"
    AMBER = "0.722 0.431 0"
    RED = "0.702 0.149 0.118"
    WHITE = "1 1 1"


@dataclass(frozen=True, slots=True)
class Style:
    """How a piece of text looks; `leading` is the distance between its lines, `nastaliq` the hand of headings in Urdu."""

    size: float
    weight: Weight = Weight.REGULAR
    colour: Colour = Colour.TEXT
    nastaliq: bool = False

    @property
    def leading(self) -> float:
        """Distance between two base lines."""
        return self.size * 1.32

    def sized(self, size: float) -> Style:
        """The same in another size."""
        return replace(self, size=size)

    def coloured(self, colour: Colour) -> Style:
        """The same in another colour."""
        return replace(self, colour=colour)


def width(text: str, style: Style, *, sentence: bool = False) -> float:
    """How wide a line of text is."""
    if is_plain(text):
        return plain_width(text, style.weight) * style.size
    found = pieces(text, style.weight, sentence=sentence, nastaliq=style.nastaliq)
    return sum(piece.width for piece in found) * style.size


def is_tall(text: str, style: Style) -> bool:
    """Whether a line holds Urdu letters, which reach further up and down."""
    return not is_plain(text) and any(piece.outline and piece.text for piece in pieces(text, style.weight))


def reach(text: str, style: Style) -> tuple[float, float]:
    """How far the Urdu letters of a line reach below (negative) and above its base line."""
    found = pieces(text, style.weight, nastaliq=style.nastaliq)
    scale = style.size * URDU_SIZES[style.nastaliq] / 1000
    boxes = [piece.outline.box for piece in found if piece.outline]
    return min((box[1] for box in boxes), default=0) * scale, max(
        (box[3] for box in boxes), default=0
    ) * scale


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
        self._pen = Pen()
        self._codes: dict[str, Codes] = {}

    def identify(self, imprint: Imprint) -> None:
        """Writes into the file what document it is, so that `stpdesk verify` knows it again, and dates it."""
        self._canvas.setSubject(imprint.words)
        self._canvas.setKeywords(imprint.mark)
        if imprint.made:
            dated = f"{local(imprint.made):D:%Y%m%d%H%M%S%z}"
            self._canvas.setDateFormatter(lambda *_: f"{dated[:-2]}'{dated[-2:]}'")

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
        if is_plain(text):
            self.plain(x, y, text, style)
            return x + plain_width(text, style.weight) * style.size
        for piece in pieces(text, style.weight, sentence=sentence, nastaliq=style.nastaliq):
            if piece.outline is None:
                self.plain(x, y, piece.text, style)
            else:
                self._trace(x, y, piece, piece.outline, style)
            x += piece.width * style.size
        return x

    def text_right(self, x: float, y: float, text: str, style: Style, *, sentence: bool = False) -> None:
        """A line of text that ends at `x`."""
        self.text(x - width(text, style, sentence=sentence), y, text, style, sentence=sentence)

    def text_centred(self, x: float, y: float, text: str, style: Style, *, sentence: bool = False) -> None:
        """A line of text with its middle at `x`."""
        self.text(x - width(text, style, sentence=sentence) / 2, y, text, style, sentence=sentence)

    def plain(self, x: float, y: float, text: str, style: Style) -> None:
        """A line of text that Noto Sans is known to have, set as it stands: nothing is measured or reordered."""
        self.plains(((x, y, text),), style)

    def plains(self, placed: Iterable[tuple[float, float, str]], style: Style) -> None:
        """The same for many texts of one style at once, each with its place."""
        codes = self._codes.get(style.weight) or self._encoding(style.weight)
        size, shows = style.size, codes.shows
        self._pen.show(codes.selects(size), [shows(x, y, text, size) for x, y, text in placed], style.colour)

    def rule(
        self, left: float, right: float, y: float, colour: Colour = Colour.LINE, thick: float = 0.5
    ) -> None:
        """A horizontal line."""
        self._pen.stroke(paths.line(left, y, right, y), colour, thick)

    def stroke(self, path: str, colour: Colour, thick: float = 0.5, dashes: str = "") -> None:
        """The line along a path; `dashes` such as `2 2`, in points."""
        self._pen.stroke(path, colour, thick, dashes)

    def fill(self, path: str, colour: str) -> None:
        """The inside of a path, in one of the page's colours or a shade."""
        self._pen.fill(path, colour)

    def badge(self, x: float, y: float, side: float, colour: Colour) -> None:
        """A filled square with rounded corners."""
        self.fill(paths.rounded(x, y, side, side, side * 0.18), colour)

    def picture(self, x: float, y: float, wide: float, high: float, image: Any) -> None:
        """A picture (a reportlab `ImageReader`) with its lower left corner at `x`, `y`."""
        self._flush()
        self._canvas.drawImage(image, x, y, wide, high, mask="auto")

    def form(self, key: object, draw: Callable[[], None]) -> None:
        """Draws once what many pages share, and shows it on this one."""
        self._flush()
        name = self._forms.get(key)
        if name is None:
            name = self._made(key, (0, 0, self.width, self.height), draw)
        self._canvas.doForm(name)

    def bookmark(self, title: str, level: int = 0) -> None:
        """An entry of the contents list that leads to this page."""
        self._marks += 1
        key = f"mark{self._marks}"
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(title, key, level)

    def next_page(self) -> None:
        """Ends this page."""
        self._flush()
        self._canvas.showPage()

    def finish(self, *, contents: bool = False) -> bytes:
        """The whole file; `contents` opens it with its bookmarks shown."""
        self._flush()
        if contents:
            self._canvas.showOutline()
        self._canvas.save()
        return self._file.getvalue()

    def _flush(self) -> None:
        """Hands the canvas what was collected."""
        if said := self._pen.taken():
            self._canvas.addLiteral(said)

    def _made(self, key: object, box: tuple[float, float, float, float], draw: Callable[[], None]) -> str:
        """A new form of what `draw` draws; its name in the document."""
        name = self._forms[key] = f"form{len(self._forms)}"
        self._canvas.beginForm(name, *box)  # type: ignore[arg-type]  # points may be fractions
        draw()
        self._flush()
        self._canvas.endForm()
        return name

    def _encoding(self, weight: Weight) -> Codes:
        """How a weight's characters are encoded in this document."""
        document = self._canvas._doc  # type: ignore[attr-defined]  # the subsets are the document's
        codes = self._codes[weight] = Codes(fonts.latin(weight), document)
        return codes

    def _trace(self, x: float, y: float, piece: Piece, outline: Outline, style: Style) -> None:
        """Fills the outlines of a shaped run, and lays its letters over it unseen, for search and copying."""
        self._flush()
        name = self._forms.get(outline)
        if name is None:
            name = self._made(outline, outline.box, lambda: self._pen.apart(f"{outline.path}\nf"))
        scale = style.size * (URDU_SIZES[style.nastaliq] if piece.text else 1) / 1000
        self._canvas.addLiteral(f"q {style.colour} rg {scale:g} 0 0 {scale:g} {x:.2f} {y:.2f} cm")
        self._canvas.doForm(name)
        self._canvas.addLiteral("Q")
        if piece.text:
            self._canvas.addLiteral(self._unseen(x, y, piece, style))

    def _unseen(self, x: float, y: float, piece: Piece, style: Style) -> str:
        """The letters of a shaped run as text that is not painted, as wide as the run."""
        font = fonts.naskh(style.weight)
        nominal = fonts.nominal_width(font, piece.text)
        stretch = 100 * piece.width / nominal if nominal else 100
        codes = self._codes.get(font.fontName)
        if codes is None:
            document = self._canvas._doc  # type: ignore[attr-defined]  # as above
            codes = self._codes[font.fontName] = Codes(font, document)
        shows = f"{codes.selects(style.size)} {codes.shows(x, y, piece.text, style.size)}"
        return f"q BT 3 Tr {stretch:.2f} Tz {shows} ET Q"
