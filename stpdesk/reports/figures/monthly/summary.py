"""Section 1, the summary: headline, eight figures of the month, occupancy, ageing, availability day by day, attention."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from stpdesk.core.money import Paisa
from stpdesk.core.months import Month
from stpdesk.reports.figures.plain import Measured
from stpdesk.reports.figures.table import Cell


class Direction(Enum):
    """Whether a change is welcome."""

    GOOD = "good"
    BAD = "bad"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Kpi:
    """One figure of the month beside those of the twelve months before; None is unknown, never 0.

    `kind` says what `value`, `change` and `series` count: whole paisa (MONEY), cents (USD), a number (COUNT), percent
    (PERCENT, whose change is in points). `shown`, `unit`, `changed` and `note` are printed as they stand.
    """

    key: str
    """occupancy, companies, professionals, exports, billed, collected, power, internet"""
    title: str
    kind: Cell
    value: Measured | None
    shown: str
    """`92.4`, `1,84,52,300`; a dash where it is unknown"""
    unit: str
    """`%`, `Rs`, `USD`, or nothing"""
    change: Measured | None
    """against the month before; None where one of the two is unknown"""
    changed: str
    """`+1.1 points on September`, `no change on September`, `September not known`"""
    direction: Direction
    note: str
    """a second line in small: `31.2 % women`, `94.1 % of the month's invoices settled`; may be empty"""
    target: float | None
    """in percent, None where the park set none or the figure has none"""
    targeted: str
    """`target 85 %`; empty without one"""
    missed: bool
    """below its target: red and ▼"""
    series: tuple[Measured | None, ...]
    """thirteen months, the report's last"""
    basis: str = ""
    """of what tenants report of how many it is: `from 16 of 33`; empty of all else, and where none reported"""


@dataclass(frozen=True, slots=True)
class Point:
    """One month of the occupancy line, in percent of the lettable area; None where nothing was lettable or let to know."""

    month: Month
    pct: float | None


@dataclass(frozen=True, slots=True)
class OccupancyLine:
    """Thirteen months of occupancy with the target; `note` says what it is a share of."""

    points: tuple[Point, ...]
    target: float | None
    note: str


@dataclass(frozen=True, slots=True)
class AgeingBar:
    """One bucket: amount, share of all that is open in percent, how many invoices and opening balances."""

    key: str
    """not_due, d1_30, d31_60, d61_90, over_90"""
    name: str
    amount: Paisa
    share: float | None
    items: int
    late: bool
    """over 60 days"""


@dataclass(frozen=True, slots=True)
class AgeingBars:
    """Receivables by age as at the day; advances are apart."""

    bars: tuple[AgeingBar, ...]
    total: Paisa
    items: int
    advances: Paisa
    note: str


@dataclass(frozen=True, slots=True)
class Owed:
    """One tenant that owes, or all others together."""

    tenant: str
    """its code; empty of the others"""
    name: str
    open: Paisa
    overdue: Paisa
    days: int
    """days the oldest item is overdue; 0 where nothing is"""


@dataclass(frozen=True, slots=True)
class Owing:
    """Who owes most as at the day; `note` says how much is open, with how many, and how much of it is overdue."""

    rows: tuple[Owed, ...]
    """five at most, the largest first"""
    others: Owed | None
    """everybody else together; None where there is nobody else"""
    note: str


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of one lane, in minutes; all three None where the day has not come or the lane was not in service."""

    down: float | None
    planned: float | None
    """the planned part of `down`"""
    unknown: float | None
    shown: str
    """the minutes down, `<1`, `?` where all that is known is that nobody could tell, or nothing"""


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of the strip; `pct` is its availability in the month."""

    key: str
    """grid, tenants, internet, or `link:` with its code"""
    name: str
    cells: tuple[DayCell, ...]
    pct: float | None
    shown: str
    """the percentage with two decimals, or a dash"""
    target: float | None
    missed: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """Availability day by day: lanes × days of the month."""

    days: tuple[date, ...]
    lanes: tuple[Lane, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Matter:
    """What needs PSEB's attention, as the manager typed it."""

    matter: str
    since: date | None
    exposure: Paisa | None
    decision: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The first page."""

    headline: str
    """one sentence or two, the most important of the month"""
    sentences: tuple[str, ...]
    """what else is worth a sentence, in order"""
    months: tuple[Month, ...]
    """the thirteen months of every series"""
    kpis: tuple[Kpi, ...]
    occupancy: OccupancyLine
    ageing: AgeingBars
    owing: Owing
    strip: Strip
    attention: tuple[Matter, ...]
