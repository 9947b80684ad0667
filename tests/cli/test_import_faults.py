"""A workbook with many faults: all of them in one pass, those that only storing tells too, and no false ones."""

from __future__ import annotations

from datetime import UTC, date, datetime

from stpdesk.core.civil import midnight, seconds_of
from stpdesk.core.outages import DETECTED, Outage
from stpdesk.core.spans import Span
from stpdesk.db import outages
from stpdesk.db.park import Park

from .desk import Desk, now
from .workbooks import Sheets, save, town

PARTED = date(2027, 2, 1), date(2027, 1, 1)


def told(desk: Desk, sheets: Sheets) -> list[str]:
    """The faults an import lists; nothing is changed, and a rehearsal lists the same."""
    path = save(desk.place / "faults.xlsx", sheets)
    with desk.unchanged():
        faults = desk("import", path).faults()
    assert desk("import", path, "--dry-run").faults() == faults
    return faults


def starts(faults: list[str], *lines: str) -> None:
    """Whether the faults are these, in this order, as far as the lines go."""
    assert [fault[: len(line)] for fault, line in zip(faults, lines, strict=True)] == list(lines), faults


def test_faults_of_cells_of_rows_and_between_rows_are_listed_in_one_pass(empty: Desk) -> None:
    sheets = town()
    sheets["Units"] += [["B" * 200, "Ground", 100, None, "yes"], ["B-2", "Ground", "many", None, "yes"]]
    sheets["Tenants"] += [["T4", "Talon", "k" * 61, None], ["T5", "Tulip", "company", "lots"]]
    sheets["Leases"] += [
        ["L4", "T9", "A-102", date(2027, 1, 1), None, "sqft", 10, None],
        ["L5", "T1", "Z-9", date(2027, 1, 1), None, "sqft", 10, None],
        ["L6", "T1", "A-101", date(2026, 2, 1), None, "sqft", 10, None],
        ["L7", "T8", "LOBBY", *PARTED, "sqft", "cheap", None],
        ["L8", "T5", "B-2", date(2027, 2, 1), None, "sqft", 10, None],
    ]
    sheets["Charges"] += [["L8", "parking", 100], ["L99", "parking", 100]]
    sheets["Deposits"] = [["tenant", "date", "kind", "amount"], ["T1", date(2026, 1, 1), "refunded", 100]]
    sheets["Receipts"] = [
        ["date", "tenant", "cash", "invoice"],
        [date(2026, 1, 1), "T1", 100, "GLT/INV/2026-27/00042"],
    ]
    starts(
        told(empty, sheets),
        "sheet Units, row 6, column unit: “BB",
        "sheet Units, row 7, column sqft: “many”",
        "sheet Tenants, row 5, column kind: “kk",
        "sheet Tenants, row 6, column income_tax_pct: “lots”",
        "sheet Leases, row 5, column tenant: “T9”: no tenant",
        "sheet Leases, row 6, column units: “Z-9”: no unit",
        "sheet Leases, row 7, column units: “A-101”: unit A-101 is let already",
        "sheet Leases, row 8, column rate: “cheap”",
        "sheet Leases, row 8, column tenant: “T8”: no tenant",
        "sheet Leases, row 8, column end: “2027-01-01”: expected a date on or after the start",
        "sheet Charges, row 5, column lease: “L99”: no lease",
        "sheet Deposits, row 2, column amount",
        "sheet Receipts, row 2, column invoice: “GLT/INV/2026-27/00042”: There is no document",
    )


def test_what_hangs_on_a_row_with_a_fault_is_not_blamed_for_it(empty: Desk) -> None:
    sheets = town()
    sheets["Units"][1][2] = "many"  # of lease L1 and meter M1
    sheets["Readings"][1][2] = "a thousand"
    sheets["Receipts"] = [["date", "tenant", "cash"], [date(2026, 1, 1), "T1", 100]]
    starts(
        told(empty, sheets),
        "sheet Units, row 2, column sqft: “many”",
        "sheet Readings, row 2, column reading: “a thousand”",
    )


def test_a_sheet_without_its_headings_makes_no_code_unknown(empty: Desk) -> None:
    sheets = town()
    sheets["Tenants"][0][0] = "who"
    starts(told(empty, sheets), "sheet Tenants: expected a heading row with tenant")


def test_every_row_of_a_closed_month_is_told_beside_the_rest(billed: Desk) -> None:
    with (
        Park.open(billed.folder, user="manager", password=billed.password, write=True, clock=now) as park,
        park.writing() as db,
    ):
        over_midnight = Span(
            seconds_of(datetime(2026, 1, 31, 18, tzinfo=UTC)), midnight(date(2026, 2, 1)) + 3600
        )
        outages.store(db, [Outage("", "power", over_midnight, source=DETECTED)])
    billed("close", "2026-01").done()
    sheets: Sheets = {
        "Tenants": [["tenant", "name", "income_tax_pct"], ["T7", "Toad", "lots"]],
        "Leases": [
            ["lease", "tenant", "units", "start", "basis", "rate"],
            ["L7", "T1", "LOBBY", date(2026, 1, 5), "sqft", 10],
        ],
        "Readings": [["meter", "date", "reading"], ["M1", date(2026, 1, 20), 1100]],
        "OneOff": [["tenant", "head", "date", "amount"], ["T1", "parking", date(2026, 1, 9), 100]],
        "Deposits": [["tenant", "date", "kind", "amount"], ["T2", date(2026, 1, 9), "taken", 100]],
        "Receipts": [
            ["date", "tenant", "cash"],
            [date(2026, 1, 8), "T1", 100],
            [date(2026, 2, 8), "T1", 100],
            [date(2026, 1, 9), "T2", 100],
        ],
        "Outages": [
            ["service", "start", "end", "planned"],
            ["power", datetime(2026, 2, 9, 9), datetime(2026, 2, 9, 10), "no"],
            ["power", datetime(2026, 2, 1, 0, 30), datetime(2026, 2, 1, 2), "no"],
        ],
    }
    faults = told(billed, sheets)
    assert [fault.split(":")[0] for fault in faults] == [
        "sheet Tenants, row 2, column income_tax_pct",
        "sheet Leases, row 2",
        "sheet Readings, row 2",
        "sheet OneOff, row 2",
        "sheet Deposits, row 2",
        "sheet Receipts, row 2, column date",
        "sheet Receipts, row 4, column date",
        "sheet Outages, row 3",
    ]
    assert all("is closed" in fault or "closed month" in fault for fault in faults[1:]), faults
