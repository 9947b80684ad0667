"""Section 5, certification: what is certified, who signs, how a reader checks the paper."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs as what; name and office are empty where the park has not entered them, and a line is left to write on."""

    act: str
    """`Prepared by`, `Checked by`, `Approved by`"""
    name: str
    office: str


@dataclass(frozen=True, slots=True)
class Certification:
    """The section; the QR's text is the imprint's (`Imprint.qr`), for it holds the hash of all this."""

    statement: str
    signatories: tuple[Signatory, ...]
    checking: tuple[str, ...]
    """how to check, one sentence each"""
