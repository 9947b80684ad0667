"""One-off charges (rule B16)."""

from __future__ import annotations

from datetime import date

from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.core.codes import fold
from stpdesk.core.errors import Refused
from stpdesk.core.money import LARGEST
from stpdesk.core.terms import RESERVED
from stpdesk.db import rows, tenants
from stpdesk.db.ids import uuid7


def add_one_off(
    session: Session, *, tenant: str, head: str, day: date, amount: int, description: str | None = None
) -> Changes:
    """Enters a charge (paisa) that the first run dated on or after it bills."""
    session.require(Role.ACCOUNTS)
    if not 0 < amount <= LARGEST:
        raise Refused("A charge's amount must be more than zero and below Rs 1,000 crore.", field="amount")
    name = fold(head)
    if not name or name in RESERVED:
        raise Refused("“{head}” cannot be the head of a charge.", field="head", head=head)
    with session.park.writing() as db:
        rows.insert(
            db,
            "one_offs",
            [
                {
                    "id": uuid7(),
                    "tenant_id": tenants.by_code(db, tenant).id,
                    "head": name,
                    "description": description,
                    "date": day.isoformat(),
                    "amount": amount,
                }
            ],
        )
    return Changes({"one_offs"}, head=name, amount=amount)
