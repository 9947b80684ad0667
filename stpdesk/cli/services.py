"""`run`, `schedule`, `link`, `cause`, `proposals`."""

from __future__ import annotations

import argparse
from typing import Any

from stpdesk.actions import causes, links, proposals, runs, schedule
from stpdesk.actions.runs import ListedRun
from stpdesk.actions.runs import Told as Engine
from stpdesk.actions.session import Session
from stpdesk.cli import opening, typed
from stpdesk.cli.outages import outage_json, window_of
from stpdesk.cli.told import Told, look_at
from stpdesk.core.amendments import until
from stpdesk.core.civil import local
from stpdesk.core.errors import Refused
from stpdesk.core.money import decimal_text
from stpdesk.core.outages import Announced, Link, Outage, Run
from stpdesk.core.proposals import Proposal
from stpdesk.core.spans import FOREVER, minutes

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _engine(options: argparse.Namespace) -> Engine:
    """What was read off the engine."""
    return Engine(
        typed.quantity(options.litres, "litres"),
        typed.quantity(options.kwh, "kwh"),
        typed.quantity(options.hour_meter, "hour_meter"),
        typed.given(options.note),
    )


def run(options: argparse.Namespace) -> Told:
    """Starts, ends, adds, lists or puts right a run."""
    if options.act == "list":
        return _runs(options)
    engine = _engine(options)
    at = typed.moment(options.at) if getattr(options, "at", None) else None
    begin, to = typed.edges(options)
    with opening.session(options, write=True) as session:
        if options.act == "end":
            told = runs.end_run(session, options.source, ends=at, number=options.number, told=engine).told
        elif options.act == "edit":
            told = runs.edit_run(
                session, options.number, starts=begin, ends=to, carries=options.carries, dismiss=options.dismiss,
                told=engine, reason=typed.words(options.reason),
            ).told  # fmt: skip
        else:
            if options.act == "add" and (begin is None or to is None):
                raise Refused(
                    "Give --from T and --to T; a run that goes on is begun with run start.", field="start"
                )
            told = runs.add_run(
                session, options.source, starts=begin or at or session.clock(), ends=to, carries=options.carries,
                told=engine,
            ).told  # fmt: skip
    made = told["run"]
    if made is None:
        return Told([f"Run {options.number} is dismissed."], {"dismissed": options.number})
    assert isinstance(made, Run)
    lines = [f"Run {made.number}: {made.source}, {until(made.span)}.", *look_at(told["notices"])]
    return Told(lines, {**_run_json(made), "notices": told["notices"]})


def _run_json(run: Run) -> dict[str, Any]:
    """A run as JSON."""
    quantity = {"litres": run.litres, "kwh": run.kwh, "hour_meter": run.hour_meter}
    return {
        "number": run.number,
        "source": run.source,
        "carries": run.carries,
        "start": local(run.span.start).isoformat(),
        "end": None if run.span.open else local(run.span.end).isoformat(),
        **{name: None if value is None else value / 10_000 for name, value in quantity.items()},
        "note": run.note,
    }


def _runs(options: argparse.Namespace) -> Told:
    """The runs on record."""
    window = window_of(options.month)
    with opening.session(options, write=False) as session:
        found = runs.listed(session, window, retired=options.all)
    return Told(
        [_run_line(one) for one in found] or ["No run is on record."], [_listed(one) for one in found]
    )


def _listed(one: ListedRun) -> dict[str, Any]:
    """A listed run as JSON."""
    why = one.retired
    retired = None if why is None else {"act": why.act, "reason": why.reason, "at": why.at, "by": why.actor}
    return {**_run_json(one.run), "minutes": minutes(one.seconds), "retired": retired}


def _run_line(one: ListedRun) -> str:
    """A listed run for people."""
    run = one.run
    parts = [
        f"{run.number:>5}  {run.source:<9}",
        f"{until(run.span):<36}",
        f"{round(one.seconds / 60, 1):>8g} min",
    ]
    parts.append(f"carries {run.carries}")
    if run.litres is not None:
        parts.append(f"{decimal_text(run.litres)} l")
    if run.note:
        parts.append(run.note)
    if one.retired:
        parts.append(f"[{one.retired.act}: {one.retired.reason}]")
    return "  ".join(parts)


