"""Cells that hold words: free text, codes, lists of codes, yes or no, one of a few choices."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, time

from stpdesk.core.codes import fold
from stpdesk.workbook.kinds import LONGEST, Column
from stpdesk.workbook.raw import Raw, Unfit, plain, shown, unfit

CODE_WANTED = "expected a code, typed as text"
LIST_WANTED = "expected codes split by a semicolon, such as A-101; A-102"
YESNO_WANTED = "expected yes or no"

_EDGES = re.compile(r"\A[\s\u200b\u200e\u200f\u2060\ufeff]+|[\s\u200b\u200e\u200f\u2060\ufeff]+\Z")
_JOINERS = "\u200c\u200d"
_APART = re.compile(r"[;؛\uff1b\n]")
_YESNO = {
    "yes": True,
    "y": True,
    "1": True,
    "true": True,
    "no": False,
    "n": False,
    "0": False,
    "false": False,
}


def text_of(raw: Raw) -> str | None:
    """Free text without outer blanks and control characters; a number keeps its digits. None if blank."""
    if type(raw) is str:
        text = raw.strip() if raw.isprintable() else _cleaned(raw)
    elif isinstance(raw, date | time):
        text = shown(raw)
    else:
        text = _typed_number(raw, "expected text")
    if len(text) > LONGEST:
        raise Unfit(f"expected at most {LONGEST:,} letters")
    return text or None


def code_of(raw: Raw) -> str | None:
    """One code as typed, on one line; 101 is "101". None if blank, Unfit for a list."""
    if type(raw) is str:
        text = raw.strip() if raw.isprintable() else _one_line(raw)
    else:
        text = _typed_number(raw, CODE_WANTED)
    if len(text) > LONGEST:
        raise Unfit(f"expected at most {LONGEST:,} letters")
    if ";" in text or (not text.isascii() and _APART.search(text)):
        raise Unfit("expected one code, without a semicolon")
    return text or None


def codes_of(raw: Raw) -> tuple[str, ...] | None:
    """Codes or numbers split by semicolons or lines, each once. None if blank."""
    if type(raw) is not str:
        return (_typed_number(raw, LIST_WANTED),)
    if len(raw) > LONGEST:
        raise Unfit(f"expected at most {LONGEST:,} letters")
    parts = (part.strip() if part.isprintable() else _one_line(part) for part in _APART.split(raw))
    codes = tuple(part for part in parts if part)
    if len(codes) > 1 and len({fold(code) for code in codes}) < len(codes):
        raise Unfit("expected each code once")
    return codes or None


def within(parse: Callable[[Raw], str | None], most: int) -> Callable[[Raw], str | None]:
    """The same parser, for a column whose texts have `most` letters at most."""

    def shorter(raw: Raw) -> str | None:
        text = parse(raw)
        if text is not None and len(text) > most:
            raise Unfit(f"expected at most {most:,} letters")
        return text

    return shorter


def yes_of(raw: Raw) -> bool | None:
    """Yes or no, y or n, 1 or 0. None if blank."""
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, int | float):
        raw = plain(raw)
    if type(raw) is not str:
        raise unfit(raw, YESNO_WANTED)
    word = fold(raw)
    if word and word not in _YESNO:
        raise Unfit(YESNO_WANTED)
    return _YESNO.get(word)


def choice(column: Column) -> Callable[[Raw], str | None]:
    """A parser of one of the column's choices, in whatever case, into its own spelling; None if blank."""
    by_fold = {fold(word): word for word in column.choices}
    known = {word: word for word in column.choices}
    wanted = f"expected one of: {', '.join(column.choices)}"

    def parse(raw: Raw) -> str | None:
        if type(raw) is not str:
            raise unfit(raw, wanted)
        if raw in known:
            return known[raw]
        word = fold(raw)
        if word and word not in by_fold:
            raise Unfit(wanted)
        return by_fold.get(word)

    return parse


def _typed_number(raw: Raw, wanted: str) -> str:
    """The digits of a code or number that was typed as a number."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return plain(raw)
    raise unfit(raw, wanted)


def _cleaned(raw: str) -> str:
    """Text without outer blanks, direction marks at its ends, and characters no workbook can hold."""
    raw = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = (letter for letter in raw if letter == "\n" or unicodedata.category(letter) not in {"Cc", "Cs"})
    return _EDGES.sub("", "".join(letter for letter in kept if letter not in "\ufffe\uffff"))


def _one_line(raw: str) -> str:
    """A code from text that was copied from elsewhere: one line, no invisible marks but letter joiners."""
    line = " ".join(_cleaned(raw).split("\n"))
    return "".join(x for x in line if x in _JOINERS or unicodedata.category(x) != "Cf").strip()
