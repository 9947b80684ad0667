"""The park's settings one by one, and the logo, which is a whole picture or refused."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from stpdesk.actions.park_settings import LARGEST_LOGO, present, set_settings
from stpdesk.core.errors import Refused
from stpdesk.core.money import E4
from stpdesk.db import attachments

from .conftest import Desk


def picture(form: str = "PNG", size: tuple[int, int] = (60, 40)) -> bytes:
    """A small picture."""
    held = BytesIO()
    Image.new("RGB", size, "#0e5e48").save(held, form)
    return held.getvalue()


def test_settings_are_set_and_the_usual_comes_back(desk: Desk) -> None:
    told = {"name_urdu": "ایس سی او", "section_order": ("Money", "space"), "power_target_pct": E4(990_000)}
    assert set_settings(desk.session, told).told["changed"] == 3
    park = present(desk.session)
    assert park.name_urdu == "ایس سی او"
    assert park.sections == ("money", "space", "summary", "services", "certification")
    set_settings(desk.session, {"section_order": None, "name_urdu": None})
    assert (present(desk.session).section_order, present(desk.session).name_urdu) == ((), None)


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_logo_is_copied_into_the_park_and_taken_away(desk: Desk, tmp_path: Path, form: str) -> None:
    place = tmp_path / "logo"
    place.write_bytes(picture(form))
    set_settings(desk.session, {}, place)
    place.unlink()
    park, vault = present(desk.session), desk.session.park.vault
    assert park.logo is not None
    assert (park.logo_name, vault.read(park.logo)) == ("logo", picture(form))
    with desk.session.park.reading() as db:
        assert attachments.files(vault)(db).count == 1
    set_settings(desk.session, {"logo": None})
    assert (present(desk.session).logo, present(desk.session).logo_name) == (None, None)


ODD = {
    "a text": b"no picture at all",
    "nothing": b"",
    "the first bytes of a PNG": picture()[:60],
    "half a JPEG": picture("JPEG", (400, 400))[:900],
    "another kind of picture": picture("GIF"),
    "too small": picture(size=(8, 8)),
    "too wide": picture(size=(4100, 16)),
    "a whole picture and too much": picture() + bytes(LARGEST_LOGO),
}


@pytest.mark.parametrize("what", list(ODD))
def test_what_is_no_picture_is_no_logo(desk: Desk, tmp_path: Path, what: str) -> None:
    place = tmp_path / "logo.png"
    place.write_bytes(ODD[what])
    before = desk.head()
    with pytest.raises(Refused, match=r"logo\.png"):
        set_settings(desk.session, {"city": "Gilgit"}, place)
    assert desk.head() == before
    assert desk.session.park.vault.names() == set()


def test_settings_that_do_not_fit_are_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match=r"“weather” does not fit section_order"):
        set_settings(desk.session, {"section_order": ("weather",)})
    with pytest.raises(Refused, match="needs its name"):
        set_settings(desk.session, {"name": None})
    with pytest.raises(Refused, match="12 letters"):
        set_settings(desk.session, {"code": "a code that is too long"})
