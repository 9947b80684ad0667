"""Geometry of a plan in feet, without Qt: boxes, units that have no place yet, neighbours, snapping."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import hypot, sqrt

from stpdesk.core.money import E4, ONE

LEAST = 2.0
"""Feet a unit is wide and deep at least."""
GAP = 1.0
"""Feet between units laid out by the program."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in feet; y grows downwards."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.h

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre."""
        return self.x + self.w / 2, self.y + self.h / 2

    def moved(self, dx: float, dy: float) -> Box:
        """The same elsewhere."""
        return replace(self, x=self.x + dx, y=self.y + dy)

    def meets(self, other: Box) -> bool:
        """Whether the two overlap."""
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )

    def stored(self) -> tuple[E4, E4, E4, E4]:
        """As the park holds it."""
        return (
            E4(round(self.x * ONE)),
            E4(round(self.y * ONE)),
            E4(round(self.w * ONE)),
            E4(round(self.h * ONE)),
        )


def of_place(place: Sequence[int]) -> Box:
    """A stored place."""
    return Box(*(side / ONE for side in place))


def around(boxes: Iterable[Box]) -> Box | None:
    """The smallest box that holds all of them."""
    listed = list(boxes)
    if not listed:
        return None
    x, y = min(one.x for one in listed), min(one.y for one in listed)
    return Box(x, y, max(one.right for one in listed) - x, max(one.bottom for one in listed) - y)


def tidy(areas: Mapping[str, float], beside: Box | None) -> dict[str, Box]:
    """A grid for units without a place, each to scale by its square feet: right of what has one, else alone.

    Rooms of one depth in rows; keys keep their order.
    """
    if not areas:
        return {}
    usual = sorted(areas.values())[len(areas) // 2] or 200.0
    depth = max(8.0, round(sqrt(usual) * 1.15))
    total = sum(_wide(area, depth) + GAP for area in areas.values())
    left, top = (beside.right + 4 * GAP, beside.y) if beside else (0.0, 0.0)
    reach = (
        sqrt(total * (depth + GAP) * 2.2)
        if beside is None
        else max(3 * depth, total * (depth + GAP) / max(beside.h, depth))
    )
    found: dict[str, Box] = {}
    x, y = 0.0, 0.0
    for key, area in areas.items():
        wide = _wide(area, depth)
        if x and x + wide > reach:
            x, y = 0.0, y + depth + GAP
        found[key] = Box(left + x, top + y, wide, depth)
        x += wide + GAP
    return found


def _wide(area: float, depth: float) -> float:
    """The width of an area at a depth, within what can be read."""
    return min(max(round(area / depth * 2) / 2, depth * 0.6), depth * 4)


def neighbour(boxes: Mapping[str, Box], current: str, dx: int, dy: int) -> str | None:
    """The unit next to the current one in a direction; None where there is none."""
    here = boxes[current]
    best, least = None, float("inf")
    for key, box in boxes.items():
        if key == current:
            continue
        (x, y), (hx, hy) = box.middle, here.middle
        along = (x - hx) * dx + (y - hy) * dy
        if along <= 0.01:
            continue
        aside = (
            max(box.y - here.bottom, here.y - box.bottom, 0.0)
            if dx
            else max(box.x - here.right, here.x - box.right, 0.0)
        )
        off = abs(y - hy) if dx else abs(x - hx)
        if aside > along * 2:
            continue
        cost = along + aside * 3 + off * 0.2
        if cost < least:
            best, least = key, cost
    return best


@dataclass(frozen=True, slots=True)
class Snapped:
    """Where something goes: how far from where it was pulled, and the lines it met, as x or y in feet."""

    dx: float
    dy: float
    lines_x: tuple[float, ...] = ()
    lines_y: tuple[float, ...] = ()


def snapped(box: Box, others: Iterable[Box], grid: float, reach: float, edges: str = "lrtb") -> Snapped:
    """How a box moves to meet edges of others within `reach` feet, else the grid. `edges`: those that move."""
    there = list(others)
    xs = [line for one in there for line in (one.x, one.right)]
    ys = [line for one in there for line in (one.y, one.bottom)]
    dx, lines_x = _meet(
        [side for name, side in (("l", box.x), ("r", box.right)) if name in edges], xs, grid, reach
    )
    dy, lines_y = _meet(
        [side for name, side in (("t", box.y), ("b", box.bottom)) if name in edges], ys, grid, reach
    )
    return Snapped(dx, dy, lines_x, lines_y)


def _meet(
    sides: Sequence[float], lines: Sequence[float], grid: float, reach: float
) -> tuple[float, tuple[float, ...]]:
    """The smallest step by which a side meets a line, and the lines met; the grid where none is near."""
    if not sides:
        return 0.0, ()
    near = [(abs(line - side), line - side) for side in sides for line in lines if abs(line - side) <= reach]
    if not near:
        return round(sides[0] / grid) * grid - sides[0], ()
    step = min(near)[1]
    met = {round(side + step, 4) for side in sides}
    return step, tuple(sorted({line for line in lines if round(line, 4) in met}))


def resized(box: Box, edges: str, dx: float, dy: float) -> Box:
    """A box with some of its edges pulled; never smaller than the least."""
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    if "l" in edges:
        x = min(x + dx, right - LEAST)
    if "r" in edges:
        right = max(right + dx, x + LEAST)
    if "t" in edges:
        y = min(y + dy, bottom - LEAST)
    if "b" in edges:
        bottom = max(bottom + dy, y + LEAST)
    return Box(x, y, right - x, bottom - y)


def seat_grid(count: int, w: float, h: float) -> tuple[int, int, float]:
    """Columns, rows and pitch that fit so many squares into a space as large as they can be."""
    best = (1, max(count, 1), 0.0)
    for columns in range(1, max(count, 1) + 1):
        rows = -(-count // columns)
        pitch = min(w / columns, h / rows)
        if pitch > best[2] + 1e-9:
            best = (columns, rows, pitch)
    return best


def far(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two points."""
    return hypot(one[0] - other[0], one[1] - other[1])
