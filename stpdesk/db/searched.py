"""Columns that only serve lists: how a row is sorted and what is searched of it; made from the others at every write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stpdesk.core.codes import fold
from stpdesk.core.searching import name_text, natural_text, sought

_TEXTS = {
    "units": ("code", "name", "kind", "floor", "building"),
    "tenants": ("code", "name", "kind", "pseb_no", "ntn", "strn", "cnic", "contact", "phone", "email"),
    "leases": ("code",),
}


def searched(table: str, row: Mapping[str, Any]) -> dict[str, str]:
    """The columns of a coded row that are made from its code and texts: `folded`, and where lists use them the others.

    `natural` sorts codes by the numbers inside, `by_name` sorts names, `sought` is what is searched.
    """
    made = {"folded": fold(str(row["code"]))}
    if table in _TEXTS:
        made["natural"] = natural_text(str(row["code"]))
        made["sought"] = sought(*(row.get(name) for name in _TEXTS[table]))
    if table == "tenants":
        made["by_name"] = name_text(str(row["name"]))
    return made
