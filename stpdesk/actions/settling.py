"""What was recorded while the monitor saw it last gets its end when the monitor has seen that too."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.core.civil import midnight
from stpdesk.core.errors import Refused
from stpdesk.core.joining import overlap
from stpdesk.core.merging import tail
from stpdesk.core.outages import SERVICES
from stpdesk.core.proposals import GAP, Proposal
from stpdesk.core.spans import Span
from stpdesk.db import answers, closings, gaps, outages, probes

if TYPE_CHECKING:
    from sqlite_utils import Database


def settle(session: Session) -> Changes:
    """Ends the open outages whose proposal has ended; `told["settled"]`: how many records became longer or ended."""
    session.require(Role.DUTY)
    noticed = probes.proposals(session.park.folder)
    with session.park.writing() as db:
        count = settle_in(db, noticed)
    return Changes({"outages"} if count else (), settled=count)


def noticed_quietly(session: Session) -> list[Proposal]:
    """What the monitor noticed; nothing where its file cannot be read, which stands in nobody's way."""
    with suppress(Refused):
        return probes.proposals(session.park.folder)
    return []


def settle_quietly(session: Session, db: Database) -> list[Proposal]:
    """The same within an act on outages; returns what the monitor noticed, as far as its file can be read."""
    noticed = noticed_quietly(session)
    if any(one.proposal for service in SERVICES for one in outages.open_ones(db, service)):
        settle_in(db, noticed)
    return noticed


def settle_in(db: Database, noticed: list[Proposal]) -> int:
    """Ends and lengthens what was taken while it lasted; what would change a closed month stays as it is."""
    count = 0
    ends = {one.id: one.span.end for one in noticed if not one.span.open}
    for service in SERVICES:
        for one in outages.open_ones(db, service):
            end = ends.get(one.proposal or "")
            if end is not None and end > one.span.start and not months_touched(db, Span(end, one.span.end)):
                outages.change(db, one.id, ends=end)
                count += 1
    taken = [one for one in noticed if one.kind == GAP and not one.span.open]
    said = answers.given(db)
    if any(one.id in said for one in taken):
        recorded = gaps.live(db)
        more = [gap for one in taken if one.id in said and (gap := tail(recorded, one))]
        fitting = [gap for gap in more if not months_touched(db, gap.span)]
        gaps.store(db, fitting)
        count += len(fitting)
    return count


def months_touched(db: Database, span: Span) -> list[str]:
    """The closed months in which a span has time."""
    return [
        str(month)
        for month in closings.closed(db)
        if overlap(span, Span(midnight(month.first), midnight((month + 1).first)))
    ]
