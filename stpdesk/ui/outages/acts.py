"""Records of outages read and put right: each act one transaction, each with the sentence that says what was saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stpdesk.core import amendments
from stpdesk.core.amendments import Edit
from stpdesk.core.changes import Changes
from stpdesk.core.civil import seconds_of
from stpdesk.core.codes import natural_key
from stpdesk.core.errors import Refused
from stpdesk.core.floors import floor_of, in_order
from stpdesk.core.outages import Outage
from stpdesk.core.spans import FOREVER, Span
from stpdesk.ui import wording
from stpdesk.ui.outages import words
from stpdesk.ui.outages.words import tr
from stpdesk.ui.sentences import in_words

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.actions.session import Session

Values = dict[str, Any]
FLOOR = "floor "
"""Before the name of a floor, so that it is none of a unit."""


@dataclass(frozen=True, slots=True)
class Record:
    """One recorded outage with its codes; `causes` are those on offer for its service, `now` the instant it was read."""

    outage: Outage
    link: str | None
    units: tuple[str, ...]
    causes: tuple[str, ...]
    now: int

    @property
    def name(self) -> str:
        """What was out: power, a link, the internet; and the units it hit where it was not the whole park."""
        said = words.service(self.outage.service, [self.link] if self.link else [])
        return f"{said}, {', '.join(self.units)}" if self.units else said

    @property
    def seconds(self) -> int:
        """How long it lasted, up to now while it lasts."""
        return _lasted(self.outage, self.now)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What saving would do, in words; `needs_reason` where something known is overwritten."""

    words: str
    needs_reason: bool


def _lasted(one: Outage, now: int) -> int:
    """Seconds of an outage up to now."""
    return max(0, min(one.span.end, now) - one.span.start)


def records(session: Session, numbers: Sequence[int]) -> list[Record]:
    """Outages by their numbers; refused where one is not there or counts no more."""
    from stpdesk.db import causes, outages, sheets

    now = seconds_of(session.clock())
    with session.park.reading() as db:
        found = [outages.by_number(db, number) for number in numbers]
        links, units = sheets.codes(db, "links"), sheets.codes(db, "units")
        offered = causes.listed(db)
    return [
        Record(
            one,
            links.get(one.link_id or ""),
            tuple(sorted(units[key] for key in one.unit_ids)),
            tuple(cause.name for cause in offered if cause.service in {None, one.service}),
            now,
        )
        for one in found
    ]


def changeable(session: Session, number: int) -> Record:
    """An outage by its number; refused where a month it touches is closed, before anybody types why it is changed."""
    found = records(session, [number])[0]
    with session.park.reading() as db:
        _not_closed(db, found.outage.span)
    return found


def edit_of(old: Outage, values: Values) -> Edit:
    """What the dialog's values change of a record; a blank end means it is out still."""
    starts = seconds_of(values["start"]) if values["start"] else old.span.start
    ends = seconds_of(values["end"]) if values["end"] else FOREVER
    cause, note, planned = values["cause"] or "", values["note"] or "", bool(values["planned"])
    return Edit(
        starts=starts if starts != old.span.start else None,
        ends=ends if ends != old.span.end else None,
        planned=planned if planned != old.planned else None,
        cause=cause if cause != (old.cause or "") else None,
        note=note if note != (old.note or "") else None,
    )


