"""A park with two months of everything, and the monthly report made from any park."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from stpdesk.core.civil import midnight
from stpdesk.core.months import DAY, Month
from stpdesk.db.park import Park
from stpdesk.reports.figures.context import Context
from stpdesk.reports.figures.monthly.document import Monthly
from stpdesk.reports.figures.monthly.report import monthly
from stpdesk.reports.figures.monthly.summary import Kpi
from stpdesk.reports.figures.written import FIXED
from tests.actions.conftest import Clock, Desk

ODD = (
    "=cmd()|'/c calc'!A1",
    "<b>A & B</b> 😀",
    "آغا خان ڈیجیٹل (پرائیویٹ) لمیٹڈ 2026",
    "Very long name " * 13,
)


def at(text: str) -> datetime:
    """`10-05 14:00` of 2026, a local time."""
    day, _, clock = text.partition(" ")
    return datetime.fromisoformat(f"2026-{day}T{clock}").replace(tzinfo=ZoneInfo("Asia/Karachi"))


def report(desk: Desk, month: str, day: str | None = None) -> Monthly:
    """The report of a month as at its last day, or another one."""
    desk.store()
    wanted = Month.parse(month)
    last = date.fromisoformat(day) if day else wanted.last
    with desk.session.park.reading() as db:
        return monthly(Context(db, last, wanted, midnight(last + DAY)))


@contextmanager
def opened(empty_park: Path, folder: Path) -> Iterator[Desk]:
    """A desk for several tests at once, in a copy of the empty park."""
    shutil.copytree(empty_park, folder)
    clock = Clock()
    with Park.open(folder, user="manager", password="x", write=True, clock=clock) as park:
        yield Desk(park, clock).sets(round_to_rupee=False)


def kpi(made: Monthly, key: str) -> Kpi:
    """One of the eight figures."""
    return next(one for one in made.summary.kpis if one.key == key)


def plain(words: str) -> str:
    """With blanks that break."""
    return words.replace(FIXED, " ")


def out(desk: Desk, start: str, end: str | None, service: str = "power", **more: Any) -> Desk:
    """One outage."""
    return desk.put("Outages", service=service, start=at(start), end=at(end) if end else None, **more)


def busy(desk: Desk) -> Desk:
    """September and October 2026 of a park of five units: billed, paid in part, reported, without power for a while."""
    desk.sets(
        city="Gilgit", province="GB", occupancy_target_pct="70", power_target_pct="99.9", internet_target_pct="99",
        billing_from="2026-09", outages_from="2026-09-01",
    )  # fmt: skip
    for unit, floor, sqft in (("A-1", "Ground floor", "1000"), ("A-2", "First floor", "1000"),
                              ("A-3", "First floor", "1000"), ("A-4", "First floor", "500")):  # fmt: skip
        desk.put("Units", unit=unit, building="Block A", floor=floor, sqft=sqft)
    desk.put("Units", unit="HALL", building="Block A", floor="Ground floor", sqft="1500", seats=30)
    desk._known |= {"A-1", "A-2", "A-3", "A-4", "HALL"}
    for code, name, kind in (("T1", ODD[0], "company"), ("T2", ODD[1], "call centre"), ("T3", ODD[2], "freelancer"),
                             ("T4", ODD[3], "company")):  # fmt: skip
        desk.put("Tenants", tenant=code, name=name, kind=kind)
        desk._known.add(code)
    desk.let("100", "2025-10-01", "2026-12-31", code="L1", tenant="T1", units="A-1")
    desk.let("80", "2026-01-01", "2026-10-20", code="L2", tenant="T2", units="A-2")
    desk.let("3000", "2026-10-11", code="L3", tenant="T3", units="HALL", basis="seat", seats=2)
    desk.let("40000", "2026-09-01", "2027-08-31", code="L4", tenant="T4", units="A-3", basis="fixed")
    desk.put("Charges", lease="L1", head="internet", monthly="12000")
    desk.scheme("internet", "100", "2026-01-01", "2026-12-31").tax("rent", "16")
    desk.today("2026-09-01").bill("2026-09")
    desk.pay("60000", "2026-09-10", income_tax="5000")
    desk.pay("40000", "2026-09-20", tenant="T4")
    desk.today("2026-10-01").bill("2026-10")
    bad = desk.pay("116000", "2026-10-05")
    desk.reverse(bad, "2026-10-12")
    desk.pay("50000", "2026-10-15", tenant="T4")
    for month, men, women, exports in (("2026-09", 8, 2, "5000"), ("2026-10", 9, 3, "6000")):
        desk.put("Returns", tenant="T1", month=month, men=men, women=women, exports_usd=exports)
    desk.put("Returns", tenant="T2", month="2026-09", men=4, women=1)
    out(desk, "09-15 10:00", "09-15 12:00", cause="load shedding")
    out(desk, "10-05 14:00", "10-05 16:00", cause="load shedding")
    out(desk, "10-20 09:00", "10-20 09:40", "internet", cause="fibre cut")
    desk.put("Runs", source="generator", start=at("10-05 14:05"), end=at("10-05 16:30"), litres="14.5")
    desk.put("Gaps", start=at("10-25 00:00"), end=at("10-25 02:00"))
    return desk.today("2026-11-02").store()
