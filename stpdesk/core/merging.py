"""When a person and the monitor tell of the same interruption (rule O9), and what counts while nobody has answered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from stpdesk.core.codes import fold
from stpdesk.core.joining import Ground, Joint, joined
from stpdesk.core.outages import DETECTED, MANUAL, Gap, Link, Outage
from stpdesk.core.proposals import GAP, OUTAGE, Proposal
from stpdesk.core.spans import Span


def as_outage(proposal: Proposal, link_ids: Mapping[str, str]) -> Outage | None:
    """What is recorded when the proposal is taken; None where its link is unknown. `link_ids`: key by folded code."""
    link = link_ids.get(fold(proposal.link)) if proposal.link else None
    if proposal.service is None or (proposal.link and link is None):
        return None
    return Outage(
        proposal.id, proposal.service, proposal.span, link, note=proposal.told, source=DETECTED, proposal=proposal.id
    )  # fmt: skip


def as_gap(proposal: Proposal, link_ids: Mapping[str, str]) -> Gap | None:
    """The same for time the monitor could not tell."""
    link = link_ids.get(fold(proposal.link)) if proposal.link else None
    if proposal.link and link is None:
        return None
    return Gap(proposal.id, proposal.span, proposal.service, link, proposal.told, proposal.id)


def tail(gaps: Iterable[Gap], proposal: Proposal) -> Gap | None:
    """What of a proposal that was taken while it lasted is not recorded yet; None where nothing is."""
    taken = [gap for gap in gaps if gap.proposal == proposal.id]
    told = max((gap.span.end for gap in taken), default=proposal.span.end)
    if told >= proposal.span.end:
        return None
    return replace(taken[0], id=f"{proposal.id}+", span=Span(told, proposal.span.end))


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts; `joints` tell which records and detections became which events, `waiting` which are unanswered."""

    outages: tuple[Outage, ...]
    gaps: tuple[Gap, ...]
    joints: tuple[Joint, ...] = ()
    waiting: frozenset[str] = frozenset()


def counted(
    outages: Sequence[Outage],
    gaps: Sequence[Gap],
    proposals: Sequence[Proposal],
    links: Sequence[Link] = (),
    answered: Collection[str] = (),
    untold: Sequence[Span] = (),
) -> Counted:
    """What counts: the live records, and what the monitor noticed and nobody has answered yet (rule O9).

    `proposals` may hold answered ones too, named in `answered`: they only end what was recorded while it lasted.
    Outages join the manual ones they overlap; gaps count as unknown; power cuts that are asked, and unstable times, add
    nothing. What names a link that is not among `links` is left out. In `untold` time (closed months) nothing that is
    unanswered counts, so what was typed there stays.
    """
    link_ids = keys_of(links)
    ends = {one.id: one.span.end for one in proposals if not one.span.open}
    known = [_ended(one, ends) for one in outages]
    pending = [one for one in proposals if one.id not in answered]
    detected = [made for one in pending if one.kind == OUTAGE and (made := as_outage(one, link_ids))]
    unknown = [gap for one in pending if one.kind == GAP and (gap := as_gap(one, link_ids))]
    tails = [more for one in proposals if one.id in answered and (more := tail(gaps, one))]
    every = (*gaps, *unknown, *tails)
    ground = Ground(tuple(links), every, tuple(untold))
    joints = joined([one for one in known if one.source == MANUAL], detected, ground)
    gone = {one.id for joint in joints for one in joint.gone}
    left = [one for one in (*known, *detected) if one.id not in gone]
    fresh = [one for joint in joints for one in joint.made]
    return Counted((*left, *fresh), every, tuple(joints), frozenset(one.id for one in detected))


def keys_of(links: Iterable[Link]) -> dict[str, str]:
    """Key of every link by its folded code."""
    return {fold(link.code): link.id for link in links}


def _ended(one: Outage, ends: Mapping[str, int]) -> Outage:
    """A recorded outage; one that is open takes the end the monitor saw meanwhile."""
    end = ends.get(one.proposal or "")
    if end is None or not one.span.open or end <= one.span.start:
        return one
    return replace(one, span=Span(one.span.start, end))
