"""Every kind of document of a park: its figures, and what was made of them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from stpdesk.core.civil import seconds_of
from stpdesk.core.errors import Refused
from stpdesk.core.months import Month
from stpdesk.db.park import Park
from stpdesk.reports import catalogue
from stpdesk.reports.asked import Asked
from stpdesk.reports.catalogue import Kind
from stpdesk.reports.figures.context import Context
from stpdesk.reports.figures.imprint import Imprint
from stpdesk.reports.figures.recovery import RecoverySheet
from stpdesk.reports.pdf.recovery import recovery_pdf
from tests.reports import reading
from tools.documents import examples

from . import parks

CODE = "5RW0-RSKS-MPFZ-Y32Q-9W8K-69X9-4HXA-AEVK"
AMOUNT = re.compile(r"-?\d+\.\d\d")
PRINTED = re.compile(r"(?<![\d,])−?\d{1,3}(?:,\d{2,3})*\.\d{2}(?!\d|\s*%)")
WHOLE = re.compile(r"\bRs\s(\d[\d,]*+)(?!\.\d)")


@dataclass(frozen=True)
class Paper:
    """One document of one park."""

    kind: Kind
    found: Any
    imprint: Imprint

    @cached_property
    def pdf(self) -> bytes:
        return self.kind.made("pdf", self.found, self.imprint)

    @cached_property
    def xlsx(self) -> bytes:
        return self.kind.made("xlsx", self.found, self.imprint)

    @cached_property
    def text(self) -> str:
        """The words of the PDF."""
        return reading.text(self.pdf)

    @cached_property
    def sheets(self) -> dict[str, list[tuple[Any, ...]]]:
        """The cells of the workbook, by sheet."""
        book = openpyxl.load_workbook(BytesIO(self.xlsx), read_only=True)
        return {page.title: [*page.iter_rows(values_only=True)] for page in book.worksheets}

    def with_logo(self, logo: bytes) -> bytes:
        """The PDF with such a file for a logo."""
        return self.kind.made("pdf", self.found, replace(self.imprint, logo=logo))


def context_of(park: Park, db: Any, month: Month) -> Context:
    """The month as at its last day."""
    return Context(db, month.last, month, seconds_of(parks.clock()), vault=park.vault)


def made(context: Context, kind: Kind) -> list[Paper]:
    """The documents of a kind that a park has; where it has nothing of the kind, asking for one is refused."""
    found = []
    for asked in examples(context, kind):
        figures = kind.figures(context, asked)
        found.append(Paper(kind, figures, catalogue.imprint(figures, context, asked)))
    return found


def refusal(context: Context, kind: Kind) -> str:
    """The sentence that asking for a document of nobody gets."""
    try:
        kind.figures(context, Asked(tenant="T1", lease="L1", number="GLT/RCT/2026-27/00001"))
    except Refused as refused:
        return str(refused)
    return ""


def amounts(data: Any) -> Iterator[int]:
    """Every amount of money in a JSON, in paisa."""
    if isinstance(data, dict):
        for value in data.values():
            yield from amounts(value)
    elif isinstance(data, list):
        for value in data:
            yield from amounts(value)
    elif isinstance(data, str) and AMOUNT.fullmatch(data):
        yield round(float(data) * 100)


def figures(data: Any) -> Iterator[float]:
    """Every figure in a JSON that is no money: shares, minutes, counts."""
    if isinstance(data, dict):
        for value in data.values():
            yield from figures(value)
    elif isinstance(data, list):
        for value in data:
            yield from figures(value)
    elif isinstance(data, int | float) and not isinstance(data, bool):
        yield data


def sentences(data: Any) -> Iterator[str]:
    """Every text in a JSON."""
    if isinstance(data, dict):
        for value in data.values():
            yield from sentences(value)
    elif isinstance(data, list):
        for value in data:
            yield from sentences(value)
    elif isinstance(data, str):
        yield data


def recovery(name: str = "Software Technology Park, Skardu") -> bytes:
    """A recovery sheet of a code that opens nothing."""
    sheet = RecoverySheet("SKD", name, date(2026, 11, 2), CODE)
    return recovery_pdf(sheet)


def said(program: str, *words: str) -> str:
    """What a program says. `run.py test` installs those that Debian has; where there is none the test is left out."""
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed")
    return subprocess.run([found, *words], capture_output=True, text=True, check=True).stdout
