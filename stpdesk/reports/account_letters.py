"""Who is written to about an account as at a day: statements to all who have something open, reminders to all in arrears."""

from __future__ import annotations

from collections.abc import Collection

from stpdesk.core.ageing import Ageing
from stpdesk.core.errors import NothingToSay
from stpdesk.reports.batches import REMINDER, STATEMENT
from stpdesk.reports.figures.context import Context


def gets(kind: str, aged: Ageing) -> bool:
    """Whether a tenant is written to: with a statement where anything is open, with a reminder where it is overdue and owed."""
    return aged.total > 0 if kind == STATEMENT else aged.overdue > 0 and not aged.covered


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
        raise NothingToSay(
            "Nobody has anything overdue on {day}; there is nothing to remind of.", day=context.day
        )
    if not found:
        raise NothingToSay(
            "Nobody has anything open on {day}; there are no statements to send.", day=context.day
        )
    return found
