"""Before a park is open: the start page, sign-in, a new park and its recovery code, the workbook."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from stpdesk.core.errors import Refused
from stpdesk.db import keys as db_keys
from stpdesk.db import sheets
from stpdesk.db.keys import Kdf
from stpdesk.db.park import Park
from stpdesk.ui.preferences import Preferences
from stpdesk.ui.start import page, sign_in
from stpdesk.ui.start.new_park import NewPark
from stpdesk.ui.start.page import StartPage
from stpdesk.ui.start.password import Password
from stpdesk.ui.start.places import code_from
from stpdesk.ui.start.recovery import Recovery
from stpdesk.ui.start.sign_in import SAMPLE, SignIn
from stpdesk.ui.workbooks import ImportBook
from stpdesk.workbook.template import write_template
from tests.ui.conftest import CHEAP, PASSWORD, USER, clock
from tests.ui.shell import Shell, nameless


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """New keys cost nothing, the sample park is small, parks are offered a place in the test's own folder."""
    monkeypatch.setattr(db_keys.create, "__defaults__", (CHEAP,))
    monkeypatch.setattr(Kdf.__init__, "__defaults__", (CHEAP.memory_kib, CHEAP.passes, CHEAP.lanes))
    monkeypatch.setattr(page, "TENANTS", 3)
    monkeypatch.setattr(page, "MONTHS", 4)
    monkeypatch.setenv("STPDESK_HOME", str(tmp_path / "home"))


def names(folder: Path) -> list[str]:
    """What lies in a folder, hidden or not."""
    return sorted(one.name for one in folder.iterdir()) if folder.exists() else []


# start page -----------------------------------------------------------------------------------------------------------


