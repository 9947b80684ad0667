"""What the run says in sentences: what issuing does, what stays, what waits or is missing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from stpdesk.actions.run_review import Review
from stpdesk.core.invoices import CREDIT, INVOICE
from stpdesk.core.months import Month
from stpdesk.ui import wording
from stpdesk.ui.billing.reading_needed import TYPE, WITHOUT, missing_of
from stpdesk.ui.billing.run_listing import ISSUED, READY, WAITS, RunRow
from stpdesk.ui.billing.run_notices import Notice
from stpdesk.ui.billing.run_unlikely import far_rows, notice
from stpdesk.ui.billing.run_words import month_told, tr
from stpdesk.ui.sentences import in_words, isolated

NAMED = 3
"""Tenants named before “and 4 more”."""


@dataclass(frozen=True, slots=True)
class Telling:
    """The sentences of one month."""

    found: Review
    rows: Sequence[RunRow]
    filtered: bool = False
    """fewer rows are seen than there are"""

    @property
    def ready(self) -> int:
        """Documents that would be issued."""
        return sum(one.state == READY for one in self.rows)

    @property
    def issued(self) -> int:
        """Documents that were."""
        return sum(one.state == ISSUED for one in self.rows)

    @property
    def waiting(self) -> int:
        """Documents that wait for a reading."""
        return sum(one.state == WAITS for one in self.rows)

    def state(self) -> str:
        """Beside the filter: whether anything is issued yet."""
        found = self.found
        if found.closed:
            return tr("{month} is closed").format(month=month_told(found.month))
        if not self.issued:
            early = tr("Preview, {month} has not begun").format(month=wording.month_name(found.month.number))
            return "" if not self.rows else early if found.early else tr("Preview, nothing is issued yet")
        if self.ready or self.waiting:
            return tr("{n} issued, {more} to issue").format(n=self.issued, more=self.ready + self.waiting)
        dates = sorted({one.of.paper.date for one in self.rows if one.state == ISSUED})  # type: ignore[union-attr]
        return tr("Issued, dated {day}").format(day=wording.day(dates[-1]))

    def state_short(self) -> str:
        """The same where there is little room."""
        if self.found.closed:
            return tr("closed")
        if self.issued:
            return tr("{n} issued").format(n=self.issued)
        return tr("Preview") if self.rows else ""

    def act(self) -> str:
        """The button's words."""
        ready = [one for one in self.rows if one.state == READY]
        notes = sum(one.total < 0 for one in ready)
        if not ready:
            return tr("Nothing to issue")
        if self.filtered and len(ready) > 1:
            return tr("Issue all {n}").format(n=len(ready))
        if notes:
            return wording.counted(len(ready), tr("Issue {n} document"), tr("Issue {n} documents"))
        return wording.counted(len(ready), tr("Issue {n} invoice"), tr("Issue {n} invoices"))

    def does(self) -> str:
        """What issuing does, with the numbers."""
        found, ready = self.found, [one for one in self.rows if one.state == READY]
        if found.refused is not None:
            return in_words(found.refused)
        if not ready:
            return self._was() if self.issued else self._nothing()
        words = tr("Issuing numbers them {numbers} and fixes every line.").format(numbers=self.numbers())
        if found.early:
            early = tr("{month} has not begun: nothing need be issued before {day}.")
            words = (
                f"{early.format(month=month_told(found.month), day=wording.day(found.month.first))} {words}"
            )
        return words

    def numbers(self) -> str:
        """What those that are ready will be numbered."""
        kinds = [one.of.draft.kind for one in self.rows if one.state == READY]  # type: ignore[union-attr]
        spans = []
        for kind in (INVOICE, CREDIT):
            count = kinds.count(kind)
            if count:
                first, last = self.found.numbers(kind, count)
                spans.append(
                    first
                    if count == 1
                    else tr("{first} to {last}").format(first=first, last=last.rpartition("/")[2])
                )
        return tr(", ").join(spans)

    def waits(self) -> str:
        """How many stay."""
        return wording.counted(
            self.waiting, tr("{n} tenant stays in the preview."), tr("{n} tenants stay in the preview.")
        )

    def _nothing(self) -> str:
        """Why nothing is ready: all who would be billed wait."""
        return tr("Nothing is ready: all wait for readings.") if self.waiting else ""

    def _was(self) -> str:
        """What was issued, by its numbers."""
        numbers = [one.number or "" for one in self.rows if one.state == ISSUED]
        series = sorted(numbers)
        if len(series) == 1:
            return tr("{number} is issued.").format(number=series[0])
        return tr("{n} documents are issued, {first} to {last}.").format(
            n=len(series), first=series[0], last=series[-1]
        )

    def stays(self) -> str:
        """Who stays, and how it is corrected later."""
        later = tr("Later corrections are credit notes.")
        if self.found.refused is not None or not (self.ready or self.issued):
            return ""
        run = self.found.run
        if run is not None and self.ready and run.due < self.found.today:
            late = tr("Invoices of {day} are due {due}, which is past.")
            later = f"{late.format(day=wording.day(run.date), due=wording.day(run.due))} {later}"
        if self.filtered and self.ready > 1:
            later = tr("All {n} that are ready are issued, also those the filter hides.").format(n=self.ready)
        if not self.waiting:
            return later
        return f"{self.waits()} {later}"


