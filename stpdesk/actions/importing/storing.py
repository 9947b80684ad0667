"""Writes what an import plans, inside one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from stpdesk.actions.deposits import add_deposit
from stpdesk.actions.importing import matters
from stpdesk.actions.importing.plan import SheetPlan
from stpdesk.actions.importing.rows import Cells, Entry
from stpdesk.actions.importing.services import join_imported, put_right
from stpdesk.actions.importing.sound import Standing
from stpdesk.actions.receipts import ReceiptEntry, Till, undo_receipt
from stpdesk.actions.session import Session
from stpdesk.core.codes import fold
from stpdesk.core.errors import Fault, Refused
from stpdesk.core.joining import Joint
from stpdesk.core.months import Month
from stpdesk.core.occupancy import shares_out
from stpdesk.core.outages import SERVICES
from stpdesk.core.places import Unit
from stpdesk.db import (
    attention,
    causes,
    closings,
    corrections,
    leasing,
    numbers,
    receipts,
    rows,
    sheets,
    terms,
)
from stpdesk.db.ids import uuid7
from stpdesk.db.searched import searched

if TYPE_CHECKING:
    from sqlite_utils import Database


_BEGUN = {"Outages", "Runs", "Gaps"}


class Writer:
    """Stores one import; `faults` collects what the database or the rules refuse row by row, `notices` what to look at."""

    def __init__(self, session: Session, db: Database, file: str = "") -> None:
        self._session = session
        self._db = db
        self._reason = f"Imported: {file}" if file else "Imported."
        self._keys: dict[str, dict[str, str]] = {}
        self._correction: str | None = None
        self._after = attention.last_place(db)
        self.faults: list[Fault] = []
        self.notices: list[str] = []
        self._refused: list[Entry] = []

    def store(self, plans: dict[str, SheetPlan]) -> None:
        """Adds and changes everything, sheet by sheet, each after those it refers to.

        What hangs on a refused row is left out: nothing is kept then anyway, and it may be right.
        """
        standing = Standing(plans)
        for sheet, place in sheets.PLACES.items():
            standing.lose(self._refused)
            plan = standing.kept(sheet, plans[sheet])
            if sheet == "Receipts":
                self._receipts(plan)
            elif sheet == "Deposits":
                self._deposits(plan)
            else:
                self._plain(sheet, place, plan)

    def _plain(self, sheet: str, place: sheets.Place, plan: SheetPlan) -> None:
        """Rows that are stored as they are."""
        added = plan.added
        if sheet == "Readings":
            added = sorted(
                added, key=lambda entry: (entry.cells["date"], entry.cells.get("event") == "reset")
            )
        elif sheet in _BEGUN:
            added = sorted(added, key=lambda entry: entry.cells["start"])  # numbers follow the starts
        listed = [(uuid7(), entry) for entry in added]
        self._insert(place, listed)
        for entry in plan.changed:
            if entry.corrects:
                self._guarded(entry, partial(put_right, self._db, entry, self._why()))
            else:
                self._change(place, entry)
        if sheet == "Leases":
            self._lease_units(self._stored([*listed, *((str(entry.key), entry) for entry in plan.changed)]))
        elif sheet == "Outages":
            self._outages(self._stored(listed), plan)

    def _stored(self, listed: list[tuple[str, Entry]]) -> list[tuple[str, Entry]]:
        """Those that were not refused."""
        gone = {id(entry) for entry in self._refused}
        return [one for one in listed if id(one[1]) not in gone]

    def _outages(self, listed: list[tuple[str, Entry]], plan: SheetPlan) -> None:
        """What comes with outages: causes, units, and what measured them."""
        for service in SERVICES:
            told = [
                entry.cells.get("cause")
                for entry in (*plan.added, *plan.changed)
                if entry.cells["service"] == service
            ]
            if fresh := causes.learn(self._db, told, service):
                self.notices.append(
                    f"{fresh} cause{'s are' if fresh > 1 else ' is'} new on the list of causes"
                )
        units = self._known("unit")
        rows.insert(
            self._db,
            "outage_units",
            [
                {"id": uuid7(), "outage_id": key, "unit_id": units[fold(code)]}
                for key, entry in listed
                for code in entry.cells.get("units") or ()
            ],
        )
        rows_of = dict(listed)

        def refusing(joint: Joint) -> AbstractContextManager[None]:
            return self._told(next(rows_of[one.id] for one in joint.gone if one.id in rows_of))

        self.notices += join_imported(self._session, self._db, rows_of.keys(), refusing)

    def _why(self) -> str:
        """The correction of this import's rows that put a record right."""
        if self._correction is None:
            clock, actor = self._session.clock(), self._session.actor
            self._correction = corrections.record(self._db, "change", self._reason, clock, actor)
        return self._correction

    def _insert(self, place: sheets.Place, listed: list[tuple[str, Entry]]) -> None:
        """Adds a sheet's rows at once; where a guard refuses one, row by row, so that every refusal is told."""
        made = [self._row(place, entry, key) for key, entry in listed]
        if place.table in numbers.NUMBERED:
            for number, row in enumerate(made, start=numbers.following(self._db, place.table)):
                row["number"] = number
        try:
            rows.insert(self._db, place.table, made)
        except Exception as error:  # the engine's own class; anything but a guard's sentence goes on as it is
            if rows.guard_sentence(error) is None:
                raise
        else:
            return
        for row, (_, entry) in zip(made, listed, strict=True):
            if not rows.present(self._db, place.table, row["id"]):
                self._guarded(entry, partial(rows.insert, self._db, place.table, [row]))

    def _guarded(self, entry: Entry, act: Callable[[], None]) -> None:
        """Does one write; what is refused becomes a fault of its row."""
        with self._told(entry):
            act()

    def _refuse(self, fault: Fault, entry: Entry) -> None:
        """Notes what was refused, and of which row."""
        self.faults.append(fault)
        self._refused.append(entry)

    def _row(self, place: sheets.Place, entry: Entry, key: str) -> dict[str, Any]:
        """One row as its table holds it."""
        row: dict[str, Any] = {"id": key}
        for name, column in place.columns.items():
            value = entry.cells.get(name)
            if name in sheets.REFERENCES and name != place.code:
                row[column] = self._known(name)[fold(str(value))] if value is not None else None
            else:
                row[column] = sheets.store_cell(name, value)
        if place.table == "outages":
            row["unit_count"] = len(entry.cells.get("units") or ())
        elif place.table == "attention":
            row |= matters.filled(self._db, entry, self._after)
            self._after = max(self._after, row["place"])
        if place.code:
            row |= searched(place.table, row)
        return row

    def _known(self, name: str) -> dict[str, str]:
        """Folded code → key of what a column refers to, read once its sheet is stored."""
        if name not in self._keys:
            self._keys[name] = sheets.keys(self._db, sheets.REFERENCES[name])
        return self._keys[name]

    def _change(self, place: sheets.Place, entry: Entry) -> None:
        """Changes a row that is there; a guard's refusal becomes a fault of its row."""
        key = str(entry.key)
        values = self._row(place, entry, key)
        values.pop("id")
        self._guarded(entry, lambda: rows.update(self._db, place.table, key, values))

    def _lease_units(self, listed: list[tuple[str, Entry]]) -> None:
        """Units of leases, whole or by seats."""
        places = {fold(unit.code): unit for unit in terms.units(self._db).values()} if listed else {}
        made: list[tuple[Entry, list[dict[str, Any]]]] = []
        for key, entry in listed:
            units = [places[fold(code)] for code in entry.cells["units"]]
            lets = [(let.unit.id, let.seats) for let in _shares(units, entry)]
            if entry.key is not None:
                if leasing.units_of(self._db, key) == lets:
                    continue
                self._guarded(entry, partial(leasing.drop_units, self._db, key))
            held = [
                {"id": uuid7(), "lease_id": key, "unit_id": unit, "n": n, "seats": seats}
                for n, (unit, seats) in enumerate(lets, start=1)
            ]
            made.append((entry, held))
        try:
            rows.insert(self._db, "lease_units", [row for _, held in made for row in held])
        except Exception as error:  # as in `_insert`
            if rows.guard_sentence(error) is None:
                raise
            for entry, held in made:
                fresh = [row for row in held if not rows.present(self._db, "lease_units", row["id"])]
                self._guarded(entry, partial(rows.insert, self._db, "lease_units", fresh))

    def _receipts(self, plan: SheetPlan) -> None:
        """Receipts and reversals in date order, each allocated as if it were typed (rule B12)."""
        payers = terms.tenants(self._db) if plan.added else {}
        till = Till(self._db)
        numbers: dict[int, str] = {}
        closed = set(closings.closed(self._db)) if plan.added else set()
        for day, place, undone in _events(plan.added):
            entry = plan.added[place]
            cells = entry.cells
            if Month.of(day) in closed:
                sentence = f"The month {Month.of(day)} is closed; reopen it with a reason first."
                self._refuse(entry.fault("reversed_on" if undone else "date", sentence), entry)
                continue
            with self._told(entry):
                if undone and place in numbers:
                    till.undo(numbers[place], day, cells.get("reversal_reason") or "reversed")
                elif not undone:
                    tenant = payers[self._known("tenant")[fold(str(cells["tenant"]))]]
                    numbers[place] = till.take(_typed(cells, tenant.code), tenant).number
        till.flush()
        for entry in plan.changed:
            with self._told(entry):
                self._later(entry)

    @contextmanager
    def _told(self, entry: Entry) -> Iterator[None]:
        """What the rules or a guard refuse becomes a fault of the row; any other error goes on as it is."""
        try:
            yield
        except Refused as refused:
            self._refuse(entry.fault(refused.field, str(refused)), entry)
        except Exception as error:  # as in `_insert`
            if (sentence := rows.guard_sentence(error)) is None:
                raise
            self._refuse(entry.fault(None, sentence), entry)

    def _later(self, entry: Entry) -> None:
        """What came later of a receipt that is there: its certificate, its reversal."""
        receipt = next(one for one in receipts.every(self._db) if one.id == entry.key)
        cells = entry.cells
        if cells.get("certificate") and cells["certificate"] != receipt.certificate:
            receipts.set_certificate(self._db, receipt, cells["certificate"])
        if cells.get("reversed_on") is not None and receipt.reversed_on is None:
            undo_receipt(self._db, receipt, cells["reversed_on"], cells.get("reversal_reason") or "reversed")

    def _deposits(self, plan: SheetPlan) -> None:
        """Deposits in date order (rule B15)."""
        payers = terms.tenants(self._db) if plan.added else {}
        order = {"taken": 0, "adjusted": 1, "refunded": 2}
        for entry in sorted(plan.added, key=lambda one: (one.cells["date"], order[one.cells["kind"]])):
            cells = entry.cells
            tenant = payers[self._known("tenant")[fold(str(cells["tenant"]))]]
            with self._told(entry):
                add_deposit(
                    self._db,
                    tenant,
                    cells["kind"],
                    cells["date"],
                    cells["amount"],
                    cells.get("note"),
                    entered=False,
                )


def _events(entries: list[Entry]) -> list[tuple[date, int, bool]]:
    """Dates of receipts and of their reversals with the entry's place, in order."""
    taken = [(entry.cells["date"], place, False) for place, entry in enumerate(entries)]
    undone = [
        (entry.cells["reversed_on"], place, True)
        for place, entry in enumerate(entries)
        if entry.cells.get("reversed_on") is not None
    ]
    return sorted([*taken, *undone], key=lambda event: (event[0], event[2], event[1]))


def _typed(cells: Cells, tenant: str) -> ReceiptEntry:
    """A row of Receipts as it would be typed."""
    return ReceiptEntry(
        tenant, cells["date"], cells["cash"], cells["income_tax"], cells["sales_tax"], cells.get("method"),
        cells.get("certificate"), cells["invoice"], cells.get("note"),
    )  # fmt: skip


def _shares(units: list[Unit], entry: Entry) -> Any:
    """How a lease holds its units (rule C1)."""
    return shares_out(units, entry.cells.get("seats"), entry.cells["basis"])