def foresee(session: Session, number: int, values: Values) -> Foreseen | None:
    """What saving the dialog would do; None where nothing is changed. Refused where the act would refuse it."""
    from stpdesk.actions.joining import overlaps
    from stpdesk.db import outages

    now = seconds_of(session.clock())
    with session.park.reading() as db:
        old = outages.by_number(db, number)
        edit = edit_of(old, values)
        if edit == Edit():
            return None
        act = amendments.act_of(edit, old)
        new = amendments.amended(old, edit, now)
        if act is not None:
            _not_closed(db, old.span, new.span)
        elif (new.cause, new.note) != (old.cause, old.note):
            _not_closed(db, old.span)
        told = overlaps(db, [new]) if new.span != old.span else []
    parts = [_lengths(old, new, now)] if new.span != old.span else []
    if new.planned != old.planned:
        parts.append(tr("It counts as planned.") if new.planned else tr("It counts as not planned."))
    if new.cause != old.cause:
        parts.append(
            tr("Its cause is “{cause}”.").format(cause=new.cause)
            if new.cause
            else tr("It has no cause any more.")
        )
    parts += [wording.sentence(in_words(one)) + "." for one in told]
    if act is not None:
        parts.append(tr("The old record stays, with your reason."))
    elif not parts:
        parts.append(tr("The note is filled in; this needs no reason."))
    return Foreseen(" ".join(parts), act is not None)


def _not_closed(db: Database, *spans: Span) -> None:
    """Refuses what the guards of closed months would refuse."""
    from stpdesk.actions.settling import months_touched

    for span in spans:
        if closed := months_touched(db, span):
            raise Refused("The month {month} is closed; reopen it with a reason first.", month=closed[0])


def _lengths(old: Outage, new: Outage, now: int) -> str:
    """How long it is out, before and after."""
    lasts = wording.length(_lasted(new, now))
    if new.span.open:
        return tr("It is out still, for {length} now.").format(length=lasts)
    if old.span.open:
        return tr("It was out for {length}.").format(length=lasts)
    was = wording.length(_lasted(old, now))
    if was == lasts:
        return tr("It is out at another time, for {length} as before.").format(length=lasts)
    return tr("It is out for {length} instead of {was}.").format(length=lasts, was=was)


def put_right(session: Session, number: int, values: Values) -> Changes:
    """Saves the dialog: one act, whatever it changes."""
    from stpdesk.actions.corrections import edit_outage
    from stpdesk.db import outages

    with session.park.reading() as db:
        old = outages.by_number(db, number)
    made = edit_outage(session, number, edit_of(old, values), values["reason"])
    if made.told["act"] is None:
        return said(made, tr("Outage {number} is filled in.").format(number=number))
    return said(made, tr("Outage {number} is put right; the record as it was stays.").format(number=number))


def give_cause(session: Session, numbers: Sequence[int], values: Values) -> Changes:
    """Saves one cause of several outages, as one act."""
    from stpdesk.actions.causes_given import give_cause as give

    made = give(session, numbers, values["cause"] or "")
    words = wording.counted(
        len(numbers), tr("{n} outage has its cause now."), tr("{n} outages have their cause now.")
    )
    notices: Any = made.told["notices"]
    more = " ".join(wording.sentence(in_words(one)) + "." for one in notices)
    return Changes(made.nouns, **{**made.told, "said": f"{words} {more}".strip()})


def said(changes: Changes, text: str, *, undone: bool = False) -> Changes:
    """The same with a sentence for the person, and what it should look at; `undone`: Undo takes it back."""
    notices: Any = changes.told.get("notices") or []
    told = [in_words(one) for one in notices]
    more = " ".join(f"{one[:1].upper()}{one[1:]}." for one in told)
    kept = changes.told if undone else _told(changes)
    return Changes(changes.nouns, **{**kept, "said": f"{text} {more}".strip()})


def _told(changes: Changes) -> dict[str, Any]:
    """What was told but for the name of the act: these are put right again, not undone."""
    return {name: value for name, value in changes.told.items() if name != "act"}


def before(session: Session, number: int) -> tuple[Record, Record | None]:
    """A record and the one before it of the same service, link and units; None where there is none."""
    from stpdesk.db import outages

    with session.park.reading() as db:
        one = outages.by_number(db, number)
        _not_closed(db, one.span)
        there = [
            other
            for other in outages.live(db)
            if (other.service, other.link_id, other.unit_ids) == (one.service, one.link_id, one.unit_ids)
            and other.span.start < one.span.start
        ]
    if not there:
        return records(session, [number])[0], None
    mine, other = records(session, [number, there[-1].number or 0])
    return mine, other


