"""The whole ladder, asked over real sockets of answerers that fail as they are told: each fault has its verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from stpdesk.core.ladder import Quality, verdict
from stpdesk.core.watching import Judging, LinkWatch, Rungs, Verdict
from stpdesk.monitor.links import Ladder
from stpdesk.monitor.system import System

from . import answerers as say
from .answerers import LOGIN, NO_CONTENT, LineServer, NameServer

WAITS = (0.25, 1.0, 8.0)
"""Seconds a climb may take; a busy computer gets another try with more of them."""


class Street:
    """A link and everybody along it: router, provider, three hosts abroad, a web page."""

    def __init__(self, root: Path) -> None:
        self.router = NameServer(say.code(5), "127.0.0.2")
        self.provider = NameServer(say.answers("127.0.0.7"), "127.0.0.3")
        self.abroad = [NameServer(say.answers("127.0.0.7"), f"127.0.0.{last}") for last in (4, 5, 6)]
        self.web = LineServer(NO_CONTENT)
        self.ladder = Ladder(System(root))
        self.link = LinkWatch(
            "fibre",
            gateway=self.router.address,
            resolver=self.provider.address,
            foreign=tuple(server.address for server in self.abroad),
            portal=f"http://page.test:{self.web.port}/generate_204",
        )

    def cut_abroad(self) -> None:
        for server in self.abroad:
            server.behave = say.silent
        self.web.answer = None

    def close(self) -> None:
        for server in (self.router, self.provider, *self.abroad):
            server.close()
        self.web.close()

    def climb(self, seconds: float) -> Rungs:
        return self.ladder.climb(self.link, seconds)

    def climbs_to(self, expected: Verdict) -> Rungs:
        """A climb with that verdict."""
        for seconds in WAITS:
            rungs = self.climb(seconds)
            if verdict(rungs) is expected:
                return rungs
        raise AssertionError(f"{verdict(rungs)} and not {expected}: {rungs}")


@pytest.fixture
def street(network: Path) -> Iterator[Street]:
    found = Street(network)
    yield found
    found.close()


@pytest.fixture
def network(tmp_path: Path) -> Path:
    """The files of a PC with a network card that is up."""
    (tmp_path / "sys/class/net/eth0").mkdir(parents=True)
    (tmp_path / "sys/class/net/eth0/operstate").write_text("up\n")
    (tmp_path / "proc/net").mkdir(parents=True)
    (tmp_path / "proc/net/route").write_text(
        "Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT\n"
        "eth0 00000000 0101A8C0 0003 0 0 100 00000000 0 0 0\n"
        "eth0 0001A8C0 00000000 0001 0 0 100 00FFFFFF 0 0 0\n"
    )
    return tmp_path


def nothing_wrong(street: Street) -> None:
    pass


def two_of_three_abroad_are_silent(street: Street) -> None:
    street.abroad[0].behave = street.abroad[1].behave = say.silent


def the_page_fails_by_itself(street: Street) -> None:
    street.web.answer = b"HTTP/1.1 503 Service Unavailable\r\n\r\n"


def the_domain_at_home_is_gone(street: Street) -> None:
    street.provider.behave = lambda query: (
        say.code(3)(query) if b"gov" in query else say.answers("127.0.0.7")(query)
    )


def dns_abroad_is_barred(street: Street) -> None:
    for server in street.abroad:
        server.behave = say.silent


def names_fail(street: Street) -> None:
    street.provider.behave = say.code(2)


def resolver_is_silent(street: Street) -> None:
    street.provider.behave = say.silent


def login_page(street: Street) -> None:
    street.web.answer = LOGIN


def login_redirect(street: Street) -> None:
    street.web.answer = b"HTTP/1.1 302 Found\r\nLocation: http://login.test/\r\n\r\n"


def login_required(street: Street) -> None:
    street.web.answer = b"HTTP/1.1 511 Network Authentication Required\r\n\r\n"


def login_and_nothing_else(street: Street) -> None:
    street.cut_abroad()
    street.web.answer = LOGIN


def abroad_is_silent(street: Street) -> None:
    street.cut_abroad()


def abroad_lies(street: Street) -> None:
    street.cut_abroad()
    wrong = (say.other_number, say.other_question, say.huge_garbage)
    for server, behave in zip(street.abroad, wrong, strict=True):
        server.behave = behave


def abroad_says_servfail(street: Street) -> None:
    street.cut_abroad()
    for server in street.abroad:
        server.behave = say.code(2)


def abroad_is_closed(street: Street) -> None:
    street.cut_abroad()
    for server in street.abroad:
        server.close()


def provider_refuses_and_abroad_is_silent(street: Street) -> None:
    street.cut_abroad()
    street.provider.behave = say.code(5)


def provider_is_silent(street: Street) -> None:
    street.cut_abroad()
    street.provider.behave = say.silent


def provider_is_closed(street: Street) -> None:
    street.cut_abroad()
    street.provider.close()


def provider_is_dead_and_the_router_refuses_questions(street: Street) -> None:
    provider_is_silent(street)
    street.router.close()


def everything_is_silent(street: Street) -> None:
    provider_is_silent(street)
    street.router.behave = say.silent


FAULTS: list[tuple[Callable[[Street], None], Verdict]] = [
    (nothing_wrong, Verdict.UP),
    (two_of_three_abroad_are_silent, Verdict.UP),
    (the_page_fails_by_itself, Verdict.UP),
    (the_domain_at_home_is_gone, Verdict.UP),
    (dns_abroad_is_barred, Verdict.UP),
    (names_fail, Verdict.DNS),
    (resolver_is_silent, Verdict.DNS),
    (login_page, Verdict.PORTAL),
    (login_redirect, Verdict.PORTAL),
    (login_required, Verdict.PORTAL),
    (login_and_nothing_else, Verdict.PORTAL),
    (abroad_is_silent, Verdict.UPSTREAM),
    (abroad_lies, Verdict.UPSTREAM),
    (abroad_says_servfail, Verdict.UPSTREAM),
    (abroad_is_closed, Verdict.UPSTREAM),
    (provider_refuses_and_abroad_is_silent, Verdict.UPSTREAM),
    (provider_is_silent, Verdict.ISP),
    (provider_is_closed, Verdict.ISP),
    (provider_is_dead_and_the_router_refuses_questions, Verdict.ISP),
    (everything_is_silent, Verdict.ROUTER),
]


@pytest.mark.parametrize(
    ("fault", "expected"), FAULTS, ids=lambda one: getattr(one, "__name__", one.__class__.__name__)
)
def test_each_fault_has_its_verdict(
    street: Street, fault: Callable[[Street], None], expected: Verdict
) -> None:
    fault(street)
    street.climbs_to(expected)


def test_a_well_link_is_well_on_every_rung(street: Street) -> None:
    rungs = street.climbs_to(Verdict.UP)
    assert rungs.round_trip is not None
    assert rungs.round_trip > 0
    assert replace(rungs, round_trip=None) == Rungs(True, True, True, True, (True, True, True), True)


def test_a_fault_ends_when_it_is_mended(street: Street) -> None:
    everything_is_silent(street)
    street.climbs_to(Verdict.ROUTER)
    street.router.behave = say.code(5)
    street.climbs_to(Verdict.ISP)
    street.provider.behave = say.answers("127.0.0.7")
    street.climbs_to(Verdict.UPSTREAM)
    street.web.answer = LOGIN
    street.climbs_to(Verdict.PORTAL)
    street.web.answer = NO_CONTENT
    for server in street.abroad:
        server.behave = say.answers("127.0.0.7")
    street.climbs_to(Verdict.UP)


def test_a_router_that_is_the_resolver_proves_only_itself(street: Street) -> None:
    provider_is_silent(street)
    street.link = replace(street.link, resolver=street.router.address)
    for behave in (say.code(2), say.answers("127.0.0.7")):  # it says SERVFAIL, or knows the name from before
        street.router.behave = behave
        rungs = street.climbs_to(Verdict.ISP)
        assert (rungs.gateway, rungs.resolver) == (True, None)


def test_a_resolver_that_is_a_target_abroad_proves_no_provider(street: Street) -> None:
    provider_is_silent(street)
    street.link = replace(street.link, resolver=street.abroad[0].address)
    street.abroad[0].behave = say.code(2)
    assert street.climbs_to(Verdict.ISP).resolver is None


def test_every_question_leaves_from_the_links_own_address(street: Street) -> None:
    street.link = replace(street.link, source="127.0.0.9")
    street.climbs_to(Verdict.UP)
    servers = (street.router, street.provider, *street.abroad)
    asked = [*street.web.asked, *(one for server in servers for one in server.asked)]
    assert {sender for sender, _ in asked} == {"127.0.0.9"}


def test_a_source_address_that_this_pc_lost_is_its_own_fault(street: Street) -> None:
    for source in ("203.0.113.7", "no address", "999.1.1.1"):
        street.link = replace(street.link, source=source)
        assert street.climb(8) == Rungs(nic=False)
    assert not street.provider.asked


def test_a_pc_without_network_is_its_own_fault_unless_somebody_answers(street: Street, network: Path) -> None:
    (network / "sys/class/net/eth0/operstate").write_text("down\n")
    street.climbs_to(Verdict.UP)  # whatever the system says
    everything_is_silent(street)
    street.climbs_to(Verdict.OWN_PC)


def test_nothing_to_ask_says_nothing(street: Street) -> None:
    street.link = LinkWatch("fibre", gateway="", resolver="", domestic="", foreign=(), portal="")
    assert street.climb(8) == Rungs(nic=True)


def test_targets_that_cannot_be_read_are_not_asked(street: Street) -> None:
    street.link = LinkWatch(
        "fibre",
        gateway="the router",
        resolver="one.one.one.one",
        domestic="a..b",
        foreign=("300.1.1.1",),
        question="",
        portal="https://page.test/",
    )
    assert street.climb(8) == Rungs(nic=True)


def test_a_link_that_loses_some_questions_is_told_degraded(street: Street) -> None:
    street.link = replace(street.link, gateway="", portal="")
    for seed, server in enumerate(street.abroad):
        server.behave = say.loses(0.2, seed)
    quality = Quality(Judging())
    told = (quality.judge(street.climb(0.1)).verdict for _ in range(200))
    assert Verdict.DEGRADED in told
