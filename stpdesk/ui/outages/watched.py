"""What the monitor watches and whom it asks, as a person would say it; the command line says it as it is typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stpdesk.core.watch_settings import doubts
from stpdesk.core.watching import LinkWatch, UpsWatch, WatchPlan
from stpdesk.ui import wording
from stpdesk.ui.outages.words import tr

AUTO = "auto"


def rows(plan: WatchPlan) -> Iterator[tuple[str, str]]:
    """Each thing watched and a sentence of how: the links, a UPS, this PC; last how often."""
    for link in plan.links:
        yield link.code or tr("Internet"), " ".join(part for part in (_asked(link), _served(link)) if part)
    yield tr("UPS"), _ups(plan.ups)
    if plan.battery:
        yield tr("This PC"), tr("Its battery tells when power goes, where it has one.")
    times = plan.times
    yield (
        tr("How often"),
        tr(
            "Links every {interval} s, every {suspicion} s on suspicion; power every {power} s, every {battery} s on battery."
        ).format(
            interval=f"{times.interval:g}", suspicion=f"{times.suspicion:g}",
            power=f"{times.power:g}", battery=f"{times.battery:g}",
        ),
    )  # fmt: skip


def notices(plan: WatchPlan, told: Sequence[str]) -> Iterator[str]:
    """What to look at in the plan; `told` are the notices of reading it, whose doubts name a command."""
    typed = set(doubts(plan))
    yield from (one for one in told if one not in typed)
    for link in plan.links:
        if len(link.foreign) == 1:
            yield tr(
                "{link} has one target abroad, {target}; if that one fails by itself, the link may be taken to be "
                "down. Name two or more in Records, Settings."
            ).format(link=link.code or tr("Internet"), target=link.foreign[0])


def _asked(link: LinkWatch) -> str:
    """`Asks the router and the provider's name server, which it finds by itself; looks up www.gov.pk, asks 1.1.1.1 abroad.`"""
    found = [
        words
        for words, where in ((tr("the router"), link.gateway), (tr("the provider’s name server"), link.resolver))
        if where == AUTO
    ]  # fmt: skip
    parts = [tr("asks {who}, which it finds by itself").format(who=_listed(found))] if found else []
    if link.gateway and link.gateway != AUTO:
        parts.append(tr("asks the router {host}").format(host=link.gateway))
    if link.resolver and link.resolver != AUTO:
        parts.append(tr("asks the name server {host}").format(host=link.resolver))
    if link.domestic:
        parts.append(tr("looks up {name}").format(name=link.domestic))
    parts.append(tr("asks {hosts} abroad").format(hosts=_listed(link.foreign)))
    if link.portal:
        host = link.portal.partition("://")[2].partition("/")[0] or link.portal
        parts.append(tr("opens {host} to see whether a login page stands between").format(host=host))
    words = "; ".join(parts)
    sent = tr(" Sent from {address}.").format(address=link.source) if link.source else ""
    return f"{words[:1].upper()}{words[1:]}.{sent}"


def _served(link: LinkWatch) -> str:
    """From when to when the link is in service, where it is said."""
    first = wording.day(link.first) if link.first else ""
    last = wording.day(link.last) if link.last else ""
    if first and last:
        return tr("In service from {first} to {last}.").format(first=first, last=last)
    if first:
        return tr("In service since {first}.").format(first=first)
    return tr("In service until {last}.").format(last=last) if last else ""


def _ups(ups: UpsWatch) -> str:
    """Which one, or where to name one."""
    if not ups.name:
        return tr("None is watched. One behind a NUT server is named in Records, Settings.")
    return tr("{name} on {host}, port {port}.").format(name=ups.name, host=ups.host, port=ups.port)


def _listed(names: Sequence[str]) -> str:
    """`a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return tr("{many} and {last}").format(many=", ".join(names[:-1]), last=names[-1])
