"""Certification put together: what is certified, who signs, how to check the paper."""

from __future__ import annotations

from stpdesk.core.attention import ROLES
from stpdesk.db import signatories
from stpdesk.reports.figures.monthly.certification import Certification, Signatory
from stpdesk.reports.figures.monthly.taken import Taken
from stpdesk.reports.figures.written import day, month

ACTS = {"prepared": "Prepared by", "checked": "Checked by", "approved": "Approved by"}

CHECKING = (
    ("The code on the report's last page holds the report's number, its revision and the SHA-256 of all its figures; the first sixteen "
    "characters of that stand at the foot of every page."),
    ("The park's office types the code's text, or gives the file, to “stpdesk verify”: it answers which park, month and revision "
    "this is, and whether a figure was changed."),
)  # fmt: skip


def certification(taken: Taken) -> Certification:
    """The section; a role nobody holds has its line all the same."""
    found = {one.role: one for one in signatories.every(taken.context.db)}
    lines = tuple(
        Signatory(ACTS[role], found[role].name, found[role].title or "") if role in found else Signatory(ACTS[role], "", "")
        for role in ROLES
    )  # fmt: skip
    return Certification(statement(taken), lines, CHECKING)


def statement(taken: Taken) -> str:
    """What those who sign certify."""
    park = taken.terms.park
    return (
        f"The figures of this report are those of the records of {park.name} for {month(taken.month)} as at "
        f"{day(taken.day)}. What was not reported or could not be known is shown as such and not counted as zero."
    )


def standing(taken: Taken) -> str:
    """How final the figures are."""
    at = f"As at {day(taken.day)}"
    if taken.closed:
        return f"{at}; the month is closed."
    if not taken.begun:
        return f"{at}: the month has not begun."
    if taken.running:
        gone = taken.day.day
        return f"{at}, day {gone} of {taken.month.days}: the month is not over."
    return f"{at}; the month is not closed yet, so figures may still change."
