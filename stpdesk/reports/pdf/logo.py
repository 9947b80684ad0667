"""The park's picture for the head of a page: small, without transparency, and None where it cannot be shown."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

PIXELS = (640, 240)
"""No head shows more: about 500 dots an inch."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture ready to be drawn, and how wide it is for its height."""

    image: Any
    shape: float


@lru_cache(maxsize=4)
def logo(content: bytes) -> Logo | None:
    """The picture in a PNG or JPEG file; None where there is no whole picture in it."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a picture that unpacks to gigabytes is not shown either
            with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as found:
                found.draft("RGB", PIXELS)
                picture = found.convert("RGBA")
    except Exception:  # noqa: BLE001  # a broken picture raises whatever its decoder stumbles over
        return None
    picture.thumbnail(PIXELS)
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    return Logo(ImageReader(paper.convert("RGB")), picture.width / picture.height)
