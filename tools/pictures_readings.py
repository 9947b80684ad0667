"""How the pictures of the meter readings are brought up: the grid half typed, what it asks, a meter, its readings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QWidget

if TYPE_CHECKING:
    from tools.pictures import Stage

TYPED = ("+310", "1", "+3000", "12x")
"""Added to the last readings of the first meters that are left: usual, lower, odd, none."""


def _part(stage: Stage, month: str = "2026-10") -> Any:
    """The grid of a month, the one before if none is told, with nothing typed."""
    stage.window.show_face(stage.window.workspace)
    stage.window.go("billing", f"readings:{month}")
    stage.rest()
    screen: Any = stage.window.screen_of("billing")
    made = screen.part("readings")
    if made.grid.unsaved():
        made.discard()
    stage.rest()
    return made


def _dialog(stage: Stage) -> QDialog:
    stage.rest()
    return next(one for one in stage.window.findChildren(QDialog) if one.isVisible())


def _typed(stage: Stage, texts: Sequence[str]) -> Any:
    """Some of the first meters that are left, typed into."""
    from stpdesk.core.money import decimal_text

    made = _part(stage)
    model = made.grid.model
    left = [key for key in model.keys if made._lines[key].left]
    for key, text in zip(left, texts, strict=False):
        last = made._lines[key].row.last
        words = f"{decimal_text(last.value)}{text}" if text[:1] == "+" and last is not None else text
        model.setData(model.index(model.keys.index(key), model.listing.at("reading")), words)
    stage.rest()
    return made


def grid(stage: Stage) -> QWidget:
    """As it is opened."""
    _part(stage)
    return stage.window


def half(stage: Stage) -> QWidget:
    """Half typed: one odd, one asked about."""
    made = _typed(stage, TYPED[:3])
    made._go_to(next(reversed(made._now), 0))
    return stage.window


def wrong(stage: Stage) -> QWidget:
    """A cell that cannot be read."""
    _typed(stage, TYPED).grid.go_to_wrong()
    return stage.window


def asking(stage: Stage) -> QWidget:
    """A reading lower than the last."""
    _typed(stage, TYPED[:2]).ask_current()
    return _dialog(stage)


def far(stage: Stage) -> QWidget:
    """Readings many times the usual, before they are saved."""
    _typed(stage, ("+90000", "+40", "+60000")).save()
    return _dialog(stage)


def back(stage: Stage) -> QWidget:
    """The month whose readings a run waits for, with the way back."""
    made = _part(stage, "2026-11")
    made.type_needed()
    stage.rest()
    return stage.window


def closed(stage: Stage) -> QWidget:
    """A closed month: what is typed is refused, and where it is reopened."""
    from tools import pictures_closing

    if _part(stage).writable:
        pictures_closing.closed(stage)
    _part(stage).grid.say_shut()
    return stage.window


def meter(stage: Stage) -> QWidget:
    """A new meter."""
    _part(stage).add()
    return _dialog(stage)


def changing(stage: Stage) -> QWidget:
    """The meter the cursor is on."""
    _part(stage).change_meter()
    return _dialog(stage)


def history(stage: Stage) -> QWidget:
    """All its readings."""
    _part(stage).show_history()
    return _dialog(stage)


def one_more(stage: Stage) -> QWidget:
    """A reading beside those that are there."""
    made: Any = history(stage)
    made.more.click()
    stage.rest()
    dialogs: list[QDialog] = made.findChildren(QDialog)
    return next(one for one in dialogs if one.isVisible())


def put_right(stage: Stage) -> QWidget:
    """The latest reading, written anew."""
    made: Any = history(stage)
    made.put_right()
    stage.rest()
    dialogs: list[QDialog] = made.findChildren(QDialog)
    return next(one for one in dialogs if one.isVisible())


def taking_out(stage: Stage) -> QWidget:
    """A reading taken out, after one question."""
    made: Any = history(stage)
    return stage.caught(made.take_out)


def drawn(usual: str, states: Sequence[str]) -> list[tuple[str, Callable[[Stage], QWidget], Sequence[str]]]:
    """Name, act and parks."""
    return [
        ("readings", grid, states), ("readings-typed", half, (usual,)), ("readings-wrong", wrong, (usual,)),
        ("readings-back", back, (usual,)),
        ("readings-asked", asking, (usual,)), ("readings-far", far, (usual,)), ("meter-new", meter, (usual,)), ("meter-change", changing, (usual,)),
        ("meter-readings", history, (usual,)), ("meter-reading-more", one_more, (usual,)),
        ("meter-reading-right", put_right, (usual,)), ("meter-reading-out", taking_out, (usual,)),
    ]  # fmt: skip
