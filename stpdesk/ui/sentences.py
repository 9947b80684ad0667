"""What core says, in the window's language: refusals, slips, notices and previews come as templates with their values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from stpdesk.ui.sides import mirrored

if TYPE_CHECKING:
    from stpdesk.core.errors import Refused
    from stpdesk.core.typed import Slip

CONTEXT = "core"
"""The context of core's sentences in a translation; the source text is the template."""
_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_ISOLATES = re.compile("[\u2066-\u2069]")


def isolated(text: str) -> str:
    """A value for a sentence: letters that run leftward turn neither the sentence nor what follows them; else as it is."""
    if not _LEFTWARD.search(text):
        return text
    first = "\u200f" if mirrored() else "\u200e"  # for what looks at the first letter only, isolated or not
    return f"{first}\u2068{_ISOLATES.sub('', text)}\u2069"


def in_words(said: Refused | Slip | str) -> str:
    """The sentence in the window's language; plain text is told as it is."""
    from stpdesk.core.errors import Refused  # here and below: the first page has nothing to refuse yet
    from stpdesk.core.sentences import Sentence
    from stpdesk.core.typed import Slip

    if not isinstance(said, Refused | Slip | Sentence):
        return said
    template = _translated(said.template)
    if not said.values:
        return template
    slip = isinstance(said, Slip)  # names characters in words of core's own
    return template.format(**{name: _value(value, known=slip) for name, value in said.values.items()})


def _value(value: object, *, known: bool) -> object:
    """A value as it stands in the sentence."""
    from datetime import date

    from stpdesk.core.errors import Refused
    from stpdesk.core.months import Month
    from stpdesk.core.sentences import Moment, Sentence
    from stpdesk.core.typed import Slip
    from stpdesk.ui import wording

    if isinstance(value, Refused | Slip | Sentence):
        return in_words(value)
    if isinstance(value, date):
        return wording.day(value)
    if isinstance(value, Month):
        return f"{wording.tr(wording.MONTHS[value.number - 1])} {value.year}"
    if isinstance(value, Moment):
        return wording.instant(value.second)
    if not isinstance(value, str):
        return value
    return isolated(_translated(value) if known and value else value)


def _translated(text: str) -> str:
    """A template or a word of core, translated."""
    return QCoreApplication.translate(CONTEXT, text)
