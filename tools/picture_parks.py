"""The parks that pictures are drawn from: empty, usual, full; made once and kept."""

import hashlib
import shutil
from datetime import UTC, datetime
from pathlib import Path

from stpdesk.actions.session import Role, Session

PASSWORD = "sample"  # noqa: S105  # of parks that hold nothing but invented figures
EMPTY, USUAL, FULL = "empty", "usual", "full"
STATES = (EMPTY, USUAL, FULL)


def clock() -> datetime:
    """The moment all pictures show: a working day just after the sample's last month."""
    return datetime(2026, 11, 2, 6, 42, tzinfo=UTC)


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
    from stpdesk.actions.parks import make_demo, make_park

    place = folder / f"{state}-{_edition()}.stpdesk"
    if (place / "park.db").exists():
        return place
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"{state}[-.]*"):
        shutil.rmtree(old)
    if state == EMPTY:
        make_park(
            place, user="manager", password=PASSWORD, code="SKD", name="Software Technology Park, Skardu"
        )
        return place
    tenants, months = SIZE[state]
    part = folder / f".{state}.new"
    shutil.rmtree(part, ignore_errors=True)
    print(f"Making the {state} park: {tenants} tenants, {months} months …", flush=True)
    make_demo(
        part, user="manager", password=PASSWORD, which="gilgit", tenants=tenants, months=months, progress=None
    )
    if state == FULL:
        _rename(part)
    part.rename(place)
    return place


def _edition() -> str:
    """Another where tables, triggers or the sample are others: a park of before would be refused as tampered with."""
    program = Path(__file__).resolve().parent.parent / "stpdesk"
    sources = sorted([
        *(program / "db").glob("schema*.py"), *(program / "db" / "migrations").glob("*.py"),
        program / "db" / "triggers.py", *(program / "actions" / "sample").glob("*.py"),
    ])  # fmt: skip
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:8]


def _rename(folder: Path) -> None:
    """Gives every fifth tenant a name that is long, or Urdu, or both."""
    from stpdesk.actions.importing import import_rows
    from stpdesk.db import sheets
    from stpdesk.db.park import Park

    with Park.open(folder, user="manager", password=PASSWORD, write=True, clock=clock) as opened:
        with opened.reading() as db:
            rows = [cells for _, cells in sheets.cells(db, "Tenants")]
        for place, cells in enumerate(rows[::5]):
            cells["name"] = f"{NAMES[place % len(NAMES)]} {place + 1}"
        import_rows(
            Session(opened, opened.actor, clock, Role(opened.role)), {}, {"Tenants": rows}, update=True
        )
