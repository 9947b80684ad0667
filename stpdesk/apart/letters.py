"""Letters about an account: of one tenant, or of all who have something open, in one PDF or a file each. No Qt here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from stpdesk.apart.papers import Paper, Wanted
from stpdesk.apart.wire import Told
from stpdesk.core.money import Paisa
from stpdesk.core.months import Month
from stpdesk.reports import account_letters, batches, taking
from stpdesk.reports.asked import Asked
from stpdesk.reports.batches import STATEMENT

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.actions.session import Session
    from stpdesk.reports.figures.context import Context


@dataclass(frozen=True, slots=True)
class Letters:
    """What is asked for: a kind, tenants by code (None = everybody it concerns), since when or in which tone, as at a day."""

    kind: str
    codes: tuple[str, ...] | None
    since: Month | None = None
    tone: str | None = None
    day: date | None = None

    @property
    def asked(self) -> Asked:
        """What all letters share."""
        if self.kind == STATEMENT:
            return Asked(month=self.since)
        return Asked(tone=self.tone)

    def to(self, codes: Sequence[str]) -> list[Asked]:
        """One for each."""
        return [replace(self.asked, tenant=code) for code in codes]

    @property
    def single(self) -> bool:
        """Whether it is one tenant's paper."""
        return self.codes is not None and len(self.codes) == 1


@dataclass(frozen=True, slots=True)
class Written:
    """Letters as one PDF: to whom, what they have open together (overdue, for reminders), as at which day."""

    letters: Letters
    paper: Paper
    codes: tuple[str, ...]
    total: Paisa
    day: date


def written(session: Session, letters: Letters, *, told: Told) -> Written:
    """All of them as one PDF; refused where nobody gets one."""
    with session.park.reading_apart() as db:
        context = _context(session, db, letters)
        codes = _codes(context, letters)
        pdf = batches.letters_in_one(context, letters.kind, letters.to(codes), told)
        number = f"{context.terms.park.code} {letters.kind} {context.day}"
        if letters.single:
            number = f"{number} {codes[0]}"
        wanted = Wanted(letters.kind, letters.asked, letters.day)
        made = Paper(wanted, number, pdf)
        return Written(letters, made, tuple(codes), _total(context, letters, codes), context.day)


def write_each(session: Session, letters: Letters, place: Path, *, told: Told) -> tuple[Path, int]:
    """A file each into a folder of their own inside `place`: all or none; the folder and how many."""
    with session.park.reading_apart() as db:
        context = _context(session, db, letters)
        asked = letters.to(_codes(context, letters))
        files = batches.letter_files(context, letters.kind, str(context.day), asked)
        folder = place / batches.file_name(f"{context.terms.park.code} {letters.kind}s {context.day}")
        return folder, len(batches.write_all(folder, files, told))


def _context(session: Session, db: Database, letters: Letters) -> Context:
    """As at the day asked for, else today."""
    return taking.context(session.park, db, session.clock(), letters.since, letters.day or session.today)


def _codes(context: Context, letters: Letters) -> Sequence[str]:
    """Who gets one; a single tenant also gets a statement of nothing."""
    if letters.single and letters.kind == STATEMENT and letters.codes is not None:
        return letters.codes
    return account_letters.receivers(context, letters.kind, letters.codes)


def _total(context: Context, letters: Letters, codes: Sequence[str]) -> Paisa:
    """What they have open, or overdue."""
    mine = [
        context.ageing[one.id]
        for one in context.tenants()
        if one.code in set(codes) and one.id in context.ageing
    ]
    return Paisa(sum(one.total if letters.kind == STATEMENT else one.overdue for one in mine))
