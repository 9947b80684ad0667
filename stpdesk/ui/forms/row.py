"""One row of a form: the label, its field or fields, the consequence beside them, what is wrong below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from stpdesk.ui.cut import cut
from stpdesk.ui.fault_line import FaultLine
from stpdesk.ui.fields.base import Field
from stpdesk.ui.fields.buttons import link
from stpdesk.ui.parts import label as words_of
from stpdesk.ui.sentences import in_words
from stpdesk.ui.sides import leading
from stpdesk.ui.theme import px

BESIDE = 16
"""Letters of a proposal that fit beside the field it is for."""


class Elided(QLabel):
    """A line that ends in … where there is no room; the whole stands in its tooltip."""

    def __init__(self, look: str = "muted") -> None:
        super().__init__()
        self.setProperty("look", look)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.whole = False
        """all of it or nothing, where the beginning alone says little"""
        self.two = False
        """in two lines where one is too short"""

    def set_words(self, text: str) -> None:
        """Other words."""
        self.setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        """It gives way."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As much as fits."""
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        lines = self._lines(painter.fontMetrics())
        if " ".join(lines) == self.text() or not self.whole:
            painter.drawText(self.rect(), int(leading()), "\n".join(lines))

    def _lines(self, metrics: QFontMetrics) -> list[str]:
        """The words in one line, or in two where there may be two; the last one is cut."""
        text, width = self.text(), self.width()
        words = text.split(" ")
        if not self.two or metrics.horizontalAdvance(text) <= width or len(words) == 1:
            return [cut(text, metrics, width)]
        first = words.pop(0)
        while len(words) > 1 and metrics.horizontalAdvance(f"{first} {words[0]}") < width:
            first = f"{first} {words.pop(0)}"
        return [cut(first, metrics, width), cut(" ".join(words), metrics, width)]

    def sizeHint(self) -> QSize:
        """Of one line, or of two."""
        hint = super().sizeHint()
        return QSize(hint.width(), hint.height() + (self.fontMetrics().lineSpacing() if self.two else 0))


class Row(QWidget):
    """Fields on one line under one label. What is wrong with the first of them shows below, with its fix beside.

    `noted`: room for the consequence is kept beside them; without it they end where the row ends.
    """

    def __init__(
        self, label: str, fields: Sequence[Field], words: Sequence[str] = (), *, noted: bool = True
    ) -> None:
        super().__init__()
        self.fields = tuple(fields)
        self.label = _Label(label, self.fields[0])
        self._note = Elided()
        self.fix = link("")
        self.fix.hide()
        self.fix.clicked.connect(self._use_fix)
        self._fault = FaultLine()
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(8))
        for place, field in enumerate(self.fields):
            line.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
            if place < len(words) and words[place]:
                line.addWidget(words_of(words[place], "beside"))
            field.told.connect(self._tell)
        wide = any(field.WIDE for field in self.fields)
        self._beside_field = not wide
        if not wide:
            line.addWidget(self.fix)
        if noted:
            line.addWidget(self._note, 1)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(px(4))
        beside.addLayout(line)
        beside.addWidget(self._fault)
        self._line, self._beside = line, beside
        if wide:
            self._fault.line.addWidget(self.fix, 0, Qt.AlignmentFlag.AlignTop)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(beside, 1)
        self._tell()

    def wants(self) -> int:
        """How wide the label is."""
        return self.label.fontMetrics().horizontalAdvance(self.label.text())

    def _wrong(self) -> Field | None:
        """The first of its fields that says something is wrong."""
        return next((field for field in self.fields if field.shown_slip()), None)

    def _tell(self) -> None:
        """Shows what the fields say."""
        wrong = self._wrong()
        slip = wrong.shown_slip() if wrong else None
        self._fault.say(in_words(slip) if slip else "")
        fix = slip.fix if slip else ""
        if not fix and self.fix.hasFocus() and wrong is None:
            self.fields[0].focus_here()
        self._place_fix(fix)
        self.fix.setVisible(bool(fix))
        words = self.tr("Use {fix}").format(fix=fix if len(fix) <= 40 else f"{fix[:39]}…")
        self.fix.setText(words)
        self.fix.setAccessibleName(words)
        notes = " · ".join(filter(None, (field.noted() for field in self.fields)))
        self._note.set_words("" if fix else notes)

    def _place_fix(self, fix: str) -> None:
        """A short one beside its field; one that would push the form wider than it is stands under the sentence."""
        if not self._beside_field or not fix:
            return
        if len(fix) > BESIDE:
            self._beside.addWidget(self.fix, 0, Qt.AlignmentFlag.AlignLeading)
        elif self._line.indexOf(self.fix) < 0:
            self._line.insertWidget(self._line.indexOf(self._note), self.fix)

    def _use_fix(self) -> None:
        """Takes the proposal; the keyboard goes back to the field."""
        wrong = self._wrong()
        if wrong is not None:
            wrong.focus_here()
            wrong.use_fix()


class _Label(QLabel):
    """A field's label; a click on it goes to the field."""

    def __init__(self, text: str, field: Field) -> None:
        super().__init__(text)
        self.setProperty("look", "label")
        self.setBuddy(field.control())
        self.setMinimumHeight(px(32))
        self.setAlignment(leading())
        self._field = field

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """To the field."""
        self._field.focus_here()


class Rule(QFrame):
    """A hairline between two sections."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "rule")
