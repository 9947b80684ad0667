"""What a paper says of itself: read from the bytes of a PDF, a workbook or a JSON, or from the words printed on it."""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote

from stpdesk.core.errors import Refused
from stpdesk.core.frozen import PDF, XLSX
from stpdesk.reports.figures.imprint import SHOWN, digest

JSON = "json"

_MARK = re.compile(rb"STPDESK ([!-~]{3,2000}) (?:r([1-9]\d{0,5})|draft) ([0-9a-f]{64}) (\d{1,10})(?!\d)")
_STREAM = re.compile(rb"stream\r?\n")
_HASH = re.compile(rf"(?<![0-9A-Za-z])[0-9a-f]{{{SHOWN},64}}(?![0-9A-Za-z])")
_REVISION = re.compile(r"\b(?:r|revision )([1-9]\d{0,5})\b")
_NUMBER = re.compile(r"[^\s,]+(?: [^\s,]+)*/[^\s,]+")
_INFLATED = 1 << 20
"""Bytes looked at of one compressed part of a PDF."""

_LOCKED = bytes.fromhex("d0cf11e0a1b11ae1")
"""What a workbook under a password begins with."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a paper calls itself. `digest` may be the beginning only; `revision` None = draft; `made` where a file tells it.

    A number is "" where only a hash is known.
    """

    number: str
    revision: int | None
    digest: str
    made: int | None = None


def form_of(name: str, contents: bytes) -> str:
    """Whether bytes are a `pdf`, an `xlsx` or a `json`; refused with a sentence where they are none, or not whole."""
    if contents.startswith(_LOCKED):
        raise Refused(
            "“{name}” is locked with a password, or an old Excel file; save it as an open .xlsx.", name=name
        )
    if b"%PDF-" in contents[:1024]:
        if b"%%EOF" not in contents[-2048:]:
            raise Refused("“{name}” is not whole: the end of the PDF is missing.", name=name)
        if re.search(rb"/Encrypt\s+\d+\s+\d+\s+R", contents):
            raise Refused("“{name}” is locked with a password; this program locks none.", name=name)
        return PDF
    if contents.startswith(b"PK"):
        if not zipfile.is_zipfile(BytesIO(contents)):
            raise Refused("“{name}” is not whole: the end of the workbook is missing.", name=name)
        return XLSX
    if contents.lstrip()[:1] in {b"{", b"["}:
        return JSON
    raise Refused("“{name}” is neither a PDF, an Excel workbook nor a JSON of this program.", name=name)


def claim_of(name: str, form: str, contents: bytes) -> Claim | None:
    """What a file calls itself; None where it carries no mark."""
    if form == JSON:
        try:
            return Claim("", None, digest(json.loads(contents)))
        except (ValueError, RecursionError):
            raise Refused("“{name}” is not whole: its JSON cannot be read.", name=name) from None
    found: Claim | None = None
    for part in _parts(name, form, contents):
        for number, revision, hashed, made in _MARK.findall(part):
            found = Claim(
                unquote(number.decode("ascii")),
                int(revision) if revision else None,
                hashed.decode(),
                int(made),
            )
        if found is not None:
            break
    return found


def _parts(name: str, form: str, contents: bytes) -> Iterator[bytes]:
    """Where a file's mark may stand: as we write it, then as other programs do that save it anew."""
    if form == XLSX:
        yield from _members(name, contents)
        return
    yield contents
    yield contents.replace(b"\x00", b"")
    for start in _STREAM.finditer(contents):
        try:
            yield zlib.decompressobj().decompress(contents[start.end() :], _INFLATED).replace(b"\x00", b"")
        except zlib.error:
            continue


def _members(name: str, contents: bytes) -> Iterator[bytes]:
    """The properties of a workbook."""
    try:
        with zipfile.ZipFile(BytesIO(contents)) as archive:
            for member in ("docProps/custom.xml", "docProps/core.xml"):
                if member in archive.namelist():
                    with archive.open(member) as part:
                        yield part.read(_INFLATED)
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError):
        raise Refused("“{name}” is not whole: the workbook cannot be read.", name=name) from None


def claim_in(text: str) -> Claim | None:
    """What printed words say: a QR's text, a foot, or 16 characters of a hash; None where they say nothing of the kind."""
    hashes = _HASH.findall(text.casefold())
    if not hashes:
        return None
    words = text.removeprefix("STPDESK ")
    found = _NUMBER.search(words)
    number = found[0] if found else ""
    number = re.sub(r" (r\d+|draft)( .*)?$", "", number)
    revision = _REVISION.search(words.replace(number, "", 1))
    return Claim(number, int(revision[1]) if revision else None, hashes[-1])
