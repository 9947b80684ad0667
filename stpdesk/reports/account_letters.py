"""Statements and reminders of many tenants: who gets one, all in one PDF, or a file each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from stpdesk.core.ageing import Ageing
from stpdesk.core.errors import Refused
from stpdesk.core.frozen import PDF
from stpdesk.reports import catalogue
from stpdesk.reports.asked import Asked
from stpdesk.reports.batches import File, Progress, file_name
from stpdesk.reports.figures.context import Context
from stpdesk.reports.figures.imprint import Imprint

STATEMENT, REMINDER = "statement", "reminder"


def gets(kind: str, aged: Ageing) -> bool:
    """Whether a tenant is written to: with a statement where anything is open, with a reminder where it is overdue."""
    return aged.total > 0 if kind == STATEMENT else aged.overdue > 0


def receivers(context: Context, kind: str, among: Collection[str] | None = None) -> list[str]:
    """Codes of those who are written to as at the day, in their order; `among` only these. Refused where there is nobody."""
    found = [
        one.code
        for one in context.tenants()
        if one.id in context.ageing
        and (among is None or one.code in among)
        and gets(kind, context.ageing[one.id])
    ]
    if not found and kind == REMINDER:
        raise Refused("Nobody has anything overdue on {day}; there is nothing to remind of.", day=context.day)
    if not found:
        raise Refused("Nobody has anything open on {day}; there are no statements to send.", day=context.day)
    return found


def in_one(
    context: Context, kind: str, codes: Sequence[str], asked: Asked, progress: Progress | None = None
) -> bytes:
    """Their letters as one PDF, each beginning on its own page; `asked` is what all share: month or tone."""
    from stpdesk.reports.pdf.letter import letters_pdf

    return letters_pdf(list(_letters(context, kind, codes, asked, progress)))


def _letters(
    context: Context, kind: str, codes: Sequence[str], asked: Asked, progress: Progress | None
) -> Iterator[tuple[Any, Imprint]]:
    """Figures and identity of each."""
    made = catalogue.kind(kind)
    for done, code in enumerate(codes):
        if progress is not None:
            progress(done, len(codes))
        mine = replace(asked, tenant=code)
        found = made.figures(context, mine)
        yield found, catalogue.imprint(found, context, mine)


def files(context: Context, kind: str, codes: Sequence[str], asked: Asked) -> list[File]:
    """The same, a PDF each."""
    made = catalogue.kind(kind)

    def bytes_of(code: str) -> bytes:
        mine = replace(asked, tenant=code)
        found = made.figures(context, mine)
        return made.made(PDF, found, catalogue.imprint(found, context, mine))

    return [File(file_name(f"{kind} {context.day} {code}.pdf"), partial(bytes_of, code)) for code in codes]
