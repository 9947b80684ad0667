"""The process that makes papers for the window: it reads the park beside it, at low priority, until it is done or let go.

It is started as the program itself with a word nobody types and told everything through its standard input, the park's key too:
no list of processes and no environment shows that. When its input is closed (Stop, the window closed or killed) it ends at
its next step, and what is unfinished is taken away.
"""

from __future__ import annotations

import os
import sys
import threading
import traceback
from contextlib import suppress
from typing import IO

from stpdesk.apart import wire
from stpdesk.apart.wire import Handed, Kind

NICE = 3
BELOW_NORMAL = 0x4000
"""BELOW_NORMAL_PRIORITY_CLASS of Windows."""


def main() -> int:
    """Makes the one thing it is told to; 0 where an answer, also a refusal, was given."""
    voice = open(os.dup(1), "wb", buffering=0)  # noqa: PTH123, SIM115  # until the end
    os.dup2(2, 1)  # what a library prints is no answer
    _give_way()
    with open(0, "rb", closefd=False) as ear:  # a program of Windows without a console has no sys.stdin
        try:
            handed = wire.read(ear)
        except EOFError:
            return 1
        let_go = threading.Event()
        threading.Thread(target=_until_let_go, args=(ear, let_go), daemon=True).start()
        kind, answer = _made(handed, voice, let_go)
        with suppress(OSError):  # nobody is there any more
            _say(voice, kind, answer)
        os._exit(0)  # nothing is open any more; the thread that listens cannot be woken


def _made(handed: Handed, voice: IO[bytes], let_go: threading.Event) -> tuple[Kind, object]:
    """What came of it."""
    from stpdesk.actions.session import Role, Session
    from stpdesk.core.errors import Refused
    from stpdesk.db.park import Park

    shown = -1

    def told(done: int, total: int) -> None:
        """A step: says so, a hundred times at most."""
        nonlocal shown
        if let_go.is_set():
            raise wire.stopped()
        if (share := done * 100 // max(total, 1)) != shown:
            shown = share
            with suppress(OSError):
                _say(voice, Kind.TOLD, (done, total))

    try:
        with Park.taken_over(handed.park, lambda: handed.at) as park:
            session = Session(park, park.actor, lambda: handed.at, Role(park.role))
            return Kind.DONE, handed.work(session, told=told)
    except Refused as refused:
        return Kind.REFUSED, wire.refusal(refused)
    except Exception:  # noqa: BLE001  # the window shows it as it shows its own
        return Kind.FAULT, traceback.format_exc()


def _say(voice: IO[bytes], kind: Kind, thing: object) -> None:
    """Writes it as a whole; an unbuffered pipe may take it in parts."""
    rest = memoryview(wire.packed((kind.value, thing)))
    while rest:
        rest = rest[voice.write(rest) :]


def _until_let_go(ear: IO[bytes], let_go: threading.Event) -> None:
    """Waits until the input ends: on every system, and also where who held it was killed."""
    with suppress(OSError):
        while ear.read(1):
            pass
    let_go.set()


def _give_way() -> None:
    """The window, and whatever else the person does, come first."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), BELOW_NORMAL)
    else:
        os.nice(NICE)
