"""The eight figures of the month, each with its change, its target and thirteen months behind it."""

from __future__ import annotations

from collections.abc import Sequence

from stpdesk.core.months import Month
from stpdesk.reports.figures.monthly.sentences import points
from stpdesk.reports.figures.monthly.summary import Direction, Kpi
from stpdesk.reports.figures.monthly.taken import Taken, as_pct, percent, settled_pct
from stpdesk.reports.figures.plain import Measured
from stpdesk.reports.figures.table import Cell
from stpdesk.reports.figures.written import (
    DASH,
    FIXED,
    counted,
    decimals,
    number,
    pct,
    rounded,
    rs,
    signed,
    target_pct,
    whole,
)

PLACES = {"occupancy": 1, "power": 2, "internet": 2}
"""Decimals of a percentage: hundredths of a point are hours of an outage."""


def kpis(taken: Taken) -> tuple[Kpi, ...]:
    """All eight, in the order in which they are printed."""
    history, park = taken.history, taken.terms.park
    services = history.services
    power = [*(as_pct(one.tenants) for one in services[:-1]), taken.power_pct]
    internet = [*(as_pct(one.internet) for one in services[:-1]), taken.internet_pct]
    flows, told = _judged(taken, flow=True), _judged(taken, flow=False)
    returned = _returned_judged(taken)
    return (
        _kpi(taken, "occupancy", "Occupancy", Cell.PERCENT, history.occupancy, told, _let(taken),
             percent(park.occupancy_target_pct)),
        _kpi(taken, "companies", "Companies", Cell.COUNT, history.companies, told, _freelancers(taken)),
        _kpi(taken, "professionals", "Professionals", Cell.COUNT, history.professionals, returned, _women(taken), basis=_reported(taken)),
        _kpi(taken, "exports", "Exports", Cell.USD, history.exports, returned, "", basis=_reported(taken)),
        _kpi(taken, "billed", "Billed", Cell.MONEY, history.billed_net, flows, _credited(taken)),
        _kpi(taken, "collected", "Collected", Cell.MONEY, history.collected, flows, _settled(taken)),
        _kpi(taken, "power", "Power at tenants", Cell.PERCENT, power, told, _grid(taken), percent(park.power_target_pct)),
        _kpi(taken, "internet", "Internet", Cell.PERCENT, internet, told, _but_power(taken),
             percent(park.internet_target_pct)),
    )  # fmt: skip


Judged = tuple[bool, bool]
"""Whether a rise is good news, whether a fall is bad news."""

NOT_YET: Judged = (False, False)
"""Of a figure that adds up over a month that is not over."""


def _judged(taken: Taken, *, flow: bool) -> Judged:
    """What adds up over a month is not judged before the month is over."""
    return NOT_YET if flow and taken.running else (True, True)


def _returned_judged(taken: Taken) -> Judged:
    """Returned figures: more returns make a rise no news, fewer make a fall none."""
    history = taken.history
    now, before = (len(history.returned_in(month).tenants) for month in (taken.month, history.before))
    return now <= before, now >= before


def _kpi(
    taken: Taken, key: str, title: str, kind: Cell, series: Sequence[Measured | None], judged: Judged, note: str,
    target: float | None = None, basis: str = "",
) -> Kpi:  # fmt: skip
    """One figure from its thirteen months."""
    value, before = series[-1], series[-2]
    places = PLACES.get(key, 0)
    change = _change(value, before, kind, places)
    missed = target is not None and value is not None and value < target
    told = changed(
        kind,
        value,
        before,
        taken.since,
        places,
        flow=judged == NOT_YET or bool(basis and _other_count(taken)),
    )
    return Kpi(
        key, title, kind, value, _shown(value, kind, places), "" if value is None else _UNITS.get(kind, ""), change,
        told + (_reported_before(taken) if basis and before is not None else ""),
        _direction(change, before, judged), note, target, f"target {target_pct(target)}" if target is not None else "", missed,
        tuple(series), basis,
    )  # fmt: skip


_UNITS = {Cell.PERCENT: "%", Cell.MONEY: "Rs", Cell.USD: "USD"}


def _shown(value: Measured | None, kind: Cell, places: int) -> str:
    """The figure as it is printed."""
    if value is None:
        return DASH
    if kind is Cell.PERCENT:
        return decimals(rounded(value, places), places)
    return number(value) if kind is Cell.COUNT else whole(int(value))


def _change(value: Measured | None, before: Measured | None, kind: Cell, places: int) -> Measured | None:
    """Against the month before; of percentages the points between the two as printed."""
    if value is None or before is None:
        return None
    if kind is Cell.PERCENT:
        return round(rounded(value, places) - rounded(before, places), places)
    return value - before


