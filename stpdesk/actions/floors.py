"""The pictures behind the plans of floors: kept sealed like any attached file."""

from __future__ import annotations

from pathlib import Path

from stpdesk.actions.acting import acting
from stpdesk.actions.attachments import read_file
from stpdesk.actions.session import Role, Session
from stpdesk.actions.units import Place
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.db import floors

_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
"""What a PNG or a JPEG begins with."""


def set_picture(
    session: Session, building: str | None, floor: str | None, path: Path, place: Place | None = None
) -> Changes:
    """Puts a picture (PNG or JPEG) behind a floor's plan, at a place in feet or (None) fitted; `told`: image."""
    session.require(Role.ACCOUNTS)
    contents = read_file(path)
    if not contents.startswith(_PICTURES):
        raise Refused("{name} is neither a PNG nor a JPEG picture.", field="path", name=path.name)
    sha256 = session.park.vault.put(contents)
    with acting(session, Role.ACCOUNTS) as act:
        floors.put(act.db, building, floor, path.name, sha256, _placed(place))
        return act.changes("units", image=path.name)


def place_picture(session: Session, building: str | None, floor: str | None, place: Place | None) -> Changes:
    """Moves the picture of a floor, or fits it again (None)."""
    with acting(session, Role.ACCOUNTS) as act:
        there = floors.picture(act.db, building, floor)
        if there is None:
            raise Refused("This floor has no picture.", field="path")
        floors.put(act.db, building, floor, *there, _placed(place))
        return act.changes("units", image=there[0])


def drop_picture(session: Session, building: str | None, floor: str | None) -> Changes:
    """Takes the picture of a floor away; the sealed file stays."""
    with acting(session, Role.ACCOUNTS) as act:
        floors.put(act.db, building, floor, None, None, None)
        return act.changes("units")


def picture(session: Session, building: str | None, floor: str | None) -> bytes | None:
    """The picture's contents; None where the floor has none. Refused where its file is missing or damaged."""
    with session.park.reading() as db:
        there = floors.picture(db, building, floor)
    return session.park.vault.read(there[1]) if there else None


def _placed(place: Place | None) -> Place | None:
    """A place with a width and a depth."""
    if place is not None and (place[2] <= 0 or place[3] <= 0):
        raise Refused("The picture needs a width and a depth.", field="place")
    return place
