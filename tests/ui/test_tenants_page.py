"""A tenant's page: ledger, leases, outages, returns by month, documents; and what leads to other screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stpdesk.core.money import lakh
from stpdesk.core.months import Month
from stpdesk.db import ledger
from stpdesk.ui.desk import Desk
from stpdesk.ui.forms.dialogs import FormDialog, Question
from stpdesk.ui.tenants.page import PageFace
from tests.ui.conftest import USER
from tests.ui.tenants_screen import CONTROL, Opened, opened, press, saved, type_in


@pytest.fixture
def page(
    qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path
) -> Iterator[tuple[Opened, PageFace]]:
    """The page of T02, with the keyboard on it."""
    desk, screen = opened(qtbot, desk_on(park_folder))
    screen.show_thing("T02")
    qtbot.waitUntil(lambda: screen.page.facts is not None, timeout=5_000)
    yield (desk, screen), screen.page


def show(qtbot: QtBot, page: PageFace, part: str) -> None:
    """A part with its rows."""
    page.show_part(part)
    table = page.tabs[part].table  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: table.model.loaded and table.model.today is not None, timeout=10_000)


def column(table: object, name: str) -> list[str]:
    """The words of a column."""
    model = table.model  # type: ignore[attr-defined]
    at = model.listing.at(name)
    return [str(model.index(row, at).data()) for row in range(model.rowCount())]


def test_page_keys_turn_the_parts(qtbot: QtBot, page: tuple[Opened, PageFace]) -> None:
    _, there = page
    for part in ("leases", "account", "outages", "returns", "documents", "details"):
        press(qtbot, Qt.Key.Key_PageDown, CONTROL)
        assert there.part == part
    press(qtbot, Qt.Key.Key_PageUp, CONTROL)
    assert there.part == "documents"


def test_the_ledger_runs_from_the_opening_to_the_closing_balance(
    qtbot: QtBot, page: tuple[Opened, PageFace]
) -> None:
    (desk, screen), there = page
    show(qtbot, there, "account")
    facts = there.facts
    assert facts is not None
    moves = saved(desk, lambda db: ledger.movements(db, facts.tenant.id))
    table = there.account.table
    qtbot.waitUntil(lambda: table.model.rowCount() == len(moves), timeout=5_000)
    total = lakh(sum(one.amount for one in moves))
    assert column(table, "balance")[-1] == total
    qtbot.waitUntil(lambda: f"Balance, Rs: {total}" in table.totals.in_words(), timeout=5_000)
    there.account.first.set_text("1 Sep 2026")
    there.account.first.left.emit()
    qtbot.waitUntil(lambda: column(table, "kind")[:1] == ["Brought forward"], timeout=5_000)
    before = sum(one.amount for one in moves if one.date.isoformat() < "2026-09-01")
    assert column(table, "balance")[0] == lakh(before)
    assert column(table, "balance")[-1] == total
    with qtbot.waitSignal(screen.go) as asked:
        there.account.statement.click()
    assert asked.args == ["reports", "statement:T02"]
    last = moves[-1]
    table.select([table.model.keys[-1]])
    with qtbot.waitSignal(screen.go) as asked:
        qtbot.keyClick(table.view, Qt.Key.Key_Return)
    part = "receipts" if last.kind in {"receipt", "reversal"} else "invoices"
    assert asked.args == ["billing", f"{part}:{last.ref}"]


def test_a_lease_and_a_renewal_are_asked_of_the_screen_of_leases(
    qtbot: QtBot, page: tuple[Opened, PageFace]
) -> None:
    (_, screen), there = page
    show(qtbot, there, "leases")
    qtbot.waitUntil(lambda: there.held.table.model.rowCount() > 0, timeout=5_000)
    asked: list[tuple[str, str]] = []
    screen.go.connect(lambda name, thing: asked.append((name, thing)))
    there.held.new.click()
    there.held.table.select([there.held.table.model.keys[0]])
    there.held.renew.click()
    there.focus()
    press(qtbot, Qt.Key.Key_Return)
    code = column(there.held.table, "code")[0]
    assert asked == [("leases", "tenant:T02"), ("leases", f"renew:{code}"), ("leases", code)]


def test_the_outages_of_a_month_tell_their_minutes(qtbot: QtBot, page: tuple[Opened, PageFace]) -> None:
    _, there = page
    show(qtbot, there, "outages")
    there.out.step(-1)
    qtbot.waitUntil(
        lambda: there.out.hits is not None and there.out.hits.month == Month(2026, 10), timeout=10_000
    )
    qtbot.waitUntil(lambda: there.out.table.model.rowCount() > 0, timeout=5_000)
    found = there.out.hits
    assert found is not None
    count, seconds = found.told("power")
    assert column(there.out.table, "service").count("Power") == count > 0
    assert seconds == sum(one.seconds for one in found.hits if one.service == "power")
    assert there.out.summary.accessibleName().startswith("Power ")


def test_a_month_of_the_returns_opens_the_grid_at_the_tenant(
    qtbot: QtBot, page: tuple[Opened, PageFace]
) -> None:
    (_, screen), there = page
    show(qtbot, there, "returns")
    table = there.told.table
    qtbot.waitUntil(lambda: table.model.rowCount() > 3, timeout=5_000)
    assert column(table, "month")[:2] == ["November 2026", "October 2026"]
    table.select([table.model.keys[2]])
    there.focus()
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: screen.face is screen.returns and screen.returns.month == Month(2026, 9), timeout=5_000
    )
    view, model = screen.returns.grid.view, screen.returns.grid.model
    qtbot.waitUntil(lambda: bool(model.keys) and view.currentIndex().isValid(), timeout=5_000)
    assert model.index(view.currentIndex().row(), 0).data() == "T02"


class Shown(QObject):
    """Stands where the system's own programs do."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[QUrl] = []

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        """A file is to be opened."""
        self.urls.append(url)


