"""The part of the month's run: what it would issue and why that differs, issued by one key, then printed."""

from __future__ import annotations

from array import array
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent

from stpdesk.actions.run_review import Done, Review, ToIssue
from stpdesk.core.errors import Refused
from stpdesk.core.money import group_lakh
from stpdesk.core.months import Month
from stpdesk.ui.billing import run_facts
from stpdesk.ui.billing.run_acting import RunActs
from stpdesk.ui.billing.run_asking import may_issue
from stpdesk.ui.billing.run_listing import ISSUED, READY, WAITS, RunRow, listing, rows_of
from stpdesk.ui.billing.run_notices import Notice
from stpdesk.ui.billing.run_page import RunPage
from stpdesk.ui.billing.run_panel import Paper
from stpdesk.ui.billing.run_telling import Telling, notices
from stpdesk.ui.billing.run_unlikely import far_rows
from stpdesk.ui.billing.run_words import tr
from stpdesk.ui.parted import PartedScreen
from stpdesk.ui.sentences import in_words
from stpdesk.ui.tenants.worked_out import WorkedOut
from stpdesk.ui.today.rows import dress

if TYPE_CHECKING:
    from stpdesk.actions.session import Session


class Run(RunPage):
    """`show_thing`: a month as `2026-10`, its list of use nobody pays for as `2026-10:unbilled`, or a tenant's code."""

    def __init__(self, screen: PartedScreen) -> None:
        super().__init__(screen)
        self.found: Review | None = None
        self.rows: tuple[RunRow, ...] = ()
        self.telling: Telling | None = None
        self._without: set[str] = set()
        self._of: Month | None = None
        self._wanted = ""
        self._typed: frozenset[str] = frozenset()
        self._reading = False
        self.acts = RunActs(self, self._desk)
        self._connect()

    def _connect(self) -> None:
        """List, panel, buttons; Ctrl+Enter is of this part alone, for forms beside it have it too."""
        table, panel = self.table, self.panel
        table.selected.connect(self._on_selected)
        table.filled.connect(self._on_filled)
        table.activated.connect(lambda _key: self.open())
        table.asked.connect(lambda: self.home.go.emit("leases", ""))
        panel.tenant.connect(lambda code: self.home.go.emit("tenants", code))
        panel.charge.connect(lambda code: self.home.show_thing(f"charges:new:run:{code}"))
        panel.invoice.connect(lambda number: self.home.show_thing(f"invoices:{number}"))
        panel.bill_without.connect(self._turn_one)
        panel.reading.connect(self.see_reading)
        table.finder.line.textChanged.connect(lambda _text: self._tell())
        self._export.clicked.connect(lambda *_: self.export())
        self.preview_button.clicked.connect(lambda *_: self.print_paper())
        self.print_button.clicked.connect(lambda *_: self.print_paper())
        self.issue_button.clicked.connect(lambda *_: self.issue())
        self.changed_link.clicked.connect(lambda *_: self.acts.show_changed())
        self.unbilled_link.clicked.connect(lambda *_: self.acts.show_unbilled())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(
                QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            )
            shortcut.activated.connect(self.issue)

    # reading -----------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """The month again; until it is there nothing can be issued."""
        month = self.home.month
        if month is None:
            return
        self._reading = True
        self._show_ready()
        self._desk.ask(self, partial(_read, month=month), self._show, slot="run")
        self.acts.look_for_changed()

    def _show(self, found: Review) -> None:
        """The month as it is now."""
        if found.month != self.home.month:
            return
        if found.month != self._of:
            self._of = found.month
            self._without = set()
        self.found, self._reading = found, False
        self._show_rows()
        self.acts.show_wanted()

    def _show_rows(self) -> None:
        """Rows, what stands above them and below."""
        found = self.found
        if found is None:
            return
        held = self.chosen()
        self.rows = rows_of(found, self._without)
        if held is not None and not self._wanted and all(one.key != held.key for one in self.rows):
            self._wanted = held.code  # issued meanwhile: the tenant stays at hand
        rows = self.rows
        self.table.refresh(listing=listing(WorkedOut(lambda _db, _day: rows), found, rows))
        self.notices.say(self._notices(found))
        self._fit()
        self.notices.come_before(self.table.finder.line)
        self._show_beside(found)
        self._tell()
        waiting = sum(one.state == WAITS for one in rows)
        self.home.say("run", tr("Run ({n})").format(n=waiting) if waiting else "")

    def _tell(self) -> None:
        """How far it is and what issuing does, with what the filter hides."""
        if self.found is not None:
            told = self.telling = Telling(self.found, self.rows, bool(self.table.finder.line.text().strip()))
            self.state.say(told.state(), told.state_short())
            self.foot.say(told.does(), told.stays())
            self._show_ready()

    def _notices(self, found: Review) -> list[Notice]:
        """With their acts."""
        return notices(
            found, self.rows, self._without, typed=self._typed, bill_without=self._turn_all, readings=self._type_readings,
            catch_up=self.acts.catch_up, show_month=self.home.turn_to, reopen=lambda: self.home.go.emit("records", f"close:{found.month}"),
            show_far=self.next_far, see_reading=self.see_reading,
        )  # fmt: skip

    def _show_beside(self, found: Review) -> None:
        """What is told beside: use nobody is billed for, billed days whose terms changed since."""
        listed = (*found.unbilled, *(found.run.ahead if found.run is not None else ()))
        rooms, count = any(one.unit is not None for one in listed), len(listed)
        self.unbilled_link.setVisible(bool(count))
        words = tr("Unbilled use ({n})") if rooms else tr("Main meters’ use")
        self.unbilled_link.setText(words.format(n=group_lakh(count)))
        self.unbilled_link.setAccessibleName(self.unbilled_link.text())
        changed = len(self.acts.changed)
        self.changed_link.setVisible(bool(changed))
        self.changed_link.setText(tr("Changed since billed ({n})").format(n=group_lakh(changed)))
        self.changed_link.setAccessibleName(self.changed_link.text())

    def show_beside(self) -> None:
        """What was looked for meanwhile is there."""
        if self.found is not None:
            self._show_beside(self.found)

    def _show_ready(self) -> None:
        """Which acts there are now."""
        told = self.telling
        ready, issued = (told.ready, told.issued) if told is not None else (0, 0)
        writable = self._desk.park is not None and self._desk.park.writable
        self.issue_button.setVisible(bool(ready) or not issued)
        self.issue_button.setEnabled(bool(ready) and writable and not self._reading and not self.acts.issuing)
        self.issue_button.set_words(told.act() if told is not None else tr("Issue"))
        dress(self.issue_button, "look", "" if self.found is not None and self.found.early else "primary")
        self.preview_button.setVisible(bool(ready) or not issued)
        self.preview_button.setEnabled(bool(ready))
        self.print_button.setVisible(bool(issued) and not ready)

    def showEvent(self, event: QShowEvent) -> None:
        """Readings may have been typed meanwhile, and lie there unsaved."""
        super().showEvent(event)
        self._desk.after(self, run_facts.typed_readings, self._show_typed)

    def _show_typed(self, found: frozenset[str]) -> None:
        """Meters whose reading is typed and not saved."""
        if found != self._typed:
            self._typed = found
            self._show_rows()

    # selection ---------------------------------------------------------------------------------------------------------

    def _on_filled(self) -> None:
        """The wanted tenant is selected, else the first row."""
        keys = self.table.model.keys
        if self._wanted:
            wanted = next((one.key for one in self.rows if one.code == self._wanted), None)
            if wanted is None or wanted in keys:
                self._wanted = ""
            if wanted is not None and wanted in keys:
                self.table.select([wanted])
                return
        if keys and not len(self.table.selected_keys()):
            self.table.select([keys[0]])
        elif keys:
            self._on_selected(self.table.selected_keys())
        else:
            self._show_paper(None)

    def chosen(self) -> RunRow | None:
        """The row that is selected alone."""
        keys = self.table.selected_keys()
        return next((one for one in self.rows if one.key == keys[0]), None) if len(keys) == 1 else None

    def _on_selected(self, _keys: array[int]) -> None:
        """The panel follows: a draft at once, what was issued from its own copy."""
        one, found = self.chosen(), self.found
        if one is None or found is None:
            return
        if isinstance(one.of, ToIssue):
            self._show_paper(run_facts.of_draft(found, one, one.of, self._typed))
        else:
            done: Done = one.of
            self._desk.read(
                self,
                lambda db: run_facts.of_issued(db, found, done),
                partial(self._show_if, one.key),
                slot="panel",
            )

    def _show_if(self, key: int, paper: Paper) -> None:
        """It came; if it is still wanted."""
        one = self.chosen()
        if one is not None and one.key == key:
            self._show_paper(paper)

    def _show_paper(self, paper: Paper | None) -> None:
        """Tells it."""
        self.panel.show_paper(paper)
        self._fit()

    # acts --------------------------------------------------------------------------------------------------------------

    def show_thing(self, thing: str) -> None:
        """Another month, perhaps with its list of use nobody pays for, or a tenant."""
        told, _, inside = thing.partition(":")
        try:
            month = Month.parse(told)
        except Refused:
            self._wanted = thing
            self._on_filled()
            return
        self.acts.wants_unbilled = inside == "unbilled"
        if month != self.home.month:
            self.home.turn_to(month)
        if not self._reading:
            self.acts.show_wanted()

    def at_hand(self) -> str:
        """The month."""
        return str(self.home.month) if self.home.month is not None else ""

    def open(self) -> None:
        """Enter: the invoice that was issued; of a draft its paper as it would be."""
        one = self.chosen()
        if one is not None and one.number is not None:
            self.home.show_thing(f"invoices:{one.number}")
        elif one is not None:
            self.acts.preview([one])

    def add(self) -> None:
        """Ctrl+N: a one-off charge, of the selected tenant."""
        one = self.chosen()
        self.home.show_thing(f"charges:new:run:{one.code}" if one is not None else "charges:new:run:")

    def issue(self) -> None:
        """All that is ready, in one act, after one question."""
        told = self.telling
        if self.issue_button.isEnabled() and told is not None and may_issue(self, told):
            self.acts.issue(told.found, [one for one in told.rows if one.state == READY])

    def print_paper(self) -> None:
        """What would be issued as it will be printed; what was issued, all in one."""
        ready = [one for one in self.rows if one.state == READY]
        if ready:
            self.acts.preview(ready)
        elif any(one.state == ISSUED for one in self.rows):
            self.acts.print_all()

    def save_paper(self) -> None:
        """The same paper, which can be saved there."""
        self.print_paper()

    def export(self) -> None:
        """The list as a workbook."""
        self.table.export()

    def _turn_all(self) -> None:
        """Bill all who wait without their readings, or let them wait again."""
        waits = {one.tenant_id for one in self.rows if one.state == WAITS}
        self._without = self._without | waits if waits else set()
        self._show_rows()
        self.table.setFocus()  # the button that was pressed is another by now

    def _turn_one(self) -> None:
        """The same of the selected one."""
        one = self.chosen()
        if one is not None:
            self._without ^= {one.tenant_id}
            self._show_rows()

    def next_far(self) -> None:
        """The next row with a use far from usual."""
        keys, at = self.table.model.keys, self.chosen()
        far = far_rows(self.rows)
        if not far:
            return
        if any(one.key not in keys for one in far):
            self.table.finder.line.clear()
        later = [one for one in far if at is not None and one.order > at.order]
        self._wanted = (later or far)[0].code
        self._on_filled()
        self.table.setFocus()

    def see_reading(self) -> None:
        """The reading behind a use far from usual: of the selected row, else the first."""
        at, far = self.chosen(), far_rows(self.rows)
        row = at if at is not None and at.unlikely else far[0] if far else None
        if row is not None:
            usage = row.unlikely[0].usage
            part: Any = self.home.part("readings")
            show = partial(part.show_thing, usage.meter.code)
            if self.home.month != Month.of(usage.last):  # its rows are still to come
                part.grid.filled.connect(show, Qt.ConnectionType.SingleShotConnection)
            self.home.go.emit("billing", f"readings:{Month.of(usage.last)}")
            show()

    def _type_readings(self) -> None:
        """The readings the run waits for."""
        part: Any = self.home.part("readings")
        self.home.show_thing("readings")
        part.type_needed()

    def issued(self) -> None:
        """It is on disk; what was issued has the keyboard and Ctrl+P prints it."""
        self._without = set()
        self.table.setFocus()

    def refuse(self, refused: Refused) -> None:
        """Nothing was issued; why."""
        self.foot.refuse(in_words(refused))
        self._desk.refused.emit(refused)
        self.refresh()


def _read(session: Session, month: Month) -> Review:
    """On the reader's thread."""
    from stpdesk.actions.run_review import review

    return review(session, month)
