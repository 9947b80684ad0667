"""Slips that are rarer but cost more: files over a park, broken encodings, months beyond every calendar."""

from __future__ import annotations

from pathlib import Path

import pytest

from .desk import Desk

CHARGE = ("charge", "--tenant", "T1", "--head", "x", "--date", "2026-02-20", "--amount", "5")
LATIN = b"caf\xe9".decode(errors="surrogateescape")


@pytest.mark.parametrize("name", ["park.db", "park.keys"])
@pytest.mark.parametrize(
    "words",
    [
        ("export",),
        ("template",),
        ("report", "ageing", "--out"),
        ("report", "ageing", "--format", "xlsx", "--out"),
        ("report", "ageing", "--format", "pdf", "--out"),
        ("invoice", "GLT/INV/2025-26/00001", "--out"),
    ],
    ids=" ".join,
)
def test_no_output_overwrites_a_park(billed: Desk, words: tuple[str, ...], name: str) -> None:
    assert "park" in billed.refuses(*words, billed.folder / name)
    billed("check").done()


@pytest.mark.parametrize(
    "words",
    [
        (*CHARGE, "--description", LATIN),
        (*CHARGE[:2], LATIN, *CHARGE[3:]),
        ("invoice", LATIN),
        ("report", "statement", "--tenant", LATIN),
        ("credit", "GLT/INV/2025-26/00001", "--reason", LATIN),
        ("check", "--user", LATIN),
    ],
    ids=ascii,
)
def test_words_that_are_no_text(billed: Desk, words: tuple[str, ...]) -> None:
    billed.refuses(*words)


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    assert Desk(tmp_path / "new")("new", tmp_path / "new", "--code", "X", "--name", LATIN).sentence()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("month", ["9999-12", "1900-01"])
@pytest.mark.parametrize(
    "name", ["monthly", "occupancy", "rent-roll", "subsidy-claim", "invoices", "withholding"]
)
def test_months_beyond_every_calendar(billed: Desk, name: str, month: str) -> None:
    assert month in billed.refuses("report", name, month)


@pytest.mark.parametrize("command", ["bill", "close"])
def test_months_beyond_every_calendar_are_not_run_or_closed(billed: Desk, command: str) -> None:
    for month in ("9999-12", "0001-01", "1900-01"):
        assert month in billed.refuses(command, month)


def test_control_characters_survive_no_round_trip(billed: Desk) -> None:
    """What Word leaves in copied text is dropped or refused; then export and import agree."""
    said = billed(*CHARGE, "--description", "a\x0bb\x01c")
    assert said.status in (0, 1)
    billed("export", billed.place / "out.xlsx").done()
    assert billed("import", billed.place / "out.xlsx", "--json").json["added"] == 0


@pytest.mark.parametrize(
    "text", ["=1+1", "-5", "+92 300 1234567", "'quoted'", "000123", "1e5", "نام", "a\tb", " x "]
)
def test_text_is_the_same_after_export_and_import(billed: Desk, text: str) -> None:
    billed(*CHARGE, f"--description={text}").done()
    billed("export", billed.place / "out.xlsx").done()
    assert billed("import", billed.place / "out.xlsx", "--json").json["added"] == 0
