"""The modules of a QR code: ISO/IEC 18004, bytes, level M (a seventh of it may be lost), versions 1 to 15.

reportlab has one, but importing it loads every bar code there is (half a second) and it takes five times as long.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, product, zip_longest

BLOCKS: dict[int, tuple[int, tuple[int, ...]]] = {
    1: (10, (16,)), 2: (16, (28,)), 3: (26, (44,)), 4: (18, (32,) * 2), 5: (24, (43,) * 2), 6: (16, (27,) * 4),
    7: (18, (31,) * 4), 8: (22, (38, 38, 39, 39)), 9: (22, (36, 36, 36, 37, 37)), 10: (26, (43,) * 4 + (44,)),
    11: (30, (50,) + (51,) * 4), 12: (22, (36,) * 6 + (37,) * 2), 13: (22, (37,) * 8 + (38,)),
    14: (24, (40,) * 4 + (41,) * 5), 15: (24, (41,) * 5 + (42,) * 5),
}  # fmt: skip
"""Of each version at level M: correction bytes of a block, and the data bytes of each."""

ALIGNED: dict[int, tuple[int, ...]] = {
    1: (), 2: (6, 18), 3: (6, 22), 4: (6, 26), 5: (6, 30), 6: (6, 34), 7: (6, 22, 38), 8: (6, 24, 42),
    9: (6, 26, 46), 10: (6, 28, 50), 11: (6, 30, 54), 12: (6, 32, 58), 13: (6, 34, 62), 14: (6, 26, 46, 66),
    15: (6, 26, 48, 70),
}  # fmt: skip
"""Middles of the alignment patterns, across and down."""

MASKS: tuple[Callable[[int, int], int], ...] = (
    lambda y, x: (y + x) % 2,
    lambda y, _: y % 2,
    lambda _, x: x % 3,
    lambda y, x: (y + x) % 3,
    lambda y, x: (y // 2 + x // 3) % 2,
    lambda y, x: y * x % 2 + y * x % 3,
    lambda y, x: (y * x % 2 + y * x % 3) % 2,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2,
)
"""A data module is turned where its mask gives 0."""

_LONG = re.compile("0{5,}|1{5,}")
_FINDER = re.compile("(?=10111010000|00001011101)")

Modules = list[list[int]]


@lru_cache(maxsize=8)
def modules(text: str) -> tuple[tuple[int, ...], ...]:
    """The code's modules, row by row, 1 dark; a text of more than 412 bytes is a ValueError."""
    content = text.encode()
    version = next((one for one in BLOCKS if len(content) <= _holds(one)), None)
    if version is None:
        raise ValueError(text)
    frame, free = _frame(version)
    places = [*_places(free)]
    bits = _bits(_interleaved(content, version))
    bits += [0] * (len(places) - len(bits))
    best: tuple[int, Modules] | None = None
    for number, mask in enumerate(MASKS):
        tried = [row[:] for row in frame]
        for (y, x), bit in zip(places, bits, strict=True):
            tried[y][x] = bit ^ (mask(y, x) == 0)
        _write_format(tried, number)
        worth = _penalty(tried)
        if best is None or worth < best[0]:
            best = worth, tried
    assert best is not None
    return tuple(map(tuple, best[1]))


def _holds(version: int) -> int:
    """How many bytes of text a version takes."""
    return sum(BLOCKS[version][1]) - (2 if version < 10 else 3)


def _interleaved(content: bytes, version: int) -> list[int]:
    """The bytes with their corrections, in the order in which they are laid."""
    correction, sizes = BLOCKS[version]
    counted = 8 if version < 10 else 16
    bits = f"0100{len(content):0{counted}b}" + "".join(f"{byte:08b}" for byte in content)
    bits = (bits + "0000")[: sum(sizes) * 8]
    bits += "0" * (-len(bits) % 8)
    data = [int(bits[at : at + 8], 2) for at in range(0, len(bits), 8)]
    data += [(0xEC, 0x11)[at % 2] for at in range(sum(sizes) - len(data))]
    blocks, begins = [], 0
    for size in sizes:
        blocks.append(data[begins : begins + size])
        begins += size
    corrections = [_correction(block, correction) for block in blocks]
    laid = [byte for column in zip_longest(*blocks) for byte in column if byte is not None]
    return laid + [byte for column in zip(*corrections, strict=True) for byte in column]


def _bits(laid: Sequence[int]) -> list[int]:
    """Bytes as bits, the highest first."""
    return [byte >> shift & 1 for byte in laid for shift in range(7, -1, -1)]


def _powers() -> tuple[list[int], list[int]]:
    """Powers of 2 in the field of 256 elements, and their logarithms."""
    powers, value = [], 1
    for _ in range(255):
        powers.append(value)
        value = value << 1 ^ (0x11D if value & 0x80 else 0)
    logs = [0] * 256
    for at, power in enumerate(powers):
        logs[power] = at
    return powers * 2, logs


