"""What an import takes but a person should look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from stpdesk.actions.importing.checks import State, leases_of
from stpdesk.actions.importing.plan import SheetPlan
from stpdesk.actions.importing.services import overlaps, span_of
from stpdesk.core.codes import fold
from stpdesk.core.identifiers import doubt
from stpdesk.core.leases import Lease
from stpdesk.core.occupancy import let_area
from stpdesk.core.outages import Run
from stpdesk.core.park import ZONE
from stpdesk.core.returns import doubts
from stpdesk.core.supply_runs import doubts as doubts_of_runs

SOON = timedelta(days=31)
"""What is dated later than this from today is looked at twice."""


def notices(plans: Mapping[str, SheetPlan], values: Mapping[str, object], now: datetime) -> Iterator[str]:
    """Doubtful identifiers, charges that look like ones already there, returns and runs that cannot be quite right."""
    today = now.astimezone(ZoneInfo(ZONE)).date()
    for name in ("ntn", "strn", "iban"):
        value = values.get(name)
        if value and (why := doubt(name, str(value))):
            yield f"sheet Park, {name} “{value}”: {why}"
    for entry in (*plans["Tenants"].added, *plans["Tenants"].changed):
        for name in ("ntn", "strn", "cnic"):
            value = entry.cells.get(name)
            if value and (why := doubt(name, str(value))):
                yield f"sheet Tenants, row {entry.number}, {name} “{value}”: {why}"
    there = {_charge(cells) for cells in plans["Charges"].before.values()}
    for entry in plans["Charges"].added:
        if _charge(entry.cells) in there:
            yield (
                f"sheet Charges, row {entry.number}: lease {entry.cells['lease']} has a charge of the same head and "
                "start already; both will be billed"
            )
    yield from _returns(plans)
    yield from _runs(plans, now)
    yield from overlaps(plans)
    yield from _links(plans)
    for sheet in ("Readings", "Receipts", "Deposits"):
        for entry in plans[sheet].added:
            if entry.cells["date"] > today + SOON:
                yield f"sheet {sheet}, row {entry.number}: {entry.cells['date']} lies in the future"


def _returns(plans: Mapping[str, SheetPlan]) -> Iterator[str]:
    """Returns with too little or too much space or exports a person (rule C4)."""
    if not plans["Returns"].added:
        return
    state = State(plans)
    leases: dict[str, list[Lease]] = defaultdict(list)
    for lease, entry in leases_of(state):
        leases[fold(str(entry.cells["tenant"]))].append(lease)
    for entry in plans["Returns"].added:
        cells = entry.cells
        month = cells["month"]
        held = [one for one in leases[fold(str(cells["tenant"]))] if one.in_force(month.last)]
        area = sum((let_area(let) for lease in held for let in lease.units), Fraction(0))
        for why in doubts(area, cells.get("men"), cells.get("women"), cells.get("exports_usd")):
            yield f"sheet Returns, row {entry.number}: {why}"


def _runs(plans: Mapping[str, SheetPlan], now: datetime) -> Iterator[str]:
    """Runs that used too much or too little, or whose hour meter does not fit."""
    if not plans["Runs"].added and not plans["Runs"].changed:
        return
    entries = list(State(plans).entries("Runs"))
    runs = [_run(place, entry.cells) for place, entry in enumerate(entries)]
    for run, why in doubts_of_runs(runs, int(now.timestamp())):
        entry = entries[int(run.id)]
        if entry.number or entry.key is None:
            yield f"sheet Runs, row {entry.number}: {why}"


def _run(place: int, cells: dict[str, Any]) -> Run:
    """A run as far as its time and readings go; its key is its place."""
    return Run(
        str(place), cells["source"], cells["carries"], span_of(cells), cells.get("litres"), cells.get("kwh"),
        cells.get("hour_meter"), number=place,
    )  # fmt: skip


def _links(plans: Mapping[str, SheetPlan]) -> Iterator[str]:
    """Outages of a link on days it was not in service; they count nowhere then."""
    named = [entry for entry in plans["Outages"].added if entry.cells.get("link")]
    if not named:
        return
    links = State(plans).codes["Links"]
    for entry in named:
        link = links[fold(str(entry.cells["link"]))].cells
        first, last = link.get("in_service_from"), link.get("to")
        start = entry.cells["start"].astimezone(ZoneInfo(ZONE)).date()
        end = (entry.cells.get("end") or entry.cells["start"]).astimezone(ZoneInfo(ZONE)).date()
        if (first is not None and end < first) or (last is not None and start > last):
            yield f"sheet Outages, row {entry.number}: link {link['link']} was not in service then"


def _charge(cells: dict[str, object]) -> tuple[object, ...]:
    """What makes two charges look like the same one."""
    return fold(str(cells["lease"])), fold(str(cells["head"])), cells.get("description"), cells.get("start")
