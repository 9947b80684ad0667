"""What the window and the process that makes papers for it tell each other through pipes: one pickle after the other.

Both ends are this very program, started by the same person; nobody else can write into these pipes.
"""

from __future__ import annotations

import pickle
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import IO, Any, Protocol

from stpdesk.actions.session import Session
from stpdesk.core.errors import Refused
from stpdesk.db.park import Opened

_LENGTH = struct.Struct(">I")


class Told(Protocol):
    """Hears how much is done, and of how much; raises Refused where nobody wants it any more."""

    def __call__(self, done: int, total: int, /) -> None:
        """At a step."""


class Work(Protocol):
    """What is made: a function that stands in a module without Qt, or a `partial` of one."""

    def __call__(self, session: Session, *, told: Told) -> Any:
        """On a park that is read only; the answer travels as a pickle."""


@dataclass(frozen=True, slots=True)
class Handed:
    """The first and only thing the other process is told: the park as it is open here, the instant, and what to make."""

    park: Opened
    at: datetime
    work: Work


class Kind(Enum):
    """What comes back."""

    TOLD = "told"
    """done, total"""
    DONE = "done"
    """the answer"""
    REFUSED = "refused"
    """Refused"""
    FAULT = "fault"
    """the text of an error of the program"""


class ThereFault(Exception):
    """An error of the program in the other process; it reads as it did there."""


def broken(status: int, said: str) -> ThereFault:
    """What a process that gave no answer said on its way out, for the crash page's report."""
    return ThereFault(f"exit status {status}\n{said}")


def stopped() -> Refused:
    """What a person reads who stopped the work."""
    return Refused("Stopped. Nothing of it was kept.")


def packed(thing: object) -> bytes:
    """A thing as it travels: its length, and its pickle."""
    text = pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(text)) + text


def taken(said: bytearray) -> Iterator[Any]:
    """The things that have come as a whole, each taken away from what was said."""
    while len(said) >= _LENGTH.size:
        (length,) = _LENGTH.unpack_from(said)
        if len(said) < _LENGTH.size + length:
            return
        text = bytes(said[_LENGTH.size : _LENGTH.size + length])
        del said[: _LENGTH.size + length]
        yield pickle.loads(text)  # noqa: S301  # this program's own words through a pipe it made


def read(pipe: IO[bytes]) -> Any:
    """The next thing from a pipe; EOFError where it is closed before."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    text = pipe.read(_LENGTH.unpack(head)[0])
    return pickle.loads(text)  # noqa: S301  # as above


def refusal(refused: Refused) -> Refused:
    """The refusal as it can travel: with its values, or as finished words where one of them cannot be pickled."""
    try:
        pickle.dumps(refused)
    except Exception:  # noqa: BLE001  # whatever a value says against it: the sentence still arrives
        return Refused("{words}", field=refused.field, faults=refused.faults, words=str(refused))
    return refused
