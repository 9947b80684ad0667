"""The settings of the park: each with its value and what it does, changed one at a time; what is charged by date with its days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFileDialog, QMenu

from stpdesk.actions.dated_terms import DATED, Dated
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.ui.fields.written import Text
from stpdesk.ui.forms.dialogs import ask
from stpdesk.ui.forms.form import Form
from stpdesk.ui.part import Part
from stpdesk.ui.parts import button
from stpdesk.ui.records.explained import GROUPS, MONITOR, SETTINGS
from stpdesk.ui.records.setting_fields import cell_of, field_of, typed
from stpdesk.ui.records.setting_rows import COLUMNS, LOGO, SettingRow, does, read, tr
from stpdesk.ui.tables import Cell, Column, Kind, Listing
from stpdesk.ui.tenants.worked_out import WorkedOut
from stpdesk.workbook.spec import SHEETS

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

NEW = {"Taxes": "Sales tax by head…", "Subsidies": "Subsidy scheme…", "Tariffs": "Tariff of electricity…",
       "Adjustments": "Fuel adjustment…"}  # fmt: skip


DOES = 450
"""Pixels at 100 % in which the longest explanation is read; where there are not so many, that of the chosen setting stands below."""


class Settings(Part):
    """`show_thing`: a setting's name (`late_fee_pct`, `judging.failures`), or `new:Taxes`."""

    def _build(self) -> None:
        """Remove, change, new."""
        self._remove = self.act_button(button(tr("Remove…"), icon="minus"), self.remove)
        self._new = self.act_button(
            button(tr("New by date…"), icon="plus", keys="Ctrl+N"), self.add, one=False
        )
        self.act_button(button(tr("Change…"), "primary", icon="edit", keys="F2"), self.open)
        self.table.view.head.sectionResized.connect(lambda *_: self._tell_does())

    def listing(self, there: WorkedOut) -> Listing:
        """Its columns."""
        return Listing(
            "settings", tr("Settings"),
            (
                Column("group", tr("Of"), Kind.MUTED, 100, sort="key", gives=1),
                Column("title", tr("Setting"), Kind.STRONG, 236, sort="title"),
                Column("shown", tr("Is"), Kind.TEXT, 260, sort=None, stretch=True),
                Column("does", tr("What it does"), Kind.MUTED, DOES, sort=None, gives=2),
            ),
            keys=there.keys, rows=there.rows, cells=cells, when="day", sort="key", empty=tr("No setting fits."),
        )  # fmt: skip

    def work(self, session: Session) -> Sequence[SettingRow]:
        """All of them."""
        return read(session)

    def _on_selected(self) -> None:
        """Only what is dated, and the logo, is taken out."""
        super()._on_selected()
        row: SettingRow | None = self.chosen()
        self._remove.setEnabled(
            row is not None and (row.dated is not None or (row.name == LOGO and bool(row.value)))
        )
        self._tell_does()

    def _tell_does(self) -> None:
        """What the chosen one does, where no column says so."""
        row: SettingRow | None = self.chosen()
        names = [one.name for one in self.table.model.listing.columns]
        left_out = not self.table.view.head.sectionSize(names.index("does"))
        self.tell_below(row.does if row is not None and left_out else "")

    def show_thing(self, thing: str) -> None:
        """One setting."""
        if thing.startswith("new:") and thing.removeprefix("new:") in DATED:
            self.add_dated(thing.removeprefix("new:"))
            return
        self.seek(lambda one: one.name == thing)

    # changing ----------------------------------------------------------------------------------------------------------

    def open(self) -> None:
        """The selected one."""
        row: SettingRow | None = self.chosen()
        if row is None:
            return
        if row.dated is not None:
            self._ask_dated(row.dated.sheet, row.dated)
        elif row.name == LOGO:
            self._ask_logo()
        elif row.group == MONITOR:
            self.dialog(row.title, self._monitor_form(row))
        else:
            self._desk.ask(
                self, _day, lambda today: self.dialog(row.title, self._form(row, today)), slot="day"
            )

    def _form(self, row: SettingRow, today: date) -> Form:
        """One setting of the Park sheet."""
        column = COLUMNS[row.name]

        def act(session: Session, values: dict[str, Any]) -> Changes:
            return save(session, row, cell_of(column, values[row.name]))

        form = Form(self._desk, f"setting-{row.name}", save=tr("Save"), act=act)
        form.add(field_of(column, row.title, today, required=row.name in {"code", "name"}))
        form.consequence(row.does)
        told = tr(SETTINGS[row.name].does)
        form.previews(lambda _session, values: does(row.name, values[row.name], told), form.consequence)
        form.start({row.name: typed(column, row.value)}, thing=row.name)
        return form

    def _monitor_form(self, row: SettingRow) -> Form:
        """One setting of the monitor."""

        def act(session: Session, values: dict[str, Any]) -> Changes:
            return watch(session, row, values["set"] or "")

        form = Form(self._desk, f"monitor-{row.name}", save=tr("Save"), act=act)
        form.add(Text("set", row.title, width=336), tr("blank = the usual value"), also=(row.name,))
        form.consequence(row.does)
        form.start({"set": row.shown}, thing=row.name)
        return form

    def _ask_logo(self) -> None:
        """Which picture."""
        name, _ = QFileDialog.getOpenFileName(
            self.window(), tr("Logo of the park"), "", tr("Pictures") + " (*.png *.jpg *.jpeg)"
        )
        if name:
            self.set_logo(Path(name))

    def set_logo(self, path: Path | None) -> None:
        """This picture is copied into the park; None takes the one there is away."""
        self._desk.act(self, partial(logo, path=path))

    # by date -----------------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Which kind."""
        menu = QMenu(self.window())
        for place, sheet in enumerate(DATED, start=1):
            menu.addAction(f"&{place}  {tr(NEW[sheet])}", partial(self.add_dated, sheet))
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self._new.mapToGlobal(QPoint(0, self._new.height())))

    def add_dated(self, sheet: str) -> None:
        """A new row by date."""
        self._ask_dated(sheet, None)

    def add_tax(self) -> None:
        """A new sales tax."""
        self.add_dated("Taxes")

    def add_tariff(self) -> None:
        """A new tariff."""
        self.add_dated("Tariffs")

    def _ask_dated(self, sheet: str, one: Dated | None) -> None:
        """A row by date; which day it is is read first."""
        self._desk.ask(self, _day, partial(self._dated, sheet, one), slot="day")

    def _dated(self, sheet: str, one: Dated | None, today: date) -> None:
        """Its columns; what tells it from others stays as it is."""
        spec = SHEETS[sheet]

        def act(session: Session, values: dict[str, Any]) -> Changes:
            told = {column.name: cell_of(column, values[column.name]) for column in spec.columns}
            return set_row(session, sheet, told, new=one is None)

        form = Form(self._desk, f"dated-{sheet}", save=tr("Save"), act=act)
        for column in spec.columns:
            field = form.add(
                field_of(column, _label(column.name), today), tr(column.note) if column.note else ""
            )
            field.set_locked(one is not None and column.name in spec.key)
        form.consequence(tr("Invoices that are issued stay as they are."))
        values = {} if one is None else {
            column.name: typed(column, one.cells.get(column.name)) for column in spec.columns
        }  # fmt: skip
        form.start(values, thing=one.key if one is not None else "")
        self.dialog(tr(GROUPS[sheet]), form)

    def remove(self) -> None:
        """After one question."""
        row: SettingRow | None = self.chosen()
        if row is None:
            return
        if row.dated is None:
            if row.name == LOGO and ask(
                self,
                tr("Remove the logo?"),
                tr("Documents carry the park’s code instead."),
                [("do", tr("Remove"))],
            ):
                self.set_logo(None)
            return
        one = row.dated
        sentence = tr(
            "{what}: {value}. Invoices that are issued stay as they are; the next run lists what changes."
        )
        title = tr("Remove this row?")
        if ask(self, title, sentence.format(what=row.title, value=row.shown), [("do", tr("Remove"))]):
            self._desk.act(self, partial(drop, one=one))


