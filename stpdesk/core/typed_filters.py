"""What may be meant by what is typed into a filter: words that a row holds, a state, a date or an amount it shows.

`31 dec`, `dec 2026`, `2026`, `31/12`, `57,375`, `57375.50`, `in arrears`, beside any words. Amounts are meant by four
digits, a comma or a point; a month by three letters, or fewer behind a day; a state by three letters of what is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from stpdesk.core.searching import sought
from stpdesk.core.written_dates import FIRST_YEAR, LAST_YEAR, MONTHS

LETTERS, DIGITS = 3, 4
"""So many letters mean a month or a state, so many digits an amount."""

_AMOUNT = re.compile(r"[-−]?(?:rs\.?)?(0|[1-9][\d,]*)(\.\d{0,2})?")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2})?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{0,4}))?")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as far as it is typed: its first digits in whole rupees, or the hundredths between two bounds."""

    digits: str = ""
    bounds: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What words may mean beside themselves: one of some states, of some days, an amount; any of them will do.

    `days` are dates as stored with `_` for each digit that was not typed (`____-12-31`).
    """

    states: frozenset[str] = frozenset()
    days: tuple[str, ...] = ()
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """Words that belong together. A row fits that holds each of them, or shows what they may mean."""

    words: tuple[str, ...]
    meaning: Meaning | None = None


def terms(text: str, said: Mapping[str, str] | None = None) -> tuple[Term, ...]:
    """All that must fit a row; `said` are the words that each state is shown by."""
    typed = [bare for word in sought(text).split() if (bare := _bare(word))]
    names = [(state, sought(words).split()) for state, words in (said or {}).items()]
    found, at = list[Term](), 0
    while at < len(typed):
        rest = typed[at:]
        states, days = _states(rest, names), _days(rest)
        taken = max(states[0], days[0], 1)
        meaning = Meaning(
            states[1] if states[0] == taken else frozenset(),
            days[1] if days[0] == taken else (),
            amount_of(rest[0]) if taken == 1 else None,
        )
        found.append(Term(tuple(rest[:taken]), None if meaning == NOTHING else meaning))
        at += taken
    return tuple(dict.fromkeys(found))


NOTHING = Meaning()


def _bare(word: str) -> str:
    """A word without the comma that follows it in a list of names; one in figures may be an amount's."""
    return word if _has_digit(word) else word.rstrip(",;")


def narrows(longer: Sequence[Term], shorter: Sequence[Term]) -> bool:
    """Whether all that fits what is typed now fitted what was typed before: each term has only grown, or is new."""
    return all(any(_grown(old, new) for new in longer) for old in shorter)


def _grown(old: Term, new: Term) -> bool:
    """Whether a row that fits the new term fits the old one."""
    held = all(any(_within(word, longer) for longer in new.words) for word in old.words)
    return held and (new.meaning is None or (old.meaning is not None and _means(old.meaning, new.meaning)))


def _means(old: Meaning, new: Meaning) -> bool:
    """Whether what shows the new meaning shows the old one."""
    days = all(any(_same_day(day, longer) for day in old.days) for longer in new.days)
    return new.states <= old.states and days and (new.amount is None or _begins(old.amount, new.amount))


def _same_day(old: str, new: str) -> bool:
    """Whether each digit typed before is still there."""
    return all(one in {"_", other} for one, other in zip(old, new, strict=True))


