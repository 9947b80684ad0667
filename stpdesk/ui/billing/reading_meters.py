"""The form of a meter: a new one, or the one the cursor is on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from stpdesk.core.changes import Changes
from stpdesk.core.forms import MeterForm
from stpdesk.core.matching import Item
from stpdesk.core.meters import GENERATOR, GRID, Meter
from stpdesk.ui.billing.reading_acts import said
from stpdesk.ui.billing.reading_lines import tr
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.buttons import link
from stpdesk.ui.fields.choice import Choice
from stpdesk.ui.fields.dates import Date
from stpdesk.ui.fields.numbers import Count, Quantity
from stpdesk.ui.fields.segments import Segmented
from stpdesk.ui.fields.written import Text
from stpdesk.ui.forms.dialogs import FormDialog, ask
from stpdesk.ui.forms.form import Form

if TYPE_CHECKING:
    from datetime import date

    from stpdesk.actions.session import Session

NAMES = ("code", "unit", "supply", "multiplier", "digits", "reading", "day")


def add(parent: QWidget, desk: Desk) -> None:
    """Asks for a new meter."""

    def begin(session: Session) -> tuple[MeterForm, tuple[str, ...], date]:
        from stpdesk.actions import meters

        return *meters.new_form(session), session.today

    desk.ask(
        parent, begin, lambda found: _show(parent, desk, found[0], found[1], found[2], None), slot="meter"
    )


def change(parent: QWidget, desk: Desk, meter: Meter, unit: str | None) -> None:
    """Changes a meter."""

    def begin(session: Session) -> tuple[tuple[str, ...], date]:
        from stpdesk.actions import meters

        return meters.units_of(session), session.today

    form = MeterForm.of(meter, unit)
    desk.ask(
        parent, begin, lambda found: _show(parent, desk, form, found[0], found[1], meter.code), slot="meter"
    )


def _show(
    parent: QWidget, desk: Desk, begun: MeterForm, units: Sequence[str], today: date, code: str | None
) -> None:
    """The form in a window of its own; `code` is the meter's, None for a new one."""
    form = Form(
        desk, "meter", save=tr("Save meter"), act=lambda session, values: _save(session, code, values)
    )
    form.add(Text("code", tr("Code"), most=40, width=160, required=True), tr("as on its label"))
    form.add(Choice("unit", tr("Unit"), [Item(one, one) for one in units], width=224)).note(
        tr("blank = main meter of the park")
    )
    form.add(
        Segmented("supply", tr("Counts"), [(GRID, tr("Grid")), (GENERATOR, tr("Generator"))], value=GRID)
    )
    form.add(Quantity("multiplier", tr("Multiplier"), required=True)).note(
        tr("one step of the dial in kWh; most have 1")
    )
    form.add(Count("digits", tr("Digits of the dial"), least=1, largest=12)).note(
        tr("5 roll over after 99,999; blank = not known")
    )
    if code is None:
        form.add(Quantity("reading", tr("Shows now"))).note(tr("starts the meter; blank to read it later"))
        form.add(Date("day", tr("Read on"), lambda: today))
        form.consequence(tr("Use counts from the first reading on."))
    else:
        form.consequence(tr("Use not billed yet is counted with this."))
        out = link(tr("Take this meter out"))
        form.section("", out)
    form.start(
        {name: getattr(begun, name) for name in NAMES if code is None or name not in {"reading", "day"}},
        thing=code or "",
    )
    dialog = FormDialog(
        parent, tr("New meter") if code is None else tr("Meter {code}").format(code=code), form
    )
    if code is not None:
        out.clicked.connect(lambda: _take_out(dialog, desk, code))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _save(session: Session, code: str | None, values: dict[str, Any]) -> Changes:
    """The act of the form."""
    from stpdesk.actions import meters

    plain: dict[str, Any] = {name: values.get(name) for name in NAMES}
    form = MeterForm(**{**plain, "code": plain["code"] or ""})
    if code is None:
        return said(
            meters.add_meter(session, form), tr("Meter {code} is entered: saved.").format(code=form.code)
        )
    return said(
        meters.change_meter(session, code, form), tr("Meter {code} is changed: saved.").format(code=form.code)
    )


def _take_out(dialog: FormDialog, desk: Desk, code: str) -> None:
    """After one question."""
    sentence = tr("A meter that was never read can go; one that was read stays.")
    if (
        ask(dialog, tr("Take meter {code} out?").format(code=code), sentence, [("out", tr("Take it out"))])
        == "out"
    ):

        def work(session: Session) -> Changes:
            from stpdesk.actions import meters

            return said(
                meters.remove_meter(session, code), tr("Meter {code} is taken out: saved.").format(code=code)
            )

        desk.act(dialog, work, lambda _: dialog.accept())
