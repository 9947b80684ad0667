"""The window: what it says, what its commands do, what it survives."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetrics, QImage, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from stpdesk.actions.session import Session
from stpdesk.actions.tenants import add_tenant, new_form
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.ui import theme, wording
from stpdesk.ui.commands import Command, Commands
from stpdesk.ui.crash import CrashPage
from stpdesk.ui.cut import cut
from stpdesk.ui.pages import PAGES
from stpdesk.ui.palette import THINGS, Hit, answering, fitting
from stpdesk.ui.preferences import Preferences
from stpdesk.ui.start.page import StartPage
from stpdesk.ui.window import Window
from tests.ui.shell import Shell, nameless

ROOT = Path(__file__).resolve().parents[2]
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|Qt\.GlobalColor\.(?!transparent)\w+|QColor\(\s*[\"'\d]")
HEAVY = (
    "argon2",
    "lxml",
    "nacl",
    "openpyxl",
    "reportlab",
    "sqlcipher3",
    "sqlite_utils",
    "uharfbuzz",
    "PySide6.QtNetwork",
)
TITLE = "SCO Software Technology Park – STP Desk"
OWN = frozenset(
    {
        "stpdesk.app", "stpdesk.core", "stpdesk.core.changes", "stpdesk.core.errors", "stpdesk.resources", "stpdesk.ui",
        "stpdesk.ui.alone", "stpdesk.ui.desk", "stpdesk.ui.early", "stpdesk.ui.fault_line", "stpdesk.ui.parts", "stpdesk.ui.preferences",
        "stpdesk.ui.placing", "stpdesk.ui.pressing",
        "stpdesk.ui.sentences", "stpdesk.ui.start", "stpdesk.ui.start.middle", "stpdesk.ui.sweeping", "stpdesk.ui.theme", "stpdesk.ui.window",
        "stpdesk.ui.worker",
    }
)  # fmt: skip
"""Modules of the program the first page may load."""
MODULES = 130
"""Modules of Python loaded when it is painted, those of PySide's own start left out; each costs a start a little."""


@pytest.fixture
def opened(shell: Shell, park_folder: Path) -> Shell:
    """A window over a park."""
    shell.open(park_folder)
    return shell


def test_the_window_says_whose_park_it_is(opened: Shell) -> None:
    assert opened.window.windowTitle() == TITLE
    assert opened.face is opened.window.workspace
    assert opened.window.workspace.status._lights["saved"].accessibleName() == "Saved"


def test_no_two_commands_share_a_key_on_one_screen(opened: Shell) -> None:
    for page in PAGES:
        opened.window.go(page.name)
        opened.rest()
    assert opened.window.commands.clashes() == []
    assert len({one.title for one in opened.window.commands if not one.screen}) == len(
        [one for one in opened.window.commands if not one.screen]
    )


def test_a_clash_of_keys_is_seen(qtbot: QtBot) -> None:
    home = QWidget()
    qtbot.addWidget(home)
    commands = Commands()
    one = Command("one", "One", lambda: None, ("F9",))
    commands.add([one, Command("two", "Two", lambda: None, ("F9",), screen="spaces")], home)
    assert commands.clashes() == [("F9", "one", "two")]
    with pytest.raises(ValueError, match="two commands are called one"):
        commands.add([one], home)


def test_every_control_of_every_screen_has_a_name(opened: Shell) -> None:
    for page in PAGES:
        opened.window.go(page.name)
        opened.rest()
        assert nameless(opened.window) == [], page.name


def test_no_colour_stands_in_the_code() -> None:
    told = [
        f"{path.name}:{number}: {line.strip()}"
        for path in sorted((ROOT / "stpdesk" / "ui").rglob("*.py"))
        if path.name != "theme.py"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if COLOUR.search(line)
    ]
    assert told == []


@pytest.mark.parametrize("name", ["light", "dark"])
def test_tick_and_arrow_of_a_theme_are_drawn_in_its_own_colours(name: str) -> None:
    from stpdesk.ui import theme

    colours, drawings = theme.themes()[name], ROOT / "resources" / "themes"
    assert colours.on_accent.name() in (drawings / f"checked-{name}.svg").read_text("utf-8")
    assert colours.muted.name() in (drawings / f"arrow-{name}.svg").read_text("utf-8")
    assert colours.text.name() in (drawings / f"tick-{name}.svg").read_text("utf-8")


