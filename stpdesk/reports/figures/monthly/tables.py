"""The monthly report's lists as tables of typed cells, by section: what its workbook holds beside the first page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from stpdesk.core.money import ONE, Paisa
from stpdesk.reports.figures.monthly.document import NOTHING, Monthly
from stpdesk.reports.figures.monthly.money import HeadRow
from stpdesk.reports.figures.monthly.space import FloorRow, Move
from stpdesk.reports.figures.table import Cell, Heading, Table

MONEY, COUNT, DATE, MINUTES, PERCENT = Cell.MONEY, Cell.COUNT, Cell.DATE, Cell.MINUTES, Cell.PERCENT


def headings(*pairs: str | tuple[str, Cell]) -> list[Heading]:
    """Headings of texts, and of other kinds with their kind."""
    return [Heading(one) if isinstance(one, str) else Heading(*one) for one in pairs]


def _e4(sqft: float) -> int:
    """Square feet as the tables' ten-thousandths."""
    return round(sqft * ONE)


def space_tables(made: Monthly) -> list[Table]:
    """Floors, moves, ends, vacant units."""
    told = made.space
    return [
        Table("By floor", _FLOORS, [_floor(one) for one in told.floors], _floor(told.total), empty=NOTHING["floors"]),
        *(Table(title, _MOVES, [_move(one) for one in rows], empty=NOTHING[key]) for title, key, rows in (
            ("Arrivals", "arrivals", told.arrivals), ("Departures", "departures", told.departures),
            ("Renewals", "renewals", told.renewals))),
        Table("Leases near their end", _ENDING, [
            (_tenant(one.tenant, one.name), one.state, one.lease, one.units, _e4(one.sqft), one.rent, one.ends, one.days)
            for one in told.ending], empty=NOTHING["ending"]),
        Table("Vacant units", _VACANT, [
            (f"{one.unit} {one.name}".strip(), one.floor, None if one.since else one.lasted, one.since, one.days, _e4(one.sqft), one.seats, one.follows)
            for one in told.vacant], ("Total", None, None, None, None, _e4(told.vacant_sqft), None, None), empty=NOTHING["vacant"]),
        kinds_table(made),
    ]  # fmt: skip


_FLOORS = headings(
    "Floor", ("Units", COUNT), ("Units let", COUNT), ("Occupancy", PERCENT), ("Lettable sq ft", Cell.E4),
    ("Let sq ft", Cell.E4), ("Vacant sq ft", Cell.E4), ("Seats", COUNT), ("Seats let", COUNT),
)  # fmt: skip
_MOVES = headings(
    "Tenant",
    "What",
    "Lease",
    "Units",
    ("Sq ft", Cell.E4),
    ("Rent a month", MONEY),
    ("Day", DATE),
    ("Until", DATE),
)
_ENDING = headings(
    "Tenant",
    "State",
    "Lease",
    "Units",
    ("Sq ft", Cell.E4),
    ("Rent a month", MONEY),
    ("Ends", DATE),
    ("Days left", COUNT),
)
_VACANT = headings(
    "Unit",
    "Floor",
    "Let before",
    ("Vacant since", DATE),
    ("Days", COUNT),
    ("Sq ft", Cell.E4),
    ("Seats", COUNT),
    "What follows",
)


def _tenant(code: str, name: str) -> str:
    """A tenant in one column: `T28 · Amber Thread`."""
    return f"{code} · {name}" if code else name


def _floor(one: FloorRow) -> tuple[Any, ...]:
    """A floor as a row."""
    return (
        one.name, one.units, one.units_let, one.pct, _e4(one.lettable), _e4(one.leased), _e4(one.vacant), one.seats,
        one.seats_let,
    )  # fmt: skip


def _move(one: Move) -> tuple[Any, ...]:
    """A move as a row."""
    return (
        _tenant(one.tenant, one.name), one.what, one.lease, one.units, _e4(one.sqft), one.rent, one.day, one.until,
    )  # fmt: skip