def test_documents_are_dropped_opened_renamed_and_withdrawn(
    qtbot: QtBot, page: tuple[Opened, PageFace], tmp_path: Path
) -> None:
    (desk, _), there = page
    show(qtbot, there, "documents")
    papers, table = there.papers, there.papers.table
    assert table.nothing.sentence.startswith("Nothing is attached yet.")
    paper = tmp_path / "اجازت نامہ.pdf"
    paper.write_bytes(b"%PDF-1.4 agreement")
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(paper))])
    enter = QDragEnterEvent(
        QPoint(9, 9),
        Qt.DropAction.CopyAction,
        carried,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(papers, enter)
    assert enter.isAccepted()
    drop = QDropEvent(
        QPoint(9, 9),
        Qt.DropAction.CopyAction,
        carried,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(desk.changed, timeout=5_000):
        QApplication.sendEvent(papers, drop)
    qtbot.waitUntil(lambda: column(table, "name") == [paper.name], timeout=5_000)
    table.select([table.model.keys[0]])
    shown = Shown()
    QDesktopServices.setUrlHandler("file", shown, "show")  # type: ignore[arg-type]  # the stub asks for bytes, Qt takes a name
    papers.focus()
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(shown.urls), timeout=5_000)
    QDesktopServices.unsetUrlHandler("file")
    assert Path(shown.urls[0].toLocalFile()).name == paper.name
    _rename(qtbot, there, "Agreement.pdf")
    qtbot.waitUntil(lambda: column(table, "name") == ["Agreement.pdf"], timeout=5_000)
    _withdraw(qtbot, there)
    qtbot.waitUntil(lambda: table.model.rowCount() == 0, timeout=5_000)
    qtbot.mouseClick(
        papers.withdrawn, Qt.MouseButton.LeftButton, pos=QPoint(9, papers.withdrawn.height() // 2)
    )
    qtbot.waitUntil(lambda: column(table, "name") == ["Agreement.pdf, withdrawn"], timeout=5_000)
    assert column(table, "by") == [f"{USER}; withdrawn 2 Nov 2026 by {USER}"]
    table.select([table.model.keys[0]])
    qtbot.waitUntil(papers.open.isEnabled, timeout=5_000)
    assert not papers.withdraw.isEnabled()
    papers.withdraw_selected()  # by the key Delete: nothing is asked
    papers.withdrawn.setChecked(False)
    qtbot.waitUntil(lambda: table.model.rowCount() == 0, timeout=5_000)


def _rename(qtbot: QtBot, page: PageFace, name: str) -> None:
    """Through the small form."""
    from PySide6.QtCore import QTimer

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, FormDialog)
        field: Any = dialog.form.field("name")
        assert field.edit.selectedText() == Path(field.text()).stem, "the ending stays when it is typed over"
        field.set_text(name)
        dialog.form.save()

    QTimer.singleShot(100, page, fill)
    page.papers.rename_selected()


def _withdraw(qtbot: QtBot, page: PageFace) -> None:
    """Through the question."""
    from PySide6.QtCore import QTimer

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Question)
        dialog.buttons["yes"].click()

    QTimer.singleShot(100, page, answer)
    page.papers.withdraw_selected()


def test_a_file_that_is_not_there_is_refused_in_a_sentence(
    qtbot: QtBot, page: tuple[Opened, PageFace], tmp_path: Path
) -> None:
    (desk, _), there = page
    show(qtbot, there, "documents")
    with qtbot.waitSignal(desk.refused, timeout=5_000) as heard:
        there.papers.attach_files([tmp_path / "none.pdf"])
    assert str(heard.args[0]).startswith("There is no file")


def test_esc_first_clears_the_filter_of_a_part(qtbot: QtBot, page: tuple[Opened, PageFace]) -> None:
    (_, screen), there = page
    show(qtbot, there, "account")
    there.focus()
    type_in(qtbot, "rec")
    assert there.account.table.finder.line.text() == "rec"
    press(qtbot, Qt.Key.Key_Escape)
    screen.filter()  # Ctrl+F
    assert there.account.table.finder.line.hasFocus()
    press(qtbot, Qt.Key.Key_Escape)
    assert screen.face is there
    press(qtbot, Qt.Key.Key_Escape)
    assert screen.face is screen.list