def _begins(old: Amount | None, new: Amount) -> bool:
    """Whether an amount that begins like the new one begins like the old one."""
    if old is None:
        return False
    if old.bounds is not None:
        return new.bounds is not None and old.bounds[0] <= new.bounds[0] and new.bounds[1] <= old.bounds[1]
    return (new.digits if new.bounds is None else str(new.bounds[0] // 100)).startswith(old.digits)


def _within(old: str, new: str) -> bool:
    """Whether a row that holds the new word holds the old one; numbers are looked through only for words with digits."""
    return old in new and (old.isascii() == new.isascii()) and (_has_digit(old) or not _has_digit(new))


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def amount_of(word: str) -> Amount | None:
    """The amount that a word begins; None for what is none."""
    match = _AMOUNT.fullmatch(word)
    if match is None:
        return None
    digits, decimals = match[1].replace(",", ""), match[2]
    if decimals is not None:
        low, high = int(decimals[1:].ljust(2, "0")), int(decimals[1:].ljust(2, "9"))
        return Amount(bounds=(int(digits) * 100 + low, int(digits) * 100 + high))
    if "," not in match[1] and len(digits) < DIGITS:
        return None
    return Amount(digits)


def _states(typed: Sequence[str], names: Sequence[tuple[str, list[str]]]) -> tuple[int, frozenset[str]]:
    """How many of the words name states, the last perhaps only begun, and which."""
    best, found = 0, set[str]()
    for state, words in names:
        for start in range(len(words)):
            count = _begun(typed, words[start:])
            if count < max(best, 1) or sum(map(len, typed[:count])) < LETTERS:
                continue
            found = found | {state} if count == best else {state}
            best = count
    return best, frozenset(found)


def _begun(typed: Sequence[str], words: Sequence[str]) -> int:
    """How many typed words stand at the beginning of others, the last of them perhaps unfinished."""
    count = 0
    for one, word in zip(typed, words, strict=False):
        if not word.startswith(one):
            break
        count += 1
        if one != word:
            break
    return count


def _days(typed: Sequence[str]) -> tuple[int, tuple[str, ...]]:
    """How many of the words are a date as far as it is typed, and the days it may be."""
    first = typed[0]
    if (written := _written(first)) is not None:
        return 1, (written,)
    if _is_day(first) and len(typed) > 1 and (months := list(_months(typed[1], 1))):
        year = _year(typed[2]) if len(typed) > 2 else ""
        return (3 if year else 2), tuple(_pattern(year, month, int(first)) for month in months)
    months = list(_months(first, LETTERS))
    if months and len(typed) > 1:
        year, day = _year(typed[1]), int(typed[1]) if _is_day(typed[1]) else None
        found = [_pattern(year, month) for month in months] if year else []
        found += [_pattern("", month, day) for month in months] if day else []
        if found:
            return 2, tuple(found)
    if months:
        return 1, tuple(_pattern("", month) for month in months)
    if len(first) == 4 and first.isdecimal() and FIRST_YEAR <= int(first) <= LAST_YEAR:
        return 1, (_pattern(first),)
    return 0, ()


def _written(word: str) -> str | None:
    """A date in figures, year first or day first, perhaps without its day or its year."""
    if match := _YEAR_FIRST.fullmatch(word):
        year, month, day = match[1], int(match[2]), int(match[3] or 0)
    elif match := _DAY_FIRST.fullmatch(word):
        year, month, day = match[4] or "", int(match[3]), int(match[1])
        if not day or (year and not _year(year)):
            return None
    else:
        return None
    return _pattern(_year(year), month, day or None) if 1 <= month <= 12 and day <= 31 else None


def _is_day(word: str) -> bool:
    """Whether a word is a day of a month."""
    return len(word) <= 2 and word.isdecimal() and 1 <= int(word) <= 31


def _months(word: str, least: int) -> Iterator[int]:
    """The months a word begins to name."""
    if len(word) >= least:
        yield from (number for number, month in enumerate(MONTHS, 1) if month.startswith(word))


def _year(word: str) -> str:
    """A year as far as it is typed; nothing for what is none."""
    begun = word.isdecimal() and len(word) <= 4 and ("19".startswith(word[:2]) or "20".startswith(word[:2]))
    return word if begun else ""


def _pattern(year: str, month: int | None = None, day: int | None = None) -> str:
    """The dates of these parts as SQL's LIKE knows them."""
    return f"{year:_<4}-{f'{month:02}' if month else '__'}-{f'{day:02}' if day else '__'}"
