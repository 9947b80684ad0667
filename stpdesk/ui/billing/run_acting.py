"""The acts of the run: issued in one transaction, caught up, printed; and what changed since it was billed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.core.money import Paisa
from stpdesk.core.months import Month
from stpdesk.ui import wording
from stpdesk.ui.billing.run_listing import WAITS, RunRow
from stpdesk.ui.billing.run_unlikely import asked, not_begun, slips
from stpdesk.ui.billing.run_words import month_told, tr
from stpdesk.ui.desk import Desk

if TYPE_CHECKING:
    from stpdesk.actions.billing import RunResult
    from stpdesk.actions.run_review import Review
    from stpdesk.actions.session import Session
    from stpdesk.core.corrections import Changed
    from stpdesk.ui.billing.run import Run
    from stpdesk.ui.billing.run_paper import RunPaper

MOVED = frozenset({"leases", "units", "schemes", "invoices", "one_offs", "tenants", "settings"})
"""Changes after which billed days may have other terms."""


class RunActs(QObject):
    """What the part's buttons and keys do; it goes with the part."""

    def __init__(self, home: Run, desk: Desk) -> None:
        super().__init__(home)
        self._home, self._desk = home, desk
        self.issuing = False
        self.changed: tuple[Changed, ...] = ()
        self._looked = False
        self.wants_unbilled = False
        """the list of use nobody pays for is to be seen once the month is read"""
        self.paper: RunPaper | None = None
        desk.changed.connect(self._on_changed)
        desk.opened.connect(self._forget)

    # issuing -----------------------------------------------------------------------------------------------------------

    def issue(self, found: Review, ready: Sequence[RunRow]) -> None:
        """What is shown as ready, in one transaction; refused where the run is another by now."""
        waiting = frozenset(one.tenant_id for one in self._home.rows if one.state == WAITS)
        total = Paisa(sum(one.total for one in ready))
        self._begin(tr("Issuing {n} documents…").format(n=len(ready)))
        work = partial(_issue, month=found.month, waiting=waiting, seen=(len(ready), total))
        self._desk.act(self._home, work, self._done, refused=self._refused)

    def catch_up(self) -> None:
        """The missing months first, each a run of its own, then this one; after one question."""
        from stpdesk.ui.forms.dialogs import ask

        found = self._home.found
        if found is None or not found.missing:
            return
        months = ", ".join(month_told(one) for one in found.missing)
        sentence = tr(
            "The runs of {months} are issued first, each with the date of its own month, then what is ready of {month}. All of "
            "it in one act: if anything is refused, nothing is issued."
        )
        if len(found.missing) == 1:
            sentence = tr(
                "The run of {months} is issued first, with the date of that month, then what is ready of {month}. Both in one "
                "act: if anything is refused, nothing is issued."
            )
        sentence = sentence.format(months=months, month=month_told(found.month))
        far, early = slips(self._home.rows), found.early
        if early:
            sentence += "\n" + not_begun(found)
        if far:
            sentence += "\n" + tr("Many times the usual use is billed with them:") + "\n" + asked(far)
        act = [("go", tr("Issue them all"))]
        if ask(self._home, tr("Catch up?"), sentence, act, careful=bool(far) or early) == "go":
            waiting = frozenset(one.tenant_id for one in self._home.rows if one.state == WAITS)
            self._begin(tr("Issuing the missing months…"))
            work = partial(_issue, month=found.month, waiting=waiting, catch_up=True)
            self._desk.act(self._home, work, self._done, refused=self._refused)

    def _begin(self, words: str) -> None:
        """It is under way."""
        self.issuing = True
        self._home.issue_button.setEnabled(False)
        self._home.working.begin(words)

    def _end(self) -> None:
        """It is over."""
        self.issuing = False
        self._home.working.end()

    def _done(self, _changes: Changes) -> None:
        """On disk."""
        self._end()
        self._home.issued()

    def _refused(self, refused: Refused) -> None:
        """Nothing was issued."""
        self._end()
        self._home.refuse(refused)

    # papers ------------------------------------------------------------------------------------------------------------

    def preview(self, ready: Sequence[RunRow]) -> None:
        """Some documents as they would be printed."""
        from stpdesk.apart.papers import drafts
        from stpdesk.ui.billing import run_paper

        result = self._result(ready)
        if result is not None:
            title = tr("Preview of {month}, not issued").format(month=month_told(result.run.month))
            self.paper = run_paper.show(self._home, self._desk, title, partial(drafts, result=result))

    def _result(self, ready: Sequence[RunRow]) -> RunResult | None:
        """The run with these documents alone."""
        from dataclasses import replace

        from stpdesk.actions.billing import RunResult

        found = self._home.found
        if found is None or found.run is None:
            return None
        keys = {one.tenant_id for one in ready}
        drafts = tuple(one for one in found.run.drafts if one.tenant.id in keys)
        return RunResult(replace(found.run, drafts=drafts))

    def print_all(self) -> None:
        """All that was issued in the month, as one PDF."""
        from stpdesk.apart.papers import issued
        from stpdesk.ui.billing import run_paper

        found = self._home.found
        if found is not None:
            title = tr("Invoices of {month}").format(month=month_told(found.month))
            self.paper = run_paper.show(self._home, self._desk, title, partial(issued, month=found.month))

    # beside the run ----------------------------------------------------------------------------------------------------

    def look_for_changed(self) -> None:
        """Billed days with other terms now, looked for beside everything else, once until something of it changes."""
        if not self._looked:
            self._looked = True
            self._desk.aside(self._home, _changed, self._found_changed)

    def _found_changed(self, found: tuple[Changed, ...]) -> None:
        """Told beside the filter."""
        self.changed = found
        self._home.show_beside()

    def _on_changed(self, changes: Changes) -> None:
        """Looked for again where it may be another."""
        if changes.touch(*MOVED):
            self._looked = False
            if self._home.isVisible():
                self.look_for_changed()

    def _forget(self, _park: object) -> None:
        """Another park."""
        self._looked, self.changed = False, ()

    def show_changed(self) -> None:
        """The list, with the act that settles each."""
        from stpdesk.ui.billing.run_beside import ChangedDialog

        ChangedDialog(self._home, self._desk, self.changed).open()

    def show_wanted(self) -> None:
        """What was asked for with the month."""
        found = self._home.found
        if self.wants_unbilled and found is not None and found.month == self._home.home.month:
            self.wants_unbilled = False
            self.show_unbilled()

    def show_unbilled(self) -> None:
        """Use that nobody is charged with, and why: also what was read since, which a later run would bill."""
        from stpdesk.ui.billing.run_beside import UnbilledDialog

        found = self._home.found
        if found is not None and found.run is not None:
            listed = (*found.unbilled, *found.run.ahead)
            show_unit = partial(self._home.home.go.emit, "spaces")
            UnbilledDialog(self._home, self._desk, listed, show_unit).open()


def _issue(
    session: Session,
    *,
    month: Month,
    waiting: frozenset[str],
    seen: tuple[int, Paisa] | None = None,
    catch_up: bool = False,
) -> Changes:
    """On the writer's thread."""
    from stpdesk.actions.billing import Seen, issue_run

    told = issue_run(session, month, catch_up=catch_up, waiting=waiting, seen=Seen(*seen) if seen else None)
    count = int(str(told.told["issued"]))
    words = wording.counted(count, tr("{n} document issued."), tr("{n} documents issued."))
    return Changes(told.nouns, **{**told.told, "said": words})


def _changed(session: Session) -> tuple[Changed, ...]:
    """On a thread of its own."""
    from stpdesk.actions.billing import changed_since

    return tuple(changed_since(session, apart=True))
