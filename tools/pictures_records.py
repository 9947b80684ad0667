"""How the pictures of backups, people and the audit trail are brought up: the parts, their dialogs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QWidget

if TYPE_CHECKING:
    from tools.pictures import Stage


def _screen(stage: Stage) -> Any:
    stage.window.show_face(stage.window.workspace)
    stage.window.go("records")
    stage.rest()
    return stage.window.screen_of("records")


def part(stage: Stage, name: str) -> QWidget:
    """One part of the records."""
    _screen(stage).show_part(name)
    stage.rest()
    return stage.window


def _dialog(stage: Stage) -> QDialog:
    stage.rest()
    return next(one for one in stage.window.findChildren(QDialog) if one.isVisible())


def _made(stage: Stage) -> Any:
    """The part of the backups with one that was just made."""
    screen = _screen(stage)
    screen.show_part("backups")
    stage.rest()
    made = screen.part("backups")
    if not made.records:
        made.add()
        _until(stage, lambda: bool(made.records))
    return made


def _until(stage: Stage, true: Callable[[], bool]) -> None:
    for _ in range(200):
        stage.rest()
        if true():
            return


def backed_up(stage: Stage) -> QWidget:
    """With a backup."""
    _made(stage)
    return stage.window


def backups_many(stage: Stage) -> QWidget:
    """Those of some weeks, one of them damaged; the stick for copies is out."""
    made = _made(stage)
    stage.desk.act(made, _aged)
    _until(stage, lambda: len(made.records) > len(AGED))
    made.table.select([made.records[2].key])
    stage.rest()
    return stage.window


AGED = {
    "20261102-111200": (11_779, 13_762_560), "20261102-104200": (11_771, 13_758_464), "20261101-181504": (11_771, 13_758_464),
    "20261030-173040": (11_468, 13_611_008), "20261029-174112": (11_402, 13_590_528), "20261028-172955": (11_377, 13_582_336),
    "20260930-181633": (10_921, 13_242_368), "20260831-180208": (10_406, 12_918_784),
}  # fmt: skip
"""Moments in the names of earlier backups, with the change and the bytes each reaches to."""


def _aged(session: Any) -> Any:
    """Earlier backups beside the one that was just made, by their names and manifests: a list shows no more of them."""
    import json
    import os
    import shutil

    from stpdesk.core.changes import Changes
    from stpdesk.db import backup_plan, backups_held
    from stpdesk.db.folder import BACKUPS, MANIFEST

    newest = backups_held.held(session.park.folder / BACKUPS)[0].place
    manifest = json.loads((newest / MANIFEST).read_bytes())
    for moment, (seq, size) in AGED.items():
        place = newest.with_name(f"GLT-{moment}{newest.suffix}")
        shutil.copytree(newest, place, copy_function=os.link)
        (place / MANIFEST).unlink()  # that of the newest stays as it is
        (place / MANIFEST).write_text(json.dumps({**manifest, "seq": seq, "size": size}))
    wrong = newest.with_name(f"GLT-20261102-104200{newest.suffix}")
    backups_held._note(
        wrong,
        int(session.clock().timestamp()),
        "The backup is damaged: park.db does not read back as it was written.",
    )
    with session.park.writing() as db:
        backup_plan.save(db, backup_plan.BackupPlan((Path("/media/manager/STP BACKUP"),), 30))
    return Changes({"backups", "settings"})


def plan(stage: Stage) -> QWidget:
    """Where and how often."""
    _made(stage).choose()
    return _dialog(stage)


def restoring(stage: Stage) -> QWidget:
    """Where the copy goes."""
    _made(stage).restore()
    return _dialog(stage)


def restored(stage: Stage) -> QWidget:
    """Both side by side."""
    _made(stage).restore()
    dialog: Any = _dialog(stage)
    dialog.restore()
    _until(stage, lambda: dialog.drill is not None)
    stage.rest()
    return dialog  # type: ignore[no-any-return]  # it is the dialog, seen as what it is


def from_backup(stage: Stage) -> QWidget:
    """A park from its backup, where it cannot be opened any more."""
    from stpdesk.ui.start.from_backup import FromBackup

    made = _made(stage)
    place = made.records[0].held.place
    stage.window.toast.hide()  # as when a park is left
    stage.window.show_face(FromBackup(stage.window, place))
    stage.rest()
    return stage.window


def _people(stage: Stage) -> Any:
    """The part of the people, with some."""
    screen = _screen(stage)
    screen.show_part("people")
    stage.rest()
    made = screen.part("people")
    if len(made.records) < 3:
        stage.desk.act(made, _fill)
        _until(stage, lambda: len(made.records) > 3)
    return made


def _fill(session: Any) -> Any:
    """A small office."""
    from stpdesk.actions import people
    from stpdesk.actions.session import Role
    from stpdesk.core.changes import Changes

    for name, role in (
        ("Sajida Bano", Role.ACCOUNTS), ("Imran Hussain", Role.DUTY), ("غلام عباس", Role.DUTY), ("PSEB auditor", Role.VIEWER),
    ):  # fmt: skip
        people.add_person(session, name, role, "three warm stoves")
    left = people.listed(session)[2].person
    people.retire(session, left.id)
    return Changes({"people"})


def people(stage: Stage) -> QWidget:
    """Everybody."""
    _people(stage)
    return stage.window


def person_new(stage: Stage) -> QWidget:
    """One more, with what is wrong."""
    _people(stage).add()
    dialog: Any = _dialog(stage)
    dialog.form.field("name").set_text("Sajida Bano")
    dialog.form.field("password").set_text("12345678")
    dialog.form.save()
    return dialog  # type: ignore[no-any-return]


def barred(stage: Stage) -> QWidget:
    """People, as a duty officer sees them."""
    made = _people(stage)
    stage.desk.park = replace(stage.desk.park, role="duty")  # type: ignore[type-var]  # a park is open here
    made.refresh()
    stage.rest()
    return stage.window


def barred_form(stage: Stage) -> QWidget:
    """A tenant's form, as a duty officer sees it."""
    barred(stage)
    stage.window.go("tenants")
    stage.rest()
    screen: Any = stage.window.screen_of("tenants")
    screen.new_tenant()
    stage.rest()
    return stage.window


