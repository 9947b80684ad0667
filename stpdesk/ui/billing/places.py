"""The parts of the screen of billing in the order of the month's work."""

from __future__ import annotations

from stpdesk.ui.parted import Act, PartedScreen, PartOfScreen, Place


def _invoices(screen: PartedScreen) -> PartOfScreen:
    """All invoices and credit notes."""
    from stpdesk.ui.accounts.invoice_list import Invoices

    return Invoices(screen)


PLACES: tuple[Place, ...] = (
    Place(
        "invoices", "Invoices", _invoices,
        frozenset({"invoices", "allocations", "receipts", "deposits", "tenants", "openings"}), "paper",
        (Act("invoice-receipt", "Receipt of the invoice’s tenant…", "receipt", "Ctrl+R", "plus"),),
        monthly=True,
        help="Every invoice and credit note. Type to filter: a number, a tenant, a state, a date or an amount. The selected one "
        "stands beside the list with its lines, what was paid by which receipt, and what is left. Enter opens its paper, Esc goes "
        "back; Ctrl+N credits it, Ctrl+P prints it, Ctrl+S saves the PDF, Ctrl+R goes to the receipts of its tenant. An invoice "
        "is never changed: a credit note takes all that is left of it back, or amounts of its lines.",
    ),
)  # fmt: skip
