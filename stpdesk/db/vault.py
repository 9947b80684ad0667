"""The park's documents/: files under the SHA-256 of their contents, sealed with the file key, written once and for all."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from stpdesk.core.errors import Refused
from stpdesk.db.durable import write_file
from stpdesk.db.folder import refusing_disk

if TYPE_CHECKING:
    from nacl.secret import SecretBox

NAME = re.compile(r"[0-9a-f]{64}")
"""What a sealed file is called: the SHA-256 (hex) of what is in it."""


class Vault:
    """Sealed files of one park. Contents are the same bytes for ever; the rows of the park file name them."""

    def __init__(self, folder: Path, file_key: bytes) -> None:
        self.folder = folder
        self._key = file_key

    def put(self, contents: bytes) -> str:
        """Seals contents, durably; returns their SHA-256 (hex). What is there already, and whole, is not written again."""
        name = hashlib.sha256(contents).hexdigest()
        if self.problem(name) is None:
            return name
        with refusing_disk(self.folder):
            self.folder.mkdir(exist_ok=True)
            write_file(self.folder / name, self._box().encrypt(contents))
        return name

    def read(self, name: str) -> bytes:
        """The contents of a sealed file. Refuses one that is missing, cannot be read or was damaged."""
        problem, contents = self._opened(name)
        if problem is not None:
            raise Refused("The file is {problem}; look for it in a backup.", problem=problem)
        return contents

    def problem(self, name: str) -> str | None:
        """What is wrong with a sealed file: `missing`, `damaged` or why it cannot be read; None where it is whole."""
        return self._opened(name)[0]

    def names(self) -> set[str]:
        """What lies there under a name of its own."""
        return {path.name for path in self.folder.glob("*") if NAME.fullmatch(path.name)}

    def drop(self, names: Iterable[str]) -> None:
        """Deletes what an act put there that came to nothing; no row may name it."""
        for name in names:
            with suppress(OSError):  # one that stays is never read
                (self.folder / name).unlink(missing_ok=True)

    def _opened(self, name: str) -> tuple[str | None, bytes]:
        """What is wrong with a sealed file, and what is in it."""
        from nacl.exceptions import CryptoError

        try:
            contents: bytes = self._box().decrypt((self.folder / name).read_bytes())
        except FileNotFoundError:
            return "missing", b""
        except OSError as error:
            return f"not to be read here ({error.strerror})", b""
        except (CryptoError, ValueError):
            return "damaged", b""
        return (None if hashlib.sha256(contents).hexdigest() == name else "damaged"), contents

    def _box(self) -> SecretBox:
        """The seal; PyNaCl is loaded when first used."""
        from nacl.secret import SecretBox

        return SecretBox(self._key)
