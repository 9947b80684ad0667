"""Asks the gateway for a sign of life, with what the system lets an ordinary user send."""

from __future__ import annotations

import os
import selectors
import socket
import struct

from stpdesk.monitor.talks import Talk

ECHO, ECHO_REPLY = 8, 0
HEAD = struct.Struct("!BBHHH")


def checksum(packet: bytes) -> int:
    """The internet checksum (RFC 1071): the ones' complement of the sum of 16-bit words."""
    padded = packet + b"\0" * (len(packet) % 2)
    total: int = sum(struct.unpack(f"!{len(padded) // 2}H", padded))
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def echo_request(sequence: int, payload: bytes) -> bytes:
    """An echo request; its identifier is the system's to set."""
    bare = HEAD.pack(ECHO, 0, 0, 0, sequence) + payload
    return HEAD.pack(ECHO, 0, checksum(bare), 0, sequence) + payload


def is_echo_reply(packet: bytes, sequence: int, payload: bytes) -> bool:
    """Whether the datagram answers that request; some systems put the IP header before it."""
    if packet[:1] and packet[0] >> 4 == 4 and len(packet) >= 20:
        packet = packet[(packet[0] & 0x0F) * 4 :]
    if len(packet) < HEAD.size:
        return False
    kind, code, _, _, number = HEAD.unpack_from(packet)
    return (kind, code, number) == (ECHO_REPLY, 0, sequence) and packet[HEAD.size :] == payload


class EchoTalk(Talk):
    """One ping through an unprivileged ICMP socket (Linux: where `ping_group_range` allows it; macOS; not Windows)."""

    def __init__(self, host: str, source: str = "") -> None:
        super().__init__()
        self.alive: bool | None = None
        """False = sent and not answered yet; None = the system does not let us ask"""
        self._host = host
        self._source = source
        self._sequence = int.from_bytes(os.urandom(2), "big")
        self._payload = os.urandom(16)

    def begin(self) -> None:
        """Sends the request."""
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_ICMP)
        self.socket.setblocking(False)
        if self._source:
            self.socket.bind((self._source, 0))
        self.socket.connect((self._host, 0))
        self.socket.send(echo_request(self._sequence, self._payload))
        self.alive = False

    def ready(self) -> None:
        """Reads one datagram; what is no answer to our request does not end the wait."""
        if self.socket is None:
            return
        try:
            packet = self.socket.recv(2048)
        except BlockingIOError:
            return
        if is_echo_reply(packet, self._sequence, self._payload):
            self.alive = True
            self.end()

    def failed(self, error: OSError) -> None:
        """No answer, or not asked: `alive` says which already."""


class KnockTalk(Talk):
    """Tries to connect to a TCP port: an accept and a refusal both prove that the host lives."""

    def __init__(self, host: str, port: int, source: str = "") -> None:
        super().__init__()
        self.alive: bool | None = None
        """False = sent and not answered yet; None = this PC could not send"""
        self._host = host
        self._port = port
        self._source = source

    def begin(self) -> None:
        """Starts to connect."""
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.socket.setblocking(False)
        if self._source:
            self.socket.bind((self._source, 0))
        self.waits_for = selectors.EVENT_WRITE
        try:
            self.socket.connect((self._host, self._port))
        except BlockingIOError:
            self.alive = False

    def ready(self) -> None:
        """Looks how it went."""
        if self.socket is None:
            return
        code = self.socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if code:
            raise OSError(code, "not connected")
        self.alive = True
        self.end()

    def failed(self, error: OSError) -> None:
        """A refusal is a sign of life; silence, and an unreachable host, are none."""
        if isinstance(error, ConnectionRefusedError):
            self.alive = True
