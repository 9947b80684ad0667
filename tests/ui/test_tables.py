"""A list on the screen: what it shows, how it is filtered, sorted, walked through, and that it keeps its place."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from stpdesk.ui import theme
from stpdesk.ui.desk import Desk
from stpdesk.ui.tables import Cell, Table
from stpdesk.ui.tables.loading import PAGE, SCREENFUL, Loaded
from tests.ui import listed

MANY = 3000
Show = Callable[..., Table]


@pytest.fixture(scope="module")
def park(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A park with a list of 3,000 rows."""
    return listed.make(tmp_path_factory.mktemp("listed") / "park", MANY)


@pytest.fixture
def show(qtbot: QtBot, park: Path, desk_on: Callable[[Path], Desk]) -> Show:
    """Shows the list as a table, filled."""
    desk = desk_on(park)

    def shown(layouts: Any = None, **changes: Any) -> Table:
        table = Table(desk, listed.listing(**changes), layouts)
        qtbot.addWidget(table)
        table.resize(1100, 600)
        table.show()
        with qtbot.waitSignal(table.filled):
            table.refresh()
        table.view.setFocus()
        return table

    return shown


def after(qtbot: QtBot, table: Table, act: Callable[[], object]) -> None:
    """Does something and waits until the rows it asks for are shown and nothing more is on its way."""
    act()
    qtbot.waitUntil(lambda: table.model.settled)


def matching(text: str) -> int:
    """How many rows hold every word."""
    rows = (
        f"T-{number:04}\n{listed.name_of(number)}\n{('Ground', 'First', 'Second')[number % 3]} {100 + number % 40}".lower()
        for number in range(1, MANY + 1)
    )
    return sum(all(word in row for word in text.lower().split()) for row in rows)


def words(table: Table, row: int) -> list[str]:
    """What stands in a row."""
    return [str(table.model.index(row, at).data()) for at in range(table.model.columnCount())]


def test_figures_dates_and_words_stand_as_people_read_them(show: Show) -> None:
    table = show()
    assert words(table, 3)[:2] == ["T-0004", "Company 31676 (Pvt) Ltd"]
    assert words(table, 3)[5:] == ["28", "1,86,400.00", "In arrears"]
    assert words(table, 4)[6] == "−15,000.00"
    assert words(table, 17)[5] == "not given"
    assert words(table, 9)[3] == "11 Jan 2027"
    assert words(table, 13)[1] == listed.URDU


def test_the_model_keeps_qts_rules_while_it_is_filtered_and_scrolled(show: Show, qtbot: QtBot) -> None:
    table = show()
    after(qtbot, table, lambda: table.filter("first 1"))
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    tester = QAbstractItemModelTester(table.model, mode, table)
    after(qtbot, table, lambda: table.filter("first 10"))
    after(qtbot, table, lambda: table.sort_by(6))
    table.view.scrollToBottom()
    qtbot.waitUntil(lambda: table.model.here(len(table.model.keys) - 1))
    after(qtbot, table, lambda: table.filter("first 1"))
    assert tester.model() is table.model


def test_typing_anywhere_filters_and_esc_shows_all_again(show: Show, qtbot: QtBot) -> None:
    table = show()
    after(qtbot, table, lambda: QTest.keyClicks(table.view, "f"))
    assert table.finder.line.hasFocus()
    after(qtbot, table, lambda: QTest.keyClicks(table.finder.line, "irst 101"))
    assert table.finder.line.text() == "first 101"
    assert 0 < len(table.model.keys) == matching("first 101")
    assert table.finder.told.text() == f"{matching('first 101')} of 3,000"
    assert all("First" in words(table, row)[4] for row in range(len(table.model.keys)))
    after(qtbot, table, lambda: QTest.keyClick(table.finder.line, Qt.Key.Key_Escape))
    assert len(table.model.keys) == MANY
    assert not table.finder.told.text()


def test_of_letters_typed_fast_only_the_last_filter_stays(show: Show, qtbot: QtBot) -> None:
    table = show()
    asked = []
    usual = table.model.listing.keys

    def counted(*args: Any, **words: Any) -> array[int]:
        asked.append(words["text"])
        return usual(*args, **words)

    table.refresh(listing=listed.listing(keys=counted))
    after(qtbot, table, lambda: QTest.keyClicks(table.finder.line, "company 7919"))
    assert table.model.shown_text == "company 7919"
    assert len(asked) < 13
    assert asked[-1] == "company 7919"


