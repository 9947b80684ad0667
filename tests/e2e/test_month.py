"""A month from its readings to the printed report, on a real screen and by keyboard alone."""

from __future__ import annotations

import contextlib
import itertools
import shutil
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from stpdesk.actions import readings
from stpdesk.actions.billing import preview_run
from stpdesk.actions.receipts import open_items
from stpdesk.actions.session import Session
from stpdesk.core.money import E4, Paisa, lakh
from stpdesk.core.months import Month
from stpdesk.core.reading_grid import TypedReading
from stpdesk.db import drafts, keys
from stpdesk.db.park import Park
from tests.cli.desk import CHEAP, Desk
from tests.e2e.screen import XScreen, until, x_screen
from tests.e2e.test_window import PASSWORD, SAMPLE, TITLE, clock, reading
from tests.ui.figures import Figures
from tests.ui.shell import Shell

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="drives an X server")
MONTH, BEFORE = Month(2026, 10), Month(2026, 9)
"""The sample's open month"""
METERS, RECEIPTS, WITHHELD = 40, 10, 3
CREDITED = "SELECT count(*) FROM invoices WHERE kind = 'credit'"
CLOSED = "SELECT count(*) FROM closings WHERE month = '2026-10' AND reopened_at IS NULL"
READ = "SELECT count(*) FROM readings WHERE date >= '2026-10-02'"
ISSUED = "SELECT count(*) FROM invoices i JOIN billing_runs r ON r.id = i.run_id WHERE r.month = '2026-10'"
INVOICED = (
    "SELECT sum(i.total) FROM invoices i JOIN billing_runs r ON r.id = i.run_id WHERE r.month = '2026-10'"
)
RECEIVED = "SELECT count(*) FROM receipts WHERE date > '2026-10-31'"


def months_back() -> int:
    """How often Ctrl+Page Up is pressed from the month the window opens at."""
    today = clock()
    return (today.year - MONTH.year) * 12 + today.month - 1 - MONTH.number


@pytest.fixture(scope="session")
def unread_sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A sample park whose meters are all to be read for the open month, and what they will show, in the grid's order."""
    from stpdesk.actions.parks import make_demo

    folder = tmp_path_factory.mktemp("sample") / SAMPLE
    with pytest.MonkeyPatch.context() as quick:  # many commands open it
        quick.setattr(keys.Kdf.__init__, "__defaults__", (CHEAP.memory_kib, CHEAP.passes, CHEAP.lanes))
        make_demo(
            folder, user="manager", password=PASSWORD, which="gilgit", tenants=22, months=3, progress=None
        )
    with Park.open(folder, user="manager", password=PASSWORD, write=True, clock=clock) as park:
        session = Session(park, park.actor)
        rows = readings.grid(session, MONTH).rows
        gone: dict[str, TypedReading | None] = {one.meter.code: None for one in rows if one.taken is not None}
        readings.save_readings(session, MONTH, gone)
        waiting = {one.meter.code for one in preview_run(session, MONTH).unread}
        late = {
            one.meter.code: one for one in readings.grid(session, BEFORE).rows if one.meter.code in waiting
        }
        for code, one in late.items():  # read in September after all: nobody waits
            assert one.last is not None
            typed = TypedReading(E4(one.last.value + 1_000_000), BEFORE.last)
            readings.save_readings(session, BEFORE, {code: typed})
        rows = readings.grid(session, MONTH).rows
    shown = [(one.last.value if one.last is not None else 0) + 1_000_000 for one in rows]
    return folder, [f"{value / 10_000:.1f}" for value in shown]


@pytest.fixture
def screen(tmp_path: Path, unread_sample: tuple[Path, list[str]]) -> Iterator[XScreen]:
    """A screen, and that park where a first start looks for it."""
    (tmp_path / "STP Desk").mkdir()
    shutil.copytree(unread_sample[0], tmp_path / "STP Desk" / SAMPLE)
    with x_screen(tmp_path) as made:
        yield made


def counted(folder: Path, sql: str) -> int:
    """One number of the file."""
    with reading(folder) as db:
        return int(db.execute(sql).fetchone()[0] or 0)


