"""Certificates typed down a grid, advances, deposits: refused beside their fields, equal to the command line's JSON."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from stpdesk.actions.certificates import awaited
from stpdesk.actions.deposit_list import REFUNDED, TAKEN, held
from stpdesk.actions.receipt_entry import enter_receipt
from stpdesk.actions.receipts import ReceiptEntry
from stpdesk.core.money import rupees
from stpdesk.core.months import Month
from stpdesk.db import drafts, receipts
from stpdesk.ui.accounts.deposit_part import Deposits
from stpdesk.ui.accounts.receipt_part import Receipts
from stpdesk.ui.billing.screen import Billing
from stpdesk.ui.desk import Desk
from stpdesk.ui.forms.form import Form
from tests.closing import close_month
from tests.ui.receipts_park import opened, owing, press, rest, said_by, saved, type_in
from tests.ui.shell import nameless

DAY = date(2026, 11, 2)


def test_certificates_advances_and_deposits_are_kept_as_the_command_line_tells_them(
    qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path
) -> None:
    desk = desk_on(park_folder)
    session = desk._session
    assert session is not None
    owing(session)
    for place, code in enumerate(("T12", "T01", "T02"), start=1):
        enter_receipt(session, ReceiptEntry(code, DAY, 10_000, 5_000 * place))
    screen = opened(qtbot, desk, "receipts:certificates")
    part = screen.part("receipts")
    assert isinstance(part, Receipts)
    certificates(qtbot, desk, part, park_folder)
    back_to_all(qtbot, desk, screen, part)
    advances(qtbot, desk, part, park_folder)
    screen.show_part("deposits")
    rest(qtbot, desk)
    deposits = screen.part("deposits")
    assert isinstance(deposits, Deposits)
    kept(qtbot, desk, deposits, park_folder)
    assert not nameless(screen)


def certificates(qtbot: QtBot, desk: Desk, part: Receipts, folder: Path) -> None:
    """Two pasted, one of them refused with nothing saved; then both saved in one act."""
    grid = part.lists.certificates().grid
    rest(qtbot, desk)
    count, withheld = part.lists.certificates().sums()
    told = said_by(copied(folder), "report", "withholding", "--as-at", "2026-11-02")
    assert told["awaited"] == rupees(withheld)
    assert count == sum(1 for one in told["receipts"] if not one["certificate"])
    rows = list(grid.model.keys)
    numbers = [part.lists.certificates().records[key].one.receipt for key in rows]
    QApplication.clipboard().setText("CPR-1\nCPR-2\n")
    grid.view.setFocus()
    press(qtbot, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, desk)
    assert part.lists.certificates().typed() == dict(zip(numbers[:2], ("CPR-1", "CPR-2"), strict=True))
    rest_of = "1 is still to come." if count == 3 else f"{count - 2} are still to come."
    assert part.lists.certificates().footer.words.text() == f"Saving enters 2 certificates; {rest_of}"
    part.lists.certificates().keep_draft()
    rest(qtbot, desk)
    assert saved(desk, lambda db: drafts.every(db, "certificates"))[0].texts == {
        numbers[0]: "CPR-1",
        numbers[1]: "CPR-2",
    }
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, desk)
    found = {one.number: one.certificate for one in saved(desk, receipts.every)}
    assert (found[numbers[0]], found[numbers[1]]) == ("CPR-1", "CPR-2")
    assert saved(desk, lambda db: drafts.every(db, "certificates")) == []
    assert desk._session is not None
    assert len(awaited(desk._session)) == count - 2 == len(grid.model.keys)


def back_to_all(qtbot: QtBot, desk: Desk, screen: Billing, part: Receipts) -> None:
    """Esc, the part's key and the key that opened it lead back from the certificates; Tab comes to the switch; a typed number stays."""
    keys = {keys: one.run for one in screen.commands() for keys in one.keys}
    grid = part.lists.certificates().grid
    for way in ("esc", "Ctrl+4", "Ctrl+Shift+W"):
        assert part.at_hand() == "certificates"
        part.setFocus()
        if way == "esc":
            press(qtbot, Qt.Key.Key_Escape)
        else:
            keys[way]()
        rest(qtbot, desk)
        assert part.lists.shown() is part.lists.table, way
        keys["Ctrl+Shift+W"]()
        rest(qtbot, desk)
    reached = set()
    for _ in range(8):
        press(qtbot, Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    assert reached & set(part.lists.view.segments.buttons)
    part.setFocus()
    place = (grid.model.keys[0], "certificate")
    grid.model.edits.texts[place] = "CPR-9"
    press(qtbot, Qt.Key.Key_Escape)
    assert part.at_hand() == "certificates"
    grid.discard()
    press(qtbot, Qt.Key.Key_Escape)
    assert part.at_hand() != "certificates"


def advances(qtbot: QtBot, desk: Desk, part: Receipts, folder: Path) -> None:
    """What is left of all of them is what the ageing calls advances."""
    part.show_advances()
    rest(qtbot, desk)
    left = sum(one.left for one in part.lists.advances().records)
    told = said_by(copied(folder), "report", "ageing", "--as-at", "2026-11-02")
    assert told["ageing"]["advances"] == rupees(left)
    assert left > 0


def kept(qtbot: QtBot, desk: Desk, part: Deposits, folder: Path) -> None:
    """A deposit refunded: more than is held and a closed month are refused; the note tells the same."""
    desk.act(part, lambda session: close_month(session, Month(2026, 9)))
    rest(qtbot, desk)
    part.show_thing("T01")
    rest(qtbot, desk)
    assert part.at_hand() == "T01"
    part.enter(REFUNDED)
    rest(qtbot, desk)
    form = shown(part)
    assert form.field("amount").value() == 2_400_000
    for name, text, sentence in (
        ("amount", "24001", "is more than that"), ("amount", "0", "must be more than zero"),
        ("amount", "-3", "cannot be negative"), ("date", "5/11/2026", "lies in the future"), ("date", "1/9/2026", "is closed"),
    ):  # fmt: skip
        form.field("amount").set_text("4000")
        form.field("date").set_text("2/11/2026")
        form.field(name).set_text(text)
        form.save()
        rest(qtbot, desk)
        assert sentence in str(form.field(name).shown_slip()), (name, text)
    form.field("amount").set_text("4000")
    form.field("date").set_text("2/11/2026")
    form.save()
    rest(qtbot, desk)
    assert desk._session is not None
    mine = next(one for one in held(desk._session) if one.tenant == "T01")
    assert (mine.refunded, mine.held) == (400_000, 2_000_000)
    told = said_by(copied(folder), "report", "deposit", "--tenant", "T01", "--as-at", "2026-11-02")
    assert (told["held"], told["agreed"]) == (rupees(mine.held), rupees(mine.agreed))
    part.enter(TAKEN, "T09")
    rest(qtbot, desk)
    form = shown(part)
    assert QApplication.focusWidget() is form.field("amount").control()
    type_in(qtbot, "5k")
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, desk)
    assert next(one.held for one in held(desk._session) if one.tenant == "T09") == 500_000


def shown(part: Deposits) -> Form:
    """The form in its window."""
    dialog = next(one for one in part.window().findChildren(QDialog) if one.isVisible())
    form = dialog.findChild(Form)
    assert isinstance(form, Form)
    form.window().activateWindow()
    return form


def copied(folder: Path) -> Path:
    """A copy that the command line may open while the window has the park."""
    twin = folder.with_name("twin")
    shutil.rmtree(twin, ignore_errors=True)
    return Path(shutil.copytree(folder, twin))
