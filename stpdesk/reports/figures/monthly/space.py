"""Section 2, space and tenants: floors, who came and left, leases near their end, vacant units, the tenants' returns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stpdesk.core.money import Paisa
from stpdesk.reports.figures.plain import Cents


@dataclass(frozen=True, slots=True)
class FloorRow:
    """One floor, or all of them: lettable units only, areas in square feet."""

    name: str
    """`Main block, ground floor`; `Total` on the last row"""
    units: int
    units_let: int
    lettable: float
    leased: float
    vacant: float
    pct: float | None
    seats: int
    seats_let: int


@dataclass(frozen=True, slots=True)
class Move:
    """A lease that began or ended in the month; `what` tells a new tenant from one that took more space."""

    day: date
    what: str
    """Arrived, Took more space, Renewed, Left, Gave up space"""
    tenant: str
    name: str
    lease: str
    units: str
    """codes, with commas"""
    sqft: float
    rent: Paisa
    """a month's rent at the rate of its first or last day"""
    until: date | None
    """its last day; None where it has none"""


@dataclass(frozen=True, slots=True)
class EndingLease:
    """A lease whose end is within 90 days, or past while the tenant is still there (`days` negative)."""

    ends: date
    days: int
    tenant: str
    name: str
    lease: str
    units: str
    sqft: float
    rent: Paisa
    state: str
    """`not renewed`, `goes on month by month`"""


@dataclass(frozen=True, slots=True)
class VacantUnit:
    """A lettable unit nobody holds on the day, or what is vacant of one let in part."""

    unit: str
    name: str
    floor: str
    sqft: float
    seats: int | None
    since: date | None
    """the first vacant day; None where it was never let, or is let in part"""
    days: int | None
    lasted: str
    """`since 3 Sep 2026, 28 days`, `never let`, `16 of 40 seats vacant`"""
    follows: str
    """`let to TechFive from 1 Nov 2026`, or nothing"""


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One tenant's return; None is not reported."""

    tenant: str
    name: str
    category: str
    units: str
    sqft: float
    reported: bool
    men: int | None
    women: int | None
    freelancers: int | None
    trainees: int | None
    exports: Cents | None
    domestic: Paisa | None
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReturnsTotal:
    """Sums of what was reported; None where nobody did."""

    men: int | None
    women: int | None
    freelancers: int | None
    trainees: int | None
    exports: Cents | None
    domestic: Paisa | None
    women_pct: float | None
    words: str
    """`31 of 33 tenants reported.`"""


@dataclass(frozen=True, slots=True)
class KindRow:
    """The returns of one kind of tenant; sums of what was reported, None where nobody did."""

    kind: str
    tenants: int
    reported: int
    men: int | None
    women: int | None
    freelancers: int | None
    trainees: int | None
    exports: Cents | None
    domestic: Paisa | None


@dataclass(frozen=True, slots=True)
class Space:
    """The section; each tuple may be empty, and `empty` sentences are the document's (`NOTHING`)."""

    sentence: str
    floors: tuple[FloorRow, ...]
    total: FloorRow
    arrivals: tuple[Move, ...]
    departures: tuple[Move, ...]
    renewals: tuple[Move, ...]
    ending: tuple[EndingLease, ...]
    vacant: tuple[VacantUnit, ...]
    vacant_sqft: float
    returns: tuple[ReturnRow, ...]
    returns_total: ReturnsTotal
    kinds: tuple[KindRow, ...]

    def exporters(self, most: int) -> list[ReturnRow]:
        """Those who reported the most exports, the largest first."""
        found = [one for one in self.returns if one.exports]
        return sorted(found, key=lambda one: -(one.exports or 0))[:most]
