"""What the monitor noticed and proposes: taken into the park, or dismissed (rule O9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from stpdesk.actions.joining import around, join, only, overlaps, typed_around
from stpdesk.actions.outages import learn, now
from stpdesk.actions.session import Role, Session
from stpdesk.actions.settling import months_touched, settle_in
from stpdesk.core.amendments import clock, span_of, until
from stpdesk.core.changes import Changes
from stpdesk.core.civil import seconds_of
from stpdesk.core.codes import fold
from stpdesk.core.errors import Refused
from stpdesk.core.joining import alike, meeting, per_link
from stpdesk.core.merging import as_gap, as_outage, keys_of
from stpdesk.core.outages import BOTH, POWER, Gap, Outage
from stpdesk.core.proposals import GAP, OUTAGE, POWER_CUT, UNSTABLE, Proposal
from stpdesk.core.sentences import Sentence
from stpdesk.core.spans import Span
from stpdesk.db import answers, corrections, gaps, links, outages, probes

if TYPE_CHECKING:
    from sqlite_utils import Database


_ASKED = "The times given when it was asked."


def pending(session: Session) -> list[Proposal]:
    """Every proposal that nobody has answered, in the order the monitor made them."""
    noticed = probes.proposals(session.park.folder)
    with session.park.reading() as db:
        said = answers.given(db)
    return [one for one in noticed if one.id not in said]


def take(
    session: Session,
    ids: Sequence[str],
    *,
    cause: str | None = None,
    note: str | None = None,
    keep_mine: bool = False,
    starts: datetime | None = None,
    ends: datetime | None = None,
    reason: str | None = None,
) -> Changes:
    """Takes proposals into the park, all or none: outages, power cuts as power outages, gaps as unknown time.

    `starts` and `ends` (aware) are other edges of a single one: they are the person's, and what was measured stays on
    record, retired with the reason. Only a power cut, which is asked, needs none. `told`: made (the outages), gaps
    (how many), notices.
    """
    session.require(Role.DUTY)
    noticed = probes.proposals(session.park.folder)
    with session.park.writing() as db:
        settle_in(db, noticed)
        chosen = _chosen(db, noticed, ids)
        moved = _moved(chosen, starts, ends, reason, now(session)) if starts or ends else None
        made = _outages(db, chosen, cause, note)
        learnt = learn(db, cause, made[0].service) if made else []
        if moved is not None and made:
            stored, told = _as_said(session, db, made[0], moved.span, (reason or "").strip())
        else:
            stored, told = _store(session, db, made, noticed, keep_mine)
        unknown = _store_gaps(session, db, [moved] if moved else chosen)
        why = (reason or "").strip() or None
        answers.record(db, [one.id for one in chosen], answers.TAKEN, why, session.clock(), session.actor)
    nouns = {"outages", "proposals", *({"gaps"} if unknown else ())}
    return Changes(nouns, made=stored, gaps=len(unknown), notices=[*told, *learnt])


def dismiss(session: Session, ids: Sequence[str], reason: str) -> Changes:
    """Says that proposals are not so, with a reason that must be given; they never count again.

    In a closed month they count nowhere while nobody has answered, so dismissing one changes nothing there.
    """
    session.require(Role.DUTY)
    if not reason.strip():
        raise Refused("Say why the proposal is dismissed.", field="reason")
    noticed = probes.proposals(session.park.folder)
    with session.park.writing() as db:
        chosen = _chosen(db, noticed, ids)
        answers.record(
            db, [one.id for one in chosen], answers.DISMISSED, reason.strip(), session.clock(), session.actor
        )
    return Changes({"proposals"}, dismissed=len(chosen))


def take_all(session: Session, db: Database, until_: int) -> list[str]:
    """Takes every pending outage and gap that starts before an instant, inside the transaction at hand.

    The month's close calls it, so that what was counted is on record. Returns what a person should look at: what could
    not be taken, and power cuts that are asked and not answered.
    """
    noticed = probes.proposals(session.park.folder)
    settle_in(db, noticed)
    said = answers.given(db)
    known = keys_of(links.all_links(db))
    told: list[str] = []
    chosen: list[Proposal] = []
    for one in noticed:
        if one.id in said or one.kind == UNSTABLE or one.span.start >= until_:
            continue
        if one.kind == POWER_CUT:
            told.append(
                Sentence(
                    "{named} is not answered: {span} counts as unknown time only",
                    named=named(one),
                    span=until(one.span),
                )
            )
        elif one.link and fold(one.link) not in known:
            told.append(
                f"{named(one)} is of link {one.link}, which this park does not have; it counts nowhere"
            )
        elif closed := months_touched(db, one.span):
            told.append(f"{named(one)} lies in {closed[0]}, which is closed already; it is not on record")
        else:
            chosen.append(one)
    _store(session, db, _outages(db, chosen, None, None), noticed, keep=False)
    _store_gaps(session, db, chosen)
    answers.record(db, [one.id for one in chosen], answers.TAKEN, None, session.clock(), session.actor)
    return told


def number_of(proposal: Proposal) -> int:
    """The number people call a proposal by: what stands after the last stroke of its id."""
    return int(proposal.id.rpartition("/")[2])


def named(proposal: Proposal) -> str:
    """A proposal as a sentence calls it."""
    kind = "power cut" if proposal.kind == POWER_CUT else proposal.kind
    return f"proposal {number_of(proposal)} ({kind})"


def _chosen(db: Database, noticed: Sequence[Proposal], ids: Sequence[str]) -> list[Proposal]:
    """The pending proposals of these ids, each once; refused where one is answered or was never made."""
    said = answers.given(db)
    by_id = {one.id: one for one in noticed}
    for one in ids:
        if one in said:
            raise Refused(
                "Proposal {number} is {answer} already.", field="proposal", number=one.rpartition("/")[2],
                answer=said[one],
            )  # fmt: skip
        if one not in by_id:
            raise Refused(
                "There is no proposal {number} waiting for an answer.", field="proposal", number=one.rpartition("/")[2]
            )  # fmt: skip
    return [by_id[one] for one in dict.fromkeys(ids)]


def _moved(
    chosen: list[Proposal], starts: datetime | None, ends: datetime | None, reason: str | None, moment: int
) -> Proposal | None:
    """The one proposal with the edges a person gives, None where they are those it has; refused without a reason."""
    if len(chosen) != 1:
        raise Refused("Other times can be given for one proposal at a time.", field="start")
    [one] = chosen
    begun = seconds_of(starts) if starts else one.span.start
    over = seconds_of(ends) if ends else None if one.span.open else one.span.end
    span = span_of(begun, over, moment)
    if span == one.span:
        return None
    if one.kind != POWER_CUT and not (reason or "").strip():
        raise Refused(
            "Say why the times are others than the monitor measured ({measured}).", field="reason", measured=clock(one.span)
        )  # fmt: skip
    return replace(one, span=span)


def _as_said(
    session: Session, db: Database, measured: Outage, span: Span, reason: str
) -> tuple[list[Outage], list[str]]:
    """Stores what was measured, and in its place, and that of what was typed of it, the outage a person says it was."""
    [stored] = outages.store(db, [measured])
    alone = only(db)
    typed = [
        one for one in typed_around(db, [stored, replace(stored, span=span)]) if meeting(one, [stored], alone)
    ]
    said = replace(
        stored,
        span=span,
        source=BOTH,
        proposal=None,
        planned=any(one.planned for one in typed),
        cause=stored.cause or next((one.cause for one in typed if one.cause), None),
        note=stored.note or next((one.note for one in typed if one.note), None),
    )
    why = corrections.record(db, "keep", reason or _ASKED, session.clock(), session.actor)
    there = links.all_links(db)
    others = [part for one in typed for part in per_link(one, there) if not alike(part, said, alone)]
    made = outages.store(db, [said, *others], why)
    outages.retire(db, [stored, *typed], why)
    return made, [f"the monitor measured {clock(measured.span)}; that stays on record", *overlaps(db, made)]


def _known(proposal: Proposal, known: dict[str, str]) -> None:
    """Refuses a proposal of a link that the park does not have."""
    if proposal.link and fold(proposal.link) not in known:
        raise Refused(
            "Proposal {number} is of link {link}, which this park does not have; add the link, then take it.",
            field="link", number=number_of(proposal), link=proposal.link,
        )  # fmt: skip


def _outages(db: Database, chosen: Sequence[Proposal], cause: str | None, note: str | None) -> list[Outage]:
    """The outages that these proposals are."""
    known = keys_of(links.all_links(db))
    made: list[Outage] = []
    for one in chosen:
        _known(one, known)
        if one.kind in {OUTAGE, POWER_CUT}:
            outage = as_outage(replace(one, service=one.service or POWER), known)
            if outage is not None:
                made.append(replace(outage, cause=cause, note=note or outage.note))
    return made


def _store(
    session: Session, db: Database, made: Sequence[Outage], noticed: Sequence[Proposal], keep: bool
) -> tuple[list[Outage], list[str]]:
    """Stores detected outages and joins them to the manual ones they overlap; and what they overlap beside."""
    stored = outages.store(db, made)
    union = join(session, db, typed_around(db, stored), stored, noticed, keep=keep)
    new = {one.id for one in (*stored, *union.made)}
    live = [one for one in around(db, [*stored, *union.made]) if one.id in new]
    told = [
        Sentence("it is one event with what was typed: {span}", span=until(one.span))
        for one in union.made
        if one.source == BOTH
    ]
    return live, told + overlaps(db, live)


def _store_gaps(session: Session, db: Database, chosen: Sequence[Proposal]) -> list[Gap]:
    """Stores the gaps among the proposals; one that lasts is stored up to now, and its rest when it is over."""
    known, moment = keys_of(links.all_links(db)), now(session)
    found = [gap for one in chosen if one.kind == GAP and (gap := as_gap(one, known))]
    ended = [replace(gap, span=Span(gap.span.start, min(gap.span.end, moment))) for gap in found]
    stored = [gap for gap in ended if gap.span.end > gap.span.start]
    gaps.store(db, stored)
    return stored