def test_rows_scrolled_to_are_fetched_and_those_passed_by_are_forgotten(show: Show, qtbot: QtBot) -> None:
    table = show()
    assert not table.model.here(2000)
    assert table.model.index(2000, 1).data() == ""
    table.view.scrollTo(table.model.index(2000, 0))
    qtbot.waitUntil(lambda: table.model.here(2000))
    assert words(table, 2000)[0] == "T-2001"
    qtbot.waitUntil(lambda: not table.model._wanted)
    assert not table.model.here(1000), "nothing between was read"


def test_the_cache_holds_a_bounded_number_of_pages(
    show: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stpdesk.ui.tables.model.CACHED", 3)
    table = show()
    for page in range(8):
        table.model.row(page * PAGE)
        qtbot.waitUntil(partial(table.model.here, page * PAGE))
    assert len(table.model._pages) == 3


def test_a_click_on_a_head_sorts_and_another_turns_it_round(show: Show, qtbot: QtBot) -> None:
    table = show()
    head = table.view.head
    at = QPoint(head.sectionViewportPosition(5) + 20, head.height() // 2)
    after(
        qtbot,
        table,
        lambda: QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), at),
    )
    assert (table.model.order, table.model.descending, head.sorted_by) == ("staff", False, "staff")
    first = words(table, 0)[5]
    after(
        qtbot,
        table,
        lambda: QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), at),
    )
    assert table.model.descending
    assert (first, words(table, 0)[5]) == ("not given", "59")


def test_ctrl_and_a_digit_sort_by_the_column_at_that_place(show: Show, qtbot: QtBot) -> None:
    table = show()
    control = Qt.KeyboardModifier.ControlModifier
    after(qtbot, table, lambda: QTest.keyClick(table.view, Qt.Key.Key_2, control))
    assert table.model.order == "name"
    QTest.keyClick(table.view, Qt.Key.Key_3, control)  # kinds are not sorted by
    assert table.model.order == "name"


def test_what_is_selected_and_seen_stays_so_when_rows_come_and_go_above(
    show: Show, qtbot: QtBot, desk_on: Callable[[Path], Desk], tmp_path: Path
) -> None:
    folder = listed.make(tmp_path / "park", 400)
    desk = desk_on(folder)
    table = Table(desk, listed.listing())
    qtbot.addWidget(table)
    table.resize(1100, 600)
    table.show()
    with qtbot.waitSignal(table.filled):
        table.refresh()
    table.select([200, 201, 205])
    table.view.verticalScrollBar().setValue(190 * 32 + 5)
    seen = table.model.keys[table.view.top_row()], table.view.rowViewportPosition(table.view.top_row())

    def act(session: Any) -> Any:
        from stpdesk.core.changes import Changes

        with session.park.writing() as db:
            db.execute("DELETE FROM listed WHERE k < 50 OR k = 201")
        return Changes({"tenants"})

    with qtbot.waitSignal(desk.changed):
        desk.act(table, act)
    after(qtbot, table, table.refresh)
    assert len(table.model.keys) == 350
    assert list(table.selected_keys()) == [200, 205]
    assert table.view.current_key() == 200
    top = table.view.top_row()
    assert (table.model.keys[top], table.view.rowViewportPosition(top)) == seen


def test_the_selection_survives_filter_and_sort_by_key(show: Show, qtbot: QtBot) -> None:
    table = show()
    table.select([7, 10])
    after(qtbot, table, lambda: table.filter("first"))
    assert list(table.selected_keys()) == [7, 10]
    after(qtbot, table, lambda: table.sort_by(0))
    assert set(table.selected_keys()) == {7, 10}
    after(qtbot, table, lambda: table.filter("second"))
    assert not table.selected_keys()


def test_arrows_home_end_and_enter_walk_and_open(show: Show, qtbot: QtBot) -> None:
    table = show()
    opened: list[int] = []
    chosen: list[list[int]] = []
    table.activated.connect(opened.append)
    table.selected.connect(lambda keys: chosen.append(list(keys)))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(table.view, key)
    QTest.keyClick(table.view, Qt.Key.Key_End)
    QTest.keyClick(table.view, Qt.Key.Key_Return)
    QTest.keyClick(table.view, Qt.Key.Key_Home)
    QTest.keyClick(table.view, Qt.Key.Key_PageDown)
    assert opened == [chosen[1][0], MANY]
    assert table.view.current_key() not in {1, MANY, None}


def test_arrows_and_enter_work_from_the_filter_line(show: Show, qtbot: QtBot) -> None:
    table = show()
    opened: list[int] = []
    table.activated.connect(opened.append)
    table.finder.line.setFocus()
    after(qtbot, table, lambda: QTest.keyClicks(table.finder.line, "first"))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(table.finder.line, key)
    assert opened == [table.model.keys[1]]
    assert table.finder.line.hasFocus()


