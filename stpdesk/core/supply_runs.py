"""What looks wrong about generator and UPS runs; all of it is kept, and told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from stpdesk.core.money import ONE, decimal_text
from stpdesk.core.outages import Run

LEAST, MOST = Fraction(15, 100), Fraction(45, 100)
"""Litres of diesel a kWh: a set in order takes 0.24 to 0.30."""
METER = "the hour meter"
"""What a doubt about the hour meter begins with; it may be of the reading before as well."""
DAY = 86_400
HOUR = 3_600


def doubts(runs: Sequence[Run], now: int) -> Iterator[tuple[Run, str]]:
    """Every run of the list that a person should look at, with why; `now` in seconds since 1970.

    The hour meter is read when a run ends, so from one reading to the next it advances by the runs between.
    """
    by_source: dict[str, list[Run]] = defaultdict(list)
    for run in sorted(runs, key=lambda one: (one.span, one.number or 0)):
        by_source[run.source].append(run)
        for why in (_thirst(run), _long(run, now)):
            if why:
                yield run, why
    for listed in by_source.values():
        yield from _meter(listed)


def overwritten(old: Run, new: Run) -> list[str]:
    """What is read off the engine that becomes another, or none, than the record has; filling in a blank is none."""
    names = {"litres": "litres", "kwh": "kWh", "hour_meter": "hour meter", "note": "note"}
    return [
        told
        for name, told in names.items()
        if getattr(old, name) is not None and getattr(new, name) != getattr(old, name)
    ]


def same(one: Run, other: Run) -> bool:
    """Whether two runs say the same of one source at one time, whatever their notes."""
    return replace(one, id="", number=None, note=None) == replace(other, id="", number=None, note=None)


def _thirst(run: Run) -> str | None:
    """Litres that do not fit the kWh."""
    if run.litres is None or run.kwh is None or not run.litres + run.kwh:
        return None
    rate = Fraction(run.litres, run.kwh) if run.kwh else None
    if rate is not None and LEAST <= rate <= MOST:
        return None
    told = "no kWh" if rate is None else f"{float(rate):.2f} litres a kWh"
    return f"{decimal_text(run.litres)} litres for {told}; a generator takes 0.15 to 0.45 a kWh"


def _long(run: Run, now: int) -> str | None:
    """Runs of more than a day, which most often were never ended."""
    if run.span.open:
        return "it is open for more than a day; did it end?" if now - run.span.start > DAY else None
    return "it lasts longer than a day; is that right?" if run.span.seconds > DAY else None


def _meter(runs: Sequence[Run]) -> Iterator[tuple[Run, str]]:
    """Hour meters that run backwards, or advance by other hours than the runs took (half an hour and a tenth off)."""
    last: Run | None = None
    worked = 0
    for run in runs:
        worked += 0 if run.span.open else run.span.seconds
        if run.hour_meter is None:
            continue
        if last is not None and last.hour_meter is not None and not run.span.open:
            advance = Fraction(run.hour_meter - last.hour_meter, ONE)
            expected = Fraction(worked, HOUR)
            if advance < 0:
                yield run, _backwards(run, last)
            elif abs(advance - expected) > Fraction(1, 2) + expected / 10:
                yield run, _uneven(advance, expected)
        last, worked = run, 0


def _backwards(run: Run, last: Run) -> str:
    """An hour meter that shows less than before."""
    shown, before = (decimal_text(one.hour_meter or 0) for one in (run, last))
    return f"{METER} shows {shown}, less than {before} at the run before"


def _uneven(advance: Fraction, expected: Fraction) -> str:
    """An hour meter that advanced by other hours than the runs took."""
    told = f"{METER} advanced by {float(advance):g} hours since its last reading"
    return f"{told}, the runs took {float(expected):.1f}"
