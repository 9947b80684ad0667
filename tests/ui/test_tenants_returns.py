"""Everybody's monthly returns in one grid: typed, pasted, doubted, refused beside the cell, saved in one act."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stpdesk.actions import drafts
from stpdesk.actions.returns import save_returns
from stpdesk.actions.session import Role, Session
from stpdesk.core.months import Month
from stpdesk.core.return_forms import CELLS, Return
from stpdesk.db import returns
from stpdesk.db.park import Park
from stpdesk.ui import theme
from stpdesk.ui.desk import Desk
from stpdesk.ui.tenants.grid import ReturnsFace
from stpdesk.ui.tenants.screen import Tenants
from tests.closing import close_month
from tests.ui.conftest import PASSWORD, USER, clock
from tests.ui.tenants_screen import CONTROL, Opened, opened, press, saved, type_in

OCTOBER = Month(2026, 10)


@pytest.fixture
def grid(
    qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path
) -> Iterator[tuple[Desk, ReturnsFace]]:
    """The grid of the month to close, with the keyboard in its first cell."""
    there = opened(qtbot, desk_on(park_folder))
    yield shown(qtbot, there)
    assert there  # the screen lives as long as the test


def shown(qtbot: QtBot, there: Opened) -> tuple[Desk, ReturnsFace]:
    """The grid, once its rows are there."""
    desk, screen = there
    screen.show_thing("returns")
    qtbot.waitUntil(lambda: bool(screen.returns.grid.model.keys), timeout=10_000)
    qtbot.waitUntil(lambda: screen.returns.grid.view.currentIndex().isValid(), timeout=5_000)
    return desk, screen.returns


def place(face: ReturnsFace, row: int, cell: str) -> tuple[int, str]:
    """The place of a cell."""
    return face.grid.model.keys[row], cell


def go_to(face: ReturnsFace, row: int, cell: str) -> None:
    """The cursor goes to a cell."""
    model = face.grid.model
    face.grid.view.setCurrentIndex(model.index(row, model.listing.at(cell)))


def code(face: ReturnsFace, row: int) -> str:
    """The tenant of a row."""
    return str(face.grid.model.index(row, 0).data())


def put(face: ReturnsFace, row: int, cell: str, text: str) -> None:
    """A text typed into a cell."""
    model = face.grid.model
    model.setData(model.index(row, model.listing.at(cell)), text, Qt.ItemDataRole.EditRole)


def told(desk: Desk, face: ReturnsFace, row: int, month: Month = OCTOBER) -> Return | None:
    """The return in the file."""
    return saved(desk, lambda db: returns.of_month(db, month)).get(
        face._rows[face.grid.model.keys[row]].row.tenant_id
    )


def save(qtbot: QtBot, desk: Desk) -> str:
    """Ctrl+Enter, and what was said."""
    with qtbot.waitSignal(desk.changed, timeout=5_000) as heard:
        press(qtbot, Qt.Key.Key_Return, CONTROL)
    return str(heard.args[0].told["said"])


def test_it_opens_on_the_month_to_close(grid: tuple[Desk, ReturnsFace]) -> None:
    _, face = grid
    assert face.month == OCTOBER
    assert face.chooser.field.text() == "Oct 2026"


def test_ctrl_f_goes_to_the_filter_of_what_is_seen(grid: tuple[Desk, ReturnsFace]) -> None:
    _, face = grid
    screen = face.window()
    assert isinstance(screen, Tenants)
    screen.filter()
    assert screen.face is face
    assert face.grid.finder.line.hasFocus()


def test_enter_goes_down_tab_right_and_all_is_saved_in_one_act(
    qtbot: QtBot, grid: tuple[Desk, ReturnsFace]
) -> None:
    desk, face = grid
    assert code(face, 0) == "T01"
    for text, key in (("12", Qt.Key.Key_Return), ("3", Qt.Key.Key_Tab), ("4", Qt.Key.Key_Return)):
        type_in(qtbot, text)
        press(qtbot, key)
    assert set(face.grid.unsaved().items()) >= {(place(face, 0, "men"), "12"), (place(face, 1, "women"), "4")}
    qtbot.waitUntil(lambda: "2 tenants" in face.footer.words.text(), timeout=5_000)
    assert "October 2026" in face.footer.words.text()
    assert save(qtbot, desk) == "2 returns of October 2026 are saved."
    first, second = told(desk, face, 0), told(desk, face, 1)
    assert first is not None
    assert second is not None
    assert (first.men, second.men, second.women) == (12, 3, 4)
    qtbot.waitUntil(lambda: not face.grid.unsaved(), timeout=5_000)
    assert not face.footer.save.isEnabled()


def test_what_is_being_typed_into_a_cell_is_saved_too(qtbot: QtBot, grid: tuple[Desk, ReturnsFace]) -> None:
    desk, face = grid
    go_to(face, 0, "trainees")
    type_in(qtbot, "5")
    save(qtbot, desk)
    first = told(desk, face, 0)
    assert first is not None
    assert first.trainees == 5


def test_a_block_is_pasted_from_excel(qtbot: QtBot, grid: tuple[Desk, ReturnsFace]) -> None:
    desk, face = grid
    go_to(face, 0, "men")
    QGuiApplication.clipboard().setText("7\t2\t0\t1\t1,250.50\t1.5 lakh\r\n9\t\t\t\t\t\r\n")
    press(qtbot, Qt.Key.Key_V, CONTROL)
    save(qtbot, desk)
    assert told(desk, face, 0) == Return(7, 2, 0, 1, 125_050, 15_000_000)


def test_not_reported_is_not_zero_and_an_emptied_cell_is_not_reported_again(
    qtbot: QtBot, grid: tuple[Desk, ReturnsFace]
) -> None:
    desk, face = grid
    row = next(at for at in range(12) if told(desk, face, at) is None)
    model = face.grid.model
    at = model.listing.at("men")
    assert model.index(row, at).data() == "–"
    put(face, row, "men", "0")
    save(qtbot, desk)
    qtbot.waitUntil(lambda: model.index(row, at).data() == "0", timeout=5_000)
    assert told(desk, face, row) == Return(men=0)
    put(face, row, "men", "")
    save(qtbot, desk)
    qtbot.waitUntil(lambda: model.index(row, at).data() == "–", timeout=5_000)
    assert told(desk, face, row) is None


UNREADABLE = [
    ("men", "ten", "This is no whole number. Write it as 12."),
    ("women", "-1", "This must be at least 0."),
    ("trainees", "100001", "This must be at most 1,00,000."),
    ("men", "2.5", "This must be a whole number."),
    ("exports_usd", "x", "This is no amount. Write it as 57,375, 1.5 lakh or 12000*3."),
    ("domestic_pkr", "-5", "An amount cannot be negative here."),
]


def test_a_cell_that_cannot_be_read_says_so_and_nothing_is_saved(
    qtbot: QtBot, grid: tuple[Desk, ReturnsFace]
) -> None:
    desk, face = grid
    put(face, 1, "freelancers", "8")
    before = told(desk, face, 1)
    for cell, text, sentence in UNREADABLE:
        put(face, 2, cell, text)
        qtbot.waitUntil(lambda: face.footer.wrong.isVisibleTo(face), timeout=5_000)
        go_to(face, 0, "men")
        press(qtbot, Qt.Key.Key_Return, CONTROL)
        assert face.grid.view.currentIndex().row() == 2
        assert sentence in face.grid.fault.text()
        put(face, 2, cell, "")
        qtbot.waitUntil(lambda: not face.footer.wrong.isVisibleTo(face), timeout=5_000)
    assert told(desk, face, 1) == before
    face.keep_draft()
    assert desk._session is not None
    session = desk._session
    qtbot.waitUntil(lambda: drafts.find(session, "returns", "2026-10") is not None, timeout=5_000)


def test_the_way_to_the_wrong_cell_selects_that_cell_alone_although_ctrl_is_held(
    qtbot: QtBot, grid: tuple[Desk, ReturnsFace]
) -> None:
    _, face = grid
    put(face, 0, "women", "5")
    put(face, 0, "men", "x")
    qtbot.waitUntil(lambda: face.footer.wrong.isVisibleTo(face), timeout=5_000)
    go_to(face, 2, "women")
    put(face, 2, "women", "7")
    whole = face.window().windowHandle()
    qtbot.keyPress(whole, Qt.Key.Key_Control, CONTROL)
    qtbot.keyClick(whole, Qt.Key.Key_Return, CONTROL)
    qtbot.keyRelease(whole, Qt.Key.Key_Control)
    assert [one.row() for one in face.grid.view.selectedIndexes()] == [0]
    qtbot.keyClick(whole, Qt.Key.Key_Delete)
    typed = face.grid.unsaved()
    assert typed[place(face, 0, "women")] == "5"
    assert typed[place(face, 2, "women")] == "7"
    assert typed.get(place(face, 0, "men"), "") == ""
    qtbot.keyClick(whole, Qt.Key.Key_Tab)
    qtbot.keyClick(whole, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert len(face.grid.view.selectedIndexes()) == 1, "nor does going back with Shift"


def test_what_looks_wrong_is_marked_and_saved_all_the_same(
    qtbot: QtBot, grid: tuple[Desk, ReturnsFace]
) -> None:
    desk, face = grid
    go_to(face, 0, "men")
    put(face, 0, "men", "900")
    at = face.grid.model.listing.at("state")
    qtbot.waitUntil(lambda: "sq ft a person" in str(face.grid.model.index(0, at).data()), timeout=5_000)
    assert "usual are 40 to 250" in face.doubt.sentence
    put(face, 0, "men", "2")
    put(face, 0, "women", "1")
    put(face, 0, "exports_usd", "50,000")
    qtbot.waitUntil(lambda: "usual are up to 60,000" in face.doubt.sentence, timeout=5_000)
    save(qtbot, desk)
    first = told(desk, face, 0)
    assert first is not None
    assert first.exports_usd == 5_000_000


def test_ctrl_j_leads_past_those_who_reported_and_what_replaces_a_reported_figure_says_what_it_was(
    qtbot: QtBot, grid: tuple[Desk, ReturnsFace]
) -> None:
    desk, face = grid
    assert desk._session is not None
    rows = [face._rows[key].row for key in face.grid.model.keys]
    cells: dict[str, dict[str, int | None]] = {one.tenant: {"domestic_pkr": 3_200_000} for one in rows[:-1]}
    save_returns(desk._session, OCTOBER, cells | {rows[-1].tenant: dict.fromkeys(CELLS)})
    face.refresh()
    first = face.grid.model.keys[0]
    qtbot.waitUntil(
        lambda: getattr(face._rows[first].row.reported, "domestic_pkr", 0) == 3_200_000, timeout=5_000
    )
    model, view, last = face.grid.model, face.grid.view, len(rows) - 1
    go_to(face, 0, "domestic_pkr")
    type_in(qtbot, "50,000")
    press(qtbot, Qt.Key.Key_Return)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (
        1,
        model.listing.at("domestic_pkr"),
    ), "down"
    said = f"{rows[0].name}: Domestic, Rs was 32,000.00."
    qtbot.waitUntil(lambda: face.doubt.sentence == said, timeout=5_000)
    qtbot.waitUntil(
        lambda: model.index(0, model.listing.at("state")).data() == "was 32,000.00", timeout=5_000
    )
    assert model.value(model.index(0, model.listing.at("domestic_pkr"))).mark == "ask"
    assert model.value(model.index(0, model.listing.at("men"))).mark == ""
    assert ", 1 over a reported figure; " in face.footer.words.text()
    screen = face.window()
    assert isinstance(screen, Tenants)
    go_on = next(one.run for one in screen.commands() if "Ctrl+J" in one.keys)
    go_on()
    assert (view.currentIndex().row(), view.currentIndex().column()) == (last, model.listing.at("men"))
    go_on()
    assert view.currentIndex().row() == last, "there is no other"
    assert "has not reported yet" in face.doubt.sentence
    put(face, 0, "domestic_pkr", "32000")
    put(face, last, "men", "1")
    qtbot.waitUntil(lambda: face.footer.words.text().endswith("tenants will have reported."), timeout=5_000)
    domestic = model.listing.at("domestic_pkr")
    qtbot.waitUntil(lambda: model.value(model.index(0, domestic)).mark == "", timeout=5_000)


def test_enter_at_the_end_of_a_row_typed_along_with_tab_begins_the_next(
    qtbot: QtBot, grid: tuple[Desk, ReturnsFace]
) -> None:
    _, face = grid
    go_to(face, 0, "exports_usd")
    for text, key in (("10", Qt.Key.Key_Tab), ("20", Qt.Key.Key_Return), ("3", Qt.Key.Key_Return)):
        type_in(qtbot, text)
        press(qtbot, key)
    typed = {
        place(face, 0, "exports_usd"): "10",
        place(face, 0, "domestic_pkr"): "20",
        place(face, 1, "men"): "3",
    }
    assert face.grid.unsaved() == typed


def test_what_was_typed_waits_in_its_month_while_another_is_looked_at(
    qtbot: QtBot, grid: tuple[Desk, ReturnsFace]
) -> None:
    _, face = grid
    put(face, 0, "men", "77")
    press(qtbot, Qt.Key.Key_PageUp, CONTROL)
    qtbot.waitUntil(lambda: face.month == Month(2026, 9), timeout=5_000)
    assert not face.grid.unsaved()
    press(qtbot, Qt.Key.Key_PageDown, CONTROL)
    qtbot.waitUntil(lambda: face.month == OCTOBER, timeout=5_000)
    assert face.grid.unsaved() == {place(face, 0, "men"): "77"}


def test_what_was_typed_is_back_after_the_program_died_and_can_be_discarded(
    qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path
) -> None:
    first = opened(qtbot, desk_on(park_folder))
    desk, face = shown(qtbot, first)
    put(face, 0, "men", "77")
    put(face, 1, "men", "x")
    assert desk._session is not None
    session = desk._session
    qtbot.waitUntil(lambda: drafts.find(session, "returns", "2026-10") is not None, timeout=5_000)
    desk.close()
    second = opened(qtbot, desk_on(park_folder))
    again, there = shown(qtbot, second)
    qtbot.waitUntil(lambda: len(there.grid.unsaved()) == 2, timeout=5_000)
    assert there.grid.unsaved()[place(there, 0, "men")] == "77"
    assert there.banner.isVisibleTo(there)
    assert there.banner._words.text().endswith("is back: the program was closed.")
    there.discarding.click()
    assert not there.grid.unsaved()
    assert again._session is not None
    session = again._session
    qtbot.waitUntil(lambda: drafts.find(session, "returns", "2026-10") is None, timeout=5_000)


def test_the_grid_fits_the_window_at_200_per_cent(
    qtbot: QtBot, qapp: QApplication, desk_on: Callable[[Path], Desk], park_folder: Path
) -> None:
    theme.apply(qapp, theme.LIGHT, 200)
    there = opened(qtbot, desk_on(park_folder))
    there[1].resize(1528, 1000)
    _, face = shown(qtbot, there)
    qtbot.waitUntil(lambda: face.grid.view.horizontalScrollBar().maximum() == 0, timeout=5_000)
    seen = face.grid.view.head
    assert all(not seen.isSectionHidden(face.grid.model.listing.at(cell)) for cell in CELLS)


def test_a_closed_month_can_only_be_read_and_says_so(
    qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path
) -> None:
    close(park_folder)
    _, screen = opened(qtbot, desk_on(park_folder))
    screen.show_returns(OCTOBER)
    face = screen.returns
    qtbot.waitUntil(lambda: face.month == OCTOBER, timeout=5_000)
    assert face.closed.isVisibleTo(face)
    assert face.closed.text().startswith("October 2026 is closed.")
    assert not face.footer.isVisibleTo(face)
    put(face, 0, "men", "5")
    assert not face.grid.unsaved()
    screen.show_thing("returns")
    qtbot.waitUntil(lambda: face.month == Month(2026, 11), timeout=5_000)


def test_a_month_closed_meanwhile_is_refused_in_a_sentence_and_the_typing_stays(
    qtbot: QtBot, grid: tuple[Desk, ReturnsFace]
) -> None:
    desk, face = grid
    put(face, 0, "men", "5")
    assert desk._session is not None
    session = desk._session
    desk.changed.disconnect()  # nobody heard of it, as where another program closed it
    desk.act(face, lambda there: close_month(there, OCTOBER))
    press(qtbot, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: "closed" in face.footer.words.text(), timeout=10_000)
    assert face.grid.unsaved() == {place(face, 0, "men"): "5"}
    assert drafts.find(session, "returns", "2026-10") is not None


def close(folder: Path) -> None:
    """October's books are closed."""
    with Park.open(folder, user=USER, password=PASSWORD, write=True, clock=clock) as park:
        close_month(Session(park, park.actor, clock, Role(park.role)), OCTOBER)
