"""Meters and their readings as stored: the readings around a month, and what is written of either."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from stpdesk.core.codes import fold
from stpdesk.core.errors import Refused
from stpdesk.core.forms import MeterForm
from stpdesk.core.meters import Meter, Reading
from stpdesk.core.money import E4, ONE
from stpdesk.core.months import Date, Month
from stpdesk.core.reading_grid import MONTHS_BEFORE
from stpdesk.core.terms import Terms
from stpdesk.db import rows, settings, terms
from stpdesk.db.ids import uuid7
from stpdesk.db.rows import fetch

if TYPE_CHECKING:
    from sqlite_utils import Database

_COLUMNS = "r.id, r.meter_id, r.date, r.reading_e4, r.event"
_OF_EACH = f"SELECT {_COLUMNS} FROM meters m CROSS JOIN readings r ON r.meter_id = m.id AND"
"""Meters first, then the few readings of each: left to itself SQLite reads all readings there are."""
_AROUND = f"{_OF_EACH} r.date BETWEEN :from AND :to ORDER BY m.id, r.date, r.event IS 'reset'"
_EARLIER = (
    f"{_OF_EACH} r.date = (SELECT max(o.date) FROM readings o WHERE o.meter_id = m.id AND o.date < :from)"
    " ORDER BY m.id, r.event IS 'reset'"
)
_LATER = (
    f"{_OF_EACH} r.date = (SELECT min(o.date) FROM readings o WHERE o.meter_id = m.id AND o.date > :to)"
    " ORDER BY m.id, r.event IS 'reset' DESC"
)
_USED = "l.kind = 'usage' AND l.amount >= 0 AND l.credits_line_id IS NULL"
"""Lines that bill a reading's use."""
_BILLED = (
    "SELECT m.id, r.date, (SELECT i.number FROM invoice_lines l JOIN invoices i ON i.id = l.invoice_id"
    f" WHERE l.reading_id = r.id AND {_USED}) FROM meters m CROSS JOIN readings r ON r.id = (SELECT o.id FROM readings o"
    f" WHERE o.meter_id = m.id AND EXISTS (SELECT 1 FROM invoice_lines l WHERE l.reading_id = o.id AND {_USED})"
    " ORDER BY o.date DESC LIMIT 1)"
)


def around(db: Database, month: Month, last: Month | None = None) -> dict[str, list[Reading]]:
    """By meter key the readings of a month (up to the `last` of several) and some before, with the one before those, in order."""
    days = {"from": (month + -MONTHS_BEFORE).first.isoformat(), "to": (last or month).last.isoformat()}
    found: dict[str, list[Reading]] = defaultdict(list)
    for row in (*fetch(db, _EARLIER, {"from": days["from"]}), *fetch(db, _AROUND, days)):
        found[row[1]].append(_reading(row))
    return found


def after(db: Database, month: Month) -> dict[str, Reading]:
    """By meter key the next reading behind a month."""
    return {row[1]: _reading(row) for row in fetch(db, _LATER, {"to": month.last.isoformat()})}


def terms_of(db: Database, month: Month, *, before: int = 0) -> Terms:
    """What the use of a month is priced by: leases in force in it (or so many months `before`), tariffs, schemes; the rest is left empty."""
    sql = "SELECT id FROM leases WHERE starts <= :to AND (holdover OR coalesce(ends, :from) >= :from)"
    days = {"from": (month + -before).first.isoformat(), "to": month.last.isoformat()}
    places, held = terms.units(db), [key for (key,) in fetch(db, sql, days)]
    return Terms(
        settings.load(db), places, terms.tenants(db), terms.leases(db, places, held), terms.schemes(db),
        tariffs=terms.tariffs(db),
    )  # fmt: skip


def of_meter(db: Database, meter_id: str) -> list[Reading]:
    """All readings of a meter in order."""
    sql = f"SELECT {_COLUMNS} FROM readings r WHERE r.meter_id = ? ORDER BY r.date, r.event IS 'reset'"
    return [_reading(row) for row in fetch(db, sql, (meter_id,))]


