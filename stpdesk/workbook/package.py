"""The zip a workbook is: opening it safely, finding its parts, refusing what is none (ECMA-376, part 2).

Nothing is unpacked to disk; sizes are limited before anything is read, and a part with a document type
(the door to entity tricks) is refused.
"""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from stpdesk.core.errors import Refused

CHUNK = 1 << 16
LARGEST_PART = 1 << 30
"""Bytes a sheet may unpack to."""
LARGEST_INDEX = 1 << 25
"""Bytes the small parts (list of sheets, styles) may unpack to."""
LARGEST_WORDS = 1 << 28
"""Bytes the part of shared texts may unpack to."""

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

NOT_ONE = "“{name}” is not an Excel workbook; open it in Excel and save it as .xlsx."
DAMAGED = "“{name}” is damaged and cannot be read; open it in Excel, save it again, and import that."
TOO_BIG = "“{name}” unpacks to more than any park's workbook; it was not read."
LOCKED = "“{name}” is open in Excel; save and close it there, then try again."

BROKEN = (
    BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    LookupError,
)
"""What reading a damaged package raises; only ever caught around the package's own bytes."""

Element = Callable[[str, str, dict[str, str]], None]
"""Called for each element: its parent's and its own local name, and its attributes."""


class Package:
    """An opened workbook file: its parts by name."""

    def __init__(self, name: str, archive: ZipFile) -> None:
        self.name = name
        self._archive = archive
        self._parts = {
            info.filename.replace("\\", "/").lstrip("/").casefold(): info for info in archive.infolist()
        }

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return part.casefold() in self._parts

    def size(self, part: str) -> int:
        """Bytes a part unpacks to; reading stops there."""
        return self._info(part).file_size

    def open(self, part: str, largest: int | None = None) -> IO[bytes]:
        """A part's bytes as a stream; Refused above `largest`, a sheet's limit where none is given."""
        info = self._info(part)
        if info.file_size > (LARGEST_PART if largest is None else largest):
            raise Refused(TOO_BIG, name=self.name)
        try:
            return self._archive.open(info)
        except BROKEN as error:
            raise self.damaged() from error

    def piece(self, stream: IO[bytes], size: int) -> bytes:
        """The next bytes of an open part, empty at its end. Refused where they are damaged."""
        try:
            return stream.read(size)
        except BROKEN as error:
            raise self.damaged() from error

    def scan(self, part: str, element: Element) -> None:
        """Tell of every element of a small part. Refused where it is damaged or too big."""
        path: list[str] = [""]

        def start(name: str, attributes: dict[str, str]) -> None:
            local = local_name(name)
            element(path[-1], local, {local_name(key): value for key, value in attributes.items()})
            path.append(local)

        parser = plain_parser()
        parser.StartElementHandler = start
        parser.EndElementHandler = lambda _name: path.pop()
        with self.open(part, LARGEST_INDEX) as stream:
            try:
                parser.ParseFile(stream)
            except BROKEN as error:
                raise self.damaged() from error

    def targets(self, part: str) -> dict[str, tuple[str, str]]:
        """The parts another one points to: id → (last word of the kind, part name)."""
        folder, base = posixpath.split(part)
        found: dict[str, tuple[str, str]] = {}

        def element(_parent: str, name: str, attributes: dict[str, str]) -> None:
            if name == "Relationship" and attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = (kind, target.lstrip("/"))

        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if self.has(rels):
            self.scan(rels, element)
        return found

    def damaged(self) -> Refused:
        """The refusal of a workbook that cannot be read to its end."""
        return Refused(DAMAGED, name=self.name)

    def _info(self, part: str) -> ZipInfo:
        """The directory entry of a part; Refused where it is missing."""
        if not self.has(part):
            raise self.damaged()
        return self._parts[part.casefold()]


def local_name(name: str) -> str:
    """An XML name without its namespace."""
    return name.rpartition(" ")[2]


def plain_parser() -> expat.XMLParserType:
    """A namespace-aware parser that refuses document types, and so every entity."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*_declared: object) -> None:
        raise ValueError("a workbook has no document type")

    parser.StartDoctypeDeclHandler = refuse
    return parser


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """The workbook file at `path`, opened for reading. Refused with the reason where it is none."""
    name = path.name
    if path.is_dir():
        raise Refused("“{name}” is a folder, not a workbook.", name=name)
    try:
        with path.open("rb") as file:
            _check_head(file, name)
            with _archive(file, name) as archive:
                yield Package(name, archive)
    except FileNotFoundError:
        raise Refused("There is no workbook “{path}”.", path=str(path)) from None
    except PermissionError:
        raise Refused(_denied(path), name=name) from None
    except OSError as error:
        raise Refused(
            "“{name}” cannot be read: {reason}.", name=name, reason=error.strerror or error
        ) from None


def _denied(path: Path) -> str:
    """Why a file that is there may not be read: Excel leaves a `~$` file beside one it holds open."""
    if path.with_name(f"~${path.name}").exists():
        return LOCKED
    return "“{name}” cannot be opened; another program holds it, or you may not read it."


def _check_head(file: IO[bytes], name: str) -> None:
    """Refuse by the first bytes what is no zip, naming encrypted and old workbooks."""
    head = file.read(8)
    if head == _OLE:
        if _contains(file, _ENCRYPTED):
            raise Refused(
                "“{name}” has a password; save a copy without one in Excel and import that.", name=name
            )
        raise Refused("“{name}” is in Excel's old format; open it in Excel and save it as .xlsx.", name=name)
    if not head:
        raise Refused("“{name}” is empty.", name=name)
    if not head.startswith(b"PK"):
        raise Refused(NOT_ONE, name=name)
    file.seek(0)


def _contains(file: IO[bytes], word: bytes) -> bool:
    """Whether the rest of the file holds the word, read piece by piece."""
    tail = b""
    while chunk := file.read(1 << 20):
        if word in tail + chunk:
            return True
        tail = chunk[-len(word) :]
    return False


def _archive(file: IO[bytes], name: str) -> ZipFile:
    """The zip in the file, if it is a workbook's."""
    try:
        archive = ZipFile(file)
    except BROKEN as error:
        raise Refused(DAMAGED, name=name) from error
    names = {entry.casefold() for entry in archive.namelist()}
    if "[content_types].xml" not in names or "xl/workbook.bin" in names:
        raise Refused(NOT_ONE, name=name)
    return archive
