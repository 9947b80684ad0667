"""Outages and runs of a workbook that meet records of the park: put right, or joined to what measured them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from stpdesk.actions.importing.checks import State
from stpdesk.actions.importing.plan import SheetPlan
from stpdesk.actions.importing.rows import Cells, Entry
from stpdesk.actions.joining import join
from stpdesk.actions.session import Session
from stpdesk.actions.settling import noticed_quietly
from stpdesk.core.amendments import until
from stpdesk.core.codes import fold
from stpdesk.core.joining import Joint
from stpdesk.core.outages import BOTH, DETECTED
from stpdesk.core.spans import FOREVER, Span
from stpdesk.db import outages, runs

if TYPE_CHECKING:
    from sqlite_utils import Database

MOST = 20
"""Overlaps that are told one by one."""


def span_of(cells: Cells) -> Span:
    """A row's start and end in seconds; FOREVER where it has none."""
    ends: datetime | None = cells.get("end")
    return Span(int(cells["start"].timestamp()), FOREVER if ends is None else int(ends.timestamp()))


def put_right(db: Database, entry: Entry, correction: str) -> None:
    """Retires the record that a row says otherwise of, and makes the one it says."""
    cells, span = entry.cells, span_of(entry.cells)
    if entry.sheet == "Outages":
        old = next(one for one in outages.live(db, Span(span.start, span.start + 1)) if one.id == entry.key)
        new = replace(
            old, span=span, planned=bool(cells["planned"]), cause=cells.get("cause"), note=cells.get("note")
        )
        outages.store(db, [new], correction)
        outages.retire(db, [old], correction)
        return
    run = next(one for one in runs.live(db, Span(span.start, span.start + 1)) if one.id == entry.key)
    made = replace(
        run, span=span, carries=cells["carries"], litres=cells.get("litres"), kwh=cells.get("kwh"),
        hour_meter=cells.get("hour_meter"), note=cells.get("note"),
    )  # fmt: skip
    runs.store(db, made, correction)
    runs.retire(db, run, correction)


def join_imported(
    session: Session,
    db: Database,
    keys: Collection[str],
    refusing: Callable[[Joint], AbstractContextManager[None]],
) -> list[str]:
    """Joins outages that were just added, and are over, to what measured them; a sentence where any is (rule O9).

    `refusing` as in `join`.
    """
    live = outages.live(db) if keys and outages.measured(db) else []
    measured = [one for one in live if one.source == DETECTED]
    fresh = [one for one in live if one.id in keys and not one.span.open]
    noticed = noticed_quietly(session) if measured else ()
    union = join(session, db, fresh, measured, noticed, keep=False, refusing=refusing)
    count = sum(one.source == BOTH for one in union.made)
    if not count:
        return []
    events = "1 outage is one event" if count == 1 else f"{count} outages are one event each"
    return [f"{events} with what the monitor measured; its times are kept"]


def overlaps(plans: Mapping[str, SheetPlan]) -> Iterator[str]:
    """Added outages and runs that share time with others of the same service, link and units, or source."""
    for sheet, why in (
        ("Outages", "the time they share counts once"),
        ("Runs", "the litres of both count"),
    ):
        told = list(_overlapping(plans, sheet)) if plans[sheet].added else []
        for entry, other in told[:MOST]:
            place = f"row {other.number}" if other.number else "the one on record"
            yield f"sheet {sheet}, row {entry.number}: it overlaps {place} ({until(span_of(other.cells))}); {why}"
        if len(told) > MOST:
            yield f"sheet {sheet}: {len(told) - MOST} more rows overlap others"


def _overlapping(plans: Mapping[str, SheetPlan], sheet: str) -> Iterator[tuple[Entry, Entry]]:
    """Rows that are added with one that they overlap, a pair for each row at most."""
    lanes: dict[tuple[object, ...], list[tuple[Span, int, Entry]]] = defaultdict(list)
    for place, entry in enumerate(State(plans).entries(sheet)):
        cells = entry.cells
        units = frozenset(fold(code) for code in cells.get("units") or ())
        lane = (cells.get("service"), fold(str(cells.get("link") or "")), units, cells.get("source"))
        lanes[lane].append((span_of(cells), place, entry))
    for listed in lanes.values():
        listed.sort(key=lambda one: one[:2])
        last: tuple[Span, Entry] | None = None
        for span, _, entry in listed:
            if last is not None and span.start < last[0].end:
                if entry.key is None:
                    yield entry, last[1]
                elif last[1].key is None:
                    yield last[1], entry
            if last is None or span.end > last[0].end:
                last = (span, entry)
