"""A link's targets: what is typed, what `auto` finds, what a page's answer means, how the gateway shows life."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stpdesk.core.watch_values import _PAGE, PAGE, Unfit, is_name
from stpdesk.core.watching import LinkWatch
from stpdesk.monitor.addresses import Address, read_address
from stpdesk.monitor.dns import question
from stpdesk.monitor.gateway import Gateway
from stpdesk.monitor.icmp import EchoTalk, KnockTalk, checksum, echo_request, is_echo_reply
from stpdesk.monitor.links import targets
from stpdesk.monitor.portal import Page, PortalTalk, read_answer, read_page
from stpdesk.monitor.system import Surroundings, System, read_resolvers, read_routes
from stpdesk.monitor.talks import Talks

from . import answerers as say
from .answerers import LOGIN, NO_CONTENT, LineServer, NameServer

PATIENT = 20.0
SHORT = 0.3
HEADING = "Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT\n"
TWO_LINES = HEADING + (
    "eth0 00000000 0101A8C0 0003 0 0 100 00000000 0 0 0\n"
    "wlan0 00000000 0102A8C0 0003 0 0 600 00000000 0 0 0\n"
    "eth0 0001A8C0 00000000 0001 0 0 100 00FFFFFF 0 0 0\n"
    "wlan0 0002A8C0 00000000 0001 0 0 600 00FFFFFF 0 0 0\n"
)


def files(root: Path, **texts: str) -> Path:
    """A system's files with these texts."""
    places = {
        "route": "proc/net/route",
        "resolv": "etc/resolv.conf",
        "behind": "run/systemd/resolve/resolv.conf",
        "eth0": "sys/class/net/eth0/operstate",
        "wlan0": "sys/class/net/wlan0/operstate",
    }
    for name, text in texts.items():
        path = root / places[name]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def surroundings(root: Path, **texts: str) -> Surroundings:
    return System(files(root, **texts)).surroundings()


# What the settings let in


@pytest.mark.parametrize("text", ["1.1.1.1", "127.0.0.2:5301", "255.255.255.255:65535"])
def test_an_address_is_four_numbers_with_or_without_a_port(text: str) -> None:
    host, _, port = text.partition(":")
    assert read_address(text) == Address(host, int(port) if port else None)


@pytest.mark.parametrize(
    "text", ["", "1.1.1", "1.1.1.256", "one.one", "1.1.1.1:0", "1.1.1.1:65536", "::1", "1.1.1.1.1", "1.1.1.١"]
)
def test_anything_else_is_no_address(text: str) -> None:
    assert read_address(text) is None


@pytest.mark.parametrize(
    "text",
    ["", "https://page.test/", "http://page.test/a b", "http://page.test:70000/", "http:///x", "page.test"],
)
def test_only_a_page_over_plain_http_can_be_fetched(text: str) -> None:
    assert read_page(text) is None


@given(st.text("aZ9-_.", max_size=90))
@example("a" * 63 + "." + "b.c" * 60 + ".pk.")
@example("paki\u017ftan.pk")
def test_whatever_name_the_settings_let_in_can_be_asked(name: str) -> None:
    if is_name(name):
        question(name)


@given(st.from_regex(_PAGE, fullmatch=True))
def test_whatever_page_the_settings_let_in_can_be_fetched(text: str) -> None:
    try:
        PAGE.check(text)
    except Unfit:
        return
    page = read_page(text)
    assert page is not None
    assert page.request().startswith(b"GET /")


# What auto finds


def test_auto_finds_the_gateway_and_the_name_servers(tmp_path: Path) -> None:
    seen = surroundings(
        tmp_path,
        route=TWO_LINES,
        eth0="up\n",
        resolv="# ours\nnameserver 192.168.1.1\nnameserver 203.0.113.53\n",
    )
    found = targets(LinkWatch(None), seen)
    assert seen.network is True
    assert found.gateway == Address("192.168.1.1")
    assert found.resolvers == (Address("192.168.1.1"), Address("203.0.113.53"))
    assert found.providers == (False, True)  # the router itself is no provider


def test_the_gateway_of_a_link_is_that_of_the_wire_its_address_is_on(tmp_path: Path) -> None:
    seen = surroundings(tmp_path, route=TWO_LINES)
    assert seen.gateway("192.168.2.20") == "192.168.2.1"
    assert seen.gateway("192.168.1.20") == "192.168.1.1"
    assert seen.gateway("10.9.9.9") == seen.gateway() == "192.168.1.1"


