"""What the receipt form asks for: what is typed, what would be done, the receipt recorded with the sentence told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stpdesk.actions.receipt_entry import Foreseen, Typed
from stpdesk.core.changes import Changes
from stpdesk.ui.accounts.receipt_words import CASH, method_text, money, tr

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

NAME = "receipt"
"""What its draft is kept under."""
AMOUNTS = ("cash", "income_tax", "sales_tax")
Seen = tuple[Typed, Foreseen | None]


def places(percent: int) -> int:
    """Decimals a percentage needs."""
    return 0 if percent % 10_000 == 0 else 1 if percent % 1_000 == 0 else 2


def typed_of(values: dict[str, Any]) -> Typed:
    """What the person typed; what is proposed is None."""
    own = values["own"]
    cash, income, sales = (values[name] if name in own else None for name in AMOUNTS)
    return Typed(
        str(values["tenant"] or ""), values["date"], cash, income, sales, _method(values), values["certificate"],
        values["invoice"], values["note"],
    )  # fmt: skip


def _method(values: dict[str, Any]) -> str | None:
    """Way and number."""
    return method_text(values["method"], None if values["method"] == CASH else values["reference"])


def foresee(session: Session, values: dict[str, Any]) -> Seen:
    """On the reader's thread."""
    from stpdesk.actions import receipt_entry

    typed = typed_of(values)
    return typed, receipt_entry.foresee(session, typed) if typed.tenant else None


def save(session: Session, values: dict[str, Any]) -> Changes:
    """Records what is shown, and forgets its draft in the same transaction."""
    from stpdesk.actions.receipt_entry import enter_receipt
    from stpdesk.actions.receipts import ReceiptEntry

    entry = ReceiptEntry(
        values["tenant"], values["date"], values["cash"] or 0, values["income_tax"] or 0, values["sales_tax"] or 0,
        _method(values), values["certificate"], values["invoice"], values["note"],
    )  # fmt: skip
    return enter_receipt(session, entry, (NAME, ""))


def consequence(seen: Foreseen) -> str:
    """What saving will do."""
    if not seen.number:
        return tr("Type the amount that came, or tax that was withheld.")
    settled = [one for one in seen.lines if one.amount]
    whole = sum(1 for one in settled if one.amount == one.item.open)
    parts = [tr("Saving numbers it {number}").format(number=seen.number)]
    if whole:
        parts.append(tr("settles {whole} of {open} open").format(whole=whole, open=len(seen.lines)))
    if len(settled) > whole:
        parts.append(tr("pays a part of {part}").format(part=len(settled) - whole))
    if seen.advance:
        parts.append(tr("{amount} is an advance").format(amount=money(seen.advance)))
    return f"{', '.join(parts)}."
