"""`monitor`: watches, shows, tries once, is set, starts at logon. Only setting needs a password and opens the park."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from stpdesk.cli.told import Told
from stpdesk.cli.where import folder
from stpdesk.core.errors import Refused
from stpdesk.core.ladder import verdict
from stpdesk.core.watch_settings import FILE, doubts
from stpdesk.core.watching import WatchPlan
from stpdesk.db.folder import FILE as PARK_FILE
from stpdesk.db.folder import KEYS
from stpdesk.monitor import words
from stpdesk.monitor.clock import SystemClock
from stpdesk.monitor.plan import read_plan


def monitor(options: argparse.Namespace) -> Told:
    """One of its acts; without any it watches until it is stopped."""
    place = folder(options)
    if not place.is_dir():
        raise Refused("There is no park in {folder}: the folder does not exist.", folder=place)
    if not options.uninstall and not any((place / name).is_file() for name in (PARK_FILE, KEYS, FILE)):
        raise Refused("{folder} is not a park folder.", folder=place)
    if options.set is not None:
        return _set(options)
    if options.install or options.uninstall:
        return _start_at_logon(place, install=options.install)
    if options.show:
        return _show(place)
    if options.once:
        return _once(place)
    return _watch(place, silent=getattr(options, "json", False), held=options.held)


def _set(options: argparse.Namespace) -> Told:
    """Settings, as `KEY=VALUE`; without any, `monitor.toml` is written anew."""
    from stpdesk.actions.watching import set_monitor, watched
    from stpdesk.cli import opening

    place = folder(options)
    before = _contents(place)  # opening the park for writing mends the file already
    with opening.session(options, write=True) as session:
        told = set_monitor(session, options.set).told
        plan = watched(session)
    changed: list[str] = list(told["changed"])  # type: ignore[call-overload]  # `told` holds plain objects; these are keys
    written = _contents(place) != before
    lines = [f"{len(changed)} changed: {', '.join(changed)}."] if changed else []
    if written and not changed:
        lines = ["monitor.toml was not what the park says; it is written anew."]
    lines = lines or ["Nothing changed."]
    notices = doubts(plan)
    lines += ["monitor.toml says so; a monitor that runs follows by itself.", *words.planned(plan), *notices]
    data = {"changed": changed, "written": written, "plan": _plan_data(plan), "notices": notices}
    return Told(lines, data)


def _contents(place: Path) -> bytes | None:
    """The file as it is now; None where it cannot be read."""
    try:
        return (place / FILE).read_bytes()
    except OSError:
        return None


def _start_at_logon(place: Path, *, install: bool) -> Told:
    """The autostart, made or removed."""
    from stpdesk.monitor import autostart

    code = ""
    if install:
        code = read_plan(place)[0].park
    start = autostart.start_of(place, code)
    lines = autostart.install(start) if install else autostart.uninstall(start)
    return Told(lines, {"unit": start.unit, "task": start.task, "installed": install, "told": lines})


def _show(place: Path) -> Told:
    """What the monitor saw last, and what it watches."""
    from stpdesk.db import probes

    now = int(SystemClock().wall())
    plan, notices = read_plan(place)
    states, noticed = probes.states(place), probes.proposals(place)
    lines = [words.beating(states, now), *map(words.state, states)]
    going = [one for one in noticed if one.span.open]
    lasting = f"{len(going)} {'goes' if len(going) == 1 else 'go'} on"
    lines.append(
        f"Noticed so far: {len(noticed)}, of which {lasting}; “proposals” lists what waits for an answer."
    )
    lines += ["", "It watches:", *(f"  {line}" for line in words.planned(plan)), *notices]
    data: dict[str, Any] = {
        "heartbeat": words.beating_data(states, now),
        "watched": [words.state_data(state) for state in states],
        "noticed": len(noticed),
        "ongoing": len(going),
        "plan": _plan_data(plan),
        "notices": notices,
    }
    return Told(lines, data)


def _once(place: Path) -> Told:
    """Climbs every ladder and asks the UPS once: the tool of whoever sets the monitor up."""
    from stpdesk.monitor import ups
    from stpdesk.monitor.battery import Battery
    from stpdesk.monitor.links import Ladder, targets
    from stpdesk.monitor.system import System

    plan, notices = read_plan(place)
    system = System()
    ladder = Ladder(system)
    lines: list[str] = []
    links: list[dict[str, Any]] = []
    for link in plan.links:
        rungs = ladder.climb(link, plan.times.timeout)
        asked = words.asked(link, targets(link, system.surroundings()))
        lines += words.climbed(link, rungs, verdict(rungs), asked)
        links.append(words.climbed_data(link, rungs, verdict(rungs), asked))
    data: dict[str, Any] = {"links": links, "ups": None, "battery": None, "notices": notices}
    if plan.ups.name:
        found = ups.ask(plan.ups, plan.times.timeout)
        lines.append(words.ups_said(plan.ups, found.mains, found.reason))
        data["ups"] = {
            "mains": found.mains.name.lower(),
            "flags": sorted(found.flags),
            "reason": found.reason,
        }
    mains = Battery().mains() if plan.battery else None
    if mains is not None:
        lines.append(f"Mains, as this PC's battery says: {words.of(mains)}.")
        data["battery"] = mains.name.lower()
    return Told([*lines, *notices], data)


def _watch(place: Path, *, silent: bool, held: bool) -> Told:
    """Watches until it is stopped, or `held` until its input is closed; a line on stdout for each event."""
    from stpdesk.monitor.service import say, watch

    plan = watch(place, say=(lambda _: None) if silent else say, held=held)
    return Told(["Stopped."], {"watched": plan.park})


def _plan_data(plan: WatchPlan) -> dict[str, Any]:
    """The plan as data, as `monitor.toml` has it."""
    from stpdesk.core.watch_settings import table_of

    sections = table_of(plan)
    links = sections.pop("link")["link"]
    found: dict[str, Any] = {**sections.pop(""), **{name: table[name] for name, table in sections.items()}}
    found["links"] = [
        {key: str(value) if key in ("first", "last") else value for key, value in link.items()}
        for link in links  # type: ignore[attr-defined]  # a list of tables, as TOML has them
    ]
    return found