def _day(session: Session) -> date:
    """The session's day, which dates are typed from."""
    return session.today


def _label(name: str) -> str:
    """A column of a dated row in words."""
    return tr({
        "pct": "Percent", "from": "From", "to": "To", "head": "Head", "authority": "Authority", "name": "Name", "scheme": "Scheme",
        "funder": "Funder", "applies_to": "Applies to", "supply": "Supply", "rate": "Rupees a kWh", "usage_month": "Month of use",
        "bill_in": "Billed in",
    }[name])  # fmt: skip


def cells(one: SettingRow, _today: date) -> tuple[Any, ...]:
    """As the columns say it."""
    return (
        tr(GROUPS[one.group]),
        one.title,
        one.shown or Cell(None, tr("not given"), tone="muted"),
        one.does,
    )


def save(session: Session, row: SettingRow, value: Any) -> Changes:
    """One setting; blank is the usual value again."""
    from stpdesk.actions.park_settings import set_settings

    made = set_settings(session, {row.name: value if value != () else None})
    return _said(made, tr("{title} is saved.").format(title=row.title))


def logo(session: Session, *, path: Path | None) -> Changes:
    """Another logo, or none."""
    from stpdesk.actions.park_settings import set_settings

    made = set_settings(session, {LOGO: None} if path is None else {}, path)
    return _said(made, tr("The logo is saved.") if path is not None else tr("The logo is gone."))


def watch(session: Session, row: SettingRow, text: str) -> Changes:
    """One setting of the monitor, which follows at once."""
    from stpdesk.actions.watching import set_monitor

    try:
        made = set_monitor(session, [f"{row.name}={text}"])
    except Refused as refusal:
        if not {"expected", "word"} <= refusal.values.keys():
            raise
        raise Refused(
            "{title} must be {expected}; “{word}” is not. Leave it blank for the usual value.",
            field=refusal.field, title=row.title, expected=refusal.values["expected"], word=refusal.values["word"],
        ) from None  # fmt: skip
    return _said(made, tr("{title} is saved; the monitor follows.").format(title=row.title))


def set_row(session: Session, sheet: str, told: dict[str, Any], *, new: bool) -> Changes:
    """A row by date."""
    from stpdesk.actions.dated_terms import set_dated

    return _said(set_dated(session, sheet, told, new=new), tr("It is saved."))


def drop(session: Session, *, one: Dated) -> Changes:
    """Takes a row by date out."""
    from stpdesk.actions.dated_terms import drop_dated

    return _said(drop_dated(session, one), tr("It is removed."))


def _said(made: Changes, words: str) -> Changes:
    """The same with a sentence."""
    return Changes(made.nouns, **{**made.told, "said": words})
