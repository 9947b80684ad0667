"""The oracle's own promises on random parks, and the workbook it writes."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook

from .book import Month, lakh, western, write_xlsx
from .generate import RUNS, first_run, random_book
from .oracle import Oracle

SEEDS = range(4)


@pytest.mark.parametrize("seed", SEEDS)
def test_books_balance_and_a_second_run_is_empty(seed: int) -> None:
    book = random_book(seed)
    oracle, first = Oracle(book), first_run(book)
    for place in range(RUNS):
        oracle.bill(first.plus(place))
        assert oracle.bill(first.plus(place)).documents == []
    for tenant in book.tenants:
        for place in range(RUNS):
            as_at = first.plus(place).day(17)
            ageing = oracle.ageing(as_at, tenant.code)
            assert oracle.statement(tenant.code, as_at)[1] == ageing.total - ageing.advances


@pytest.mark.parametrize("seed", SEEDS)
def test_allocations_never_exceed_either_side(seed: int) -> None:
    book = random_book(seed)
    oracle = Oracle(book)
    for place in range(RUNS):
        oracle.bill(first_run(book).plus(place))
    assert all(0 <= item.open_at() <= item.amount for item in oracle.items)
    assert all(0 <= source.left_at() <= source.amount for source in oracle.sources)


def test_numbers_have_no_gap() -> None:
    book = random_book(3)
    oracle = Oracle(book)
    for place in range(RUNS):
        oracle.bill(first_run(book).plus(place))
    series: dict[str, list[int]] = {}
    for document in oracle.documents:
        series.setdefault(str(document.number).rsplit("/", 1)[0], []).append(document.serial)
    assert series
    assert all(serials == list(range(1, len(serials) + 1)) for serials in series.values())


@pytest.mark.parametrize("rng", [None, Random(5)])
def test_the_workbook_opens_and_holds_every_lease(rng: Random | None, tmp_path: Path) -> None:
    book = random_book(5)
    write_xlsx(book, tmp_path / "park.xlsx", rng)
    found = load_workbook(tmp_path / "park.xlsx")
    sheet = next(sheet for sheet in found if sheet.title.casefold() == "leases")
    cells = {str(cell.value).strip() for row in sheet.iter_rows() for cell in row}
    assert {lease.code for lease in book.leases} <= cells


def test_groups_and_months() -> None:
    assert (western(1234567890), lakh(1234567890)) == ("12,345,678.90", "1,23,45,678.90")
    assert Month(2026, 11).plus(3) == Month(2027, 2)
    assert Month(2028, 2).last.day == 29
