"""What must hold between the rows of a workbook and the park: every fault, not the first only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from stpdesk.actions.importing import matters
from stpdesk.actions.importing.plan import SheetPlan
from stpdesk.actions.importing.rows import Cells, Entry
from stpdesk.core import amendments
from stpdesk.core.codes import fold
from stpdesk.core.errors import Fault, Refused
from stpdesk.core.leases import SEAT, Lease, Let
from stpdesk.core.meters import Meter, Reading, reading_faults
from stpdesk.core.money import E4, Paisa, lakh
from stpdesk.core.occupancy import crowds, shares_out, until_text
from stpdesk.core.places import Unit
from stpdesk.core.terms import RESERVED
from stpdesk.db.sheets import PLACES, REFERENCES

Plans = Mapping[str, SheetPlan]

AHEAD = timedelta(seconds=amendments.AHEAD)
"""What begins or ends later than this from now is refused (rule O1)."""


class State:
    """The park as it would be after the import: each sheet's rows by folded code or in order."""

    def __init__(self, plans: Plans) -> None:
        self._plans = plans
        self.codes: dict[str, dict[str, Entry]] = {}
        self._broken: dict[str, set[str]] = {}
        for sheet, place in PLACES.items():
            if place.code:
                rows, broken = self.entries(sheet), plans[sheet].broken
                self._broken[sheet] = {
                    fold(str(one.cells[place.code])) for one in broken if one.known(place.code)
                }
                listed = ((fold(str(entry.cells[place.code])), entry) for entry in rows)
                self.codes[sheet] = {code: one for code, one in listed if code not in self._broken[sheet]}

    def entries(self, sheet: str) -> Iterator[Entry]:
        """Every row of a sheet after the import; those of the park alone have row number 0."""
        plan = self._plans[sheet]
        changed = {entry.key: entry for entry in plan.changed}
        for key, cells in plan.before.items():
            yield changed.get(key) or Entry(sheet, 0, cells, key)
        yield from plan.added

    def missing(self, sheet: str, code: str) -> bool:
        """Whether no row has this code; one that could not be read in full has it all the same."""
        folded = fold(code)
        return not (self._plans[sheet].unread or folded in self.codes[sheet] or folded in self._broken[sheet])

    def broken(self, sheet: str) -> list[Entry]:
        """The rows of which a cell could not be read."""
        return self._plans[sheet].broken

    def read(self, sheet: str) -> Iterator[Entry]:
        """The rows of the workbook that are not in the park already, also those of which a cell could not be read."""
        yield from self.touched(sheet)
        yield from self.broken(sheet)

    def touched(self, sheet: str) -> Iterator[Entry]:
        """Only the rows the import adds or changes."""
        yield from self._plans[sheet].added
        yield from self._plans[sheet].changed


_CODED = {REFERENCES[place.code]: (sheet, place.code) for sheet, place in PLACES.items() if place.code}
_ORDERS = (
    ("Leases", "start", "end", "on or after the start"),
    ("Charges", "start", "end", "on or after the start"),
    ("Subsidies", "from", "to", "on or after the first day"),
    ("Taxes", "from", "to", "on or after the first day"),
    ("Links", "in_service_from", "to", "on or after the first day"),
    ("Schedule", "valid_from", "valid_to", "on or after the first day"),
    ("Receipts", "date", "reversed_on", "on or after the receipt's date"),
    ("Attention", "since", "settled_on", "on or after the day it began"),
)
_INTERVALS = {"Outages": "an outage", "Runs": "a run", "Gaps": "a gap"}


def check(plans: Plans, now: datetime) -> list[Fault]:
    """Every fault between rows; empty where the import may be stored."""
    state = State(plans)
    faults = list(_references(state))
    faults += _orders(state, now)
    faults += _heads(state)
    faults += _readings(state)
    faults += _leases(state)
    faults += _deposits(state)
    faults += (fault for entry in state.read("Attention") for fault in matters.faults(entry, now))
    return faults


def _references(state: State) -> Iterator[Fault]:
    """Codes that name nothing."""
    for sheet, place in PLACES.items():
        names = [name for name in place.columns if name in REFERENCES and name != place.code]
        several = "units" if sheet in {"Leases", "Outages"} else None
        for entry in state.read(sheet):
            for name in names:
                value = entry.cells.get(name)
                if value is not None:
                    yield from _unknown(state, entry, name, name, str(value))
            for code in (entry.cells.get(several) or ()) if several else ():
                yield from _unknown(state, entry, "units", "unit", code)


