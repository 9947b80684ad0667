"""Asks a name server one question over UDP and believes only a reply to just that question (rule O9: validated reply)."""

from __future__ import annotations

import os
import socket
import struct
import time
from dataclasses import dataclass
from enum import Enum

from stpdesk.core.errors import Refused
from stpdesk.monitor.talks import NOT_SENT, Talk, Talks

PORT = 53
LARGEST = 65535
"""bytes of a datagram; all of it is read, so that Windows does not call a long one an error"""
HEADER = struct.Struct("!6H")
RECORD = struct.Struct("!HHIH")
A, INTERNET = 1, 1
IS_REPLY, KIND, RECURSE, RCODE = 0x8000, 0x7800, 0x0100, 0x000F


class Status(Enum):
    """What came back."""

    ANSWERED = "answered"
    """a reply to this question with at least one address"""
    REFUSED = "refused"
    """a reply to this question without an address: an error code, or nothing found"""
    CLOSED = "closed"
    """ICMP says that nothing listens there: the host may live, but is no name server"""
    WRONG = "wrong"
    """only datagrams that are no reply to this question"""
    SILENT = "silent"
    UNSENT = "unsent"
    """this PC could not send: no route, or its own firewall"""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, after how many milliseconds (None: nothing valid), and the addresses found."""

    status: Status
    milliseconds: float | None = None
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question for a name's IPv4 addresses, as sent."""

    number: int
    packet: bytes

    @property
    def asked(self) -> bytes:
        """The question section: name, type and class."""
        return self.packet[HEADER.size :]


def question(name: str) -> Question:
    """A question with a number nobody can guess; refuses a name that DNS cannot hold."""
    bare = name.removesuffix(".")
    labels = bare.split(".")
    fits = name.isascii() and len(bare) <= 253 and all(0 < len(label) <= 63 for label in labels)
    if not fits or any(letter.isspace() or not letter.isprintable() for letter in name):
        raise Refused("“{value}” is no name that can be looked up.", field="name", value=name)
    number = int.from_bytes(os.urandom(2), "big")  # the secrets module would take 4 MB
    coded = b"".join(bytes((len(label),)) + label.encode("ascii") for label in labels) + b"\0"
    packet = HEADER.pack(number, RECURSE, 1, 0, 0, 0) + coded + struct.pack("!HH", A, INTERNET)
    return Question(number, packet)


def read(packet: bytes, asked: Question) -> Reply | None:
    """The reply in a datagram, without its time; None for anything that is no reply to this very question.

    Names in the answers are stepped over and never followed, so a loop of pointers holds nobody up.
    """
    try:
        number, flags, questions, answers, _, _ = HEADER.unpack_from(packet)
        fits = number == asked.number and flags & IS_REPLY and not flags & KIND and questions == 1
        end = HEADER.size + len(asked.asked)
        if not fits or packet[HEADER.size : end].lower() != asked.asked.lower():
            return None
        if flags & RCODE:
            return Reply(Status.REFUSED)
        found = _addresses(packet, end, answers)
    except (struct.error, IndexError):
        return None
    return Reply(Status.ANSWERED if found else Status.REFUSED, addresses=found)


def _addresses(packet: bytes, at: int, answers: int) -> tuple[str, ...]:
    """The A records among the answers; struct.error or IndexError where the datagram ends too early."""
    found = []
    for _ in range(answers):
        at = _after_name(packet, at)
        kind, group, _, length = RECORD.unpack_from(packet, at)
        at += RECORD.size
        if at + length > len(packet):
            raise IndexError
        if (kind, group, length) == (A, INTERNET, 4):
            found.append(".".join(map(str, packet[at : at + 4])))
        at += length
    return tuple(found)


def _after_name(packet: bytes, at: int) -> int:
    """Where the name that begins at `at` ends; a pointer ends it. IndexError for what is no name."""
    while length := packet[at]:
        if length >= 0xC0:
            return at + 2
        if length >= 0x40:
            raise IndexError
        at += 1 + length
    return at + 1


class DnsTalk(Talk):
    """One question to one server. A late or foreign datagram does not end the wait, a valid reply does."""

    def __init__(self, host: str, port: int, asked: Question, source: str = "") -> None:
        super().__init__()
        self.host = host
        self.reply = Reply(Status.SILENT)
        self._port = port
        self._asked = asked
        self._source = source
        self._sent = 0.0

    def begin(self) -> None:
        """Sends the question from a port of its own; the system drops what comes from anywhere else."""
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setblocking(False)
        if self._source:
            self.socket.bind((self._source, 0))
        self.socket.connect((self.host, self._port))
        begun = time.perf_counter()
        self.socket.send(self._asked.packet)
        self._sent = begun

    def again(self) -> None:
        """Sends the same question once more, where one lost packet should not decide."""
        if not self.over and self.socket is not None:
            try:
                self.socket.send(self._asked.packet)
            except OSError as error:
                self.failed(error)
                self.end()

    def ready(self) -> None:
        """Reads one datagram."""
        if self.socket is None:
            return
        try:
            packet = self.socket.recv(LARGEST)
        except BlockingIOError:
            return
        came = (time.perf_counter() - self._sent) * 1000
        reply = read(packet, self._asked)
        if reply is None:
            self.reply = Reply(Status.WRONG)
            return
        self.reply = Reply(reply.status, came, reply.addresses)
        self.end()

    def failed(self, error: OSError) -> None:
        """Tells apart what ICMP says of the other side and what this PC itself could not do.

        A router whose line is dead says “network unreachable” too, but only after the question was sent.
        """
        if isinstance(error, ConnectionError):
            self.reply = Reply(Status.CLOSED)
        elif not self._sent and error.errno in NOT_SENT:
            self.reply = Reply(Status.UNSENT)


def ask(address: str, port: int, name: str, source: str = "", timeout: float = 3) -> Reply:
    """Ask one server for a name's addresses and wait at most `timeout` seconds; only a name DNS cannot hold is refused."""
    talk = DnsTalk(address, port, question(name), source)
    with Talks(timeout) as talks:
        talks.begin(talk)
        while talks.turn():
            pass
    return talk.reply
