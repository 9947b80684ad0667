"""The right part of Today: the park's figures, the month's run, what ends soon, the backup, the month's close."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from stpdesk.core.months import Month
from stpdesk.ui import wording
from stpdesk.ui.fields.buttons import link
from stpdesk.ui.marks import Dot
from stpdesk.ui.parts import button, column, label, row, rule
from stpdesk.ui.theme import px
from stpdesk.ui.today.facts import ON_TODAY, Due, Ending, TodayFacts, checklist
from stpdesk.ui.today.rows import Ends, Row, Rows, many, say_ending, say_step, unit_of

LISTED = 4
"""What ends soon, at most; all of it is on its screens."""


class Side(QWidget):
    """`show_facts` shows what was read, `show_due` the month's run, which takes longer to work out."""

    issue = Signal()
    back_up = Signal()
    settle = Signal(object)
    """a Step a person clicked"""
    go = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._month: Month | None = None
        self._let, self._let_about = label("–", "figure"), label("", "caption")
        self._arrears, self._arrears_about = label("–", "figure"), label("", "caption")
        self._billing, self._billing_about = label("", "section"), label("", "caption")
        self._issue = button(self.tr("Issue…"))
        self._ending, self._steps = (
            Rows(LISTED, self._on_ending, Ends),
            Rows(5, self._on_step, partial(Row, marked=True)),
        )
        self._nothing = label(self.tr("Nothing ends soon."), "muted")
        self._nothing.hide()
        self._ending.addWidget(self._nothing)
        self._ending_about = label("", "caption")
        self.close_title, self._close_about = label("", "section"), label("", "caption")
        self._all = link(self.tr("All points"))
        self._all.setProperty("edge", "right")
        self._backup_dot, self._backup = Dot("off"), label("", "")
        back_up = button(self.tr("Back up now"))
        billing = row(self._billing, None, self._billing_about, self._issue)
        billing.addStrut(self._issue.sizeHint().height())  # with the button or without it, all below stays
        self._issue.hide()
        self.setLayout(
            column(
                self._figures(), 8, rule(), 8,
                billing, 8, rule(), 8,
                row(label(self.tr("Over, or ending within 90 days"), "section"), None, self._ending_about), self._ending, 8, rule(), 8,
                row(self._backup_dot, self._backup, None, back_up), 8, rule(), 8,
                row(self.close_title, None, self._close_about, self._all), self._steps, None,
            )
        )  # fmt: skip
        self._issue.clicked.connect(self.issue)
        self._all.clicked.connect(lambda *_: self.go.emit("records", f"close:{self._month}"))
        back_up.clicked.connect(self.back_up)

    def _figures(self) -> QGridLayout:
        """How much is let, and what is owed."""
        made = QGridLayout()
        made.setVerticalSpacing(px(2))
        made.addLayout(row(self._let, unit_of(self.tr("let")), None), 0, 0)
        made.addLayout(row(self._arrears, unit_of(self.tr("Rs arrears")), None), 0, 1)
        made.addWidget(self._let_about, 1, 0)
        made.addWidget(self._arrears_about, 1, 1)
        made.setColumnStretch(0, 1)
        made.setColumnStretch(1, 1)
        return made

    @property
    def let(self) -> str:
        """The share that is let, as it is shown."""
        return self._let.text()

    def show_facts(self, facts: TodayFacts, due: Due | None) -> None:
        """Shows what was read; `due` is what is known of the month's run."""
        self._let.setText(wording.percent(facts.occupancy_pct))
        self._let_about.setText(
            self.tr("%d of %d units") % (facts.units_let, facts.units)
            if facts.units
            else self.tr("no unit yet")
        )
        self._arrears.setText(wording.rupees(facts.arrears))
        self._arrears_about.setText(
            self.tr("%s, oldest %s") % (many(facts.in_arrears), wording.days(facts.oldest))
            if facts.in_arrears
            else self.tr("nobody is late")
        )
        self._month = facts.month
        month = wording.month_name(facts.month.number)
        self._billing.setText(self.tr("%s billing") % month)
        self.close_title.setText(self.tr("Close %s") % month)
        self._show_ending(facts)
        self._show_backup(facts)
        self.show_due(facts, due)

    def show_due(self, facts: TodayFacts, due: Due | None) -> None:
        """Shows what the month's run would issue, and the checklist; without it, that it is being worked out."""
        self._billing_about.setText(self._said(facts, due))
        self._issue.setVisible(bool(due and (due.documents or due.waiting)))
        steps = checklist(facts, due) if facts.units else ()
        done = sum(1 for one in steps if not one.open)
        told = self.tr("%d of %d done") % (done, len(steps)) if due else ""
        self._close_about.setText(told if facts.units else self.tr("nothing to close yet"))
        shown = [one for one in steps if one.name in ON_TODAY]
        for made, step in zip(self._steps.take(len(shown)), shown, strict=True):
            say_step(made, step, self.tr)

    def _on_step(self, step: object) -> None:
        """The one act that settles it."""
        self.settle.emit(step)

    def _on_ending(self, one: object) -> None:
        """To the screen of what ends."""
        assert isinstance(one, Ending)
        self.go.emit("leases" if one.what == "lease" else "tenants", one.thing)

    def _said(self, facts: TodayFacts, due: Due | None) -> str:
        """The month's run in a few words."""
        if not facts.units:
            return self.tr("nothing to bill yet")
        if due is None:
            return self.tr("being worked out…")
        if due.refused:
            return due.refused
        if due.documents:
            return self.tr("Rs %s ready to issue") % wording.rupees(due.total)
        if due.waiting:
            return self.tr("waits for readings")
        return self.tr("everything is issued")

    def _show_ending(self, facts: TodayFacts) -> None:
        """The next ends; all of them on their screens."""
        shown = facts.ending[:LISTED]
        for made, one in zip(self._ending.take(len(shown)), shown, strict=True):
            say_ending(made, one, self.tr)
        self._nothing.setVisible(not shown)
        more = len(facts.ending) - LISTED
        self._ending_about.setText(self.tr("and %d more") % more if more > 0 else "")

    def _show_backup(self, facts: TodayFacts) -> None:
        """The newest backup and its age."""
        if facts.backup is None:
            self._backup_dot.set_tone("ask")
            self._backup.setText(self.tr("No backup yet"))
            return
        age = facts.now - facts.backup[1]
        self._backup_dot.set_tone("good" if age < 2 * 86_400 else "ask")
        self._backup.setText(
            self.tr("Backup %s ago, read back") % wording.length(age)
            if age >= 60
            else self.tr("Backup just now, read back")
        )
