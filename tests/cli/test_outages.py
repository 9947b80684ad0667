"""Power and internet from the command line and the workbook: recorded, listed, put right, carried to another park."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from stpdesk.db.probes import Noticed, Probes

from .desk import Desk, Said
from .workbooks import exported, only, save

DAY = "2026-02-03"


def outage(desk: Desk, *words: object) -> Any:
    return desk("outage", *words, "--json").json


def imported(desk: Desk, *rows: list[Any], name: str = "in.xlsx", words: tuple[str, ...] = ()) -> Said:
    """Imports one sheet; the first row is its name and headings."""
    (sheet, *heads), *cells = rows
    return desk("import", save(desk.place / name, only(sheet, heads, *cells)), *words)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{DAY} {text}")


OUTAGES = ["Outages", "service", "start", "end", "planned", "cause"]


def test_an_outage_is_begun_ended_listed_and_put_right(desk: Desk) -> None:
    assert outage(desk, "start", "power", "--at", f"{DAY} 10:00")["number"] == 1
    assert "still out" in desk("outage", "list").done().out
    assert (
        outage(desk, "end", "power", "--at", f"{DAY} 11:00", "--cause", "fault")["end"]
        == f"{DAY}T11:00:00+05:00"
    )
    said = outage(desk, "edit", 1, "--from", f"{DAY} 09:30", "--planned", "--reason", "the notice came late")
    assert (said["act"], said["retired"], said["made"][0]["number"]) == ("move", [1], 2)
    [one] = outage(desk, "list", "2026-02")
    assert (one["minutes"], one["planned"], one["cause"], one["retired"]) == (90, True, "fault", None)
    assert len(outage(desk, "list", "--all")) == 2
    assert outage(desk, "list", "2026-03", "--all") == []
    assert "[move: the notice came late]" in desk("outage", "list", "--all").done().out
    assert exported(desk)["Outages"][0]["start"] == at("09:30")
    assert len(exported(desk)["Outages"]) == 1
    desk("check").done()


def test_outages_are_split_merged_and_dismissed(desk: Desk) -> None:
    outage(desk, "add", "internet", "--from", f"{DAY} 10:00", "--to", f"{DAY} 12:00")
    assert [
        one["number"]
        for one in outage(desk, "edit", 1, "--split", f"{DAY} 11:00", "--reason", "two faults")["made"]
    ] == [2, 3]
    assert outage(desk, "edit", 2, "--merge", 3, "--reason", "one after all")["made"][0]["number"] == 4
    assert outage(desk, "edit", 4, "--dismiss", "--reason", "the wrong day")["made"] == []
    assert outage(desk, "list") == []
    assert [(one["number"], one["retired"]["act"]) for one in outage(desk, "list", "--all")] == [
        (1, "split"), (2, "merge"), (4, "dismiss"), (3, "merge"),
    ]  # fmt: skip


REFUSED = {
    "no reason": (("edit", 1, "--dismiss"), "Say why: a record is put right with a reason."),
    "a blank reason": (
        ("edit", 1, "--dismiss", "--reason", " "),
        "Say why: a record is put right with a reason.",
    ),
    "nothing to change": (
        ("edit", 1),
        "Say what to change: new times, planned, a cause, a note, split, merge or dismiss.",
    ),
    "no such number": (("edit", 77, "--dismiss", "--reason", "x"), "There is no outage 77."),
    "so already": (
        ("edit", 1, "--unplanned", "--reason", "x"),
        "Outage 1 is so already; nothing was changed.",
    ),
    "split outside": (
        ("edit", 1, "--split", f"{DAY} 13:00", "--reason", "x"),
        f"{DAY} 13:00 does not lie inside outage 1 ({DAY} 10:00 to {DAY} 11:00).",
    ),
    "merged with itself": (
        ("edit", 1, "--merge", 1, "--reason", "x"),
        "Name another outage to merge it with.",
    ),
    "an end before the start": (
        ("edit", 1, "--to", f"{DAY} 09:00", "--reason", "x"),
        "The outage's end must be after its start.",
    ),
    "a start in the future": (
        ("start", "power", "--at", "2100-01-01 10:00"),
        "The outage's start lies in the future.",
    ),
    "no link": (("start", "internet", "--link", "NOVA"), "There is no link NOVA in this park."),
    "no unit": (("start", "power", "--units", "Z-9"), "There is no unit Z-9 in this park."),
    "a link on power": (
        ("start", "power", "--link", "NOVA"),
        "A power outage belongs to no link; leave the link out.",
    ),
    "ended already": (
        ("end", "--number", 1),
        f"Outage 1 ended {DAY} 11:00 already; move its end with a reason.",
    ),
    "which one": (("end",), "No outage is open; use outage add for one that is over."),
    "no month": (("list", "2026-13"), "“2026-13” is not a month; write it as 2026-10."),
}


@pytest.mark.parametrize("what", REFUSED)
def test_refusals_are_sentences(desk: Desk, what: str) -> None:
    outage(desk, "add", "power", "--from", f"{DAY} 10:00", "--to", f"{DAY} 11:00")
    words, sentence = REFUSED[what]
    assert desk.refuses("outage", *words) == sentence


def test_an_outage_of_a_closed_month_is_refused_with_the_way_out(desk: Desk) -> None:
    desk("close", "2026-02").done()
    told = "The month 2026-02 is closed; reopen it with a reason first."
    assert desk.refuses("outage", "add", "power", "--from", f"{DAY} 10:00", "--to", f"{DAY} 11:00") == told
    assert (
        desk.refuses("outage", "add", "power", "--from", "2026-01-31 10:00", "--to", "2026-03-01 11:00")
        == told
    )


def test_overlaps_are_told_and_kept(desk: Desk) -> None:
    outage(desk, "add", "power", "--from", f"{DAY} 10:00", "--to", f"{DAY} 11:00")
    said = desk("outage", "add", "power", "--from", f"{DAY} 10:30", "--to", f"{DAY} 10:40").done()
    assert (
        f"Please look at: it overlaps outage 1 ({DAY} 10:00 to {DAY} 11:00); the time they share counts once."
        in said.out
    )


def test_runs_are_recorded_and_what_looks_wrong_is_told(desk: Desk) -> None:
    run = ("run", "add", "generator", "--from", f"{DAY} 10:00", "--to", f"{DAY} 11:00")
    desk(*run, "--litres", "12.5", "--kwh", "45", "--hour-meter", "100.5").done()
    said = desk(
        "run",
        "add",
        "generator",
        "--from",
        f"{DAY} 12:00",
        "--to",
        f"{DAY} 13:00",
        "--litres",
        50,
        "--kwh",
        100,
        "--hour-meter",
        99,
    )
    assert said.done().out.count("Please look at") == 2
    desk("run", "start", "ups", "--at", f"{DAY} 14:00").done()
    assert "run is open since" in desk.refuses("run", "start", "ups")
    desk("run", "end", "--number", 3, "--at", f"{DAY} 14:10", "--note", "bypass").done()
    assert (
        desk.refuses("run", "edit", 2, "--to", f"{DAY} 13:30")
        == "Say why: a record is put right with a reason."
    )
    desk("run", "edit", 2, "--to", f"{DAY} 13:30", "--litres", 30, "--reason", "misread").done()
    desk("run", "edit", 3, "--dismiss", "--reason", "a test").done()
    listed = desk("run", "list", "2026-02", "--all", "--json").json
    assert [(one["number"], one["minutes"], one["retired"] and one["retired"]["act"]) for one in listed] == [
        (1, 60, None), (2, 60, "move"), (4, 90, None), (3, 10, "dismiss"),
    ]  # fmt: skip
    assert [(row["litres"], row.get("kwh")) for row in exported(desk)["Runs"]] == [(12.5, 45), (30, 100)]


def test_schedule_links_and_causes(desk: Desk) -> None:
    desk("schedule", "add", "--weekday", "Mon-Fri", "--from", "22:00", "--to", "02:00").done()
    desk("schedule", "add", "--date", DAY, "--from", "10:00", "--to", "12:00", "--service", "internet").done()
    desk("schedule", "cancel", 1, "--date", DAY, "--reason", "a holiday").done()
    assert len(desk("schedule", "list", "--json").json) == 3
    assert "weekday" in desk.refuses(
        "schedule", "add", "--weekday", "Blursday", "--from", "1:00", "--to", "2:00"
    )
    desk("link", "add", "SCO", "--isp", "SCO", "--mbps", "62.5", "--from", "2026-01-01").done()
    desk("link", "edit", "sco", "--role", "primary", "--isp", "").done()
    assert desk("link", "list", "--json").json == [
        {"link": "SCO", "isp": None, "upstream": None, "mbps": 62.5, "role": "primary", "in_service_from": "2026-01-01", "to": None}
    ]  # fmt: skip
    desk("cause", "add", "monkey on the line", "--service", "power").done()
    desk("cause", "drop", "router").done()
    names = [one["cause"] for one in desk("cause", "list", "--json").json]
    assert "router" not in names
    assert names[-1] == "monkey on the line"


def test_proposals_are_listed_taken_and_dismissed(desk: Desk) -> None:
    start = int(datetime.fromisoformat(f"{DAY} 10:00+05:00").timestamp())
    probes = Probes.open(desk.folder, start)
    probes.write(
        noticed=[Noticed(kind, start, start + 600, "power") for kind in ("outage", "power_cut", "gap")]
    )
    probes.close()
    assert [one["kind"] for one in desk("proposals", "--json").json] == ["outage", "power_cut", "gap"]
    assert desk.refuses("proposals", "take", 9) == "There is no proposal 9 waiting for an answer."
    said = desk("proposals", "take", 1, 3, "--cause", "fault", "--to", f"{DAY} 10:05")
    assert "one proposal at a time" in said.sentence()
    assert "waits for an answer (proposal 1)" in desk("outage", "list").done().out
    assert outage(desk, "list")[0]["number"] is None
    assert desk.refuses("proposals", "take", 1, "--to", f"{DAY} 10:05").startswith(
        "Say why the times are others"
    )
    said = desk("proposals", "take", 1, 3, "--cause", "fault").done()
    assert "One time the monitor could not tell: on record as unknown." in said.out
    desk("proposals", "dismiss", 2, "--reason", "the socket was pulled").done()
    assert desk("proposals", "--json").json == []
    [one] = outage(desk, "list")
    assert (one["source"], one["cause"], one["minutes"]) == ("detected", "fault", 10)


def test_services_go_to_another_park_and_back_the_same(desk: Desk) -> None:
    desk("link", "add", "SCO").done()
    for words in (
        (
            "add",
            "power",
            "--from",
            f"{DAY} 10:00",
            "--to",
            f"{DAY} 11:00",
            "--units",
            "A-101; HALL",
            "--cause",
            "trip",
        ),
        (
            "add",
            "internet",
            "--from",
            f"{DAY} 10:00",
            "--to",
            f"{DAY} 11:00:30",
            "--link",
            "sco",
            "--note",
            "سڑک",
        ),
        ("start", "internet", "--at", f"{DAY} 12:00", "--planned"),
    ):
        outage(desk, *words)
    outage(desk, "edit", 2, "--to", f"{DAY} 11:30", "--reason", "x")
    gaps = ["Gaps", "start", "end", "service", "link"]
    imported(
        desk, gaps, [at("15:00"), at("16:00"), None, "SCO"], [at("15:00"), at("15:30"), None, None]
    ).done()
    imported(
        desk, ["Park", "setting", "value"], ["outage_join_minutes", 0], ["momentary_minutes", 1], ["power_grace_minutes", 60]
    ).done()  # fmt: skip
    first = exported(desk, "first.xlsx")
    other = Desk(desk.place / "other.stpdesk").make()
    other("import", desk.place / "first.xlsx").done()
    second = exported(other, "second.xlsx")
    for sheet in ("Links", "Runs", "Schedule", "Gaps", "Park"):
        assert second[sheet] == first[sheet], sheet
    key = lambda row: (row["start"], row["service"])  # noqa: E731
    assert sorted(second["Outages"], key=key) == sorted(first["Outages"], key=key)
    assert [row.get("service") for row in second["Gaps"]] == ["internet", None]
    assert imported(other, ["Park", "setting", "value"], ["momentary_minutes", 61]).sentence()


FAULTS: dict[str, tuple[list[Any], list[Any], str]] = {
    "an end before the start": (OUTAGES, ["power", at("11:00"), at("10:00")], "expected a time after the start"),
    "a start in the future": (OUTAGES, ["power", datetime(2100, 1, 1)], "lies in the future"),
    "a link on power": ([*OUTAGES, "link"], ["power", at("10:00"), None, None, None, "SCO"], "belongs to no link"),
    "an unknown link": ([*OUTAGES, "link"], ["internet", at("10:00"), None, None, None, "NOVA"], "no link of this code"),
    "an unknown unit": ([*OUTAGES, "units"], ["power", at("10:00"), None, None, None, "Z-1"], "no unit of this code"),
    "a run in the future": (["Runs", "source", "start"], ["ups", datetime(2100, 1, 1)], "lies in the future"),
    "a gap in the future": (["Gaps", "start", "end"], [at("10:00"), datetime(2100, 1, 1)], "lies in the future"),
    "a gap of power's link": (["Gaps", "start", "end", "service", "link"], [at("10:00"), at("11:00"), "power", "SCO"], "has no links"),
}  # fmt: skip


@pytest.mark.parametrize("what", FAULTS)
def test_what_rule_o1_refuses_is_refused_in_the_workbook(desk: Desk, what: str) -> None:
    desk("link", "add", "SCO").done()
    heads, row, told = FAULTS[what]
    assert told in " ".join(imported(desk, heads, row).faults())


def test_doubtful_rows_of_a_workbook_are_kept_and_told(desk: Desk) -> None:
    desk("link", "add", "SCO", "--from", "2026-06-01").done()
    said = imported(
        desk, [*OUTAGES, "link"], ["internet", at("10:00"), at("11:00"), None, None, "SCO"]
    ).done()
    assert "sheet Outages, row 2: link SCO was not in service then" in said.out
    runs = ["Runs", "source", "start", "end", "litres", "kwh"]
    said = imported(desk, runs, ["generator", at("10:00"), at("11:00"), 50, 100]).done()
    assert "sheet Runs, row 2: 50 litres for 0.50 litres a kWh" in said.out


def rows_added(said: Said) -> Any:
    return said.json["added"]


def test_what_was_filled_in_or_put_right_is_not_added_again_by_the_old_file(desk: Desk) -> None:
    first: tuple[list[Any], ...] = (
        OUTAGES,
        ["power", at("10:00"), None],
        ["power", at("12:00"), at("13:00")],
        ["power", at("14:00"), at("15:00")],
    )
    imported(desk, *first).done()
    outage(desk, "end", "power", "--at", f"{DAY} 11:00", "--cause", "fault")
    outage(desk, "edit", 2, "--from", f"{DAY} 12:30", "--reason", "x")
    outage(desk, "edit", 3, "--dismiss", "--reason", "x")
    assert rows_added(imported(desk, *first, words=("--json",))) == 0
    assert len(outage(desk, "list")) == 2


def test_an_end_that_came_later_in_the_workbook_is_an_update(desk: Desk) -> None:
    imported(desk, OUTAGES, ["power", at("10:00"), None]).done()
    ended: tuple[list[Any], ...] = (OUTAGES, ["power", at("10:00"), at("11:00"), "no", "fault"])
    assert "import with --update" in imported(desk, *ended).faults()[0]
    said = imported(desk, *ended, words=("--update", "--json")).json
    assert (said["added"], said["changed"]) == (0, 1)
    [one] = outage(desk, "list")
    assert (one["number"], one["minutes"], one["cause"]) == (1, 60, "fault")


def test_a_row_of_the_same_start_that_says_otherwise_is_a_fault_or_puts_the_record_right(desk: Desk) -> None:
    imported(desk, OUTAGES, ["power", at("10:00"), at("11:00"), "no", "fault"]).done()
    other: tuple[list[Any], ...] = (OUTAGES, ["power", at("10:00"), at("11:30"), "yes", None])
    [told] = imported(desk, *other).faults()
    assert (
        "outage 1 of 10:00–11:00 is on record, and the park has “2026-02-03 11:00:00” here, “no” in planned; "
        "--update puts it right, or give other times"
    ) in told
    said = imported(desk, *other, name="feb.xlsx", words=("--update", "--json")).json
    assert (said["added"], said["changed"]) == (0, 1)
    first, second = outage(desk, "list", "--all")
    assert (first["number"], first["retired"]["act"], first["retired"]["reason"]) == (
        1,
        "change",
        "Imported: feb.xlsx",
    )
    assert (second["number"], second["minutes"], second["planned"], second["cause"]) == (2, 90, True, "fault")
    for again in (other, (OUTAGES, ["power", at("10:00"), at("11:00"), "no", "fault"])):
        assert imported(desk, *again, words=("--json",)).json["skipped"] == 1
    desk("check").done()


def test_a_run_of_the_same_start_that_says_otherwise_is_a_fault_or_puts_the_record_right(desk: Desk) -> None:
    heads = ["Runs", "source", "start", "end", "litres"]
    imported(desk, heads, ["generator", at("10:00"), at("11:00"), None]).done()
    imported(desk, heads, ["generator", at("10:00"), at("11:00"), 12], words=("--update",)).done()
    assert (
        "run 1 of 10:00–11:00 is on record"
        in imported(desk, heads, ["generator", at("10:00"), at("11:00"), 13]).faults()[0]
    )
    imported(desk, heads, ["generator", at("10:00"), at("11:00"), 13], words=("--update",)).done()
    listed = desk("run", "list", "--all", "--json").json
    assert [(one["number"], one["litres"], one["retired"] is None) for one in listed] == [
        (1, 12, False), (2, 13, True),
    ]  # fmt: skip


def test_rows_that_overlap_others_are_kept_and_told(desk: Desk) -> None:
    imported(desk, OUTAGES, ["power", at("10:00"), at("11:00")]).done()
    rows = (
        ["power", at("10:30"), at("10:40")],
        ["power", at("12:00"), at("13:00")],
        ["power", at("12:00"), at("14:00")],
    )
    said = imported(desk, OUTAGES, *rows).done().out
    assert (
        f"row 2: it overlaps the one on record ({DAY} 10:00 to {DAY} 11:00); the time they share counts once"
        in said
    )
    assert f"row 4: it overlaps row 3 ({DAY} 12:00 to {DAY} 13:00)" in said
    assert rows_added(imported(desk, OUTAGES, *rows, words=("--json",))) == 0
    runs = imported(
        desk, ["Runs", "source", "start", "end"], *[["generator", at("10:00"), at("11:00")]] * 2
    ).done()
    assert f"row 3: it overlaps row 2 ({DAY} 10:00 to {DAY} 11:00); the litres of both count" in runs.out


def test_the_one_open_outage_is_ended_without_naming_it(desk: Desk) -> None:
    outage(desk, "start", "internet", "--at", f"{DAY} 10:00")
    outage(desk, "start", "power", "--at", f"{DAY} 10:30")
    assert (
        desk.refuses("outage", "end")
        == f"Several outages are open: 2 (power) since {DAY} 10:30, 1 (internet) since {DAY} 10:00. Name one with --number."
    )
    outage(desk, "end", "power", "--at", f"{DAY} 11:00")
    assert outage(desk, "end", "--at", f"{DAY} 11:30")["service"] == "internet"


def test_times_that_are_needed_are_called_so(desk: Desk) -> None:
    for words in (("outage", "add"), ("run", "add")):
        assert desk(*words, "--help").out.count("required: ") == 2
