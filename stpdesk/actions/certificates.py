"""Withholding certificates still to come, and their numbers typed in together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.core.money import Paisa
from stpdesk.core.months import Date
from stpdesk.db import drafts, figures, receipts

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Awaited:
    """A receipt whose tenant withheld tax, in paisa, and has not sent the certificate."""

    receipt: str
    date: Date
    tenant: str
    name: str
    income_tax: Paisa
    sales_tax: Paisa

    @property
    def withheld(self) -> Paisa:
        """Both taxes."""
        return Paisa(self.income_tax + self.sales_tax)


def awaited(session: Session) -> list[Awaited]:
    """Receipts without their certificate, oldest first; their sum is “awaited” of the withholding register."""
    with session.park.reading() as db:
        return _awaited(db, session.today)


def _awaited(db: Database, today: date) -> list[Awaited]:
    """In the snapshot at hand."""
    return [
        Awaited(
            row["number"], date.fromisoformat(row["date"]), row["tenant"], row["name"], Paisa(row["income_tax"]),
            Paisa(row["sales_tax"]),
        )
        for row in figures.withheld(db, None, today)
        if not row["certificate"]
    ]  # fmt: skip


def set_certificates(
    session: Session, numbers: Mapping[str, str], draft: tuple[str, str] | None = None
) -> Changes:
    """Enters certificates by receipt number, all or none; the `draft` (form, thing) they were typed in goes with it.

    A refusal's field is the receipt's number.
    """
    session.require(Role.ACCOUNTS)
    with session.park.writing() as db:
        for number, certificate in numbers.items():
            enter_certificate(db, number, certificate, field=number)
        if draft is not None:
            drafts.drop(db, *draft)
    return Changes({"receipts"}, entered=len(numbers))


def enter_certificate(db: Database, number: str, certificate: str, *, field: str = "certificate") -> str:
    """One certificate inside the transaction at hand; returns the receipt's number as it is written."""
    if not certificate.strip():
        raise Refused("Give the certificate's number.", field=field)
    receipt = receipts.by_number(db, number)
    if not receipt.income_tax and not receipt.sales_tax:
        raise Refused(
            "Receipt {number} has no withheld tax, so no certificate belongs to it.",
            field="receipt" if field == "certificate" else field,
            number=receipt.number,
        )
    receipts.set_certificate(db, receipt, certificate.strip())
    return receipt.number
