"""The list of the audit trail: its columns, one entry in them, and what a check of the chain came to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from stpdesk.core.money import group_lakh
from stpdesk.db.lists import audit
from stpdesk.db.lists.audit import Entry
from stpdesk.ui import wording
from stpdesk.ui.records import audit_words as words
from stpdesk.ui.records.audit_words import tr
from stpdesk.ui.tables import Cell, Column, Kind, Listing, formats

if TYPE_CHECKING:
    from stpdesk.actions.audit import Proof


def listing(**filters: Any) -> Listing:
    """Its columns, and what is chosen above them."""
    return Listing(
        "audit", tr("Audit trail"),
        (
            Column("seq", tr("When"), Kind.TEXT, 150, sort="seq"),
            Column("actor", tr("Who"), Kind.TEXT, 108, sort=None, gives=1),
            Column("op", tr("What"), Kind.MUTED, 84, sort=None, gives=2),
            Column("thing", tr("Thing"), Kind.STRONG, 272, sort=None),
            Column("changes", tr("Before and after"), Kind.TEXT, 180, sort=None, stretch=True),
            Column("number", tr("Entry"), Kind.MUTED, 72, sort=None, gives=3),
        ),
        keys=audit.keys, first=audit.first, ahead=audit.look_ahead, rows=audit.rows, cells=cells, totals=audit.totals, sums=sums,
        filters={name: value for name, value in filters.items() if value}, sort="seq", descending=True,
        said=words.said(),
        empty=tr("Nothing was done yet. Everything that is entered, changed or removed stands here, and stays."),
    )  # fmt: skip


def cells(one: Entry, _today: date) -> tuple[Any, ...]:
    """One entry as its columns say it."""
    late = tr("the clock was behind") if one.late else ""
    when = Cell(one.at, formats.instant(one.at), note=late)
    return (when, one.actor, words.done(one.op), words.thing(one), words.in_one_line(one), one.key)


def sums(found: audit.AuditTotals) -> tuple[Any, ...]:
    """How many."""
    return (wording.counted(found.count, tr("1 entry"), tr("{n} entries")), None, None, None, None, None)


def verdict(proof: Proof) -> str:
    """The sentence of a check."""
    if proof.problems:
        more = wording.counted(len(proof.problems), tr("1 problem"), tr("{n} problems"))
        return tr("{more}: {first} Restore the last good backup, or ask for help.").format(
            more=more, first=proof.problems[0]
        )
    return tr("Verified: {entries} entries in one chain, head {head}; all {rows} rows are as their last entry says.").format(
        entries=group_lakh(proof.entries), head=f"{proof.head[:4]} {proof.head[4:8]} {proof.head[8:12]} {proof.head[12:16]}",
        rows=group_lakh(proof.rows),
    )  # fmt: skip