def notices(
    found: Review,
    rows: Sequence[RunRow],
    without: Collection[str],
    *,
    typed: Collection[str] = (),
    bill_without: Callable[[], None],
    readings: Callable[[], None],
    catch_up: Callable[[], None],
    show_month: Callable[[Month], None],
    reopen: Callable[[], None],
    show_far: Callable[[], None],
    see_reading: Callable[[], None],
) -> list[Notice]:
    """What waits or is missing, with the acts that settle it; of a closed month how it is opened again."""
    if found.closed:
        words = tr(
            "What was issued stays as it is. Reopening needs a reason; the documents are frozen anew when it is closed again."
        )
        return [
            Notice(
                tr("{month} is closed.").format(month=month_told(found.month)),
                words,
                ((tr("Reopen…"), reopen, ""),),
            )
        ]
    told = []
    there = [one for one in rows if one.state == WAITS or one.tenant_id in without]
    if there:
        told.append(_waiting(found, there, typed, bill_without, readings))
    far = far_rows(rows)
    if far:
        told.append(notice(far, show_far, see_reading))
    if found.missing:
        months = [month_told(one) for one in found.missing]
        words = tr("Some days of {months} are billed to nobody.").format(months=_listed(months))
        first = found.missing[0]
        acts = (
            (
                tr("Show {month}").format(month=wording.month_name(first.number)),
                lambda: show_month(first),
                "",
            ),
            (tr("Catch up…"), catch_up, ""),
        )
        told.append(
            Notice(
                wording.counted(len(months), tr("{n} month missing."), tr("{n} months missing.")), words, acts
            )
        )
    return told


def _waiting(
    found: Review,
    there: Sequence[RunRow],
    typed: Collection[str],
    bill_without: Callable[[], None],
    readings: Callable[[], None],
) -> Notice:
    """Who waits, or would have."""
    keys = {one.tenant_id for one in there}
    count = sum(one.tenant_id in keys for one in found.unread)
    strong = missing_of(count, found.park, found.month)
    waits = [one.name for one in there if one.state == WAITS]
    short = wording.counted(len(waits), tr("1 tenant waits."), tr("{n} tenants wait.")) if waits else ""
    if waits:
        words = (
            tr("{names} waits for it.")
            if len(waits) == 1 and count == 1
            else tr("{names} wait for them.")
            if len(waits) > 1
            else tr("{names} waits for them.")
        ).format(names=_listed(waits))
        act = tr("Bill without")
    else:
        words = tr("Their use is billed by a later run, once it is read.")
        act = tr("Let them wait")
    half = sum(one.tenant_id in keys and one.meter.id in typed for one in found.unread)
    if half:
        words = wording.counted(
            half, tr("{n} is typed and not saved yet."), tr("{n} are typed and not saved yet.")
        )
        short = ""
    acts = ((act, bill_without, WITHOUT), (tr("Type readings"), readings, TYPE))
    return Notice(strong, words, acts, short)


def _listed(names: Sequence[str]) -> str:
    """`A, B and C`; `A, B, C and 4 more`; a name in Urdu turns nothing of what follows it."""
    names = [isolated(one) for one in names]
    if len(names) == 1:
        return names[0]
    shown = names if len(names) <= NAMED else names[:NAMED]
    if len(names) > NAMED:
        return tr("{names} and {n} more").format(names=", ".join(shown), n=len(names) - NAMED)
    return tr("{names} and {last}").format(names=", ".join(shown[:-1]), last=shown[-1])
