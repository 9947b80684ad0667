"""The month's figures in a row: a share each, what it is of, what lies behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from stpdesk.core.money import group_lakh
from stpdesk.core.outages import INTERNET, POWER
from stpdesk.ui import wording
from stpdesk.ui.outages.facts import MonthFacts
from stpdesk.ui.outages.heat import shown
from stpdesk.ui.outages.words import tr
from stpdesk.ui.parts import Elided, clear, column, label, row
from stpdesk.ui.theme import px

MOST = 5
"""So many stand in a row; of links the first ones, all are in the table of indices."""

LEAST = 190
"""Pixels at 100 % that a figure needs with its words."""


@dataclass(frozen=True, slots=True)
class Figure:
    """`97.15 %` power, `1,267 min out, 15 times`."""

    value: str
    of: str
    about: str


def figures(facts: MonthFacts) -> list[Figure]:
    """What the month comes to."""
    power, net = facts.data["power"], facts.data["internet"]
    found = [
        Figure(wording.percent(power["availability_pct"], 2), tr("power"), _times(power, facts, POWER)),
        Figure(
            wording.percent(power["tenant_availability_pct"], 2),
            tr("at tenants"),
            tr("generator ran {hours} h").format(hours=f"{power['generator_hours']:,.1f}"),
        ),
    ]
    links = facts.links
    if len(links) == 1:
        found.append(
            Figure(
                wording.percent(links[0]["availability_pct"], 2),
                links[0]["link"],
                _times(links[0], facts, links[0]["link"]),
            )
        )
    elif not links and not net["down_minutes"] and INTERNET not in facts.out:
        found.append(Figure("–", tr("internet"), tr("no link in service")))  # nothing that could be up
    else:
        found.append(
            Figure(wording.percent(net["availability_pct"], 2), tr("internet"), _times(net, facts, INTERNET))
        )
        found += [
            Figure(wording.percent(one["availability_pct"], 2), one["link"], _times(one, facts, one["link"]))
            for one in links[: MOST - 4]
        ]
    unknown = max(power["unknown_minutes"], net["unknown_minutes"])
    about = tr("left out of every figure") if unknown else tr("every minute is accounted for")
    found.append(Figure(shown(unknown), tr("min not known"), about))
    return found


def _times(one: dict[str, float], facts: MonthFacts, what: str) -> str:
    """`1,267 min out, 15 times`; of what is out now since when."""
    if what in facts.out:
        return tr("out now, since {when}").format(
            when=wording.moment(facts.out[what], facts.now, inside=True)
        )
    if not one["down_minutes"]:
        return tr("never out")
    times = wording.counted(int(one["events"]), tr("once"), tr("{n} times"))
    return tr("{minutes} min out, {times}").format(
        minutes=group_lakh(round(one["down_minutes"])), times=times
    )


class Cards(QWidget):
    """Figures side by side with hairlines between."""

    def __init__(self) -> None:
        super().__init__()
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(px(16))
        self.told: tuple[Figure, ...] = ()
        self._fitting = 0

    def show_figures(self, found: Sequence[Figure]) -> None:
        """Other figures."""
        self.told = tuple(found)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many as have room for their words."""
        super().resizeEvent(event)
        if self._fits() != self._fitting:
            self._lay_out()

    def _fits(self) -> int:
        """How many have room."""
        return max(2, self.width() // px(LEAST))

    def _lay_out(self) -> None:
        """The first of them."""
        self._fitting = self._fits()
        clear(self._line)
        for place, one in enumerate(self.told[: self._fitting]):
            if place:
                line = QWidget()
                line.setProperty("look", "line")
                line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
                line.setFixedWidth(1)
                self._line.addWidget(line)
            made = QWidget()
            of = Elided(one.of, "muted")
            of.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
            of.setContentsMargins(0, 0, 0, px(5))
            value = row(label(one.value, "figure"), of, spacing=6)
            value.setStretch(1, 1)
            made.setLayout(column(value, Elided(one.about, "caption"), spacing=0))
            made.setAccessibleName(f"{one.value} {one.of}, {one.about}")
            self._line.addWidget(made, 1)
