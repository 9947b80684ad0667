"""The screen of the reports: what is shown is what the command line writes, saves and batches, refusals in its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stpdesk.actions.closing import close_month, reopen_month
from stpdesk.core.frozen import PDF, XLSX
from stpdesk.core.months import Month
from stpdesk.db import frozen
from stpdesk.reports import catalogue, freezing, taking
from stpdesk.reports.asked import Asked
from stpdesk.reports.catalogue import KINDS
from stpdesk.ui.desk import Desk
from stpdesk.ui.papers import pages
from stpdesk.ui.park_export import Writing
from stpdesk.ui.reports.offers import offers
from stpdesk.ui.reports.screen import Reports

OCTOBER = Month(2026, 10)
WAIT = 120_000
Opened = tuple[Desk, Reports]


@pytest.fixture
def reports(qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path) -> Opened:
    """The screen with its first paper."""
    desk = desk_on(park_folder)
    screen = Reports(desk)
    qtbot.addWidget(screen)
    screen.resize(1170, 700)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.activateWindow()
    screen.setFocus()
    shown(qtbot, screen)
    return desk, screen


def shown(qtbot: QtBot, screen: Reports) -> None:
    """Waits for the paper, or the sentence in its place."""
    qtbot.waitUntil(lambda: screen.made is not None or bool(screen.preview.said), timeout=WAIT)


def choose(qtbot: QtBot, screen: Reports, thing: str) -> str:
    """Another kind; the words of its first page, or the sentence."""
    screen.show_thing(thing)
    shown(qtbot, screen)
    return pages.text_of(screen.preview.pdf, 0) if screen.made else screen.preview.said


def test_every_kind_of_the_catalogue_is_offered_once() -> None:
    names = [one.name for one in offers()]
    assert sorted(names) == sorted([*KINDS, "invoice"])


def test_the_paper_shown_and_saved_is_the_one_the_command_line_makes(
    qtbot: QtBot, reports: Opened, tmp_path: Path
) -> None:
    desk, screen = reports
    assert screen.made is not None
    assert screen.made.wanted.asked == Asked(month=OCTOBER)
    assert screen.told.text() == "The month is not closed yet; figures may still change."
    assert desk._session is not None
    with desk._session.park.reading() as db:
        context = taking.context(desk._session.park, db, desk._session.clock(), OCTOBER)
        expected = taking.taken(context, catalogue.kind("monthly"), Asked(month=OCTOBER)).made(PDF)
    assert screen.preview.pdf == expected
    with qtbot.waitSignal(desk.changed, timeout=WAIT) as heard:
        screen.save_pdf(str(tmp_path / "October"))
    assert heard.args[0].told["said"] == "Saved as October.pdf."
    assert (tmp_path / "October.pdf").read_bytes() == expected
    choose(qtbot, screen, "rent-roll")
    with qtbot.waitSignal(desk.changed, timeout=WAIT):
        screen.save_excel(str(tmp_path / "roll.xlsx"))
    assert load_workbook(tmp_path / "roll.xlsx", read_only=True).sheetnames


def test_kinds_are_chosen_by_keys_and_each_keeps_what_was_told(qtbot: QtBot, reports: Opened) -> None:
    _, screen = reports
    assert QApplication.focusWidget() is screen.kinds
    qtbot.keyClicks(screen.kinds, "rent")
    assert screen.at_hand() == "rent-roll"
    qtbot.keyClicks(screen.kinds, "x")
    screen.kinds._forget()
    qtbot.keyClicks(screen.kinds, "PSEB")
    assert screen.at_hand() == "monthly"
    screen.asking.month.set_text("Sep 2026")
    qtbot.waitUntil(
        lambda: screen.made is not None and screen.made.wanted.asked.month == Month(2026, 9), timeout=WAIT
    )
    qtbot.keyClick(screen.kinds, Qt.Key.Key_Down)
    assert screen.at_hand() == "invoices"
    shown(qtbot, screen)
    assert screen.made is not None
    assert screen.made.wanted.asked.month == OCTOBER
    assert screen.each.isVisible()
    qtbot.keyClick(screen.kinds, Qt.Key.Key_Up)
    assert screen.asking.month.value() == Month(2026, 9)
    for key, name in ((Qt.Key.Key_End, "lease-schedule"), (Qt.Key.Key_Home, "monthly")):
        qtbot.keyClick(screen.kinds, key)
        assert screen.at_hand() == name


def test_what_is_missing_or_refused_is_a_sentence_in_place_of_the_paper(
    qtbot: QtBot, reports: Opened
) -> None:
    _, screen = reports
    choose(qtbot, screen, "deposit")
    screen.asking.tenant.set_text("")
    screen.make()
    assert screen.preview.said == "Choose the tenant whose paper it is."
    assert not screen.paper.isEnabled()
    screen.asking.tenant.set_text("nobody")
    screen.make()
    assert screen.preview.said == "There is no tenant “nobody”."
    assert choose(qtbot, screen, "receipt:GLT/RCT/none").startswith("There is no receipt")
    choose(qtbot, screen, "deposit")
    screen.asking.tenant.edit.setFocus()
    screen.asking.tenant.edit.selectAll()
    name = next(one.name for one in screen.asking.tenant.items() if one.name.isascii())
    qtbot.keyClicks(screen.asking.tenant.edit, name[:3])
    screen.make()
    assert screen.preview.said == "Choose from the list, or type on."
    dropdown = screen.asking.tenant.dropdown
    assert dropdown.height() < dropdown.view.sizeHintForRow(0) * (len(dropdown.model.items) + 1)
    qtbot.keyClick(screen.asking.tenant.edit, Qt.Key.Key_Down)
    qtbot.keyClick(screen.asking.tenant.edit, Qt.Key.Key_Return)
    assert screen.asking.tenant.edit.cursorPosition() == 0
    screen.show_thing("outages")
    screen.asking.by.set_value("day")
    screen.asking.first.set_text("20 Oct 2026")
    screen.asking.last.set_text("1 Oct 2026")
    screen.make()
    assert screen.preview.said == "The last day comes before the first."


def test_whose_paper_it_is_can_be_told_from_elsewhere(qtbot: QtBot, reports: Opened) -> None:
    _, screen = reports
    words = choose(qtbot, screen, "statement:T02")
    assert "Statement of account" in words
    assert "T02" in words
    screen.asking.tenant.set_value(None)
    qtbot.waitUntil(lambda: screen.made is not None and screen.made.wanted.asked.tenant is None, timeout=WAIT)
    assert len(screen.made.sizes) > 5  # type: ignore[union-attr]
    assert not screen.excel.isEnabled()
    number = str(screen.asking.invoice.items()[0].key)
    assert number in choose(qtbot, screen, f"invoice:{number}")


def test_reminders_of_all_who_owe_are_one_paper_and_a_file_each(
    qtbot: QtBot, reports: Opened, tmp_path: Path
) -> None:
    desk, screen = reports
    assert "Payment reminder" in choose(qtbot, screen, "reminder")
    owing = len(screen.made.sizes)  # type: ignore[union-attr]
    with qtbot.waitSignal(desk.changed, timeout=WAIT):
        screen.write_each(str(tmp_path))
    assert len(list((tmp_path / "GLT reminder 2026-11-02").iterdir())) == owing


def test_of_a_closed_month_the_frozen_bytes_are_shown(qtbot: QtBot, reports: Opened) -> None:
    desk, screen = reports
    month = Month(2026, 5)
    with qtbot.waitSignal(desk.changed, timeout=WAIT):
        desk.act(desk, lambda session: close_month(session, month, freezing.freezer(session.park)))
    assert desk._session is not None
    with desk._session.park.reading() as db:
        kept = frozen.newest(db, month, "monthly")
        assert kept is not None
        stored = [taking.stored(desk._session.park, kept, form) for form in (PDF, XLSX)]
    screen.asking.month.set_value(month)
    qtbot.waitUntil(lambda: screen.made is not None and screen.made.revision == 1, timeout=WAIT)
    assert screen.preview.pdf == stored[0]
    assert screen.told.text().startswith("Revision 1, as it was frozen on 2 Nov 2026.")
    assert not screen.asking.revision.isVisible()
    with qtbot.waitSignal(desk.changed, timeout=WAIT):
        desk.act(desk, lambda session: reopen_month(session, month, "a late return"))
    qtbot.waitUntil(lambda: screen.made is not None and screen.made.revision is None, timeout=WAIT)
    assert screen.asking.revision.isVisible()
    screen.asking.revision.set_value(1)
    qtbot.waitUntil(lambda: screen.made is not None and screen.made.revision == 1, timeout=WAIT)
    assert screen.preview.pdf == stored[0]
    screen.asking.month.set_value(OCTOBER)
    assert not screen.asking.revision.isVisible()
    assert screen.asking.revision.value() is None


def test_a_months_set_goes_into_a_folder_of_its_own_or_leaves_nothing(
    qtbot: QtBot, reports: Opened, tmp_path: Path
) -> None:
    desk, screen = reports
    with qtbot.waitSignal(desk.refused, timeout=WAIT) as stopped:
        screen.write_set(str(tmp_path))
        writing = screen.window().findChild(Writing)
        assert writing is not None
        writing.task.stop()
    assert str(stopped.args[0]) == "Stopped. Nothing of it was kept."
    assert [one.name for one in tmp_path.iterdir()] == ["park"]
    with qtbot.waitSignal(desk.changed, timeout=WAIT) as heard:
        screen.write_set(str(tmp_path))
    folder = tmp_path / "GLT 2026-10"
    names = sorted(one.name for one in folder.iterdir())
    assert heard.args[0].told["said"] == f"{len(names)} papers lie in {folder}."
    assert {"monthly 2026-10.pdf", "monthly 2026-10.xlsx", "statements 2026-10.pdf"} <= set(names)
    choose(qtbot, screen, "statement")
    with qtbot.waitSignal(desk.changed, timeout=WAIT):
        screen.write_each(str(tmp_path))
    assert len(list((tmp_path / "GLT statement 2026-10").iterdir())) == len(screen.made.sizes)  # type: ignore[union-attr]
    with qtbot.waitSignal(desk.refused, timeout=WAIT) as refused:
        screen.write_set(str(tmp_path / "no such stick"))
    assert "does not exist" in str(refused.args[0])


def test_in_a_narrow_window_the_kinds_are_a_field(qtbot: QtBot, reports: Opened) -> None:
    _, screen = reports
    screen.resize(800, 700)
    assert not screen.kinds.isVisible()
    assert screen.kind.isVisible()
    screen.kind.set_value("ageing")
    shown(qtbot, screen)
    assert screen.at_hand() == "ageing"
