"""What the grid of returns says beside its button, and how its drafts are kept: by month, tenant and cell."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from stpdesk.core.months import Month
from stpdesk.core.return_forms import CELLS
from stpdesk.core.typed import Slip
from stpdesk.ui import wording
from stpdesk.ui.desk import Desk
from stpdesk.ui.forms.kept import Drafts
from stpdesk.ui.sentences import in_words
from stpdesk.ui.tables import Listing
from stpdesk.ui.tables.edits import Place
from stpdesk.ui.tenants import monthly, words
from stpdesk.ui.tenants.monthly import Line, Typed
from stpdesk.ui.tenants.words import tr

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.db.drafts import Draft

FORM = "returns"
"""What drafts of the grid are kept under; the thing is the month."""


def faults(typed: Typed, rows: Mapping[int, Line], listing: Listing) -> dict[Place, str]:
    """What cannot be read of what was typed: a sentence with the tenant and the column it belongs to."""
    found: dict[Place, str] = {}
    for place, text in typed.items():
        read = monthly.parse(place[1], text)
        if isinstance(read, Slip) and place[0] in rows:
            title = listing.columns[listing.at(place[1])].title
            sentence = tr("{tenant}, {column}: {sentence}")
            found[place] = sentence.format(
                tenant=rows[place[0]].row.name, column=title, sentence=in_words(read)
            )
    return found


def wrong_cells(count: int) -> str:
    """How many cells cannot be read."""
    return wording.counted(count, tr("1 cell cannot be read yet"), tr("{n} cells cannot be read yet"))


def was(one: Line, typed: Typed, listing: Listing) -> str:
    """“Men was 12; Exports, USD was 32,000.00.”: the reported figures of a tenant that are typed over; "" for none."""
    words_ = tr("{column} was {figure}")
    told = [
        words_.format(column=listing.columns[listing.at(name)].title, figure=monthly.figure(name, before))
        for name, before in monthly.replaced(one, typed).items()
    ]
    return f"{'; '.join(told)}." if told else ""


def consequence(month: Month, rows: Collection[Line], typed: Typed, *, wrong: bool) -> str:
    """What saving will do, or what is to be done first."""
    if wrong:
        return tr("Correct it, or empty the cell: empty means not reported.")
    told, every = monthly.reported(rows, typed)
    known = {one.key for one in rows}
    there = [place for place in typed if place[0] in known]
    if not every:
        return tr("Nobody is to report for {month}.").format(month=words.month(month))
    if not there:
        line = tr("Nothing to save. {told} of {all} tenants have reported for {month}.")
        return line.format(told=told, all=every, month=words.month(month))
    cells = wording.counted(len(there), tr("1 cell"), tr("{n} cells"))
    tenants = wording.counted(len({key for key, _ in there}), tr("1 tenant"), tr("{n} tenants"))
    over = sum(len(monthly.replaced(one, typed)) for one in rows)
    line = tr("Saving keeps {cells} of {tenants} for {month}; {told} of {all} tenants will have reported.")
    if over:  # no longer than the other, which just fits at 200 %
        line = tr(
            "Saving keeps {cells} of {tenants} for {month}, {over}; {told} of {all} will have reported."
        )
    replaced = wording.counted(over, tr("1 over a reported figure"), tr("{n} over reported figures"))
    return line.format(
        cells=cells, tenants=tenants, month=words.month(month), told=told, all=every, over=replaced
    )


class Keeper:
    """Keeps what is typed on disk; a month's draft is offered once, for later it is what is typed anyway."""

    def __init__(self, desk: Desk) -> None:
        self._drafts = Drafts(desk, FORM)
        self._offered: set[Month] = set()

    def keep(self, month: Month, rows: Mapping[int, Line], typed: Typed, why: str) -> None:
        """Writes a month's draft, or drops it where nothing is typed."""
        texts = {
            f"{rows[key].row.tenant_id} {name}": text for (key, name), text in typed.items() if key in rows
        }
        if texts:
            self._drafts.keep(str(month), texts, why)
        else:
            self._drafts.forget(str(month))

    def of_this_run(self, month: Month) -> bool:
        """Whether the program that runs kept it."""
        return self._drafts.of_this_run(str(month))

    def find(self, session: Session, month: Month) -> Draft | None:
        """The draft on disk; on a worker's thread."""
        return self._drafts.find(session, str(month))

    def drop(self, session: Session, month: Month) -> None:
        """Forgets it once it is saved; on the writer's thread."""
        self._drafts.drop(session, str(month))

    def offer(self, month: Month, found: Draft | None, rows: Mapping[int, Line]) -> dict[Place, str]:
        """What a draft holds for the rows that are there; nothing the second time."""
        if month in self._offered:
            return {}
        self._offered.add(month)
        keys = {one.row.tenant_id: key for key, one in rows.items()}
        texts: dict[Place, str] = {}
        for name, text in found.texts.items() if found is not None else ():
            tenant, _, cell = name.partition(" ")
            if tenant in keys and cell in CELLS:
                texts[keys[tenant], cell] = text
        return texts
