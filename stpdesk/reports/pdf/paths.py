"""Shapes as PDF path operators; points, from the lower left corner of the page."""

from __future__ import annotations

from collections.abc import Iterable

ROUND = 0.5523
"""How far a curve's handles reach for a quarter of a circle."""

Point = tuple[float, float]


def line(left: float, bottom: float, right: float, top: float) -> str:
    """From one point to another."""
    return f"{left:.2f} {bottom:.2f} m {right:.2f} {top:.2f} l"


def lines(points: Iterable[Point]) -> str:
    """Through points, open."""
    return " ".join(f"{x:.2f} {y:.2f} {'l' if at else 'm'}" for at, (x, y) in enumerate(points))


def polygon(points: Iterable[Point]) -> str:
    """Through points and back."""
    return f"{lines(points)} h"


def box(left: float, bottom: float, wide: float, high: float) -> str:
    """A rectangle."""
    return f"{left:.2f} {bottom:.2f} {wide:.2f} {high:.2f} re"


def rounded(left: float, bottom: float, wide: float, high: float, radius: float) -> str:
    """A rectangle with rounded corners."""
    right, top, bend = left + wide, bottom + high, radius * (1 - ROUND)
    corners = (
        (right, bottom, right - bend, bottom, right, bottom + bend, right, bottom + radius),
        (right, top, right, top - bend, right - bend, top, right - radius, top),
        (left, top, left + bend, top, left, top - bend, left, top - radius),
        (left, bottom, left, bottom + bend, left + bend, bottom, left + radius, bottom),
    )
    starts = ((right - radius, bottom), (right, top - radius), (left + radius, top), (left, bottom + radius))
    parts = [f"{left + radius:.2f} {bottom:.2f} m"]
    for (x, y), corner in zip(starts, corners, strict=True):
        bends = " ".join(f"{value:.2f}" for value in corner[2:])
        parts.append(f"{x:.2f} {y:.2f} l {bends} c")
    return " ".join([*parts, "h"])


def disc(x: float, y: float, radius: float) -> str:
    """A circle about a point."""
    bend = radius * ROUND
    return (
        f"{x + radius:.2f} {y:.2f} m"
        f" {x + radius:.2f} {y + bend:.2f} {x + bend:.2f} {y + radius:.2f} {x:.2f} {y + radius:.2f} c"
        f" {x - bend:.2f} {y + radius:.2f} {x - radius:.2f} {y + bend:.2f} {x - radius:.2f} {y:.2f} c"
        f" {x - radius:.2f} {y - bend:.2f} {x - bend:.2f} {y - radius:.2f} {x:.2f} {y - radius:.2f} c"
        f" {x + bend:.2f} {y - radius:.2f} {x + radius:.2f} {y - bend:.2f} {x + radius:.2f} {y:.2f} c h"
    )


def below(x: float, y: float, side: float) -> str:
    """A triangle that points down, standing on the base line from `x`: the mark of a missed target."""
    return polygon(((x, y + side), (x + side, y + side), (x + side / 2, y)))
