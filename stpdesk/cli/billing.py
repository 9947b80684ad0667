"""`bill`, `close`, `reopen`."""

from __future__ import annotations

import argparse
from typing import Any

from stpdesk.actions.billing import RunResult, catch_up, issue_run, preview_run
from stpdesk.actions.closing import close_month, reopen_month
from stpdesk.cli import opening, typed
from stpdesk.cli.told import Told
from stpdesk.core.documents import Document
from stpdesk.core.money import lakh
from stpdesk.reports.figures.papers import changed_json, paper_json, unbilled_json


def bill(options: argparse.Namespace) -> Told:
    """The run of a month: previewed or issued, missing months first with --catch-up."""
    month = typed.month(options.month)
    with opening.session(options, write=not options.preview) as session:
        if options.preview:
            results = [preview_run(session, month)]
        else:
            results = catch_up(session, month) if options.catch_up else []
            issued = issue_run(session, month).told["result"]
            assert isinstance(issued, RunResult)
            results.append(issued)
    data = _json(results)
    return Told(_lines(results, preview=options.preview), data)


def _json(results: list[RunResult]) -> dict[str, Any]:
    """`bill --json` of contract.md; documents of caught-up months come first."""
    last = results[-1]
    papers = [paper for result in results for paper in result.documents]
    return {
        "month": str(last.run.month), "issued": len(papers), "skipped": last.run.skipped,
        "missing": [str(month) for month in last.run.missing],
        "caught_up": [str(result.run.month) for result in results[:-1]],
        "unbilled_usage": [unbilled_json(one) for one in last.run.unbilled],
        "changed": [changed_json(one) for one in last.changed], "invoices": [paper_json(paper) for paper in papers],
    }  # fmt: skip


def _lines(results: list[RunResult], *, preview: bool) -> list[str]:
    """The run for people."""
    lines: list[str] = []
    for result in results:
        papers = result.documents
        verb = "would be issued" if preview else "issued"
        new = f"{len(papers)} new {verb}" if papers else "0 new"
        total = lakh(sum(paper.total for paper in papers))
        lines.append(
            f"{result.run.month}: {new}, {total} in all; {result.run.skipped} tenants have nothing new."
        )
        lines += [_paper_line(paper) for paper in papers]
    run = results[-1].run
    if run.missing:
        lines.append(
            f"Not billed yet: {', '.join(map(str, run.missing))} (bill {run.month} --catch-up runs them)."
        )
    lines += [
        f"Unbilled usage: meter {one.usage.meter.code}, {one.usage.first} to {one.usage.last}, "
        f"{one.usage.units_text} units ({one.reason})."
        for one in run.unbilled
    ]
    lines += [
        f"Changed since billed: {one.billed.invoice} line {one.billed.line}, {lakh(one.billed.amount)} is now "
        f"{lakh(one.now)}; proposes a {one.proposes} of {lakh(abs(one.difference))}."
        for one in results[-1].changed
    ]
    return lines


def _paper_line(paper: Document) -> str:
    """One document in a line."""
    kind = "" if paper.kind == "invoice" else "credit note "
    return f"  {paper.number or '(not issued)'}  {kind}{paper.tenant}  {paper.party['name']}  {lakh(paper.total)}"


def close(options: argparse.Namespace) -> Told:
    """Locks a month."""
    month = typed.month(options.month)
    with opening.session(options, write=True) as session:
        close_month(session, month)
    return Told([f"{month} is closed."], {"month": str(month), "closed": True})


def reopen(options: argparse.Namespace) -> Told:
    """Unlocks a month."""
    month = typed.month(options.month)
    with opening.session(options, write=True) as session:
        reopen_month(session, month, options.reason)
    return Told([f"{month} is open again."], {"month": str(month), "closed": False})
