"""Climbs a link's ladder: asks gateway, provider, a name at home, hosts abroad and a web page, all at the same time.

One thread and one deadline; IPv4 only. Nothing here asks the system to look up a name, for that can hang for half a
minute just when the link is down: names are asked of the link's own name servers (`dns.py`). A source address makes
the questions leave *as* that address; which line they take is the system's routing (a rule for that source).
"""

from __future__ import annotations

import socket
import sys
from dataclasses import dataclass

from stpdesk.core.errors import Refused
from stpdesk.core.watching import LinkWatch, Rungs
from stpdesk.monitor.addresses import Address, read_address
from stpdesk.monitor.dns import PORT, DnsTalk, Question, Status, question
from stpdesk.monitor.gateway import PING_AT_THE_END, Gateway
from stpdesk.monitor.portal import Page, PortalTalk, read_page
from stpdesk.monitor.system import Surroundings, System
from stpdesk.monitor.talks import Talks

AUTO = "auto"
REPLIED = (Status.ANSWERED, Status.REFUSED)


@dataclass(frozen=True, slots=True)
class Targets:
    """Whom a climb asks: a link's settings, with `auto` filled in; what cannot be read is not asked."""

    source: str
    gateway: Address | None
    resolvers: tuple[Address, ...]
    providers: tuple[bool, ...]
    """of each resolver: whether it is the provider's, and lies behind the gateway"""
    foreign: tuple[Address, ...]
    page: Page | None


def targets(link: LinkWatch, seen: Surroundings) -> Targets:
    """Fill in what the system knows. A resolver in the house, or one of the targets abroad, proves no provider."""
    gateway = seen.gateway(link.source) if link.gateway == AUTO else link.gateway
    at_gateway = read_address(gateway or "")
    listed = seen.resolvers if link.resolver == AUTO else (link.resolver,)
    resolvers = tuple(found for text in listed if (found := read_address(text)))
    foreign = tuple(found for text in link.foreign if (found := read_address(text)))
    not_providers = {where.host for where in (*foreign, *((at_gateway,) if at_gateway else ()))}
    providers = tuple(
        where.host not in not_providers and not (link.resolver == AUTO and seen.is_near(where.host))
        for where in resolvers
    )
    return Targets(link.source, at_gateway, resolvers, providers, foreign, read_page(link.portal))


def _question(name: str) -> Question | None:
    try:
        return question(name)
    except Refused:
        return None


class Ladder:
    """Climbs ladders for the watcher."""

    def __init__(self, system: System | None = None) -> None:
        self._system = system or System()

    def climb(self, link: LinkWatch, timeout: float) -> Rungs:
        """Ask everything once and wait at most `timeout` seconds in all; what fails is a rung, never an error."""
        seen = self._system.surroundings()
        asked = targets(link, seen)
        if asked.source and not _may_send_from(asked.source):
            return Rungs(nic=False)
        kept = PING_AT_THE_END if sys.platform == "win32" and asked.gateway else 0.0
        climb = _Climb(link, asked)
        with Talks(max(0.1, timeout - kept)) as talks:
            climb.go(talks, timeout / 3)
        return climb.rungs(seen)


