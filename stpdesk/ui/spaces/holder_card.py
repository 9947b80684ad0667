"""Who holds a unit: the one tenant with its lease and money, or all who share a hall."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from stpdesk.core.leases import FIXED, SEAT, Lease, rate_on, rent_of
from stpdesk.core.months import FAR
from stpdesk.core.unit_states import Holder, UnitState
from stpdesk.ui import wording
from stpdesk.ui.cut import wrapped
from stpdesk.ui.fields.listed import ListedRow
from stpdesk.ui.parts import Elided, clear, label, row
from stpdesk.ui.sides import trailing
from stpdesk.ui.spaces.facts import Account, Book
from stpdesk.ui.spaces.telling import seats
from stpdesk.ui.theme import px
from stpdesk.ui.wording import tenant_kind


class NameButton(QPushButton):
    """A name that goes somewhere, in two lines at most; it ends in … where they are too short."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setProperty("look", "name")
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """It gives way."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As much as fits."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme or text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_name"):
            self._fit()

    def _fit(self) -> None:
        """One line or two, and as high: the stylesheet knows of one."""
        room = max(self.width() - px(6), 0)
        text = "\n".join(wrapped(self._name, self.fontMetrics(), room, 2)).replace("&", "&&")
        if text != self.text():
            self.setText(text)
        self.setMinimumHeight(self.sizeHint().height())


class HolderRow(ListedRow):
    """One of those who share a hall; as high as the name needs."""

    def __init__(self, name: str, told: str) -> None:
        super().__init__()
        self.setProperty("look", "row")
        self.setAccessibleName(name)
        self._inner = row(Elided(name, lines=2), label(told, "caption"))
        self._inner.setStretch(0, 1)
        self.setLayout(self._inner)
        for part in self.findChildren(QLabel):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """A row of 32 pixels, more for two lines."""
        return QSize(0, max(px(32), self._inner.sizeHint().height() + px(10)))

    def event(self, event: QEvent) -> bool:
        """No line of it is given up, whatever the stylesheet takes for a row's least height."""
        taken = super().event(event)
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.StyleChange} and hasattr(self, "_inner"):
            self.setMinimumHeight(self.sizeHint().height())
        return taken


class HolderCard(QWidget):
    """`tenant(code)` and `lease(code)`: to their screens."""

    tenant = Signal(str)
    lease = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._shown: object = None
        self._holder = QVBoxLayout(self)
        self._holder.setContentsMargins(0, 0, 0, 0)
        self._holder.setSpacing(0)

    def say(self, words: str) -> None:
        """Nobody; why."""
        if words == self._shown:
            return
        self._shown = words
        clear(self._holder)
        self._holder.addWidget(label(words, "muted", wrap=True))

    def show_holders(self, book: Book, day: date, one: UnitState, account: Account | None) -> None:
        """Who is there on a day; without an account the money is still to come. What is the same stays as it is."""
        alone = one.holders[0] if len(one.holders) == 1 else None
        money = (
            (account.held(alone.tenant_id, day), account.balance(alone.tenant_id, day))
            if account and alone
            else None
        )
        lease = next(lease for lease in book.leases if lease.id == alone.lease_id) if alone else None
        rate = rate_on(lease, day) if lease else None
        shown = (id(book), one.unit, one.holders, one.repair, money, rate)
        if shown == self._shown:
            return
        clear(self._holder)
        self._shown = shown
        if alone is not None:
            self._show_holder(book, day, one, alone, account)
        else:
            self._show_all(book, one)

    def _show_holder(
        self, book: Book, day: date, one: UnitState, holder: Holder, account: Account | None
    ) -> None:
        """The one tenant with its lease."""
        tenant = book.tenants[holder.tenant_id]
        lease = next(lease for lease in book.leases if lease.id == holder.lease_id)
        name = NameButton(tenant.name)
        name.setAccessibleName(self.tr("Tenant %s") % tenant.name)
        name.clicked.connect(partial(self.tenant.emit, tenant.code))
        self._holder.addWidget(name)
        kind = tenant_kind(tenant.kind) if tenant.kind else ""
        told = seats(holder.seats) if holder.seats else ""
        self._holder.addWidget(
            label(", ".join(part for part in (tenant.code, kind, told) if part), "caption")
        )
        self._holder.addSpacing(px(8))
        self._holder.addLayout(self._facts(lease, day, account))
        if one.repair is not None:
            self._holder.addWidget(
                label(self.tr("Under repair: %s.") % one.repair.note, "caption", wrap=True)
            )

    def _facts(self, lease: Lease, day: date, account: Account | None) -> QGridLayout:
        """Lease, dates, rate, rent, deposit, balance."""
        tr = self.tr
        rate = rate_on(lease, day)
        basis = (
            tr("Rate, per seat")
            if lease.basis == SEAT
            else tr("Rate a month, Rs")
            if lease.basis == FIXED
            else tr("Rate, per sq ft")
        )
        end = (
            tr("until ended")
            if lease.last == FAR and lease.ends is None
            else wording.day(lease.ends or lease.last)
        )
        if lease.holdover:
            end = tr("%s, holds over") % wording.day(lease.ends) if lease.ends else tr("holds over")
        found = [
            (tr("Lease"), lease.code), (tr("From"), wording.day(lease.starts)), (tr("To"), end),
            (basis, _money(rate)), (tr("Rent a month, Rs"), _money(rent_of(lease, rate))),
            (tr("Deposit held, Rs"), _money(account.held(lease.tenant_id, day)) if account else "…"),
            (tr("Open balance, Rs"), _money(account.balance(lease.tenant_id, day)) if account else "…"),
        ]  # fmt: skip
        if len(lease.units) > 1:
            others = ", ".join(let.unit.code for let in lease.units)
            found.insert(1, (tr("Units of it"), others))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(px(3))
        grid.setHorizontalSpacing(px(12))
        grid.setColumnStretch(1, 1)
        high = 0  # all rows are as high as the first, which is a button
        for place, (name, value) in enumerate(found):
            grid.addWidget(label(name, "muted"), place, 0)
            if place == 0:
                link = QPushButton(value)
                link.setProperty("look", "value")
                link.setAccessibleName(tr("Lease %s") % value)
                link.clicked.connect(partial(self.lease.emit, value))
                grid.addWidget(link, place, 1, trailing())
                link.ensurePolished()
                high = link.sizeHint().height()
            grid.setRowMinimumHeight(place, high)
            if place == 0:
                continue
            shown = Elided(value, "muted" if value in {"0.00", "…"} else "", lines=2)
            shown.setAlignment(trailing())
            grid.addWidget(shown, place, 1)
        return grid

    def _show_all(self, book: Book, one: UnitState) -> None:
        """Who shares a hall."""
        words = self.tr("%d of %d seats let to %d tenants") % (
            one.seats_let,
            one.unit.seats or 0,
            len(one.holders),
        )
        self._holder.addWidget(label(words, "strong"))
        self._holder.addSpacing(px(4))
        for holder in one.holders:
            tenant = book.tenants[holder.tenant_id]
            told = seats(holder.seats) if holder.seats else ""
            if holder.overdue > 0:
                told = self.tr("%s, in arrears") % told
            elif holder.ending and holder.ends is not None:
                told = self.tr("%s, to %s") % (told, wording.day(holder.ends, year=False))
            made = HolderRow(tenant.name, told)
            made.clicked.connect(partial(self.tenant.emit, tenant.code))
            self._holder.addWidget(made)


def _money(paisa: int) -> str:
    """`1,07,520.00`."""
    return wording.rupees(paisa, paise=True)
