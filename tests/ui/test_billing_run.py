"""The month's run on screen: looked through, issued by one key, printed; one-off charges beside it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from stpdesk.actions import drafts
from stpdesk.actions.closing import close_month
from stpdesk.actions.importing import import_rows
from stpdesk.actions.readings import FORM, grid, save_readings
from stpdesk.actions.run_review import ToIssue
from stpdesk.actions.session import Session
from stpdesk.cli.billing import bill
from stpdesk.core.changes import Changes
from stpdesk.core.lines import Line as BilledLine
from stpdesk.core.money import E4, ONE
from stpdesk.core.months import Month
from stpdesk.core.reading_grid import TypedReading
from stpdesk.core.unlikely import SLIP
from stpdesk.db import one_offs, terms
from stpdesk.ui import wording
from stpdesk.ui.billing import places
from stpdesk.ui.billing.charge import ChargeRow, Charges
from stpdesk.ui.billing.run import Run
from stpdesk.ui.billing.run_beside import ChangedDialog
from stpdesk.ui.billing.run_listing import ISSUED, READY, WAITS, RunRow, summed
from stpdesk.ui.billing.run_paper import RunPaper
from stpdesk.ui.billing.screen import Billing
from stpdesk.ui.desk import Desk
from stpdesk.ui.forms.dialogs import Question
from stpdesk.ui.forms.form import Form
from stpdesk.ui.sentences import isolated
from tests.ui.conftest import PASSWORD, USER

WAIT = 20_000
NOVEMBER = Month(2026, 11)
EARLY = Month(2027, 2)
SINCE = date(2026, 10, 1)


def opened(qtbot: QtBot, desk: Desk, thing: str) -> Billing:
    """The screen at a part, once the part is read."""
    screen = Billing(desk)
    qtbot.addWidget(screen)
    screen.resize(1170, 740)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.activateWindow()
    screen.show_thing(thing)
    return screen


def run_of(qtbot: QtBot, screen: Billing, month: Month) -> Run:
    """The run of a month, once its rows are there."""
    part = screen.part("run")
    assert isinstance(part, Run)
    qtbot.waitUntil(
        lambda: part.found is not None and part.found.month == month and part.panel.paper is not None,
        timeout=WAIT,
    )
    return part


def told(widget: Any) -> list[str]:
    """Every label of a widget."""
    return [one.text() for one in widget.findChildren(QLabel) if not one.isHidden()]


def test_the_run_is_looked_through_issued_by_one_key_and_printed(
    qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STPDESK_PASSWORD", PASSWORD)
    desk = desk_on(park_folder)
    screen = opened(qtbot, desk, f"run:{NOVEMBER}")
    part = run_of(qtbot, screen, NOVEMBER)
    QAbstractItemModelTester(part.table.model)

    # every figure is that of the command line's JSON
    options = Namespace(
        park=park_folder,
        user=USER,
        password_file=None,
        month=str(NOVEMBER),
        preview=True,
        catch_up=False,
        wait=False,
    )
    seen: dict[str, Any] = dict(bill(options).data)
    by_code = {one["tenant"]: one for one in seen["invoices"]}
    assert {one.code for one in part.rows} == set(by_code)
    for one in part.rows:
        theirs = by_code[one.code]
        figures = (one.subtotal, one.subsidy, one.tax, one.total)
        assert tuple(f"{amount / 100:.2f}" for amount in figures) == tuple(
            theirs[name] for name in ("subtotal", "subsidy", "tax_total", "total")
        )
        assert one.lines == sum(line["scheme"] is None for line in theirs["lines"])
    paper = part.panel.paper
    assert paper is not None
    assert [f"{line.amount / 100:.2f}" for line in paper.lines] == [
        line["amount"] for line in by_code[paper.code]["lines"]
    ]
    assert wording.rupees(paper.total, paise=True) in told(part.panel)

    nameless = [
        one.objectName() or one.parentWidget()
        for one in part.findChildren(QPushButton)
        if one.isVisible() and not one.accessibleName()
    ]
    assert nameless == []

    # who waits for a reading stays, unless billed without it
    waiting = {row["tenant"] for row in seen["waiting"]}
    assert {one.code for one in part.rows if one.state == WAITS} == waiting != set()
    ready = [one for one in part.rows if one.state == READY]
    options.wait = True
    assert {one["tenant"] for one in bill(options).data["invoices"]} == {one.code for one in ready}
    assert part.issue_button.text() == f"Issue {len(ready)} invoices"
    assert part.does.text().startswith("Issuing numbers them GLT/INV/2026-27/")
    part.table.select([next(one.key for one in part.rows if one.state == WAITS)])
    qtbot.waitUntil(lambda: part.panel.paper is not None and bool(part.panel.paper.waits), timeout=WAIT)
    qtbot.mouseClick(part.panel.without_button, Qt.MouseButton.LeftButton)
    assert sum(one.state == WAITS for one in part.rows) == len(waiting) - 1
    qtbot.mouseClick(part.panel.without_button, Qt.MouseButton.LeftButton)
    assert sum(one.state == WAITS for one in part.rows) == len(waiting)

    # a reading that is typed and not saved is told of; with little height the notices are one button
    chosen, found = part.chosen(), part.found
    assert chosen is not None and found is not None
    meter = next(one.meter.id for one in found.unread if one.tenant_id == chosen.tenant_id)
    desk.act(part, lambda session: _typed(session, meter))
    part.hide()
    part.show()
    qtbot.waitUntil(lambda: "typed and not saved" in str(part.panel.paper), timeout=WAIT)
    assert part.notices.isVisible() and not part.notices.folded.isVisible()
    part.notices.give_way(True)
    assert part.notices.folded.isVisible() and not part.notices.isVisible()
    part.notices.give_way(False)

    # a use far from usual is marked in its row, told in the panel and above; more than SLIP times is asked about, as F1 says
    assert SLIP == 5 and any(
        "more than five times the usual is asked about" in one.help for one in places.PLACES
    )
    far = _slipped(qtbot, desk, part)
    assert "× usual, " in far.why and part.panel.paper is not None
    (words,) = part.panel.paper.unlikely
    assert "units, where " in words and part.panel.reading_button.isVisible()
    qtbot.waitUntil(lambda: words in told(part.panel), timeout=WAIT)
    assert f"{isolated(far.name)} ({far.why})" in [one.words for one in part.notices._notices]
    part.table.finder.line.setText(far.name)
    qtbot.waitUntil(lambda: len(part.table.model.keys) == 1, timeout=WAIT)
    waits = sum(one.state == WAITS for one in part.rows)
    waiting_rows = [one for one in part.rows if one.state == WAITS]
    assert (summed(waiting_rows).state, summed(waiting_rows).count) == (WAITS, waits)  # not “0 issued”
    ready = [one for one in part.rows if one.state == READY]
    of = f"1 of {len(ready) + waits} shown; {len(ready)} ready to issue"
    qtbot.waitUntil(lambda: of in part.table.totals.in_words(), timeout=WAIT)
    assert part.issue_button.text() == f"Issue all {len(ready)}"
    part.table.finder.line.clear()
    asked: list[str] = []

    def answered(do: Callable[[Question], None]) -> None:
        ticks = QTimer(part, interval=10)

        def look() -> None:
            shown = next((one for one in part.window().findChildren(Question) if one.isVisible()), None)
            if shown is not None:
                ticks.stop()
                asked.extend(one.text() for one in shown.findChildren(QLabel))
                do(shown)

        ticks.timeout.connect(look)
        ticks.start()

    qtbot.waitUntil(part.issue_button.isEnabled, timeout=WAIT)
    answered(lambda shown: qtbot.keyClick(shown, Qt.Key.Key_Return))  # Enter is the safe answer
    part.issue()
    assert asked[0] == "1 tenant is billed for many times the usual use" and far.name in asked[1]
    assert not part.acts.issuing and part.issue_button.isEnabled()

    # Ctrl+P shows what would be printed
    qtbot.waitUntil(lambda: not desk.waiting, timeout=WAIT)
    part.print_paper()
    shown = part.acts.paper
    assert isinstance(shown, RunPaper)
    qtbot.waitUntil(lambda: shown.made is not None, timeout=120_000)
    assert shown.made is not None and len(shown.made.sizes) >= len(ready)
    shown.reject()

    # Ctrl+Enter issues all of it in one act
    part.table.setFocus()
    qtbot.waitUntil(part.issue_button.isEnabled, timeout=WAIT)
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow, timeout=WAIT)
    answered(lambda shown: shown.buttons["issue"].click())
    with qtbot.waitSignal(desk.changed, timeout=WAIT) as heard:
        qtbot.keyClick(part.table.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert heard.args is not None and heard.args[0].told["issued"] == len(ready)
    qtbot.waitUntil(lambda: sum(one.state == ISSUED for one in part.rows) == len(ready), timeout=WAIT)
    issued = {one.code: one for one in part.rows if one.state == ISSUED}
    assert {code: one.total for code, one in issued.items()} == {one.code: one.total for one in ready}
    assert [one.total for one in part.rows if one.state == WAITS] == [
        one.total for one in part.rows if one.code in waiting
    ]
    assert part.print_button.isVisible() and not part.issue_button.isVisible()
    part.table.select([next(iter(issued.values())).key])
    qtbot.waitUntil(
        lambda: part.panel.paper is not None and part.panel.paper.number is not None, timeout=WAIT
    )

    # what waits can follow without its readings, numbered after the others
    waits = len(part.rows) - len(issued)
    qtbot.mouseClick(part.notices.buttons[0], Qt.MouseButton.LeftButton)
    assert part.issue_button.isEnabled() and sum(one.state == READY for one in part.rows) == waits
    assert part.telling is not None
    asked.clear()
    answered(lambda shown: qtbot.keyClick(shown.focusWidget(), Qt.Key.Key_Escape))
    part.issue()
    assert not part.acts.issuing, "Esc goes back"
    total = wording.rupees(sum(one.total for one in part.rows if one.state == READY))
    assert f"of Rs {total} for November 2026?" in asked[0] and asked[0].startswith(f"Issue {waits} ")
    assert part.telling.numbers() in asked[1] and "dated 1 Nov 2026 and due" in asked[1]
    answered(lambda shown: qtbot.keyClick(shown.focusWidget(), Qt.Key.Key_Return))  # Enter issues
    with qtbot.waitSignal(desk.changed, timeout=WAIT):
        part.issue()
    qtbot.waitUntil(lambda: all(one.state == ISSUED for one in part.rows), timeout=WAIT)
    assert len({one.number for one in part.rows}) == len(part.rows)

    # a closed month says so, and how it is opened again
    with qtbot.waitSignal(desk.changed, timeout=WAIT):
        desk.act(part, lambda session: close_month(session, Month(2026, 6), lambda _db, _closing: ()))
    screen.turn_to(Month(2026, 6))
    qtbot.waitUntil(lambda: part.found is not None and part.found.month == Month(2026, 6), timeout=WAIT)
    assert [one.text() for one in part.notices.buttons] == ["Reopen…"]
    assert not part.issue_button.isEnabled() and all(one.state == ISSUED for one in part.rows)


def _slipped(qtbot: QtBot, desk: Desk, part: Run) -> RunRow:
    """A ready tenant's last reading had a digit too many; its row, selected."""
    found = part.found
    assert found is not None
    before = next(one for one in part.rows if one.state == READY and any(_metered(one)))
    (line, *_) = sorted(_metered(before), key=lambda one: one.last, reverse=True)

    def slip(session: Session) -> Changes:
        month = Month.of(line.last)
        row = next(one for one in grid(session, month).rows if one.taken and one.taken.id == line.reading_id)
        assert row.taken is not None
        typed = TypedReading(E4(row.taken.value + 5_000 * ONE), row.taken.date)
        return save_readings(session, month, {row.meter.code: typed})

    desk.act(part, slip)
    qtbot.waitUntil(lambda: any(one.unlikely for one in part.rows), timeout=WAIT)
    (far,) = (one for one in part.rows if one.unlikely)
    assert far.code == before.code
    part.table.select([far.key])
    qtbot.waitUntil(lambda: part.panel.paper is not None and bool(part.panel.paper.unlikely), timeout=WAIT)
    return far


