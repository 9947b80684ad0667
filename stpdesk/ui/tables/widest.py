"""The widest sum of money a table has shown in each column, so that none is ever cut. Told when rows come, not at every paint."""

from __future__ import annotations

from collections.abc import Iterable

from stpdesk.ui.tables.columns import Cell, Column, Kind, Row
from stpdesk.ui.tables.formats import shown
from stpdesk.ui.tables.look import Look

_ALIKE = str.maketrans("123456789", "000000000")


class Widest:
    """Grows with what is seen and never shrinks, so that columns stand still while a filter is typed."""

    def __init__(self, columns: tuple[Column, ...]) -> None:
        self._money = [at for at, column in enumerate(columns) if column.kind is Kind.MONEY]
        self._most = dict.fromkeys(self._money, 0)
        self._least = dict.fromkeys(self._money, 0)
        self._words = dict.fromkeys(self._money, "")
        self._marked: set[int] = set()
        self._texts: dict[int, frozenset[str]] = {}

    def see(self, rows: Iterable[Row | None]) -> bool:
        """Takes note of rows or sums; whether any column now needs another width than before."""
        for row in rows:
            if row is not None:
                for at in self._money:
                    self._see(at, row[at])
        texts = {at: self._widest(at) for at in self._money}
        changed, self._texts = texts != self._texts, texts
        return changed

    def _see(self, at: int, value: object) -> None:
        """One cell: its figure, or the words it is shown by."""
        if isinstance(value, Cell):
            if value.mark or value.icon:
                self._marked.add(at)
            if value.text is not None:
                words = value.short or value.text
                if len(words) > len(self._words[at]):
                    self._words[at] = words
                return
            value = value.value
        if isinstance(value, int):
            if value > self._most[at]:
                self._most[at] = value
            elif value < self._least[at]:
                self._least[at] = value

    def _widest(self, at: int) -> frozenset[str]:
        """The texts one of which is the widest; every digit is as wide as a nought."""
        figures = (self._most[at], self._least[at])
        texts = (self._words[at], *(shown(one, Kind.MONEY) for one in figures if one))
        return frozenset(text.translate(_ALIKE) for text in texts if text)

    def needs(self, at: int, look: Look) -> int:
        """Pixels a column of money must have, with the room inside its cells; 0 for every other column."""
        texts = self._texts.get(at)
        if not texts:
            return 0
        mark = max(look.mark, look.icon) + look.gap if at in self._marked else 0
        return int(max(look.width(text, look.strong) for text in texts) + mark + 2 * look.pad) + 1
