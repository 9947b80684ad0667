"""`invoice` and `report`: one document as JSON, PDF or Excel, to a file or to stdout."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from stpdesk.cli import opening, typed
from stpdesk.cli.targets import target
from stpdesk.cli.told import Told
from stpdesk.core.civil import midnight, seconds_of
from stpdesk.core.documents import Document
from stpdesk.core.errors import Refused
from stpdesk.core.months import DAY, Month
from stpdesk.db import documents, probes
from stpdesk.reports.figures import accounts, claims, monthly, outages, space
from stpdesk.reports.figures.context import Context, as_of
from stpdesk.reports.figures.papers import paper_json
from stpdesk.reports.figures.table import Report
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


_OF_MONTH = {"monthly", "subsidy-claim", "invoices"}
_OF_SERVICES = {"monthly", "outages"}
"""Reports with figures of power and internet, to which belongs what the monitor noticed."""


def report(options: argparse.Namespace) -> Told:
    """One report."""
    name = options.name
    month = typed.month(options.month) if options.month or name in _OF_MONTH else None
    if (options.begin or options.to) and (name != "outages" or month):
        raise Refused("--from and --to are for the outage report, in place of a month.", field="from")
    as_at, at = typed.as_at(options.as_at) if options.as_at else (None, None)
    if name == "statement" and not options.tenant:
        raise Refused("A statement needs a tenant: --tenant T.", field="tenant")
    with opening.session(options, write=False) as session, session.park.reading() as db:
        day = as_of(month, as_at, session.today) if month else as_at or session.today
        now = _instant(session.clock(), at or as_at)
        noticed, why = probes.proposals_or_why(session.park.folder)
        context = Context(db, day, month or Month.of(day), now, noticed)
        if name == "outages" and (options.begin or options.to):
            found = _outages(context, options.begin, options.to)
        else:
            found = figures(name, context, month, options.tenant)
        papers = (
            documents.find(db, "month", str(month)) if name == "invoices" and options.format == "pdf" else []
        )
    notices = [why] if why and name in _OF_SERVICES else []
    found = _noted(found, notices)
    if options.format == "json":
        return _as_json(found.data, options.out, notices)
    place = target(options.out)
    _render(found, papers, options.format, place)
    return _written(place, notices)


def _noted(found: Report, notices: list[str]) -> Report:
    """A report that says what it had to leave out, in its head and in its data."""
    if not notices:
        return found
    about = [*found.about, *(("Please look at", notice) for notice in notices)]
    return replace(found, about=about, data={**found.data, "notices": notices})


def _outages(context: Context, first: str | None, last: str | None) -> Report:
    """The outage report from one day to another."""
    days = [typed.day(text, name) if text else None for text, name in ((first, "from"), (last, "to"))]
    if days[0] and days[1] and days[1] < days[0]:
        raise Refused("--to {to} comes before --from {first}.", field="to", to=days[1], first=days[0])
    return outages.outages(context, *days)


def _instant(clock: datetime, as_at: date | datetime | None) -> int:
    """What is open counts up to here: the time or the end of the day asked for, never later than now (rule O2)."""
    now = seconds_of(clock)
    if as_at is None:
        return now
    return min(now, seconds_of(as_at) if isinstance(as_at, datetime) else midnight(as_at + DAY))


def figures(name: str, context: Context, month: Month | None, tenant: str | None) -> Report:
    """The figures of a report by its name."""
    first: date | None = month.first if month else None
    if name == "statement":
        return accounts.account(context, str(tenant), first)
    if name == "withholding":
        return claims.withholding(context, month)
    made = {
        "monthly": monthly.monthly, "occupancy": space.occupancy, "rent-roll": space.rent_roll,
        "outages": outages.outages, "ageing": accounts.ageing, "subsidy-claim": claims.subsidy_claim, "invoices": claims.register,
    }  # fmt: skip
    return made[name](context)


def _render(found: Report, papers: list[Document], form: str, place: Path) -> None:
    """Writes a report; a month's invoices as PDF are the documents themselves."""
    if form == "xlsx":
        from stpdesk.reports.xlsx.tables import write_report as write_workbook

        write_workbook(found, place)
    elif papers:
        from stpdesk.reports.pdf.invoice import write_invoices

        write_invoices(papers, place)
    else:
        from stpdesk.reports.pdf.tables import write_report

        write_report(found, place)


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