def _unknown(state: State, entry: Entry, column: str, name: str, code: str) -> Iterator[Fault]:
    """A fault where a code is neither in the workbook nor in the park."""
    sheet, _ = _CODED[REFERENCES[name]]
    if state.missing(sheet, code):
        place = Fault(entry.sheet, entry.number or None, column, code, "")
        yield Fault(
            place.sheet, place.row, column, code, f"no {name} of this code is in the workbook or the park"
        )


def _orders(state: State, now: datetime) -> Iterator[Fault]:
    """Ends before starts, outages in the future, links on power."""
    for sheet, first, last, expected in _ORDERS:
        for entry in state.read(sheet):
            begin, end = entry.cells.get(first), entry.cells.get(last)
            if begin is not None and end is not None and end < begin:
                yield entry.fault(last, f"expected a date {expected} ({begin})")
    for sheet, noun in _INTERVALS.items():
        for entry in state.read(sheet):
            yield from _interval(entry, noun, now)
    for entry in state.read("Schedule"):
        if entry.known("from", "to") and entry.cells["from"] == entry.cells["to"]:
            yield entry.fault("to", "expected a time other than the start; a whole day is 00:00 to 24:00")
        elif entry.known("from") and entry.cells["from"] >= 1440:
            yield entry.fault("from", "expected a time before 24:00; the next day begins at 00:00")


def _interval(entry: Entry, noun: str, now: datetime) -> Iterator[Fault]:
    """An end before the start, time in the future, a link without a service of its own (rule O1)."""
    cells = entry.cells
    if cells.get("end") is not None and entry.known("start") and cells["end"] <= cells["start"]:
        yield entry.fault("end", "expected a time after the start")
    for name in ("start", "end"):
        moment = cells.get(name)
        if moment is not None and moment > now + AHEAD:
            yield entry.fault(name, f"lies in the future; {noun} is recorded when it happens")
    if cells.get("link") and cells["service"] == "power":
        told = "a power outage belongs to no link" if entry.sheet == "Outages" else "power has no links"
        yield entry.fault("link", f"{told}; leave it blank")


def _heads(state: State) -> Iterator[Fault]:
    """Heads that only the program writes."""
    for sheet in ("Charges", "OneOff"):
        for entry in state.read(sheet):
            if fold(str(entry.cells["head"])) in RESERVED:
                yield entry.fault("head", "this head is the program's own; choose another")
    for entry in state.read("Receipts"):
        known = entry.known("cash", "income_tax", "sales_tax")
        if known and not entry.cells["cash"] + entry.cells["income_tax"] + entry.cells["sales_tax"]:
            yield entry.fault("cash", "a receipt needs an amount: cash, or tax that was withheld")


def _readings(state: State) -> Iterator[Fault]:
    """Readings that cannot follow the one before (rule B8)."""
    touched = {fold(str(entry.cells["meter"])) for entry in state.touched("Readings")}
    touched |= {fold(str(entry.cells["meter"])) for entry in state.touched("Meters")}
    if not touched:
        return
    by_meter: dict[str, list[Entry]] = defaultdict(list)
    for entry in state.entries("Readings"):
        by_meter[fold(str(entry.cells["meter"]))].append(entry)
    for code in touched & by_meter.keys():
        known = state.codes["Meters"].get(code)
        if known is None:
            continue
        entries = {str(place): entry for place, entry in enumerate(by_meter[code])}
        meter = Meter(
            code, known.cells["meter"], known.cells["supply"], None, E4(1), known.cells.get("digits")
        )
        readings = [
            Reading(place, code, entry.cells["date"], E4(entry.cells["reading"]), entry.cells.get("event"))
            for place, entry in entries.items()
        ]
        doubtful = _after_unread(state, code, readings)
        for reading, refused in reading_faults(meter, readings):
            if reading.id not in doubtful:
                yield _placed(entries[reading.id], entries, reading, refused)


def _after_unread(state: State, meter: str, readings: list[Reading]) -> set[str]:
    """The readings of a meter that follow on one that could not be read: what they must exceed is not known."""
    found: set[str] = set()
    for entry in state.broken("Readings"):
        if entry.known("meter") and fold(str(entry.cells["meter"])) != meter:
            continue
        day = entry.cells["date"]
        later = [one for one in readings if day is None or one.date >= day]
        found |= {one.id for one in later if day is None or one.date == min(it.date for it in later)}
    return found


def _placed(entry: Entry, entries: dict[str, Entry], reading: Reading, refused: Refused) -> Fault:
    """The fault at its row; where that row was in the park before, at the workbook's row nearest before it."""
    if entry.number:
        return entry.fault(refused.field, str(refused))
    earlier = [one for one in entries.values() if one.number and one.cells["date"] <= reading.date]
    nearest = max(earlier, key=lambda one: one.cells["date"], default=entry)
    return nearest.fault(refused.field, str(refused))