def kinds_table(made: Monthly) -> Table:
    """The returns by kind of tenant."""
    told, total = made.space.kinds, made.space.returns_total
    rows = [
        (one.kind, one.tenants, one.reported, one.men, one.women, one.freelancers, one.trainees, one.exports, one.domestic)
        for one in told
    ]  # fmt: skip
    totals = (
        "Total", sum(one.tenants for one in told), sum(one.reported for one in told), total.men, total.women,
        total.freelancers, total.trainees, total.exports, total.domestic,
    )  # fmt: skip
    note = "What a tenant did not report is left out, never 0."
    return Table("Returns by kind of tenant", _KINDS, rows, totals, note=note, empty=NOTHING["returns"])


_KINDS = headings(
    "Kind", ("Tenants", COUNT), ("Reported", COUNT), ("Men", COUNT), ("Women", COUNT), ("Freelancers", COUNT),
    ("Trainees", COUNT), ("Exports USD", Cell.USD), ("Domestic Rs", MONEY),
)  # fmt: skip


def returns_table(made: Monthly) -> Table:
    """Every tenant's return."""
    rows = [
        (one.tenant, one.name, one.category, one.units, _e4(one.sqft), "yes" if one.reported else "no", one.men, one.women,
         one.freelancers, one.trainees, one.exports, one.domestic, "; ".join(one.doubts))
        for one in made.space.returns
    ]  # fmt: skip
    total = made.space.returns_total
    totals = ("Total", None, None, None, None, None, total.men, total.women, total.freelancers, total.trainees,
              total.exports, total.domestic, None)  # fmt: skip
    note = f"{total.words} What a tenant did not report is blank, never 0.".strip()
    return Table("Returns", _RETURNS, rows, totals, note=note, empty=NOTHING["returns"])


_RETURNS = headings(
    "Tenant", "Name", "Kind", "Units", ("Sq ft", Cell.E4), "Reported", ("Men", COUNT), ("Women", COUNT),
    ("Freelancers", COUNT), ("Trainees", COUNT), ("Exports USD", Cell.USD), ("Domestic Rs", MONEY), "Looks odd",
)  # fmt: skip


def money_tables(made: Monthly) -> list[Table]:
    """Heads, documents, collection, debtors."""
    told = made.money
    rate = told.rate
    rates = [
        ("Of the month's invoices, settled", rate.pct), ("Of last month's, settled by its end", rate.before),
        ("Of last month's, settled by the day of this report", rate.before_now),
    ]  # fmt: skip
    return [
        Table("By head", _HEADS, [_head(one) for one in told.heads], _head(told.total), note=told.heads_note,
              empty=NOTHING["heads"]),
        Table("Documents and receipts", headings("What", ("This month", MONEY), ("Last month", MONEY)),
              [(one.name, one.amount, one.before) for one in told.documents]),
        Table("Collection", headings("Share", ("Percent", PERCENT)), rates, note=rate.sentence),
        _debtors(made),
    ]  # fmt: skip


def _debtors(made: Monthly) -> Table:
    """The ten largest, the others, and the sum of all."""
    told = made.money
    owing = [*told.debtors, *([told.others] if told.others else [])]
    rows = [
        (_tenant(one.tenant, one.name), one.not_due, one.d1_30, one.d31_60, one.d61_90, one.over_90, one.total, one.share,
         one.overdue_days, one.last_paid)
        for one in owing
    ]  # fmt: skip
    totals = ("Total", *_sums(rows, range(1, 7)), None, None, None)
    return Table("Largest debtors", _DEBTORS, rows, totals, empty=NOTHING["debtors"])


_HEADS = headings(
    "Head", ("Billed", MONEY), ("Billed last month", MONEY), ("Collected", MONEY), ("Collected last month", MONEY),
    ("Open", MONEY), ("Open last month", MONEY),
)  # fmt: skip
_DEBTORS = headings(
    "Tenant", ("Not due", MONEY), ("1–30 days", MONEY), ("31–60 days", MONEY), ("61–90 days", MONEY),
    ("Over 90 days", MONEY), ("Total", MONEY), ("Share", PERCENT), ("Days overdue", COUNT), ("Last paid", DATE),
)  # fmt: skip


