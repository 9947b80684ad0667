"""Editing the plan: units are pulled, pushed and resized, meet edges and the grid; nothing is saved until it is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QTransform

from stpdesk.ui.spaces.plan_items import inset
from stpdesk.ui.spaces.shapes import Box, around, resized, snapped
from stpdesk.ui.theme import Tokens, px

if TYPE_CHECKING:
    from stpdesk.ui.spaces.plan import PlanView

GRID = 1.0
"""Feet."""
NEAR = 7
"""Pixels at 100 % within which an edge is met."""
HANDLE = 9
STEPS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
HANDLES = ("lt", "t", "rt", "r", "rb", "b", "lb", "l")
_CURSORS = {
    "lt": Qt.CursorShape.SizeFDiagCursor, "rb": Qt.CursorShape.SizeFDiagCursor, "rt": Qt.CursorShape.SizeBDiagCursor,
    "lb": Qt.CursorShape.SizeBDiagCursor, "l": Qt.CursorShape.SizeHorCursor, "r": Qt.CursorShape.SizeHorCursor,
    "t": Qt.CursorShape.SizeVerCursor, "b": Qt.CursorShape.SizeVerCursor,
}  # fmt: skip
_CTRL, _SHIFT, _ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@dataclass(frozen=True, slots=True)
class Pull:
    """What is under way: from where, which edges (none = all of it), and how everything was."""

    start: QPointF
    edges: str
    boxes: dict[str, Box]


class Editor(QObject):
    """`changed` after every step, `saving` and `leaving` when the keys ask for them."""

    changed = Signal()
    saving = Signal()
    leaving = Signal()

    def __init__(self, view: PlanView, current: str) -> None:
        super().__init__(view)
        self._view = view
        self._first = view.boxes()
        self._past: list[dict[str, Box]] = []
        self._pull: Pull | None = None
        self._band: tuple[QPoint, QPoint] | None = None
        self._lines: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())
        self.chosen: set[str] = {current} if current else set()

    # what came of it -------------------------------------------------------------------------------------------------

    def moved(self) -> dict[str, Box]:
        """Units that are elsewhere, or of another size, than when editing began."""
        return {
            key: box for key, box in self._view.boxes().items() if box.stored() != self._first[key].stored()
        }

    def overlaps(self) -> set[str]:
        """Units that lie on each other."""
        boxes = list(self._view.boxes().items())
        small = [(key, Box(box.x + 0.05, box.y + 0.05, box.w - 0.1, box.h - 0.1)) for key, box in boxes]
        found: set[str] = set()
        for place, (key, box) in enumerate(small):
            for other, there in small[place + 1 :]:
                if box.meets(there):
                    found |= {key, other}
        return found

    def undo(self) -> None:
        """The step before."""
        if self._past:
            self._put(self._past.pop())
            self.changed.emit()

    def bring_back(self, boxes: dict[str, Box]) -> None:
        """Units as a draft has them, as one step."""
        before = {key: self._view.items_by_key[key].box for key in boxes}
        self._put(boxes)
        self._remember(before)

    def undo_all(self) -> None:
        """As it was."""
        self._put(self._first)

    def _put(self, boxes: dict[str, Box]) -> None:
        """Draws units elsewhere."""
        for key, box in boxes.items():
            if self._view.items_by_key[key].box != box:
                self._view.items_by_key[key].put(box)
        self._view.viewport().update()

    def _remember(self, before: dict[str, Box]) -> None:
        """A step that can be taken back."""
        if any(self._view.items_by_key[key].box != box for key, box in before.items()):
            self._past.append(before)
            self.changed.emit()

    # mouse -----------------------------------------------------------------------------------------------------------

    def press(self, at: QPoint, mods: Qt.KeyboardModifier) -> bool:
        """Takes hold of a handle, a unit, or begins a frame around several."""
        edges = self._handle_at(at)
        key = "" if edges else self._view.unit_at(at)
        if not edges and not key:
            self._band = (at, at)
            if not mods & (_SHIFT | _CTRL):
                self._choose(set())
            return True
        if key and mods & (_SHIFT | _CTRL):
            self._choose(self.chosen ^ {key})
            return True
        if key and key not in self.chosen:
            self._choose({key})
        if key:
            self._view.choose(key, tell=True)
        self._pull = Pull(
            self._view.mapToScene(at), edges, {one: self._view.items_by_key[one].box for one in self.chosen}
        )
        return True

    def move(self, at: QPoint, mods: Qt.KeyboardModifier) -> bool:
        """Pulls what is held; says whether anything is."""
        if self._band is not None:
            self._band = (self._band[0], at)
            self._view.viewport().update()
            return True
        if self._pull is None:
            edges = self._handle_at(at)
            shape = _CURSORS.get(edges) or (
                Qt.CursorShape.SizeAllCursor if self._view.unit_at(at) else Qt.CursorShape.ArrowCursor
            )
            self._view.viewport().setCursor(shape)
            return False
        by = self._view.mapToScene(at) - self._pull.start
        self._pull_by(self._pull, by.x(), by.y(), free=bool(mods & _ALT))
        return True

    def _pull_by(self, pull: Pull, dx: float, dy: float, *, free: bool) -> None:
        """Moves or resizes what is held, meeting edges and the grid."""
        others = [box for key, box in self._view.boxes().items() if key not in pull.boxes]
        near = px(NEAR) / self._view.per_foot
        if pull.edges:
            key, box = next(iter(pull.boxes.items()))
            wanted = resized(box, pull.edges, dx, dy)
            met = snapped(wanted, others, GRID, near, pull.edges)
            if not free:
                wanted = resized(wanted, pull.edges, met.dx, met.dy)
            self._put({key: wanted})
        else:
            whole = around(pull.boxes.values())
            if whole is None:
                return
            met = snapped(whole.moved(dx, dy), others, GRID, near)
            if not free:
                dx, dy = dx + met.dx, dy + met.dy
            self._put({key: box.moved(dx, dy) for key, box in pull.boxes.items()})
        self._lines = ((), ()) if free else (met.lines_x, met.lines_y)

    def release(self) -> None:
        """Lets go: the step counts, or the frame chooses."""
        if self._band is not None:
            frame = QRectF(QPointF(self._band[0]), QPointF(self._band[1])).normalized()
            if frame.width() > 3 or frame.height() > 3:
                seen = self._view.viewportTransform()
                items = self._view.items_by_key.items()
                inside = {
                    key for key, item in items if frame.intersects(seen.mapRect(item.sceneBoundingRect()))
                }
                self._choose(self.chosen | inside)
            self._band = None
        elif self._pull is not None:
            self._remember(self._pull.boxes)
            self._pull = None
        self._lines = ((), ())
        self._view.viewport().update()

    def _choose(self, keys: set[str]) -> None:
        """Others are chosen."""
        self.chosen = keys
        self._view.viewport().update()
        self.changed.emit()

    # keys ------------------------------------------------------------------------------------------------------------

    def key(self, key: int, mods: Qt.KeyboardModifier) -> bool:
        """What the keys do while editing; False leaves them to the plan."""
        if key in STEPS and not mods & (_CTRL | _ALT) and self.chosen:
            dx, dy = STEPS[key]
            self._nudge(dx * GRID, dy * GRID, size=bool(mods & _SHIFT))
        elif key in STEPS and mods & _CTRL and mods & _SHIFT:
            kept = set(self.chosen)
            self._view.step(*STEPS[key])
            self._choose(kept | self.chosen)
        elif key == Qt.Key.Key_Z and mods == _CTRL:
            self.undo()
        elif key == Qt.Key.Key_A and mods == _CTRL:
            self._choose(set(self._view.items_by_key))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and mods == _CTRL:
            self.saving.emit()
        elif key == Qt.Key.Key_Escape:
            self._escape()
        else:
            return False
        return True

    def _nudge(self, dx: float, dy: float, *, size: bool) -> None:
        """A foot further, or a foot larger at the right or below."""
        before = {key: self._view.items_by_key[key].box for key in self.chosen}
        edges = ("r" if dx else "") + ("b" if dy else "")
        self._put(
            {key: resized(box, edges, dx, dy) if size else box.moved(dx, dy) for key, box in before.items()}
        )
        self._remember(before)

    def _escape(self) -> None:
        """What is held goes back; with empty hands editing ends."""
        if self._pull is not None:
            self._put(self._pull.boxes)
            self._pull, self._lines = None, ((), ())
        else:
            self.leaving.emit()

    # drawing ---------------------------------------------------------------------------------------------------------

    def _handles(self, seen: QTransform) -> dict[str, QRectF]:
        """The squares at the edges of the one chosen unit."""
        if len(self.chosen) != 1:
            return {}
        item = self._view.items_by_key.get(next(iter(self.chosen)))
        if item is None:
            return {}
        box, side = inset(seen.mapRect(item.sceneBoundingRect())), px(HANDLE)
        found = {}
        for name in HANDLES:
            x = box.left() if "l" in name else box.right() if "r" in name else box.center().x()
            y = box.top() if "t" in name else box.bottom() if "b" in name else box.center().y()
            found[name] = QRectF(x - side / 2, y - side / 2, side, side)
        return found

    def _handle_at(self, at: QPoint) -> str:
        """The edges of the handle under a point; "" for none."""
        reach = px(2)
        for name, box in self._handles(self._view.viewportTransform()).items():
            if box.adjusted(-reach, -reach, reach, reach).contains(QPointF(at)):
                return name
        return ""

    def paint(self, painter: QPainter, seen: QTransform, colours: Tokens) -> None:
        """Guide lines, what overlaps, handles, the frame; in pixels."""
        view = QRectF(self._view.viewport().rect())
        guide = QPen(colours.blue, px(1))
        guide.setDashPattern([4, 3])
        painter.setPen(guide)
        for x in self._lines[0]:
            at = round(seen.map(QPointF(x, 0)).x()) + 0.5
            painter.drawLine(QLineF(at, view.top(), at, view.bottom()))
        for y in self._lines[1]:
            at = round(seen.map(QPointF(0, y)).y()) + 0.5
            painter.drawLine(QLineF(view.left(), at, view.right(), at))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colours.red, px(2)))
        for key in self.overlaps():
            painter.drawRect(seen.mapRect(self._view.items_by_key[key].sceneBoundingRect()))
        painter.setPen(QPen(colours.text, px(1)))
        painter.setBrush(colours.surface)
        for box in self._handles(seen).values():
            painter.drawRect(box)
        if self._band is not None:
            soft = QColor(colours.accent)
            soft.setAlphaF(0.12)
            painter.setPen(QPen(colours.accent, px(1)))
            painter.setBrush(soft)
            painter.drawRect(QRectF(QPointF(self._band[0]), QPointF(self._band[1])).normalized())
