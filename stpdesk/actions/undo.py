"""Undo of master data: an act taken back whole, in one transaction that is logged like any other (and can be undone too)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from stpdesk.actions import causes_given
from stpdesk.actions.acting import acting
from stpdesk.actions.session import Role, Session
from stpdesk.actions.undone import taken_back
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.core.meters import Reading
from stpdesk.core.months import Date
from stpdesk.core.reading_grid import billed_up_to, chain_refusal
from stpdesk.db import meters, plan_file, terms, undoing

if TYPE_CHECKING:
    from sqlite_utils import Database

DUTY = frozenset({"repairs", "links", "schedule", "causes", "readings", "outages"})
"""Tables the duty officer may write, and so take back."""

_WATCHED = frozenset({"links", "schedule"})


def undo(session: Session, act: tuple[int, int]) -> Changes:
    """Takes back what an act wrote: `told["act"]` of its Changes, the first and last row of the change log.

    Refused where a row of it changed since, where its tenant was billed since, where a month that counts it was closed
    since, and where something else hangs on what it entered. `told`: undone (`TakenBack`), and its own act.
    """
    first, last = act
    with session.park.reading() as db:
        tables = {one.table for one in undoing.entries(db, first, last)}
    if "readings" in tables:
        tables.discard("meters")  # the digits of a dial that were told with its reading
    roles = [Role.ACCOUNTS, *([Role.DUTY] if tables and tables <= DUTY else [])]
    with acting(session, *roles) as now:
        made = undoing.entries(now.db, first, last)
        causes = causes_given.gave_causes(made)
        if not made or (not causes and any(one.table not in undoing.NOUNS for one in made)):
            raise Refused("This cannot be undone.")
        if undoing.touched_since(now.db, made, last):
            raise Refused("It was changed again since, so this cannot be undone.")
        undone = taken_back(now.db, made)
        if causes:
            return causes_given.take_back(session, now, made, undone=undone)
        if undoing.billed_since(now.db, made, last):
            raise Refused("It is billed since, so this cannot be undone; change it instead.")
        if not undoing.COUNTED.isdisjoint(tables) and undoing.closed_since(now.db, last):
            raise Refused(
                "A month was closed since, so this cannot be undone; reopen it with a reason first."
            )
        gone = _readings_of(now.db, made)
        undoing.reverse(now.db, made)
        _follow_each_other(now.db, gone)
        if not _WATCHED.isdisjoint(tables):
            plan_file.keep(session.park.folder, now.db)
        return now.changes(*{undoing.NOUNS[one.table] for one in made}, undone=undone)


def _readings_of(db: Database, made: Sequence[undoing.Entry]) -> dict[str, list[Reading]]:
    """The readings now of the meters whose readings an act wrote; refused where one of these is on a document (rule B8)."""
    told = [row for one in made if one.table == "readings" for row in (one.old, one.new) if row is not None]
    if not told:
        return {}
    billed = meters.billed(db)
    for one in told:
        last, number = billed.get(one["meter_id"], (None, ""))
        if last is not None and Date.fromisoformat(one["date"]) <= last:
            raise billed_up_to(terms.meters(db)[one["meter_id"]].code, last, number)
    return {key: meters.of_meter(db, key) for key in {one["meter_id"] for one in told}}


def _follow_each_other(db: Database, before: dict[str, list[Reading]]) -> None:
    """Refuses where a later reading could not follow those that are left."""
    there = terms.meters(db) if before else {}
    for key, readings in before.items():
        if chain_refusal(there[key], readings, meters.of_meter(db, key)) is not None:
            raise Refused(
                "A later reading of meter {meter} could not follow without it, so this cannot be undone.",
                meter=there[key].code,
            )