def billed(db: Database) -> dict[str, tuple[Date, str]]:
    """By meter key the day of its latest billed reading and the number it is billed on."""
    return {meter: (date.fromisoformat(day), number) for meter, day, number in fetch(db, _BILLED)}


def numbers(db: Database, meter_id: str) -> dict[str, str]:
    """By reading key the number of the document its use is billed on, of one meter."""
    sql = (
        "SELECT l.reading_id, i.number FROM readings r JOIN invoice_lines l ON l.reading_id = r.id"
        f" JOIN invoices i ON i.id = l.invoice_id WHERE r.meter_id = ? AND {_USED}"
    )
    return dict(fetch(db, sql, (meter_id,)))


def _reading(row: tuple[Any, ...]) -> Reading:
    """One reading from its row."""
    return Reading(row[0], row[1], date.fromisoformat(row[2]), E4(row[3]), row[4])


def add_reading(db: Database, meter_id: str, day: Date, value: int, event: str | None) -> None:
    """Stores a reading."""
    row = {"id": uuid7(), "meter_id": meter_id, "date": day.isoformat(), "reading_e4": value, "event": event}
    rows.insert(db, "readings", [row])


def change_reading(db: Database, before: Reading, day: Date, value: int, event: str | None) -> bool:
    """Writes what became another of a reading; whether anything did."""
    was = {"date": before.date.isoformat(), "reading_e4": int(before.value), "event": before.event}
    now = {"date": day.isoformat(), "reading_e4": int(value), "event": event}
    changed = {name: one for name, one in now.items() if was[name] != one}
    if changed:
        rows.update(db, "readings", before.id, changed)
    return bool(changed)


def remove_reading(db: Database, key: str) -> None:
    """Takes a reading out; the change log keeps it."""
    db.table("readings").delete(key)


# meters -----------------------------------------------------------------------------------------------------------------


def by_code(db: Database, code: str) -> Meter:
    """The meter of a code; refused where there is none."""
    sql = "SELECT id, code, supply, unit_id, multiplier_e4, digits FROM meters WHERE folded = ?"
    found = fetch(db, sql, (fold(code),))
    if not found:
        raise Refused("There is no meter {meter} in this park.", field="code", meter=code.strip())
    key, name, supply, unit, multiplier, digits = found[0]
    return Meter(key, name, supply, unit, E4(multiplier), digits)


def add(db: Database, form: MeterForm, unit_id: str | None) -> str:
    """Stores a new meter; returns its key."""
    key = uuid7()
    rows.insert(db, "meters", [{"id": key, **_row(form, unit_id)}])
    return key


def change(db: Database, before: Meter, form: MeterForm, unit_id: str | None) -> None:
    """Writes the columns that became another."""
    was = {
        "code": before.code, "folded": fold(before.code), "unit_id": before.unit_id, "supply": before.supply,
        "multiplier_e4": int(before.multiplier), "digits": before.digits,
    }  # fmt: skip
    changed = {name: value for name, value in _row(form, unit_id).items() if was[name] != value}
    if changed:
        rows.update(db, "meters", before.id, changed)


def set_digits(db: Database, key: str, digits: int) -> None:
    """With how many digits a meter counts, where nobody knew."""
    rows.update(db, "meters", key, {"digits": digits})


def remove(db: Database, key: str) -> None:
    """Takes a meter out that was never read; the change log keeps it."""
    db.table("meters").delete(key)


def _row(form: MeterForm, unit_id: str | None) -> dict[str, Any]:
    """A meter as its table holds it, without its key."""
    code = form.code.strip()
    return {
        "code": code, "folded": fold(code), "unit_id": unit_id, "supply": form.supply,
        "multiplier_e4": int(form.multiplier or ONE), "digits": form.digits,
    }  # fmt: skip
