"""What the manager adds to the report, through the command line and the workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from .desk import Desk
from .workbooks import only, save

MATTER = (
    "attention",
    "add",
    "Roof of hall B leaks",
    "--since",
    "2026-08-01",
    "--decision",
    "Approve the repair",
)


def test_a_matter_is_added_listed_moved_and_settled(empty: Desk) -> None:
    told = empty(*MATTER, "--exposure", "12,00,000", "--json").json
    assert told == {
        "number": 1, "matter": "Roof of hall B leaks", "since": "2026-08-01", "exposure": "1200000.00",
        "decision": "Approve the repair", "order": 1, "month": "2026-08", "settled_on": None, "outcome": None,
    }  # fmt: skip
    empty(
        "attention", "add", "Generator", "--since", "2026-09-01", "--decision", "Replace", "--order", "1"
    ).done()
    assert [(one["number"], one["order"]) for one in empty("attention", "list", "--json").json] == [
        (2, 1),
        (1, 2),
    ]
    told = empty("attention", "edit", "2", "--order", "2", "--exposure", "5", "--json").json
    assert (told["order"], told["exposure"], told["decision"]) == (2, "5.00", "Replace")
    told = empty("attention", "settle", "1", "--outcome", "Repaired", "--date", "2026-09-20", "--json").json
    assert (told["settled_on"], told["outcome"], told["order"]) == ("2026-09-20", "Repaired", None)
    assert [one["number"] for one in empty("attention", "list", "--json").json] == [2]
    lines = empty("attention", "list", "--all").done().out.splitlines()
    assert lines[0].endswith("settled 2026-09-20: Repaired")
    assert "Rs 12,00,000.00 at stake" in lines[0]


def test_a_sixth_matter_and_odd_words_are_refused(empty: Desk) -> None:
    for _ in range(5):
        empty(*MATTER).done()
    assert "5 matters at most" in empty.refuses(*MATTER)
    assert "no matter 9" in empty.refuses("attention", "settle", "9", "--outcome", "x")
    assert "no matter 9" in empty.refuses("attention", "edit", "9", "--order", "1")
    assert "“tomorrow”" in empty.refuses("attention", "settle", "1", "--outcome", "x", "--date", "tomorrow")
    assert "negative" in empty.refuses("attention", "edit", "1", "--exposure", "-5")


def test_signatories_are_named_and_dropped(empty: Desk) -> None:
    assert empty("signatory", "list").done().out == "Nobody is named to sign.\n"
    empty("signatory", "set", "approved", "R. Ali").done()
    told = empty("signatory", "set", "prepared", "A. Khan", "--title", "Park manager", "--json").json
    assert told == [
        {"role": "prepared", "name": "A. Khan", "title": "Park manager"},
        {"role": "approved", "name": "R. Ali", "title": None},
    ]
    empty("signatory", "drop", "approved").done()
    assert "Nobody is named as approved" in empty.refuses("signatory", "drop", "approved")


def test_settings_are_shown_and_set(empty: Desk) -> None:
    shown = empty("settings", "--json").json
    assert (shown["code"], shown["invoice_day"], shown["section_order"], shown["logo"]) == (
        "GLT",
        1,
        [],
        None,
    )
    told = empty(
        "settings", "name_urdu=گلگت", "section_order=Money; space", "power_target_pct=99.5", "Sign-Documents=yes",
        "billing_from=2026-01", "--json",
    ).json  # fmt: skip
    assert told == {
        "name_urdu": "گلگت", "section_order": ["money", "space"], "power_target_pct": 99.5, "sign_documents": True,
        "billing_from": "2026-01",
    }  # fmt: skip
    assert "power_target_pct  99.5" in empty("settings", "power_target_pct=99.5").done().out
    assert empty("settings", "power_target_pct=", "--json").json == {"power_target_pct": None}


REFUSED = {
    "colour=green": "There is no setting colour",
    "green": "write KEY=VALUE",
    "invoice_day=40": "“40” does not fit invoice_day",
    "section_order=weather": "“weather” does not fit section_order",
    "name=": "A park needs its name",
    "logo=nowhere.png": "There is no file nowhere.png",
}


@pytest.mark.parametrize("word", list(REFUSED))
def test_a_setting_that_cannot_be_changes_nothing(empty: Desk, word: str) -> None:
    assert REFUSED[word] in empty.refuses("settings", "city=Gilgit", word)


def test_a_broken_logo_is_refused_and_leaves_nothing_in_the_park(empty: Desk) -> None:
    (empty.place / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert "no whole PNG or JPEG" in empty.refuses("settings", f"logo={empty.place / 'logo.png'}")


def test_matters_signatories_and_settings_go_round_through_the_workbook(empty: Desk, tmp_path: Path) -> None:
    empty(
        "settings", "name_urdu=گلگت", "cover_text=Dear PSEB,", "section_order=space", "sign_documents=yes"
    ).done()
    empty(*MATTER, "--exposure", "5").done()
    empty(
        "attention", "add", "=Old", "--since", "2026-01-05", "--decision", "None now", "--order", "1"
    ).done()
    empty("attention", "settle", "2", "--outcome", "Done", "--date", "2026-02-01").done()
    empty("signatory", "set", "checked", "R. Ali", "--title", "Director").done()
    empty("export", tmp_path / "out.xlsx").done()
    other = Desk(tmp_path / "other").make("SWT", "Swat STP")
    other("import", tmp_path / "out.xlsx").done()
    for words in (("attention", "list", "--all"), ("signatory", "list"), ("settings",)):
        assert other(*words, "--json").json == empty(*words, "--json").json
    again = other("import", tmp_path / "out.xlsx", "--json").json
    assert (again["added"], again["changed"], again["skipped"]) == (0, 0, 3)


def test_a_workbook_puts_matters_in_order_and_update_settles_one(empty: Desk) -> None:
    heads = ["matter", "since", "decision", "settled_on", "outcome"]
    rows: list[list[object]] = [
        ["a", date(2026, 1, 1), "x", None, None],
        ["b", "05-01-2026", "y", None, None],
    ]
    book = save(empty.place / "in.xlsx", only("Attention", heads, *rows))
    empty("import", book).done()
    assert [(one["matter"], one["order"]) for one in empty("attention", "list", "--json").json] == [
        ("a", 1),
        ("b", 2),
    ]
    rows[0][3:] = [date(2026, 3, 1), "Done"]
    save(book, only("Attention", heads, *rows))
    assert "import with --update" in empty("import", book).faults()[0]
    empty("import", book, "--update").done()
    assert [one["matter"] for one in empty("attention", "list", "--json").json] == ["b"]
    save(book, only("Attention", heads, ["a", date(2026, 1, 1), "x", None, None]))
    assert empty("import", book, "--json").json["skipped"] == 1, "a blank does not open it again"


def test_every_fault_of_the_new_sheets_has_its_place(empty: Desk) -> None:
    heads = ["matter", "since", "decision", "month", "settled_on", "outcome"]
    sheets = {
        **only(
            "Attention",
            heads,
            ["a", date(2030, 1, 1), "x", None, None, None],
            ["b", date(2026, 3, 1), "x", "2026-02", None, None],
            ["c", date(2026, 3, 1), "x", None, date(2026, 2, 1), "Done"],
            ["d", date(2026, 3, 1), "x", None, date(2026, 4, 1), None],
            ["e" * 501, date(2026, 3, 1), "x", None, None, None],
            [None, date(2026, 3, 1), "x", None, None, None],
        ),
        **only("Signatories", ["role", "name"], ["signed", "A"], ["checked", "B"], ["Checked", "C"]),
        **only("Park", ["setting", "value"], ["section_order", "space; weather"]),
    }
    with empty.unchanged():
        found = empty("import", save(empty.place / "in.xlsx", sheets)).faults()
    wanted = [
        ("sheet Park, row 2, column section_order", "sections of the monthly report"),
        ("sheet Attention, row 2, column since", "in the future"),
        ("sheet Attention, row 3, column month", "the month in which it began"),
        ("sheet Attention, row 4, column settled_on", "on or after the day it began"),
        ("sheet Attention, row 5, column outcome", "or neither"),
        ("sheet Attention, row 6, column matter", "at most 500 letters"),
        ("sheet Attention, row 7, column matter", "which every row needs"),
        ("sheet Signatories, row 2, column role", "expected one of"),
        ("sheet Signatories, row 4, column name", "row 3 says otherwise"),
    ]
    assert len(found) == len(wanted)
    for line, (place, sentence) in zip(found, wanted, strict=True):
        assert line.startswith(place)
        assert sentence in line


def test_a_workbook_with_a_sixth_open_matter_is_refused_at_its_row(empty: Desk) -> None:
    rows = [[f"m{n}", date(2026, 1, 1), "x"] for n in range(6)]
    book = save(empty.place / "in.xlsx", only("Attention", ["matter", "since", "decision"], *rows))
    with empty.unchanged():
        (fault,) = empty("import", book).faults()
    assert fault.startswith("sheet Attention, row 7:")
    assert "5 matters at most" in fault


def test_the_template_offers_the_roles(empty: Desk) -> None:
    empty("template", empty.place / "t.xlsx").done()
    book = load_workbook(empty.place / "t.xlsx")
    rules = [str(rule.sqref) for rule in book["Signatories"].data_validations.dataValidation]
    assert rules == ["A2:A5000"]
