"""The fonts that documents embed: there, licensed, complete."""

from __future__ import annotations

from stpdesk import resources
from stpdesk.reports.pdf import fonts
from stpdesk.reports.pdf.fonts import Weight


def test_every_font_has_its_licence_beside_it() -> None:
    files = sorted(path.name for path in resources.fonts().glob("*.ttf"))
    assert len(files) == 6
    for name in files:
        licence = (resources.fonts() / f"{name.partition('-')[0]}-OFL.txt").read_text("utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence


def test_the_fonts_stay_small() -> None:
    assert sum(path.stat().st_size for path in resources.fonts().iterdir()) < 3_000_000


def test_every_weight_draws_what_documents_need() -> None:
    latin = set(map(ord, "₨−–…“”‘’·•§%&<>@éüñçßŠžøÅ\ufffd")) | set(range(32, 127)) | set(range(0xA1, 0xAD))
    urdu = set(map(ord, "ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیےآأؤئۂۓ۔،؛؟ ۰۱۲۳۴۵۶۷۸۹َُِّْٰ"))
    for weight in Weight:
        assert latin <= set(fonts.latin(weight).face.charToGlyph)
        assert urdu <= set(fonts.naskh(weight).face.charToGlyph)