FIRST_PAINT = """
import json, os, sys
before = set(sys.modules)
from pathlib import Path
import PySide6.QtCore, PySide6.QtWidgets
from stpdesk import app
def told():
    loaded = [name for name in set(sys.modules) - before if not name.startswith(("PySide6.support", "shibokensupport"))]
    print(json.dumps({
        "modules": sorted(loaded), "own": sorted(name for name in loaded if name.startswith("stpdesk.")),
        "qt": sorted({*vars(PySide6.QtCore), *vars(PySide6.QtWidgets)} & {"Qt", "QStyle"}),
    }), flush=True)
    os._exit(0)
qt = app.application()
program = app.Program(qt, Path("nowhere/window.json"))
program.window.painted.connect(told)
program.start(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
qt.exec()
"""


@pytest.mark.parametrize(("words", "page"), [([], "page"), (["nowhere/Gilgit.stpdesk"], "sign_in")])
def test_the_first_paint_loads_little(words: list[str], page: str) -> None:
    """Whatever is added here is waited for at every start: it must be on the page, or come after the first paint."""
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, *words], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = json.loads(done.stdout)
    assert not {name for name in loaded["modules"] if name.split(".")[0] in HEAVY or name in HEAVY}
    listed = {"stpdesk.ui.fields", "stpdesk.ui.fields.listed"}
    there = {"stpdesk.ui.progress", *listed} if page == "page" else {"stpdesk.ui.line"}
    assert set(loaded["own"]) <= OWN | there | {f"stpdesk.ui.start.{page}"}
    assert loaded["qt"] == [], "these two take PySide as long as everything else"
    assert len(loaded["modules"]) < MODULES, len(loaded["modules"])


def test_what_the_first_page_says_in_numbers_is_what_qt_calls_so() -> None:
    from stpdesk.ui import early, parts, sides

    assert Qt.TextFormat(early.PLAIN_TEXT) is Qt.TextFormat.PlainText
    assert Qt.FocusPolicy(early.NO_FOCUS) is Qt.FocusPolicy.NoFocus
    known = [early.LEFT, early.RIGHT, early.ABSOLUTE, early.MIDDLE]
    names = ("AlignLeft", "AlignRight", "AlignAbsolute", "AlignVCenter")
    assert [Qt.AlignmentFlag(one) for one in known] == [Qt.AlignmentFlag[name] for name in names]
    begun = parts.label("x")
    assert begun.alignment() == sides.leading()
    assert begun.textFormat() is Qt.TextFormat.PlainText


def test_what_is_painted_first_is_all_there_is_to_see(
    qtbot: QtBot, make_program: Callable[[], object]
) -> None:
    from stpdesk.app import Program

    program = make_program()
    assert isinstance(program, Program)
    seen: list[QImage] = []
    program.window.painted.connect(
        lambda: QTimer.singleShot(0, lambda: seen.append(program.window.grab().toImage()))
    )
    program.start()
    qtbot.waitUntil(lambda: bool(seen) and program.window._workspace is not None)
    assert program.window.faces.currentWidget().isVisible()
    assert seen[0] == program.window.grab().toImage()


def test_f9_works_on_every_screen_and_says_so(qtbot: QtBot, opened: Shell) -> None:
    opened.window.go(PAGES[-1].name)
    opened.rest()
    with qtbot.waitSignal(opened.desk.changed, timeout=10_000):
        qtbot.keyClick(opened.window, Qt.Key.Key_F9)
    opened.rest()
    assert opened.window.toast.text.startswith("Power out since")
    opened.wait(lambda: "Power out" in opened.window.workspace.status._lights["power"].accessibleName())


def test_help_over_a_dialog_tells_the_keys_of_that(qtbot: QtBot, opened: Shell) -> None:
    from stpdesk.ui.forms.dialogs import Question
    from stpdesk.ui.help import Help

    dialog = Question(opened.window, "Leave it?", "Nothing is lost.", [("yes", "Leave")], "Stay")
    dialog.open()
    told: list[str] = []

    def read(above: Help) -> None:
        """What is shown, as far as its last line."""
        told.extend(one.text() for one in above.findChildren(QLabel))
        bar = above._area.verticalScrollBar()
        qtbot.keyClick(above.findChildren(QAbstractButton)[-1], Qt.Key.Key_End)
        assert bar.value() == bar.maximum()

    opened.answer(Help, read)
    opened.window.commands.run("help")
    dialog.reject()
    assert {"Leave it?", "Stay", "Esc", "F9"} <= set(told)
    assert "Ctrl+K" not in told, "it does nothing there"


