"""Every command of the contract: what it prints, that --json is one document, that what it says is so."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from .desk import Desk
from .workbooks import save, town

FIRST = "GLT/INV/2025-26/00001"
INVOICE = {
    *("number", "kind", "tenant", "date", "due", "lines", "tax", "subtotal", "subsidy", "tax_total"),
    *("rounding", "total", "open"),
}
LINE = {
    *("head", "description", "unit", "from", "to", "days", "days_in_month", "quantity", "rate", "amount", "scheme"),
}  # fmt: skip


def test_new_makes_a_park_and_tells_the_recovery_code_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "skardu.stpdesk")
    told = desk("new", desk.folder, "--code", "SKD", "--name", "Skardu STP", "--json").json
    assert told["park"] == str(desk.folder)
    assert len(told["recovery_code"].replace("-", "")) == 32
    assert {"park.db", "park.keys"} <= {path.name for path in desk.folder.iterdir()}
    park = desk.report("monthly", "2026-01")["park"]
    assert (park["code"], park["name"]) == ("SKD", "Skardu STP")
    assert told["recovery_code"] not in desk("check").done().out


def test_new_for_people(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "skardu.stpdesk")
    said = desk("new", desk.folder, "--code", "SKD", "--name", "Skardu STP").done()
    assert "Recovery code: " in said.out
    assert str(desk.folder) in said.out


def test_template_is_a_workbook_that_imports(empty: Desk) -> None:
    path = empty.place / "template.xlsx"
    assert empty("template", path, "--json").json == {"written": str(path)}
    assert {"Park", "Units", "Leases", "Returns"} <= set(load_workbook(path).sheetnames)
    assert empty("import", path, "--json").json["added"] == 0


def test_template_needs_no_park(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "none")
    desk("template", tmp_path / "t.xlsx", STPDESK_PARK=None, STPDESK_PASSWORD=None).done()


def test_import_counts_what_it_did(empty: Desk) -> None:
    told = empty("import", save(empty.place / "town.xlsx", town()), "--json").json
    assert (told["added"], told["skipped"], told["dry_run"]) == (18, 0, False)
    counts = {one["sheet"]: one["added"] for one in told["sheets"]}
    assert (counts["Units"], counts["Leases"], counts["Readings"]) == (4, 3, 2)


def test_bill_json_is_the_contracts(desk: Desk) -> None:
    told = desk("bill", "2026-01", "--json").json
    assert set(told) >= {"month", "issued", "skipped", "missing", "unbilled_usage", "changed", "invoices"}
    assert (told["month"], told["issued"], told["skipped"], told["missing"]) == ("2026-01", 3, 0, [])
    paper = told["invoices"][0]
    assert set(paper) >= INVOICE
    assert all(set(line) >= LINE for line in paper["lines"])
    assert (paper["number"], paper["tenant"], paper["date"], paper["due"]) == (
        FIRST,
        "T1",
        "2026-01-01",
        "2026-01-11",
    )
    assert [(line["head"], line["amount"], line["scheme"]) for line in paper["lines"]] == [
        ("rent", "90000.00", None), ("rent", "-22500.00", "STP rent"), ("internet", "12000.00", None),
    ]  # fmt: skip
    assert [
        (tax["name"], tax["authority"], tax["pct"], tax["base"], tax["amount"]) for tax in paper["tax"]
    ] == [("Sales tax", "GBRA", 16, "67500.00", "10800.00")]
    assert (paper["subtotal"], paper["subsidy"], paper["tax_total"], paper["total"], paper["open"]) == (
        "102000.00", "-22500.00", "10800.00", "90300.00", "90300.00",
    )  # fmt: skip


def test_preview_writes_nothing_and_is_what_is_issued(desk: Desk) -> None:
    with desk.unchanged():
        seen = desk("bill", "2026-01", "--preview", "--json").json
    assert all(paper["number"] is None for paper in seen["invoices"])
    issued = desk("bill", "2026-01", "--json").json
    bare = [{**paper, "number": None} for paper in issued["invoices"]]
    assert bare == seen["invoices"]
    assert "0 new" in desk("bill", "2026-01").done().out


def test_bill_tells_a_use_far_from_usual_before_and_after_it_is_issued(billed: Desk) -> None:
    late: dict[str, list[list[object]]] = {
        "Readings": [["meter", "date", "reading"], ["M1", date(2026, 2, 28), 61120.5]]
    }
    billed("import", save(billed.place / "late.xlsx", late)).done()
    seen = billed("bill", "2026-03", "--preview", "--json").json
    assert seen["unlikely_use"] == [
        {
            "tenant": "T1", "meter": "M1", "unit": "A-101", "supply": "grid", "from": "2026-02-01", "to": "2026-02-28",
            "quantity": 60000, "usual": 112, "amount": "1895400.00",
        }
    ]  # fmt: skip
    words = "Far from usual: meter M1 of T1, 2026-02-01 to 2026-02-28, 60000 units where 112 are usual, 18,95,400.00."
    for more in (("--preview",), ()):
        assert words in billed("bill", "2026-03", *more).done().out
    assert billed("bill", "2026-03", "--json").json["unlikely_use"] == []


def test_bill_lists_and_catches_up_missing_months(desk: Desk) -> None:
    assert desk("bill", "2026-03", "--json").json["missing"] == ["2026-01", "2026-02"]
    told = desk("bill", "2026-04", "--catch-up", "--json").json
    assert told["missing"] == []
    assert {paper["date"] for paper in told["invoices"]} == {"2026-01-01", "2026-02-01", "2026-04-01"}


def test_invoice_as_json_to_stdout_and_to_a_file(billed: Desk) -> None:
    path = billed.place / "invoice.json"
    billed("invoice", FIRST, "--format", "json", "--out", path).done()
    paper = json.loads(path.read_text("utf-8"))
    assert paper == billed("invoice", FIRST).json == billed("invoice", FIRST, "--json").json
    assert (paper["total"], paper["open"]) == ("90300.00", "35300.00")


def test_receipt_prints_its_allocation(billed: Desk) -> None:
    words = (
        "receipt",
        "--tenant",
        "t1",
        "--date",
        "10-02-2026",
        "--cash",
        "Rs 40,000/-",
        "--method",
        "cheque",
    )
    told = billed(*words, "--json").json
    assert told["value"] == "40000.00"
    assert told["allocations"] == [
        {"invoice": FIRST, "amount": "35300.00"},
        {"invoice": "GLT/INV/2025-26/00004", "amount": "4700.00"},
    ]
    named = billed(*words, "--invoice", "GLT/INV/2025-26/00004").done()
    assert "40,000.00 settles GLT/INV/2025-26/00004" in named.out


def test_what_is_left_of_a_receipt_is_an_advance(billed: Desk) -> None:
    told = billed("receipt", "--tenant", "T3", "--date", "2026-02-10", "--cash", "1,00,000", "--json").json
    assert told["advance"] == "72160.00"
    ageing = billed.report("ageing", "--as-at", "2026-02-28")
    assert ageing["ageing"]["advances"] == "72160.00"


def test_credit_note_of_a_line_and_of_the_rest(billed: Desk) -> None:
    """An amount is credited as it is, with 16 % of tax; with its share of the subsidy only when asked."""
    note = billed("credit", FIRST, "--line", "1", "--amount", "1000", "--reason", "leak", "--json").json
    assert (note["kind"], note["total"], note["tax_total"]) == ("credit", "-1160.00", "-160.00")
    assert note["number"].startswith("GLT/CN/")
    assert not note.get("due")
    rest = billed("credit", FIRST, "--reason", "cancelled", "--json").json
    assert rest["total"] == "-89140.00"
    assert billed("invoice", FIRST).json["open"] == "0.00"


def test_one_off_charge_is_billed_by_the_next_run(billed: Desk) -> None:
    words = ("charge", "--tenant", "T2", "--head", "repairs", "--date", "2026-02-20", "--amount", "2,500")
    assert billed(*words, "--json").json["amount"] == "2500.00"
    paper = billed("bill", "2026-03", "--json").json["invoices"][1]
    assert ("repairs", "2500.00") in [(line["head"], line["amount"]) for line in paper["lines"]]


def test_a_bounced_cheque_reopens_the_invoice(billed: Desk) -> None:
    words = ("reverse", "GLT/RCT/2025-26/00001", "--date", "2026-02-20", "--reason", "bounced")
    assert billed(*words, "--json").json["amount"] == "55000.00"
    assert billed("invoice", FIRST).json["open"] == "90300.00"


def test_a_certificate_that_came(billed: Desk) -> None:
    assert billed.report("withholding")["awaited"] == "5000.00"
    billed("certificate", "GLT/RCT/2025-26/00001", "CPR-77").done()
    assert billed.report("withholding")["awaited"] == "0.00"


def test_the_number_of_the_fbr(billed: Desk) -> None:
    billed("fbr", FIRST, "7000007DI1").done()
    assert billed("invoice", FIRST).json["fbr"] == {"number": "7000007DI1", "qr": "7000007DI1"}


def test_deposits(billed: Desk) -> None:
    def act(name: str, amount: str) -> str:
        words = ("--tenant", "T1", "--date", "2026-02-10", "--amount", amount, "--json")
        return str(billed("deposit", name, *words).json["held"])

    assert [act("take", "10,000"), act("adjust", "30000"), act("refund", "70000")] == [
        "100000.00", "70000.00", "0.00",
    ]  # fmt: skip
    assert billed("invoice", FIRST).json["open"] == "5300.00"


def test_outages_are_stored(desk: Desk) -> None:
    for words in (
        ("start", "internet", "--at", "2026-02-03 10:00", "--cause", "fibre cut"),
        ("end", "internet", "--at", "2026-02-03 11:00"),
        (
            "add",
            "power",
            "--from",
            "2026-02-04 10:00",
            "--to",
            "2026-02-04 12:30:30",
            "--planned",
            "--units",
            "A-101",
        ),
    ):
        assert desk("outage", *words, "--json").json["service"] in ("power", "internet")
    path = desk.place / "out.xlsx"
    desk("export", path).done()
    rows = list(load_workbook(path)["Outages"].iter_rows(values_only=True))
    assert len(rows) == 3


def test_close_and_reopen(billed: Desk) -> None:
    closed = billed("close", "2026-01", "--json").json
    assert {name: closed[name] for name in ("month", "closed", "revision", "signed", "notices")} == {
        "month": "2026-01", "closed": True, "revision": 1, "signed": None, "notices": [],
    }  # fmt: skip
    assert "GLT/monthly/2026-01" in [one["number"] for one in closed["documents"]]
    assert billed.report("monthly", "2026-01")["closed"] is True
    assert billed("reopen", "2026-01", "--reason", "late bill", "--json").json["closed"] is False
    assert billed.report("monthly", "2026-01")["closed"] is False


def test_check_gives_each_with_its_count(billed: Desk) -> None:
    told = billed("check", "--json").json
    assert told["good"] is True
    assert len(told["checks"]) >= 5
    assert all(one["good"] for one in told["checks"])
    assert [one["name"] for one in told["checks"] if not one["count"]] == ["attached files"]


@pytest.mark.parametrize(
    "name",
    ["monthly", "occupancy", "rent-roll", "ageing", "subsidy-claim", "withholding", "invoices", "statement"],
)
def test_every_report_in_every_form(billed: Desk, name: str) -> None:
    words = ["report", name, "2026-02", *(["--tenant", "t2"] if name == "statement" else [])]
    data = billed(*words).json
    assert data == billed(*words, "--json").json
    assert data["park"]["code"] == "GLT"
    for form in ("json", "xlsx", "pdf"):
        path = billed.place / f"{name}.{form}"
        assert billed(*words, "--format", form, "--out", path, "--json").json == {"written": str(path)}
    assert json.loads((billed.place / f"{name}.json").read_text("utf-8")) == data
    assert load_workbook(billed.place / f"{name}.xlsx").worksheets
    assert (billed.place / f"{name}.pdf").read_bytes().startswith(b"%PDF")


def test_an_invoice_as_pdf(billed: Desk) -> None:
    path = billed.place / "invoice.pdf"
    billed("invoice", "GLT/INV/2025-26/00002", "--format", "pdf", "--out", path).done()
    assert path.read_bytes().startswith(b"%PDF")


def test_reports_read_and_change_nothing(billed: Desk) -> None:
    with billed.unchanged():
        billed("report", "monthly", "2026-02").done()
        billed("export", billed.place / "e.xlsx").done()
        billed("check").done()


def test_how_far_a_month_is_from_being_closed_is_told_and_changes_nothing(billed: Desk) -> None:
    with billed.unchanged():
        told = billed("close", "2026-02", "--preview", "--json").json
    assert (told["month"], told["closed"], told["over"], told["revision"]) == ("2026-02", False, True, 0)
    steps = {one["step"]: one for one in told["steps"]}
    assert [name for name, one in steps.items() if one["must"]] == ["over", "run"]
    assert (steps["signatories"]["state"], steps["signatories"]["left"]) == ("ask", 3)
    lines = billed("close", "2026-02", "--preview").done().out
    assert f"Who signs: {steps['signatories']['says']}" in lines
    open_ones = [one["step"] for one in told["steps"] if one["state"] == "ask"]
    assert billed("close", "2026-02", "--json").json["left_open"] == open_ones
    after = billed("close", "2026-02", "--preview", "--json").json
    assert (after["closed"], after["revision"], after["steps"]) == (True, 1, [])
