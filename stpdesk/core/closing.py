"""The month's close as a list: what is in, what is not, what must be and what may stay open (ARCHITECTURE.md says which)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce

from stpdesk.core.attention import ROLES
from stpdesk.core.errors import Refused
from stpdesk.core.money import Paisa, lakh
from stpdesk.core.months import Month
from stpdesk.core.sentences import Sentence, listed, one_after_another

DONE, ASK, LATER, ASKED, NONE = "done", "ask", "later", "asked", "none"
"""A line is done, needs somebody, waits for the month's end, is being worked out, or there is nothing to be done of it."""


@dataclass(frozen=True, slots=True)
class RunState:
    """What the month's run would issue now, and what it tells beside (rule B10).

    `documents` of `total` are ready; `waiting` more wait for readings that are not there. `missing`: served months with days nobody was billed for. `unbilled`: use of rooms read in the month that nobody pays
    for, where a lease may be missing, `own`: where none is, `older`: both, read before it (`runs.unpaid_of`). `refused`: why it cannot be run. `billed_here`: the park bills
    with this program. `unlikely`: documents that bill a use far from usual.
    """

    documents: int
    total: Paisa
    missing: tuple[Month, ...] = ()
    unbilled: int = 0
    refused: Refused | None = None
    billed_here: bool = True
    unread: int = 0
    """meters of tenants it would bill whose reading of the month it bills, `readings`, is not there"""
    readings: Month | None = None
    older: int = 0
    unlikely: int = 0
    waiting: int = 0
    own: int = 0


@dataclass(frozen=True, slots=True)
class CloseFacts:
    """Counts of one month, but for its run: what begins in it, and what its report would carry today."""

    month: Month
    today: date
    meters: int
    unread: int
    outages: int
    nameless: int
    """outages without a cause"""
    lasting: int
    """outages without an end"""
    asked: int
    """what the monitor noticed and nobody answered"""
    expected: int
    """tenants there on a day of the month, or with a return for it"""
    reported: int
    """returns that came"""
    certificates: int
    """receipts whose certificate has not come"""
    matters: int
    signatories: int

    @property
    def over(self) -> bool:
        """Whether the month has ended."""
        return self.today > self.month.last


@dataclass(frozen=True, slots=True)
class Step:
    """One line: `left` of `of` is missing; `says` is its state in words. `must`: the month is not closed in the window while it is open.

    `waiting`: so many of what is left wait for something else.
    """

    name: str
    title: str
    state: str
    must: bool
    left: int
    of: int
    says: str
    waiting: int = 0

    @property
    def open(self) -> bool:
        """Whether it needs somebody."""
        return self.state in {ASK, LATER}


def steps(facts: CloseFacts, run: RunState | None) -> tuple[Step, ...]:
    """Every line in the order of the month's work; what hangs on the run is "asked" while that is not worked out."""
    return (
        _over(facts),
        _counted(
            "readings", "Meter readings", facts.unread, facts.meters,
            ("One meter has no reading in {month}.", "{left} of {of} meters have no reading in {month}."),
            ("All {of} meters are read in {month}.", "The park has no meter."), facts.month,
        ),
        *_of_run(facts, run),
        _counted(
            "causes", "Causes of outages", facts.nameless, facts.outages,
            ("One outage has no cause.", "{left} of {of} outages have no cause."),
            ("Every outage has a cause.", "No outage is on record."), facts.month,
        ),
        _counted(
            "lasting", "Outages that last", facts.lasting, facts.outages,
            ("One outage has no end yet.", "{left} outages have no end yet."),
            ("Every outage has ended.", "No outage is on record."), facts.month,
        ),
        _counted(
            "asked", "What this PC noticed", facts.asked, facts.asked,
            ("One question of the monitor is not answered.", "{left} questions of the monitor are not answered."),
            ("", "Every question of the monitor is answered."), facts.month,
        ),
        _counted(
            "returns", "Tenants’ returns", facts.expected - facts.reported, facts.expected,
            ("One tenant of {of} has not reported.", "{left} of {of} tenants have not reported."),
            ("All {of} tenants have reported.", "Nobody was there."), facts.month,
        ),
        _counted(
            "certificates", "Tax certificates", facts.certificates, facts.certificates,
            ("One certificate of withheld tax is to come.", "{left} certificates of withheld tax are to come."),
            ("", "No certificate is awaited."), facts.month,
        ),
        _matters(facts),
        _counted(
            "signatories", "Who signs", len(ROLES) - facts.signatories, len(ROLES),
            ("One of {of} who sign is not named.", "{left} of {of} who sign are not named."),
            ("All {of} who sign are named.", ""), facts.month,
        ),
    )  # fmt: skip


