"""How the pictures of Today on a bad day are brought up: what is out, what is asked, other times, causes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMenu, QWidget

from stpdesk.ui.today.rows import EventRow

if TYPE_CHECKING:
    from tools.pictures import Stage


def _screen(stage: Stage) -> Any:
    stage.window.show_face(stage.window.workspace)
    stage.window.go("today")
    stage.rest()
    return stage.window.screen_of("today")


def out(stage: Stage) -> QWidget:
    """Power and a link are out, and the monitor asks."""
    screen = _screen(stage)
    screen._show(screen._facts)
    screen._ticker.stop()  # it would count from the true time
    return stage.window


def asked(stage: Stage) -> QWidget:
    """Nothing is out, and the monitor asks."""
    screen = _screen(stage)
    for one in screen._facts.outs:
        screen.doing.back(one)
        stage.rest()
    stage.window.toast.hide()
    return stage.window


def times(stage: Stage) -> QWidget:
    """The times of a power cut that the monitor noticed."""
    screen = _screen(stage)
    return stage.caught(lambda: screen.doing.times(screen._facts.asked[0]))


def since(stage: Stage) -> QWidget:
    """Another start of what is out."""
    screen = _screen(stage)
    return stage.caught(lambda: screen.doing.change(screen._facts.outs[0]))


def right(stage: Stage) -> QWidget:
    """An outage of the last day put right."""
    from stpdesk.ui.forms.dialogs import FormDialog

    screen = _screen(stage)
    screen.doing.put_right(next(one for one in screen.findChildren(EventRow) if one.numbers))
    stage.rest()
    dialog = next(one for one in stage.window.findChildren(FormDialog) if one.isVisible())
    dialog.form.field("end").set_text("1130")
    dialog.form.field("end").settle()
    dialog.form.field("cause").set_value("unscheduled load shedding")
    return dialog


def causes(stage: Stage) -> QWidget:
    """The causes on offer."""
    screen = _screen(stage)
    screen.doing.cause(screen._facts.outs[0])
    stage.rest()
    return _menu(stage)


def links(stage: Stage) -> QWidget:
    """Which link is out, or back."""
    _screen(stage).doing.link()
    stage.rest()
    return _menu(stage)


def _menu(stage: Stage) -> QWidget:
    """The menu that is open."""
    return next(one for one in stage.window.findChildren(QMenu) if one.isVisible())
