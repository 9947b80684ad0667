"""The side panel: the chosen unit on the chosen day, its tenant and lease, its history, what can be done with it."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from stpdesk.core.months import DAY
from stpdesk.core.unit_history import BROKEN, EMPTY, Stay
from stpdesk.core.unit_states import ENDING, KEPT, OCCUPIED, REPAIR, VACANT, UnitState
from stpdesk.ui import wording
from stpdesk.ui.parts import Scrolled, button, clear, column, label, row, rule
from stpdesk.ui.spaces.facts import Account, Book, DayFacts
from stpdesk.ui.spaces.holder_card import HolderCard
from stpdesk.ui.spaces.pieces import Chip, Past
from stpdesk.ui.spaces.telling import chip, seats, sqft
from stpdesk.ui.theme import px

WIDE, SLIM = 312, 256
NO_BREAK = "\N{NO-BREAK SPACE}"
PAST = 12
"""Times of the history that are shown."""


class UnitPanel(QFrame):
    """`act(name)`: new, renew, edit, repair; `tenant(code)` and `lease(code)`: to their screens."""

    act = Signal(str)
    tenant = Signal(str)
    lease = Signal(str)
    escaped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.setFixedWidth(px(WIDE))
        self.setAccessibleName(self.tr("The chosen unit"))
        self._told: object = None
        self._build()
        self.show_nothing(self.tr("Choose a unit to see who holds it."))

    def _build(self) -> None:
        """Title and chip, what scrolls, the acts."""
        self._title, self._chip = label("", "title"), Chip()
        self._about = label("", "caption", wrap=True)
        self.card, self._past = HolderCard(), QVBoxLayout()
        self.card.tenant.connect(self.tenant)
        self.card.lease.connect(self.lease)
        self._past.setSpacing(0)
        self._history = label(self.tr("History"), "section")
        inner = QWidget()
        self._rules = (rule(), rule())
        inner.setLayout(
            column(
                self._rules[0],
                4,
                self.card,
                8,
                self._rules[1],
                4,
                self._history,
                self._past,
                None,
                spacing=4,
            )
        )
        inner.layout().setContentsMargins(0, 0, px(24), 0)  # type: ignore[union-attr]  # just given
        self._next = label("", "caption", wrap=True)
        self.new = button(self.tr("New lease…"), "primary", icon="plus")
        self.renew = button(self.tr("Renew…"))
        self.edit = button(self.tr("Edit unit…"))
        self.repair = button(self.tr("Repair…"))
        for name, made in (
            ("new", self.new),
            ("renew", self.renew),
            ("edit", self.edit),
            ("repair", self.repair),
        ):
            made.clicked.connect(partial(self.act.emit, name))
            made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        first, second = row(self.new, self.renew), row(self.edit, self.repair)
        for line in (first, second):
            line.setStretch(0, 1)
            line.setStretch(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(24), px(16), 0, px(16))
        whole.setSpacing(px(8))
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(px(6))
        self._head.addWidget(self._title)
        self._head.addStretch(1)
        self._head.addWidget(self._chip)
        above, below = QVBoxLayout(), column(self._next, first, second)
        above.setSpacing(px(8))
        above.addLayout(self._head)
        above.addWidget(self._about)
        for part in (above, below):
            part.setContentsMargins(0, 0, px(24), 0)
        whole.addLayout(above)
        whole.addSpacing(px(4))
        whole.addWidget(Scrolled(inner), 1)
        whole.addLayout(below)

    def narrow(self, narrow: bool) -> None:
        """Less wide where the window is small."""
        self.setFixedWidth(px(SLIM if narrow else WIDE))
        self._fit_head()

    def _fit_head(self) -> None:
        """Title and chip on one line where there is room for both, else one below the other."""
        wanted = self._title.sizeHint().width() + px(6) + self._chip.sizeHint().width()
        ways = QBoxLayout.Direction
        fits = wanted <= self.maximumWidth() - px(48)
        self._head.setDirection(ways.LeftToRight if fits else ways.TopToBottom)

    # showing ---------------------------------------------------------------------------------------------------------

    def show_nothing(self, words: str) -> None:
        """No unit is chosen."""
        self._title.setText("")
        self._about.setText("")
        for part in (self._chip, self._history, self.new, self.renew, self.edit, self.repair, *self._rules):
            part.setVisible(False)
        clear(self._past)
        self._told = None
        self.card.say(words)
        self._next.setText("")

    def show_unit(
        self, book: Book, facts: DayFacts, one: UnitState, account: Account | None, box: object
    ) -> None:
        """A unit on a day; without an account yet the money is still to come."""
        unit = one.unit
        self._title.setText(self.tr("Unit %s") % unit.code)
        self._chip.setVisible(True)
        self._chip.say(one.state, chip(one, facts.day))
        self._fit_head()
        self._about.setText(self._place_words(one, box))
        for part in (self._history, self.edit, self.repair, *self._rules):
            part.setVisible(True)
        if one.holders:
            self.card.show_holders(book, facts.day, one, account)
        else:
            self.card.say(self._nobody(one))
        self._show_past(book, facts.day, account)
        self._show_acts(book, facts.day, one)

    def _place_words(self, one: UnitState, box: object) -> str:
        """`First floor, 14 × 32 ft, 448 sq ft`."""
        unit = one.unit
        parts = [part for part in (unit.floor, unit.building) if part]
        if box is not None:
            parts.append(self.tr("%g × %g ft") % (round(box.w, 1), round(box.h, 1)))  # type: ignore[attr-defined]
        parts.append(sqft(unit.sqft))
        if unit.seats:
            parts.append(seats(unit.seats))
        return ", ".join(part.replace(" ", NO_BREAK) for part in parts)

    def _nobody(self, one: UnitState) -> str:
        """Why nobody is there."""
        if one.repair is not None:
            return self.tr("Under repair: %s.") % one.repair.note
        if one.state == KEPT:
            return self.tr("This unit is not for letting.")
        return self.tr("Nobody holds this unit on this day.")

    def _show_past(self, book: Book, day: date, account: Account | None) -> None:
        """The history, the latest first; what is the same stays as it is."""
        stays = account.stays if account else ()
        told = (
            account is None,
            stays,
            [one.first <= day and (one.last is None or day <= one.last) for one in stays],
        )
        if told == self._told:
            return
        self._told = told
        clear(self._past)
        if account is not None and not stays:
            self._past.addWidget(label(self.tr("Never let so far."), "muted"))
        shown = stays[:PAST]
        for place, stay in enumerate(shown):
            now = stay.first <= day and (stay.last is None or day <= stay.last)
            self._past.addWidget(
                Past(
                    _state(stay), self._who(book, stay), self._when(stay, book.today), first=place == 0,
                    last=place == len(shown) - 1, now=now,
                )
            )  # fmt: skip
        if len(stays) > PAST:
            self._past.addWidget(label(self.tr("and %d more before") % (len(stays) - PAST), "caption"))

    def _who(self, book: Book, stay: Stay) -> str:
        """A tenant, where it moved to; vacant; what was repaired."""
        if stay.kind == EMPTY:
            return self.tr("Vacant")
        if stay.kind == BROKEN:
            return self.tr("Under repair: %s") % stay.note if stay.note else self.tr("Under repair")
        name = book.tenants[stay.tenant_id].name if stay.tenant_id is not None else ""
        if stay.seats:
            name = f"{name}, {seats(stay.seats)}"
        return self.tr("%s, moved to %s") % (name, ", ".join(stay.moved_to)) if stay.moved_to else name

    def _when(self, stay: Stay, today: date) -> str:
        """`Dec 2024 – Nov 2026`; vacant time with its months."""
        first = _month(stay.first)
        last = _month(stay.last) if stay.last else self.tr("now") if stay.kind == EMPTY else self.tr("no end")
        words = first if first == last else f"{first} – {last}"
        if stay.kind == EMPTY:
            count = ((stay.last or today) - stay.first).days + 1
            months = round(count / 30.44)
            if months >= 2:
                words = self.tr("%s, %d months") % (words, months)
            else:
                words = self.tr("%s, %d days") % (words, count)
        return words

    # acts ------------------------------------------------------------------------------------------------------------

    def _show_acts(self, book: Book, day: date, one: UnitState) -> None:
        """Which acts make sense, and the sentence above them."""
        room = (
            bool(one.unit.seats)
            and one.seats_let < (one.unit.seats or 0)
            and all(h.seats is not None for h in one.holders)
        )
        free = one.unit.lettable and (one.state in {VACANT, REPAIR, ENDING} or room)
        self.new.setVisible(free)
        self.renew.setVisible(bool(one.holders))
        if not one.holders:
            coming = [
                lease
                for lease in book.leases
                if lease.starts > day and any(let.unit.id == one.unit.id for let in lease.units)
            ]
            first = min(coming, key=lambda lease: lease.starts, default=None)
            words = self.tr("Let from %s.") % wording.day(first.starts) if first else ""
        elif len(one.holders) == 1 and (ends := one.holders[0].ends) is not None and one.holders[0].ending:
            words = self.tr("This lease ends on %s. The unit is free to let from %s.") % (
                wording.day(ends, year=ends.year != day.year), wording.day(ends + DAY),
            )  # fmt: skip
        elif room:
            words = self.tr("%d seats are free.") % ((one.unit.seats or 0) - one.seats_let)
        else:
            words = ""
        self._next.setText(words)
        self._next.setVisible(bool(words))

    def focus_acts(self) -> None:
        """The keyboard goes to the first act."""
        for one in (self.new, self.renew, self.edit):
            if one.isVisible() and one.isEnabled():
                one.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def lock(self, locked: bool) -> None:
        """Nothing is done while the plan is edited, or in a park open to read only."""
        for one in (self.new, self.renew, self.edit, self.repair):
            one.setEnabled(not locked)

    def keyPressEvent(self, event: object) -> None:
        """Esc goes back to the plan; arrows go along the acts."""
        key = event.key()  # type: ignore[attr-defined]
        if key == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            event.ignore()  # type: ignore[attr-defined]


def _state(stay: Stay) -> str:
    """How a time of the history is drawn."""
    return {EMPTY: VACANT, BROKEN: REPAIR}.get(stay.kind, OCCUPIED)


def _month(day: date) -> str:
    """`Dec 2024`."""
    return f"{wording.tr(wording.MONTHS[day.month - 1])} {day.year}"