def test_the_keys_that_do_not_wait_work_in_a_dialog_too(qtbot: QtBot, opened: Shell) -> None:
    from stpdesk.ui.forms.dialogs import Question
    from stpdesk.ui.urgent import KEYS

    assert {one.keys for one in opened.window.commands if one.urgent} == {(key,) for key in KEYS}

    def press(dialog: Question) -> None:
        opened.wait(dialog.isActiveWindow)
        with qtbot.waitSignal(opened.desk.changed, timeout=10_000):
            qtbot.keyClick(dialog, Qt.Key.Key_F9)
        opened.rest()
        assert opened.window.toast.text.startswith("Power out since")

    opened.answer(Question, press)
    Question(opened.window, "Really?", "It goes.", [("go", "Go")], "No").exec()


def test_a_key_pressed_while_the_park_is_opened_counts_once_it_is(
    qtbot: QtBot, shell: Shell, park_folder: Path
) -> None:
    def refused() -> Session:
        raise Refused("That is not the password.", field="password")

    shell.window.start()
    qtbot.waitUntil(shell.window.isActiveWindow)
    shell.desk.open(shell.window, refused)
    qtbot.keyClick(shell.window, Qt.Key.Key_F9)
    shell.wait(lambda: shell.window.toast.text == "That is not the password.")
    heard: list[Changes] = []
    shell.desk.changed.connect(heard.append)
    shell.desk.opening.connect(lambda on: qtbot.keyClick(shell.window, Qt.Key.Key_F8) if on else None)
    shell.open(park_folder)
    shell.wait(lambda: heard)
    shell.rest()
    assert [one.told["said"] for one in heard] == ["Generator on: the run is saved."]


def test_without_a_park_only_free_commands_work(shell: Shell, qtbot: QtBot) -> None:
    shell.window.start()
    heard: list[object] = []
    shell.desk.saving.connect(heard.append)
    qtbot.keyClick(shell.window, Qt.Key.Key_F9)
    assert heard == []
    titles = {one.title for one in shell.window.commands.everywhere("")}
    assert "About STP Desk" in titles
    assert "Find anything…" not in titles


# toasts ---------------------------------------------------------------------------------------------------------------


def test_what_was_saved_is_told_and_undone_long_after_its_toast(opened: Shell) -> None:
    telling = opened.window.telling
    telling.undo_last()
    assert opened.window.toast.text.startswith("There is nothing to undo")
    opened.desk.act(opened.window, entered)
    opened.wait(lambda: opened.window.toast.text == "Tenant saved.")
    opened.window.toast.hide()
    telling.undo_last()
    opened.wait(lambda: opened.window.toast.text == "Undone: tenant Karakoram Software is taken out again.")
    telling.undo_last()
    assert opened.window.toast.text.startswith("There is nothing to undo"), "once"


def entered(session: Session) -> Changes:
    """A tenant is entered, and it is said."""
    made = add_tenant(session, replace(new_form(session), name="Karakoram Software"))
    return Changes(made.nouns, **{**made.told, "said": "Tenant saved."})


def test_an_act_without_undo_offers_none(opened: Shell) -> None:
    opened.desk.changed.emit(Changes({"outages"}, said="Power out.", act=None))
    assert not opened.window.toast._act.isVisible()


def test_undo_never_takes_back_an_act_before_the_last_one(opened: Shell) -> None:
    telling, toast = opened.window.telling, opened.window.toast
    opened.desk.act(opened.window, entered)
    opened.wait(lambda: toast.text == "Tenant saved.")
    opened.desk.changed.emit(Changes({"receipts", "allocations"}, said="Receipt saved."))
    for _ in range(2):
        telling.undo_last()
        assert toast.text == "The last act cannot be undone: a receipt is reversed in Billing, Receipts."
    opened.desk.changed.emit(Changes({"backups"}))  # the program's own work is nobody's last act
    opened.desk.changed.emit(Changes((), said="Written: a file."))
    opened.desk.changed.emit(Changes({"people"}))
    telling.undo_last()
    assert toast.text == "The last act cannot be undone: it is changed where it stands."
    opened.desk.act(opened.window, renamed)
    opened.wait(lambda: toast.text == "Tenant saved.")
    telling.undo_last()
    opened.wait(lambda: toast.text.startswith("Undone: "))


