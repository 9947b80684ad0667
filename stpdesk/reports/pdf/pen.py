"""A page's operators in order: font, colour and line width are said only where they change."""

from __future__ import annotations

from collections.abc import Iterable

from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import TTFont

OTHER = "\x00"
"""Stands for a character outside a face's first subset while a text is encoded."""


class Codes(dict[int, str]):
    """The first subset of a face in one document: from a character to how it stands in a PDF string.

    Made for `str.translate`, which asks for a character once and is many times faster than encoding letter by letter.
    """

    def __init__(self, font: TTFont, document: PDFDocument) -> None:
        super().__init__()
        self._font = font
        self._document = document
        self.name: str = font.getSubsetInternalName(0, document)

    def __missing__(self, letter: int) -> str:
        ((subset, code),) = self._font.splitString(chr(letter), self._document)
        found = OTHER if subset else _escaped(code[0])
        self[letter] = found
        return found

    def selects(self, size: float) -> str:
        """The operator that selects the face's first subset in a size."""
        return f"{self.name} {size:g} Tf"

    def shows(self, x: float, y: float, text: str, size: float) -> str:
        """The operators that show a text from `x` on the base line `y`; one of several subsets selects as it goes."""
        encoded = text.translate(self)
        if OTHER not in encoded:
            return f"1 0 0 1 {x:.2f} {y:.2f} Tm ({encoded}) Tj"
        parts = [
            f"{self._font.getSubsetInternalName(subset, self._document)} {size:g} Tf <{codes.hex()}> Tj"
            for subset, codes in self._font.splitString(text, self._document)
        ]
        return " ".join([f"1 0 0 1 {x:.2f} {y:.2f} Tm", *parts, self.selects(size)])


def _escaped(code: int) -> str:
    """One byte inside a PDF string in brackets."""
    plain = 32 <= code < 127 and chr(code) not in "()\\"
    return chr(code) if plain else f"\\{code:03o}"


class Pen:
    """Collects the operators of a page or a form; `taken` hands them over and starts anew."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._in_text = False
        self._font = self._fill = self._stroke = self._lines = ""

    def show(self, selects: str, shows: Iterable[str], colour: str) -> None:
        """Texts in one face and colour; each sets its own place (`Tm`) and shows itself."""
        say = self._said.append
        if not self._in_text:
            self._in_text = True
            say("BT")
        if colour is not self._fill and colour != self._fill:
            self._fill = colour
            say(f"{colour} rg")
        if selects != self._font:
            self._font = selects
            say(selects)
        self._said.extend(shows)

    def fill(self, path: str, colour: str) -> None:
        """The inside of a path."""
        self._leave_text()
        if colour != self._fill:
            self._fill = colour
            self._said.append(f"{colour} rg")
        self._said.append(f"{path} f")

    def stroke(self, path: str, colour: str, thick: float, dashes: str = "") -> None:
        """The line along a path; `dashes` as PDF counts them, such as `2 2`."""
        self._leave_text()
        if colour != self._stroke:
            self._stroke = colour
            self._said.append(f"{colour} RG")
        lines = f"{thick:g} w [{dashes}] 0 d"
        if lines != self._lines:
            self._lines = lines
            self._said.append(lines)
        self._said.append(f"{path} S")

    def apart(self, operators: str) -> None:
        """Operators that leave everything as it was; they bring their own `q` and `Q`."""
        self._leave_text()
        self._said.append(operators)

    def taken(self) -> str:
        """All that was collected; what follows states its font and colours again."""
        self._leave_text()
        said = "\n".join(self._said)
        self.__init__()  # type: ignore[misc]  # begins anew
        return said

    def _leave_text(self) -> None:
        if self._in_text:
            self._in_text = False
            self._said.append("ET")
