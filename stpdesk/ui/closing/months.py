"""All months of a park: which are closed, which were reopened, and their revisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from stpdesk.actions.month_close import MonthState
from stpdesk.core.civil import local
from stpdesk.core.months import Month
from stpdesk.core.typed_dates import month_text
from stpdesk.ui import wording
from stpdesk.ui.closing.acts import named, tr
from stpdesk.ui.tables import Cell, Column, Kind, Listing
from stpdesk.ui.tenants.worked_out import WorkedOut


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month as the list has it."""

    key: int
    state: MonthState
    next: bool
    """it is the one to close"""

    @property
    def sought(self) -> str:
        """What it is filtered by."""
        return f"{named(self.state.month)} {self.state.month} {said(self.state)}"

    @property
    def month(self) -> Month:
        """What it is sorted by."""
        return self.state.month


def rows_of(found: Sequence[MonthState], following: Month) -> tuple[MonthRow, ...]:
    """A row each, `following` is the one to close; its key is the month counted from the year 0."""
    return tuple(MonthRow(key_of(one.month), one, one.month == following and one.over) for one in found)


def key_of(month: Month) -> int:
    """The row's key."""
    return month.year * 12 + month.number


def said(state: MonthState) -> str:
    """Its state in a word or two."""
    if state.closed:
        return tr("closed")
    if not state.over:
        return tr("running")
    return tr("reopened") if state.closings else tr("open")


def listing(found: tuple[MonthRow, ...]) -> Listing:
    """The columns."""
    there = WorkedOut(lambda _db, _day: found)
    return Listing(
        "months-closed", tr("Months"),
        (
            Column("month", tr("Month"), Kind.TEXT, 116, stretch=True),
            Column("state", tr("State"), Kind.STATE, 112, sort=None),
            Column("revision", tr("Rev."), Kind.COUNT, 48, sort=None),
        ),
        keys=there.keys, rows=there.rows, cells=cells, when="day", sort="month", descending=True,
        empty=tr("No month yet."),
    )  # fmt: skip


def cells(one: MonthRow, _today: date) -> tuple[Any, ...]:
    """As the columns say it."""
    state = one.state
    mark = "good" if state.closed else "ask" if one.next else "off"
    return (
        Cell(str(state.month), month_text(state.month)),
        Cell(said(state), mark=mark, icon="lock" if state.closed else ""),
        state.revision or None,
    )


def history(state: MonthState) -> str:
    """Who closed it when, and why it was reopened before; a sentence each."""
    told = []
    for one in state.closings:
        closed = tr("Closed on {day} by {who}.").format(day=_when(one.at), who=one.by)
        told.append(closed)
        if one.reopened_at is not None:
            words = tr("Reopened on {day} by {who}: {why}")
            told.append(words.format(day=_when(one.reopened_at), who=one.reopened_by, why=one.reason))
    return "\n".join(told[-4:])


def _when(at: Any) -> str:
    """`3 Nov 2026, 11:20`."""
    here = local(int(at.timestamp()))
    return f"{wording.day(here.date())}, {here:%H:%M}"