def test_at_first_start_enter_opens_the_sample_park(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    shell.window.start()
    shell.rest()
    assert nameless(shell.face) == []
    button = shell.button("Open the sample park")
    shell.wait(button.hasFocus)
    qtbot.keyClick(button, Qt.Key.Key_Return)
    shell.wait(lambda: shell.desk.park)
    shell.rest()
    assert shell.desk.park is not None
    assert shell.desk.park.sample
    assert names(tmp_path / "home") == [SAMPLE]
    assert shell.face is shell.window.workspace


def test_making_the_sample_park_can_be_stopped_and_leaves_nothing(shell: Shell, tmp_path: Path) -> None:
    shell.window.start()
    start = shell.face
    assert isinstance(start, StartPage)
    shell.button("Open the sample park").click()
    task = start.working._task
    assert task is not None
    task.stop()
    shell.wait(start._words.text)
    assert start._words.text() == "Stopped. Nothing of it was kept."
    assert names(tmp_path / "home") == []
    assert shell.button("Open the sample park").isEnabled()


def test_a_recent_park_that_is_gone_is_said_so_and_taken_off(shell: Shell, tmp_path: Path) -> None:
    gone = tmp_path / "gone.stpdesk"
    shell.window.preferences.recent = [str(gone)]
    shell.window.sign_in(gone)
    face = shell.face
    assert isinstance(face, SignIn)
    shell.wait(lambda: "does not exist" in face._words.text())
    assert not face._enter_button.isEnabled()
    shell.button("Take it off the list").click()
    assert isinstance(shell.face, StartPage)
    assert shell.window.preferences.recent == []


# sign-in --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def door(shell: Shell, park_folder: Path) -> SignIn:
    """The sign-in page of a park, ready."""
    shell.window.sign_in(park_folder)
    face = shell.face
    assert isinstance(face, SignIn)
    shell.wait(face._enter_button.isEnabled)
    assert nameless(face) == []
    return face


def test_a_person_signs_in_by_name_and_password_with_the_keyboard(
    qtbot: QtBot, shell: Shell, door: SignIn
) -> None:
    assert door._person.currentText() == USER
    qtbot.keyClicks(door._secret, PASSWORD)
    qtbot.keyClick(door._secret, Qt.Key.Key_Return)
    shell.wait(lambda: shell.desk.park)
    shell.rest()
    assert shell.window.preferences.user == USER


def test_a_password_typed_before_the_names_are_read_opens_once_they_are(
    qtbot: QtBot, shell: Shell, park_folder: Path
) -> None:
    shell.window.sign_in(park_folder)
    face = shell.face
    assert isinstance(face, SignIn)
    assert not face._enter_button.isEnabled()
    qtbot.keyClicks(face._secret, PASSWORD)
    qtbot.keyClick(face._secret, Qt.Key.Key_Return)
    shell.wait(lambda: shell.desk.park)
    shell.rest()


def test_each_wrong_password_makes_the_next_wait_longer(
    shell: Shell, door: SignIn, park_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[int] = []
    told: list[str] = []

    class Clock:
        """Notes the wait and does not wait."""

        @staticmethod
        def singleShot(wait: int, _owner: object, then: Callable[[], None]) -> None:  # noqa: N802  # Qt's name
            waits.append(wait)
            told.append(door._words.text())
            then()

    monkeypatch.setattr(sign_in, "QTimer", Clock)
    for count in range(1, 5):
        door._secret.setText("wrong")
        door._enter()
        shell.wait(lambda count=count: len(waits) == count)  # type: ignore[misc]
        assert "not right for manager" in door._words.text()
    assert waits == [0, 1000, 2000, 4000]
    assert "Wait 4 seconds" in told[-1]
    assert "Wait" not in door._words.text(), "the wait is over"
    shell.window.start()
    shell.window.sign_in(park_folder)
    again = shell.face
    assert isinstance(again, SignIn)
    shell.wait(again._enter_button.isEnabled)
    again._secret.setText("wrong")
    again._enter()
    shell.wait(lambda: len(waits) > 4)
    assert waits[-1] == 8000, "coming back does not make it quicker"


def test_a_park_written_elsewhere_is_offered_to_be_read(
    shell: Shell, door: SignIn, park_folder: Path
) -> None:
    with Park.open(park_folder, user=USER, password=PASSWORD, write=True, clock=clock):
        door._secret.setText(PASSWORD)
        door._enter()
        shell.wait(door._read_button.isVisible)
        assert "being written by manager" in door._words.text()
        assert shell.window.wrong == {}, "nobody guessed"
        shell.wait(door._read_button.isEnabled)
        door._read_button.click()
        shell.wait(lambda: shell.desk.park)
        shell.rest()
        assert shell.desk.park is not None
        assert not shell.desk.park.writable
        assert shell.window.workspace.status._lights["saved"].accessibleName() == "Read only"
        shell.desk.leave()
        shell.rest()


def test_the_recovery_code_opens_and_asks_for_a_new_password(
    qtbot: QtBot, shell: Shell, tmp_path: Path
) -> None:
    folder = tmp_path / "p.stpdesk"
    park, code = Park.create(
        folder, user="Amina", password="forgotten", code="GLT", name="Gilgit", clock=clock, kdf=CHEAP
    )
    park.close()
    shell.window.sign_in(folder)
    face = shell.face
    assert isinstance(face, SignIn)
    shell.wait(face._enter_button.isEnabled)
    face._recovery.click()
    assert face._secret.accessibleName() == "Recovery code"
    done: list[str] = []

    def answer(dialog: Password) -> None:
        assert nameless(dialog) == []
        for new, again, said in (
            ("short", "short", "A password has 8 characters at least."),
            ("a new password", "another password", "The two passwords are not the same."),
            ("a new password", "a new password", ""),
        ):
            dialog._new.setText(new)
            dialog._again.setText(again)
            dialog._save.click()
            assert dialog._words.text() == said
        shell.wait(lambda: not dialog.isVisible())
        done.append("set")

    face._secret.setText(code.lower().replace("-", " "))
    shell.answer(Password, answer)
    face._enter()
    shell.wait(lambda: done or shell.faults)
    shell.rest()
    shell.desk.leave()
    shell.rest()
    Park.open(folder, user="Amina", password="a new password", write=False, clock=clock).close()
    with pytest.raises(Refused, match="not right"):
        Park.open(folder, user="Amina", password="forgotten", write=False, clock=clock)


# a new park -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("SCO Software Technology Park, Gilgit", "GLGT"),
        ("STP Skardu", "SKRD"),
        ("Hub", "HUB"),
        ("کشمیر", ""),
        ("", ""),
    ],
)
def test_a_code_is_proposed_from_the_name(name: str, code: str) -> None:
    assert code_from(name) == code


