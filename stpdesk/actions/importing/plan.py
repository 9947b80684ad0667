"""What an import would do, row by row: new, changed, or there already (contract.md, import)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from stpdesk.actions.importing.rows import NUMBERED, Cells, Entry, Form, normal, shown
from stpdesk.core.amendments import clock
from stpdesk.core.errors import Fault
from stpdesk.core.spans import FOREVER, Span
from stpdesk.db import outages, sheets

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(slots=True)
class SheetPlan:
    """One sheet: entries to add, entries to change (with their key), and how many were there already."""

    added: list[Entry] = field(default_factory=list)
    changed: list[Entry] = field(default_factory=list)
    skipped: int = 0
    before: dict[str, Cells] = field(default_factory=dict)
    broken: list[Entry] = field(default_factory=list)
    """rows with a cell that could not be read: never stored, but checked as far as they go"""
    unread: bool = False
    """whether the sheet itself could not be read, so that nothing hanging on its rows can be judged"""


def plan_sheet(
    db: Database, sheet: str, rows: Iterable[tuple[int, Cells]], *, update: bool, faults: list[Fault]
) -> SheetPlan:
    """Compares the rows of a sheet with the park's; a changed row is a fault unless `update`."""
    form = Form(sheet)
    made = SheetPlan()
    stored: dict[tuple[object, ...], list[tuple[str, Cells]]] = defaultdict(list)
    for key, cells in sheets.cells(db, sheet):
        filled = normal(sheet, cells)
        made.before[key] = filled
        stored[form.key(filled)].append((key, filled))
    gone: dict[tuple[object, ...], list[tuple[str, Cells]]] = defaultdict(list)
    for key, cells in sheets.cells(db, sheet, retired=True):
        filled = normal(sheet, cells)
        gone[form.key(filled)].append((key, filled))
    seen: dict[tuple[object, ...], Entry] = {}
    listed = list(rows)
    measured = outages.measured(db) if sheet == "Outages" else set()
    if sheet in NUMBERED:
        listed = _others(form, listed, stored, made)
    for number, cells in listed:
        if sheet == "Opening" and cells.get("amount") == 0:
            made.skipped += 1
            continue
        entry = Entry(sheet, number, normal(sheet, cells))
        identity = form.key(entry.cells)
        if form.keyed and _twice(form, entry, identity, seen, faults):
            continue
        there = _found(form, entry, stored.get(identity, []))
        if there is not None:
            _compare(form, entry, *there, made, update=update, faults=faults)
        elif _put_right(form, entry, gone.get(identity, [])):
            made.skipped += 1
        elif record := _contradicted(sheet, stored.get(identity, []), measured):
            _correct(db, form, entry, *record, made, update=update, faults=faults)
        else:
            made.added.append(entry)
    return made


def _others(
    form: Form,
    rows: list[tuple[int, Cells]],
    stored: dict[tuple[object, ...], list[tuple[str, Cells]]],
    made: SheetPlan,
) -> list[tuple[int, Cells]]:
    """The rows that are not in the park as they are; those that are leave their record to no other row."""
    rest: list[tuple[int, Cells]] = []
    for number, cells in rows:
        filled = normal(form.sheet, cells)
        there = stored.get(form.key(filled), [])
        same = next((one for one in there if not form.differing(one[1], filled)), None)
        if same is None:
            rest.append((number, cells))
        else:
            there.remove(same)
            made.skipped += 1
    return rest


def _found(form: Form, entry: Entry, there: list[tuple[str, Cells]]) -> tuple[str, Cells] | None:
    """The park's row that an entry is, taken out of the list unless its sheet has codes; None for a new one.

    Of rows whose later columns differ the equal one is taken, else one that only has more or fewer cells filled; of
    receipts else the first.
    """
    if not there:
        return None
    if form.keyed:
        return there[0]
    if not form.later:
        return there.pop(0)
    found = _nearest(form, entry, there)
    if found is None and form.sheet not in NUMBERED:
        found = there[0]
    if found is not None:
        there.remove(found)
    return found


