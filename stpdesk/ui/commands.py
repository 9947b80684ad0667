"""Commands are data: one list feeds menus, keys, the palette and the help."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can do: `title` is a whole sentence part (“New tenant…”), `group` its place in menu and help.

    `screen` names the screen it belongs to; none = it works everywhere. `keys` in Qt's portable form (`Ctrl+K`).
    `also`: other words a person may look for. `free`: it needs no open park. `urgent`: it works in dialogs too, and its key is not lost while a park is opened.
    `above`: it works in dialogs too.
    """

    id: str
    title: str
    run: Callable[[], None]
    keys: tuple[str, ...] = ()
    group: str = ""
    icon: str = ""
    screen: str = ""
    also: str = ""
    free: bool = False
    urgent: bool = False
    above: bool = False


class Commands:
    """All commands by their id; two on one key, or of one id, are a bug that a test finds."""

    def __init__(self) -> None:
        self._known: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}
        self._park = False

    def add(self, commands: Iterable[Command], home: QWidget) -> None:
        """Adds commands; their keys work while `home` or anything in it has the focus."""
        for command in commands:
            if command.id in self._known:
                raise ValueError(f"two commands are called {command.id}")
            self._known[command.id] = command
            action = QAction(command.title, home)
            action.setObjectName(command.id)
            action.setShortcuts([QKeySequence(keys) for keys in command.keys])
            action.setEnabled(self._park or command.free)
            action.triggered.connect(lambda _=False, run=command.run: run())
            home.addAction(action)
            self._actions[command.id] = action

    def set_park(self, there: bool) -> None:
        """Whether a park is open: without one only the free commands work."""
        self._park = there
        for name, action in self._actions.items():
            action.setEnabled(there or self._known[name].free)

    def __iter__(self) -> Iterator[Command]:
        """Every command in the order they were added."""
        return iter(self._known.values())

    def by_id(self, name: str) -> Command:
        """One command; KeyError where there is none."""
        return self._known[name]

    def in_dialogs(self) -> list[QAction]:
        """The actions of those that do not wait, and of those that work above a dialog."""
        return [self._actions[name] for name, one in self._known.items() if one.urgent or one.above]

    def run(self, name: str) -> None:
        """Carries one out by its id."""
        self._actions[name].trigger()

    def press(self, keys: str) -> None:
        """As if its key were pressed; nothing happens where no command has it."""
        for name, one in self._known.items():
            if keys in one.keys:
                self._actions[name].trigger()

    def everywhere(self, screen: str) -> list[Command]:
        """Those that can be done while a screen is shown."""
        return [
            one for one in self._known.values() if one.screen in {"", screen} and (self._park or one.free)
        ]

    def clashes(self) -> list[tuple[str, str, str]]:
        """Keys that two commands of one screen (or of all) share: the key and both ids."""
        found: list[tuple[str, str, str]] = []
        taken: dict[tuple[str, str], str] = {}
        for one in self._known.values():
            for keys in one.keys:
                for place in {one.screen, ""}:
                    other = taken.get((keys, place))
                    if other and (
                        place or one.screen == self._known[other].screen or not self._known[other].screen
                    ):
                        found.append((keys, other, one.id))
                taken[keys, one.screen] = one.id
        return found
