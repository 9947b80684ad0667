"""Records of a person and of the monitor that tell of one interruption, as one event of two sources (rule O9).

Measured edges win over all the time the monitor could see; where it could not, what a person typed counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from stpdesk.core.civil import midnight
from stpdesk.core.months import DAY
from stpdesk.core.outages import BOTH, INTERNET, Gap, Link, Outage
from stpdesk.core.spans import BEGINNING, FOREVER, Span, Spans, difference, intersection, near, union


@dataclass(frozen=True, slots=True)
class Ground:
    """What overlapping records are judged on: the park's links, and time in which the monitor could not tell.

    `untold` is time in which nothing measured counts, whatever it is of (a closed month).
    """

    links: tuple[Link, ...] = ()
    gaps: tuple[Gap, ...] = ()
    untold: tuple[Span, ...] = ()

    @property
    def only(self) -> str | None:
        """The key of the one link of a park with one link, None where there are none or several."""
        return only_link([link.id for link in self.links])

    def blind(self, service: str, link_id: str | None) -> Spans:
        """Time nobody could tell of a service, or of one link of it."""
        link = link_id or self.only
        mine = (
            gap.span for gap in self.gaps if gap.service in {None, service} and gap.link_id in {None, link}
        )
        return union([*mine, *self.untold])


@dataclass(frozen=True, slots=True)
class Joint:
    """Records that hang together by overlapping, and the events they are; what is made has no key of the file yet."""

    gone: tuple[Outage, ...]
    made: tuple[Outage, ...]


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


def meeting(one: Outage, others: Iterable[Outage], only: str | None) -> list[Outage]:
    """The same, where a blank link meets each link."""
    return [
        other
        for other in others
        if overlap(one.span, other.span)
        and one.service == other.service
        and one.unit_ids == other.unit_ids
        and (one.link_id is None or other.link_id is None or alike(one, other, only))
    ]


def chained(
    manual: Sequence[Outage], detected: Sequence[Outage], only: str | None
) -> list[tuple[list[Outage], list[Outage]]]:
    """The groups of manual and detected outages that hang together by overlapping, each with at least one of both.

    A blank link meets every link.
    """
    if not detected:
        return []
    measured, typed = union(one.span for one in detected), union(one.span for one in manual)
    rest = [one for one in detected if near(typed, one.span)]
    waiting = [one for one in manual if near(measured, one.span)]
    groups: list[tuple[list[Outage], list[Outage]]] = []
    while waiting:
        mine, theirs = [waiting.pop(0)], []
        fresh = mine
        while fresh:
            more = [one for one in rest if meeting(one, fresh, only)]
            rest = [one for one in rest if one not in more]
            fresh = [one for one in waiting if meeting(one, more, only)]
            waiting = [one for one in waiting if one not in fresh]
            theirs += more
            mine += fresh
        if theirs:
            groups.append((mine, theirs))
    return groups


def joined(
    manual: Sequence[Outage], detected: Sequence[Outage], ground: Ground, *, keep: bool = False
) -> list[Joint]:
    """Every group of overlapping manual and detected outages with the events they are.

    In a park of several links one of a blank link is one of each, wherever they are told of one by one.
    """
    found: list[Joint] = []
    for mine, theirs in chained(manual, detected, ground.only):
        made: list[Outage] = []
        for typed, measured in _lanes(mine, theirs, ground):
            link = next((one.link_id for one in (*measured, *typed) if one.link_id), None)
            blind = ground.blind(mine[0].service, link)
            made += merged(typed, measured, blind, keep=keep)
        named = [replace(one, id=_key(one, place)) for place, one in enumerate(made)]
        found.append(Joint((*mine, *theirs), tuple(named)))
    return found


def _key(one: Outage, place: int) -> str:
    """A name for an event that is not in the file: no two of a group share one."""
    return f"{one.proposal or one.id}+{place}" if place else one.proposal or f"{one.id}+"


def _lanes(
    mine: list[Outage], theirs: list[Outage], ground: Ground
) -> list[tuple[list[Outage], list[Outage]]]:
    """A group link by link, where links are told apart in it."""
    several = len(ground.links) > 1 and mine[0].service == INTERNET
    told = any(one.link_id for one in (*mine, *theirs)) or any(
        gap.link_id and overlap(gap.span, one.span) for gap in ground.gaps for one in mine
    )
    if not several or not told:
        return [(mine, theirs)]
    typed = [part for one in mine for part in per_link(one, ground.links)]
    measured = [part for one in theirs for part in per_link(one, ground.links)]
    lanes: list[tuple[list[Outage], list[Outage]]] = []
    for link in dict.fromkeys(one.link_id for one in (*typed, *measured)):
        own = [one for one in typed if one.link_id == link]
        left, rest = list(own), [one for one in measured if one.link_id == link]
        for group in chained(own, rest, ground.only):
            lanes.append(group)
            left = [one for one in left if one not in group[0]]
            rest = [one for one in rest if one not in group[1]]
        lanes += [([one], []) for one in left] + [([], [one]) for one in rest]
    return lanes


def per_link(one: Outage, links: Iterable[Link]) -> list[Outage]:
    """An outage of a blank link as one of each link in service at some time of it; of a named link, as it is."""
    if one.link_id is not None:
        return [one]
    served = [
        link.id
        for link in links
        if overlap(
            one.span,
            Span(
                midnight(link.first) if link.first else BEGINNING,
                midnight(link.last + DAY) if link.last else FOREVER,
            ),
        )
    ]
    return [replace(one, link_id=link) for link in served] or [one]


def merged(
    manual: Sequence[Outage], detected: Sequence[Outage], blind: Sequence[Span] = (), *, keep: bool = False
) -> list[Outage]:
    """One group of overlapping outages as events of two sources (rule O9, worked case 17).

    The measured edges win, but over `blind` time (disjoint, in order: nobody could tell) what was typed counts;
    `keep` says that the person's edges do. What a person knows better (planned, cause, note) is the person's where
    there is any.
    """
    if not manual or not detected:
        return [*manual, *detected]
    if keep:
        return [_both(one, detected, mine=True) for one in manual]
    measured = union(one.span for one in detected)
    extra = difference(intersection(union(one.span for one in manual), blind), measured)
    made: list[Outage] = []
    for piece in union([*measured, *extra]):
        here = [one for one in detected if overlap(one.span, piece)]
        if not near(extra, piece):
            made += [_both(one, manual, mine=False) for one in here]
        elif here:
            last = max(here, key=lambda one: one.span.end)
            ends = last.proposal if last.span.end == piece.end else None
            made.append(_both(replace(last, span=piece, proposal=ends), manual, mine=False))
        else:
            made += [replace(one, span=part) for one in manual for part in intersection([one.span], [piece])]
    return made


def _both(edges: Outage, others: Sequence[Outage], *, mine: bool) -> Outage:
    """An outage with these edges, told by the other side that shares most time with it too.

    A person's own edges are not ended by the monitor later, so they carry no proposal. It keeps the person's number.
    """
    other = max(others, key=lambda one: _shared(one.span, edges.span))
    manual, detected = (edges, other) if mine else (other, edges)
    return replace(
        edges,
        number=manual.number,
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
