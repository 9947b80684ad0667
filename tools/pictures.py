"""Every screen and dialog that `run.py screens` draws, and the stage they are drawn on. A new one joins PICTURES."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from stpdesk.actions.session import Role, Session
from stpdesk.core.errors import Fault, Refused
from stpdesk.ui import theme
from stpdesk.ui.desk import Desk
from stpdesk.ui.preferences import Preferences
from stpdesk.ui.window import Window
from tools import pictures_leases as leases
from tools import pictures_tenants as tenants
from tools.picture_parks import EMPTY, FULL, PASSWORD, STATES, USUAL, clock, park

SIZES = {100: (1366, 768), 200: (1920, 1080)}
"""Text size in percent, and the window it is drawn in."""
PATIENCE = 60
"""Seconds a screen may take to come to rest."""


@dataclass
class Stage:
    """A window over an open park."""

    app: QApplication
    desk: Desk
    window: Window

    def rest(self) -> None:
        """Waits until nothing is read or written and everything is painted."""
        still, end = 0, time.monotonic() + PATIENCE
        while still < 12 and time.monotonic() < end:
            self.app.processEvents()
            quiet = not (self.desk.busy or self.desk.waiting)
            still = still + 1 if quiet else 0
            time.sleep(0.02)


@dataclass(frozen=True)
class Picture:
    """One screen or dialog: `show` brings it up and gives what is drawn; `states` are the parks it differs in."""

    name: str
    show: Callable[[Stage], QWidget]
    states: Sequence[str] = STATES


def _screen(name: str) -> Picture:
    """A screen of the workspace."""

    def show(stage: Stage) -> QWidget:
        stage.window.show_face(stage.window.workspace)
        stage.window.go(name)
        return stage.window

    return Picture(name, show)


def _start(stage: Stage) -> QWidget:
    from stpdesk.ui.start.page import StartPage

    stage.window.preferences.recent = [] if stage.desk.park is None else [str(stage.desk.park.folder)]
    stage.window.show_face(StartPage(stage.window))
    return stage.window


def _first_start(stage: Stage) -> QWidget:
    from stpdesk.ui.start.page import StartPage

    stage.window.preferences.recent = []
    stage.window.show_face(StartPage(stage.window))
    return stage.window


def _sign_in(stage: Stage) -> QWidget:
    from stpdesk.ui.start.sign_in import SignIn

    assert stage.desk.park is not None
    page = SignIn(stage.window, stage.desk.park.folder)
    stage.window.show_face(page)
    stage.rest()
    page._refused(Refused("The password is not right for manager.", field="password"))
    return stage.window


def _new_park(stage: Stage) -> QWidget:
    from stpdesk.ui.start.new_park import NewPark

    page = NewPark(stage.window)
    stage.window.show_face(page)
    page.fields["name"].set_text("SCO Software Technology Park, Skardu")
    page.ticked.setChecked(True)
    page.secret.set_text("short")
    page.make()
    return stage.window


def _recovery(stage: Stage) -> QWidget:
    from stpdesk.actions.parks import Prepared
    from stpdesk.ui.start.recovery import Recovery

    nowhere = Path("nowhere")
    made = Prepared(nowhere / ".none", nowhere / "Skardu.stpdesk", "7QK2-M0VX-3HTR-9ZD4-WC81-YB6N-PJ5E-AFG0")
    stage.window.show_face(Recovery(stage.window, made, "manager", "", None))
    return stage.window


def _palette(stage: Stage) -> QWidget:
    stage.window.show_face(stage.window.workspace)
    stage.window.find_anything()
    palette = stage.window._palette
    assert palette is not None
    palette._line.setText("so")
    return palette


def _help(stage: Stage) -> QWidget:
    from stpdesk.ui.help import Help

    stage.window.show_face(stage.window.workspace)
    return Help(stage.window)


def _about(stage: Stage) -> QWidget:
    from stpdesk.ui.help import About

    return About(stage.window)


def _password(stage: Stage) -> QWidget:
    from stpdesk.ui.start.password import Password

    return Password(stage.window, recovered=False)


def _import(stage: Stage) -> QWidget:
    from stpdesk.ui.workbooks import ImportBook

    shown = ImportBook(stage.window)
    faults = [
        Fault("Leases", 7, "rate", "85/-?", "rupees such as 85 or 1,250.50"),
        Fault("Tenants", 12, "name", None, "a value: the cell is empty"),
        Fault("Units", 31, "sqft", "۵۰۰ مربع فٹ", "an area in square feet such as 1,250"),
    ]
    shown._refused(Refused("Nothing was imported: the workbook has {count} faults.", faults=faults, count=3))
    return shown


def _crash(stage: Stage) -> QWidget:
    try:
        raise ZeroDivisionError("an example of a fault")
    except ZeroDivisionError as error:
        stage.window.crash(error)
    return stage.window


def _toast(stage: Stage) -> QWidget:
    stage.window.show_face(stage.window.workspace)
    stage.window.go("today")
    stage.window.toast.say("Lease L-38 of Leepa Software (Pvt) Ltd is saved.", "Undo", lambda: None)
    return stage.window


def _spaces(stage: Stage) -> Any:
    stage.window.show_face(stage.window.workspace)
    stage.window.go("spaces")
    stage.rest()
    return stage.window.screen_of("spaces")


def _spaces_table(stage: Stage) -> QWidget:
    _spaces(stage).toggle_mode()
    return stage.window


def _spaces_editing(stage: Stage) -> QWidget:
    _spaces(stage).acting.edit_plan()
    return stage.window


def _unit_form(stage: Stage) -> QWidget:
    screen = _spaces(stage)
    screen.acting.edit_unit()
    assert isinstance(screen.acting.dialog, QWidget)
    return screen.acting.dialog


PICTURES: tuple[Picture, ...] = (
    Picture("first-start", _first_start, (EMPTY,)),
    Picture("start", _start, (USUAL,)),
    Picture("sign-in", _sign_in, (USUAL,)),
    Picture("new-park", _new_park, (EMPTY,)),
    Picture("recovery-code", _recovery, (EMPTY,)),
    _screen("today"),
    _screen("spaces"),
    Picture("spaces-table", _spaces_table, (USUAL, FULL)),
    Picture("spaces-editing", _spaces_editing, (USUAL,)),
    Picture("unit-form", _unit_form, (USUAL,)),
    _screen("tenants"),
    *(Picture(*one) for one in tenants.drawn(USUAL, FULL)),
    Picture("tenants-returns", tenants.returns),
    _screen("leases"),
    Picture("lease-form", leases.form),
    Picture("lease-end", leases.ending, (USUAL,)),
    Picture("palette", _palette, (USUAL, FULL)),
    Picture("help", _help, (USUAL,)),
    Picture("about", _about, (USUAL,)),
    Picture("password", _password, (USUAL,)),
    Picture("import", _import, (USUAL,)),
    Picture("toast", _toast, (USUAL,)),
    Picture("crash", _crash, (USUAL,)),
)


def draw(
    pictures: Iterable[Picture],
    build: Path,
    *,
    states: Sequence[str] = STATES,
    themes: Sequence[str] = (theme.LIGHT, theme.DARK),
    sizes: Sequence[int] = tuple(SIZES),
) -> list[Path]:
    """Draws them into `build`/screens; the files."""
    present = QApplication.instance()
    app = present if isinstance(present, QApplication) else QApplication(["stpdesk"])
    theme.load_fonts()
    (build / "screens").mkdir(parents=True, exist_ok=True)
    wanted = list(pictures)
    made: list[Path] = []
    for state in states:
        here = [picture for picture in wanted if state in picture.states]
        if not here:
            continue
        desk = _open(app, park(state, build / "parks"))
        for size in sizes:
            for name in themes:
                made += _draw_all(app, desk, here, build / "screens", state, name, size)
        desk.close()
    return made


def _draw_all(
    app: QApplication, desk: Desk, pictures: Sequence[Picture], folder: Path, state: str, name: str, size: int
) -> list[Path]:
    """All of one park, theme and size, each in a window of its own."""
    made: list[Path] = []
    theme.apply(app, name, size)
    for picture in pictures:
        window = Window(desk, Preferences(theme=name, text_size=size), lambda: None)
        window.resize(*SIZES[size])
        window.show()
        window.resume()
        stage = Stage(app, desk, window)
        stage.rest()
        shown = picture.show(stage)
        shown.show()
        stage.rest()
        made.append(folder / f"{picture.name}-{state}-{name}-{size}.png")
        if not shown.grab().save(str(made[-1])):
            raise OSError(f"{made[-1]} could not be written")
        if shown is not window:
            shown.hide()
        window.hide()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return made


def _open(app: QApplication, folder: Path) -> Desk:
    """A desk over a park."""
    desk = Desk()

    def session() -> Session:
        from stpdesk.db.park import Park

        opened = Park.open(folder, user="manager", password=PASSWORD, write=True, clock=clock)
        return Session(opened, opened.actor, clock, Role(opened.role))

    def failed(error: BaseException) -> None:
        raise error

    desk.crashed.connect(failed)
    desk.open(desk, session)
    end = time.monotonic() + PATIENCE
    while desk.park is None and time.monotonic() < end:
        app.processEvents()
    return desk
