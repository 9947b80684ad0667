"""What is told beside the run: billed days whose terms changed since, settled here; use that nobody is billed for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from stpdesk.core.changes import Changes
from stpdesk.core.corrections import Changed
from stpdesk.core.money import E4, ONE, lakh
from stpdesk.core.runs import UnbilledUsage
from stpdesk.ui import wording
from stpdesk.ui.billing.run_words import tr
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.buttons import KeyButton
from stpdesk.ui.forms.dialogs import Small, reason
from stpdesk.ui.parts import button, label, row, rule
from stpdesk.ui.tables import Cell, Column, Kind, Listing, Table
from stpdesk.ui.tenants.faces import tell_exports
from stpdesk.ui.tenants.worked_out import WorkedOut
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.actions.session import Session


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One billed line whose terms are others now."""

    key: int
    one: Changed

    @property
    def sought(self) -> str:
        """What it is filtered by."""
        return f"{self.one.tenant} {self.one.lease} {self.one.billed.invoice} {self.one.billed.head} {self.one.billed.unit or ''}"


@dataclass(frozen=True, slots=True)
class UnbilledRow:
    """One usage period that nobody is charged with."""

    key: int
    one: UnbilledUsage

    @property
    def meter(self) -> str:
        """For sorting."""
        return self.one.usage.meter.code

    @property
    def last(self) -> date:
        """For sorting."""
        return self.one.usage.last

    @property
    def sought(self) -> str:
        """What it is filtered by."""
        return f"{self.meter} {self.one.unit or ''} {self.one.reason}"


class _Listed(Small):
    """A list over the window, what it means in a sentence, and acts on its rows."""

    def __init__(self, parent: QWidget, desk: Desk, title: str, sentence: str, shown: Listing) -> None:
        super().__init__(parent.window())
        self._desk = desk
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.table = Table(desk, shown)
        tell_exports(desk, self.table)
        words = label(sentence, "muted", wrap=True)
        self.leave = KeyButton(tr("Close"), "Esc")
        self.leave.clicked.connect(self.reject)
        self.foot = row(None, self.leave)
        self.foot.setContentsMargins(px(24), px(12), px(24), px(12))
        head = QVBoxLayout()
        head.setContentsMargins(px(24), px(16), px(24), px(8))
        head.setSpacing(px(4))
        head.addWidget(label(title, "title"))
        head.addWidget(words)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.table, 1)
        whole.addWidget(rule())
        whole.addLayout(self.foot)
        room = parent.window().size()
        self.resize(min(px(960), room.width() - px(48)), min(px(560), room.height() - px(48)))
        self.finished.connect(self.deleteLater)
        self.table.filled.connect(self._on_filled)
        self.table.refresh()
        self.table.setFocus()

    def _on_filled(self) -> None:
        """The first row is at hand."""
        keys = self.table.model.keys
        if keys and not len(self.table.selected_keys()):
            self.table.select([keys[0]])


class ChangedDialog(_Listed):
    """Each line with what was billed, what today's terms give, and the document that settles the difference."""

    def __init__(self, parent: QWidget, desk: Desk, found: Sequence[Changed]) -> None:
        self._rows = tuple(ChangedRow(place, one) for place, one in enumerate(found, start=1))
        sentence = tr(
            "Issued invoices never change. What is less by today’s terms is credited, what is more is charged once with the next run."
        )
        super().__init__(
            parent, desk, tr("Changed since it was billed"), sentence, _changed_listing(self._rows)
        )
        self.settle = button(tr("Settle…"), "primary")
        self.settle.clicked.connect(lambda *_: self.act())
        self.foot.addWidget(self.settle)
        self.table.selected.connect(lambda _keys: self._show_ready())
        self.table.activated.connect(lambda _key: self.act())
        self._show_ready()

    def _chosen(self) -> list[Changed]:
        """What is selected."""
        keys = set(self.table.selected_keys())
        return [one.one for one in self._rows if one.key in keys]

    def _show_ready(self) -> None:
        """What the button does."""
        mine = self._chosen()
        kinds = {one.proposes for one in mine}
        words = {"credit": tr("Issue credit note…"), "charge": tr("Enter charge…")}
        self.settle.setEnabled(len(kinds) == 1)
        self.settle.setText(words[kinds.pop()] if len(kinds) == 1 else tr("Settle…"))
        self.settle.setAccessibleName(self.settle.text())

    def act(self) -> None:
        """Credits what is less now, with a reason; enters a charge for what is more."""
        mine = self._chosen()
        if not mine or not self.settle.isEnabled():
            return
        sum_told = lakh(abs(sum(one.difference for one in mine)))
        if mine[0].proposes == "credit":
            sentence = tr("{amount} of what was billed is credited before tax, with the tax on it.").format(
                amount=sum_told
            )
            why = reason(self, sentence, title=tr("Issue the credit note?"), act=tr("Issue"))
            if why is None:
                return
            work = partial(_credit, found=tuple(mine), why=why)
        else:
            sentence = tr("{amount} is charged once, by the next run dated on or after today.").format(
                amount=sum_told
            )
            why = reason(self, sentence, title=tr("Enter the charge?"), act=tr("Enter"))
            if why is None:
                return
            work = partial(_charge, found=tuple(mine), why=why)
        self._desk.act(self, work, lambda _: self.accept())


