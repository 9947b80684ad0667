"""The indices of power and internet, each with its rule in words (rules O4 to O8)."""

from __future__ import annotations

from dataclasses import dataclass

from stpdesk.core.indices import Indices
from stpdesk.core.reliability import Availability
from stpdesk.core.spans import MINUTE, minutes
from stpdesk.reports.figures.monthly.services import IndexRow
from stpdesk.reports.figures.monthly.taken import Taken, as_pct
from stpdesk.reports.figures.written import DASH, grouped, rounded


@dataclass(frozen=True, slots=True)
class _Rule:
    """One index: its rule may name the park's settings; a percentage less than 100 is never printed as 100."""

    key: str
    name: str
    rule: str
    places: int
    percent: bool = False


_RULES = (
    _Rule("availability", "Availability, %", "Time without an outage, of the time that is known", 2, percent=True),
    _Rule("unplanned", "Availability but for planned outages, %", "The same without announced or planned time", 2, percent=True),
    _Rule("coverage", "Coverage, %", "Time somebody could tell whether there was service", 2, percent=True),
    _Rule("events", "Outages", "Of the whole park, begun in the month; at most {joins} minutes apart they are one", 0),
    _Rule("momentary", "Of these, momentary", "At most {momentary} minutes long", 0),
    _Rule("down", "Minutes down", "Of such outages, all inside the month, begun in it or before", 0),
    _Rule("planned", "Of these, planned", "Inside the time announced, or marked as planned; what lasted beyond that time is not", 0),
    _Rule("without", "Minutes tenants were without", "Of these, not behind the generator", 0),
    _Rule("degraded", "Minutes degraded", "Some links were down, but not all", 0),
    _Rule("saifi", "SAIFI", "Interruptions over {momentary} minutes that a tenant had on average, of some units too", 2),
    _Rule("saidi", "SAIDI, minutes", "Minutes of such interruptions that a tenant had on average", 1),
    _Rule("caidi", "CAIDI, minutes", "SAIDI ÷ SAIFI: how long one such interruption was", 1),
    _Rule("asai", "ASAI, %", "1 − SAIDI ÷ minutes of the month", 3, percent=True),
    _Rule("maifi", "MAIFI", "Momentary ones that a tenant had on average, until the generator ran too", 2),
    _Rule("mttr", "MTTR, minutes", "How long an outage lasted on average", 1),
    _Rule("mtbf", "MTBF, hours", "Time up ÷ outages", 1),
)  # fmt: skip


def indices(taken: Taken) -> tuple[IndexRow, ...]:
    """Every index of power (of the grid, and of the tenants behind the generator) and of the internet."""
    power, net, settings = taken.power, taken.internet, taken.services.log.rules
    grid = _values(power.grid, power.indices, power.tenant_seconds)
    whole = {**_values(net.whole, net.indices, net.whole.down), "degraded": minutes(net.degraded)}
    told = {"joins": minutes(settings.joins), "momentary": minutes(settings.momentary)}
    return tuple(
        IndexRow(
            rule.key, rule.name, rule.rule.format(**told), _shown(rule, grid[rule.key]), _shown(rule, whole[rule.key]),
            grid[rule.key], whole[rule.key],
        )
        for rule in _RULES
    )  # fmt: skip


def _values(one: Availability, by_tenant: Indices, without: int) -> dict[str, float | None]:
    """The figures of a service by the keys of the rules; None is a dash."""
    exact = {
        "saifi": by_tenant.saifi, "saidi": by_tenant.saidi, "caidi": by_tenant.caidi, "maifi": by_tenant.maifi,
        "mttr": one.mttr and one.mttr / MINUTE, "mtbf": one.mtbf and one.mtbf / (60 * MINUTE),
    }  # fmt: skip
    return {
        "availability": as_pct(one.available), "unplanned": as_pct(one.available_unplanned), "coverage": as_pct(one.coverage),
        "asai": as_pct(by_tenant.asai), "events": len(one.events), "momentary": one.momentary, "down": minutes(one.down),
        "planned": minutes(one.planned), "without": minutes(without), "degraded": None,
        **{key: None if value is None else float(value) for key, value in exact.items()},
    }  # fmt: skip


def _shown(rule: _Rule, value: float | None) -> str:
    """The figure as it is printed."""
    if value is None:
        return DASH
    return grouped(rounded(value, rule.places) if rule.percent else value, rule.places)
