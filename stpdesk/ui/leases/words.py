"""Words of the leases' screen that several parts say."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from stpdesk.core.months import DAY, FAR, add_months


def tr(text: str) -> str:
    """Translated, in the context of this module."""
    return QCoreApplication.translate("leases", text)


def length_told(months: int) -> str:
    """“3 years”, “11 months”."""
    if months % 12 == 0:
        years = months // 12
        return tr("1 year") if years == 1 else tr("{count} years").format(count=years)
    return tr("1 month") if months == 1 else tr("{count} months").format(count=months)


def months_between(start: date, end: date) -> int | None:
    """The whole months of a term; None where it is none."""
    months = (end.year - start.year) * 12 + end.month - start.month
    for count in (months, months + 1):
        if count > 0 and end < FAR and add_months(start, count) - DAY == end:
            return count
    return None


def code_of(thing: str, kind: str) -> str | None:
    """What follows `kind:` in a thing the screen was asked for; None where it is of another kind."""
    return thing.removeprefix(f"{kind}:") if thing.startswith(f"{kind}:") else None
