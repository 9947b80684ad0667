"""The late reminder, in three tones: what is overdue as at the day, since when, and what the park asks (rule B13)."""

from __future__ import annotations

from typing import Any

from stpdesk.core.errors import NothingToSay, Refused
from stpdesk.core.money import Paisa, lakh, rupees
from stpdesk.core.months import DAY
from stpdesk.core.typed_dates import day_text
from stpdesk.core.words import in_words
from stpdesk.db import ledger, tenants
from stpdesk.reports.figures.accounts import pay_to
from stpdesk.reports.figures.context import Context
from stpdesk.reports.figures.letter import Letter, receiver, sender
from stpdesk.reports.figures.receipts import OPENING
from stpdesk.reports.figures.table import Cell, Heading, Table

FRIENDLY, FIRM, FINAL = "friendly", "firm", "final"
TITLES = {FRIENDLY: "Payment reminder", FIRM: "Second reminder", FINAL: "Final reminder"}
DAYS = {FRIENDLY: 10, FIRM: 7, FINAL: 5}
"""Days each tone gives."""

_BEFORE = {
    FRIENDLY: "Dear {name}: our books show that the following is past its due date. It may have escaped your notice; if"
    " you have paid in the last days, please take this letter as settled and tell us how.",
    FIRM: "Dear {name}: the following has been due for {days} days and is still open in our books. We ask you to"
    " settle it, or to tell us in writing which item you dispute and why.",
    FINAL: "Dear {name}: in spite of our reminders the following is still unpaid, the oldest of it for {days} days."
    " This is the last reminder before the park acts on it.",
}
_AFTER = {
    FRIENDLY: "Please pay Rs {amount} by {by}.",
    FIRM: "Please pay Rs {amount} by {by}. What stays open after that day is told to the Pakistan Software Export Board"
    " in the park's monthly report.",
    FINAL: "Unless Rs {amount} is paid by {by}, the park will act as the lease allows, and will ask the Pakistan Software"
    " Export Board for its decision.",
}


def reminder(context: Context, code: str | None, tone: str | None) -> Letter:
    """The reminder of what a tenant has overdue; refused without a tenant, where nothing is overdue, or where it is in credit."""
    tone = tone or FRIENDLY
    if not code:
        raise Refused("A reminder needs a tenant: --tenant T.", field="tenant")
    if tone not in TITLES:
        raise Refused("{tone} is no tone of a reminder: friendly, firm or final.", field="tone", tone=tone)
    tenant = tenants.by_code(context.db, code)
    late = [one for one in ledger.open_items(context.db, tenant.id, context.day) if one.due < context.day]
    if not late:
        raise NothingToSay(
            "{tenant} has nothing overdue on {day}; there is nothing to remind of.",
            field="tenant", tenant=tenant.code, day=context.day,
        )  # fmt: skip
    aged = context.ageing[tenant.id]
    if aged.covered:
        raise NothingToSay(
            "{tenant} has Rs {advances} in advance on {day} and Rs {open} open; nothing is owed, so there is nothing to remind of.",
            field="tenant", tenant=tenant.code, advances=lakh(aged.advances), day=context.day, open=lakh(aged.total),
        )  # fmt: skip
    total = Paisa(sum(one.open for one in late))
    days = max((context.day - one.due).days for one in late)
    by = context.day + DAYS[tone] * DAY
    values = {"name": tenant.name, "days": days, "amount": lakh(total), "by": day_text(by)}
    park = context.terms.park
    before, after = (
        [_BEFORE[tone].format(**values)],
        [_AFTER[tone].format(**values), *pay_to(park.bank, park.iban)],
    )
    rows = [(one.ref or OPENING, one.date, one.due, (context.day - one.due).days, one.open) for one in late]
    headings = [
        Heading("Document"), Heading("Date", Cell.DATE), Heading("Due", Cell.DATE), Heading("Days overdue", Cell.COUNT),
        Heading("Open", Cell.MONEY),
    ]  # fmt: skip
    data: dict[str, Any] = {
        "park": sender(park), "party": receiver(tenant), "tenant": tenant.code, "name": tenant.name, "tone": tone,
        "as_of": context.day.isoformat(), "pay_by": by.isoformat(), "before": before, "after": after,
        "items": [
            {"document": one.ref or None, "date": one.date.isoformat(), "due": one.due.isoformat(),
             "days": (context.day - one.due).days, "open": rupees(one.open)}
            for one in late
        ],
        "total": rupees(total), "words": in_words(total),
    }  # fmt: skip
    return Letter(
        "reminder", TITLES[tone], sender(park), receiver(tenant),
        [("Date", day_text(context.day)), ("Tenant", tenant.code), ("Please pay by", day_text(by))], before,
        Table("Overdue", headings, rows, ("Total", None, None, None, total)), [("Overdue", total)], in_words(total), after,
        ("For the park",), "To", data,
    )  # fmt: skip
