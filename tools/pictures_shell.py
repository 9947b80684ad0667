"""How the pictures of the shell are brought up: before a park is open, palette, menus, help, dialogs, faults."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from stpdesk.core.errors import Fault, Refused

if TYPE_CHECKING:
    from tools.pictures import Stage


def start(stage: Stage) -> QWidget:
    """The start page with two parks of last time."""
    from stpdesk.ui.start.page import StartPage

    assert stage.desk.park is not None
    here = stage.desk.park.folder
    stage.window.preferences.recent = [str(here), str(here.with_name("Skardu.stpdesk"))]
    stage.window.show_face(StartPage(stage.window))
    return stage.window


def first_start(stage: Stage) -> QWidget:
    """The start page nobody has been on."""
    from stpdesk.ui.start.page import StartPage

    stage.window.preferences.recent = []
    stage.window.show_face(StartPage(stage.window))
    return stage.window


def sign_in(stage: Stage) -> QWidget:
    """The door of a park after a wrong password."""
    from stpdesk.ui.start.sign_in import SignIn

    assert stage.desk.park is not None
    page = SignIn(stage.window, stage.desk.park.folder)
    stage.window.show_face(page)
    stage.rest()
    page._refused(Refused("The password is not right for manager.", field="password"))
    return stage.window


def sign_in_busy(stage: Stage) -> QWidget:
    """A park that another program writes to: it can be read."""
    from stpdesk.db.lock import WRITING
    from stpdesk.ui.start.sign_in import SignIn

    assert stage.desk.park is not None
    page = SignIn(stage.window, stage.desk.park.folder)
    stage.window.show_face(page)
    stage.rest()
    page._recovery.setChecked(True)
    page._refused(
        Refused("This park is open in another window already. It can be opened to read only.", field=WRITING)
    )
    return stage.window


def new_park(stage: Stage) -> QWidget:
    """A new park half typed, its password too short."""
    from stpdesk.ui.start.new_park import NewPark

    page = NewPark(stage.window)
    stage.window.show_face(page)
    stage.rest()
    page.fields["name"].set_text("SCO Software Technology Park, Skardu")
    page.ticked.setChecked(True)
    page.secret.set_text("short")
    page.make()
    return stage.window


def recovery(stage: Stage) -> QWidget:
    """The code of a new park, typed back wrongly."""
    from stpdesk.actions.parks import Prepared
    from stpdesk.ui.start.recovery import Recovery

    nowhere = Path("nowhere")
    made = Prepared(nowhere / ".none", nowhere / "Skardu.stpdesk", "7QK2-M0VX-3HTR-9ZD4-WC81-YB6N-PJ5E-AFG0")
    page = Recovery(stage.window, made, "manager", "", None)
    stage.window.show_face(page)
    page._typed.setText("7QK2-M0VX-3HTR-9ZD4-WC81-YB6N-PJ5E-AFG1")
    return stage.window


def palette(typed: str) -> Any:
    """Ctrl+K with something typed."""

    def show(stage: Stage) -> QWidget:
        stage.window.show_face(stage.window.workspace)
        stage.window.find_anything()
        found = stage.window._palette
        assert found is not None
        found._line.setText(typed)
        return stage.over(found)

    return show


def menu(stage: Stage) -> QWidget:
    """The menu of all commands, one group of it."""
    from stpdesk.ui.finding import menu_of

    stage.window.show_face(stage.window.workspace)
    whole = menu_of(stage.window)
    stage.kept.append(whole)
    made = next(one for one in whole.findChildren(QMenu) if one.title() == "Park")
    made.popup(stage.window.rect().center())
    return made


def tray(stage: Stage) -> QWidget:
    """The menu of the icon beside the clock."""
    from types import SimpleNamespace

    from stpdesk.ui.tray import Tray

    program: Any = SimpleNamespace(desk=stage.desk, window=stage.window, to_the_fore=stage.window.show)
    made = Tray(program)
    made._tell(made.watching.runs)
    stage.kept.append(made)
    made._menu.popup(stage.window.rect().center())
    return made._menu


def help_page(stage: Stage) -> QWidget:
    """F1 on Today."""
    from stpdesk.ui.help import Help

    stage.window.show_face(stage.window.workspace)
    return Help(stage.window)


def about(stage: Stage) -> QWidget:
    """Versions."""
    from stpdesk.ui.help import About

    return About(stage.window)


def password(stage: Stage) -> QWidget:
    """Another password, the second one mistyped."""
    from stpdesk.ui.start.password import Password

    made = Password(stage.window, recovered=False)
    lines = made.findChildren(QLineEdit)
    for line, text in zip(lines, ("sample", "a longer one", "a longer on"), strict=True):
        line.setText(text)
    made._keep()
    return made


def import_faults(stage: Stage) -> QWidget:
    """A workbook with faults."""
    from stpdesk.ui.workbooks import ImportBook

    shown = ImportBook(stage.window)
    shown._file.setText("Park 2026.xlsx")
    faults = [
        Fault("Leases", 7, "rate", "85/-?", "rupees such as 85 or 1,250.50"),
        Fault("Tenants", 12, "name", None, "a value: the cell is empty"),
        Fault("Units", 31, "sqft", "۵۰۰ مربع فٹ", "an area in square feet such as 1,250"),
    ]
    shown._refused(Refused("Nothing was imported: the workbook has {count} faults.", faults=faults, count=3))
    return shown


def import_ready(stage: Stage) -> QWidget:
    """A workbook without a fault: what importing it would do."""
    from stpdesk.ui.workbooks import ImportBook
    from stpdesk.workbook import writing

    assert stage.desk.park is not None
    path = stage.desk.park.folder.with_name("New tenants.xlsx")
    units = [
        {"unit": f"D-{at}", "building": "D", "floor": "Ground floor", "sqft": 4_000_000} for at in (1, 2, 3)
    ]
    tenants = [
        {"tenant": "T901", "name": "کشمیر سافٹ ویئر ہاؤس"},
        {"tenant": "T902", "name": "Walnut Saddle Café"},
    ]
    writing.write(path, {}, {"Units": units, "Tenants": tenants})
    shown = ImportBook(stage.window, path)
    stage.rest()
    return shown


def import_going(stage: Stage) -> QWidget:
    """A workbook that is being read, and nothing else yet."""
    from stpdesk.ui.workbooks import ImportBook

    shown = ImportBook(stage.window)
    shown._file.setText("Park 2026.xlsx")
    shown.working.begin("Checking every row…")
    shown.working.show()
    shown.working._bar.setRange(0, 100)
    shown.working._bar.setValue(40)
    return shown


def toast(stage: Stage) -> QWidget:
    """Something was saved and can be taken back."""
    stage.window.show_face(stage.window.workspace)
    stage.window.go("today")
    stage.window.toast.say("Lease L-38 of Leepa Software (Pvt) Ltd is saved.", "Undo", lambda: None)
    return stage.window


def toast_long(stage: Stage) -> QWidget:
    """A refusal of two lines."""
    stage.window.show_face(stage.window.workspace)
    stage.window.go("leases")
    stage.window.toast.say(
        "Unit A-G05 is let to نیلا ستارہ سافٹ ویئر until 15 Nov 2028, so it cannot be taken out. "
        "Nothing was changed. End the lease first.",
        wrong=True,
    )  # fmt: skip
    return stage.window


def crash(stage: Stage) -> QWidget:
    """A fault of the program itself."""
    try:
        raise ZeroDivisionError("an example of a fault")
    except ZeroDivisionError as error:
        stage.window.crash(error)
    return stage.window


def crash_report(stage: Stage) -> QWidget:
    """The same with its report."""
    crash(stage)
    shown: Any = stage.window.faces.currentWidget()
    shown._open_report(True)
    return stage.window


def question(stage: Stage) -> QWidget:
    """Something that would be lost."""
    from stpdesk.ui.forms.dialogs import Question

    return Question(
        stage.window, "Leave without saving?", "What you typed here is not saved yet and would be lost.",
        [("leave", "Discard it")], "Keep editing", careful=True,
    )  # fmt: skip


def reason(stage: Stage) -> QWidget:
    """A correction that asks why, and was not told."""
    from stpdesk.ui.forms.dialogs import _Reason

    made = _Reason(stage.window, "", "The record as it was stays in the log beside the corrected one.", "")
    made.accept()
    return made
