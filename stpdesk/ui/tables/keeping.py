"""Selection, current row and place of a view, kept by key while its keys are exchanged."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel

from stpdesk.ui.tables.loading import FEW, Loaded
from stpdesk.ui.tables.look import ROW
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.ui.tables.view import View

_SET = QItemSelectionModel.SelectionFlag


@dataclass(frozen=True, slots=True)
class Kept:
    """What a view showed, by key."""

    selected: array[int]
    current: int | None
    column: int
    columns: tuple[int, int]
    """first and last column selected (grids)"""
    top: int | None
    above: int
    """pixels the top row begins at, 0 or less"""


def keep(view: View) -> Kept:
    """What it shows now."""
    top, columns = view.top_row(), view.selected_columns() if view.by_cell else set()
    selected = view.selected_keys()
    return Kept(
        selected,
        view.current_key() if selected or view.by_cell else None,
        max(view.currentIndex().column(), 0),
        (min(columns), max(columns)) if columns else (0, view.rows.columnCount() - 1),
        view.rows.keys[top] if top >= 0 else None,
        view.rowViewportPosition(top) if top >= 0 else 0,
    )


def restore(view: View, kept: Kept, loaded: Loaded) -> None:
    """The same again; what is gone is selected no more, and another filter or order starts at the top."""
    places = _places(view, kept, loaded)
    _select_again(view, kept, places)
    if loaded.asked.top is not None and kept.top in places:
        view.verticalScrollBar().setValue(places[kept.top] * px(ROW) - kept.above)
    elif loaded.asked.top is None:
        view.scrollToTop()


def complete(view: View, kept: Kept, loaded: Loaded) -> None:
    """What was kept is selected also below the first rows, now that all are there."""
    if still(view, kept):
        _select_again(view, kept, _places(view, kept, loaded))


def still(view: View, kept: Kept) -> bool:
    """Whether nothing else was selected since."""
    return set(view.selected_keys()) <= set(kept.selected)


def _places(view: View, kept: Kept, loaded: Loaded) -> dict[int, int]:
    """Where the kept keys are now; of those chosen since they were asked for, where there are few."""
    model, places = view.rows, dict(loaded.places)
    late = [] if len(kept.selected) > FEW else list(kept.selected)
    for key in late if kept.current is None else [*late, kept.current]:
        if key not in places and key in model.keys:
            places[key] = model.keys.index(key)
    return places


def _select_again(view: View, kept: Kept, places: dict[int, int]) -> None:
    """The kept rows that are there."""
    if kept.current in places:
        where = view.rows.index(places[kept.current], kept.column)
        view.selectionModel().setCurrentIndex(where, _SET.NoUpdate)
    _choose(view, sorted(places[key] for key in kept.selected if key in places), kept.columns)


def select(view: View, rows: list[int]) -> None:
    """Selects rows and shows the first of them; none clears the selection."""
    if not rows:
        view.clearSelection()
        return
    first = view.rows.index(rows[0], view.head.outer()[0])
    view.selectionModel().setCurrentIndex(first, _SET.NoUpdate)
    _choose(view, rows, (0, view.rows.columnCount() - 1))
    view.scrollTo(first)


def _choose(view: View, rows: list[int], columns: tuple[int, int]) -> None:
    """Selects runs of sorted rows."""
    chosen, model = QItemSelection(), view.rows
    for first, last in spans_of(rows):
        chosen.select(model.index(first, columns[0]), model.index(last, columns[1]))
    if rows or view.selectionModel().hasSelection():
        view.selectionModel().select(chosen, _SET.ClearAndSelect)


def spans_of(rows: list[int]) -> list[tuple[int, int]]:
    """Sorted rows as runs of first and last."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] >= row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
