"""Drafts: not kept, so they are made again as at their own instant and compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from stpdesk.core.civil import day_of
from stpdesk.core.errors import Refused
from stpdesk.core.months import Month
from stpdesk.db import frozen, probes, settings
from stpdesk.reports import catalogue, freezing
from stpdesk.reports.asked import Asked
from stpdesk.reports.catalogue import Scope
from stpdesk.reports.figures.context import Context
from stpdesk.reports.identity import Claim
from stpdesk.reports.verifying.verdict import Bench, Verdict, instant, when

_DAY = re.compile(r"\d{4}-\d{2}(-\d{2})?")


def draft(bench: Bench, claim: Claim, form: str, contents: bytes) -> Verdict:
    """What a draft is: drafts are not kept, so it is made again as at its instant and compared."""
    made = f"{bench.name} is a draft of {claim.number} of {bench.park_name}, made on {instant(claim.made)}"
    later = [
        f"The month was closed since: revision {one.revision} was frozen on {when(one)}."
        for one in frozen.of_number(bench.db, claim.number)[-1:]
    ]
    alike = False
    for digest, again in _rebuilt(bench, claim, form):
        if again == contents:
            return bench.verdict(True, f"{made}; made again it is the same.", *later, claim=claim, form=form)
        alike = alike or digest == claim.digest
    told = (
        f"{made}; its figures are still those of the park, but the file was changed, saved anew, or made by another"
        " version of this program."
        if alike
        else f"{made}; drafts are not kept, and the park's figures are others now, or it was changed."
    )
    return bench.verdict(False, told, *later, claim=claim, form=form)


def _rebuilt(bench: Bench, claim: Claim, form: str) -> Iterator[tuple[str, bytes]]:
    """The document of a claim made again as at its instant, for each day its figures may have been taken at."""
    asked, name, day = _asked(bench, claim)
    if name not in catalogue.KINDS or form not in catalogue.KINDS[name].formats or claim.made is None:
        return
    kind = catalogue.KINDS[name]
    noticed = probes.proposals_or_why(bench.park.folder)[0]
    last = day_of(claim.made - 1)
    days = dict.fromkeys([day] if day else [min(asked.month.last, last) if asked.month else last, last])
    for one in days:
        context = Context(bench.db, one, asked.month or Month.of(one), claim.made, noticed, bench.park.vault)
        try:
            found = kind.figures(context, asked)
        except Refused:  # its tenant, lease or floor is not there any more
            continue
        imprint = catalogue.imprint(found, context, asked)
        yield imprint.digest, freezing.made(bench.db, kind, form, found, imprint, asked.month)


def _asked(bench: Bench, claim: Claim) -> tuple[Asked, str, date | None]:
    """What a number stands for: what was asked for, the kind, and the day it names."""
    code = settings.code(bench.db)
    name, _, rest = claim.number.removeprefix(f"{code}/").partition("/")
    of, _, last = rest.rpartition("/")
    if not _DAY.fullmatch(last) or name not in catalogue.KINDS:
        return Asked(), "", None
    try:
        day = date.fromisoformat(last if len(last) == len("2026-10-31") else f"{last}-01")
    except ValueError:  # a mark that somebody made up
        return Asked(), "", None
    month = Month.of(day) if str(day) != last else None
    scope = catalogue.KINDS[name].scope
    asked = Asked(
        month,
        of if scope is Scope.TENANT else None,
        of if scope is Scope.LEASE else None,
        of if scope is Scope.FLOOR else None,
        of if scope is Scope.NUMBER else None,
    )
    return asked, name, None if month else day
