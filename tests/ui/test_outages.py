"""The screen of outages on a real park: the report's own figures, records put right by keyboard, nothing lost when refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog
from pytestqt.qtbot import QtBot

from stpdesk.core.civil import seconds_of
from stpdesk.core.months import Month
from stpdesk.core.outages import Outage
from stpdesk.db import outages
from stpdesk.reports.figures.outages import outages as report
from stpdesk.reports.taking import context
from stpdesk.ui import wording
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.chips import Chips
from stpdesk.ui.forms.dialogs import FormDialog
from stpdesk.ui.forms.form import Form
from stpdesk.ui.outages.behind import TableDialog
from stpdesk.ui.outages.cards import figures
from stpdesk.ui.outages.month import MonthPart
from stpdesk.ui.outages.screen import Outages
from stpdesk.ui.today.acts import out
from tests.ui.conftest import clock

Opened = tuple[Desk, Outages]


def month_of(screen: Outages) -> MonthPart:
    """The month, as a part."""
    part = screen.part("month")
    assert isinstance(part, MonthPart)
    return part


WAIT = 10_000


@pytest.fixture
def screen(qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path) -> Opened:
    """October of the sample park, with its records."""
    desk = desk_on(park_folder)
    made = Outages(desk)
    qtbot.addWidget(made)
    made.resize(1170, 740)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: month_of(made).number() is not None and not desk.waiting, timeout=WAIT)
    return desk, made


def live(desk: Desk) -> list[Outage]:
    """The outages that count."""
    assert desk._session is not None
    with desk._session.park.reading() as db:
        return outages.live(db)


def form_of(qtbot: QtBot, screen: Outages) -> Form:
    """The form of the dialog that an act opened."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in screen.findChildren(FormDialog)), timeout=WAIT)
    form = next(one for one in screen.findChildren(FormDialog) if one.isVisible()).form
    form._preview_pause.setInterval(1)
    form._draft_pause.setInterval(1)
    return form


def test_every_figure_is_the_outage_reports_own(qtbot: QtBot, screen: Opened) -> None:
    desk, shown = screen
    facts = month_of(shown).facts
    assert facts is not None
    assert desk._session is not None
    with desk._session.park.reading() as db:
        told = report(context(desk._session.park, db, clock(), Month(2026, 10))).data
    assert facts.data == told
    assert month_of(shown).cards.told[0].value == f"{told['power']['availability_pct']:.2f} %"
    none = {**told["internet"], "links": [], "down_minutes": 0.0}
    bare = replace(facts, data={**told, "internet": none}, out={})
    assert next(one for one in figures(bare) if one.of == "internet").value == "–", (
        "nothing is there to be up"
    )
    rows = {one.name: one for one in month_of(shown).glance.heat.grid.rows}
    assert rows["Power"].total == pytest.approx(told["power"]["down_minutes"])
    assert len(rows["Power"].cells) == 31
    model = month_of(shown).table.model
    qtbot.waitUntil(lambda: bool(model.keys) and model.settled, timeout=WAIT)
    places = [[one.name for one in model.listing.columns].index(name) for name in ("number", "planned")]
    said = {}
    for at in range(model.rowCount()):
        qtbot.waitUntil(lambda at=at: model.here(at), timeout=WAIT)  # type: ignore[misc]  # a default argument, not a parameter
        number, planned = (str(model.index(at, place).data() or "") for place in places)
        said[int(number)] = planned
    foretold = {
        record["number"]: "planned" if record["planned"] else "announced" if event["planned_minutes"] else ""
        for event in sorted(told["events"], key=lambda one: float(one["minutes"]))
        for record in event["outages"]
    }
    assert said == foretold, "as the report says which were announced"
    assert set(said.values()) == {"planned", "announced", ""}