def split(session: Session, number: int, at: int, reason: str | None) -> Changes:
    """Makes two of one."""
    from stpdesk.actions.corrections import edit_outage

    made = edit_outage(session, number, Edit(split=at), reason)
    return said(made, tr("Outage {number} is two now.").format(number=number))


def foresee_split(session: Session, number: int, at: int | None) -> str:
    """How long each part is; refused where the instant does not lie inside."""
    from stpdesk.db import outages

    now = seconds_of(session.clock())
    if at is None:
        return ""
    with session.park.reading() as db:
        old = outages.by_number(db, number)
        _not_closed(db, old.span)
    first, second = (wording.length(_lasted(one, now)) for one in amendments.split(old, at))
    words_ = tr("One of {first}, then one of {second}. Each can have its own cause.")
    return words_.format(first=first, second=second)


def merge(session: Session, number: int, other: int, reason: str | None) -> Changes:
    """Makes one of two."""
    from stpdesk.actions.corrections import edit_outage

    made = edit_outage(session, number, Edit(merge=(other,)), reason)
    return said(made, tr("Outages {other} and {number} are one now.").format(other=other, number=number))


def plan(session: Session, number: int, planned: bool, reason: str | None) -> Changes:
    """Says that an outage was planned, or was not."""
    from stpdesk.actions.corrections import edit_outage

    made = edit_outage(session, number, Edit(planned=planned), reason)
    text = (
        tr("Outage {number} counts as planned.") if planned else tr("Outage {number} counts as not planned.")
    )
    return said(made, text.format(number=number))


def dismiss(session: Session, number: int, reason: str | None) -> Changes:
    """Takes an outage out of every figure; it stays on record with the reason."""
    from stpdesk.actions.corrections import edit_outage

    made = edit_outage(session, number, Edit(dismiss=True), reason)
    return said(made, tr("Outage {number} no longer counts; it stays on record.").format(number=number))


def add(session: Session, values: Values, floors: Mapping[str, Sequence[str]]) -> Changes:
    """Records an outage that is over, or one that lasts where no end is given; a floor among its units is all of them."""
    from stpdesk.actions.outages import add_outage

    units = [unit for one in values["units"] or () for unit in floors.get(one, (one,))]
    made = add_outage(
        session, values["service"], starts=values["start"], ends=values["end"], link=values["link"],
        units=list(dict.fromkeys(units)), planned=bool(values["planned"]), cause=values["cause"], note=values["note"],
    )  # fmt: skip
    return said(made, tr("Outage {number} is recorded.").format(number=made.told["number"]))


@dataclass(frozen=True, slots=True)
class Offered:
    """What a new record may name: links, causes by service, units, and the units of each floor by FLOOR and its name."""

    links: tuple[str, ...]
    causes: tuple[tuple[str, str | None], ...]
    units: tuple[str, ...]
    floors: Mapping[str, tuple[str, ...]]

    def causes_of(self, service: str) -> list[str]:
        """The causes of a service."""
        return [name for name, of in self.causes if of in {None, service}]


def offered(session: Session) -> Offered:
    """The park's links, causes and units."""
    from stpdesk.db import causes, links, terms

    with session.park.reading() as db:
        units = sorted(terms.units(db).values(), key=lambda one: natural_key(one.code))
        there = {
            f"{FLOOR}{', '.join(part for part in key if part)}": tuple(
                one.code for one in units if floor_of(one) == key
            )
            for key in in_order(units)
            if key[1]
        }
        return Offered(
            tuple(one.code for one in links.all_links(db)),
            tuple((one.name, one.service) for one in causes.listed(db)),
            tuple(one.code for one in units), there,
        )  # fmt: skip
