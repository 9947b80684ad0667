"""New parks: empty, or with sample data."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from stpdesk.actions.importing.settings import CODE
from stpdesk.actions.session import Role, Session, system_clock
from stpdesk.core.errors import Refused
from stpdesk.db import settings
from stpdesk.db.park import Park

Progress = Callable[[int, int], None]


def make_park(folder: Path, *, user: str, password: str, code: str, name: str) -> str:
    """An empty park folder; returns its recovery code, which is told once."""
    if not CODE.fullmatch(code):
        raise Refused(
            "“{code}” cannot be a park code: use up to 12 letters, digits and hyphens.",
            field="code",
            code=code,
        )
    if not name.strip():
        raise Refused("Give the park's name.", field="name")
    park, recovery = Park.create(
        folder, user=user, password=password, code=code, name=name.strip(), clock=system_clock
    )
    park.close()
    return recovery


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
) -> str:
    """A park with sample data, its last month left open; returns its recovery code. Nothing is left where it fails."""
    from stpdesk.actions.importing import import_rows
    from stpdesk.actions.sample import build, play

    if not 1 <= tenants <= 20_000 or not 3 <= months <= 240:
        raise Refused("A sample park has 1 to 20,000 tenants and 3 to 240 months.", field="tenants")
    sample = build(which, tenants, months)
    code, name = str(sample.settings["code"]), str(sample.settings["name"])
    park, recovery = Park.create(
        folder, user=user, password=password, code=code, name=name, clock=system_clock
    )
    try:
        with park:
            session = Session(park, park.actor, _sample_clock, Role(park.role))
            with park.writing() as db:
                settings.save(db, {"sample": True})
            import_rows(session, sample.settings, sample.rows)
            play(session, sample, progress)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return recovery
