"""Invoices and credit notes: never frozen, for they never change; printed again they must be the same."""

from __future__ import annotations

from stpdesk.core.documents import Document
from stpdesk.core.errors import Refused
from stpdesk.core.frozen import PDF
from stpdesk.db import documents
from stpdesk.reports.figures.issued import issued_imprint
from stpdesk.reports.identity import Claim
from stpdesk.reports.verifying.verdict import Bench, Verdict


def issued_paper(bench: Bench, claim: Claim) -> Document | None:
    """The invoice or credit note of a claim's number; None where it is no such number."""
    try:
        return documents.by_number(bench.db, claim.number)
    except Refused:
        return None


def words_of_issued(bench: Bench, claim: Claim, paper: Document) -> Verdict:
    """Whether printed words hold the hash of what was issued under their number."""
    issued = issued_imprint(paper)
    if issued is not None and issued.digest.startswith(claim.digest):
        way = f"stpdesk invoice {paper.number} --format pdf --out FILE"
        return bench.verdict(
            True, f"{bench.name} has the hash of {_issue(paper)} of {bench.park_name}.",
            f"Compare the paper with it, for figures beside a hash can be changed: {way}", claim=claim,
        )  # fmt: skip
    told = (
        f"{bench.name} calls itself {paper.number}, but its hash is not that of the figures that were issued."
    )
    return bench.verdict(False, told, claim=claim)


def file_of_issued(bench: Bench, claim: Claim, paper: Document, form: str, contents: bytes) -> Verdict:
    """Whether a file is the invoice or credit note it calls itself: printed again it must be the same."""
    from stpdesk.reports.pdf.invoice import invoice_pdf

    issued = issued_imprint(paper)
    if issued is None or issued.digest != claim.digest:
        told = f"{bench.name} calls itself {paper.number}, but its figures are not those that were issued: it was changed."
        return bench.verdict(False, told, claim=claim, form=form)
    if form == PDF and invoice_pdf(paper) == contents:
        told = f"{bench.name} is {_issue(paper)} of {bench.park_name}, unchanged."
        return bench.verdict(True, told, claim=claim, form=form)
    return bench.verdict(
        False,
        f"{bench.name} calls itself {paper.number} and carries the hash of what was issued, but printed again it is not the"
        " same: it was changed, saved anew, or made by another version of this program.",
        f"The one on record: stpdesk invoice {paper.number} --format pdf --out FILE",
        claim=claim, form=form,
    )  # fmt: skip


def _issue(paper: Document) -> str:
    """An issued document in a sentence."""
    kind = "credit note" if paper.kind == "credit" else "invoice"
    return f"{kind} {paper.number}, issued on {paper.date} to {paper.party.get('name') or paper.tenant}"