def renamed(session: Session) -> Changes:
    """Another tenant is entered."""
    made = add_tenant(session, replace(new_form(session), name="Hunza Pixel"))
    return Changes(made.nouns, **{**made.told, "said": "Tenant saved."})


def test_a_refusal_nobody_waits_for_is_told(opened: Shell) -> None:
    opened.desk.refused.emit(Refused("There is no {what}.", what="link"))
    assert opened.window.toast.text == "There is no link."
    assert opened.window.toast.property("tone") == "bad"


# faults ---------------------------------------------------------------------------------------------------------------


def broken(*_: object) -> Changes:
    raise ZeroDivisionError("a fault")


@pytest.mark.parametrize("way", ["read", "ask", "act", "beside", "aside"])
def test_a_fault_off_the_windows_thread_shows_the_crash_page_and_the_park_goes_on(
    opened: Shell, way: str
) -> None:
    desk, window = opened.desk, opened.window
    {
        "read": lambda: desk.read(window, broken, print),
        "ask": lambda: desk.ask(window, broken, print),
        "act": lambda: desk.act(window, broken),
        "beside": lambda: desk.beside(window, broken, print),
        "aside": lambda: desk.aside(window, broken, print),
    }[way]()
    opened.wait(lambda: isinstance(opened.face, CrashPage))
    assert isinstance(opened.face, CrashPage)
    assert "ZeroDivisionError: a fault" in opened.face._text.toPlainText()
    assert nameless(opened.face) == []
    opened.button("Go on").click()
    assert window.faces.currentWidget() is window.workspace
    opened.faults.clear()


def test_a_fault_in_a_slot_shows_the_crash_page(opened: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    from stpdesk import app

    monkeypatch.setattr(sys, "excepthook", app.hook(opened.desk))
    opened.window.workspace.sidebar.finding.connect(broken)
    opened.window.workspace.sidebar.finding.emit()
    opened.wait(lambda: isinstance(opened.face, CrashPage))
    opened.window.workspace.sidebar.finding.disconnect(broken)
    opened.faults.clear()


def test_a_fault_without_a_park_leads_back_to_the_start(shell: Shell) -> None:
    shell.window.crash(ValueError("x"))
    shell.button("Go on").click()
    assert isinstance(shell.face, StartPage)


def test_the_report_holds_no_figure_of_the_park_and_is_saved(opened: Shell, tmp_path: Path) -> None:
    opened.window.crash(ValueError("x"))
    assert isinstance(opened.face, CrashPage)
    text = opened.face._text.toPlainText()
    assert "Gilgit" not in text
    opened.window._save_text(tmp_path / "report.txt", text)
    opened.wait((tmp_path / "report.txt").exists)
    opened.rest()


# palette, help --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "typed", "other"),
    [
        ("Power out, or back", "pow", "Help for this screen"),
        ("Larger text", "large", "Smaller text"),
        ("Print this floor…", "print", "Save this floor as PDF or PNG…"),
        ("Back up now", "up back", "Power out, or back"),
    ],
)
def test_a_command_is_found_by_its_beginning_then_its_words_then_its_letters(
    title: str, typed: str, other: str
) -> None:
    found = fitting(typed, title)
    assert found is not None
    assert found < (99 if (rest := fitting(typed, other)) is None else rest)


def test_a_missing_letter_finds_no_command_and_another_word_for_it_does() -> None:
    assert fitting("outagez", "Power out", "outage electricity") is None
    assert fitting("electric", "Power out", "outage electricity") == 3


@given(st.lists(st.text("abcno ", min_size=1, max_size=12), min_size=1, max_size=5), st.data())
@settings(max_examples=100, deadline=None)
def test_a_command_is_found_by_any_part_of_its_title_and_then_none_by_scattered_letters(
    titles: list[str], data: st.DataObject
) -> None:
    title = data.draw(st.sampled_from(titles))
    first = data.draw(st.integers(0, len(title) - 1))
    typed = " ".join(title[first : data.draw(st.integers(first + 1, len(title)))].split())
    found = answering(typed, [Hit(one, "", "", lambda: None) for one in titles])
    assert not typed or title in [one.title for one in found]
    words = typed.split()
    assert not typed or all(word in one.title for one in found for word in words)


