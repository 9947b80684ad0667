"""What the monitor sees and plans, in plain sentences and as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stpdesk.core.civil import local
from stpdesk.core.samples import State
from stpdesk.core.watching import LinkWatch, Mains, Rungs, UpsWatch, Verdict, WatchPlan
from stpdesk.monitor.addresses import Address
from stpdesk.monitor.links import Targets

VERDICTS = {
    Verdict.UP: "up",
    Verdict.DEGRADED: "up, but it loses or lags",
    Verdict.DNS: "down: addresses answer, names are not found",
    Verdict.PORTAL: "down: a login or payment page stands between",
    Verdict.UPSTREAM: "down: the provider answers, nothing abroad does",
    Verdict.ISP: "down: the gateway answers, nothing behind it does",
    Verdict.ROUTER: "down: the gateway does not answer",
    Verdict.OWN_PC: "cannot be told: this PC has no network",
    Verdict.UNKNOWN: "cannot be told",
    Verdict.SILENT: "down: nothing outside answers; the router was not asked, so the fault may be its or the provider's",
}
MAINS = {
    Mains.ON: "on",
    Mains.LOST: "lost, on battery",
    Mains.LOW: "lost, and the battery is nearly empty",
    Mains.UNKNOWN: "cannot be told",
}


def of(verdict: Verdict | Mains) -> str:
    """A verdict in words."""
    return VERDICTS[verdict] if isinstance(verdict, Verdict) else MAINS[verdict]


def at(instant: int) -> str:
    """An instant as the park's clocks show it."""
    return f"{local(instant):%Y-%m-%d %H:%M:%S}"


def link_name(code: str | None) -> str:
    """A link as it is spoken of."""
    return "The internet link" if code is None else f"Link {code}"


def targets(link: LinkWatch) -> str:
    """Who is asked on a link, in one line."""
    asked = [f"gateway {link.gateway}"] if link.gateway else []
    asked += [f"resolver {link.resolver}"] if link.resolver else []
    asked += [f"name {link.domestic}"] if link.domestic else []
    asked += [f"abroad {', '.join(link.foreign)}"]
    asked += [f"page {link.portal}"] if link.portal else []
    sent = f" from {link.source}" if link.source else ""
    return f"{link_name(link.code)}{sent}: {'; '.join(asked)}"


def planned(plan: WatchPlan) -> Iterator[str]:
    """The plan, a line for each thing watched."""
    for link in plan.links:
        served = [f"from {link.first}"] if link.first else []
        served += [f"to {link.last}"] if link.last else []
        yield targets(link) + (f" (in service {' '.join(served)})" if served else "")
    if plan.ups.name:
        yield f"UPS {plan.ups.name} on {plan.ups.host}:{plan.ups.port}"
    else:
        yield "No UPS; one behind a NUT server is watched after: monitor --set ups.name=NAME"
    if plan.battery:
        yield "This PC's battery, where it has one"
    times = plan.times
    yield (
        f"A look every {times.interval:g} s, every {times.suspicion:g} s on suspicion;"
        f" power every {times.power:g} s, {times.battery:g} s on battery"
    )


def asked(link: LinkWatch, found: Targets) -> dict[str, str]:
    """The addresses that were asked, also where `auto` stood for them; blank where none was found."""
    gateway = [found.gateway] if found.gateway else []
    return {
        "gateway": ", ".join(map(_address, gateway)) if link.gateway else "",
        "resolver": ", ".join(map(_address, found.resolvers)) if link.resolver else "",
    }


def _address(where: Address) -> str:
    return where.host if where.port is None else f"{where.host}:{where.port}"


def climbed(link: LinkWatch, rungs: Rungs, verdict: Verdict, asked: dict[str, str]) -> Iterator[str]:
    """What each rung of one climb said, and the verdict; `asked` has the addresses that stood for `auto`."""
    yield f"{link_name(link.code)} is {VERDICTS[verdict]}."
    if rungs.nic is False:
        yield f"  this PC: may not send from {link.source}" if link.source else "  this PC: no network"
        return
    for rung, target, answer in (
        ("gateway", link.gateway, rungs.gateway),
        ("resolver", link.resolver, rungs.resolver),
    ):
        yield f"  {rung} {asked[rung] or ('not found' if target else 'none set')}: {_answer(answer)}"
    yield f"  name {link.domestic or 'none set'}: {_answer(rungs.name, 'found', 'not found')}"
    answers: tuple[bool | None, ...] = rungs.foreign or (None,) * len(link.foreign)
    for target, answer in zip(link.foreign, answers, strict=True):
        yield f"  abroad {target}: {_answer(answer)}"
    yield f"  page {link.portal or 'none set'}: {_answer(rungs.portal, 'as it must be', 'another page in its place')}"
    if rungs.round_trip is not None:
        yield f"  quickest answer from abroad: {rungs.round_trip:.0f} ms"


def _answer(found: bool | None, yes: str = "answers", no: str = "no answer") -> str:
    return "not asked, or nothing to tell" if found is None else yes if found else no


def climbed_data(link: LinkWatch, rungs: Rungs, verdict: Verdict, asked: dict[str, str]) -> dict[str, Any]:
    """The same as data."""
    return {
        "link": link.code,
        "verdict": verdict.name.lower(),
        "nic": rungs.nic,
        "gateway": {"target": asked["gateway"] or None, "answers": rungs.gateway},
        "resolver": {"target": asked["resolver"] or None, "answers": rungs.resolver},
        "name": {"target": link.domestic or None, "found": rungs.name},
        "foreign": [
            {"target": target, "answers": answer}
            for target, answer in zip(link.foreign, rungs.foreign or (None,) * len(link.foreign), strict=True)
        ],
        "portal": {"target": link.portal or None, "as_it_must_be": rungs.portal},
        "round_trip_ms": rungs.round_trip,
    }


def _looked(found: State) -> int:
    """When it was looked at last: the mains are polled all the time, but stored only where they change."""
    polled = isinstance(found.verdict, Mains) and found.running
    return max(found.at, found.beat) if polled else found.at


def state(found: State) -> str:
    """How a watched thing stands, in a line."""
    name = "Mains" if isinstance(found.verdict, Mains) else link_name(found.watched.link)
    return f"{name}: {of(found.verdict)}, since {at(found.since)} (looked at {at(_looked(found))})"


def state_data(found: State) -> dict[str, Any]:
    """The same as data."""
    return {
        "service": "power" if isinstance(found.verdict, Mains) else "internet",
        "link": found.watched.link,
        "verdict": found.verdict.name.lower(),
        "since": at(found.since),
        "looked_at": at(_looked(found)),
    }


def ups_said(ups: UpsWatch, mains: Mains, reason: str) -> str:
    """What a UPS said, in a line."""
    why = f" ({reason})" if reason else ""
    return f"UPS {ups.name} on {ups.host}:{ups.port}: mains {MAINS[mains]}{why}."


def beating(states: list[State], now: int) -> str:
    """Whether a monitor runs, by its last heartbeat."""
    if not states:
        return "No monitor has looked at anything here yet."
    beat = states[0].beat
    if not states[0].running:
        return f"The monitor was stopped at {at(beat)}."
    age = max(0, now - beat)
    return f"The monitor's last heartbeat was {age} second{'' if age == 1 else 's'} ago, at {at(beat)}."


def beating_data(states: list[State], now: int) -> dict[str, Any] | None:
    """The same as data; null before the first."""
    if not states:
        return None
    beat = states[0].beat
    return {"at": at(beat), "age_seconds": max(0, now - beat), "ended_in_order": not states[0].running}
