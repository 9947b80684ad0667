"""Files attached to tenants, leases and units: copied into the park folder and sealed, opened as a copy, withdrawn."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from stpdesk.actions.acting import acting
from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.core.codes import fold
from stpdesk.core.errors import Refused
from stpdesk.db import attachments, sheets
from stpdesk.db.attachments import KINDS, Attachment
from stpdesk.db.folder import refusing_disk

if TYPE_CHECKING:
    from sqlite_utils import Database

LARGEST = 64 << 20
"""Bytes a file may have: a scanned agreement has a hundredth of it."""

_ODD = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
"""Letters that some system takes in no file name."""


def attach(session: Session, kind: str, code: str, path: Path, name: str | None = None) -> Changes:
    """Copies a file into the park and attaches it to a tenant, lease or unit by its code; `told`: key, name, attached_to.

    The sealed copy is on disk before the row that names it; the original stays where it is.
    """
    session.require(Role.ACCOUNTS)
    told = _name(name if name is not None else path.name)
    contents = read_file(path)
    sha256 = session.park.vault.put(contents)
    with acting(session, Role.ACCOUNTS) as act:
        owner = _owner(act.db, kind, code)
        key = attachments.add(
            act.db, kind, owner, told, len(contents), sha256, session.clock(), session.actor
        )
        return act.changes("attachments", key=key, name=told, attached_to=code.strip())


def listed(session: Session, kind: str, code: str, *, withdrawn: bool = False) -> list[Attachment]:
    """What is attached to a tenant, lease or unit, the latest first; with `withdrawn` also what was taken back."""
    with session.park.reading() as db:
        return attachments.of_owner(db, kind, _owner(db, kind, code), withdrawn=withdrawn)


def open_copy(session: Session, key: str, into: Path) -> Path:
    """Writes an unsealed copy of an attached file into a folder, to be opened by another program; returns its path.

    Whoever asks for it takes it away again. Refused where the sealed file is missing or damaged, or the disk full.
    """
    with session.park.reading() as db:
        one = attachments.by_key(db, key)
    contents = session.park.vault.read(one.sha256)
    with refusing_disk(into):
        into.mkdir(parents=True, exist_ok=True)
        place = _free(into, _ODD.sub("_", one.name))
        place.write_bytes(contents)
    return place


def rename(session: Session, key: str, name: str) -> Changes:
    """Gives an attached file another name; `told`: name."""
    told = _name(name)
    with acting(session, Role.ACCOUNTS) as act:
        if attachments.by_key(act.db, key).name != told:
            attachments.rename(act.db, key, told)
        return act.changes("attachments", key=key, name=told)


def withdraw(session: Session, key: str) -> Changes:
    """Takes an attached file back: it is listed no more, and stays in the park and its backups. `told`: name."""
    with acting(session, Role.ACCOUNTS) as act:
        one = attachments.by_key(act.db, key)
        if one.withdrawn_at is not None:
            raise Refused("{name} is withdrawn already.", name=one.name)
        attachments.withdraw(act.db, key, session.clock(), session.actor)
        return act.changes("attachments", key=key, name=one.name)


def read_file(path: Path) -> bytes:
    """A file a person chose; refused where it is missing, empty, too large or cannot be read."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise Refused("{path} is no file.", field="path", path=path)
        if size > LARGEST:
            raise Refused("{path} is larger than {most} MB.", field="path", path=path, most=LARGEST >> 20)
        contents = path.read_bytes()
    except FileNotFoundError:
        raise Refused("There is no file {path}.", field="path", path=path) from None
    except OSError as error:
        raise Refused(
            "{path} cannot be read: {reason}.", field="path", path=path, reason=error.strerror
        ) from error
    if not contents:
        raise Refused("{path} is empty.", field="path", path=path)
    return contents


def _name(name: str) -> str:
    """A file's name as kept; refused when there is none."""
    told = name.strip()
    if not told:
        raise Refused("Give the file a name.", field="name")
    return told[-200:]


def _owner(db: Database, kind: str, code: str) -> str:
    """Key of the thing a file is attached to; refused where there is none."""
    found = sheets.keys(db, KINDS[kind]).get(fold(code))
    if found is None:
        raise Refused("There is no {kind} {code} in this park.", field=kind, kind=kind, code=code.strip())
    return found


def _free(folder: Path, name: str) -> Path:
    """A name in a folder that nothing has yet."""
    place, further = folder / name, 2
    while place.exists():
        place, further = folder / f"{Path(name).stem} ({further}){Path(name).suffix}", further + 1
    return place