def test_a_stub_is_looked_behind(tmp_path: Path) -> None:
    stub = "nameserver 127.0.0.53\noptions edns0\n"
    assert surroundings(tmp_path / "a", resolv=stub, behind="nameserver 203.0.113.1\n").resolvers == (
        "203.0.113.1",
    )
    assert surroundings(tmp_path / "b", resolv=stub).resolvers == ("127.0.0.53",)


@pytest.mark.parametrize(
    ("host", "near"),
    [
        ("192.168.1.1", True),  # a gateway
        ("192.168.2.77", True),  # on the wire
        ("192.168.50.1", True),  # behind a second router, still in the house
        ("172.31.0.1", True),
        ("127.0.0.53", True),
        ("10.20.30.40", False),  # may be the provider's
        ("172.32.0.1", False),
        ("203.0.113.53", False),
    ],
)
def test_a_name_server_in_the_house_proves_no_provider(tmp_path: Path, host: str, near: bool) -> None:
    assert surroundings(tmp_path, route=TWO_LINES).is_near(host) is near


def test_no_default_route_and_no_interface_up_are_no_network(tmp_path: Path) -> None:
    seen = surroundings(tmp_path, route=TWO_LINES, eth0="down\n", wlan0="dormant\n")
    assert seen.network is False
    bare = surroundings(tmp_path / "bare", route=HEADING + "lo 0000007F 00000000 0001 0 0 0 000000FF 0 0 0\n")
    assert (bare.network, bare.gateway()) == (False, None)
    assert targets(LinkWatch(None), bare).gateway is None


def test_a_tunnel_that_says_unknown_is_up(tmp_path: Path) -> None:
    assert surroundings(tmp_path, route=TWO_LINES, wlan0="unknown\n").network is True


def test_a_system_that_says_nothing_is_asked_nothing(tmp_path: Path) -> None:
    seen = System(tmp_path).surroundings()
    assert seen == Surroundings(None)
    assert targets(LinkWatch(None), seen).resolvers == ()


def test_the_files_are_read_again_only_after_some_seconds(tmp_path: Path) -> None:
    system = System(files(tmp_path, route=TWO_LINES, eth0="up\n"))
    first = system.surroundings()
    files(tmp_path, eth0="down\n")
    assert system.surroundings() is first


@given(st.text(max_size=300))
def test_whatever_the_files_hold_is_no_error(text: str) -> None:
    read_routes(HEADING + text)
    read_resolvers(text)
    read_resolvers(f"nameserver {text}")


# What a page's answer means


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (NO_CONTENT, True),
        (b"HTTP/1.0 204 \r\n\r\n", True),
        (b"HTTP/1.1 204 No Content\n\n", True),
        (NO_CONTENT + b"<h1>", False),
        (LOGIN, False),
        (b"HTTP/1.1 301 Moved\r\nLocation: http://login/\r\n", False),
        (b"HTTP/1.1 404 Not Found\r\n\r\n", False),
        (b"HTTP/1.1 511 Network Authentication Required\r\n\r\n", False),
        (b"HTTP/1.1 503 Service Unavailable\r\n\r\n", None),
        (b"HTTP/1.1 204 No Content\r\nServer: cut", None),
        (b"HTTP/1.1 20", None),
        (b"SSH-2.0-OpenSSH\r\n\r\n", None),
        (b"", None),
    ],
)
def test_only_the_expected_answer_is_right_and_only_a_portals_is_wrong(
    head: bytes, found: bool | None
) -> None:
    assert read_answer(head) is found


@given(st.binary(max_size=300))
def test_no_answer_is_an_error(head: bytes) -> None:
    assert read_answer(head) is not True or b"204" in head
    read_answer(b"HTTP/1.1 " + head)


def fetched(answer: bytes | None, timeout: float = PATIENT, **more: bool) -> bool | None:
    with LineServer(answer, **more) as server, Talks(timeout) as talks:  # type: ignore[arg-type]
        talk = PortalTalk(Page("page.test", server.port, "/generate_204"), server.host, "127.0.0.9")
        talks.begin(talk)
        while talks.turn():
            pass
        assert [sender for sender, _ in server.asked] == ["127.0.0.9"]
        said = f"GET /generate_204 HTTP/1.1\r\nHost: page.test:{server.port}\r\n".encode()
        assert server.asked[0][1].startswith(said)
    return talk.found


