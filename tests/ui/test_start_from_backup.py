"""A park from its backup, where the park itself is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog

from stpdesk.db import backup
from stpdesk.db.park import Park
from stpdesk.ui.start.from_backup import FromBackup
from stpdesk.ui.start.sign_in import SignIn
from tests.ui.conftest import PASSWORD, USER, clock
from tests.ui.shell import Shell, nameless


def test_a_lost_park_comes_back_from_a_stick(shell: Shell, park_folder: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with Park.open(park_folder, user=USER, password=PASSWORD, write=False, clock=clock) as park:
        made = backup.backup(park, stick).folder
    before = sorted(one.name for one in made.iterdir())

    shell.window.sign_in(made)  # opened as if it were the park: nothing may write in it
    shell.rest()
    door = shell.face
    assert isinstance(door, SignIn)
    door._secret.setText(PASSWORD)
    door._enter()
    shell.wait(lambda: "is a backup, not a park" in door._words.text())
    assert sorted(one.name for one in made.iterdir()) == before

    shell.window.show_face(FromBackup(shell.window, made))
    page = shell.face
    assert isinstance(page, FromBackup)
    shell.wait(page._restore.isEnabled)
    assert nameless(page) == []
    page._folder.setText(str(tmp_path / "again"))
    page._secret.setText("wrong")
    page.restore()
    shell.wait(lambda: "not right" in page._words.text())
    assert not (tmp_path / "again").exists()
    page._secret.setText(PASSWORD)
    page.restore()
    shell.wait(lambda: shell.desk.park)
    assert shell.desk.park is not None
    assert shell.desk.park.folder == tmp_path / "again"
    shell.rest()
    _drill(shell, tmp_path / "drill")


def _drill(shell: Shell, folder: Path) -> None:
    """A backup of the park that is open, restored beside it; from there to the restored park's own door."""
    shell.window.go("records", "backups")
    screen: Any = shell.window.screen_of("records")
    shell.wait(lambda: screen.month is not None)
    part = screen.part("backups")
    part.add()
    shell.wait(lambda: part.chosen() is not None)
    part.restore()
    asked: Any = next(one for one in shell.window.findChildren(QDialog) if one.isVisible())
    asked.folder.set_text(str(folder))
    asked.restore()
    shell.wait(lambda: asked.drill is not None)
    asked.open_it.click()
    shell.wait(lambda: isinstance(shell.face, SignIn) and shell.face._folder == folder)
    assert shell.desk.park is None


def test_what_is_no_backup_says_so(shell: Shell, tmp_path: Path) -> None:
    shell.window.show_face(FromBackup(shell.window, tmp_path))
    page = shell.face
    assert isinstance(page, FromBackup)
    shell.wait(lambda: "is not a backup" in page._words.text())
    assert not page._restore.isEnabled()
