"""The monthly report of a context: every section, and the JSON of them all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from stpdesk.core.park import SECTIONS
from stpdesk.reports.figures.context import Context
from stpdesk.reports.figures.monthly.accounts import money
from stpdesk.reports.figures.monthly.contracted import contracted
from stpdesk.reports.figures.monthly.document import Monthly
from stpdesk.reports.figures.monthly.front import summary
from stpdesk.reports.figures.monthly.outages import services
from stpdesk.reports.figures.monthly.signed import certification, standing
from stpdesk.reports.figures.monthly.taken import Taken
from stpdesk.reports.figures.monthly.tenancy import space
from stpdesk.reports.figures.plain import plain


def monthly(context: Context) -> Monthly:
    """The whole report."""
    taken = Taken(context)
    park, owed = taken.terms.park, money(taken)
    made = Monthly(
        park.code, park.name, ", ".join(part for part in (park.city, park.province) if part), park.name_urdu or "",
        taken.month, taken.day, taken.running, taken.closed, park.sample, standing(taken), park.cover_text or "",
        park.sections, context.notices, summary(taken, owed), space(taken), owed, services(taken), certification(taken), {},
    )  # fmt: skip
    return replace(made, data={**_printed(made), **contracted(taken)})


def _printed(made: Monthly) -> dict[str, Any]:
    """What is printed beside the figures of contract.md, and every section."""
    found = {name: plain(getattr(made, name)) for name in ("standing", "cover", "order", *SECTIONS)}
    return found | {"notices": list(made.notices)} if made.notices else found
