"""The generator log: every run of generator and UPS with time in the period, hours, litres, hour meter, and what looks wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from stpdesk.core.money import ONE
from stpdesk.core.outages import Run
from stpdesk.core.reliability import Reliability
from stpdesk.core.spans import FOREVER, Span, Spans, clip, minutes, seconds, union
from stpdesk.core.supply_runs import doubts
from stpdesk.core.typed_dates import day_text
from stpdesk.db import runs
from stpdesk.reports.figures.context import Context
from stpdesk.reports.figures.outage_log import iso, period
from stpdesk.reports.figures.space import exact
from stpdesk.reports.figures.table import Cell, Heading, Report, Table

HOUR = 3_600


@dataclass(frozen=True, slots=True)
class Source:
    """One source in the period: seconds run (a union, nothing twice), litres and kWh of the runs that start in it."""

    name: str
    runs: int
    seconds: int
    litres: int
    kwh: int


def generator_log(context: Context, first: date | None = None, last: date | None = None) -> Report:
    """The log of the context's month, or from one day to another; litres count where the run starts (rule O8)."""
    begins, ends = period(context, first, last)
    log = context.reliability(begins, ends)
    listed = [run for run in runs.live(context.db, log.window) if run.span.start < log.now]
    shown = [(run, clip([Span(run.span.start, min(run.span.end, log.now))], log.window)) for run in listed]
    sources = [_source(name, shown, log) for name in sorted({run.source for run in listed})]
    wrong = [(run.number, why) for run, why in doubts(listed, log.now) if run.number is not None]
    data = {
        "park": context.park(), "from": begins.isoformat(), "to": ends.isoformat(),
        "runs": [_run_json(run, part) for run, part in shown],
        "sources": [
            {"source": one.name, "runs": one.runs, "hours": exact(Fraction(one.seconds, HOUR)),
             "litres": _plain(one.litres), "kwh": _plain(one.kwh)}
            for one in sources
        ],
        "doubts": [{"run": number, "doubt": why} for number, why in wrong],
    }  # fmt: skip
    about = context.about(("From", day_text(begins)), ("To", day_text(ends)))
    tables = [_log(shown), _sums(sources), _doubts(wrong)]
    return Report("generator-log", "Generator log", context.park(), about, tables, data)


def _source(name: str, shown: Sequence[tuple[Run, Spans]], log: Reliability) -> Source:
    """One source's sums."""
    of = [(run, part) for run, part in shown if run.source == name]
    begun = [run for run, _ in of if log.starts_inside(run.span)]
    ran = seconds(union(span for _, part in of for span in part))
    return Source(
        name, len(of), ran, sum(run.litres or 0 for run in begun), sum(run.kwh or 0 for run in begun)
    )


def _plain(value: int | None) -> int | float | None:
    """A scaled quantity as a JSON number."""
    return None if value is None else exact(Fraction(value, ONE))


def _run_json(run: Run, part: Spans) -> dict[str, Any]:
    """One of `runs`; `minutes` are those in the period."""
    return {
        "run": run.number, "source": run.source, "carries": run.carries, "start": iso(run.span.start),
        "end": iso(run.span.end), "minutes": minutes(seconds(part)), "litres": _plain(run.litres), "kwh": _plain(run.kwh),
        "hour_meter": _plain(run.hour_meter), "note": run.note,
    }  # fmt: skip


def _log(shown: Sequence[tuple[Run, Spans]]) -> Table:
    """A row a run."""
    headings = [
        Heading("Run", Cell.COUNT), Heading("Source"), Heading("Start", Cell.INSTANT), Heading("End", Cell.INSTANT),
        Heading("Minutes", Cell.MINUTES), Heading("Carried"), Heading("Litres", Cell.E4), Heading("kWh", Cell.E4),
        Heading("Hour meter", Cell.E4), Heading("Note"),
    ]  # fmt: skip
    rows = [
        (run.number, _named(run.source), run.span.start, "running" if run.span.end >= FOREVER else run.span.end,
         minutes(seconds(part)), run.carries, run.litres, run.kwh, run.hour_meter, run.note)
        for run, part in shown
    ]  # fmt: skip
    note = "Minutes are those of the period; litres and kWh belong to the period the run starts in."
    return Table("Runs", headings, rows, note=note, empty="Neither generator nor UPS ran.")


def _named(source: str) -> str:
    """A source as it is written."""
    return source.upper() if source == "ups" else source


def _sums(sources: Sequence[Source]) -> Table:
    """A row a source."""
    headings = [
        Heading("Source"), Heading("Runs", Cell.COUNT), Heading("Hours", Cell.MINUTES), Heading("Litres", Cell.E4),
        Heading("kWh", Cell.E4), Heading("Litres an hour", Cell.MINUTES),
    ]  # fmt: skip
    rows = [
        (_named(one.name), one.runs, one.seconds / HOUR, one.litres or None, one.kwh or None,
         one.litres / ONE / (one.seconds / HOUR) if one.litres and one.seconds else None)
        for one in sources
    ]  # fmt: skip
    return Table("By source", headings, rows, empty="Nothing to add up.")


def _doubts(wrong: Sequence[tuple[int, str]]) -> Table:
    """What a person should look at."""
    return Table(
        "Please look at", [Heading("Run", Cell.COUNT), Heading("Why")], wrong, empty="Nothing looks wrong."
    )
