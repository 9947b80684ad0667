"""The acts of Spaces, each with the sentence that says what was saved; they run on the writer's thread."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.core.forms import UnitForm
from stpdesk.core.money import E4
from stpdesk.core.unit_states import Repair
from stpdesk.ui.sentences import in_words
from stpdesk.ui.spaces.shapes import Box
from stpdesk.ui.spaces.telling import sqft, tr

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

Values = Mapping[str, Any]


def said(changes: Changes, text: str) -> Changes:
    """The same with a sentence for the person, and what should be looked at."""
    notices = changes.told.get("notices")
    more = [in_words(one) for one in notices] if isinstance(notices, list | tuple) else []
    return Changes(changes.nouns, **{**changes.told, "said": " ".join([text, *more])})


def unit_form(values: Values) -> UnitForm:
    """The unit as typed."""
    return UnitForm(
        values["code"] or "", values["sqft"], values["building"], values["floor"], values["name"], values["kind"],
        values["seats"], bool(values["lettable"]),
    )  # fmt: skip


def typed(form: UnitForm) -> dict[str, Any]:
    """The fields of a unit."""
    return {
        "code": form.code or None, "sqft": form.sqft, "building": form.building, "floor": form.floor, "name": form.name,
        "kind": form.kind, "seats": form.seats, "lettable": form.lettable,
    }  # fmt: skip


def add_unit(session: Session, values: Values) -> Changes:
    """A new unit."""
    from stpdesk.actions import units

    changes = units.add_unit(session, unit_form(values))
    return said(changes, tr("Unit %s is entered.") % changes.told["unit"])


def change_unit(session: Session, code: str, values: Values) -> Changes:
    """A changed unit."""
    from stpdesk.actions import units

    changes = units.change_unit(session, code, unit_form(values))
    billed = changes.told.get("changed")
    text = tr("Unit %s is changed.") % changes.told["unit"]
    if billed:
        text += " " + tr("Months already billed would be other with it: see Billing.")
    return said(changes, text)


def foresee_unit(session: Session, code: str, values: Values) -> str:
    """What saving would do; raises what would be refused."""
    from stpdesk.core.unit_forms import faults
    from stpdesk.db import terms

    form = unit_form(values)
    with session.park.reading() as db:
        agreed = terms.load(db, metered=False)
    before = next((one for one in agreed.units.values() if one.code == code), None) if code else None
    held = agreed.leases_of_unit.get(before.id, []) if before else []
    for refusal in faults(form, agreed.units.values(), before, held):
        if not (refusal.field in {"code", "sqft"} and not values[refusal.field]):
            raise refusal
    name = form.code
    if before is None and not name:
        return tr("Saving enters the unit; give it a code first.")
    if before is None:
        if form.lettable and form.sqft:
            return tr("Saving enters %s: %s more to let.") % (name, sqft(form.sqft))
        return tr("Saving enters %s.") % name
    if form == UnitForm.of(before):
        return tr("Nothing is changed.")
    if form.sqft != before.sqft and held:
        return tr("Saving changes %s, and the rent of its leases by area from the next run.") % name
    return tr("Saving changes %s.") % name


def remove_unit(session: Session, code: str) -> Changes:
    """A unit entered by mistake."""
    from stpdesk.actions import units

    return said(units.remove_unit(session, code), tr("Unit %s is taken out.") % code)


def check_unit_goes(session: Session, code: str) -> None:
    """Refuses where it has to stay."""
    from stpdesk.actions import units

    units.check_unit_goes(session, code)


def save_repair(session: Session, code: str, before: Repair | None, values: Values) -> Changes:
    """A repair, new or changed."""
    from stpdesk.actions import units

    if before is None:
        changes = units.add_repair(session, code, values["starts"], values["ends"], values["note"] or "")
    else:
        changes = units.change_repair(
            session, before.id, values["starts"], values["ends"], values["note"] or ""
        )
    return said(changes, tr("The repair of unit %s is noted.") % code)


def remove_repair(session: Session, code: str, repair: Repair) -> Changes:
    """A repair noted by mistake."""
    from stpdesk.actions import units

    return said(units.remove_repair(session, repair.id), tr("The repair of unit %s is taken out.") % code)


def place_units(session: Session, places: Mapping[str, Box]) -> Changes:
    """Units by code, where they lie."""
    from stpdesk.actions import units

    stored: dict[str, tuple[E4, E4, E4, E4] | None] = {code: box.stored() for code, box in places.items()}
    changes = units.place_units(session, stored)
    count = len(places)
    return said(changes, tr("1 unit is placed.") if count == 1 else tr("%d units are placed.") % count)


def set_image(session: Session, floor: tuple[str, str], path: Path) -> Changes:
    """A picture behind a floor, fitted behind its units."""
    from stpdesk.actions import floors

    changes = floors.set_picture(session, floor[0] or None, floor[1] or None, path)
    return said(changes, tr("%s lies behind the plan.") % path.name)


def place_image(session: Session, floor: tuple[str, str], values: Values) -> Changes:
    """The picture elsewhere; all blank fits it."""
    from stpdesk.actions import floors

    sides = (values["x"], values["y"], values["w"], values["h"])
    place = None if all(side is None for side in sides) else sides
    if place is not None and None in place:
        missing = next(name for name, side in zip("xywh", sides, strict=True) if side is None)
        raise Refused("Give all four, or leave all blank to fit it behind the units.", field=missing)
    return said(
        floors.place_picture(session, floor[0] or None, floor[1] or None, place), tr("The image is placed.")
    )


def drop_image(session: Session, floor: tuple[str, str]) -> Changes:
    """No picture any more."""
    from stpdesk.actions import floors

    return said(
        floors.drop_picture(session, floor[0] or None, floor[1] or None), tr("The image is taken away.")
    )
