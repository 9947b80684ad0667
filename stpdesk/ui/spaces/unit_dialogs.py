"""The forms of Spaces: a unit, a repair."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from stpdesk.core.changes import Changes
from stpdesk.core.forms import UnitForm
from stpdesk.core.places import Unit
from stpdesk.core.typed_dates import Lean
from stpdesk.core.unit_states import Repair
from stpdesk.ui import wording
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.buttons import link
from stpdesk.ui.fields.choice import Suggest
from stpdesk.ui.fields.dates import Date
from stpdesk.ui.fields.numbers import Count, Quantity
from stpdesk.ui.fields.segments import YesNo
from stpdesk.ui.fields.written import Text
from stpdesk.ui.forms.dialogs import FormDialog, ask
from stpdesk.ui.forms.form import Act, Form
from stpdesk.ui.parts import row
from stpdesk.ui.spaces import saving
from stpdesk.ui.spaces.shapes import Box
from stpdesk.ui.spaces.telling import kind_name, tr

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

KINDS = (
    "office",
    "shared hall",
    "hall",
    "training room",
    "meeting room",
    "cafeteria",
    "server room",
    "store",
)


def unit_dialog(
    parent: QWidget, desk: Desk, units: Sequence[Unit], before: Unit | None, floor: tuple[str, str]
) -> FormDialog:
    """A new unit, on the floor that is shown; or the chosen one."""
    code = before.code if before else ""
    act: Act = partial(_change, code) if before else saving.add_unit
    form = Form(desk, "unit", save=tr("Save unit"), act=act)
    form.add(Text("code", tr("Code"), most=40, required=True, width=136), tr("as on its door"))
    form.add(Text("name", tr("Name"), width=280))
    form.add(Suggest("kind", tr("Kind"), _known(units, "kind", KINDS), said=kind_name))
    form.add(Suggest("building", tr("Building"), _known(units, "building")))
    form.add(Suggest("floor", tr("Floor"), _known(units, "floor")))
    form.add(Quantity("sqft", tr("Area"), required=True, suffix=tr("sq ft")))
    form.add(Count("seats", tr("Seats")), tr("where it is let by seats; else leave it blank"))
    form.add(YesNo("lettable", tr("To be let")), tr("if so, counts as lettable area"))
    form.previews(lambda session, values: saving.foresee_unit(session, code, values), form.consequence)
    usual = UnitForm.of(before) if before else UnitForm(building=floor[0] or None, floor=floor[1] or None)
    form.start(saving.typed(usual), thing=code)
    title = tr("Unit %s") % code if before else tr("New unit")
    return FormDialog(parent, title, form)


def _change(code: str, session: Session, values: saving.Values) -> Changes:
    """The act of an existing unit's form."""
    return saving.change_unit(session, code, values)


def _known(units: Sequence[Unit], name: str, usual: Sequence[str] = ()) -> list[str]:
    """What is in use, then what is usual."""
    used = [getattr(one, name) for one in units]
    return list(dict.fromkeys([*(one for one in used if one), *usual]))


def repair_dialog(
    parent: QWidget, desk: Desk, unit: Unit, before: Repair | None, day: date, today: date
) -> FormDialog:
    """A repair that is on the shown day, or a new one from that day on."""
    code = unit.code
    form = Form(
        desk, "repair", save=tr("Save repair"),
        act=lambda session, values: saving.save_repair(session, code, before, values),
    )  # fmt: skip
    form.add(Text("note", tr("What is repaired"), required=True, width=336))
    starts = form.add(Date("starts", tr("First day"), lambda: today, required=True))
    form.add(
        Date("ends", tr("Last day"), lambda: starts.value() or today, lean=Lean.AHEAD),
        tr("blank while it is not known"),
    )
    form.consequence(tr("Bills stay as they are."))
    if before is not None:
        gone = link(tr("Take this repair out"))
        gone.setProperty("edge", "left")
        below = QWidget()
        below.setLayout(row(gone, None))
        form.widget(below)
    form.start(
        {"note": before.note, "starts": before.starts, "ends": before.ends} if before else {"starts": day},
        thing=before.id if before else code,
    )
    dialog = FormDialog(parent, tr("Repair of unit %s") % code, form)
    if before is not None:
        gone.clicked.connect(lambda: _take_out(dialog, desk, code, before))
    return dialog


def _take_out(dialog: FormDialog, desk: Desk, code: str, repair: Repair) -> None:
    """After one question."""
    sentence = tr("“%s”, from %s. The unit’s history will no longer show it.") % (
        repair.note,
        wording.day(repair.starts),
    )
    if ask(dialog, tr("Take this repair out?"), sentence, [("out", tr("Take it out"))]) == "out":
        desk.act(dialog, partial(saving.remove_repair, code=code, repair=repair), lambda _: dialog.accept())


def image_dialog(parent: QWidget, desk: Desk, floor: tuple[str, str], box: Box | None) -> FormDialog:
    """Where a floor's image lies; all blank fits it behind the units."""
    form = Form(
        desk, "floor-image", save=tr("Save place"),
        act=lambda session, values: saving.place_image(session, floor, values),
    )  # fmt: skip
    for name, words in (("x", tr("From the left")), ("y", tr("From the top"))):
        form.add(Quantity(name, words, signed=True, suffix=tr("ft")))
    for name, words in (("w", tr("Width")), ("h", tr("Depth"))):
        form.add(Quantity(name, words, suffix=tr("ft")))
    form.consequence(tr("Where all are blank, the image is fitted behind the units."))
    sides = box.stored() if box else (None,) * 4
    form.start(dict(zip("xywh", sides, strict=True)), thing="/".join(floor))
    return FormDialog(parent, tr("Image behind this floor"), form)
