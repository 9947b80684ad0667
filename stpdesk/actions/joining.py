"""Records of a person and of the monitor that tell of one interruption become one event (rule O9)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stpdesk.actions.session import Session
from stpdesk.actions.settling import months_touched
from stpdesk.core.amendments import clock, until
from stpdesk.core.joining import Ground, Joint, clashing, joined, meeting, only_link
from stpdesk.core.merging import as_gap, as_outage, keys_of
from stpdesk.core.outages import DETECTED, MANUAL, Outage
from stpdesk.core.proposals import GAP, OUTAGE, Proposal
from stpdesk.core.sentences import Sentence
from stpdesk.core.spans import Span
from stpdesk.db import answers, corrections, gaps, links, outages

if TYPE_CHECKING:
    from sqlite_utils import Database

_REASONS = {"measure": "The monitor measured it.", "keep": "The times as typed were kept."}


def only(db: Database) -> str | None:
    """The key of the park's one link, None where it has none or several."""
    return only_link([link.id for link in links.all_links(db)])


def ground_of(db: Database, noticed: Iterable[Proposal]) -> Ground:
    """What the park's records are judged on: its links, and gaps, recorded and noticed."""
    there = links.all_links(db)
    keys = keys_of(there)
    waiting = [one for one in noticed if one.kind == GAP]
    said = answers.given(db) if waiting else {}
    pending = [gap for one in waiting if one.id not in said and (gap := as_gap(one, keys))]
    return Ground(tuple(there), (*gaps.live(db), *pending))


@dataclass(frozen=True, slots=True)
class Union:
    """What became of records: those that are retired, and the events in their place."""

    gone: list[Outage]
    made: list[Outage]


def join(
    session: Session,
    db: Database,
    manual: Sequence[Outage],
    detected: Sequence[Outage],
    noticed: Iterable[Proposal],
    *,
    keep: bool,
    refusing: Callable[[Joint], AbstractContextManager[None]] = lambda _: nullcontext(),
) -> Union:
    """Replaces stored manual and detected outages that overlap by the events they are.

    `refusing` is around the writing of each: an import tells there which row was refused, and goes on to the next.
    """
    found = Union([], [])
    if not manual or not detected:
        return found
    act = "keep" if keep else "measure"
    for joint in joined(manual, detected, ground_of(db, noticed), keep=keep):
        with refusing(joint):
            why = corrections.record(db, act, _REASONS[act], session.clock(), session.actor)
            made = outages.store(db, joint.made, why)
            outages.retire(db, joint.gone, why)
            found.made.extend(made)
            found.gone.extend(joint.gone)
    return found


def join_typed(
    session: Session, db: Database, fresh: Sequence[Outage], noticed: Sequence[Proposal], *, keep: bool
) -> tuple[list[Outage], list[str]]:
    """Joins stored outages that were just typed to what measured them, on record or still waiting for an answer.

    A detection that waits is taken in the same act; one that lasts still only where the typed times are kept. Returns
    the records that stand for the typed ones, and what to say.
    """
    alone = only(db)
    lasting = _take_over(session, db, fresh, noticed, alone, keep)
    measured = [one for one in around(db, fresh) if one.source == DETECTED]
    mine = {one.id: one for one in (*fresh, *typed_around(db, measured))}
    union = join(session, db, list(mine.values()), measured, noticed, keep=keep)
    gone = {one.id for one in union.gone}
    made = [*(one for one in fresh if one.id not in gone), *union.made]
    spans = sorted({one.span for one in union.gone if one.source == DETECTED})
    told = [_said(spans, keep)] if spans else []
    told += [
        f"the monitor measures it too, {until(one)}; its times will count once it ends. Use --keep-mine for yours"
        for one in lasting
    ]
    return made, told


def _said(spans: Sequence[Span], keep: bool) -> str:
    """That typed outages and these measured ones are one event, and whose times count."""
    times = ", ".join(clock(span) for span in spans)
    whose = "your times are kept" if keep else "its times are kept. Use --keep-mine for yours"
    return f"one event with what the monitor measured {times}; {whose}"


def _take_over(
    session: Session,
    db: Database,
    fresh: Sequence[Outage],
    noticed: Sequence[Proposal],
    alone: str | None,
    keep: bool,
) -> list[Span]:
    """Takes the unanswered detections that these outages meet; returns the spans of those that last and wait on."""
    keys = keys_of(links.all_links(db)) if noticed else {}
    said = answers.given(db) if noticed else {}
    taken: list[Outage] = []
    lasting: list[Span] = []
    for one in noticed:
        if one.kind != OUTAGE or one.id in said:
            continue
        made = as_outage(one, keys)
        if made is None or not meeting(made, fresh, alone) or months_touched(db, made.span):
            continue
        if made.span.open and not keep:
            lasting.append(made.span)
        else:
            taken.append(made)
    outages.store(db, taken)
    answers.record(
        db, [str(one.proposal) for one in taken], answers.TAKEN, None, session.clock(), session.actor
    )
    return lasting


def around(db: Database, listed: Iterable[Outage]) -> list[Outage]:
    """The live outages that share time with any of these, themselves included."""
    spans = [one.span for one in listed]
    if not spans:
        return []
    return outages.live(db, Span(min(span.start for span in spans), max(span.end for span in spans)))


def typed_around(db: Database, listed: Iterable[Outage]) -> list[Outage]:
    """Those of them that a person typed and nothing has measured yet."""
    return [one for one in around(db, listed) if one.source == MANUAL]


def overlaps(db: Database, fresh: Sequence[Outage]) -> list[str]:
    """A sentence for every live outage of the same service, link and units that a fresh one overlaps."""
    alone, near, mine = only(db), around(db, fresh), {one.id for one in fresh}
    told = {
        other.id: Sentence(
            "it overlaps outage {number} ({span}); the time they share counts once",
            number=other.number,
            span=until(other.span),
        )
        for one in fresh
        for other in clashing(one, near, alone)
        if other.id not in mine
    }
    return list(told.values())
