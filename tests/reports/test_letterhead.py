"""The head and foot of a page."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from stpdesk.reports.pdf import letterhead
from stpdesk.reports.pdf.letterhead import Names
from stpdesk.reports.pdf.logo import logo
from stpdesk.reports.pdf.sheet import Sheet
from tests.reports import drawn, reading

PARK = {
    "code": "GLT", "name": "SCO Software Technology Park", "city": "Gilgit",
    "name_urdu": "سافٹ ویئر ٹیکنالوجی پارک، گلگت",
}  # fmt: skip


def picture(size: tuple[int, int] = (300, 150), mode: str = "RGBA", form: str = "PNG") -> bytes:
    """A picture file, half of it transparent where it can be."""
    made = Image.new(mode, size, (0, 90, 200, 128) if mode == "RGBA" else 90)
    file = BytesIO()
    made.save(file, form)
    return file.getvalue()


def headed(park: Names = PARK, **told: str | bytes) -> bytes:
    """One page with a head and a foot."""
    sheet = Sheet("Head", author="tests")
    for number in (1, 2):
        letterhead.head(sheet, "Monthly report", park, **told)  # type: ignore[arg-type]  # of several kinds
        letterhead.foot(
            sheet, "GLT/monthly/2026-10, revision 1", number, 2, sample=True, digest="0123456789abcdef" * 4
        )
        sheet.next_page()
    return sheet.finish()


def pictures(content: bytes) -> int:
    """How many pictures the file holds."""
    return content.count(b"/Subtype /Image")


def test_title_park_month_and_the_name_in_urdu() -> None:
    content = headed(period="October 2026")
    told = reading.text(content)
    for part in (
        "Monthly report",
        "SCO Software Technology Park",
        "October 2026",
        *PARK["name_urdu"].replace("،", "").split(),
        "GLT",
    ):
        assert part in told
    assert reading.outside_margins(content) == []


def test_the_foot_tells_number_revision_hash_page_and_sample() -> None:
    told = reading.pages(headed())
    for part in (
        "GLT/monthly/2026-10, revision 1",
        "data hash 0123456789abcdef ",
        "Page 2 of 2",
        "sample data",
    ):
        assert part in told[1]
    assert "0123456789abcdef0" not in told[1]


def test_what_names_the_document_stands_at_the_right_with_and_without_urdu() -> None:
    for park in (PARK, {**PARK, "name_urdu": None}):
        content = headed(park, reference="GLT/INV/2026-27/00042", beneath="1 Oct 2026")
        assert "GLT/INV/2026-27/00042" in reading.text(content)
        assert "1 Oct 2026" in reading.text(content)
        assert drawn.overlapping(drawn.words(content)[0]) == []


@pytest.mark.parametrize("content", [
    picture(), picture((900, 90)), picture((90, 900)), picture(mode="L"), picture(mode="1"), picture(mode="CMYK", form="JPEG"),
    picture((3000, 2000), "RGB", "JPEG"), picture(mode="P"), picture(mode="I;16"),
])  # fmt: skip
def test_the_parks_picture_stands_in_the_marks_place(content: bytes) -> None:
    made = headed(logo=content)
    assert pictures(made) == 1  # on both pages
    assert "GLT\n" not in reading.text(made)
    assert len(made) < 150_000
    assert reading.outside_margins(made) == []
    assert headed(logo=content) == made


@pytest.mark.parametrize(
    "content", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", picture()[:-30], picture()[:60], b"\xff\xd8\xff"]
)
def test_a_broken_picture_gives_way_to_the_mark(content: bytes) -> None:
    assert logo(content) is None
    made = headed(logo=content)
    assert pictures(made) == 0
    assert "GLT" in reading.text(made)


def test_a_bomb_of_a_picture_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    assert logo(picture((60, 60))) is None


def test_any_names_keep_inside_the_head() -> None:
    for park in ({}, {"code": "LONGCODE99", "name": "Park " * 40, "city": "City", "name_urdu": PARK["name_urdu"] * 7},
                 {"name": "پارک", "name_urdu": "STP <b>& 😀"}):  # fmt: skip
        content = headed(park, period="September 2026")
        assert reading.outside_margins(content) == []
        with pypdfium2.PdfDocument(content) as document:
            assert len(document) == 2


def test_the_name_in_urdu_is_in_nastaliq_and_lies_over_nothing() -> None:
    plain = headed({**PARK, "name_urdu": None})
    with pypdfium2.PdfDocument(headed()) as document, pypdfium2.PdfDocument(plain) as other:
        ink = [
            one[0].render(scale=1).to_pil().convert("L").crop((330, 40, 550, 86)).getextrema()
            for one in (document, other)
        ]
    assert ink[0][0] < 100 < ink[1][0]
