"""Outages as they count: those on record, and what the monitor noticed and nobody has answered yet (rules O1, O9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stpdesk.actions.outages import now
from stpdesk.actions.session import Session
from stpdesk.actions.settling import noticed_quietly
from stpdesk.core.joining import Joint
from stpdesk.core.merging import Counted
from stpdesk.core.outages import MANUAL, Outage
from stpdesk.core.spans import Span
from stpdesk.db import corrections, gaps, links, outages, service_log, sheets
from stpdesk.db.corrections import Correction


@dataclass(frozen=True, slots=True)
class Listed:
    """An outage with its codes; `seconds` up to now; `retired` where it no longer counts.

    `waits` names the proposals it hangs on that nobody answered, `typed` what a person typed of it where other times
    count. One that only the monitor told of has no number yet.
    """

    outage: Outage
    link: str | None
    units: tuple[str, ...]
    seconds: int
    retired: Correction | None = None
    waits: tuple[int, ...] = ()
    typed: tuple[Span, ...] = ()


def listed(
    session: Session,
    window: Span | None = None,
    *,
    service: str | None = None,
    link: str | None = None,
    retired: bool = False,
) -> list[Listed]:
    """The outages that count (with `retired` those too that no longer do), in the order of their start.

    Their times are those that reports count: what was measured wins over what was typed before anybody answers.
    """
    moment = now(session)
    noticed = noticed_quietly(session)
    with session.park.reading() as db:
        link_id = links.key_of(db, link) if link else None
        # all there is, because what is measured in the window may hang together with what was typed before it
        live = outages.live(db, None if noticed else window)
        counted = service_log.counting(db, live, gaps.live(db) if noticed else (), noticed)
        why = corrections.of_retired(db, "outages") if retired else {}
        gone = outages.retired(db) if retired else []
        codes, names = sheets.codes(db, "units"), sheets.codes(db, "links")
    hanging = _hanging(counted)
    chosen = [
        one
        for one in (*counted.outages, *gone)
        if service in {None, one.service}
        and (link_id is None or one.link_id == link_id)
        and (window is None or (one.span.start < window.end and one.span.end > window.start))
    ]
    return [
        Listed(
            one,
            names.get(one.link_id or ""),
            tuple(sorted(codes[unit] for unit in one.unit_ids)),
            max(0, min(one.span.end, moment) - one.span.start),
            why.get(one.id),
            *hanging.get(one.id, ((), ())),
        )
        for one in sorted(chosen, key=lambda one: (one.span.start, one.number or 0))
    ]


def _hanging(counted: Counted) -> dict[str, tuple[tuple[int, ...], tuple[Span, ...]]]:
    """For what hangs on an unanswered proposal: the proposals' numbers, and what was typed where it counts otherwise."""
    found: dict[str, tuple[tuple[int, ...], tuple[Span, ...]]] = {
        one: (_numbers([one]), ()) for one in counted.waiting
    }
    for joint in counted.joints:
        for one in joint.made:
            found[one.id] = _numbers(other.id for other in joint.gone), _typed(joint, one)
    return found


def _numbers(ids: Iterable[str]) -> tuple[int, ...]:
    """The numbers of those ids that are proposals'."""
    return tuple(sorted(int(one.rpartition("/")[2]) for one in ids if "/" in one))


def _typed(joint: Joint, one: Outage) -> tuple[Span, ...]:
    """What a person typed of an event, where it has other times."""
    spans = tuple(
        other.span
        for other in joint.gone
        if other.source == MANUAL and (one.number is None or other.number == one.number)
    )
    return () if spans == (one.span,) else spans