def presses(screen: XScreen, key: str, folder: Path, sql: str, wanted: int) -> None:
    """Presses a key until the file says so: before a part has read, its key means nothing yet."""

    def there() -> bool:
        if counted(folder, sql) >= wanted:
            return True
        screen.keys(key)
        with contextlib.suppress(TimeoutError):
            until(lambda: counted(folder, sql) >= wanted, sql, patience=4)
        return counted(folder, sql) >= wanted

    until(there, f"{key}: {sql}")
    assert counted(folder, sql) == wanted


def saves(screen: XScreen, key: str, title: str, path: Path) -> None:
    """Asks for a file and types where it goes."""
    screen.window_by_key(key, title)
    screen.keys("ctrl+a")
    screen.type(str(path))
    screen.keys("Return")
    until(lambda: path.exists() and path.stat().st_size, f"{path.name} on disk")
    until(lambda: title not in screen.titles(), "the dialog's end")


def owing(folder: Path) -> dict[str, int]:
    """Codes of the tenants with anything open, and how much, in paisa."""
    with Park.open(folder, user="manager", password=PASSWORD, write=False, clock=clock) as park:
        session = Session(park, park.actor)
        with park.reading() as db:
            codes = [row[0] for row in db.execute("SELECT code FROM tenants ORDER BY code")]
        sums = {code: sum(one.open for one in open_items(session, code)) for code in codes}
        return {code: amount for code, amount in sums.items() if amount > 0}


def kept(park: Path, value: str) -> bool:
    """Whether a reading that is typed and not saved is on disk."""
    with reading(park) as db:
        return any(value in one.texts.values() for one in drafts.every(db, "readings"))


def saved_readings(park: Path) -> list[Decimal]:
    """What the meters showed at the end of the month, as it is on disk."""
    with reading(park) as db:
        return [Decimal(row[0]) / 10_000 for row in db.execute(READ.replace("count(*)", "reading_e4"))]


def to_the_readings(screen: XScreen) -> None:
    """The grid of the month, once it is there: keys that are pressed while a park is being opened are lost."""
    screen.window_by_key("ctrl+h", "Readings of meter", "alt+5", "ctrl+1")
    screen.leaves(TITLE)
    screen.keys(*["ctrl+Prior"] * months_back())


def begins(screen: XScreen, park: Path, value: str) -> None:
    """Types into the first cell as soon as the part is there; even half a reading is kept on disk."""

    def there() -> bool:
        screen.type(value)
        with contextlib.suppress(TimeoutError):
            until(lambda: kept(park, value), "the first reading on disk", patience=15)
        if not kept(park, value):
            screen.keys("Escape")
        return kept(park, value)

    until(there, "the grid of readings")


def types_the_readings(screen: XScreen, park: Path, shown: list[str]) -> None:
    """Forty meters, one after the other, saved in one act."""
    before = counted(park, READ)
    to_the_readings(screen)
    begins(screen, park, shown[0])
    for value in shown[1:]:
        screen.keys("Return")
        screen.type(value)
    screen.keys("Return")
    until(lambda: kept(park, shown[-1]), "what is typed on disk")
    presses(screen, "ctrl+Return", park, READ, before + len(shown))
    assert sorted(saved_readings(park)) == sorted(map(Decimal, shown))


def bills(screen: XScreen, park: Path) -> str:
    """The run as it was previewed, printed to a file; the number of its last invoice."""
    with Park.open(park, user="manager", password=PASSWORD, write=False, clock=clock) as opened:
        run = preview_run(Session(opened, opened.actor), MONTH)
    screen.keys("ctrl+2")
    assert len({one.tenant.id for one in run.unlikely if one.slip}) == 1
    agrees_to_issue(screen)
    until(lambda: counted(park, ISSUED) == len(run.run.drafts), "the run on disk")
    prints_what_is_issued(screen)
    paper = screen.home / "invoices.pdf"
    saves(screen, "ctrl+s", "Save the paper", paper)
    printed = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(paper))
    with reading(park) as db:
        sql = f"SELECT i.number, i.total {ISSUED.partition('count(*)')[2]} ORDER BY i.number"
        issued = db.execute(sql).fetchall()
    assert all(number in printed and lakh(Paisa(value)) in printed for number, value in issued)
    screen.leaves(TITLE)
    return str(issued[-1][0])


