"""Importing through the command line: what managers really have, seen again in the exported workbook."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from .desk import Desk
from .workbooks import Sheets, exported, only, save, town

NBSP = "\u00a0"


def imported(desk: Desk, sheets: Sheets, *words: str) -> Any:
    """What an import tells."""
    return desk("import", save(desk.place / "in.xlsx", sheets), *words, "--json").json


def test_what_managers_really_have(empty: Desk) -> None:
    sheets: Sheets = {
        "  TENANTS ": [
            ["Tenants of our park, kept by the clerk"],
            [],
            [None, " Tenant" + NBSP, "NAME", "Tax Exempt", "remarks of clerk", "Income  Tax Pct"],
            [None, "t1" + NBSP, " هنزہ سافٹ ویئر" + NBSP, "Y", "good", 0.15],
            [],
            [None, 702, "O'Neill <Data> & Sons", 0, None, "15%"],
        ],
        "units": [
            ["UNIT", "Sq Ft".replace(" ", ""), "Seats", "Lettable"],
            ["A-101", "1,250.5", None, None],
            [102, 450, "10", "NO"],
        ],
        "Leases": [
            ["lease", "tenant", "units", "start", "end", "basis", "rate", "Escalation Pct", "deposit"],
            [
                "L1",
                "T1",
                "a-101" + NBSP,
                "05-03-2026",
                "2026/12/31",
                "SQFT",
                "Rs. 1,23,456.50/-",
                10,
                "PKR 50,000",
            ],
            ["L2", "702", "102", "5.3.2026", None, "Fixed", "1,234,567", None, "Rs2,500"],
        ],
        "My notes": [["call the electrician"]],
    }
    told = imported(empty, sheets)
    assert told["added"] == 6
    assert any("My notes" in notice for notice in told["notices"])
    assert any("remarks" in notice for notice in told["notices"])
    found = exported(empty)
    assert sorted(found["Tenants"], key=lambda row: str(row["tenant"])) == [
        {"tenant": "702", "name": "O'Neill <Data> & Sons", "tax_exempt": "no", "income_tax_pct": 15},
        {"tenant": "t1", "name": "هنزہ سافٹ ویئر", "tax_exempt": "yes", "income_tax_pct": 0.15},
    ]
    leases = {row["lease"]: row for row in found["Leases"]}
    assert (leases["L1"]["start"], leases["L1"]["end"]) == (date(2026, 3, 5), date(2026, 12, 31))
    assert (leases["L1"]["rate"], leases["L1"]["deposit"], leases["L1"]["units"]) == (
        123456.5,
        50000,
        "A-101",
    )
    assert (leases["L2"]["start"], leases["L2"]["rate"], leases["L2"]["basis"]) == (
        date(2026, 3, 5),
        1234567,
        "fixed",
    )
    assert {row["unit"]: row["sqft"] for row in found["Units"]} == {"A-101": 1250.5, "102": 450}


def test_percent_cells_formulas_and_typed_dates(empty: Desk) -> None:
    path = save(empty.place / "p.xlsx", only("Taxes", ("head", "name", "pct", "from", "to"),
                ["rent", "GST", 0.16, datetime(2026, 7, 1), "30-06-2027"], ["service", "GST", 16, "01/07/2026", None]))  # fmt: skip
    book = load_workbook(path)
    book["Taxes"]["C2"].number_format = "0%"
    book["Taxes"]["D2"].number_format = "d-mmm-yy"
    book.save(path)
    empty("import", path).done()
    assert [(row["pct"], row["from"]) for row in exported(empty)["Taxes"]] == [(16, date(2026, 7, 1))] * 2


def test_months_in_any_writing(empty: Desk) -> None:
    sheets = town() | only(
        "Returns", ("tenant", "month", "men", "exports_usd"),
        ["T1", "2026-01", 5, "1,000.50"], ["T2", date(2026, 1, 17), 0, None], ["T3", "31-01-2026", None, 0],
    )  # fmt: skip
    imported(empty, sheets)
    rows = {row["tenant"]: row for row in exported(empty)["Returns"]}
    assert {row["month"] for row in rows.values()} == {"2026-01"}
    assert rows["T1"] == {"tenant": "T1", "month": "2026-01", "men": 5, "exports_usd": 1000.5}
    assert rows["T2"] == {"tenant": "T2", "month": "2026-01", "men": 0}


CHARGE = ("lease", "head", "monthly")
ONE_OFF = ("tenant", "head", "date", "amount")


@pytest.mark.parametrize(
    ("sheet", "heads", "row"),
    [
        ("Charges", CHARGE, ["L3", "parking", 500]),
        ("OneOff", ONE_OFF, ["T1", "repairs", date(2026, 2, 1), 750]),
        ("Opening", ("tenant", "date", "amount"), ["T1", date(2025, 12, 31), -400]),
        ("Deposits", ("tenant", "date", "kind", "amount"), ["T1", date(2026, 1, 1), "taken", 9000]),
        ("Receipts", ("date", "tenant", "cash"), [date(2026, 1, 9), "T1", 5000]),
    ],
)
def test_rows_without_a_code_are_counted(
    desk: Desk, sheet: str, heads: tuple[str, ...], row: list[Any]
) -> None:
    twice, thrice = only(sheet, heads, row, row), only(sheet, heads, row, row, row)
    assert imported(desk, twice)["added"] == 2
    assert imported(desk, twice)["added"] == 0
    assert imported(desk, only(sheet, heads, row))["skipped"] == 1
    assert imported(desk, thrice)["added"] == 1
    assert imported(desk, thrice, "--update")["added"] == 0
    rows = [found for found in exported(desk)[sheet] if set(row) - {None} <= set(found.values())]
    assert len(rows) == 3


def test_a_changed_row_is_a_fault_unless_update(desk: Desk) -> None:
    changed = town()
    changed["Leases"][1][6] = 95
    changed["Tenants"][3][1] = "Baltit Labs (Pvt) Ltd"
    path = save(desk.place / "changed.xlsx", changed)
    with desk.unchanged():
        faults = desk("import", path).faults()
    assert len(faults) == 2
    assert faults[0].startswith("sheet Tenants, row 4, column name: “Baltit Labs (Pvt) Ltd”")
    assert faults[1].startswith("sheet Leases, row 2, column rate")
    assert "--update" in faults[1]
    assert "9000" not in faults[1].replace("90.00", "")
    with desk.unchanged():
        told = desk("import", path, "--update", "--dry-run", "--json").json
    assert (told["changed"], told["added"], told["dry_run"]) == (2, 0, True)
    assert desk("import", path, "--update", "--json").json["changed"] == 2
    found = exported(desk)
    assert {row["lease"]: row["rate"] for row in found["Leases"]}["L1"] == 95
    assert {row["tenant"]: row["name"] for row in found["Tenants"]}["T3"] == "Baltit Labs (Pvt) Ltd"
    with desk.unchanged():
        desk("import", path).done()


def test_dry_run_tells_the_same_and_changes_nothing(empty: Desk) -> None:
    path = save(empty.place / "town.xlsx", town())
    with empty.unchanged():
        rehearsed = empty("import", path, "--dry-run", "--json").json
    real = empty("import", path, "--json").json
    assert rehearsed | {"dry_run": False} == real


def test_all_or_nothing(empty: Desk) -> None:
    sheets = town()
    sheets["Readings"].append(["M1", date(2026, 2, 28), 5, None])
    with empty.unchanged():
        assert len(empty("import", save(empty.place / "t.xlsx", sheets)).faults()) == 1
    assert exported(empty)["Units"] == []


def test_settings_are_simply_set_and_the_code_until_a_document_is_issued(desk: Desk) -> None:
    setting = ("setting", "value")
    imported(
        desk, only("Park", setting, ["Code", "SKD"], ["DUE_DAYS", 15], ["late fee pct", "2%"], ["city", None])
    )
    values = {row["setting"]: row["value"] for row in exported(desk)["Park"] if "value" in row}
    assert (values["code"], values["due_days"], values["late_fee_pct"], values["city"]) == (
        "SKD",
        15,
        2,
        "Gilgit",
    )
    paper = desk("bill", "2026-01", "--json").json["invoices"][0]
    assert (paper["number"], paper["due"]) == ("SKD/INV/2025-26/00001", "2026-01-16")
    with desk.unchanged():
        said = desk("import", save(desk.place / "c.xlsx", only("Park", setting, ["code", "GLT"])))
    assert said.faults()[0].startswith("sheet Park, row 2, column ")
    imported(desk, only("Park", setting, ["code", "SKD"], ["due_days", 20]))


def test_unknown_and_wrong_settings(desk: Desk) -> None:
    with desk.unchanged():
        said = desk("import", save(desk.place / "s.xlsx", only(
            "Park", ("setting", "value"), ["invoice_day", 32], ["rent_billing", "later"], ["billing_from", "2026-13"],
        )))  # fmt: skip
    assert [fault.split(":")[0] for fault in said.faults()] == [
        f"sheet Park, row {n}, column value" for n in (2, 3, 4)
    ]


def test_codes_match_without_case_and_outer_spaces(desk: Desk) -> None:
    told = imported(
        desk,
        only("Units", ("unit", "floor", "sqft", "seats", "lettable"), [" a-101 ", "Ground", 1000, None, 1]),
    )
    assert (told["added"], told["skipped"]) == (0, 1)
    told = imported(desk, only("Charges", CHARGE, ["l3", "Parking", 500]))
    assert told["added"] == 1
    assert imported(desk, only("Charges", CHARGE, ["L3" + NBSP, "PARKING", "500.00"]))["added"] == 0


def test_one_row_twice_in_a_workbook(desk: Desk) -> None:
    unit = ("unit", "sqft")
    assert imported(desk, only("Units", unit, ["B-1", 100], ["b-1", 100]))["added"] == 1
    with desk.unchanged():
        said = desk("import", save(desk.place / "x.xlsx", only("Units", unit, ["C-1", 100], ["C-1", 200])))
    assert "sheet Units, row 3" in said.faults()[0]


def test_missing_and_doubled_columns_and_sheets(desk: Desk) -> None:
    for sheets, told in (
        (only("Units", ("unit", "floor"), ["B-1", "Ground"]), "sqft"),
        (only("Units", ("unit", "sqft", "sqft"), ["B-1", 1, 2]), "sqft"),
        ({"Units": [["unit", "sqft"]], "UNITS ": [["unit", "sqft"]]}, "Units"),
    ):
        with desk.unchanged():
            assert told in desk("import", save(desk.place / "x.xlsx", sheets)).faults()[0]


def test_an_export_imported_into_the_same_park_adds_nothing(billed: Desk) -> None:
    path: Path = billed.place / "out.xlsx"
    billed("export", path).done()
    with billed.unchanged():
        told = billed("import", path, "--json").json
    assert (told["added"], told["changed"]) == (0, 0)


def test_export_twice_gives_the_same_cells(billed: Desk) -> None:
    assert exported(billed, "one.xlsx") == exported(billed, "two.xlsx")
