"""Floors in the order a lift passes them."""

from __future__ import annotations

from collections.abc import Iterable

from stpdesk.core.codes import fold, natural_key
from stpdesk.core.places import Unit

Key = tuple[str, str]
"""building, floor; "" where none is named"""

_NAMED = (
    "sub basement", "lower basement", "basement", "lower ground", "ground", "upper ground", "mezzanine", "first", "second",
    "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
)  # fmt: skip
_LAST = ("penthouse", "top", "roof")


def key_of(building: str | None, floor: str | None) -> Key:
    """The key of a floor."""
    return building or "", floor or ""


def floor_of(unit: Unit) -> Key:
    """The floor a unit is on."""
    return key_of(unit.building, unit.floor)


def rank(floor: str) -> tuple[int, int, tuple[object, ...]]:
    """Basement before ground before first; numbers as numbers; unknown names by the alphabet, the roof last."""
    words = fold(floor).replace("-", " ").removesuffix(" floor").strip()
    if words in _NAMED:
        return 0, _NAMED.index(words) * 10, ()
    if words in _LAST:
        return 2, _LAST.index(words), ()
    digits = "".join(letter for letter in words if letter.isdigit())
    if digits and words.strip("0123456789") in {"", "st", "nd", "rd", "th", "level ", "level", "floor "}:
        return (
            0,
            (_NAMED.index("first") + int(digits) - 1) * 10 if int(digits) else _NAMED.index("ground") * 10,
            (),
        )
    return 1, 0, natural_key(floor)


def in_order(units: Iterable[Unit]) -> list[Key]:
    """All floors that have units: building by building, each from below."""
    found = {floor_of(unit) for unit in units}
    return sorted(found, key=lambda key: (natural_key(key[0]), rank(key[1])))
