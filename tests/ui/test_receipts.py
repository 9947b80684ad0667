"""Receipts typed one after the other, refused where they cannot be, reversed; never another allocation than was shown."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from stpdesk.actions.receipt_entry import Typed, foresee
from stpdesk.actions.session import Session
from stpdesk.core.changes import Changes
from stpdesk.core.money import lakh, rupees
from stpdesk.core.months import Month
from stpdesk.db import advances, drafts, receipts
from stpdesk.db.lists import receipts as receipt_list
from stpdesk.ui.accounts.receipt_form import ReceiptForm
from stpdesk.ui.accounts.receipt_listing import sums
from stpdesk.ui.accounts.receipt_part import Receipts
from stpdesk.ui.desk import Desk
from stpdesk.ui.forms.dialogs import FormDialog
from tests.closing import close_month
from tests.ui.receipts_park import OPEN, WAIT, WITHHOLDS, opened, owing, press, rest, said_by, saved, type_in
from tests.ui.shell import nameless

Enter = Qt.Key.Key_Return


def begun(qtbot: QtBot, desk: Desk, at_once: str = "") -> tuple[Receipts, ReceiptForm]:
    """The form, on a park in which something is to be paid; `at_once` is typed before anything was read."""
    assert desk._session is not None
    owing(desk._session)
    part = opened(qtbot, desk, "receipts").current()
    assert isinstance(part, Receipts)
    part.add()
    if at_once:
        assert not part.entering().form.tenant.items()
        type_in(qtbot, at_once)
        press(qtbot, Enter)
        press(qtbot, Qt.Key.Key_Tab)
        type_in(qtbot, "100")
    rest(qtbot, desk)
    form = part.entering().form
    form._preview_pause.setInterval(1)
    form._draft_pause.setInterval(1)
    return part, form


def test_ten_receipts_are_typed_by_keyboard_alone_as_the_command_line_would_record_them(
    qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path
) -> None:
    desk = desk_on(park_folder)
    part, form = begun(qtbot, desk)
    twin = Path(shutil.copytree(park_folder, park_folder.with_name("twin")))
    assert QApplication.focusWidget() is form.tenant.edit

    type_in(qtbot, WITHHOLDS.lower())
    press(qtbot, Enter)
    rest(qtbot, desk)
    assert QApplication.focusWidget() is form.cash.edit
    assert form.seen is not None
    entry = form.seen.entry
    assert entry.income_tax > 0
    assert (form.cash.value(), form.income.value()) == (OPEN - entry.income_tax, entry.income_tax)
    shown = [(one.item.ref, one.amount) for one in form.seen.lines if one.amount]
    assert desk._session is not None
    for cash, tax in ((OPEN, 0), (OPEN + 700, 0), (OPEN - 1, entry.income_tax)):
        paid = foresee(desk._session, Typed(WITHHOLDS, cash=cash))
        assert paid.entry.income_tax == tax, "who pays all of it in cash kept no tax back"
        assert tax or paid.advance == cash - OPEN
    press(qtbot, Enter)
    rest(qtbot, desk)
    assert QApplication.focusWidget() is form.tenant.edit
    words = ("--tenant", WITHHOLDS, "--date", "2026-11-02", "--cash", rupees(entry.cash), "--income-tax",
             rupees(entry.income_tax), "--method", "cheque")  # fmt: skip
    told = said_by(twin, "receipt", *words)
    made = saved(desk, lambda db: receipts.every(db)[-1])
    assert part.entering().about._whole.endswith("is saved.")  # one is no sum
    assert told["receipt"] == made.number
    assert told["allocations"] == [{"invoice": ref, "amount": rupees(amount)} for ref, amount in shown]
    assert [
        (one.ref, one.amount) for one in saved(desk, lambda db: advances.settled_by(db, made.id))
    ] == shown

    for place in range(1, 10):  # letters of the code, Enter, Enter: without waiting for anything
        type_in(qtbot, f"t0{place}")
        press(qtbot, Enter)
        press(qtbot, Enter)
    qtbot.waitUntil(lambda: len(part.entering()._entered) == 10, timeout=WAIT)
    rest(qtbot, desk)
    last = saved(desk, receipts.every)[-9:]
    assert [one.cash for one in last] == [100_000 * place for place in range(1, 10)]
    assert [one.method for one in last] == ["cheque"] * 9
    pile, withheld = lakh(entry.cash + 45 * 100_000), lakh(entry.income_tax)
    assert part.entering().about._whole.endswith(f"10 entered, {pile} and {withheld} tax withheld in all.")
    assert not nameless(part)

    type_in(qtbot, "t10")  # more than is open: withheld as typed, one line adjusted, the rest in advance
    press(qtbot, Enter)
    type_in(qtbot, "50k")
    rest(qtbot, desk)
    form.method.set_value("transfer")
    form.reference.set_text("FT 77")
    form.lines.focus_here()
    type_in(qtbot, "4")
    type_in(qtbot, "000")
    press(qtbot, Enter)
    rest(qtbot, desk)
    assert form.lines.value() == ("opening 2026-10-11=4000.00",)
    assert form.seen is not None
    assert [one.amount for one in form.seen.lines] == [400_000]
    assert form.rest.text().startswith("46,000.00 stays as an advance")
    press(qtbot, Enter, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, desk)
    made = saved(desk, lambda db: receipts.every(db)[-1])
    assert (made.cash, made.method, made.named) == (5_000_000, "transfer FT 77", "opening 2026-10-11=4000.00")
    assert [one.amount for one in saved(desk, lambda db: advances.settled_by(db, made.id))] == [400_000]

    press(qtbot, Qt.Key.Key_Escape)
    rest(qtbot, desk)
    assert not part.is_typing()
    assert part.facts is not None
    assert part.facts.row.number == made.number
    part.reverse()
    reversal(qtbot, desk, part, made)


def reversal(qtbot: QtBot, desk: Desk, part: Receipts, made: receipts.Receipt) -> None:
    """What it undoes is told before; the day is refused beside its field; then it is reversed."""
    dialog = next(one for one in part.window().findChildren(QDialog) if one.isVisible())
    assert isinstance(dialog, FormDialog)
    told = " ".join(one.text() for one in dialog.findChildren(type(part.entering().form.rest)))
    assert "4,000.00 is open again" in told
    assert "Its advance of 46,000.00 is gone" in told
    form = dialog.form
    form.field("reason").set_text("returned unpaid")
    for typed, sentence in (
        ("1/10/2026", "cannot be reversed before that"),
        ("1/12/2026", "lies in the future"),
    ):
        form.field("date").set_text(typed)
        form.save()
        rest(qtbot, desk)
        assert sentence in str(form.field("date").shown_slip())
    form.field("date").set_text("2/11/2026")
    form.save()
    rest(qtbot, desk)
    now = saved(desk, lambda db: receipts.by_number(db, made.number))
    assert (now.reversed_on, now.reversal_reason) == (date(2026, 11, 2), "returned unpaid")
    alone = saved(desk, lambda db: receipt_list.totals(db, text=made.number))
    assert sums(alone) == ("1 receipt, reversed", *[None] * 11), "it counts for nothing: not as 0.00 either"
    assert saved(desk, lambda db: advances.settled_by(db, made.id)) == []


def test_what_is_foreseen_after_the_receipt_is_saved_changes_nothing_of_what_is_told_of_it(
    qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path
) -> None:
    desk = desk_on(park_folder)
    part, form = begun(qtbot, desk)
    save, heard = form._act, form._heard
    written, told = threading.Event(), threading.Event()
    answers: list[object] = []

    def slow(session: Session, values: dict[str, Any]) -> Changes:
        changes = save(session, values)
        written.set()
        assert told.wait(WAIT / 1000)
        return changes

    def seen(tell: Callable[[Any], None], answer: object) -> None:
        heard(tell, answer)
        answers.append(answer)

    type_in(qtbot, "t03")
    press(qtbot, Enter)
    rest(qtbot, desk)
    form._act, form._heard = slow, seen  # type: ignore[method-assign]  # the true ones, made to meet in the worst order
    press(qtbot, Enter)
    qtbot.waitUntil(written.is_set, timeout=WAIT)
    form.foresee_again()
    qtbot.waitUntil(lambda: bool(answers), timeout=WAIT)
    assert form.cash.value() == 300_000, "T03 owes nothing any more, but what was received was received"
    told.set()
    rest(qtbot, desk)
    assert saved(desk, receipts.every)[-1].cash == 300_000
    assert "3,000.00 of T03 is saved" in part.entering().about._whole


def test_what_is_refused_stands_beside_its_field_and_stays_as_a_draft(
    qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path
) -> None:
    desk = desk_on(park_folder)
    _, form = begun(qtbot, desk)
    desk.act(form, lambda session: close_month(session, Month(2026, 9)))
    rest(qtbot, desk)
    before = len(saved(desk, receipts.every))

    def refused(name: str, sentence: str, **typed: str) -> None:
        form._forget_draft()
        rest(qtbot, desk)
        form.begin("T01")
        rest(qtbot, desk)
        for field, text in typed.items():
            form.field(field).focus_here()
            form.field(field).set_text(text)
            if field in {"cash", "income_tax", "sales_tax"}:
                form.own.put(field, True)
        form.save()
        rest(qtbot, desk)
        assert sentence in str(form.field(name).shown_slip()), (name, sentence)
        assert len(saved(desk, receipts.every)) == before
        kept = saved(desk, lambda db: drafts.every(db, "receipt"))
        assert kept[0].texts == form.texts()
        paid = sum(one.line.amount for one in form.lines._rows)
        assert (paid == 0) is (name != "date" or "income_tax" in typed), "a wrong amount settles nothing"
        assert "Saving numbers" not in form.footer.words.text()

    refused("tenant", "There is no tenant", tenant="Nobody")
    refused("date", "lies in the future", date="5/11/2026")
    refused("date", "is closed; reopen it", date="5/9/2026")
    refused("cash", "cannot be negative", cash="-5")
    refused("income_tax", "would be withheld, but only 1,000.00 is open", income_tax="2000", cash="10")
    refused("cash", "needs an amount", cash="0")
    refused(
        "date", "lies in the future", date="5/11/2026", income_tax="2000", cash="10"
    )  # both are said at once
    assert "would be withheld" in str(form.income.shown_slip())

    form._forget_draft()
    rest(qtbot, desk)
    form.begin("T01")
    rest(qtbot, desk)
    form.lines.set_text(json.dumps({"opening 2026-10-11": "2000"}))
    form.save()
    rest(qtbot, desk)
    assert "Only 1,000.00 of the opening balance is open" in form.footer.words.text()
    assert next(iter(form.lines.grid.model.edits.faults.values())) in form.footer.words.text()
    form.own.put("cash", True)
    form.cash.set_text("500")
    form.lines.set_text(json.dumps({"opening 2026-10-11": "600"}))
    form.save()
    rest(qtbot, desk)
    assert "The lines add up to 600.00, but the receipt is worth 500.00." in form.footer.words.text()
    assert len(saved(desk, receipts.every)) == before


def test_what_is_discarded_does_not_come_back_and_what_is_wrong_is_typed_over(
    qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_on(park_folder)
    part, form = begun(qtbot, desk, at_once="t02")
    assert (form.tenant.value(), form.income.value()) == ("T02", 10_000), (
        "typed before it was there, not lost"
    )
    form.begin("T01")
    rest(qtbot, desk)
    form.income.edit.setText("15%")
    form.save()
    rest(qtbot, desk)
    assert form.income.edit.hasSelectedText(), "what is typed next replaces what could not be read"
    form.tenant.edit.setText("Nobody at all of that name")
    form.tenant.touch()
    assert form.area.horizontalScrollBar().maximum() == 0, "a proposal pushes nothing out of sight"
    monkeypatch.setattr(form, "_may_lose", lambda: True)
    form.cancel()
    rest(qtbot, desk)
    part.add()
    rest(qtbot, desk)
    assert form.tenant.text() == form.income.text() == ""
    told = form.lines.grid.model.listing.empty
    assert told.startswith("Choose a tenant"), "without one nothing is said of what is open"
