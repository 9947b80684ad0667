"""How the pictures of leases are brought up: the form half typed, an early end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QWidget

if TYPE_CHECKING:
    from tools.pictures import Stage


def _leases(stage: Stage, thing: str = "") -> Any:
    stage.window.show_face(stage.window.workspace)
    stage.window.go("leases", thing)
    stage.rest()
    return stage.window.screen_of("leases")


def form(stage: Stage) -> QWidget:
    """A lease half typed: a letter in the deposit, a charge, a rise of the rent."""
    screen = _leases(stage, "new:")
    typed = screen._entry.form
    tenants, units = list(typed._choices.tenants), typed._choices.units
    if tenants and units:
        free = [code for code in units if code not in typed._choices.held]
        typed.tenant.set_value(tenants[min(4, len(tenants) - 1)])
        typed.units.set_value(free[:2])
        typed.length.set_value(36)
        typed.rate.set_value(8500)
        typed.escalation.set_value(100_000)
        typed.free.set_value(typed.starts.value().replace(day=28))
        typed.deposit.set_text("1,95,84O")
        typed.deposit.touch()
        typed.charges.add_row({"head": "internet", "description": "20 Mbps", "monthly": 1_200_000})
    return stage.window


def ending(stage: Stage) -> QWidget:
    """An early end with the credit it causes."""
    screen = _leases(stage)
    screen.end_early()
    stage.rest()
    dialog = stage.app.activeModalWidget()
    assert isinstance(dialog, QWidget)
    typed: Any = dialog.form  # type: ignore[attr-defined]
    typed.ends.set_value(datetime(2026, 9, 10, tzinfo=UTC).date())
    typed.reason.set_value("Moved to Islamabad")
    return dialog


def lower(stage: Stage) -> QWidget:
    """The same scrolled to its end: steps, charges, subsidies."""
    form(stage)
    stage.rest()
    typed = _leases(stage)._entry.form
    typed.steps.add_row({})
    stage.rest()
    bar = typed.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    return stage.window


def schedule(stage: Stage) -> QWidget:
    """The schedule, which stands in the form's place where there is no room beside it."""
    form(stage)
    stage.rest()
    typed = _leases(stage)._entry.form
    if not typed.schedule.isVisible():
        typed._turn()
    return stage.window


def renewing(stage: Stage) -> QWidget:
    """A renewal with the list of tenants open."""
    return _opened(stage, "renew:L02")


def changing(stage: Stage) -> QWidget:
    """A change of a lease that is billed already."""
    window = _opened(stage, "change:L02")
    typed = _leases(stage)._entry.form
    typed.rate.set_value(5000)
    return window


def _opened(stage: Stage, thing: str) -> QWidget:
    """The form of a lease that is there."""
    _leases(stage, thing)
    return stage.window


def tenants_list(stage: Stage) -> QWidget:
    """The tenants on offer below their field."""
    screen = _leases(stage, "new:")
    typed = screen._entry.form
    stage.window.activateWindow()
    typed.tenant.open_list()
    stage.rest()
    return typed.tenant.dropdown  # type: ignore[no-any-return]


def calendar(stage: Stage) -> QWidget:
    """The calendar of a date."""
    screen = _leases(stage, "new:")
    typed = screen._entry.form
    typed.starts.open_calendar()
    stage.rest()
    return next(
        one for one in stage.app.topLevelWidgets() if type(one).__name__ == "Calendar" and one.isVisible()
    )


def newcomer(stage: Stage) -> QWidget:
    """A tenant who is not there yet, from the lease's form."""
    screen = _leases(stage, "new:")
    screen._entry.form.new_tenant.emit("Leepa Software")
    stage.rest()
    return next(one for one in stage.window.findChildren(QDialog) if one.isVisible())


def taking_out(stage: Stage) -> QWidget:
    """A lease entered by mistake, after one question."""
    screen = _leases(stage, "L36")
    stage.rest()
    return stage.caught(screen.remove)


def draft(stage: Stage) -> QWidget:
    """The list, with a lease that was left unsaved."""
    _leases(stage)
    return stage.window


def form_draft(stage: Stage) -> QWidget:
    """The form with what was left unsaved."""
    screen = _leases(stage)
    stage.window.activateWindow()
    screen._on_go_on()
    return stage.window


def drawn(usual: str, every: Sequence[str]) -> list[tuple[str, Callable[[Stage], QWidget], Sequence[str]]]:
    """Name, act and parks."""
    only = (usual,)
    return [
        ("lease-form", form, every), ("lease-form-lower", lower, only), ("lease-schedule", schedule, only),
        ("lease-renewal", renewing, only), ("lease-change", changing, only), ("lease-tenants", tenants_list, only),
        ("calendar", calendar, only), ("lease-newcomer", newcomer, only), ("lease-remove", taking_out, only), ("lease-end", ending, only),
    ]  # fmt: skip
