"""What time it is, for clocks that run on screen; every figure takes its time from the session."""

from __future__ import annotations

from stpdesk.actions.session import system_clock
from stpdesk.core.civil import seconds_of


def now() -> int:
    """Seconds since 1970 UTC."""
    return seconds_of(system_clock())