def test_sums_follow_the_filter(show: Show, qtbot: QtBot) -> None:
    table = show()
    qtbot.waitUntil(lambda: table.totals.isVisible() and not table.totals._stale)
    assert "Code: 3000 tenants" in table.totals.in_words()
    after(qtbot, table, lambda: table.filter("first 101"))
    qtbot.waitUntil(lambda: f"Code: {matching('first 101')} tenants" in table.totals.in_words())
    assert table.totals.accessibleDescription() == table.totals.in_words()


def test_nothing_found_says_so_and_offers_the_way_back(show: Show, qtbot: QtBot) -> None:
    table = show()
    after(qtbot, table, lambda: table.filter("zzz"))
    assert table.nothing.isVisible()
    assert table.nothing.sentence == "Nothing matches “zzz”."
    assert table.finder.told.text() == "0 of 3,000"
    after(qtbot, table, lambda: QTest.mouseClick(table.nothing.button, Qt.MouseButton.LeftButton))
    assert not table.nothing.isVisible()
    assert len(table.model.keys) == MANY


def test_an_empty_list_says_what_to_do_first(show: Show, qtbot: QtBot) -> None:
    table = show(keys=lambda db, **how: array("q"))
    assert table.nothing.sentence == "No tenant is recorded yet."
    with qtbot.waitSignal(table.asked):
        QTest.mouseClick(table.nothing.button, Qt.MouseButton.LeftButton)


def test_columns_are_chosen_by_keyboard_and_remembered(show: Show, qtbot: QtBot) -> None:
    layouts: dict[str, Any] = {}
    table = show(layouts)
    QTest.keyClick(table.view, Qt.Key.Key_Menu)
    menu = next(one for one in table.findChildren(QMenu) if one.isVisible())
    chosen = next(one for one in menu.findChildren(QMenu) if one.title() == "Columns")
    next(one for one in chosen.actions() if one.text() == "Kind").trigger()
    menu.close()
    table.view.head.moveSection(1, 0)
    table.view.head.resizeSection(4, 222)
    after(qtbot, table, lambda: table.sort_by(5))
    table.hide()
    assert layouts["listed"]["hidden"] == ["kind"]

    again = show(layouts)
    assert again.view.head.isSectionHidden(2)
    assert again.places_shown()[:2] == [1, 0]
    assert again.view.head.sectionSize(4) == 222
    assert again.model.order == "staff"
    again.usual_layout()
    assert again.places_shown() == list(range(8))


def test_the_last_column_cannot_be_hidden(show: Show) -> None:
    table = show()
    for at in range(8):
        table.view.head.show_column(at, False)
    assert len(table.places_shown()) == 1


def test_one_column_takes_the_room_that_is_left(show: Show) -> None:
    table = show()
    head = table.view.head
    assert head.length() == table.view.viewport().width()
    before = head.sectionSize(1)
    table.resize(1400, 600)
    assert head.length() == table.view.viewport().width()
    assert head.sectionSize(1) > before


def test_a_layout_of_another_version_is_no_harm(show: Show) -> None:
    table = show({"listed": {"order": ["gone", "name"], "widths": {"name": "wide"}, "sort": "gone"}})
    assert table.places_shown()[0] == 1
    assert table.model.order == "code"


@pytest.mark.parametrize(("look", "percent"), [(theme.LIGHT, 100), (theme.DARK, 200)])
def test_every_part_is_painted_in_both_themes_and_sizes(
    show: Show, qtbot: QtBot, qapp: QApplication, look: str, percent: int
) -> None:
    theme.apply(qapp, look, percent)
    table = show()
    table.resize(1100 * percent // 100, 600)
    after(qtbot, table, lambda: table.filter("first"))
    table.select([7])
    qtbot.waitUntil(lambda: not table.totals._stale)
    picture = table.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(0, picture.width(), 3) for y in range(300)}
    wanted = theme.themes()[look]
    for colour in (wanted.surface, wanted.line, wanted.accent_soft, wanted.red, wanted.accent, wanted.bg):
        assert colour.name() in colours or colour == wanted.bg
    assert table.view.rowHeight(0) == 32 * percent // 100


def test_text_size_changes_under_an_open_table(show: Show, qapp: QApplication) -> None:
    table = show()
    theme.apply(qapp, theme.DARK, 150)
    assert table.view.rowHeight(0) == theme.px(32)
    assert table.view.look.colours == theme.themes()[theme.DARK]
    assert table.view.head.sectionSize(5) == theme.px(80)


