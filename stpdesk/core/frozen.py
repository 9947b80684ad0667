"""Documents frozen when their month was closed: what is made of one, and what is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from stpdesk.core.months import Month

PDF, XLSX = "pdf", "xlsx"

DIGEST = re.compile(r"[0-9a-f]{64}")
"""A hash in full."""


@dataclass(frozen=True, slots=True)
class Closing:
    """The closing of a month at which its documents are made: `at` in seconds since 1970, `revision` counts from 1."""

    id: str
    month: Month
    revision: int
    at: int


@dataclass(frozen=True, slots=True)
class Paper:
    """A document made to be frozen: `digest` is the SHA-256 of `figures` (its JSON), `files` are its forms as bytes."""

    kind: str
    title: str
    number: str
    digest: str
    changes: tuple[str, ...]
    figures: bytes = field(repr=False)
    files: Mapping[str, bytes] = field(repr=False)


@dataclass(frozen=True, slots=True)
class FrozenFile:
    """One form of a frozen document: `pdf` or `xlsx`, and its size in bytes."""

    form: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class FrozenDocument:
    """A document as it stood when its month was closed; `changes` says what differs from the revision before."""

    month: Month
    kind: str
    title: str
    number: str
    revision: int
    digest: str
    changes: tuple[str, ...]
    frozen_at: datetime
    frozen_by: str
    program: str
    files: tuple[FrozenFile, ...]

    def file(self, form: str) -> FrozenFile | None:
        """The document in this form; None where it was not made in it."""
        return next((one for one in self.files if one.form == form), None)
