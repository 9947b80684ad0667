"""The screen of records: people, backups, the audit trail, carrying in and out, settings, the month close."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from stpdesk.core.months import Month
from stpdesk.db import closings
from stpdesk.ui.parted import PartedScreen, Place
from stpdesk.ui.records.places import PLACES

if TYPE_CHECKING:
    from stpdesk.actions.session import Session


class Records(PartedScreen):
    """See product.md, Records. A thing is a part, perhaps with what to show: “audit:T03”, “people:duty”, “close:2026-10”."""

    NAME = "records"
    TITLE = "Records"
    NEW = "New…"
    PLACES: ClassVar[tuple[Place, ...]] = PLACES

    def first_month(self, session: Session) -> Month:
        """The month that is to be closed; where all are, the one that was over last."""
        with session.park.reading() as db:
            return min(closings.to_close(db, session.today), Month.of(session.today) + -1)
