"""Units: the rooms of a park, and who holds them on a day."""

from __future__ import annotations

from dataclasses import dataclass

from stpdesk.core.money import E4


@dataclass(frozen=True, slots=True)
class Unit:
    """A room, hall or desk area; `sqft` in ten-thousandths of a square foot, `seats` where it is let by seats."""

    id: str
    code: str
    sqft: E4
    building: str | None = None
    floor: str | None = None
    name: str | None = None
    kind: str | None = None
    seats: int | None = None
    lettable: bool = True
