"""Papers to tenants and batches: receipts, deposit notes, reminders, statements, a month's set; generator log, lease schedule."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from stpdesk.cli.parser import REPORTS
from stpdesk.core.errors import Refused
from stpdesk.core.money import lakh
from stpdesk.reports import catalogue
from stpdesk.reports.batches import File, file_name, write_all
from tests.reports import reading

from .desk import Desk

RECEIPT = "receipt", "--number"


def printed(desk: Desk, *words: str) -> str:
    """The text of a report's PDF."""
    place = desk.place / "paper.pdf"
    desk("report", *words, "--format", "pdf", "--out", str(place)).done()
    content = place.read_bytes()
    assert reading.outside_margins(content) == []
    return reading.text(content)


def number(billed: Desk) -> str:
    """The number of the one receipt."""
    lines = billed("report", "statement", "--tenant", "T1", "--as-at", "2026-03-01").json["lines"]
    return str(next(line["ref"] for line in lines if line["kind"] == "receipt"))


def test_the_command_line_knows_every_document_of_the_catalogue() -> None:
    assert set(REPORTS) == set(catalogue.KINDS) | {"set"}


def test_a_receipt_prints_what_it_settles_and_its_figures_are_those_of_its_json(billed: Desk) -> None:
    told = printed(billed, *RECEIPT, number(billed))
    data = billed("report", *RECEIPT, number(billed)).json
    settled = sum(round(float(one["amount"]) * 100) for one in data["settles"])
    assert data["value"] == "55000.00"
    assert settled + round(float(data["advance"]) * 100) == 5_500_000
    for text in (data["words"], "50,000.00", "5,000.00", "55,000.00", "awaited", data["receipt"]):
        assert text in told
    assert all(one["invoice"] in told for one in data["settles"])


def test_a_reversed_receipt_says_so_and_settles_nothing(billed: Desk) -> None:
    code = number(billed)
    billed("reverse", code, "--date", "2026-02-20", "--reason", "cheque came back").done()
    data = billed("report", *RECEIPT, code).json
    assert (data["settles"], data["reversed_on"], data["advance"]) == ([], "2026-02-20", "0.00")
    assert "reversed on 20 Feb 2026: cheque came back." in printed(billed, *RECEIPT, code)


def test_a_deposit_note_says_what_is_held(billed: Desk) -> None:
    told = printed(billed, "deposit", "--tenant", "T1", "--as-at", "2026-03-01")
    assert "90,000.00" in told
    assert billed("report", "deposit", "--tenant", "T1", "--as-at", "2026-01-01").json["held"] == "0.00"


@pytest.mark.parametrize("tone", ["friendly", "firm", "final"])
def test_a_reminder_asks_for_what_is_overdue_in_each_tone(billed: Desk, tone: str) -> None:
    words = ("reminder", "--tenant", "T2", "--as-at", "2026-04-30", "--tone", tone)
    data = billed("report", *words).json
    ageing = billed("report", "ageing", "--as-at", "2026-04-30").json["tenants"]
    owed = next(one["total"] for one in ageing if one["tenant"] == "T2")
    told = printed(billed, *words)
    assert data["total"] == owed
    assert lakh(round(float(owed) * 100)) in told
    assert data["items"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("reminder", "--tenant", "T1", "--as-at", "2026-01-01"), "nothing overdue"),
        (("reminder",), "needs a tenant"),
        (("receipt",), "needs its number"),
        (("receipt", "--number", "x"), "There is no receipt"),
        (("deposit",), "needs a tenant"),
        (("lease-schedule",), "needs a lease"),
        (("lease-schedule", "--lease", "nix"), "There is no lease nix"),
        (("floor-plan", "--floor", "moon"), "No unit is on a floor"),
        (("invoices", "2026-02", "--all", "--out", "x"), "one PDF anyway"),
        (("ageing", "--each", "--out", "x"), "Only the set of a month"),
    ],
)
def test_a_paper_that_cannot_be_is_refused(billed: Desk, words: tuple[str, ...], sentence: str) -> None:
    assert sentence in billed("report", *words).sentence()


