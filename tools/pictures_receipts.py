"""How the pictures of receipts, certificates, advances and deposits are brought up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QWidget

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.core.changes import Changes
    from tools.pictures import Stage

PAYS, OWES = "T25", "T12"
"""Two tenants of the usual sample who owe for several months."""


def _withhold(session: Session) -> Changes:
    """They withhold income tax and sales tax."""
    from stpdesk.actions.importing import import_rows
    from stpdesk.core.changes import Changes
    from stpdesk.db import sheets

    with session.park.reading() as db:
        people = [cells for _, cells in sheets.cells(db, "Tenants")]
    for cells in people:
        if cells["tenant"] in {PAYS, OWES}:
            cells |= {"income_tax_pct": 150_000, "sales_tax_withheld_pct": 1_000_000}
    import_rows(session, {}, {"Tenants": people}, update=True)
    return Changes({"tenants"})


def part(stage: Stage, thing: str) -> Any:
    """The part, at one of its lists."""
    stage.window.show_face(stage.window.workspace)
    stage.window.go("billing", thing)
    stage.rest()
    screen: Any = stage.window.screen_of("billing")
    return screen.part(thing.partition(":")[0])


def shown(stage: Stage, thing: str) -> QWidget:
    """The window at it."""
    part(stage, thing)
    return stage.window


def typed(stage: Stage, amount: str = "", **texts: str) -> QWidget:
    """A receipt that is being typed."""
    if stage.desk.park is not None:
        stage.desk.act(stage.window, _withhold)
        stage.rest()
    made = part(stage, "receipts:new")
    form = made.entering().form
    form.begin(PAYS)
    stage.rest()
    if amount:
        form.own.put("cash", True)
        form.cash.set_text(amount)
    for name, text in texts.items():
        form.field(name).set_text(text)
        form.own.put(name, name in {"income_tax", "sales_tax"})
    if texts:
        stage.rest()
        form.save()
    form.cash.focus_here()
    form.cash.edit.end(False)
    return stage.window


def fresh(stage: Stage) -> QWidget:
    """A receipt of nobody yet."""
    part(stage, "receipts:new")
    return stage.window


def entered(stage: Stage) -> QWidget:
    """One is saved, the next one begun."""
    typed(stage)
    screen: Any = stage.window.screen_of("billing")
    form = screen.part("receipts").entering().form
    form.field("reference").set_text("004512")
    form.save()
    stage.rest()
    stage.window.toast.hide()
    return stage.window


def certificate(stage: Stage) -> QWidget:
    """The number of one certificate, asked for beside the list of receipts."""
    made = part(stage, "receipts:certificates").lists
    number = next(iter(made.certificates().records.values())).one.receipt
    return dialog(stage, f"receipts:{number}", "change")


def certificates(stage: Stage) -> QWidget:
    """One number typed."""
    made = part(stage, "receipts:certificates").lists.certificates()
    model = made.grid.model
    if model.keys:
        model.setData(model.index(0, model.listing.at("certificate")), "CPR-2026-004417")
    return stage.window


def dialog(stage: Stage, thing: str, act: str, *words: Any) -> QWidget:
    """A dialog of the part."""
    made = part(stage, thing)
    getattr(made, act)(*words)
    stage.rest()
    return next(one for one in stage.window.findChildren(QDialog) if one.isVisible())


def drawn(usual: str, full: str, empty: str) -> list[tuple[str, Callable[[Stage], QWidget], Sequence[str]]]:
    """Name, act and parks."""
    only, states = (usual,), (empty, usual, full)
    return [
        ("receipts", partial(shown, thing="receipts:all"), states),
        ("receipt-new", typed, only),
        ("receipt-advance", partial(typed, amount="2 lakh"), only),
        ("receipt-refused", partial(typed, date="5 dec", income_tax="3 lakh"), only),
        ("receipt-fresh", fresh, only),
        ("receipt-certificate", certificate, only),
        ("receipts-reversed", partial(shown, thing="receipts:reversed"), only),
        ("certificates", certificates, (empty, usual)),
        ("advances", partial(shown, thing="receipts:advances"), (empty, usual)),
        ("receipt-reverse", partial(dialog, thing="receipts:all", act="reverse"), only),
        ("receipt-paper", partial(dialog, thing="receipts:all", act="open"), only),
        ("deposits", partial(shown, thing="deposits"), states),
        ("deposit-refund", lambda stage: dialog(stage, "deposits", "enter", "refunded"), only),
        ("deposit-paper", partial(dialog, thing="deposits", act="open"), only),
    ]
