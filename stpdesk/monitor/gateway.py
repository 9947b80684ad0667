"""Finds out whether the gateway lives, in up to three ways: ping, its name server's port, its web ports."""

from __future__ import annotations

import sys

from stpdesk.monitor import windows
from stpdesk.monitor.addresses import Address
from stpdesk.monitor.dns import PORT, DnsTalk, Question, Status
from stpdesk.monitor.icmp import EchoTalk, KnockTalk
from stpdesk.monitor.talks import Talks

KNOCKED = (80, 443, PORT)
PING_AT_THE_END = 0.5
"""Seconds kept for Windows' ping, which cannot be asked beside the others"""


class Gateway:
    """Asks one gateway; with a port of its own only a name server's reply (or refusal) there is a sign of life."""

    def __init__(self, where: Address, asked: Question, source: str) -> None:
        self.where = where
        port = where.port or PORT
        self._echo = None if where.port else EchoTalk(where.host, source)
        self._server = DnsTalk(where.host, port, asked, source)
        self._knocks = [] if where.port else [KnockTalk(where.host, knock, source) for knock in KNOCKED]
        self._tried_all = False
        self._pinged: bool | None = None

    def begin(self, talks: Talks) -> None:
        """Pings; where that is not possible, tries the other ways at once."""
        if self._echo is not None:
            talks.begin(self._echo)
        if self._echo is None or self._echo.alive is None:
            self.try_all(talks)

    def try_all(self, talks: Talks) -> None:
        """Tries what was not tried yet, if there was no sign of life so far: some routers answer no ping."""
        if self._tried_all or self.alive():
            return
        self._tried_all = True
        for talk in (self._server, *self._knocks):
            talks.begin(talk)

    def finish(self) -> None:
        """On Windows, and only without another sign of life: pings, and waits for it half a second at most."""
        if sys.platform == "win32" and not self.where.port and not self.alive():
            self._pinged = windows.ping(self.where.host, PING_AT_THE_END)

    def alive(self) -> bool | None:
        """Whether there was a sign of life; None where this PC could not ask in any way."""
        knocked = [knock.alive for knock in self._knocks]
        echoed = self._echo.alive if self._echo is not None else None
        found = [echoed, self._pinged, *(knocked if self._tried_all else ())]
        if self._tried_all and self._server.reply.status is not Status.UNSENT:
            found.append(self._server.reply.status is not Status.SILENT)
        if any(found):
            return True
        return False if False in found else None
