"""What the month's close does and reads, off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from stpdesk.actions.month_close import Checklist, MonthState, checklist, known_run, months, run_state
from stpdesk.core.changes import Changes
from stpdesk.core.closing import RunState
from stpdesk.core.months import Month
from stpdesk.reports.freezing import month_set
from stpdesk.ui import wording
from stpdesk.ui.sentences import in_words

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Facts:
    """The month that is shown, and all months, the latest first; `papers`: how many documents closing freezes."""

    found: Checklist
    months: tuple[MonthState, ...]
    papers: int
    next: Month
    """the one to close: the oldest that is open, or the running one"""
    run: RunState | None
    """as it is told; None while it is being worked out"""

    @property
    def earlier(self) -> list[Month]:
        """Months before the one that is shown that are open still, the oldest last."""
        return [one.month for one in self.months if one.month < self.month and not one.closed]

    @property
    def month(self) -> Month:
        """The month that is shown."""
        return self.found.state.month


def tr(text: str) -> str:
    """Translated, in the context of the month's close."""
    return QCoreApplication.translate("closing", text)


def named(month: Month) -> str:
    """`October 2026`."""
    return f"{wording.month_name(month.number)} {month.year}"


def read(session: Session, *, month: Month, run: RunState | None) -> Facts:
    """Everything but the run, which takes longer: as it is known, else as it was (`run`)."""
    from stpdesk.db import closings

    run = known_run(session, month) or run
    with session.park.reading() as db:
        following = closings.to_close(db, session.today)
    return Facts(
        checklist(session, month, run), tuple(months(session, following)), len(month_set()), following, run
    )


def run_of(session: Session, *, month: Month) -> tuple[Month, RunState]:
    """What the month's run would issue now."""
    return month, run_state(session, month)


def close(session: Session, *, month: Month, told: Told) -> Changes:
    """Closes a month with all its documents, or not at all."""
    from stpdesk.actions.closing import close_month
    from stpdesk.reports.freezing import freezer

    made = close_month(session, month, freezer(session.park, told))
    documents: Any = made.told["documents"]
    words = tr("{month} is closed: {count} documents are frozen as revision {revision}.").format(
        month=named(month), count=len(documents), revision=made.told["revision"]
    )
    return Changes(made.nouns, **{**made.told, "said": words})


def to_look_at(changes: Changes) -> str:
    """What closing a month told that somebody should look at, a line each."""
    notices: Any = changes.told["notices"]
    return "\n".join(tr("Please look at: {what}").format(what=in_words(one)) for one in notices)


def reopen(session: Session, *, month: Month, reason: str) -> Changes:
    """Opens a closed month again."""
    from stpdesk.actions.closing import reopen_month

    made = reopen_month(session, month, reason)
    return Changes(
        made.nouns, **{**made.told, "said": tr("{month} is open again.").format(month=named(month))}
    )


def earlier_open(found: Facts) -> str:
    """That months before the one that is shown are open, in a sentence; "" where none is."""
    months = found.earlier
    if not months:
        return ""
    if len(months) == 1:
        return tr("{month} before it is still open.").format(month=named(months[0]))
    return tr("{n} months before it are still open, the oldest is {month}.").format(
        n=len(months), month=named(months[-1])
    )


def reopening(month: str, revision: int | None, following: int) -> str:
    """What reopening a month means, in words."""
    return tr(
        "What is dated in {month} can be changed again. The documents of revision {revision} stay on record as they are; "
        "closing it again makes revision {next}, which says what differs. Your reason stands in the audit trail."
    ).format(month=month, revision=revision, next=following)