def _changed_listing(rows: Sequence[ChangedRow]) -> Listing:
    """Its columns."""
    there = WorkedOut(lambda _db, _day: rows)
    return Listing(
        "run-changed", tr("Changed since billed"),
        (
            Column("tenant", tr("Tenant"), Kind.TEXT, 72, sort=None),
            Column("invoice", tr("Invoice"), Kind.TEXT, 178, sort=None, stretch=True),
            Column("line", tr("Line"), Kind.COUNT, 56, sort=None, gives=3),
            Column("what", tr("What"), Kind.TEXT, 120, sort=None),
            Column("days", tr("Days"), Kind.MUTED, 160, sort=None, gives=2),
            Column("billed", tr("Billed"), Kind.MONEY, 100, sort=None),
            Column("now", tr("Now"), Kind.MONEY, 100, sort=None, gives=1),
            Column("difference", tr("Difference, Rs"), Kind.MONEY, 116, sort=None),
        ),
        keys=there.keys, rows=there.rows, cells=_changed_cells, when="day", empty=tr("Nothing changed since it was billed."),
    )  # fmt: skip


def _changed_cells(row: ChangedRow, _today: date) -> tuple[Any, ...]:
    """As the columns say it."""
    one = row.one
    days = f"{wording.day(one.billed.first, year=False)} – {wording.day(one.billed.last)}"
    what = ", ".join(part for part in (wording.head(one.billed.head), one.billed.unit) if part)
    return (
        one.tenant, one.billed.invoice, one.billed.line, what, days, one.billed.amount, one.now,
        Cell(one.difference, tone="strong"),
    )  # fmt: skip


class UnbilledDialog(_Listed):
    """Use of main meters, of rooms nobody holds, of rooms several hold."""

    def __init__(
        self, parent: QWidget, desk: Desk, found: Sequence[UnbilledUsage], show_unit: Callable[[str], None]
    ) -> None:
        rows = self.rows = tuple(UnbilledRow(place, one) for place, one in enumerate(found, start=1))
        there = WorkedOut(lambda _db, _day: rows)
        shown = Listing(
            "run-unbilled", tr("Unbilled use"),
            (
                Column("meter", tr("Meter"), Kind.TEXT, 140),
                Column("unit", tr("Unit"), Kind.TEXT, 110, sort=None),
                Column("last", tr("Days"), Kind.TEXT, 190),
                Column("units", tr("Units"), Kind.QUANTITY, 110, sort=None),
                Column("reason", tr("Why"), Kind.MUTED, 200, sort=None, stretch=True),
            ),
            keys=there.keys, rows=there.rows, cells=_unbilled_cells, when="day", sort="last", descending=True,
            empty=tr("All use is billed."),
        )  # fmt: skip
        super().__init__(parent, desk, tr("Use that nobody is billed for"), _all_of(found), shown)
        self._show_unit = show_unit
        self.see = button(tr("Show the unit"))
        self.see.clicked.connect(lambda *_: self.act())
        self.foot.addWidget(self.see)
        self.table.selected.connect(lambda _keys: self._show_ready())
        self.table.activated.connect(lambda _key: self.act())
        self._show_ready()

    def _unit(self) -> str | None:
        """The unit of the one row that is selected; a main meter has none."""
        keys = self.table.selected_keys()
        return self.rows[keys[0] - 1].one.unit if len(keys) == 1 else None

    def _show_ready(self) -> None:
        """Whether there is a unit to show."""
        self.see.setEnabled(self._unit() is not None)

    def act(self) -> None:
        """The unit on its floor, where it is let or said not to be for letting."""
        unit = self._unit()
        if unit is not None:
            self.accept()
            self._show_unit(unit)


def _all_of(found: Sequence[UnbilledUsage]) -> str:
    """How many uses are listed, of which kinds, and whether a lease may be missing."""
    rooms = [one for one in found if one.unit is not None]
    shared = sum(one.reason == "several tenants" for one in rooms)
    vacant = sum(one.asks for one in rooms)
    kinds = (
        (vacant, tr("{n} of vacant units")), (shared, tr("{n} of units several tenants hold")),
        (len(rooms) - shared - vacant, tr("{n} of units not for letting")), (len(found) - len(rooms), tr("{n} of the park’s main meters")),
    )  # fmt: skip
    parts = ", ".join(words.format(n=count) for count, words in kinds if count)
    told = tr("{all} in all: {parts}.").format(all=len(found), parts=parts) if found else ""
    return f"{told} {tr('Where a unit was vacant: is a lease missing?')}" if vacant else told


def _unbilled_cells(row: UnbilledRow, _today: date) -> tuple[Any, ...]:
    """As the columns say it."""
    usage = row.one.usage
    why = {
        "park main meter": tr("the park’s main meter"), "several tenants": tr("several tenants hold the unit"),
        "no tenant": tr("nobody held the unit"),
    }[row.one.reason]  # fmt: skip
    if row.one.reason == "no tenant" and not row.one.lettable:
        why = tr("the park’s own: not for letting")
    days = f"{wording.day(usage.first, year=False)} – {wording.day(usage.last)}"
    return (row.meter, row.one.unit, Cell(usage.last.isoformat(), days), E4(usage.units // ONE), why)


def _credit(session: Session, *, found: tuple[Changed, ...], why: str) -> Changes:
    """One credit note an invoice."""
    from stpdesk.actions.lease_credits import credit_changed

    numbers = credit_changed(session, found, why)
    words = tr("Credit note {number} is issued.") if len(numbers) == 1 else tr("{n} credit notes are issued.")
    said = words.format(number=numbers[0], n=len(numbers))
    return Changes({"invoices", "allocations"}, numbers=numbers, said=said)


def _charge(session: Session, *, found: tuple[Changed, ...], why: str) -> Changes:
    """One charge a line."""
    from stpdesk.actions.lease_credits import charge_changed

    made = charge_changed(session, found, why)
    said = wording.counted(
        len(found),
        tr("{n} charge entered; the next run bills it."),
        tr("{n} charges entered; the next run bills them."),
    )
    return Changes(made.nouns, **{**made.told, "said": said})
