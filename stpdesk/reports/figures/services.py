"""`power` and `internet` of the month (contract.md; rules O2 to O8)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from stpdesk.core.indices import Indices
from stpdesk.core.money import ONE
from stpdesk.core.reliability import Availability, Internet, LinkFigures, Power
from stpdesk.core.spans import MINUTE, minutes
from stpdesk.reports.figures.space import exact

HOUR = 60 * MINUTE


def pct(share: Fraction | None) -> float | int | None:
    """A share in percent, unrounded; None where there is none."""
    return None if share is None else exact(100 * share)


def in_minutes(length: Fraction | None) -> float | int | None:
    """Seconds as minutes; None where there is none."""
    return None if length is None else exact(length / MINUTE)


def power_json(power: Power) -> dict[str, Any]:
    """`power`: all of the grid but `tenant_minutes` and the indices, which are of tenants without power."""
    return {
        **_shared(power.grid, power.indices, power.tenant_seconds),
        "generator_hours": exact(Fraction(power.generator_seconds, HOUR)),
        "litres": exact(Fraction(power.litres, ONE)),
        "tenant_availability_pct": pct(power.tenants.available if power.indices.tenants_mean else None),
    }


def internet_json(internet: Internet) -> dict[str, Any]:
    """`internet`: of all links together; each link's own figures under `links`."""
    whole = internet.whole
    return {
        **_shared(whole, internet.indices, whole.down),
        "degraded_minutes": minutes(internet.degraded),
        "charged_to_power_minutes": minutes(internet.charged),
        "availability_excl_power_pct": pct(internet.available_but_power),
        "links": [link_json(one) for one in internet.links],
    }


def link_json(one: LinkFigures) -> dict[str, Any]:
    """One of `links`; the unnamed link of a park that entered none has no code."""
    link = one.time.link
    return {
        "link": link.code or None, "isp": link.isp, "upstream": link.upstream, "role": link.role,
        **_times(one.figures), "charged_to_power_minutes": minutes(one.charged),
        "availability_excl_power_pct": pct(one.available_but_power),
    }  # fmt: skip


def _times(one: Availability) -> dict[str, Any]:
    """What every feed has: minutes, events, availability (rules O2, O4, O5, O7)."""
    return {
        "window_minutes": minutes(one.elapsed), "down_minutes": minutes(one.down),
        "planned_minutes": minutes(one.planned), "unknown_minutes": minutes(one.unknown),
        "carried_in": len(one.carried_in), "events": len(one.events), "sustained": one.sustained,
        "momentary": one.momentary, "availability_pct": pct(one.available),
        "availability_excl_planned_pct": pct(one.available_unplanned), "coverage_pct": pct(one.coverage),
        "best_pct": pct(one.best), "worst_pct": pct(one.worst), "mttr": in_minutes(one.mttr),
        "mtbf": in_minutes(one.mtbf), "ongoing": one.ongoing,
    }  # fmt: skip


def _shared(one: Availability, indices: Indices, tenants: int) -> dict[str, Any]:
    """What power and internet share."""
    return {
        **_times(one), "tenant_minutes": minutes(tenants), "tenants_mean": exact(indices.tenants_mean),
        "saifi": exact(indices.saifi), "saidi": exact(indices.saidi), "caidi": exact(indices.caidi),
        "asai_pct": pct(indices.asai), "maifi": exact(indices.maifi),
    }  # fmt: skip
