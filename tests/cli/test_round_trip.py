"""Export, import into a new park, the same runs: the same invoices to the paisa."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from tests.oracle.book import Month, write_xlsx
from tests.oracle.generate import first_run, random_book
from tests.played import played

from .desk import Desk, now
from .workbooks import cells, exported

SEEDS = range(4)
RUNS = 2
LAST = Month(2026, 10)


def papers(desk: Desk, months: list[str]) -> list[Any]:
    """What the runs of these months issue, credit notes too, as they stand after the last."""
    told = [desk("bill", month, "--json").json for month in months]
    keys = ("missing", "unbilled_usage", "changed", "skipped")
    said = [{key: one[key] for key in keys} for one in told]
    return [said, [desk.report("invoices", month)["invoices"] for month in months]]


def in_order(sheets: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Rows of a workbook whatever their order."""
    return {name: sorted(rows, key=repr) for name, rows in sheets.items()}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_park_exported_and_imported_bills_the_same(seed: int, tmp_path: Path) -> None:
    book = copy.deepcopy(random_book(seed, 4))
    book.receipts = [row for row in book.receipts if not row.invoices]
    write_xlsx(book, tmp_path / "book.xlsx")
    one = Desk(tmp_path / "one").make(book.park.code, book.park.name)
    other = Desk(tmp_path / "other").make("OLD", "Another name")
    one("import", tmp_path / "book.xlsx").done()
    one("export", tmp_path / "export.xlsx").done()
    told = other("import", tmp_path / "export.xlsx", "--json").json
    assert told["skipped"] == 0
    if seed % 3 == 0:
        assert in_order(cells(tmp_path / "export.xlsx")) == in_order(exported(other))
    months = [str(first_run(book).plus(n)) for n in range(RUNS)]
    assert papers(one, months) == papers(other, months)
    assert one.report("monthly", months[-1]) == other.report("monthly", months[-1])


def sample(folder: Path, which: str, tenants: int, months: int) -> Desk:
    """A sample park."""
    desk = Desk(folder)
    folder.parent.mkdir(exist_ok=True)
    played(folder, which, tenants, months, user="manager", password=desk.password, clock=now)
    return desk


def invoices(desk: Desk, month: Month) -> list[Any]:
    """A month's invoices; what is open of them hangs on credit notes, which move by backup, and what was paid since on the day of issue."""
    issued = desk.report("invoices", month)["invoices"]
    return [{**paper, "open": None, "paid_since": None} for paper in issued if paper["kind"] == "invoice"]


@pytest.mark.parametrize(("which", "tenants", "months"), [("gilgit", 9, 4), ("punjab", 7, 4)])
def test_the_sample_park_exported_and_imported_bills_the_same(
    which: str, tenants: int, months: int, tmp_path: Path
) -> None:
    one = sample(tmp_path / "one", which, tenants, months)
    one("export", tmp_path / "export.xlsx").done()
    other = Desk(tmp_path / "other").make("OLD", "Another name")
    other("import", tmp_path / "export.xlsx").done()
    assert in_order(cells(tmp_path / "export.xlsx")) == in_order(exported(other))
    for name in ("occupancy", "rent-roll"):
        assert one.report(name, "2026-10") == other.report(name, "2026-10")
    one("bill", LAST).done()
    for n in range(1 - months, 1):
        other("bill", LAST.plus(n)).done()
    for n in range(1 - months, 1):
        theirs = invoices(other, LAST.plus(n))
        assert theirs
        assert invoices(one, LAST.plus(n)) == theirs


def test_the_same_demo_twice_is_the_same(tmp_path: Path) -> None:
    one, other = (sample(tmp_path / name / "park", "gilgit", 6, 4) for name in ("one", "other"))
    assert exported(one) == exported(other)
    for name in ("monthly", "invoices", "ageing", "withholding", "subsidy-claim"):
        assert one.report(name, "2026-09") == other.report(name, "2026-09")
    assert one("check", "--json").json["good"] is True


def test_the_samples_last_month_is_open_and_its_data_marked(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "demo")
    said = desk("demo", desk.folder, "--tenants", "7", "--months", "5", "--json", STPDESK_PASSWORD=None)
    assert len(said.json["recovery_code"].replace("-", "")) == 32
    desk.password = "sample"
    assert desk.report("monthly", "2026-10")["park"]["sample"]
    seen = desk("bill", LAST, "--preview", "--json").json
    assert (seen["missing"], seen["issued"] > 0) == ([], True)
    assert desk("bill", "2026-09", "--preview", "--json").json["issued"] == 0
