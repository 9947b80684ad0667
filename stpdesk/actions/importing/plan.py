"""What an import would do, row by row: new, changed, or there already (contract.md, import)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stpdesk.actions.importing.rows import Cells, Entry, Form, normal, shown
from stpdesk.core.errors import Fault
from stpdesk.db import sheets

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(slots=True)
class SheetPlan:
    """One sheet: entries to add, entries to change (with their key), and how many were there already."""

    added: list[Entry] = field(default_factory=list)
    changed: list[Entry] = field(default_factory=list)
    skipped: int = 0
    before: dict[str, Cells] = field(default_factory=dict)


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
    for number, cells in rows:
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
        else:
            made.added.append(entry)
    return made


def _found(form: Form, entry: Entry, there: list[tuple[str, Cells]]) -> tuple[str, Cells] | None:
    """The park's row that an entry is, taken out of the list unless its sheet has codes; None for a new one.

    Of rows whose later columns differ the equal one is taken, else one that only has more or fewer cells filled, else
    one that ended at the same time; an outage or a run with another end is another one.
    """
    if not there:
        return None
    if form.keyed:
        return there[0]
    if not form.later:
        return there.pop(0)
    found = _nearest(form, entry, there)
    if found is None and "end" not in form.later:
        found = there[0]
    if found is None:
        ends = entry.cells.get("end")
        found = next((one for one in there if one[1].get("end") == ends), None)
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
        made.changed.append(entry)
        return
    was = present.get(names[0])
    told = "blank" if was is None else f"“{shown(form.sheet, names[0], was)}”"
    faults.append(entry.fault(names[0], f"the park has {told} here; import with --update to change it"))
