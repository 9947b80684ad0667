"""`monitor.toml` of the park folder: plain, without tenant data, because an autostarted monitor has no password."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from stpdesk.core.watch_settings import FILE, plan_for, table_of
from stpdesk.db import links, settings
from stpdesk.db.durable import write_file
from stpdesk.db.folder import refusing_disk

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.core.watching import WatchPlan

SETTING = "monitor"
"""Under this name the settings that differ from the usual are kept, as one JSON object."""

HEAD = """\
# What “stpdesk monitor” watches, and how. STP Desk writes this file from the park; it holds nothing of any tenant.
# Change it with: stpdesk --park DIR monitor --set times.interval=20     (“times.interval=” is the usual value again)
# What is typed in here by hand is followed too, until the program writes the file anew.
"""
NOTES = {
    "": "# battery: this PC's own battery is a hint that the mains are lost; notify: messages on the screen",
    "times": "# seconds between two looks, and how long an answer may take",
    "judging": "# how many failures open an outage and how many passes close it; when a link is degraded or unstable",
    "ups": "# a UPS behind a NUT server; without a name none is watched",
    "link": "# each link and who is asked on it; “auto” is found from this PC's routes, an empty target is not asked",
}


def overrides(db: Database) -> dict[str, object]:
    """The monitor's settings that differ from the usual, by their keys."""
    found = settings.stored(db).get(SETTING)
    return dict(found) if isinstance(found, dict) else {}


def plan(db: Database) -> WatchPlan:
    """What the monitor of this park is to watch."""
    return plan_for(settings.code(db), links.all_links(db), overrides(db))


def text(wanted: WatchPlan) -> str:
    """The file of a plan."""
    import tomli_w

    parts = [HEAD]
    for section, table in table_of(wanted).items():
        parts.append(f"{NOTES[section]}\n{tomli_w.dumps(table)}")
    return "\n".join(parts)


def keep(folder: Path, db: Database) -> None:
    """Writes the file where it is not what the park says; old or new after a crash. A full disk and the like refuse."""
    wanted = text(plan(db)).encode()
    path = folder / FILE
    with suppress(OSError):
        if path.read_bytes() == wanted:
            return
    with refusing_disk(path):
        write_file(path, wanted)
