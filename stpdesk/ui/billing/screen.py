"""The screen of billing: readings, the month's run, invoices, receipts, ageing, charges, deposits."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from stpdesk.core.months import Month
from stpdesk.ui.billing.places import PLACES
from stpdesk.ui.parted import PartedScreen, Place

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

FIRST_DAYS = 10
"""So long into a month the one before is what is billed."""


class Billing(PartedScreen):
    """See product.md, Billing. A thing is a part, perhaps with what to show: “invoices:MZF/2026-10/0004”, “receipts:T03”, “run:2026-10”."""

    NAME = "billing"
    TITLE = "Billing"
    NEW = "New, in the part that is shown…"
    PLACES: ClassVar[tuple[Place, ...]] = PLACES

    def first_month(self, session: Session) -> Month:
        """The month before until a new one is well begun."""
        month = Month.of(session.today)
        return month + -1 if session.today.day <= FIRST_DAYS else month
