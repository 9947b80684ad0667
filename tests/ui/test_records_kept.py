"""The records' backups, people and audit trail: one window on one park, worked as a manager does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from stpdesk.actions import people
from stpdesk.actions.audit import prove
from stpdesk.actions.receipts import reverse_receipt
from stpdesk.actions.session import Role
from stpdesk.core.errors import Refused
from stpdesk.db import change_log
from stpdesk.db.lists import receipts
from stpdesk.db.park import Park
from stpdesk.ui import allowed
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.buttons import KeyButton
from stpdesk.ui.forms.dialogs import Small
from stpdesk.ui.parts import Scrolled
from stpdesk.ui.records.screen import Records
from tests.ui.conftest import PASSWORD, clock
from tests.ui.tenants_screen import press

WAIT = 20_000
STRONG = "three warm stoves"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def screen(qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path) -> Iterator[Records]:
    """The records of the sample park, with the keyboard."""
    made = Records(desk_on(park_folder))
    qtbot.addWidget(made)
    made.resize(1170, 740)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made


def shown(qtbot: QtBot, screen: Records, name: str, thing: str = "") -> Any:
    """A part, once it has read."""
    screen.show_thing(f"{name}:{thing}" if thing else name)
    qtbot.waitUntil(lambda: screen.month is not None and screen.tabs.value() == name, timeout=WAIT)
    part: Any = screen.part(name)
    qtbot.waitUntil(lambda: part.table.model.loaded, timeout=WAIT)
    return part


def dialog(qtbot: QtBot, screen: Records) -> Any:
    """The dialog that is open."""
    found: list[QDialog] = []

    def there() -> bool:
        found[:] = [one for one in screen.window().findChildren(QDialog) if one.isVisible()]
        return bool(found)

    qtbot.waitUntil(there, timeout=WAIT)
    return found[-1]


def test_a_backup_is_made_read_back_and_restored_beside_the_park(
    qtbot: QtBot, screen: Records, tmp_path: Path
) -> None:
    part = shown(qtbot, screen, "backups")
    stick = tmp_path / "stick"
    stick.mkdir()
    part.choose()
    form = dialog(qtbot, screen).form
    form.field("folders").set_text("stick")
    form.save()
    qtbot.waitUntil(lambda: form.field("folders").shown_slip() is not None, timeout=WAIT)
    assert "whole path" in str(form.field("folders").shown_slip())
    form.field("folders").set_text(str(stick))
    with qtbot.waitSignal(screen.desk.changed, timeout=WAIT):
        form.save()

    session = screen.desk._session
    assert session is not None
    with session.park.reading() as db:
        (number,) = db.execute("SELECT number FROM receipts ORDER BY date DESC").fetchone()
    reverse_receipt(session, number, day=session.today, reason="the cheque came back")
    part._now.setFocus()
    part._now.click()
    assert part.window().focusWidget() is part._now, "the keyboard stays on its button"
    qtbot.waitUntil(lambda: len(part.records) == 2 and part.chosen() is not None, timeout=WAIT)
    assert part.window().focusWidget() is part._now
    assert {one.own for one in part.records} == {True, False}
    assert part.told.accessibleName().startswith("Made every 30 minutes, and copied")
    assert not part.below.isVisibleTo(part)
    part.told.setFixedWidth(20)  # as where the words are large
    qtbot.waitUntil(lambda: part.below.text() == part.told.accessibleName(), timeout=WAIT)
    assert part.below.isVisibleTo(part)
    place = next(one.held.place for one in part.records if one.own)
    assert len(list(stick.glob("*.stpbackup/backup.json"))) == 1

    part.table.select([next(one.key for one in part.records if one.own)])
    part.restore()
    asked = dialog(qtbot, screen)
    asked.folder.set_text(str(stick))
    asked.restore()
    qtbot.waitUntil(lambda: asked.folder.shown_slip() is not None, timeout=WAIT)
    assert "not empty" in str(asked.folder.shown_slip())
    assert asked.go.shortcut() == QKeySequence("Ctrl+Return")  # the key on the button still is its key
    asked.folder.set_text("again")
    asked.restore()
    qtbot.waitUntil(lambda: asked.drill is not None and asked.table.model.loaded, timeout=WAIT)
    drill = asked.drill
    assert drill.same_history
    assert all(one.equal for one in drill.totals)
    with (
        Park.open(tmp_path / "again", user="manager", password=PASSWORD, write=False, clock=clock) as copy,
        copy.reading() as db,
    ):
        assert change_log.hash_at(db, drill.seq) == drill.park_hash
        listed = receipts.totals(db)
    told = {one.name: one.copy for one in drill.totals}
    assert told["received"] == listed.cash + listed.income_tax + listed.sales_tax, (
        "as the receipts' list sums it"
    )
    asked.reject()

    (place / "park.keys").write_bytes(b"{}")
    with qtbot.waitSignal(screen.desk.refused, timeout=WAIT) as told:
        part.open()
    assert "does not read back" in str(told.args[0])
    qtbot.waitUntil(lambda: any(one.held.problem for one in part.records), timeout=WAIT)


def test_people_come_get_another_name_and_go(
    qtbot: QtBot, screen: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = shown(qtbot, screen, "people")
    qtbot.waitUntil(lambda: part.chosen() is not None, timeout=WAIT)
    assert not part._bound[0].isEnabled()  # one's own role, and the last manager's

    def saved(fill: dict[str, str]) -> None:
        form = dialog(qtbot, screen).form
        for name, text in fill.items():
            (
                form.field(name).edit.setText
                if hasattr(form.field(name), "edit")
                else form.field(name).set_value
            )(text)
        with qtbot.waitSignal(screen.desk.changed, timeout=WAIT):
            form.save()
        qtbot.waitUntil(lambda: not screen.desk.waiting, timeout=WAIT)

    part.add()
    form = dialog(qtbot, screen).form
    form.field("name").set_text("MANAGER")
    form.field("password").edit.setText("12345678")
    form.save()
    assert "once more" in str(form.field("again").shown_slip())
    form.field("again").edit.setText("12345678")
    form.save()
    assert "Anybody would try" in str(form.field("password").shown_slip())
    form.field("password").edit.setText(STRONG)
    form.field("again").edit.setText(STRONG)
    form.save()
    qtbot.waitUntil(lambda: form.field("name").shown_slip() is not None, timeout=WAIT)
    assert "already a person" in str(form.field("name").shown_slip())
    assert form.field("password").value() == STRONG  # what was typed is still there
    assert STRONG not in str(form.texts())  # and in no draft
    saved({"name": "Sajida Bano", "role": "accounts"})

    qtbot.waitUntil(lambda: len(part.table.model.keys) == 2, timeout=WAIT)
    bano = next(one for one in part.records if one.name == "Sajida Bano")
    assert (bano.role, bano.listed.has_key) == ("Accounts officer", True)
    part.table.select([bano.key])
    part.open()
    saved({"role": "viewer"})
    qtbot.waitUntil(lambda: {one.role for one in part.records} == {"Park manager", "Viewer"}, timeout=WAIT)
    monkeypatch.setattr("stpdesk.ui.records.people.ask", lambda *_, **__: "retire")
    part.retire()
    qtbot.waitUntil(lambda: any(one.listed.person.retired for one in part.records), timeout=WAIT)

    own = next(one for one in part.records if one.listed.here)
    part.table.select([own.key])
    part.rename()
    assert dialog(qtbot, screen).form.field("name").edit.hasSelectedText()  # the old one is typed over
    saved({"name": "Amina Bibi", "password": PASSWORD})
    assert screen.desk.park is not None
    qtbot.waitUntil(
        lambda: screen.desk.park is not None and screen.desk.park.actor == "Amina Bibi", timeout=WAIT
    )

    part.recovery()
    sheet = dialog(qtbot, screen)
    sheet.typed.setText(sheet.code[:-1] + "Z" * (sheet.code[-1] != "Z") + "Y" * (sheet.code[-1] == "Z"))
    assert "not the code" in sheet.words.text()
    assert not sheet.go.isEnabled()
    sheet.typed.setText(sheet.code.lower())
    with qtbot.waitSignal(screen.desk.changed, timeout=WAIT):
        sheet.keep()
    Park.open(
        screen.desk.park.folder, user="Amina Bibi", recovery=sheet.code, write=False, clock=clock
    ).close()


def test_whose_role_does_not_cover_it_reads_so_before_typing(qtbot: QtBot, screen: Records) -> None:
    from dataclasses import replace

    from stpdesk.ui.records.people_forms import new

    part = shown(qtbot, screen, "people")
    desk = screen.desk
    assert desk.park is not None
    desk.park = replace(desk.park, role=Role.DUTY.value)
    part.refresh()
    qtbot.waitUntil(part.why.isVisible, timeout=WAIT)
    assert (
        part.why.accessibleName() == "You are signed in as duty officer. Only the park manager can do this."
    )
    assert not part._new.isEnabled()
    form = new(desk)
    qtbot.addWidget(form)
    assert not form.footer.save.isEnabled()
    assert not form.field("role").isEnabled()
    assert form._bar is not None
    assert "Only the park manager" in form._bar.accessibleName()
    form.save()
    qtbot.wait(10)
    desk.park = replace(desk.park, role=Role.MANAGER.value)
    form.start({})
    assert form.footer.save.isEnabled()


def test_the_audit_trail_tells_in_words_is_filtered_and_leads_to_the_thing(
    qtbot: QtBot, screen: Records
) -> None:
    desk = screen.desk
    assert desk._session is not None
    session = desk._session
    people.add_person(session, "Bilal", Role.DUTY, STRONG)
    bilal = next(one.person.id for one in people.listed(session) if one.person.name == "Bilal")
    people.set_role(session, bilal, Role.VIEWER)
    part = shown(qtbot, screen, "audit")
    qtbot.waitUntil(lambda: part.panel.entry is not None, timeout=WAIT)
    first = [str(getattr(cell, "value", cell)) for cell in part.table.model.row(0)]
    assert first[1:5] == ["manager", "Changed", "Person Bilal", "Role Duty officer → Viewer"]

    part.panel.hide()  # as where there is no room for it
    part.change()
    whole = next(one for one in screen.window().findChildren(Small) if one.isVisible())
    scrolled = whole.findChild(Scrolled)
    assert scrolled is not None
    assert not scrolled.verticalScrollBar().isVisible()
    next(one for one in whole.findChildren(KeyButton) if one.key == "Esc").click()
    assert not whole.isVisible()

    with qtbot.waitSignal(screen.go, timeout=WAIT) as gone:
        press(qtbot, Qt.Key.Key_Return) if QApplication.focusWidget() else part.jump()
    assert gone.args == ["records", "people:Bilal"]

    part.group.set_value("tenants")
    qtbot.waitUntil(
        lambda: part.panel.entry is not None and part.panel.entry.table in {"tenants", "returns"},
        timeout=WAIT,
    )
    part.group.set_value(None)
    part.show_thing("T02")
    qtbot.waitUntil(part.only.isVisible, timeout=WAIT)
    assert not part.parts.isVisible(), "of one thing every line is listed"
    qtbot.waitUntil(lambda: part.panel.entry is not None and not desk.waiting, timeout=WAIT)
    with session.park.reading() as db:
        (key,) = db.execute("SELECT id FROM tenants WHERE folded = 't02'").fetchone()
        (count,) = db.execute(
            "SELECT count(*) FROM change_log WHERE row_id = ?1 OR instr(new, ?1) OR instr(old, ?1)", (key,)
        ).fetchone()
    assert len(part.table.model.keys) >= count
    part.show_all()

    part.check()
    qtbot.waitUntil(part.verdict.isVisible, timeout=WAIT)
    with session.park.reading() as db:
        seq, digest = change_log.head(db)
    told = part.verdict.accessibleName().replace(" ", "").replace(",", "")
    assert f"{seq}entries" in told
    assert digest[:16] in told

    def stop(done: int, of: int) -> None:
        assert done <= of == 2 * seq
        raise Refused("Stopped.")

    assert seq >= change_log.STEP
    with pytest.raises(Refused, match="Stopped"):
        prove(session, stop)


def test_every_row_of_every_table_reads_in_words(demo_park: Path) -> None:
    """No column's name, no key and no JSON is shown of any entry of the sample park; each leads somewhere, or says why not."""
    from stpdesk.db import schema
    from stpdesk.db.lists import audit, audit_seen
    from stpdesk.ui.billing import places as billing
    from stpdesk.ui.records import audit_words as words
    from stpdesk.ui.records import places as records
    from stpdesk.ui.records.audit_jump import target, why_nowhere

    with (
        Park.open(demo_park, user="manager", password=PASSWORD, write=False, clock=clock) as park,
        park.reading() as db,
    ):
        entries = audit.rows(db, audit.keys(db, parts=True))
        columns = {name for table in schema.LOGGED for name, _ in change_log.columns(db, table)}
    assert set(schema.LOGGED) <= {*words.THINGS}
    assert set(schema.LOGGED) == {table for tables in audit.GROUPS.values() for table in tables}
    assert columns <= {*words.FIELDS, *audit_seen.OWN}
    nowhere = {one.table for one in entries if target(one) is None}
    assert nowhere == {"change_log", "causes", "adjusted_readings"}
    places = {part.name for part in (*records.PLACES, *billing.PLACES)}
    for one in {one.table: one for one in entries}.values():
        place = target(one)
        if place is None:
            assert "screen of its own" in str(why_nowhere(one))
        elif place[0] in {"records", "billing"}:
            assert place[1].partition(":")[0] in places, place
    for one in entries:
        said = f"{words.thing(one)} {words.in_one_line(one, 99)}"
        assert "_" not in words.thing(one)
        assert not words._KEY.search(said), said
        assert "{" not in said, said


