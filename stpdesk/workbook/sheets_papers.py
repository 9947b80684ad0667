"""The sheets of what the manager adds to the monthly report."""

from __future__ import annotations

from stpdesk.core.attention import MOST_OPEN, ROLES
from stpdesk.workbook.kinds import Column, Kind, Sheet

PAPERS = (
    Sheet(
        "Attention",
        (
            Column("matter", Kind.TEXT, True, note="what PSEB should know"),
            Column("since", Kind.DATE, True, note="the day it began"),
            Column("exposure", Kind.PAISA, note="what is at stake in rupees; blank = no amount"),
            Column("decision", Kind.TEXT, True, note="what PSEB is asked to decide"),
            Column(
                "order", Kind.COUNT, least=1, largest=10**6, note="its place among the others; blank = last"
            ),
            Column("month", Kind.MONTH, note="the first report that carries it; blank = as soon as one can"),
            Column("settled_on", Kind.DATE, note="blank = open"),
            Column("outcome", note="how it was settled"),
        ),
        note=f"Matters for PSEB's attention; a month's report carries {MOST_OPEN} at most.",
    ),
    Sheet(
        "Signatories",
        (
            Column("role", Kind.CHOICE, True, choices=ROLES),
            Column("name", Kind.TEXT, True),
            Column("title", note="office or designation"),
        ),
        ("role",),
        "Who prepares, checks and approves the monthly report.",
    ),
)
