"""The month's power and internet, and the outage report, through a real park."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from stpdesk.core.civil import seconds_of
from stpdesk.core.months import Month
from stpdesk.db import service_log
from stpdesk.reports.figures.context import Context
from stpdesk.reports.figures.monthly.report import monthly
from stpdesk.reports.figures.outages import outages
from stpdesk.reports.figures.table import Report
from stpdesk.reports.pdf.tables import write_report as write_pdf
from stpdesk.reports.xlsx.tables import write_report as write_xlsx
from tests.actions.conftest import Desk
from tests.reports.reading import outside_margins, text

JUNE = Month(2026, 6)


def at(clock: str) -> datetime:
    """`10 10:00` in June, or `07-01 03:00`, as a local time."""
    day, _, time = clock.rpartition(" ")
    month, _, number = day.rpartition("-")
    return datetime.fromisoformat(f"2026-{int(month or 6):02d}-{int(number):02d}T{time}").replace(
        tzinfo=ZoneInfo("Asia/Karachi")
    )


def out(desk: Desk, service: str, start: str, end: str | None, **more: Any) -> Desk:
    """One row of Outages."""
    return desk.put("Outages", service=service, start=at(start), end=at(end) if end else None, **more)


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """A June with two links, three tenants, a generator, and something of every kind."""
    for number in (1, 2, 3):
        desk.let("1", code=f"L{number}", tenant=f"T{number}", units=f"A-{number}", basis="fixed")
    desk.put("Links", link="SCO", isp="SCO").put("Links", link="SAT", isp="Satellite")
    out(desk, "power", "10 10:00", "10 11:00", cause="load shedding")
    out(desk, "power", "10 10:30", "10 12:00", cause="fault", note="برف باری")
    out(desk, "power", "30 22:00", "07-01 03:00")
    out(desk, "power", "12 09:00", "12 09:40", units="A-2", cause="internal fault")
    out(desk, "internet", "10 10:20", "10 12:03", cause="router")
    out(desk, "internet", "20 10:00", "20 12:00", link="SCO", planned=True, cause="fibre cut")
    out(desk, "internet", "20 11:00", "20 11:30", link="SAT", cause="upstream fault")
    desk.put("Runs", source="generator", start=at("10 10:04"), end=at("10 11:30"), litres="21.5")
    desk.put("Schedule", weekday=tuple(range(7)), from_=600, to=660)
    desk.put("Gaps", start=at("25 00:00"), end=at("25 02:00"))
    return desk.store()


def log_of(desk: Desk) -> Report:
    """The outage report of June."""
    with desk.session.park.reading() as db:
        return outages(Context(db, date(2026, 6, 30), JUNE, seconds_of(at("07-20 10:00"))))


def month_of(desk: Desk, now: str = "07-20 10:00") -> dict[str, Any]:
    """The monthly report of June."""
    with desk.session.park.reading() as db:
        found = monthly(Context(db, date(2026, 6, 30), JUNE, seconds_of(at(now)))).data
        assert isinstance(found, dict)
        return found


def test_the_month_counts_power_by_the_rules(busy: Desk) -> None:
    power = month_of(busy)["power"]
    assert (power["down_minutes"], power["planned_minutes"], power["unknown_minutes"]) == (240, 60, 120)
    assert (power["events"], power["sustained"], power["momentary"], power["carried_in"]) == (2, 2, 0, 0)
    assert power["tenant_minutes"] == 240 - 86
    assert (power["generator_hours"], power["litres"]) == (86 / 60, 21.5)
    assert power["mttr"] == (120 + 300) / 2
    assert power["tenants_mean"] == 3
    # behind the generator: 4 minutes and 30 minutes on the 10th, 120 on the 30th; T2's floor on the 12th
    assert power["saifi"] == pytest.approx((3 + 3 + 1) / 3)
    assert power["saidi"] == pytest.approx((3 * 30 + 3 * 120 + 40) / 3)
    assert power["maifi"] == 1
    assert power["ongoing"] is False


def test_the_month_counts_the_internet_and_what_power_is_to_blame_for(busy: Desk) -> None:
    internet = month_of(busy)["internet"]
    assert (internet["down_minutes"], internet["degraded_minutes"]) == (103 + 30, 90)
    assert internet["charged_to_power_minutes"] == 103
    assert internet["planned_minutes"] == 0  # one of the two links was not planned to be down
    assert [one["link"] for one in internet["links"]] == ["SCO", "SAT"]
    assert [one["down_minutes"] for one in internet["links"]] == [223, 133]
    assert internet["links"][0]["planned_minutes"] == 120


def test_a_running_month_ends_now(busy: Desk) -> None:
    out(busy, "power", "15 09:00", None).store()
    power = month_of(busy, "15 10:30")["power"]
    assert (power["down_minutes"], power["ongoing"]) == (120 + 90, True)
    assert power["window_minutes"] == 14 * 1440 + 630
    assert power["unknown_minutes"] == 0


def test_settings_change_what_is_momentary_and_what_joins(busy: Desk) -> None:
    busy.sets(momentary_minutes=120, outage_join_minutes=0, power_grace_minutes=0).store()
    found = month_of(busy)
    assert (found["power"]["sustained"], found["power"]["momentary"]) == (1, 1)
    assert found["internet"]["charged_to_power_minutes"] == 100


def test_every_event_is_told_with_its_parts(busy: Desk) -> None:
    events = log_of(busy).data["events"]
    first = events[0]
    assert (first["service"], first["minutes"], first["covered_by_generator_minutes"]) == ("power", 120, 86)
    assert (first["tenants_without_minutes"], first["planned_minutes"], first["tenants"]) == (34, 60, 3)
    assert first["causes"] == ["load shedding", "fault"]
    assert [one["number"] for one in first["outages"]] == [1, 3]
    assert [(one["service"], one["link"], one["units"]) for one in events] == [
        ("power", None, []), ("internet", None, []), ("power", None, ["A-2"]), ("internet", "SCO", []),
        ("internet", None, []), ("power", None, []),
    ]  # fmt: skip
    link = events[3]
    assert (link["minutes"], link["tenants_without_minutes"], link["planned_minutes"]) == (120, 30, 120)
    assert link["causes"] == ["fibre cut"]
    assert events[1]["charged_to_power_minutes"] == 103
    assert (events[-1]["minutes"], events[-1]["lasted_minutes"]) == (120, 300)
    assert events[-1]["end"] == "2026-07-01T03:00:00+05:00"


def test_nobody_was_without_behind_a_generator_that_ran_all_the_time(busy: Desk) -> None:
    out(busy, "power", "15 10:00", "15 11:30").put(
        "Runs", source="generator", start=at("15 10:00"), end=at("15 11:30")
    )
    event = next(one for one in log_of(busy.store()).data["events"] if one["start"].startswith("2026-06-15"))
    assert (event["minutes"], event["covered_by_generator_minutes"], event["tenants"]) == (90, 90, 0)


def test_a_planned_outage_of_some_units_is_told_as_planned(busy: Desk) -> None:
    out(busy, "power", "16 10:00", "16 11:00", units="A-1", planned=True)
    event = next(one for one in log_of(busy.store()).data["events"] if one["units"] == ["A-1"])
    assert (event["planned_minutes"], event["minutes"]) == (60, 60)


def test_days_hours_and_causes_add_up_to_the_month(busy: Desk) -> None:
    data = log_of(busy).data
    down = data["power"]["down_minutes"]
    assert sum(one["grid_minutes"] for one in data["days"]) == down
    assert sum(sum(row) for row in data["hours"]["grid"]) == down
    assert sum(one["minutes"] for one in data["causes"] if one["service"] == "power") == down
    assert data["hours"]["grid"][2][10] == 60  # the 10th of June 2026 was a Wednesday
    assert [one["minutes"] for one in data["causes"] if one["link"] == "SCO"] == [120, 103]
    assert sum(one["internet_minutes"] for one in data["days"]) == data["internet"]["down_minutes"]
    assert {one["day"] for one in data["days"]} == {f"2026-06-{day:02d}" for day in range(1, 31)}


def test_tenants_are_told_what_met_them(busy: Desk) -> None:
    tenants = {one["tenant"]: one for one in log_of(busy).data["tenants"]}
    assert tenants["T1"]["power_minutes"] == 4 + 30 + 120
    assert tenants["T2"]["power_minutes"] == 4 + 30 + 120 + 40
    assert tenants["T1"]["internet_minutes"] == 133


def test_a_part_of_history_is_read_with_what_it_hangs_together_with(busy: Desk) -> None:
    with busy.session.park.reading() as db:
        july = Context(db, date(2026, 7, 31), Month(2026, 7))
        figures = july.reliability(date(2026, 7, 1), date(2026, 7, 31))
        assert [one.span.seconds for one in figures.log.outages] == [300 * 60]
        assert service_log.load(db, figures.window, july.terms.park, ()).outages == figures.log.outages
        assert monthly(july).data["power"]["carried_in"] == 1


def test_the_workbook_holds_numbers_and_the_pages_stay_within_their_margins(
    busy: Desk, tmp_path: Path
) -> None:
    found = log_of(busy)
    write_xlsx(found, tmp_path / "outages.xlsx")
    book = openpyxl.load_workbook(tmp_path / "outages.xlsx")
    days = list(book["By day"].iter_rows(values_only=True))
    heads = next(place for place, row in enumerate(days) if row[0] == "Day")
    counted = [row for row in days[heads + 1 :] if isinstance(row[0], datetime)]
    assert sum(float(str(row[1])) for row in counted) == found.data["power"]["down_minutes"]
    starts = [row[1] for row in book["Events"].iter_rows(values_only=True) if row[0] == "power"]
    assert starts[0] == datetime(2026, 6, 10, 10, 0)
    assert book["Events"].column_dimensions["B"].width >= len("10 Jun 2026 10:00")
    assert "برف باری" in [row[11] for row in book["Events"].iter_rows(values_only=True)]
    write_pdf(found, tmp_path / "outages.pdf")
    content = (tmp_path / "outages.pdf").read_bytes()
    assert outside_margins(content) == []
    assert "load shedding, fault" in text(content).replace("\n", " ")


def test_a_park_without_anything_still_has_a_report(desk: Desk, tmp_path: Path) -> None:
    found = log_of(desk.store())
    assert found.data["events"] == found.data["causes"] == found.data["tenants"] == []
    assert found.data["power"]["availability_pct"] == 100
    assert found.data["power"]["saifi"] is None
    write_xlsx(found, tmp_path / "outages.xlsx")
    write_pdf(found, tmp_path / "outages.pdf")
    assert "No event in this period." in text((tmp_path / "outages.pdf").read_bytes())
