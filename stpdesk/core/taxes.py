"""Sales tax: which rates are in force for a line, and one tax line each (rule B6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from stpdesk.core.codes import fold
from stpdesk.core.money import E4, Paisa, share

UNTAXED = frozenset({"late_fee", "deposit", "rounding"})
"""Heads no rate row applies to."""


@dataclass(frozen=True, slots=True)
class TaxRate:
    """A dated rate of one authority on one head; the percent in ten-thousandths."""

    head: str
    name: str
    pct: E4
    starts: date
    ends: date | None = None
    authority: str | None = None

    @property
    def identity(self) -> tuple[str, str, str]:
        """Rows of one identity follow each other; others apply side by side."""
        return fold(self.head), fold(self.authority or ""), fold(self.name)


@dataclass(frozen=True, slots=True)
class TaxLine:
    """One tax on one document."""

    name: str
    authority: str | None
    pct: E4
    base: Paisa
    amount: Paisa


class TaxTable:
    """Rate rows by head; remembers which are in force on a day."""

    def __init__(self, rates: Iterable[TaxRate] = ()) -> None:
        self._rates: dict[str, list[TaxRate]] = {}
        for rate in rates:
            self._rates.setdefault(fold(rate.head), []).append(rate)
        self._known: dict[tuple[str, date], list[TaxRate]] = {}

    def __bool__(self) -> bool:
        """Whether there is any rate row."""
        return bool(self._rates)

    def on(self, head: str, day: date) -> list[TaxRate]:
        """The rates in force for a folded head on a day: of each authority and name the latest begun (rule B6)."""
        if head in UNTAXED:
            return []
        found = self._known.get((head, day))
        if found is None:
            latest: dict[tuple[str, str, str], TaxRate] = {}
            for rate in self._rates.get(head, ()):
                held = latest.get(rate.identity)
                if rate.starts <= day <= (rate.ends or day) and (held is None or rate.starts > held.starts):
                    latest[rate.identity] = rate
            found = self._known[head, day] = list(latest.values())
        return found


TaxKey = tuple[str, str, E4]


def tax_key(rate: TaxRate | TaxLine) -> TaxKey:
    """What makes one tax line of a document: authority, name and percent."""
    return fold(rate.authority or ""), fold(rate.name), rate.pct


def tax_lines(bases: Sequence[tuple[TaxRate, int]]) -> list[TaxLine]:
    """One line for each authority, name and percent, the bases added first; none for a base of zero (rule B6)."""
    sums: dict[TaxKey, int] = {}
    named: dict[TaxKey, TaxRate] = {}
    for rate, base in bases:
        key = tax_key(rate)
        sums[key] = sums.get(key, 0) + base
        named.setdefault(key, rate)
    return [
        TaxLine(named[key].name, named[key].authority, key[2], Paisa(base), share(key[2], base))
        for key, base in sums.items()
        if base
    ]