def scheduled(options: argparse.Namespace) -> Told:
    """Announces, lists or cancels windows of load shedding."""
    if options.act == "list":
        with opening.session(options, write=False) as session:
            found = schedule.listed(session)
        return Told(
            [_window_line(one) for one in found] or ["Nothing is announced."],
            [_window_json(one) for one in found],
        )
    day = typed.day(options.date) if options.date else None
    if options.act == "cancel":
        since = typed.day(options.from_date) if options.from_date else None
        with opening.session(options, write=True) as session:
            made = schedule.cancel(
                session, options.number, typed.words(options.reason) or "", day=day, from_day=since
            ).told["made"]
        assert isinstance(made, list)
        lines = [f"Window {options.number} is cancelled."]
        lines += [f"What stays: {_window_line(one).strip()}" for one in made]
        return Told(lines, {"cancelled": options.number, "made": [_window_json(one) for one in made]})
    with opening.session(options, write=True) as session:
        told = schedule.announce(
            session,
            weekdays=typed.weekdays(options.weekday),
            day=day,
            from_minute=typed.minute(options.begin, "from"),
            to_minute=typed.minute(options.to, "to"),
            service=options.service,
            valid_from=typed.day(options.valid_from) if options.valid_from else None,
            valid_to=typed.day(options.valid_to) if options.valid_to else None,
        ).told
    window = told["window"]
    assert isinstance(window, Announced)
    lines = [f"Announced: {_window_line(window).strip()}", *look_at(told["notices"])]
    return Told(lines, {**_window_json(window), "notices": told["notices"]})


def _window_json(one: Announced) -> dict[str, Any]:
    """An announced window as JSON."""
    return {
        "number": one.number,
        "service": one.service,
        "weekdays": [_DAYS[day] for day in one.weekdays],
        "from": _clock(one.from_minute),
        "to": _clock(one.to_minute),
        "valid_from": str(one.valid_from) if one.valid_from else None,
        "valid_to": str(one.valid_to) if one.valid_to else None,
    }


