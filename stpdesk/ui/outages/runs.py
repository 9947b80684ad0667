"""Generator and UPS runs of a month: entered, ended, put right, with litres and the hour meter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from stpdesk.core.changes import Changes
from stpdesk.core.civil import midnight, moment
from stpdesk.core.money import group_lakh
from stpdesk.core.months import DAY, Month
from stpdesk.core.outages import GENERATOR, PARK, RACK, UPS, Run
from stpdesk.core.spans import Span
from stpdesk.db import closings
from stpdesk.ui import wording
from stpdesk.ui.fields.dates import Instant
from stpdesk.ui.fields.numbers import Quantity
from stpdesk.ui.fields.segments import Segmented
from stpdesk.ui.fields.written import Text
from stpdesk.ui.forms.dialogs import reason
from stpdesk.ui.forms.form import Form
from stpdesk.ui.outages import words
from stpdesk.ui.outages.acts import said
from stpdesk.ui.outages.putting_right import clock
from stpdesk.ui.outages.words import tr
from stpdesk.ui.part import Part
from stpdesk.ui.parts import button
from stpdesk.ui.tables import Cell, Column, Kind, Listing
from stpdesk.ui.tenants.worked_out import WorkedOut

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.actions.session import Session


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run as the list has it."""

    key: int
    run: Run
    seconds: int

    @property
    def start(self) -> int:
        """When it began."""
        return self.run.span.start

    @property
    def litres(self) -> int | None:
        """Litres, in ten-thousandths."""
        return self.run.litres

    @property
    def sought(self) -> str:
        """What it is filtered by."""
        return (
            f"{source(self.run.source)} {words.whole(self.run.span)} {self.run.note or ''} {self.run.number}"
        )


def source(name: str) -> str:
    """Generator or UPS."""
    return tr("Generator") if name == GENERATOR else tr("UPS")


def carries(name: str) -> str:
    """Whom it carries."""
    return tr("the park") if name == PARK else tr("the rack")


class Runs(Part):
    """The runs of the month that is shown."""

    def _build(self) -> None:
        """New, put right, dismiss."""
        self.act_button(button(tr("Put right…"), icon="edit"), self.open)
        self.act_button(button(tr("Dismiss…"), icon="minus"), self.dismiss)
        self.act_button(button(tr("Enter a run…"), icon="plus"), self.add, one=False)

    def listing(self, there: WorkedOut) -> Listing:
        """Its columns."""

        def totals(db: Database, *, text: str, day: date, **_more: Any) -> Sequence[RunRow]:
            return there.rows(db, there.keys(db, sort="", descending=False, text=text, day=day), day=day)

        return Listing(
            "runs", tr("Generator and UPS runs"),
            (
                Column("start", tr("Day"), Kind.TEXT, 112),
                Column("times", tr("From–to"), Kind.TEXT, 150, sort=None),
                Column("source", tr("What"), Kind.STATE, 120, sort=None),
                Column("carries", tr("Carries"), Kind.MUTED, 96, sort=None, gives=2),
                Column("seconds", tr("Ran"), Kind.MINUTES, 116),
                Column("litres", tr("Litres"), Kind.QUANTITY, 84),
                Column("kwh", tr("kWh"), Kind.QUANTITY, 84, sort=None, gives=3),
                Column("meter", tr("Hour meter"), Kind.QUANTITY, 96, sort=None, gives=4),
                Column("note", tr("Note"), Kind.TEXT, 150, sort=None, stretch=True),
            ),
            keys=there.keys, rows=there.rows, cells=run_cells, totals=totals, sums=run_sums, when="day", sort="start", descending=True,
            empty=tr("No run in this month. F8 begins one the moment the generator starts, and ends it."), act=tr("Enter a run…"),
        )  # fmt: skip

    def show_thing(self, thing: str) -> None:
        """The run that begins at an instant, as soon as they are read."""
        self.seek(lambda one: one.start == int(thing))

    def refresh(self) -> None:
        """The month's runs, and whether it is closed."""
        super().refresh()
        if self.home.month is not None:
            month = self.home.month
            self._desk.read(self, partial(_closed, month=month), self._say_closed, slot="closed")

    def _say_closed(self, found: tuple[Month, bool]) -> None:
        """Beside the filter."""
        month, closed = found
        self.told.say(*(words.tell_closed(month) if closed else ("", "")))

    def work(self, session: Session) -> Sequence[RunRow]:
        """The month's runs."""
        from stpdesk.actions.runs import listed

        month = self.home.month
        if month is None:
            return []
        window = Span(midnight(month.first), midnight(month.last + DAY))
        found = listed(session, window)
        return [RunRow(place, one.run, one.seconds) for place, one in enumerate(found, start=1)]

    def open(self) -> None:
        """The selected run put right."""
        row: RunRow | None = self.chosen()
        if row is None:
            return
        run = row.run
        title = tr("Put run {number} right").format(number=run.number)
        self.dialog(title, self._form(run), f"{source(run.source)}, {words.whole(run.span)}")

    def add(self) -> None:
        """A run that is over, or one that lasts."""
        self.dialog(tr("A run of the generator or the UPS"), self._form(None))

    def _form(self, run: Run | None) -> Form:
        """Its fields."""

        def act(session: Session, values: dict[str, Any]) -> Changes:
            return save(session, run, values)

        form = Form(self._desk, "run", save=tr("Save run"), act=act)
        if run is None:
            options = [(GENERATOR, tr("Generator")), (UPS, tr("UPS"))]
            form.add(Segmented("source", tr("What"), options, value=GENERATOR))
        form.add(
            Segmented("carries", tr("Carries"), [(PARK, tr("the park")), (RACK, tr("the rack"))], value=PARK)
        )
        starts = form.add(Instant("start", tr("Began"), clock, required=True))
        over = form.add(
            Instant(
                "end", tr("Ended"), lambda: min(clock(), (starts.value() or clock()) + DAY), base=starts.value,
                required=run is not None and not run.span.open,
            )
        )  # fmt: skip
        over.note(tr("blank while it still runs; +45 is 45 minutes after"))
        form.add(Quantity("litres", tr("Fuel"), suffix=tr("litres")))
        form.add(Quantity("kwh", tr("Energy"), suffix=tr("kWh")))
        form.add(Quantity("hour_meter", tr("Hour meter"), suffix=tr("hours at its end")))
        form.add(Text("note", tr("Note"), width=392))
        if run is None:
            form.consequence(tr("F8 does the same at the moment it starts and stops."))
            form.start({"source": GENERATOR, "carries": PARK})
            return form
        form.add(Text("reason", tr("Reason"), width=392)).note("")
        form.consequence(tr("What is overwritten needs a reason and stays on record."))
        form.start(
            {
                "carries": run.carries, "start": moment(run.span.start), "end": None if run.span.open else moment(run.span.end),
                "litres": run.litres, "kwh": run.kwh, "hour_meter": run.hour_meter, "note": run.note,
            },
            thing=str(run.number),
        )  # fmt: skip
        return form

    def dismiss(self) -> None:
        """It never was."""
        row: RunRow | None = self.chosen()
        if row is None:
            return
        number = row.run.number or 0
        sentence = tr(
            "{what}, {when}, counts in no figure then. It stays on record with your reason."
        ).format(what=source(row.run.source), when=words.whole(row.run.span))
        why = reason(
            self, sentence, title=tr("Dismiss run {number}?").format(number=number), act=tr("Dismiss")
        )
        if why is not None:
            self._desk.act(self, lambda session: drop(session, number, why))