def prints_what_is_issued(screen: XScreen) -> None:
    """The invoices as one paper; as long as the screen has not read what was issued, it is the preview's."""
    issued, preview = "Invoices of October 2026", "Preview of October 2026, not issued"

    def there() -> bool:
        screen.keys("ctrl+p")
        until(lambda: {issued, preview} & set(screen.titles()), issued)
        if preview in screen.titles():
            until(
                lambda: screen.do("getactivewindow", "getwindowname") == preview, f"the keyboard in {preview}"
            )
            screen.leaves(TITLE)
            return False
        return True

    until(there, issued)
    until(lambda: screen.do("getactivewindow", "getwindowname") == issued, f"the keyboard in {issued}")


def asks_to_issue(screen: XScreen) -> None:
    """What is asked before: a use far from usual; Enter would issue it now."""
    screen.window_by_key("ctrl+Return", "1 tenant is billed for many times the usual use")
    screen.keys("Tab")  # the safe answer has the keyboard


def agrees_to_issue(screen: XScreen) -> None:
    """Answers it."""
    asks_to_issue(screen)
    screen.keys("Return")


def takes_receipts(screen: XScreen, park: Path) -> None:
    """Ten, of which the first three come with tax withheld."""
    screen.keys("ctrl+4", "ctrl+n")
    owed = dict(itertools.islice(owing(park).items(), RECEIPTS))
    for place, code in enumerate(owed):
        screen.type(code)
        screen.keys("Return")
        if place < WITHHELD:
            screen.keys("Tab")
            screen.type("100")
            screen.keys("ctrl+Return")
        else:
            screen.keys("Return")
        until(lambda place=place: counted(park, RECEIVED) == place + 1, f"receipt {place + 1}")  # type: ignore[misc]
    with reading(park) as db:
        made = db.execute(
            "SELECT t.code, r.cash, r.income_tax FROM receipts r JOIN tenants t ON t.id = r.tenant_id"
            " WHERE r.date > '2026-10-31' ORDER BY r.number"
        ).fetchall()
    assert [(code, cash + tax) for code, cash, tax in made] == list(owed.items())
    assert [tax for _, _, tax in made[:WITHHELD]] == [10_000] * WITHHELD
    screen.keys("Escape")


def credits_a_line(screen: XScreen, park: Path, number: str) -> None:
    """Rs 250 of an invoice's first line."""
    before = counted(park, CREDITED)
    screen.keys("ctrl+3")
    screen.window_by_key("ctrl+n", f"Credit {number}")
    screen.type("Billed twice")
    screen.keys("shift+Tab", "Right", "Tab", "Tab")
    screen.type("250")
    screen.keys("ctrl+Return")
    until(lambda: counted(park, CREDITED) == before + 1, "the credit note on disk")
    assert (
        counted(park, "SELECT total FROM invoices WHERE kind = 'credit' ORDER BY number DESC LIMIT 1")
        == -250_00
    )
    screen.keys("Escape")


def test_forty_readings_to_the_closed_months_report(
    screen: XScreen, unread_sample: tuple[Path, list[str]], shell: Shell
) -> None:
    park = screen.home / "STP Desk" / SAMPLE
    program = screen.program()
    screen.window("^STP Desk$")
    screen.keys("Return")
    screen.window(TITLE)
    types_the_readings(screen, park, unread_sample[1][:METERS])
    last = bills(screen, park)
    takes_receipts(screen, park)
    credits_a_line(screen, park, last)
    screen.keys("alt+8", "ctrl+1")
    screen.window_by_key("ctrl+l", "Close October 2026 with open points?")
    screen.keys("Return")
    until(lambda: counted(park, CLOSED), "the month closed")
    saves(screen, "ctrl+s", "Save the paper", screen.home / "report.pdf")
    screen.keys("ctrl+q")
    until(lambda: program.poll() is not None, "the program's end")
    assert (program.returncode, "Traceback" in screen.said()) == (0, False), screen.said()
    desk = Desk(park, password=PASSWORD)
    assert desk("check", "--json").json["good"] is True
    desk("report", "monthly", "2026-10", "--format", "pdf", "--out", screen.home / "again.pdf").done()
    assert (screen.home / "again.pdf").read_bytes() == (screen.home / "report.pdf").read_bytes()
    figures = desk.report("monthly", "2026-10")
    assert Decimal(figures["billing"]["invoiced"]) == Decimal(counted(park, INVOICED)) / 100
    shell.open(park, password=PASSWORD, at=clock)
    compared = Figures(shell, desk, MONTH, MONTH + 1).all_agree()
    assert len(compared) == 7
