"""Generator and UPS runs: begun, ended, added afterwards, put right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from stpdesk.actions.outages import now
from stpdesk.actions.session import Role, Session
from stpdesk.core.amendments import shown, span_of, until
from stpdesk.core.changes import Changes
from stpdesk.core.civil import seconds_of
from stpdesk.core.errors import Refused
from stpdesk.core.joining import overlap
from stpdesk.core.money import E4
from stpdesk.core.outages import GENERATOR, PARK, RACK, Run
from stpdesk.core.sentences import Sentence, one_by_one
from stpdesk.core.spans import FOREVER, Span
from stpdesk.core.supply_runs import METER, doubts, overwritten, same
from stpdesk.db import corrections, runs
from stpdesk.db.corrections import Correction

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Told:
    """What is read off the engine; None = not told, a note of "" = none."""

    litres: E4 | None = None
    kwh: E4 | None = None
    hour_meter: E4 | None = None
    note: str | None = None

    def on(self, run: Run) -> Run:
        """The run with what is told here."""
        return replace(
            run,
            litres=run.litres if self.litres is None else self.litres,
            kwh=run.kwh if self.kwh is None else self.kwh,
            hour_meter=run.hour_meter if self.hour_meter is None else self.hour_meter,
            note=run.note if self.note is None else self.note or None,
        )


def add_run(
    session: Session,
    source: str,
    *,
    starts: datetime,
    ends: datetime | None,
    carries: str | None = None,
    told: Told = Told(),
) -> Changes:
    """Records a run (aware instants; `ends` None = still running); `told`: run, notices.

    A generator carries the park and a UPS the rack, unless it is said otherwise.
    """
    session.require(Role.DUTY)
    span = span_of(seconds_of(starts), seconds_of(ends) if ends else None, now(session), "run")
    with session.park.writing() as db:
        opened = runs.open_ones(db, source) if span.open else []
        if opened:
            raise Refused(
                "A {source} run is open since {start}; end that one first.", field="start", source=source,
                start=shown(opened[-1].span.start),
            )  # fmt: skip
        usual = PARK if source == GENERATOR else RACK
        made = told.on(Run("", source, carries or usual, span))
        for one in runs.live(db, span):
            if same(one, made):
                raise Refused(
                    "Run {number} is already that; nothing was added.", field="start", number=one.number
                )
        return _answer(session, db, runs.store(db, made))


def end_run(
    session: Session,
    source: str | None = None,
    *,
    ends: datetime | None = None,
    number: int | None = None,
    told: Told = Told(),
) -> Changes:
    """Ends an open run, now by default, with what is read off the engine then."""
    session.require(Role.DUTY)
    moment = seconds_of(ends or session.clock())
    with session.park.writing() as db:
        run = _open_one(db, source) if number is None else runs.by_number(db, number)
        if not run.span.open:
            raise Refused(
                "Run {number} ended {end} already; move its end with a reason.", field="number", number=number,
                end=shown(run.span.end),
            )  # fmt: skip
        ended = told.on(replace(run, span=span_of(run.span.start, moment, now(session), "run")))
        if names := overwritten(run, ended):
            raise Refused(
                "Run {number} has its {what} already: end it without, then change it with a reason.", field="litres",
                number=run.number, what=" and ".join(names),
            )  # fmt: skip
        runs.fill(db, ended)
        return _answer(session, db, runs.by_number(db, run.number or 0))


def _open_one(db: Database, source: str | None) -> Run:
    """The open run of a source; refused where there is none, or several."""
    if source is None:
        raise Refused("Say which run is over: generator, ups, or its number.", field="source")
    found = runs.open_ones(db, source)
    if not found:
        raise Refused("No {source} run is open; use run add for one that is over.", source=source)
    if len(found) > 1:
        raise Refused(
            "Several {source} runs are open: {numbers}. Name one with --number.", field="number", source=source,
            numbers=one_by_one(
                [Sentence("{number} since {start}", number=one.number, start=shown(one.span.start)) for one in found]
            ),
        )  # fmt: skip
    return found[0]


def edit_run(
    session: Session,
    number: int,
    *,
    starts: datetime | None = None,
    ends: datetime | None = None,
    carries: str | None = None,
    dismiss: bool = False,
    told: Told = Told(),
    reason: str | None = None,
) -> Changes:
    """Puts a run right; `told`: act (None = only filled in), run (None = dismissed), notices.

    Litres, kWh, hour meter and note where there were none, and the end of an open run, are filled in; other edges,
    another load, what overwrites or clears a reading, and a dismissal retire the record, with a reason that must be
    given.
    """
    session.require(Role.DUTY)
    with session.park.writing() as db:
        old = runs.by_number(db, number)
        begun = old.span.start if starts is None else seconds_of(starts)
        over = old.span.end if ends is None else seconds_of(ends)
        span = span_of(begun, None if over >= FOREVER else over, now(session), "run")
        new = told.on(replace(old, span=span, carries=carries or old.carries))
        if new == old and not dismiss:
            raise Refused("Run {number} is so already; nothing was changed.", number=number)
        moved = new.carries != old.carries or (span != old.span and not _only_ended(old.span, span))
        if not dismiss and not moved and not overwritten(old, new):
            runs.fill(db, new)
            return _answer(session, db, runs.by_number(db, number))
        if not (reason or "").strip():
            raise Refused("Say why: a record is put right with a reason.", field="reason")
        act = "dismiss" if dismiss else "move" if moved else "change"
        correction = corrections.record(db, act, (reason or "").strip(), session.clock(), session.actor)
        runs.retire(db, old, correction)
        if dismiss:
            return Changes({"runs"}, act=act, run=None, notices=[])
        return _answer(session, db, runs.store(db, new, correction), act)


def _only_ended(old: Span, new: Span) -> bool:
    """Whether an open run got its end and nothing else."""
    return old.open and new.start == old.start


def _answer(session: Session, db: Database, run: Run, act: str | None = None) -> Changes:
    """The run, and what looks wrong about it or about the next one because of it."""
    every = runs.live(db)
    later = [
        one
        for one in every
        if one.source == run.source and one.hour_meter is not None and one.span > run.span
    ]
    after = later[0].id if later and run.hour_meter is not None else None
    told = [
        why if one.id == run.id else f"run {one.number}: {why}"
        for one, why in doubts(every, now(session))
        if one.id == run.id or (one.id == after and why.startswith(METER))
    ]
    told += [
        Sentence(
            "it overlaps run {number} ({span}); the litres of both count, so dismiss one if they are one run",
            number=one.number,
            span=until(one.span),
        )
        for one in every
        if one.source == run.source and one.id != run.id and overlap(one.span, run.span)
    ]
    return Changes({"runs"}, act=act, run=run, notices=told)


@dataclass(frozen=True, slots=True)
class ListedRun:
    """A run; `seconds` up to now; `retired` where it no longer counts."""

    run: Run
    seconds: int
    retired: Correction | None = None


def listed(session: Session, window: Span | None = None, *, retired: bool = False) -> list[ListedRun]:
    """The runs that count (with `retired` those too that no longer do), in the order of their start."""
    moment = now(session)
    with session.park.reading() as db:
        found = runs.live(db, window)
        why = corrections.of_retired(db, "supply_runs") if retired else {}
        if retired:
            found += [
                one
                for one in runs.retired(db)
                if window is None or (one.span.start < window.end and one.span.end > window.start)
            ]
    return [
        ListedRun(one, max(0, min(one.span.end, moment) - one.span.start), why.get(one.id))
        for one in sorted(found, key=lambda one: (one.span.start, one.number or 0))
    ]
