"""Monthly returns of tenants: figures that cannot be quite right (rule C4)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from stpdesk.core.sentences import Sentence

LEAST_SQFT, MOST_SQFT = 40, 250
"""Square feet a person that are usual."""

MOST_USD = 60_000
"""US dollars of exports a year and person that are usual."""


def doubts(
    sqft: Fraction | None, men: int | None, women: int | None, exports_usd: int | None
) -> Iterator[str]:
    """What looks wrong about a return: space a person, exports (cents a month) a person; nothing where not reported."""
    people = (men or 0) + (women or 0)
    if not people:
        return
    if sqft:
        each = sqft / people
        if not LEAST_SQFT <= each <= MOST_SQFT:
            yield Sentence(
                "{each} sq ft a person; usual are {least} to {most}",
                each=f"{float(each):,.0f}", least=LEAST_SQFT, most=MOST_SQFT,
            )  # fmt: skip
    if exports_usd is not None and 12 * exports_usd > 100 * MOST_USD * people:
        yield Sentence(
            "USD {each} of exports a year and person; usual are up to {most}",
            each=f"{12 * exports_usd / 100 / people:,.0f}", most=f"{MOST_USD:,}",
        )  # fmt: skip
