"""What Windows tells through functions of its own, by ctypes: route, name servers, ping, battery.

Each function takes note only of what it needs and says None where Windows says nothing; elsewhere all say None.
"""

# ruff: noqa: RET505 - without the `else` mypy calls one half of each function unreachable
from __future__ import annotations

import socket
import struct
import sys
from typing import NamedTuple

SOMEWHERE = "1.1.1.1"
"""an address abroad, to see which way it goes"""
ROUTE_WORDS = 14
"""32-bit words of MIB_IPFORWARDROW; the fourth is the next hop"""
LONGEST_LIST = 65536
"""bytes that the list of name servers may take"""


class PowerStatus(NamedTuple):
    """The first four bytes of SYSTEM_POWER_STATUS; 255 = unknown."""

    line: int
    """1 = on the mains, 0 = on battery"""
    flags: int
    """4 = critical, 128 = no battery"""
    percent: int
    saver: int


def power_status() -> PowerStatus | None:
    """What GetSystemPowerStatus says; None where it cannot be asked."""
    if sys.platform == "win32":
        import ctypes

        class SystemPowerStatus(ctypes.Structure):
            _fields_ = (
                ("line", ctypes.c_ubyte),
                ("flags", ctypes.c_ubyte),
                ("percent", ctypes.c_ubyte),
                ("saver", ctypes.c_ubyte),
                ("seconds_left", ctypes.c_uint32),
                ("seconds_full", ctypes.c_uint32),
            )

        status = SystemPowerStatus()
        if not ctypes.WinDLL("kernel32").GetSystemPowerStatus(ctypes.byref(status)):
            return None
        return PowerStatus(status.line, status.flags, status.percent, status.saver)
    else:
        return None


def default_gateway() -> str | None:
    """The next hop towards an address abroad (GetBestRoute); None where there is no way out."""
    if sys.platform == "win32":
        import ctypes

        row = (ctypes.c_uint32 * ROUTE_WORDS)()
        (towards,) = struct.unpack("=I", socket.inet_aton(SOMEWHERE))
        if ctypes.WinDLL("iphlpapi").GetBestRoute(ctypes.c_uint32(towards), ctypes.c_uint32(0), row):
            return None
        return socket.inet_ntoa(struct.pack("=I", row[3]))
    else:
        return None


def resolvers() -> tuple[str, ...]:
    """The first three IPv4 name servers (GetNetworkParams); empty where none are known."""
    if sys.platform == "win32":
        import ctypes

        class AddressList(ctypes.Structure):
            pass

        AddressList._fields_ = (
            ("next", ctypes.POINTER(AddressList)),
            ("address", ctypes.c_char * 16),
            ("mask", ctypes.c_char * 16),
            ("context", ctypes.c_uint32),
        )

        class FixedInfo(ctypes.Structure):
            _fields_ = (
                ("host_name", ctypes.c_char * 132),
                ("domain_name", ctypes.c_char * 132),
                ("current", ctypes.c_void_p),
                ("servers", AddressList),
            )

        size = ctypes.c_uint32(LONGEST_LIST)
        room = ctypes.create_string_buffer(LONGEST_LIST)
        if ctypes.WinDLL("iphlpapi").GetNetworkParams(room, ctypes.byref(size)):
            return ()
        found: list[str] = []
        server = FixedInfo.from_buffer(room).servers
        while len(found) < 3:
            if server.address:
                found.append(server.address.decode("ascii", "replace"))
            if not server.next:
                break
            server = server.next.contents
        return tuple(found)
    else:
        return ()


def ping(host: str, seconds: float) -> bool | None:
    """Whether the host answers an echo request in that time (IcmpSendEcho waits for it); None = cannot be asked."""
    if sys.platform == "win32":
        import ctypes

        library = ctypes.WinDLL("iphlpapi")
        library.IcmpCreateFile.restype = ctypes.c_void_p
        handle = ctypes.c_void_p(library.IcmpCreateFile())
        if handle.value in {None, ctypes.c_void_p(-1).value}:
            return None
        said = b"is anybody there"
        room = ctypes.create_string_buffer(256)
        (address,) = struct.unpack("=I", socket.inet_aton(host))
        try:
            replies = library.IcmpSendEcho(
                handle,
                ctypes.c_uint32(address),
                said,
                ctypes.c_uint16(len(said)),
                None,
                room,
                ctypes.c_uint32(len(room)),
                ctypes.c_uint32(max(1, round(seconds * 1000))),
            )
        finally:
            library.IcmpCloseHandle(handle)
        status = struct.unpack_from("=I", room.raw, 4)[0]
        return bool(replies) and status == 0
    else:
        return None
