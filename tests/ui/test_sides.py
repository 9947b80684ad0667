"""A window that runs from right to left: lines begin at the right, arrows and ends of rows are the other way round."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from stpdesk.core.matching import Item
from stpdesk.ui.fields.chips import Chips
from stpdesk.ui.fields.dates import Date
from stpdesk.ui.fields.segments import Segmented
from stpdesk.ui.forms.row import Row
from stpdesk.ui.parts import Elided, label
from stpdesk.ui.sides import leading, onward, trailing

RIGHT, LEFT = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft


@pytest.fixture(params=[False, True], ids=["as usual", "mirrored"])
def mirrored(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[bool]:
    way = Qt.LayoutDirection
    qapp.setLayoutDirection(way.RightToLeft if request.param else way.LeftToRight)
    yield request.param
    qapp.setLayoutDirection(way.LeftToRight)


def test_lines_begin_at_the_windows_side_in_both_scripts(qtbot: QtBot, mirrored: bool) -> None:
    begin, end = (RIGHT, LEFT) if mirrored else (LEFT, RIGHT)
    assert leading() & begin
    assert trailing() & end
    assert onward("left") == ("right" if mirrored else "left")
    for made in (label("Karakoram"), label("کشمیر"), Elided("کشمیر")):
        qtbot.addWidget(made)
        assert made.alignment() & begin
        assert made.alignment() & Qt.AlignmentFlag.AlignAbsolute


def test_the_arrow_keys_go_where_they_point(qtbot: QtBot, mirrored: bool) -> None:
    field = Segmented("basis", "Basis", [("a", "Per sq ft"), ("b", "Per seat"), ("c", "Fixed")], value="b")
    qtbot.addWidget(field)
    field.show()
    was = field.buttons[1].mapTo(field, field.buttons[1].rect().center()).x()
    qtbot.keyClick(field.buttons[1], Qt.Key.Key_Right)
    now = next(one for one in field.buttons if one.isChecked())
    assert now.mapTo(field, now.rect().center()).x() > was
    most = max(field.buttons, key=lambda one: one.x())
    assert most.property("side") == "last", "the outer corners are round"


def test_a_field_stands_beside_its_label_and_its_button_at_its_end(qtbot: QtBot, mirrored: bool) -> None:
    field = Date("starts", "Start", lambda: date(2026, 11, 2))
    units = Chips("units", "Units", [Item("101", "101"), Item("102", "102")])
    rows = [Row(one.label, [one]) for one in (field, units)]
    for row, one in zip(rows, (field, units), strict=True):
        qtbot.addWidget(row)
        row.resize(600, 60)
        row.show()
        assert (row.label.x() > one.mapTo(row, one.rect().center()).x()) is mirrored
    units.set_value(["101"])
    first = units.box._chips[0]
    assert (first.x() > units.box.edit.x()) is mirrored
    corner = field.control().findChild(QToolButton)
    assert isinstance(corner, QToolButton)
    assert (corner.x() < field.control().width() // 2) is mirrored
