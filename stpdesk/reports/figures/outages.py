"""The outage report as tables: a sheet a section."""

from __future__ import annotations

from datetime import date
from typing import Any

from stpdesk.core.breakdown import Told
from stpdesk.core.outages import POWER
from stpdesk.core.spans import FOREVER, minutes
from stpdesk.core.typed_dates import day_text
from stpdesk.reports.figures import rooms
from stpdesk.reports.figures.context import Context
from stpdesk.reports.figures.outage_log import OutageLog, period, told_causes
from stpdesk.reports.figures.table import Cell, Heading, Report, Table

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NOT_GIVEN = "not given"


def outages(context: Context, first: date | None = None, last: date | None = None) -> Report:
    """The outage report of the context's month, or from one day to another."""
    log = OutageLog(context, *period(context, first, last))
    data = log.data()
    about = context.about(("From", day_text(log.first)), ("To", day_text(log.last)))
    tables = [
        _indices(data), _events(log), _causes(log), _links(data), _days(data), *_hours(log), _tenants(log), _rules(log),
    ]  # fmt: skip
    return Report("outages", "Outages", context.park(), about, tables, data)


_FIGURES = (
    ("Minutes in the period", "window_minutes"), ("Minutes down", "down_minutes"), ("Minutes planned", "planned_minutes"),
    ("Minutes nobody could tell", "unknown_minutes"), ("Minutes down for tenants", "tenant_minutes"),
    ("Minutes degraded", "degraded_minutes"), ("Minutes charged to power", "charged_to_power_minutes"),
    ("Events", "events"), ("Sustained", "sustained"), ("Momentary", "momentary"), ("Carried in", "carried_in"),
    ("Availability, %", "availability_pct"), ("Availability excluding planned, %", "availability_excl_planned_pct"),
    ("Availability excluding power, %", "availability_excl_power_pct"), ("Coverage, %", "coverage_pct"),
    ("At best, %", "best_pct"), ("At worst, %", "worst_pct"), ("Mean time to repair, minutes", "mttr"),
    ("Mean time between failures, minutes", "mtbf"),
)  # fmt: skip
"""What every feed is judged by; a figure a feed does not have is a dash."""

_INDICES = (
    ("SAIFI, interruptions a tenant", "saifi"), ("SAIDI, minutes a tenant", "saidi"),
    ("CAIDI, minutes an interruption", "caidi"), ("ASAI, %", "asai_pct"), ("MAIFI", "maifi"),
    ("Tenants, mean", "tenants_mean"), ("Generator hours", "generator_hours"), ("Litres", "litres"),
)  # fmt: skip


def _indices(data: dict[str, Any]) -> Table:
    """Power and internet side by side."""
    rows = [(name, data["power"].get(key), data["internet"].get(key)) for name, key in (*_FIGURES, *_INDICES)]
    headings = [Heading("Figure"), Heading("Power", Cell.FIGURE), Heading("Internet", Cell.FIGURE)]
    return Table("Power and internet", headings, rows)


_EVENTS = [
    Heading("Service"), Heading("Start", Cell.INSTANT), Heading("End", Cell.INSTANT), Heading("Minutes", Cell.MINUTES),
    Heading("By generator", Cell.MINUTES), Heading("Planned", Cell.MINUTES), Heading("Charged to power", Cell.MINUTES),
    Heading("Tenants", Cell.COUNT), Heading("Kind"), Heading("Where"), Heading("Cause"), Heading("Note"), Heading("Records"),
]  # fmt: skip


def _events(log: OutageLog) -> Table:
    """Every event, in order."""
    rows = [_event(log, one) for one in log.events]
    return Table("Events", _EVENTS, rows, empty="No event in this period.")


def _event(log: OutageLog, one: Told) -> tuple[Any, ...]:
    """One event as a row."""
    power = one.service == POWER
    kind = "sustained" if one.sustained else "momentary"
    return (
        one.service, one.event.start, "still out" if one.event.end >= FOREVER else one.event.end, minutes(one.within),
        minutes(one.within - one.without) if power else None, minutes(one.planned),
        None if power else minutes(one.charged), one.tenants,
        f"{kind}, carried in" if one.event.start < log.figures.window.start else kind,
        _where(log, one), ", ".join(told_causes(one)) or NOT_GIVEN, told_notes(one), _records(log, one),
    )  # fmt: skip


def _where(log: OutageLog, one: Told) -> str:
    """What an event met: one link, some units, or the whole park."""
    if one.link_id is not None:
        return f"link {log.link_code(one.link_id)}"
    return rooms.named(log.unit_codes(one.unit_ids), log.places) or "whole park"