def test_every_control_has_a_name(show: Show) -> None:
    table = show()
    controls = [table.view, table.view.head, table.finder.line, table.totals]
    assert all(one.accessibleName() for one in controls)
    buttons: list[QWidget] = [*table.findChildren(QPushButton)]
    assert all(one.accessibleName() for one in buttons if one.isVisible())
    assert table.model.index(0, 1).data(Qt.ItemDataRole.AccessibleDescriptionRole) == "Name"


def test_the_first_rows_of_a_long_list_are_seen_before_all_its_keys_are_known(
    show: Show, qtbot: QtBot
) -> None:
    table = show()
    seen: list[int] = []
    table.model.replaced.connect(lambda loaded: seen.append(len(table.model.keys)))
    after(qtbot, table, lambda: table.filter("first"))
    assert seen == [SCREENFUL, matching("first")]
    table.view.scrollTo(table.model.index(300, 0))
    qtbot.waitUntil(lambda: table.model.here(300))
    assert words(table, 300)[0] == "T-0901"


def test_what_is_selected_far_down_stays_so_while_the_first_rows_are_shown(show: Show, qtbot: QtBot) -> None:
    table = show()
    table.select([2998])
    told: list[list[int]] = []
    table.selected.connect(lambda keys: told.append(list(keys)))
    for text in ("f", "fi", "first"):
        table.filter(text)
        qtbot.waitUntil(lambda text=text: table.model.shown_text == text)  # type: ignore[misc]
    qtbot.waitUntil(lambda: table.model.settled)
    assert list(table.selected_keys()) == [2998] == [table.view.current_key()]
    assert all(keys == [2998] for keys in told)


def test_a_row_chosen_while_the_rest_is_read_stays_chosen(show: Show, qtbot: QtBot) -> None:
    table = show()
    table.select([2998])
    chosen: list[bool] = []

    def choose(loaded: Loaded) -> None:
        chosen.append(loaded.whole)
        if not loaded.whole:
            table.select([4])

    table.model.replaced.connect(choose)
    after(qtbot, table, lambda: table.filter("first"))
    assert chosen == [False, True]
    assert list(table.selected_keys()) == [4]


def test_a_row_deleted_meanwhile_is_blank_and_not_anothers(show: Show, qtbot: QtBot) -> None:
    def short(db: Any, keys: Any, **when: Any) -> Any:
        return [one for one in listed.rows(db, keys, **when) if one.key != 2]

    table = show(rows=short)
    assert words(table, 1)[0] == ""
    assert words(table, 2)[0] == "T-0003"


def test_columns_give_way_where_there_is_little_room_and_come_back(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        listed, "COLUMNS", tuple(replace(one, gives=at) for at, one in enumerate(listed.COLUMNS) if at < 7)
    )
    table = show()
    names = [column.name for column in listed.COLUMNS]

    def seen(width: int) -> list[str]:
        table.resize(width, 600)
        return [names[at] for at in table.places_shown()]

    assert seen(1100) == names
    assert seen(560) == ["code", "name", "kind"]
    table.view.head.show_column(5, True)
    assert seen(560) == ["code", "name", "kind", "staff"]
    assert table.places_chosen() == list(range(7))
    assert table.view.head.layout_now()["hidden"] == []
    assert seen(1100) == names


def test_a_sum_of_money_is_never_cut_and_names_and_columns_that_give_way_make_room_for_it(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = show()
    before = [usual.view.head.sectionSize(at) for at in range(7)]
    narrow = [
        replace(one, width={"balance": 104, "units": 150}.get(one.name, one.width)) for one in listed.COLUMNS
    ]
    monkeypatch.setattr(
        listed, "COLUMNS", tuple(replace(one, gives=int(one.name == "units")) for one in narrow)
    )
    table = show()
    head, look = table.view.head, table.view.look
    head.see([[None] * 6 + [Cell(99_99_99_999_99, tone="strong"), None], [None] * 6 + [-1_00, None]])
    need = look.width("99,99,99,999.99", look.strong)
    assert head.sectionSize(6) >= need + 2 * look.pad
    table.resize(880, 600)
    assert 4 not in table.places_shown()
    assert head.length() <= table.view.viewport().width()
    assert [usual.view.head.sectionSize(at) for at in range(7)] == before


def test_a_filter_line_says_what_to_do_in_words_that_fit_it(show: Show) -> None:
    line = show().finder.line
    said = []
    for width in (304, 88):
        line.setFixedWidth(theme.px(width))
        QApplication.processEvents()
        said.append(line.placeholderText())
    assert said[0] == "Type to filter"
    assert said[-1] == "Filter"
