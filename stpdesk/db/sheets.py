"""Where each sheet of the workbook lies in the file: its table, its columns, and how a cell is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from stpdesk.core.codes import fold
from stpdesk.core.months import Month
from stpdesk.db.rows import fetch, fetch_dicts, instant, instant_text, month

if TYPE_CHECKING:
    from sqlite_utils import Database

REFERENCES = {"tenant": "tenants", "lease": "leases", "unit": "units", "meter": "meters", "link": "links"}
"""Cells that hold another row's code, and the table of that row."""


@dataclass(frozen=True, slots=True)
class Place:
    """One sheet's table: workbook column → table column; `code` is the sheet's own code, if it has one."""

    table: str
    columns: dict[str, str]
    code: str | None = None


def _same(*names: str, **other: str) -> dict[str, str]:
    """Columns of the same name in both, and those of another name."""
    return {**{name: name for name in names}, **other}


PLACES: dict[str, Place] = {
    "Units": Place(
        "units",
        _same(
            "building",
            "floor",
            "name",
            "kind",
            "seats",
            "lettable",
            unit="code",
            sqft="sqft_e4",
            x="x_e4",
            y="y_e4",
            w="w_e4",
            h="h_e4",
        ),
        "unit",
    ),
    "Tenants": Place(
        "tenants",
        _same(
            "name",
            "kind",
            "pseb_no",
            "pseb_valid_to",
            "ntn",
            "strn",
            "cnic",
            "contact",
            "phone",
            "email",
            "address",
            "tax_exempt",
            tenant="code",
            income_tax_pct="income_tax_pct_e4",
            sales_tax_withheld_pct="sales_tax_withheld_pct_e4",
        ),
        "tenant",
    ),
    "Leases": Place(
        "leases",
        _same(
            "basis",
            "rate",
            "seats",
            "rent_free_to",
            "escalation_months",
            "deposit",
            "holdover",
            lease="code",
            tenant="tenant_id",
            start="starts",
            end="ends",
            escalation_pct="escalation_pct_e4",
        ),
        "lease",
    ),
    "Rates": Place("lease_rates", {"lease": "lease_id", "from": "starts", "rate": "rate"}),
    "Charges": Place(
        "lease_charges", _same("head", "description", "monthly", lease="lease_id", start="starts", end="ends")
    ),
    "Subsidies": Place(
        "schemes",
        {
            "scheme": "name",
            "funder": "funder",
            "head": "head",
            "pct": "pct_e4",
            "from": "starts",
            "to": "ends",
            "applies_to": "applies_to",
        },
    ),
    "Taxes": Place(
        "tax_rates",
        {
            "head": "head",
            "authority": "authority",
            "name": "name",
            "pct": "pct_e4",
            "from": "starts",
            "to": "ends",
        },
    ),
    "Meters": Place(
        "meters", _same("supply", "digits", meter="code", unit="unit_id", multiplier="multiplier_e4"), "meter"
    ),
    "Tariffs": Place("tariffs", {"supply": "supply", "from": "starts", "rate": "rate_e4"}),
    "Readings": Place("readings", _same("date", "event", "note", meter="meter_id", reading="reading_e4")),
    "Adjustments": Place("fuel_adjustments", _same("supply", "usage_month", "bill_in", rate="rate_e4")),
    "OneOff": Place("one_offs", _same("head", "description", "date", "amount", tenant="tenant_id")),
    "Opening": Place("openings", _same("date", "due", "amount", tenant="tenant_id")),
    "Deposits": Place("deposits", _same("date", "kind", "amount", "note", tenant="tenant_id")),
    "Receipts": Place(
        "receipts",
        _same(
            "date",
            "method",
            "cash",
            "income_tax",
            "sales_tax",
            "certificate",
            "note",
            tenant="tenant_id",
            invoice="named",
        ),
    ),
    "Links": Place(
        "links",
        _same("isp", "upstream", "role", "in_service_from", link="code", mbps="mbps_e4", to="ends"),
        "link",
    ),
    "Outages": Place(
        "outages", _same("service", "planned", "cause", "note", link="link_id", start="starts", end="ends")
    ),
    "Runs": Place(
        "supply_runs",
        _same(
            "source",
            "carries",
            "note",
            start="starts",
            end="ends",
            litres="litres_e4",
            kwh="kwh_e4",
            hour_meter="hour_meter_e4",
        ),
    ),
    "Schedule": Place(
        "schedule",
        {
            "weekday": "weekdays",
            "from": "from_minute",
            "to": "to_minute",
            "service": "service",
            "valid_from": "valid_from",
            "valid_to": "valid_to",
        },
    ),
    "Gaps": Place("gaps", _same("service", "note", start="starts", end="ends", link="link_id")),
    "Returns": Place(
        "returns",
        _same(
            "month",
            "men",
            "women",
            "freelancers",
            "trainees",
            "exports_usd",
            "domestic_pkr",
            tenant="tenant_id",
        ),
    ),
    "Attention": Place(
        "attention",
        _same("matter", "since", "exposure", "decision", "month", "settled_on", "outcome", order="place"),
    ),
    "Signatories": Place("signatories", _same("role", "name", "title")),
}
"""Every sheet but Park, in an order in which each comes after those it refers to."""

