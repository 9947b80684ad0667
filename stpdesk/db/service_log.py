"""The log that a window's figures of power and internet are made from, with what the monitor noticed (rules O2 to O9)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from stpdesk.core.civil import midnight
from stpdesk.core.leases import Lease
from stpdesk.core.merging import Counted, counted
from stpdesk.core.outages import Gap, Log, Outage, OutageRules, Run
from stpdesk.core.park import ParkSettings
from stpdesk.core.proposals import Proposal
from stpdesk.core.spans import MINUTE, Span, union
from stpdesk.db import closings, gaps, links, outages, runs, schedule
from stpdesk.db.rows import fetch

if TYPE_CHECKING:
    from sqlite_utils import Database


def rules_of(park: ParkSettings) -> OutageRules:
    """The park's settings of rules O4 and O8."""
    return OutageRules(
        park.outage_join_minutes * MINUTE, park.momentary_minutes * MINUTE, park.power_grace_minutes * MINUTE
    )


def load(
    db: Database,
    window: Span,
    park: ParkSettings,
    leases: Sequence[Lease],
    noticed: Sequence[Proposal] = (),
) -> Log:
    """All that touches a window, and what its events hang together with on both sides, so that each is judged whole.

    What the monitor noticed counts as recorded until it is answered (rule O9), but never inside a closed month.
    """
    rules = rules_of(park)
    near = _widened(window, rules)
    while True:
        found, ran = outages.live(db, near), runs.live(db, near)
        wider = _reach(near, found, ran, rules)
        if wider == near:
            break
        near = wider
    what = counting(db, found, gaps.live(db, near if noticed else window), noticed)
    return Log(
        what.outages,
        tuple(ran),
        tuple(links.all_links(db)),
        tuple(schedule.live(db)),
        what.gaps,
        tuple(leases),
        rules,
    )


def counting(
    db: Database, found: Sequence[Outage], unknown: Sequence[Gap], noticed: Iterable[Proposal]
) -> Counted:
    """What counts of these live records together with what the monitor noticed (rule O9).

    What nobody answered counts nowhere inside a closed month, and there changes nothing that was typed.
    """
    told = list(noticed)
    if not told:
        return Counted(tuple(found), tuple(unknown))
    said = {row[0] for row in fetch(db, "SELECT proposal FROM answers")}
    closed = [Span(midnight(one.first), midnight((one + 1).first)) for one in closings.closed(db)]
    left = _after_closings(told, said, closed)
    return counted(found, unknown, left, links.all_links(db), said, union(closed))


def _widened(window: Span, rules: OutageRules) -> Span:
    """A window with room for what joins its edges, and for the grace after power came back."""
    room = max(rules.joins, rules.grace) + 1
    return Span(window.start - room, window.end + room)


def _reach(near: Span, found: Sequence[Outage], ran: Sequence[Run], rules: OutageRules) -> Span:
    """How far events and runs inside it go on beyond it; open ones go no further back than their start."""
    spans = [*(one.span for one in found), *(run.span for run in ran)]
    start = min((span.start for span in spans), default=near.start)
    end = max((span.end for span in spans if not span.open), default=near.end)
    if start >= near.start and end <= near.end:
        return near
    return _widened(Span(min(start, near.start), max(end, near.end)), rules)


def _after_closings(
    noticed: Sequence[Proposal], answered: Collection[str], closed: Sequence[Span]
) -> list[Proposal]:
    """The proposals, those nobody answered without their time up to the end of a closed month they touch."""
    found: list[Proposal] = []
    for one in noticed:
        start = one.span.start
        for month in closed if one.id not in answered else ():
            if start < month.end and one.span.end > month.start:
                start = month.end
        if start < one.span.end:
            found.append(replace(one, span=Span(start, one.span.end)))
    return found
