"""Which backups are kept: all of two days, then one a day, one a week, one a month (data-safety.md, Backup)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime, timedelta

ALL = timedelta(days=2)
DAILY, WEEKLY, MONTHLY = 12, 10, 9
"""How many days, weeks and months with a backup are kept after that; each by its last backup."""

_STEPS: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
    (DAILY, lambda made: made.date()),
    (WEEKLY, lambda made: made.isocalendar()[:2]),
    (MONTHLY, lambda made: (made.year, made.month)),
)


def superfluous(made: Iterable[datetime], now: datetime) -> set[datetime]:
    """The moments (local, of one zone) of backups that are kept no more; never the newest, nor any of two days.

    Only days, weeks and months that have a backup are counted, so that a park seldom used keeps as many; one from the
    future (a clock that was wrong) is kept.
    """
    moments = sorted(set(made), reverse=True)
    old = [moment for moment in moments[1:] if now - moment > ALL]
    gone: set[datetime] = set()
    for most, period in _STEPS:
        kept = set(list(dict.fromkeys(map(period, old)))[:most])
        newest = {period(moment): moment for moment in reversed(old)}
        gone |= {moment for moment in old if period(moment) in kept and newest[period(moment)] != moment}
        old = [moment for moment in old if period(moment) not in kept]
    return gone | set(old)
