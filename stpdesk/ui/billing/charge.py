"""The part of one-off charges: those of the month and older ones that wait for a run; entered, changed, taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from stpdesk.core.changes import Changes
from stpdesk.core.money import lakh
from stpdesk.core.months import Date, Month
from stpdesk.ui import wording
from stpdesk.ui.billing.charge_form import ChargeForm, Choices, choices
from stpdesk.ui.billing.run_words import month_told, tr
from stpdesk.ui.part import Part
from stpdesk.ui.parted import PartedScreen
from stpdesk.ui.parts import button
from stpdesk.ui.tables import Cell, Column, Kind, Listing
from stpdesk.ui.tenants.worked_out import WorkedOut

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.db.one_offs import OneOffRow

NEW, BY_RUN = "new:", "new:run:"


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """One charge as the list has it."""

    key: int
    one: OneOffRow

    @property
    def date(self) -> Date:
        """For sorting."""
        return self.one.date

    @property
    def tenant(self) -> str:
        """For sorting."""
        return self.one.tenant

    @property
    def name(self) -> str:
        """For sorting."""
        return self.one.name.casefold()

    @property
    def amount(self) -> int:
        """For sorting."""
        return self.one.amount

    @property
    def sought(self) -> str:
        """What it is filtered by."""
        one = self.one
        return " ".join(
            part
            for part in (one.tenant, one.name, one.head, one.description, one.invoice, wording.day(one.date))
            if part
        )


@dataclass(frozen=True, slots=True)
class Read:
    """The month's charges, and what a new one can be made of."""

    rows: tuple[ChargeRow, ...]
    choices: Choices
    closed: bool


