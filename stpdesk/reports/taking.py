"""One document as it is asked for, by the command line or the window: the frozen one of a closed month, else made now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from stpdesk.core.civil import local, midnight, seconds_of
from stpdesk.core.errors import Refused
from stpdesk.core.frozen import FrozenDocument
from stpdesk.core.months import DAY, Month
from stpdesk.db import closings, frozen, probes
from stpdesk.reports import catalogue, freezing
from stpdesk.reports.asked import Asked
from stpdesk.reports.catalogue import Kind
from stpdesk.reports.figures.context import Context, as_of
from stpdesk.reports.figures.imprint import Imprint
from stpdesk.reports.figures.table import Report

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.db.park import Park

_OF_SERVICES = {"monthly", "outages"}
"""Documents with figures of power and internet, to which belongs what the monitor noticed."""

SPANS = frozenset({"outages", "generator-log"})
"""Documents of any span of days."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A document made now: its figures, its identity, what its figures had to leave out (a sentence each)."""

    context: Context
    kind: Kind
    asked: Asked
    found: Any
    identity: Imprint
    notices: tuple[str, ...]

    def made(self, form: str, told: freezing.Progress | None = None) -> bytes:
        """As `pdf` or `xlsx`; `told` hears of the steps where there are any."""
        return freezing.made(
            self.context.db, self.kind, form, self.found, self.identity, self.asked.month, told
        )  # fmt: skip


def kept(
    db: Database, kind: Kind, asked: Asked, form: str, as_at: date | None = None, revision: int | None = None
) -> FrozenDocument | None:
    """The frozen document that is asked for: as PDF or Excel, of a closed month or by its revision, as at no other day."""
    plain = asked.month is not None and asked == Asked(month=asked.month) and as_at is None
    if asked.month is None or not plain or form == "json":
        if revision is not None:
            raise Refused(
                "A revision is a frozen PDF or workbook of a month: name the month and --format pdf or xlsx.",
                field="revision",
            )
        return None
    if revision is None:
        return frozen.newest(db, asked.month, kind.name) if closings.is_closed(db, asked.month) else None
    for one in frozen.of_month(db, asked.month):
        if (one.kind, one.revision) == (kind.name, revision):
            return one
    raise Refused(
        "{title} of {month} has no revision {revision}.",
        field="revision", title=kind.title, month=asked.month, revision=revision,
    )  # fmt: skip


def stored(park: Park, document: FrozenDocument, form: str) -> bytes:
    """The very bytes of a frozen document as `pdf` or `xlsx`; refused where it is not made so."""
    file = document.file(form)
    if file is None:
        raise Refused("{title} is not made as {form}.", field="format", title=document.title, form=form)
    return park.vault.read(file.sha256)


def context(
    park: Park,
    db: Database,
    clock: datetime,
    month: Month | None = None,
    as_at: date | None = None,
    at: datetime | None = None,
) -> Context:
    """The snapshot a document is taken from: as at the day asked for, else the month's last day or today.

    What is open counts up to the time or the end of the day asked for, never later than now (rule O2).
    """
    now = seconds_of(clock)
    today = local(now).date()
    day = as_of(month, as_at, today) if month else as_at or today
    if at is not None:
        now = min(now, seconds_of(at))
    elif as_at is not None:
        now = min(now, midnight(as_at + DAY))
    noticed, why = probes.proposals_or_why(park.folder)
    return Context(db, day, month or Month.of(day), now, noticed, park.vault, (why,) if why else ())


def taken(context: Context, kind: Kind, asked: Asked) -> Taken:
    """The document made now."""
    notices = context.notices if kind.name in _OF_SERVICES else ()
    context = replace(context, notices=notices)
    found = kind.figures(context, asked)
    identity = catalogue.imprint(found, context, asked)
    return Taken(context, kind, asked, _noted(found, notices), identity, notices)


def _noted(found: Any, notices: tuple[str, ...]) -> Any:
    """A report of tables that says what it had to leave out, in its head and in its data; the monthly report does by itself."""
    if not notices or not isinstance(found, Report):
        return found
    about = [*found.about, *(("Please look at", notice) for notice in notices)]
    return replace(found, about=about, data={**found.data, "notices": list(notices)})
