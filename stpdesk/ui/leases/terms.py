"""The fields of a lease: who and where, term and rent, charges; what moves together, and what the entries mean."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from stpdesk.core.leases import FIXED, SEAT, SQFT
from stpdesk.core.matching import Item
from stpdesk.core.typed_dates import Lean
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.base import Field
from stpdesk.ui.fields.buttons import link
from stpdesk.ui.fields.choice import Choice, Suggest
from stpdesk.ui.fields.dates import Date
from stpdesk.ui.fields.numbers import Amount, Count, Percent
from stpdesk.ui.fields.rows import Rows
from stpdesk.ui.fields.segments import Segmented, YesNo
from stpdesk.ui.fields.written import Text
from stpdesk.ui.forms.form import Form
from stpdesk.ui.leases.facts import Choices, room_told, units_told
from stpdesk.ui.leases.fields import NO_END, USUAL_LENGTHS, Charges, Deposit, Kept, Length, Units, last_day
from stpdesk.ui.leases.words import length_told, months_between
from stpdesk.ui.parts import column, label
from stpdesk.ui.wording import tenant_kind

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.core.changes import Changes
    from stpdesk.core.places import Unit

USUAL = {"basis": SQFT, "escalation_months": 12, "holdover": False}
NO_DAY = date(2000, 1, 1)
"""Before today is known."""


class Terms(Form):
    """All that a lease says."""

    def __init__(self, desk: Desk, *, act: Callable[[Session, dict[str, Any]], Changes]) -> None:
        super().__init__(desk, "lease", save=self.tr("Save lease"), act=act)
        self._choices = Choices(NO_DAY)
        self._moves = False
        self._who_and_where()
        self._term_and_rent()
        self._charges()
        self._link()

    # making it -----------------------------------------------------------------------------------------------------

    def _who_and_where(self) -> None:
        """Tenant and units."""
        newcomer = link(self.tr("New tenant…"))
        newcomer.setToolTip(self.tr("New tenant… (Ctrl+T)"))
        self.newcomer = newcomer
        self.section(self.tr("Who and where"), newcomer)
        self.code = self.add(Text("code", self.tr("Lease no."), most=40, width=160, required=True))
        self.tenant = self.add(
            Choice(
                "tenant", self.tr("Tenant"), required=True, hint=self.tr("Letters of the name, or the code"),
                none_called=self.tr("No tenant is called “{text}”. Ctrl+T enters a new one."),
            ),
            also=("tenant_id",),
        )  # fmt: skip
        self.units = self.add(
            Units(
                "units", self.tr("Units"), required=True, start_on=self._start_on, width=288,
                none_called=self.tr("No unit is called “{text}”."),
            ),
            also=("unit", "unit_id"),
        )  # fmt: skip
        self._units_row = self._rows[-1]

    def _term_and_rent(self) -> None:
        """Dates, rate, what changes it, deposit."""
        tr = self.tr
        self.section(tr("Term and rent"))
        self.starts = Date("starts", tr("Start"), self._today, required=True)
        self.ends = Date("ends", tr("End"), self._from_start, lean=Lean.AHEAD, hint=tr("no end"))
        self._others |= {"start": "starts", "end": "ends"}
        self.row(tr("Start, end"), self.starts, self.ends)
        self.length = Length("length", tr("Length"))
        self.row(tr("Length"), self.length)
        self.basis = self.add(
            Segmented(
                "basis",
                tr("Basis"),
                [(SQFT, tr("Per sq ft")), (SEAT, tr("Per seat")), (FIXED, tr("Fixed"))],
                value=SQFT,
            )
        )
        self.seats = Count("seats", tr("Seats"), least=1, hint=tr("all"))
        self.seats_row = self.row(tr("Seats"), self.seats)
        self.rate = self.add(Amount("rate", tr("Rate"), width=112, required=True, suffix=""))
        self.escalation = Percent("escalation_pct", tr("Escalation"))
        self.every = Count(
            "escalation_months", tr("Months between escalations"), least=1, largest=600, suffix=tr("months")
        )
        self.row(tr("Escalation"), self.escalation, self.every, words=(tr("every"),))
        self.free = self.add(Date("rent_free_to", tr("Rent-free to"), self._from_start, lean=Lean.AHEAD))
        self.deposit = self.add(Deposit("deposit", tr("Deposit")))
        self.holdover = self.add(YesNo("holdover", tr("Holdover"), value=False))
        self.steps = self.add(
            Rows(
                "steps", tr("Rate steps"),
                lambda: [
                    Date("starts", tr("From"), self._from_start, lean=Lean.AHEAD, width=136, required=True),
                    Amount("rate", tr("Rate"), width=112, required=True, suffix=""),
                ],
                add_words=tr("Add a rate step"),
            ),
            also=("rates", "step"),
        )  # fmt: skip

    def _charges(self) -> None:
        """Monthly charges; what subsidies and taxes will do, in words."""
        tr = self.tr
        self.section(tr("Charges a month"))
        self.charges = Charges("charges", tr("Charges"), self._charge_row, add_words=tr("Add a charge"))
        made = self.row("", self.charges)
        made.label.hide()
        self._others |= {"head": "charges", "monthly": "charges", "charge": "charges"}
        self.section(tr("Subsidy and tax"))
        self._subsidy, self._tax = label("", "muted", wrap=True), label("", "muted", wrap=True)
        told = QWidget()
        told.setLayout(column(self._subsidy, self._tax, spacing=4))
        self.widget(told)

    def _charge_row(self) -> list[Field]:
        """Head, what it is, rupees a month, its own days."""
        tr = self.tr
        return [
            Kept("id"),
            Suggest("head", tr("Head"), self._choices.heads, width=128, required=True),
            Text("description", tr("What for"), width=168),
            Amount("monthly", tr("Rs a month"), width=120, required=True, suffix=""),
            Date(
                "starts",
                tr("First day"),
                self._from_start,
                lean=Lean.AHEAD,
                width=128,
                hint=tr("from the start"),
            ),
            Date("ends", tr("Last day"), self._from_start, lean=Lean.AHEAD, width=168, hint=tr("to the end")),
        ]

    def _link(self) -> None:
        """What moves together."""
        for field in self.fields():
            field.changed.connect(self._derive)
        self.length.changed.connect(self._length_chosen)
        self.starts.changed.connect(self._start_moved)
        self.ends.changed.connect(self._end_moved)

    # what it can choose from ---------------------------------------------------------------------------------------

    def offer(self, found: Choices) -> None:
        """Tenants, units and heads as they are now; what is typed stays."""
        self._choices = found
        dirty = self.is_dirty()
        self._quiet = True
        self.tenant.set_items(
            [
                Item(one.code, one.name, one.code, tenant_kind(one.kind or ""))
                for one in found.tenants.values()
            ]
        )
        self.units.set_items(
            [
                Item(one.code, one.name or one.code, one.code, room_told(one, found.held.get(one.code, "")))
                for one in sorted(found.units.values(), key=lambda one: bool(found.held.get(one.code)))
            ]
        )  # what is vacant comes first
        self._quiet = False
        if not dirty:
            self._clean = self.texts()
        self._derive()

    def _today(self) -> date:
        """The session's today."""
        return self._choices.today

    def _from_start(self) -> date:
        """The day the other dates count from."""
        return self.starts.value() or self._choices.today

    def start(self, values: Any = None, thing: str = "") -> None:
        """Fills it in, as unchanged; what follows from it is shown too."""
        super().start({**dict.fromkeys(self._fields), **USUAL, **(values or {})}, thing)
        self._settle_length()
        self._clean = self.texts()

    def put_texts(self, texts: Any) -> None:
        """A draft comes back whole."""
        super().put_texts(texts)
        self._settle_length()

    def _settle_length(self) -> None:
        """The length as start and end have it."""
        self._quiet = True
        self.length.set_value(self._length_now())
        self._quiet = False
        self._derive()

    # what follows from what ----------------------------------------------------------------------------------------

    def _derive(self) -> None:
        """Notes tell what the entries mean; rows that do not concern the lease are away."""
        if not hasattr(self, "charges"):
            return
        units = self._chosen()
        self.units.note(units_told(units))
        seated = any(one.seats for one in units) or self.basis.value() == SEAT
        self.seats_row.setVisible(seated or not self.seats.is_blank())
        self.seats.note(
            self.tr("{count} seats in all").format(count=sum(one.seats or 0 for one in units))
            if seated
            else ""
        )
        start, end = self.starts.value(), self.ends.value()
        months = months_between(start, end) if start and end else None
        self.ends.note("" if months is None else length_told(months))

    def _chosen(self) -> list[Unit]:
        """The units chosen."""
        return [self._choices.units[code] for code in self.units.value() if code in self._choices.units]

    def _length_chosen(self) -> None:
        """Another length: the end moves."""
        months, start = self.length.value(), self.starts.value()
        if self._moving() or months is None or (start is None and months != NO_END):
            return
        self._moves = True
        self.ends.set_value(last_day(start or self._today(), months))
        self._moves = False

    def _start_moved(self) -> None:
        """Another start: a chosen length moves the end along."""
        if self.length.value() not in {None, NO_END}:
            self._length_chosen()

    def _end_moved(self) -> None:
        """Another end: the length says which it is, if it is a usual one."""
        if self._moving():
            return
        self._moves = True
        self.length.set_value(self._length_now())
        self._moves = False

    def _length_now(self) -> int | None:
        """The usual length that start and end make."""
        start, end = self.starts.value(), self.ends.value()
        if self.ends.is_blank():
            return NO_END
        months = months_between(start, end) if start and end else None
        return months if months in USUAL_LENGTHS else None

    def _moving(self) -> bool:
        """Whether the program itself fills fields in."""
        return self._moves or self._quiet

    def _start_on(self, day: date) -> None:
        """The one-click fix of a unit that is let: the lease starts when it is free."""
        self.starts.set_value(day)
