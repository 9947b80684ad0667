"""Random but valid records of power and internet, with every awkward thing the outage rules speak of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import Workbook

from .book import NBSP, Book, Code, Lease, Month, Park, Row, Tenant, Unit, sheets, write_sheet
from .outage_rules import Announced, Gap, Link, Log, Outage, Run, midnight

DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
FIRST = Month(2024, 1)
SECOND, MINUTE, HOUR, DAY = (
    timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1),
)  # fmt: skip


@dataclass
class Diary:
    """A park, what it recorded, and the reports to ask for: a month, and a day or None for the usual."""

    book: Book
    log: Log
    month: Month
    asked: list[tuple[Month, date | None]] = field(default_factory=list)
    words: dict[int, str] = field(default_factory=dict)


def random_diary(seed: int) -> Diary:
    """The same seed gives the same diary; some are empty or short, so that a difference is soon understood."""
    return _Diary(Random(seed * 104_729 + 5)).diary


class _Diary:
    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.month = FIRST.plus(rng.randint(0, 29))
        self.first, self.last = self.month.plus(-1).day(16), self.month.plus(1).day(15)
        self.seconds = rng.random() < 0.3
        self.most = rng.choice([0, 1, 2, 3, 5, 8, 12, 20])
        self.log = Log()
        self.book = Book(Park(code="GLT"))
        self.diary = Diary(self.book, self.log, self.month)
        self.space()
        self.leases()
        self.links()
        self.outages()
        self.runs()
        self.schedule()
        self.gaps()
        starts = [self.month.first, self.day(), self.month.plus(-1).day(20), self.month.plus(1).first]
        self.log.outages_from = rng.choice([None, None, None, *starts])
        self.reports()

    # ---- small draws ---------------------------------------------------------------------------

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def day(self) -> date:
        """A day of the month in the middle."""
        return self.rng.choice(self.month.days())

    def moment(self) -> datetime:
        """Often near a midnight, a month's end or something already recorded."""
        near = [*self.log.instants[-8:]]
        edges = [midnight(self.month.first), midnight(self.month.plus(1).first), midnight(self.day())]
        if near and self.chance(0.55):
            return self.within(self.rng.choice(near) + self.step())
        if self.chance(0.35):
            return self.within(self.rng.choice(edges) + self.step() * self.rng.choice([0, 1, -1, 10]))
        span = int((midnight(self.last) - midnight(self.first)) / MINUTE)
        return self.within(midnight(self.first) + self.rng.randint(0, span) * MINUTE)

    def within(self, moment: datetime) -> datetime:
        """Inside the ten weeks that are looked at; a diary of whole minutes keeps them."""
        if self.seconds and self.chance(0.6):
            moment += self.rng.choice([-1, 1, 1, self.rng.randint(-59, 59)]) * SECOND
        return min(max(moment, midnight(self.first)), midnight(self.last))

    def step(self) -> timedelta:
        """Minutes about the borders of the rules: 3 join, 5 are momentary, 5 are charged to power."""
        return self.rng.choice([-1, 1, 1]) * self.rng.choice([0, 1, 2, 3, 3, 4, 5, 5, 6, 9, 30]) * MINUTE

    def length(self) -> timedelta:
        if self.seconds and self.chance(0.3):
            return self.rng.choice([179, 180, 181, 299, 300, 301, 1, 59]) * SECOND
        short = self.rng.choice([1, 2, 3, 4, 5, 5, 6, 7]) * MINUTE
        hours = self.rng.randint(8, 300) * MINUTE
        days = self.rng.randint(20, 90) * HOUR
        return self.rng.choice([short, short, hours, hours, hours, days])

    def units(self) -> list[str]:
        """No unit is the whole park."""
        if self.chance(0.7):
            return []
        return self.rng.sample([unit.code for unit in self.book.units], self.rng.randint(1, 3))

    # ---- sheets --------------------------------------------------------------------------------

    def space(self) -> None:
        for place in range(self.rng.randint(3, 7)):
            self.book.units.append(Unit(f"A-{101 + place}", Decimal(500)))
        self.book.units.append(Unit("HALL", Decimal(900), 20))
        for place in range(self.rng.choice([0, 1, 2, 3, 5])):
            self.book.tenants.append(Tenant(f"T{place + 1}", f"Tenant {place + 1}"))

    def leases(self) -> None:
        """One lease after the other on each unit, several tenants side by side in the hall."""
        tenants = [tenant.code for tenant in self.book.tenants]
        if not tenants:
            return
        units = [unit.code for unit in self.book.units if unit.code != "HALL"]
        while units:
            group, units = units[:2], units[2:]
            if self.chance(0.5):
                group, units = group[:1], group[1:] + units
            day = self.rng.choice([date(2020, 1, 1), self.month.first, self.day(), self.first])
            for _ in range(self.rng.randint(0, 3)):
                end = self.rng.choice([None, self.day(), day, self.month.last, day + DAY * 9])
                end = None if end is None or end < day else end
                lease = self._lease(self.rng.choice(tenants), group, day, end)
                lease.holdover = self.chance(0.15)
                if end is None or lease.holdover:
                    break
                day = end + DAY * self.rng.choice([1, 1, 4])
        for tenant in self.rng.sample(tenants, self.rng.randint(0, min(3, len(tenants)))):
            lease = self._lease(tenant, ["HALL"], self.rng.choice([date(2021, 5, 5), self.day()]), None)
            lease.basis, lease.seats = "seat", 4

    def _lease(self, tenant: str, units: list[str], start: date, end: date | None) -> Lease:
        lease = Lease(f"L{len(self.book.leases) + 1}", tenant, units, start, end, "fixed", 100_000)
        self.book.leases.append(lease)
        self.log.leases = self.book.leases
        return lease

    def links(self) -> None:
        for place in range(self.rng.choice([0, 0, 1, 1, 2, 2, 3])):
            first = self.rng.choice([None, None, date(2023, 3, 1), self.day(), self.month.first])
            last = self.rng.choice([None, None, None, self.day(), self.month.last, self.month.plus(-1).last])
            if first and last and last < first:
                last = None
            self.log.links.append(Link(f"Link {'ABC'[place]}", first, last))

    def outages(self) -> None:
        codes: list[str | None] = [None, *(link.code for link in self.log.links)]
        for _ in range(self.rng.randint(0, self.most)):
            self._outage("power", None)
        for _ in range(self.rng.randint(0, self.most)):
            self._outage("internet", self.rng.choice(codes))
        for link in self.log.links:
            if self.log.outages and self.chance(0.6):
                other = self.rng.choice(self.log.outages)
                self._outage("internet", link.code, other.start + self.step())

    def _outage(self, service: str, link: str | None, start: datetime | None = None) -> None:
        start = self.within(start or self.moment())
        end = None if self.chance(0.07) else start + self.length()
        self.log.outages.append(Outage(service, start, end, link, self.units(), self.chance(0.2)))

    def runs(self) -> None:
        """Most follow a power cut, some do not; a few never end."""
        cuts = [outage for outage in self.log.outages if outage.service == "power"]
        for _ in range(self.rng.randint(0, self.most)):
            start, end = self.moment(), None
            if cuts and self.chance(0.8):
                cut = self.rng.choice(cuts)
                start = cut.start + self.rng.choice([0, 1, 2, 3, 4, 5, 6, 20, -10]) * MINUTE
                end = cut.end and cut.end + self.rng.choice([0, 1, 3, 5, 10, -1, -5, -6]) * MINUTE
            if end is None or end <= start:
                end = start + self.length()
            self.log.runs.append(
                Run(
                    self.rng.choice(["generator", "generator", "ups"]),
                    start,
                    None if self.chance(0.06) else end,
                    self.rng.choice([None, None, "park", "rack"]),
                    self.rng.choice([None, Decimal("12.5"), Decimal(40), Decimal("0.3333")]),
                )
            )

    def schedule(self) -> None:
        for _ in range(self.rng.choice([0, 0, 1, 2, 3])):
            days, words = self._weekdays()
            first = self.rng.choice([0, 60, 600, 22 * 60, 23 * 60 + 30, self.rng.randint(0, 1439)])
            last = self.rng.choice([120, 720, 1440, first - 30, self.rng.randint(1, 1440)])
            if last in (first, first + 1440) or last <= 0:
                last = first + 15 if first < 1400 else 5
            valid_from = self.rng.choice([None, None, self.day()])
            valid_to = self.rng.choice([None, None, self.day(), valid_from])
            if valid_from and valid_to and valid_to < valid_from:
                valid_to = None
            service = self.rng.choice([None, "power", "internet"])
            self.diary.words[len(self.log.schedule)] = words
            self.log.schedule.append(Announced(days, first, last, service, valid_from, valid_to))

    def _weekdays(self) -> tuple[frozenset[int], str]:
        start, steps = self.rng.randint(0, 6), self.rng.randint(0, 4)
        some = frozenset((start + step) % 7 for step in range(steps + 1))
        one = frozenset({start})
        return self.rng.choice(
            [
                (frozenset(range(7)), "daily"),
                (one, DAYS[start]),
                (some, f"{DAYS[start]}-{DAYS[(start + steps) % 7]}" if steps else DAYS[start]),
            ]
        )

    def gaps(self) -> None:
        for _ in range(self.rng.choice([0, 0, 1, 2, 4])):
            start = self.moment()
            self.log.gaps.append(Gap(start, start + self.length()))
        if self.chance(0.05):
            end = midnight(self.month.plus(1).first)
            self.log.gaps.append(Gap(midnight(self.month.first), end))
        for gap in self.log.gaps:
            gap.service = self.rng.choice([None, None, "power", "internet"])
            if gap.service == "internet" and self.log.links:
                gap.link = self.rng.choice([None, self.rng.choice(self.log.links).code])

    def reports(self) -> None:
        """The month before, the month and the one after; and the month as at some days, its own or later ones.

        What says most comes first.
        """
        month = self.month
        happened = [moment.date() for moment in self.log.instants if moment.date() >= month.first]
        days = {self.rng.choice(happened or month.days()), month.last, month.plus(1).day(3), self.day()}
        days.add(self.rng.choice(happened or month.days()))
        asked = [(month, day) for day in sorted(days)]
        self.rng.shuffle(asked)
        self.diary.asked = [(month, None), asked[0], (month.plus(1), None), *asked[1:]]
        self.diary.asked += [(month.plus(-1), None), (month.plus(1), month.plus(1).day(2))]


