"""Section 2 on paper: floors, who came and left, leases near their end, vacant units, the tenants' returns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stpdesk.core.money import ONE
from stpdesk.reports.figures.imprint import Imprint
from stpdesk.reports.figures.monthly.document import NOTHING, Monthly
from stpdesk.reports.figures.monthly.space import FloorRow, Move, ReturnRow
from stpdesk.reports.figures.monthly.tables import kinds_table
from stpdesk.reports.figures.table import Cell, Table
from stpdesk.reports.pdf.blocks import Heading, Words
from stpdesk.reports.pdf.flow import Flow
from stpdesk.reports.pdf.monthly.section import (
    DENSE_LARGEST,
    DENSE_PAD,
    GAP,
    LARGEST,
    PAD,
    SOME,
    WHOLE,
    chapter,
    continued,
    headings,
    listed,
)
from stpdesk.reports.pdf.styles import MUTED
from stpdesk.reports.pdf.tabular import Tabular

FLOORS = headings(
    "Floor",
    ("Units", Cell.COUNT),
    ("Units let", Cell.COUNT),
    ("Lettable sq ft", Cell.E4),
    ("Let sq ft", Cell.E4),
    ("Vacant sq ft", Cell.E4),
    ("Occupancy", Cell.PERCENT),
    ("Seats", Cell.COUNT),
    ("Seats let", Cell.COUNT),
)
MOVES = headings(
    ("Day", Cell.DATE), "What", "Tenant", "Units", ("Sq ft", Cell.E4), ("Rent a month", Cell.MONEY), ("Until", Cell.DATE)
)  # fmt: skip
ENDING = headings(
    ("Ends", Cell.DATE), ("Days", Cell.COUNT), "Tenant", "Units", ("Sq ft", Cell.E4), ("Rent a month", Cell.MONEY), "State"
)  # fmt: skip
VACANT = headings("Unit", "Floor", ("Sq ft", Cell.E4), ("Seats", Cell.COUNT), "For how long", "What follows")
RETURNS = headings(
    "Tenant",
    "Name",
    ("Sq ft", Cell.E4),
    ("Men", Cell.COUNT),
    ("Women", Cell.COUNT),
    ("Freelancers", Cell.COUNT),
    ("Trainees", Cell.COUNT),
    ("Exports USD", Cell.USD),
    ("Domestic Rs", Cell.MONEY),
)


SHEET, RETURNS_SHEET = "Space and tenants", "Returns"
"""Sheets of the workbook that hold the lists."""

LARGEST_EXPORTERS = 10


def add_space(flow: Flow, made: Monthly, title: str, imprint: Imprint | None) -> None:  # noqa: ARG001  # as every section
    """The section."""
    told = made.space
    chapter(flow, title, told.sentence)
    listed(
        flow, "By floor", FLOORS, [_floor(one) for one in told.floors], totals=_floor(told.total), empty=NOTHING["floors"]
    )  # fmt: skip
    moves = [_move(one) for one in (*told.arrivals, *told.departures, *told.renewals)]
    none = [NOTHING[key] for key in ("arrivals", "departures", "renewals") if not getattr(told, key)]
    listed(
        flow, "Arrivals, departures, renewals", MOVES, moves, note=" ".join(none) if moves else "",
        empty=" ".join(none), most=SOME, sheet=SHEET,
    )  # fmt: skip
    ending = [
        (one.ends, one.days, f"{one.tenant} {one.name}", one.units, _e4(one.sqft), one.rent, one.state)
        for one in told.ending
    ]
    listed(
        flow, "Leases that end within 90 days, or go on past their end", ENDING, ending, empty=NOTHING["ending"], most=SOME, sheet=SHEET
    )  # fmt: skip
    vacant = [(one.unit, one.floor, _e4(one.sqft), one.seats, one.lasted, one.follows) for one in told.vacant]
    listed(
        flow, "Vacant units", VACANT, vacant, totals=("Total", None, _e4(told.vacant_sqft), None, None, None),
        empty=NOTHING["vacant"], most=SOME, sheet=SHEET,
    )  # fmt: skip
    _add_returns(flow, made)


def _add_returns(flow: Flow, made: Monthly) -> None:
    """What the tenants reported: by kind, then each, or of many the largest exporters; a dash is not reported, never 0."""
    told, total = made.space.returns, made.space.returns_total
    kinds = kinds_table(made)
    listed(
        flow, "Tenants' returns", kinds.headings, kinds.rows, totals=kinds.totals, empty=kinds.empty,
        note=f"{total.words} A dash stands for what was not reported.",
    )  # fmt: skip
    if len(told) <= WHOLE:
        _add_each(flow, made)
    else:
        _add_largest(flow, made)
    doubted = [(f"{one.tenant} {one.name}", doubt) for one in told for doubt in one.doubts]
    if doubted:
        odd = headings("Tenant", "What looks odd")
        listed(flow, "Returns that look odd", odd, doubted, empty="", most=SOME, sheet=RETURNS_SHEET)


BY_TENANT = "Returns by tenant"


def _add_each(flow: Flow, made: Monthly) -> None:
    """Every tenant's return."""
    rows = [_return(one) for one in made.space.returns]
    size, pad = (DENSE_LARGEST, DENSE_PAD) if len(rows) > SOME else (LARGEST, PAD)
    if rows:
        flow.hold(Heading(BY_TENANT, rule=False), gap=GAP)
        flow.add_rows(Tabular(Table("", RETURNS, rows), largest=size, pad=pad), again=continued(BY_TENANT))


def _add_largest(flow: Flow, made: Monthly) -> None:
    """Of many tenants the largest exporters, and who did not report."""
    told = made.space.returns
    rows = [_return(one) for one in made.space.exporters(LARGEST_EXPORTERS)]
    listed(
        flow, "Largest exporters", RETURNS, rows, empty="No tenant reported exports.",
        note=f"The returns of all {len(told)} tenants are in this report's workbook, sheet {RETURNS_SHEET}.",
    )  # fmt: skip
    silent = [one.tenant for one in told if not one.reported]
    if 0 < len(silent) < len(told):
        flow.add(Words(f"Not reported: {', '.join(silent)}.", MUTED), gap=4)


def _e4(sqft: float) -> int:
    """Square feet as tables hold them, in ten-thousandths."""
    return round(sqft * ONE)


def _floor(one: FloorRow) -> Sequence[Any]:
    """A floor as a row."""
    return (
        one.name, one.units, one.units_let, _e4(one.lettable), _e4(one.leased), _e4(one.vacant), one.pct, one.seats,
        one.seats_let,
    )  # fmt: skip


def _move(one: Move) -> Sequence[Any]:
    """A move as a row."""
    return one.day, one.what, f"{one.tenant} {one.name}", one.units, _e4(one.sqft), one.rent, one.until


def _return(one: ReturnRow) -> Sequence[Any]:
    """A tenant's return as a row."""
    return (
        one.tenant, one.name, _e4(one.sqft), one.men, one.women, one.freelancers, one.trainees, one.exports, one.domestic,
    )  # fmt: skip
