"""What differs between two states of a document's figures, in words: `Billing, invoiced: 12,34,567.00, was 12,30,000.00.`"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from stpdesk.core.money import lakh

MOST = 24
"""Differences told one by one: a page has room for so many."""

LONGEST = 90
"""Letters of a value that is told; of a longer text only that it reads otherwise."""

_MONEY = re.compile(r"-?\d+\.\d\d")
_NAMES = (
    "number", "tenant", "link", "lease", "unit", "meter", "scheme", "head", "month", "name", "code", "floor", "label", "matter",
    "role", "cause", "day", "date", "start", "service", "key",
)  # fmt: skip
"""Keys that may tell one entry of a list from another, the best first."""

_FOLLOWING = frozenset(
    {
        "share", "shown", "series", "points", "change", "changed", "direction", "note", "sentence", "sentences", "headline",
        "standing", "targeted", "missed",
    }
)  # fmt: skip
"""Keys of what follows from other figures; told only where nothing else differs."""

_WORDS = {
    "pct": "%", "sqft": "sq ft", "usd": "USD", "pkr": "Rs", "saifi": "SAIFI", "saidi": "SAIDI", "caidi": "CAIDI",
    "asai": "ASAI", "maifi": "MAIFI", "mttr": "MTTR", "mtbf": "MTBF", "wale": "WALE",
    "d1": "1 to", "30": "30 days", "d31": "31 to", "60": "60 days", "d61": "61 to", "90": "90 days",
}  # fmt: skip
"""Words of keys as people write them."""

_LEAF = object()


def differences(now: Any, was: Any) -> list[str]:
    """A sentence for every figure that differs, in the order of the document; the last counts those beyond two dozen."""
    found = list(_compared(now, was, (), _FOLLOWING)) or list(_compared(now, was, (), frozenset()))
    told = [f"{said}." for said in found[:MOST]]
    return told if len(found) <= MOST else [*told, f"{len(found) - MOST} more figures differ."]


def _compared(now: Any, was: Any, path: tuple[str, ...], without: frozenset[str]) -> Iterator[str]:
    """What differs at a place and below it, `without` some keys."""
    if now == was:
        return
    if isinstance(now, dict) and isinstance(was, dict):
        for key in (*now, *(key for key in was if key not in now)):
            if key not in without:
                below = (*path, _named(str(key)))
                yield from _compared(now.get(key, _LEAF), was.get(key, _LEAF), below, without)
    elif isinstance(now, list) and isinstance(was, list):
        yield from _lists(now, was, path, without)
    else:
        yield f"{_place(path)}: {_told(now, was)}"


def _lists(now: list[Any], was: list[Any], path: tuple[str, ...], without: frozenset[str]) -> Iterator[str]:
    """Entries that came, went or changed; entries without a name of their own are only counted."""
    named = _name_of(now, was)
    if named is None:
        yield f"{_place(path)}: {_counted(now, was)}"
        return
    there, before = ({_text(one[named]): one for one in listed} for listed in (now, was))
    for name, one in there.items():
        if name in before:
            yield from _compared(one, before[name], (*path, name), without)
        else:
            yield f"{_place((*path, name))}: new"
    for name in before:
        if name not in there:
            yield f"{_place((*path, name))}: gone"
    common = [name for name in there if name in before]
    if common != [name for name in before if name in there]:
        yield f"{_place(path)}: in another order"


def _name_of(*lists: list[Any]) -> str | None:
    """The key by which the entries of lists are told apart; None where they have none."""
    entries = [one for listed in lists for one in listed]
    if not all(isinstance(one, dict) for one in entries):
        return None
    for name in _NAMES:
        if all(isinstance(one.get(name), str | int) for one in entries) and all(
            len({_text(one[name]) for one in listed}) == len(listed) for listed in lists
        ):
            return name
    return None


def _counted(now: list[Any], was: list[Any]) -> str:
    """How two lists without names differ."""
    if len(now) != len(was):
        return f"{_many(len(now))}, was {_many(len(was))}"
    differ = sum(one != other for one, other in zip(now, was, strict=True))
    if len(now) == 1 and not isinstance(now[0], dict | list):
        return _told(now[0], was[0])
    return f"{differ} of {_many(len(now))} differ"


def _many(count: int) -> str:
    """A number of entries."""
    return "1 entry" if count == 1 else f"{count} entries"


def _told(now: Any, was: Any) -> str:
    """Two values, the present one first."""
    if now is _LEAF:
        return "gone"
    if was is _LEAF:
        return "new"
    for decimals in range(2, 17):  # as many as tell them apart
        one, other = _value(now, decimals), _value(was, decimals)
        if one is None or other is None:
            return "reads otherwise"
        if one != other:
            return f"{one}, was {other}"
    return f"{now}, was {was}"


def _value(value: Any, decimals: int) -> str | None:
    """A figure as people write it; None for what is too long to tell."""
    if value is None or value == "":
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.{decimals}f}".removesuffix(".00")
    if isinstance(value, dict | list):
        return None
    text = _text(value)
    if _MONEY.fullmatch(text):
        return lakh(int(text.replace(".", "")))
    return text if len(text) <= LONGEST else None


def _text(value: Any) -> str:
    """A value on one line."""
    return " ".join(str(value).split())


def _named(key: str) -> str:
    """A key in words: `availability_pct` is “availability %”."""
    return " ".join(_WORDS.get(word, word) for word in key.split("_"))


def _place(path: tuple[str, ...]) -> str:
    """Where a figure stands: `Billing, by head, rent`."""
    where = ", ".join(path) or "document"
    return where[0].upper() + where[1:]
