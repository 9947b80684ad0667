"""The screen of records: people, backups, the audit trail, carrying in and out, settings, the month close."""

from __future__ import annotations

from typing import ClassVar

from stpdesk.ui.parted import PartedScreen, Place
from stpdesk.ui.records.places import PLACES


class Records(PartedScreen):
    """See product.md, Records. A thing is a part, perhaps with what to show: “audit:T03”, “people:duty”, “close:2026-10”."""

    NAME = "records"
    TITLE = "Records"
    NEW = "New, in the part that is shown…"
    PLACES: ClassVar[tuple[Place, ...]] = PLACES
