"""What a document says of itself at its foot: number, revision, and the hash of its figures."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

PROPERTY = "STPDESK"
"""The custom property of a workbook that holds its mark."""

SHOWN = 16
"""Characters of the hash that are printed."""


def canonical(data: Any) -> bytes:
    """Figures as the one JSON text their hash is taken of: keys sorted, no spaces, UTF-8."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(data: Any) -> str:
    """SHA-256 of figures, 64 hexadecimal characters."""
    return hashlib.sha256(canonical(data)).hexdigest()


@dataclass(frozen=True, slots=True)
class Imprint:
    """The identity of one document: the same figures have the same digest, however they are printed.

    `number` such as `GLT/monthly/2026-10`; `revision` counts from 1 when the document is frozen, None is a draft;
    `made` is the instant the file is dated with, seconds since 1970 (the closing's, if frozen); `changes` says what
    differs from the revision before, a sentence each; `logo` is the park's picture, PNG or JPEG, for the head. `freezes`: documents of
    this kind are frozen when their month is closed.
    """

    number: str
    digest: str
    revision: int | None = None
    made: int = 0
    sample: bool = False
    changes: tuple[str, ...] = ()
    logo: bytes | None = field(default=None, repr=False)
    freezes: bool = True

    @property
    def words(self) -> str:
        """Number and revision as the foot prints them; only what is frozen one day can be a draft."""
        if self.revision is None and not self.freezes:
            return self.number
        return f"{self.number}, {f'revision {self.revision}' if self.revision else 'draft'}"

    @property
    def mark(self) -> str:
        """What the file itself carries, in ASCII: a PDF as its keywords, a workbook as the property STPDESK.

        `stpdesk verify` reads it: number (percent-encoded), revision, digest, and the instant the file is dated with.
        """
        number = quote(self.number, safe="/-._~")
        return (
            f"STPDESK {number} {f'r{self.revision}' if self.revision else 'draft'} {self.digest} {self.made}"
        )

    @property
    def qr(self) -> str:
        """What the QR code holds; `stpdesk verify` takes this text, too."""
        return f"STPDESK {self.number} {f'r{self.revision}' if self.revision else 'draft'} {self.digest}"
