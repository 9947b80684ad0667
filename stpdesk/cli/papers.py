"""`invoice` and `report`: one document as JSON, PDF or Excel, to a file or to stdout."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from stpdesk.actions.session import Session
from stpdesk.cli import opening, typed
from stpdesk.cli.progress import shown
from stpdesk.cli.targets import target
from stpdesk.cli.told import Told
from stpdesk.core.civil import midnight, seconds_of
from stpdesk.core.errors import Refused
from stpdesk.core.frozen import FrozenDocument
from stpdesk.core.months import DAY, Month
from stpdesk.core.park import ZONE
from stpdesk.db import closings, documents, frozen, probes
from stpdesk.reports import catalogue, freezing
from stpdesk.reports.asked import Asked
from stpdesk.reports.catalogue import Kind, Scope
from stpdesk.reports.figures.context import Context, as_of
from stpdesk.reports.figures.papers import paper_json
from stpdesk.reports.figures.table import Report
from stpdesk.reports.saving import save

if TYPE_CHECKING:
    from sqlite_utils import Database


def invoice(options: argparse.Namespace) -> Told:
    """One document."""
    with opening.session(options, write=False) as session, session.park.reading() as db:
        paper = documents.by_number(db, options.number)
    if options.format == "json":
        return _as_json(paper_json(paper), options.out)
    from stpdesk.reports.pdf.invoice import write_invoice

    place = target(options.out)
    write_invoice(paper, place)
    return _written(place)


_OF_SERVICES = {"monthly", "outages"}
"""Reports with figures of power and internet, to which belongs what the monitor noticed."""


_SPANS = {"outages", "generator-log"}
"""Reports of any span of days."""


def report(options: argparse.Namespace) -> Told:
    """One report, or many."""
    if options.name == "set" or options.each or options.all:
        return _batch(options)
    wanted = catalogue.kind(options.name)
    asked = _asked(options, wanted)
    as_at, at = typed.as_at(options.as_at) if options.as_at else (None, None)
    with opening.session(options, write=False) as session, session.park.reading() as db:
        kept = _kept(db, options, asked, wanted)
        if kept is not None:
            return _stored(session, kept, options)
        day = as_of(asked.month, as_at, session.today) if asked.month else as_at or session.today
        now = _instant(session.clock(), at or as_at)
        noticed, why = probes.proposals_or_why(session.park.folder)
        told = (why,) if why and wanted.name in _OF_SERVICES else ()
        context = Context(db, day, asked.month or Month.of(day), now, noticed, session.park.vault, told)
        found = wanted.figures(context, asked)
        identity = catalogue.imprint(found, context, asked)
        notices = list(told)
        found = _noted(found, notices)
        if options.format == "json":
            return _as_json(found.data, options.out, notices)
        place = target(options.out)
        save(place, freezing.made(db, wanted, options.format, found, identity, asked.month))
    return _written(place, notices)


def _batch(options: argparse.Namespace) -> Told:
    """A month's set, its invoices or everybody's statements: into a folder, or as one PDF."""
    from stpdesk.reports import batches

    name, each = options.name, options.each or options.name == "set"
    if name not in {"set", "invoices", "statement"}:
        raise Refused("Only the set of a month, invoices and statements are made in one go.", field="name")
    month = typed.month(options.month)
    place = target(options.out)
    with opening.session(options, write=False) as session, session.park.reading() as db:
        noticed, why = probes.proposals_or_why(session.park.folder)
        day = as_of(month, None, session.today)
        now = _instant(session.clock(), None)
        context = Context(db, day, month, now, noticed, session.park.vault, (why,) if why else ())
        if not each:
            one = batches.invoices_in_one if name == "invoices" else batches.statements_in_one
            save(place, one(context))
            return _written(place)
        made = {
            "set": batches.month_files,
            "invoices": batches.invoice_files,
            "statement": batches.statement_files,
        }
        names = batches.write_all(place, made[name](context), shown("Making documents"))
    lines = [f"{len(names)} files written to {place}", *(f"  {one}" for one in names)]
    return Told(lines, {"written": str(place), "files": names})


def _kept(db: Database, options: argparse.Namespace, asked: Asked, wanted: Kind) -> FrozenDocument | None:
    """The frozen document that is asked for: as PDF or Excel, of a closed month or by its revision, as at no other day."""
    plain = asked.month is not None and asked == Asked(month=asked.month) and not options.as_at
    if asked.month is None or not plain or options.format == "json":
        if options.revision is not None:
            raise Refused(
                "A revision is a frozen PDF or workbook of a month: name the month and --format pdf or xlsx.",
                field="revision",
            )
        return None
    if options.revision is None:
        return frozen.newest(db, asked.month, wanted.name) if closings.is_closed(db, asked.month) else None
    for one in frozen.of_month(db, asked.month):
        if (one.kind, one.revision) == (wanted.name, options.revision):
            return one
    raise Refused(
        "{title} of {month} has no revision {revision}.",
        field="revision", title=wanted.title, month=asked.month, revision=options.revision,
    )  # fmt: skip


def _stored(session: Session, kept: FrozenDocument, options: argparse.Namespace) -> Told:
    """Writes the frozen file as it is."""
    file = kept.file(options.format)
    if file is None:
        raise Refused("{title} is not made as {form}.", field="format", title=kept.title, form=options.format)
    place = target(options.out)
    save(place, session.park.vault.read(file.sha256))
    day = kept.frozen_at.astimezone(ZoneInfo(ZONE)).date()
    data = {"written": str(place), "number": kept.number, "revision": kept.revision, "sha256": file.sha256}
    return Told([f"Written: {place} (revision {kept.revision}, as it was frozen on {day})"], data)


def _asked(options: argparse.Namespace, wanted: Kind) -> Asked:
    """What the words ask for; refused where they do not go together."""
    month = typed.month(options.month) if options.month or wanted.scope is Scope.MONTH else None
    if (options.begin or options.to) and (wanted.name not in _SPANS or month):
        raise Refused(
            "--from and --to are for the outage report and the generator log, in place of a month.",
            field="from",
        )
    first, last = (
        typed.day(text, name) if text else None
        for text, name in ((options.begin, "from"), (options.to, "to"))
    )
    if first and last and last < first:
        raise Refused("--to {to} comes before --from {first}.", field="to", to=last, first=first)
    return Asked(
        month=month,
        tenant=options.tenant,
        lease=options.lease,
        floor=options.floor,
        number=options.number,
        tone=options.tone,
        first=first,
        last=last,
    )


def _noted(found: Any, notices: list[str]) -> Any:
    """A report of tables that says what it had to leave out, in its head and in its data; the monthly report does by itself."""
    if not notices or not isinstance(found, Report):
        return found
    about = [*found.about, *(("Please look at", notice) for notice in notices)]
    return replace(found, about=about, data={**found.data, "notices": notices})


def _instant(clock: datetime, as_at: date | datetime | None) -> int:
    """What is open counts up to here: the time or the end of the day asked for, never later than now (rule O2)."""
    now = seconds_of(clock)
    if as_at is None:
        return now
    return min(now, seconds_of(as_at) if isinstance(as_at, datetime) else midnight(as_at + DAY))


def _as_json(data: Any, out: str | None, notices: Sequence[str] = ()) -> Told:
    """JSON to a file, or to stdout."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    if out is None:
        return Told([text], data)
    place = target(out)
    save(place, text.encode() + b"\n")
    return _written(place, notices)


def _written(place: Path, notices: Sequence[str] = ()) -> Told:
    """Where a document lies, and what a person should know of it."""
    data: dict[str, Any] = {"written": str(place)}
    return Told([f"Written: {place}", *notices], {**data, "notices": list(notices)} if notices else data)
