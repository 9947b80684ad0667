"""How the pictures of the screen of outages are brought up: its parts, its dialogs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QWidget

if TYPE_CHECKING:
    from tools.pictures import Stage


def _screen(stage: Stage) -> Any:
    stage.window.show_face(stage.window.workspace)
    stage.window.go("outages")
    stage.rest()
    return stage.window.screen_of("outages")


def part(stage: Stage, name: str) -> QWidget:
    """One of the parts beside the month."""
    _screen(stage).show_part(name)
    return stage.window


def hours(stage: Stage) -> QWidget:
    """Minutes by weekday and hour."""
    glance = _screen(stage).part("month").glance
    glance.by.set_value("hours")
    glance._turn()
    return stage.window


def _dialog(stage: Stage) -> QWidget:
    stage.rest()
    return next(one for one in stage.window.findChildren(QDialog) if one.isVisible())


def indices(stage: Stage) -> QWidget:
    """Every figure of the month, and how it is counted."""
    _screen(stage).part("month").show_indices()
    return _dialog(stage)


def splitting(stage: Stage) -> QWidget:
    """One outage made two."""
    month = _screen(stage).part("month")
    month.act(month.correcting.split)
    return _dialog(stage)


def new(stage: Stage) -> QWidget:
    """An outage that is over."""
    _screen(stage).part("month").correcting.add()
    return _dialog(stage)


def entering(stage: Stage, name: str) -> QWidget:
    """The form of a part."""
    screen = _screen(stage)
    screen.show_part(name)
    stage.rest()
    screen.part(name).add()
    return _dialog(stage)


def drawn(usual: str) -> list[tuple[str, Callable[[Stage], QWidget], Sequence[str]]]:
    """Name, act and parks."""
    only = (usual,)
    parts = [
        (f"outages-{name}", partial(part, name=name), only) for name in ("asked", "runs", "schedule", "links")
    ]
    forms = [
        (f"outages-{name}-new", partial(entering, name=name), only) for name in ("runs", "schedule", "links")
    ]
    return [
        *parts, *forms, ("outages-hours", hours, only), ("outages-indices", indices, only), ("outages-split", splitting, only),
        ("outages-new", new, only),
    ]  # fmt: skip
