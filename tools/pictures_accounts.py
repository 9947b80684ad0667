"""How the pictures of invoices, credit notes, ageing and letters are brought up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QWidget

from stpdesk.core.months import Month

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.core.changes import Changes
    from tools.pictures import Stage

NOVEMBER = Month(2026, 11)
"""What the pictures' day lies in."""


def _part(stage: Stage, name: str) -> Any:
    """A part of the screen of billing, read."""
    stage.window.show_face(stage.window.workspace)
    stage.window.go("billing", name)
    stage.rest()
    screen: Any = stage.window.screen_of("billing")
    return screen.part(name)


def _dialog(stage: Stage) -> QDialog:
    stage.rest()
    dialogs: list[Any] = stage.window.findChildren(QDialog)
    found: QDialog = next(one for one in dialogs if one.isVisible())
    return found


def part(stage: Stage, name: str) -> QWidget:
    """The part as it opens."""
    _part(stage, name)
    return stage.window


def invoice(stage: Stage) -> QWidget:
    """One that is overdue, as a page with its paper."""
    found = _part(stage, "invoices")
    found.show_thing("overdue")
    stage.rest()
    found.open()
    return stage.window


def notes(stage: Stage, *, page: bool) -> QWidget:
    """Credit notes: their list, or one as a page with its paper."""
    from stpdesk.ui.accounts.invoice_words import CREDIT

    found = _part(stage, "invoices")
    found.show_thing(CREDIT)
    stage.rest()
    if page:
        found.open()
    return stage.window


def credit(stage: Stage) -> QWidget:
    """A credit note of one line, and the note as it will be; an amount that is too much."""
    found = _part(stage, "invoices")
    found.show_thing("overdue")
    stage.rest()
    found.add()
    dialog: Any = _dialog(stage)
    form = dialog.form
    form.what.set_value("lines")
    form.parts[0].set_text("1,000")
    form.parts[1].set_text("9 lakh")
    form.parts[1].settle()
    stage.rest()
    return form.window()  # type: ignore[no-any-return]


def credit_whole(stage: Stage) -> QWidget:
    """All that is left."""
    found = _part(stage, "invoices")
    found.show_thing("overdue")
    stage.rest()
    found.add()
    return _dialog(stage)


def _shut(session: Session) -> Changes:
    """The month the pictures are taken in is closed already, as on a PC whose clock runs behind; nothing is frozen."""
    from stpdesk.actions.closing import close_month

    late = replace(session, clock=lambda: datetime(2026, 12, 1, 6, tzinfo=UTC))
    return close_month(late, NOVEMBER, lambda _db, _closing: ())


def credit_closed(stage: Stage) -> QWidget:
    """No note can be issued: it would be dated in a closed month."""
    stage.desk.act(stage.window, _shut)
    stage.rest()
    return credit_whole(stage)


def fbr(stage: Stage) -> QWidget:
    """The board's number of an invoice."""
    found = _part(stage, "invoices")
    found.show_thing("overdue")
    stage.rest()
    found.change()
    return _dialog(stage)


def items(stage: Stage) -> QWidget:
    """What a tenant has open."""
    _part(stage, "ageing").show_tenant("T25")
    return stage.window


def letters(stage: Stage, act: str) -> QWidget:
    """Statements or reminders to all whom it concerns."""
    getattr(_part(stage, "ageing"), act)()
    return stage.window


def late_fee(stage: Stage) -> QWidget:
    """Whom two percent would be charged."""
    _part(stage, "ageing").late_fee()
    dialog: Any = _dialog(stage)
    dialog.form.rate.set_text("2")
    dialog.form.rate.edit.end(False)
    stage.rest()
    return dialog  # type: ignore[no-any-return]


def drawn(usual: str, states: Sequence[str]) -> list[tuple[str, Callable[[Stage], QWidget], Sequence[str]]]:
    """Name, act and parks."""
    only = (usual,)
    return [
        ("billing-invoices", partial(part, name="invoices"), states), ("billing-invoice", invoice, only),
        ("billing-notes", partial(notes, page=False), only), ("billing-note", partial(notes, page=True), only),
        ("billing-credit", credit, only), ("billing-credit-whole", credit_whole, only),
        ("billing-invoice-fbr", fbr, only),
        ("billing-ageing", partial(part, name="ageing"), states), ("billing-ageing-items", items, only),
        ("billing-statements", partial(letters, act="statements"), only),
        ("billing-reminders", partial(letters, act="reminders"), only), ("billing-late-fee", late_fee, only),
    ]  # fmt: skip
