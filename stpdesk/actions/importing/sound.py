"""Which rows of a workbook with faults are tried all the same, so that what only storing tells is told in the same pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from stpdesk.actions.importing.plan import SheetPlan
from stpdesk.actions.importing.rows import Entry
from stpdesk.core.codes import fold
from stpdesk.core.errors import Fault
from stpdesk.db.sheets import PLACES, REFERENCES

_SEQUENCES = {"Readings": "meter", "Deposits": "tenant"}
"""Sheets of which a row is judged by the rows before it, of the same meter or tenant."""

_SHEET_OF = {place.table: sheet for sheet, place in PLACES.items() if place.code}


class Standing:
    """Which codes can be built upon while an import is stored: those that are there and have no fault."""

    def __init__(self, plans: Mapping[str, SheetPlan]) -> None:
        self._there: dict[str, set[str]] = {}
        for sheet, place in PLACES.items():
            if place.code:
                plan = plans[sheet]
                coming = (entry.cells for entry in (*plan.added, *plan.changed))
                self._there[sheet] = {
                    fold(str(cells[place.code])) for cells in (*plan.before.values(), *coming)
                }
                self.lose(plan.broken)

    def lose(self, entries: Iterable[Entry]) -> None:
        """Rows with a fault: nothing is built upon them, also where the park has an older state of them."""
        for entry in entries:
            code = PLACES[entry.sheet].code
            if code and entry.cells[code] is not None:
                self._there[entry.sheet].discard(fold(str(entry.cells[code])))

    def stands(self, entry: Entry) -> bool:
        """Whether all that a row names can be built upon."""
        return all(fold(code) in self._there[sheet] for sheet, code in named(entry))

    def kept(self, sheet: str, plan: SheetPlan) -> SheetPlan:
        """A sheet's plan without the rows that hang on lost ones, which are lost in their turn."""
        hanging = [entry for entry in (*plan.added, *plan.changed) if not self.stands(entry)]
        return self.without(sheet, plan, hanging) if hanging else plan

    def without(self, sheet: str, plan: SheetPlan, entries: list[Entry]) -> SheetPlan:
        """A sheet's plan without some rows, and without those that can only be judged with them."""
        self.lose(entries)
        gone = {id(entry) for entry in entries}
        if sheet in _SEQUENCES:
            name = _SEQUENCES[sheet]
            unsure = {fold(str(entry.cells[name])) for entry in (*entries, *plan.broken)}
            gone |= {id(one) for one in (*plan.added, *plan.changed) if fold(str(one.cells[name])) in unsure}
        return replace(
            plan,
            added=[entry for entry in plan.added if id(entry) not in gone],
            changed=[entry for entry in plan.changed if id(entry) not in gone],
        )


def named(entry: Entry) -> Iterator[tuple[str, str]]:
    """The rows that a row names: sheet and code."""
    place = PLACES[entry.sheet]
    for name in place.columns:
        value = entry.cells.get(name)
        if name in REFERENCES and name != place.code and value is not None:
            yield _SHEET_OF[REFERENCES[name]], str(value)
    if entry.sheet in {"Leases", "Outages"}:
        for code in entry.cells.get("units") or ():
            yield "Units", code


def sound(plans: Mapping[str, SheetPlan], faults: Iterable[Fault]) -> dict[str, SheetPlan]:
    """The plans without the rows that have a fault and those that hang on one.

    What is refused of what is left would be refused of the mended workbook, too.
    """
    faulty: dict[str, set[int | None]] = defaultdict(set)
    for fault in faults:
        faulty[fault.sheet].add(fault.row)
    standing = Standing(plans)
    found: dict[str, SheetPlan] = {}
    for sheet in PLACES:  # each after those it refers to
        plan = plans[sheet]
        bad = [entry for entry in (*plan.added, *plan.changed) if (entry.number or None) in faulty[sheet]]
        found[sheet] = standing.kept(sheet, standing.without(sheet, plan, bad))
    return found
