"""The rules once more, slowly: every figure day by day with fractions, from rules.md alone.

Nothing here comes from the program under test. Rule numbers are those of rules.md.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property, partial
from itertools import pairwise

from .book import (
    Adjustment,
    Book,
    Charge,
    Deposit,
    Lease,
    Month,
    OneOff,
    Opening,
    Receipt,
    Subsidy,
    Tenant,
    Unit,
)

ONE_DAY = timedelta(days=1)


class RefusedError(Exception):
    """The rules refuse this."""


def half_up(value: Fraction) -> int:
    """Nearest whole number, ties away from zero."""
    size = math.floor(abs(value) + Fraction(1, 2))
    return size if value >= 0 else -size


def natural(code: str) -> list[tuple[int, int, str]]:
    """Natural order, case-blind: T2 before T10."""
    parts = re.findall(r"\d+|\D+", code.casefold())
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts]


def fiscal_year(day: date) -> str:
    """2026-27 for July 2026 to June 2027."""
    start = day.year if day.month >= 7 else day.year - 1
    return f"{start}-{(start + 1) % 100:02d}"


def span(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def same(left: str, right: str) -> bool:
    return left.strip().casefold() == right.strip().casefold()


@dataclass
class Line:
    """One line of a document; amounts in paisa."""

    head: str
    amount: int
    last: date | None
    first: date | None = None
    unit: str | None = None
    days: int | None = None
    days_in_month: int | None = None
    quantity: Fraction | None = None
    rate: Fraction | None = None
    scheme: str | None = None
    kind: str = "recurring"
    subsidies: list[Line] = field(default_factory=list)
    taxes: list[tuple[str, str, Fraction]] = field(default_factory=list)
    credited: int = 0

    @property
    def left(self) -> int:
        """What no credit note has taken back yet."""
        return self.amount - self.credited


@dataclass
class TaxLine:
    authority: str
    name: str
    pct: Fraction
    base: int
    amount: int
    credited_base: int = 0
    credited: int = 0


@dataclass
class Document:
    """An issued invoice or credit note."""

    kind: str
    tenant: str
    day: date
    due: date | None
    lines: list[Line]
    tax: list[TaxLine]
    rounding: int
    number: str | None = None
    serial: int = 0
    credits: str | None = None

    @property
    def flat(self) -> list[Line]:
        """Each line followed by its subsidy lines."""
        return [each for line in self.lines for each in [line, *line.subsidies]]

    @property
    def subtotal(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def subsidy(self) -> int:
        return sum(each.amount for line in self.lines for each in line.subsidies)

    @property
    def tax_total(self) -> int:
        return sum(tax.amount for tax in self.tax)

    @property
    def total(self) -> int:
        return self.subtotal + self.subsidy + self.tax_total + self.rounding

    @property
    def fees(self) -> int:
        return sum(line.amount for line in self.lines if line.head == "late_fee")


@dataclass
class Item:
    """Something a tenant owes: an invoice or an opening balance."""

    ref: str
    tenant: str
    day: date
    due: date
    amount: int
    order: tuple[int, str, int]
    fees: int = 0
    allocations: list[Allocation] = field(default_factory=list)

    def open_at(self, day: date | None = None) -> int:
        return self.amount - sum(a.amount for a in self.allocations if a.counts(day))


@dataclass
class Source:
    """What settles items: a receipt, a credit note, a negative opening, a deposit adjusted."""

    ref: str
    tenant: str
    day: date
    amount: int
    kind: str
    reversed_on: date | None = None
    allocations: list[Allocation] = field(default_factory=list)
    receipt: Receipt | None = None

    def left_at(self, day: date | None = None) -> int:
        if self.reversed_on is not None and (day is None or self.reversed_on <= day):
            return 0
        return self.amount - sum(a.amount for a in self.allocations if a.counts(day))


@dataclass
class Allocation:
    amount: int
    day: date
    undone_on: date | None = None

    def counts(self, day: date | None) -> bool:
        if day is None:
            return self.undone_on is None
        return self.day <= day and not (self.undone_on is not None and self.undone_on <= day)


@dataclass
class Unbilled:
    meter: str
    unit: str | None
    first: date
    last: date
    units: Fraction


@dataclass
class Run:
    month: Month
    documents: list[Document]
    missing: list[str]
    unbilled: list[Unbilled]


@dataclass
class Period:
    """A usage period of a meter (rule B8)."""

    meter: str
    unit: str | None
    supply: str
    first: date
    last: date
    units: Fraction


@dataclass
class Ageing:
    not_due: int = 0
    d1_30: int = 0
    d31_60: int = 0
    d61_90: int = 0
    over_90: int = 0
    advances: int = 0

    @property
    def total(self) -> int:
        return self.not_due + self.d1_30 + self.d31_60 + self.d61_90 + self.over_90

    def put(self, overdue: int, amount: int) -> None:
        if overdue <= 0:
            self.not_due += amount
        elif overdue <= 30:
            self.d1_30 += amount
        elif overdue <= 60:
            self.d31_60 += amount
        elif overdue <= 90:
            self.d61_90 += amount
        else:
            self.over_90 += amount


@dataclass
class Movement:
    day: date
    ref: str
    kind: str
    debit: int
    credit: int


@dataclass
class Occupancy:
    lettable_sqft: Fraction
    leased_sqft: Fraction
    units: int
    units_let: int
    seats: int
    seats_let: int
    wale_months: Fraction | None
    ending_90_days: int


HEADS = {"grid": "electricity", "generator": "generator"}


class Leases:
    """Who holds what on a day, and at what rate (rules B3, B4)."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.units = {unit.code.casefold(): unit for unit in book.units}
        self._rates: dict[tuple[str, date], int] = {}

    def unit(self, code: str) -> Unit:
        return self.units[code.strip().casefold()]

    def in_force(self, lease: Lease, day: date) -> bool:
        if day < lease.start:
            return False
        return lease.end is None or day <= lease.end or lease.holdover

    def holders(self, unit: str, day: date) -> list[Lease]:
        return [
            lease
            for lease in self.book.leases
            if self.in_force(lease, day) and any(same(each, unit) for each in lease.units)
        ]

    def rate(self, lease: Lease, day: date) -> int:
        """The rate in paisa on that day (rule B4), the last one when the lease is past its end (B3)."""
        if lease.end is not None and day > lease.end:
            day = lease.end
        if (lease.code, day) not in self._rates:
            self._walk(lease, day + timedelta(days=500))
        return self._rates[lease.code, day]

    def _walk(self, lease: Lease, until: date) -> None:
        steps = {s.first: s.rate for s in self.book.steps if same(s.lease, lease.code)}
        rate = lease.rate
        before = [first for first in steps if first <= lease.start]
        if before:
            rate = steps[max(before)]
        escalations = self._escalation_days(lease, until)
        for day in span(lease.start, until):
            if day in escalations:
                pct = Fraction(lease.escalation_pct or 0)
                rate = half_up(Fraction(rate) * (100 + pct) / 100)
            if day in steps and day > lease.start:
                rate = steps[day]
            self._rates[lease.code, day] = rate

    def _escalation_days(self, lease: Lease, until: date) -> set[date]:
        days: set[date] = set()
        if not lease.escalation_pct:
            return days
        every = lease.escalation_months or 12
        count = 1
        while True:
            day = Month.of(lease.start).plus(count * every).day(lease.start.day)
            if day > until:
                return days
            days.add(day)
            count += 1

    def seats(self, lease: Lease) -> int:
        if lease.seats is not None:
            return lease.seats
        return sum(self.unit(code).seats or 0 for code in lease.units)

    def monthly(self, lease: Lease, unit: Unit | None, rate: int) -> int:
        """Rule B2, in paisa."""
        if lease.basis == "sqft":
            assert unit is not None
            return half_up(Fraction(rate) * Fraction(unit.sqft))
        return rate * self.seats(lease) if lease.basis == "seat" else rate


