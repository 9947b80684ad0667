"""The form of a one-off charge: tenant by letters, head, words, date, amount; beside it the tax and the run that bills it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from stpdesk.core.changes import Changes
from stpdesk.core.codes import natural_key
from stpdesk.core.matching import Item
from stpdesk.core.money import decimal_text, lakh
from stpdesk.core.months import Month
from stpdesk.core.terms import RESERVED
from stpdesk.ui import wording
from stpdesk.ui.billing.run_words import month_told, tr
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.choice import Choice, Suggest
from stpdesk.ui.fields.dates import Date
from stpdesk.ui.fields.numbers import Amount
from stpdesk.ui.fields.written import Text
from stpdesk.ui.forms.form import Form

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.actions.session import Session
    from stpdesk.core.invoices import Draft
    from stpdesk.db.one_offs import OneOffRow

Seen = tuple["Draft | None", Month | None]
HEADS = ("service", "internet", "parking", "meeting room", "repair", "fine", "other")
"""Heads that are usual."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Whom and what can be charged, and the day a new charge begins with: the usual one, or that of the month's run."""

    month: Month
    today: date
    usual: date
    by_run: date
    tenants: tuple[Item, ...]
    heads: tuple[str, ...] = field(default=HEADS)


def choices(db: Database, today: date, month: Month) -> Choices:
    """All tenants in the order of their codes; today where it is in the month or that is closed, else the month's last day.

    Where a run is looked at, the last day that it still bills.
    """
    from stpdesk.actions.charges import usual_day
    from stpdesk.db import closings, one_offs, terms

    found = sorted(terms.tenants(db).values(), key=lambda one: natural_key(one.code))
    heads = (*HEADS, *(head for head in one_offs.heads(db) if head not in RESERVED))
    usual = today if Month.of(today) == month or closings.is_closed(db, month) else month.last
    items = tuple(Item(one.code, one.name, one.code) for one in found)
    by_run = usual_day(db, month) or usual
    return Choices(month, today, usual, by_run, items, tuple(dict.fromkeys(heads)))


class ChargeForm(Form):
    """A new charge, perhaps of a tenant that is known, or one put right that no run has billed."""

    def __init__(
        self,
        desk: Desk,
        known: Choices,
        one: OneOffRow | None,
        tenant: str = "",
        *,
        by_run: bool = False,
    ) -> None:
        def act(session: Session, values: dict[str, Any]) -> Changes:
            return save(session, one, values)

        super().__init__(desk, "one-off", save=tr("Save charge"), act=act)
        self.add(Choice("tenant", tr("Tenant"), known.tenants, required=True))
        self.add(Suggest("head", tr("Head"), known.heads, required=True), tr("taxed by its head"))
        self.add(Text("description", tr("Words"), width=336), tr("on the invoice; blank = head"))
        self.add(Date("date", tr("Date"), lambda: known.today, required=True))
        self.add(Amount("amount", tr("Amount"), required=True), tr("before tax"))
        self.consequence(tr("The first run on or after its date bills it whole."))
        self.previews(_foreseen, self._tell)
        if one is None:
            self.start({"tenant": tenant or None, "date": known.by_run if by_run else known.usual})
        else:
            names = ("tenant", "head", "description", "date", "amount")
            self.start({name: getattr(one, name) for name in names}, thing=one.id)

    def _tell(self, seen: Seen | None) -> None:
        """Which run bills it, and as soon as all is typed what it comes to with its taxes."""
        if seen is None:
            self.consequence(tr("The first run on or after its date bills it whole."))
        elif seen[1] is None:
            self.consequence(_sums(seen[0]) + tr("Dated before billing begins, so no run bills it."))
        else:
            bills = tr("The run of {month} bills it.").format(month=month_told(seen[1]))
            self.consequence(_sums(seen[0]) + bills)


def _sums(draft: Draft | None) -> str:
    """Its taxes and what it comes to, a blank behind; nothing while not all is typed."""
    if draft is None:
        return ""
    taxes = [
        tr("{name} {pct} %: {amount}").format(
            name=one.name, pct=decimal_text(one.pct), amount=lakh(one.amount)
        )
        for one in draft.taxes
    ]
    total = lakh(draft.total - draft.rounding)
    words = (
        tr("{taxes}; {total} in all.").format(taxes=", ".join(taxes), total=total) if taxes else tr("No tax.")
    )
    return f"{words} "


def _foreseen(session: Session, values: dict[str, Any]) -> Seen | None:
    """Beside the window: what it comes to, once all of it is typed, and its run; None without a day."""
    from stpdesk.actions.charges import foresee, run_of

    wanted = {name: values[name] for name in ("tenant", "head", "amount")}
    if values["date"] is None:
        return None
    if any(not value for value in wanted.values()):
        return None, run_of(session, values["date"])
    found = foresee(session, **wanted, day=values["date"])
    return found.draft, found.run


def save(session: Session, one: OneOffRow | None, values: dict[str, Any]) -> Changes:
    """A new charge, or one put right."""
    from stpdesk.actions.charges import add_one_off, edit_one_off

    told = {
        "tenant": values["tenant"], "head": values["head"] or "", "day": values["date"], "amount": values["amount"] or 0,
        "description": values["description"],
    }  # fmt: skip
    made = add_one_off(session, **told) if one is None else edit_one_off(session, one.id, **told)
    words = tr("Charge of {amount} on {day} is saved.").format(
        amount=lakh(told["amount"]), day=wording.day(told["day"])
    )
    return Changes(made.nouns, **{**made.told, "said": words})