def test_a_page_is_fetched_over_tcp() -> None:
    assert fetched(NO_CONTENT) is True
    assert fetched(NO_CONTENT, hang_up=False) is True
    assert fetched(LOGIN) is False
    assert fetched(b"\0" * 20000) is None
    assert fetched(b"HTTP/1.1 200 OK\r\n" + b"X-Endless: 1\r\n" * 2000) is False


def test_a_server_that_says_nothing_or_never_ends_its_head_is_not_waited_for_longer_than_the_timeout() -> (
    None
):
    with LineServer(None) as mute, Talks(SHORT) as talks:
        talk = PortalTalk(Page("page.test", mute.port, "/"), mute.host)
        talks.begin(talk)
        while talks.turn():
            pass
        assert talk.found is None
        assert talks.left() == 0


def test_a_closed_port_is_no_answer() -> None:
    with LineServer(NO_CONTENT) as server:
        pass
    with Talks(PATIENT) as talks:
        talk = PortalTalk(Page("page.test", server.port, "/"), server.host)
        talks.begin(talk)
        while talks.turn():
            pass
    assert talk.found is None


# How the gateway shows life


def alive(where: Address, timeout: float, source: str = "") -> bool | None:
    gateway = Gateway(where, question("example.com"), source)
    with Talks(timeout) as talks:
        gateway.begin(talks)
        while talks.turn():
            pass
        gateway.try_all(talks)
        while talks.turn():
            pass
    return gateway.alive()


@pytest.mark.parametrize("behave", [say.answers(), say.code(5)])
def test_any_reply_from_the_gateways_port_is_a_sign_of_life(behave: say.Behaviour) -> None:
    with NameServer(behave) as server:
        assert alive(Address(server.host, server.port), PATIENT) is True


def test_a_closed_port_of_the_gateway_is_a_sign_of_life_and_silence_is_none() -> None:
    with NameServer(say.silent) as server:
        assert alive(Address(server.host, server.port), SHORT) is False
    assert alive(Address(server.host, server.port), PATIENT) is True


def test_a_gateway_without_name_or_web_server_still_refuses_the_connection() -> None:
    assert alive(Address("127.0.0.33"), PATIENT) is True


def test_a_gateway_that_cannot_be_asked_is_neither_alive_nor_dead() -> None:
    assert alive(Address("127.0.0.33"), PATIENT, "203.0.113.7") is None


def test_a_knock_is_answered_by_an_open_and_by_a_closed_port() -> None:
    with LineServer(None) as server:
        opened = KnockTalk(server.host, server.port)
        with Talks(PATIENT) as talks:
            talks.begin(opened)
            while talks.turn():
                pass
    closed = KnockTalk(server.host, server.port)
    with Talks(PATIENT) as talks:
        talks.begin(closed)
        while talks.turn():
            pass
    assert (opened.alive, closed.alive) == (True, True)


def test_a_ping_is_answered_where_the_system_lets_us_ask() -> None:
    ping = EchoTalk("127.0.0.1")
    with Talks(PATIENT) as talks:
        talks.begin(ping)
        while talks.turn():
            pass
    first, last = map(int, Path("/proc/sys/net/ipv4/ping_group_range").read_text().split())
    groups = {os.getegid(), *os.getgroups()}
    allowed = any(first <= group <= last for group in groups)
    assert ping.alive is (True if allowed else None)


def test_an_echo_reply_is_known_by_number_and_payload() -> None:
    sent = echo_request(7, b"0123456789abcdef")
    assert checksum(sent) == 0
    reply = b"\0" + sent[1:]
    assert is_echo_reply(reply, 7, b"0123456789abcdef")
    assert is_echo_reply(b"\x45" + bytes(19) + reply, 7, b"0123456789abcdef")
    assert not is_echo_reply(sent, 7, b"0123456789abcdef")
    assert not is_echo_reply(reply, 8, b"0123456789abcdef")
    assert not is_echo_reply(reply, 7, b"another payload!")


@given(st.binary(max_size=80))
def test_no_datagram_is_taken_for_an_echo(packet: bytes) -> None:
    assert not is_echo_reply(packet, 7, b"0123456789abcdef")
