"""Where each line of the month's close is settled: Today and the month's close lead to the same place."""

from __future__ import annotations

from stpdesk.core.months import Month

PLACES = {
    "readings": ("billing", "readings:{month}"),
    "run": ("billing", "run:{month}"),
    "missing": ("billing", "run:{month}"),
    "unbilled": ("billing", "run:{month}:unbilled"),
    "causes": ("outages", "causes:{month}"),
    "lasting": ("outages", "{month}"),
    "asked": ("outages", "asked"),
    "returns": ("tenants", "returns"),
    "certificates": ("billing", "receipts:certificates"),
}
"""The screen and the thing in it; what is not here is settled in the month's close itself."""

HERE = {"matters": "new:{month}", "signatories": "signatories"}
"""Lines settled in the part beside the month's close: what it is asked to show."""


def where(name: str, month: Month) -> tuple[str, str]:
    """The screen and the thing in it that settle a line."""
    if name in HERE:
        return "records", f"matters:{HERE[name].format(month=month)}"
    screen, thing = PLACES.get(name, ("records", "close:{month}"))
    return screen, thing.format(month=month)