@pytest.mark.parametrize(
    ("typed", "title"), [("dark", "Dark"), ("nr", "New receipt…"), ("pseb", "Monthly report to PSEB"), ("print", "Print this floor…"), ("new lease", "New lease…"),
                         ("undo", "Undo the last act"), ("electric", "Power out, or back"), ("outage", "Outages"),
                         ("let", "New lease…"), ("new park", "Another park")],
)  # fmt: skip
def test_on_today_the_palette_finds_commands_of_every_screen_first(
    opened: Shell, typed: str, title: str
) -> None:
    opened.window.go("today")
    opened.window.find_anything()
    palette = opened.window._palette
    assert palette is not None
    assert "Find anything…" not in {hit.title for hit in palette._hits}, "it is what is open"
    palette._line.setText(typed)
    opened.rest()
    assert palette._shown[0].title == title
    assert all(hint.isVisibleTo(palette) for hint in palette._of_hits)
    palette._line.setText("zzqqzz")
    opened.rest()
    assert palette._list.item(0).text() == ""
    assert not palette._shown
    assert not any(hint.isVisibleTo(palette) for hint in palette._of_hits)  # there is nothing to choose
    palette.hide()


def test_the_palette_says_when_more_is_found_than_it_lists(opened: Shell) -> None:
    opened.window.find_anything()
    palette = opened.window._palette
    assert palette is not None
    for typed, things, told in (("t0", THINGS + 1, f"{THINGS} shown, there are more"), ("t02", 2, "2 found")):
        palette._line.setText(typed)
        opened.rest()
        assert len(palette._found) == things
        assert palette._count.text() == told
    palette.hide()


def test_the_palette_leads_to_an_invoice_and_what_was_paid_of_it(opened: Shell) -> None:
    opened.window.find_anything()
    palette = opened.window._palette
    assert palette is not None
    palette._line.setText("inv/2026-27/00002")
    opened.rest()
    found = palette._shown[0]
    assert found.group == "Invoices"
    palette.hide()
    found.run()
    opened.rest()
    assert opened.window.current is not None
    assert opened.window.current.at_hand() == f"invoices:{found.title}"


def test_what_the_palette_offers_of_other_screens_is_theirs(opened: Shell) -> None:
    for page in PAGES:
        opened.window.screen_of(page.name)
        for name, title in page.offers:
            assert opened.window.commands.by_id(name).title == title


def test_enter_before_things_are_found_goes_to_the_best_of_all(qtbot: QtBot, opened: Shell) -> None:
    opened.window.go("today")
    opened.window.find_anything()
    palette = opened.window._palette
    assert palette is not None
    qtbot.keyClicks(palette._line, "t01")
    qtbot.keyClick(palette._line, Qt.Key.Key_Return)
    opened.wait(lambda: opened.window.current is not None and opened.window.current.NAME == "tenants")


