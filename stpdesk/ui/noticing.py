"""What is told of the monitor's finds: an outage that began or ended, a question; once, and never what a person typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from stpdesk.core.outages import MANUAL, POWER, Outage
from stpdesk.core.proposals import GAP, OUTAGE, POWER_CUT, Proposal
from stpdesk.core.spans import Span
from stpdesk.ui import wording

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

Known = frozenset[tuple[str, bool]]
"""Proposals by their id, and whether they were over."""
OLD = 3600
"""What ended longer ago than so many seconds is no news."""
BESIDE = 120
"""Seconds by which what was typed and what was measured may differ and still be one."""


@dataclass(frozen=True, slots=True)
class Message:
    """A title and a sentence; `bad` where something went, not where it came back."""

    title: str
    text: str
    bad: bool


def tr(text: str) -> str:
    """Translated."""
    return QCoreApplication.translate("noticing", text)


def news(session: Session, known: Known | None, *, held: bool) -> tuple[Known, tuple[Message, ...]]:
    """What is known now, and what of it is new; `known` None = nothing is news yet.

    A monitor that is not `held` by the window shows its own messages unless its plan says no: then nothing is said twice.
    """
    from stpdesk.core.civil import seconds_of
    from stpdesk.core.errors import Refused
    from stpdesk.db import links, outages, probes

    now = seconds_of(session.clock())
    try:
        found = [one for one in probes.proposals(session.park.folder) if one.kind != GAP]
    except Refused:
        return frozenset(), ()
    seen = frozenset((one.id, not one.span.open) for one in found)
    if known is None or seen <= known or not (held or _silent(session)):
        return seen, ()
    fresh = [one for one in found if (one.id, not one.span.open) not in known]
    with session.park.reading() as db:
        codes = {one.id: one.code for one in links.all_links(db)}
        near = Span(min(one.span.start for one in fresh) - BESIDE, now + BESIDE)
        typed = [one for one in outages.live(db, near) if one.source == MANUAL]
    told = [
        message(one, now, begun=(one.id, False) in known) for one in fresh
        if not was_typed(one, typed, codes) and (one.span.open or now - one.span.end < OLD or one.kind == POWER_CUT)
    ]  # fmt: skip
    return seen, tuple(told)


def on_desktop(message: Message) -> None:
    """Shows a message of the desktop, in a second at most; nothing where there is no way to."""
    from stpdesk.monitor.notify import Desktop

    Desktop(lambda _: None).tell(message.title, message.text)


def _silent(session: Session) -> bool:
    """Whether the monitor's own plan says that it shows no messages."""
    from stpdesk.core.errors import Refused
    from stpdesk.monitor.plan import read_plan

    try:
        return not read_plan(session.park.folder)[0].notify
    except Refused:
        return False


def was_typed(one: Proposal, typed: Iterable[Outage], codes: dict[str, str]) -> bool:
    """Whether a person typed the same outage: of the same service, the same link or all of them, at the same time."""
    if one.kind != OUTAGE:
        return False
    return any(
        other.service == one.service
        and (other.link_id is None or one.link is None or codes.get(other.link_id) == one.link)
        and other.span.start < one.span.end + BESIDE
        and other.span.end > one.span.start - BESIDE
        for other in typed
    )


def message(one: Proposal, now: int, *, begun: bool) -> Message:
    """A find in words; `begun`: its beginning was told before."""
    name = tr("Power") if one.service == POWER or one.service is None else one.link or tr("Internet")
    start = wording.moment(one.span.start, now, inside=True)
    if one.kind == POWER_CUT:
        text = tr("This PC was off {start}–{end}. Was it a power cut? Outages asks.")
        return Message(
            tr("Was there a power cut?"), text.format(start=start, end=wording.clock(one.span.end)), True
        )
    if one.kind != OUTAGE:
        return Message(tr("{name} goes and comes").format(name=name), tr("Since {start}; it counts nowhere until you say so.").format(start=start), True)  # fmt: skip
    if one.span.open:
        text = tr("Since {start}, as the monitor sees it. It counts until you say no.")
        return Message(tr("{name} is out").format(name=name), text.format(start=start), True)
    lasted = wording.length(one.span.seconds)
    title = tr("{name} is back") if begun else tr("{name} was out")
    text = tr("Out {start}–{end}, {lasted}. Outages asks for your yes.")
    return Message(
        title.format(name=name),
        text.format(start=start, end=wording.clock(one.span.end), lasted=lasted),
        False,
    )
