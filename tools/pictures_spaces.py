"""How the pictures of the floors are brought up: plan, table, editing, the forms of a unit, menus, paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QWidget

if TYPE_CHECKING:
    from tools.pictures import Stage


def _screen(stage: Stage, unit: str = "") -> Any:
    stage.window.show_face(stage.window.workspace)
    stage.window.go("spaces", unit)
    stage.rest()
    return stage.window.screen_of("spaces")


def table(stage: Stage) -> QWidget:
    """The same as a table."""
    _screen(stage).toggle_mode()
    return stage.window


def table_of_nothing(stage: Stage) -> QWidget:
    """A filter that nothing answers."""
    screen = _screen(stage)
    screen.toggle_mode()
    stage.rest()
    screen._table.table.finder.line.setText("zzz")
    return stage.window


def editing(stage: Stage) -> QWidget:
    """The plan while it is edited, a unit moved."""
    screen = _screen(stage)
    screen.acting.edit_plan()
    screen.plan.editor.key(Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
    return stage.window


def image_behind(stage: Stage) -> QWidget:
    """A floor with an image behind it, a unit under repair."""
    _screen(stage, "A-G06")
    return stage.window


def another_day(stage: Stage) -> QWidget:
    """A vacant unit on a day to come."""
    from datetime import timedelta

    screen = _screen(stage)
    vacant = next(one.unit.code for one in screen.days.facts.states.values() if one.state == "vacant")
    screen.days.go(screen.days.book.today + timedelta(days=75))
    stage.rest()
    screen.show_thing(vacant)
    return stage.window


def unit_form(stage: Stage) -> QWidget:
    """A unit's form."""
    screen = _screen(stage)
    screen.acting.edit_unit()
    return screen.acting.dialog  # type: ignore[no-any-return]


def new_unit(stage: Stage) -> QWidget:
    """A new unit with a code that is taken and an area that cannot be read."""
    screen = _screen(stage)
    screen.acting.add_unit()
    form = screen.acting.dialog.form
    form.field("code").set_text(next(iter(screen.days.book.units)).code)
    form.field("sqft").focus_here()  # a code is looked up once it is left
    form.field("sqft").set_text("4OO")
    for name in ("code", "sqft"):
        form.field(name).touch()
    stage.rest()
    form.save()
    return screen.acting.dialog  # type: ignore[no-any-return]


def repair(stage: Stage) -> QWidget:
    """A repair that is under way."""
    screen = _screen(stage)
    broken = next(one for one in screen.days.facts.states.values() if one.repair is not None)
    screen.choose(broken.unit.id)
    screen.acting.repair()
    return screen.acting.dialog  # type: ignore[no-any-return]


def repair_out(stage: Stage) -> QWidget:
    """A repair entered by mistake, after one question."""
    gone = next(one for one in repair(stage).findChildren(QPushButton) if one.property("edge") == "left")
    return stage.caught(gone.click)


def image(stage: Stage) -> QWidget:
    """Where the image behind a floor lies."""
    screen = _screen(stage)
    screen.acting.place_image(screen.tabs.current)
    return screen.acting.dialog  # type: ignore[no-any-return]


def menu(stage: Stage) -> QWidget:
    """The acts for the plan."""
    screen = _screen(stage)
    screen.acting.more_menu(screen.more)
    return _open_menu(screen)


def unit_menu(stage: Stage) -> QWidget:
    """The acts of a unit."""
    screen = _screen(stage)
    screen.acting.menu("", stage.window.rect().center())
    return _open_menu(screen)


def renewals(stage: Stage) -> QWidget:
    """Which of a hall's leases is renewed."""
    screen = _screen(stage, "A-G10")
    screen.acting.act("renew")
    return _open_menu(screen)


def _open_menu(screen: Any) -> QWidget:
    """The menu that is open."""
    return next(one for one in screen.findChildren(QMenu) if one.isVisible())  # type: ignore[no-any-return]


def removing(stage: Stage) -> QWidget:
    """A unit entered by mistake, after one question."""
    screen = _screen(stage)
    screen.show_thing("A-112")
    stage.rest()
    return stage.caught(screen.acting.remove_unit)


def leaving(stage: Stage) -> QWidget:
    """A plan that was changed is left."""
    editing(stage)
    return stage.caught(_screen(stage).acting.leave_plan)


def head_menu(stage: Stage) -> QWidget:
    """The columns of a table."""
    screen = _screen(stage)
    screen.toggle_mode()
    stage.rest()
    screen._table.table.show_menu()
    menu = next(one for one in screen._table.table.findChildren(QMenu) if one.isVisible())
    columns = next(one for one in menu.findChildren(QMenu) if one.title() == "Columns")
    columns.popup(stage.window.rect().center())
    return columns  # type: ignore[no-any-return]


def paper(stage: Stage) -> QWidget:
    """The floor as it is printed."""
    from stpdesk.ui.spaces import paper as printed

    sheet = _screen(stage).acting.sheet()
    shown = QLabel()
    drawn = QPixmap.fromImage(QImage.fromData(printed.png(sheet)))
    shown.setPixmap(drawn)
    shown.setFixedSize(drawn.size())
    return shown
