"""A document is written whole or not at all, and a refusal is one sentence."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from stpdesk.core.errors import Refused
from stpdesk.reports.saving import save


def test_what_is_saved_is_there_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    save(target, b"first")
    save(target, b"second")
    assert target.read_bytes() == b"second"
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="does not exist"):
        save(tmp_path / "none" / "a.pdf", b"")


def test_a_folder_in_its_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is a folder"):
        save(tmp_path, b"")


def test_a_file_as_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Refused, match="does not exist"):
        save(tmp_path / "file" / "a.pdf", b"")


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EACCES, "open in another program"),
        (errno.EROFS, "read-only"),
        (errno.EIO, "could not be written"),
    ],
)
def test_a_failing_disk_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, sentence: str
) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")

    def fails(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(Refused, match=sentence):
        save(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_is_written_through(tmp_path: Path) -> None:
    real, link = tmp_path / "real.pdf", tmp_path / "link.pdf"
    real.write_bytes(b"old")
    link.symlink_to(real)
    save(link, b"new")
    assert real.read_bytes() == b"new"
    assert link.is_symlink()
