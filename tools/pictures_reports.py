"""The screen of the reports as `run.py screens` draws it: a paper, a search, what is missing, a refusal, a month's set."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from stpdesk.core.months import Month

if TYPE_CHECKING:
    from tools.pictures import Stage


def _screen(stage: Stage, kind: str) -> Any:
    stage.window.show_face(stage.window.workspace)
    stage.window.go("reports", kind)
    stage.rest()
    return stage.window.screen_of("reports")


def paper(kind: str) -> Callable[[Stage], QWidget]:
    """A kind as it begins, in the month before this."""

    def show(stage: Stage) -> QWidget:
        _screen(stage, kind)
        return stage.window

    return show


def found(stage: Stage) -> QWidget:
    """Words sought in the monthly report, on a whole page."""
    screen = _screen(stage, "monthly")
    screen.preview.view.set_fit("page")
    screen.preview.start_search()
    screen.preview.line.setText("total")
    for _ in range(3):
        stage.rest()
        screen.preview.step(1)
    return stage.window


def refused(stage: Stage) -> QWidget:
    """A reminder to somebody who owes nothing: a sentence in place of a paper."""
    screen = _screen(stage, "reminder")
    screen.asking.month.set_text("")
    for item in screen.asking.tenant.items()[:8]:
        screen.asking.tenant.set_value(item.key)
        screen.make()
        stage.rest()
        if screen.preview.said:
            break
    return stage.window


def days(stage: Stage) -> QWidget:
    """The outages of some days that come in the wrong order."""
    screen = _screen(stage, "outages")
    screen.asking.by.set_value("day")
    screen.asking.first.set_text("20 Oct 2026")
    screen.asking.last.set_text("1 Oct 2026")
    screen.make()
    return stage.window


def earlier(stage: Stage) -> QWidget:
    """The first revision of a month that was closed twice."""
    from stpdesk.ui.closing import acts

    screen, month = _screen(stage, "monthly"), Month(2026, 9)
    close = partial(acts.close, month=month, told=lambda _done, _all: None)
    reopen = partial(acts.reopen, month=month, reason="Two readings were missing")
    for act in (close, reopen, close):
        stage.desk.act(stage.window, act)
        stage.rest()
    stage.window.toast.hide()
    screen.asking.month.set_value(month)
    screen.asking.revision.set_value(1)
    screen.make()
    return stage.window


def drawn(usual: str, full: str) -> list[tuple[str, Callable[[Stage], QWidget], tuple[str, ...]]]:
    """Name, act and parks of what differs in some of them only."""
    return [
        ("reports-found", found, (usual,)), ("reports-statement", paper("statement"), (usual, full)),
        ("reports-refused", refused, (usual,)), ("reports-days", days, (usual,)),
        ("reports-schedule", paper("lease-schedule"), (usual,)), ("reports-plan", paper("floor-plan"), (usual,)),
    ]  # fmt: skip