def left_open(found: Sequence[Step]) -> list[Step]:
    """The lines that need somebody."""
    return [one for one in found if one.open]


def in_the_way(found: Sequence[Step]) -> list[Step]:
    """The lines that must be settled, or known, before the window closes the month."""
    return [one for one in found if one.must and one.state not in {DONE, NONE}]


def _step(
    name: str,
    title: str,
    state: str,
    says: str,
    *,
    must: bool = False,
    left: int = 0,
    of: int = 0,
    waiting: int = 0,
) -> Step:
    """A line."""
    return Step(name, title, state, must, left, of, says, waiting)


def _counted(
    name: str, title: str, left: int, of: int, wanting: tuple[str, str], done: tuple[str, str], month: Month
) -> Step:
    """A line of so many things: `wanting` says one is left or several are, `done` that all are there or there are none."""
    if left:
        says = Sentence(wanting[0] if left == 1 else wanting[1], left=left, of=of, month=month)
        return _step(name, title, ASK, says, left=left, of=of)
    says = Sentence(done[0] if of else done[1], of=of, month=month)
    return _step(name, title, DONE if of or name != "readings" else NONE, says, of=of)


def _over(facts: CloseFacts) -> Step:
    """Nothing closes a month that runs."""
    last = facts.month.last
    if facts.over:
        return _step("over", "The month is over", DONE, Sentence("It ended on {day}.", day=last), must=True)
    says = Sentence(
        "It ends on {day}; it can be closed from {next} on.", day=last, next=(facts.month + 1).first
    )
    return _step("over", "The month is over", LATER, says, must=True)


def _matters(facts: CloseFacts) -> Step:
    """A report without a matter is whole, so nobody is asked for one."""
    title, count = "Matters for PSEB’s attention", facts.matters
    if not count:
        return _step("matters", title, NONE, Sentence("The report asks nothing of PSEB."))
    words = "One matter goes into the report." if count == 1 else "{of} matters go into the report."
    return _step("matters", title, DONE, Sentence(words, of=count), of=count)


def _of_run(facts: CloseFacts, run: RunState | None) -> tuple[Step, ...]:
    """What only the run tells: its documents, missing months, usage nobody pays for."""
    titles = (("run", "Invoice run"), ("missing", "Months billed"), ("unbilled", "Usage charged"))
    if run is None:
        return tuple(
            _step(name, title, ASKED, Sentence("Being worked out…"), must=name == "run")
            for name, title in titles
        )
    makers: tuple[Callable[[CloseFacts, RunState, str, str], Step], ...] = (_run, _missing, _unbilled)
    return tuple(make(facts, run, *title) for make, title in zip(makers, titles, strict=True))


def _run(facts: CloseFacts, run: RunState, name: str, title: str) -> Step:
    """Nothing can be issued into a closed month, so where the park bills here it must be issued before."""
    must, count = run.billed_here, run.documents + run.waiting
    if run.refused is not None:
        return _step(name, title, ASK, Sentence("{why}", why=_sentence(run.refused)), must=must, left=1, of=1)
    if not count:
        return _step(name, title, DONE, Sentence("Everything is issued."), must=must)
    told = [one for one in (_lacks(run), _ready(run, over=facts.over)) if one]
    if run.unlikely and run.documents:
        far = (
            "One of them bills a use far from usual."
            if run.unlikely == 1
            else "{n} of them bill a use far from usual."
        )
        if run.documents == 1:
            far = "It bills a use far from usual."
        told.append(Sentence(far, n=run.unlikely))
    state = ASK if facts.over else LATER
    says = reduce(one_after_another, told)
    return _step(name, title, state, says, must=must, left=count, of=count, waiting=run.waiting)


