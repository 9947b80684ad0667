"""When a person and the monitor tell of the same interruption (rule O9), and what counts while nobody has answered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from stpdesk.core.codes import fold
from stpdesk.core.outages import BOTH, DETECTED, MANUAL, Gap, Outage
from stpdesk.core.proposals import GAP, OUTAGE, Proposal
from stpdesk.core.spans import Span


def only_link(link_ids: Collection[str]) -> str | None:
    """The key of the one link of a park with one link, None where there are none or several."""
    return next(iter(link_ids)) if len(link_ids) == 1 else None


def alike(one: Outage, other: Outage, only: str | None) -> bool:
    """Whether two outages are of the same service, link and units; a blank link is the park's `only` one."""
    return (
        one.service == other.service
        and (one.link_id or only) == (other.link_id or only)
        and one.unit_ids == other.unit_ids
    )


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share time."""
    return one.start < other.end and other.start < one.end


def clashing(one: Outage, others: Iterable[Outage], only: str | None) -> list[Outage]:
    """The others that tell of the same service, link and units and share time with it."""
    return [
        other
        for other in others
        if other.id != one.id and alike(one, other, only) and overlap(one.span, other.span)
    ]


def chained(
    manual: Sequence[Outage], detected: Sequence[Outage], only: str | None
) -> list[tuple[list[Outage], list[Outage]]]:
    """The groups of manual and detected outages that hang together by overlapping, each with at least one of both."""
    if not detected:
        return []
    hull = Span(min(one.span.start for one in detected), max(one.span.end for one in detected))
    rest = list(detected)
    waiting = [one for one in manual if overlap(one.span, hull)]
    groups: list[tuple[list[Outage], list[Outage]]] = []
    while waiting:
        mine, theirs = [waiting.pop(0)], []
        grown = True
        while grown:
            more = [one for one in rest if clashing(one, mine, only)]
            rest = [one for one in rest if one not in more]
            theirs += more
            also = [one for one in waiting if clashing(one, theirs, only)]
            waiting = [one for one in waiting if one not in also]
            mine += also
            grown = bool(more or also)
        if theirs:
            groups.append((mine, theirs))
    return groups


def merged(manual: Sequence[Outage], detected: Sequence[Outage], *, keep: bool = False) -> list[Outage]:
    """One group of overlapping outages as events of two sources (rule O9, worked case 17).

    The measured edges win; `keep` says that the person's do. What a person knows better (planned, cause, note) is the
    person's where there is any. The results have no key and no number yet.
    """
    if not manual or not detected:
        return [*manual, *detected]
    return [_both(one, detected, mine=True) for one in manual] if keep else [
        _both(one, manual, mine=False) for one in detected
    ]  # fmt: skip


def _both(edges: Outage, others: Sequence[Outage], *, mine: bool) -> Outage:
    """An outage with these edges, told by the other side that shares most time with it too.

    A person's own edges are not ended by the monitor later, so they carry no proposal.
    """
    other = max(others, key=lambda one: _shared(one.span, edges.span))
    manual, detected = (edges, other) if mine else (other, edges)
    return replace(
        edges,
        id="",
        number=None,
        source=BOTH,
        link_id=edges.link_id or other.link_id,
        planned=manual.planned,
        cause=manual.cause or detected.cause,
        note=manual.note or detected.note,
        proposal=None if mine else edges.proposal,
    )


def _shared(one: Span, other: Span) -> int:
    """Seconds that two spans share; negative: seconds between them."""
    return min(one.end, other.end) - max(one.start, other.start)


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


def counted(
    outages: Sequence[Outage],
    gaps: Sequence[Gap],
    proposals: Sequence[Proposal],
    link_ids: Mapping[str, str],
    answered: Collection[str] = (),
) -> tuple[list[Outage], list[Gap]]:
    """What counts: the live records, and what the monitor noticed and nobody has answered yet (rule O9).

    `proposals` may hold answered ones too, named in `answered`: they only end what was recorded while it lasted.
    Outages join the manual ones they overlap; gaps count as unknown; power cuts that are asked, and unstable times, add
    nothing. `link_ids`: key by folded code; what names another link is left out.
    """
    only = only_link(set(link_ids.values()))
    ends = {one.id: one.span.end for one in proposals if not one.span.open}
    known = [_ended(one, ends) for one in outages]
    pending = [one for one in proposals if one.id not in answered]
    detected = [made for one in pending if one.kind == OUTAGE and (made := as_outage(one, link_ids))]
    unknown = [gap for one in pending if one.kind == GAP and (gap := as_gap(one, link_ids))]
    tails = [more for one in proposals if one.id in answered and (more := tail(gaps, one))]
    return _joined(known, detected, only), [*gaps, *unknown, *tails]


def _ended(one: Outage, ends: Mapping[str, int]) -> Outage:
    """A recorded outage; one that is open takes the end the monitor saw meanwhile."""
    end = ends.get(one.proposal or "")
    if end is None or not one.span.open or end <= one.span.start:
        return one
    return replace(one, span=Span(one.span.start, end))


def _joined(known: list[Outage], detected: list[Outage], only: str | None) -> list[Outage]:
    """Records and unanswered detections, each manual one replaced by what measured it."""
    if not detected:
        return known
    groups = chained([one for one in known if one.source == MANUAL], detected, only)
    gone = {one.id for mine, theirs in groups for one in (*mine, *theirs)}
    joined = [replace(one, id=one.proposal or "") for mine, theirs in groups for one in merged(mine, theirs)]
    return [one for one in (*known, *detected) if one.id not in gone] + joined
