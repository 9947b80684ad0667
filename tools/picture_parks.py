"""The parks that pictures are drawn from: empty, usual, full; made once and kept."""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from stpdesk.actions.session import Role, Session

PASSWORD = "sample"  # noqa: S105  # of parks that hold nothing but invented figures
EMPTY, USUAL, FULL = "empty", "usual", "full"
STATES = (EMPTY, USUAL, FULL)


def clock() -> datetime:
    """The moment all pictures show: a working day just after the sample's last month."""
    return datetime(2026, 11, 2, 6, 42, tzinfo=UTC)


def _entered() -> datetime:
    """When all of a sample was entered: before the moment of the pictures, whenever it is made."""
    return datetime(2026, 11, 1, 4, 15, tzinfo=UTC)


TROUBLE = "trouble"
"""The usual sample on a bad day: power and a link out, the monitor asks, a repair, an image, papers, a draft left."""
DECADE = "decade"
"""The usual sample over ten years: what speeds are measured on; no pictures are drawn of it."""
SIZE = {USUAL: (40, 24), FULL: (200, 120), DECADE: (40, 120)}
"""Tenants and months."""
NAMES = (
    "دارالحکومت سافٹ ویئر ٹیکنالوجی و انفارمیشن سروسز (پرائیویٹ) لمیٹڈ، گلگت بلتستان",
    "Karakoram International Business Process Outsourcing and Software Development Services (Private) Limited",
    "کشمیر سافٹ ویئر ہاؤس",
)
"""What a name may be: long, Urdu, both."""


def park(state: str, folder: Path) -> Path:
    """The park of a state, made the first time."""
    from stpdesk.actions.parks import make_demo
    from stpdesk.db.park import Park

    place = folder / f"{state}-{_edition(state)}.stpdesk"
    if (place / "park.db").exists():
        return place
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"{state}[-.]*"):
        shutil.rmtree(old)
    if state == EMPTY:
        name = "Software Technology Park, Skardu"
        made, _ = Park.create(place, user="manager", password=PASSWORD, code="SKD", name=name, clock=clock)
        made.close()
        return place
    part = folder / f".{state}.new"
    shutil.rmtree(part, ignore_errors=True)
    if state == TROUBLE:
        shutil.copytree(park(USUAL, folder), part)
        _trouble(part)
        part.rename(place)
        return place
    tenants, months = SIZE[state]
    print(f"Making the {state} park: {tenants} tenants, {months} months …", flush=True)
    make_demo(
        part, user="manager", password=PASSWORD, which="gilgit", tenants=tenants, months=months, progress=None,
        clock=_entered,
    )  # fmt: skip
    if state == FULL:
        _rename(part)
    part.rename(place)
    return place


def _edition(state: str) -> str:
    """Another where tables, triggers or the sample are others: a park of before would be refused as tampered with."""
    program = Path(__file__).resolve().parent.parent / "stpdesk"
    sources = sorted([
        *(program / "db").glob("schema*.py"), *(program / "db" / "migrations").glob("*.py"),
        program / "db" / "triggers.py", *(program / "actions" / "sample").glob("*.py"),
        *([Path(__file__).resolve()] if state in {EMPTY, TROUBLE} else ()),
    ])  # fmt: skip
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:8]


def _rename(folder: Path) -> None:
    """Gives every fifth tenant a name that is long, or Urdu, or both."""
    from stpdesk.actions.importing import import_rows
    from stpdesk.db import sheets

    with _session(folder) as session:
        with session.park.reading() as db:
            rows = [cells for _, cells in sheets.cells(db, "Tenants")]
        for place, cells in enumerate(rows[::5]):
            cells["name"] = f"{NAMES[place % len(NAMES)]} {place + 1}"
        import_rows(session, {}, {"Tenants": rows}, update=True)


def _trouble(folder: Path) -> None:
    """Lets everything happen that a quiet park does not show."""
    from stpdesk.core.proposals import GAP, POWER_CUT
    from stpdesk.db.probes import Noticed, Probes

    probes = Probes.open(folder, _second(0, 30))
    probes.write(
        noticed=[
            Noticed(POWER_CUT, _second(2, 10), _second(4, 55), "power"),
            Noticed(GAP, _second(2, 10), _second(4, 55), told="This PC was off."),
        ]
    )
    probes.close()
    with _session(folder) as session:
        _outages(session)
        _rooms(session)
        _papers(session)


def _second(hour: int, minute: int, day: int = 2) -> int:
    """An instant of the pictures' day, UTC."""
    return int(datetime(2026, 11, day, hour, minute, tzinfo=UTC).timestamp())


@contextmanager
def _session(folder: Path) -> Iterator[Session]:
    """At work on a park."""
    from stpdesk.db.park import Park

    with Park.open(folder, user="manager", password=PASSWORD, write=True, clock=clock) as opened:
        yield Session(opened, opened.actor, clock, Role(opened.role))


def _outages(session: Session) -> None:
    """One that was, two that last, the generator on."""
    from stpdesk.actions.outages import add_outage
    from stpdesk.actions.runs import add_run

    def at(hour: int, minute: int, day: int = 2) -> datetime:
        return datetime(2026, 11, day, hour, minute, tzinfo=UTC)

    add_outage(session, "power", starts=at(14, 48, 1), ends=at(16, 0, 1), cause="load shedding")
    add_outage(session, "internet", link="SAT-BACKUP", starts=at(18, 20, 1), ends=at(18, 44, 1))
    add_run(session, "generator", starts=at(14, 53, 1), ends=at(15, 47, 1))
    add_outage(session, "internet", link="SCO-FIBRE", starts=at(5, 58), ends=None)
    add_outage(session, "power", starts=at(6, 4), ends=None, cause="transformer burnt")
    add_run(session, "generator", starts=at(6, 9), ends=None)


def _rooms(session: Session) -> None:
    """A repair in a vacant unit, and an image behind its floor."""
    from datetime import date

    from PySide6.QtGui import QImage, QPainter, Qt

    from stpdesk.actions.floors import set_picture
    from stpdesk.actions.units import add_repair

    add_repair(session, "A-G06", date(2026, 10, 20), date(2026, 12, 5), "New wiring and a false ceiling")
    image = QImage(880, 380, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    for at in range(0, 880, 40):
        painter.drawLine(at, 0, at, 380)
        painter.drawLine(0, at, 880, at)
    painter.end()
    with TemporaryDirectory() as scratch:
        drawn = Path(scratch) / "Ground floor.png"
        image.save(str(drawn))
        set_picture(session, "Block A", "Ground floor", drawn)


def _papers(session: Session) -> None:
    """Documents of the tenant that stands second, a name in Urdu among them; a lease half typed."""
    from stpdesk.actions import drafts
    from stpdesk.actions.attachments import attach

    with TemporaryDirectory() as scratch:
        for name, size in (
            ("Agreement 2026.pdf", 150_000),
            ("اجازت نامہ.pdf", 2_500_000),
            ("NTN certificate.jpg", 84_000),
        ):
            paper = Path(scratch) / name
            paper.write_bytes(b"0" * size)
            attach(session, "tenant", "T02", paper)
    drafts.save(session, "lease", drafts.NEW, {"tenant": "T05", "rate": "85"})
