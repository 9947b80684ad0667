"""The next free code in the pattern a park already uses: T-0131 after T-0130, L-2026-038 after L-2026-037."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from stpdesk.core.codes import fold

_LAST_NUMBER = re.compile(r"(.*?)(\d+)(\D*)", re.DOTALL)
_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")


def next_code(codes: Iterable[str], today: date, usual: str) -> str:
    """A code nobody has, in the commonest pattern of `codes`; `usual` (such as `T-001`) where there is no pattern.

    The last number counts up, with as many digits as the highest has; a year before it is this year's, and its count
    begins anew.
    """
    there = list(codes)
    patterns = Counter(found[0] for code in there if (found := _split(code)) is not None)
    if not patterns:
        return _free(usual, there)
    pattern = patterns.most_common(1)[0][0]
    before, after = pattern
    prefix = before.replace("{year}", str(today.year))
    split = ((code, found) for code in there if (found := _split(code)) is not None)
    mine = [found[1] for code, found in split if found[0] == pattern and fold(code).startswith(fold(prefix))]
    width = len(max(mine, key=lambda digits: (int(digits), len(digits)))) if mine else 3
    return _free(f"{prefix}{max(map(int, mine), default=0) + 1:0{width}d}{after}", there)


def _split(code: str) -> tuple[tuple[str, str], str] | None:
    """What stands before and after the last number, the year in it open, and the number; None without a number."""
    found = _LAST_NUMBER.fullmatch(code.strip())
    return ((_YEAR.sub("{year}", found[1]), found[3]), found[2]) if found is not None else None


def _free(code: str, there: Iterable[str]) -> str:
    """The code, counted up until nobody has it."""
    taken = {fold(one) for one in there}
    while fold(code) in taken:
        match = _LAST_NUMBER.fullmatch(code)
        if match is None:
            code = f"{code}-2"
            continue
        code = f"{match[1]}{int(match[2]) + 1:0{len(match[2])}d}{match[3]}"
    return code
