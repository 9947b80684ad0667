"""How tenants read on screen: kinds, states, registrations, units; one place for list, page and form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from PySide6.QtCore import QCoreApplication

from stpdesk.core.codes import fold
from stpdesk.core.months import Month
from stpdesk.core.occupancy import SOON
from stpdesk.db.lists import tenants
from stpdesk.db.lists.tenants import Held, TenantRow
from stpdesk.ui import wording
from stpdesk.ui.tables import Cell

STATES = {
    tenants.ARREARS: "bad", tenants.ENDING: "ask", tenants.ACTIVE: "good", tenants.COMING: "off", tenants.FORMER: "off",
    tenants.NEW: "off",
}  # fmt: skip
"""The mark of each state."""


def tr(text: str) -> str:
    """Translated, in the context of the tenants' screen."""
    return QCoreApplication.translate("tenants", text)


def kind(text: str | None) -> str:
    """As on every screen; a dash where it is not known."""
    return wording.tenant_kind(text) if text else "–"


def month(when: Month) -> str:
    """`October 2026`."""
    return f"{wording.month_name(when.number)} {when.year}"


def short_month(day: date) -> str:
    """`Jun 2027`."""
    return f"{wording.tr(wording.MONTHS[day.month - 1])} {day.year}"


def state(one: TenantRow) -> str:
    """How a tenant stands, in words."""
    if one.state == tenants.ENDING and one.ends is not None:
        return tr("Ends {day}").format(day=wording.day(one.ends, year=False))
    if one.state == tenants.FORMER and one.ends is not None:
        return tr("Left {month}").format(month=short_month(one.ends))
    return {
        tenants.ARREARS: tr("In arrears"), tenants.ACTIVE: tr("Active"), tenants.COMING: tr("Coming"),
        tenants.NEW: tr("No lease"), tenants.ENDING: tr("Ending"), tenants.FORMER: tr("Left"),
    }[one.state]  # fmt: skip


def said() -> dict[str, str]:
    """The words each state is found by."""
    return {
        tenants.ARREARS: tr("In arrears"), tenants.ENDING: tr("Ends"), tenants.ACTIVE: tr("Active"),
        tenants.COMING: tr("Coming"), tenants.FORMER: tr("Left"), tenants.NEW: tr("No lease"),
    }  # fmt: skip


def state_cell(one: TenantRow) -> Cell:
    """The same with its mark; who is gone is muted."""
    gone = one.state in {tenants.FORMER, tenants.NEW}
    return Cell(one.state, state(one), mark=STATES[one.state], tone="muted" if gone else "")


def registered(valid_to: date | None, today: date, *, here: bool = True) -> Cell:
    """To when a registration is valid: a chip once it has expired or does so within 90 days, for who is here."""
    if valid_to is None:
        return Cell(None, tr("not given"), tone="muted")
    if here and valid_to < today:
        words = tr("Expired {day}").format(day=wording.day(valid_to, year=valid_to.year != today.year))
        return Cell(valid_to, words, chip="bad", icon="alert")
    if here and valid_to <= today + SOON:
        named, left = wording.day(valid_to, year=False), wording.left((valid_to - today).days)
        return Cell(valid_to, tr("{day}, {left}").format(day=named, left=left), chip="ask", icon="clock")
    return Cell(valid_to, tr("to {month}").format(month=short_month(valid_to)), tone="muted")


def floor(text: str | None) -> str:
    """“First floor” as “First”."""
    bare = (text or "").strip()
    return bare[: -len(" floor")] if fold(bare).endswith(" floor") else bare


def units(held: Iterable[Held]) -> str:
    """“First 101, 102 · Ground H1 (4 seats)”; a dash for none."""
    parts: list[str] = []
    for name, there in groupby(held, key=lambda one: floor(one.floor)):
        codes = ", ".join(one.code if one.seats is None else seats(one) for one in there)
        parts.append(f"{name} {codes}".strip())
    return " · ".join(parts)


def units_cell(held: Sequence[Held]) -> Cell:
    """The same in a list, without floors where there is little room."""
    told = units(held)
    bare = ", ".join(one.code if one.seats is None else seats(one) for one in held)
    return Cell(told, short=bare) if told else Cell(None, "–", tone="muted")


def seats(one: Held) -> str:
    """“H1 (4 seats)”."""
    words = tr("{unit} (1 seat)") if one.seats == 1 else tr("{unit} ({seats} seats)")
    return words.format(unit=one.code, seats=one.seats)
