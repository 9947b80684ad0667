"""Puts the sample park together: pure, and the same for the same arguments on any machine."""

from __future__ import annotations

from collections.abc import Sequence

from stpdesk.actions.sample.actors import Actor, since
from stpdesk.actions.sample.cast import cast
from stpdesk.actions.sample.crowd import crowd
from stpdesk.actions.sample.extras import adjustments, matters, one_offs, openings
from stpdesk.actions.sample.generator import runs
from stpdesk.actions.sample.history import script
from stpdesk.actions.sample.letting import letting
from stpdesk.actions.sample.meters import metering
from stpdesk.actions.sample.outages import power_cuts, service
from stpdesk.actions.sample.park import Row, SamplePark, Times
from stpdesk.actions.sample.placing import Held, place
from stpdesk.actions.sample.profiles import established, profile_of, settings
from stpdesk.actions.sample.returns import returns
from stpdesk.actions.sample.space import Space
from stpdesk.actions.sample.tenants import tenants as tenant_rows
from stpdesk.actions.sample.terms import schemes, tariffs
from stpdesk.core.errors import Refused

LEAST_MONTHS, MOST_MONTHS, MOST_TENANTS = 3, 360, 50_000


def build(which: str = "gilgit", tenants: int = 40, months: int = 24) -> SamplePark:
    """The sample park “gilgit” or “punjab” with so many tenants and months, the last month open."""
    profile = profile_of(which)
    _check(tenants, months)
    times = Times(which, tenants, months)
    actors = _actors(times, taxed=bool(profile.taxes))
    begun = established(profile, times)
    actors = [since(actor, begun) for actor in actors]
    plan, held = place(profile, actors)
    cuts = power_cuts(profile, times)
    generator, made = runs(times, cuts, len(_floors(plan)))
    meters = metering(profile, times, plan, actors, held, made)
    let = letting(profile, times, actors, held)
    services = service(profile, times, cuts, _floors(plan))
    rows: dict[str, list[Row]] = {
        "Units": [room.row for room in plan.rooms],
        "Tenants": tenant_rows(profile, times, actors, held),
        "Leases": let.leases,
        "Rates": let.rates,
        "Charges": let.charges,
        "Subsidies": schemes(profile, times),
        "Taxes": list(profile.taxes),
        "Meters": meters.meters,
        "Tariffs": tariffs(times),
        "Readings": meters.readings,
        "Adjustments": adjustments(times),
        "OneOff": one_offs(times, actors),
        "Opening": openings(times, actors),
        "Deposits": let.deposits,
        "Links": services.links,
        "Outages": services.outages,
        "Runs": generator,
        "Schedule": services.schedule,
        "Gaps": services.gaps,
        "Returns": returns(times, actors, held),
        "Attention": matters(times),
    }
    steps = script(times, actors, let.held, let.rents)
    return SamplePark(times, settings(profile, times), rows, steps, _cases(actors, held))


def _check(tenants: int, months: int) -> None:
    """Refuses sizes that make no park."""
    if not 1 <= tenants <= MOST_TENANTS:
        raise Refused("A sample park has 1 to {most} tenants.", field="tenants", most=MOST_TENANTS)
    if not LEAST_MONTHS <= months <= MOST_MONTHS:
        raise Refused(
            "A sample park has {least} to {most} months.",
            field="months",
            least=LEAST_MONTHS,
            most=MOST_MONTHS,
        )


def _actors(times: Times, *, taxed: bool) -> list[Actor]:
    """The cast, then ordinary tenants; a small sample has only the first of the cast."""
    named = cast(times, taxed=taxed)[: times.tenants]
    return [*named, *crowd(times, times.tenants - len(named), taxed=taxed)]


def _floors(plan: Space) -> list[tuple[str, ...]]:
    """The lettable units of each floor."""
    floors: dict[tuple[int, str], list[str]] = {}
    for room in plan.rooms:
        if room.row["lettable"]:
            floors.setdefault((room.building, room.floor), []).append(room.code)
    return [tuple(codes) for codes in floors.values()]


def _cases(actors: Sequence[Actor], held: Sequence[Held]) -> dict[str, str]:
    """Name of each awkward case → the tenant that shows it."""
    codes = {lease.n: lease.tenant for lease in held}
    return {actor.case: codes[n] for n, actor in enumerate(actors) if actor.case}
