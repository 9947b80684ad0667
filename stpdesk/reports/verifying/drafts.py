"""Drafts and other papers that are not kept: made again as at their own instant and compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from stpdesk.core.civil import day_of
from stpdesk.core.errors import Refused
from stpdesk.core.months import Month
from stpdesk.db import frozen, probes, settings
from stpdesk.reports import catalogue, freezing, numbers
from stpdesk.reports.catalogue import Scope
from stpdesk.reports.figures.context import Context
from stpdesk.reports.identity import Claim
from stpdesk.reports.numbers import Named
from stpdesk.reports.verifying.verdict import Bench, Verdict, instant, when

_TONES = ("friendly", "firm", "final")


def draft(bench: Bench, claim: Claim, form: str, contents: bytes) -> Verdict:
    """What a paper is that is not kept: it is made again as at its instant and compared."""
    named = _named(bench, claim)
    kept = named is not None and catalogue.KINDS[named.kind].of_a_month
    what = f"a draft of {claim.number}" if kept else claim.number
    made = f"{bench.name} is {what} of {bench.park_name}, made on {instant(claim.made)}"
    later = [
        f"The month was closed since: revision {one.revision} was frozen on {when(one)}."
        for one in frozen.of_number(bench.db, claim.number)[-1:]
    ]
    alike = False
    for digest, again in _rebuilt(bench, claim, named, form) if named is not None else ():
        if again == contents:
            return bench.verdict(True, f"{made}; made again it is the same.", *later, claim=claim, form=form)
        alike = alike or digest == claim.digest
    told = (
        f"{made}; its figures are still those of the park, but the file was changed, saved anew, or made by another"
        " version of this program."
        if alike
        else f"{made}; such papers are not kept, and the park's figures are others now, or it was changed."
    )
    return bench.verdict(False, told, *later, claim=claim, form=form)


def _named(bench: Bench, claim: Claim) -> Named | None:
    """What the number of a claim names; None where there is no such kind of document."""
    found = numbers.read(settings.code(bench.db), claim.number)
    if found is None or found.kind not in catalogue.KINDS:
        return None
    found = numbers.toned(found, _TONES)
    scope, of = catalogue.KINDS[found.kind].scope, found.of or None
    asked = replace(
        found.asked,
        tenant=of if scope is Scope.TENANT else None,
        lease=of if scope is Scope.LEASE else None,
        floor=of if scope is Scope.FLOOR else None,
        number=of if scope is Scope.NUMBER else None,
    )
    return replace(found, asked=asked)


def _rebuilt(bench: Bench, claim: Claim, named: Named, form: str) -> Iterator[tuple[str, bytes]]:
    """The document of a claim made again as at its instant, for each day its figures may have been taken at."""
    kind, asked = catalogue.KINDS[named.kind], named.asked
    if form not in kind.formats or claim.made is None:
        return
    noticed = probes.proposals_or_why(bench.park.folder)[0]
    last = day_of(claim.made - 1)
    end = min(asked.month.last, last) if asked.month else last
    for day in dict.fromkeys([named.day] if named.day else [end, last]):
        month = asked.month or Month.of(day)
        context = Context(bench.db, day, month, claim.made, noticed, bench.park.vault)
        try:
            found = kind.figures(context, asked)
        except Refused:  # its tenant, lease or floor is not there any more
            continue
        imprint = catalogue.imprint(found, context, asked)
        yield imprint.digest, freezing.made(bench.db, kind, form, found, imprint, asked.month)