@pytest.fixture
def form(shell: Shell) -> NewPark:
    """The page of a new park, filled in."""
    made = NewPark(shell.window)
    shell.window.show_face(made)
    assert nameless(made) == []
    made.fields["name"].set_text("STP Skardu")
    made.fields["city"].set_text("Skardu")
    made.fields["established_on"].set_text("1 Feb 2026")
    made.ticked.click()
    made.secret.set_text("a good password")
    made.again.set_text("a good password")
    return made


def test_a_park_is_made_once_its_code_was_typed_back(shell: Shell, form: NewPark, tmp_path: Path) -> None:
    folder = tmp_path / "home" / "STP Skardu.stpdesk"
    shell.window.preferences.screen = "leases"
    assert (form.fields["code"].text(), form.fields["folder"].text()) == ("SKRD", str(folder))
    form._make.click()
    shell.wait(lambda: isinstance(shell.face, Recovery))
    recovery = shell.face
    assert isinstance(recovery, Recovery)
    assert nameless(recovery) == []
    assert not folder.exists()
    code = recovery._made.recovery
    recovery._typed.setText(code[:-1] + ("0" if code[-1] != "0" else "1"))
    assert "compare it" in recovery._words.text()
    recovery.enter()
    assert not folder.exists()
    recovery._typed.setText(code.lower().replace("-", " "))
    recovery._open.click()
    shell.wait(lambda: shell.desk.park)
    shell.rest()
    assert names(tmp_path / "home") == [folder.name]
    assert shell.window.windowTitle() == "STP Skardu – STP Desk"
    assert shell.window.preferences.screen == "today", "not the screen that another park was left on"
    schemes: list[list[object]] = []

    def read(db: object) -> list[object]:
        return [
            (cells["head"], cells["pct"], str(cells["from"]), str(cells["to"]))
            for _, cells in sheets.cells(db, "Subsidies")  # type: ignore[arg-type]
        ]

    shell.desk.read(shell.window, read, schemes.append)
    shell.wait(lambda: schemes)
    assert sorted(map(str, schemes[0])) == [
        "('internet', 1000000, '2026-02-01', '2027-01-31')",
        "('rent', 250000, '2026-02-01', '2027-01-31')",
    ]


def test_whoever_turns_back_at_the_code_has_made_no_park(shell: Shell, form: NewPark, tmp_path: Path) -> None:
    form._make.click()
    shell.wait(lambda: isinstance(shell.face, Recovery))
    assert names(tmp_path / "home") == [".STP Skardu.stpdesk.new"]
    shell.button("Make no park").click()
    shell.wait(lambda: not names(tmp_path / "home"))


def test_closing_the_window_at_the_code_makes_no_park(shell: Shell, form: NewPark, tmp_path: Path) -> None:
    form._make.click()
    shell.wait(lambda: isinstance(shell.face, Recovery))
    shell.window.close()
    assert names(tmp_path / "home") == []


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("name", "", "Name is missing."),
        (
            "code",
            "not a code!",
            "“not a code!” cannot be a park code: use up to 12 letters, digits and hyphens.",
        ),
        ("established_on", "yesterdya", ""),
        ("user", "", "Your name is missing."),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    shell: Shell, form: NewPark, tmp_path: Path, field: str, text: str, sentence: str
) -> None:
    form.fields[field].set_text(text)
    form.fields["folder"].set_text(str(tmp_path / "home" / "x.stpdesk"))
    form._make.click()
    shell.wait(lambda: form.fields[field].shown_slip() is not None)
    assert str(form.fields[field].shown_slip()).startswith(sentence)
    assert shell.face is form
    assert names(tmp_path / "home") == []


