"""Where the program's own data files are: inside the package once installed, beside it in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """A folder of resources/; a program installed without it is broken, so that is a bug and not a refusal."""
    places = [PACKAGE / "resources" / name, PACKAGE.parent / "resources" / name]
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"resources/{name} is missing from the program")


@cache
def fonts() -> Path:
    """The folder of the fonts that printed documents embed."""
    return folder("fonts")