def _clock(minute: int) -> str:
    """A time of day."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _window_line(one: Announced) -> str:
    """An announced window for people."""
    days = ", ".join(_DAYS[day] for day in one.weekdays)
    told = f"{one.number:>5}  {one.service:<8}  {days}, {_clock(one.from_minute)} to {_clock(one.to_minute)}"
    if one.valid_from and one.valid_from == one.valid_to:
        return f"{told}, on {one.valid_from}"
    told += f", from {one.valid_from}" if one.valid_from else ""
    return told + (f", to {one.valid_to}" if one.valid_to else "")


def link(options: argparse.Namespace) -> Told:
    """Enters, changes or lists links."""
    if options.act == "list":
        with opening.session(options, write=False) as session:
            found = links.listed(session)
        return Told(
            [_link_line(one) for one in found] or ["No link is entered."], [_link_json(one) for one in found]
        )
    values: dict[str, Any] = {
        name: typed.words(text)
        for name in ("isp", "upstream", "role")
        if (text := getattr(options, name)) is not None
    }
    if options.mbps is not None:
        values["mbps"] = typed.quantity(options.mbps, "mbps")
    for name, text in (("first", options.begin), ("last", options.to)):
        if text is not None:
            values[name] = typed.day(text) if text.strip() else None
    with opening.session(options, write=True) as session:
        act = links.add_link(session, options.link, **values) if options.act == "add" else links.edit_link(
            session, options.link, values
        )  # fmt: skip
    made = act.told["link"]
    assert isinstance(made, Link)
    notices = act.told.get("notices", [])
    return Told([_link_line(made), *look_at(notices)], {**_link_json(made), "notices": notices})


def _link_json(one: Link) -> dict[str, Any]:
    """A link as JSON."""
    return {
        "link": one.code,
        "isp": one.isp,
        "upstream": one.upstream,
        "mbps": None if one.mbps is None else one.mbps / 10_000,
        "role": one.role,
        "in_service_from": str(one.first) if one.first else None,
        "to": str(one.last) if one.last else None,
    }


def _link_line(one: Link) -> str:
    """A link for people."""
    told = [f"Link {one.code}"]
    told += [part for part in (one.isp, one.upstream and f"over {one.upstream}", one.role) if part]
    if one.mbps is not None:
        told.append(f"{decimal_text(one.mbps)} Mbit/s")
    if one.first:
        told.append(f"from {one.first}")
    if one.last:
        told.append(f"to {one.last}")
    return ", ".join(told)


def cause(options: argparse.Namespace) -> Told:
    """Lists the causes, adds one, drops one."""
    if options.act == "list":
        with opening.session(options, write=False) as session:
            found = causes.listed(session)
        return Told(
            [f"{one.name}{f' ({one.service})' if one.service else ''}" for one in found],
            [{"cause": one.name, "service": one.service} for one in found],
        )
    name = typed.words(options.name, "cause") or ""
    with opening.session(options, write=True) as session:
        act = (
            causes.add_cause(session, name, options.service)
            if options.act == "add"
            else causes.drop_cause(session, name)
        )
    did = "is on the list" if options.act == "add" else "is off the list"
    return Told(
        [f"“{act.told['cause']}” {did}."], {"cause": act.told["cause"], "listed": options.act == "add"}
    )


def proposed(options: argparse.Namespace) -> Told:
    """Lists what the monitor proposes, takes some of it, or dismisses it."""
    if options.act is None:
        with opening.session(options, write=False) as session:
            found = proposals.pending(session)
        return Told(
            [_proposal_line(one) for one in found] or ["The monitor proposes nothing."],
            [_proposal_json(one) for one in found],
        )
    begin, to = typed.edges(options)
    with opening.session(options, write=True) as session:
        ids = _ids(session, options.numbers)
        if options.act == "dismiss":
            proposals.dismiss(session, ids, typed.words(options.reason) or "")
            return Told([f"{len(ids)} dismissed."], {"dismissed": len(ids)})
        told = proposals.take(
            session, ids, cause=typed.words(options.cause), note=typed.words(options.note),
            keep_mine=options.keep_mine, starts=begin, ends=to, reason=typed.words(options.reason),
        ).told  # fmt: skip
    made = told["made"]
    assert isinstance(made, list)
    lines = [
        f"Outage {one.number}: {one.service}, {until(one.span)}." for one in made if isinstance(one, Outage)
    ]
    if told["gaps"]:
        times = "One time" if told["gaps"] == 1 else f"{told['gaps']} times"
        lines.append(f"{times} the monitor could not tell: on record as unknown.")
    lines += look_at(told["notices"])
    data = {"taken": len(ids), "outages": [outage_json(one) for one in made], "gaps": told["gaps"]}
    return Told(lines or ["Taken; there was nothing to record."], {**data, "notices": told["notices"]})


def _ids(session: Session, numbers: list[int]) -> list[str]:
    """The ids of pending proposals by their numbers; refused where there is none."""
    known = {proposals.number_of(one): one.id for one in proposals.pending(session)}
    missing = [number for number in numbers if number not in known]
    if missing:
        raise Refused(
            "There is no proposal {number} waiting for an answer.", field="proposal", number=missing[0]
        )
    return [known[number] for number in numbers]


def _proposal_json(one: Proposal) -> dict[str, Any]:
    """A proposal as JSON."""
    return {
        "number": proposals.number_of(one),
        "id": one.id,
        "kind": one.kind,
        "service": one.service,
        "link": one.link,
        "start": local(one.span.start).isoformat(),
        "end": None if one.span.end >= FOREVER else local(one.span.end).isoformat(),
        "verdict": one.verdict,
        "told": one.told,
    }


def _proposal_line(one: Proposal) -> str:
    """A proposal for people."""
    told = [f"{proposals.number_of(one):>5}  {one.kind.replace('_', ' '):<9}", f"{until(one.span):<36}"]
    told += [part for part in (one.service, one.link, one.verdict, one.told) if part]
    return "  ".join(told)