def _may_send_from(source: str) -> bool:
    """Whether the address is this PC's own."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as trial:
        try:
            trial.bind((source, 0))
        except (OSError, UnicodeError, ValueError):
            return False
    return True


class _Climb:
    """One climb: its conversations, and what they found.

    The resolvers are asked two names, the one at home and the web page's, so that a single domain in trouble is not
    taken for a dead resolver; twice, so that a single lost packet is not.
    """

    def __init__(self, link: LinkWatch, asked: Targets) -> None:
        self._asked = asked
        usual = _question(link.question)
        page = asked.page if asked.page and not asked.page.is_address else None
        paged = _question(page.host) if page else None
        named = _question(link.domestic)
        self._foreign = self._each(asked.foreign, usual)
        self._pages = self._each((*asked.resolvers, *asked.foreign), paged)
        self._named = self._each(asked.resolvers, named)
        self._second = self._pages[: len(asked.resolvers)] or self._each(asked.resolvers, usual)
        self._portal: PortalTalk | None = None
        self._gateway = None
        if asked.gateway and (any_question := usual or named or paged):
            self._gateway = Gateway(asked.gateway, any_question, asked.source)

    def _each(self, servers: tuple[Address, ...], asked: Question | None) -> list[DnsTalk]:
        if asked is None:
            return []
        return [DnsTalk(where.host, where.port or PORT, asked, self._asked.source) for where in servers]

    def _servers(self) -> list[DnsTalk]:
        """Everything asked of the resolvers."""
        return [*self._named, *self._second]

    def _all(self) -> list[DnsTalk]:
        """Every question to a name server, each once."""
        return list(dict.fromkeys([*self._foreign, *self._servers(), *self._pages]))

    def go(self, talks: Talks, stage: float) -> None:
        """Begin everything; after `stage` seconds ask again what may have been lost. Ends at the talks' deadline."""
        for talk in self._all():
            talks.begin(talk)
        if self._gateway:
            self._gateway.begin(talks)
        self._fetch(talks)
        going, waiting = True, True
        while going or waiting:
            going = talks.turn(stage if waiting else None)
            self._fetch(talks)
            if waiting and (not going or talks.elapsed() >= stage):
                waiting = False
                for talk in self._servers():
                    talk.again()
                if self._gateway:
                    self._gateway.try_all(talks)
                going = True
        if self._gateway:
            self._gateway.finish()

    def _fetch(self, talks: Talks) -> None:
        """Begin to fetch the page as soon as its host's address is known."""
        page = self._asked.page
        if page is None or self._portal is not None:
            return
        known = [talk.reply.addresses[0] for talk in self._pages if talk.reply.addresses]
        if page.is_address or known:
            self._portal = PortalTalk(page, page.host if page.is_address else known[0], self._asked.source)
            talks.begin(self._portal)

    def rungs(self, seen: Surroundings) -> Rungs:
        """What was found."""
        answered = [talk.reply.status is Status.ANSWERED for talk in self._foreign]
        sent = [talk for talk in self._foreign if talk.reply.status is not Status.UNSENT]
        trips = [talk.reply.milliseconds for talk in self._foreign if talk.reply.status is Status.ANSWERED]
        gateway = self._gateway.alive() if self._gateway else None
        servers = [talk.host for talk in self._servers() if talk.reply.status in REPLIED]
        if self._gateway and self._gateway.where.host in servers:
            gateway = True
        portal = self._portal.found if self._portal else None
        return Rungs(
            nic=self._nic(seen, bool(gateway or servers or any(answered) or portal is not None)),
            gateway=gateway,
            resolver=self._provider(),
            name=self._name(),
            foreign=tuple(answered) if sent else (),
            portal=portal,
            round_trip=min((trip for trip in trips if trip is not None), default=None),
        )

    def _nic(self, seen: Surroundings, replied: bool) -> bool | None:
        """Whatever the system says, a reply proves a network, and to be able to send nothing at all proves none."""
        if replied:
            return True
        statuses = [talk.reply.status for talk in self._all()]
        if statuses and all(status is Status.UNSENT for status in statuses):
            return False
        return seen.network if seen.network is not None or not statuses else True

    def _provider(self) -> bool | None:
        """Whether a name server of the provider replied, with an error too; a closed port may be the router's word."""
        hosts = {
            where.host
            for where, counts in zip(self._asked.resolvers, self._asked.providers, strict=True)
            if counts
        }
        return _any_of([talk for talk in self._servers() if talk.host in hosts], REPLIED)

    def _name(self) -> bool | None:
        """Whether a resolver found the name at home, or the second name it was asked."""
        if not self._named:
            return None
        return _any_of(self._servers(), (Status.ANSWERED,))


def _any_of(asked: list[DnsTalk], good: tuple[Status, ...]) -> bool | None:
    """Whether any reply is a good one; None where nothing could be sent."""
    statuses = [talk.reply.status for talk in asked]
    if any(status in good for status in statuses):
        return True
    return False if any(status is not Status.UNSENT for status in statuses) else None
