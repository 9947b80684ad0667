"""What is wrong about a meter as typed, beside its field (rule B8)."""

from __future__ import annotations

from collections.abc import Iterable

from stpdesk.core.codes import fold, too_long
from stpdesk.core.errors import Refused
from stpdesk.core.forms import MeterForm
from stpdesk.core.meters import GENERATOR, GRID, Meter, Reading, reading_faults
from stpdesk.core.money import ONE, decimal_text
from stpdesk.core.months import Date

MOST_DIGITS, MOST_TIMES = 12, 10**5 * ONE


def faults(
    form: MeterForm,
    there: Iterable[Meter],
    today: Date,
    before: Meter | None = None,
    readings: Iterable[Reading] = (),
    billed: tuple[Date, str] | None = None,
) -> list[Refused]:
    """All that would be refused when this is saved; `before` is the meter it changes, `billed` its latest billed reading."""
    found: list[Refused] = []
    if not fold(form.code):
        found.append(Refused("Give the meter a code, as on its label.", field="code"))
    elif long := too_long(form.code):
        found.append(long)
    elif any(fold(one.code) == fold(form.code) for one in there if before is None or one.id != before.id):
        found.append(Refused("There is a meter {code} already.", field="code", code=form.code.strip()))
    if form.supply not in {GRID, GENERATOR}:
        found.append(Refused("Say whether it counts power of the grid or of the generator.", field="supply"))
    if form.multiplier is None or not 0 < form.multiplier <= MOST_TIMES:
        found.append(
            Refused(
                "The multiplier must be above 0 and at most 1,00,000; most meters have 1.", field="multiplier"
            )
        )
    if form.digits is not None and not 1 <= form.digits <= MOST_DIGITS:
        found.append(Refused("A dial has 1 to {most} digits.", field="digits", most=MOST_DIGITS))
    elif before is None:
        found += _begun(form, today)
    else:
        found += _changed(form, before, list(readings), billed)
    return found


def _begun(form: MeterForm, today: Date) -> list[Refused]:
    """What is wrong with the first reading of a new meter."""
    if form.reading is None:
        return []
    if form.day is None:
        return [Refused("Say on which day it showed that.", field="day")]
    if form.day > today:
        return [
            Refused("{day} is not here yet; a reading is dated when it was taken.", field="day", day=form.day)
        ]
    if form.digits is not None and form.reading >= 10**form.digits * ONE:
        told = "A dial of {digits} digits cannot show {value}."
        return [Refused(told, field="reading", digits=form.digits, value=decimal_text(form.reading))]
    return []


def _changed(
    form: MeterForm, before: Meter, readings: list[Reading], billed: tuple[Date, str] | None
) -> list[Refused]:
    """What would make another figure of use that is billed already, or of readings that stand."""
    found: list[Refused] = []
    changed = {"multiplier": form.multiplier != before.multiplier, "supply": form.supply != before.supply}
    for name, other in changed.items():
        if billed is not None and other:
            found.append(
                Refused(
                    "Meter {meter} is billed up to {date} on {number}, and that use would be counted otherwise. Enter the"
                    " new meter under a code of its own.",
                    field=name, meter=before.code, date=billed[0], number=billed[1],
                )
            )  # fmt: skip
    if form.digits != before.digits:
        otherwise = Meter(before.id, before.code, before.supply, digits=form.digits)
        wrong = reading_faults(otherwise, readings)
        if wrong and not reading_faults(before, readings):
            found.append(
                Refused(
                    "Its reading of {day} does not fit that many digits.",
                    field="digits",
                    day=wrong[0][0].date,
                )
            )
    return found