def test_a_taken_folder_and_two_passwords_are_refused(shell: Shell, form: NewPark, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "file").write_text("x")
    form.again.set_text("a bad password")
    form._make.click()
    assert str(form.again.shown_slip()) == "The two passwords are not the same."
    form.again.set_text("a good password")
    form.fields["folder"].set_text(str(taken))
    form._make.click()
    shell.wait(lambda: form.fields["folder"].shown_slip() is not None)
    assert "not empty" in str(form.fields["folder"].shown_slip())
    assert form.isEnabled()


def test_a_new_park_is_filled_in_and_made_with_the_keyboard(
    qtbot: QtBot, shell: Shell, form: NewPark
) -> None:
    tab = Qt.Key.Key_Tab
    form.ticked.setFocus()
    qtbot.keyClick(form.ticked, Qt.Key.Key_Space)
    qtbot.keyClick(form.ticked, tab)
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Return)
    for typed in ("rent", "10 %", "KP", "1/1/26", "31/12/26"):
        qtbot.keyClicks(form.focusWidget(), typed)
        qtbot.keyClick(form.focusWidget(), tab)
    [one] = form.subsidies.value()
    assert (one["head"], one["funder"], str(one["to"])) == ("rent", "KP", "2026-12-31")
    for _ in range(2):
        qtbot.keyClick(form.focusWidget(), tab)
    assert form._make.hasFocus(), "through the rows to the button"
    form.secret.set_text("short")
    form.again.set_text("short")
    qtbot.keyClick(form._make, Qt.Key.Key_Return)
    assert str(form.secret.shown_slip()) == "A password has 8 characters at least."
    assert form.again.shown_slip() is None
    assert form.secret.control().hasFocus()
    form.secret.set_text("a good password")
    form.again.set_text("a good password")
    qtbot.keyClick(form.secret.control(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    shell.wait(lambda: isinstance(shell.face, Recovery))


def test_the_tick_gives_pseb_s_rows_and_takes_them_back(form: NewPark) -> None:
    assert [one["head"] for one in form.subsidies.value()] == ["internet", "rent"]
    form.subsidies.add_row({"head": "rent", "funder": "KP fund"})
    form.ticked.click()
    assert [one["funder"] for one in form.subsidies.value()] == ["KP fund"]


# the workbook ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def book(shell: Shell, park_folder: Path, tmp_path: Path) -> tuple[ImportBook, Path]:
    """The import dialog over a park, and the same park as a workbook."""
    from stpdesk.ui.park_export import export_book

    shell.open(park_folder)
    target = tmp_path / "park.xlsx"
    export_book(shell.window, str(target))
    shell.wait(lambda: shell.window.toast.text == "Written: park.xlsx")
    dialog = ImportBook(shell.window)
    dialog.show()
    assert nameless(dialog) == []
    return dialog, target


def test_writing_the_park_can_be_stopped(shell: Shell, park_folder: Path, tmp_path: Path) -> None:
    from stpdesk.ui.park_export import Writing, export_book

    shell.open(park_folder)
    export_book(shell.window, str(tmp_path / "park.xlsx"))
    writing = shell.window.findChild(Writing)
    assert writing is not None
    writing.reject()
    shell.wait(lambda: "Nothing of it was kept" in shell.window.toast.text)
    assert [one.name for one in tmp_path.iterdir() if "xlsx" in one.name] == []


def test_the_same_workbook_adds_nothing(shell: Shell, book: tuple[ImportBook, Path]) -> None:
    dialog, target = book
    dialog.read(target)
    shell.wait(lambda: "nothing new" in dialog._words.text())
    assert not dialog._import.isEnabled()


def test_a_workbook_is_rehearsed_then_imported_after_a_backup(
    shell: Shell, book: tuple[ImportBook, Path], park_folder: Path, tmp_path: Path
) -> None:
    import openpyxl

    dialog, target = book
    opened = openpyxl.load_workbook(target)
    sheet = opened["Tenants"]
    heads = [str(cell.value).casefold() for cell in sheet[1]]
    row = [""] * len(heads)
    row[0], row[1] = "T99", "Baltoro Software"
    sheet.append([one or None for one in row])
    opened.save(target)
    dialog.read(target)
    shell.wait(dialog._import.isEnabled)
    assert dialog._words.text() == "No fault. Rows to add: 1, to change: 0."
    dialog._import.click()
    shell.wait(lambda: dialog._words.text().startswith("Imported"))
    assert len(list((park_folder / "backups").glob("*.stpbackup"))) == 1
    found: list[int] = []
    shell.desk.read(
        dialog,
        lambda db: db.execute("SELECT count(*) FROM tenants WHERE code='T99'").fetchone()[0],
        found.append,
    )
    shell.wait(lambda: found)
    assert found == [1]


def test_every_fault_is_told_with_sheet_row_and_column(
    shell: Shell, book: tuple[ImportBook, Path], tmp_path: Path
) -> None:
    import openpyxl

    dialog, _ = book
    place = tmp_path / "bad.xlsx"
    write_template(place)
    opened = openpyxl.load_workbook(place)
    opened["Tenants"].append(["T1", None])
    opened["Units"].append(["A-1", None, None, None, None, "many"])
    opened.save(place)
    dialog.read(place)
    shell.wait(lambda: "faults" in dialog._words.text())
    model = dialog._table.model()
    told = [[model.index(row, column).data() for column in range(5)] for row in range(model.rowCount())]
    assert [line[0] for line in told] == ["Units", "Tenants"]
    assert [line[2] for line in told] == ["sqft", "name"]
    assert told[0][3] == "many"
    for row, line in enumerate(told):  # whole, where the column cuts it
        dialog._table.selectRow(row)
        assert dialog._notices.text() == line[4]
    assert not dialog._import.isEnabled()


def test_what_is_no_workbook_is_refused_in_a_sentence(
    shell: Shell, book: tuple[ImportBook, Path], tmp_path: Path
) -> None:
    dialog, _ = book
    shutil.copy(__file__, tmp_path / "x.xlsx")
    dialog.read(tmp_path / "x.xlsx")
    shell.wait(lambda: "x.xlsx" in dialog._words.text() or "workbook" in dialog._words.text().casefold())
    assert shell.faults == []


# the door --------------------------------------------------------------------------------------------------------------


def test_the_sample_parks_door_tells_its_password_while_it_is_that_and_to_its_first_person_only(
    shell: Shell, park_folder: Path, tmp_path: Path
) -> None:
    told = "This is the sample park; its password is “sample”."
    shutil.copytree(park_folder, tmp_path / SAMPLE)

    def said(folder: Path, person: str = USER) -> bool:
        shell.window.sign_in(folder)
        shell.rest()
        face = shell.face
        assert isinstance(face, SignIn)
        shell.wait(lambda: face._person.count() == 2)  # read at once, and then what the keys open with
        shell.rest()
        face._person.setCurrentText(person)
        shell.rest()
        return told in [one.text() for one in face.findChildren(QLabel)]

    for folder in (tmp_path / SAMPLE, park_folder):
        place = folder / "park.keys"
        made = db_keys.change_password(db_keys.load(place), USER, PASSWORD, "sample")
        file_key = db_keys.unlock(made, "sample", USER)
        db_keys.save(db_keys.add_person(made, file_key, "Bilal", "sample", CHEAP), place)
    assert said(tmp_path / SAMPLE)
    assert not said(tmp_path / SAMPLE, "Bilal")
    assert not said(park_folder)
    place = tmp_path / SAMPLE / "park.keys"
    db_keys.save(db_keys.change_password(db_keys.load(place), USER, "sample", "another one"), place)
    assert not said(tmp_path / SAMPLE)


def test_another_park_opens_on_its_first_screen() -> None:
    preferences = Preferences()
    preferences.opened(Path("a"), USER)
    preferences.screen = "leases"
    preferences.opened(Path("a"), USER)
    assert preferences.screen == "leases"
    preferences.opened(Path("b"), USER)
    assert preferences.screen == "today"
