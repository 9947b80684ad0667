"""What PSEB stands for in a new park: the standing subsidies of its first twelve months (domain.md, Subsidy)."""

from __future__ import annotations

from datetime import date, timedelta

from stpdesk.core.money import E4, ONE
from stpdesk.core.subsidies import Scheme

FUNDER = "PSEB"
SHARES = (("internet", 100), ("rent", 25))
"""Head and percent paid for it."""


def first_year(established: date) -> list[Scheme]:
    """The whole internet and a quarter of the rent, from the day the park was established for twelve months."""
    last = _year_after(established) - timedelta(days=1)
    return [
        Scheme(f"PSEB {head} support", FUNDER, head, E4(pct * ONE), established, last) for head, pct in SHARES
    ]


def _year_after(day: date) -> date:
    """The same day a year on; 1 March for 29 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)
