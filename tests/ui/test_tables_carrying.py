"""What leaves a table and what comes into it: the clipboard, the workbook, the cells of a grid."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from stpdesk.core.errors import Refused
from stpdesk.ui.desk import Desk
from stpdesk.ui.tables import Cell, Column, Grid, Kind, Paste, Table, marking, tsv
from stpdesk.ui.tables.formats import raw, shown, tone
from tests.ui import conftest, listed

Make = Callable[..., Any]
CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs")) | st.sampled_from('\t\n" '))


@pytest.fixture(scope="module")
def park(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A park with a list of 300 rows."""
    return listed.make(tmp_path_factory.mktemp("listed") / "park", 300)


@pytest.fixture
def show(qtbot: QtBot, park: Path, desk_on: Callable[[Path], Desk]) -> Iterator[Make]:
    """Shows the list as a table or a grid, filled; what was copied is let go before Python ends, or it ends in a crash."""
    desk = desk_on(park)

    def shown_as(kind: type[Table], **changes: Any) -> Table:
        table = kind(desk, listed.listing(**changes))
        table.desk = desk  # type: ignore[attr-defined]
        qtbot.addWidget(table)
        table.resize(1100, 600)
        table.show()
        with qtbot.waitSignal(table.filled):
            table.refresh()
        table.view.setFocus()
        return table

    yield shown_as
    QGuiApplication.clipboard().clear()


@pytest.fixture
def grid(show: Make, monkeypatch: pytest.MonkeyPatch) -> Grid:
    """The list with staff and balance to be typed."""
    columns = tuple(
        Column(one.name, one.title, one.kind, one.width, editable=True)
        if one.name in {"staff", "balance"}
        else one
        for one in listed.COLUMNS
    )
    monkeypatch.setattr(listed, "COLUMNS", columns)
    made: Grid = show(Grid)
    made.view.setCurrentIndex(made.model.index(0, 5))
    return made


def editor() -> QLineEdit:
    """The cell being typed into."""
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    return line


