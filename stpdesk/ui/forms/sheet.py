"""The body of a form: sections and rows on one edge, a panel beside them, the values of its fields, its keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from stpdesk.core.typed import Slip
from stpdesk.ui.fields.base import Field
from stpdesk.ui.fields.segments import Segmented
from stpdesk.ui.forms.drafts import DraftBanner
from stpdesk.ui.forms.footer import Footer
from stpdesk.ui.forms.row import Row, Rule
from stpdesk.ui.parts import Scrolled
from stpdesk.ui.sides import leading
from stpdesk.ui.theme import px

Values = dict[str, Any]
F = TypeVar("F", bound=Field)

LABEL_LEAST, LABEL_MOST = 112, 176


class Sheet(QWidget):
    """Fields under their labels. A form (forms.form) adds what saving, previews and drafts need."""

    label_most = LABEL_MOST
    """pixels at 100 % a label may take"""

    told = Signal()
    """sentences below its fields may have come or gone"""
    changed = Signal()
    """the person changed something"""

    def __init__(self, save: str) -> None:
        super().__init__()
        self._fields: dict[str, Field] = {}
        self._others: dict[str, str] = {}
        self._rows: list[Row] = []
        self._clean: dict[str, str] = {}
        self._quiet = self._held = False
        self._at: Field | None = None
        self._rows_below: QWidget | None = None
        self.typed_over: Field | None = None
        """the field whose value the form is there to change"""
        self.banner = DraftBanner()
        self.footer = Footer(save)
        self._build()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.save)

    def _build(self) -> None:
        """Rows at the left, a side panel where there is one, the footer below."""
        self._column = QVBoxLayout()
        self._column.setSpacing(px(8))
        self._column.addWidget(self.banner)
        inside = QWidget()
        holder = QVBoxLayout(inside)
        holder.setContentsMargins(px(24), px(12), px(24), px(16))
        holder.addLayout(self._column)
        holder.addStretch(1)
        self.area = Scrolled(inside)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._body = QHBoxLayout()
        self._body.setSpacing(0)
        self._body.addWidget(self.area, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._body, 1)
        whole.addWidget(self.footer)

    # making it -----------------------------------------------------------------------------------------------------

    def section(self, heading: str, act: QPushButton | None = None) -> QLabel:
        """A heading; a link such as “Add a charge” may stand at its right end."""
        if self._rows:
            self._column.addSpacing(px(8))
            self._column.addWidget(Rule())
            self._column.addSpacing(px(4))
        label = QLabel(heading)
        label.setProperty("look", "section")
        label.setAlignment(leading())
        label.setMinimumHeight(px(24))
        line = QHBoxLayout()
        line.addWidget(label, 1)
        if act is not None:
            act.setProperty("edge", "right")
            line.addWidget(act)
        self._column.addLayout(line)
        return label

    def add(self, field: F, note: str = "", *, also: Iterable[str] = ()) -> F:
        """A field on a row of its own; `also`: other names by which core calls it in a refusal."""
        self.row(field.label, field)
        if note:
            field.note(note)
        self._others |= dict.fromkeys(also, field.name)
        return field

    def row(self, label: str, *fields: Field, words: Sequence[str] = ()) -> Row:
        """Several fields on one row under one label; `words` stand after each (“every”, “from”)."""
        made = Row(label, fields, words)
        for field in fields:
            self.join(field)
        self._rows.append(made)
        self._column.addWidget(made)
        width = max(
            px(LABEL_LEAST), min(max(row.wants() for row in self._rows) + px(16), px(self.label_most))
        )
        for row in self._rows:
            row.label.setFixedWidth(width)
        return made

    def join(self, field: F) -> F:
        """A field that stands elsewhere, in the side panel: it is read, kept in drafts and named like all others."""
        if field.name in self._fields:
            raise ValueError(f"two fields are called {field.name}")
        self._fields[field.name] = field
        field.changed.connect(self._edited)
        field.told.connect(self._count)
        field.reordered.connect(self.order)
        field.loaded.connect(lambda: self._loaded(field))
        field.left.connect(lambda: self._was_at(field))
        return field

    def _was_at(self, field: Field) -> None:
        """The keyboard left a field."""
        self._at = field

    def widget(self, widget: QWidget) -> None:
        """Something else between the rows."""
        self._column.addWidget(widget)

    def below(self, widget: QWidget) -> None:
        """Rows under the fields, from edge to edge: they alone scroll, and take all room the fields leave."""
        whole = self.layout()
        assert isinstance(whole, QVBoxLayout)
        whole.insertWidget(whole.indexOf(self.footer), widget, 1)
        whole.setStretchFactor(self._body, 0)
        self._rows_below = widget
        self._fit_fields()

    def _fit_fields(self) -> None:
        """As high as the fields are, as long as some rows are seen below them."""
        if self._rows_below is None:
            return
        inside = self.area.widget().layout()
        assert inside is not None
        needed = max(inside.totalHeightForWidth(self.width()), inside.totalMinimumSize().height())
        room = self.height() - self.footer.height() - self._rows_below.minimumHeight()
        self.area.setFixedHeight(max(min(needed, room), px(64)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another height of what wraps."""
        super().resizeEvent(event)
        self._fit_fields()

    def event(self, event: QEvent) -> bool:
        """Something in it is higher or lower now."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit_fields()
        return done

    def side(self, widget: QWidget, width: float | None = None) -> None:
        """A panel at the right that scrolls on its own: a lease's schedule."""
        panel = QFrame()
        panel.setProperty("look", "panel")
        inner = QVBoxLayout(panel)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(Scrolled(widget))
        if width is not None:
            panel.setFixedWidth(px(width))
        self.area.setMinimumWidth(px(480))
        self._body.addWidget(panel, 1)

    def natural_height(self) -> int:
        """How high it would be without scrolling, with room for one sentence below a field."""
        return self.area.widget().sizeHint().height() + self.footer.height() + px(28)

    # values --------------------------------------------------------------------------------------------------------

    def field(self, name: str) -> Field:
        """The field of that name, or of another of core's names for it; KeyError where there is none."""
        return self._fields[self._others.get(name, name)]

    def fields(self) -> list[Field]:
        """All of them, in the order they stand."""
        return list(self._fields.values())

    def values(self) -> Values:
        """What the fields mean, by name; None where one is blank or cannot be read."""
        return {name: field.value() for name, field in self._fields.items()}

    def put(self, values: Mapping[str, Any]) -> None:
        """Shows values, not as the person's own; fields not named stay."""
        self._quiet = True
        with self._counted_once():
            for name, value in values.items():
                self._fields[name].set_value(value)
        self._quiet = False

    def texts(self) -> dict[str, str]:
        """What was typed, by name."""
        return {name: field.text() for name, field in self._fields.items()}

    def put_texts(self, texts: Mapping[str, str]) -> None:
        """Puts back what was typed, also what cannot be read."""
        self._quiet = True
        with self._counted_once():
            for name, text in texts.items():
                if name in self._fields:
                    self._fields[name].set_text(text)
        self._quiet = False

    def is_dirty(self) -> bool:
        """Whether anything would be lost."""
        return self.texts() != self._clean

    def faults(self) -> dict[str, Slip]:
        """What is wrong with the fields now, seen or not, by name."""
        found = ((name, field.slip()) for name, field in self._fields.items() if field.isEnabled())
        return {name: slip for name, slip in found if slip is not None}

    def go_to_wrong(self) -> None:
        """To the first field that has to be corrected."""
        for field in self.fields():
            if field.isEnabled() and field.slip():
                field.touch()
                self.area.ensureWidgetVisible(field)
                field.focus_to_correct()
                return

    # what a form does ----------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Ctrl+Enter."""
        raise NotImplementedError

    def cancel(self) -> None:
        """Esc."""
        raise NotImplementedError

    def _edited(self) -> None:
        """A field is another."""
        self.footer.take_back()
        if not self._quiet:
            self.changed.emit()

    @contextmanager
    def _counted_once(self) -> Iterator[None]:
        """What is wrong is counted after many fields were changed, and not after each."""
        held, self._held = self._held, True
        try:
            yield
        finally:
            self._held = held
        self._count()

    def _count(self) -> None:
        """The footer names what is wrong."""
        if self._held:
            return
        self.footer.name_wrong([field for field in self.fields() if field.shown_slip()])
        self.told.emit()

    def _loaded(self, field: Field) -> None:
        """A field could show its value only now, when its list came: nothing the person did."""
        self._clean[field.name] = field.text()

    # keys ----------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next field, Esc leaves."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            focused = self.focusWidget()
            if isinstance(focused, QAbstractButton) and not focused.isCheckable():
                focused.click()
            else:
                self._next()
        elif key == Qt.Key.Key_Escape:
            self.cancel()
        else:
            super().keyPressEvent(event)

    def _next(self) -> None:
        """The next place that takes the keyboard; after the last field the Save button."""
        rows = [field for row in self._rows for field in row.fields]
        last = next((field for field in reversed(rows) if field.isEnabled()), None)
        inside = last is not None and last.isAncestorOf(self.focusWidget())
        if (
            last is not None
            and inside
            and (self.focusWidget() not in last.stops()[:-1] or isinstance(last, Segmented))
        ):
            self.footer.save.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.focusNextChild()

    def order(self) -> None:
        """Tab order = visual order; again after places came or went."""
        stops: list[QWidget] = []
        for row in self._rows:
            for field in row.fields:
                stops += field.stops()
            stops.append(row.fix)
        inside = {field for row in self._rows for field in row.fields}
        for field in self._fields.values():
            stops += field.stops() if field not in inside else []
        for one, other in pairwise([*stops, self.footer.wrong, self.footer.cancel, self.footer.save]):
            QWidget.setTabOrder(one, other)

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard goes to the field that is typed over, else to the first empty one."""
        super().showEvent(event)
        self.order()
        focused = self.window().focusWidget()
        if focused is None or not self.isAncestorOf(focused):  # type: ignore[redundant-expr]  # Qt gives None
            first = next((field for field in self.fields() if field.isEnabled() and field.is_blank()), None)
            if self.typed_over is not None:
                self.typed_over.focus_to_correct()
            elif first is not None:
                first.focus_here()
            elif len(self._fields) == 1:
                self.fields()[0].focus_to_correct()  # another value in place of the only one
