"""The run as a list: a row a document, to be issued, waiting for a reading, or issued."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from stpdesk.actions.run_review import Against, Done, Review, ToIssue
from stpdesk.core.codes import natural_key
from stpdesk.core.money import Paisa
from stpdesk.core.run_changes import Reason
from stpdesk.core.searching import words
from stpdesk.core.unlikely import Unlikely
from stpdesk.ui.billing.run_unlikely import in_row
from stpdesk.ui.billing.run_words import change, month_told, reason, tr
from stpdesk.ui.tables import Cell, Column, Kind, Listing
from stpdesk.ui.tenants.worked_out import WorkedOut, told

if TYPE_CHECKING:
    from sqlite_utils import Database

READY, WAITS, ISSUED = "ready", "waits", "issued"
_KEY = (1 << 62) - 1


@dataclass(frozen=True, slots=True)
class RunRow:
    """One document as the list has it; amounts in paisa."""

    key: int
    state: str
    tenant_id: str
    code: str
    name: str
    number: str | None
    lines: int
    subtotal: Paisa
    subsidy: Paisa
    tax: Paisa
    total: Paisa
    against: Against
    why: str
    of: ToIssue | Done
    unlikely: tuple[Unlikely, ...] = ()
    """use far from usual that it bills"""

    @property
    def order(self) -> list[Any]:
        """As documents are numbered: by the tenant's code; what is issued comes first."""
        return [natural_key(self.code), self.state != ISSUED]

    @property
    def by_name(self) -> str:
        """For sorting."""
        return self.name.casefold()

    @property
    def change(self) -> int:
        """Against the month before."""
        return self.against.change

    @property
    def sought(self) -> str:
        """What it is filtered by."""
        far = tr("far from usual") if self.unlikely else ""
        return f"{self.code} {self.name} {self.number or ''} {self.why} {self.state} {far}"


def rows_of(found: Review, without: Collection[str]) -> tuple[RunRow, ...]:
    """Every document of the month; `without` are tenants billed without their missing readings."""
    rows = [_of_draft(one, found, without) for one in found.to_issue]
    rows += [_of_issued(one, found) for one in found.done]
    return tuple(sorted(rows, key=lambda one: one.order))


def key_of(identity: str) -> int:
    """A number that stays the same for a tenant or a document."""
    return int(identity.replace("-", ""), 16) & _KEY


def _of_draft(one: ToIssue, found: Review, without: Collection[str]) -> RunRow:
    """A document that would be issued."""
    draft, tenant = one.draft, one.draft.tenant
    waits = bool(one.unread) and tenant.id not in without
    said = tr("Waits for reading") if waits else _why(one.against.why, found)
    if one.further and not waits:
        said = tr("Beside what is issued")
    if one.unlikely and not waits:
        said = in_row(one.unlikely)
    return RunRow(
        key_of(tenant.id), WAITS if waits else READY, tenant.id, tenant.code, tenant.name, None, len(draft.lines),
        draft.subtotal, draft.subsidy, draft.tax_total, draft.total, one.against, said, one,
        one.unlikely,
    )  # fmt: skip


def _of_issued(one: Done, found: Review) -> RunRow:
    """One that was issued."""
    paper = one.paper
    return RunRow(
        key_of(paper.id), ISSUED, paper.tenant_id, paper.tenant, paper.name, paper.number, paper.lines, paper.subtotal,
        paper.subsidy, paper.tax, paper.total, one.against, _why(one.against.why, found), one,
    )  # fmt: skip


def _why(why: Sequence[Reason], found: Review) -> str:
    """The weightiest reason; the panel has all of them."""
    return reason(why[0], found.before) if why else ""


@dataclass(frozen=True, slots=True)
class Sums:
    """What is ready; where nothing is, what is issued, else what waits. Under a filter of all that it `shows`."""

    state: str
    count: int
    lines: int
    subtotal: int
    subsidy: int
    tax: int
    total: int
    change: int
    compared: bool
    shows: tuple[int, int, int] | None = None
    """documents shown, of how many, and how many of all are ready"""


def summed(rows: Sequence[RunRow], shown: Sequence[RunRow] | None = None) -> Sums:
    """Of the rows that would be issued, or of those `shown` where they are filtered."""
    there = {one.state for one in rows}
    state = next((one for one in (READY, ISSUED, WAITS) if one in there), READY)
    mine = [one for one in rows if one.state == state] if shown is None else shown
    shows = None if shown is None else (len(shown), len(rows), sum(one.state == READY for one in rows))
    return Sums(
        state, len(mine), sum(one.lines for one in mine), sum(one.subtotal for one in mine),
        sum(one.subsidy for one in mine), sum(one.tax for one in mine), sum(one.total for one in mine),
        sum(one.change for one in mine), any(one.against.total is not None or one.change for one in mine), shows,
    )  # fmt: skip


