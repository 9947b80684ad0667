"""How the monitor of a park stands: by its heartbeat, its plan and its log; read off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stpdesk.core.errors import Refused
from stpdesk.ui.today.feeds import SILENT

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.core.samples import State
    from stpdesk.core.watching import WatchPlan

NEVER, RUNS, STOPPED, DEAD = "never", "runs", "stopped", "dead"


@dataclass(frozen=True, slots=True)
class Watch:
    """How the monitor of the park stands: `beat` its last heartbeat, `since` when this run began, as far as is known."""

    state: str
    beat: int | None
    since: int | None
    now: int
    plan: WatchPlan | None
    why: str
    """why its plan cannot be followed; "" where it can"""
    notices: tuple[str, ...]
    states: tuple[State, ...]
    at_logon: bool


def watch_of(session: Session, at_logon: bool | None = None) -> Watch:
    """How the monitor stands, off the window's thread; a plan that cannot be read is told, not refused.

    `at_logon`: whether the system starts it, where that is known already.
    """
    from stpdesk.core.civil import seconds_of
    from stpdesk.db import probes
    from stpdesk.monitor.autostart import installed, start_of
    from stpdesk.monitor.log import begun
    from stpdesk.monitor.plan import read_plan

    folder, now = session.park.folder, seconds_of(session.clock())
    plan: WatchPlan | None = None
    notices: list[str] = []
    why = ""
    try:
        plan, notices = read_plan(folder)
    except Refused as refused:
        why = str(refused)
    pulse = probes.pulse(folder)
    state = NEVER if pulse is None else beating(pulse, now, held=probes.held(folder))
    if at_logon is None:
        at_logon = installed(start_of(folder, plan.park if plan else ""))
    states = tuple(probes.states(folder))
    since = begun(folder) if state == RUNS else None
    return Watch(state, pulse[0] if pulse else None, since, now, plan, why, tuple(notices), states, at_logon)


def beating(pulse: tuple[int, bool], now: int, *, held: bool) -> str:
    """What a heartbeat tells: it runs, it was stopped in order, or it died and nobody said so; `held`: one has the park."""
    beat, goes_on = pulse
    if not goes_on:
        return STOPPED
    return RUNS if held and now - beat < SILENT else DEAD
