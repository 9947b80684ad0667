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
    Mains.LOST: "The UPS ran on its battery",
    Mains.LOW: "The UPS ran on its battery until it was nearly empty",
    Mains.UNKNOWN: "The UPS could not be asked",
}
SAVE_NOW = "The battery of the UPS is nearly empty. Save your work now."
WRONG_CLOCK = (
    "This PC's clock is behind what it was: nothing can be dated until it is right. Set the date and time."
)
BATTERY = "This PC has run on its own battery since {time}. Was the power cut?"


def evidence(verdict: Verdict | Mains, start: int, probes: int) -> str:
    """What was seen, from when on, and how often: `The router did not answer from 14:02:10; 37 probes.`"""
    return f"{_WHAT[verdict]} from {local(start):%H:%M:%S}; {probes} probe{'s' if probes != 1 else ''}."


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
        return f"{seconds} seconds"
    minutes = (seconds + 30) // 60
    if minutes < 120:
        return f"{minutes} minutes"
    hours, rest = divmod(minutes, 60)
    return f"{hours} hours {rest} minutes" if rest else f"{hours} hours"
