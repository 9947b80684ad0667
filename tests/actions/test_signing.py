"""Frozen PDF are signed with the park's own key if the park wants that; a signature tells a change, and whose key it was."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stpdesk.actions.closing import close_month, reopen_month
from stpdesk.actions.park_settings import set_settings
from stpdesk.core.errors import Refused
from stpdesk.core.months import Month
from stpdesk.db import attachments, frozen, signing_key
from stpdesk.db.park import Park
from stpdesk.reports.freezing import freezer
from stpdesk.reports.verifying import verify_file
from tests.closing import close_month as close_unfrozen

from .conftest import Clock, Desk

OCTOBER = Month(2026, 10)


@pytest.fixture(scope="module")
def template(empty_park: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty park whose October was closed with signatures."""
    folder = tmp_path_factory.mktemp("signed") / "park"
    shutil.copytree(empty_park, folder)
    clock = Clock()
    with Park.open(folder, user="manager", password="x", write=True, clock=clock) as park:
        desk = Desk(park, clock).today("2026-11-02")
        set_settings(desk.session, {"sign_documents": True, "name": "Gilgit STP گلگت"})
        told = close_month(desk.session, OCTOBER, freezer(park)).told
        with park.reading() as db:
            names = signing_key.names(db)
        assert names is not None
        assert told["signed"] == names[1]
    return folder


@pytest.fixture
def signed(template: Path, tmp_path: Path) -> Iterator[Desk]:
    """A copy of it."""
    shutil.copytree(template, tmp_path / "signed")
    clock = Clock()
    with Park.open(tmp_path / "signed", user="manager", password="x", write=True, clock=clock) as park:
        yield Desk(park, clock).today("2026-11-03")


def report(desk: Desk) -> bytes:
    """The monthly report as frozen."""
    with desk.session.park.reading() as db:
        kept = frozen.newest(db, OCTOBER, "monthly")
    assert kept is not None
    file = kept.file("pdf")
    assert file is not None
    return desk.session.park.vault.read(file.sha256)


def verdict(desk: Desk, contents: bytes) -> dict[str, Any]:
    """What `verify` says of a file."""
    with desk.session.park.reading() as db:
        found = verify_file(desk.session.park, db, "report.pdf", contents)
    assert found.data["told"] == [found.told, *found.notices]
    return {**found.data, "told": " ".join(found.data["told"])}


def test_a_signed_report_says_what_its_signature_proves(signed: Desk) -> None:
    told = verdict(signed, report(signed))
    assert (told["unchanged"], told["signature"]["key"], told["signature"]["good"]) == (True, "park", True)
    assert "signed with this park's own key" in told["told"]
    assert "does not prove who held the key" in told["told"]
    with signed.session.park.reading() as db:
        assert attachments.files(signed.session.park.vault)(db).good


def test_a_change_breaks_the_signature_and_an_addition_is_told(signed: Desk) -> None:
    whole = report(signed)
    inside = verdict(signed, whole.replace(b"/Producer", b"/producer", 1))
    assert (inside["unchanged"], inside["signature"]["good"]) == (False, False)
    assert "a signature that does not hold" in inside["told"]
    behind = verdict(signed, whole + b"\n")
    assert (behind["unchanged"], behind["signature"]["good"]) == (False, False)
    assert "something was added to it afterwards" in behind["told"]
    cut = verdict(signed, whole[: whole.rfind(b"/ByteRange")] + b"/ByteRange\n%%EOF\n")
    assert (cut["unchanged"], cut["signature"]["fingerprint"]) == (False, None)


def test_a_paper_of_another_park_bears_another_key(signed: Desk, desk: Desk) -> None:
    told = verdict(desk, report(signed))
    assert (told["unchanged"], told["signature"]["key"], told["signature"]["good"]) == (False, "other", False)
    assert told["signature"]["fingerprint"] in told["told"]


def test_the_key_is_made_once_and_its_loss_refuses_the_next_close(signed: Desk) -> None:
    park = signed.session.park
    with park.reading() as db:
        before = signing_key.names(db)
    reopen_month(signed.session, OCTOBER, "a look")
    assert before is not None
    assert close_unfrozen(signed.session, OCTOBER).told["signed"] == before[1]
    reopen_month(signed.session, OCTOBER, "a look")
    (park.folder / "documents" / before[0]).unlink()
    with pytest.raises(Refused, match=r"signing key is missing.*sign_documents=no"):
        close_unfrozen(signed.session, OCTOBER)
    set_settings(signed.session, {"sign_documents": None})
    assert close_unfrozen(signed.session, OCTOBER).told["signed"] is None


def test_nothing_is_signed_unless_the_park_wants_it(desk: Desk) -> None:
    desk.today("2026-11-02")
    assert close_unfrozen(desk.session, OCTOBER).told["signed"] is None
    with desk.session.park.reading() as db:
        assert signing_key.names(db) is None
    assert list((desk.session.park.folder / "documents").iterdir()) == []


def test_a_park_with_frozen_documents_keeps_its_code(signed: Desk) -> None:
    with pytest.raises(Refused, match="the code is fixed since"):
        set_settings(signed.session, {"code": "SWT"})