def test_keys_walk_the_month_and_enter_shows_a_day_alone(qtbot: QtBot, screen: Opened) -> None:
    desk, shown = screen
    heat = month_of(shown).glance.heat
    power = heat.grid.rows[0]
    day = next(place for place, minutes in enumerate(power.cells) if minutes)
    heat.setFocus()
    QTest.keyClick(heat, Qt.Key.Key_Home)
    for _ in range(day):
        QTest.keyClick(heat, Qt.Key.Key_Right)
    assert heat.accessibleDescription() == heat.said(0, day)
    QTest.keyClick(heat, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not desk.waiting and month_of(shown).table.model.settled, timeout=WAIT)
    assert month_of(shown).heading.text() == f"{day + 1} Oct 2026"
    assert len(month_of(shown).table.model.keys) >= 1
    assert heat.said(0, day).startswith(f"Power, {day + 1} Oct: ")


def test_the_figures_behind_the_picture_stand_in_a_table(qtbot: QtBot, screen: Opened) -> None:
    _, shown = screen
    glance, facts = month_of(shown).glance, month_of(shown).facts
    assert facts is not None
    for choice, lane in (("tenants", "tenants"), ("internet", "internet"), ("hours", "grid")):
        glance.by.set_value(choice)
        glance._turn()
        assert [list(one.cells) for one in glance.heat.grid.rows] == facts.data["hours"][lane]
    assert month_of(shown).glance.heat.grid.rows[0].name == "Monday"
    month_of(shown).glance.show_table()
    dialog = shown.findChildren(TableDialog)[0]
    qtbot.waitUntil(lambda: len(dialog.table.model.keys) == 24, timeout=WAIT)
    QTest.keyClick(dialog.table.view, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    month_of(shown).show_indices()
    dialog = next(one for one in shown.findChildren(TableDialog) if one.isVisible())
    qtbot.waitUntil(lambda: len(dialog.table.model.keys) > 15, timeout=WAIT)
    dialog.accept()


def test_a_refused_correction_keeps_what_was_typed_beside_the_right_field(
    qtbot: QtBot, screen: Opened
) -> None:
    desk, shown = screen
    number = month_of(shown).number()
    assert number is not None
    before = next(one for one in live(desk) if one.number == number)
    month_of(shown).act(month_of(shown).correcting.put_right)
    form = form_of(qtbot, shown)
    form.field("end").set_text("30 Oct 2026 09:00")
    form.field("cause").set_value("fault")
    form.field("reason").set_value("Read off the meter")
    form.save()
    qtbot.waitUntil(lambda: form.field("end").shown_slip() is not None and not desk.busy, timeout=WAIT)
    assert "after its start" in str(form.field("end").shown_slip())
    assert form.field("cause").value() == "fault"
    start = before.span.start
    form.field("end").set_value(datetime.fromtimestamp(start + 600, clock().tzinfo))
    with qtbot.waitSignal(desk.changed, timeout=WAIT):
        form.save()
    after = next(one for one in live(desk) if one.span.start == start and one.service == before.service)
    assert (after.span.seconds, after.cause) == (600, "fault")


def test_one_is_split_at_a_time(qtbot: QtBot, screen: Opened) -> None:
    desk, shown = screen
    table = month_of(shown).table
    table.select([table.model.keys[2]])
    number = month_of(shown).number()
    old = next(one for one in live(desk) if one.number == number)
    month_of(shown).act(month_of(shown).correcting.split)
    form = form_of(qtbot, shown)
    form.field("split").set_value(datetime.fromtimestamp(old.span.start + 300, clock().tzinfo))
    form.field("reason").set_value("Two cuts")
    with qtbot.waitSignal(desk.changed, timeout=WAIT):
        form.save()
    parts = [one.span for one in live(desk) if old.span.start <= one.span.start < old.span.end]
    assert [span.seconds for span in parts] == [300, old.span.seconds - 300]
    qtbot.waitUntil(
        lambda: table.model.settled and month_of(shown).number() not in {None, number}, timeout=WAIT
    )
    new = next(one for one in live(desk) if one.number == month_of(shown).number())
    assert old.span.start <= new.span.start < old.span.end  # it is at hand where the old one was


def test_merged_planned_and_dismissed_each_with_a_reason(
    qtbot: QtBot, screen: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, shown = screen
    asked: list[str] = []

    def answer(_parent: object, sentence: str, **_more: str) -> str:
        asked.append(sentence)
        return "So says the book"

    monkeypatch.setattr("stpdesk.ui.outages.correcting.reason", answer)
    power = [one for one in live(desk) if one.service == "power" and one.whole_park]
    first, second, third = power[-3:]
    do = month_of(shown).correcting
    with qtbot.waitSignal(desk.changed, timeout=WAIT):
        do.merge(second.number or 0)
    with qtbot.waitSignal(desk.changed, timeout=WAIT):
        do.plan(third.number or 0)
    planned = next(one for one in live(desk) if one.span == third.span)
    assert planned.planned
    with qtbot.waitSignal(desk.changed, timeout=WAIT):
        do.dismiss(planned.number or 0)
    spans = [one.span for one in live(desk)]
    assert third.span not in spans
    assert any((span.start, span.end) == (first.span.start, second.span.end) for span in spans)
    assert len(asked) == 3
    assert "between them count as out" in asked[0]


def test_an_outage_that_is_over_is_entered(qtbot: QtBot, screen: Opened) -> None:
    desk, shown = screen
    month_of(shown).correcting.add()
    form = form_of(qtbot, shown)
    start = datetime(2026, 10, 28, 4, tzinfo=clock().tzinfo)
    form.field("start").set_value(start)
    form.field("end").set_text("+30")
    form.field("end").settle()
    field = form.field("units")
    assert isinstance(field, Chips)
    assert form.field("start").control().hasFocus()
    assert not field.box.property("focused"), "one field at a time looks as if it had the keyboard"
    floor, units = field._items.all[0], [one for one in field._items.all if not one.about]
    field.set_value([units[0].key, floor.key])  # a floor tripped, and a unit elsewhere
    with qtbot.waitSignal(desk.changed, timeout=WAIT):
        form.save()
    made = next(one for one in live(desk) if one.span.start == seconds_of(start))
    assert made.span.seconds == 1800
    assert 1 < len(made.unit_ids) < len(units)
    assert floor.about == f"floor, {len(made.unit_ids) - 1} units"


def test_every_control_has_a_name(screen: Opened) -> None:
    _, shown = screen
    controls = shown.findChildren(QAbstractButton)
    assert [
        one for one in controls if one.isVisibleTo(shown) and not (one.accessibleName() or one.text())
    ] == []
    assert not [one for one in shown.findChildren(QDialog) if one.isVisible()]


def test_a_card_says_that_power_is_out_now_as_the_line_at_the_bottom_does(
    qtbot: QtBot, screen: Opened
) -> None:
    desk, shown = screen
    part = month_of(shown)

    def about() -> str:
        return next(one.about for one in part.cards.told if one.of == "power")

    before = about()
    shown.turn_to(Month(2026, 11))
    qtbot.waitUntil(lambda: part.facts is not None and part.facts.month.number == 11, timeout=WAIT)
    assert about() == "never out"
    desk.act(shown, lambda session: out(session, "power", None))
    qtbot.waitUntil(lambda: about() != "never out", timeout=WAIT)
    assert about() == f"out now, since {wording.clock(seconds_of(clock()))}"
    qtbot.waitUntil(lambda: not desk.waiting, timeout=WAIT)
    told = part.facts
    shown.look_again()  # once a minute: what lasts grows longer
    qtbot.waitUntil(lambda: part.facts is not told, timeout=WAIT)
    shown.turn_to(Month(2026, 10))
    qtbot.waitUntil(lambda: about() == before, timeout=WAIT)
