"""How the pictures of the month's run and of one-off charges are brought up."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QWidget

from stpdesk.core.changes import Changes
from stpdesk.core.months import Month

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from tools.pictures import Stage

OCTOBER = Month(2026, 10)
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
    part = _part(stage, "run:2026-10")
    part.acts.issue(part.found, [one for one in part.rows if one.state == "ready"])  # as after the question
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


def _slipped(session: Session) -> Changes:
    """Two of October's readings have a digit too many."""
    from stpdesk.actions.readings import grid, save_readings
    from stpdesk.core.money import E4
    from stpdesk.core.reading_grid import TypedReading

    rows = [one for one in grid(session, OCTOBER).rows if one.meter.code in {"E-A-G10", "E-A-G05", "E-A-101"}]
    typed = {
        one.meter.code: TypedReading(E4(one.taken.value * 10), one.taken.date) for one in rows if one.taken
    }
    return save_readings(session, OCTOBER, typed)


def _far(stage: Stage) -> Any:
    """The run with use far from usual."""
    part = _part(stage, "run:2026-11")
    stage.desk.act(stage.window, _slipped)
    stage.rest()
    stage.window.toast.hide()
    return part


def far(stage: Stage) -> QWidget:
    """It is marked, told above and in the panel."""
    _far(stage).next_far()
    return stage.window


def asked(stage: Stage) -> QWidget:
    """The question before a run is issued."""
    return stage.caught(_part(stage, "run:2026-10").issue)


def far_asked(stage: Stage) -> QWidget:
    """The question before it is issued."""
    return stage.caught(_far(stage).issue)


def filtered(stage: Stage) -> QWidget:
    """What is shown, and that all is issued."""
    _part(stage, "run:2026-10").table.finder.line.setText("tech")
    return stage.window


def drawn(usual: str, states: Sequence[str]) -> list[tuple[str, Callable[[Stage], QWidget], Sequence[str]]]:
    """Name, act and parks."""
    return [
        ("billing-run", partial(month, thing="run:2026-10"), states),
        ("billing-run-asked", asked, (usual,)),
        ("billing-run-waits", partial(month, thing="run:2026-11"), (usual,)),
        ("billing-run-without", without, (usual,)), ("billing-run-catch-up", catching_up, (usual,)), ("billing-run-issued", issued, (usual,)),
        ("billing-run-far", far, (usual,)), ("billing-run-far-asked", far_asked, (usual,)), ("billing-run-filtered", filtered, (usual,)),
        ("billing-run-early", partial(month, thing="run:2026-12"), (usual,)),
        ("billing-run-paper", paper, (usual,)), ("billing-run-unbilled", unbilled, (usual,)),
        ("billing-run-changed", changed, (usual,)), ("billing-charges", partial(month, thing="charges"), states),
        ("billing-charge", charge, (usual,)),
    ]  # fmt: skip
