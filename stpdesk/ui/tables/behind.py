"""What is read once the rows of a list are seen: its sums, and of a long list what may be typed into its filter."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from stpdesk.ui.desk import Desk
from stpdesk.ui.tables.columns import Row
from stpdesk.ui.tables.loading import LONG, Source, reading, unless_stale
from stpdesk.ui.tables.model import TableModel
from stpdesk.ui.tables.totals import Totals

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

T = TypeVar("T")

SETTLED = 120
"""Milliseconds after the last filtered rows until sums are read: nobody reads them while typing."""


class Behind:
    """Reads behind the rows of one table; gives up where other rows are wanted, or nobody sees the list any more."""

    def __init__(self, desk: Desk, model: TableModel, totals: Totals, table: QWidget) -> None:
        self._desk, self._model, self._totals, self._table = desk, model, totals, table
        self._timer = QTimer(table, singleShot=True)
        self._timer.timeout.connect(self._read_sums)
        self.away = False

    def start(self) -> None:
        """There are new rows: of a list as it is opened at once, while a filter is typed in a moment."""
        self._timer.start(SETTLED if self._model.shown_text else 0)

    def _read_sums(self) -> None:
        """The sums of what is shown."""
        model, text, turn = self._model, self._model.shown_text, self._model.turn
        if not model.settled or self.away or not len(model.keys):
            return  # other rows are on their way, and their sums after them; there are none of nothing

        def done(answer: tuple[Row | None] | None) -> None:
            if model.turn == turn and answer is None:
                self._timer.start(SETTLED)  # rows to be seen came first
            elif model.turn == turn and answer is not None:
                self._totals.show_row(answer[0])
                self._look_ahead()

        self._desk.ask(self._table, self._work(lambda source: (source.sums(text),)), done, slot="totals")

    def _look_ahead(self) -> None:
        """Has made ready what may be typed; whatever else is to be read comes first."""
        turn = self._model.turn

        def done(answer: tuple[()] | None) -> None:
            if answer is None and self._model.turn == turn and not self.away:
                QTimer.singleShot(SETTLED, self._table, self._look_ahead)

        def ready(source: Source) -> tuple[()]:
            source.look_ahead()
            return ()

        if self._model.listing.ahead is not None and (self._model.count or 0) > LONG:
            self._desk.ask(self._table, self._work(ready, gives_way=True), done, slot="ahead")

    def _work(self, read: Callable[[Source], T], *, gives_way: bool = False) -> Callable[[Session], T | None]:
        """A read that ends early once it is not wanted, or anything else is if it `gives_way`."""
        model, listing, turn = self._model, self._model.listing, self._model.turn

        def unwanted() -> bool:
            return model.turn != turn or model.fetching or self.away or (gives_way and self._desk.queued)

        def reads(session: Session) -> T:
            with reading(session, listing, unwanted) as source:
                return read(source)

        return lambda session: unless_stale(lambda: reads(session))
