"""Fetches one plain web page that answers 204 and nothing else, unless a login or payment page stands between."""

from __future__ import annotations

import re
import selectors
import socket
from dataclasses import dataclass

from stpdesk.core.watch_values import is_address
from stpdesk.monitor.talks import Talk

URL = re.compile(r"http://([A-Za-z0-9._-]{1,253})(?::(\d{1,5}))?(/[\x21-\x7e]*)?", re.ASCII)
STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})(?: [^\r\n]*)?\r?\n", re.ASCII)
HEADERS_END = re.compile(rb"\r?\n\r?\n")
LONGEST = 8192
"""bytes of an answer's head that are read; a page that is as it must be has far fewer"""


@dataclass(frozen=True, slots=True)
class Page:
    """The page to fetch."""

    host: str
    port: int
    path: str

    @property
    def is_address(self) -> bool:
        """Whether the host needs no name server."""
        return is_address(self.host)

    def request(self) -> bytes:
        """What is sent for it."""
        host = self.host if self.port == 80 else f"{self.host}:{self.port}"
        lines = (f"GET {self.path} HTTP/1.1", f"Host: {host}", "Accept: */*", "Connection: close", "", "")
        return "\r\n".join(lines).encode("ascii")


def read_page(text: str) -> Page | None:
    """The page of a web address; None for all but plain http: over https a portal cannot answer in another's name."""
    found = URL.fullmatch(text)
    port = int(found[2] or 80) if found else 0
    return Page(found[1], port, found[3] or "/") if found and 0 < port <= 65535 else None


def read_answer(head: bytes) -> bool | None:
    """What an answer's first bytes say: True as it must be (204, no body), False something in between, None nothing.

    Something in between answers with a page, a redirect, or “log in first” (511 and the like). A server's own
    failure (500 and above) and what is not HTTP at all prove neither.
    """
    status = STATUS.match(head)
    if status is None:
        return None
    code = int(status[1])
    if code != 204:
        return False if 200 <= code < 500 or code == 511 else None
    end = HEADERS_END.search(head)
    if end is None:
        return None
    return not head[end.end() :]


class PortalTalk(Talk):
    """Connects, asks for the page, reads the head of the answer."""

    def __init__(self, page: Page, host: str, source: str = "") -> None:
        super().__init__()
        self.found: bool | None = None
        """None = no answer, or one that proves nothing"""
        self._page = page
        self._host = host
        self._source = source
        self._unsent = page.request()
        self._head = b""

    def begin(self) -> None:
        """Starts to connect."""
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.socket.setblocking(False)
        if self._source:
            self.socket.bind((self._source, 0))
        self.waits_for = selectors.EVENT_WRITE
        try:
            self.socket.connect((self._host, self._page.port))
        except BlockingIOError:
            return

    def ready(self) -> None:
        """Sends what is left of the request, then reads until the head is whole, too long, or the other side hangs up."""
        if self.socket is None:
            return
        if self.waits_for == selectors.EVENT_WRITE:
            self._send(self.socket)
            return
        try:
            part = self.socket.recv(LONGEST)
        except BlockingIOError:
            return
        self._head += part
        self.found = read_answer(self._head)
        if not part or len(self._head) >= LONGEST or HEADERS_END.search(self._head):
            self.end()

    def _send(self, connected: socket.socket) -> None:
        code = connected.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if code:
            raise OSError(code, "not connected")
        try:
            self._unsent = self._unsent[connected.send(self._unsent) :]
        except BlockingIOError:
            return
        if not self._unsent:
            self.waits_for = selectors.EVENT_READ

    def failed(self, error: OSError) -> None:
        """A connection refused, reset or never made is no answer; what was read before still counts."""
