"""From a text as stored to pieces in the order they stand on the page, left to right, each of one script."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from bidi import get_display

from stpdesk.reports.pdf import fonts
from stpdesk.reports.pdf.fonts import NASKH_FILES, NASTALIQ, Weight
from stpdesk.reports.pdf.outlines import Outline, outline

MISSING = "\ufffd"
"""Stands, visibly, for a character no embedded face can draw."""

FIXED = "\u00a0"
"""A blank at which no line is broken."""

URDU_SIZES = {False: 1.14, True: 1.0}
"""How much larger Urdu letters are set beside Noto Sans: Naskh (False) is small for its size, Nastaliq (True) is not."""

MISSED = Outline("90 700 m 790 700 l 440 60 l h", (90, 60, 790, 700), 0.88)
"""▼, the mark of a missed target; no embedded face has it, so it is drawn, and no text lies under it."""

BRACKETS = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›"}

_LETTER = r"[\u0600-\u065f\u066a-\u06ef\u06fa-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"
_DIGITS = r"[\u0660-\u0669\u06f0-\u06f9]+(?:[.,\u066b\u066c][\u0660-\u0669\u06f0-\u06f9]+)*"
_JOINERS = "\u200c\u200d"
_RUNS = re.compile(rf"({_LETTER}(?:[{_JOINERS} ]*{_LETTER})*)|({_DIGITS})|([▼])")
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_LEFTWARD = re.compile(
    r"[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]"
)
_UNSEEN = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_PLAIN = re.compile("[ -~\u00a0−–…·“”’]*")
"""What nearly every text consists of, and every face has."""

_OVERRIDES = re.compile("[\u200e\u200f\u202a-\u202e]")
_ISOLATES = re.compile("[\u2066-\u2069]")
_STRAY = re.compile(f"[^{_JOINERS}]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one script as they follow on the page; `outline` where they are drawn and not set."""

    text: str
    width: float
    outline: Outline | None = None


def isolate(text: str) -> str:
    """A text for use inside a sentence: its direction and the sentence's leave each other alone."""
    return f"\u2068{_ISOLATES.sub('', text)}\u2069" if _LEFTWARD.search(text) else text


def is_plain(text: str) -> bool:
    """Whether a text is set as it stands: every face has its characters, and none of them runs leftward."""
    return _PLAIN.fullmatch(text) is not None


def plain_width(text: str, weight: Weight) -> float:
    """How wide a plain text is, in ems."""
    return fonts.nominal_width(fonts.latin(weight), text)


@lru_cache(maxsize=8192)
def pieces(text: str, weight: Weight, *, sentence: bool = False, nastaliq: bool = False) -> tuple[Piece, ...]:
    """The pieces of one line. Its direction is that of its first letter; a `sentence` always runs rightward."""
    text = clean(text)
    if _PLAIN.fullmatch(text):
        return (_latin(text, weight),) if text else ()
    if _LEFTWARD.search(text):
        text = _upright(get_display(text, base_dir="L") if sentence else get_display(text))
    found: list[Piece] = []
    at = 0
    text = _drawable(text)
    for match in _RUNS.finditer(text):
        if match.start() > at:
            found.extend(_latin_pieces(text[at : match.start()], weight))
        if match[3]:
            found.append(Piece("", MISSED.width, MISSED))
        else:
            found.append(_arabic(match[0], weight, leftward=match[1] is not None, nastaliq=nastaliq))
        at = match.end()
    found.extend(_latin_pieces(text[at:], weight))
    return tuple(found)


def clean(text: str) -> str:
    """Composed letters, every control character and line break a space; nobody's name turns the line around."""
    if _PLAIN.fullmatch(text):
        return text
    text = unicodedata.normalize("NFC", _OVERRIDES.sub("", text))
    return "".join(
        " " if letter != FIXED and unicodedata.category(letter) in {"Cc", "Zl", "Zp", "Zs"} else letter
        for letter in text
    )


def _upright(text: str) -> str:
    """Mirrors the brackets that stand reversed after reordering: a closing one whose opening one follows it."""
    letters = list(text)
    for opening, closing in BRACKETS.items():
        unmatched: list[int] = []
        open_now = 0
        for at, letter in enumerate(letters):
            if letter == opening and unmatched:
                letters[unmatched.pop(0)], letters[at] = opening, closing
            elif letter == opening:
                open_now += 1
            elif letter == closing and open_now:
                open_now -= 1
            elif letter == closing:
                unmatched.append(at)
    return "".join(letters)


def _drawable(text: str) -> str:
    """Every character that no face has becomes a visible mark; joiners stay, they shape Urdu."""
    latin, naskh = fonts.latin_characters(), fonts.naskh_characters()
    kept = []
    for letter in text:
        if letter in _JOINERS:
            kept.append(letter)
        elif not _UNSEEN.match(letter):
            known = naskh if _ARABIC.match(letter) else latin
            kept.append(letter if ord(letter) in known or letter == "▼" else MISSING)
    return "".join(kept)


def _latin_pieces(text: str, weight: Weight) -> list[Piece]:
    """The piece between two Arabic runs, if anything of it shows."""
    shown = "".join(_STRAY.findall(text))
    return [_latin(shown, weight)] if shown else []


def _latin(text: str, weight: Weight) -> Piece:
    """Text that is simply set."""
    return Piece(text, fonts.nominal_width(fonts.latin(weight), text))


def _arabic(text: str, weight: Weight, *, leftward: bool, nastaliq: bool) -> Piece:
    """A run as it stands on the page, drawn from its logical order."""
    logical = text[::-1] if leftward else text
    shaped = outline(logical, NASTALIQ if nastaliq else NASKH_FILES[weight], leftward=leftward)
    return Piece("".join(_STRAY.findall(text)), shaped.width * URDU_SIZES[nastaliq], shaped)