def _ready(run: RunState, *, over: bool) -> str:
    """What the run would issue now; "" where all of it waits."""
    if not run.documents:
        return ""
    words = "One document of Rs {total} is" if run.documents == 1 else "{count} documents of Rs {total} are"
    ready = " ready to issue." if over else " ready so far."
    return Sentence(words + ready, count=run.documents, total=lakh(run.total).removesuffix(".00"))


def _lacks(run: RunState) -> str:
    """The readings that are missing, and what waits for them; "" where nothing does."""
    if not run.waiting or run.readings is None:
        return ""
    lacks = "One reading of {month} is missing" if run.unread == 1 else "{n} readings of {month} are missing"
    waits = ", one document waits for " if run.waiting == 1 else ", {waiting} documents wait for "
    what = "it." if run.unread == 1 else "them."
    return Sentence(lacks + waits + what, n=run.unread, month=run.readings, waiting=run.waiting)


def _sentence(refused: Refused) -> Sentence:
    """A refusal as part of a line."""
    return Sentence(refused.template, **refused.values)


def _not_known(name: str, title: str) -> Step:
    """What a run would tell that cannot be made."""
    return _step(name, title, ASK, Sentence("It is known once the month’s run can be made."))


def _missing(_: CloseFacts, run: RunState, name: str, title: str) -> Step:
    """Served months before this one."""
    if run.refused is not None:
        return _not_known(name, title)
    if not run.missing:
        return _step(name, title, DONE, Sentence("No month before has days nobody was billed for."))
    months = listed([str(Sentence("{month}", month=one)) for one in run.missing])
    words = (
        "{months} has days nobody was billed for."
        if len(run.missing) == 1
        else "{months} have days nobody was billed for."
    )
    count = len(run.missing)
    return _step(name, title, ASK, Sentence(words, months=months), left=count, of=count)


def _unbilled(facts: CloseFacts, run: RunState, name: str, title: str) -> Step:
    """Use of rooms: what was read in the month can be put right until it is closed; of what is older nothing is asked."""
    if run.refused is not None:
        return _not_known(name, title)
    count, older, read = run.unbilled, run.older, facts.meters > facts.unread
    says: str = _uncharged(facts, run) if read or count or run.own else _nothing_read(facts)
    if older:
        more = "One older reading has no tenant." if older == 1 else "{older} older readings have no tenant."
        says = one_after_another(says, Sentence(more, older=older))
    quiet = NONE if older or run.own or not read else DONE
    return _step(name, title, ASK if count else quiet, says, left=count, of=count + run.own + older)


def _nothing_read(facts: CloseFacts) -> Sentence:
    """Of readings that are not there nothing is said."""
    words = "No meter is read in {month}." if facts.meters else "The park has no meter."
    return Sentence(words, month=facts.month)


def _uncharged(facts: CloseFacts, run: RunState) -> str:
    """What was read in the month: asked about where a lease may be missing, else only told."""
    told: list[str] = []
    if run.unbilled:
        words = (
            "One reading of {month} has no tenant who pays: the unit was vacant. Is a lease missing?"
            if run.unbilled == 1
            else "{count} readings of {month} have no tenant who pays: the units were vacant. Is a lease missing?"
        )
        told.append(Sentence(words, month=facts.month, count=run.unbilled))
    if run.own:
        one, several = (
            ("One more is the park’s own.", "{own} more are the park’s own.")
            if told
            else (
                "One reading of {month} is the park’s own: its unit is shared or not for letting.",
                "{own} readings of {month} are the park’s own: their units are shared or not for letting.",
            )
        )
        told.append(Sentence(one if run.own == 1 else several, month=facts.month, own=run.own))
    if not told:
        told.append(Sentence("Every reading of a room in {month} has a tenant who pays.", month=facts.month))
    return reduce(one_after_another, told)
