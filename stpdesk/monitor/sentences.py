"""What the monitor tells, in whole sentences with the park's local times."""

from __future__ import annotations

from stpdesk.core.civil import local
from stpdesk.core.spans import Span
from stpdesk.core.watching import Mains, Verdict

_WHAT = {
    Verdict.DNS: "Addresses answered but names did not",
    Verdict.PORTAL: "A login or payment page stood in the way",
    Verdict.UPSTREAM: "The provider answered but nothing abroad did",
    Verdict.ISP: "The router answered but nothing behind it did",
    Verdict.ROUTER: "The router did not answer",
    Verdict.OWN_PC: "This PC had no network, so that nothing can be said of the link",
    Verdict.UNKNOWN: "The link could not be looked at",
    Verdict.SILENT: "Nothing outside answered and the router was not asked",
    Mains.LOST: "The UPS ran on its battery",
    Mains.LOW: "The UPS ran on its battery until it was nearly empty",
    Mains.UNKNOWN: "The UPS could not be asked",
}
SAVE_NOW = "The battery of the UPS is nearly empty. Save your work now."
WRONG_CLOCK = (
    "This PC's clock is behind what it was: nothing can be dated until it is right. Set the date and time."
)
BATTERY = "This PC has run on its own battery since {time}. Was the power cut?"


def evidence(verdict: Verdict | Mains, start: int, probes: int | None = None) -> str:
    """What was seen, from when on, and once it is over how often: `The router did not answer from 14:02:10; 37 probes.`

    What goes on has no count: a monitor that is killed could not put it right.
    """
    counted = "" if probes is None else f"; {_many(probes, 'probe')}"
    return f"{_WHAT[verdict]} from {local(start):%H:%M:%S}{counted}."


def reason(verdict: Verdict | Mains) -> str:
    """What was seen, as a sentence."""
    return f"{_WHAT[verdict]}."


def name(service_link: str | None, *, power: bool) -> str:
    """What a thing watched is called at the start of a sentence."""
    if power:
        return "The mains power"
    return f"Internet link {service_link}" if service_link else "The internet"


def down(called: str, verdict: Verdict | Mains, start: int) -> str:
    """An outage was noticed."""
    return f"{called} has been down since {local(start):%H:%M}. {reason(verdict)}"


def still_down(called: str, start: int, at: int) -> str:
    """The reminder, once an hour."""
    return f"{called} has been down since {_when(start, at)}: {_long(at - start)}."


def back(called: str, span: Span) -> str:
    """The outage is over."""
    return f"{called} is back since {local(span.end):%H:%M}. It was down for {_long(span.seconds)}."


def unstable(called: str, start: int) -> str:
    """It flaps; this is said once."""
    return f"{called} has been unstable since {local(start):%H:%M}: it comes and goes."


def flapped(called: str, failures: int, outages: int) -> str:
    """How often it failed in its unstable time, and which of that counts: `Link SCO failed 9 times; 2 of them …`."""
    if not outages:
        return f"{called} failed {_many(failures, 'time')}, each too short to be an outage."
    lasting = "one lasted long enough to be an outage of its own" if outages == 1 else (
        f"{outages} lasted long enough to be outages of their own"
    )  # fmt: skip
    return f"{called} failed {_many(failures, 'time')}; {lasting}."


def blank(why: str, span: Span, *, counts: bool = True) -> str:
    """Time nobody can tell of: `This PC slept. Unknown from 14:02:10 to 16:45:00 (163 minutes).`

    Less than two looks lie apart anyway does not count as unknown in any figure, and is told so.
    """
    begun, over = local(span.start), local(span.end)
    form = "%H:%M:%S" if begun.date() == over.date() else "%d-%m-%Y %H:%M:%S"
    if not counts:
        return f"{why} No look from {begun:{form}} to {over:{form}}: too short to count as unknown."
    return f"{why} Unknown from {begun:{form}} to {over:{form}} ({_long(span.seconds)})."


def power_cut(span: Span) -> str:
    """The question after an unclean stop."""
    return f"This PC was off {_when(span.start, span.end)}–{local(span.end):%H:%M}: power cut?"


def battery(start: int) -> str:
    """The question while this PC runs on its own battery."""
    return BATTERY.format(time=f"{local(start):%H:%M}")


def _when(start: int, at: int) -> str:
    """A time, with its date where that is another day."""
    began = local(start)
    return f"{began:%H:%M}" if began.date() == local(at).date() else f"{began:%d-%m-%Y %H:%M}"


def _long(seconds: int) -> str:
    """A length of time as a person says it."""
    if seconds < 90:
        return _many(seconds, "second")
    minutes = (seconds + 30) // 60
    if minutes < 120:
        return _many(minutes, "minute")
    hours, rest = divmod(minutes, 60)
    return f"{hours} hours {_many(rest, 'minute')}" if rest else f"{hours} hours"


def _many(count: int, noun: str) -> str:
    """A count with its noun."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
