"""What was issued of an invoice or credit note: the figures its hash is taken of, and the identity it prints."""

from __future__ import annotations

from typing import Any

from stpdesk.core.civil import midnight
from stpdesk.core.documents import Document
from stpdesk.reports.figures.imprint import Imprint, digest
from stpdesk.reports.figures.papers import paper_json

_KEPT = (
    "number", "kind", "name", "date", "month", "due", "credits", "reason", "lines", "tax", "subtotal", "subsidy",
    "tax_total", "rounding", "total",
)  # fmt: skip
_LINE = (
    "head", "description", "unit", "from", "to", "days", "days_in_month", "quantity", "rate", "amount", "scheme",
)  # fmt: skip
_TAX = ("name", "authority", "pct", "base", "amount")


def issued_json(paper: Document) -> dict[str, Any]:
    """The document as it was issued: INVOICE of contract.md without what payments change, and the tenant as named then.

    Its keys are fixed, for hashes that are printed must be found again by every later version of the program.
    """
    whole = paper_json(paper)
    found = {name: whole[name] for name in _KEPT if name in whole}
    return {
        **found, "tenant": paper.party.get("code") or paper.tenant,
        "lines": [{name: line[name] for name in _LINE} for line in whole["lines"]],
        "tax": [{name: tax[name] for name in _TAX} for tax in whole["tax"]],
    }  # fmt: skip


def issued_imprint(paper: Document) -> Imprint | None:
    """The identity of an issued document, always revision 1: it is never corrected, only credited. None of a preview."""
    if paper.number is None:
        return None
    sample = (paper.park.get("sample") or "").casefold() not in {"", "no", "0"}
    return Imprint(paper.number, digest(issued_json(paper)), 1, midnight(paper.date), sample)