def _metered(one: RunRow) -> list[BilledLine]:
    """The lines of use of a document that is not issued."""
    return (
        [line for line in one.of.draft.lines if line.kind == "usage"] if isinstance(one.of, ToIssue) else []
    )


def _typed(session: Session, meter: str) -> Changes:
    """A reading is typed in October's grid and left there."""
    drafts.save(session, FORM, "2026-10", {f"{meter} reading": "5"})
    return Changes()


def test_a_charge_is_entered_changed_and_taken_out_until_it_is_billed(
    qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_on(park_folder)
    screen = opened(qtbot, desk, f"run:{NOVEMBER}")
    qtbot.waitUntil(lambda: screen.month == NOVEMBER, timeout=WAIT)
    screen.show_thing("charges:new:run:T03")
    part = screen.part("charges")
    assert isinstance(part, Charges)

    def form() -> Form:
        qtbot.waitUntil(lambda: any(one.isVisible() for one in screen.findChildren(QDialog)), timeout=WAIT)
        dialog = next(one for one in screen.findChildren(QDialog) if one.isVisible())
        found = dialog.findChildren(Form)[0]
        found._preview_pause.setInterval(1)
        return found

    def kept() -> list[tuple[str, int]]:
        assert desk._session is not None
        with desk._session.park.reading() as db:
            return [
                (one.description or "", one.amount)
                for one in one_offs.listed(db, NOVEMBER)
                if one.head == "repair"
            ]

    # asked for from a run, it begins with the last day that run bills, and says so
    typed = form()
    assert typed.field("tenant").value() == "T03" and typed.field("date").value() == NOVEMBER.first
    qtbot.waitUntil(lambda: "The run of November" in typed.footer.words.text(), timeout=WAIT)

    # refused beside its field, with what was typed still there
    typed.field("head").set_value("late_fee")
    typed.field("description").set_value("Door lock")
    typed.field("amount").set_text("1,250")
    typed.save()
    qtbot.waitUntil(lambda: typed.field("head").shown_slip() is not None, timeout=WAIT)
    assert (
        "late_fee" in str(typed.field("head").shown_slip())
        and typed.field("description").value() == "Door lock"
    )
    typed.field("head").set_value("repair")
    qtbot.waitUntil(lambda: "The run of " in typed.footer.words.text(), timeout=WAIT)
    with qtbot.waitSignal(desk.changed, timeout=WAIT):
        typed.save()
    qtbot.waitUntil(lambda: any(row.one.head == "repair" for row in part.records), timeout=WAIT)
    assert kept() == [("Door lock", 125_000)]

    # changed, then billed: it stays as it is and says what to do
    row = next(row for row in part.records if row.one.head == "repair")
    qtbot.waitUntil(lambda: row.key in part.table.model.keys, timeout=WAIT)
    part.table.select([row.key])
    part.open()
    typed = form()
    typed.field("amount").set_text("2,000")
    with qtbot.waitSignal(desk.changed, timeout=WAIT):
        typed.save()
    qtbot.waitUntil(lambda: any(row.one.amount == 200_000 for row in part.records), timeout=WAIT)
    assert kept() == [("Door lock", 200_000)]
    asked: list[str] = []

    def answer(_parent: object, title: str, *_words: object) -> str | None:
        asked.append(title)
        return "go" if title.endswith("?") else None

    monkeypatch.setattr("stpdesk.ui.forms.dialogs.ask", answer)
    with qtbot.waitSignal(desk.changed, timeout=WAIT):
        part.remove()
    qtbot.waitUntil(lambda: not any(row.one.head == "repair" for row in part.records), timeout=WAIT)
    assert asked == ["Take out the charge?"] and kept() == []

    def billed() -> ChargeRow | None:
        return next((row for row in part.records if row.one.invoice is not None), None)

    month = Month(2026, 10)
    while billed() is None and month > Month(2026, 5):
        month += -1
        screen.turn_to(month)
        qtbot.waitUntil(lambda: not desk.waiting, timeout=WAIT)
    one = billed()
    assert one is not None
    qtbot.waitUntil(lambda: one.key in part.table.model.keys, timeout=WAIT)
    part.table.select([one.key])
    part.remove()
    part.open()
    assert asked[1:] == ["This charge is billed", "This charge is billed"]


def test_missing_months_are_caught_up_and_what_changed_since_is_settled(
    qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_on(park_folder)
    part = run_of(qtbot, opened(qtbot, desk, f"run:{NOVEMBER}"), NOVEMBER)
    assert part.found is not None and part.found.missing == (Month(2026, 10),)
    monkeypatch.setattr("stpdesk.ui.forms.dialogs.ask", lambda *_words, **_more: "go")
    with qtbot.waitSignal(desk.changed, timeout=WAIT) as heard:
        part.acts.catch_up()
    assert heard.args is not None
    assert [str(one.run.month) for one in heard.args[0].told["results"]] == ["2026-10", "2026-11"]
    qtbot.waitUntil(lambda: part.found is not None and part.found.missing == (), timeout=WAIT)

    def dearer(session: Session) -> Changes:
        with session.park.reading() as db:
            lease = next(one for one in terms.leases(db, terms.units(db)) if one.starts < SINCE <= one.last)
        import_rows(session, {}, {"Rates": [{"lease": lease.code, "from": SINCE, "rate": lease.rate * 2}]})
        return Changes({"leases"})

    desk.act(part, dearer)
    qtbot.waitUntil(lambda: len(part.acts.changed) > 0, timeout=WAIT)
    found = len(part.acts.changed)
    assert part.changed_link.text() == f"Changed since billed ({found})"
    monkeypatch.setattr("stpdesk.ui.billing.run_beside.reason", lambda *_words, **_more: "agreed late")
    part.acts.show_changed()
    dialog = next(one for one in part.window().findChildren(ChangedDialog) if one.isVisible())
    qtbot.waitUntil(dialog.settle.isEnabled, timeout=WAIT)
    assert dialog.settle.text() == "Enter charge…"
    with qtbot.waitSignal(desk.changed, timeout=WAIT):
        dialog.act()
    qtbot.waitUntil(lambda: len(part.acts.changed) == found - 1, timeout=WAIT)

    # a month that has not begun is looked at; issuing it is asked about, and anything but its own word is no
    titles: list[str] = []

    def no(_parent: object, title: str, *_words: object, **more: object) -> str:
        titles.append(title)
        assert more["careful"]
        return "go"

    monkeypatch.setattr("stpdesk.ui.forms.dialogs.ask", no)
    part.home.turn_to(EARLY)
    qtbot.waitUntil(lambda: part.found is not None and part.found.month == EARLY, timeout=WAIT)
    qtbot.waitUntil(part.issue_button.isEnabled, timeout=WAIT)
    assert part.does.text().startswith(
        "February 2027 has not begun: nothing need be issued before 1 Feb 2027."
    )
    part.issue()
    assert len(titles) == 1 and not part.acts.issuing