def test_the_palette_finds_by_keyboard_and_goes(qtbot: QtBot, opened: Shell) -> None:
    qtbot.keyClick(opened.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = opened.window._palette
    assert palette is not None
    assert nameless(palette) == []
    qtbot.keyClicks(palette._line, "about")
    opened.rest()
    assert palette._list.item(0).text().startswith("About STP Desk")
    shown: list[str] = []
    opened.window.about = lambda: shown.append("about")  # type: ignore[method-assign]
    palette._shown = [one for one in palette._shown if one.title != "About STP Desk"] or palette._shown
    qtbot.keyClick(palette._line, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_the_palette_finds_things_of_the_park(qtbot: QtBot, opened: Shell) -> None:
    opened.window.find_anything()
    palette = opened.window._palette
    assert palette is not None
    before = palette._list.count()
    qtbot.keyClicks(palette._line, "a")
    opened.rest()
    texts = [palette._list.item(row).text() for row in range(palette._list.count())]
    assert before
    assert texts
    palette.hide()


def test_the_status_bar_says_what_is_typed_and_not_saved(qtbot: QtBot, opened: Shell) -> None:
    lights = opened.window.workspace.status._lights
    opened.window.go("tenants")
    opened.window.commands.run("tenant-new")
    opened.rest()
    qtbot.keyClicks(QApplication.focusWidget(), "N")
    opened.wait(lambda: lights["saved"].accessibleName() == "Typed, not saved")
    opened.window.go("today")
    opened.wait(lambda: lights["saved"].accessibleName() == "Saved")
    opened.window.go("billing", "readings")
    opened.rest()
    part: Any = opened.window.screen_of("billing").current()  # type: ignore[attr-defined]  # a screen of parts
    opened.wait(lambda: len(part.grid.model.keys) > 0)
    part.grid.view.setFocus()
    qtbot.keyClicks(part.grid.view, "7")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    opened.window.go("today")
    opened.wait(lambda: lights["saved"].accessibleName() == "Typed in Billing, not saved")


@pytest.mark.parametrize("name", ["help", "about"])
def test_help_and_about_open_and_close_with_esc(qtbot: QtBot, opened: Shell, name: str) -> None:
    def leave(dialog: QDialog) -> None:
        assert nameless(dialog) == []
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()

    opened.answer(QDialog, leave)
    getattr(opened.window, name)()


# looks ----------------------------------------------------------------------------------------------------------------


def test_a_larger_text_makes_the_window_anew_over_the_same_park(
    qtbot: QtBot, park_folder: Path, tmp_path: Path, make_program: Callable[[], object]
) -> None:
    from stpdesk.app import Program
    from stpdesk.ui import theme

    program = make_program()
    assert isinstance(program, Program)
    shell = Shell(program.desk, program.window)
    shell.open(park_folder)
    first = program.window
    first.go("leases")
    shell.rest()
    gone: list[str] = []
    for size in (125, 150, 100):
        old = program.window
        old.destroyed.connect(partial(gone.append, str(size)))
        native = old.windowHandle()
        old.choose_look(size=size)
        if size == 125:
            qtbot.keyClick(
                native, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier
            )  # typed before the new one has the keyboard
        qtbot.waitUntil(lambda size=size: str(size) in gone, timeout=5_000)  # type: ignore[misc]
        assert QApplication.font().pixelSize() == round(theme.BASE * size / 100)
        shell.window = program.window
        shell.rest()
        assert program.window.current is not None
        assert program.window.current.NAME == "tenants", "keys typed meanwhile are not lost"
    assert program.window is not first
    assert len(gone) == 3
    assert program.desk.park is not None
    assert program.window.windowTitle() == TITLE
    lights = program.window.workspace.status._lights  # told again by the new window, whatever screen is shown
    shell.wait(lambda: all(lights[name].accessibleName() for name in ("backup", "power")))
    windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, Window)]
    assert windows == [program.window]


def test_a_form_half_filled_is_there_in_another_text_size(
    qtbot: QtBot, park_folder: Path, make_program: Callable[[], object]
) -> None:
    from stpdesk.app import Program
    from stpdesk.ui.leases.screen import Leases

    program = make_program()
    assert isinstance(program, Program)
    shell = Shell(program.desk, program.window)
    shell.open(park_folder)

    def screen() -> Leases:
        shown = program.window.current
        assert isinstance(shown, Leases)
        return shown

    program.window.go("leases", "change:L03")
    shell.wait(lambda: screen().at_hand() == "change:L03")
    old, entry = program.window, screen()._entry
    assert entry is not None
    entry.form.rate.edit.setText("9O")  # typed this very moment, and it cannot be read
    old.choose_look(size=125)
    assert program.window is not old
    shell.wait(lambda: screen().at_hand() == "change:L03")
    again = screen()._entry
    assert again is not None
    shell.wait(again.form.banner.isVisible)
    assert again.form.banner._words.text() == "Draft of 11:00 is back."
    assert again.form.rate.edit.text() == "9O"
    program.window.choose_look(size=100)


def test_a_theme_is_followed_at_once_by_every_icon_too(opened: Shell) -> None:
    from stpdesk.ui import theme

    def ink(shown: QPixmap) -> set[str]:
        image = shown.toImage().convertToFormat(QImage.Format.Format_ARGB32)
        pixels = set(memoryview(image.constBits()).cast("I"))
        return {f"#{pixel & 0xFFFFFF:06x}" for pixel in pixels if pixel >> 24 == 255}

    for page in PAGES:
        opened.window.go(page.name)
        opened.rest()
    seen = 0
    for name in ("dark",):
        opened.window.choose_look(name=name)
        assert opened.window.preferences.theme == name
        assert (opened.window.palette().window().color().lightness() < 128) is (name == "dark")
        colours = theme.themes()[name]
        known = {
            getattr(colours, token).name()
            for token in ("text", "muted", "accent", "on_accent", "red", "amber")
        }
        buttons = [one for one in opened.window.findChildren(QAbstractButton) if one.isEnabled()]
        shown = [one.icon().pixmap(one.iconSize()) for one in buttons]
        shown += [one.pixmap() for one in opened.window.findChildren(QLabel)]
        for drawn in [ink(one) for one in shown if not one.isNull()]:
            seen += bool(drawn)
            assert drawn <= known, (name, drawn - known)
    assert seen > 40


