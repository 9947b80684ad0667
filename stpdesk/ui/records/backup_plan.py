"""Where copies of the backups go besides the park's own folder, and how often one is made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from stpdesk.core.changes import Changes
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.buttons import link
from stpdesk.ui.fields.segments import Segmented
from stpdesk.ui.fields.written import LongText
from stpdesk.ui.forms.form import Form
from stpdesk.ui.records import backup_words as words
from stpdesk.ui.records.backup_words import tr

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.db.backup_plan import BackupPlan

OFTEN = (15, 30, 60, 240, 24 * 60)
"""Minutes that can be chosen."""


def plan_form(desk: Desk, plan: BackupPlan) -> Form:
    """Folders, one a line, and the time between two backups."""
    form = Form(desk, "backup-plan", save=tr("Save"), act=_save)
    folders = LongText("folders", tr("Copies also go to"), lines=4, width=440, hint=tr("One folder a line"))
    add = link(tr("Choose a folder…"))

    def choose() -> None:
        found = QFileDialog.getExistingDirectory(form, tr("A folder on a stick or another disk"))
        if found:
            folders.set_text("\n".join([*filter(None, [folders.text().strip()]), found]))

    add.clicked.connect(lambda *_: choose())
    form.section(tr("On other disks"), add)
    form.add(folders)
    form.section(tr("How often"))
    options = [(one, words.short(one)) for one in sorted({*OFTEN, plan.minutes})]
    form.add(Segmented("minutes", tr("A backup every"), options, value=plan.minutes))
    form.consequence(tr("A stick that is out gets its copy when it is back."))
    form.start({"folders": "\n".join(map(str, plan.folders)), "minutes": plan.minutes})
    return form


def _save(session: Session, values: dict[str, Any]) -> Changes:
    """As typed."""
    from stpdesk.actions.backups import set_plan

    named = [line.strip() for line in (values["folders"] or "").splitlines()]
    made = set_plan(session, [Path(one) for one in named if one], values["minutes"])
    return Changes(made.nouns, **{**made.told, "said": tr("Saved. The next backup goes there too.")})
