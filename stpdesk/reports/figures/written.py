"""Figures as sentences write them: lakh grouping, a true minus, right plurals, blanks that do not break."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from stpdesk.core.money import group_lakh, half_up
from stpdesk.core.months import Month
from stpdesk.core.spans import MINUTE
from stpdesk.core.written_dates import MONTHS

FIXED = "\N{NO-BREAK SPACE}"
DASH = "–"
"""Stands for what is not known."""


def rs(paisa: int) -> str:
    """`Rs 1,23,45,679`: whole rupees, half up."""
    return f"Rs{FIXED}{whole(paisa)}"


def whole(hundredths: int) -> str:
    """Paisa or cents as whole rupees or dollars: `1,23,45,679`."""
    return group_lakh(half_up(hundredths, 100))


def number(value: float | Fraction) -> str:
    """A number without decimals: `1,18,400`."""
    return group_lakh(half_up(Fraction(value)))


def rounded(value: float, places: int) -> float:
    """As it is printed, half up; what is not quite 100 is never printed as 100."""
    if value < 100 and _half_up(value, places) == 100:
        return float(100 - Decimal(1).scaleb(-places))
    return float(_half_up(value, places))


def _half_up(value: float, places: int) -> Decimal:
    """The shortest decimal that the number stands for, rounded as Excel does."""
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def pct(value: float, places: int = 1) -> str:
    """`92.4 %`, with a true minus."""
    return f"{decimals(rounded(value, places), places)}{FIXED}%"


def decimals(value: float, places: int) -> str:
    """A figure with a true minus: `−0.3`; nothing is below zero that is printed as zero."""
    text = str(_half_up(abs(value), places))
    return f"−{text}" if value < 0 and text.strip("0.") else text


def grouped(value: float, places: int) -> str:
    """A figure with lakh grouping and so many decimals: `1,18,400.5`."""
    text = decimals(value, places)
    head, dot, tail = text.removeprefix("−").partition(".")
    return f"{'−' if text.startswith('−') else ''}{group_lakh(int(head))}{dot}{tail}"


def target_pct(percent: float) -> str:
    """A target without needless decimals: `85 %`, `99.5 %`."""
    return decimals(percent, 4).rstrip("0").rstrip(".") + f"{FIXED}%"


def signed(text: str, value: float) -> str:
    """A change: `+1.1`, `−0.3`; zero has no sign."""
    return f"+{text}" if value > 0 else text


def counted(count: int, one: str, more: str = "") -> str:
    """`1 outage`, `0 outages`, `12 companies`."""
    return f"{group_lakh(count)}{FIXED}{one if count == 1 else more or one + 's'}"


def day(value: date) -> str:
    """`31 October 2026`."""
    return f"{value.day}{FIXED}{month_name(Month.of(value))}{FIXED}{value.year}"


def short_day(value: date) -> str:
    """`31 Oct 2026`."""
    return f"{value.day}{FIXED}{month_name(Month.of(value))[:3]}{FIXED}{value.year}"


def month_name(value: Month) -> str:
    """`October`."""
    return MONTHS[value.number - 1].title()


def month(value: Month) -> str:
    """`October 2026`."""
    return f"{month_name(value)}{FIXED}{value.year}"


def lasted(seconds: float) -> str:
    """A time: `45 min`, `25 h 44 min`, `less than a minute`."""
    minutes = half_up(Fraction(seconds) / MINUTE)
    if not minutes:
        return "less than a minute" if seconds else "no time"
    hours, rest = divmod(minutes, 60)
    parts = [f"{group_lakh(hours)}{FIXED}h"] if hours else []
    if rest or not hours:
        parts.append(f"{rest}{FIXED}min")
    return FIXED.join(parts)


def listed(parts: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def sentence(text: str) -> str:
    """The words as a sentence: a capital first, a full stop last."""
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def kept_together(text: str) -> str:
    """A text whose last two words stay on one line: “… Ninety Only”."""
    return FIXED.join(text.rsplit(" ", 1))


def iban(text: str) -> str:
    """In groups of four, as banks print it."""
    bare = "".join(text.split())
    return " ".join(bare[at : at + 4] for at in range(0, len(bare), 4))
