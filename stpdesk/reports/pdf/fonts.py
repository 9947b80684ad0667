"""The faces that documents embed, loaded when first used."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from stpdesk import resources

rl_config.useA85 = 0  # plain compressed streams: a fifth smaller


class Weight(StrEnum):
    """How heavy a piece of text is."""

    REGULAR = "Regular"
    SEMIBOLD = "SemiBold"
    BOLD = "Bold"

    __hash__ = str.__hash__  # weights are part of every key; the enum's own hash is ten times slower


NASKH_FILES = {
    Weight.REGULAR: "NotoNaskhArabic-Regular.ttf",
    Weight.SEMIBOLD: "NotoNaskhArabic-Bold.ttf",
    Weight.BOLD: "NotoNaskhArabic-Bold.ttf",
}
"""Which Naskh face stands beside each Latin weight."""

NASTALIQ = "NotoNastaliqUrdu-Regular.ttf"
"""The face of headings in Urdu: only ever outlines, never embedded."""


@cache
def latin(weight: Weight) -> TTFont:
    """Noto Sans of a weight."""
    return _register(f"STPSans-{weight.value}", f"NotoSans-{weight.value}.ttf")


@cache
def naskh(weight: Weight) -> TTFont:
    """Noto Naskh Arabic of a weight, as the invisible copy beneath outlines is set in it."""
    file = NASKH_FILES[weight]
    return _register(file.replace("NotoNaskhArabic", "STPNaskh").removesuffix(".ttf"), file)


def _register(name: str, file: str) -> TTFont:
    """A face under the program's own name, so that no system copy stands in for it."""
    font = TTFont(name, str(resources.fonts() / file), asciiReadable=True, shapable=False)
    pdfmetrics.registerFont(font)
    return font


@cache
def latin_characters() -> frozenset[int]:
    """The code points Noto Sans can draw; its weights draw the same."""
    return _characters(latin(Weight.REGULAR))


@cache
def naskh_characters() -> frozenset[int]:
    """The code points Noto Naskh Arabic can draw."""
    return _characters(naskh(Weight.REGULAR))


def _characters(font: TTFont) -> frozenset[int]:
    """What a face maps to a glyph."""
    known: dict[int, Any] = font.face.charToGlyph
    return frozenset(known)


def nominal_width(font: TTFont, text: str) -> float:
    """Width in ems of characters set one after another, unshaped."""
    widths: dict[int, float] = font.face.charWidths
    return sum(map(widths.__getitem__, map(ord, text))) / 1000
