"""`attention`, `signatory`, `settings`: what the manager adds to documents."""

from __future__ import annotations

import argparse
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from stpdesk.actions import attention, park_settings
from stpdesk.cli import opening, typed
from stpdesk.cli.told import Told
from stpdesk.core.attention import Matter, MatterForm, Signatory
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.core.money import ONE, Paisa, decimal_text, lakh, rupees
from stpdesk.core.park import ParkSettings
from stpdesk.workbook.cells import parser
from stpdesk.workbook.kinds import Column, Kind
from stpdesk.workbook.raw import Unfit
from stpdesk.workbook.spec import PARK


def matters(options: argparse.Namespace) -> Told:
    """Lists matters, adds one, writes one anew, settles one."""
    if options.act == "list":
        with opening.session(options, write=False) as session:
            found = attention.listed(session, settled=options.all)
        return Told(
            [_line(one) for one in found] or ["No matter is open."],
            [_json(one, n) for n, one in enumerate(found, 1)],
        )
    with opening.session(options, write=True) as session:
        if options.act == "add":
            form = MatterForm(
                typed.words(options.matter, "matter") or "", typed.day(options.since, "since"),
                typed.words(options.decision, "decision") or "", _exposure(options.exposure),
            )  # fmt: skip
            act = attention.add_matter(session, form, options.order)
        elif options.act == "edit":
            act = _edited(session, options)
        else:
            day = typed.day(options.date) if options.date else session.today
            act = attention.settle_matter(
                session, options.number, day, typed.words(options.outcome, "outcome") or ""
            )
        one = _told(act)
        order = [other.id for other in attention.listed(session)]
    return Told([_line(one)], _json(one, order.index(one.id) + 1 if one.id in order else None))


def _edited(session: Any, options: argparse.Namespace) -> Changes:
    """A matter with what was typed in place of what it has."""
    found = [one for one in attention.listed(session, settled=True) if one.number == options.number]
    if not found:
        raise Refused("There is no matter {number} on record.", field="number", number=options.number)
    form = MatterForm(found[0].matter, found[0].since, found[0].decision, found[0].exposure)
    if options.matter is not None:
        form = replace(form, matter=typed.words(options.matter, "matter") or "")
    if options.since is not None:
        form = replace(form, since=typed.day(options.since, "since"))
    if options.decision is not None:
        form = replace(form, decision=typed.words(options.decision, "decision") or "")
    if options.exposure is not None:
        form = replace(form, exposure=_exposure(options.exposure))
    return attention.change_matter(session, options.number, form, options.order)


def _exposure(text: str | None) -> Paisa | None:
    """What is at stake; None where no amount is."""
    return Paisa(typed.amount(text, "exposure")) if text else None


def _told(act: Changes) -> Matter:
    """The matter an act tells of."""
    one = act.told["matter"]
    assert isinstance(one, Matter)
    return one


def _json(one: Matter, order: int | None) -> dict[str, Any]:
    """A matter as JSON; `order` None where it is settled."""
    return {
        "number": one.number, "matter": one.matter, "since": one.since.isoformat(),
        "exposure": None if one.exposure is None else rupees(one.exposure), "decision": one.decision,
        "order": None if one.settled_on else order, "month": str(one.month),
        "settled_on": one.settled_on.isoformat() if one.settled_on else None, "outcome": one.outcome,
    }  # fmt: skip


def _line(one: Matter) -> str:
    """A matter for people."""
    parts = [f"{one.number:>4}  {one.matter}", f"since {one.since}"]
    if one.exposure is not None:
        parts.append(f"Rs {lakh(one.exposure)} at stake")
    parts.append(f"sought: {one.decision}")
    if one.settled_on:
        parts.append(f"settled {one.settled_on}: {one.outcome}")
    return "; ".join(parts)


def signatory(options: argparse.Namespace) -> Told:
    """Lists who signs, names one, drops one."""
    if options.act != "list":
        with opening.session(options, write=True) as session:
            if options.act == "set":
                one = Signatory(
                    options.role, typed.words(options.name, "name") or "", typed.words(options.title, "title")
                )
                attention.name_signatory(session, one)
            else:
                attention.drop_signatory(session, options.role)
            found = attention.signers(session)
    else:
        with opening.session(options, write=False) as session:
            found = attention.signers(session)
    lines = [f"{one.role:<9} {one.name}{f', {one.title}' if one.title else ''}" for one in found]
    return Told(
        lines or ["Nobody is named to sign."],
        [{"role": one.role, "name": one.name, "title": one.title} for one in found],
    )


_COLUMNS = {column.name: column for column in PARK.columns}
LOGO = "logo"


def settings(options: argparse.Namespace) -> Told:
    """Shows the park's settings, or sets some."""
    if not options.values:
        with opening.session(options, write=False) as session:
            return _shown(park_settings.present(session))
    values = dict(_split(word) for word in options.values)
    logo = values.pop(LOGO, None)
    parsed = {name: _parsed(name, text) for name, text in values.items()}
    with opening.session(options, write=True) as session:
        gone = {LOGO: None} if logo == "" else {}
        park_settings.set_settings(session, {**parsed, **gone}, Path(logo) if logo else None)
        return _shown(park_settings.present(session), {*values, *([LOGO] if logo is not None else [])})


def _split(word: str) -> tuple[str, str]:
    """`KEY=VALUE` in two; refused where it is neither or names no setting."""
    name, mark, value = word.partition("=")
    name = name.strip().casefold().replace("-", "_")
    if not mark:
        raise Refused("“{word}” sets nothing; write KEY=VALUE.", field="values", word=word)
    if name not in _COLUMNS and name != LOGO:
        known = ", ".join((*_COLUMNS, LOGO))
        raise Refused(
            "There is no setting {name}. There are: {known}.",
            field=name,
            name=name or "of no name",
            known=known,
        )
    return name, value.strip()


def _parsed(name: str, text: str) -> object:
    """A setting's value as its cell would hold it; None where it is blank."""
    try:
        return parser(_COLUMNS[name])(text)
    except Unfit as unfit:
        raise Refused(
            "“{text}” does not fit {name}: {expected}.",
            field=name,
            name=name,
            text=text,
            expected=unfit.args[0],
        ) from None


def _shown(park: ParkSettings, only: set[str] | None = None) -> Told:
    """Settings for people and as JSON."""
    data: dict[str, Any] = {}
    for field in fields(park):
        if field.name == LOGO:
            continue
        name = LOGO if field.name == "logo_name" else field.name
        if only is None or name in only:
            data[name] = _value(_COLUMNS.get(name), getattr(park, field.name))
    wide = max(map(len, data), default=0)
    return Told([f"{name:<{wide}}  {_words(value)}" for name, value in data.items()], data)


def _value(column: Column | None, value: Any) -> Any:
    """A setting as JSON: shares in percent, dates and months as text."""
    if column is None or value is None or isinstance(value, bool):
        return value
    if column.kind in {Kind.PERCENT, Kind.E4}:
        return value / ONE
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, int) else str(value)


def _words(value: Any) -> str:
    """A value for people."""
    if value is None or value == []:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return decimal_text(round(value * ONE))
    return "; ".join(value) if isinstance(value, list) else str(value)
