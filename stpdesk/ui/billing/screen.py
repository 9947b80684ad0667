"""The screen of billing: readings, the month's run, invoices, receipts, ageing, charges, deposits."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from stpdesk.core.months import Month
from stpdesk.db import closings
from stpdesk.ui.billing.places import PLACES
from stpdesk.ui.parted import PartedScreen, Place

if TYPE_CHECKING:
    from stpdesk.actions.session import Session


class Billing(PartedScreen):
    """See product.md, Billing. A thing is a part, perhaps with what to show: “invoices:MZF/2026-10/0004”, “receipts:T03”, “run:2026-10”."""

    NAME = "billing"
    TITLE = "Billing"
    NEW = "New…"
    PLACES: ClassVar[tuple[Place, ...]] = PLACES

    def first_month(self, session: Session) -> Month:
        """The month that is to be billed and closed."""
        with session.park.reading() as db:
            return closings.to_close(db, session.today)