def _leases(state: State) -> Iterator[Fault]:
    """Units let twice, more seats than a room has (rule C2), seats of rooms without any."""
    rows = dict(state.codes["Leases"])
    for entry in state.broken("Leases"):
        if entry.known("lease", "units", "start", "end", "basis", "seats", "holdover"):
            rows[fold(str(entry.cells["lease"]))] = entry
    places = _units(state)
    leases: list[Lease] = []
    for code, entry in rows.items():
        units = [places[fold(one)] for one in entry.cells["units"] if fold(one) in places]
        ends = entry.cells.get("end")
        if len(units) < len(entry.cells["units"]) or (ends is not None and ends < entry.cells["start"]):
            continue  # told already
        try:
            lets = shares_out(units, entry.cells.get("seats"), entry.cells["basis"])
        except Refused as refused:
            yield _blamed(state, entry, "seats", str(refused))
            continue
        if entry.cells["basis"] == SEAT and not all(unit.seats for unit in units):
            bare = ", ".join(unit.code for unit in units if not unit.seats)
            yield entry.fault("units", f"a lease by seats needs rooms with seats; {bare} has none")
            continue
        leases.append(_lease(code, entry.cells, lets))
    for crowd in crowds(leases):
        mine, *others = sorted((crowd.lease, *crowd.others), key=lambda one: not rows[one.id].number)
        told = ", ".join(f"lease {one.code} until {until_text(one)}" for one in others)
        if crowd.unit.seats:
            expected = (
                f"unit {crowd.unit.code} has {crowd.unit.seats} seats, too few on {crowd.day} beside {told}"
            )
        else:
            expected = f"unit {crowd.unit.code} is let already on {crowd.day}: {told}"
        entry = rows[mine.id]
        yield _blamed(state, entry, "units", expected)


def _blamed(state: State, entry: Entry, column: str, expected: str) -> Fault:
    """The fault at the lease's row; where the lease is not in the workbook, at the row of a unit of it that is."""
    if not entry.number:
        for code in entry.cells["units"]:
            unit = state.codes["Units"][fold(code)]
            if unit.number:
                return unit.fault("seats", f"lease {entry.cells['lease']}: {expected}")
    return entry.fault(column, expected)


def _units(state: State) -> dict[str, Unit]:
    """Every unit by folded code, as far as its space goes."""
    return {
        code: Unit(code, str(entry.cells["unit"]), E4(entry.cells["sqft"]), seats=entry.cells.get("seats"))
        for code, entry in state.codes["Units"].items()
    }


def leases_of(state: State) -> Iterator[tuple[Lease, Entry]]:
    """Every lease with its row, as far as its days and units go; they were checked before."""
    places = _units(state)
    for code, entry in state.codes["Leases"].items():
        units = [places[fold(one)] for one in entry.cells["units"]]
        lets = shares_out(units, entry.cells.get("seats"), entry.cells["basis"])
        yield _lease(code, entry.cells, lets), entry


def _lease(code: str, cells: Cells, lets: tuple[Let, ...]) -> Lease:
    """A lease as far as its days and units go."""
    return Lease(
        code, str(cells["lease"]), "", cells["start"], cells.get("end"), cells["basis"], Paisa(0), lets,
        holdover=bool(cells["holdover"]),
    )  # fmt: skip


def _deposits(state: State) -> Iterator[Fault]:
    """More adjusted or refunded than is held (rule B15)."""
    if not any(True for _ in state.touched("Deposits")):
        return
    held: dict[str, int] = defaultdict(int)
    broken = state.broken("Deposits")
    doubtful = {fold(str(entry.cells["tenant"])) for entry in broken}
    if not all(entry.known("tenant") for entry in broken):
        return
    order = {"taken": 0, "adjusted": 1, "refunded": 2}
    for entry in sorted(
        state.entries("Deposits"), key=lambda one: (one.cells["date"], order[one.cells["kind"]])
    ):
        tenant, amount = fold(str(entry.cells["tenant"])), int(entry.cells["amount"])
        if entry.cells["kind"] == "taken":
            held[tenant] += amount
            continue
        if amount > held[tenant] and entry.number and tenant not in doubtful:
            yield Fault(
                "Deposits",
                entry.number,
                "amount",
                lakh(amount),
                f"only {lakh(held[tenant])} is held then",
            )
        held[tenant] -= amount
