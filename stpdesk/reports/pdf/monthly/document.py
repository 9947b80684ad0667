"""The monthly report as PDF: its sections in the park's order, the summary alone on the first page."""

from __future__ import annotations

from collections.abc import Callable

from stpdesk.reports.figures.imprint import Imprint
from stpdesk.reports.figures.monthly.document import TITLES, Monthly
from stpdesk.reports.figures.written import month
from stpdesk.reports.pdf import letterhead
from stpdesk.reports.pdf.flow import Flow, Page, printed
from stpdesk.reports.pdf.monthly.certification import add_certification
from stpdesk.reports.pdf.monthly.front import add_summary
from stpdesk.reports.pdf.monthly.money import add_money
from stpdesk.reports.pdf.monthly.services import add_services
from stpdesk.reports.pdf.monthly.space import add_space
from stpdesk.reports.pdf.sheet import MARGIN, Sheet
from stpdesk.reports.pdf.tables import BOTTOM

SUMMARY = "summary"
MOST_PAGES = 6
"""PSEB reads so many; where there would be more, the lists are set closer."""

OPEN = "the month is not closed"
"""What stands beneath “Draft” on every page until it is."""

Added = Callable[[Flow, Monthly, str, Imprint | None], None]

ADDED: dict[str, Added] = {
    SUMMARY: add_summary,
    "space": add_space,
    "money": add_money,
    "services": add_services,
    "certification": add_certification,
}
"""What lays out each section under its numbered title."""


def monthly_pdf(made: Monthly, imprint: Imprint | None = None) -> bytes:
    """The report as the bytes of a PDF."""
    period = month(made.month)
    sheet = Sheet(f"{made.title}, {made.park_name}, {period}", author=made.park_name)
    if imprint is not None:
        sheet.identify(imprint)
    pages = _laid_out(sheet, made, imprint, dense=False)
    if len(pages) > MOST_PAGES:
        pages = min(pages, _laid_out(sheet, made, imprint, dense=True), key=len)
    park = {"code": made.park_code, "name": made.park_name, "city": made.place, "name_urdu": made.name_urdu}
    named, digest, logo = (imprint.words, imprint.digest, imprint.logo) if imprint else (made.title, "", None)

    draft = letterhead.draft_of(imprint)
    beneath = OPEN if draft and not made.closed else ""

    def frame(number: int, count: int) -> None:
        letterhead.head(sheet, made.title, park, draft, beneath, period=period, logo=logo, strong=True)
        letterhead.foot(sheet, named, number, count, sample=made.sample, digest=digest)

    printed(sheet, pages, frame)
    return sheet.finish(contents=True)


def _laid_out(sheet: Sheet, made: Monthly, imprint: Imprint | None, *, dense: bool) -> list[Page]:
    """The sections on pages; `dense` sets every list close."""
    flow = Flow(MARGIN, sheet.right - MARGIN, sheet.top - letterhead.HEAD, BOTTOM, dense=dense)
    number = 0
    for section in made.order:
        if section == SUMMARY:  # the headline is its title, so it has no number
            flow.mark(TITLES[section])
            ADDED[section](flow, made, TITLES[section], imprint)
            flow.turn()
            continue
        number += 1
        flow.mark(f"{number} {TITLES[section]}")
        ADDED[section](flow, made, f"{number}  {TITLES[section]}", imprint)
    return flow.finished()
