"""The way back: where a screen led to another, Alt+Left returns to the thing that was shown there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from stpdesk.ui.screen import Screen

if TYPE_CHECKING:
    from stpdesk.ui.window import Window

MOST = 20
"""So many steps back are kept."""


class Trail:
    """The places that were left by a link, the latest last: a screen's name and what was shown in it."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._left: list[tuple[str, str]] = []

    def follow(self, screen: Screen, name: str) -> None:
        """Where this screen leads is gone to, and what it showed is kept."""
        screen.go.connect(partial(self._leap, screen, name))

    def forget(self) -> None:
        """Another park: its places are none of the last one's."""
        self._left.clear()

    def _leap(self, screen: Screen, name: str, to: str, thing: str) -> None:
        """From what a screen shows to something else."""
        self._left = [*self._left, (name, screen.at_hand())][-MOST:]
        self._window.go(to, thing)

    def back(self) -> bool:
        """To where the last link was; whether there was one."""
        if not self._left:
            return False
        self._window.go(*self._left.pop())
        return True
