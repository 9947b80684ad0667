"""What is asked before the run is issued, once: how many for how much, what becomes fixed, and what is odd about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from stpdesk.core.money import Paisa, group_lakh
from stpdesk.ui import wording
from stpdesk.ui.billing.run_listing import READY
from stpdesk.ui.billing.run_unlikely import asked, not_begun, slips
from stpdesk.ui.billing.run_words import month_told, tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from stpdesk.ui.billing.run_listing import RunRow
    from stpdesk.ui.billing.run_telling import Telling


def may_issue(home: QWidget, told: Telling) -> bool:
    """Asks once; true where issuing is meant. Issue has the keyboard, unless a use is many times the usual or the month has not begun."""
    from stpdesk.ui.forms.dialogs import ask

    ready = [one for one in told.rows if one.state == READY]
    far, early = slips(ready), told.found.early
    if not far and not early:
        return ask(home, counted(told, ready), fixed(told), [("issue", told.act())], tr("Back")) == "issue"
    title = tr("{month} has not begun").format(month=month_told(told.found.month))
    if far:
        title = wording.counted(
            len(far),
            tr("1 tenant is billed for many times the usual use"),
            tr("{n} tenants are billed for many times the usual use"),
        )
    words = [
        counted(told, ready),
        fixed(told),
        *([not_begun(told.found)] if early else []),
        *([asked(far)] if far else []),
    ]
    act = wording.counted(
        len(ready), tr("Issue {n} document all the same"), tr("Issue {n} documents all the same")
    )
    return ask(home, title, "\n".join(words), [("issue", act)], tr("Do not issue"), careful=True) == "issue"


def counted(told: Telling, ready: Sequence[RunRow]) -> str:
    """How many for how much, of which month."""
    notes = any(one.total < 0 for one in ready)
    one, several = (
        tr("Issue {n} invoice of Rs {total} for {month}?"),
        tr("Issue {n} invoices of Rs {total} for {month}?"),
    )
    if notes:
        one, several = (
            tr("Issue {n} document of Rs {total} for {month}?"),
            tr("Issue {n} documents of Rs {total} for {month}?"),
        )
    total = wording.rupees(Paisa(sum(row.total for row in ready)))
    words = one if len(ready) == 1 else several
    return words.format(n=group_lakh(len(ready)), total=total, month=month_told(told.found.month))


def fixed(told: Telling) -> str:
    """What becomes fixed: numbers, dates, lines; and who stays."""
    run = told.found.run
    assert run is not None
    words = tr(
        "They are numbered {numbers}, dated {day} and due {due}. No line changes any more: what is wrong later is credited."
    )
    if told.ready == 1:
        words = tr(
            "It is numbered {numbers}, dated {day} and due {due}. No line changes any more: what is wrong later is credited."
        )
    due = tr("{day}, which is past") if run.due < told.found.today else tr("{day}")
    due = due.format(day=wording.day(run.due))
    words = words.format(numbers=told.numbers(), day=wording.day(run.date), due=due)
    return f"{words} {told.waits()}" if told.waiting else words
