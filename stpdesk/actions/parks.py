"""New parks: empty, or with sample data."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from stpdesk.actions.importing.settings import CODE
from stpdesk.actions.session import Role, Session, system_clock
from stpdesk.core.errors import Refused
from stpdesk.db import settings
from stpdesk.db.durable import sync_folder
from stpdesk.db.folder import refusing_disk
from stpdesk.db.park import Clock, Park

Progress = Callable[[int, int], None]


def make_park(folder: Path, *, user: str, password: str, code: str, name: str) -> str:
    """An empty park folder; returns its recovery code, which is told once."""
    _refuse_odd(code, name)
    park, recovery = Park.create(
        folder, user=user, password=password, code=code, name=name.strip(), clock=system_clock
    )
    park.close()
    return recovery


def _refuse_odd(code: str, name: str) -> None:
    """Refuses what cannot be a park's code or name."""
    if not CODE.fullmatch(code):
        raise Refused(
            "“{code}” cannot be a park code: use up to 12 letters, digits and hyphens.",
            field="code",
            code=code,
        )
    if not name.strip():
        raise Refused("Give the park's name.", field="name")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A park that is whole but not yet in its place: it comes there once its recovery code was typed back."""

    part: Path
    folder: Path
    recovery: str


def prepare_park(
    folder: Path,
    *,
    user: str,
    password: str,
    values: Mapping[str, object],
    subsidies: Sequence[dict[str, Any]] = (),
) -> Prepared:
    """A park with its settings and standing subsidies, under a hidden name beside `folder`; `keep_park` or `drop_park`.

    `values` are settings of the Park sheet, `code` and `name` among them; `subsidies` rows of the Subsidies sheet.
    Refuses what `make_park` refuses, and values that do not fit; nothing is left then. One left by a crash is replaced.
    """
    from stpdesk.actions.importing import import_rows

    code, name = str(values.get("code") or ""), str(values.get("name") or "")
    _refuse_odd(code, name)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(
            "{folder} already exists and is not empty; choose a new folder.", field="folder", folder=folder
        )
    with refusing_disk(folder.parent):
        folder.parent.mkdir(parents=True, exist_ok=True)
    part = folder.parent / f".{folder.name}.new"
    shutil.rmtree(part, ignore_errors=True)
    park, recovery = Park.create(
        part, user=user, password=password, code=code, name=name.strip(), clock=system_clock
    )
    try:
        with park:
            import_rows(
                Session(park, park.actor, system_clock, Role(park.role)), values, {"Subsidies": subsidies}
            )
    except Refused as refused:
        shutil.rmtree(part, ignore_errors=True)
        first = refused.faults[0] if refused.faults else None
        if first is None:
            raise
        raise Refused("{what}", field=first.column, what=str(first).split(": ", 1)[-1]) from refused
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return Prepared(part, folder, recovery)


def keep_park(made: Prepared) -> None:
    """Puts a prepared park in its place. Refuses a place that was taken meanwhile; the park stays prepared then."""
    with refusing_disk(made.folder.parent):
        if made.folder.exists():
            if any(made.folder.iterdir()):
                raise Refused("{folder} is not empty any more; choose another.", folder=made.folder)
            made.folder.rmdir()
        made.part.rename(made.folder)
        sync_folder(made.folder.parent)


def drop_park(made: Prepared) -> None:
    """Deletes a prepared park whose maker turned back; harmless twice."""
    shutil.rmtree(made.part, ignore_errors=True)


_SAMPLE_ENDS = datetime(2026, 11, 1, tzinfo=UTC)
"""The sample's last month is over by then; a PC whose clock lags must not refuse its outages."""


def _sample_clock() -> datetime:
    """This computer's time, but not before the sample's end."""
    return max(system_clock(), _SAMPLE_ENDS)


def make_demo(
    folder: Path,
    *,
    user: str,
    password: str,
    which: str,
    tenants: int,
    months: int,
    progress: Progress | None,
    clock: Clock = _sample_clock,
) -> str:
    """A park with sample data, its last month left open; returns its recovery code. Nothing is left where it fails.

    `clock` says when it was all entered; it must not be before the sample's end.
    """
    from stpdesk.actions.importing import import_rows
    from stpdesk.actions.sample import build, play

    if not 1 <= tenants <= 20_000 or not 3 <= months <= 240:
        raise Refused("A sample park has 1 to 20,000 tenants and 3 to 240 months.", field="tenants")
    sample = build(which, tenants, months)
    code, name = str(sample.settings["code"]), str(sample.settings["name"])
    park, recovery = Park.create(folder, user=user, password=password, code=code, name=name, clock=clock)
    try:
        with park:
            session = Session(park, park.actor, clock, Role(park.role))
            with park.writing() as db:
                settings.save(db, {"sample": True})
            import_rows(session, sample.settings, sample.rows)
            play(session, sample, progress)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return recovery
