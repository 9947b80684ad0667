"""Random but valid parks, with every awkward thing the rules speak of."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TypeVar

from .book import (
    Adjustment,
    Book,
    Charge,
    Deposit,
    Lease,
    Meter,
    Month,
    OneOff,
    Opening,
    Park,
    Reading,
    Receipt,
    Return,
    Step,
    Subsidy,
    Tariff,
    Tax,
    Tenant,
    Unit,
)

KINDS = ["company", "call centre", "start-up", "freelancer"]
CHARGE_HEADS = ["internet", "service", "parking", "air conditioning"]
NAMES = [
    "Karakoram Soft",
    "Indus Apps (Pvt) Ltd",
    "هنزہ سافٹ ویئر",
    "Nagar & Sons",
    "گلگت ٹیکنالوجی",
    "O'Neill <Data>",
    "Baltit Labs",
    "Deosai Call Centre",
]
FIRST_RUNS = ["2026-01"] * 6 + ["2025-04", "2025-10", "2023-12", "2026-03"]
RUNS = 6


def random_book(seed: int, size: int = 6) -> Book:
    """A park of about `size` tenants; the same seed gives the same park."""
    return _Park(Random(seed), size).book


def first_run(book: Book) -> Month:
    """The first month to run: kept in the park's name, so that a saved workbook says it."""
    return Month.parse(book.park.name.rsplit(" ", 1)[1])


def hold_back(book: Book, rng: Random) -> Book:
    """What the manager typed at first: leases, readings, charges and receipts come in late.

    `book` becomes the later workbook: the same rows and the late ones after them.
    """
    first = copy.deepcopy(book)
    codes = {lease.code for lease in rng.sample(book.leases, min(len(book.leases), rng.randint(0, 2)))}
    first.leases, book.leases = _late(book.leases, lambda row: row.code in codes)
    first.steps, book.steps = _late(book.steps, lambda row: row.lease in codes)
    first.charges, book.charges = _late(book.charges, lambda row: row.lease in codes)
    since = {meter.code: rng.choice([None, None, first_run(book).plus(1).last]) for meter in book.meters}
    first.readings, book.readings = _late(
        book.readings, lambda row: (day := since[row.meter]) is not None and row.day > day
    )
    first.one_offs, book.one_offs = _late(book.one_offs, lambda row: rng.random() < 0.3)
    first.receipts, book.receipts = _late(book.receipts, lambda row: rng.random() < 0.5)
    for early in first.leases:
        if early.end is None or early.holdover or early.basis == "seat" or rng.random() < 0.6:
            continue
        shorter = early.end - timedelta(days=rng.randint(1, 60))
        if shorter >= max(early.start, early.rent_free_to or early.start):
            early.end = shorter
    return first


Row = TypeVar("Row")


def _late(rows: list[Row], held: Callable[[Row], bool]) -> tuple[list[Row], list[Row]]:
    """The rows typed at once, and all of them with the late ones last."""
    marks = [(row, held(row)) for row in rows]
    early = [row for row, late in marks if not late]
    return copy.deepcopy(early), early + [row for row, late in marks if late]


