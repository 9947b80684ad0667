"""What is done from Spaces: leases go to their screen, the rest are forms and the plan's own editing."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.ui.desk import Desk
from stpdesk.ui.spaces import saving
from stpdesk.ui.spaces.editing import Editor
from stpdesk.ui.spaces.on_paper import OnPaper
from stpdesk.ui.spaces.plan_drafts import PlanDrafts
from stpdesk.ui.spaces.telling import tr

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.ui.forms.dialogs import FormDialog
    from stpdesk.ui.spaces.screen import Spaces


class Acting(OnPaper):
    """The acts of the screen."""

    def __init__(self, screen: Spaces, desk: Desk) -> None:
        super().__init__(screen, desk)
        self.dialog: FormDialog | None = None
        self._drafts = PlanDrafts(screen.plan, desk)

    def act(self, name: str) -> None:
        """An act of the chosen unit: new, renew, edit, repair."""
        one = self._screen.state()
        if one is None:
            return
        if name == "new":
            self._screen.go.emit("leases", f"new:{one.unit.code}")
        elif name == "renew" and one.holders:
            self._renew()
        elif name == "edit":
            self.edit_unit()
        elif name == "repair":
            self.repair()

    def _renew(self) -> None:
        """The lease; where several tenants share a hall, a choice of them."""
        screen = self._screen
        one, book = screen.state(), screen.days.book
        if one is None or book is None:
            return
        leases = [lease for holder in one.holders for lease in book.leases if lease.id == holder.lease_id]
        if len(leases) == 1:
            screen.go.emit("leases", f"renew:{leases[0].code}")
            return
        menu = QMenu(screen)
        for lease in leases:
            words = f"{book.tenants[lease.tenant_id].name}\t{lease.code}".replace("&", "&&")
            menu.addAction(words, partial(screen.go.emit, "leases", f"renew:{lease.code}"))
        menu.setActiveAction(menu.actions()[0])
        menu.popup(screen.panel.renew.mapToGlobal(QPoint(0, screen.panel.renew.height())))

    def menu(self, _key: str, at: QPoint) -> None:
        """The acts of the chosen unit as a menu."""
        panel = self._screen.panel
        menu = QMenu(self._screen)
        for name, made in (
            ("new", panel.new),
            ("renew", panel.renew),
            ("edit", panel.edit),
            ("repair", panel.repair),
        ):
            if not made.isHidden():
                menu.addAction(made.text(), partial(self.act, name)).setEnabled(made.isEnabled())
        menu.addSeparator()
        menu.addAction(tr("Take the unit out…"), self.remove_unit).setEnabled(panel.edit.isEnabled())
        menu.popup(at)

    def more_menu(self, beside: QWidget) -> None:
        """Paper, picture, image; a new unit where its button has no room."""
        menu = QMenu(self._screen)
        if self._screen.add_button.isHidden():
            menu.addAction(tr("Add unit…"), self.add_unit)
            menu.addSeparator()
        menu.addAction(tr("Print this floor…"), self.print_plan)
        menu.addAction(tr("Save this floor as PDF or PNG…"), self.save_plan)
        menu.addSeparator()
        menu.addAction(tr("Image behind this floor…"), self.floor_image)
        menu.popup(beside.mapToGlobal(QPoint(0, beside.height())))

    # forms -----------------------------------------------------------------------------------------------------------

    def add_unit(self) -> None:
        """A new unit, on the floor that is shown."""
        book = self._screen.days.book
        if book is None or self._busy():
            return
        from stpdesk.ui.spaces.unit_dialogs import unit_dialog

        floor = self._screen.tabs.current or ("", "")
        dialog = unit_dialog(self._screen, self._desk, book.units, None, floor)
        dialog.form.saved.connect(lambda changes: self._screen.want(str(changes.told["unit"])))
        self._open(dialog)

    def import_book(self) -> None:
        """The window's own command."""
        action = self._screen.window().findChild(QAction, "book.import")
        if isinstance(action, QAction):
            action.trigger()

    def edit_unit(self) -> None:
        """The chosen unit's form."""
        one, book = self._screen.state(), self._screen.days.book
        if one is None or book is None or self._busy():
            return
        from stpdesk.ui.spaces.unit_dialogs import unit_dialog

        self._open(unit_dialog(self._screen, self._desk, book.units, one.unit, ("", "")))

    def repair(self) -> None:
        """The repair of the chosen unit on the shown day, or a new one."""
        one, book, day = self._screen.state(), self._screen.days.book, self._screen.days.day
        if one is None or book is None or day is None or self._busy():
            return
        from stpdesk.ui.spaces.unit_dialogs import repair_dialog

        self._open(repair_dialog(self._screen, self._desk, one.unit, one.repair, day, book.today))

    def remove_unit(self) -> None:
        """Takes out a unit that was entered by mistake; one that has to stay is refused before anything is asked."""
        one = self._screen.state()
        if one is not None and not self._busy():
            code = one.unit.code
            self._desk.ask(
                self,
                partial(saving.check_unit_goes, code=code),
                lambda _: self._ask_removal(code),
                slot="goes",
            )

    def _ask_removal(self, code: str) -> None:
        """The one question."""
        from stpdesk.ui.forms.dialogs import ask

        sentence = tr("It goes as if it had never been entered. Undo brings it back.")
        if ask(self._screen, tr("Take unit %s out?") % code, sentence, [("out", tr("Take it out"))]) == "out":
            self._desk.act(self, partial(saving.remove_unit, code=code))

    def _open(self, dialog: FormDialog) -> None:
        """A form over the window; the keyboard comes back to the plan."""
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        """The form is gone."""
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()
        self._screen.focus_shown()

    def _busy(self) -> bool:
        """While the plan is edited, or in a park open to be read, nothing else begins."""
        park = self._desk.park
        return self._screen.plan.editor is not None or park is None or not park.writable

    # the plan --------------------------------------------------------------------------------------------------------

    def edit_plan(self) -> None:
        """Begins editing."""
        screen = self._screen
        if self._busy() or not screen.plan.items_by_key:
            return
        screen.mode.set_value("plan")
        editor = Editor(screen.plan, screen.plan.current)
        screen.plan.edit(editor)
        editor.changed.connect(self._tell_edited)
        editor.saving.connect(self.save_plan_edits)
        editor.leaving.connect(self.leave_plan)
        screen.show_editing(True)
        self._drafts.begin(screen.tabs.current or ("", ""), editor)
        self._tell_edited()
        screen.plan.setFocus()

    def _tell_edited(self) -> None:
        """What is chosen and what saving will do."""
        editor = self._screen.plan.editor
        if editor is not None:
            self._screen.edit_bar.tell(self._screen.plan, editor)

    def save_plan_edits(self) -> None:
        """All that moved, in one act."""
        plan = self._screen.plan
        if plan.editor is None:
            return
        moved = {plan.items_by_key[key].face.code: box for key, box in plan.editor.moved().items()}
        if not moved:
            self._leave()
            return
        self._drafts.keep()
        drafts = self._drafts

        def work(session: Session) -> Changes:
            changes = saving.place_units(session, moved)
            drafts.drop(session)
            return changes

        self._placing(True)
        self._desk.act(self, work, lambda _: self._leave(), refused=self._not_placed)

    def _not_placed(self, refusal: Refused) -> None:
        """The plan stays as it is drawn, to be corrected."""
        self._placing(False)
        self._screen.plan.setFocus()
        self._desk.refused.emit(refusal)

    def _placing(self, under_way: bool) -> None:
        """While the plan is saved it stays as it is."""
        self._screen.plan.setEnabled(not under_way)
        self._screen.edit_bar.busy(under_way)

    def leave_plan(self) -> None:
        """Ends editing; asks where something would be lost."""
        editor = self._screen.plan.editor
        if editor is None:
            return
        if editor.moved():
            from stpdesk.ui.forms.dialogs import ask

            words = tr("What you moved is not saved yet and would go back to where it was.")
            answer = ask(
                self._screen, tr("Leave without saving?"), words,
                [("leave", tr("Put it back")), ("save", tr("Save plan"))], no=tr("Keep editing"),
            )  # fmt: skip
            if answer is None:
                return
            if answer == "save":
                self.save_plan_edits()
                return
        editor.undo_all()
        self._drafts.forget()
        self._leave()

    def _leave(self) -> None:
        """The plan to be looked at again."""
        self._placing(False)
        self._screen.plan.edit(None)
        self._screen.show_editing(False)
        self._screen.focus_shown()

    # image -----------------------------------------------------------------------------------------------------------

    def floor_image(self) -> None:
        """The image behind the floor: a first one is chosen, one that is there can be placed or taken away."""
        screen = self._screen
        book, floor = screen.days.book, screen.tabs.current
        if book is None or floor is None or self._busy():
            return
        if floor not in book.pictures:
            self.choose_image(floor)
            return
        menu = QMenu(screen)
        menu.addAction(tr("Place it…"), partial(self.place_image, floor))
        menu.addAction(tr("Another image…"), partial(self.choose_image, floor))
        menu.addAction(
            tr("Take it away"), lambda: self._desk.act(self, partial(saving.drop_image, floor=floor))
        )
        menu.setActiveAction(menu.actions()[0])
        menu.popup(screen.more.mapToGlobal(QPoint(0, screen.more.height())))

    def choose_image(self, floor: tuple[str, str], source: str = "") -> None:
        """A PNG or JPEG; the file is asked for if not given."""
        if not source:
            from PySide6.QtWidgets import QFileDialog

            source, _ = QFileDialog.getOpenFileName(
                self._screen.window(), tr("Image behind this floor"), "", tr("Pictures (*.png *.jpg *.jpeg)")
            )
        if source:
            self._desk.act(self, partial(saving.set_image, floor=floor, path=Path(source)))

    def place_image(self, floor: tuple[str, str]) -> None:
        """Where the image lies, in feet."""
        book = self._screen.days.book
        if book is None or self._busy():
            return
        from stpdesk.ui.spaces.unit_dialogs import image_dialog

        self._open(image_dialog(self._screen, self._desk, floor, book.pictures[floor].box))
