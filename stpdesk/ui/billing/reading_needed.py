"""What the readings' part says of the run: which month's readings it bills, and those that are missing there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from stpdesk.core.money import group_lakh
from stpdesk.core.months import Month
from stpdesk.core.park import ParkSettings
from stpdesk.core.unread import Needed, readings_of
from stpdesk.ui.billing.run_notices import Notice
from stpdesk.ui.billing.run_words import month_told, tr

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

TYPE, WITHOUT = "Ctrl+T", "Ctrl+Shift+N"
"""Keys of the acts on what is missing (see `billing.places`)."""


def read(session: Session, *, month: Month) -> Needed:
    """On the reader's thread."""
    from stpdesk.actions.readings import needed

    return needed(session, month)


def missing(count: int, readings: Month, run: Month) -> str:
    """“2 readings of September are missing.”: of the month whose readings a run bills."""
    one, more = tr("{n} reading of {month} is missing."), tr("{n} readings of {month} are missing.")
    template = one if count == 1 else more
    return template.format(n=group_lakh(count), month=month_told(readings, beside=run))


def missing_of(count: int, park: ParkSettings, run: Month) -> str:
    """The same of a run that is known by its month alone."""
    return missing(count, readings_of(park, run), run)


def notices(found: Needed, go: Callable[[], None]) -> list[Notice]:
    """Above the grid, where the run of the month shown bills readings of another, and some are not there."""
    if not found.missing or found.readings == found.run:
        return []
    named = month_told(found.readings, beside=found.run)
    words = tr(
        "The run of {month} bills the readings of {readings}; those below are billed by the run of {next}."
    )
    told = words.format(
        month=month_told(found.run, beside=found.run),
        readings=named,
        next=month_told(found.billed_by, beside=found.run),
    )
    act = tr("Type those of {month}").format(month=named)
    return [Notice(missing(len(found.missing), found.readings, found.run), told, ((act, go, TYPE),))]


def way_back(left: Month, shown: Month, go: Callable[[], None]) -> Notice:
    """Above the grid of the month whose readings the run of another waits for: why one is here, and the way back."""
    words = tr("Its run bills these readings of {readings}.").format(readings=month_told(shown, beside=left))
    back = tr("Back to {month}").format(month=month_told(left))
    came = tr("You came from {month}.").format(month=month_told(left))
    return Notice(came, words, ((back, go, TYPE),), mark=("left", "muted"))


def billed_by(found: Needed | None) -> str:
    """“The run of November bills them.”"""
    if found is None:
        return ""
    return tr("The run of {month} bills them.").format(month=month_told(found.billed_by, beside=found.run))
