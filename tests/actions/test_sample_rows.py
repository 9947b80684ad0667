"""The sample park's rows: typed as the workbook has them, true to the rules, the same every time."""

import hashlib
import os
import subprocess
import sys
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from stpdesk.actions.sample import SamplePark, build
from stpdesk.actions.sample.steps import IssueRun, Pay
from stpdesk.core.codes import fold
from stpdesk.core.errors import Refused
from stpdesk.core.months import FAR, Month
from stpdesk.workbook.kinds import Kind
from stpdesk.workbook.spec import PARK, SHEETS

ROOT = Path(__file__).resolve().parents[2]
SIZES = [("gilgit", 40, 24), ("gilgit", 20, 3), ("punjab", 40, 24), ("gilgit", 150, 60), ("punjab", 7, 3)]
LAST = Month(2026, 10)
Cells = dict[str, Any]

TYPES: dict[Kind, type] = {
    Kind.TEXT: str, Kind.CODE: str, Kind.CHOICE: str, Kind.CODES: tuple, Kind.NAMES: tuple, Kind.WEEKDAYS: tuple,
    Kind.DATE: date, Kind.MONTH: Month, Kind.INSTANT: datetime, Kind.TIME: int, Kind.PAISA: int, Kind.COUNT: int,
    Kind.SIGNED_PAISA: int, Kind.E4: int, Kind.SIGNED_E4: int, Kind.PERCENT: int, Kind.YESNO: bool,
}  # fmt: skip


@cache
def made(which: str, tenants: int, months: int) -> SamplePark:
    return build(which, tenants, months)


@pytest.fixture(params=SIZES, ids=lambda size: "-".join(map(str, size)))
def sample(request: pytest.FixtureRequest) -> SamplePark:
    return made(*request.param)


def rows(sample: SamplePark, sheet: str) -> list[Cells]:
    return sample.rows[sheet]


def last_day(lease: Cells) -> date:
    end: date = FAR if lease.get("holdover") else lease.get("end", FAR)
    return end


def fingerprint(sample: SamplePark) -> str:
    text = repr((sample.settings, sample.rows, sample.script, sample.cases))
    return hashlib.sha256(text.encode()).hexdigest()


def test_every_cell_has_the_type_of_its_column(sample: SamplePark) -> None:
    for name, value in sample.settings.items():
        assert type(value) is TYPES[PARK.column(name).kind], name
    for sheet, listed in sample.rows.items():
        for row in rows(sample, sheet):
            for name, value in row.items():
                column = SHEETS[sheet].column(name)
                assert type(value) is TYPES[column.kind], (sheet, name, value)
                assert not column.choices or value in column.choices
        assert all(set(SHEETS[sheet].required) <= set(row) for row in listed), sheet


def test_no_key_stands_twice(sample: SamplePark) -> None:
    for sheet, listed in sample.rows.items():
        if SHEETS[sheet].key:
            keys = [tuple(row.get(name) for name in SHEETS[sheet].key) for row in listed]
            assert len(set(keys)) == len(keys), sheet


def test_every_reference_leads_somewhere(sample: SamplePark) -> None:
    known = {
        sheet: {fold(str(row[SHEETS[sheet].key[0]])) for row in sample.rows[sheet]}
        for sheet in ("Units", "Tenants", "Leases", "Meters", "Links")
    }
    for sheet in sample.rows:
        for column in SHEETS[sheet].columns:
            for row in rows(sample, sheet):
                if column.refers and (value := row.get(column.name)):
                    codes = value if isinstance(value, tuple) else (value,)
                    assert {fold(code) for code in codes} <= known[column.refers], (sheet, row)


def test_the_open_month_alone_puts_two_matters_before_pseb(sample: SamplePark) -> None:
    found = rows(sample, "Attention")
    assert [row["month"] for row in found] == [LAST, LAST]
    assert all(row["since"] <= LAST.last and row["exposure"] > 0 for row in found)


def test_no_unit_is_let_twice_and_seats_never_exceed_the_room(sample: SamplePark) -> None:
    units = {row["unit"]: row for row in rows(sample, "Units")}
    taken: dict[str, list[tuple[date, date, int]]] = defaultdict(list)
    for lease in rows(sample, "Leases"):
        assert last_day(lease) >= lease["start"]
        for code in lease["units"]:
            assert units[code]["lettable"]
            share = lease.get("seats") or units[code].get("seats") or 1
            taken[code].append((lease["start"], last_day(lease), share))
    for code, lets in taken.items():
        for day, _, _ in lets:
            held = sum(share for first, last, share in lets if first <= day <= last)
            assert held <= (units[code].get("seats") or 1), (code, day)


