"""Small windows: a calm question, a reason, a form of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from stpdesk.ui.fields.buttons import KeyButton
from stpdesk.ui.fields.written import LongText
from stpdesk.ui.forms.form import Form
from stpdesk.ui.forms.row import Row
from stpdesk.ui.sides import leading
from stpdesk.ui.theme import px


class Small(QDialog):
    """A small window over another, which has the keyboard again once this one is closed."""

    def done(self, result: int) -> None:
        """Some window managers give the keyboard to a window that goes the same moment, and so to none."""
        super().done(result)
        above = self.parentWidget()
        if above is not None and above.window().isVisible():
            above.window().activateWindow()

    def grow(self, height: int) -> None:
        """Another height, in the middle of the window it stands over: nothing of it lies below the screen."""
        self.resize(self.width(), height)
        above = self.parentWidget()
        if above is not None:
            frame = self.frameGeometry()
            frame.moveCenter(above.window().frameGeometry().center())
            self.move(frame.topLeft())


class _Act(QPushButton):
    """A button of a question: a key that is held since it opened the question answers nothing."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, unless it repeats itself."""
        if not (event.isAutoRepeat() and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}):
            super().keyPressEvent(event)


class Question(Small):
    """A title, a sentence, and one accent button; Esc is no. `careful`: no is the accent button, for what cannot be undone."""

    KEYS: ClassVar[str] = ""
    """the key of the accent button, where Enter alone is something else"""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        sentence: str,
        acts: Sequence[tuple[str, str]],
        no: str,
        *,
        careful: bool = False,
    ) -> None:
        from stpdesk.ui.wording import sentence as rightly  # not needed to paint the first page

        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.answer: str | None = None
        self.head = head = QLabel(title)
        head.setProperty("look", "section")
        words = QLabel(rightly(sentence))
        words.setWordWrap(True)
        words.setMinimumWidth(px(360))
        words.setMaximumWidth(px(480))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(px(24), px(20), px(24), px(20))
        self.column.setSpacing(px(8))
        self.column.addWidget(head)
        self.column.addWidget(words)
        self.column.addSpacing(px(8))
        self.line = QHBoxLayout()
        self.line.setSpacing(px(8))
        self.line.addStretch(1)
        self.no = KeyButton(no or self.tr("Cancel"), "Esc")
        self.no.setAutoDefault(True)
        self.no.clicked.connect(self.reject)
        self.line.addWidget(self.no)
        self.buttons: dict[str, QPushButton] = {}
        for place, (key, text) in enumerate(acts):
            keys = self.KEYS if place == len(acts) - 1 else ""
            button = KeyButton(text, keys) if keys else _Act(text)
            button.setAccessibleName(text)
            button.setAutoDefault(True)
            if place == len(acts) - 1 and not careful:
                button.setProperty("look", "primary")
                button.setDefault(True)
            button.clicked.connect(lambda _=False, key=key: self._answer(key))
            self.line.addWidget(button)
            self.buttons[key] = button
        self.column.addLayout(self.line)
        if careful or not acts:
            self.no.setProperty("look", "primary")
            self.no.setDefault(True)
            self.no.setFocus()
        else:
            self.buttons[acts[-1][0]].setFocus()

    def fit(self) -> None:
        """High enough for all it says: by itself a window gets two thirds of the screen, and its words would be cut."""
        self.setMinimumHeight(0)
        self.adjustSize()
        fits = self.screen().availableSize()
        above = self.parentWidget()
        if above is not None:  # a window may be larger than the screen says
            fits = fits.expandedTo(above.window().size())
        self.setMinimumHeight(min(self.column.totalHeightForWidth(self.width()), fits.height() - px(32)))

    def showEvent(self, event: QShowEvent) -> None:
        """Before it is placed."""
        self.fit()
        super().showEvent(event)

    def _answer(self, key: str) -> None:
        """That is the answer."""
        self.answer = key
        self.accept()


def ask(
    parent: QWidget | None,
    title: str,
    sentence: str,
    acts: Sequence[tuple[str, str]],
    no: str = "",
    *,
    careful: bool = False,
) -> str | None:
    """Asks and waits: the key of the act chosen, None for no.

    The last of `acts` (key, words) is the accent button; no is where one should be `careful`.
    """
    question = Question(parent.window() if parent else None, title, sentence, acts, no, careful=careful)
    question.exec()
    question.deleteLater()
    return question.answer