class Oracle:
    """A park's money and space after a book was imported, and what then happened."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.leases = Leases(book)
        park = book.park
        self.invoice_day = park.invoice_day if park.invoice_day is not None else 1
        self.due_days = park.due_days if park.due_days is not None else 10
        self.rounds = park.round_to_rupee is not False
        self.arrears = park.rent_billing == "arrears"
        self.gross = park.subsidy_tax_base == "gross"
        self.fee_pct = Fraction(park.late_fee_pct or 0)
        self.documents: list[Document] = []
        self.items: list[Item] = []
        self.sources: list[Source] = []
        self._billed_days: set[tuple[str, str, str, date]] = set()
        self._billed_periods: dict[tuple[str, date], str] = {}
        self._billed_adjustments: set[tuple[int, str, date]] = set()
        self._billed_one_offs: set[tuple[str, int]] = set()
        self.typed: list[OneOff] = []
        self._fees_done: set[tuple[Month, str]] = set()
        self._runs: set[Month] = set()
        self._serials: dict[tuple[str, str], int] = {}
        self._open_books()

    # ---- opening -------------------------------------------------------------------------------

    def _open_books(self) -> None:
        for place, opening in enumerate(self.book.openings):
            self._take_opening(place, opening)
        for receipt in sorted(self.book.receipts, key=lambda r: r.day):
            self.receive(receipt)

    def learn(self, book: Book) -> None:
        """A later workbook: the same rows in the same order, changed or not, and new ones after them."""
        openings, receipts = len(self.book.openings), len(self.book.receipts)
        self.book, self.leases = book, Leases(book)
        vars(self).pop("periods", None)
        for place, opening in list(enumerate(book.openings))[openings:]:
            self._take_opening(place, opening)
        for receipt in sorted(book.receipts[receipts:], key=lambda r: r.day):
            self.receive(receipt)

    def _take_opening(self, place: int, opening: Opening) -> None:
        tenant = self.tenant(opening.tenant).code
        ref = f"opening {place}"
        if opening.amount > 0:
            due = opening.due or opening.day
            self.items.append(Item(ref, tenant, opening.day, due, opening.amount, (0, "", place)))
        else:
            self.sources.append(Source(ref, tenant, opening.day, -opening.amount, "opening"))

    def tenant(self, code: str) -> Tenant:
        return next(t for t in self.book.tenants if same(t.code, code))

    # ---- billing -------------------------------------------------------------------------------

    def invoice_date(self, month: Month) -> date:
        return month.day(self.invoice_day)

    def served(self, month: Month) -> Month:
        return month.plus(-1) if self.arrears else month

    def bill(self, month: Month) -> Run:
        """Issue the run of that month (rules B1–B10)."""
        day = self.invoice_date(month)
        missing = self._missing(month)
        unbilled = self._unbilled(day)
        issued: list[Document] = []
        for tenant in sorted(self.book.tenants, key=lambda t: natural(t.code)):
            lines = self._lines(tenant, month)
            if not lines:
                continue
            document = self._document(tenant, lines, day)
            self._number(document)
            self.documents.append(document)
            issued.append(document)
            self._settle(document)
        self._runs.add(month)
        return Run(month, issued, missing, unbilled)

    def catch_up(self, month: Month) -> list[Run]:
        """The missing months' runs first."""
        shift = 1 if self.arrears else 0
        return [self.bill(Month.parse(text).plus(shift)) for text in self._missing(month)] + [
            self.bill(month)
        ]

    def _lines(self, tenant: Tenant, month: Month) -> list[Line]:
        """All the run's lines of a tenant, each with its subsidies and taxes; marks them billed."""
        day = self.invoice_date(month)
        lines = self._recurring(tenant, self.served(month))
        lines += self._metered(tenant, day)
        lines += self._adjusted(tenant, month)
        lines += self._one_off(tenant, day)
        for line in lines:
            self._tax(tenant, line)
        lines += self._late_fees(tenant, month)
        return [line for line in lines if line.amount != 0]

    def _recurring(self, tenant: Tenant, month: Month) -> list[Line]:
        since = self.book.park.billing_from
        if since is not None and month < since:
            return []
        lines: list[Line] = []
        for lease in self.book.leases:
            if same(lease.tenant, tenant.code):
                lines += self._rent(tenant, lease, month)
                for place, charge in enumerate(self.book.charges):
                    if same(charge.lease, lease.code):
                        lines += self._charge(tenant, lease, charge, place, month)
        return lines

    def _rent(self, tenant: Tenant, lease: Lease, month: Month) -> list[Line]:
        days = [
            day
            for day in month.days()
            if self.leases.in_force(lease, day) and (lease.rent_free_to is None or day > lease.rent_free_to)
        ]
        lines: list[Line] = []
        per_unit: list[Unit | None] = [None]
        if lease.basis == "sqft":
            per_unit = [self.leases.unit(code) for code in lease.units]
        for unit in per_unit:
            key = (lease.code, "rent", unit.code if unit else "")
            new = self._take_days(key, days)
            for segment in self._segments(new, partial(self.leases.rate, lease)):
                rate = self.leases.rate(lease, segment[0])
                monthly = self.leases.monthly(lease, unit, rate)
                line = self._segment_line("rent", monthly, segment, month)
                line.unit = unit.code if unit else (lease.units[0] if len(lease.units) == 1 else None)
                if lease.basis == "sqft" and unit is not None:
                    line.quantity, line.rate = Fraction(unit.sqft), Fraction(rate, 100)
                elif lease.basis == "seat":
                    line.quantity, line.rate = Fraction(self.leases.seats(lease)), Fraction(rate, 100)
                self._subsidise(tenant, line, monthly, segment, month)
                lines.append(line)
        return lines

    def _charge(self, tenant: Tenant, lease: Lease, charge: Charge, place: int, month: Month) -> list[Line]:
        days = [
            day
            for day in month.days()
            if self.leases.in_force(lease, day)
            and (charge.start is None or day >= charge.start)
            and (charge.end is None or day <= charge.end)
        ]
        lines: list[Line] = []
        for segment in self._segments(
            self._take_days((lease.code, f"charge {place}", ""), days), lambda day: 0
        ):
            line = self._segment_line(charge.head.strip().casefold(), charge.monthly, segment, month)
            self._subsidise(tenant, line, charge.monthly, segment, month)
            lines.append(line)
        return lines

    def _take_days(self, key: tuple[str, str, str], days: list[date]) -> list[date]:
        new = [day for day in days if (*key, day) not in self._billed_days]
        self._billed_days.update((*key, day) for day in new)
        return new

    @staticmethod
    def _segments(days: list[date], rate: Callable[[date], int]) -> list[list[date]]:
        """Days in a row at one rate."""
        segments: list[list[date]] = []
        for day in days:
            if segments and segments[-1][-1] + ONE_DAY == day and rate(segments[-1][-1]) == rate(day):
                segments[-1].append(day)
            else:
                segments.append([day])
        return segments

    @staticmethod
    def _segment_line(head: str, monthly: int, segment: list[date], month: Month) -> Line:
        amount = half_up(Fraction(monthly * len(segment), month.length))
        return Line(
            head, amount, segment[-1], first=segment[0], days=len(segment), days_in_month=month.length
        )

    def _schemes(self, tenant: Tenant, head: str) -> list[Subsidy]:
        return [
            scheme
            for scheme in self.book.subsidies
            if same(scheme.head, head)
            and (not scheme.kinds or any(same(kind, tenant.kind) for kind in scheme.kinds))
        ]

    def _subsidise(self, tenant: Tenant, line: Line, monthly: int, segment: list[date], month: Month) -> None:
        """Rule B5: a negative line a scheme, together never more than the line."""
        left = line.amount
        for scheme in self._schemes(tenant, line.head):
            inside = [day for day in segment if scheme.first <= day <= scheme.last]
            whole = half_up(Fraction(scheme.pct) / 100 * monthly * len(inside) / month.length)
            part = min(whole, left)
            left -= part
            if part:
                line.subsidies.append(
                    Line(
                        line.head,
                        -part,
                        inside[-1],
                        first=inside[0],
                        unit=line.unit,
                        days=len(inside),
                        days_in_month=month.length,
                        scheme=scheme.scheme,
                        kind="subsidy",
                    )
                )

    def _subsidise_whole(self, tenant: Tenant, line: Line) -> None:
        """Rule B5, metered: percent of the whole line when the period ends inside the window."""
        left = line.amount
        for scheme in self._schemes(tenant, line.head):
            assert line.last is not None
            if not scheme.first <= line.last <= scheme.last:
                continue
            part = min(half_up(Fraction(scheme.pct) / 100 * line.amount), left)
            left -= part
            if part:
                line.subsidies.append(
                    Line(
                        line.head,
                        -part,
                        line.last,
                        first=line.first,
                        unit=line.unit,
                        scheme=scheme.scheme,
                        kind="subsidy",
                    )
                )

    # ---- meters --------------------------------------------------------------------------------

    @cached_property
    def periods(self) -> list[Period]:
        """Every usage period of every meter, in order (rule B8)."""
        found: list[Period] = []
        for meter in self.book.meters:
            readings = [r for r in self.book.readings if same(r.meter, meter.code)]
            readings.sort(key=lambda r: (r.day, r.event == "reset"))
            factor = Fraction(meter.multiplier) if meter.multiplier is not None else Fraction(1)
            for previous, reading in pairwise(readings):
                if reading.event == "reset":
                    continue
                rise = Fraction(reading.value) - Fraction(previous.value)
                if reading.event == "rollover":
                    if rise >= 0:
                        raise RefusedError(f"{meter.code}: rollover on a higher reading")
                    assert meter.digits is not None
                    rise += 10**meter.digits
                if rise < 0:
                    raise RefusedError(f"{meter.code}: lower reading")
                found.append(
                    Period(
                        meter.code,
                        meter.unit,
                        meter.supply,
                        previous.day + ONE_DAY,
                        reading.day,
                        rise * factor,
                    )
                )
        return found

    def _payer(self, period: Period) -> str | None:
        """The tenant whose lease holds the unit on the period's last day; None or several: nobody."""
        if period.unit is None:
            return None
        codes = {lease.tenant.strip().casefold() for lease in self.leases.holders(period.unit, period.last)}
        return self.tenant(codes.pop()).code if len(codes) == 1 else None

    def _due_periods(self, day: date) -> list[Period]:
        since = self.book.park.billing_from
        return [
            period
            for period in self.periods
            if period.units != 0
            and period.last <= day
            and (since is None or period.last >= since.first)
            and (period.meter, period.last) not in self._billed_periods
        ]

    def _unbilled(self, day: date) -> list[Unbilled]:
        return [
            Unbilled(p.meter, p.unit, p.first, p.last, p.units)
            for p in self._due_periods(day)
            if self._payer(p) is None
        ]

    def tariff(self, supply: str, day: date) -> Fraction:
        rows = [row for row in self.book.tariffs if row.supply == supply and row.first <= day]
        if not rows:
            raise RefusedError(f"no {supply} tariff on {day}")
        return Fraction(max(rows, key=lambda row: row.first).rate)

    def _metered(self, tenant: Tenant, day: date) -> list[Line]:
        lines: list[Line] = []
        for period in self._due_periods(day):
            if self._payer(period) != tenant.code:
                continue
            self._billed_periods[period.meter, period.last] = tenant.code
            tariff = self.tariff(period.supply, period.last)
            line = Line(
                HEADS[period.supply],
                half_up(period.units * tariff * 100),
                period.last,
                first=period.first,
                unit=period.unit,
                quantity=period.units,
                rate=tariff,
                kind="metered",
            )
            self._subsidise_whole(tenant, line)
            lines.append(line)
        return lines

    def _adjusted(self, tenant: Tenant, month: Month) -> list[Line]:
        lines: list[Line] = []
        for place, row in enumerate(self.book.adjustments):
            since = self.book.park.billing_from
            if row.bill_in != month or (since is not None and row.usage_month < since):
                continue
            units = self._adjusted_units(tenant, place, row)
            if units:
                lines.append(
                    Line(
                        HEADS[row.supply],
                        half_up(units * Fraction(row.rate) * 100),
                        row.usage_month.last,
                        quantity=units,
                        rate=Fraction(row.rate),
                        kind="adjustment",
                    )
                )
        return lines

    def _adjusted_units(self, tenant: Tenant, place: int, row: Adjustment) -> Fraction:
        """Units of the usage month's periods that this adjustment has not been billed for."""
        units = Fraction(0)
        for period in self.periods:
            if period.supply != row.supply or Month.of(period.last) != row.usage_month:
                continue
            key = (place, period.meter, period.last)
            payer = self._billed_periods.get((period.meter, period.last)) or self._payer(period)
            if payer == tenant.code and key not in self._billed_adjustments:
                self._billed_adjustments.add(key)
                units += period.units
        return units

    def _one_off(self, tenant: Tenant, day: date) -> list[Line]:
        """Rule B16."""
        lines: list[Line] = []
        since = self.book.park.billing_from
        rows = [(("book", place), row) for place, row in enumerate(self.book.one_offs)]
        rows += [(("typed", place), row) for place, row in enumerate(self.typed)]
        for key, row in rows:
            if not same(row.tenant, tenant.code) or row.day > day or key in self._billed_one_offs:
                continue
            if since is not None and row.day < since.first:
                continue
            self._billed_one_offs.add(key)
            lines.append(Line(row.head.strip().casefold(), row.amount, row.day, kind="one_off"))
        return lines

    def charge(self, tenant: str, head: str, day: date, amount: int) -> None:
        """A one-off charge typed in later."""
        self.typed.append(OneOff(tenant, head, day, amount))

    def _late_fees(self, tenant: Tenant, month: Month) -> list[Line]:
        """Rule B9."""
        day = self.invoice_date(month)
        lines: list[Line] = []
        for item in sorted(self._items_of(tenant.code), key=lambda i: (i.due, i.order)):
            if self.fee_pct == 0 or item.due >= day or (month, item.ref) in self._fees_done:
                continue
            still_open = item.open_at(day)
            base = min(still_open, item.amount - item.fees)
            if base > 0:
                self._fees_done.add((month, item.ref))
                fee = half_up(self.fee_pct / 100 * base)
                lines.append(Line("late_fee", fee, None, kind="late_fee"))
        return lines

    # ---- tax and totals ------------------------------------------------------------------------

    def _tax(self, tenant: Tenant, line: Line) -> None:
        """Rule B6: the rates in force on the line's own last day."""
        if tenant.tax_exempt or line.last is None:
            return
        last = line.last
        force = [
            row
            for row in self.book.taxes
            if same(row.head, line.head) and row.first <= last and (row.last is None or last <= row.last)
        ]
        for row in force:
            later = [
                x for x in force if (x.authority, x.name) == (row.authority, row.name) and x.first > row.first
            ]
            if not later:
                line.taxes.append((row.authority, row.name, Fraction(row.pct)))

    def _base(self, line: Line) -> int:
        return line.amount if self.gross else line.amount + sum(each.amount for each in line.subsidies)

    def _document(self, tenant: Tenant, lines: list[Line], day: date) -> Document:
        bases: dict[tuple[str, str, Fraction], int] = {}
        for line in lines:
            for rate in line.taxes:
                bases[rate] = bases.get(rate, 0) + self._base(line)
        tax = [
            TaxLine(authority, name, pct, base, half_up(pct / 100 * base))
            for (authority, name, pct), base in bases.items()
            if base
        ]
        document = Document("invoice", tenant.code, day, day + timedelta(days=self.due_days), lines, tax, 0)
        if self.rounds:
            document.rounding = half_up(Fraction(document.total, 100)) * 100 - document.total
        if document.total < 0:
            document.kind, document.due = "credit", None
        return document

    def _number(self, document: Document) -> None:
        letters = "INV" if document.kind == "invoice" else "CN"
        year = fiscal_year(document.day)
        serial = self._serials.get((letters, year), 0) + 1
        self._serials[letters, year] = serial
        document.serial = serial
        document.number = f"{self.book.park.code}/{letters}/{year}/{serial:05d}"

    # ---- settling ------------------------------------------------------------------------------

    def _items_of(self, tenant: str) -> list[Item]:
        return [item for item in self.items if same(item.tenant, tenant)]

    def _settle(self, document: Document) -> None:
        assert document.number is not None
        if document.kind == "credit":
            self._apply_credit(document)
        else:
            assert document.due is not None
            self.items.append(
                Item(
                    document.number,
                    document.tenant,
                    document.day,
                    document.due,
                    document.total,
                    (1, fiscal_year(document.day), document.serial),
                    document.fees,
                )
            )
        self._use_advances(document.tenant)

    def _use_advances(self, tenant: str) -> None:
        for source in sorted(self.sources, key=lambda s: s.day):
            if same(source.tenant, tenant) and source.left_at() > 0:
                self._allocate_oldest(source)

    def _apply_credit(self, document: Document, own: Item | None = None) -> Source:
        source = Source(str(document.number), document.tenant, document.day, -document.total, "credit")
        self.sources.append(source)
        if own is not None:
            self._allocate(source, own, min(source.amount, own.open_at()))
        self._allocate_oldest(source)
        return source

    def _allocate_oldest(self, source: Source) -> None:
        for item in sorted(self._items_of(source.tenant), key=lambda i: (i.due, i.order)):
            self._allocate(source, item, min(source.left_at(), item.open_at()))

    @staticmethod
    def _allocate(source: Source, item: Item, amount: int) -> None:
        if amount > 0:
            allocation = Allocation(amount, max(source.day, item.day))
            source.allocations.append(allocation)
            item.allocations.append(allocation)

    def item(self, ref: str) -> Item:
        return next(item for item in self.items if item.ref == ref)

    def source(self, ref: str) -> Source:
        return next(source for source in self.sources if source.ref == ref)

    def receive(self, receipt: Receipt, ref: str | None = None) -> Source:
        """Rule B12."""
        tenant = self.tenant(receipt.tenant).code
        value = receipt.cash + receipt.income_tax + receipt.sales_tax
        source = Source(
            ref or f"receipt {len(self.sources)}", tenant, receipt.day, value, "receipt", receipt=receipt
        )
        self.sources.append(source)
        for number in receipt.invoices:
            item = self.item(number)
            self._allocate(source, item, min(source.left_at(), item.open_at()))
        self._allocate_oldest(source)
        return source

    def reverse(self, source: Source, day: date) -> None:
        """A bounced cheque (rule B12)."""
        source.reversed_on = day
        for allocation in source.allocations:
            if allocation.undone_on is None:
                allocation.undone_on = max(day, allocation.day)

    def adjust_deposit(self, tenant: str, day: date, amount: int, number: str | None = None) -> Source:
        """A deposit used to settle items (rule B15)."""
        source = Source(f"deposit {len(self.sources)}", self.tenant(tenant).code, day, amount, "deposit")
        self.book.deposits.append(Deposit(tenant, day, "adjusted", amount))
        self.sources.append(source)
        if number is not None:
            item = self.item(number)
            self._allocate(source, item, min(source.left_at(), item.open_at()))
        self._allocate_oldest(source)
        return source

    def deposit_held(self, tenant: str) -> int:
        sign = {"taken": 1, "adjusted": -1, "refunded": -1}
        return sum(sign[d.kind] * d.amount for d in self.book.deposits if same(d.tenant, tenant))

    def credit(self, number: str, day: date, line: int | None = None, amount: int | None = None) -> Document:
        """A credit note for what is left of an invoice, of one line with its subsidies, or for an amount (B11)."""
        invoice = next(d for d in self.documents if d.number == number)
        lines: list[Line]
        if line is None:
            lines = [
                self._credited(each, each.left, [self._credited(s, s.left) for s in each.subsidies if s.left])
                for each in invoice.lines
                if each.left
            ]
        else:
            chosen = invoice.flat[line - 1]
            if amount is None:
                taken = [self._credited(each, each.left) for each in chosen.subsidies if each.left]
                lines = [self._credited(chosen, chosen.left, taken)]
            else:
                lines = [self._credited(chosen, amount)]
        done = all(each.left == 0 for each in invoice.flat)
        tax: list[TaxLine] = []
        for each in invoice.tax:
            base = sum(self._base(x) for x in lines if (each.authority, each.name, each.pct) in x.taxes)
            amount_of = half_up(each.pct / 100 * base)
            if done:
                base, amount_of = each.credited_base - each.base, each.credited - each.amount
            elif each.amount > 0:
                amount_of = max(amount_of, each.credited - each.amount)
            each.credited_base -= base
            each.credited -= amount_of
            if base:
                tax.append(TaxLine(each.authority, each.name, each.pct, base, amount_of))
        rounding = -invoice.rounding if done else 0
        document = Document("credit", invoice.tenant, day, None, lines, tax, rounding, credits=number)
        self._number(document)
        self.documents.append(document)
        self._apply_credit(document, self.item(number))
        return document

    @staticmethod
    def _credited(line: Line, amount: int, subsidies: list[Line] | None = None) -> Line:
        """The same line with that amount taken back."""
        line.credited += amount
        return Line(
            line.head,
            -amount,
            line.last,
            first=line.first,
            unit=line.unit,
            scheme=line.scheme,
            kind=line.kind,
            subsidies=subsidies or [],
            taxes=line.taxes,
        )

    # ---- lists of the run ----------------------------------------------------------------------

    def _missing(self, month: Month) -> list[str]:
        """Served months never run, before this run's, in which somebody owes something (rule B10)."""
        served = self.served(month)
        done = {self.served(each) for each in self._runs}
        since = self.book.park.billing_from
        if since is None:
            if not done:
                return []
            since = min(done)
        found: list[str] = []
        while since < served:
            if since not in done and self._serves(since):
                found.append(str(since))
            since = since.plus(1)
        return found

    def _serves(self, month: Month) -> bool:
        for lease in self.book.leases:
            days = [day for day in month.days() if self.leases.in_force(lease, day)]
            if any(lease.rent_free_to is None or day > lease.rent_free_to for day in days):
                return True
            charges = [charge for charge in self.book.charges if same(charge.lease, lease.code)]
            if any((c.start or days[0]) <= day <= (c.end or day) for c in charges for day in days):
                return True
        return False

    # ---- figures -------------------------------------------------------------------------------

    def ageing(self, as_at: date, tenant: str | None = None) -> Ageing:
        """Rule B13.

        An item paid, bounced, and paid again by a receipt of an earlier date is paid twice for some days: an advance.
        """
        figures = Ageing()
        for item in self.items:
            if item.day <= as_at and (tenant is None or same(item.tenant, tenant)):
                still = item.open_at(as_at)
                figures.put((as_at - item.due).days, max(0, still))
                figures.advances += max(0, -still)
        for source in self.sources:
            if source.day <= as_at and (tenant is None or same(source.tenant, tenant)):
                figures.advances += source.left_at(as_at)
        return figures

    def statement(self, tenant: str, as_at: date) -> tuple[list[Movement], int]:
        """All movements up to that day in date order, and the closing balance (rule B14)."""
        moves: list[Movement] = []
        for item in self._items_of(tenant):
            kind = "opening" if item.ref.startswith("opening") else "invoice"
            moves.append(Movement(item.day, item.ref, kind, item.amount, 0))
        for source in self.sources:
            if same(source.tenant, tenant):
                moves.append(Movement(source.day, source.ref, source.kind, 0, source.amount))
                if source.reversed_on is not None:
                    moves.append(Movement(source.reversed_on, source.ref, "reversal", source.amount, 0))
        moves = sorted((m for m in moves if m.day <= as_at), key=lambda m: m.day)
        return moves, sum(m.debit - m.credit for m in moves)

    def subsidy_claim(self, month: Month) -> dict[tuple[str, str, str], tuple[int, int]]:
        """(scheme, funder, head) -> tenants, amount: of the documents dated in the month (rule B5)."""
        funders = {scheme.scheme: scheme.funder for scheme in self.book.subsidies}
        owed: dict[tuple[str, str, str], dict[str, int]] = {}
        for document in self.documents:
            if Month.of(document.day) != month:
                continue
            for line in document.flat:
                if line.scheme is not None:
                    each = owed.setdefault((line.scheme, funders[line.scheme], line.head), {})
                    each[document.tenant] = each.get(document.tenant, 0) - line.amount
        return {
            key: (sum(1 for amount in each.values() if amount), sum(each.values()))
            for key, each in owed.items()
        }

    def billing(self, month: Month) -> dict[str, int]:
        """The month's billed and received sums, in paisa."""
        invoices = [d for d in self.documents if Month.of(d.day) == month and d.kind == "invoice"]
        notes = [d for d in self.documents if Month.of(d.day) == month and d.kind == "credit"]
        receipts = [
            s
            for s in self.sources
            if s.kind == "receipt" and Month.of(s.day) == month and s.receipt is not None
        ]
        bounced = [
            s.receipt
            for s in self.sources
            if s.receipt is not None and s.reversed_on is not None and Month.of(s.reversed_on) == month
        ]
        ageing = self.ageing(month.last)
        return {
            "invoiced": sum(d.total for d in invoices),
            "subsidy": sum(d.subsidy for d in invoices),
            "tax": sum(d.tax_total for d in invoices),
            "credited": sum(d.total for d in notes),
            "received_cash": sum(s.receipt.cash for s in receipts if s.receipt)
            - sum(r.cash for r in bounced),
            "income_tax_withheld": sum(s.receipt.income_tax for s in receipts if s.receipt)
            - sum(r.income_tax for r in bounced),
            "sales_tax_withheld": sum(s.receipt.sales_tax for s in receipts if s.receipt)
            - sum(r.sales_tax for r in bounced),
            "arrears": ageing.total - ageing.not_due,
            "advances": ageing.advances,
        }

    def by_head(self, month: Month) -> dict[str, int]:
        """Billed by head before subsidies, of the month's invoices."""
        sums: dict[str, int] = {}
        for document in self.documents:
            if Month.of(document.day) == month and document.kind == "invoice":
                for line in document.lines:
                    sums[line.head] = sums.get(line.head, 0) + line.amount
        return sums

    # ---- occupancy -----------------------------------------------------------------------------

    def let(self, unit: Unit, day: date) -> tuple[Fraction, int]:
        """Area and seats let of a unit on a day (rule C1)."""
        area, seats = Fraction(0), 0
        for lease in self.leases.holders(unit.code, day):
            if lease.basis == "seat" and lease.seats is not None and unit.seats:
                area += Fraction(unit.sqft) * lease.seats / unit.seats
                seats += lease.seats
            else:
                area += Fraction(unit.sqft)
                seats += unit.seats or 0
        return area, seats

    def area_of(self, tenant: str, day: date) -> Fraction:
        """What a tenant holds on a day."""
        area = Fraction(0)
        for unit in self.book.units:
            for lease in self.leases.holders(unit.code, day):
                if same(lease.tenant, tenant):
                    shared = lease.basis == "seat" and lease.seats is not None and unit.seats
                    share = Fraction(lease.seats or 0, unit.seats or 1) if shared else Fraction(1)
                    area += Fraction(unit.sqft) * share
        return area

    def occupancy(self, day: date) -> Occupancy:
        """Rules C1 and C3 at a date."""
        lettable = [unit for unit in self.book.units if unit.lettable]
        let = {unit.code: self.let(unit, day) for unit in lettable}
        return Occupancy(
            lettable_sqft=sum((Fraction(unit.sqft) for unit in lettable), Fraction(0)),
            leased_sqft=sum((area for area, _ in let.values()), Fraction(0)),
            units=len(lettable),
            units_let=sum(1 for unit in lettable if self.leases.holders(unit.code, day)),
            seats=sum(unit.seats or 0 for unit in lettable),
            seats_let=sum(seats for _, seats in let.values()),
            wale_months=self.wale(day),
            ending_90_days=sum(
                1
                for lease in self.book.leases
                if self.leases.in_force(lease, day)
                and lease.end is not None
                and day <= lease.end <= day + timedelta(days=90)
            ),
        )

    def wale(self, day: date) -> Fraction | None:
        """Rule C3; a lease without an end is outside both sums."""
        above, below = Fraction(0), Fraction(0)
        for unit in self.book.units:
            for lease in self.leases.holders(unit.code, day):
                if not unit.lettable or lease.end is None:
                    continue
                area = Fraction(unit.sqft)
                if lease.basis == "seat" and lease.seats is not None and unit.seats:
                    area = area * lease.seats / unit.seats
                months = Fraction(max(0, (lease.end - day).days)) / Fraction("30.4375")
                above += area * months
                below += area
        return above / below if below else None

    def average_occupancy(self, month: Month) -> Fraction | None:
        """Σ leased each day ÷ Σ lettable each day, in percent (rule C1)."""
        leased, lettable = Fraction(0), Fraction(0)
        for day in month.days():
            figures = self.occupancy(day)
            leased += figures.leased_sqft
            lettable += figures.lettable_sqft
        return leased / lettable * 100 if lettable else None

    def present(self, month: Month) -> list[str]:
        """Tenants with a lease in force on any day of the month."""
        return [
            t.code
            for t in self.book.tenants
            if any(
                same(lease.tenant, t.code) and any(self.leases.in_force(lease, day) for day in month.days())
                for lease in self.book.leases
            )
        ]

    def returns(self, month: Month) -> dict[str, Fraction | None]:
        """Rule C4: sums over those who reported; None where nobody did."""
        rows = [row for row in self.book.returns if row.month == month]
        sums: dict[str, Fraction | None] = {"reported": Fraction(len(rows))}
        for name in ("men", "women", "freelancers", "trainees", "exports_usd", "domestic_pkr"):
            values = [getattr(row, name) for row in rows if getattr(row, name) is not None]
            sums[name] = sum((Fraction(value) for value in values), Fraction(0)) if values else None
        return sums
