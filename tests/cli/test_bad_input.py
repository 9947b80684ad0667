"""What people get wrong: exit 1, one plain sentence, and the park is as it was."""

from __future__ import annotations

from datetime import date

import pytest

from .desk import Desk
from .workbooks import Sheets, only, save

FIRST, SECOND = "GLT/INV/2025-26/00001", "GLT/INV/2025-26/00002"
LEASE = ("lease", "tenant", "units", "start", "end", "basis", "rate", "seats")
READING = ("meter", "date", "reading", "event")
PAID = ("receipt", "--tenant", "T1", "--date", "2026-02-06")
SPELL = ("outage", "add", "power", "--from")


def _lease(**cells: object) -> Sheets:
    usual = {
        "lease": "L9",
        "tenant": "T2",
        "units": "HALL",
        "start": date(2026, 5, 1),
        "basis": "seat",
        "rate": 9,
    }
    row = {**dict.fromkeys(LEASE), **usual, "seats": 1, **cells}
    return only("Leases", LEASE, list(row.values()))


ROWS: dict[str, tuple[Sheets, str, str]] = {
    "overlapping lease": (_lease(units="A-101", basis="sqft", seats=None), "column units", "let already"),
    "more seats than are free": (_lease(seats=7), "column units", "has 10 seats, too few"),
    "more seats than the room": (_lease(seats=70), "column seats", "70 seats do not fit"),
    "a room of seats let whole": (_lease(seats=None), "column units", "too few"),
    "end before start": (_lease(end=date(2026, 4, 30)), "column end", "on or after the start"),
    "unknown tenant": (_lease(tenant="T99"), "column tenant", "no tenant of this code"),
    "unknown unit": (_lease(units="HALL; Z-1"), "column units", "no unit of this code"),
    "negative rent": (_lease(rate=-90), "column rate", "nothing negative"),
    "a third decimal": (_lease(rate=90.005), "column rate", "two decimals"),
    "absurd rent": (_lease(rate=1e18), "column rate", "at most"),
    "unknown basis": (_lease(basis="yearly"), "column basis", "sqft, seat, fixed"),
    "month before day": (_lease(start="05/13/2026"), "column start", "day before month"),
    "no such day": (_lease(start="31-04-2026"), "column start", "expected a date"),
    "a lower reading": (only("Readings", READING, ["M1", date(2026, 2, 28), 900, None]), "“900”", "rollover or reset"),
    "a higher rollover": (
        only("Readings", READING, ["M1", date(2026, 2, 28), 9000, "rollover"]), "column event", "lower than the last",
    ),
    "a reading inside billed usage": (
        only("Readings", READING, ["M1", date(2026, 1, 15), 1050, None]), "Readings", "billed already",
    ),
    "a receipt for a foreign invoice": (
        only("Receipts", ("date", "tenant", "cash", "invoice"), [date(2026, 2, 1), "T1", 900, SECOND]),
        "column invoice", "of tenant T2",
    ),
    "a receipt for no invoice": (
        only("Receipts", ("date", "tenant", "cash", "invoice"), [date(2026, 2, 1), "T1", 900, "GLT/INV/9"]),
        "column invoice", "no document",
    ),
    "a receipt of nothing": (
        only("Receipts", ("date", "tenant", "cash"), [date(2026, 2, 1), "T1", 0]), "column cash", "needs an amount",
    ),
    "more refunded than held": (
        only("Deposits", ("tenant", "date", "kind", "amount"), ["T2", date(2026, 2, 1), "refunded", 500]),
        "column amount", "held",
    ),
    "an outage in the future": (
        only("Outages", ("service", "start"), ["power", "2091-01-01 10:00"]),
        "column start", "future",
    ),
    "a percent above 100": (
        only("Taxes", ("head", "name", "pct", "from"), ["rent", "Tax", 116, date(2026, 1, 1)]), "column pct", "100",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", ROWS)
def test_a_row_that_cannot_be_is_a_fault_with_its_place(billed: Desk, what: str) -> None:
    sheets, place, told = ROWS[what]
    path = save(billed.place / "bad.xlsx", sheets)
    for words in (("import", path), ("import", path, "--dry-run"), ("import", path, "--update")):
        with billed.unchanged():
            said = billed(*words)
        assert said.sentence() == "Nothing was imported: the workbook has a fault."
        (fault,) = said.faults()
        assert fault.startswith(f"sheet {next(iter(sheets))}, row 2")
        assert place in fault
        assert told in fault


REFUSED: dict[str, tuple[tuple[str, ...], str]] = {
    "a foreign invoice": ((*PAID, "--cash", "10", "--invoice", SECOND), "invoice of tenant T2, not of T1"),
    "an unknown invoice": ((*PAID, "--cash", "10", "--invoice", "GLT/INV/2025-26/00099"), "no document"),
    "an unknown tenant": (("receipt", "--tenant", "T9", "--date", "2026-02-06", "--cash", "5"), "no tenant T9"),
    "a negative receipt": ((*PAID, "--cash", "-10"), "cannot be negative"),
    "a negative receipt with commas": ((*PAID, "--cash=-10,000"), "cannot be negative"),
    "nothing received": ((*PAID, "--cash", "0"), "needs an amount"),
    "an absurd receipt": ((*PAID, "--cash", "99999999999999"), "cannot be right"),
    "ten in words": ((*PAID, "--cash", "ten"), "an amount in rupees"),
    "no number at all": ((*PAID, "--cash", "NaN"), "an amount in rupees"),
    "a third decimal": ((*PAID, "--cash", "1.005"), "two decimals"),
    "negative tax": ((*PAID, "--cash", "5", "--income-tax", "-1"), "cannot be negative"),
    "month before day": ((*PAID[:4], "02/13/2026", "--cash", "5"), "day before month"),
    "no such day": ((*PAID[:4], "2026-02-30", "--cash", "5"), "expected a date"),
    "a century off": ((*PAID[:4], "2226-02-13", "--cash", "5"), "between 1990 and 2100"),
    "credit above what is left": (("credit", FIRST, "--line", "1", "--amount", "90000.01", "--reason", "x"), "90,000.00 left"),
    "negative credit": (("credit", FIRST, "--line", "1", "--amount", "-9", "--reason", "x"), "cannot be negative"),
    "credit of nothing": (("credit", FIRST, "--line", "1", "--amount", "0", "--reason", "x"), "left to credit"),
    "credit of no line": (("credit", FIRST, "--line", "17", "--reason", "x"), "no line 17"),
    "credit amount of no line": (("credit", FIRST, "--amount", "50", "--reason", "x"), "Say which line"),
    "credit without reason": (("credit", FIRST, "--reason", " "), "Say why"),
    "credit of no invoice": (("credit", "GLT/INV/2025-26/00099", "--reason", "x"), "no document"),
    "a thirteenth month": (("bill", "2026-13"), "not a month"),
    "a month in words": (("bill", "Jan 2026"), "not a month"),
    "ten years on": (("bill", "2036-02"), "check the month"),
    "ten years back": (("bill", "2016-02"), "check the month"),
    "ten years on, previewed": (("bill", "2036-02", "--preview"), "check the month"),
    "closing a thirteenth month": (("close", "2026-13"), "not a month"),
    "reopening what is open": (("reopen", "2026-02", "--reason", "x"), "not closed"),
    "a charge of nothing": (("charge", "--tenant", "T1", "--head", "x", "--date", "2026-02-06", "--amount", "0"), "more than zero"),
    "a charge of no tenant": (("charge", "--tenant", "T9", "--head", "x", "--date", "2026-02-06", "--amount", "5"), "no tenant T9"),
    "a charge on our own head": (("charge", "--tenant", "T1", "--head", "late_fee", "--date", "2026-02-06", "--amount", "5"), "head"),
    "reversing no receipt": (("reverse", "GLT/RCT/2025-26/00009", "--date", "2026-02-06", "--reason", "x"), "no receipt"),
    "reversing before it came": (("reverse", "GLT/RCT/2025-26/00001", "--date", "2026-02-04", "--reason", "x"), "before that"),
    "a certificate of no receipt": (("certificate", "GLT/RCT/2025-26/00009", "C"), "no receipt"),
    "refunding more than is held": (("deposit", "refund", "--tenant", "T1", "--date", "2026-02-06", "--amount", "90000.01"), "more than that"),
    "adjusting more than is held": (("deposit", "adjust", "--tenant", "T2", "--date", "2026-02-06", "--amount", "1"), "more than that"),
    "an outage that ends first": ((*SPELL, "2026-02-03 12:00", "--to", "2026-02-03 11:00"), "after its start"),
    "an outage of no time": ((*SPELL, "2026-02-03 12:00", "--to", "2026-02-03 12:00"), "after its start"),
    "an outage to come": ((*SPELL, "2091-02-03 12:00", "--to", "2091-02-03 13:00"), "future"),
    "an outage of no unit": ((*SPELL, "2026-02-03 12:00", "--to", "2026-02-03 13:00", "--units", "Z-9"), "no unit Z-9"),
    "an outage of no link": (("outage", "start", "internet", "--link", "PTCL", "--at", "2026-02-03 12:00"), "no link PTCL"),
    "an end without an outage": (("outage", "end", "power"), "No power outage is open"),
    "an hour too many": ((*SPELL, "2026-02-03 25:00", "--to", "2026-02-03 13:00"), "date and time"),
    "statement of nobody": (("report", "statement"), "--tenant T"),
    "statement of a stranger": (("report", "statement", "--tenant", "T9"), "no tenant T9"),
    "a report without its month": (("report", "monthly"), "needs a month"),
    "a report of no month": (("report", "monthly", "2026-00"), "not a month"),
    "a report as at no day": (("report", "ageing", "--as-at", "13/31/2026"), "day before month"),
    "a PDF without a place": (("report", "ageing", "--format", "pdf"), "--out F"),
    "no such document": (("invoice", "GLT/INV/2025-26/00099"), "no document"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_a_command_that_cannot_be_done_is_refused(billed: Desk, what: str) -> None:
    words, told = REFUSED[what]
    assert told in billed.refuses(*words)
    assert billed(*words, "--json").sentence()


def test_a_negative_amount_with_commas_as_a_word_of_its_own(billed: Desk) -> None:
    assert "cannot be negative" in billed.refuses(*PAID, "--cash", "-10,000")


def test_paying_an_invoice_twice(billed: Desk) -> None:
    words = (*PAID, "--cash", "35,300", "--invoice", FIRST)
    billed(*words).done()
    assert "settled already" in billed.refuses(*words)


def test_reversing_a_receipt_twice(billed: Desk) -> None:
    words = ("reverse", "GLT/RCT/2025-26/00001", "--date", "2026-02-20", "--reason", "bounced")
    billed(*words).done()
    assert "reversed on 2026-02-20 already" in billed.refuses(*words)


def test_crediting_what_is_credited(billed: Desk) -> None:
    billed("credit", FIRST, "--reason", "cancelled").done()
    billed.refuses("credit", FIRST, "--reason", "cancelled")


def test_nothing_goes_into_a_closed_month(billed: Desk) -> None:
    billed("close", "2026-02").done()
    assert "closed" in billed.refuses("bill", "2026-02")
    assert "closed already" in billed.refuses("close", "2026-02")
    assert "closed" in billed.refuses(*PAID, "--cash", "5")
    assert "closed" in billed.refuses(*SPELL, "2026-02-03 12:00", "--to", "2026-02-03 13:00")
    assert "closed" in billed.refuses(
        "charge", "--tenant", "T1", "--head", "x", "--date", "2026-02-06", "--amount", "5"
    )
    path = save(billed.place / "late.xlsx", only("Readings", READING, ["M1", date(2026, 2, 28), 1500, None]))
    with billed.unchanged():
        said = billed("import", path)
    assert "closed" in said.err
    assert said.faults()[0].startswith("sheet Readings, row 2")
    billed("report", "monthly", "2026-02").done()
    assert "Say why" in billed.refuses("reopen", "2026-02", "--reason", "")


def test_a_tariff_that_is_missing_names_the_meter(billed: Desk) -> None:
    sheets = only("Meters", ("meter", "unit", "supply"), ["G7", "A-102", "generator"])
    sheets |= only("Readings", READING, ["G7", date(2026, 2, 1), 5, None], ["G7", date(2026, 2, 27), 9, None])
    billed("import", save(billed.place / "more.xlsx", sheets)).done()
    assert "meter G7" in billed.refuses("bill", "2026-03").replace("Meter", "meter")


def test_several_faults_are_all_told_and_nothing_is_kept(billed: Desk) -> None:
    sheets = _lease(rate=-1, tenant="T99", end="31-04-2026")
    sheets |= only("Units", ("unit", "sqft"), ["B-1", 100], ["B-2", "large"], ["B-3", None])
    sheets |= only("Readings", READING, ["M1", "2026-02-28", 1, None], ["M9", "2026-02-28", 1, None])
    with billed.unchanged():
        said = billed("import", save(billed.place / "bad.xlsx", sheets))
    faults = said.faults()
    assert said.sentence() == f"Nothing was imported: the workbook has {len(faults)} faults."
    for place in (
        "Leases, row 2, column rate", "Leases, row 2, column end", "Units, row 3, column sqft", "Units, row 4, column sqft",
    ):  # fmt: skip
        assert any(f"sheet {place}" in fault for fault in faults), place
