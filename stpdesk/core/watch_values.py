"""What each setting of the monitor may be: the kinds of its values, typed or read, and the sentence where one is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

Value = str | int | float | bool | date | tuple[str, ...]

AUTO = "auto"
NONE = "none"
_NAME = re.compile(
    r"(?=.{1,253}\.?$)(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*\.?",
    re.IGNORECASE | re.ASCII,
)
_ADDRESS_PART = re.compile(r"0|[1-9][0-9]{0,2}")
_UPS = re.compile(r"[A-Za-z0-9._:-]{1,64}")
_PAGE = re.compile(r"http://(?P<host>[^\s/:\[\]@?#]+)(:(?P<port>\d+))?(/[\x21-\x7e]*)?")
_YES = frozenset({"yes", "y", "1", "true", "on"})
_NO = frozenset({"no", "n", "0", "false", "off"})
_MOST_FOREIGN = 8


class Unfit(ValueError):
    """A value that a setting cannot have."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of value: what it is in words, and how a value is checked; both raise Unfit."""

    expected: str
    check: Callable[[object], Value]
    """the value of the file, as it is kept"""
    typed: Callable[[str], object] = str.strip
    """a word of the command line, as the file would hold it"""


def number(least: float, most: float, what: str) -> Kind:
    """Seconds, times and the like, both ends allowed."""
    return Kind(
        f"{what} from {least:,g} to {most:,g}", lambda value: _number(value, least, most), _typed_number
    )


def whole(least: int, most: int, what: str = "a whole number") -> Kind:
    """A count, both ends allowed."""

    def check(value: object) -> Value:
        found = _number(value, least, most)
        if found != int(found):
            raise Unfit
        return int(found)

    return Kind(
        f"{what} from {least:,} to {most:,}" if what != "a port" else f"a port from {least} to {most}",
        check,
        _typed_number,
    )


def _number(value: object, least: float, most: float) -> float:
    """A number within its bounds; yes and no are none."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not least <= value <= most:
        raise Unfit
    return value


def _typed_number(word: str) -> object:
    """A typed number; a whole one stays whole."""
    try:
        return int(word)
    except ValueError:
        pass
    try:
        return float(word)
    except ValueError:
        return word.strip()


def text(expected: str, fits: Callable[[str], bool], *, words: tuple[str, ...] = ()) -> Kind:
    """Words of a certain shape, or one of these words; `none` is kept as nothing."""

    def check(value: object) -> Value:
        if not isinstance(value, str):
            raise Unfit
        word = value.casefold() or NONE
        if word in words:
            return "" if word == NONE else word
        if not fits(value):
            raise Unfit
        return value

    return Kind(expected, check)


def _typed_flag(word: str) -> object:
    """Yes and no as they are typed."""
    folded = word.strip().casefold()
    return True if folded in _YES else False if folded in _NO else word.strip()


def _flag(value: object) -> Value:
    """True or false."""
    if not isinstance(value, bool):
        raise Unfit
    return value


def _foreign(value: object) -> Value:
    """A list of addresses."""
    if not isinstance(value, (list, tuple)) or not 1 <= len(value) <= _MOST_FOREIGN:
        raise Unfit
    found = tuple(value)
    if len(set(found)) != len(found) or not all(isinstance(one, str) and is_target(one) for one in found):
        raise Unfit
    return found


def _day(value: object) -> Value:
    """A date and no instant."""
    if type(value) is not date:
        raise Unfit
    return value


def is_address(word: str) -> bool:
    """Whether it is an IPv4 address, such as 192.168.1.1."""
    parts = word.split(".")
    return len(parts) == 4 and all(_ADDRESS_PART.fullmatch(part) and int(part) <= 255 for part in parts)


def is_target(word: str) -> bool:
    """Whether it is an IPv4 address with or without a port: 1.1.1.1, 127.0.0.2:5301. IPv6 is not asked."""
    address, colon, port = word.partition(":")
    return is_address(address) and (not colon or _is_port(port))


def _is_port(word: str) -> bool:
    return re.fullmatch(r"[0-9]{1,5}", word) is not None and 1 <= int(word) <= 65535


def is_name(word: str) -> bool:
    """Whether it can be a name of the domain name system."""
    return _NAME.fullmatch(word) is not None


def _is_page(word: str) -> bool:
    """Whether it is the address of a page over plain http."""
    found = _PAGE.fullmatch(word)
    if not found or (found["port"] is not None and not _is_port(found["port"])):
        return False
    return is_name(found["host"])


SECONDS = "a number of seconds"
FLAG = Kind("yes or no", _flag, _typed_flag)
DAY = Kind("a date such as 2026-10-05", _day)
CODE = text("the code of a link", lambda word: bool(word.strip()) and len(word) <= 200)
PARK = text("the park's code", lambda word: len(word) <= 200)
UPS = text(
    "the name of a UPS on its NUT server, or none",
    lambda word: _UPS.fullmatch(word) is not None,
    words=(NONE,),
)
HOST = text("the name or IPv4 address of a computer", is_name)
OWN = text("an address of this PC such as 192.168.1.20, or none", is_address, words=(NONE,))
GATEWAY = text("an address such as 192.168.1.1, or auto, or none", is_target, words=(AUTO, NONE))
NAME = text("a name such as www.gov.pk, or none", is_name, words=(NONE,))
QUESTION = text("a name such as example.com", is_name)
PAGE = text("the address of a page that starts with http://, or none", _is_page, words=(NONE,))
FOREIGN = Kind(
    f"1 to {_MOST_FOREIGN} different addresses such as 1.1.1.1,8.8.8.8",
    _foreign,
    lambda word: [one.strip() for one in re.split(r"[,;]", word) if one.strip()],
)
PORT = whole(1, 65535, "a port number")


def told(value: object) -> str:
    """A value as the sentence shows it: as it is typed, and not at length."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value in ("", [], ()):
        return NONE
    words = ",".join(map(told, value)) if isinstance(value, (list, tuple)) else str(value)
    plain = "".join(letter if letter.isprintable() else "?" for letter in words)
    return plain if len(plain) <= 80 else plain[:79] + "…"
