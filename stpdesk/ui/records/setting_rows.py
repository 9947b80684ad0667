"""Every setting of the park as a row: settings of the Park sheet, what is charged by date, the monitor's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from stpdesk.actions.dated_terms import Dated
from stpdesk.core.identifiers import doubt
from stpdesk.core.money import decimal_text, lakh
from stpdesk.core.months import Month
from stpdesk.core.park import ParkSettings
from stpdesk.core.watch_settings import KEYS, LINK, find
from stpdesk.core.watching import WatchPlan
from stpdesk.ui import wording
from stpdesk.ui.records.explained import GROUPS, MONITOR, SETTINGS, WATCHED, Explained
from stpdesk.ui.sentences import in_words
from stpdesk.workbook.kinds import Column, Kind
from stpdesk.workbook.spec import PARK, SHEETS

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

COLUMNS = {column.name: column for column in PARK.columns}
LOGO = "logo"
PRINTED = frozenset({"ntn", "strn", "iban"})
"""Numbers that can be told to be wrong, as those of tenants can."""


def tr(text: str) -> str:
    """Translated, in the context of the settings."""
    return QCoreApplication.translate("settings", text)


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting: `name` is its key in the park or of the monitor, `value` its own, `dated` the row it is, where it is one."""

    key: int
    group: str
    name: str
    title: str
    shown: str
    does: str
    value: Any = None
    dated: Dated | None = None

    @property
    def sought(self) -> str:
        """What it is filtered by."""
        return f"{tr(GROUPS[self.group])} {self.title} {self.name} {self.shown} {self.does}"


def read(session: Session) -> list[SettingRow]:
    """All of them, in the order of their groups."""
    from stpdesk.actions import dated_terms, park_settings, watching

    park, plan = park_settings.present(session), watching.watched(session)
    return numbered([*_of_park(park), *map(_of_dated, dated_terms.listed(session)), *_of_monitor(plan)])


def numbered(found: Sequence[SettingRow]) -> list[SettingRow]:
    """By group, each with its own key."""
    order = {
        name: place
        for place, name in enumerate(("park", "billing", "Taxes", "Subsidies", "Tariffs", "Adjustments"))
    }
    listed = sorted(found, key=lambda one: order.get(one.group, 9 if one.group != MONITOR else 10))
    return [
        SettingRow(place, one.group, one.name, one.title, one.shown, one.does, one.value, one.dated)
        for place, one in enumerate(listed, start=1)
    ]


def _of_park(park: ParkSettings) -> list[SettingRow]:
    """The Park sheet's, and the logo."""
    found = []
    for name, told in SETTINGS.items():
        value = getattr(park, "logo_name" if name == LOGO else name)
        shown = in_cell(COLUMNS.get(name), value)
        found.append(_row(told, name, shown, value))
    return found


def does(name: str, value: str | None, told: str) -> str:
    """What a setting does; before it what looks wrong about a number that is printed on papers, which refuses nothing."""
    wrong = doubt(name, value or "") if value and name in PRINTED else None
    return (
        told
        if wrong is None
        else tr("Please look at it: {what}. {does}").format(what=in_words(wrong), does=told)
    )


def _row(told: Explained, name: str, shown: str, value: Any) -> SettingRow:
    """A setting of the park."""
    return SettingRow(0, told.group, name, tr(told.title), shown, does(name, shown, tr(told.does)), value)


def _of_dated(one: Dated) -> SettingRow:
    """A tax, a subsidy, a tariff, an adjustment: what it is, how much, from when to when."""
    cells = one.cells
    columns = {column.name: column for column in SHEETS[one.sheet].columns}
    title, does = {
        "Taxes": ("{name}, {head}", "{authority}"),
        "Subsidies": ("{scheme}, {head}", "{funder}"),
        "Tariffs": ("{supply}", ""),
        "Adjustments": ("{supply}, {usage_month}", ""),
    }[one.sheet]
    said = {name: in_cell(columns[name], value) for name, value in cells.items() if name in columns}
    amount = "pct" if "pct" in cells else "rate"
    shown = said[amount] + ("" if amount == "pct" else tr(" Rs a kWh"))
    return SettingRow(
        0, one.sheet, one.key, wording.head(title.format(**said)), f"{shown}, {_when(one, said)}", does.format(**said), None, one
    )  # fmt: skip


def _when(one: Dated, said: dict[str, str]) -> str:
    """From when to when a row counts."""
    if one.sheet == "Adjustments":
        return tr("billed in {month}").format(month=said["bill_in"])
    if one.cells.get("to") is not None:
        return tr("{begin} to {end}").format(begin=said["from"], end=said["to"])
    return tr("from {begin}").format(begin=said["from"])


def _of_monitor(plan: WatchPlan) -> list[SettingRow]:
    """The monitor's, then each link's."""
    codes = [link.code for link in plan.links]
    keys = [*KEYS, *(f"link.{code}.{name}" if code else f"link.{name}" for code in codes for name in LINK)]
    found = []
    for key in keys:
        place = find(key, plan)
        if place is None:
            continue
        if isinstance(place.part, int):
            link = plan.links[place.part]
            title, does = WATCHED[place.name]
            name = link.code or tr("Internet")
            title = f"{name}: {tr(title)}"
            holder: Any = link
        else:
            title, does = WATCHED[place.key]
            title, holder = tr(title), getattr(plan, place.part) if place.part else plan
        value = getattr(holder, place.name)
        found.append(SettingRow(0, MONITOR, place.key, title, _plain(value), tr(does), value))
    return found


def _plain(value: Any) -> str:
    """A value of the monitor as it is typed."""
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, tuple):
        return ", ".join(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def in_cell(column: Column | None, value: Any) -> str:
    """A value as people write it; "" where there is none."""
    if value is None or value == ():
        return ""
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, Month):
        return f"{wording.tr(wording.MONTHS[value.number - 1])} {value.year}"
    if isinstance(value, date):
        return wording.day(value)
    if isinstance(value, tuple):
        return "; ".join(value)
    kind = column.kind if column is not None else Kind.TEXT
    if kind is Kind.PERCENT:
        return f"{decimal_text(value)} %"
    if kind in {Kind.E4, Kind.SIGNED_E4}:
        return decimal_text(value).replace("-", "−")
    return lakh(value) if kind is Kind.PAISA else str(value)
