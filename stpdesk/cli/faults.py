"""Faults of the program itself: a sentence for the person, a report for its makers, never a traceback on screen."""

from __future__ import annotations

import platform
import tempfile
import traceback
from pathlib import Path

from stpdesk import __version__


def report(error: BaseException) -> Path | None:
    """Writes what is known of a fault to a file of its own; None where even that fails."""
    text = "".join(traceback.format_exception(error))
    head = f"STP Desk {__version__}, Python {platform.python_version()}, {platform.platform()}\n\n"
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="stpdesk-fault-", suffix=".txt", delete=False
        ) as file:
            file.write(head + text)
    except OSError:
        return None
    return Path(file.name)


def sentence(error: BaseException, place: Path | None) -> str:
    """What a person is told of a fault."""
    where = f" A report for its makers is in {place}." if place else ""
    return (
        f"STP Desk met a fault of its own ({type(error).__name__}); nothing of this command was kept.{where}"
    )
