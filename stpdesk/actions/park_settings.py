"""The park's settings one by one: those of the Park sheet, and the logo."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from stpdesk.actions.acting import acting
from stpdesk.actions.attachments import read_file
from stpdesk.actions.importing.settings import check_settings, tidied
from stpdesk.actions.session import Session
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.core.park import ParkSettings
from stpdesk.db import plan_file, settings

KEPT = frozenset({"code", "name"})
"""Settings no park can do without."""

LARGEST_LOGO = 1 << 20
"""Bytes: it stands in every document."""

LEAST_SIDE, MOST_SIDE = 16, 4000
"""Pixels."""


def present(session: Session) -> ParkSettings:
    """The settings as they are, the usual ones included."""
    with session.park.reading() as db:
        return settings.load(db)


def set_settings(session: Session, values: Mapping[str, object], logo: Path | None = None) -> Changes:
    """Sets settings of the Park sheet, typed as its cells; None = the usual value again. `told`: changed (how many).

    `logo` is a picture (PNG or JPEG) to copy into the park; the original stays. A `logo` of None among the values takes
    the one there is away. Refused where it is no whole picture of 16 to 4,000 pixels a side and 1 MB at most.
    """
    told = tidied(values)
    for name in KEPT & told.keys():
        if not told[name]:
            raise Refused("A park needs its {name}.", field=name, name=name)
    picture = _picture(logo) if logo is not None else None
    with acting(session) as act:
        for fault in check_settings(act.db, told, {}):
            raise Refused(
                "“{value}” does not fit {name}: {expected}.",
                field=fault.column, value=fault.value, name=fault.column, expected=fault.expected,
            )  # fmt: skip
        if logo is not None and picture is not None:
            told |= {"logo": session.park.vault.put(picture), "logo_name": logo.name}
        elif "logo" in told:
            told |= {"logo_name": None}
        changed = settings.save(act.db, {name: value for name, value in told.items() if value is not None})
        changed += settings.clear(act.db, [name for name, value in told.items() if value is None])
        plan_file.keep(session.park.folder, act.db)
        return act.changes("settings", changed=changed)


def _picture(path: Path) -> bytes:
    """A logo's contents. Refuses what no document can carry: the whole picture is read once, not its first bytes only."""
    from PIL import Image

    name, contents = path.name, read_file(path)
    if len(contents) > LARGEST_LOGO:
        raise Refused("“{name}” is larger than {most} MB.", field="logo", name=name, most=LARGEST_LOGO >> 20)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of huge pictures: refused below by their sides
            with Image.open(BytesIO(contents), formats=("PNG", "JPEG")) as picture:
                sides = picture.size
                if max(sides) <= MOST_SIDE:
                    picture.load()
    except Exception:  # noqa: BLE001  # a broken picture raises whatever its decoder stumbles over
        raise Refused("“{name}” is no whole PNG or JPEG picture.", field="logo", name=name) from None
    if min(sides) < LEAST_SIDE or max(sides) > MOST_SIDE:
        raise Refused(
            "“{name}” has {wide} × {high} pixels; a logo has {least} to {most} a side.",
            field="logo", name=name, wide=sides[0], high=sides[1], least=LEAST_SIDE, most=MOST_SIDE,
        )  # fmt: skip
    return contents
