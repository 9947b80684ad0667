"""How the pictures of the month's close, of matters, of workbooks and of settings are brought up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QWidget

from stpdesk.core.attention import MatterForm
from stpdesk.core.money import Paisa
from stpdesk.core.months import Month
from tools.picture_parks import EMPTY, clock

if TYPE_CHECKING:
    from tools.pictures import Stage

OCTOBER = Month(2026, 10)


def part(stage: Stage, thing: str) -> Any:
    """A part of the records."""
    stage.window.show_face(stage.window.workspace)
    stage.window.go("records", thing)
    stage.rest()
    screen: Any = stage.window.screen_of("records")
    return screen.current()


def _wait(stage: Stage, until: Callable[[], object]) -> None:
    """What is worked out on a thread of its own, which nobody waits for."""
    for _ in range(600):
        stage.rest()
        if until():
            return


def _close(stage: Stage) -> Any:
    """October with its run worked out."""
    made = part(stage, f"close:{OCTOBER}")
    _wait(stage, lambda: made._run is not None)
    return made


def checklist(stage: Stage) -> QWidget:
    """What is done and what is still open."""
    _close(stage).setFocus()
    return stage.window


def _dialog(stage: Stage) -> QWidget:
    stage.rest()
    return next(one for one in stage.window.findChildren(QDialog) if one.isVisible())


def _issued(stage: Stage) -> Any:
    """October whose run is issued: it may be closed."""
    from stpdesk.actions.billing import issue_run

    made = _close(stage)
    if not made.foot.act.isEnabled():
        stage.desk.act(stage.window, lambda session: issue_run(session, OCTOBER))
        _wait(stage, made.foot.act.isEnabled)
    return made


def _closed(stage: Stage) -> Any:
    """October, closed, with its report."""
    from stpdesk.ui.closing import acts

    made = part(stage, f"close:{OCTOBER}")
    if not made.facts.found.state.closed:
        _issued(stage)
        stage.desk.act(stage.window, partial(acts.close, month=OCTOBER, told=lambda _done, _all: None))
    _wait(stage, lambda: made.shut.made is not None)
    stage.window.toast.hide()
    return made


def asked(stage: Stage) -> QWidget:
    """What stays open is asked about before a month is closed."""
    return stage.caught(_issued(stage).close_month)


def closed(stage: Stage) -> QWidget:
    """A closed month with its report."""
    _closed(stage)
    return stage.window


def reopening(stage: Stage) -> QWidget:
    """The reason is asked for before a month is opened again."""
    return stage.caught(_closed(stage).reopen)


def matters(stage: Stage) -> QWidget:
    """Two more matters, the last one settled."""
    from stpdesk.actions import attention

    made = part(stage, "matters")
    for words, at_stake in (
        ("The transformer of block B is overloaded from May to September", 140_000_000),
        ("Two tenants ask for a third year of subsidy", None),
    ):
        form = MatterForm(
            words,
            clock().date(),
            "Approve it before the end of the year",
            None if at_stake is None else Paisa(at_stake),
        )
        stage.desk.act(stage.window, partial(attention.add_matter, form=form))
    stage.desk.act(
        stage.window,
        lambda session: attention.settle_matter(
            session, attention.listed(session)[-1].number, clock().date(), "PSEB agreed to one year"
        ),
    )
    stage.rest()
    made.setFocus()
    return stage.window


def form(stage: Stage, thing: str, does: str) -> QWidget:
    """A form of a part."""
    getattr(part(stage, thing), does)()
    return _dialog(stage)


def listed(stage: Stage, thing: str) -> QWidget:
    """A part as it begins."""
    part(stage, thing).setFocus()
    return stage.window


def drawn(usual: str, states: Sequence[str]) -> list[tuple[str, Callable[[Stage], QWidget], Sequence[str]]]:
    """Name, act and parks."""
    only = (usual,)
    return [
        ("close", checklist, states), ("close-asked", asked, only), ("close-closed", closed, only), ("close-reopening", reopening, only),
        ("matters-none", partial(listed, thing="matters"), (EMPTY,)), ("matters", matters, only),
        *((f"matters-{does}", partial(form, thing="matters", does=does), only) for does in ("settle", "open")),
        ("matters-new", partial(form, thing="matters", does="add"), only), ("signatories", partial(form, thing="matters", does="signatories"), only),
        ("carrying", partial(listed, thing="carrying"), states),
        ("settings", partial(listed, thing="settings"), states), ("settings-tax", partial(form, thing="settings", does="add_tax"), only),
        ("settings-one", partial(form, thing="settings", does="open"), only),
    ]  # fmt: skip