def test_a_lease_schedule_adds_up(billed: Desk) -> None:
    code = billed("report", "rent-roll", "--as-at", "2026-02-01").json["leases"][0]["lease"]
    data = billed("report", "lease-schedule", "--lease", code).json
    assert data["months"]
    total = sum(round(float(one["total"]) * 100) for one in data["months"])
    assert total == round(float(data["total"]) * 100)
    assert data["months"][0]["month"] in printed(billed, "lease-schedule", "--lease", code).replace(
        "Jan 2026", "2026-01"
    )


def test_the_generator_log_counts_hours_and_litres_as_the_month_does(billed: Desk) -> None:
    billed(
        "run",
        "add",
        "generator",
        "--from",
        "2026-02-03 10:05",
        "--to",
        "2026-02-03 12:35",
        "--litres",
        "12.5",
    ).done()
    data = billed("report", "generator-log", "2026-02").json
    month = billed("report", "monthly", "2026-02").json["power"]
    assert [(one["hours"], one["litres"]) for one in data["sources"]] == [(2.5, 12.5)]
    assert (month["generator_hours"], month["litres"]) == (2.5, 12.5)
    assert "12.5" in printed(billed, "generator-log", "2026-02")


def test_a_months_set_is_whole_and_a_stop_leaves_nothing(billed: Desk) -> None:
    place = billed.place / "set"
    names = billed("--json", "report", "set", "2026-02", "--out", str(place)).json["files"]
    assert sorted(one.name for one in place.iterdir()) == sorted(names)
    assert "monthly 2026-02.pdf" in names
    for one in place.glob("*.pdf"):
        assert reading.text(one.read_bytes())
    for one in place.glob("*.xlsx"):
        assert openpyxl.load_workbook(one).sheetnames
    each = billed.place / "each"
    billed("report", "invoices", "2026-02", "--each", "--out", str(each)).done()
    issued = billed("report", "invoices", "2026-02").json["invoices"]
    assert sorted(one.name for one in each.iterdir()) == sorted(
        file_name(f"{one['number']} {one['tenant']}.pdf") for one in issued
    )


def test_files_are_handed_over_together_or_not_at_all(tmp_path: Path) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    (place / "a.pdf").write_text("old")

    def stopped(done: int, _total: int) -> None:
        if done == 1:
            raise Refused("Stopped.")

    files = [File("a.pdf", lambda: b"new"), File("b.pdf", lambda: b"new")]
    with pytest.raises(Refused):
        write_all(place, files, stopped)
    assert [one.name for one in tmp_path.iterdir()] == ["stick"]
    assert (place / "a.pdf").read_text() == "old"
    assert write_all(place, files) == ["a.pdf", "b.pdf"]
    assert (place / "a.pdf").read_text() == "new"
    with pytest.raises(Refused, match="is a file"):
        write_all(place / "a.pdf", files)


def test_names_of_files_suit_every_system() -> None:
    assert file_name('GLT/INV/2026-27/00042 T:"1".pdf') == "GLT-INV-2026-27-00042 T-1-.pdf"


def test_statements_of_everybody_are_those_of_each(billed: Desk) -> None:
    place = billed.place / "all.pdf"
    billed("report", "statement", "2026-02", "--all", "--out", str(place)).done()
    told = reading.text(place.read_bytes())
    for code in ("T1", "T2"):
        data = billed("report", "statement", "2026-02", "--tenant", code).json
        assert lakh(abs(round(float(data["closing"]) * 100))) in told
    assert json.dumps(data["lines"])


def test_the_floor_plan_shows_who_is_where_and_what_they_owe(billed: Desk) -> None:
    data = billed("report", "floor-plan", "--as-at", "2026-04-30").json
    told = printed(billed, "floor-plan", "--as-at", "2026-04-30")
    units = [one for floor in data["floors"] for one in floor["units"]]
    let = billed("report", "occupancy", "--as-at", "2026-04-30").json
    assert sum(bool(one["tenants"]) for one in units) == let["units_let"]
    assert all(one["unit"] in told for one in units)
    assert any(one["state"] == "in arrears" for one in units)
