"""One receipt as the panel tells it, and who can pay; read off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stpdesk.core.codes import natural_key
from stpdesk.core.matching import Item
from stpdesk.core.money import Paisa
from stpdesk.db import advances, receipts, terms
from stpdesk.db.advances import Settled
from stpdesk.db.lists import receipts as listed
from stpdesk.db.lists.receipts import ReceiptRow
from stpdesk.db.lists.standing import standing
from stpdesk.db.receipts import Receipt
from stpdesk.ui.accounts.receipt_words import money, tr

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.actions.session import Session


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """A receipt, what it settles now, and what of it is in advance, in paisa."""

    row: ReceiptRow
    receipt: Receipt
    settled: tuple[Settled, ...]
    today: date

    @property
    def advance(self) -> Paisa:
        """What settles nothing yet."""
        return self.row.advance


def by_key(session: Session, key: int) -> ReceiptFacts | None:
    """The receipt of a row of the list; None where it is gone."""
    with session.park.reading() as db:
        return _facts(db, key, session.today)


def _facts(db: Database, key: int, today: date) -> ReceiptFacts | None:
    """In the snapshot."""
    found = listed.rows(db, [key])
    if not found:
        return None
    receipt = receipts.by_number(db, found[0].number)
    return ReceiptFacts(found[0], receipt, tuple(advances.settled_by(db, receipt.id)), today)


def by_number(session: Session, number: str) -> ReceiptFacts | None:
    """The receipt of a number; refused where there is none."""
    with session.park.reading() as db:
        receipt = receipts.by_number(db, number)
        return _facts(db, listed.key_of(db, receipt.id), session.today)


def payers(session: Session) -> tuple[tuple[Item, ...], date]:
    """Everybody by code, with what is open of them; and today."""
    with session.park.reading() as db:
        people = sorted(terms.tenants(db).values(), key=lambda one: natural_key(one.code))
        owed = standing(db, session.today)
        found = tuple(
            Item(one.code, one.name, one.code, _owes(owed[one.id].balance) if one.id in owed else "")
            for one in people
        )
        return found, session.today


def _owes(balance: int) -> str:
    """“owes 57,375.00”; what is in advance."""
    if balance > 0:
        return tr("owes {amount}").format(amount=money(balance))
    return tr("{amount} in advance").format(amount=money(-balance)) if balance < 0 else ""
