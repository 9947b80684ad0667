"""How the pictures of the month's run and of one-off charges are brought up."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QWidget

from stpdesk.core.changes import Changes

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from tools.pictures import Stage

SINCE = date(2026, 8, 1)
PATIENCE = 60
"""Seconds a paper may take."""


def _part(stage: Stage, thing: str) -> Any:
    stage.window.show_face(stage.window.workspace)
    stage.window.go("billing", thing)
    stage.rest()
    return stage.window.screen_of("billing").current()  # type: ignore[attr-defined]


def _dialog(stage: Stage) -> QWidget:
    stage.rest()
    return next(one for one in stage.window.findChildren(QDialog) if one.isVisible())


def month(stage: Stage, thing: str) -> QWidget:
    """A part of a month."""
    _part(stage, thing)
    return stage.window


def without(stage: Stage) -> QWidget:
    """Who waited is billed without; the one selected says what it waited for."""
    part = _part(stage, "run:2026-11")
    waits = next(one for one in part.rows if one.state == "waits")
    part._turn_all()
    stage.rest()
    part.table.select([waits.key])
    return stage.window


def catching_up(stage: Stage) -> QWidget:
    """The question before months that were never billed are issued."""
    part = _part(stage, "run:2026-11")
    end = time.monotonic() + PATIENCE
    while not (part.found and part.found.missing) and time.monotonic() < end:
        stage.rest()
    return stage.caught(part.acts.catch_up)


def issued(stage: Stage) -> QWidget:
    """All that was ready is issued."""
    _part(stage, "run:2026-10").issue()
    return stage.window


def paper(stage: Stage) -> QWidget:
    """As it will be printed."""
    part = _part(stage, "run:2026-10")
    part.print_paper()
    end = time.monotonic() + PATIENCE
    while part.acts.paper.made is None and time.monotonic() < end:
        stage.app.processEvents()
        time.sleep(0.02)
    return _dialog(stage)


def unbilled(stage: Stage) -> QWidget:
    """Use that nobody is billed for."""
    _part(stage, "run:2026-10").acts.show_unbilled()
    return _dialog(stage)


def _dearer(session: Session) -> Changes:
    """Two leases have had other rates since August."""
    from stpdesk.actions.importing import import_rows
    from stpdesk.db import terms

    with session.park.reading() as db:
        running = [one for one in terms.leases(db, terms.units(db)) if one.starts < SINCE <= one.last]
    steps = [
        {"lease": one.code, "from": SINCE, "rate": one.rate + more}
        for one, more in zip(running, (300, -200), strict=False)
    ]
    import_rows(session, {}, {"Rates": steps})
    return Changes({"leases"})


def changed(stage: Stage) -> QWidget:
    """Billed days with other terms since."""
    part = _part(stage, "run:2026-10")
    stage.desk.act(stage.window, _dearer)
    end = time.monotonic() + PATIENCE
    while not part.acts.changed and time.monotonic() < end:
        stage.rest()
    part.acts.show_changed()
    return _dialog(stage)


def charge(stage: Stage) -> QWidget:
    """A charge half typed."""
    _part(stage, "charges").show_thing("new:T03")
    dialog: Any = _dialog(stage)
    form = dialog.form
    form.field("head").set_value("repair")
    form.field("description").set_value("Door lock, A-101")
    form.field("amount").set_text("12,50O")
    form.field("amount").touch()
    return dialog  # type: ignore[no-any-return]


def drawn(usual: str, states: Sequence[str]) -> list[tuple[str, Callable[[Stage], QWidget], Sequence[str]]]:
    """Name, act and parks."""
    return [
        ("billing-run", partial(month, thing="run:2026-10"), states),
        ("billing-run-waits", partial(month, thing="run:2026-11"), (usual,)),
        ("billing-run-without", without, (usual,)), ("billing-run-catch-up", catching_up, (usual,)), ("billing-run-issued", issued, (usual,)),
        ("billing-run-paper", paper, (usual,)), ("billing-run-unbilled", unbilled, (usual,)),
        ("billing-run-changed", changed, (usual,)), ("billing-charges", partial(month, thing="charges"), states),
        ("billing-charge", charge, (usual,)),
    ]  # fmt: skip