# ---- the workbook --------------------------------------------------------------------------------


def rows_of(diary: Diary, put: Callable[[Any], Any]) -> dict[str, list[Row]]:
    """The sheets of the park and of its log; `put` writes an instant or a time of day."""
    log, found = diary.log, sheets(diary.book)
    found["Park"].append({"setting": "outages_from", "value": log.outages_from})
    kept = {name: found[name] for name in ("Park", "Units", "Tenants", "Leases")}
    return kept | {
        "Links": [
            {"link": x.code, "isp": "SCO", "in_service_from": x.first, "to": x.last} for x in log.links
        ],
        "Outages": [
            {
                "service": o.service,
                "link": None if o.link is None else Code(o.link),
                "units": Code("; ".join(o.units)) if o.units else None,
                "start": put(o.start),
                "end": None if o.end is None else put(o.end),
                "planned": o.planned or None,
            }
            for o in log.outages
        ],
        "Runs": [
            {
                "source": r.source,
                "start": put(r.start),
                "end": None if r.end is None else put(r.end),
                "carries": r.carries,
                "litres": r.litres,
            }
            for r in log.runs
        ],
        "Schedule": [
            {
                "weekday": diary.words[place],
                "from": _clock(row.first),
                "to": _clock(row.last),
                "service": row.service,
                "valid_from": row.valid_from,
                "valid_to": row.valid_to,
            }
            for place, row in enumerate(log.schedule)
        ],
        "Gaps": [
            {
                "start": put(gap.start),
                "end": put(gap.end),
                "service": gap.service,
                "link": None if gap.link is None else Code(gap.link),
            }
            for gap in log.gaps
        ],
    }


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def write_diary(diary: Diary, path: Path, rng: Random | None = None) -> None:
    """The import workbook; with `rng`, instants as date cells or as text of several shapes."""

    def put(moment: datetime) -> Any:
        if rng is None:
            return moment.isoformat(" ")
        shape = rng.randrange(4)
        if shape == 0 and moment.time() == time():
            return moment.date()
        return [
            moment,
            moment.isoformat(" "),
            f"{moment:%d-%m-%Y %H:%M:%S}",
            f"{moment:%d/%m/%Y %H:%M:%S}{NBSP}",
        ][shape]

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in rows_of(diary, put).items():
        if rows:
            write_sheet(workbook, name, rows, None)
    workbook.save(path)