class Charges(Part):
    """`show_thing`: “new:” or “new:T03” opens the form of a new charge, “new:run:T03” of one that the month's run bills.

    “2026-10-05:T03” selects one.
    """

    def __init__(self, screen: PartedScreen) -> None:
        self.choices: Choices | None = None
        self.closed = False
        self._wanted: str | None = None
        super().__init__(screen)

    def _build(self) -> None:
        """Change, take out, new."""
        self.change_button = self.act_button(button(tr("Change…"), icon="edit", keys="F2"), self.open)
        self.remove_button = self.act_button(
            button(tr("Take out…"), icon="minus", keys="Ctrl+Del"), self.remove
        )
        self.new_button = button(tr("New charge…"), "primary", icon="plus", keys="Ctrl+N")
        self.new_button.clicked.connect(lambda *_: self.add())

    def header(self) -> Sequence[Any]:
        """The main act."""
        return (self.new_button,)

    def listing(self, there: WorkedOut) -> Listing:
        """Its columns."""
        return Listing(
            "one-offs", tr("One-off charges"),
            (
                Column("date", tr("Date"), Kind.DATE, 108),
                Column("tenant", tr("Code"), Kind.MUTED, 84, gives=3),
                Column("name", tr("Tenant"), Kind.TEXT, 220, stretch=True),
                Column("head", tr("Head"), Kind.TEXT, 104, sort=None, gives=4),
                Column("description", tr("Words"), Kind.TEXT, 200, sort=None, gives=1),
                Column("amount", tr("Amount, Rs"), Kind.MONEY, 112),
                Column("state", tr("Billed"), Kind.STATE, 190, sort=None, gives=2),
            ),
            keys=there.keys, rows=there.rows, cells=charge_cells, when="day", sort="date", descending=True,
            empty=tr("No one-off charge in this month. A charge is billed whole by the first run dated on or after it."),
            act=tr("New charge…"),
        )  # fmt: skip

    def refresh(self) -> None:
        """Charges, tenants, heads."""
        month = self.home.month
        if month is not None:
            self._desk.ask(self, partial(_read, month=month), self._on_read, slot="part")

    def _on_read(self, found: Read) -> None:
        """Shows them; a form that was asked for opens."""
        self.choices, self.closed = found.choices, found.closed
        self._show(found.rows)
        waits = sum(row.one.amount for row in found.rows if row.one.invoice is None)
        words = tr("{amount} waits for a run").format(amount=lakh(waits)) if waits else ""
        short = tr("{amount} waits").format(amount=lakh(waits)) if waits else ""
        if found.closed and self.home.month is not None:
            words = tr(
                "{month} is closed: charges dated in it stay as they are until it is reopened."
            ).format(month=month_told(self.home.month))
            short = tr("{month} is closed").format(month=month_told(self.home.month))
        self.told.say(words, short)
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._enter(wanted)

    def show_thing(self, thing: str) -> None:
        """The form of a new one, once tenants are known; or a tenant's charge of a day."""
        if not thing.startswith(NEW):
            self._show_one(*thing.split(":", 1))
            return
        if self.choices is None or self.choices.month != self.home.month:
            self._wanted = thing
        else:
            self._enter(thing)

    def _show_one(self, day: str, tenant: str) -> None:
        """One that is there, in its month."""
        dated = date.fromisoformat(day)
        self.seek(lambda row: (row.one.date, row.one.tenant) == (dated, tenant))
        if Month.of(dated) != self.home.month:
            self.home.turn_to(Month.of(dated))

    def add(self) -> None:
        """A new one."""
        self.show_thing(NEW)

    def _enter(self, thing: str) -> None:
        """Its form."""
        if self.choices is not None:
            by_run = thing.startswith(BY_RUN)
            tenant = thing.removeprefix(BY_RUN if by_run else NEW)
            form = ChargeForm(self._desk, self.choices, None, tenant, by_run=by_run)
            self.dialog(tr("New one-off charge"), form)

    def open(self) -> None:
        """The selected one; what is billed says where instead."""
        row: ChargeRow | None = self.chosen()
        if row is None or self.choices is None:
            return
        if row.one.invoice is not None:
            self._say_billed(row.one)
        else:
            about = tr("of {tenant}").format(tenant=row.one.name)
            self.dialog(tr("Change the charge"), ChargeForm(self._desk, self.choices, row.one), about)

    def remove(self) -> None:
        """Out of the list, as long as no run has billed it."""
        row: ChargeRow | None = self.chosen()
        if row is None:
            return
        if row.one.invoice is not None:
            self._say_billed(row.one)
            return
        from stpdesk.ui.forms.dialogs import ask

        one = row.one
        sentence = tr(
            "{amount} of {tenant}, {day}, goes as if it had never been entered. Undo brings it back."
        ).format(amount=lakh(one.amount), tenant=one.name, day=wording.day(one.date))
        if ask(self, tr("Take out the charge?"), sentence, [("go", tr("Take it out"))]) == "go":
            self._desk.act(self, partial(_remove, key=one.id))

    def _say_billed(self, one: OneOffRow) -> None:
        """Why it stays, and the way to what can be done."""
        from stpdesk.ui.forms.dialogs import ask

        sentence = tr(
            "It is on {invoice}, and an issued invoice never changes. Credit its line there."
        ).format(invoice=one.invoice)
        if ask(self, tr("This charge is billed"), sentence, [("go", tr("Open the invoice"))]) == "go":
            self.home.show_thing(f"invoices:{one.invoice}")


def charge_cells(row: ChargeRow, _today: date) -> tuple[Any, ...]:
    """As the columns say it."""
    one = row.one
    state = (
        Cell(one.invoice, mark="good") if one.invoice else Cell("waits", tr("Waits for a run"), mark="ask")
    )
    return (
        Cell(one.date, wording.day(one.date)),
        one.tenant,
        one.name,
        Cell(one.head, wording.head(one.head)),
        one.description,
        Cell(one.amount, tone="strong"),
        state,
    )


def _read(session: Session, *, month: Month) -> Read:
    """On the reader's thread, in one snapshot."""
    from stpdesk.db import closings, one_offs

    with session.park.reading() as db:
        rows = tuple(ChargeRow(one.key, one) for one in one_offs.listed(db, month))
        return Read(rows, choices(db, session.today, month), closings.is_closed(db, month))


def _remove(session: Session, *, key: str) -> Changes:
    """On the writer's thread."""
    from stpdesk.actions.charges import remove_one_off

    made = remove_one_off(session, key)
    return Changes(made.nouns, **{**made.told, "said": tr("The charge is taken out.")})
