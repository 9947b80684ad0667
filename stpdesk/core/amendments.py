"""Putting a record of power or internet right: new edges, two for one, one for several (rule O1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from stpdesk.core.errors import Refused
from stpdesk.core.outages import BOTH, Outage
from stpdesk.core.park import ZONE
from stpdesk.core.sentences import Moment, Sentence
from stpdesk.core.spans import FOREVER, Span, minutes, seconds, union

AHEAD = 120
"""Seconds a start or an end may lie in the future: clocks differ a little (rule O1)."""

_ZONE = ZoneInfo(ZONE)


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person changes of an outage; None = as it is. Instants in seconds; `cause` and `note` "" = none."""

    starts: int | None = None
    ends: int | None = None
    split: int | None = None
    merge: tuple[int, ...] = ()
    planned: bool | None = None
    dismiss: bool = False
    cause: str | None = None
    note: str | None = None

    @property
    def moves(self) -> bool:
        """Whether it gives other edges."""
        return self.starts is not None or self.ends is not None


def shown(second: int) -> str:
    """An instant as local time, for a sentence; an open end as words."""
    if second >= FOREVER:
        return "still out"
    local = datetime.fromtimestamp(second, UTC).astimezone(_ZONE)
    text = f"{local:%Y-%m-%d %H:%M}" if not second % 60 else f"{local:%Y-%m-%d %H:%M:%S}"
    return Moment(text, second)


def until(span: Span) -> str:
    """A span as local times, for a sentence."""
    if span.open:
        return Sentence("since {start}", start=shown(span.start))
    return Sentence("{start} to {end}", start=shown(span.start), end=shown(span.end))


def clock(span: Span) -> str:
    """A span by its times of day alone where it lies within one day, as `10:03:12–10:57:48`; else as `until` says."""
    if span.open or shown(span.start)[:10] != shown(span.end)[:10]:
        return until(span)
    return f"{shown(span.start)[11:]}–{shown(span.end)[11:]}"


def span_of(starts: int, ends: int | None, now: int, noun: str = "outage") -> Span:
    """A span with these edges; refused where one lies in the future or the end is not after the start (rule O1)."""
    for name, moment in (("start", starts), ("end", ends)):
        if moment is not None and moment < FOREVER and moment > now + AHEAD:
            raise Refused("The {noun}'s {name} lies in the future.", field=name, name=name, noun=noun)
    if ends is not None and ends <= starts:
        raise Refused("The {noun}'s end must be after its start.", field="end", noun=noun)
    return Span(starts, FOREVER if ends is None else ends)


def act_of(edit: Edit, old: Outage) -> str | None:
    """The act an edit is recorded as; None where it only fills in what was blank (an end, a cause, a note).

    Refused where it asks for things that are not one act, or for nothing.
    """
    acts = [
        name
        for name, asked in (
            ("dismiss", edit.dismiss),
            ("split", edit.split is not None),
            ("merge", bool(edit.merge)),
            ("move", edit.moves),
        )
        if asked
    ]
    if len(acts) > 1:
        raise Refused(
            "{one} and {other} are two acts; give them one after the other.", one=acts[0].capitalize(), other=acts[1]
        )  # fmt: skip
    told = edit.cause is not None or edit.note is not None
    if acts and acts[0] in {"dismiss", "split"} and (told or edit.planned is not None):
        raise Refused("{act} alone; change the rest of the record by itself.", act=acts[0].capitalize())
    if not acts and not told and edit.planned is None:
        raise Refused("Say what to change: new times, planned, a cause, a note, split, merge or dismiss.")
    ends_it = acts == ["move"] and edit.starts is None and old.span.open
    if edit.planned is None and (ends_it or not acts):
        return "change" if overwritten(old, edit.cause, edit.note) else None
    return acts[0] if acts else _planned(edit.planned)


def overwritten(old: Outage, cause: str | None, note: str | None) -> list[str]:
    """Which of cause and note would become another, or none, than the record has; None = as it is, "" = none."""
    given = (("cause", old.cause, cause), ("note", old.note, note))
    return [name for name, was, now in given if was and now is not None and now != was]


def _planned(planned: bool | None) -> str | None:
    """The act of saying that an outage was planned, or was not."""
    return None if planned is None else "plan" if planned else "unplan"


def split(outage: Outage, at: int) -> list[Outage]:
    """The parts before and after an instant; refused where it does not lie inside. The part that lasts goes on."""
    if not outage.span.start < at < outage.span.end:
        raise Refused(
            "{at} does not lie inside outage {number} ({span}).", field="split", at=shown(at), number=outage.number,
            span=until(outage.span),
        )  # fmt: skip
    first = replace(outage, span=Span(outage.span.start, at), proposal=None)
    return [first, replace(outage, span=Span(at, outage.span.end))]


def merge(outages: Sequence[Outage]) -> Outage:
    """One outage from the first start to the last end; refused for different services, links or units.

    Planned where all were; the first cause there is; the notes one after the other.
    """
    first, *others = sorted(outages, key=lambda one: one.span)
    if not others:
        raise Refused("Name another outage to merge it with.", field="merge")
    for other in others:
        for what, mine, theirs in (
            ("service", first.service, other.service),
            ("link", first.link_id, other.link_id),
            ("units", first.unit_ids, other.unit_ids),
        ):
            if mine != theirs:
                raise Refused(
                    "Outages {one} and {other} are not of the same {what}, so they stay two.",
                    field="merge", one=first.number, other=other.number, what=what,
                )  # fmt: skip
    last = max(outages, key=lambda one: one.span.end)
    notes = dict.fromkeys(one.note for one in (first, *others) if one.note)
    return replace(
        first,
        span=Span(first.span.start, last.span.end),
        planned=all(one.planned for one in outages),
        cause=next((one.cause for one in (first, *others) if one.cause), None),
        note="; ".join(notes) or None,
        source=first.source if len({one.source for one in outages}) == 1 else BOTH,
        proposal=last.proposal,
    )


def bridged(outages: Sequence[Outage]) -> float:
    """Minutes between outages that a merge makes downtime."""
    spans = union(one.span for one in outages)
    return minutes(spans[-1].end - spans[0].start - seconds(spans))


def amended(outage: Outage, edit: Edit, now: int) -> Outage:
    """The outage with other edges, planned or not, with its cause and note; refused as rule O1 says."""
    starts = outage.span.start if edit.starts is None else edit.starts
    ends = outage.span.end if edit.ends is None else edit.ends
    return replace(
        outage,
        span=span_of(starts, None if ends >= FOREVER else ends, now),
        planned=outage.planned if edit.planned is None else edit.planned,
        cause=outage.cause if edit.cause is None else edit.cause or None,
        note=outage.note if edit.note is None else edit.note or None,
    )
