"""What the monitor noticed and nobody answered: yes, no with a reason, or yes with other times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from stpdesk.core.changes import Changes
from stpdesk.core.civil import moment
from stpdesk.core.proposals import GAP, OUTAGE, POWER_CUT, UNSTABLE, Proposal
from stpdesk.ui import wording
from stpdesk.ui.fields.dates import Instant
from stpdesk.ui.fields.written import Text
from stpdesk.ui.forms.dialogs import reason
from stpdesk.ui.forms.form import Form
from stpdesk.ui.now import now
from stpdesk.ui.outages import words
from stpdesk.ui.outages.acts import said
from stpdesk.ui.outages.putting_right import clock
from stpdesk.ui.outages.words import tr
from stpdesk.ui.part import Part
from stpdesk.ui.parts import button
from stpdesk.ui.tables import Cell, Column, Kind, Listing
from stpdesk.ui.tenants.worked_out import WorkedOut

if TYPE_CHECKING:
    from stpdesk.actions.session import Session


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One proposal as the list has it."""

    key: int
    proposal: Proposal

    @property
    def start(self) -> int:
        """When it began."""
        return self.proposal.span.start

    @property
    def what(self) -> str:
        """Power, a link, or all that is watched."""
        one = self.proposal
        if one.kind == GAP and one.service is None and one.link is None:
            return tr("Power and internet")
        return words.service(one.service or "power", [one.link] if one.link else [])

    @property
    def sought(self) -> str:
        """What it is filtered by."""
        return f"{self.what} {kind(self.proposal)} {words.whole(self.proposal.span)}"


def kind(one: Proposal) -> str:
    """What it is, as a question or as what counts already."""
    return {
        OUTAGE: tr("is out: counts already") if one.span.open else tr("was out: counts already"),
        POWER_CUT: tr("this PC was off: power cut?"),
        GAP: tr("nobody knows: counts as unknown"), UNSTABLE: tr("went on and off: counts nowhere"),
    }[one.kind]  # fmt: skip


class Asked(Part):
    """Every proposal that waits, the latest first."""

    TELLS_BELOW = True

    def _build(self) -> None:
        """Yes, no, other times."""
        self.act_button(button(tr("Other times…"), icon="clock"), self.times)
        self._answers = (
            self.act_button(button(tr("No…"), icon="close"), self.no, one=False),
            self.act_button(button(tr("Yes, record it"), "primary", icon="check"), self.yes, one=False),
        )
        self.told.say(
            tr("Measured time counts until you say no; a power cut after a yes."),
            tr("Measured time counts until a no."),
        )

    def listing(self, there: WorkedOut) -> Listing:
        """Its columns."""
        return Listing(
            "proposals", tr("To confirm"),
            (
                Column("start", tr("Day"), Kind.TEXT, 112),
                Column("times", tr("From–to"), Kind.TEXT, 132, sort=None),
                Column("what", tr("What"), Kind.STATE, 168),
                Column("kind", tr("The monitor says"), Kind.TEXT, 216, sort=None, stretch=True),
                Column("length", tr("Lasted"), Kind.MINUTES, 96, sort=None),
            ),
            keys=there.keys, rows=there.rows, cells=asked_cells, when="day", sort="start", descending=True,
            empty=tr("Nothing waits for an answer. What the monitor notices stands here until you say yes or no."),
        )  # fmt: skip

    def work(self, session: Session) -> Sequence[AskedRow]:
        """The proposals."""
        from stpdesk.actions.proposals import pending

        return [AskedRow(_key(one.id), one) for one in pending(session)]

    def _on_selected(self) -> None:
        """Several are answered at once."""
        super()._on_selected()
        for one in self._answers:
            one.setEnabled(bool(self._all()))

    def _all(self) -> list[AskedRow]:
        """The records that are selected, as far as they are shown."""
        keys = set(self.table.selected_keys())
        return [one for one in self.records if one.key in keys]

    def open(self) -> None:
        """Enter asks for times: a yes that can be looked at first."""
        self.times()

    def yes(self) -> None:
        """It was so."""
        ones = [row.proposal for row in self._all()]
        if ones:
            self._desk.act(self, lambda session: taken(session, ones, {}))

    def no(self) -> None:
        """It was not."""
        rows = self._all()
        if not rows:
            return
        told = [f"{row.what}, {words.whole(row.proposal.span)}: {kind(row.proposal)}" for row in rows[:3]]
        if len(rows) > 3:
            told.append(tr("and {n} more").format(n=len(rows) - 3))
        sentence = "; ".join(told)
        sentence += "" if sentence.endswith("?") else "."
        why = reason(self, sentence, title=tr("It was not so?"), act=tr("Say no"))
        if why is not None:
            ones = [row.proposal for row in rows]
            self._desk.act(self, lambda session: refused(session, ones, why))

    def times(self) -> None:
        """It was so, at other times."""
        row: AskedRow | None = self.chosen()
        if row is None:
            return
        one = row.proposal

        def act(session: Session, values: dict[str, Any]) -> Changes:
            return taken(session, [one], values)

        form = Form(self._desk, "proposal", save=tr("Record it"), act=act)
        form.add(Instant("start", tr("From"), clock, required=True))
        form.add(Instant("end", tr("To"), clock, required=not one.span.open))
        form.add(Text("reason", tr("Reason"), width=392))
        form.consequence(tr("Other times than measured need a reason."))
        end = None if one.span.open else moment(one.span.end)
        form.start({"start": moment(one.span.start), "end": end}, thing=one.id)
        self.dialog(tr("Other times"), form, f"{row.what}, {kind(one)}")


def _begun(words: str) -> str:
    """With a capital."""
    return words[:1].upper() + words[1:]


def asked_cells(one: AskedRow, _today: date) -> tuple[Any, ...]:
    """As the columns say it."""
    span = one.proposal.span
    lasted = (now() if span.open else span.end) - span.start
    said = kind(one.proposal)
    return (
        Cell(one.start, words.day(one.start)),
        words.times(span),
        Cell(one.what, mark="ask"),
        Cell(_begun(said), short=_begun(said.rpartition(": ")[2])),
        Cell(lasted // 60, wording.length(lasted)),
    )


def _key(name: str) -> int:
    """A number for a proposal that stays its own while others are answered."""
    return int.from_bytes(blake2b(name.encode(), digest_size=7).digest())


def taken(session: Session, ones: Sequence[Proposal], values: dict[str, Any]) -> Changes:
    """Yes to one or several; to one also with the times a person knows better."""
    from stpdesk.actions.proposals import take

    made = take(
        session, [one.id for one in ones], starts=values.get("start"), ends=values.get("end"), reason=values.get("reason")
    )  # fmt: skip
    span = ones[0].span
    measured = (moment(span.start), None if span.open else moment(span.end))
    if values and (values["start"], values["end"]) != measured:
        return said(made, tr("Recorded with the times that were typed."))
    return said(
        made, wording.counted(len(ones), tr("Recorded as it was."), tr("{n} are recorded as they were."))
    )


def refused(session: Session, ones: Sequence[Proposal], why: str) -> Changes:
    """No to one or several, with a reason."""
    from stpdesk.actions.proposals import dismiss

    made = dismiss(session, [one.id for one in ones], why)
    words_ = (tr("It no longer counts; the reason is kept."), tr("{n} no longer count; the reason is kept."))
    return said(made, wording.counted(len(ones), *words_))
