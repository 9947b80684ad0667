"""Section 4 on paper: indices with their rules, the generator, links side by side, every outage, how it was counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stpdesk.reports.figures.imprint import Imprint
from stpdesk.reports.figures.monthly.document import NOTHING, Monthly
from stpdesk.reports.figures.monthly.services import OutageRow
from stpdesk.reports.figures.table import Cell
from stpdesk.reports.figures.written import DASH, decimals, rounded
from stpdesk.reports.pdf.blocks import Heading, Stack, Words
from stpdesk.reports.pdf.flow import Flow
from stpdesk.reports.pdf.monthly.section import GAP, SOME, WHOLE, chapter, headings, listed, part
from stpdesk.reports.pdf.styles import BODY, LABEL

INDICES = headings("Index", ("Power", Cell.FIGURE), ("Internet", Cell.FIGURE), "Rule")
LINKS = headings(
    "Link",
    "Provider",
    "Role",
    ("Mbps", Cell.FIGURE),
    ("Outages", Cell.COUNT),
    ("Minutes down", Cell.MINUTES),
    ("of it power", Cell.MINUTES),
    ("Nobody could tell", Cell.MINUTES),
    ("Available, %", Cell.FIGURE),
    ("but for power, %", Cell.FIGURE),
    ("Longest, minutes", Cell.MINUTES),
    ("Mean, minutes", Cell.MINUTES),
)
AVAILABLE = 8
"""The column of a link's availability."""

OUTAGES = headings(
    "Service",
    "Where",
    ("Start", Cell.INSTANT),
    ("End", Cell.INSTANT),
    ("Minutes", Cell.MINUTES),
    ("Covered", Cell.MINUTES),
    ("Tenants hit", Cell.COUNT),
    "Cause",
)


def add_services(flow: Flow, made: Monthly, title: str, imprint: Imprint | None) -> None:  # noqa: ARG001  # as every section
    """The section."""
    told = made.services
    chapter(flow, title, told.sentence)
    indices = [(one.name, one.power, one.internet, one.rule) for one in told.indices]
    listed(flow, "Indices", INDICES, indices, empty=NOTHING["outages"])
    flow.mark("Generator", 1)
    flow.hold(Heading("Generator", rule=False), gap=GAP)
    flow.add(Words(told.generator.sentence, BODY))
    links = [
        (
            one.link, one.isp, one.role, one.mbps, one.events, one.down, one.charged, one.unknown, _pct(one.pct),
            _pct(one.pct_but_power), one.longest, one.mttr,
        )
        for one in told.links
    ]  # fmt: skip
    missed = {(at, AVAILABLE) for at, one in enumerate(told.links) if one.missed}
    listed(
        flow, "Links compared", LINKS, links, note=told.links_note, missed=missed, empty="No link is entered."
    )
    rows, note = [*told.outages], ""
    if len(rows) > WHOLE:
        note = part(SOME, len(rows), "Outages", "longest")
        rows = told.longest(SOME)
    listed(
        flow, "Outages", OUTAGES, [_outage(one) for one in rows], note=note, empty=NOTHING["outages"],
        dense=len(rows) > SOME,
    )  # fmt: skip
    flow.mark("How it was counted", 1)
    flow.hold(Heading("How it was counted", rule=False), gap=GAP)
    flow.add(Stack([Words(rule, LABEL) for rule in told.rules], gap=1))


def _pct(value: float | None) -> str:
    """Two decimals; what is not quite 100 is never printed as 100."""
    return DASH if value is None else decimals(rounded(value, 2), 2)


def _outage(one: OutageRow) -> Sequence[Any]:
    """An outage as a row."""
    end = "still out" if one.end is None else one.end
    cause = one.cause + (" (announced)" if one.planned else "") + (" (carried in)" if one.carried_in else "")
    return one.service, one.where, one.start, end, one.minutes, one.covered, one.tenants, cause