def run_cells(one: RunRow, _today: date) -> tuple[Any, ...]:
    """As the columns say it."""
    run = one.run
    return (
        Cell(one.start, words.day(one.start)),
        Cell(words.times(run.span), tone="strong" if run.span.open else ""),
        Cell(source(run.source), mark="good" if run.span.open else "off"),
        carries(run.carries), Cell(one.seconds // 60, wording.length(one.seconds)),
        _tenths(run.litres), _tenths(run.kwh), _tenths(run.hour_meter), run.note,
    )  # fmt: skip


def run_sums(shown: Sequence[RunRow]) -> tuple[Any, ...]:
    """How many, how long one by one, litres and kWh, as far as they were told."""
    seconds = sum(one.seconds for one in shown)
    litres = [one.run.litres for one in shown if one.run.litres is not None]
    kwh = [one.run.kwh for one in shown if one.run.kwh is not None]
    return (
        wording.counted(len(shown), tr("1 run"), tr("{n} runs")), None, None, None,
        Cell(seconds // 60, wording.length(seconds)), _tenths(sum(litres)) if litres else None,
        _tenths(sum(kwh)) if kwh else None, None, None,
    )  # fmt: skip


def _tenths(value: int | None) -> Cell | None:
    """A quantity with one place at least, so that points stand under each other: `11.0`."""
    if value is None:
        return None
    whole, rest = divmod(value, 10_000)
    return Cell(value, f"{group_lakh(whole)}.{f'{rest:04d}'.rstrip('0') or '0'}")


def save(session: Session, run: Run | None, values: dict[str, Any]) -> Changes:
    """A new run, or one put right."""
    from stpdesk.actions.runs import Told, add_run, edit_run

    told = Told(values["litres"], values["kwh"], values["hour_meter"], values["note"])
    if run is None:
        made = add_run(
            session, values["source"], starts=values["start"], ends=values["end"], carries=values["carries"], told=told
        )  # fmt: skip
        return said(made, tr("The run is recorded."))
    told = Told(told.litres, told.kwh, told.hour_meter, values["note"] or "")
    made = edit_run(
        session, run.number or 0, starts=values["start"], ends=values["end"], carries=values["carries"], told=told,
        reason=values["reason"],
    )  # fmt: skip
    return said(made, tr("Run {number} is put right.").format(number=run.number))


def drop(session: Session, number: int, why: str) -> Changes:
    """Takes a run out of every figure."""
    from stpdesk.actions.runs import edit_run

    made = edit_run(session, number, dismiss=True, reason=why)
    return said(made, tr("Run {number} no longer counts; it stays on record.").format(number=number))


def _closed(db: Database, *, month: Month) -> tuple[Month, bool]:
    """The month, and whether it is closed."""
    return month, closings.is_closed(db, month)
