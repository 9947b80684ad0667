"""What the park charges by date: taxes, subsidies, tariffs, fuel adjustments; entered and changed one row at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stpdesk.actions.acting import acting
from stpdesk.actions.importing import import_rows
from stpdesk.actions.session import Session
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.db import dated, sheets
from stpdesk.workbook.spec import SHEETS

DATED = ("Taxes", "Subsidies", "Tariffs", "Adjustments")
"""Sheets of the workbook whose rows are the park's terms by date."""


@dataclass(frozen=True, slots=True)
class Dated:
    """One row: its sheet, its key in the file, its typed cells by column."""

    sheet: str
    key: str
    cells: dict[str, Any]


def listed(session: Session) -> list[Dated]:
    """Every row of these sheets, in the order they were entered."""
    with session.park.reading() as db:
        return [Dated(sheet, key, cells) for sheet in DATED for key, cells in sheets.cells(db, sheet)]


def set_dated(session: Session, sheet: str, cells: Mapping[str, object], *, new: bool) -> Changes:
    """Enters a row, or changes what does not tell it from others (`SHEETS[sheet].key`); a new one that is there already is refused.

    Days that were billed keep their invoices: the next run lists what it would make of them (rule B10).
    """
    session.require()
    for column in SHEETS[sheet].columns:
        if column.required and cells.get(column.name) in {None, ""}:
            raise Refused("Fill this in.", field=column.name)
    there = Refused("There is such a row already; change that one.", field=SHEETS[sheet].key[-1])
    try:
        made = import_rows(session, {}, {sheet: [dict(cells)]}, update=not new)
    except Refused as refusal:
        if len(refusal.faults) != 1:
            raise
        fault = refusal.faults[0]
        if "--update" in fault.expected:
            raise there from None
        why = fault.expected[:1].upper() + fault.expected[1:].rstrip(".")
        raise Refused("{why}.", field=fault.column, why=why) from None
    if new and not made.nouns:
        raise there
    return made


def drop_dated(session: Session, one: Dated) -> Changes:
    """Takes a row out; it stays in the audit trail. Refused for a fuel adjustment that was billed."""
    with acting(session) as act:
        there = dict(sheets.cells(act.db, one.sheet))
        if there.get(one.key) != one.cells:
            raise Refused("This row is another by now; look at it again.")
        if one.sheet == "Adjustments" and dated.adjustment_billed(act.db, one.key):
            raise Refused("This adjustment was billed; enter one with the opposite rate instead.")
        dated.drop(act.db, one.sheet, one.key)
        return act.changes(dated.table_of(one.sheet))
