"""Every screen and dialog that `run.py screens` draws, and the stage they are drawn on. A new one joins PICTURES."""

import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.ui import theme
from stpdesk.ui.apart import apart_of
from stpdesk.ui.desk import Desk
from stpdesk.ui.preferences import Preferences
from stpdesk.ui.window import Window
from tools import pictures_accounts as accounts
from tools import pictures_closing as closing
from tools import pictures_leases as leases
from tools import pictures_outages as outages
from tools import pictures_readings as readings
from tools import pictures_receipts as receipts
from tools import pictures_records as records
from tools import pictures_reports as reports
from tools import pictures_run as run
from tools import pictures_shell as shell
from tools import pictures_spaces as spaces
from tools import pictures_tenants as tenants
from tools import pictures_today as today
from tools.picture_parks import EMPTY, FULL, PASSWORD, STATES, TROUBLE, USUAL, clock, park

SIZES = {100: (1366, 768), 200: (1920, 1080)}
"""Text size in percent, and the window it is drawn in."""
PATIENCE = 60
"""Seconds a screen may take to come to rest."""


@dataclass
class Stage:
    """A window over an open park."""

    app: QApplication
    desk: Desk
    window: Window
    kept: list[object] = field(default_factory=list)
    """what must live until it is drawn"""

    def rest(self) -> None:
        """Waits until nothing is read or written and everything is painted."""
        still, end = 0, time.monotonic() + PATIENCE
        while still < 12 and time.monotonic() < end:
            self.app.processEvents()
            quiet = not (self.desk.busy or self.desk.waiting or apart_of(self.desk).orders)
            still = still + 1 if quiet else 0
            time.sleep(0.02)

    def over(self, popup: QWidget) -> QWidget:
        """The window with what lies over it, as one picture."""
        self.rest()
        seen = self.window.grab()
        painter = QPainter(seen)
        aside = (self.window.width() - popup.width()) // 2  # this screen is too small to place it truly
        painter.translate(aside, theme.px(72))
        painter.setClipRegion(popup.mask())
        painter.drawPixmap(0, 0, popup.grab())
        painter.end()
        popup.hide()
        shown = QLabel()
        shown.setPixmap(seen)
        shown.setFixedSize(seen.size())
        self.kept.append(shown)
        return shown

    def forget_drafts(self) -> None:
        """What pictures before this one typed is not offered back."""

        def forget(session: Session) -> Changes:
            from stpdesk.actions import drafts

            for one in drafts.every(session):
                drafts.drop(session, one.form, one.thing)
            return Changes()

        self.desk.act(self.window, forget)
        self.rest()

    def caught(self, act: Callable[[], object]) -> QWidget:
        """The dialog that an act would wait for, or brings once it has read something; shown without waiting."""
        seen: list[QDialog] = []

        def catch(dialog: QDialog) -> int:
            seen.append(dialog)
            dialog.deleteLater = lambda: None  # type: ignore[method-assign]  # it is drawn after whoever asked let it go
            return 0

        waiting = QDialog.exec
        QDialog.exec = catch  # type: ignore[method-assign]
        try:
            act()
            if not seen:
                self.rest()
        finally:
            QDialog.exec = waiting  # type: ignore[method-assign]
        self.kept.append(seen[-1])
        return seen[-1]


Show = Callable[[Stage], QWidget]


@dataclass(frozen=True)
class Picture:
    """One screen or dialog: `show` brings it up and gives what is drawn; `states` are the parks it differs in."""

    name: str
    show: Show
    states: Sequence[str] = STATES
    of: str = ""
    """another park than the state's"""


def _screen(name: str) -> Picture:
    """A screen of the workspace."""

    def show(stage: Stage) -> QWidget:
        stage.window.show_face(stage.window.workspace)
        stage.window.go(name)
        return stage.window

    return Picture(name, show)


def _pictures(found: Iterable[tuple[str, Show, Sequence[str]]], of: str = "") -> Iterator[Picture]:
    """Pictures by name, act and states; `of` another park."""
    return (Picture(name, show, states, of) for name, show, states in found)


