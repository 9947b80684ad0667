"""Matters for PSEB's attention in a workbook: what is wrong with a row, and what a blank cell of it stands for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from stpdesk.actions.importing.rows import Entry
from stpdesk.core.attention import LONGEST
from stpdesk.core.errors import Fault
from stpdesk.core.months import Month
from stpdesk.core.park import ZONE
from stpdesk.db import attention

if TYPE_CHECKING:
    from sqlite_utils import Database


def faults(entry: Entry, now: datetime) -> Iterator[Fault]:
    """Days in the future, a report before the matter began, a day of settling without a word, texts that no page holds."""
    cells, today = entry.cells, now.astimezone(ZoneInfo(ZONE)).date()
    for name in ("since", "settled_on"):
        if cells.get(name) is not None and cells[name] > today:
            yield entry.fault(name, "lies in the future; a matter is entered when it is there")
    begun = cells.get("since") is not None
    if begun and cells.get("month") is not None and cells["month"] < Month.of(cells["since"]):
        yield entry.fault(
            "month", f"expected the month in which it began ({Month.of(cells['since'])}), or a later one"
        )
    if entry.known("settled_on", "outcome") and (cells.get("settled_on") is None) != (
        cells.get("outcome") is None
    ):
        blank = "settled_on" if cells.get("settled_on") is None else "outcome"
        yield entry.fault(blank, "expected both, the day it was settled and how, or neither")
    for name in ("matter", "decision", "outcome"):
        if len(cells.get(name) or "") > LONGEST:
            yield entry.fault(name, f"expected at most {LONGEST} letters")


def filled(db: Database, entry: Entry, last: int) -> dict[str, object]:
    """The columns of a row that were left blank: after the `last` place, in the first report that can carry it."""
    cells = entry.cells
    found: dict[str, object] = {}
    if cells.get("order") is None:
        found["place"] = last + 1
    if cells.get("month") is None:
        found["month"] = str(attention.first_report(db, cells["since"]))
    return found
