"""The month's close in the window: the list, what settles each line, closing, the frozen report, reopening."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from stpdesk.actions import charges
from stpdesk.actions.billing import issue_run
from stpdesk.actions.causes_given import give_cause
from stpdesk.actions.month_close import checklist, run_state
from stpdesk.actions.session import Session
from stpdesk.cli.billing import _checklist
from stpdesk.core.changes import Changes
from stpdesk.core.civil import midnight, moment
from stpdesk.core.errors import Refused
from stpdesk.core.frozen import PDF
from stpdesk.core.months import Month
from stpdesk.core.spans import Span
from stpdesk.db import backup, closings, frozen, outages
from stpdesk.reports import taking
from stpdesk.ui.billing.charge_form import choices
from stpdesk.ui.billing.run_beside import UnbilledDialog
from stpdesk.ui.closing.acts import earlier_open
from stpdesk.ui.closing.lines import Line
from stpdesk.ui.closing.part import MonthClose
from stpdesk.ui.forms.dialogs import FormDialog, Question
from stpdesk.ui.outages import acts
from stpdesk.ui.sentences import in_words
from tests.ui.shell import Shell, nameless

OCTOBER = Month(2026, 10)


def line(part: MonthClose, name: str) -> Line:
    """One line of the list."""
    return next(one for one in part.lines.lines if one.step is not None and one.step.name == name)


def told(part: MonthClose) -> list[dict[str, Any]]:
    """What the lines say."""
    return [
        {
            "step": one.step.name,
            "state": one.step.state,
            "left": one.step.left,
            "of": one.step.of,
            "says": one.step.says,
        }
        for one in part.lines.lines
        if one.step is not None
    ]


def is_closed(shell: Shell) -> bool:
    """Whether October is, in the file."""
    session = shell.desk._session
    assert session is not None
    with session.park.reading() as db:
        return closings.is_closed(db, OCTOBER)


def forms_say_it(session: Session) -> None:
    """What is typed of a closed month is refused as foreseen."""
    with pytest.raises(Refused, match="is closed") as refused:
        charges.foresee(session, tenant="T03", head="repair", day=OCTOBER.last, amount=100)
    assert refused.value.field == "date"
    with session.park.reading() as db:
        assert choices(db, session.today, OCTOBER).usual == session.today
        one = outages.live(db, Span(midnight(OCTOBER.first), midnight((OCTOBER + 1).first)))[-1]
    told = {"start": moment(one.span.start), "end": moment(one.span.end), "planned": one.planned}
    with pytest.raises(Refused, match="is closed"):
        acts.foresee(session, one.number or 0, {**told, "cause": one.cause, "note": "told later"})


def test_a_month_is_closed_printed_and_opened_again_from_one_place(
    shell: Shell, park_folder: Path, tmp_path: Path
) -> None:
    shell.open(park_folder)
    session = shell.desk._session
    assert session is not None
    shell.window.resize(1366, 768)
    shell.window.go("records", "close:2026-10")
    screen: Any = shell.window.screen_of("records")
    part: MonthClose = screen.part("close")
    shell.wait(lambda: part._run is not None and not shell.desk.waiting)
    shell.rest()

    # every line says what the command line says
    found = _checklist(checklist(session, OCTOBER, run_state(session, OCTOBER)))
    keys = ("step", "state", "left", "of", "says")
    assert told(part) == [{key: one[key] for key in keys} for one in found.data["steps"]]
    assert nameless(screen) == []
    assert line(part, "run").step.must  # type: ignore[union-attr]  # the line has a step
    assert part.facts is not None
    assert (earlier_open(part.facts) or "no month") in part.about.text()  # not first in the last question
    assert not part.foot.act.isEnabled()
    assert "ready to issue" in part.foot.words.text()
    said: list[Refused] = []
    shell.desk.refused.connect(said.append)
    part.close_month()
    assert not is_closed(shell)
    assert "ready to issue" in in_words(said[-1]), "the key says why it does nothing"

    # a line leads to where it is settled, and is counted again
    line(part, "returns").click()
    assert shell.window.workspace.stack.currentWidget() is shell.window.screen_of("tenants")
    shell.window.commands.run("back")  # Alt+Left
    shell.rest()
    assert part.isVisible()
    assert shell.window.focusWidget() is line(part, "returns")  # where it was left, as nothing was entered

    # use nobody pays for: its list, with all that the point counts
    line(part, "unbilled").click()
    shell.wait(lambda: any(one.isVisible() for one in shell.window.findChildren(UnbilledDialog)))
    listed = next(one for one in shell.window.findChildren(UnbilledDialog) if one.isVisible())
    shell.wait(lambda: listed.table.model.settled)
    rooms = [one for one in listed.rows if one.last <= OCTOBER.last and one.one.unit is not None]
    assert len(rooms) == line(part, "unbilled").step.of > 0  # type: ignore[union-attr]  # the line has a step
    listed.table.select([rooms[0].key])
    listed.see.click()
    shell.rest()
    assert shell.window.workspace.stack.currentWidget() is shell.window.screen_of("spaces")
    shell.window.commands.run("back")
    shell.rest()
    shell.window.commands.run("back")
    shell.rest()

    # a matter that is found wanting begins in the month that is being closed
    line(part, "matters").click()
    shell.wait(lambda: any(one.isVisible() for one in shell.window.findChildren(FormDialog)))
    asked = next(one for one in shell.window.findChildren(FormDialog) if one.isVisible())
    assert asked.form.field("since").value() == OCTOBER.last
    asked.close()
    shell.window.commands.run("back")
    shell.rest()
    line(part, "signatories").setFocus()
    QTest.keyClick(line(part, "signatories"), Qt.Key.Key_Space)
    shell.wait(lambda: any(one.isVisible() for one in shell.window.findChildren(FormDialog)))
    form = next(one for one in shell.window.findChildren(FormDialog) if one.isVisible()).form
    for role in ("prepared", "checked", "approved"):
        form.field(f"{role}_name").set_text(f"{role} by me")
    form.save()
    shell.rest()
    shell.window.commands.run("back")
    shell.wait(lambda: line(part, "signatories").step.state == "done")  # type: ignore[union-attr]  # the line has a step

    # stopped on the way, nothing is kept
    shell.desk.act(shell.window, lambda one: issue_run(one, OCTOBER))
    shell.wait(part.foot.act.isEnabled)
    assert "9 documents as revision 1" in part.foot.words.text()
    shell.answer(Question, lambda asked: asked._answer("close"))
    part.close_month()
    part.working._on_stop()
    shell.wait(lambda: not part._closing)
    shell.rest()
    assert not is_closed(shell)

    # closed: the very bytes that were frozen, a lock beside the month wherever one is chosen
    assert backup.latest(park_folder) is None
    shell.answer(Question, lambda asked: asked._answer("close"))
    part.close_month()
    shell.wait(lambda: part.shut.made is not None)
    shell.rest()
    assert is_closed(shell)
    part.close_month()
    assert in_words(said[-1]) == "October 2026 is closed."
    shell.wait(lambda: backup.latest(park_folder) is not None)  # kept at once
    assert screen.chooser.lock.isVisible()
    assert "October 2026 is closed" in screen.chooser.field.control().accessibleDescription()
    with session.park.reading() as db:
        paper = frozen.newest(db, OCTOBER, "monthly")
    assert paper is not None
    target = tmp_path / "october.pdf"
    part.shut.save_pdf(str(target))
    shell.wait(target.exists)
    assert target.read_bytes() == taking.stored(session.park, paper, PDF) == part.shut.made.pdf  # type: ignore[union-attr]  # the line has a step
    assert nameless(screen) == []
    shell.window.go("outages", "2026-10")
    shell.rest()
    other: Any = shell.window.screen_of("outages")
    assert other.chooser.lock.isVisible()
    shell.wait(lambda: other.part("month").hint.text().startswith("October 2026 is closed"))
    other.chooser.step(1)
    assert not other.chooser.lock.isVisible()

    # forms say it before anything is saved; a new charge begins with a day that can be
    with ThreadPoolExecutor(1) as beside:
        beside.submit(forms_say_it, session).result()

    # opened again with a reason; the frozen revision stays
    shell.window.go("records", "close:2026-10")
    shell.rest()

    def why() -> None:
        asked = QApplication.activeModalWidget()
        if isinstance(asked, Question):
            asked.field.set_text("A receipt was forgotten")  # type: ignore[attr-defined]
            asked.buttons["do"].click()

    QTimer.singleShot(100, why)
    part.reopen()
    shell.wait(lambda: not is_closed(shell) and part.pages.currentWidget() is part._open)
    shell.rest()
    assert "A receipt was forgotten" in part.about.text()
    assert not screen.chooser.lock.isVisible()
    shell.wait(part.foot.act.isEnabled)
    assert "revision 2" in part.foot.words.text()

    # the command of every screen brings the keyboard to the first point that is open
    shell.window.go("records", "settings")
    shell.rest()
    shell.window.commands.run("close-month")
    shell.rest()
    assert screen.tabs.value() == "close"
    assert shell.window.focusWidget() is part.lines.first_open()


def test_who_may_not_close_reads_why_and_the_list(shell: Shell, park_folder: Path) -> None:
    shell.open(park_folder, write=False)
    shell.window.go("records", "close:2026-11")
    part: Any = shell.window.screen_of("records").part("close")  # type: ignore[attr-defined]  # a screen of parts
    shell.wait(lambda: part._run is not None)
    shell.rest()
    assert part.facts.month == Month(2026, 11)
    assert line(part, "over").step.state == "later"  # type: ignore[union-attr]  # the line has a step
    assert not part.foot.act.isEnabled()
    assert part.foot.words.text() == "This park is open to be read only."


def test_a_part_that_is_stale_reads_whenever_it_comes_to_be_seen(shell: Shell, park_folder: Path) -> None:
    shell.open(park_folder)
    shell.window.resize(1366, 768)
    shell.window.go("records", "close:2026-10")
    part: Any = shell.window.screen_of("records").part("close")  # type: ignore[attr-defined]  # a screen of parts
    shell.wait(lambda: part._run is not None)
    shell.rest()
    session = shell.desk._session
    assert session is not None
    with session.park.reading() as db:
        began, after = (midnight(one.first) for one in (OCTOBER, OCTOBER + 1))
        nameless = [
            one.number for one in outages.live(db) if not one.cause and began <= one.span.start < after
        ]
    assert nameless
    assert line(part, "causes").step.left == len(nameless)  # type: ignore[union-attr]  # the line has a step
    line(part, "causes").click()
    shell.rest()
    month: Any = shell.window.screen_of("outages").part("month")  # type: ignore[attr-defined]  # a screen of parts
    shell.wait(lambda: month.number() in nameless)
    numbers = [number or 0 for number in nameless]

    def caused(session: Session) -> Changes:
        made = give_cause(session, numbers, "fault")
        return Changes(made.nouns, **{**made.told, "said": "Causes are given."})

    shell.desk.act(shell.window, caused)
    shell.rest()

    # as the palette does: the screen, then the act of its part, which is the one it showed before
    shell.window.go("records")
    shell.window.commands.run("close-month")
    shell.wait(lambda: line(part, "causes").step.state == "done")  # type: ignore[union-attr]  # the line has a step
    shell.rest()
    assert shell.window.focusWidget() is part.lines.first_open()

    # an act that is undone elsewhere is counted here at once
    shell.window.commands.run("undo")
    shell.wait(lambda: line(part, "causes").step.left == len(nameless))  # type: ignore[union-attr]  # the line has a step
    shell.rest()

    # Home, End and the page keys go along the points
    lines = part.lines.lines
    lines[3].setFocus()
    keys = Qt.Key
    for key, place in (
        (keys.Key_End, -1), (keys.Key_Down, -1), (keys.Key_Up, -2), (keys.Key_PageUp, 0), (keys.Key_Up, 0),
        (keys.Key_Down, 1), (keys.Key_PageDown, -1), (keys.Key_Home, 0),
    ):  # fmt: skip
        QTest.keyClick(shell.window.focusWidget(), key)
        assert shell.window.focusWidget() is lines[place]
        assert not lines[place].visibleRegion().isEmpty()

    # Tab follows the eye: months, points, foot
    part.table.view.setFocus()
    seen = []
    for _ in range(len(part.lines.lines) + 1):
        QTest.keyClick(shell.window.focusWidget(), Qt.Key.Key_Tab)
        seen.append(shell.window.focusWidget())
    assert seen == [part._report_link, *part.lines.lines]
