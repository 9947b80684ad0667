"""What came from the clipboard, and the cells it would fill."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paste:
    """Rows × columns of texts beside the keys and columns they are meant for; one text alone may fill many cells."""

    keys: tuple[int, ...]
    columns: tuple[str, ...]
    texts: tuple[tuple[str, ...], ...]
    lost: int = 0
    """cells with something in them that found no row or no column that can be edited"""

    @classmethod
    def of(cls, keys: array[int], columns: Sequence[str], cells: Sequence[Sequence[str]]) -> Paste:
        """Fits copied cells to what is there."""
        width = min(len(columns), max(len(row) for row in cells))
        texts = tuple(tuple(row[:width]) for row in cells[: len(keys)])
        lost = sum(
            bool(text) for at, row in enumerate(cells) for text in row[width if at < len(keys) else 0 :]
        )
        return cls(tuple(keys), tuple(columns[:width]), texts, lost)

    def cells(self) -> Iterator[tuple[int, str, str]]:
        """Key, column and text of each cell."""
        for key, row in zip(self.keys, self.texts, strict=True):
            for column, text in zip(self.columns, row, strict=False):
                yield key, column, text
