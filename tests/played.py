"""A sample park as the program makes it, with keys that cost nothing to open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from stpdesk.actions.importing import import_rows
from stpdesk.actions.sample import build, play
from stpdesk.actions.session import Session
from stpdesk.db import settings
from stpdesk.db.keys import Kdf
from stpdesk.db.park import Park

CHEAP = Kdf(memory_kib=8, passes=1, lanes=1)


def played(
    folder: Path, which: str, tenants: int, months: int, *, user: str, password: str, clock: Callable[[], datetime],
    name: str = "",
) -> None:  # fmt: skip
    """Makes the park, and enters all that happened in it."""
    sample = build(which, tenants, months)
    park, _ = Park.create(
        folder, user=user, password=password, code=str(sample.settings["code"]),
        name=name or str(sample.settings["name"]), clock=clock, kdf=CHEAP,
    )  # fmt: skip
    with park:
        session = Session(park, park.actor, clock)
        with park.writing() as db:
            settings.save(db, {"sample": True})
        import_rows(session, sample.settings, sample.rows)
        play(session, sample, None)
