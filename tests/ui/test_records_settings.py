"""Settings, matters for PSEB and workbooks in the window: one act each, refusals beside the field, figures as on the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from stpdesk.actions import attention, park_settings, watching
from stpdesk.actions.exporting import workbook_rows
from stpdesk.actions.importing import import_book
from stpdesk.actions.session import Role, Session
from stpdesk.core.attention import MatterForm
from stpdesk.core.occupancy import let_area
from stpdesk.core.park import ParkSettings
from stpdesk.db import drafts, terms
from stpdesk.db.lists import audit
from stpdesk.db.park import Park
from stpdesk.ui.forms.dialogs import FormDialog, Question
from stpdesk.ui.forms.form import Form
from stpdesk.ui.records import audit_jump
from stpdesk.ui.records import audit_words as words
from stpdesk.ui.records.explained import SETTINGS, WATCHED
from stpdesk.ui.records.setting_rows import COLUMNS, LOGO, does
from stpdesk.workbook.reading import read
from tests.ui.conftest import CHEAP, PASSWORD, USER, clock
from tests.ui.shell import Shell, nameless


def form_of(shell: Shell) -> Form:
    """The form that is open."""
    shell.wait(lambda: any(one.isVisible() for one in shell.window.findChildren(FormDialog)))
    shell.rest()
    return next(one for one in shell.window.findChildren(FormDialog) if one.isVisible()).form


def part_of(shell: Shell, thing: str) -> Any:
    """A part of the screen of records, with its rows."""
    shell.window.go("records", thing)
    shell.rest()
    part: Any = shell.window.screen_of("records").current()  # type: ignore[attr-defined]
    shell.wait(lambda: part.records and len(part.table.selected_keys()) == 1)
    return part


def change(shell: Shell, part: Any, name: str, field: str, text: str) -> Form:
    """Types another value for a setting and saves."""
    part.show_thing(name)
    part.open()
    form = form_of(shell)
    form.field(field).set_text(text)
    form.save()
    shell.rest()
    return form


def test_a_number_on_papers_that_looks_wrong_says_so_beside_what_it_does() -> None:
    assert does("iban", "PK36SCBL0000001123456702", "Printed.") == "Printed."
    assert does("iban", None, "Printed.") == "Printed."
    told = does("iban", "PK36SCBL0000001123456703", "Printed.")
    assert told == "Please look at it: an IBAN here is PK and 22 more characters that check out. Printed."
    assert does("ntn", "12", "Printed.").startswith("Please look at it: an NTN has 7 digits")
    assert does("bank", "12", "Printed.") == "Printed."


def test_every_setting_says_in_words_what_it_does() -> None:
    assert set(SETTINGS) == {*COLUMNS, LOGO}
    from stpdesk.core.watch_settings import KEYS, LINK

    assert set(WATCHED) == {*KEYS, *LINK}
    assert all(one.title and one.does.endswith(".") for one in SETTINGS.values())


CHOSEN = ("Units", "Tenants", "Leases", "Rates", "Charges")


def occupied(db: Database, day: date) -> tuple[int, float]:
    """Leases in force on a day and the area they hold."""
    held = [one for one in terms.leases(db, terms.units(db)) if one.in_force(day)]
    return len(held), float(sum(let_area(let) for one in held for let in one.units))


def test_settings_are_changed_one_by_one(shell: Shell, park_folder: Path, tmp_path: Path) -> None:
    shell.open(park_folder)
    shell.window.resize(1366, 768)
    session = shell.desk._session
    assert session is not None
    part = part_of(shell, "settings")
    assert nameless(shell.window.screen_of("records")) == []

    def present() -> ParkSettings:
        return park_settings.present(session)

    change(shell, part, "late_fee_pct", "late_fee_pct", "1.5")
    assert present().late_fee_pct == 15_000
    assert next(one.shown for one in part.records if one.name == "late_fee_pct") == "1.5 %"
    change(shell, part, "section_order", "section_order", "money; summary")
    assert present().section_order == ("money", "summary")

    # refused: beside the field, what was typed stays
    form = change(shell, part, "code", "code", "no code!")
    assert "12 letters" in str(form.field("code").shown_slip())
    with session.park.reading() as db:
        assert any("no code!" in str(one.texts) for one in drafts.every(db))
    form.put_texts({"code": present().code})
    form.cancel()
    shell.rest()

    # what is charged by date: entered, refused twice beside the field, taken out
    count = sum(one.group == "Taxes" for one in part.records)
    for expected in (count + 1, None):
        part.add_tax()
        form = form_of(shell)
        for name, text in {
            "head": "parking",
            "authority": "GBRA",
            "name": "Sales tax",
            "pct": "5",
            "from": "1/11/2026",
        }.items():
            form.field(name).set_text(text)
        form.save()
        shell.rest()
        if expected is not None:
            assert sum(one.group == "Taxes" for one in part.records) == expected
        else:
            assert any("such a row already" in str(one.shown_slip()) for one in form.fields())
            form.discard_draft()
            form.cancel()
            shell.rest()
    made = next(one for one in part.records if one.group == "Taxes" and one.dated.cells["head"] == "parking")
    assert made.shown == "5 %, from 1 Nov 2026"
    part.table.select([made.key])
    shell.answer(Question, lambda asked: asked._answer("do"))
    part.remove()
    shell.rest()
    assert sum(one.group == "Taxes" for one in part.records) == count

    # the monitor's
    change(shell, part, "judging.failures", "set", "4")
    assert watching.watched(session).judging.failures == 4
    with session.park.reading() as db:
        (entry,) = audit.rows(db, audit.keys(db)[:1])
        assert list(audit.keys(db, text="failures go monitor", said=words.said())) == [entry.key]
    assert (words.thing(entry), words.in_one_line(entry)) == ("Setting “Monitor”", "Failures to go 4")
    assert audit_jump.target(entry) == ("records", "settings:judging.failures")
    form = change(shell, part, "times.interval", "set", "soon")
    assert "seconds" in str(form.field("set").shown_slip())
    assert "times.interval" not in str(form.field("set").shown_slip()), "that is what the command line types"
    form.discard_draft()
    form.cancel()

    # workbooks: chosen sheets read back as they are, the empty one too
    carry = part_of(shell, "carrying")
    rows = workbook_rows(session)[1]
    told = {one.sheet: one.rows for one in carry.records}
    assert all(told[name] == len(listed) for name, listed in rows.items())
    carry.table.select([one.key for one in carry.records if one.sheet in CHOSEN])
    target = tmp_path / "some.xlsx"
    carry.save_paper(str(target))
    shell.wait(target.exists)
    shell.rest()
    book = read(target)
    assert {sheet: len(found) for sheet, found in book.rows.items() if found} == {
        sheet: len(rows[sheet]) for sheet in CHOSEN if rows[sheet]
    }
    assert not book.settings
    other, _ = Park.create(
        tmp_path / "other", user=USER, password=PASSWORD, code="OTH", name="Other", clock=clock, kdf=CHEAP
    )
    try:
        empty = Session(other, USER, clock, Role.MANAGER)
        import_book(empty, book)
        brought = workbook_rows(empty)[1]
        assert all(brought[sheet] == rows[sheet] for sheet in CHOSEN)
        day = date(2026, 10, 31)
        with session.park.reading() as one, other.reading() as two:
            assert occupied(one, day) == occupied(two, day) != (0, 0)
    finally:
        other.close()
    carry.template(str(tmp_path / "empty"))
    shell.wait((tmp_path / "empty.xlsx").exists)


def test_matters_are_entered_settled_and_refused_beside_their_field(shell: Shell, park_folder: Path) -> None:
    shell.open(park_folder)
    session = shell.desk._session
    assert session is not None
    for place in range(len(attention.listed(session)), 4):
        attention.add_matter(session, MatterForm(f"matter {place}", clock().date(), "decide"))
    part = part_of(shell, "matters")

    def enter(text: str) -> Form:
        part.add()
        form = form_of(shell)
        assert form.field("since").value() == clock().date()
        form.field("matter").set_text(text)
        form.field("since").set_text("1/10/2026")
        form.field("decision").set_text("Approve it")
        form.field("order").set_text("1")
        form.save()
        shell.rest()
        return form

    enter("The transformer of block B")
    found = attention.listed(session)
    assert found[0].matter == "The transformer of block B"
    assert [one.matter.matter for one in part.records] == [one.matter for one in found]
    form = enter("A sixth one")
    assert "5 matters at most" in form.footer.words.toolTip()
    form.discard_draft()
    form.cancel()
    shell.rest()
    part.table.select([found[0].number])
    part.settle()
    form = form_of(shell)
    assert form.field("date").value() == clock().date()
    form.field("date").set_text("1/9/2026")
    form.field("outcome").set_text("It came")
    form.save()
    shell.rest()
    assert "began on" in str(form.field("date").shown_slip())
    form.field("date").set_text("2/11/2026")
    form.save()
    shell.rest()
    assert len(attention.listed(session)) == 4
    assert part.records[-1].matter.outcome == "It came"
