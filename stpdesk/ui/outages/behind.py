"""The tables behind what is painted: a grid of minutes, and every index of the month with the rules in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.buttons import KeyButton
from stpdesk.ui.forms.dialogs import Small
from stpdesk.ui.outages.heat import HeatGrid
from stpdesk.ui.outages.words import tr
from stpdesk.ui.parts import Scrolled, button, column, label, row, rule
from stpdesk.ui.sentences import in_words
from stpdesk.ui.tables import Cell, Column, Kind, Listing, Table
from stpdesk.ui.tenants.faces import tell_exports
from stpdesk.ui.tenants.worked_out import WorkedOut
from stpdesk.ui.theme import px


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table that is worked out: its name and its values."""

    key: int
    name: str
    values: tuple[Any, ...]

    @property
    def sought(self) -> str:
        """What it is filtered by."""
        return self.name


class TableDialog(Small):
    """A table in a window of its own, `words` below where there are any; `beside` heads a last column of words."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        title: str,
        heads: list[str],
        lines: list[Line],
        words: list[str],
        *,
        beside: str = "",
    ) -> None:
        super().__init__(parent.window())
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        there = WorkedOut(lambda _db, _day: lines)
        first, *others = heads
        columns = (
            Column("name", first, Kind.TEXT, 230, stretch=True, sort=None),
            *(
                Column(f"v{place}", one, Kind.TEXT, 116, right=True, sort=None)
                for place, one in enumerate(others)
            ),
            *((Column("beside", beside, Kind.MUTED, 316, sort=None, gives=1),) if beside else ()),
        )
        self.table = Table(
            desk,
            Listing(
                f"outages-{len(heads)}", title, columns, keys=there.keys, rows=there.rows,
                cells=lambda one, _today: (one.name, *one.values), when="day", sort="", empty=tr("Nothing is counted yet."),
            ),
        )  # fmt: skip
        self.table.finder.hide()
        tell_exports(desk, self.table)
        export, done = button(tr("Export…"), icon="export"), KeyButton(tr("Close"), "Esc")
        export.clicked.connect(lambda *_: self.table.export())
        done.clicked.connect(self.accept)
        head = row(label(title, "title"), None, export, done)
        head.setContentsMargins(px(24), px(16), px(24), px(8))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, px(8))
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.table, 2)
        if words:
            told = QWidget()
            inner = column(
                label(tr("How it is counted"), "section"),
                *(label(in_words(one), wrap=True) for one in words),
                spacing=4,
            )
            inner.setContentsMargins(px(24), px(12), px(24), px(8))
            told.setLayout(inner)
            area = Scrolled(told)
            area.setMinimumHeight(px(170))
            whole.addWidget(rule())  # what is scrolled below it is no row of the table
            whole.addWidget(area, 1)
        fits = self.screen().availableSize().expandedTo(parent.window().size())
        self.resize(
            min(px(1120 if beside else 940), fits.width() - px(32)), min(px(620), fits.height() - px(48))
        )
        self.table.refresh()
        self.table.view.setFocus()
        self.finished.connect(self.deleteLater)


def behind(parent: QWidget, desk: Desk, grid: HeatGrid) -> TableDialog:
    """The figures of a painted grid: its columns as rows, so that a month fits."""
    heads = ["", *(one.name for one in grid.rows), tr("Not known")]
    parts = [_parted(one.cells) for one in grid.rows]
    unknown = [
        max((one.unknown_at(place) for one in grid.rows), default=0.0) for place in range(len(grid.names))
    ]
    lines = [
        Line(
            place + 1,
            name,
            (
                *(_minutes(one.cells[place], exact) for one, exact in zip(grid.rows, parts, strict=True)),
                _minutes(unknown[place], _parted(unknown)),
            ),
        )
        for place, name in enumerate(grid.names)
    ]
    made = TableDialog(parent, desk, grid.title, heads, lines, [])
    made.open()
    return made


def _parted(values: Sequence[float | None]) -> bool:
    """Whether parts of a minute are among them."""
    return any(value is not None and value != round(value) for value in values)


def _minutes(value: float | None, exact: bool) -> Any:
    """Minutes, with two places where others of their column need them; zero quiet."""
    if value is None:
        return Cell(None, tr("not counted"), tone="muted")
    text = f"{value:,.2f}" if exact and value else f"{value:,.0f}"
    return Cell(value, text, tone="" if value else "muted")


_INDICES = (
    ("availability_pct", "Availability, %", "1 − down ÷ (time − not known)"),
    ("availability_excl_planned_pct", "Availability excluding planned, %", "planned time left out above and below"),
    ("availability_excl_power_pct", "Availability excluding power, %", "without what is charged to power"),
    ("best_pct", "At best, %", "1 − down ÷ time: what is not known was up"),
    ("worst_pct", "At worst, %", "what is not known was down too"),
    ("coverage_pct", "Time that was watched, %", "1 − not known ÷ time"),
    ("down_minutes", "Minutes down", "whole-park outages together; all links at once"),
    ("planned_minutes", "Minutes planned", "of them announced, or marked planned"),
    ("unknown_minutes", "Minutes nobody could tell", "not watched, and no outage on record"),
    ("events", "Events", "that begin in the month, short gaps bridged"),
    ("sustained", "Sustained", "of them longer than the limit below"),
    ("momentary", "Momentary", "of them no longer than it"),
    ("mttr", "Mean time to repair, minutes", "mean length of those that ended"),
    ("mtbf", "Mean time between failures, minutes", "(time − not known − down) ÷ events"),
    ("saifi", "SAIFI", "sustained interruptions of tenants ÷ tenants"),
    ("saidi", "SAIDI, minutes", "their minutes ÷ tenants"),
    ("caidi", "CAIDI, minutes", "SAIDI ÷ SAIFI"),
    ("asai_pct", "ASAI, %", "1 − SAIDI ÷ minutes of the month"),
    ("maifi", "MAIFI", "momentary interruptions of tenants ÷ tenants"),
    ("tenant_minutes", "Minutes down for tenants", "power down and no run carries them"),
    ("charged_to_power_minutes", "Minutes charged to power", "internet down while power was, or just after"),
    ("generator_hours", "Generator, hours", "at work, whatever it carried"),
    ("litres", "Litres", "of the runs that begin in the month"),
)  # fmt: skip
"""Figures of the outage report by their names in its JSON, each with its rule in a few words; whole sentences stand below."""


def indices(parent: QWidget, desk: Desk, title: str, data: dict[str, Any]) -> TableDialog:
    """Every index of a month, of power, the internet and each link, and how they are counted."""
    feeds = [(tr("Power"), data["power"]), (tr("Internet"), data["internet"])]
    named = [(one["link"], one) for one in data["internet"]["links"] if one["link"]]
    feeds += named if len(named) > 1 else []
    lines = []
    for place, (key, name, words) in enumerate(_INDICES, start=1):
        values = [feed[key] for _, feed in feeds if feed.get(key) is not None]
        most = 2 if "inutes" in name else 4
        places = min(most, max((_places(value) for value in values), default=0))
        figures = (_figure(feed, key, places) for _, feed in feeds)
        lines.append(Line(place, tr(name), (*figures, Cell(tr(words), tone="muted"))))
    heads = ["", *(name for name, _ in feeds)]
    made = TableDialog(parent, desk, title, heads, lines, data["rules"], beside=tr("How it is counted"))
    made.open()
    return made


def _places(value: float) -> int:
    """How many places a figure needs behind its point, four at most."""
    return len(f"{round(value, 4):.10g}".partition(".")[2])


def _figure(feed: dict[str, Any], key: str, places: int) -> Any:
    """A figure with as many places as its row has, a dash where there is none, nothing where it does not apply."""
    if key not in feed:
        return None
    value = feed[key]
    return Cell(None, "–", tone="muted") if value is None else Cell(value, f"{value:,.{places}f}")