def _nearest(form: Form, entry: Entry, there: list[tuple[str, Cells]]) -> tuple[str, Cells] | None:
    """The row that is equal, or else one that differs only where one of the two is blank."""
    filled: tuple[str, Cells] | None = None
    for one in there:
        names = form.differing(one[1], entry.cells)
        if not names:
            return one
        if filled is None and all(
            one[1].get(name) in (None, ()) or entry.cells.get(name) in (None, ()) for name in names
        ):
            filled = one
    return filled


def _put_right(form: Form, entry: Entry, gone: list[tuple[str, Cells]]) -> bool:
    """Whether a person put this row right or dismissed it since; that stays so when the file comes again."""
    found = _nearest(form, entry, gone)
    if found is not None:
        gone.remove(found)
    return found is not None


def _twice(
    form: Form,
    entry: Entry,
    identity: tuple[object, ...],
    seen: dict[tuple[object, ...], Entry],
    faults: list[Fault],
) -> bool:
    """Whether the workbook has the row already; a differing second one is a fault."""
    first = seen.setdefault(identity, entry)
    if first is entry:
        return False
    names = form.differing(first.cells, entry.cells)
    if names:
        faults.append(
            entry.fault(names[0], f"row {first.number} says otherwise of the same {_what(form.sheet)}")
        )
    return True


def _what(sheet: str) -> str:
    """A row of a sheet in a word."""
    return {"Units": "unit", "Tenants": "tenant", "Leases": "lease", "Meters": "meter", "Links": "link",
            "Readings": "meter and date", "Returns": "tenant and month"}.get(sheet, "row")  # fmt: skip


def _compare(
    form: Form, entry: Entry, key: str, present: Cells, made: SheetPlan, *, update: bool, faults: list[Fault]
) -> None:
    """A row the park has: skipped when equal, else changed, or a fault."""
    names = form.differing(present, entry.cells)
    if form.later:  # what came later is not undone by a blank
        names = [name for name in names if entry.cells.get(name) not in (None, ())]
    if not names:
        made.skipped += 1
        return
    entry.key = key
    if update:
        _keep(form, entry, present)
        made.changed.append(entry)
        return
    faults.append(
        entry.fault(
            names[0], f"the park has {_told(form, present, names)}; import with --update to change it"
        )
    )


def _contradicted(sheet: str, there: list[tuple[str, Cells]], measured: set[str]) -> tuple[str, Cells] | None:
    """The numbered record of the same start that a row says otherwise of, taken out of the list; None for a new row.

    What only the monitor measured is joined to what is typed, not put right by it (rule O9).
    """
    found = next((one for one in there if one[0] not in measured), None) if sheet in NUMBERED else None
    if found is not None:
        there.remove(found)
    return found


def _correct(
    db: Database,
    form: Form,
    entry: Entry,
    key: str,
    present: Cells,
    made: SheetPlan,
    *,
    update: bool,
    faults: list[Fault],
) -> None:
    """A row that says otherwise of an outage or a run of the park with the same start: put right, or a fault."""
    entry.key, entry.corrects = key, True
    _keep(form, entry, present)
    if update:
        made.changed.append(entry)
        return
    names = form.differing(present, entry.cells)
    what = f"{NUMBERED[form.sheet]} {sheets.number_of(db, form.sheet, key)}"
    span = Span(int(present["start"].timestamp()), _second(present.get("end")))
    told = _told(form, present, names)
    faults.append(
        entry.fault(
            names[0],
            f"{what} of {clock(span)} is on record, and the park has {told}; --update puts it right, or give other times",
        )
    )


def _second(moment: datetime | None) -> int:
    """An end in seconds; FOREVER while there is none."""
    return FOREVER if moment is None else int(moment.timestamp())


def _keep(form: Form, entry: Entry, present: Cells) -> None:
    """Blank cells of columns that may come later keep what the park has."""
    for name in form.later:
        if entry.cells.get(name) in (None, ()):
            entry.cells[name] = present.get(name)


def _told(form: Form, present: Cells, names: list[str]) -> str:
    """What the park has in the columns in which a row differs."""

    def value(name: str) -> str:
        was = present.get(name)
        return "blank" if was is None else f"“{shown(form.sheet, name, was)}”"

    first, *others = names
    return ", ".join([f"{value(first)} here", *(f"{value(name)} in {name}" for name in others)])
