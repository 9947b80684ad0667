"""The documents of a month, made to be frozen as the month is closed (`actions.closing`), in the order of the catalogue."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from stpdesk.core.differences import differences
from stpdesk.core.frozen import PDF, SAME, XLSX, Closing, FrozenDocument, Paper
from stpdesk.core.months import Month
from stpdesk.db import documents, frozen, probes
from stpdesk.reports import catalogue
from stpdesk.reports.asked import Asked
from stpdesk.reports.catalogue import Kind
from stpdesk.reports.figures.context import Context
from stpdesk.reports.figures.imprint import Imprint, canonical

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.db.park import Park
    from stpdesk.db.vault import Vault

Progress = Callable[[int, int], None]

INVOICES = "invoices"
"""The register; as PDF it is the month's invoices themselves, one after another."""


def month_set() -> list[Kind]:
    """The kinds that belong to a month: all that need to be told no more than the month."""
    return [one for one in catalogue.KINDS.values() if one.of_a_month]


def freezer(park: Park, progress: Progress | None = None) -> Callable[[Database, Closing], Iterator[Paper]]:
    """What makes the documents of a month as it is closed; `progress` is told how many are done."""
    return partial(_papers, park, progress)


def _papers(park: Park, progress: Progress | None, db: Database, closing: Closing) -> Iterator[Paper]:
    """Every document of the month, as at its last day, from the transaction that closes it."""
    noticed = probes.proposals_or_why(park.folder)[0]
    context = Context(db, closing.month.last, closing.month, closing.at, noticed, park.vault)
    kinds = month_set()
    for done, kind in enumerate(kinds, start=1):
        yield _paper(context, kind, closing, park.vault)
        if progress is not None:
            progress(done, len(kinds))


def _paper(context: Context, kind: Kind, closing: Closing, vault: Vault) -> Paper:
    """One document: its figures, what changed in them since the revision before, its PDF and its workbook."""
    asked = Asked(month=closing.month)
    found = kind.figures(context, asked)
    changes = _changes(found.data, frozen.newest(context.db, closing.month, kind.name), vault)
    identity = catalogue.imprint(found, context, asked, closing.revision, changes)
    files = {
        form: made(context.db, kind, form, found, identity, closing.month)
        for form in (PDF, XLSX)
        if form in kind.formats
    }
    if closing.key is not None and PDF in files:
        from stpdesk.reports.signing import signed

        files[PDF] = signed(files[PDF], closing.key, closing.at, f"{identity.words}, as frozen")
    return Paper(
        kind.name, found.title, identity.number, identity.digest, changes, canonical(found.data), files
    )


def made(
    db: Database, kind: Kind, form: str, found: Any, identity: Imprint, month: Month | None,
    told: Progress | None = None,
) -> bytes:  # fmt: skip
    """A document's bytes in a form; the register of a month is, as PDF, its invoices one after another."""
    papers = documents.find(db, "month", str(month)) if (kind.name, form) == (INVOICES, PDF) else []
    if papers:
        from stpdesk.reports.pdf.invoice import invoices_pdf

        return invoices_pdf(papers, identity, told)
    return kind.made(form, found, identity)


def _changes(data: Any, former: FrozenDocument | None, vault: Vault) -> tuple[str, ...]:
    """What changed in the figures since the revision before, a sentence each; none of a first revision."""
    if former is None:
        return ()
    if vault.problem(former.digest) is not None:
        return (
            f"The figures of revision {former.revision} are not to be read any more; nothing can be compared.",
        )
    now, was = (json.loads(text) for text in (json.dumps(data), vault.read(former.digest)))
    return tuple(differences(now, was)) or (SAME.format(revision=former.revision),)
