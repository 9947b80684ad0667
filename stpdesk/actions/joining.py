"""Records of a person and of the monitor that tell of one interruption become one event (rule O9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from stpdesk.actions.session import Session
from stpdesk.core.amendments import until
from stpdesk.core.merging import chained, clashing, merged, only_link
from stpdesk.core.outages import Outage
from stpdesk.core.spans import Span
from stpdesk.db import corrections, links, outages

if TYPE_CHECKING:
    from sqlite_utils import Database

_REASONS = {"measure": "The monitor measured it.", "keep": "The times as typed were kept."}


def only(db: Database) -> str | None:
    """The key of the park's one link, None where it has none or several."""
    return only_link([link.id for link in links.all_links(db)])


def join(
    session: Session, db: Database, manual: Sequence[Outage], detected: Sequence[Outage], *, keep: bool
) -> list[Outage]:
    """Replaces stored manual and detected outages that overlap by the events they are; returns the new ones."""
    made: list[Outage] = []
    act = "keep" if keep else "measure"
    for mine, theirs in chained(manual, detected, only(db)):
        why = corrections.record(db, act, _REASONS[act], session.clock(), session.actor)
        made += outages.store(db, merged(mine, theirs, keep=keep), why)
        outages.retire(db, [*mine, *theirs], why)
    return made


def around(db: Database, listed: Iterable[Outage]) -> list[Outage]:
    """The live outages that share time with any of these, themselves included."""
    spans = [one.span for one in listed]
    if not spans:
        return []
    return outages.live(db, Span(min(span.start for span in spans), max(span.end for span in spans)))


def overlaps(db: Database, fresh: Sequence[Outage]) -> list[str]:
    """A sentence for every live outage of the same service, link and units that a fresh one overlaps."""
    alone, near, mine = only(db), around(db, fresh), {one.id for one in fresh}
    told = {
        other.id: f"it overlaps outage {other.number} ({until(other.span)}); the time they share counts once"
        for one in fresh
        for other in clashing(one, near, alone)
        if other.id not in mine
    }
    return list(told.values())
