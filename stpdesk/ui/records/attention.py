"""Matters for PSEB's attention, and who signs the report: what the manager adds to the month before it is closed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from stpdesk.core.attention import ROLES, Matter, MatterForm, Signatory
from stpdesk.core.changes import Changes
from stpdesk.core.months import Month
from stpdesk.core.typed_dates import Lean
from stpdesk.ui import wording
from stpdesk.ui.fields.dates import Date
from stpdesk.ui.fields.numbers import Amount, Count
from stpdesk.ui.fields.written import LongText, Text
from stpdesk.ui.forms.form import Form
from stpdesk.ui.part import Part
from stpdesk.ui.parts import button
from stpdesk.ui.tables import Cell, Column, Kind, Listing
from stpdesk.ui.tenants.worked_out import WorkedOut

if TYPE_CHECKING:
    from stpdesk.actions.session import Session


def tr(text: str) -> str:
    """Translated, in the context of these matters."""
    return QCoreApplication.translate("attention", text)


@dataclass(frozen=True, slots=True)
class MatterRow:
    """One matter as the list has it; `place` is its order among the open ones, None once it is settled."""

    key: int
    matter: Matter
    place: int | None

    @property
    def since(self) -> date:
        """What it is sorted by."""
        return self.matter.since

    @property
    def exposure(self) -> int | None:
        """What is at stake, in paisa."""
        return self.matter.exposure

    @property
    def sought(self) -> str:
        """What it is filtered by."""
        one = self.matter
        return f"{one.number} {one.matter} {one.decision} {one.outcome or ''}"


class Matters(Part):
    """`show_thing`: `new`, `signatories`, or a matter's number."""

    def _build(self) -> None:
        """Signatories, settle, change, new."""
        self.act_button(button(tr("Who signs…"), icon="person"), self.signatories, one=False)
        self.act_button(button(tr("Settle…"), icon="check"), self.settle)
        self.act_button(button(tr("Change…"), icon="edit", keys="F2"), self.open)
        self.act_button(button(tr("New matter…"), "primary", icon="plus", keys="Ctrl+N"), self.add, one=False)

    def listing(self, there: WorkedOut) -> Listing:
        """Its columns."""
        return Listing(
            "matters", tr("Matters for PSEB’s attention"),
            (
                Column("number", tr("No."), Kind.TEXT, 64, sort="place"),
                Column("matter", tr("Matter"), Kind.STRONG, 260, sort=None, stretch=True),
                Column("since", tr("Since"), Kind.DATE, 112, gives=2),
                Column("exposure", tr("At stake, Rs"), Kind.MONEY, 128),
                Column("decision", tr("Decision sought"), Kind.TEXT, 260, sort=None, gives=3),
                Column("state", tr("State"), Kind.STATE, 200, sort=None, gives=1),
            ),
            keys=there.keys, rows=there.rows, cells=cells, when="day", sort="place",
            empty=tr("Nothing is put before PSEB. A matter stands in every report from the month it began until it is settled."),
            act=tr("New matter…"),
        )  # fmt: skip

    def work(self, session: Session) -> Sequence[MatterRow]:
        """Open ones in their order, then the settled."""
        from stpdesk.actions.attention import listed

        found = listed(session, settled=True)
        there = [one for one in found if one.settled_on is None]
        gone = sorted(
            (one for one in found if one.settled_on is not None), key=lambda one: one.number, reverse=True
        )
        return [
            *(MatterRow(one.number, one, place) for place, one in enumerate(there, start=1)),
            *(MatterRow(one.number, one, None) for one in gone),
        ]

    def _on_selected(self) -> None:
        """A settled matter stays as it is."""
        row: MatterRow | None = self.chosen()
        for one in self._needs_one:
            one.setEnabled(row is not None and bool(row.place))
        self.tell_below(_whole(row.matter) if row is not None else "")

    def show_thing(self, thing: str) -> None:
        """A form, `new:2026-10` that of a matter October's report is to carry, or a matter."""
        name, _, month = thing.partition(":")
        if name == "new":
            last = Month.parse(month).last if month else date.max
            self._dated(lambda today: self._enter(min(last, today), today))
        elif thing == "signatories":
            self.signatories()
        elif thing.isdigit():
            self.seek(lambda one: one.key == int(thing))

    # forms ---------------------------------------------------------------------------------------------------------------

    def _dated(self, show: Callable[[date], None]) -> None:
        """A form whose dates begin with the session's day, which is read first."""
        self._desk.ask(self, lambda session: session.today, show, slot="day")

    def open(self) -> None:
        """The selected one, written anew."""
        row: MatterRow | None = self.chosen()
        if row is not None and row.place:
            title = tr("Matter {number}").format(number=row.matter.number)
            self._dated(lambda today: self.dialog(title, self._form(row, today)))

    def add(self) -> None:
        """A new one."""
        self._dated(lambda today: self._enter(today, today))

    def _enter(self, since: date, today: date) -> None:
        """The form of a new one, which began on that day unless another is typed."""
        self.dialog(tr("New matter for PSEB’s attention"), self._form(None, today, since))

    def _form(self, row: MatterRow | None, today: date, since: date | None = None) -> Form:
        """Its fields."""

        def act(session: Session, values: dict[str, Any]) -> Changes:
            return save(session, row.matter.number if row else None, values)

        form = Form(self._desk, "matter", save=tr("Save matter"), act=act)
        form.add(LongText("matter", tr("Matter"), required=True, lines=3, width=440))
        form.add(
            Date("since", tr("Since"), lambda: today, lean=Lean.DONE, required=True), tr("the day it began")
        )
        form.add(Amount("exposure", tr("At stake")), tr("blank where it is not about money"))
        form.add(LongText("decision", tr("Decision sought"), required=True, lines=3, width=440))
        form.add(Count("order", tr("Place")), tr("1 stands first; blank = last"))
        form.consequence(
            tr(
                "Stands in the reports from the month it began until it is settled; those of closed months stay."
            )
        )
        if row is None:
            form.start({"since": since})
        else:
            one = row.matter
            form.start(
                {"matter": one.matter, "since": one.since, "exposure": one.exposure, "decision": one.decision, "order": row.place},
                thing=str(one.number),
            )  # fmt: skip
        return form

    def settle(self) -> None:
        """It is done with: on which day, and how."""
        row: MatterRow | None = self.chosen()
        if row is not None and row.place:
            number = row.matter.number
            self._dated(lambda today: self._ask_settled(number, today))

    def _ask_settled(self, number: int, today: date) -> None:
        """The form of it, which says that day."""

        def act(session: Session, values: dict[str, Any]) -> Changes:
            return settled(session, number, values)

        form = Form(self._desk, "matter-settled", save=tr("Settle matter"), act=act)
        form.add(Date("date", tr("Settled on"), lambda: today, lean=Lean.DONE, required=True))
        form.add(LongText("outcome", tr("How"), required=True, lines=3, width=440))
        form.consequence(tr("Later reports no longer carry it; it stays on record."))
        form.start({"date": today}, thing=str(number))
        self.dialog(tr("Settle matter {number}").format(number=number), form)

    def signatories(self) -> None:
        """Who signs; read first, then asked."""
        self._desk.ask(self, _signers, self._ask_signatories, slot="signers")

    def _ask_signatories(self, found: dict[str, Signatory]) -> None:
        """Three roles, a name and a title each."""
        names = {"prepared": tr("Prepared by"), "checked": tr("Checked by"), "approved": tr("Approved by")}
        form = Form(self._desk, "signatories", save=tr("Save"), act=name_all)
        for role in ROLES:
            form.row(
                names[role],
                Text(f"{role}_name", names[role], width=230),
                Text(f"{role}_title", tr("{role}: title").format(role=names[role]), width=190),
                words=(tr("title"),),
            )
        form.consequence(tr("A role left blank has an empty line."))
        values: dict[str, str | None] = {}
        for role, one in found.items():
            values |= {f"{role}_name": one.name, f"{role}_title": one.title}
        form.start(values)
        self.dialog(tr("Who signs the report"), form)


