"""What the month's figures say, in plain words: every clause is made of the figures that are printed beside it.

Clauses begin small and have no full stop, so that they can be joined; `written.sentence` closes them.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from stpdesk.core.money import Paisa, half_up
from stpdesk.reports.figures.written import (
    DASH,
    FIXED,
    counted,
    day,
    decimals,
    lasted,
    listed,
    number,
    pct,
    rounded,
    rs,
    target_pct,
    whole,
)


def against_target(value: float, target: float | None, places: int) -> str:
    """`, 7.4 points above the target of 85 %`, by the figures as printed; nothing without a target."""
    if target is None:
        return ""
    aim = f"the target of {target_pct(target)}"
    apart = round(rounded(value, places) - target, places)
    if value == target:
        return f", on {aim}"
    where = "above" if value > target else "below"
    if not apart:
        return f", just {where} {aim}"
    return f", {points(abs(apart), places)} {where} {aim}"


def points(value: float, places: int = 1) -> str:
    """`1 point`, `1.1 points`."""
    text = decimals(value, places)
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text} point" if text in {"1", "−1"} else f"{text} points"


def occupancy(now: float | None, before: float | None, target: float | None) -> str:
    """`occupancy rose by 1.1 points to 92.4 %, 7.4 points above the target of 85 %`."""
    if now is None:
        return "no area is lettable, so there is no occupancy"
    return f"occupancy {_moved(now, before)}{against_target(now, target, 1)}"


def _moved(now: float, before: float | None) -> str:
    """How a percentage moved since the month before, by the figures as printed."""
    if before is None:
        return f"is {pct(now)}"
    change = round(rounded(now, 1) - rounded(before, 1), 1)
    if not change:
        return f"stayed at {pct(now)}"
    return f"{'rose' if change > 0 else 'fell'} by {points(abs(change))} to {pct(now)}"


def power(share: float | None, target: float | None, *, anybody: bool, unknown: int) -> str:
    """`tenants had power 99.38 % of the time, above the target of 99 %`; `unknown` are the seconds nobody could tell of."""
    if not anybody:
        return "no tenant was there to be without power"
    if share is None:
        return "nobody can tell how long tenants had power"
    if share == 100:
        return f"tenants had power all the time{_known(unknown)}"
    return f"tenants had power {pct(share, 2)} of the time{_met(share, target)}"


def internet(share: float | None, target: float | None, down: int, events: int, unknown: int) -> str:
    """`the internet was down for 2 h 3 min in 4 outages and up 99.72 % of the time, above the target of 99 %`."""
    if share is None:
        return "nobody can tell how long the internet was up"
    if not down:
        return f"the internet was never down{_known(unknown)}"
    begun = f" in {counted(events, 'outage')}" if events else ""
    return f"the internet was down for {lasted(down)}{begun} and up {pct(share, 2)} of the time{_met(share, target)}"


def _known(unknown: int) -> str:
    """What makes “always” and “never” true where nobody could tell for a while."""
    return f", as far as is known (nobody could tell for {lasted(unknown)})" if unknown else ""


def grid(down: int, events: int, covered: int, *, known: bool) -> str:
    """`the grid was down for 25 h 44 min in 19 outages; the generator carried tenants for 24 h of it`."""
    if not known:
        return "nobody can tell how long the grid was up"
    if not down:
        return "the grid was never down"
    begun = f" in {counted(events, 'outage')}" if events else ", in an outage that began earlier"
    told = f"the grid was down for {lasted(down)}{begun}"
    if not covered:
        return f"{told}, and tenants were without power all that time"
    if covered == down:
        return f"{told}, and the generator carried tenants all that time"
    return f"{told}; the generator carried tenants for {lasted(covered)} of it"


def some_units(outages: int, seconds: int) -> str:
    """`power also failed in some units once, for 35 min`; nothing where it did not."""
    if not outages:
        return ""
    times = "once, for" if outages == 1 else f"{number(outages)} times, for"
    return f"power also failed in some units {times} {lasted(seconds)}{' in all' if outages > 1 else ''}"


def _met(share: float, target: float | None) -> str:
    """Whether a target was met, without the distance: hundredths of a point tell nobody much."""
    if target is None:
        return ""
    where = "on" if share == target else "above" if share > target else "below"
    return f", {where} the target of {target_pct(target)}"


def debt(overdue: Paisa, over_90: Paisa, before: Paisa | None, since: str) -> str:
    """`Rs 41,20,000 is overdue, Rs 2,00,000 more than at the end of September, and Rs 90,000 of it for over 90 days`."""
    if not overdue:
        return (
            f"nothing is overdue, after {rs(before)} at the end of {since}"
            if before
            else "nothing is overdue"
        )
    told = f"{rs(overdue)} is overdue"
    if before is not None:
        apart = rs(abs(overdue - before))
        same = whole(before) == whole(overdue)
        told += ", as" if same else f", {apart} {'less' if overdue < before else 'more'} than"
        told += f" at the end of {since}"
    if over_90:
        told += f", {'all' if over_90 == overdue else f'and {rs(over_90)}'} of it for over 90 days"
    return told


def rate(
    now: float | None, then: float | None, by_now: float | None, since: str, end: date, today: date
) -> str:
    """`of September's invoices 80.0 % was settled by 30 September 2026, and 99.0 % by 31 October 2026`.

    Of this month's invoices the summary tells.
    """
    if then is not None and by_now is not None:
        return (
            f"of {since}'s invoices {pct(then)} was settled by {day(end)}, and {pct(by_now)} by {day(today)}"
        )
    return "nothing was invoiced, so there is no collection rate" if now is None else ""


def withheld(taxes: Paisa, awaited: int, total: Paisa) -> str:
    """`tenants withheld Rs 10,000 of tax; 3 certificates for Rs 40,000 are awaited`."""
    told = f"tenants withheld {rs(taxes)} of tax" if taxes > 0 else "no tax was withheld"
    if not awaited:
        return f"{told}; no certificate is awaited"
    verb = "is" if awaited == 1 else "are"
    return f"{told}; {counted(awaited, 'certificate')} for {rs(total)} {verb} awaited"


def reported(count: int, expected: int) -> str:
    """`16 of 33 tenants reported`, `all 33 tenants reported`."""
    if count == expected:
        return "the one tenant reported" if count == 1 else f"all {number(count)} tenants reported"
    return f"{number(count)} of {counted(expected, 'tenant')} reported"


def space(vacant: int, seats: int, ending: int, past: int, months: float | None) -> str:
    """`8 units are vacant, 2 leases end within 90 days and leases run for 14.2 months more on average`; what is none is left out.

    `seats` are vacant in rooms let in part; `past` leases go on after their end.
    """
    parts = [f"{counted(vacant, 'unit')} {'is' if vacant == 1 else 'are'} vacant"] if vacant else []
    if seats:
        parts.append(f"{counted(seats, 'seat')} of shared rooms {'is' if seats == 1 else 'are'} vacant")
    if ending:
        parts.append(f"{counted(ending, 'lease')} {'ends' if ending == 1 else 'end'} within 90 days")
    if past:
        parts.append(
            f"{number(past)} {'goes' if past == 1 else 'go'} on past {'its' if past == 1 else 'their'} end"
        )
    if months:
        parts.append(f"leases run for {decimals(months, 1)}{FIXED}months more on average")
    return listed(parts)


def open_with(total: Paisa, overdue: Paisa, tenants: int) -> str:
    """`Rs 8,00,758 is open with 32 tenants, Rs 7,00,000 of it overdue`; nothing where nobody owes."""
    if not tenants:
        return ""
    late = "all" if overdue == total else rs(overdue) if overdue else "none"
    return f"{rs(total)} is open with {counted(tenants, 'tenant')}, {late} of it overdue"


def owing(tenants: int, largest: int, share: float) -> str:
    """`32 tenants owe something, the ten largest 82.8 % of it`; nothing where nobody does."""
    if not tenants:
        return ""
    told = f"{counted(tenants, 'tenant')} {'owes' if tenants == 1 else 'owe'} something"
    return f"{told}, the {number(largest)} largest {pct(share)} of it" if tenants > largest else told


def longest(outages: int, service: str, seconds: float, on: str, cause: str, planned: int) -> str:
    """`the longest of 25 outages was of power, 4 h on 5 October 2026 (phase loss); 12 were announced`."""
    if not outages:
        return ""
    which = "the one outage" if outages == 1 else f"the longest of {counted(outages, 'outage')}"
    told = f"{which} was of {service}, {lasted(seconds)} on {on}{f' ({cause})' if cause else ''}"
    if not planned:
        return told
    some = (
        "it was"
        if outages == 1
        else "all were"
        if planned == outages
        else f"{number(planned)} {'was' if planned == 1 else 'were'}"
    )
    return f"{told}; {some} announced"


def generator(runs: int, seconds: int, litres: float | None, before: int | None, since: str) -> str:
    """`the generator ran 22 times, 24 h 10 min together, and burnt 310 litres; in September it ran 20 h`."""
    if not seconds:
        told = "the generator did not run"
    else:
        times = {0: "", 1: " once,"}.get(runs, f" {number(runs)} times,")
        told = f"the generator ran{times} {lasted(seconds)}{' in all' if runs > 1 else ''}"
        if litres is not None:
            told += f", and burnt {counted(half_up(Fraction(litres)), 'litre')}"
    if before is None:
        return told
    return f"{told}; in {since} it {f'ran {lasted(before)}' if before else 'did not run'}"


def shown(value: float | None, places: int) -> str:
    """A percentage for a figure's own place, or a dash."""
    return DASH if value is None else decimals(rounded(value, places), places)
