"""What the window remembers of a person on this PC: recent parks, theme, text size, window and column layout."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

RECENT = 8
"""Parks remembered."""


@dataclass(slots=True)
class Preferences:
    """Plain values; nothing of a park's contents. `save` is handed in, so that no file is written on the window's thread."""

    recent: list[str] = field(default_factory=list)
    """folders of parks, the last one first"""
    user: str = "manager"
    theme: str = "system"
    text_size: int = 100
    window: str = ""
    """geometry as Qt packs it, in hexadecimal"""
    screen: str = "today"
    messages: bool = True
    """what the monitor noticed is said on the desktop"""
    layouts: dict[str, Any] = field(default_factory=dict)
    """columns of every table by its name"""

    def opened(self, folder: Path, user: str) -> None:
        """Puts a park first among the recent ones; another than the last one begins on the first screen."""
        text = str(folder)
        if self.recent[:1] != [text]:
            self.screen = "today"
        self.recent = [text, *(one for one in self.recent if one != text)][:RECENT]
        self.user = user

    def forget(self, folder: Path) -> None:
        """Takes a park off the list; nothing happens to the park."""
        self.recent = [one for one in self.recent if one != str(folder)]

    def put_back(self, folder: Path, place: int) -> None:
        """The park is on the list again, where it stood."""
        self.forget(folder)
        self.recent.insert(place, str(folder))

    def text(self) -> bytes:
        """As the file holds them."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


class Layouts:
    """The columns of every table by its name, written when one becomes another."""

    def __init__(self, known: dict[str, Any], remember: Callable[[], None]) -> None:
        self._known, self._remember = known, remember

    def get(self, name: str, /) -> Mapping[str, Any] | None:
        """What was kept of a table; None for nothing."""
        found = self._known.get(name)
        return found if isinstance(found, Mapping) else None

    def __setitem__(self, name: str, layout: dict[str, Any], /) -> None:
        """Keeps plain values."""
        if self._known.get(name) != layout:
            self._known[name] = layout
            self._remember()


def place() -> Path:
    """Where the file lies."""
    from platformdirs import user_config_path

    return user_config_path("STP Desk", appauthor=False) / "window.json"


def load(path: Path) -> Preferences:
    """The preferences; the usual ones for what is missing or cannot be read (they are only a courtesy)."""
    usual = Preferences()
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return usual
    if not isinstance(found, dict):
        return usual
    for name, value in asdict(usual).items():
        told = found.get(name)
        if isinstance(told, type(value)):
            setattr(usual, name, told)
    return usual


def saver(path: Path, preferences: Preferences) -> Callable[[], None]:
    """What writes them as they are now; made on the window's thread, run on another."""
    content = preferences.text()

    def save() -> None:
        from stpdesk.db.durable import write_file

        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, content)

    return save
