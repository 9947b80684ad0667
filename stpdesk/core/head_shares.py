"""What was paid or is open of an invoice, shared over its heads: nobody says which line a rupee paid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from stpdesk.core.money import Paisa

Heads = Mapping[str, int]
"""Paisa of one invoice by head, subsidies taken off, tax and rounding as heads of their own; they add up to its total."""


def shared(amount: int, heads: Heads) -> dict[str, int]:
    """A part of an invoice over its heads, in proportion, in whole paisa that add up to it.

    What rounding down leaves goes, a paisa each, to the heads that lost most by it; an invoice of zero has no shares.
    """
    total = sum(heads.values())
    if not total:
        return {}
    if amount == total:
        return dict(heads)
    found = {head: amount * part // total for head, part in heads.items()}
    left = amount - sum(found.values())
    lost = sorted(heads, key=lambda head: (-(amount * heads[head] % total), head))
    for head in lost[:left]:
        found[head] += 1
    return found


def over_heads(parts: Iterable[tuple[str, int]], heads: Mapping[str, Heads], other: str) -> dict[str, Paisa]:
    """Amounts of items by key, summed over heads; what belongs to an item without heads is under `other`."""
    found: dict[str, int] = defaultdict(int)
    for item, amount in parts:
        shares = shared(amount, heads[item]) if item in heads else {other: amount}
        for head, share in shares.items():
            found[head] += share
    return {head: Paisa(amount) for head, amount in found.items()}
