"""What is typed of a month's readings, and its draft on disk: every cell by its meter, what was answered, the date of all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from stpdesk.core.money import E4
from stpdesk.core.months import Month
from stpdesk.ui.billing.reading_lines import DAY, READING, Answer, Line, Typed
from stpdesk.ui.desk import Desk
from stpdesk.ui.forms.kept import Drafts
from stpdesk.ui.tables.edits import Place

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.db.drafts import Draft

ALL = "all"
"""Stands for the meter of the date of all readings."""


@dataclass(slots=True)
class Typing:
    """What is typed of one month and not saved: cells, answers, the date of all readings where it is not the usual."""

    texts: dict[Place, str] = field(default_factory=dict)
    answers: dict[int, Answer] = field(default_factory=dict)
    day: date | None = None


class Keeper:
    """Keeps what is typed on disk; a month's draft is offered once, for later it is what is typed anyway."""

    def __init__(self, desk: Desk) -> None:
        from stpdesk.actions.readings import FORM

        self._drafts = Drafts(desk, FORM)
        self._offered: set[Month] = set()

    def keep(
        self, month: Month, lines: Mapping[int, Line], typed: Typed, answers: Mapping[int, Answer], day: date | None,
        why: str,
    ) -> None:  # fmt: skip
        """Writes a month's draft, or drops it where nothing is typed."""
        texts = {
            f"{lines[key].row.meter.id} {name}": text for (key, name), text in typed.items() if key in lines
        }
        if not texts:
            self._drafts.forget(str(month))
            return
        for key, one in answers.items():
            if key in lines:
                told = (("event", one.event), ("closing", one.closing), ("digits", one.digits))
                texts |= {
                    f"{lines[key].row.meter.id} {name}": str(value)
                    for name, value in told
                    if value is not None
                }
        if day is not None:
            texts[f"{ALL} {DAY}"] = day.isoformat()
        self._drafts.keep(str(month), texts, why)

    def of_this_run(self, month: Month) -> bool:
        """Whether the program that runs kept it."""
        return self._drafts.of_this_run(str(month))

    def find(self, session: Session, month: Month) -> Draft | None:
        """The draft on disk; on a worker's thread."""
        return self._drafts.find(session, str(month))

    def offer(self, month: Month, found: Draft | None, lines: Mapping[int, Line]) -> Typing:
        """What a draft holds for the meters that are there; nothing the second time."""
        made = Typing()
        if month in self._offered:
            return made
        self._offered.add(month)
        keys = {one.row.meter.id: key for key, one in lines.items()}
        told: dict[int, dict[str, str]] = {}
        for name, text in found.texts.items() if found is not None else ():
            meter, _, cell = name.partition(" ")
            if meter == ALL:
                made.day = date.fromisoformat(text)
            elif meter in keys and cell in {READING, DAY}:
                made.texts[keys[meter], cell] = text
            elif meter in keys:
                told.setdefault(keys[meter], {})[cell] = text
        for key, parts in told.items():
            if "event" in parts:
                closing, digits = parts.get("closing"), parts.get("digits")
                made.answers[key] = Answer(
                    parts["event"], E4(int(closing)) if closing else None, int(digits) if digits else None
                )
        return made
