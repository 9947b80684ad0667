"""What the monitor watches and how, as the park keeps it; `monitor.toml` follows."""

from __future__ import annotations

from collections.abc import Sequence

from stpdesk.actions.session import Session
from stpdesk.core.changes import Changes
from stpdesk.core.codes import fold
from stpdesk.core.watch_settings import setting
from stpdesk.core.watching import WatchPlan
from stpdesk.db import plan_file, settings


def set_monitor(session: Session, words: Sequence[str] = ()) -> Changes:
    """Sets what each `KEY=VALUE` says (`KEY=` = the usual value again) and writes `monitor.toml`; all or nothing.

    `told["changed"]` = the keys that became another. Without any word the file alone is written anew.
    """
    session.require()
    with session.park.writing() as db:
        before = plan_file.overrides(db)
        kept, plan = dict(before), plan_file.plan(db)
        for typed in words:
            key, value = setting(typed, plan)
            kept = {name: was for name, was in kept.items() if fold(name) != fold(key)}
            if value is not None:
                kept[key] = value
        if kept != before:
            settings.save(db, {plan_file.SETTING: kept})
        plan_file.keep(session.park.folder, db)
    changed = sorted(key for key in {*before, *kept} if before.get(key) != kept.get(key))
    return Changes({"settings"} if changed else (), changed=changed)


def watched(session: Session) -> WatchPlan:
    """What the monitor of this park is to watch."""
    with session.park.reading() as db:
        return plan_file.plan(db)
