"""The first start without a window: a sample park, its open month issued, every document written."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

from platformdirs import user_documents_path

from stpdesk.actions.billing import issue_run
from stpdesk.actions.exporting import workbook_rows
from stpdesk.actions.parks import make_demo
from stpdesk.actions.session import Role, Session, system_clock
from stpdesk.cli.progress import shown
from stpdesk.cli.told import Told
from stpdesk.core.months import Month
from stpdesk.db import documents, settings
from stpdesk.db.park import Park
from stpdesk.reports import catalogue
from stpdesk.reports.asked import Asked
from stpdesk.reports.figures.context import Context
from stpdesk.reports.saving import save

MONTH = Month(2026, 10)
PASSWORD = "sample"  # noqa: S105  # the sample park's, told to everybody
TABLES = ("monthly", "rent-roll", "ageing", "occupancy", "subsidy-claim", "withholding", "invoices")


def home() -> Path:
    """Where the sample park and its documents go: STPDESK_HOME, or the person's documents folder."""
    told = os.environ.get("STPDESK_HOME")
    return Path(told) if told else user_documents_path() / "STP Desk"


def sample_month(_options: argparse.Namespace) -> Told:
    """Makes the sample park if there is none yet, issues its open month, writes the month's documents."""
    folder = home() / "SCO Gilgit sample.stpdesk"
    lines: list[str] = []
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        code = make_demo(
            folder,
            user="manager",
            password=PASSWORD,
            which="gilgit",
            tenants=40,
            months=24,
            progress=shown("Making the sample park, months"),
        )
        lines.append(f"Made a sample park (password: {PASSWORD}; recovery code: {code}).")
    with Park.open(folder, user="manager", password=PASSWORD, write=True, clock=system_clock) as park:
        session = Session(park, park.actor, system_clock, Role(park.role))
        issued = issue_run(session, MONTH).told["issued"]
        with park.reading() as db:
            name, count = settings.load(db).name, len(documents.find(db, "month", str(MONTH)))
        target = folder.parent / f"Sample month {MONTH}"
        target.mkdir(parents=True, exist_ok=True)
        written = _write(session, target)
    lines += [
        f"{MONTH} at {name}: {issued} documents issued now, {count} in all; sample data throughout.",
        f"The park is in      {folder}",
        f"The documents are in {target}",
        *(f"  {name}" for name in written),
        "Next: stpdesk --help, or the README.",
    ]
    return Told(lines, {"park": str(folder), "documents": str(target), "files": written})


def _write(session: Session, target: Path) -> list[str]:
    """Every document of the month; their file names."""
    from stpdesk.reports.pdf.invoice import write_invoices
    from stpdesk.workbook.writing import write as write_workbook

    written = ["invoices.pdf", "monthly.json", "monthly.pdf"]
    with session.park.reading() as db:
        context = Context(db, MONTH.last, MONTH, vault=session.park.vault)
        write_invoices(documents.find(db, "month", str(MONTH)), target / "invoices.pdf")
        for name in TABLES:
            kind, asked = catalogue.kind(name), Asked(month=MONTH)
            found = kind.figures(context, asked)
            identity = catalogue.imprint(found, context, asked)
            save(target / f"{name}.xlsx", kind.made("xlsx", found, identity))
            written.append(f"{name}.xlsx")
            if name == "monthly":
                text = json.dumps(found.data, ensure_ascii=False, indent=1)
                save(target / "monthly.json", text.encode() + b"\n")
                save(target / "monthly.pdf", kind.made("pdf", found, identity))
    values, rows = workbook_rows(session)
    write_workbook(target / "park workbook.xlsx", values, rows)
    return [*written, "park workbook.xlsx"]
