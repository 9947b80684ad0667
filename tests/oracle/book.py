"""The import workbook as plain data, and as an .xlsx file, tidy or as untidy as managers keep it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from openpyxl import Workbook

NBSP = "\u00a0"


class Month(NamedTuple):
    """A calendar month."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Month:
        year, month = text.split("-")
        return cls(int(year), int(month))

    def plus(self, months: int) -> Month:
        place = self.year * 12 + self.month - 1 + months
        return Month(place // 12, place % 12 + 1)

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return self.plus(1).first - timedelta(days=1)

    @property
    def length(self) -> int:
        return self.last.day

    def day(self, number: int) -> date:
        """That day of the month, clipped to the month's length."""
        return date(self.year, self.month, min(number, self.length))

    def days(self) -> list[date]:
        return [date(self.year, self.month, number) for number in range(1, self.length + 1)]

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@dataclass
class Park:
    code: str = "GLT"
    name: str = "Random Park"
    invoice_day: int | None = None
    due_days: int | None = None
    round_to_rupee: bool | None = None
    rent_billing: str | None = None
    billing_from: Month | None = None
    subsidy_tax_base: str | None = None
    late_fee_pct: Decimal | None = None
    established_on: date | None = None


@dataclass
class Unit:
    code: str
    sqft: Decimal
    seats: int | None = None
    lettable: bool = True
    floor: str = "Ground"
    name: str = ""
    kind: str = "office"


@dataclass
class Tenant:
    code: str
    name: str
    kind: str = "company"
    tax_exempt: bool = False
    income_tax_pct: Decimal | None = None
    sales_tax_withheld_pct: Decimal | None = None


@dataclass
class Lease:
    code: str
    tenant: str
    units: list[str]
    start: date
    end: date | None
    basis: str
    rate: int
    seats: int | None = None
    rent_free_to: date | None = None
    escalation_pct: Decimal | None = None
    escalation_months: int | None = None
    deposit: int | None = None
    holdover: bool = False


@dataclass
class Step:
    lease: str
    first: date
    rate: int


@dataclass
class Charge:
    lease: str
    head: str
    monthly: int
    start: date | None = None
    end: date | None = None
    description: str = ""


@dataclass
class Subsidy:
    scheme: str
    funder: str
    head: str
    pct: Decimal
    first: date
    last: date
    kinds: list[str] = field(default_factory=list)


@dataclass
class Tax:
    head: str
    authority: str
    name: str
    pct: Decimal
    first: date
    last: date | None = None


@dataclass
class Meter:
    code: str
    unit: str | None
    supply: str
    multiplier: Decimal | None = None
    digits: int | None = None


@dataclass
class Tariff:
    supply: str
    first: date
    rate: Decimal


@dataclass
class Reading:
    meter: str
    day: date
    value: Decimal
    event: str = ""


@dataclass
class Adjustment:
    supply: str
    usage_month: Month
    rate: Decimal
    bill_in: Month


@dataclass
class OneOff:
    tenant: str
    head: str
    day: date
    amount: int
    description: str = ""


@dataclass
class Opening:
    tenant: str
    day: date
    amount: int
    due: date | None = None


@dataclass
class Deposit:
    tenant: str
    day: date
    kind: str
    amount: int


@dataclass
class Receipt:
    day: date
    tenant: str
    cash: int
    income_tax: int = 0
    sales_tax: int = 0
    certificate: str = ""
    invoices: list[str] = field(default_factory=list)
    method: str = "cheque"


@dataclass
class Return:
    tenant: str
    month: Month
    men: int | None = None
    women: int | None = None
    freelancers: int | None = None
    trainees: int | None = None
    exports_usd: Decimal | None = None
    domestic_pkr: int | None = None


@dataclass
class Book:
    """Every sheet that matters to billing and occupancy."""

    park: Park = field(default_factory=Park)
    units: list[Unit] = field(default_factory=list)
    tenants: list[Tenant] = field(default_factory=list)
    leases: list[Lease] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    charges: list[Charge] = field(default_factory=list)
    subsidies: list[Subsidy] = field(default_factory=list)
    taxes: list[Tax] = field(default_factory=list)
    meters: list[Meter] = field(default_factory=list)
    tariffs: list[Tariff] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    adjustments: list[Adjustment] = field(default_factory=list)
    one_offs: list[OneOff] = field(default_factory=list)
    openings: list[Opening] = field(default_factory=list)
    deposits: list[Deposit] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    returns: list[Return] = field(default_factory=list)


class Percent(NamedTuple):
    """A percent cell: 16 as a number, or 16 % as Excel keeps it."""

    value: Decimal


class Money(NamedTuple):
    """Whole paisa."""

    paisa: int


class Code(NamedTuple):
    """A reference to another sheet's row: matched without regard to case and outer spaces."""

    text: str


def western(paisa: int) -> str:
    """1234567 paisa -> 12,345.67."""
    sign = "-" if paisa < 0 else ""
    return f"{sign}{abs(paisa) // 100:,}.{abs(paisa) % 100:02d}"


def lakh(paisa: int) -> str:
    """123456789000 paisa -> 1,23,45,67,890.00 as Pakistan groups."""
    sign, rupees = ("-" if paisa < 0 else ""), str(abs(paisa) // 100)
    head, tail = rupees[:-3], rupees[-3:]
    groups: list[str] = []
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    return f"{sign}{','.join([*groups, tail])}.{abs(paisa) % 100:02d}"


Row = dict[str, Any]


def _park_rows(park: Park) -> list[tuple[str, Any]]:
    rows = [
        ("code", park.code),
        ("name", park.name),
        ("invoice_day", park.invoice_day),
        ("due_days", park.due_days),
        ("round_to_rupee", park.round_to_rupee),
        ("rent_billing", park.rent_billing),
        ("billing_from", park.billing_from),
        ("subsidy_tax_base", park.subsidy_tax_base),
        ("late_fee_pct", None if park.late_fee_pct is None else Percent(park.late_fee_pct)),
        ("established_on", park.established_on),
    ]
    return [row for row in rows if row[1] is not None]


def _pct(value: Decimal | None) -> Percent | None:
    return None if value is None else Percent(value)


def _money(paisa: int | None) -> Money | None:
    return None if paisa is None else Money(paisa)


def sheets(book: Book) -> dict[str, list[Row]]:
    """Each sheet's rows, by the contract's column names; None is a blank cell."""
    return {
        "Park": [{"setting": name, "value": value} for name, value in _park_rows(book.park)],
        "Units": [
            {
                "unit": u.code,
                "floor": u.floor,
                "name": u.name or None,
                "kind": u.kind,
                "sqft": u.sqft,
                "seats": u.seats,
                "lettable": None if u.lettable else False,
            }
            for u in book.units
        ],
        "Tenants": [
            {
                "tenant": t.code,
                "name": t.name,
                "kind": t.kind or None,
                "tax_exempt": t.tax_exempt or None,
                "income_tax_pct": _pct(t.income_tax_pct),
                "sales_tax_withheld_pct": _pct(t.sales_tax_withheld_pct),
            }
            for t in book.tenants
        ],
        "Leases": [
            {
                "lease": x.code,
                "tenant": Code(x.tenant),
                "units": Code("; ".join(x.units)),
                "start": x.start,
                "end": x.end,
                "basis": x.basis,
                "rate": Money(x.rate),
                "seats": x.seats,
                "rent_free_to": x.rent_free_to,
                "escalation_pct": _pct(x.escalation_pct),
                "escalation_months": x.escalation_months,
                "deposit": _money(x.deposit),
                "holdover": x.holdover or None,
            }
            for x in book.leases
        ],
        "Rates": [{"lease": Code(s.lease), "from": s.first, "rate": Money(s.rate)} for s in book.steps],
        "Charges": [
            {
                "lease": Code(c.lease),
                "head": c.head,
                "description": c.description or None,
                "monthly": Money(c.monthly),
                "start": c.start,
                "end": c.end,
            }
            for c in book.charges
        ],
        "Subsidies": [
            {
                "scheme": s.scheme,
                "funder": s.funder,
                "head": s.head,
                "pct": Percent(s.pct),
                "from": s.first,
                "to": s.last,
                "applies_to": "; ".join(s.kinds) or None,
            }
            for s in book.subsidies
        ],
        "Taxes": [
            {
                "head": t.head,
                "authority": t.authority or None,
                "name": t.name,
                "pct": Percent(t.pct),
                "from": t.first,
                "to": t.last,
            }
            for t in book.taxes
        ],
        "Meters": [
            {
                "meter": m.code,
                "unit": None if m.unit is None else Code(m.unit),
                "supply": m.supply,
                "multiplier": m.multiplier,
                "digits": m.digits,
            }
            for m in book.meters
        ],
        "Tariffs": [{"supply": t.supply, "from": t.first, "rate": t.rate} for t in book.tariffs],
        "Readings": [
            {"meter": Code(r.meter), "date": r.day, "reading": r.value, "event": r.event or None}
            for r in book.readings
        ],
        "Adjustments": [
            {"supply": a.supply, "usage_month": a.usage_month, "rate": a.rate, "bill_in": a.bill_in}
            for a in book.adjustments
        ],
        "OneOff": [
            {
                "tenant": Code(o.tenant),
                "head": o.head,
                "description": o.description or None,
                "date": o.day,
                "amount": Money(o.amount),
            }
            for o in book.one_offs
        ],
        "Opening": [
            {"tenant": Code(o.tenant), "date": o.day, "due": o.due, "amount": Money(o.amount)}
            for o in book.openings
        ],
        "Deposits": [
            {"tenant": Code(d.tenant), "date": d.day, "kind": d.kind, "amount": Money(d.amount)}
            for d in book.deposits
        ],
        "Receipts": [
            {
                "date": r.day,
                "tenant": Code(r.tenant),
                "method": r.method,
                "cash": Money(r.cash),
                "income_tax": Money(r.income_tax) if r.income_tax else None,
                "sales_tax": Money(r.sales_tax) if r.sales_tax else None,
                "certificate": r.certificate or None,
                "invoice": "; ".join(r.invoices) or None,
            }
            for r in book.receipts
        ],
        "Returns": [
            {
                "tenant": Code(r.tenant),
                "month": r.month,
                "men": r.men,
                "women": r.women,
                "freelancers": r.freelancers,
                "trainees": r.trainees,
                "exports_usd": r.exports_usd,
                "domestic_pkr": _money(r.domestic_pkr),
            }
            for r in book.returns
        ],
    }


def write_xlsx(book: Book, path: Path, rng: Random | None = None) -> None:
    """Write the workbook; with `rng`, as untidily as the contract allows."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    listed = list(sheets(book).items())
    if rng is not None:
        rng.shuffle(listed)
    for name, rows in listed:
        if rows or rng is None or rng.random() < 0.5:
            write_sheet(workbook, name, rows, rng)
    if rng is not None and rng.random() < 0.3:
        workbook.create_sheet("My own notes")["B3"] = "call the electrician"
    workbook.save(path)


def write_sheet(workbook: Workbook, name: str, rows: list[Row], rng: Random | None) -> None:
    title = name
    if rng is not None:
        title = rng.choice([name, name.upper(), name.lower(), name])
    sheet = workbook.create_sheet(title)
    columns = list(rows[0]) if rows else []
    if rng is not None:
        columns, rows, left, top = _untidy_layout(columns, rows, name, rng)
        top = top if columns else 1
    else:
        left, top = 1, 1
    if rng is not None and top > 1:
        sheet.cell(1, left, f"{name} of our park, kept by the manager")
        sheet.merge_cells(
            start_row=1, end_row=1, start_column=left, end_column=left + max(1, len(columns) - 1)
        )
    for at, column in enumerate(columns):
        if column:
            sheet.cell(top, left + at, column if rng is None else _heading(column, rng))
    line = top
    for row in rows:
        line += 1
        if rng is not None and rng.random() < 0.1:
            line += 1
        for at, column in enumerate(columns):
            value = row.get(column)
            if value is not None and column:
                _put(sheet.cell(line, left + at), value, rng)


def _untidy_layout(
    columns: list[str], rows: list[Row], name: str, rng: Random
) -> tuple[list[str], list[Row], int, int]:
    if name != "Park":
        rng.shuffle(columns)
        if columns and rng.random() < 0.2:
            columns.insert(rng.randrange(len(columns)), "")
        blank = {column for column in columns if all(row.get(column) is None for row in rows)}
        required = {"building", "lettable", "seats", "to", "end", "due", "event", "invoice"}
        columns = [c for c in columns if c not in blank & required or rng.random() < 0.5]
    if name in ("Units", "Leases", "Readings", "Charges", "Rates", "Meters", "Tariffs", "Returns"):
        rows = rng.sample(rows, len(rows))
    if rows and rng.random() < 0.2 and name != "Park":
        columns.append("remarks_of_clerk")
        rows = [{**row, "remarks_of_clerk": "ok"} for row in rows]
    return columns, rows, 1 + (rng.random() < 0.25), 1 + rng.choice([0, 0, 0, 1, 2])


def _heading(column: str, rng: Random) -> str:
    text = rng.choice([column, column.upper(), column.title(), column.replace("_", " ")])
    return rng.choice(["", "", " ", NBSP]) + text + rng.choice(["", "", " ", NBSP])


def _put(cell: Any, value: Any, rng: Random | None) -> None:
    if rng is None:
        _put_tidy(cell, value)
    else:
        _put_untidy(cell, value, rng)


def _put_tidy(cell: Any, value: Any) -> None:
    match value:
        case Money(paisa):
            cell.value = paisa / 100
        case Percent(pct):
            cell.value = float(pct)
        case Code(text):
            cell.value = text
        case bool():
            cell.value = "yes" if value else "no"
        case Decimal():
            cell.value = float(value)
        case Month():
            cell.value = str(value)
        case date():
            cell.value = value
            cell.number_format = "yyyy-mm-dd"
        case _:
            cell.value = value


def _put_untidy(cell: Any, value: Any, rng: Random) -> None:
    match value:
        case Money(paisa):
            _put_money(cell, paisa, rng)
        case Percent(pct):
            if rng.random() < 0.3:
                cell.value = float(pct / 100)
                cell.number_format = "0.####%" if pct % 1 else "0%"
            else:
                cell.value = float(pct)
        case Code(text):
            cell.value = rng.choice(["", " ", NBSP]) + rng.choice([text, text.lower(), text.upper()])
        case bool():
            cell.value = rng.choice(["yes", "Y", "1", 1, "YES "] if value else ["no", "N", "0", 0, "No"])
        case Decimal():
            cell.value = float(value)
        case Month():
            kind = rng.randrange(3)
            day = date(value.year, value.month, rng.randint(1, value.length))
            if kind == 0:
                cell.value = str(value)
            else:
                _put_day(cell, day, rng)
        case date():
            _put_day(cell, value, rng)
        case str():
            cell.value = rng.choice(["", "", " ", NBSP]) + value + rng.choice(["", "", " ", NBSP])
        case _:
            cell.value = value


def _put_day(cell: Any, day: date, rng: Random) -> None:
    kind = rng.randrange(6)
    if kind == 0:
        cell.value = day.strftime("%Y-%m-%d")
    elif kind == 1:
        cell.value = day.strftime("%d-%m-%Y")
    elif kind == 2:
        cell.value = day.strftime(rng.choice(["%d/%m/%Y", "%d.%m.%Y"])) + rng.choice(["", NBSP])
    else:
        cell.value = datetime.combine(day, time()) if kind == 3 else day
        cell.number_format = rng.choice(["yyyy-mm-dd", "dd/mm/yyyy", "d-mmm-yy"])


def _put_money(cell: Any, paisa: int, rng: Random) -> None:
    kind = rng.randrange(7)
    if kind < 3:
        cell.value = paisa / 100
    elif kind == 3:
        cell.value = western(paisa)
    elif kind == 4:
        cell.value = lakh(paisa)
    elif kind == 5 and paisa >= 0:
        cell.value = rng.choice(["Rs ", "Rs.", "PKR ", "Rs. ", f"Rs{NBSP}", "rs "]) + rng.choice(
            [lakh, western]
        )(paisa)
        cell.value += rng.choice(["", "", "/-", " /-"])
    else:
        cell.value = rng.choice([western, lakh])(paisa) + ("/-" if paisa >= 0 and rng.random() < 0.5 else "")