def test_the_audit_trail_is_searched_by_what_its_lines_show_and_by_nothing_else(demo_park: Path) -> None:
    from stpdesk.core.searching import sought
    from stpdesk.db.lists import audit, told
    from stpdesk.ui.records import audit_words as words
    from stpdesk.ui.tables import formats

    said = words.said()
    with (
        Park.open(demo_park, user="manager", password=PASSWORD, write=False, clock=clock) as park,
        park.reading() as db,
    ):
        listed = audit.rows(db, audit.keys(db))

        def found(text: str, *, parts: bool = False) -> set[int]:
            return {*audit.keys(db, text=text, said=said, parts=parts)}

        one_of = {one.table: one for one in listed}
        every = audit.rows(db, audit.keys(db, parts=True))
        asked = audit._asked(db, "seq", True, "", said=said, parts=True)
        for one in {
            (one.table, one.op, one.row.get("name")): one for one in every if one.op != "begin"
        }.values():
            called = " ".join(" ".join(told) for told in words.differences(one))
            line = f"{words.thing(one)} {words.done(one.op)} {one.actor} {formats.instant(one.at)} {called}"
            typed = [sought(word) for word in re.sub("[“”;…→–()]", " ", line).split()]
            missed = {word for word in typed if not told.holding_here(db, asked, [word], [one.key])}
            assert not missed, line
        assert found("rent per square foot") == set()
        assert {one.key for one in listed if one.table == "meters"} <= found("multiplier")
        charges = found("one-off charge")
        assert {one.key for one in listed if one.table == "one_offs"} <= charges
        for one in audit.rows(db, sorted(found("t10"))):
            assert "t10" in f"{words.thing(one)} {words.in_one_line(one, 99)}".casefold()
        assert not found(one_of["receipts"].row_id)
        assert not found("folded")
        few = audit.keys(db, text="t10", said=said, group="receipts")
        assert {*few} == {one.key for one in listed if one.table in audit.GROUPS["receipts"]} & found("t10")
        parts = audit.rows(db, sorted(found("internet", parts=True)))
        assert "lease_charges" in {one.table for one in parts}


