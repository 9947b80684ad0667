"""Try the program's outage figures against brute force: `python -m tests.oracle.compare_outages --seeds 0-50 --jobs 2`."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from fractions import Fraction
from math import isclose
from pathlib import Path
from random import Random
from typing import Any

from .book import Month
from .compare import CHECKOUT, How, ended, seeds_of, told
from .outage_logs import Diary, random_diary, write_diary
from .outage_rules import DAY, Log, figures, midnight
from .program import Program, ProgramError


def now_of(log: Log, month: Month, as_at: date | None) -> datetime:
    """The end of the day asked for; else a day after all that is recorded: a later now changes no month that is over."""
    if as_at is not None:
        return midnight(as_at + DAY)
    return max([midnight(month.plus(1).first), *log.instants]) + DAY


def differs(ours: Any, theirs: Any) -> bool:
    """None and true or false must be the same, numbers so to nine places."""
    if ours is None or theirs is None or isinstance(ours, bool) or isinstance(theirs, bool):
        return ours is not theirs
    if isinstance(theirs, str):
        return True
    return not isclose(float(ours), theirs, rel_tol=1e-9, abs_tol=1e-12)


def said(value: Any) -> str:
    return str(float(value)) if isinstance(value, Fraction) else str(value)


def compare(where: str, ours: dict[str, Any], theirs: Any) -> list[str]:
    """Every key that differs, with both values."""
    if not isinstance(theirs, dict):
        return [f"{where}: theirs is {theirs}"]
    found = []
    for key, value in ours.items():
        if key == "links":
            found += _links(where, value, theirs.get(key))
        elif key not in theirs:
            found.append(f"{where} {key}: ours {said(value)} / theirs is missing")
        elif differs(value, theirs[key]):
            found.append(f"{where} {key}: ours {said(value)} / theirs {theirs[key]}")
    return found


def _links(where: str, ours: list[dict[str, Any]], theirs: Any) -> list[str]:
    """Link by link; one that was not in service for a minute may be left out, and so may the unnamed one."""
    if not isinstance(theirs, list):
        return [f"{where} links: theirs is {theirs}"]
    by_code = {each["link"]: each for each in theirs}
    found = []
    for link in ours:
        said_of = by_code.get(link["link"])
        if said_of is not None:
            mine = {key: value for key, value in link.items() if key not in ("link", "in_service")}
            found += compare(f"{where} {link['link']}", mine, said_of)
        elif link["in_service"] and link["link"] is not None:
            found.append(f"{where} {link['link']}: theirs is missing")
    return found


def try_diary(diary: Diary, program: Program, workbook: Path, how: How, rng: Random | None) -> list[str]:
    """Imports the workbook into a new park and asks for the reports, `how.runs` at most."""
    write_diary(diary, workbook, rng)
    program.new(diary.book.park.code, how.spare)
    program.run("import", str(workbook))
    found = []
    for month, as_at in diary.asked[: how.runs]:
        more = ("--as-at", str(as_at)) if as_at else ()
        theirs = program.report("monthly", str(month), *more)
        ours = figures(diary.log, month, now_of(diary.log, month, as_at))
        where = f"{month} as at {as_at}" if as_at else f"{month}"
        for service in ("power", "internet"):
            found += compare(f"{where} {service}", ours[service], theirs.get(service))
    return found


def try_seed(seed: int, how: How) -> list[str]:
    """The differences of one seed; its workbook is kept if there are any."""
    with tempfile.TemporaryDirectory(prefix="outages-") as name:
        folder = Path(name)
        workbook = folder / f"outages-{seed}.xlsx"
        program = Program(how.python, folder / "park.stpdesk", how.checkout)
        diary = random_diary(seed)
        try:
            found = try_diary(diary, program, workbook, how, Random(seed) if seed % 2 else None)
        except (ProgramError, LookupError, TypeError, ValueError) as fault:
            found = [f"{type(fault).__name__}: {fault}"]
        if found and how.keep is not None:
            how.keep.mkdir(parents=True, exist_ok=True)
            (how.keep / workbook.name).write_bytes(workbook.read_bytes())
            (how.keep / f"outages-{seed}.txt").write_text("\n".join([*found, ""]), encoding="utf-8")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", default="0-50")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "outage-differences")
    parser.add_argument("--checkout", type=Path, default=CHECKOUT, help="the program's folder")
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    seeds = seeds_of(args.seeds)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="outages-spare-") as name, ThreadPoolExecutor(args.jobs) as pool:
        how = How(runs=20, python=args.python, checkout=args.checkout, keep=args.keep, spare=Path(name))
        failed = told(pool, seeds, lambda seed: try_seed(seed, how))
    return ended(failed, len(seeds), began, args.keep)


if __name__ == "__main__":
    sys.exit(main())
