"""The late fee: its rate, and whom the month's run would charge how much by it, before anything is set (rule B9)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from stpdesk.core.changes import Changes
from stpdesk.core.money import E4, Paisa, decimal_text, lakh
from stpdesk.core.months import Month
from stpdesk.ui import wording
from stpdesk.ui.accounts.invoice_words import kind, tr
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.numbers import Percent
from stpdesk.ui.forms.dialogs import FormDialog
from stpdesk.ui.forms.form import Form
from stpdesk.ui.parts import label
from stpdesk.ui.tables import Cell, Column, Kind, Listing, Table
from stpdesk.ui.tenants.words import month as month_told
from stpdesk.ui.tenants.worked_out import WorkedOut
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.actions.late_fees import Fee, FeePreview
    from stpdesk.actions.session import Session


@dataclass(frozen=True, slots=True)
class FeeRow:
    """One fee under its key in the list."""

    key: int
    fee: Fee

    @property
    def amount(self) -> Paisa:
        """For sorting."""
        return self.fee.amount

    @property
    def due(self) -> date:
        """For sorting."""
        return self.fee.due

    @property
    def open(self) -> Paisa:
        """For sorting."""
        return self.fee.open

    @property
    def sought(self) -> str:
        """What it is filtered by."""
        return f"{self.fee.code} {self.fee.name} {self.fee.ref}"


class FeeForm(Form):
    """The rate above, the rule in words, whom it would charge below."""

    def __init__(self, desk: Desk, month: Month, present: int) -> None:
        self._month, self._present = month, present

        def act(session: Session, values: dict[str, Any]) -> Changes:
            return save(session, values)

        def preview(session: Session, values: dict[str, Any]) -> FeePreview:
            from stpdesk.actions.late_fees import preview_fees

            return preview_fees(session, month, E4(values["late_fee_pct"] or 0))

        super().__init__(desk, "late-fee", save=tr("Charge with the run"), act=act)
        self.rate = self.add(Percent("late_fee_pct", tr("Late fee"), suffix=tr("% a month")))
        self.rate.note(tr("blank or 0 = none"))
        self.rule = label("", "muted", wrap=True)
        self.widget(self.rule)
        self.table = Table(desk, listing((), asked=False), {})
        self.table.finder.hide()
        self.table.setMinimumHeight(px(120))
        self.below(self.table)
        self.previews(preview, self._show)
        self.start({"late_fee_pct": present or None}, thing="")

    def _show(self, seen: FeePreview) -> None:
        """The rule, the rows, what saving does."""
        percent, run = decimal_text(seen.percent), month_told(seen.month)
        self.rule.setText(
            tr(
                "In the run of {month} each invoice and opening balance that is past its due date on {day} is charged "
                "{percent} % of what is open of it: never of a late fee itself, and only once in a run."
            ).format(month=run, day=wording.day(seen.day), percent=percent)
            if seen.percent
            else tr("No late fee is charged.")
        )
        self.table.refresh(listing=listing(seen.fees, asked=bool(seen.percent)))
        if seen.closed:
            words = tr(
                "{month} is closed: reopen it in Records to run it again. The rate counts from the next run on."
            )
        elif not seen.percent:
            words = tr("No run charges a late fee from now on.") if self._present else ""
        elif not seen.fees:
            words = tr("The run of {month} adds no late fee.")
        elif seen.percent == self._present:
            words = tr("{month}: {tenants}, {amount} in all, once its run is issued.")
        else:
            words = tr("From now on {percent} %. {month}: {tenants}, {amount} in all.")
        who = wording.counted(seen.tenants, tr("1 tenant"), tr("{n} tenants"))
        self.consequence(words.format(month=run, percent=percent, tenants=who, amount=lakh(seen.total)))


def listing(fees: tuple[Fee, ...], *, asked: bool) -> Listing:
    """Tenant, item, since when, what is open, the fee; `asked`: a rate is typed."""
    rows = tuple(FeeRow(place, one) for place, one in enumerate(fees, start=1))
    there = WorkedOut(lambda _db, _day: rows)

    def totals(db: Database, *, text: str, day: date, **_filters: Any) -> tuple[int, Paisa]:
        shown = there.rows(db, there.keys(db, sort="", descending=False, text=text, day=day), day=day)
        return len(shown), Paisa(sum(one.amount for one in shown))

    return Listing(
        "late-fees", tr("Late fees"),
        (
            Column("name", tr("Tenant"), Kind.STRONG, 180, sort=None, stretch=True),
            Column("ref", tr("Document"), Kind.TEXT, 176, sort=None, gives=2),
            Column("due", tr("Due"), Kind.DATE, 108, sort=None, gives=1),
            Column("open", tr("Open, Rs"), Kind.MONEY, 112, sort=None),
            Column("amount", tr("Fee, Rs"), Kind.MONEY, 104, sort=None),
        ),
        keys=there.keys, rows=there.rows, cells=fee_cells, totals=totals, sums=fee_sums, when="day",
        empty=tr("Nobody would be charged: nothing is overdue then, or the run charged it already.")
        if asked
        else tr("Type a percentage above to see who would be charged."),
    )  # fmt: skip


def fee_cells(row: FeeRow, _today: date) -> tuple[object, ...]:
    """As the columns say it."""
    one = row.fee
    return (one.name, one.ref or Cell(None, kind("opening"), tone="muted"), one.due, one.open, one.amount)


def fee_sums(told: tuple[int, Paisa]) -> tuple[object, ...]:
    """How many, and all of it."""
    words = wording.counted(told[0], tr("1 late fee"), tr("{n} late fees"))
    return (words, None, None, None, told[1])


def save(session: Session, values: dict[str, Any]) -> Changes:
    """Sets the rate if it is another; nothing else is written before the run is issued."""
    from stpdesk.actions.late_fees import set_late_fee
    from stpdesk.actions.park_settings import present

    percent = E4(values["late_fee_pct"] or 0)
    if percent == present(session).late_fee_pct:
        return Changes()
    made = set_late_fee(session, percent)
    said = tr("The late fee is {percent} % a month from now on.").format(percent=decimal_text(percent))
    return Changes(
        made.nouns, **{**made.told, "said": said if percent else tr("No late fee is charged any more.")}
    )


def late_fee(parent: QWidget, desk: Desk, month: Month, then: Callable[[Month], None]) -> None:
    """Asks for the rate with what it would charge in a month's run; `then` goes to that run."""

    def show(rate: int) -> None:
        form = FeeForm(desk, month, rate)
        dialog = FormDialog(parent, tr("Late fee"), form, about=month_told(month), width=820, height=620)
        form.saved.connect(lambda _: then(month))
        dialog.finished.connect(dialog.deleteLater)
        form.rate.focus_to_correct()
        dialog.open()

    desk.ask(parent, _rate, show, slot="late-fee")


def _rate(session: Session) -> int:
    """The park's rate."""
    from stpdesk.actions.park_settings import present

    return present(session).late_fee_pct