def test_readings_rise_unless_marked(sample: SamplePark) -> None:
    digits = {row["meter"]: row["digits"] for row in rows(sample, "Meters")}
    shown: dict[str, tuple[date, int]] = {}
    for row in rows(sample, "Readings"):
        meter, event = row["meter"], row.get("event")
        assert row["reading"] < 10 ** digits[meter] * 10_000
        if meter in shown:
            day, reading = shown[meter]
            assert row["date"] > day or (event == "reset" and row["date"] == day)
            assert (row["reading"] < reading) == (event is not None), row
        shown[meter] = (row["date"], row["reading"])
    assert set(shown) == set(digits)


def test_rooms_lie_side_by_side_on_their_floor(sample: SamplePark) -> None:
    floors: dict[tuple[str, str], list[Cells]] = defaultdict(list)
    for unit in rows(sample, "Units"):
        floors[unit["building"], unit["floor"]].append(unit)
        assert unit["w"] * unit["h"] == unit["sqft"] * 10_000
    for units in floors.values():
        for place, one in enumerate(units):
            for other in units[place + 1 :]:
                beside = one["x"] + one["w"] <= other["x"] or other["x"] + other["w"] <= one["x"]
                across = one["y"] + one["h"] <= other["y"] or other["y"] + other["h"] <= one["y"]
                assert beside or across, (one["unit"], other["unit"])


def test_outages_end_after_they_start_and_power_cuts_do_not_overlap(sample: SamplePark) -> None:
    free = datetime.min.replace(tzinfo=UTC)
    for row in rows(sample, "Outages"):
        assert row["start"] < row["end"] <= datetime(2026, 11, 1, tzinfo=UTC)
        assert row["start"].utcoffset() == timedelta(0)
        assert "link" not in row or row["service"] == "internet"
        if row["service"] == "power" and "units" not in row:
            assert row["start"] > free
            free = row["end"]


def test_the_generator_burns_what_such_a_set_burns(sample: SamplePark) -> None:
    litres, hours = 0, 0
    for run in rows(sample, "Runs"):
        assert run["start"] < run["end"]
        if run["source"] == "generator":
            assert run["hour_meter"] >= hours
            litres, hours = litres + run["litres"], run["hour_meter"]
    dial = [row["reading"] for row in rows(sample, "Readings") if row["meter"] == "GEN"]
    assert 0.2 < litres / (dial[-1] - dial[0]) < 0.4


def test_the_script_is_in_order_and_leaves_the_last_month_open(sample: SamplePark) -> None:
    days = [step.day for step in sample.script]
    assert days == sorted(days)
    assert max(days) <= LAST.last
    runs = [step.month for step in sample.script if isinstance(step, IssueRun)]
    assert runs == sample.times.every[:-1]
    keys = [step.key for step in sample.script if isinstance(step, Pay) and step.key]
    assert len(set(keys)) == len(keys)


def test_staff_fit_into_their_rooms_and_exports_are_sane(sample: SamplePark) -> None:
    for row in rows(sample, "Returns"):
        people = row["men"] + row["women"]
        assert people >= 1
        assert 0 <= row["exports_usd"] * 12 <= people * 60_000_00


def test_schemes_end_in_the_middle_of_a_month() -> None:
    ends = {row["scheme"]: row["to"] for row in rows(made("gilgit", 40, 24), "Subsidies")}
    assert ends["PSEB first year"] == date(2021, 9, 30)
    assert ends["Sample start-up rent support"] == date(2025, 11, 15)
    assert ends["Sample start-up internet support"] == date(2026, 10, 15)


def test_the_same_arguments_give_the_same_rows() -> None:
    assert fingerprint(build("gilgit", 45, 12)) == fingerprint(build("gilgit", 45, 12))
    assert fingerprint(build("gilgit", 45, 12)) != fingerprint(build("gilgit", 46, 12))


def test_another_process_with_other_hashes_gives_the_same_rows() -> None:
    code = (
        "import hashlib; from stpdesk.actions.sample import build; s = build('punjab', 30, 8);"
        "print(hashlib.sha256(repr((s.settings, s.rows, s.script, s.cases)).encode()).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        ).stdout.strip()
        for seed in ("1", "2")
    }  # fmt: skip
    assert found == {fingerprint(build("punjab", 30, 8))}


@pytest.mark.parametrize(
    ("which", "tenants", "months"), [("mars", 40, 24), ("gilgit", 0, 24), ("gilgit", 40, 2)]
)
def test_an_impossible_sample_is_refused(which: str, tenants: int, months: int) -> None:
    with pytest.raises(Refused):
        build(which, tenants, months)


def test_names_are_each_their_own() -> None:
    names = [row["name"] for row in rows(made("gilgit", 150, 60), "Tenants")]
    assert len(set(names)) == len(names)
