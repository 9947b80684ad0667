"""One cause given to several outages that had none, in one act; and that act taken back."""

from __future__ import annotations

from collections.abc import Sequence

from stpdesk.actions.acting import Act, acting
from stpdesk.actions.outages import fill, now
from stpdesk.actions.session import Role, Session
from stpdesk.core import amendments
from stpdesk.core.amendments import Edit
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.db import corrections, outages, undoing

WHY = "The cause was given by mistake and taken back."
"""The reason that stands in the record of an outage whose cause was taken back at once."""


def give_cause(session: Session, numbers: Sequence[int], cause: str) -> Changes:
    """Names the cause of outages that have none, all or none of them; `told`: act, given (how many), notices.

    Refused where one has a cause already: that is put right by itself, with a reason.
    """
    name = cause.strip()
    if not name:
        raise Refused("Say what the cause was.", field="cause")
    with acting(session, Role.DUTY) as act:
        notices: list[str] = []
        for number in numbers:
            one = outages.by_number(act.db, number)
            if one.cause:
                raise Refused(
                    "Outage {number} has a cause already; put it right by itself, with a reason.",
                    number=number,
                )
            notices += fill(act.db, one, cause=name)
        return act.changes("outages", "causes", given=len(numbers), notices=notices)


def gave_causes(made: Sequence[undoing.Entry]) -> bool:
    """Whether an act did nothing but that."""
    given = [one for one in made if one.table == "outages"]
    return bool(given) and all(
        one.table == "causes"
        or (one.old is not None and one.new is not None and _only_cause(one.old, one.new))
        for one in made
    )


def _only_cause(old: dict[str, object], new: dict[str, object]) -> bool:
    """Whether a row is another by its cause alone, which was blank."""
    return not old.get("cause") and {name for name in new if new[name] != old.get(name)} == {"cause"}


def take_back(session: Session, act: Act, made: Sequence[undoing.Entry], **told: object) -> Changes:
    """The outages have no cause again: new records stand for those that were told one, which stay with the reason. `told` goes with the answer."""
    for one in made:
        if one.table == "outages" and one.new is not None:
            old, edit = outages.by_number(act.db, int(one.new["number"])), Edit(cause="")
            name = amendments.act_of(edit, old) or "change"
            correction = corrections.record(act.db, name, WHY, session.clock(), session.actor)
            outages.retire(act.db, [old], correction)
            outages.store(act.db, [amendments.amended(old, edit, now(session))], correction)
    undoing.reverse(act.db, [one for one in made if one.table == "causes"])
    return Changes({"outages", "causes"}, **told)
