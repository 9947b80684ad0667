"""`new`, `demo`, `template`, `import`, `export`, `backup`, `restore`, `check`, and the first start."""

from __future__ import annotations

import argparse
import os
from datetime import date
from pathlib import Path

from stpdesk.actions.exporting import workbook_rows
from stpdesk.actions.importing import import_book, summary
from stpdesk.actions.parks import make_demo, make_park
from stpdesk.actions.session import system_clock
from stpdesk.cli import opening, progress, typed
from stpdesk.cli.targets import target
from stpdesk.cli.told import Told
from stpdesk.core.civil import local, seconds_of
from stpdesk.core.errors import Refused
from stpdesk.core.money import group_lakh, lakh, rupees
from stpdesk.db import attachments, backup, books, check
from stpdesk.db.park_totals import CALLED, MONEY, Total
from stpdesk.reports.figures.recovery import RecoverySheet
from stpdesk.reports.saving import save


def new(options: argparse.Namespace) -> Told:
    """An empty park folder."""
    folder, sheet = Path(options.dir), _sheet_place(options)
    code = make_park(
        folder,
        user=opening.user(options),
        password=opening.password(options, new=True),
        code=options.code,
        name=typed.words(options.name) or "",
    )
    paper = RecoverySheet(options.code, typed.words(options.name) or "", _today(), code)
    return _made(folder, code, *_sheet_written(sheet, paper))


def _today() -> date:
    """The day in the park's time."""
    return local(seconds_of(system_clock())).date()


def _sheet_place(options: argparse.Namespace) -> Path | None:
    """Where the recovery sheet goes; refused where it cannot, before there is a park."""
    if not options.recovery_sheet:
        return None
    place, folder = target(options.recovery_sheet), Path(options.dir).resolve()
    if folder in (place.resolve(), *place.resolve().parents):
        raise Refused(
            "The recovery sheet must not lie inside the park that it opens.", field="recovery_sheet"
        )
    if place.is_dir() or not place.parent.is_dir():
        raise Refused(
            "{place} cannot be written: name a file in a folder that is there.",
            field="recovery_sheet",
            place=place,
        )
    return place


def _sheet_written(place: Path | None, paper: RecoverySheet) -> list[str]:
    """Writes the sheet; the sentence to tell, also where the disk refuses, for the park is there and its code must be told."""
    if place is None:
        return []
    from stpdesk.reports.pdf.recovery import recovery_pdf

    try:
        save(place, recovery_pdf(paper))
    except Refused as refused:
        return [f"The recovery sheet could not be written. {refused}"]
    return [f"Recovery sheet: {place}. Print it, then delete the file."]


def _made(folder: Path, code: str, *more: str) -> Told:
    """Tells of a new park, and its recovery code, once."""
    lines = [
        f"The park is in {folder}.",
        *more,
        f"Recovery code: {code}",
        "Write it down and keep it away from this PC: it opens the park when the password is lost. It is not shown again.",
    ]
    return Told(lines, {"park": str(folder), "recovery_code": code})


def demo(options: argparse.Namespace) -> Told:
    """A park with sample data; its password is `sample` if none is given."""
    from stpdesk.actions.sample.profiles import profile_of

    folder, sheet = Path(options.dir), _sheet_place(options)
    given = getattr(options, "password_file", None) or "STPDESK_PASSWORD" in os.environ
    password = opening.password(options) if given else "sample"
    code = make_demo(
        folder,
        user=opening.user(options),
        password=password,
        which=options.sample,
        tenants=options.tenants,
        months=options.months,
        progress=progress.shown("Months"),
    )
    named = profile_of(options.sample).settings
    paper = RecoverySheet(str(named["code"]), str(named["name"]), _today(), code, sample=True)
    return _made(folder, code, "All its figures are sample data.", *_sheet_written(sheet, paper))


def template(options: argparse.Namespace) -> Told:
    """The import workbook, empty."""
    from stpdesk.workbook.template import write_template

    write_template(target(options.file))
    return Told([f"Written: {options.file}"], {"written": options.file})


