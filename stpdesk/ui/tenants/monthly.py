"""The returns of one month as a grid shows them: who is there, what they told, what was typed and is not saved yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from stpdesk.core import typed_amounts
from stpdesk.core.codes import natural_key
from stpdesk.core.money import ONE, group_lakh
from stpdesk.core.months import Month
from stpdesk.core.return_forms import CELLS, COUNTS, MOST_PEOPLE, Return, ReturnRow, odd
from stpdesk.core.searching import name_text
from stpdesk.core.typed import Slip
from stpdesk.db import closings
from stpdesk.ui import wording
from stpdesk.ui.sentences import in_words
from stpdesk.ui.tables import Cell, Column, Kind, Listing
from stpdesk.ui.tables.edits import Place
from stpdesk.ui.tenants import words
from stpdesk.ui.tenants.words import tr
from stpdesk.ui.tenants.worked_out import WorkedOut

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.actions.session import Session

Typed = Mapping[Place, str]
"""What was typed and is not saved: text by key and cell."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the grid under its key."""

    key: int
    row: ReturnRow

    @property
    def sought(self) -> str:
        """What it is filtered by."""
        return f"{self.row.tenant} {self.row.name}"

    @property
    def natural(self) -> Any:
        """Codes in their natural order."""
        return natural_key(self.row.tenant)

    @property
    def name(self) -> str:
        """Names, for sorting."""
        return name_text(self.row.name)

    @property
    def sqft(self) -> Fraction:
        """Area, for sorting."""
        return self.row.sqft

    def cells_typed(self, typed: Typed) -> dict[str, int | None]:
        """The cells typed that can be read; None = not reported."""
        texts = {name: typed[self.key, name] for name in CELLS if (self.key, name) in typed}
        read = {name: parse(name, text) for name, text in texts.items()}
        return {name: value for name, value in read.items() if not isinstance(value, Slip)}

    def with_typed(self, typed: Typed) -> Return:
        """What it tells once what was typed is saved."""
        return replace(self.row.reported or Return(), **self.cells_typed(typed))


@dataclass(frozen=True, slots=True)
class MonthReturns:
    """Everybody who was there in a month, or reported for it."""

    month: Month
    closed: bool
    rows: tuple[Line, ...]


def parse(name: str, text: str) -> int | Slip | None:
    """A cell as typed: people, or money in hundredths; None = not reported."""
    if name in COUNTS:
        return typed_amounts.count(text, largest=MOST_PEOPLE)
    return typed_amounts.amount(text)


def month_to_close(session: Session) -> Month:
    """The month that is over last, unless it is closed; then the running one."""
    with session.park.reading() as db:
        return closings.to_close(db, session.today)


def returns_of(session: Session, month: Month, number: Callable[[str], int]) -> MonthReturns:
    """The returns of a month; `number` gives each tenant's key in the grid."""
    from stpdesk.actions.returns import grid

    rows = tuple(Line(number(one.tenant_id), one) for one in grid(session, month))
    with session.park.reading() as db:
        return MonthReturns(month, closings.is_closed(db, month), rows)


# the grid ---------------------------------------------------------------------------------------------------------------


def listing(month: Month, there: WorkedOut, typed: Typed, *, editable: bool) -> Listing:
    """The month's grid."""
    return Listing(
        "tenant-returns",
        tr("Returns of {month}").format(month=words.month(month)),
        (
            Column("code", tr("Code"), Kind.MUTED, 80, sort="natural", gives=2),
            Column("name", tr("Tenant"), Kind.STRONG, 180, sort="name", stretch=True),
            Column("sqft", tr("Sq ft"), Kind.QUANTITY, 76, sort="sqft", gives=3),
            Column("men", tr("Men"), Kind.COUNT, 66, sort=None, editable=editable),
            Column("women", tr("Women"), Kind.COUNT, 72, sort=None, editable=editable),
            Column("freelancers", tr("Freelancers"), Kind.COUNT, 98, sort=None, editable=editable),
            Column("trainees", tr("Trainees"), Kind.COUNT, 76, sort=None, editable=editable),
            Column("exports_usd", tr("Exports, USD"), Kind.MONEY, 106, sort=None, editable=editable),
            Column("domestic_pkr", tr("Domestic, Rs"), Kind.MONEY, 112, sort=None, editable=editable),
            Column("state", tr("Return"), Kind.STATE, 160, sort=None, gives=1),
        ),
        keys=there.keys,
        rows=there.rows,
        cells=lambda one, _today: cells(one, typed),
        totals=lambda db, *, text, day, **_more: _shown(db, there, text, day),
        sums=lambda rows: sums(rows, typed),
        when="day",
        empty=tr("Nobody held a unit in this month, so no return is expected."),
    )


