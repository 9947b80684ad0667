"""A UPS behind NUT's own server: each state and each failure, and what the flags and a stranger's lines mean."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stpdesk.core.watching import Mains, UpsWatch
from stpdesk.monitor import ups
from stpdesk.monitor.ups import NutProbe, UpsReading, read_flags, read_line

from .answerers import LineServer
from .nut import Nut, free_port


@pytest.fixture(scope="module")
def started() -> Iterator[Nut]:
    with Nut() as found:
        yield found


@pytest.fixture
def nut(started: Nut) -> Nut:
    """A server that says the mains is there, whatever the test before did to it."""
    started.mend()
    return started


# A real server


def test_the_mains_lost_and_back_is_seen_state_by_state(nut: Nut) -> None:
    order = [Mains.ON]
    for status, mains in (
        ("OB", Mains.LOST),
        ("OB LB", Mains.LOW),
        ("OL CHRG", Mains.ON),
    ):
        nut.says(status)
        flags = frozenset(status.split())
        readings = nut.comes_to(lambda found, flags=flags: found.flags == flags)  # type: ignore[misc]
        order += [reading.mains for reading in readings]
        assert order[-1] is mains
    assert [mains for mains, _ in groupby(order)] == [
        Mains.ON,
        Mains.LOST,
        Mains.LOW,
        Mains.ON,
    ]


def test_a_driver_that_hangs_is_unknown_until_it_wakes(nut: Nut) -> None:
    nut.hang_driver()
    assert nut.comes_to_say(Mains.UNKNOWN)[-1].reason == "DATA-STALE"
    nut.says("OB")
    nut.wake_driver()
    nut.comes_to_say(Mains.LOST)


def test_a_driver_that_dies_is_unknown_until_it_is_started_again(nut: Nut) -> None:
    nut.kill_driver()
    nut.comes_to(lambda found: found.reason == "DRIVER-NOT-CONNECTED")
    nut.says("OB LB")
    nut.start_driver()
    nut.comes_to_say(Mains.LOW)


def test_a_server_that_dies_is_unknown_until_it_is_started_again(nut: Nut) -> None:
    nut.kill_server()
    assert nut.comes_to_say(Mains.UNKNOWN)[-1].reason == "Connection refused"
    nut.says("OB")
    nut.start_server()
    nut.comes_to_say(Mains.LOST)


def test_an_order_to_shut_down_stays_until_the_server_is_restarted(nut: Nut) -> None:
    assert nut.shut_down()[-1] == "OK FSD-SET"
    assert nut.comes_to_say(Mains.LOW)[-1].flags == {"FSD", "OL"}
    nut.says("OL CHRG")  # the mains is back, the order is not taken back
    assert nut.comes_to(lambda found: "CHRG" in found.flags)[-1].mains is Mains.LOW
    nut.kill_server()
    nut.start_server()
    nut.comes_to_say(Mains.ON)


def test_another_name_is_unknown_to_the_server(nut: Nut) -> None:
    assert ups.ask(UpsWatch("rack", nut.host, nut.port)) == UpsReading(Mains.UNKNOWN, reason="UNKNOWN-UPS")


def test_the_log_tells_once_why_nothing_is_known(nut: Nut) -> None:
    noted: list[str] = []
    probe = NutProbe(noted.append)
    assert [probe.poll(nut.watch, 3) for _ in range(2)] == [Mains.ON, Mains.ON]
    nut.kill_server()
    assert [probe.poll(nut.watch, 3) for _ in range(3)] == [Mains.UNKNOWN] * 3
    assert noted == ["UPS park: Connection refused"]
    assert probe.last.reason == "Connection refused"


# What the flags mean


@pytest.mark.parametrize(
    ("status", "mains"),
    [
        ("OL", Mains.ON),
        ("OL CHRG", Mains.ON),
        ("OL LB", Mains.ON),
        ("OL BYPASS", Mains.ON),
        ("OB", Mains.LOST),
        ("OB DISCHRG RB", Mains.LOST),
        ("OL OB", Mains.LOST),
        ("OB CAL", Mains.ON),
        ("OB LB CAL", Mains.ON),
        ("OB LB", Mains.LOW),
        ("LB OB", Mains.LOW),
        ("FSD OL", Mains.LOW),
        ("FSD OB LB CAL", Mains.LOW),
        ("FSD", Mains.LOW),
        ("WAIT", Mains.UNKNOWN),
        ("LB", Mains.UNKNOWN),
        ("OFF", Mains.UNKNOWN),
        ("", Mains.UNKNOWN),
        ("OBX OLX", Mains.UNKNOWN),
    ],
)
def test_each_set_of_flags_says_one_thing_of_the_mains(status: str, mains: Mains) -> None:
    assert read_flags(frozenset(status.split())) is mains
    assert read_line("park", f'VAR park ups.status "{status}"'.encode()).mains is mains


# A stranger in the server's place


def asked(answer: bytes | None, name: str = "park", timeout: float = 20, hang_up: bool = True) -> UpsReading:
    with LineServer(answer, "127.0.0.8", ends=b"\n", hang_up=hang_up) as server:
        found = ups.ask(UpsWatch(name, server.host, server.port), timeout)
        assert [said for _, said in server.asked] == [f"GET VAR {name} ups.status\n".encode()]
    return found


@pytest.mark.parametrize(
    "answer",
    [
        b"\xff\xfe\x00garbage\n",
        b"\n",
        b'VAR other ups.status "OL"\n',
        b'VAR park ups.load "OL"\n',
        b'VAR park ups.status "OL\n',
        b'VAR park ups.status "OL" and more\n',
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"OL\n",
    ],
)
def test_a_line_that_is_no_status_is_unknown(answer: bytes) -> None:
    found = asked(answer)
    assert found.mains is Mains.UNKNOWN
    assert found.reason.startswith("a line that was not understood")


@pytest.mark.parametrize("reason", ["ACCESS-DENIED", "DATA-STALE", "DRIVER-NOT-CONNECTED", "UNKNOWN-UPS"])
def test_the_servers_reason_is_kept(reason: str) -> None:
    assert asked(f"ERR {reason}\n".encode()) == UpsReading(Mains.UNKNOWN, reason=reason)


def test_a_whole_line_is_enough_whether_or_not_the_server_hangs_up() -> None:
    for hang_up in (True, False):
        assert asked(b'VAR park ups.status "OB LB"\r\n', hang_up=hang_up).mains is Mains.LOW


def test_half_a_line_endless_data_and_silence_are_unknown() -> None:
    assert asked(b'VAR park ups.status "OL"').reason == "the connection ended before a whole line"
    assert asked(b"A" * 100_000).mains is Mains.UNKNOWN
    assert asked(b"", timeout=0.3, hang_up=False) == UpsReading(Mains.UNKNOWN, reason="no reply in time")


def test_nobody_there_is_unknown() -> None:
    found = ups.ask(UpsWatch("park", "127.0.0.8", free_port("127.0.0.8")))
    assert found == UpsReading(Mains.UNKNOWN, reason="Connection refused")


def test_a_host_may_have_a_name() -> None:
    with LineServer(b'VAR park ups.status "OB"\n', "127.0.0.1", ends=b"\n") as server:
        assert ups.ask(UpsWatch("park", "localhost", server.port)).mains is Mains.LOST


def test_a_host_that_is_not_found_is_unknown() -> None:
    assert ups.ask(UpsWatch("park", "no-such-host.invalid"), 0.5) == UpsReading(
        Mains.UNKNOWN, reason="the host no-such-host.invalid was not found"
    )


@pytest.mark.parametrize("name", ["", "two words", 'park"', "park\nLOGOUT", "a" * 65])
def test_a_name_that_could_be_more_than_a_name_is_never_sent(name: str) -> None:
    with LineServer(b'VAR park ups.status "OL"\n', "127.0.0.8", ends=b"\n") as server:
        found = ups.ask(UpsWatch(name, server.host, server.port))
        assert found == UpsReading(Mains.UNKNOWN, reason=f"{name!r} is no name of a UPS")
        assert not server.asked


def test_a_port_that_cannot_be_is_unknown() -> None:
    assert ups.ask(UpsWatch("park", "127.0.0.1", 70000)).mains is Mains.UNKNOWN


@given(st.binary(max_size=200))
def test_no_line_is_an_error_or_taken_for_a_status(line: bytes) -> None:
    found = read_line("park", line)
    assert found.mains is Mains.UNKNOWN or line.strip().startswith(b"VAR park")
    assert (found.mains is Mains.UNKNOWN) == bool(found.reason)


@given(st.frozensets(st.sampled_from(["OL", "OB", "LB", "CAL", "FSD", "RB", "CHRG", "ALARM", "OFF"])))
def test_on_battery_is_never_taken_for_mains_and_mains_never_for_lost(flags: frozenset[str]) -> None:
    found = read_flags(flags)
    if found is Mains.ON:
        assert flags & {"OL", "OB"}
        assert "OB" not in flags or "CAL" in flags
    if found is Mains.LOST:
        assert "OB" in flags
        assert not flags & {"CAL", "LB", "FSD"}
    assert (found is Mains.UNKNOWN) == (not flags & {"OL", "OB", "FSD"})