def test_what_is_entered_and_called_otherwise_since_is_found_by_what_is_shown_now(park_folder: Path) -> None:
    """The entries' texts are kept in memory, whatever is written."""
    from stpdesk.db.lists import audit
    from stpdesk.ui.records import audit_words as words

    said = words.said()
    with Park.open(park_folder, user="manager", password=PASSWORD, write=True, clock=clock) as park:

        def found(text: str) -> list[tuple[str, str]]:
            with park.reading() as db:
                audit.look_ahead(db, said=said)
                return [(one.table, one.op) for one in audit.rows(db, audit.keys(db, text=text, said=said))]

        assert ("leases", "insert") in found("t02 lease")
        assert found("zulfiqar") == []
        with park.writing() as db:
            db.execute("UPDATE tenants SET name = 'Zulfiqar Labs' WHERE folded = 't02'")
        now = found("zulfiqar")
        assert now[0] == ("tenants", "update")
        assert ("leases", "insert") in now


def test_every_form_of_the_window_says_whose_it_is() -> None:
    """A form whose name `allowed.FORMS` does not know would let a person type in vain."""
    ui = Path(allowed.__file__).parent
    named = re.compile(r"(?:\bForm|super\(\).__init__)\(\s*(?:self\._)?desk,\s*(f?)\"([a-z-]+)")
    found = {
        (bool(part), name)
        for path in ui.rglob("*.py")
        for part, name in named.findall(path.read_text("utf-8"))
    }
    assert len(found) > 25
    unknown = {name for _, name in found if name not in allowed.FORMS} - {"tables"}
    assert unknown == set()
