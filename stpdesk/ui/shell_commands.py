"""The commands that work everywhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from stpdesk.ui.commands import Command
from stpdesk.ui.pages import PAGES
from stpdesk.ui.theme import DARK, LIGHT, SIZES, SYSTEM

if TYPE_CHECKING:
    from stpdesk.ui.window import Window


def shell_commands(window: Window) -> list[Command]:
    """Screens, finding, looks, parks, help."""
    return [*_screens(window), *_rest(window), *_looks(window)]


def _screens(window: Window) -> list[Command]:
    """One for each screen."""
    tr = window.tr
    return [
        Command(f"go.{page.name}", tr(page.title), partial(window.go, page.name), (page.keys,), tr("Go to"), page.icon)
        for page in PAGES
    ]  # fmt: skip


def _looks(window: Window) -> list[Command]:
    """Theme and text size."""
    tr, look, free = window.tr, window.choose_look, True
    return [
        Command("look.system", tr("Light or dark as the system"), partial(look, name=SYSTEM), (), tr("View"), free=free),
        Command("look.light", tr("Light"), partial(look, name=LIGHT), (), tr("View"), free=free),
        Command("look.dark", tr("Dark"), partial(look, name=DARK), (), tr("View"), free=free),
        Command("look.larger", tr("Larger text"), partial(_step, window, 1), ("Ctrl++", "Ctrl+="), tr("View"), "plus", free=free),
        Command("look.smaller", tr("Smaller text"), partial(_step, window, -1), ("Ctrl+-",), tr("View"), "minus", free=free),
        Command("look.usual", tr("Text at 100 %"), partial(look, size=100), ("Ctrl+0",), tr("View"), free=free),
    ]  # fmt: skip


def _rest(window: Window) -> list[Command]:
    """Finding, the park, help."""
    tr, park = window.tr, window.tr("Park")
    return [
        Command("find", tr("Find anything…"), window.find_anything, ("Ctrl+K",), tr("Go to"), "find"),
        Command("back", tr("Back to where a link was followed"), partial(_back, window), ("Alt+Left",), tr("Go to"), "left", also=tr("return checklist month close")),
        Command("refresh", tr("Read again"), partial(_refresh, window), ("F5",), tr("View")),
        Command("undo", tr("Undo the last act"), partial(_undo, window), ("Ctrl+Shift+Z",), tr("Edit"), "undo"),
        Command("book.import", tr("Import a workbook…"), window.import_book, ("Ctrl+I",), park, "import"),
        Command("book.export", tr("Export the park as a workbook…"), window.export_book, (), park, "export"),
        Command("password", tr("Change my password…"), window.change_password, (), park, "lock"),
        Command("park.other", tr("Another park"), window.another_park, ("Ctrl+Shift+O",), park, "folder", also=tr("new open make switch")),
        Command("help", tr("Help for this screen"), window.help, ("F1",), tr("Help"), "help", free=True, above=True),
        Command("about", tr("About STP Desk"), window.about, (), tr("Help"), free=True),
        Command("quit", tr("Quit STP Desk"), partial(_leave, window), ("Ctrl+Q",), park, free=True, also=tr("close exit")),
    ]  # fmt: skip


def _step(window: Window, step: int) -> None:
    """The next larger or smaller text size."""
    at = SIZES.index(window.preferences.text_size) if window.preferences.text_size in SIZES else 0
    window.choose_look(size=SIZES[max(0, min(len(SIZES) - 1, at + step))])


def _back(window: Window) -> None:
    """To what led here, a line of the month's close for one."""
    if not window.workspace.trail.back():
        window.toast.say(
            window.tr("No link was followed since this park was opened; there is nothing to go back to.")
        )


def _undo(window: Window) -> None:
    """Takes the last act back, whatever the toast still shows."""
    window.telling.undo_last()


def _leave(window: Window) -> None:
    """Closes the window, which finishes what is under way."""
    window.close()


def _refresh(window: Window) -> None:
    """Reads what is shown again."""
    if window.current is not None:
        window.current.refresh()
    window.facts.read()
