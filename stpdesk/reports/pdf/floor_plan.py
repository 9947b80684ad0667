"""Floor plans as PDF: each floor drawn to scale above the tables of its units."""

from __future__ import annotations

from typing import Any

from stpdesk.reports.figures.imprint import Imprint
from stpdesk.reports.figures.table import Report
from stpdesk.reports.pdf.blocks import Heading, Stack
from stpdesk.reports.pdf.charts.plan import Plan, State, Unit
from stpdesk.reports.pdf.tables import report_pdf

MOST = 300.0
"""Points of height a floor takes at most, so that two stand on a page."""

_STATES = {one.word: one for one in State}


def floor_plan_pdf(report: Report, imprint: Imprint | None = None) -> bytes:
    """The report with its floors drawn; a unit without a place is only in the table."""
    drawn = [
        Stack(
            [Heading(floor["floor"], _note(floor["units"]), rule=False), Plan(_placed(floor["units"]), MOST)]
        )
        for floor in report.data["floors"]
    ]
    return report_pdf(report, imprint, drawn)


def _note(units: list[dict[str, Any]]) -> str:
    """What is not drawn."""
    missing = [one["unit"] for one in units if one["place"] is None]
    return f"Without a place on the plan: {', '.join(missing)}." if missing else ""


def _placed(units: list[dict[str, Any]]) -> list[Unit]:
    """The units that have a place, with who is in them."""
    return [_drawn(one, *one["place"]) for one in units if one["place"] is not None]


def _drawn(one: dict[str, Any], x: float, y: float, wide: float, high: float) -> Unit:
    """One unit in its place."""
    state = _STATES.get(one["state"], State.OCCUPIED)
    return Unit(one["unit"], x, y, wide, high, state, tuple(one["tenants"]))
