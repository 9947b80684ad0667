"""`invoice` and `report`: one document as JSON, PDF or Excel, to a file or to stdout."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from stpdesk.actions.session import Session
from stpdesk.cli import opening, typed
from stpdesk.cli.progress import shown
from stpdesk.cli.targets import target
from stpdesk.cli.told import Told
from stpdesk.core.errors import Refused
from stpdesk.core.frozen import FrozenDocument
from stpdesk.core.park import ZONE
from stpdesk.db import documents
from stpdesk.reports import catalogue, taking
from stpdesk.reports.asked import Asked
from stpdesk.reports.catalogue import Kind, Scope
from stpdesk.reports.figures.papers import paper_json
from stpdesk.reports.saving import save


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


def report(options: argparse.Namespace) -> Told:
    """One report, or many."""
    if options.name == "set" or options.each or options.all:
        return _batch(options)
    wanted = catalogue.kind(options.name)
    asked = _asked(options, wanted)
    as_at, at = typed.as_at(options.as_at) if options.as_at else (None, None)
    with opening.session(options, write=False) as session, session.park.reading() as db:
        kept = taking.kept(db, wanted, asked, options.format, as_at, options.revision)
        if kept is not None:
            return _stored(session, kept, options)
        context = taking.context(session.park, db, session.clock(), asked.month, as_at, at)
        made = taking.taken(context, wanted, asked)
        if options.format == "json":
            return _as_json(made.found.data, options.out, made.notices)
        place = target(options.out)
        save(place, made.made(options.format))
    return _written(place, made.notices)


def _batch(options: argparse.Namespace) -> Told:
    """A month's set, its invoices, everybody's statements or reminders: into a folder, or as one PDF."""
    from stpdesk.reports import batches

    name, each = options.name, options.each or options.name == "set"
    if name not in {batches.SET, batches.INVOICES, batches.STATEMENT, batches.REMINDER}:
        raise Refused(
            "Only the set of a month, invoices, statements and reminders are made in one go.", field="name"
        )
    if name == "invoices" and not each:
        raise Refused("The invoices of a month are one PDF anyway; --each makes a file of each.", field="all")
    month = typed.month(options.month) if options.month or name != "reminder" else None
    as_at, at = typed.as_at(options.as_at) if options.as_at else (None, None)
    place = target(options.out)
    with opening.session(options, write=False) as session, session.park.reading() as db:
        context = taking.context(session.park, db, session.clock(), month, as_at, at)
        if not each:
            save(place, batches.in_one(context, name, options.tone))
            return _written(place)
        files = batches.files(context, name, options.tone)
        names = batches.write_all(place, files, shown("Making documents"))
    lines = [f"{len(names)} files written to {place}", *(f"  {one}" for one in names)]
    return Told(lines, {"written": str(place), "files": names})


def _stored(session: Session, kept: FrozenDocument, options: argparse.Namespace) -> Told:
    """Writes the frozen file as it is."""
    place = target(options.out)
    content = taking.stored(session.park, kept, options.format)
    save(place, content)
    day = kept.frozen_at.astimezone(ZoneInfo(ZONE)).date()
    data = {
        "written": str(place),
        "number": kept.number,
        "revision": kept.revision,
        "sha256": sha256(content).hexdigest(),
    }
    return Told([f"Written: {place} (revision {kept.revision}, as it was frozen on {day})"], data)


def _asked(options: argparse.Namespace, wanted: Kind) -> Asked:
    """What the words ask for; refused where they do not go together."""
    month = typed.month(options.month) if options.month or wanted.scope is Scope.MONTH else None
    if (options.begin or options.to) and (wanted.name not in taking.SPANS or month):
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
