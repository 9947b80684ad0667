"""What a person sees of an entry of the change log: the list is searched by that, not by keys and instants as stored."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from stpdesk.core.money import decimal_text
from stpdesk.core.park import ZONE

if TYPE_CHECKING:
    from stpdesk.db.lists.audit import Entry

REFERENCES = {
    "tenant_id": ("tenants", "code || ', ' || name"), "lease_id": ("leases", "code"), "unit_id": ("units", "code"),
    "meter_id": ("meters", "code"), "link_id": ("links", "code"), "invoice_id": ("invoices", "number"),
    "credits_id": ("invoices", "number"), "receipt_id": ("receipts", "number"), "source_id": ("receipts", "number"),
    "item_id": ("invoices", "number"), "outage_id": ("outages", "number"), "closing_id": ("closings", "month"),
    "document_id": ("frozen_documents", "number"), "run_id": ("billing_runs", "month"),
}  # fmt: skip
"""Columns that name a row of another table, and how that row is called."""

PARTS = (
    "lease_units", "lease_rates", "lease_charges", "invoice_lines", "invoice_taxes", "adjusted_readings", "allocations", "outage_units",
    "frozen_files",
)  # fmt: skip
"""Rows that come with another: an invoice's lines, a lease's units. They are left out unless asked for (`:parts`)."""

OWN = frozenset({
    "id", "origin", "folded", "natural", "sought", "by_name", "n", "seq", "snapshot", "subsidises", "charge_id", "reading_id",
    "adjustment_id", "one_off_id", "fee_item_id", "fee_month", "credits_line_id", "line_id", "proposal", "unit_count", "made_by",
    "sha256", "digest", "changes",
})  # fmt: skip
"""The program's own columns: keys, orders, digests. They are not shown."""

OWN_THERE = frozenset({("settings", "name"), ("invoice_lines", "service")})
"""Columns that are so in one table: what a setting is called says the thing, what a line serves is a key."""

MONEY = frozenset({
    "rate", "deposit", "monthly", "amount", "subtotal", "subsidy", "tax_total", "rounding", "total", "cash", "income_tax", "sales_tax",
    "base", "exposure", "exports_usd", "domestic_pkr",
})  # fmt: skip
"""Columns in paisa or cents."""

YESNO = frozenset(
    {"password_recovered", "retired_by", "lettable", "tax_exempt", "holdover", "planned", "listed"}
)
CLOCK = frozenset({"from_minute", "to_minute"})
CALLED = frozenset({"code", "number", "name", "title", "matter", "building", *REFERENCES, "month"})
"""What an entry's row is called by, shown also where it did not change."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip

LOCAL = ZoneInfo(ZONE)
_DATED = re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])(-\d{2}(T\d{2}:\d{2}:\d{2}Z)?)?$")


def told(one: Entry, said: Mapping[str, str]) -> str:
    """All that is shown of an entry: of a change what is another now and what the row is called by, else the whole row.

    `said` are the words of the program, in the window's language: what a thing, an act and a field are called.
    """
    name = one.row.get("name") if one.table == "settings" else None
    keys = f"thing:{one.table}", f"op:{one.op}", f"setting:{name}"
    parts = [
        *(said.get(key, "") for key in keys),
        one.actor,
        str(one.key),
        _text(one.at),
        *_fields(one, said),
    ]
    return " ".join(part for part in parts if part)


def _fields(one: Entry, said: Mapping[str, str]) -> list[str]:
    """The fields that are shown, each by what it is called and what it holds, before and after."""
    changed = one.old is not None and one.new is not None
    before: Mapping[str, Any] = (one.old or {}) if changed else {}
    told = list[str]()
    for name, found in one.row.items():
        if name in OWN or (one.table, name) in OWN_THERE:
            continue
        old = before.get(name)
        if old != found:
            told.append(
                said.get("field:dated" if name == "date" and one.table == "invoices" else f"field:{name}", "")
            )
            if old is not None:
                told.append(_value(name, old, one, said))
        elif name not in CALLED:
            continue
        if found is not None:
            told.append(_value(name, found, one, said))
    return told


def _value(name: str, found: Any, one: Entry, said: Mapping[str, str]) -> str:
    """A value as it is shown."""
    if name in YESNO:
        return said.get("yes" if found else "no", "")
    if isinstance(found, str):
        if name in REFERENCES:
            return one.names.get(found, "")
        if name == "value" and one.table == "settings":
            return _setting(str(one.row.get("name", "")), found, said)
        if name == "role" and one.table == "people":
            return said.get(f"role:{found}", "")
        if name == "weekdays":
            return " ".join(said.get(f"weekday:{day}", "") for day in found if day.isdigit())
        return _text(found)
    if name in MONEY:
        return f"{'-' if found < 0 else ''}{abs(found) // 100}.{abs(found) % 100:02d}"
    if name.endswith("_e4"):
        return decimal_text(found)
    if name in CLOCK:
        return f"{found // 60:02d}:{found % 60:02d}"
    return str(found)


def monitor_settings(row: Mapping[str, Any] | None) -> dict[str, Any]:
    """The monitor's settings, which a row of the settings keeps together, by key."""
    found: dict[str, Any] = json.loads(str(row["value"])) if row else {}
    return found


def _setting(name: str, found: str, said: Mapping[str, str]) -> str:
    """A setting's JSON as it is typed."""
    plain = json.loads(found)
    if isinstance(plain, dict):
        words = [
            said.get(f"watched:{key}") or said.get(f"watched:{key.rpartition('.')[2]}", "") for key in plain
        ]
        return " ".join(
            (*words, *map(str, plain), *(_setting("", json.dumps(one), said) for one in plain.values()))
        )
    if isinstance(plain, bool):
        return said.get("yes" if plain else "no", "")
    if isinstance(plain, int) and name.endswith(("_pct", "_sqft")):
        return decimal_text(plain)
    if isinstance(plain, list):
        return " ".join(map(str, plain))
    return _text(plain) if isinstance(plain, str) else str(plain)


@lru_cache(maxsize=4096)
def _text(found: str) -> str:
    """A text as it is shown: a date, a month and an instant as people write them."""
    if _DATED.match(found) is None:
        return found
    if "T" in found:
        here = datetime.fromisoformat(found).astimezone(LOCAL)
        return f"{here.day} {_MONTHS[here.month - 1]} {here.year} {here:%H:%M}"
    month = f"{_MONTHS[int(found[5:7]) - 1]} {found[:4]}"
    return f"{int(found[8:])} {month}" if len(found) > len("2026-10") else month


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in sorted(names))


STALE = (
    f"g.op <> 'insert' AND g.tbl IN ({_quoted({table for table, _ in REFERENCES.values()})}) AND (g.new IS NULL OR"
    " json_extract(g.new, '$.code') IS NOT json_extract(g.old, '$.code')"
    " OR json_extract(g.new, '$.name') IS NOT json_extract(g.old, '$.name')"
    " OR json_extract(g.new, '$.number') IS NOT json_extract(g.old, '$.number'))"
)
"""A later entry after which earlier ones show something else: what they refer to is called otherwise, or gone."""