def typed(grid: Grid, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Types into the current cell and leaves it by a key."""
    QTest.keyClicks(grid.view, text[0])
    line = editor()
    QTest.keyClicks(line, text[1:])
    QTest.keyClick(line, key)


def clipboard(text: str) -> None:
    """Another program copied something."""
    QGuiApplication.clipboard().setText(text)


def test_a_value_is_shown_for_people_and_copied_for_programs() -> None:
    assert shown(-1_234_567_890, Kind.MONEY) == "−1,23,45,678.90"
    assert raw(-1_234_567_890, Kind.MONEY) == "-12345678.90"
    assert (shown(1_234_567_000, Kind.QUANTITY), raw(1_234_567_000, Kind.QUANTITY)) == (
        "1,23,456.7",
        "123456.7",
    )
    assert (shown(171_000, Kind.PERCENT), raw(171_000, Kind.PERCENT)) == ("17.1 %", "17.1")
    assert (shown("2026-12-01", Kind.DATE), raw("2026-12-01", Kind.DATE)) == ("1 Dec 2026", "2026-12-01")
    assert shown("2026-12-01T09:02:00Z", Kind.INSTANT) == "1 Dec 2026, 14:02"
    assert raw("2026-12-01T09:02:00Z", Kind.INSTANT) == "2026-12-01 14:02"
    assert (shown(45, Kind.MINUTES), shown(6125, Kind.MINUTES)) == ("45 min", "102 h 05")
    assert (
        shown(Cell(None, text="not given"), Kind.COUNT),
        raw(Cell(None, text="not given"), Kind.COUNT),
    ) == (
        "not given",
        "",
    )
    assert shown(None, Kind.MONEY) == raw(None, Kind.DATE) == ""
    today = conftest.clock().date()
    assert tone(0, Kind.MONEY, today) == tone("2027-06-01", Kind.DATE, today) == "muted"
    assert tone(1, Kind.MONEY, today) == tone("2026-12-01", Kind.DATE, today) == ""


@given(st.lists(st.lists(CELLS.map(str.strip), min_size=2, max_size=4), min_size=1, max_size=4))
def test_whatever_is_copied_is_pasted_the_same(rows: list[list[str]]) -> None:
    assert tsv.read(tsv.written(rows)) == rows


@given(st.text())
def test_no_clipboard_stops_the_program(text: str) -> None:
    assert all(isinstance(cell, str) for row in tsv.read(text) for cell in row)


def test_selected_rows_are_copied_with_headings_and_raw_values(show: Make, qtbot: QtBot) -> None:
    table = show(Table)
    table.select([4, 14, 299])  # the last is not on the first page
    with qtbot.waitSignal(QGuiApplication.clipboard().dataChanged):
        QTest.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    carried = QGuiApplication.clipboard().mimeData()
    lines = tsv.read(carried.text())
    assert lines[0] == [column.title for column in listed.COLUMNS]
    assert lines[1][5:] == ["28", "186400.00", "arrears"]
    assert lines[2][1] == listed.URDU
    assert [line[0] for line in lines[1:]] == ["T-0004", "T-0014", "T-0299"]
    assert bytes(carried.data("text/tab-separated-values").data()).decode() == carried.text()


def test_hidden_columns_are_not_copied(show: Make, qtbot: QtBot) -> None:
    table = show(Table)
    table.view.head.show_column(1, False)
    table.select([1])
    with qtbot.waitSignal(QGuiApplication.clipboard().dataChanged):
        table.copy()
    assert tsv.read(QGuiApplication.clipboard().text())[0][:2] == ["Code", "Kind"]


def test_the_workbook_holds_all_filtered_rows_as_numbers_and_dates(
    show: Make, qtbot: QtBot, tmp_path: Path
) -> None:
    table = show(Table)
    with qtbot.waitSignal(table.filled):
        table.filter("first")
    with qtbot.waitSignal(table.exported, timeout=20_000) as told:
        table.export(str(tmp_path / "list"))
    assert told.args == [str(tmp_path / "list.xlsx"), 100]
    book = load_workbook(tmp_path / "list.xlsx")
    page = book["Tenants"]
    heads, *rows = page.iter_rows(values_only=True)
    assert heads[6] == "Open balance, Rs"
    assert len(rows) == 101
    assert (rows[1][0], rows[1][5], rows[1][6]) == ("T-0004", 28, 186400)
    assert rows[0][3].year == 2027  # type: ignore[union-attr]
    assert sum(row[6] for row in rows[:-1]) == pytest.approx(rows[-1][6])  # type: ignore[misc]
    assert ("Filter", "first") in list(book["About"].iter_rows(values_only=True))


def test_rows_are_filtered_while_a_workbook_is_written_and_stop_leaves_no_file(
    show: Make, qtbot: QtBot, tmp_path: Path
) -> None:
    go_on = threading.Event()

    def slowly(db: Any, keys: Any, **when: Any) -> Any:
        if threading.current_thread().name == "copier":
            go_on.wait(20)
        return listed.rows(db, keys, **when)

    table = show(Table, rows=slowly)
    table.export(str(tmp_path / "list"))
    qtbot.waitUntil(table.working.isVisible)
    table.filter("first")
    qtbot.waitUntil(lambda: table.model.settled and table.model.shown_text == "first")
    stop = next(one for one in table.working.findChildren(QPushButton) if one.text() == "Stop")
    with qtbot.waitSignal(table.desk.refused) as told:
        QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
        go_on.set()
    assert "Nothing of it was kept" in str(told.args[0])
    assert not table.working.isVisible()
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_that_cannot_be_written_is_a_sentence(show: Make, qtbot: QtBot, tmp_path: Path) -> None:
    table = show(Table)
    with qtbot.waitSignal(table.desk.refused, timeout=20_000) as told:
        table.export(str(tmp_path / "nowhere" / "list.xlsx"))
    assert isinstance(told.args[0], Refused)
    assert "does not exist" in str(told.args[0])


def test_typing_into_a_grid_marks_the_cell_and_goes_down(grid: Grid, qtbot: QtBot) -> None:
    told: list[tuple[int, str, str]] = []
    grid.edited.connect(lambda *words: told.append(words))
    typed(grid, "12")
    typed(grid, "15", Qt.Key.Key_Tab)
    assert told == [(1, "staff", "12"), (2, "staff", "15")]
    assert grid.unsaved() == {(1, "staff"): "12", (2, "staff"): "15"}
    here = grid.view.currentIndex()
    assert (here.row(), here.column()) == (1, 6)
    typed(grid, "1.5 lakh", Qt.Key.Key_Tab)
    here = grid.view.currentIndex()
    assert (here.row(), here.column()) == (2, 5), "Tab goes on in the next row"
    assert grid.model.index(1, 6).data() == "1.5 lakh"


def test_what_is_typed_before_the_rows_are_there_is_typed_once_they_are(grid: Grid, qtbot: QtBot) -> None:
    early = Grid(grid.desk, listed.listing())  # type: ignore[attr-defined]
    qtbot.addWidget(early)
    early.resize(1100, 600)
    with qtbot.waitActive(early):
        early.show()
        early.activateWindow()
    early.view.setFocus()
    for key in (Qt.Key.Key_4, Qt.Key.Key_2, Qt.Key.Key_Return, Qt.Key.Key_7, Qt.Key.Key_Return):
        qtbot.keyClick(early.view, key)
    assert (early.unsaved(), early.finder.line.text()) == ({}, "")
    early.refresh()
    qtbot.waitUntil(lambda: len(early.unsaved()) == 2, timeout=5_000)
    assert early.unsaved() == {(1, "staff"): "42", (2, "staff"): "7"}


def test_typing_what_is_saved_already_is_no_change(grid: Grid) -> None:
    typed(grid, "99")
    grid.view.setCurrentIndex(grid.model.index(0, 5))
    typed(grid, "37")
    assert grid.unsaved() == {}


def test_tab_leaves_a_grid_behind_its_last_cell(grid: Grid, qtbot: QtBot) -> None:
    grid.view.setCurrentIndex(grid.model.index(len(grid.model.keys) - 1, 6))
    QTest.keyClick(grid.view, Qt.Key.Key_Tab)
    assert not grid.view.hasFocus()


def test_nothing_typed_is_lost_to_a_refresh(grid: Grid, qtbot: QtBot) -> None:
    typed(grid, "12")
    QTest.keyClicks(grid.view, "4")
    line = editor()
    grid.refresh()
    qtbot.waitUntil(lambda: grid.model._held is not None)
    QTest.keyClicks(line, "5")
    assert line.text() == "45"
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: grid.model._held is None)
    assert grid.unsaved() == {(1, "staff"): "12", (2, "staff"): "45"}
    with qtbot.waitSignal(grid.filled):
        grid.sort_by(6)
    row = grid.model.keys.index(2)
    assert grid.model.index(row, 5).data() == "45"


def test_esc_in_a_cell_keeps_what_was_there(grid: Grid) -> None:
    QTest.keyClicks(grid.view, "9")
    QTest.keyClick(editor(), Qt.Key.Key_Escape)
    assert grid.unsaved() == {}


def test_a_column_from_excel_is_pasted_from_the_current_cell_on(grid: Grid, qtbot: QtBot) -> None:
    clipboard("5\t1,50,000\r\n6\t2,00,000\r\n7\t0\r\n")
    with qtbot.waitSignal(grid.pasted) as told:
        QTest.keyClick(grid.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    paste = told.args[0]
    assert isinstance(paste, Paste)
    assert list(paste.cells())[:2] == [(1, "staff", "5"), (1, "balance", "1,50,000")]
    assert grid.unsaved()[3, "balance"] == "0"
    assert len(grid.unsaved()) == 6


def test_a_paste_that_does_not_fit_says_how_much_is_lost(grid: Grid, qtbot: QtBot) -> None:
    grid.view.setCurrentIndex(grid.model.index(len(grid.model.keys) - 1, 6))
    clipboard("1\t2\n3\t4\n")
    with qtbot.waitSignal(grid.pasted) as told:
        grid.paste()
    assert told.args[0].texts == (("1",),)
    assert told.args[0].lost == 3


def test_one_copied_text_fills_the_selected_cells_and_delete_empties_them(grid: Grid) -> None:
    for _ in range(2):
        QTest.keyClick(grid.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    clipboard("8")
    QTest.keyClick(grid.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert grid.unsaved() == {(key, "staff"): "8" for key in (1, 2, 3)}
    QTest.keyClick(grid.view, Qt.Key.Key_Delete)
    assert set(grid.unsaved().values()) == {""}


def test_a_wrong_cell_is_told_in_a_sentence_below_until_it_is_typed_again(grid: Grid) -> None:
    typed(grid, "many")
    grid.mark_wrong({(1, "staff"): "Staff is a whole number."})
    assert grid.fault.isVisible()
    assert grid.fault.text() == "Staff is a whole number."
    assert grid.go_to_wrong()
    assert grid.view.currentIndex() == grid.model.index(0, 5)
    said = grid.model.index(0, 5).data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert said == "Staff is a whole number."
    typed(grid, "4")
    assert not grid.fault.isVisible()
    grid.mark_saved([(1, "staff")])
    assert grid.unsaved() == {}


def test_the_cells_of_a_column_are_copied_as_typed(grid: Grid, qtbot: QtBot) -> None:
    typed(grid, "12")
    grid.view.setCurrentIndex(grid.model.index(0, 5))
    QTest.keyClick(grid.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(QGuiApplication.clipboard().dataChanged):
        grid.copy()
    assert QGuiApplication.clipboard().text() == "Staff\n12\n14\n"


def test_a_list_that_is_not_edited_takes_no_paste(show: Make) -> None:
    table = show(Table)
    told: list[Paste] = []
    table.pasted.connect(told.append)
    table.view.selectRow(0)
    clipboard("5")
    table.paste()
    assert told == []


@pytest.mark.parametrize(
    ("typed", "kind", "text", "marked"),
    [
        ("fir 1", Kind.TEXT, "First 101", ["Fir", "1", "1"]), ("كشمير", Kind.STRONG, "کشمیر سافٹ", ["کشمیر"]),
        ("57375", Kind.MONEY, "−57,375.00", ["57,375"]), ("57,375.0", Kind.MONEY, "57,375.00", ["57,375.0"]),
        ("57375", Kind.MONEY, "1,57,375.00", []), ("101", Kind.MONEY, "101.00", []), ("31 dec", Kind.DATE, "31 Dec 2026", ["31 Dec"]),
        ("1 dec", Kind.DATE, "31 Dec 2026", []), ("2026", Kind.DATE, "31 Dec 2026", ["2026"]), ("a+", Kind.TEXT, "aa A+", ["A+"]),
    ],
)  # fmt: skip
def test_what_was_typed_is_marked_where_it_was_found(
    typed: str, kind: Kind, text: str, marked: list[str]
) -> None:
    wanted = marking.pattern(typed, kind)
    assert [text[a:b] for a, b in marking.matches(text, wanted)] == marked if wanted else not marked


def test_what_was_typed_is_marked_at_the_dots_where_it_is_in_what_is_cut() -> None:
    whole, wanted = "Karakoram Software Services", marking.pattern("serv", Kind.TEXT)
    assert wanted is not None
    assert marking.matches("Karakoram S…", wanted, whole) == ((11, 12),)
    assert marking.matches(whole, wanted, whole) == ((19, 23),)
    assert marking.matches("Karakoram Serv…", wanted, "Karakoram Services") == ((10, 14),)
    assert marking.matches("Kar…", wanted, "Karakoram") == ()
