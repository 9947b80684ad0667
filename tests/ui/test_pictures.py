"""`run.py screens` draws what its list names."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from stpdesk.ui.pages import PAGES
from tools.pictures import PICTURES, draw


def test_one_screen_is_drawn_into_a_file_named_after_it(qtbot: QtBot, tmp_path: Path) -> None:
    first = [picture for picture in PICTURES if picture.name == "first-start"]
    (made,) = draw(first, tmp_path, states=("empty",), themes=("light",), sizes=(100,))
    assert made == tmp_path / "screens" / "first-start-empty-light-100.png"
    drawn = QImage(str(made))
    assert (drawn.width(), drawn.height()) == (1366, 768)
    assert len({drawn.pixel(x, y) for x in range(300, 1000, 7) for y in range(200, 600, 7)}) > 3


def test_every_screen_of_the_sidebar_is_on_the_list() -> None:
    names = [picture.name for picture in PICTURES]
    assert len(set(names)) == len(names)
    for page in PAGES:
        assert any(name == page.name or name.startswith(f"{page.name}-") for name in names), page.name
