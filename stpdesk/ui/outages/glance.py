"""The month at a glance: minutes by day, or by weekday and hour; the same figures as a table behind."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from stpdesk.core.months import Month
from stpdesk.ui import wording
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.tabs import Tabs
from stpdesk.ui.outages.facts import MonthFacts
from stpdesk.ui.outages.heat import Heat, HeatGrid, HeatRow
from stpdesk.ui.outages.words import tr
from stpdesk.ui.parts import button, column, label, row

DAYS, HOURS, TENANT_HOURS, NET_HOURS = "days", "hours", "tenants", "internet"
_LANES = {HOURS: "grid", TENANT_HOURS: "tenants", NET_HOURS: "internet"}
"""Which hours of the report each choice shows."""


def day_grid(facts: MonthFacts) -> HeatGrid:
    """A lane a row, a day a column."""
    month = facts.month
    unknown = tuple(one or 0.0 for one in facts.by_day("unknown"))
    lanes = [(tr("Power"), "grid"), (tr("At tenants"), "tenants")]
    lanes += [(one["link"], one["link"]) for one in facts.links] or [(tr("Internet"), "internet")]
    rows = tuple(
        HeatRow(name, tuple(facts.by_day(lane)), unknown if lane != "tenants" else ()) for name, lane in lanes
    )
    days = [month.day(place + 1) for place in range(month.days)]
    return HeatGrid(
        tr("Minutes out by day, {month}").format(month=named(month)), rows,
        tuple(str(day.day) for day in days), tuple(wording.day(day, year=False) for day in days),
        frozenset(place for place, day in enumerate(days) if day.weekday() == 6),
        facts.today.day - 1 if Month.of(facts.today) == month else None,
    )  # fmt: skip


def hour_grid(facts: MonthFacts, lane: str) -> HeatGrid:
    """A weekday a row, an hour a column."""
    rows = tuple(
        HeatRow(tr(wording.WEEKDAYS[place]), tuple(cells))
        for place, cells in enumerate(facts.data["hours"][lane])
    )
    title = {
        "grid": tr("Minutes without power by weekday and hour, {month}"),
        "tenants": tr("Minutes tenants were without power by weekday and hour, {month}"),
        "internet": tr("Minutes without internet by weekday and hour, {month}"),
    }[lane]
    return HeatGrid(
        title.format(month=named(facts.month)), rows, tuple(f"{hour:02d}" for hour in range(24)),
        tuple(f"{hour:02d}:00–{hour + 1:02d}:00" for hour in range(24)),
    )  # fmt: skip


def named(month: Month) -> str:
    """`October 2026`."""
    return f"{wording.month_name(month.number)} {month.year}"


class Glance(QWidget):
    """Days or hours, and the same as a table."""

    day_chosen = Signal(object)
    """date"""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._facts: MonthFacts | None = None
        self.heat = Heat()
        self.by = Tabs(
            self.tr("Minutes out"),
            [
                (DAYS, self.tr("By day")), (HOURS, self.tr("Power by hour")),
                (TENANT_HOURS, self.tr("Tenants by hour")), (NET_HOURS, self.tr("Internet by hour")),
            ],
        )  # fmt: skip
        self.as_table = button(self.tr("As a table"), "link")
        self.as_table.setProperty("edge", "right")
        self.head: QHBoxLayout = row(
            label(self.tr("Month at a glance"), "section"), 8, self.by, self.as_table
        )
        self.head.setStretchFactor(self.by, 1)  # folded where not all of it has room
        self.setLayout(column(self.head, self.heat, spacing=6))
        self.by.changed.connect(self._turn)
        self.heat.chosen.connect(self._on_chosen)
        self.as_table.clicked.connect(self.show_table)

    def show_month(self, facts: MonthFacts) -> None:
        """Another month, or the same read again."""
        self._facts = facts
        self._turn()

    def _turn(self) -> None:
        """What is chosen."""
        if self._facts is None:
            return
        by = self.by.value()
        if by == DAYS:
            self.heat.show_grid(day_grid(self._facts))
        else:
            self.heat.show_grid(hour_grid(self._facts, _LANES[by]))

    def _on_chosen(self, place: int) -> None:
        """A day: the list shows that day alone."""
        if self._facts is not None and self.by.value() == DAYS:
            self.day_chosen.emit(self._facts.month.day(place + 1))

    def show_table(self) -> None:
        """The figures behind the picture."""
        from stpdesk.ui.outages.behind import behind

        behind(self, self._desk, self.heat.grid)
