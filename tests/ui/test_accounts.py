"""Invoices, credit notes and ageing on the screen of billing: figures of the command line's own, notes seen before they are issued."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from stpdesk.actions import drafts
from stpdesk.actions.billing import preview_run
from stpdesk.core.documents import Document
from stpdesk.core.money import lakh
from stpdesk.core.months import Month
from stpdesk.db import documents, settings
from stpdesk.db.lists import invoices
from stpdesk.reports import catalogue, taking
from stpdesk.reports.asked import Asked
from stpdesk.reports.figures.accounts import ageing_json
from stpdesk.ui import wording
from stpdesk.ui.accounts import invoice_words
from stpdesk.ui.accounts.ageing_late_fee import FeeForm
from stpdesk.ui.accounts.ageing_list import Ageing
from stpdesk.ui.accounts.credit_form import CreditForm
from stpdesk.ui.accounts.invoice_list import Invoices
from stpdesk.ui.billing.screen import Billing
from stpdesk.ui.desk import Desk
from stpdesk.ui.forms.form import Form
from stpdesk.ui.papers import pages
from tests.reports import papers

WAIT = 120_000
Opened = tuple[Desk, Billing]


@pytest.fixture
def billing(qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path) -> Opened:
    """The screen of billing, before any part is chosen."""
    desk = desk_on(park_folder)
    screen = Billing(desk)
    screen.tabs.set_value("invoices")
    qtbot.addWidget(screen)
    screen.resize(1170, 740)
    with qtbot.waitExposed(screen):
        screen.show()
    qtbot.waitUntil(lambda: screen.month is not None, timeout=WAIT)
    return desk, screen


def told(widget: QWidget) -> list[str]:
    """Everything that labels and links of a widget say."""
    labels: list[Any] = [*widget.findChildren(QLabel), *widget.findChildren(QPushButton)]
    return [one.text() for one in labels]


def dialog_of(qtbot: QtBot, screen: Billing, kind: type) -> Any:
    """The form in the dialog that is open."""
    found: list[Any] = []

    def there() -> bool:
        dialogs: list[Any] = screen.findChildren(QDialog)
        found[:] = [form for one in dialogs if one.isVisible() for form in one.findChildren(kind)]
        return bool(found)

    qtbot.waitUntil(there, timeout=WAIT)
    found[0]._preview_pause.setInterval(1)
    found[0]._draft_pause.setInterval(1)
    return found[0]


def paper(desk: Desk, number: str) -> Document:
    """A document in the file."""
    assert desk._session is not None
    with desk._session.park.reading() as db:
        return documents.by_number(db, number)


def test_an_invoice_is_found_read_credited_by_line_and_the_note_printed(
    qtbot: QtBot, billing: Opened, tmp_path: Path
) -> None:
    desk, screen = billing
    part = screen.part("invoices")
    assert isinstance(part, Invoices)
    qtbot.waitUntil(lambda: part._facts is not None, timeout=WAIT)
    session = desk._session
    assert session is not None

    # the list filtered by state and by month is the list of the database
    part.show_thing("overdue")
    qtbot.waitUntil(lambda: part.table.model.settled and not desk.waiting, timeout=WAIT)
    with session.park.reading() as db:
        late = invoices.keys(db, sort="date", descending=True, day=session.today, state="overdue")
        rows = invoices.rows(db, late[:1], day=session.today)
    assert list(part.table.model.keys) == list(late)
    part.state.set_value("")
    screen.turn_to(Month(2026, 9))
    qtbot.waitUntil(lambda: part.when.value() == "month" and not desk.waiting, timeout=WAIT)
    with session.park.reading() as db:
        expected = invoices.keys(db, sort="date", descending=True, day=session.today, month=Month(2026, 9))
    qtbot.waitUntil(lambda: list(part.table.model.keys) == list(expected), timeout=WAIT)

    # a number from the palette brings it up, whatever is filtered, with what is left of it
    number = rows[0].number
    screen.show_thing(f"invoices:{number}")
    qtbot.waitUntil(lambda: part._facts is not None and part._facts.number == number, timeout=WAIT)
    qtbot.waitUntil(lambda: list(part.table.selected_keys()) == [late[0]], timeout=WAIT)
    before = paper(desk, number)
    said = told(part.panel)
    assert wording.rupees(before.total, paise=True) in said
    assert lakh(before.open) in said

    # Enter right after an arrow key is about the row that is selected, not the one that is still told beside it
    part.show_thing("open:" + rows[0].number)
    part.show_list()
    part.table.select([part.table.model.keys[0]])
    with session.park.reading() as db:
        newest = invoices.rows(db, part.table.model.keys[:1], day=session.today)[0].number
    part.open()
    qtbot.waitUntil(lambda: part.at_hand() == f"open:{newest}", timeout=WAIT)
    screen.show_thing(f"invoices:{number}")
    qtbot.waitUntil(lambda: part.at_hand() == f"open:{number}", timeout=WAIT)
    part.show_list()

    # Enter opens the paper that the command line would write
    qtbot.keyClick(part.table.view, Qt.Key.Key_Return)
    assert part.at_hand() == f"open:{number}"
    page = part._page
    assert page is not None
    qtbot.waitUntil(lambda: bool(page.preview.pdf), timeout=WAIT)
    assert number in pages.text_of(page.preview.pdf, 0)

    # credit by line: too much is refused beside its field, the draft stays, the note is seen before it is issued
    part.add()
    form = dialog_of(qtbot, screen, CreditForm)
    assert isinstance(form, CreditForm)
    form.what.set_value("lines")
    first = form.parts[0]
    first.set_text(str(before.lines[0].amount))  # in rupees: a hundred times too much
    form.reason.set_text("Room closed for repairs")
    form.save()
    slip = first.shown_slip()
    assert slip is not None
    assert "is left of this line" in slip.template
    assert paper(desk, number).open == before.open
    first.use_fix()
    assert first.value() == before.lines[0].amount
    first.set_text("1,000")
    form.keep_draft()
    qtbot.waitUntil(lambda: "−1,000.00" in told(form.view), timeout=WAIT)
    qtbot.waitUntil(lambda: not desk.busy, timeout=WAIT)
    assert [one.texts["line-1"] for one in drafts.every(session, "credit")] == ["1,000"]
    seen = told(form.view)
    with qtbot.waitSignal(desk.changed, timeout=WAIT) as heard:
        form.save()
    note = paper(desk, str(heard.args[0].told["number"]))
    assert (note.credits, note.lines[0].amount, note.reason) == (number, -100_000, "Room closed for repairs")
    assert wording.rupees(note.total, paise=True) in seen
    assert drafts.every(session, "credit") == []
    qtbot.waitUntil(lambda: part.at_hand() == f"open:{note.number}", timeout=WAIT)
    qtbot.waitUntil(lambda: "CREDIT NOTE" in pages.text_of(page.preview.pdf, 0), timeout=WAIT)
    with qtbot.waitSignal(desk.changed, timeout=WAIT) as heard:
        part.save_paper(str(tmp_path / "note.pdf"))
    assert (tmp_path / "note.pdf").read_bytes() == page.preview.pdf
    assert number in told(page.view)

    # the number of the FBR is typed once it comes, and is on its paper from then on
    part.change()
    fbr: Form = dialog_of(qtbot, screen, Form)
    fbr.save()
    slip = fbr.field("fbr_number").shown_slip()
    assert slip is not None
    assert "is missing" in slip.template
    fbr.field("fbr_number").set_text("7000001-0042")
    with qtbot.waitSignal(desk.changed, timeout=WAIT):
        fbr.save()
    qtbot.waitUntil(lambda: "7000001-0042" in pages.text_of(page.preview.pdf, 0), timeout=WAIT)
    assert "FBR number 7000001-0042" in told(page.view)


def test_ageing_leads_to_items_letters_and_the_late_fee_with_the_figures_of_the_reports(
    qtbot: QtBot, billing: Opened, tmp_path: Path
) -> None:
    desk, screen = billing
    session = desk._session
    assert session is not None
    gone: list[str] = []
    screen.show_part("ageing")
    part = screen.part("ageing")
    assert isinstance(part, Ageing)
    qtbot.waitUntil(lambda: part.table.model.settled and bool(part._rows), timeout=WAIT)
    with session.park.reading() as db:
        context = taking.context(session.park, db, session.clock())
        report = catalogue.kind("ageing").figures(context, Asked()).data
    rows = [{"tenant": one.code, "name": one.name, **ageing_json(one.ageing)} for one in part._rows.values()]
    assert rows == report["tenants"]
    part.who.set_value("overdue")
    qtbot.waitUntil(lambda: all(one.overdue for one in part._rows.values()), timeout=WAIT)
    late = list(part._rows.values())
    assert late

    # Enter: the items behind it, and from there the invoice
    qtbot.waitUntil(lambda: bool(part.chosen()), timeout=WAIT)
    qtbot.keyClick(part.table.view, Qt.Key.Key_Return)
    page = part._tenant
    assert page is not None
    qtbot.waitUntil(lambda: page.found is not None, timeout=WAIT)
    assert page.found is not None
    assert sum(one.open for one in page.found.items) == late[0].total
    assert part.at_hand() == late[0].code

    # a statement to this tenant alone, as the report prints it; back from it stand the items again
    part.statements()
    letters = part._letters
    assert letters is not None
    qtbot.waitUntil(lambda: letters.written is not None, timeout=WAIT)
    assert letters.written is not None
    assert letters.written.codes == (late[0].code,)
    text = pages.text_of(letters.preview.pdf, 0)
    assert "Statement of account" in text
    assert late[0].name in text
    assert lakh(late[0].total) in text
    qtbot.keyClick(letters, Qt.Key.Key_Escape)
    assert part.at_hand() == late[0].code

    # a reminder to this tenant, then to all in arrears, a file each
    part.reminders()
    qtbot.waitUntil(
        lambda: letters.written is not None and "Payment reminder" in pages.text_of(letters.preview.pdf, 0),
        timeout=WAIT,
    )
    assert letters.written.codes == (late[0].code,)
    letters.tone.set_value("final")
    qtbot.waitUntil(
        lambda: letters.written is not None and "Final reminder" in pages.text_of(letters.preview.pdf, 0),
        timeout=WAIT,
    )
    qtbot.keyClick(letters, Qt.Key.Key_Escape)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    part.statements()
    qtbot.waitUntil(
        lambda: letters.written is not None and letters.written.letters.codes is None, timeout=WAIT
    )
    open_ = [one["tenant"] for one in report["tenants"] if one["total"] != "0.00"]
    assert letters.written is not None
    assert list(letters.written.codes) == open_
    assert letters.written.total == sum(one.ageing.total for one in part._rows.values())
    with qtbot.waitSignal(desk.changed, timeout=WAIT):
        letters.write_each(str(tmp_path))
    (folder,) = (one for one in tmp_path.iterdir() if "statements" in one.name)
    assert len(list(folder.glob("*.pdf"))) == len(open_)
    letters.left.emit()

    # the late fee: who, how much, as the run itself would charge; then one act
    part.late_fee()
    form = dialog_of(qtbot, screen, FeeForm)
    form.rate.set_text("2")
    qtbot.waitUntil(lambda: "2 %" in form.rule.text() and form.table.model.settled, timeout=WAIT)
    charged = [
        one.fee.amount
        for one in form.table.model.listing.rows(None, form.table.model.keys, day=session.today)
    ]
    screen.go.connect(lambda _screen, thing: gone.append(thing))
    with qtbot.waitSignal(desk.changed, timeout=WAIT):
        form.save()
    with session.park.reading() as db:
        assert settings.load(db).late_fee_pct == 20_000
    assert screen.month is not None
    run = preview_run(session, screen.month).run
    fees = [line.amount for draft in run.drafts for line in draft.lines if line.kind == "late_fee"]
    assert sorted(charged) == sorted(fees)
    assert fees


def test_a_line_tells_what_its_quantity_counts() -> None:
    power = papers.rent(2, head="electricity", quantity="7200.5", rate="31.5900", kind="usage")
    seats = papers.rent(3, description="Rent, 5 seats, A-103", quantity="5", rate="5500.00")
    fuel = papers.rent(4, head="electricity", quantity="185.2", rate="-0.8800", kind="adjustment")
    told = [invoice_words.line(one).below for one in (papers.rent(1), power, seats, fuel)]
    expected = ["1,000 sq ft at 90", "7,200.5 kWh at 31.59", "5 seats at 5,500", "185.2 kWh at −0.88"]
    assert [one.split(", 1 to")[0] for one in told] == expected