def import_workbook(options: argparse.Namespace) -> Told:
    """Imports a workbook, all or nothing."""
    from stpdesk.workbook.reading import read

    with opening.session(options, write=True) as session:
        progress.say(f"Reading {options.file} …")
        book = read(Path(options.file))
        progress.say(f"Checking and storing {sum(len(rows) for rows in book.rows.values())} rows …")
        told = import_book(session, book, update=options.update, dry_run=options.dry_run).told
    counts = summary(told["counts"])  # type: ignore[arg-type]  # `told` holds plain objects; import_book tells counts
    notices = list(told["notices"])  # type: ignore[call-overload]  # … and sentences
    verb = "would be added" if options.dry_run else "new"
    lines = [f"{counts['added']} {verb}, {counts['changed']} changed, {counts['skipped']} there already."]
    lines += [
        f"  {one['sheet']}: {one['added']} new, {one['changed']} changed, {one['skipped']} there already"
        for one in counts["sheets"]
    ]
    lines += [f"Please look at: {notice}" for notice in notices]
    return Told(lines, {**counts, "notices": notices, "dry_run": options.dry_run})


def export_workbook(options: argparse.Namespace) -> Told:
    """The park as a workbook."""
    from stpdesk.workbook.writing import write

    place = target(options.file)
    with opening.session(options, write=False) as session:
        values, rows = workbook_rows(session)
    write(place, values, rows)
    return Told([f"Written: {options.file}"], {"written": options.file})


def backup_park(options: argparse.Namespace) -> Told:
    """A verified copy."""
    with opening.session(options, write=False) as session:
        made = backup.backup(session.park, Path(options.dest))
    count = sum(made.totals.rows.values())
    return Told(
        [f"Verified backup: {made.folder} ({count} rows, change {made.totals.seq})."],
        {
            "backup": str(made.folder),
            "rows": made.totals.rows,
            "seq": made.totals.seq,
            "hash": made.totals.hash,
        },
    )


def restore_park(options: argparse.Namespace) -> Told:
    """A new park folder from a backup."""
    code = opening.recovery(options)
    made = backup.restore(
        Path(options.backup),
        Path(options.dir),
        user=opening.user(options),
        password=None if code is not None else opening.password(options),
        recovery=code,
        clock=system_clock,
    )
    lines = [f"Restored into {made.folder}. In the backup and in the new park:"]
    shown = [(CALLED[one.name], _told(one), _told(other)) for one, other in made.figures]
    if not shown:  # a backup of an earlier version is brought up to date when the park is first opened
        shown = [
            (name, str(count), str(made.park.rows.get(name)))
            for name, count in made.backup.rows.items()
            if count
        ]
    widths = [max(len(row[place]) for row in shown) for place in range(3)]
    lines += [
        f"  {name:<{widths[0]}}  {one:>{widths[1]}}  {other:>{widths[2]}}" for name, one, other in shown
    ]
    totals = [
        {"name": one.name, "backup": _figure(one), "restored": _figure(other), "equal": one == other}
        for one, other in made.figures
    ]
    return Told(
        lines,
        {
            "park": str(made.folder),
            "backup": made.backup.rows,
            "restored": made.park.rows,
            "totals": totals,
        },
    )


def _told(one: Total) -> str:
    """A count or an amount for people."""
    return lakh(one.value) if one.kind == MONEY else group_lakh(one.value)


def _figure(one: Total) -> int | str:
    """A count as a number, an amount as a string with two decimals."""
    return rupees(one.value) if one.kind == MONEY else one.value


def check_park(options: argparse.Namespace) -> Told:
    """Checks everything; status 1 where anything is wrong."""
    with opening.session(options, write=False) as session:
        findings = check.check(session.park, extra=(books.books, attachments.files(session.park.vault)))
    problems = [problem for finding in findings for problem in finding.problems]
    lines = [
        f"{finding.name}: {finding.count} looked at, "
        + ("all good" if not finding.problems else f"{len(finding.problems)} wrong")
        for finding in findings
    ]
    data = {
        "good": not problems,
        "checks": [
            {"name": one.name, "count": one.count, "good": not one.problems, "problems": list(one.problems)}
            for one in findings
        ],
    }  # fmt: skip
    if problems and not getattr(options, "json", False):
        of_park = any(finding.problems for finding in findings if finding.name != check.MONITOR)
        way = "Restore the last good backup, or ask for help with this list:"
        raise Refused(
            "The park does not check out: {found}. {way}\n{list}"
            if of_park
            else "The park is whole, but what its monitor saw is not: {found}.\n{list}",
            found="one problem" if len(problems) == 1 else f"{len(problems)} problems",
            way=way,
            list="\n".join(problems[:200]),
        )
    return Told(lines, data, 1 if problems else 0)


def first_start(options: argparse.Namespace) -> Told:
    """No command: the sample month, ready to look at."""
    from stpdesk.cli.sample_month import sample_month

    return sample_month(options)