_EXP, _LOG = _powers()


@lru_cache(maxsize=8)
def _generator(count: int) -> tuple[int, ...]:
    """Logarithms of the generator polynomial's coefficients, without the first."""
    found = [1]
    for at in range(count):
        turned = [_EXP[_LOG[value] + at] if value else 0 for value in found]
        found = [a ^ b for a, b in zip([*found, 0], [0, *turned], strict=True)]
    return tuple(_LOG[value] for value in found[1:])


def _correction(block: Sequence[int], count: int) -> list[int]:
    """Reed and Solomon's bytes for a block."""
    rest = [0] * count
    for byte in block:
        factor = byte ^ rest[0]
        rest = [*rest[1:], 0]
        if factor:
            log = _LOG[factor]
            rest = [value ^ _EXP[log + power] for value, power in zip(rest, _generator(count), strict=True)]
    return rest


def _frame(version: int) -> tuple[Modules, list[list[bool]]]:
    """Everything that is the same for all texts, and which modules are free for data."""
    side = 17 + 4 * version
    rows = [[0] * side for _ in range(side)]
    free = [[True] * side for _ in range(side)]
    for y, x, dark in (*_finders(side), *_timing(side), *_alignment(version), *_told_version(version)):
        if 0 <= y < side and 0 <= x < side:
            rows[y][x], free[y][x] = dark, False
    for at in range(8):
        free[8][at] = free[at][8] = free[8][side - 1 - at] = free[side - 1 - at][8] = False
    free[8][8] = False
    rows[side - 8][8] = 1
    return rows, free


def _finders(side: int) -> Iterator[tuple[int, int, int]]:
    """The three large squares with their light edge."""
    for y, x in ((3, 3), (3, side - 4), (side - 4, 3)):
        for down in range(-4, 5):
            for over in range(-4, 5):
                yield y + down, x + over, int(max(abs(down), abs(over)) not in {2, 4})


def _timing(side: int) -> Iterator[tuple[int, int, int]]:
    """The two dotted lines between them."""
    for at in range(8, side - 8):
        yield 6, at, 1 - at % 2
        yield at, 6, 1 - at % 2


def _alignment(version: int) -> Iterator[tuple[int, int, int]]:
    """The small squares, but where the large ones are."""
    side = 17 + 4 * version
    corners = {(6, 6), (6, side - 7), (side - 7, 6)}
    for y, x in product(ALIGNED[version], repeat=2):
        if (y, x) not in corners:
            for down, over in product(range(-2, 3), repeat=2):
                yield y + down, x + over, int(max(abs(down), abs(over)) != 1)


def _told_version(version: int) -> Iterator[tuple[int, int, int]]:
    """The version itself, twice, where there are so many."""
    side = 17 + 4 * version
    told = version << 12 | _remainder(version << 12, 0x1F25)
    for at in range(18 if version >= 7 else 0):
        yield at // 3, side - 11 + at % 3, told >> at & 1
        yield side - 11 + at % 3, at // 3, told >> at & 1


def _remainder(value: int, by: int) -> int:
    """Of a division of polynomials over bits."""
    while value.bit_length() >= by.bit_length():
        value ^= by << value.bit_length() - by.bit_length()
    return value


def _write_format(rows: Modules, mask: int) -> None:
    """Level M and the mask, twice."""
    side = len(rows)
    told = (mask << 10 | _remainder(mask << 10, 0x537)) ^ 0x5412
    for at in range(15):
        bit = told >> at & 1
        rows[at if at < 6 else at + 1 if at < 8 else side - 15 + at][8] = bit
        rows[8][side - 1 - at if at < 8 else 7 if at == 8 else 14 - at] = bit


def _places(free: Sequence[Sequence[bool]]) -> Iterator[tuple[int, int]]:
    """The free modules in the order data takes them: pairs of columns from the right, up and down in turn."""
    side = len(free)
    upward = True
    right = side - 1
    while right > 0:
        right -= right == 6
        for y in range(side - 1, -1, -1) if upward else range(side):
            for x in (right, right - 1):
                if free[y][x]:
                    yield y, x
        upward = not upward
        right -= 2


def _penalty(rows: Modules) -> int:
    """How hard a code is to read, as the standard counts it."""
    lines = ["".join(map(str, line)) for line in (*rows, *zip(*rows, strict=True))]
    found = sum(len(run[0]) - 2 for line in lines for run in _LONG.finditer(line))
    found += 40 * sum(len(_FINDER.findall(line)) for line in lines)
    side = len(rows)
    for above, below in pairwise([int(line, 2) for line in lines[:side]]):
        full = (1 << side) - 1
        for dark in (above & below, ~above & ~below & full):
            found += 3 * (dark & dark >> 1).bit_count()
    share = sum(line.count("1") for line in lines[:side]) * 100 / side**2
    return found + 10 * int(abs(share - 50) / 5)
