"""`bill`, `close`, `reopen`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from stpdesk.actions.billing import RunResult, changed_since, issue_run, papers_of, preview_run
from stpdesk.actions.closing import close_month, reopen_month
from stpdesk.actions.month_close import Checklist, checklist, run_state
from stpdesk.cli import opening, progress, typed
from stpdesk.cli.told import Told, look_at
from stpdesk.core.changes import Changes
from stpdesk.core.closing import DONE, NONE, in_the_way, left_open
from stpdesk.core.corrections import Changed
from stpdesk.core.documents import Document
from stpdesk.core.meters import Usage
from stpdesk.core.money import decimal_text, lakh
from stpdesk.core.reading_grid import whole
from stpdesk.core.runs import Run
from stpdesk.core.unlikely import Unlikely
from stpdesk.reports.figures.papers import changed_json, paper_json, unbilled_json, unlikely_json


def bill(options: argparse.Namespace) -> Told:
    """The run of a month: previewed or issued, missing months first with --catch-up."""
    month = typed.month(options.month)
    with opening.session(options, write=not options.preview) as session:
        if options.preview:
            seen = preview_run(session, month)
            results = [_left_out(seen) if options.wait else seen]
        else:
            waiting = _waiting(preview_run(session, month)) if options.wait else ()
            results = results_of(issue_run(session, month, catch_up=options.catch_up, waiting=waiting))
        papers = [papers_of(session, result) for result in results]
        changed = changed_since(session)
    unread = _unread_json(results[-1])
    far = [one for result in results for one in result.unlikely]
    lines = [
        *_lines(results, papers, preview=options.preview),
        *_beside(results[-1].run, changed),
        *_unread(unread),
        *_unlikely(far),
    ]
    data = {
        **_json(results, papers, changed),
        "waiting": unread,
        "unlikely_use": [unlikely_json(one) for one in far],
    }
    return Told(lines, data)


def _waiting(result: RunResult) -> frozenset[str]:
    """Keys of the tenants who have a meter that is not read yet."""
    return frozenset(one.tenant_id for one in result.unread)


def _left_out(result: RunResult) -> RunResult:
    """A run as it would be issued without those who wait."""
    waiting = _waiting(result)
    drafts = tuple(one for one in result.run.drafts if one.tenant.id not in waiting)
    skipped = result.run.skipped + len(result.run.drafts) - len(drafts)
    far = tuple(one for one in result.unlikely if one.tenant.id not in waiting)
    return replace(result, run=replace(result.run, drafts=drafts, skipped=skipped), unlikely=far)


def _unread_json(result: RunResult) -> list[dict[str, Any]]:
    """Meters whose use the run cannot bill yet, each with the tenant who waits for it."""
    return [
        {"tenant": one.tenant, "meter": one.meter.code, "unit": one.unit, "last": one.last.isoformat()}
        for one in result.unread
    ]


def _unread(found: list[dict[str, Any]]) -> list[str]:
    """The same in words."""
    return [
        f"Not read yet: meter {one['meter']} of {one['tenant']}, last on {one['last']} (bill without its use, or read it first)."
        for one in found
    ]


def _unlikely(found: list[Unlikely]) -> Iterator[str]:
    """Use far from usual, a line each: what the window asks about before it issues."""
    for one in found:
        usage = one.usage
        yield (
            f"Far from usual: meter {usage.meter.code} of {one.tenant.code}, {usage.first} to {usage.last},"
            f" {usage.units_text} units where {decimal_text(whole(one.usual))} are usual, {lakh(one.amount)}."
        )


def results_of(changes: Changes) -> list[RunResult]:
    """The runs an act of issuing tells of."""
    found = changes.told["results"]
    assert isinstance(found, list)
    return found


def _json(results: list[RunResult], papers: list[list[Document]], changed: list[Changed]) -> dict[str, Any]:
    """`bill --json` of contract.md; documents of caught-up months come first."""
    last = results[-1]
    every = [paper for listed in papers for paper in listed]
    return {
        "month": str(last.run.month),
        "issued": len(every),
        "skipped": last.run.skipped,
        "missing": [str(month) for month in last.run.missing],
        "caught_up": [str(result.run.month) for result in results[:-1]],
        "unbilled_usage": [unbilled_json(one) for one in last.run.unbilled],
        "changed": [changed_json(one) for one in changed],
        "invoices": [paper_json(paper) for paper in every],
    }


def _lines(results: list[RunResult], papers: list[list[Document]], *, preview: bool) -> list[str]:
    """The run for people."""
    lines: list[str] = []
    for result, listed in zip(results, papers, strict=True):
        verb = "would be issued" if preview else "issued"
        new = f"{len(listed)} new {verb}" if listed else "0 new"
        total = lakh(sum(paper.total for paper in listed))
        lines.append(f"{result.run.month}: {new}, {total} in all; {_nothing_new(result.run.skipped)}.")
        lines += [_paper_line(paper) for paper in listed]
    return lines


def _nothing_new(skipped: int) -> str:
    """How many tenants a run passed over, in words."""
    return "1 tenant has nothing new" if skipped == 1 else f"{skipped} tenants have nothing new"


def _beside(run: Run, changed: list[Changed]) -> list[str]:
    """What a run tells beside its documents."""
    lines: list[str] = []
    if run.missing:
        months = ", ".join(str(month) for month in run.missing)
        lines.append(f"Not billed yet: {months} (bill {run.month} --catch-up runs them).")
    lines += _unbilled(run)
    for other in changed:
        amounts = f"{lakh(other.billed.amount)} is now {lakh(other.now)}"
        proposed = f"proposes a {other.proposes} of {lakh(abs(other.difference))}"
        lines.append(
            f"Changed since billed: {other.billed.invoice} line {other.billed.line}, {amounts}; {proposed}."
        )
    return lines


def _unbilled(run: Run) -> Iterator[str]:
    """Usage nobody can be charged with, a line a meter and reason."""
    groups: dict[tuple[str, str], list[Usage]] = {}
    for one in run.unbilled:
        reason = one.reason if one.lettable else f"{one.reason}; the unit is not for letting"
        groups.setdefault((one.usage.meter.code, reason), []).append(one.usage)
    for (meter, reason), usages in groups.items():
        units = decimal_text(sum(usage.units for usage in usages), 8)
        yield f"Unbilled usage: meter {meter}, {usages[0].first} to {usages[-1].last}, {units} units ({reason})."


def _paper_line(paper: Document) -> str:
    """One document in a line."""
    kind = "" if paper.kind == "invoice" else "credit note "
    return f"  {paper.number or '(not issued)'}  {kind}{paper.tenant}  {paper.party['name']}  {lakh(paper.total)}"


PROVES = (
    "That proves that this park's key signed them and nothing changed since; not who held the key: whoever can open the"
    " park can sign."
)


def close(options: argparse.Namespace) -> Told:
    """Locks a month, or says how far it is from that; a script means what it says, so what is left open is told, not asked."""
    from stpdesk.reports.freezing import freezer

    month = typed.month(options.month)
    if options.preview:
        with opening.session(options, write=False) as session:
            return _checklist(checklist(session, month, run_state(session, month)))
    with opening.session(options, write=True) as session:
        before = checklist(session, month, run_state(session, month))
        shown = progress.shown("Documents")
        told = close_month(session, month, freezer(session.park, shown)).told
    revision, documents, notices = told["revision"], told["documents"], told["notices"]
    assert isinstance(documents, dict)
    lines = [f"{month} is closed; {len(documents)} documents are frozen as revision {revision}."]
    for number, changes in documents.items():
        lines += [f"{number}:", *(f"  {change}" for change in changes)] if changes else []
    if told["signed"]:
        lines += [f"The PDF are signed with the park's own key, fingerprint {told['signed']}.", PROVES]
    frozen = [{"number": number, "changes": list(changes)} for number, changes in documents.items()]
    data = {
        "month": str(month), "closed": True, "revision": revision, "documents": frozen, "signed": told["signed"],
        "notices": notices, "left_open": [one.name for one in left_open(before.steps)],
    }  # fmt: skip
    lines += [f"Left open: {one.title}. {one.says}" for one in left_open(before.steps)]
    return Told([*lines, *look_at(notices)], data)


def _checklist(found: Checklist) -> Told:
    """How far a month is from being closed."""
    month, state = found.state.month, found.state
    must = in_the_way(found.steps)
    if state.closed:
        lines = [
            f"{month} is closed; {len(found.documents)} documents are frozen as revision {state.revision}."
        ]
    elif must:
        lines = [f"{month} cannot be closed yet; {len(left_open(found.steps))} points are open."]
    else:
        lines = [
            f"{month} can be closed as revision {found.next_revision}; {len(left_open(found.steps))} points are open."
        ]
    marks = {DONE: "done", NONE: "none"}
    lines += [
        f"  {marks.get(one.state, 'must' if one.must else 'open'):<5} {one.title}: {one.says}"
        for one in found.steps
    ]
    data = {
        "month": str(month), "closed": state.closed, "over": state.over, "revision": state.revision,
        "steps": [
            {
                "step": one.name, "title": one.title, "state": one.state, "must": one.must, "left": one.left, "of": one.of,
                "says": one.says,
            }
            for one in found.steps
        ],
    }  # fmt: skip
    return Told(lines, data)


def reopen(options: argparse.Namespace) -> Told:
    """Unlocks a month."""
    month = typed.month(options.month)
    with opening.session(options, write=True) as session:
        reopen_month(session, month, typed.words(options.reason) or "")
    return Told([f"{month} is open again."], {"month": str(month), "closed": False})
