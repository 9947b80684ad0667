"""Units as a sentence names them: those that follow each other in the park as one stretch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from stpdesk.core.codes import natural_key

SHORTEST = 4
"""So many neighbours are written as from the first to the last."""


def places(codes: Iterable[str]) -> dict[str, int]:
    """The place of each code among those of the park's units."""
    return {code: at for at, code in enumerate(sorted(codes, key=natural_key))}


def named(codes: Iterable[str], place: Mapping[str, int]) -> str:
    """`A-101, A-201 to A-215`: codes in their order; empty for no code."""
    stretches: list[list[str]] = []
    for code in sorted(codes, key=lambda one: place[one]):
        if stretches and place[code] == place[stretches[-1][-1]] + 1:
            stretches[-1].append(code)
        else:
            stretches.append([code])
    return ", ".join(
        f"{one[0]} to {one[-1]}" if len(one) >= SHORTEST else ", ".join(one) for one in stretches
    )
