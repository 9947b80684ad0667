"""The acts on a recorded outage, each asked for with what it does: split, merged, planned or not, dismissed; and a new one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from stpdesk.core import amendments
from stpdesk.core.civil import moment, seconds_of
from stpdesk.core.matching import Item
from stpdesk.core.months import DAY
from stpdesk.core.outages import INTERNET, POWER
from stpdesk.ui import wording
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.chips import Chips
from stpdesk.ui.fields.choice import Choice, Suggest
from stpdesk.ui.fields.dates import Instant
from stpdesk.ui.fields.segments import Segmented, YesNo
from stpdesk.ui.fields.written import Text
from stpdesk.ui.forms.dialogs import FormDialog, reason
from stpdesk.ui.forms.form import Form
from stpdesk.ui.outages import acts, putting_right, words
from stpdesk.ui.outages.acts import Offered, Record
from stpdesk.ui.outages.putting_right import clock

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.core.changes import Changes


class Correcting(QObject):
    """`home` is the screen; every act names the record by its number."""

    def __init__(self, desk: Desk, home: QWidget) -> None:
        super().__init__(home)
        self._desk, self._home = desk, home

    def put_right(self, number: int) -> None:
        """Times, cause, planned, note."""
        putting_right.ask_which(self._home, self._desk, [number], self._home)

    def give_cause(self, numbers: Sequence[int]) -> None:
        """One cause of all those that have none; where none is left, of the first one, put right with a reason."""

        def found(listed: list[Record]) -> None:
            blank = [one for one in listed if not one.outage.cause]
            if len(blank) > 1:
                self._give_cause(blank)
            elif listed:
                putting_right.put_right(self._home, self._desk, (blank or listed)[0], at_cause=True)

        self._desk.ask(self, partial(acts.records, numbers=numbers), found, slot="one")

    def _give_cause(self, blank: list[Record]) -> None:
        """Asks for it once."""
        numbers = [one.outage.number or 0 for one in blank]

        def act(session: Session, values: dict[str, Any]) -> Changes:
            return acts.give_cause(session, numbers, values)

        form = Form(self._desk, "outage-causes", save=self.tr("Give the cause"), act=act)
        common = [name for name in blank[0].causes if all(name in one.causes for one in blank)]
        cause = form.add(Suggest("cause", self.tr("Cause"), common, required=True))
        form.consequence(self.tr("It is filled in; this needs no reason, and Undo takes it back."))
        form.start({})
        about = "; ".join(f"{one.name}, {words.whole(one.outage.span)}" for one in blank[:3])
        if len(blank) > 3:
            about = self.tr("{some} and {n} more").format(some=about, n=len(blank) - 3)
        self._open(self.tr("Cause of {n} outages").format(n=len(blank)), form, about, 680)
        cause.focus_here()

    def split(self, number: int) -> None:
        """Two for one."""
        self._desk.ask(self, partial(acts.changeable, number=number), self._split, slot="one")

    def _split(self, record: Record) -> None:
        """Asks when."""
        number, span = record.outage.number or 0, record.outage.span

        def act(session: Session, values: dict[str, Any]) -> Changes:
            return acts.split(session, number, seconds_of(values["split"]), values["reason"])

        def preview(session: Session, values: dict[str, Any]) -> str:
            at = values["split"]
            return acts.foresee_split(session, number, seconds_of(at) if at else None)

        form = Form(self._desk, "outage-split", save=self.tr("Split"), act=act)
        latest = min(clock(), moment(span.start) + DAY)
        form.add(Instant("split", self.tr("Second begins"), lambda: latest, required=True))
        form.add(Text("reason", self.tr("Reason"), width=392, required=True))
        form.previews(preview, form.consequence)
        form.start({}, thing=str(number))
        title = self.tr("Split outage {number}").format(number=number)
        self._open(title, form, f"{record.name}, {words.whole(span)}", 680)

    def merge(self, number: int) -> None:
        """One for two: with the one before it."""
        self._desk.ask(self, partial(acts.before, number=number), self._merge, slot="one")

    def _merge(self, found: tuple[Record, Record | None]) -> None:
        """Says what it does, and asks why."""
        mine, other = found
        if other is None:
            from stpdesk.core.errors import Refused

            self._desk.refused.emit(
                Refused("Outage {number} has none before it to be merged with.", number=mine.outage.number)
            )
            return
        between = amendments.bridged([other.outage, mine.outage])
        sentence = self.tr("{other} and {mine} become one outage.").format(
            other=words.whole(other.outage.span), mine=words.whole(mine.outage.span)
        )
        if between:
            sentence += " " + self.tr("The {length} between them count as out then.").format(
                length=wording.length(round(between * 60))
            )
        title = self.tr("Merge outage {number} with the one before?").format(number=mine.outage.number)
        why = reason(self._home, sentence, title=title, act=self.tr("Merge"))
        if why is not None:
            work = partial(
                acts.merge, number=mine.outage.number or 0, other=other.outage.number or 0, reason=why
            )
            self._desk.act(self, work)

    def plan(self, number: int) -> None:
        """Planned, or not."""
        self._desk.ask(self, partial(acts.changeable, number=number), self._plan, slot="one")

    def _plan(self, record: Record) -> None:
        """Asks why."""
        number, planned = record.outage.number or 0, not record.outage.planned
        sentence = f"{record.name}, {words.whole(record.outage.span)}. "
        sentence += (
            self.tr("Figures excluding planned time leave it out.")
            if planned
            else self.tr("It counts in every figure then.")
        )
        title = (
            self.tr("Mark outage {number} as planned?")
            if planned
            else self.tr("Mark outage {number} as not planned?")
        )
        act = self.tr("Planned") if planned else self.tr("Not planned")
        why = reason(self._home, sentence, title=title.format(number=number), act=act)
        if why is not None:
            self._desk.act(self, partial(acts.plan, number=number, planned=planned, reason=why))

    def dismiss(self, number: int) -> None:
        """It never was."""
        self._desk.ask(self, partial(acts.changeable, number=number), self._dismiss, slot="one")

    def _dismiss(self, record: Record) -> None:
        """Asks why."""
        number = record.outage.number or 0
        sentence = self.tr(
            "{what}, {when}, counts in no figure then. It stays on record with your reason."
        ).format(what=record.name, when=words.whole(record.outage.span))
        title = self.tr("Dismiss outage {number}?").format(number=number)
        why = reason(self._home, sentence, title=title, act=self.tr("Dismiss"))
        if why is not None:
            self._desk.act(self, partial(acts.dismiss, number=number, reason=why))

    def add(self) -> None:
        """An outage nobody recorded while it was."""
        self._desk.ask(self, acts.offered, self._add, slot="one")

    def _add(self, offered: Offered) -> None:
        """Its form."""
        tr = self.tr
        act = partial(acts.add, floors=offered.floors)
        form = Form(self._desk, "outage-new", save=tr("Record outage"), act=act)
        service = form.add(
            Segmented("service", tr("What"), [(POWER, tr("Power")), (INTERNET, tr("Internet"))], value=POWER)
        )
        link = form.add(Choice("link", tr("Link"), [Item(code, code) for code in offered.links], width=224))
        link.note(tr("blank = all links"))
        floors = [
            Item(
                name,
                name.removeprefix(acts.FLOOR),
                about=wording.counted(len(units), tr("floor, 1 unit"), tr("floor, {n} units")),
            )
            for name, units in offered.floors.items()
        ]
        units = [Item(code, code) for code in offered.units]
        form.add(Chips("units", tr("Units"), [*floors, *units]), tr("blank = the whole park"))
        starts = form.add(Instant("start", tr("Out since"), clock, required=True))
        over = form.add(
            Instant(
                "end",
                tr("Back at"),
                lambda: min(clock(), (starts.value() or clock()) + DAY),
                base=starts.value,
            )
        )
        over.note(tr("blank while it is still out; +45 is 45 minutes after"))
        cause = form.add(Suggest("cause", tr("Cause"), offered.causes_of(POWER)))
        form.add(YesNo("planned", tr("Planned"), value=False), tr("announced beforehand"))
        form.add(Text("note", tr("Note"), width=392))

        def turned() -> None:
            net = service.value() == INTERNET
            link.setEnabled(net)
            if not net:
                link.set_value(None)
            cause.set_suggestions(offered.causes_of(service.value()))

        service.changed.connect(turned)
        turned()
        form.consequence(tr("Measured time wins over typed time."))
        form.start({"service": POWER, "planned": False})
        self._open(tr("Enter an outage"), form, "", 680)
        starts.focus_here()

    def _open(self, title: str, form: Form, about: str, width: float) -> None:
        """Shows a form."""
        dialog = FormDialog(self._home, title, form, about=about, width=width)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
