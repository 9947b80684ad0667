"""`outage`: begun, ended, added, listed, put right."""

from __future__ import annotations

import argparse
from typing import Any

from stpdesk.actions.corrections import edit_outage
from stpdesk.actions.outage_list import Listed, listed
from stpdesk.actions.outages import add_outage, end_outage
from stpdesk.cli import opening, typed
from stpdesk.cli.told import Told, look_at
from stpdesk.core.amendments import Edit, clock, until
from stpdesk.core.civil import local, midnight, seconds_of
from stpdesk.core.errors import Refused
from stpdesk.core.outages import Outage
from stpdesk.core.spans import Span, minutes


def outage(options: argparse.Namespace) -> Told:
    """Carries out an act on outages."""
    return {"start": _start, "add": _add, "end": _end, "list": _list, "edit": _edit}[options.act](options)


def outage_json(one: Outage) -> dict[str, Any]:
    """An outage as JSON, times local."""
    return {
        "number": one.number,
        "service": one.service,
        "start": local(one.span.start).isoformat(),
        "end": None if one.span.open else local(one.span.end).isoformat(),
        "planned": one.planned,
        "cause": one.cause,
        "note": one.note,
        "source": one.source,
    }


def window_of(month: str | None) -> Span | None:
    """The instants of a month, None for all time."""
    if month is None:
        return None
    wanted = typed.month(month)
    return Span(midnight(wanted.first), midnight((wanted + 1).first))


def _units(options: argparse.Namespace) -> list[str]:
    """The units named."""
    return [part.strip() for part in (options.units or "").split(";") if part.strip()]


def _recorded(told: dict[str, object], sentence: str) -> Told:
    """The answer to a start, an end or an addition."""
    one = told["outage"]
    assert isinstance(one, Outage)
    lines = [sentence.format(service=one.service, number=one.number), *look_at(told["notices"])]
    return Told(lines, {**outage_json(one), "notices": told["notices"]})


def _start(options: argparse.Namespace) -> Told:
    at = typed.moment(options.at) if options.at else None
    with opening.session(options, write=True) as session:
        told = add_outage(
            session, options.service, starts=at or session.clock(), ends=None, link=options.link, units=_units(options),
            planned=options.planned, cause=typed.words(options.cause), note=typed.words(options.note),
            keep_mine=options.keep_mine,
        ).told  # fmt: skip
    return _recorded(told, "The {service} outage is recorded as number {number}.")


def _add(options: argparse.Namespace) -> Told:
    begin, to = typed.edges(options)
    if begin is None or to is None:
        raise Refused("outage add needs --from T and --to T.", field="start")
    with opening.session(options, write=True) as session:
        told = add_outage(
            session, options.service, starts=begin, ends=to, link=options.link, units=_units(options),
            planned=options.planned, cause=typed.words(options.cause), note=typed.words(options.note),
            keep_mine=options.keep_mine,
        ).told  # fmt: skip
    return _recorded(told, "The {service} outage is recorded as number {number}.")


def _end(options: argparse.Namespace) -> Told:
    at = typed.moment(options.at, "end") if options.at else None
    with opening.session(options, write=True) as session:
        told = end_outage(
            session, options.service, ends=at, link=options.link, units=_units(options), number=options.number,
            cause=typed.given(options.cause), note=typed.given(options.note), keep_mine=options.keep_mine,
        ).told  # fmt: skip
    return _recorded(told, "The {service} outage is over (number {number}).")


def _edit(options: argparse.Namespace) -> Told:
    begin, to = typed.edges(options)
    edit = Edit(
        starts=seconds_of(begin) if begin else None,
        ends=seconds_of(to) if to else None,
        split=seconds_of(typed.moment(options.split, "split")) if options.split else None,
        merge=tuple(options.merge),
        planned=options.planned,
        dismiss=options.dismiss,
        cause=typed.given(options.cause),
        note=typed.given(options.note),
    )
    with opening.session(options, write=True) as session:
        told = edit_outage(session, options.number, edit, typed.words(options.reason)).told
    made, gone = told["made"], told["retired"]
    assert isinstance(made, list)
    assert isinstance(gone, list)
    if told["act"] is None:
        lines = [f"Outage {options.number} is filled in."]
    else:
        old = ", ".join(str(one.number) for one in gone)
        stays = f"Outages {old} no longer count" if len(gone) > 1 else f"Outage {old} no longer counts"
        lines = [f"{stays}; the record stays with your reason."]
        lines += [f"In its place: outage {one.number}, {until(one.span)}." for one in made]
    data = {
        "act": told["act"],
        "retired": [one.number for one in gone],
        "made": [outage_json(one) for one in made],
    }
    return Told([*lines, *look_at(told["notices"])], {**data, "notices": told["notices"]})


def _list(options: argparse.Namespace) -> Told:
    window = window_of(options.month)
    with opening.session(options, write=False) as session:
        found = listed(session, window, service=options.service, link=options.link, retired=options.all)
    lines = [_line(one) for one in found] or ["No outage is on record."]
    return Told(lines, [_listed(one) for one in found])


def _listed(one: Listed) -> dict[str, Any]:
    """A listed outage as JSON."""
    why = one.retired
    return {
        **outage_json(one.outage),
        "link": one.link,
        "units": list(one.units),
        "minutes": minutes(one.seconds),
        "proposals": list(one.waits),
        "typed": [
            {
                "start": local(span.start).isoformat(),
                "end": None if span.open else local(span.end).isoformat(),
            }
            for span in one.typed
        ],
        "retired": None
        if why is None
        else {"act": why.act, "reason": why.reason, "at": why.at, "by": why.actor},
    }


def _line(one: Listed) -> str:
    """A listed outage for people."""
    out = one.outage
    times = f"{until(out.span)}{', still out' if out.span.open else ''}"
    parts = [
        f"{'new' if out.number is None else out.number:>5}  {out.service:<8}",
        f"{times:<38}",
        f"{round(one.seconds / 60, 1):>8g} min",
        out.source,
    ]
    parts += [
        part for part in (one.link, "; ".join(one.units), "planned" if out.planned else "", out.cause) if part
    ]
    if one.typed:
        parts.append(f"as typed {', '.join(clock(span) for span in one.typed)}; what was measured counts")
    if one.waits:
        numbers = " and ".join(map(str, one.waits))
        parts.append(f"waits for an answer (proposal{'s' if len(one.waits) > 1 else ''} {numbers})")
    if one.retired:
        parts.append(f"[{one.retired.act}: {one.retired.reason}]")
    return "  ".join(parts)