def listing(there: WorkedOut, found: Review | None, rows: Sequence[RunRow]) -> Listing:
    """Its columns; the sums are of what is filtered. Where nothing is taxed that column gives its room to names and reasons."""
    issued = bool(rows) and all(one.state == ISSUED for one in rows)
    taxed = any(one.tax for one in rows)

    def totals(_db: Database, *, text: str, **_filters: Any) -> Sums:
        wanted = words(text)
        return summed(
            rows, [one for one in rows if all(word in told(one) for word in wanted)] if wanted else None
        )

    return Listing(
        "run", tr("Run of the month"),
        (
            Column("by_name", tr("Tenant"), Kind.TEXT, 150 if taxed else 200, stretch=True),
            Column("order", tr("Code"), Kind.MUTED, 72, hidden=True),
            Column("number", tr("Number"), Kind.TEXT, 180, sort=None, hidden=True),
            Column("lines", tr("Lines"), Kind.COUNT, 54, gives=6),
            Column("subtotal", tr("Subtotal"), Kind.MONEY, 104, gives=4),
            Column("subsidy", tr("Subsidy"), Kind.MONEY, 98, gives=3),
            Column("tax", tr("Tax"), Kind.MONEY, 84, gives=5 if taxed else 7),
            Column("total", tr("Total, Rs"), Kind.MONEY, 104),
            Column("change", tr("Change"), Kind.MONEY, 80, gives=1),
            Column("why", _head(rows), Kind.MUTED, 166 if taxed else 188, sort=None, gives=2),
        ),
        keys=there.keys, rows=there.rows, cells=_cells(issued), when="day", totals=totals, sums=_sums(found), sort="order",
        empty=tr("Nobody has anything to be billed for in this month. Leases, meters and one-off charges are what a run bills."),
        act=tr("Open leases"),
    )  # fmt: skip


def _head(rows: Sequence[RunRow]) -> str:
    """What the last column holds: why a total is another, and of what is issued its number."""
    there = {one.state == ISSUED for one in rows}
    if there == {True, False}:
        return tr("Invoice, or why")
    return tr("Invoice") if True in there else tr("Why")


def _cells(issued: bool) -> Callable[[RunRow, date], tuple[Any, ...]]:
    """How a row is shown; where everything is issued its number stands in the place of why."""

    def cells(one: RunRow, _today: date) -> tuple[Any, ...]:
        quiet = "muted" if one.state == WAITS else ""
        money = [
            Cell(value, None if value else "–", tone=quiet or ("" if value else "muted"))
            for value in (one.subtotal, one.subsidy, one.tax)
        ]
        compared = one.state != WAITS and (one.against.total is not None or one.change)
        changed = Cell(
            one.change if compared else None,
            change(one.change) if compared else "",
            tone="" if one.change else "muted",
        )
        return (
            Cell(one.name, tone=quiet), one.code, one.number, one.lines, *money,
            Cell(one.total, tone=quiet or "strong"), changed, _last(one, issued),
        )  # fmt: skip

    return cells


def _last(one: RunRow, issued: bool) -> Cell:
    """Why, what it waits for, or its number."""
    if one.state == WAITS:
        return Cell(one.why, icon="alert", tone="")
    if one.state == ISSUED:
        number = (one.number or "").rpartition("/")[2]
        return Cell(
            one.number,
            number if issued else tr("{number} issued").format(number=number),
            mark="" if issued else "good",
        )
    return Cell(one.why, icon="alert", tone="") if one.unlikely else Cell(one.why)


def _sums(found: Review | None) -> Callable[[Sums], tuple[Any, ...]]:
    """The row below."""

    def sums(one: Sums) -> tuple[Any, ...]:
        against = (
            tr("against {month}").format(month=month_told(found.before, beside=found.month))
            if found and one.compared
            else None
        )
        return (
            _counted(one), None, None, one.lines if one.shows is None else None, one.subtotal, Cell(one.subsidy, None if one.subsidy else "–"),
            Cell(one.tax, None if one.tax else "–"), one.total, Cell(one.change, change(one.change)) if one.compared else None, against,
        )  # fmt: skip

    return sums


def _counted(one: Sums) -> str:
    """What the sums are of; a filter shows some of what is issued, and issuing takes all of it."""
    if one.shows is not None:
        shown, every, ready = one.shows
        words = tr("{n} of {all} shown; {ready} ready to issue") if ready else tr("{n} of {all} shown")
        return words.format(n=shown, all=every, ready=ready)
    words = {
        READY: tr("{n} ready to issue"), ISSUED: tr("{n} issued"),
        WAITS: tr("{n} waits for readings") if one.count == 1 else tr("{n} wait for readings"),
    }[one.state]  # fmt: skip
    return words.format(n=one.count)
