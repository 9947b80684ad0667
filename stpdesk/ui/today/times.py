"""Other times and other words for what is out, or for what the monitor asks."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from stpdesk.core.civil import moment, seconds_of
from stpdesk.ui.fields.dates import Instant
from stpdesk.ui.fields.written import Text
from stpdesk.ui.forms.dialogs import FormDialog
from stpdesk.ui.forms.form import Form
from stpdesk.ui.now import now
from stpdesk.ui.today import acts

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.core.changes import Changes
    from stpdesk.core.proposals import Proposal
    from stpdesk.ui.desk import Desk
    from stpdesk.ui.today.facts import Out


def _clock() -> datetime:
    """Now, for `-10` and `14:02`."""
    return moment(now())


def ask_times(parent: QWidget, desk: Desk, proposal: Proposal) -> None:
    """A power cut with the times a person knows better."""

    def act(session: Session, values: dict[str, Any]) -> Changes:
        return acts.yes(session, proposal, values["start"], values["end"])

    form = Form(desk, "power-cut", save=parent.tr("Record power cut"), act=act)
    form.add(Instant("start", parent.tr("Power went out"), _clock, required=True))
    form.add(Instant("end", parent.tr("Power came back"), _clock, required=True))
    form.start({"start": moment(proposal.span.start), "end": moment(proposal.span.end)}, thing=proposal.id)
    FormDialog(parent, parent.tr("Power cut"), form).exec()


def change_start(parent: QWidget, desk: Desk, out: Out) -> None:
    """Another start of what is out; a correction, so it asks why."""

    def act(session: Session, values: dict[str, Any]) -> Changes:
        return acts.move(session, out.number or 0, seconds_of(values["start"]), values["reason"])

    form = Form(desk, "outage-start", save=parent.tr("Change the time"), act=act)
    form.add(Instant("start", parent.tr("Out since"), _clock, required=True))
    form.add(Text("reason", parent.tr("Why"), required=True))
    form.start({"start": moment(out.start), "reason": parent.tr("Entered later")}, thing=str(out.number))
    FormDialog(parent, parent.tr("Since when is it out?"), form).exec()