def _head(one: HeadRow) -> tuple[Any, ...]:
    """A head as a row."""
    return (
        one.name, one.billed, one.billed_before, one.collected, one.collected_before, one.open, one.open_before,
    )  # fmt: skip


def _sums(rows: Iterable[Sequence[Any]], columns: Iterable[int]) -> list[Paisa]:
    """Sums of columns of money."""
    listed = list(rows)
    return [Paisa(sum(row[at] for row in listed)) for at in columns]


def claim_table(made: Monthly) -> Table:
    """The subsidy claim, a row for each tenant."""
    rows = [
        (claim.scheme, claim.funder, claim.head, one.tenant, one.name, one.amount)
        for claim in made.money.claims
        for one in claim.tenants
    ]
    heads = headings("Scheme", "Funder", "Head", "Tenant", "Name", ("Rs", MONEY))
    return Table(
        "Subsidy claim", heads, rows, ("Total", *[None] * 4, made.money.claimed), empty=NOTHING["claims"]
    )


def certificates_table(made: Monthly) -> Table:
    """Certificates awaited, a row for each tenant."""
    told = made.money.withheld
    rows = [
        (one.tenant, one.name, one.ntn, one.receipts, one.since, one.income_tax, one.sales_tax, one.total)
        for one in told.awaited
    ]
    heads = headings("Tenant", "Name", "NTN", ("Receipts", COUNT), ("Since", DATE), ("Income tax", MONEY),
                     ("Sales tax", MONEY), ("Total", MONEY))  # fmt: skip
    totals = ("Total", None, None, told.awaited_receipts, None, *_sums(rows, (5, 6)), told.awaited_total)
    return Table("Certificates awaited", heads, rows, totals, note=told.sentence, empty=NOTHING["awaited"])


def services_tables(made: Monthly) -> list[Table]:
    """Indices, generator, links, rules."""
    told, generator = made.services, made.services.generator
    ran: list[tuple[Any, ...]] = [
        ("Runs", generator.runs, None), ("Hours", generator.hours, generator.hours_before),
        ("Litres", generator.litres, generator.litres_before), ("Litres an hour", generator.litres_an_hour, None),
        ("Share of the grid's downtime it covered, %", generator.covered_pct, None),
    ]  # fmt: skip
    figure = Cell.FIGURE
    return [
        Table("Indices", headings("Index", ("Power", figure), ("Internet", figure), "Rule"),
              [(one.name, one.power_value, one.internet_value, one.rule) for one in told.indices]),
        Table("Generator", headings("What", ("This month", MINUTES), ("Last month", MINUTES)), ran, note=generator.sentence),
        Table("Links", _LINKS, [
            (one.link, one.isp, one.role, one.mbps, one.events, one.down, one.charged, one.unknown, one.pct,
             one.pct_but_power, one.longest, one.mttr) for one in told.links], note=told.links_note),
        Table("How it was counted", headings("Rule"), [(one,) for one in told.rules]),
    ]  # fmt: skip


_LINKS = headings(
    "Link", "Provider", "Role", ("Mbps", Cell.FIGURE), ("Outages", COUNT), ("Minutes down", MINUTES),
    ("Charged to power", MINUTES), ("Nobody could tell", MINUTES), ("Availability, %", Cell.FIGURE),
    ("But for power, %", Cell.FIGURE), ("Longest, minutes", MINUTES), ("MTTR, minutes", MINUTES),
)  # fmt: skip


def outages_table(made: Monthly) -> Table:
    """Every outage."""
    rows = [
        (one.service, one.where, one.start, "still out" if one.end is None else one.end, one.minutes, one.covered, one.planned,
         one.tenants, "sustained" if one.sustained else "momentary", "yes" if one.carried_in else None, one.cause)
        for one in made.services.outages
    ]  # fmt: skip
    heads = headings(
        "Service", "Where", ("Start", Cell.INSTANT), ("End", Cell.INSTANT), ("Minutes", MINUTES), ("Covered", MINUTES),
        ("Planned", MINUTES), ("Tenants hit", COUNT), "Kind", "Carried in", "Cause",
    )  # fmt: skip
    return Table("Outages", heads, rows, empty=NOTHING["outages"])
