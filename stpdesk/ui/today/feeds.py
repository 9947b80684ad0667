"""Power, each link and the generator: how they are now, and their last 24 hours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from stpdesk.core.outages import POWER
from stpdesk.core.reliability import Reliability
from stpdesk.core.samples import State
from stpdesk.core.spans import FOREVER, Span, clip
from stpdesk.core.watching import LOOK_OF, Look, Mains
from stpdesk.db import probes

STRIP = 24 * 3600
SILENT = 300
"""Seconds without a heartbeat after which a monitor is taken for dead."""


@dataclass(frozen=True, slots=True)
class Feed:
    """Power, a link or the generator: `tone` and `state` now, and its last 24 hours as (span, tone)."""

    kind: str
    name: str
    state: str
    tone: str
    since: int | None
    detail: str
    strip: tuple[tuple[Span, str], ...]
    link: str | None = None
    watched: bool = False
    """a monitor is running that watches it"""


def watched(folder: Path) -> dict[str | None, State]:
    """What the monitor says of power and of each link, by the link's code; nothing where it never ran.

    One that was killed left its heartbeat behind: what holds the park is what runs.
    """
    found = probes.states(folder)
    if any(one.running for one in found) and not probes.held(folder):
        found = [replace(one, running=False) for one in found]
    return {one.watched.link if one.watched.kind == "link" else POWER: one for one in found}


def feeds(figure: Reliability, states: dict[str | None, State]) -> tuple[Feed, ...]:
    """Power, every link in service today, and the generator."""
    time, now = figure.time, figure.now
    window = Span(now - STRIP, now)
    unknown = [(span, "unknown") for span in clip(time.grid_unknown, window)]
    power = [*((span, "bad") for span in clip(time.grid, window)), *unknown]
    out = _open_since(figure)
    found = [_feed(POWER, "", out.get(POWER), time.grid, power, now, _seen(states.get(POWER)), None)]
    for one in time.links:
        if not clip(one.service, Span(now - 1, now)):
            continue
        dark = [span for span in clip(one.not_known_up, window) if not clip(one.down, span)]
        strip = [*((span, "bad") for span in clip(one.down, window)), *((span, "unknown") for span in dark)]
        about = " · ".join(part for part in (one.link.isp, one.link.role) if part)
        found.append(
            _feed(
                "link",
                one.link.code,
                out.get(one.link.id, out.get(None)),
                one.down,
                strip,
                now,
                about or _seen(states.get(one.link.code)),
                one.link.code or None,
            )
        )
    runs = [run.span for run in figure.time.log.runs if run.source == "generator"]
    ran = [(span, "run") for span in clip(time.generator, window)]
    running = any(span.end >= FOREVER for span in runs)
    since = max((span.start for span in runs if span.end >= FOREVER), default=None)
    found.append(
        Feed(
            "generator",
            "",
            "running" if running else "standby",
            "good" if running else "off",
            since,
            "",
            tuple(ran),
        )
    )
    return tuple(_told_by(one, states, now) for one in found)


def _told_by(feed: Feed, states: dict[str | None, State], now: int) -> Feed:
    """The feed with who watches it; what nobody watches is not claimed to be on, whatever is on record."""
    seen = _is_watched(feed, states, now)
    if feed.kind != "generator" and feed.state == "on" and not seen:
        return replace(feed, state="unwatched", tone="off")
    if feed.state == "on" and not _could_tell(feed, states):
        return replace(feed, state="unknown", tone="unknown", since=None, watched=True)
    return replace(feed, watched=seen)


def _is_watched(feed: Feed, states: dict[str | None, State], now: int) -> bool:
    """Whether the monitor runs and watches it."""
    state = states.get(POWER if feed.kind == POWER else feed.link)
    return feed.kind != "generator" and state is not None and state.running and now - state.beat < SILENT


def _could_tell(feed: Feed, states: dict[str | None, State]) -> bool:
    """Whether the monitor's last look could tell; it has not looked yet when it has just begun."""
    state = states.get(POWER if feed.kind == POWER else feed.link)
    if state is None:
        return True
    if isinstance(state.verdict, Mains):
        return state.verdict is not Mains.UNKNOWN
    return LOOK_OF[state.verdict] is not Look.UNKNOWN


def _open_since(figure: Reliability) -> dict[str | None, int]:
    """When what is on record as still out went out: by POWER, a link's id, None for all links. Also if just now."""
    found: dict[str | None, int] = {}
    for one in figure.time.log.outages:
        if one.span.open and one.whole_park:
            place = POWER if one.service == POWER else one.link_id
            found[place] = min(one.span.start, found.get(place, one.span.start))
    return found


def _seen(state: State | None) -> str:
    """What the monitor says, where it runs."""
    return "" if state is None or not state.running else "monitored"


def _feed(
    kind: str,
    name: str,
    out: int | None,
    down: list[Span],
    strip: list[tuple[Span, str]],
    now: int,
    about: str,
    link: str | None,
) -> Feed:
    """One feed with its state now."""
    open_now = next((span.start for span in down if span.start <= now < span.end), None)
    ended = max((span.end for span in down if span.end <= now), default=None)
    if out is not None or open_now is not None:
        since = min(start for start in (out, open_now) if start is not None)
        return Feed(kind, name, "out", "bad", since, about, tuple(strip), link)
    if strip and strip[-1][1] == "unknown" and strip[-1][0].end >= now:
        return Feed(kind, name, "unknown", "unknown", strip[-1][0].start, about, tuple(strip), link)
    return Feed(kind, name, "on", "good", ended, about, tuple(strip), link)