class _Reason(Question):
    """A question answered in words, where Enter begins another line."""

    KEYS = "Ctrl+Enter"

    def __init__(self, parent: QWidget | None, title: str, sentence: str, act: str) -> None:
        super().__init__(parent, title, sentence, [("do", act or self.tr("Go on"))], "")
        if not title:
            self.setWindowTitle(self.tr("Say why"))
            self.head.setText(self.tr("Say why"))
        label = self.tr("Reason")
        self.field = LongText("reason", label, required=True, lines=3, width=400)
        self.row = Row(label, [self.field], noted=False)
        self.row.label.setFixedWidth(px(80))
        self.column.insertWidget(2, self.row)
        self.field.told.connect(self.fit, Qt.ConnectionType.QueuedConnection)
        self.field.focus_here()

    def accept(self) -> None:
        """Only with a reason."""
        if self.field.value() is None:
            self.field.touch()
            self.field.focus_here()
            return
        super().accept()

    def reject(self) -> None:
        """What is typed is not lost by one key."""
        if self.field.value() is None or ask(
            self, self.tr("Leave without saving?"), self.tr("What you typed here is not saved yet and would be lost."),
            [("leave", self.tr("Discard it"))], no=self.tr("Keep editing"), careful=True,
        ) == "leave":  # fmt: skip
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter is the accent button."""
        if (
            event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.buttons["do"].click()
            return
        super().keyPressEvent(event)


def reason(parent: QWidget | None, sentence: str, *, title: str = "", act: str = "") -> str | None:
    """Asks why (corrections need a reason): the text, None if the person thinks better of it."""
    asked = _Reason(parent.window() if parent else None, title, sentence, act)
    asked.exec()
    text = asked.field.value() if asked.result() == QDialog.DialogCode.Accepted else None
    asked.deleteLater()
    return text


class _Head(QFrame):
    """A title, and beside it what it is about; below it, in lines, where that is too long for the window's width."""

    def __init__(self, title: str, about: str, width: int) -> None:
        super().__init__()
        name, more = QLabel(title), QLabel(about)
        name.setProperty("look", "title")
        more.setProperty("look", "muted")
        more.setAlignment(leading())
        head = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        head.setContentsMargins(px(24), px(16), px(24), px(4))
        head.setSpacing(px(12))
        head.addWidget(name)
        head.addWidget(more, 1)
        for one in (name, more):
            one.ensurePolished()
        self.more = 0
        """pixels it is higher than a title alone"""
        inside = width - 2 * px(24)
        if about and name.sizeHint().width() + px(12) + more.sizeHint().width() > inside:
            head.setDirection(QBoxLayout.Direction.TopToBottom)
            head.setSpacing(px(2))
            more.setWordWrap(True)
            self.more = px(2) + more.heightForWidth(inside)


class FormDialog(Small):
    """A form in a window of its own; it closes when saved or cancelled."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        form: Form,
        *,
        about: str = "",
        width: float = 620,
        height: float = 0,
    ) -> None:
        from stpdesk.ui.wording import sentence as rightly

        super().__init__(parent.window() if parent else None)
        self.form = form
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        top = _Head(title, rightly(about), px(width))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(top)
        whole.addWidget(form, 1)
        fits = self.screen().availableSize()
        if parent is not None:
            fits = fits.expandedTo(parent.window().size())
        wanted = QSize(px(width), px(height) or min(form.natural_height() + px(56) + top.more, px(680)))
        self.resize(wanted.boundedTo(fits - QSize(px(16), px(32))))
        form.saved.connect(lambda _: self.accept())
        form.cancelled.connect(lambda: Small.reject(self))
        form.told.connect(self._grow, Qt.ConnectionType.QueuedConnection)

    def _grow(self) -> None:
        """Higher where sentences below the fields need it, as far as the screen goes."""
        inside = self.form.area.widget().sizeHint().height() - self.form.area.viewport().height()
        above = self.parentWidget()
        low = self.screen().availableGeometry().bottom()
        if above is not None:  # a window may be larger than the screen says
            low = max(low, above.window().frameGeometry().bottom())
        room = low - self.frameGeometry().bottom()
        if inside > 0 and not self.isMaximized():
            most = max(self.height(), px(680))
            self.resize(self.width(), min(self.height() + min(inside, max(room, 0)), most))

    def reject(self) -> None:
        """Esc and the window's own close button: asks where something would be lost."""
        self.form.cancel()
