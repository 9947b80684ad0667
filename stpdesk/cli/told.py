"""What a command has to say: lines for people, data for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Told:
    """The answer of a command; `data` is printed with --json."""

    lines: Sequence[str]
    data: Any
    status: int = 0


def look_at(notices: object) -> list[str]:
    """What a person should look at, a line each."""
    assert isinstance(notices, list)
    return [f"Please look at: {notice}" + ("" if notice.endswith("?") else ".") for notice in notices]
