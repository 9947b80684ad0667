"""The screen of the tenants: the list, everybody's monthly returns, one tenant's page, and the form."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from stpdesk.core.months import Month
from stpdesk.ui.commands import Command
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.segments import Segmented
from stpdesk.ui.screen import Screen
from stpdesk.ui.tables import Table
from stpdesk.ui.tenants.faces import Face, Stack
from stpdesk.ui.tenants.facts import TenantFacts, by_code, by_key
from stpdesk.ui.tenants.listed import ListFace

if TYPE_CHECKING:
    from stpdesk.ui.tenants.form import FormFace
    from stpdesk.ui.tenants.grid import ReturnsFace
    from stpdesk.ui.tenants.page import PageFace

LIST, RETURNS, NEW, CHANGE = "list", "returns", "new", "change:"


class Tenants(Screen):
    """See product.md, Tenants. Things: a tenant's code, “returns”, “new”, “change:CODE”."""

    NAME = "tenants"
    NOUNS: ClassVar[frozenset[str]] = frozenset(
        {"tenants", "leases", "units", "invoices", "receipts", "allocations", "returns", "openings", "deposits",
         "attachments", "closings", "one_offs"}
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        self._from_list = False
        super().__init__(desk)

    def _build(self) -> None:
        """The faces, one over the other; those not seen at first are made when they are wanted."""
        self.body.setContentsMargins(0, 0, 0, 0)
        self._title = self.title(self.tr("Tenants"))
        self.views = Segmented(
            "view", self.tr("Show"), [(LIST, self.tr("List")), (RETURNS, self.tr("Returns"))], value=LIST
        )
        self.header.addWidget(self.views)
        self.bars, self.faces = Stack(), Stack()
        self.header.addWidget(self.bars, 1)
        self.body.addWidget(self.faces, 1)
        self.list = ListFace(self._desk)
        self._join(self.list)
        self.setFocusProxy(self.list)

    def _connect(self) -> None:
        """Who leads where."""
        self.views.changed.connect(self._on_view)
        self.list.opened.connect(self.open_key)
        self.list.wanted.connect(self.new_tenant)

    @cached_property
    def page(self) -> PageFace:
        """One tenant's page."""
        from stpdesk.ui.tenants.page import PageFace

        made = PageFace(self._desk)
        made.left.connect(self.show_list)
        made.changing.connect(self.change_tenant)
        made.leases.connect(lambda thing: self.go.emit("leases", thing))
        made.reports.connect(lambda thing: self.go.emit("reports", thing))
        made.billing.connect(lambda thing: self.go.emit("billing", thing))
        made.refused.connect(self._desk.refused)
        made.month.connect(self._show_month_of_tenant)
        self._join(made)
        return made

    @cached_property
    def returns(self) -> ReturnsFace:
        """Everybody's returns of a month."""
        from stpdesk.ui.tenants.grid import ReturnsFace

        made = ReturnsFace(self._desk)
        self._join(made)
        return made

    @cached_property
    def form(self) -> FormFace:
        """The form of a tenant."""
        from stpdesk.ui.tenants.form import FormFace

        made = FormFace(self._desk)
        made.saved.connect(self._on_saved)
        made.left.connect(self._leave_form)
        self._join(made)
        return made

    def _join(self, face: Face) -> None:
        """A face takes its place."""
        self.bars.addWidget(face.bar)
        self.faces.addWidget(face)

    # faces -------------------------------------------------------------------------------------------------------------

    @property
    def face(self) -> Face:
        """What is seen."""
        shown = self.faces.currentWidget()
        return shown if isinstance(shown, Face) else self.list

    def _turn_to(self, face: Face) -> None:
        """Shows a face; the keyboard goes with it where it was on this screen."""
        focused: QWidget | None = self.window().focusWidget()  # Qt gives None, its stubs do not say so
        here = focused is not None and (focused is self or self.isAncestorOf(focused))
        self.faces.setCurrentWidget(face)
        self.bars.setCurrentWidget(face.bar)
        of_all = face.OF_ALL
        self._title.setVisible(of_all)
        self.views.setVisible(of_all)
        self.setFocusProxy(face)
        if here:
            face.focus()

    def _on_view(self) -> None:
        """List or returns, by the buttons in the header."""
        if self.views.value() == RETURNS:
            self.show_returns()
        elif self.face is not self.list:
            self.show_list()

    def show_list(self) -> None:
        """The list, as it was left, at the tenant that was shown."""
        key = self.page.key if self.face is not self.list and "page" in self.__dict__ else None
        self.views.set_value(LIST)
        self._turn_to(self.list)
        self.list.refresh()
        if key is not None and key not in self.list.table.selected_keys():
            self.list.table.select([key])

    def show_returns(self, month: Month | None = None, *, to_close: bool = False) -> None:
        """The grid of a month; without one the month shown before, at first or `to_close` the month to close."""
        grid = self.returns
        self.views.set_value(RETURNS)
        self._turn_to(grid)
        grid.show_month(None if to_close else month or grid.month)

    def _show_month_of_tenant(self, month: Month | None) -> None:
        """The grid of a month, at the tenant whose page was shown."""
        facts = self.page.facts
        self.show_returns(month)
        if facts is not None:
            self.returns.go_to(facts.tenant.id)

    def open_key(self, key: int) -> None:
        """The page of a tenant of the list."""
        self.page.open_key(key)
        self._turn_to(self.page)

    def at_hand(self) -> str:
        """The form, the page or the returns."""
        if "form" in self.__dict__ and self.face is self.form:
            return f"{CHANGE}{self.form.code}" if self.form.code else NEW
        if "page" in self.__dict__ and self.face is self.page and self.page.facts is not None:
            return self.page.facts.tenant.code
        return RETURNS if self.face is not self.list else ""

    def show_thing(self, thing: str) -> None:
        """The returns, the form of a new tenant or of one that is there, or a tenant's page by its code."""
        if thing == RETURNS:
            self.show_returns(to_close=True)
        elif thing == NEW:
            self.new_tenant()
        elif thing.startswith(CHANGE):
            code = thing.removeprefix(CHANGE)
            self._desk.ask(self, lambda session: by_code(session, code), self.change_tenant, slot="change")
        else:
            self.page.open_code(thing)
            self._turn_to(self.page)
        self.setFocus()

    def refresh(self) -> None:
        """Reads what is seen again; a form that is open keeps what is typed."""
        self.face.refresh()

    def _on_opened(self, park: object) -> None:
        """Another park: back to its list."""
        for name in ("page", "returns", "form"):
            face = self.__dict__.pop(name, None)
            if isinstance(face, Face):
                self.bars.removeWidget(face.bar)
                self.faces.removeWidget(face)
                face.bar.deleteLater()
                face.deleteLater()
        self.views.set_value(LIST)
        self._turn_to(self.list)
        super()._on_opened(park)

    # acts --------------------------------------------------------------------------------------------------------------

    def new_tenant(self) -> None:
        """The form of a new tenant."""
        self._turn_to(self.form)
        self.form.open_new()

    def change_tenant(self, facts: TenantFacts | None = None) -> None:
        """The form of the tenant whose page is shown, or that is selected in the list."""
        found = facts if isinstance(facts, TenantFacts) else None
        if found is None and self.face is self.list:
            keys = self.list.table.selected_keys()
            if len(keys) == 1:
                key = keys[0]
                self._desk.ask(self, lambda session: by_key(session, key), self.change_tenant, slot="change")
            return
        if found is None and "page" in self.__dict__ and self.face is self.page:
            found = self.page.facts
        if found is not None:
            self._from_list = self.face is self.list
            self._turn_to(self.form)
            self.form.open_changed(found)

    def _on_saved(self, code: str) -> None:
        """The page of who was entered or changed."""
        self.page.open_code(code)
        self._turn_to(self.page)
        if self.isVisible():
            self.page.focus()  # the button that saved gave the keyboard away when it was greyed

    def _leave_form(self) -> None:
        """Back to where the form was asked for."""
        if "page" in self.__dict__ and self.form.code and self.page.facts is not None and not self._from_list:
            self._turn_to(self.page)
            self.page.refresh()
        else:
            self.show_list()

    def filter(self) -> None:
        """The keyboard goes to the filter of what is seen; from where nothing is listed to that of the list."""
        table = next((one for one in self.face.findChildren(Table) if one.isVisibleTo(self)), None)
        if table is None:
            self.show_list()
            table = self.list.table
        table.finder.show()  # a part of a page hides it until it is wanted
        table.finder.line.setFocus()

    def export(self) -> None:
        """What is listed, as a workbook."""
        if self.face is self.list:
            self.list.table.export()
        elif "returns" in self.__dict__ and self.face is self.returns:
            self.returns.grid.export()

    def change(self) -> None:
        """F2: the cell of the grid, else the tenant."""
        if "returns" in self.__dict__ and self.face is self.returns:
            view = self.returns.grid.view
            view.edit(view.currentIndex())
        else:
            self.change_tenant()

    def next_unreported(self) -> None:
        """Ctrl+J: in the grid of returns, the next tenant that has not reported."""
        if self.face is not self.returns:
            self.show_returns()
        self.returns.next_unreported()

    def new_lease(self) -> None:
        """A lease for the tenant shown."""
        if "page" in self.__dict__ and self.face is self.page:
            self.page.held.start_lease()

    def attach(self) -> None:
        """A document for the tenant shown."""
        if "page" in self.__dict__ and self.face is self.page and self.page.facts is not None:
            self.page.show_part("documents")
            self.page.papers.ask_for_files()

    def commands(self) -> list[Command]:
        """The screen's own commands."""
        tr, group, here = self.tr, self.tr("Tenants"), self.NAME
        return [
            Command("tenant-new", tr("New tenant…"), self.new_tenant, ("Ctrl+N",), group, "plus", here),
            Command("tenant-change", tr("Change the tenant…"), self.change, ("F2",), group, "edit", here),
            Command("tenant-lease", tr("New lease for the tenant…"), self.new_lease, ("Ctrl+L",), group, "leases", here),
            Command("tenant-attach", tr("Attach a document to the tenant…"), self.attach, ("Ctrl+O",), group, "attach", here),
            Command("tenant-filter", tr("Filter what is listed"), self.filter, ("Ctrl+F",), group, "find", here),
            Command("tenant-returns", tr("Monthly returns"), self.show_returns, ("Ctrl+R",), group, "reports", here),
            Command("tenant-unreported", tr("Next tenant that has not reported"), self.next_unreported, ("Ctrl+J",), group, "columns", here),
            Command("tenant-export", tr("Export to Excel…"), self.export, ("Ctrl+Shift+E",), group, "export", here),
        ]  # fmt: skip

    def help_text(self) -> str:
        """What F1 says here."""
        return self.tr(
            "Everybody in the park: registration, units, staff, what is open. Type to filter, Enter opens a tenant’s page, Esc "
            "goes back. Ctrl+N enters a tenant, F2 changes one, Ctrl+O on its page attaches a document, Ctrl+R shows the monthly returns: type them like in Excel "
            "(Enter goes down, Tab right, Enter at the end of a row to the next) or paste them; a blank cell is not reported, 0 is. "
            "Ctrl+J goes to the next tenant that has not reported. What replaces a reported figure has an amber corner, and what it "
            "was is told below. Ctrl+Enter saves them all in one act. Ctrl+Page Down and Ctrl+Page Up turn the parts of a page, or the month of the returns."
        )
