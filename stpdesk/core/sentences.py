"""Finished sentences that still know what they are made of, so that the window can say them in its own language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, Self

from stpdesk.core.errors import Refused
from stpdesk.core.months import Month
from stpdesk.core.typed_dates import day_text, month_text


class Sentence(str):
    """An English sentence (or part of one), its `template` and the `values` that were filled in.

    Days and months are given as they are and written as `1 Dec 2026` and `Dec 2026`; a value may be a sentence itself.
    """

    __slots__ = ("template", "values")

    template: str
    values: dict[str, object]

    def __new__(cls, template: str, /, **values: object) -> Self:
        """The template with its values filled in."""
        made = super().__new__(
            cls, template.format(**{name: _written(value) for name, value in values.items()})
        )
        made.template = template
        made.values = values
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        """What it is made of, for a copy in another process."""
        return (self.template,), self.values


class Moment(str):
    """An instant as local text in figures, `2026-10-05 14:02`, that still knows its `second` since 1970."""

    __slots__ = ("second",)

    second: int

    def __new__(cls, text: str, second: int) -> Self:
        """The text of that second."""
        made = super().__new__(cls, text)
        made.second = second
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str, int], dict[str, object]]:
        """What it is made of, for a copy in another process."""
        return (str(self), self.second), {}


_DAY = re.compile(r"(?<![\w/-])(\d{4})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?(?![\w/-])")


def refusal_of(text: str) -> Refused:
    """The refusal that a finished sentence says: its days and months in figures become values, which a window words.

    Numbers of documents, which have a fiscal year between strokes, stay as they are.
    """
    values: dict[str, Any] = {}

    def named(found: re.Match[str]) -> str:
        year, month, day = found.groups()
        name = f"{'day' if day else 'month'}{len(values) or ''}"
        values[name] = date(int(year), int(month), int(day)) if day else Month(int(year), int(month))
        return "{" + name + "}"

    template = _DAY.sub(named, text.replace("{", "{{").replace("}", "}}"))
    return Refused(template, **values) if values else Refused(text)


def _written(value: object) -> object:
    """A value as it stands in an English sentence."""
    if isinstance(value, date):
        return day_text(value)
    return month_text(value) if isinstance(value, Month) else value


def one_after_another(first: str, second: str) -> str:
    """Two sentences, the second of which may be empty."""
    return Sentence("{first} {second}", first=first, second=second) if first and second else first or second


def listed(words: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`; more than four are counted."""
    if len(words) > 4:
        return Sentence("{some} and {count} more", some=", ".join(words[:3]), count=len(words) - 3)
    if len(words) > 1:
        return Sentence("{some} and {last}", some=", ".join(words[:-1]), last=words[-1])
    return "".join(words)


def one_by_one(parts: Sequence[str]) -> str:
    """`A, B, C`: the parts stay what they are."""
    if len(parts) < 2:
        return parts[0] if parts else ""
    return Sentence("{first}, {rest}", first=parts[0], rest=one_by_one(parts[1:]))