_HEAD = {"head"}
_TUPLES = {"applies_to", "invoice"}
_BOOLS = {"lettable", "tax_exempt", "holdover", "planned"}
_MONTHS = {"month", "usage_month", "bill_in"}
_INSTANT_TABLES = {"outages", "supply_runs", "gaps"}
_CORRECTED = {*_INSTANT_TABLES, "schedule"}
"""Tables whose rows stay when another takes their place."""
_DATES = {"pseb_valid_to", "start", "end", "from", "to", "date", "due", "rent_free_to", "in_service_from",
          "valid_from", "valid_to", "reversed_on", "since", "settled_on"}  # fmt: skip


def store_cell(name: str, value: object) -> Any:
    """A typed cell as its column holds it; references are resolved by the caller."""
    if value is None or (isinstance(value, (int, str)) and not isinstance(value, bool)):
        return fold(value) if name in _HEAD and isinstance(value, str) else value
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, (date, Month)):
        return str(value)
    if isinstance(value, tuple):
        return (", " if name == "weekday" else "; ").join(str(part) for part in value) or None
    raise TypeError(f"cell {name}: {type(value).__name__}")


def cell(place: Place, name: str, value: Any) -> object:
    """A stored value as the typed cell it came from."""
    if value is None:
        return None
    if name in _BOOLS:
        return bool(value)
    if name in _MONTHS:
        return month(value)
    if name == "weekday":
        return tuple(int(part) for part in value.split(","))
    if name in _TUPLES:
        return tuple(part.strip() for part in value.split(";"))
    if place.table in _INSTANT_TABLES and name in {"start", "end"}:
        return instant(value)
    if name in _DATES and isinstance(value, str):
        return date.fromisoformat(value)
    return value


def codes(db: Database, table: str) -> dict[str, str]:
    """Key → code of a table of coded rows."""
    return {row["id"]: row["code"] for row in fetch_dicts(db, f"SELECT id, code FROM {table}")}


def keys(db: Database, table: str) -> dict[str, str]:
    """Folded code → key of a table of coded rows."""
    return {row["folded"]: row["id"] for row in fetch_dicts(db, f"SELECT id, folded FROM {table}")}


def cells(db: Database, sheet: str, *, retired: bool = False) -> list[tuple[str, dict[str, object]]]:
    """Every row of a sheet as stored: its key, and its typed cells, in the order they were entered.

    Rows that were put right are left out; with `retired` there are only those.
    """
    place = PLACES[sheet]
    known = {
        name: codes(db, REFERENCES[name])
        for name in place.columns
        if name in REFERENCES and name != place.code
    }
    extra = _lists(db, sheet)
    where = ""
    if place.table in _CORRECTED:
        where = f"WHERE retired_by IS {'NOT NULL' if retired else 'NULL'}"
    elif retired:
        return []
    found: list[tuple[str, dict[str, object]]] = []
    for row in fetch_dicts(db, f"SELECT * FROM {place.table} {where} ORDER BY rowid"):
        typed = {name: cell(place, name, row[column]) for name, column in place.columns.items()}
        for name, by_key in known.items():
            typed[name] = by_key[str(typed[name])] if typed[name] is not None else None
        for name, lists in extra.items():
            typed[name] = lists.get(row["id"])
        found.append((row["id"], typed))
    return found


def count(db: Database, sheet: str) -> int:
    """How many rows of a sheet `cells` would give."""
    table = PLACES[sheet].table
    where = "WHERE retired_by IS NULL" if table in _CORRECTED else ""
    return int(fetch(db, f"SELECT count(*) FROM {table} {where}")[0][0])


def _lists(db: Database, sheet: str) -> dict[str, dict[str, Any]]:
    """Cells that lie in a table of their own: units of leases and outages, reversals of receipts."""
    if sheet in {"Leases", "Outages"}:
        sql = (
            "SELECT x.lease_id AS owner, u.code FROM lease_units x JOIN units u ON u.id = x.unit_id"
            " ORDER BY x.lease_id, x.n"
            if sheet == "Leases"
            else "SELECT x.outage_id AS owner, u.code FROM outage_units x JOIN units u ON u.id = x.unit_id"
            " ORDER BY x.rowid"
        )
        found: dict[str, Any] = {}
        for row in fetch_dicts(db, sql):
            found[row["owner"]] = (*found.get(row["owner"], ()), row["code"])
        return {"units": found}
    if sheet == "Receipts":
        reversals = fetch_dicts(db, "SELECT receipt_id, date, reason FROM reversals")
        return {
            "reversed_on": {row["receipt_id"]: date.fromisoformat(row["date"]) for row in reversals},
            "reversal_reason": {row["receipt_id"]: row["reason"] for row in reversals},
        }
    return {}


def number_of(db: Database, sheet: str, key: str) -> int:
    """The number people call a row by, where its table has numbers."""
    return int(fetch(db, f"SELECT number FROM {PLACES[sheet].table} WHERE id = ?", (key,))[0][0])