def test_preferences_survive_a_file_that_is_none(tmp_path: Path) -> None:
    from stpdesk.ui import preferences

    place = tmp_path / "window.json"
    for text in ("", "[]", '{"recent": 3, "theme": "dark", "text_size": 150}'):
        place.write_text(text)
        found = preferences.load(place)
    assert found == Preferences(theme="dark", text_size=150)
    found.opened(Path("a"), "Amina")
    found.opened(Path("b"), "Amina")
    found.opened(Path("a"), "Bilal")
    assert (found.recent, found.user) == (["a", "b"], "Bilal")
    found.forget(Path("a"))
    assert found.recent == ["b"]


# leaving --------------------------------------------------------------------------------------------------------------


def test_closing_makes_a_backup_and_then_gives_the_park_back(opened: Shell, park_folder: Path) -> None:
    assert not list((park_folder / "backups").glob("*.stpbackup"))
    opened.window.close()
    opened.wait(lambda: not opened.window.isVisible())
    assert len(list((park_folder / "backups").glob("*.stpbackup"))) == 1
    from stpdesk.db.lock import WriteLock

    again = WriteLock(park_folder, "test")
    again.take()
    again.release()


def test_nothing_new_makes_no_second_backup(opened: Shell, park_folder: Path) -> None:
    over: list[bool] = []
    for count in (1, 2):
        opened.window.copies.make(lambda: over.append(True))
        opened.wait(lambda count=count: len(over) == count)  # type: ignore[misc]
    opened.rest()
    assert len(list((park_folder / "backups").glob("*.stpbackup"))) == 1
    assert opened.window.workspace.status._lights["backup"].accessibleName().startswith("Backup")


def test_a_backup_that_fails_is_told_in_the_status_bar_and_closing_goes_on(
    opened: Shell, park_folder: Path
) -> None:
    (park_folder / "backups").rmdir()
    (park_folder / "backups").write_text("not a folder")
    over: list[bool] = []
    opened.window.copies.make(lambda: over.append(True))
    opened.wait(lambda: over)
    light = opened.window.workspace.status._lights["backup"]
    opened.rest()
    assert "backup" in light.accessibleName()
    assert opened.faults == []
    opened.window.close()
    opened.wait(lambda: not opened.window.isVisible())


def test_another_park_leads_to_the_start_page_and_frees_this_one(opened: Shell, park_folder: Path) -> None:
    opened.window.another_park()
    opened.wait(lambda: isinstance(opened.face, StartPage))
    opened.rest()
    assert opened.desk.park is None
    assert not opened.window.workspace.status._lights["power"].isVisibleTo(opened.window.workspace.status)
    opened.open(park_folder)
    assert opened.face is opened.window.workspace


def test_a_sentence_that_begins_in_urdu_keeps_the_direction_of_its_language() -> None:
    assert wording.sentence("نیلم is changed: saved.")[0] == "\N{LEFT-TO-RIGHT MARK}"
    assert wording.sentence("Rs 500 of نیلم, 24 Sep.") == "Rs 500 of نیلم\N{LEFT-TO-RIGHT MARK}, 24 Sep."
    for text in ("نیلم سافٹ", "Nilam is changed.", "", "12 of 31 days"):
        assert wording.sentence(text) == text


@pytest.mark.usefixtures("qapp")
def test_an_urdu_name_behind_other_words_ends_in_dots_at_its_left() -> None:
    metrics = QFontMetrics(theme.font())
    name = "دارالحکومت سافٹ ویئر ٹیکنالوجی"
    room = metrics.horizontalAdvance(f"Tenant T196, {name}") - theme.px(24)
    assert cut(f"Tenant T196, {name}", metrics, room).endswith("…\N{RIGHT-TO-LEFT MARK}")
    assert cut(f"{name}, Tenant T196 of the first floor", metrics, room)[-1] == "\N{RIGHT-TO-LEFT MARK}"
    assert cut("Karakoram International Business Process Outsourcing", metrics, room)[-1] == "…"
