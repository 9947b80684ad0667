"""One picture a kind, as somebody approved it: the first page, small and grey.

After a change that is meant, `python -m tests.documents.pictures` draws them anew; look at them before they are committed.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

from stpdesk.reports import catalogue

from . import parks
from .papers import context_of, made, recovery

APPROVED = Path(__file__).parent / "approved"
DPI = 40
DIFFERENT = 40
"""So much darker or lighter (of 255) a place is another one, once the edges of letters are softened."""
FEW = 0.0015
"""Share of the page that may be another: other readers draw letters a little otherwise."""


def picture(content: bytes) -> Image.Image:
    """The first page of a PDF."""
    with pypdfium2.PdfDocument(content) as document:
        drawn: Image.Image = document[0].render(scale=DPI / 72).to_pil()
        return drawn.convert("L")


def differs(one: Image.Image, other: Image.Image) -> float:
    """Which share of the page is another; 1 where the size is."""
    if one.size != other.size:
        return 1.0
    soft = [image.filter(ImageFilter.GaussianBlur(1)) for image in (one, other)]
    found = ImageChops.difference(*soft).histogram()
    return sum(found[DIFFERENT:]) / sum(found)


def approved(name: str) -> Image.Image:
    """The approved picture of a kind."""
    return Image.open(APPROVED / f"{name}.png")


def drawn(folder: Path) -> dict[str, bytes]:
    """The first document of every kind in the usual park, and a recovery sheet."""
    found = {"recovery-sheet": recovery()}
    with parks.opened(parks.shared(folder, parks.USUAL)) as park, park.reading() as db:
        context = context_of(park, db, parks.OF[parks.USUAL])
        for kind in catalogue.KINDS.values():
            found[kind.name] = made(context, kind)[0].pdf
    return found


def main() -> None:
    """Draws all anew."""
    with TemporaryDirectory() as folder:
        for name, content in drawn(Path(folder)).items():
            file = BytesIO()
            picture(content).quantize(16).save(file, "PNG", optimize=True)
            (APPROVED / f"{name}.png").write_bytes(file.getvalue())
            print(APPROVED / f"{name}.png")


if __name__ == "__main__":
    main()
