"""Parks that are made once and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .desk import Desk
from .workbooks import save, town

Templates = pytest.TempPathFactory


@pytest.fixture(scope="session")
def empty_template(tmp_path_factory: Templates) -> Path:
    """A park without anything in it."""
    return Desk(tmp_path_factory.mktemp("empty") / "gilgit.stpdesk").make().folder


@pytest.fixture(scope="session")
def town_template(empty_template: Path, tmp_path_factory: Templates) -> Path:
    """The town's workbook imported, nothing billed."""
    desk = _copied(empty_template, tmp_path_factory.mktemp("town"))
    desk("import", save(desk.place / "town.xlsx", town())).done()
    return desk.folder


@pytest.fixture(scope="session")
def billed_template(town_template: Path, tmp_path_factory: Templates) -> Path:
    """January and February billed, a receipt and a deposit taken, one power cut."""
    desk = _copied(town_template, tmp_path_factory.mktemp("billed"))
    desk("bill", "2026-01").done()
    desk("bill", "2026-02").done()
    desk(
        "receipt", "--tenant", "T1", "--date", "2026-02-05", "--cash", "50,000", "--income-tax", "5000"
    ).done()
    desk("deposit", "take", "--tenant", "T1", "--date", "2026-01-02", "--amount", "90000").done()
    desk("outage", "add", "power", "--from", "2026-02-03 10:00", "--to", "2026-02-03 12:30").done()
    return desk.folder


def _copied(template: Path, place: Path) -> Desk:
    shutil.copytree(template, place / "gilgit.stpdesk")
    return Desk(place / "gilgit.stpdesk")


@pytest.fixture
def empty(empty_template: Path, tmp_path: Path) -> Desk:
    """An empty park."""
    return _copied(empty_template, tmp_path)


@pytest.fixture
def desk(town_template: Path, tmp_path: Path) -> Desk:
    """The town, nothing billed."""
    return _copied(town_template, tmp_path)


@pytest.fixture
def billed(billed_template: Path, tmp_path: Path) -> Desk:
    """The town after two months."""
    return _copied(billed_template, tmp_path)
