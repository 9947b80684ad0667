"""What the readings' part does: each act with the sentence that says what was saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from stpdesk.core.changes import Changes
from stpdesk.core.money import group_lakh
from stpdesk.core.months import Month
from stpdesk.core.reading_grid import TypedReading
from stpdesk.ui.billing.reading_lines import tr
from stpdesk.ui.tenants.words import month as month_told

if TYPE_CHECKING:
    from stpdesk.actions.session import Session


def said(changes: Changes, text: str) -> Changes:
    """The same with a sentence for the person."""
    return Changes(changes.nouns, **{**changes.told, "said": text})


def save(session: Session, month: Month, typed: Mapping[str, TypedReading | None]) -> Changes:
    """Saves what was typed of a month, and drops its draft, in one transaction."""
    from stpdesk.actions.readings import save_readings

    changes = save_readings(session, month, typed, drafted=True)
    saved, gone = int(str(changes.told["saved"])), int(str(changes.told["taken_out"]))
    one, more = tr("1 reading of {month} is saved."), tr("{n} readings of {month} are saved.")
    if not saved:
        one, more = tr("1 reading of {month} is taken out."), tr("{n} readings of {month} are taken out.")
    count = saved or gone
    return said(changes, (one if count == 1 else more).format(month=month_told(month), n=group_lakh(count)))