def _shown(db: Database, there: WorkedOut, text: str, day: date) -> list[Line]:
    """The rows of a filter."""
    return there.rows(db, there.keys(db, sort="", descending=False, text=text, day=day), day=day)


def cells(one: Line, typed: Typed) -> tuple[object, ...]:
    """One tenant's row: a dash where nothing was told, which is not 0."""
    told, over = one.row.reported or Return(), replaced(one, typed)
    values = [
        Cell(over[name], tone="plain", mark="ask") if name in over else told_cell(getattr(told, name))
        for name in CELLS
    ]  # what is typed over is marked otherwise than what is new
    area = int(one.row.sqft * ONE) if one.row.sqft else None
    return (one.row.tenant, one.row.name, Cell(area, tone="muted"), *values, _state(one, typed))


def told_cell(value: int | None) -> Cell:
    """A figure that was told, also 0; a muted dash where nothing was."""
    return Cell(None, "–", tone="muted") if value is None else Cell(value, tone="plain")


def _state(one: Line, typed: Typed) -> Cell:
    """Whether it reported, and what looks wrong."""
    if one.with_typed(typed).blank:
        words_ = tr("Left, not reported") if one.row.leaves else tr("Not reported")
        return Cell("missing", words_, mark="unknown", tone="muted")
    doubt = doubted(one, typed)
    if doubt:
        return Cell("doubt", in_words(doubt[0]).split(";")[0], mark="ask")
    over = replaced(one, typed)
    if over:
        ((name, before), *more) = over.items()
        words_ = (
            tr("{n} changed").format(n=len(over))
            if more
            else tr("was {figure}").format(figure=figure(name, before))
        )
        return Cell("changed", words_, mark="ask")
    return Cell("reported", tr("Reported"), mark="good")


def figure(name: str, value: int) -> str:
    """A figure of a cell as it is shown."""
    return group_lakh(value) if name in COUNTS else wording.rupees(value, paise=True)


def replaced(one: Line, typed: Typed) -> dict[str, int]:
    """What is reported and would be another once what was typed is saved, or not reported: the figures before, by cell."""
    reported_ = one.row.reported or Return()
    before = {name: (getattr(reported_, name), value) for name, value in one.cells_typed(typed).items()}
    return {name: told for name, (told, value) in before.items() if told is not None and told != value}


def unreported(lines: Iterable[Line], typed: Typed) -> list[int]:
    """The keys of those of whom nothing is saved or typed."""
    return [one.key for one in lines if one.with_typed(typed).blank]


def doubted(one: Line, typed: Typed) -> tuple[str, ...]:
    """What looks wrong about a return, what was typed included; never a reason to refuse (rule C4)."""
    told = one.with_typed(typed)
    return () if told.blank else odd(one.row.sqft, told)


def reported(rows: Iterable[Line], typed: Typed) -> tuple[int, int]:
    """How many have reported once what was typed is saved, and of how many a return is expected."""
    told = [not one.with_typed(typed).blank for one in rows]
    return sum(told), len(told)


def sums(rows: list[Line], typed: Typed) -> tuple[object, ...]:
    """“9 of 12 tenants reported”, and the sums of what was told; a dash where nobody told it."""
    told, every = reported(rows, typed)
    words_ = tr("{n} of {m} reported").format(n=group_lakh(told), m=group_lakh(every))
    found: list[object] = []
    for name in CELLS:
        values = [getattr(one.with_typed(typed), name) for one in rows]
        known = [value for value in values if value is not None]
        found.append(sum(known) if known else Cell(None, "–", tone="muted"))
    doubtful = sum(1 for one in rows if doubted(one, typed))
    marked = tr("{n} to look at").format(n=doubtful) if doubtful else None
    return (words_, None, None, *found, marked)