def recovery(stage: Stage) -> QWidget:
    """The sheet anew."""
    _people(stage).recovery()
    return _dialog(stage)


def audited(stage: Stage) -> QWidget:
    """Something changed, of one tenant, and the chain was checked."""
    from stpdesk.ui.records.audit import Audit

    screen = _screen(stage)
    screen.show_part("audit")
    stage.rest()
    made: Audit = screen.part("audit")
    made.show_thing("T02")
    made.check()
    _until(stage, made.verdict.isVisible)
    return stage.window


def audit_whole(stage: Stage) -> QWidget:
    """An entry in a window of its own, as where there is no room beside the list."""
    screen = _screen(stage)
    screen.show_part("audit")
    stage.rest()
    made: Any = screen.part("audit")
    _until(stage, lambda: made.panel.entry is not None)
    made.panel.hide()
    made.change()
    return _dialog(stage)


def person(stage: Stage, name: str, act: str) -> QWidget:
    """A form about one of the people."""
    made = _people(stage)
    made.table.select([next(one.key for one in made.records if one.name == name)])
    stage.rest()
    getattr(made, act)()
    return _dialog(stage)


def person_retire(stage: Stage) -> QWidget:
    """Before somebody's key is taken away."""
    made = _people(stage)
    made.table.select([next(one.key for one in made.records if one.name == "Sajida Bano")])
    stage.rest()
    return stage.caught(made.retire)


def drawn(usual: str, states: Sequence[str]) -> list[tuple[str, Callable[[Stage], QWidget], Sequence[str]]]:
    """Name, act and parks."""
    only = (usual,)
    return [
        ("records-backups", partial(part, name="backups"), states), ("records-backed-up", backed_up, only),
        ("backup-plan", plan, only), ("backup-restoring", restoring, only), ("backup-restored", restored, only), ("start-from-backup", from_backup, only),
        ("records-people", partial(part, name="people"), states), ("records-people-many", people, only), ("person-new", person_new, only), ("recovery-sheet", recovery, only),
        ("person-role", partial(person, name="Sajida Bano", act="open"), only), ("person-name", partial(person, name="غلام عباس", act="rename"), only),
        ("person-back", partial(person, name="Imran Hussain", act="password"), only), ("person-own-password", partial(person, name="manager", act="password"), only),
        ("person-retire", person_retire, only), ("records-barred", barred, only), ("tenant-form-barred", barred_form, only),
        ("records-audit", partial(part, name="audit"), states), ("records-audit-one", audited, only), ("records-audit-whole", audit_whole, only),
    ]  # fmt: skip