def told_notes(one: Told) -> str | None:
    """The notes of an event's records, each once."""
    return "; ".join(dict.fromkeys(record.note for record in one.outages if record.note)) or None


def _records(log: OutageLog, one: Told) -> str:
    """Numbers of an event's records, with the links they were of where it is not of one link, and who noticed."""
    found = []
    for record in one.outages:
        about = [
            part
            for part in (
                log.link_code(record.link_id) if one.link_id is None else None,
                record.source if record.source != "manual" else None,
            )
            if part
        ]
        number = "new" if record.number is None else str(record.number)
        found.append(f"{number} ({', '.join(about)})" if about else number)
    return "; ".join(found)


def _causes(log: OutageLog) -> Table:
    """Downtime by cause."""
    headings = [Heading("Service"), Heading("Link"), Heading("Cause"), Heading("Outages", Cell.COUNT),
                Heading("Minutes", Cell.MINUTES)]  # fmt: skip
    rows = [
        (one.service, log.link_code(one.link_id), one.cause or NOT_GIVEN, one.outages, minutes(one.seconds))
        for one in log.causes
    ]
    note = "Where records overlap, the time is the earlier one's; minutes of a link count whether or not another was up."
    return Table("Causes", headings, rows, note=note, empty="No outage in this period.")


def _links(data: dict[str, Any]) -> Table:
    """Links side by side."""
    links = data["internet"]["links"]
    about = [(name, *(one[key] for one in links)) for name, key in
             (("Provider", "isp"), ("Upstream", "upstream"), ("Role", "role"))]  # fmt: skip
    rows = [(name, *(one[key] for one in links)) for name, key in _FIGURES if key in links[0]]
    headings = [Heading("Figure"), *(Heading(one["link"] or "The only link", Cell.FIGURE) for one in links)]
    return Table("Links", headings, [*about, *rows])


def _days(data: dict[str, Any]) -> Table:
    """Minutes by day."""
    codes = [one["link"] for one in data["internet"]["links"] if one["link"]]
    headings = [Heading("Day", Cell.DATE), Heading("Grid down", Cell.MINUTES), Heading("Tenants without power", Cell.MINUTES),
                Heading("Internet down", Cell.MINUTES), Heading("Degraded", Cell.MINUTES),
                *(Heading(f"Link {code}", Cell.MINUTES) for code in codes), Heading("Unknown", Cell.MINUTES)]  # fmt: skip
    rows: list[tuple[Any, ...]] = [
        (
            date.fromisoformat(one["day"]),
            *(one[f"{lane}_minutes"] for lane in ("grid", "tenants", "internet", "degraded")),
            *(one["links"][code] for code in codes),
            one["unknown_minutes"],
        )
        for one in data["days"]
    ]
    totals = ("Total", *(sum(row[place] for row in rows) for place in range(1, len(headings))))
    return Table("By day", headings, rows, totals, empty="No day of this period has passed.")


def _hours(log: OutageLog) -> list[Table]:
    """Minutes by weekday and hour: the grid, and the internet."""
    headings = [Heading("Weekday"), *(Heading(f"{hour:02d}", Cell.MINUTES) for hour in range(24))]
    titles = (("grid", "Grid by hour"), ("internet", "Internet by hour"))
    return [
        Table(title, headings, [(day, *row) for day, row in zip(WEEKDAYS, log.hours[lane], strict=True)],
              note="Minutes down in each hour of the day, by weekday.")
        for lane, title in titles
    ]  # fmt: skip


def _tenants(log: OutageLog) -> Table:
    """What met each tenant."""
    headings = [Heading("Tenant"), Heading("Name"), Heading("Power events", Cell.COUNT),
                Heading("Minutes without power", Cell.MINUTES), Heading("Internet events", Cell.COUNT),
                Heading("Minutes without internet", Cell.MINUTES)]  # fmt: skip
    rows = [
        (code, name, one.power_events, minutes(one.power), one.internet_events, minutes(one.internet))
        for code, name, one in log.met
    ]
    note = "Events the tenant was there for when they began; behind the generator there is no event."
    return Table("Tenants", headings, rows, note=note, empty="No tenant was without power or internet.")


def _rules(log: OutageLog) -> Table:
    """The rules used."""
    return Table("Rules", [Heading("How it was counted")], [(one,) for one in log.rules])


def service_tables(data: dict[str, Any]) -> list[Table]:
    """Power and internet of the monthly report: the figures side by side, and the links."""
    return [_indices(data), _links(data)]
