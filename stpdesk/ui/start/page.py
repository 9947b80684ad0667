"""The start page: recent parks; at first start the sample park as the default, a new park, an existing one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from stpdesk.core.errors import Refused
from stpdesk.ui import icons
from stpdesk.ui.theme import px, tokens

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.ui.window import Window

PASSWORD = "sample"  # noqa: S105  # the sample park's, told to everybody
TENANTS, MONTHS = 40, 24


class StartPage(QWidget):
    """What can be opened; the first button is what most people want."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self._window = window
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(px(12))
        column.addStretch(2)
        column.addLayout(self._head())
        column.addSpacing(px(12))
        for folder in window.preferences.recent:
            column.addWidget(self._recent(Path(folder)))
        column.addLayout(self._acts())
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._bar.hide()
        self._words = QLabel()
        self._words.setProperty("look", "error")
        self._words.setWordWrap(True)
        column.addWidget(self._bar)
        column.addWidget(self._words)
        column.addStretch(3)
        middle = QWidget()
        middle.setFixedWidth(px(520))
        middle.setLayout(column)
        outer.addWidget(middle)
        outer.addStretch(1)

    def _head(self) -> QVBoxLayout:
        """Name and what the program is for."""
        column = QVBoxLayout()
        title = QLabel(self.tr("STP Desk"))
        title.setProperty("look", "title")
        words = QLabel(self.tr("Who is where, when power or internet was out, what each tenant owes."))
        words.setProperty("look", "muted")
        column.addWidget(title)
        column.addWidget(words)
        return column

    def _recent(self, folder: Path) -> QPushButton:
        """One park of last time."""
        button = QPushButton(f"  {folder.name.removesuffix('.stpdesk')}")
        button.setProperty("look", "nav")
        button.setIcon(icons.icon("folder", tokens(self).muted))
        button.setToolTip(str(folder))
        button.setAccessibleName(self.tr("Open %s") % folder.name)
        button.clicked.connect(lambda: self._window.sign_in(folder))
        return button

    def _acts(self) -> QVBoxLayout:
        """Sample park, new park, open a park."""
        column = QVBoxLayout()
        column.setSpacing(px(8))
        if not self._window.preferences.recent:
            column.addWidget(self._card())
        row = QHBoxLayout()
        row.setSpacing(px(8))
        new = QPushButton(self.tr("New park…"))
        new.clicked.connect(self._new)
        there = QPushButton(self.tr("Open a park…"))
        there.clicked.connect(self._open)
        row.addWidget(new)
        row.addWidget(there)
        if self._window.preferences.recent:
            sample = QPushButton(self.tr("Sample park"))
            sample.clicked.connect(self._sample)
            row.addWidget(sample)
            self._sample_button = sample
        row.addStretch(1)
        column.addLayout(row)
        return column

    def _card(self) -> QFrame:
        """At first start: look around in the sample park."""
        card = QFrame()
        card.setProperty("look", "note")
        row = QHBoxLayout(card)
        row.setContentsMargins(px(16), px(16), px(16), px(16))
        words = QLabel(
            self.tr(
                "Look around in a sample park first: 40 invented tenants in Gilgit, two years of invoices and outages."
            )
        )
        words.setWordWrap(True)
        button = QPushButton(self.tr("Open the sample park"))
        button.setProperty("look", "primary")
        button.setDefault(True)
        button.clicked.connect(self._sample)
        row.addWidget(words, 1)
        row.addWidget(button)
        self._sample_button = button
        return card

    def _open(self) -> None:
        """An existing park folder."""
        folder = QFileDialog.getExistingDirectory(self, self.tr("Open a park folder"))
        if folder:
            self._window.sign_in(Path(folder))

    def _new(self) -> None:
        """A park of one's own."""
        from stpdesk.ui.start.new_park import NewPark

        self._window.show_face(NewPark(self._window))

    def _sample(self) -> None:
        """Makes the sample park where it is not there yet, and opens it."""
        self._sample_button.setEnabled(False)
        self._bar.setRange(0, 0)
        self._bar.show()
        self._words.setText("")
        self._window.desk.open(self, _sample_session, None, self._refused)

    def _refused(self, refusal: Refused) -> None:
        """Says why not."""
        self._bar.hide()
        self._sample_button.setEnabled(True)
        self._words.setText(str(refusal))


def _sample_session() -> Session:
    """On the writer's thread: the sample park, made once, open for writing."""
    from stpdesk.actions.parks import make_demo
    from stpdesk.actions.session import Role, Session, system_clock
    from stpdesk.db.park import Park
    from stpdesk.ui.start.places import home

    folder = home() / "SCO Gilgit sample.stpdesk"
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        make_demo(
            folder, user="manager", password=PASSWORD, which="gilgit", tenants=TENANTS, months=MONTHS, progress=None
        )  # fmt: skip
    park = Park.open(folder, user="manager", password=PASSWORD, write=True, clock=system_clock)
    return Session(park, park.actor, system_clock, Role(park.role))