def _whole(one: Matter) -> str:
    """All its words, a line each: the list has no room for them, and what is settled is opened no more."""
    lines = [one.matter]
    if one.decision:
        lines.append(tr("Decision sought: {decision}").format(decision=one.decision))
    if one.settled_on is not None:
        lines.append(_settled(one))
    return "\n".join(wording.sentence(line) for line in lines)


def _settled(one: Matter) -> str:
    """When, and how it ended."""
    assert one.settled_on is not None
    return tr("settled {day}: {outcome}").format(day=wording.day(one.settled_on), outcome=one.outcome)


def _exposure(one: Matter) -> Any:
    """What is at stake; a dash where it is not about money."""
    return one.exposure if one.exposure is not None else Cell(None, "–", tone="muted")


def cells(one: MatterRow, _today: date) -> tuple[Any, ...]:
    """As the columns say it."""
    matter = one.matter
    if matter.settled_on is not None:
        return (
            str(matter.number),
            Cell(matter.matter, tone="muted"),
            matter.since,
            _exposure(matter),
            matter.decision,
            Cell(
                _settled(matter),
                short=tr("settled {day}").format(day=wording.day(matter.settled_on)),
                mark="good",
            ),
        )
    words = tr("from {month} on").format(
        month=f"{wording.month_name(matter.month.number)} {matter.month.year}"
    )
    return (
        str(matter.number),
        matter.matter,
        matter.since,
        _exposure(matter),
        matter.decision,
        Cell(words, mark="ask"),
    )


def _signers(session: Session) -> dict[str, Signatory]:
    """Those who sign, by role."""
    from stpdesk.actions.attention import signers

    return {one.role: one for one in signers(session)}


def save(session: Session, number: int | None, values: dict[str, Any]) -> Changes:
    """A new matter, or one written anew."""
    from stpdesk.actions.attention import add_matter, change_matter

    form = MatterForm(values["matter"] or "", values["since"], values["decision"] or "", values["exposure"])
    if number is None:
        made = add_matter(session, form, values["order"])
    else:
        made = change_matter(session, number, form, values["order"])
    one = made.told["matter"]
    assert isinstance(one, Matter)
    return Changes(
        made.nouns, **{**made.told, "said": tr("Matter {number} is saved.").format(number=one.number)}
    )


def settled(session: Session, number: int, values: dict[str, Any]) -> Changes:
    """Settles one."""
    from stpdesk.actions.attention import settle_matter

    made = settle_matter(session, number, values["date"], values["outcome"] or "")
    return Changes(
        made.nouns, **{**made.told, "said": tr("Matter {number} is settled.").format(number=number)}
    )


def name_all(session: Session, values: dict[str, Any]) -> Changes:
    """All three roles in one act."""
    from stpdesk.actions.attention import set_signatories

    who = [Signatory(role, values[f"{role}_name"] or "", values[f"{role}_title"]) for role in ROLES]
    made = set_signatories(session, who)
    return Changes(made.nouns, **{**made.told, "said": tr("Who signs is saved.")})
