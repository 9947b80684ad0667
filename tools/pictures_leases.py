"""How the pictures of leases are brought up: the form half typed, an early end."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

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
