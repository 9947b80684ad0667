"""A name server's reply is believed only if it answers just our question; anything else is no reply, and no error."""

from __future__ import annotations

import socket
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stpdesk.core.errors import Refused
from stpdesk.monitor import dns
from stpdesk.monitor.dns import Reply, Status, question, read

from . import answerers as say
from .answerers import Behaviour, NameServer

PATIENT = 20.0
"""seconds to wait where a reply is sure to come: only a test that is about silence waits in vain"""
SHORT = 0.3


def asked(behave: Behaviour, timeout: float = PATIENT, **more: float | bool) -> Reply:
    with NameServer(behave, **more) as server:  # type: ignore[arg-type]
        return dns.ask(server.host, server.port, "www.gov.pk", timeout=timeout)


@pytest.mark.parametrize(
    "behave", [say.answers("1.2.3.4"), say.behind_an_alias, say.shouted, say.huge_answer]
)
def test_an_answer_to_our_question_is_believed(behave: Behaviour) -> None:
    reply = asked(behave)
    assert reply.status is Status.ANSWERED
    assert set(reply.addresses) == {"1.2.3.4"}
    assert reply.milliseconds is not None
    assert reply.milliseconds > 0


@pytest.mark.parametrize("behave", [say.code(2), say.code(3), say.code(5), say.empty, say.only_an_alias])
def test_an_error_or_an_empty_answer_is_a_reply_without_address(behave: Behaviour) -> None:
    reply = asked(behave)
    assert reply.status is Status.REFUSED
    assert reply.addresses == ()
    assert reply.milliseconds is not None


@pytest.mark.parametrize(
    "behave",
    [
        say.other_number,
        say.other_question,
        say.the_question_itself,
        say.garbage,
        say.cut_short,
        say.promises_too_much,
        say.huge_garbage,
        say.endless_pointers,
    ],
)
def test_what_does_not_answer_our_question_is_no_reply(behave: Behaviour) -> None:
    with NameServer(behave) as server:
        reply = dns.ask(server.host, server.port, "www.gov.pk", timeout=SHORT)
        assert reply.status in {Status.WRONG, Status.SILENT}  # silent: the datagram came too late to be seen
        assert reply.addresses == ()
        assert reply.milliseconds is None


@pytest.mark.parametrize("behave", [say.garbage, say.huge_garbage, say.endless_pointers])
def test_rubbish_is_seen_as_such(behave: Behaviour) -> None:
    query = question("www.gov.pk")
    assert all(read(packet, query) is None for packet in behave(query.packet))


def test_rubbish_before_the_answer_does_not_end_the_wait() -> None:
    assert asked(say.first_rubbish_then(say.answers())).status is Status.ANSWERED


def test_a_slow_answer_is_waited_for() -> None:
    assert asked(say.answers(), delay=0.3).status is Status.ANSWERED


def test_silence_is_silence() -> None:
    assert asked(say.silent, SHORT) == Reply(Status.SILENT)


def test_a_reply_from_another_port_is_not_heard() -> None:
    assert asked(say.answers(), SHORT, elsewhere=True) == Reply(Status.SILENT)


def test_a_closed_port_is_told_apart_from_silence() -> None:
    with NameServer(say.answers()) as server:
        pass
    assert dns.ask(server.host, server.port, "www.gov.pk", timeout=PATIENT) == Reply(Status.CLOSED)


def test_a_question_leaves_from_the_source_address() -> None:
    with NameServer(say.answers()) as server:
        reply = dns.ask(server.host, server.port, "www.gov.pk", "127.0.0.9", PATIENT)
        assert reply.status is Status.ANSWERED
        assert {sender for sender, _ in server.asked} == {"127.0.0.9"}


def test_a_source_address_that_is_not_ours_is_not_sent_from() -> None:
    assert dns.ask("127.0.0.2", 5353, "www.gov.pk", "203.0.113.7", PATIENT) == Reply(Status.UNSENT)


def test_each_question_has_a_number_and_a_port_of_its_own() -> None:
    with NameServer(say.answers()) as server:
        for _ in range(20):
            dns.ask(server.host, server.port, "www.gov.pk", timeout=PATIENT)
        assert len({packet[:2] for _, packet in server.asked}) > 15


def test_a_question_is_written_as_the_standard_says() -> None:
    packet = question("www.gov.pk.").packet
    assert packet[2:] == bytes.fromhex("0100 0001 0000 0000 0000 03777777 03676f76 02706b 00 0001 0001")


@pytest.mark.parametrize(
    "name", ["", ".", "a..b", "a" * 64 + ".pk", "a b.pk", "پاکستان.pk", "a." * 130, "a\n.pk"]
)
def test_a_name_that_dns_cannot_hold_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="is no name that can be looked up"):
        question(name)


@given(st.binary(max_size=600))
def test_no_datagram_is_an_error_or_believed_by_chance(packet: bytes) -> None:
    query = question("www.gov.pk")
    if packet[:2] != query.packet[:2]:
        assert read(packet, query) is None
    read(query.packet[:2] + packet, query)
    read(say.flags(query.packet, 0x8180, 3) + query.asked + packet, query)


@given(st.data())
def test_a_damaged_answer_never_gives_an_address_that_was_not_in_it(data: st.DataObject) -> None:
    query = question("www.gov.pk")
    whole = bytearray(say.behind_an_alias(query.packet)[0])
    for _ in range(data.draw(st.integers(1, 3))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    damaged = bytes(whole[: data.draw(st.integers(0, len(whole)))])
    reply = read(damaged, query)
    assert reply is None or all(socket.inet_aton(found) in damaged for found in reply.addresses)


@given(st.integers(0, 0xFFFF))
def test_only_the_very_flags_of_a_good_reply_make_an_answer(value: int) -> None:
    query = question("www.gov.pk")
    reply = read(say.flags(query.packet, value, 1) + query.asked + say.record("1.2.3.4"), query)
    is_reply, is_query_kind, rcode = value & 0x8000, not value & 0x7800, value & 0x000F
    if not (is_reply and is_query_kind):
        assert reply is None
    else:
        assert reply is not None
        assert (reply.status is Status.ANSWERED) == (rcode == 0)


def test_an_answer_of_another_class_or_length_is_none() -> None:
    query = question("www.gov.pk")
    for kind, group, data in ((1, 3, b"\1\2\3\4"), (1, 1, b"\1\2\3"), (28, 1, b"\0" * 16)):
        answer = b"\xc0\x0c" + struct.pack("!HHIH", kind, group, 60, len(data)) + data
        assert read(say.flags(query.packet, 0x8180, 1) + query.asked + answer, query) == Reply(Status.REFUSED)
