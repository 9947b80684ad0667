"""Amounts in words, as cheques and invoices here write them (rule B17)."""

from __future__ import annotations

CRORE = 10_000_000


def in_words(paisa: int) -> str:
    """“Rupees Seventy-Eight Thousand Three Hundred Only”; paisa follow as “and Paisa Fifty”."""
    rupees, rest = divmod(abs(paisa), 100)
    parts = []
    if rupees or not rest:
        parts.append(f"Rupees {number_in_words(rupees)}")
    if rest:
        parts.append(f"Paisa {number_in_words(rest)}")
    sign = "Minus " if paisa < 0 else ""
    return f"{sign}{' and '.join(parts)} Only"


def number_in_words(number: int) -> str:
    """A whole number from zero in thousands, lakh and crore: “One Lakh Five”."""
    from num2words import num2words  # type: ignore[import-untyped]  # 60 ms: only when first used

    # num2words stops at a thousand crore, so crores are counted here
    crores, rest = divmod(number, CRORE)
    parts = [number_in_words(crores), "Crore"] if crores else []
    if rest or not crores:
        words: str = num2words(rest, lang="en_IN")
        parts.append(words.replace(",", "").replace(" and ", " ").title())
    return " ".join(parts)
