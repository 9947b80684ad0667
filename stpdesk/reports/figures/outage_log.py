"""The outage report: every event with its parts, causes, hours, days, links compared, tenants met, and the rules used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from stpdesk.core import breakdown
from stpdesk.core.breakdown import Caused, Met, Told
from stpdesk.core.civil import days_of, local, midnight
from stpdesk.core.codes import natural_key
from stpdesk.core.downtime import inside
from stpdesk.core.months import DAY
from stpdesk.core.outages import INTERNET, POWER, Outage
from stpdesk.core.reliability import Internet, Power, Reliability
from stpdesk.core.spans import FOREVER, Spans, clip, minutes, union
from stpdesk.core.typed_dates import day_text
from stpdesk.reports.figures import rooms
from stpdesk.reports.figures.context import Context
from stpdesk.reports.figures.services import internet_json, power_json


def iso(instant: int) -> str | None:
    """A local time as JSON, `2026-06-15T09:00:00+05:00`; None where it lies open."""
    return None if instant >= FOREVER else local(instant).isoformat()


@dataclass(frozen=True)
class OutageLog:
    """All figures of the outage report, from the first to the last day."""

    context: Context
    first: date
    last: date

    @cached_property
    def figures(self) -> Reliability:
        """Power and internet of the window."""
        return self.context.reliability(self.first, self.last)

    @cached_property
    def power(self) -> Power:
        """Power of the window."""
        return self.figures.power()

    @cached_property
    def internet(self) -> Internet:
        """Internet of the window."""
        return self.figures.internet()

    @cached_property
    def events(self) -> list[Told]:
        """Every event with time in the window."""
        return breakdown.told(self.figures)

    @cached_property
    def causes(self) -> list[Caused]:
        """Downtime by cause."""
        return breakdown.causes(self.figures)

    @cached_property
    def met(self) -> list[tuple[str, str, Met]]:
        """Tenants that were met: code, name and figures, in the order of codes."""
        named = self.context.terms.tenants
        found = [
            (named[one.tenant_id].code, named[one.tenant_id].name, one) for one in breakdown.met(self.figures)
        ]
        return sorted(found, key=lambda row: natural_key(row[0]))

    def link_code(self, key: str | None) -> str | None:
        """The code of a link; None for all of them."""
        return next((link.code for link in self.figures.log.links if link.id == key), None)

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each unit's code among all of the park's."""
        return rooms.places(unit.code for unit in self.context.terms.units.values())

    def unit_codes(self, keys: Iterable[str]) -> list[str]:
        """Codes of units, in order."""
        return sorted((self.context.terms.units[key].code for key in keys), key=natural_key)

    @cached_property
    def lanes(self) -> dict[str, Spans]:
        """What the heat strip shows, a lane each, clipped to the window: down, and (last) unknown time."""
        time, window = self.figures.time, self.figures.window
        found = {
            "grid": time.grid,
            "tenants": time.tenants,
            "internet": time.internet,
            "degraded": time.degraded,
        }
        unknown = union([*time.grid_unknown, *time.internet_unknown])
        return {name: clip(spans, window) for name, spans in {**found, "unknown": unknown}.items()}

    @cached_property
    def days(self) -> list[dict[str, Any]]:
        """Minutes of every local day of the window, in each lane and on each link."""
        window = self.figures.window
        lanes = {name: breakdown.by_day(spans) for name, spans in self.lanes.items()}
        links = {
            one.link.code: breakdown.by_day(inside(one.down, [window]))
            for one in self.figures.time.links
            if one.link.id
        }
        return [
            {
                "day": day.isoformat(),
                **{f"{name}_minutes": minutes(spent.get(day, 0)) for name, spent in lanes.items()},
                "links": {code: minutes(spent.get(day, 0)) for code, spent in links.items()},
            }
            for day in (days_of([window]) if window.seconds else [])
        ]  # fmt: skip

    @cached_property
    def hours(self) -> dict[str, list[list[float]]]:
        """Minutes by weekday (Monday first) and local hour."""
        return {
            name: [[minutes(cell) for cell in row] for row in breakdown.by_hour(self.lanes[name])]
            for name in ("grid", "tenants", "internet")
        }

    @property
    def as_of(self) -> str:
        """The day the figures are taken at; its time too where the day is not over."""
        over = self.figures.now >= midnight(self.context.day + DAY)
        return self.context.day.isoformat() if over else str(iso(self.figures.now))

    @cached_property
    def rules(self) -> list[str]:
        """How it was counted, in words."""
        return rules_in_words(self.figures, self.context.terms.park.outages_from)

    def data(self) -> dict[str, Any]:
        """The report as JSON."""
        window = self.figures.window
        whole = window.seconds > 0
        return {
            "park": self.context.park(), "from": self.first.isoformat(), "to": self.last.isoformat(),
            "as_of": self.as_of,
            "window": {"from": iso(window.start), "to": iso(window.end), "minutes": minutes(window.seconds)} if whole else None,
            "rules": self.rules, "power": power_json(self.power), "internet": internet_json(self.internet),
            "events": [self._event(one) for one in self.events],
            "causes": [
                {"service": one.service, "link": self.link_code(one.link_id), "cause": one.cause, "outages": one.outages,
                 "minutes": minutes(one.seconds)}
                for one in self.causes
            ],
            "hours": self.hours, "days": self.days,
            "tenants": [
                {"tenant": code, "name": name, "power_events": one.power_events, "power_minutes": minutes(one.power),
                 "internet_events": one.internet_events, "internet_minutes": minutes(one.internet)}
                for code, name, one in self.met
            ],
        }  # fmt: skip

    def _event(self, one: Told) -> dict[str, Any]:
        """One of `events`."""
        covered = one.within - one.without
        return {
            "service": one.service, "link": self.link_code(one.link_id), "units": self.unit_codes(one.unit_ids), "start": iso(one.event.start),
            "end": iso(one.event.end), "ongoing": one.event.ongoing, "carried_in": one.event.start < self.figures.window.start,
            "sustained": one.sustained, "minutes": minutes(one.within), "lasted_minutes": minutes(one.lasted),
            "planned_minutes": minutes(one.planned),
            "covered_by_generator_minutes": minutes(covered) if one.service == POWER else None,
            "tenants_without_minutes": minutes(one.without),
            "charged_to_power_minutes": minutes(one.charged) if one.service == INTERNET else None,
            "tenants": one.tenants, "causes": told_causes(one), "outages": [self._record(record) for record in one.outages],
        }  # fmt: skip

    def _record(self, one: Outage) -> dict[str, Any]:
        """One recorded outage of an event."""
        return {
            "number": one.number, "link": self.link_code(one.link_id), "start": iso(one.span.start), "end": iso(one.span.end),
            "planned": one.planned, "cause": one.cause, "note": one.note, "source": one.source,
        }  # fmt: skip


