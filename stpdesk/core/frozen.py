"""Documents frozen when their month was closed: what is made of one, and what is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from stpdesk.core.months import Month

PDF, XLSX = "pdf", "xlsx"

SAME = "No figure changed since revision {revision}."
"""What a revision says in place of its changes where there are none."""

DIGEST = re.compile(r"[0-9a-f]{64}")
"""A hash in full."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The park's own key (PKCS#8) and its certificate, both DER."""

    private: bytes = field(repr=False)
    certificate: bytes = field(repr=False)

    @property
    def fingerprint(self) -> str:
        """SHA-256 (hex) of the certificate, by which people tell keys apart."""
        return sha256(self.certificate).hexdigest()


@dataclass(frozen=True, slots=True)
class Closing:
    """The closing of a month at which its documents are made: `at` in seconds since 1970, `revision` counts from 1.

    `key` is the park's, where its documents are signed.
    """

    id: str
    month: Month
    revision: int
    at: int
    key: SigningKey | None = None


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

    @property
    def changed(self) -> bool:
        """Whether its figures differ from those of the revision before."""
        return any(not one.startswith(SAME.partition("{")[0]) for one in self.changes)

    def file(self, form: str) -> FrozenFile | None:
        """The document in this form; None where it was not made in it."""
        return next((one for one in self.files if one.form == form), None)