class _Park:
    def __init__(self, rng: Random, size: int) -> None:
        self.rng = rng
        self.size = size
        self.start = Month.parse(rng.choice(FIRST_RUNS))
        self.until = self.start.plus(RUNS)
        self.book = Book(self.park())
        self.whole: list[Unit] = []
        self.halls: list[Unit] = []
        self.units()
        self.tenants()
        self.leases()
        self.charges()
        self.subsidies()
        self.taxes()
        self.meters()
        self.extras()
        self.money()
        self.returns()

    # ---- small draws ---------------------------------------------------------------------------

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.rng.randint(0, max(0, (last - first).days)))

    def around(self) -> date:
        """A day in or near the months that are run."""
        return self.day(self.start.plus(-2).first, self.until.last)

    def edge(self) -> date:
        """A day, often the first or last of its month or one of 29–31."""
        day = self.around()
        month = Month.of(day)
        return self.rng.choice(
            [day, day, month.first, month.last, month.day(29), month.day(30), month.day(15)]
        )

    def paisa(self, low: int, high: int) -> int:
        value = self.rng.randint(low * 100, high * 100)
        return self.rng.choice([value, value // 100 * 100, value // 50 * 50])

    def decimal(self, low: int, high: int) -> Decimal:
        places = self.rng.choice([0, 0, 1, 2, 4])
        return Decimal(self.rng.randint(low * 10**places, high * 10**places)).scaleb(-places)

    # ---- sheets --------------------------------------------------------------------------------

    def park(self) -> Park:
        rng = self.rng
        return Park(
            code=rng.choice(["GLT", "AMZ", "SKD"]),
            name=f"Random Park {self.start}",
            invoice_day=rng.choice([None, 1, 1, 5, 15, 28, 31]),
            due_days=rng.choice([None, 10, 0, 5, 30, 45]),
            round_to_rupee=rng.choice([None, True, False]),
            rent_billing=rng.choice([None, "advance", "arrears"]),
            billing_from=rng.choice(
                [None, None, self.start, self.start.plus(-1), self.start.plus(-3), self.start.plus(1)]
            ),
            subsidy_tax_base=rng.choice([None, "net", "gross"]),
            late_fee_pct=rng.choice([None, None, Decimal(2), Decimal("1.5"), Decimal("0.3333")]),
            established_on=self.start.plus(-8).day(16),
        )

    def units(self) -> None:
        rng = self.rng
        floors = rng.sample(["Ground", "First", "Second", "Third"], rng.randint(2, 4))
        for place in range(max(4, self.size)):
            floor = floors[place % len(floors)]
            sqft = rng.choice([Decimal(rng.randint(100, 4000)), self.decimal(100, 3000)])
            seats = rng.choice([None, None, rng.randint(4, 30)])
            self.whole.append(Unit(f"{floor[0]}-{100 + place}", sqft, seats, floor=floor))
        for place in range(rng.randint(1, 2)):
            hall = Unit(f"Hall {place + 1}", self.decimal(800, 2500), rng.randint(8, 40), floor=floors[0])
            self.halls.append(hall)
        store = Unit("STORE", Decimal(300), lettable=False, floor=floors[0], kind="store")
        self.book.units += [*self.whole, *self.halls, store]

    def tenants(self) -> None:
        numbers = self.rng.sample(range(1, 130), self.size)
        prefix = self.rng.choice(["T", "t", "Tenant-"])
        for number in numbers:
            letters = prefix if self.chance(0.8) else prefix.swapcase()
            self.book.tenants.append(
                Tenant(
                    f"{letters}{number}",
                    f"{self.rng.choice(NAMES)} {number}",
                    self.rng.choice([*KINDS, *KINDS, ""]),
                    tax_exempt=self.chance(0.15),
                    income_tax_pct=self.rng.choice([None, Decimal(15), Decimal("7.5")]),
                    sales_tax_withheld_pct=self.rng.choice([None, Decimal(100), Decimal(20)]),
                )
            )

    def tenant(self) -> str:
        return self.rng.choice(self.book.tenants).code

    def leases(self) -> None:
        left = list(self.whole)
        self.rng.shuffle(left)
        while left:
            count = min(len(left), self.rng.choice([1, 1, 1, 2, 3]))
            group, left = left[:count], left[count:]
            if self.chance(0.88):
                self._whole_leases(group)
        for hall in self.halls:
            self._seat_leases(hall)
        if self.chance(0.15):
            self._lease([self.book.units[-1]], self._lease_start(), None, "fixed")

    def _lease(self, units: list[Unit], start: date, end: date | None, basis: str) -> Lease:
        rng = self.rng
        rate = {
            "sqft": self.paisa(20, 120),
            "seat": self.paisa(2000, 15000),
            "fixed": self.paisa(5000, 300000),
        }
        lease = Lease(
            f"L-{len(self.book.leases) + 1}",
            self.tenant(),
            [unit.code for unit in units],
            start,
            end,
            basis,
            rate[basis],
        )
        if self.chance(0.5):
            lease.escalation_months = rng.choice([None, None, 1, 3, 6, 12, 24])
            often = lease.escalation_months in (1, 3)
            lease.escalation_pct = Decimal(
                rng.choice(["0.5", "1"] if often else ["10", "7.5", "5", "3.3333"])
            )
        if self.chance(0.25):
            lease.rent_free_to = start + timedelta(days=rng.randint(0, 75))
            if end is not None and lease.rent_free_to > end:
                lease.rent_free_to = None
        if self.chance(0.3):
            lease.deposit = self.paisa(10000, 500000)
        self.book.leases.append(lease)
        self._steps(lease)
        return lease

    def _steps(self, lease: Lease) -> None:
        days: set[date] = set()
        if self.chance(0.2):
            days.add(lease.start - timedelta(days=self.rng.randint(1, 100)))
        if self.chance(0.08):
            days.add(lease.start)
        if self.chance(0.2):
            every = lease.escalation_months or 12
            day = Month.of(lease.start).plus(every * self.rng.randint(1, 3)).day(lease.start.day)
            days.add(day)
        if self.chance(0.3):
            days.add(self.edge())
        for day in days:
            rate = (
                lease.rate if self.chance(0.15) else max(100, lease.rate * self.rng.randint(70, 140) // 100)
            )
            if lease.end is None or day <= lease.end:
                self.book.steps.append(Step(lease.code, day, rate))

    def _lease_start(self) -> date:
        old = self.start.plus(-self.rng.randint(3, 40))
        return self.rng.choice(
            [
                old.first,
                old.day(self.rng.randint(1, 31)),
                old.day(self.rng.choice([29, 30, 31])),
                self.edge(),
            ]
        )

    def _whole_leases(self, group: list[Unit]) -> None:
        start = self._lease_start()
        while start < self.until.first:
            basis = self.rng.choice(["sqft", "sqft", "sqft", "fixed"])
            if all(unit.seats for unit in group) and self.chance(0.3):
                basis = "seat"
            end: date | None = None
            if self.chance(0.6):
                end = self.edge() if self.chance(0.8) else self.until.plus(self.rng.randint(1, 40)).last
                end = end if end > start + timedelta(days=20) else None
            lease = self._lease(group, start, end, basis)
            if end is None:
                lease.holdover = self.chance(0.15)
                return
            if self.chance(0.25):
                lease.holdover = True
                return
            if self.chance(0.3):
                return
            start = end + timedelta(days=self.rng.choice([1, 1, 1, 5, 20, 45]))

    def _seat_leases(self, hall: Unit) -> None:
        assert hall.seats is not None
        left = hall.seats
        if self.chance(0.15):
            self._lease([hall], self._lease_start(), None, "seat")
            return
        while left > 2 and self.chance(0.8):
            seats = self.rng.randint(1, left)
            left -= seats
            start = self._lease_start()
            end = self.edge() if self.chance(0.4) else None
            if end is not None and end < start:
                end = None
            lease = self._lease([hall], start, end, "seat")
            lease.seats = seats
            lease.holdover = end is not None and self.chance(0.3)

    def charges(self) -> None:
        for lease in self.book.leases:
            for head in CHARGE_HEADS:
                if not self.chance(0.3):
                    continue
                charge = Charge(lease.code, head, self.paisa(500, 30000), description=f"{head} monthly")
                last = lease.end or self.until.last
                if self.chance(0.4):
                    charge.start = self.day(lease.start - timedelta(days=20), last)
                if self.chance(0.4):
                    charge.end = self.day(charge.start or lease.start, last + timedelta(days=20))
                self.book.charges.append(charge)

    def subsidies(self) -> None:
        place = 0
        for head, pcts in (
            ("rent", ["25", "60", "50", "12.5"]),
            ("internet", ["100", "40"]),
            ("electricity", ["80", "33.3333"]),
            ("generator", ["50"]),
            ("service", ["10"]),
        ):
            for pct in pcts:
                if not self.chance(0.35):
                    continue
                place += 1
                kinds = self.rng.sample(KINDS, self.rng.randint(1, 3)) if self.chance(0.35) else []
                first = self.rng.choice([self.start.plus(-8).day(16), self.edge()])
                last = max(first, self.rng.choice([self.edge(), self.edge(), self.until.last]))
                funder = self.rng.choice(["PSEB", "Punjab", "KP"])
                self.book.subsidies.append(
                    Subsidy(f"Scheme {place}", funder, head, Decimal(pct), first, last, kinds)
                )
        self.rng.shuffle(self.book.subsidies)

    def taxes(self) -> None:
        if self.chance(0.15):
            return
        early = date(2019, 7, 1)
        for head in ["rent", "electricity", "generator", *CHARGE_HEADS, "fitting out"]:
            if not self.chance(0.6):
                continue
            authority = self.rng.choice(["PRA", "PRA", "SRB", ""])
            pct = Decimal(self.rng.choice(["16", "16", "19.5", "15", "3", "0"]))
            if self.chance(0.5):
                change = self.edge()
                later = pct if self.chance(0.2) else Decimal(self.rng.choice(["17", "5", "16"]))
                until = None if self.chance(0.3) else change - timedelta(days=1)
                self.book.taxes.append(Tax(head, authority, "PST", pct, early, until))
                gap = timedelta(days=40) if self.chance(0.2) else timedelta(0)
                self.book.taxes.append(Tax(head, authority, "PST", later, change + gap))
            else:
                self.book.taxes.append(Tax(head, authority, "PST", pct, early))
            if self.chance(0.25):
                self.book.taxes.append(Tax(head, "FBR", "FED", Decimal("1.25"), self.edge(), None))

    # ---- meters --------------------------------------------------------------------------------

    def meters(self) -> None:
        rng = self.rng
        for supply in ("grid", "generator"):
            self.book.tariffs.append(Tariff(supply, date(2020, 1, 1), self.decimal(20, 60)))
            for day in {self.edge() for _ in range(rng.randint(0, 3))}:
                self.book.tariffs.append(Tariff(supply, day, self.decimal(20, 80)))
        for unit in self.book.units:
            if self.chance(0.55):
                self._meter(unit, "grid")
            if self.chance(0.2):
                self._meter(unit, "generator")
        if self.chance(0.6):
            self._meter(None, "grid")
        usage = [self.start.plus(n) for n in range(-2, RUNS)]
        for month in rng.sample(usage, rng.randint(0, 5)):
            supply = rng.choice(["grid", "grid", "generator"])
            rate = self.decimal(-250, -20) if self.chance(0.4) else self.decimal(-3, 3) or Decimal("0.25")
            self.book.adjustments.append(Adjustment(supply, month, rate, month.plus(rng.randint(1, 3))))

    def _meter(self, unit: Unit | None, supply: str) -> None:
        rng = self.rng
        digits = rng.choice([None, 4, 5, 6])
        meter = Meter(
            f"M-{len(self.book.meters) + 1}",
            unit.code if unit else None,
            supply,
            rng.choice([None, None, Decimal(1), Decimal(40), Decimal("1.5"), Decimal("0.3333")]),
            digits,
        )
        self.book.meters.append(meter)
        top = Decimal(10**digits) if digits else Decimal(10**6)
        value = self.decimal(0, int(top) - 2) if self.chance(0.3) else top - self.decimal(100, 2000)
        day = self.start.plus(-rng.randint(1, 4)).last
        self.book.readings.append(Reading(meter.code, day, value))
        while day < self.until.first:
            day = Month.of(day).plus(1).last if self.chance(0.7) else day + timedelta(days=rng.randint(5, 45))
            used = Decimal(0) if self.chance(0.05) else self.decimal(1, 900)
            value += used
            event = ""
            if value >= top:
                if digits is None:
                    return
                value -= top
                event = "rollover"
            self.book.readings.append(Reading(meter.code, day, value, event))
            if self.chance(0.08):
                value = self.decimal(0, 300)
                after = day if self.chance(0.7) else day + timedelta(days=rng.randint(1, 10))
                self.book.readings.append(Reading(meter.code, after, value, "reset"))
                day = after

    def _present(self, tenant: str, month: Month) -> bool:
        return any(
            lease.tenant == tenant
            and lease.start <= month.last
            and (lease.end is None or lease.holdover or lease.end >= month.first)
            for lease in self.book.leases
        )

    # ---- money ---------------------------------------------------------------------------------

    def extras(self) -> None:
        for _ in range(self.rng.randint(0, 5)):
            head = self.rng.choice(["fitting out", "service", "rent", "cleaning", "electricity"])
            self.book.one_offs.append(
                OneOff(self.tenant(), head, self.edge(), self.paisa(100, 20000), f"{head} once")
            )

    def money(self) -> None:
        rng = self.rng
        before = self.start.plus(-1)
        for tenant in self.book.tenants:
            if self.chance(0.35):
                day = rng.choice([before.last, self.start.plus(-3).first])
                due = day + timedelta(days=rng.choice([0, 10, 40])) if self.chance(0.6) else None
                sign = -1 if self.chance(0.3) else 1
                self.book.openings.append(Opening(tenant.code, day, sign * self.paisa(100, 90000), due))
                if sign > 0 and self.chance(0.3):
                    other = day + timedelta(days=3)
                    sign = self.rng.choice([1, -1])
                    self.book.openings.append(Opening(tenant.code, other, sign * self.paisa(100, 9000), None))
        for _ in range(rng.randint(0, self.size)):
            self.book.receipts.append(self._receipt())
        for tenant in self.book.tenants:
            if self.chance(0.4):
                amount = self.paisa(10000, 500000)
                self.book.deposits.append(Deposit(tenant.code, before.first, "taken", amount))
                if self.chance(0.3):
                    self.book.deposits.append(
                        Deposit(tenant.code, self.start.day(20), "refunded", amount // 2)
                    )

    def _receipt(self) -> Receipt:
        taxed = self.chance(0.3)
        return Receipt(
            self.day(self.start.plus(-1).first, self.start.plus(2).last),
            self.tenant(),
            self.paisa(500, 90000),
            self.paisa(10, 4000) if taxed else 0,
            self.paisa(10, 4000) if taxed and self.chance(0.5) else 0,
            certificate="C-77" if taxed and self.chance(0.5) else "",
            method=self.rng.choice(["cheque", "cash", "bank transfer"]),
        )

    def returns(self) -> None:
        for tenant in self.book.tenants:
            for place in range(RUNS):
                if self.chance(0.5) or not self._present(tenant.code, self.start.plus(place)):
                    continue
                self.book.returns.append(
                    Return(
                        tenant.code,
                        self.start.plus(place),
                        self.rng.randint(0, 60),
                        self.rng.randint(0, 30) if self.chance(0.9) else None,
                        self.rng.choice([None, 0, 3]),
                        self.rng.choice([None, 2]),
                        Decimal(self.rng.randint(0, 90000)) if self.chance(0.8) else None,
                        self.paisa(0, 900000) if self.chance(0.7) else None,
                    )
                )