PICTURES: tuple[Picture, ...] = (
    *_pictures([
        ("first-start", shell.first_start, (EMPTY,)), ("start", shell.start, (USUAL,)),
        ("sign-in", shell.sign_in, (USUAL,)), ("sign-in-busy", shell.sign_in_busy, (USUAL,)),
        ("new-park", shell.new_park, (EMPTY,)), ("recovery-code", shell.recovery, (EMPTY,)),
    ]),
    *(_screen(name) for name in ("today", "spaces", "tenants", "leases", "outages", "reports")),
    *_pictures([
        ("today-out", today.out, (USUAL,)), ("today-times", today.times, (USUAL,)), ("today-since", today.since, (USUAL,)), ("outage-right", today.right, (USUAL,)),
        ("today-causes", today.causes, (USUAL,)), ("today-links", today.links, (USUAL,)),
        ("spaces-image", spaces.image_behind, (USUAL,)), ("unit-repair", spaces.repair, (USUAL,)), ("unit-repair-out", spaces.repair_out, (USUAL,)), ("floor-image", spaces.image, (USUAL,)),
        ("leases-draft", leases.draft, (USUAL,)), ("lease-form-draft", leases.form_draft, (USUAL,)),
        *tenants.papers(USUAL),
        ("today-asked", today.asked, (USUAL,)), ("outages-to-confirm", outages.to_confirm, (USUAL,)),
        ("outages-other-times", outages.other_times, (USUAL,)),
    ], of=TROUBLE),
    *_pictures([
        ("spaces-table", spaces.table, (USUAL, FULL)), ("spaces-nothing", spaces.table_of_nothing, (USUAL,)),
        ("spaces-another-day", spaces.another_day, (USUAL,)), ("spaces-editing", spaces.editing, (USUAL,)),
        ("unit-form", spaces.unit_form, (USUAL,)), ("unit-new", spaces.new_unit, (USUAL,)),
        ("spaces-menu", spaces.menu, (USUAL,)), ("unit-menu", spaces.unit_menu, (USUAL,)), ("unit-renewals", spaces.renewals, (USUAL,)),
        ("unit-remove", spaces.removing, (USUAL,)), ("spaces-leaving", spaces.leaving, (USUAL,)), ("table-columns", spaces.head_menu, (USUAL,)), ("floor-paper", spaces.paper, (USUAL,)),
        *tenants.drawn(USUAL, FULL), ("tenants-returns", tenants.returns, STATES),
        *leases.drawn(USUAL, STATES),
        *receipts.drawn(USUAL, FULL, EMPTY),
        *outages.drawn(USUAL, EMPTY),
        *accounts.drawn(USUAL, STATES),
        *reports.drawn(USUAL, FULL),
        *run.drawn(USUAL, STATES),
        *records.drawn(USUAL, STATES),
        *readings.drawn(USUAL, STATES),
        ("palette", shell.palette("so"), (USUAL, FULL)), ("palette-empty", shell.palette(""), (USUAL,)), ("palette-nothing", shell.palette("zzz"), (USUAL,)),
        ("menu", shell.menu, (USUAL,)), ("tray", shell.tray, (USUAL,)), ("help", shell.help_page, (USUAL,)), ("about", shell.about, (USUAL,)),
        ("password", shell.password, (USUAL,)), ("import", shell.import_faults, (USUAL,)), ("import-ready", shell.import_ready, (USUAL,)), ("import-going", shell.import_going, (USUAL,)),
        ("question", shell.question, (USUAL,)), ("reason", shell.reason, (USUAL,)),
        ("toast", shell.toast, (USUAL,)), ("toast-long", shell.toast_long, (USUAL,)), ("crash", shell.crash, (USUAL,)), ("crash-report", shell.crash_report, (USUAL,)),
        *closing.drawn(USUAL, STATES),
        # last, for they change what the others show: a receipt, a month that is closed twice, one closed too early, a stick
        ("receipt-entered", receipts.entered, (USUAL,)), ("reports-earlier", reports.earlier, (USUAL,)),
        ("billing-credit-closed", accounts.credit_closed, (USUAL,)), ("readings-closed", readings.closed, (USUAL,)),
        ("records-backups-many", records.backups_many, (USUAL,)),
    ]),
)  # fmt: skip


def draw(
    pictures: Iterable[Picture],
    build: Path,
    *,
    states: Sequence[str] = STATES,
    themes: Sequence[str] = (theme.LIGHT, theme.DARK),
    sizes: Sequence[int] = tuple(SIZES),
) -> list[Path]:
    """Draws them into `build`/screens; the files."""
    present = QApplication.instance()
    app = present if isinstance(present, QApplication) else QApplication(["stpdesk"])
    theme.load_fonts()
    (build / "screens").mkdir(parents=True, exist_ok=True)
    wanted = list(pictures)
    made: list[Path] = []
    for state in states:
        for of in ("", TROUBLE):
            here = [one for one in wanted if state in one.states and one.of == of]
            if here:
                shots = [(name, size) for size in sizes for name in themes]
                made += _draw_park(
                    app, park(of or state, build / "parks"), here, state, shots, build / "screens"
                )
    return made


def _draw_park(
    app: QApplication,
    folder: Path,
    pictures: Sequence[Picture],
    state: str,
    shots: Sequence[tuple[str, int]],
    into: Path,
) -> list[Path]:
    """All of one park, from a copy of it for each theme and size: no picture hangs on what another one left behind."""
    made: list[Path] = []
    for name, size in shots:
        with TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
            copy = Path(scratch) / "SCO Software Technology Park, Gilgit.stpdesk"
            shutil.copytree(folder, copy)
            desk = _open(app, copy)
            made += _draw_all(app, desk, pictures, into, state, name, size)
            desk.close()
    return made


def _draw_all(
    app: QApplication, desk: Desk, pictures: Sequence[Picture], folder: Path, state: str, name: str, size: int
) -> list[Path]:
    """All of one park, theme and size, each in a window of its own."""
    made: list[Path] = []
    theme.apply(app, name, size)
    opened = desk.park
    for picture in pictures:
        desk.park = opened  # one of them shows what another role sees
        window = Window(desk, Preferences(theme=name, text_size=size), lambda: None)
        window.resize(*SIZES[size])
        window.show()
        window.resume()
        stage = Stage(app, desk, window)
        stage.rest()
        if not picture.of:
            stage.forget_drafts()
        shown = picture.show(stage)
        shown.show()
        stage.rest()
        made.append(folder / f"{picture.name}-{state}-{name}-{size}.png")
        if not shown.grab().save(str(made[-1])):
            raise OSError(f"{made[-1]} could not be written")
        if shown is not window:
            shown.hide()
        window.hide()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return made


def _open(app: QApplication, folder: Path) -> Desk:
    """A desk over a park."""
    desk = Desk()

    def session() -> Session:
        from stpdesk.db.park import Park

        opened = Park.open(folder, user="manager", password=PASSWORD, write=True, clock=clock)
        return Session(opened, opened.actor, clock, Role(opened.role))

    def failed(error: BaseException) -> None:
        raise error

    desk.crashed.connect(failed)
    desk.open(desk, session)
    end = time.monotonic() + PATIENCE
    while desk.park is None and time.monotonic() < end:
        app.processEvents()
    return desk