def told_causes(one: Told) -> list[str]:
    """The causes given for an event, each once."""
    return list(dict.fromkeys(record.cause for record in one.outages if record.cause))


def rules_in_words(figures: Reliability, since: date | None) -> list[str]:
    """The accounting rules used, each one sentence (O2 to O8)."""
    rules = figures.log.rules
    joins, momentary, grace = (minutes(part) for part in (rules.joins, rules.momentary, rules.grace))
    found = [
        "Minutes are counted from local midnight to local midnight; an event counts in the period it starts in.",
        f"Interruptions at most {joins} minutes apart are one event, whose minutes are those without service alone.",
        f"An event longer than {momentary} minutes is sustained, any other momentary.",
        "Grid down is the time of all power outages of the whole park; tenants are without power where no generator carries them.",
        "The internet is down while every link in service is down, degraded while only some are.",
        "Availability = 1 − down / (time − time nobody could tell); best and worst take the unknown time as up or down.",
        "Excluding planned: without the time that was announced or marked planned.",
        "SAIFI, SAIDI and CAIDI are interruptions and minutes per tenant (IEEE 1366) in sustained events, MAIFI in momentary ones.",
        f"A fault of the internet while the grid is down, or up to {grace} minutes after, is charged to power.",
    ]  # fmt: skip
    if since:
        found.append(f"Records begin on {day_text(since)}; earlier time is not counted.")
    if any(span.open for span in figures.time.grid) or any(span.open for span in figures.time.internet):
        found.append("What is still out counts up to the time of this report.")
    return found


def period(context: Context, first: date | None, last: date | None) -> tuple[date, date]:
    """The days of a report: those asked for, else the context's month."""
    if first is None and last is None:
        return context.month.first, context.month.last
    return first or (last or context.day).replace(day=1), last or context.day
