"""How receipts, certificates, advances and deposits read on screen: one place for lists, panels and forms."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from stpdesk.db.lists.receipts import ReceiptRow
from stpdesk.ui import wording

CASH, CHEQUE, TRANSFER = "cash", "cheque", "transfer"
GOOD, AWAITED, REVERSED = "good", "awaited", "reversed"
MARKS = {GOOD: "good", AWAITED: "ask", REVERSED: "off"}
"""The mark of each state."""


def tr(text: str) -> str:
    """Translated, in the context of the accounts."""
    return QCoreApplication.translate("accounts", text)


def states() -> dict[str, str]:
    """The words each state is shown and found by."""
    return {GOOD: tr("Received"), AWAITED: tr("Certificate awaited"), REVERSED: tr("Reversed")}


def state(one: ReceiptRow) -> str:
    """Which state a receipt is in."""
    if one.reversed_on is not None:
        return REVERSED
    return AWAITED if one.awaited else GOOD


def methods() -> dict[str, str]:
    """How money comes."""
    return {CASH: tr("Cash"), CHEQUE: tr("Cheque"), TRANSFER: tr("Transfer")}


def method_text(method: str | None, reference: str | None) -> str | None:
    """As a receipt stores it: “cheque 004512”."""
    return " ".join(part for part in (method, reference) if part) or None


def method_told(stored: str | None) -> str:
    """“Cheque 004512”; whatever else was typed or imported as it is."""
    if not stored:
        return tr("not given")
    kind, _, rest = stored.partition(" ")
    return " ".join(part for part in (methods().get(kind.lower(), kind), rest) if part)


def item_name(ref: str) -> str:
    """An invoice's number, or that it is the opening balance."""
    return ref or tr("Opening balance")


def came(cash: int, withheld: int) -> str:
    """What came as money, in paisa, and the tax that was withheld instead of it: “50,000.00 and 2,248.61 tax withheld”."""
    if not withheld:
        return money(cash)
    tax = tr("{tax} tax withheld").format(tax=money(withheld))
    return tr("{cash} and {tax}").format(cash=money(cash), tax=tax) if cash else tax


def money(amount: int) -> str:
    """With its two decimals and a true minus."""
    return wording.rupees(amount, paise=True)