def changed(
    kind: Cell, value: Measured | None, before: Measured | None, since: str, places: int, *, flow: bool
) -> str:
    """`+1.1 points on September`; in a month that is not over only what the month before came to, of what adds up."""
    if before is None:
        return f"{since} not known"
    if value is None or flow:
        return f"{since} {_with_unit(before, kind, places)}"
    change = _change(value, before, kind, places) or 0
    if not change:
        return f"as in {since}"
    if kind is Cell.PERCENT:
        told = points(change, places)
    elif kind is Cell.COUNT:
        told = number(change)
    elif before > 0 and value >= 0 and _tells(change, before):
        told = pct(100 * change / before)
    else:
        told = f"{'−' if change < 0 else ''}{_UNITS[kind]}{FIXED}{whole(abs(int(change)))}"
    return f"{signed(told, change)} on {since}"


def _tells(change: Measured, before: Measured) -> bool:
    """Whether an amount's change reads well as a percentage: neither next to nothing nor many times over."""
    return round(100 * change / before, 1) != 0 and abs(change) < 10 * before


def _with_unit(value: Measured, kind: Cell, places: int) -> str:
    """A figure with its unit."""
    if kind is Cell.PERCENT:
        return pct(value, places)
    unit = _UNITS.get(kind)
    return f"{unit}{FIXED}{_shown(value, kind, places)}" if unit else _shown(value, kind, places)


def _direction(change: Measured | None, before: Measured | None, judged: Judged) -> Direction:
    """All eight are the better the higher they are; a thousandth more or less is neither."""
    if not change or (before and abs(1000 * change) < abs(before)):
        return Direction.NEUTRAL
    rise, fall = judged
    if change > 0:
        return Direction.GOOD if rise else Direction.NEUTRAL
    return Direction.BAD if fall else Direction.NEUTRAL


def _let(taken: Taken) -> str:
    """`33 of 44 units let`."""
    found = taken.occupancy
    return f"{number(found.units_let)} of {counted(found.units, 'unit')} let"


def _freelancers(taken: Taken) -> str:
    """`and 5 freelancers`."""
    count = len(taken.present) - (taken.history.companies[-1] or 0)
    return f"and {counted(count, 'freelancer')}" if count else ""


def _women(taken: Taken) -> str:
    """`18.4 % women, 19.8 % before`."""
    now, before = (women_pct(taken, month) for month in (taken.month, taken.history.before))
    if now is None:
        return "women not reported"
    return f"{pct(now)} women" + (f", {pct(before)} before" if before is not None else "")


def women_pct(taken: Taken, month: Month) -> float | None:
    """Women among the professionals of a month in percent; None where nobody reported women."""
    told = taken.history.returned_in(month)
    staff = (told.men or 0) + (told.women or 0)
    return 100 * told.women / staff if staff and told.women is not None else None


def _reported(taken: Taken) -> str:
    """`from 16 of 33`, `from all 33`."""
    count, expected = len(taken.returns), len(taken.present)
    if not expected or not count:
        return ""
    return (
        f"from all {number(expected)}" if count == expected else f"from {number(count)} of {number(expected)}"
    )


def _other_count(taken: Taken) -> bool:
    """Whether more or fewer tenants reported than the month before: then the two figures are no change."""
    return len(taken.returns) != len(taken.history.returned_in(taken.history.before).tenants)


def _reported_before(taken: Taken) -> str:
    """` from 26 tenants`: how many reported the month before, where that was another number."""
    return (
        f" from {counted(len(taken.history.returned_in(taken.history.before).tenants), 'tenant')}"
        if _other_count(taken)
        else ""
    )


def _credited(taken: Taken) -> str:
    """What was taken off by credit notes, and that subsidies are."""
    found = taken.billing
    if not found.credited and taken.history.billed_net[-1] == 0:
        return "no invoice is issued"
    if found.credited:
        return f"credit notes of {rs(found.credited)} taken off"
    return f"subsidies of {rs(-found.subsidy)} taken off" if found.subsidy else ""


def _settled(taken: Taken) -> str:
    """`83.7 % of the month's invoices settled`."""
    share = settled_pct(taken.billing)
    return "" if share is None else f"{pct(share)} of the month's invoices settled"


def _grid(taken: Taken) -> str:
    """`grid 96.53 %`, and whether there were outages of some units, which do not count here (rule O1)."""
    share = taken.power.grid.available
    told = [] if share is None else [f"grid {pct(float(100 * share), 2)}"]
    if taken.in_some_units:
        told.append("outages of some units apart")
    return "; ".join(told)


def _but_power(taken: Taken) -> str:
    """`99.94 % but for power cuts`, where that is another figure."""
    share = taken.internet.available_but_power
    if share is None or not taken.internet.charged:
        return ""
    return f"{pct(float(100 * share), 2)} but for power cuts"
