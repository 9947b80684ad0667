"""Times of day and instants as they are typed: `1402`, `14:02`, `2:02 pm`, `-10` (minutes ago), `yesterday 22:15`.

Times are the park's own clock's; instants are aware and in UTC. Each reader returns the value, None for a blank entry, or
a Slip; `clock_text` and `instant_text` give what is read back.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from stpdesk.core.park import ZONE
from stpdesk.core.typed import LONGEST, Slip, entry, letters_for_digits, mistaken_letter
from stpdesk.core.typed_dates import Lean, day, day_text

CLOCK_WANTED = "This is no time of day. Write it as 14:02, 1402 or 2:02 pm."
INSTANT_WANTED = "This is no date and time. Write it as 5/11 14:02, 14:02 or -10 for ten minutes ago."

_HERE = ZoneInfo(ZONE)
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*([ap]\.?m\.?)?", re.IGNORECASE)
_BARE = re.compile(r"(\d{1,2})(\d{2})\s*([ap]\.?m\.?)?", re.IGNORECASE)
_HOUR = re.compile(r"(\d{1,2})\s*([ap]\.?m\.?)?", re.IGNORECASE)
_AGO = re.compile(
    r"([-+−])\s*(?:(\d{1,3})\s*h(?:ours?)?)?\s*(?:(\d{1,4})\s*(?:m|min|minutes?)?)?", re.IGNORECASE
)
_LAST_TIME = re.compile(
    r"(?:^|[ ,t])((?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?|\d{3,4}|\d{1,2}(?=\s*[ap]))\s*(?:[ap]\.?m\.?)?)$",
    re.IGNORECASE,
)


def clock(text: str, now: datetime | None = None) -> time | Slip | None:
    """A time of day on the park's clock; `now`, `-10` and `+1h` count from `now` where it is given."""
    typed = entry(text)
    if not typed:
        return None
    if now is not None and (counted := _counted(typed.casefold(), now, now)) is not None:
        return counted.astimezone(_HERE).time()
    found = _clock(typed)
    if found is not None:
        return found
    meant = letters_for_digits(typed)
    if meant is not None and (again := _clock(meant[0])) is not None:
        return mistaken_letter(typed, meant[1], meant[2], clock_text(again))
    if _CLOCK.fullmatch(typed) or _BARE.fullmatch(typed):
        return Slip("There is no such time; a day has 24 hours of 60 minutes.")
    return Slip(CLOCK_WANTED)


def instant(text: str, now: datetime, base: datetime | None = None) -> datetime | Slip | None:
    """An instant in UTC: a date and a time, a time (the latest one not after `now`), or minutes before or after.

    `-10` counts from `now`, `+45` from `base` where there is one (an outage's start). A date alone is a slip.
    An hour that the clocks repeated is its first run.
    """
    typed = entry(text).casefold()
    if not typed:
        return None
    if len(typed) > LONGEST:
        return Slip(INSTANT_WANTED)
    counted = _counted(typed, now, base or now)
    return _dated(entry(text), now) if counted is None else counted


def _counted(typed: str, now: datetime, base: datetime) -> datetime | None:
    """`now`, minutes (hours) before now or after the base; None for another entry."""
    if typed == "now":
        return now.astimezone(UTC).replace(microsecond=0)
    match = _AGO.fullmatch(typed)
    if match is None or not (match[2] or match[3]):
        return None
    minutes = int(match[2] or 0) * 60 + int(match[3] or 0)
    start = (base if match[1] == "+" else now).astimezone(UTC)
    return (start + timedelta(minutes=minutes if match[1] == "+" else -minutes)).replace(
        second=0, microsecond=0
    )


def clock_text(value: time) -> str:
    """`14:02`, with seconds where there are any."""
    return value.strftime("%H:%M:%S" if value.second else "%H:%M")


def instant_text(value: datetime) -> str:
    """`5 Nov 2026, 14:02` on the park's clock, with seconds where there are any."""
    local = value.astimezone(_HERE)
    return f"{day_text(local.date())}, {clock_text(local.time())}"


def _clock(typed: str) -> time | None:
    """A time of day, None where there is no such."""
    if match := _CLOCK.fullmatch(typed):
        return _made(match[1], match[2], match[3] or "0", match[4])
    if match := _BARE.fullmatch(typed):
        return _made(match[1], match[2], "0", match[3])
    if match := _HOUR.fullmatch(typed):
        return _made(match[1], "0", "0", match[2])
    return None


def _made(hour: str, minute: str, second: str, half: str | None) -> time | None:
    """The time of these numbers; 12 am is midnight, 12 pm noon, 2 pm 14:00."""
    hours = int(hour)
    if half and hours <= 12:
        hours = hours % 12 + (12 if half.casefold().startswith("p") else 0)
    if hours > 23 or int(minute) > 59 or int(second) > 59:
        return None
    return time(hours, int(minute), int(second))


def _dated(typed: str, now: datetime) -> datetime | Slip:
    """A date with a time behind it, or a time alone."""
    local = now.astimezone(_HERE)
    alone = clock(typed)
    if isinstance(alone, time) and not re.fullmatch(r"\d{1,2}", typed):
        return _latest(alone, local)
    match = _LAST_TIME.search(typed)
    if match is None:
        found = day(typed, local.date(), Lean.PAST)
        if isinstance(found, date):
            return Slip("The time is missing: write {day} 14:02, for example.", "", {"day": day_text(found)})
        return alone if isinstance(alone, Slip) and alone.fix else Slip(INSTANT_WANTED)
    at = clock(match[1])
    on = day(typed[: match.start()].rstrip(" ,"), local.date(), Lean.PAST)
    if isinstance(at, Slip):
        return at
    if isinstance(on, Slip):
        return on
    if at is None or on is None:
        return Slip(INSTANT_WANTED)
    return _utc(on, at)


def _latest(at: time, local: datetime) -> datetime:
    """Today at that time, or yesterday where it is still to come."""
    today = _utc(local.date(), at)
    return today if today <= local else _utc(local.date() - timedelta(days=1), at)


def _utc(on: date, at: time) -> datetime:
    """The instant of a local date and time."""
    return datetime.combine(on, at, _HERE).astimezone(UTC)
