"""Whether the books balance: every total against its parts, every allocation against both sides (`stpdesk check`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from stpdesk.core.money import lakh, share
from stpdesk.db.check import Finding
from stpdesk.db.rows import fetch

if TYPE_CHECKING:
    from sqlite_utils import Database

_TOTALS = """
SELECT i.number, i.subtotal + i.subsidy - coalesce((SELECT sum(amount) FROM invoice_lines WHERE invoice_id = i.id), 0),
  i.tax_total - coalesce((SELECT sum(amount) FROM invoice_taxes WHERE invoice_id = i.id), 0),
  i.total - i.subtotal - i.subsidy - i.tax_total - i.rounding,
  i.line_count - (SELECT count(*) FROM invoice_lines WHERE invoice_id = i.id),
  i.subsidy - coalesce((SELECT sum(amount) FROM invoice_lines WHERE invoice_id = i.id AND scheme IS NOT NULL), 0)
FROM invoices i
"""
_ALLOCATIONS = """
SELECT g.ref, g.kind, abs(g.amount), coalesce((SELECT sum(amount) FROM allocations WHERE item_id = g.id), 0)
  + coalesce((SELECT sum(amount) FROM allocations WHERE source_id = g.id), 0)
FROM ledger g WHERE g.kind <> 'reversal'
"""
_REVERSED = """
SELECT r.number, coalesce((SELECT sum(amount) FROM allocations WHERE source_id = r.id), 0)
FROM receipts r JOIN reversals v ON v.receipt_id = r.id
"""


def books(db: Database) -> Finding:
    """Documents against their lines and taxes, numbers without gaps, allocations within both sides."""
    documents = fetch(db, _TOTALS)
    moves = fetch(db, _ALLOCATIONS)
    problems = [*_documents(documents), *_numbers(db), *_taxes(db)]
    for ref, kind, amount, used in moves:
        if not 0 <= used <= amount:
            problems.append(f"{kind} {ref}: {lakh(used)} allocated of {lakh(amount)}.")
    problems += [
        f"Receipt {number}: reversed, but {lakh(left)} of it still settles something."
        for number, left in fetch(db, _REVERSED)
        if left
    ]
    return Finding("books", len(documents) + len(moves), tuple(problems))


def _documents(found: list[tuple[str, int, int, int, int, int]]) -> Iterator[str]:
    """Documents that do not add up."""
    for number, lines, taxes, total, count, subsidy in found:
        if lines or taxes or total or count or subsidy:
            yield f"Document {number}: does not add up to its lines, taxes and rounding."


def _taxes(db: Database) -> Iterator[str]:
    """Invoices' taxes that are not their percent of their base (credit notes may take the last paisa)."""
    sql = (
        "SELECT i.number, x.name, x.pct_e4, x.base, x.amount FROM invoice_taxes x JOIN invoices i ON i.id = x.invoice_id"
        " WHERE i.credits_id IS NULL"
    )
    for number, name, pct, base, amount in fetch(db, sql):
        if share(pct, base) != amount:
            yield f"Document {number}: {name} is {lakh(amount)}, not its percent of {lakh(base)}."


def _numbers(db: Database) -> Iterator[str]:
    """Series of numbers with a gap."""
    sql = (
        "SELECT kind, fiscal_year, count(*), max(seq) FROM (SELECT kind, fiscal_year, seq FROM invoices"
        " UNION ALL SELECT 'receipt', fiscal_year, seq FROM receipts) GROUP BY kind, fiscal_year"
    )
    for kind, year, count, last in fetch(db, sql):
        if count != last:
            yield f"Numbers of {kind}s in {year}: {count} documents up to number {last}; there is a gap."
