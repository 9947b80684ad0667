"""Geometry of the plan, the order of floors, arrears of every day: whatever a park looks like."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from stpdesk.core.floors import rank
from stpdesk.db.lists import overdue
from stpdesk.db.lists.standing import standing
from stpdesk.db.park import Park
from stpdesk.ui import theme
from stpdesk.ui.spaces.shapes import Box, around, neighbour, resized, seat_grid, snapped, tidy
from stpdesk.ui.spaces.surroundings import Surroundings
from tests.ui.conftest import PASSWORD, USER, clock

FEET = st.floats(0, 400, allow_nan=False).map(lambda value: round(value, 1))
SIDE = st.floats(2, 80, allow_nan=False).map(lambda value: round(value, 1))
BOXES = st.builds(Box, FEET, FEET, SIDE, SIDE)


@given(st.lists(st.floats(20, 20_000, allow_nan=False), min_size=1, max_size=60), st.none() | BOXES)
def test_units_without_a_place_lie_beside_each_other_and_beside_the_plan(
    areas: list[float], plan: Box | None
) -> None:
    found = list(tidy({str(n): area for n, area in enumerate(areas)}, plan).values())
    assert len(found) == len(areas)
    for place, one in enumerate(found):
        assert not any(one.meets(other) for other in found[place + 1 :])
        assert plan is None or not one.meets(plan)


@given(st.lists(BOXES, min_size=2, max_size=12, unique_by=lambda box: (box.x, box.y)))
def test_an_arrow_never_goes_backwards(boxes: list[Box]) -> None:
    named = {str(n): box for n, box in enumerate(boxes)}
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        found = neighbour(named, "0", dx, dy)
        if found is not None:
            (x, y), (fx, fy) = named["0"].middle, named[found].middle
            assert (fx - x) * dx + (fy - y) * dy > 0


@given(BOXES, st.lists(BOXES, max_size=8), st.floats(0.1, 3))
def test_what_is_let_go_lies_on_an_edge_or_on_the_grid(box: Box, others: list[Box], reach: float) -> None:
    met = snapped(box, others, 1.0, reach)
    there = box.moved(met.dx, met.dy)
    lines = [line for one in others for line in (one.x, one.right)]
    on_edge = any(abs(line - side) < 1e-6 for line in lines for side in (there.x, there.right))
    assert on_edge or abs(there.x - round(there.x)) < 1e-6
    assert abs(met.dx) <= max(reach, 0.5) + 1e-9


@given(BOXES, st.sampled_from(["l", "r", "t", "b", "lt", "rb"]), st.floats(-500, 500), st.floats(-500, 500))
def test_a_unit_keeps_some_room_however_far_its_edge_is_pulled(
    box: Box, edges: str, dx: float, dy: float
) -> None:
    made = resized(box, edges, dx, dy)
    assert made.w >= 1.99
    assert made.h >= 1.99


@given(st.integers(1, 400), st.floats(20, 900), st.floats(20, 900))
def test_every_seat_fits_into_its_hall(count: int, wide: float, high: float) -> None:
    columns, rows, pitch = seat_grid(count, wide, high)
    assert columns * rows >= count
    assert columns * pitch <= wide + 1e-6
    assert rows * pitch <= high + 1e-6


@pytest.mark.parametrize("kind", [theme.LIGHT, theme.DARK])
def test_a_drawing_behind_the_plan_lays_no_slab_on_the_page_and_its_lines_are_seen(kind: str) -> None:
    colours = theme.themes()[kind]
    drawing = QImage(100, 100, QImage.Format.Format_RGB32)
    drawing.fill(Qt.GlobalColor.white)
    drawing.setPixelColor(50, 50, QColor("black"))
    photograph = QImage(100, 100, QImage.Format.Format_RGB32)
    photograph.fill(QColor(90, 120, 60))
    seen = {}
    for name, picture in (("drawing", drawing), ("photograph", photograph)):
        page = QImage(100, 100, QImage.Format.Format_RGB32)
        page.fill(colours.surface)
        painter = QPainter(page)
        behind = Surroundings()
        behind.show(None, None, picture, Box(0, 0, 100, 100))
        behind.paint(painter, colours)
        painter.end()
        seen[name] = [page.pixelColor(*at).lightness() for at in ((20, 20), (50, 50))]
    paper, line = seen["drawing"]
    assert abs(paper - colours.surface.lightness()) <= 1
    assert abs(line - paper) > 60
    assert seen["photograph"][0] == pytest.approx((colours.surface.lightness() + 90) / 2, abs=2)


def test_nothing_is_around_nothing() -> None:
    assert around([]) is None


def test_floors_stand_as_a_lift_passes_them() -> None:
    mixed = ["Third floor", "Roof", "First floor", "Basement", "2nd floor", "Ground floor", "Annexe"]
    wanted = ["Basement", "Ground floor", "First floor", "2nd floor", "Third floor", "Annexe", "Roof"]
    assert sorted(mixed, key=rank) == wanted


@pytest.mark.parametrize("first", [date(2026, 5, 20), date(2026, 8, 1), date(2026, 10, 14)])
def test_arrears_of_a_month_are_those_of_each_of_its_days(demo_park: Path, first: date) -> None:
    park = Park.open(demo_park, user=USER, password=PASSWORD, write=False, clock=clock)
    with park, park.reading() as db:
        days = overdue.by_day(db, first, first + timedelta(days=30))
        assert len(days) == 31
        assert any(days.values())
        for day, owed in days.items():
            assert owed == {key: one.overdue for key, one in standing(db, day).items() if one.overdue}
