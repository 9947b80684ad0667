"""Name servers and web servers of our own on loopback addresses, which answer, fail and lie as they are told."""

from __future__ import annotations

import random
import socket
import struct
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

Behaviour = Callable[[bytes], list[bytes]]
"""What is sent back for a question; an empty list is silence."""

LARGEST = 65507  # bytes of a UDP datagram


def flags(query: bytes, value: int, answers: int = 0) -> bytes:
    """The head of a reply: the question's number, these flags, one question, so many answers."""
    return query[:2] + struct.pack("!5H", value, 1, answers, 0, 0)


def record(address: str, kind: int = 1, name: bytes = b"\xc0\x0c") -> bytes:
    """An answer: by default an A record whose name points back to the question's."""
    data = socket.inet_aton(address)
    return name + struct.pack("!HHIH", kind, 1, 60, len(data)) + data


def answers(address: str = "127.0.0.7") -> Behaviour:
    return lambda query: [flags(query, 0x8180, 1) + query[12:] + record(address)]


def silent(_query: bytes) -> list[bytes]:
    return []


def code(number: int) -> Behaviour:
    """An error: 2 = SERVFAIL, 3 = NXDOMAIN, 5 = REFUSED."""
    return lambda query: [flags(query, 0x8180 | number) + query[12:]]


def empty(query: bytes) -> list[bytes]:
    return [flags(query, 0x8180) + query[12:]]


def only_an_alias(query: bytes) -> list[bytes]:
    return [flags(query, 0x8180, 1) + query[12:] + record("1.2.3.4", kind=5)]


def behind_an_alias(query: bytes) -> list[bytes]:
    alias = b"\xc0\x0c" + struct.pack("!HHIH", 5, 1, 60, 2) + b"\xc0\x0c"
    return [flags(query, 0x8180, 2) + query[12:] + alias + record("1.2.3.4")]


def shouted(query: bytes) -> list[bytes]:
    return [flags(query, 0x8180, 1) + query[12:-4].upper() + query[-4:] + record("1.2.3.4")]


def other_number(query: bytes) -> list[bytes]:
    wrong = struct.pack("!H", struct.unpack("!H", query[:2])[0] ^ 1)
    return [wrong + answers()(query)[0][2:]]


def other_question(query: bytes) -> list[bytes]:
    return [flags(query, 0x8180, 1) + b"\x04evil\x04test\x00" + query[-4:] + record("6.6.6.6")]


def the_question_itself(query: bytes) -> list[bytes]:
    return [query]


def garbage(query: bytes) -> list[bytes]:
    return [random.Random(query).randbytes(200), b"", query[:7]]


def cut_short(query: bytes) -> list[bytes]:
    return [answers()(query)[0][:-3]]


def promises_too_much(query: bytes) -> list[bytes]:
    return [flags(query, 0x8180, 0xFFFF) + query[12:] + record("1.2.3.4")]


def huge_garbage(query: bytes) -> list[bytes]:
    return [query[:2] + b"\xff" * (LARGEST - 2)]


def huge_answer(query: bytes) -> list[bytes]:
    room = LARGEST - len(query)
    return [flags(query, 0x8180, room // 16) + query[12:] + record("1.2.3.4") * (room // 16)]


def endless_pointers(query: bytes) -> list[bytes]:
    """The name of the answer points to itself; its labels never end."""
    here = struct.pack("!H", 0xC000 | len(query))
    return [
        flags(query, 0x8180, 2) + query[12:] + here + here * 4,
        flags(query, 0x8180, 1) + query[12:] + b"\x3f" * 400,
        flags(query, 0x8180, 1) + query[12:] + b"\x80" * 40,
    ]


def first_rubbish_then(behave: Behaviour) -> Behaviour:
    return lambda query: [*garbage(query), *other_number(query), *other_question(query), *behave(query)]


def loses(share: float, seed: int = 1) -> Behaviour:
    chance = random.Random(seed)
    return lambda query: [] if chance.random() < share else answers()(query)


class NameServer:
    """Answers on a loopback address and a free port, in a thread, as `behave` says; `behave` may be set anew."""

    def __init__(
        self, behave: Behaviour, host: str = "127.0.0.2", delay: float = 0, elsewhere: bool = False
    ) -> None:
        self.behave = behave
        self.asked: list[tuple[str, bytes]] = []
        """who asked (the address only) and the question"""
        self.host = host
        self._delay = delay
        self._ended = threading.Event()
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((host, 0))
        self._mouth = self._socket
        if elsewhere:
            self._mouth = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            self._mouth.bind((host, 0))
        self.port = int(self._socket.getsockname()[1])
        self._socket.settimeout(0.05)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"{self.host}:{self.port}"

    def _serve(self) -> None:
        while not self._ended.is_set():
            try:
                query, sender = self._socket.recvfrom(4096)
            except TimeoutError:
                continue
            self.asked.append((sender[0], query))
            replies = self.behave(query)
            if self._delay and self._ended.wait(self._delay):
                return
            for reply in replies:
                self._mouth.sendto(reply, sender)

    def close(self) -> None:
        """From now on the port is closed, and the system says so to whoever asks."""
        self._ended.set()
        self._thread.join()
        self._socket.close()
        self._mouth.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


NO_CONTENT = b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
LOGIN = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<h1>Please pay your bill</h1>"


class LineServer:
    """A TCP server that sends one answer to whoever has said a whole request, `ends` included; None = silence."""

    def __init__(
        self, answer: bytes | None, host: str = "127.0.0.7", ends: bytes = b"\r\n\r\n", hang_up: bool = True
    ) -> None:
        self.answer = answer
        self.asked: list[tuple[str, bytes]] = []
        self.host = host
        self._ends = ends
        self._hang_up = hang_up
        self._ended = threading.Event()
        self._socket = socket.create_server((host, 0))
        self.port = int(self._socket.getsockname()[1])
        self._socket.settimeout(0.05)
        self._held: list[socket.socket] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while not self._ended.is_set():
            try:
                guest, sender = self._socket.accept()
            except TimeoutError:
                continue
            self._held.append(guest)
            guest.settimeout(5)
            try:
                said = b""
                while not said.endswith(self._ends) and (part := guest.recv(4096)):
                    said += part
                self.asked.append((sender[0], said))
                if self.answer is not None:
                    guest.sendall(self.answer)
                if self.answer is not None and self._hang_up:
                    guest.close()
            except OSError:
                guest.close()

    def close(self) -> None:
        self._ended.set()
        self._thread.join()
        for one in (self._socket, *self._held):
            one.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
