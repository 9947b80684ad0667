"""A park in which rooms were let again and again, for the tests of lists: every state, every kind of rate, arrears, outages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

from stpdesk.actions.units import add_repair
from tests.actions.conftest import Desk

NAMES = ("Neelum Digital", "کشمیر سافٹ ویئر", "Éclair Labs", "Marble Arts", "May & Sons", "ياسين ٹیک")


def full(desk: Desk) -> Desk:
    """Rooms let again and again: renewals, holdovers, seats, steps, escalations, arrears, advances, repairs, outages."""
    dice = Random(7)
    for n in range(12):
        desk.put("Tenants", tenant=f"T-{n + 1}", name=f"{NAMES[n % 6]} {n}", kind=("company", "start-up", None)[n % 3],
                 pseb_no=f"Z-{n}" if n % 2 else None, pseb_valid_to=f"2026-{1 + n:02}-28" if n % 4 else None)  # fmt: skip
    for n in range(10):
        desk.put("Units", unit=f"A-{n + 1}", sqft=str(90 + 37 * n), floor=("Ground", "First")[n % 2], lettable=n != 9,
                 building="Old" if n > 6 else None)  # fmt: skip
    for n in range(2):
        desk.put("Units", unit=f"H-{n + 1}", sqft="800", seats=24, floor="Second", name="Seat hall")
    for n in range(9):
        _chain(desk, dice, f"A-{n + 1}", n)
    for n in range(8):
        desk.put("Leases", lease=f"S-{n}", tenant=f"T-{1 + n % 5}", units="H-1;H-2" if n == 7 else f"H-{1 + n % 2}",
                 start=f"2026-0{1 + n}-01", end=f"2026-{10 + n % 3}-15" if n % 2 else None, basis="seat",
                 seats=2, rate=str(5000 + n) if n else "13.11")  # fmt: skip
    for n in range(6):
        desk.put("Returns", tenant=f"T-{1 + n}", month=f"2026-{5 + n:02}", men=n or None, women=2 * n or None)
    desk.put("Opening", tenant="T-11", date="2026-01-01", due="2026-02-01", amount="700")
    desk.put("Links", link="PTCL", isp="PTCL", in_service_from="2026-01-01")
    for n in range(9):
        begun = datetime(2026, 9, 1 + n, 18 + n % 3, tzinfo=UTC)
        desk.put("Outages", service=("power", "internet")[n % 2], link="PTCL" if n % 4 == 1 else None, start=begun, planned=n == 4,
                 end=begun + timedelta(hours=3), cause=("Fibre cut", "لوڈ شیڈنگ", None)[n % 3], units="A-2;H-1" if n % 4 == 2 else None)  # fmt: skip
    desk.bill("2026-08", "2026-09", "2026-10")
    desk.today("2026-10-20")
    for n in range(7):
        paid = desk.pay(
            str(900 + 411 * n), f"2026-10-{5 + n:02}", tenant=f"T-{1 + n}", income_tax=str(11 * (n % 2))
        )
        if n == 3:
            desk.reverse(paid, "2026-10-19")
    for n in range(2):
        add_repair(
            desk.session, f"A-{9 + n}", date(2026, 10, 1), None if n else date(2026, 11, 30), "Ceiling"
        )
    return desk


def _chain(desk: Desk, dice: Random, unit: str, n: int) -> None:
    """Leases of one unit, one after the other."""
    start, number, tenant = date(2025, 3, 1), 0, 1 + n
    while start < date(2027, 6, 1):
        end = start + timedelta(days=dice.choice([60, 150, 240, 600]))
        last = number == 4 or dice.random() < 0.15
        holdover = last and dice.random() < 0.5
        code = f"L-{n}{number}"
        desk.put("Leases", lease=code, tenant=f"T-{tenant}", units=unit, start=str(start), basis=dice.choice(["sqft", "fixed"]),
                 end=None if last and not holdover else str(end), rate=f"{dice.randrange(20, 900)}.{dice.randrange(100):02}",
                 holdover=holdover, escalation_pct=dice.choice([None, "7.5", "10"]), escalation_months=dice.choice([None, 6]))  # fmt: skip
        if dice.random() < 0.3:
            desk.put(
                "Rates", lease=code, from_=str(start + timedelta(days=45)), rate=str(dice.randrange(30, 500))
            )
        if last:
            return
        start, number = end + timedelta(days=1 if dice.random() < 0.6 else 20), number + 1
        tenant = tenant if dice.random() < 0.6 else 1 + dice.randrange(11)
