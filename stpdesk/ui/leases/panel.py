"""The side panel: the terms of the selected lease, what changes next, and the acts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from stpdesk.core.leases import FIXED, SEAT, rate_changes
from stpdesk.core.money import decimal_text, lakh
from stpdesk.core.months import add_months
from stpdesk.db.lists.leases import ENDED
from stpdesk.ui import wording
from stpdesk.ui.leases.facts import LeaseFacts
from stpdesk.ui.leases.listing import MARKS, state_told, units_told
from stpdesk.ui.leases.words import length_told, months_between
from stpdesk.ui.marks import Dot
from stpdesk.ui.parts import Elided, Scrolled, button, clear, column, label, row, rule
from stpdesk.ui.sides import leading, trailing
from stpdesk.ui.theme import px

WIDTH = 312
STEPS = 4
"""Rate changes told before “and more”."""


class Panel(QFrame):
    """Tells one lease; its acts are signals, so that keys and menus do the same."""

    renew = Signal()
    end = Signal()
    change = Signal()
    holdover = Signal()
    tenant = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.setFixedWidth(px(WIDTH))
        self.setAccessibleName(self.tr("Selected lease"))
        self._inside = QVBoxLayout()
        self._inside.setContentsMargins(px(24), px(8), px(24), px(8))
        self._inside.setSpacing(px(4))
        told = QWidget()
        told.setLayout(self._inside)
        self._acts = self._make_acts()
        whole = column(Scrolled(told), self._acts, spacing=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.show_lease(None)

    def _make_acts(self) -> QWidget:
        """Renew is the accent button; the rest are plain."""
        self.renew_button = button(self.tr("Renew…"), "primary", keys="Ctrl+R")
        self.change_button = button(self.tr("Change…"), keys="F2")
        self.end_button = button(self.tr("End early…"), keys="Ctrl+E")
        self.holdover_button = button(self.tr("Holdover on"), keys="Ctrl+H")
        for one, signal in (
            (self.renew_button, self.renew), (self.change_button, self.change), (self.end_button, self.end),
            (self.holdover_button, self.holdover),
        ):  # fmt: skip
            one.clicked.connect(signal)
            one.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made = QFrame()
        inside = column(
            row(self.renew_button, self.change_button), row(self.end_button, self.holdover_button)
        )
        for line in inside.children():
            if isinstance(line, QHBoxLayout):
                line.setStretch(0, 1)
                line.setStretch(1, 1)
        inside.setContentsMargins(px(24), px(12), px(24), px(16))
        whole = column(rule(), inside, spacing=0)
        made.setLayout(whole)
        return made

    def show_lease(self, facts: LeaseFacts | None) -> None:
        """The terms of a lease, or what to do where none is selected."""
        clear(self._inside)
        self._acts.setVisible(facts is not None)
        if facts is None:
            self._inside.addWidget(label(self.tr("Select a lease to see its terms."), "muted", wrap=True))
            self._inside.addStretch(1)
            return
        self._tell_head(facts)
        self._tell_terms(facts)
        self._tell_steps(facts)
        self._tell_charges(facts)
        self._tell_money(facts)
        self._inside.addStretch(1)
        ended = facts.row.state == ENDED
        self.end_button.setEnabled(not ended)
        self.holdover_button.setEnabled(facts.lease.ends is not None)
        words = self.tr("Holdover off") if facts.lease.holdover else self.tr("Holdover on")
        self.holdover_button.setText(words)
        self.holdover_button.setAccessibleName(words)

    def _tell_head(self, facts: LeaseFacts) -> None:
        """Tenant, code, state."""
        self._inside.addWidget(Elided(facts.tenant.name, "section", lines=2))
        state = row(
            label(facts.lease.code, "muted"),
            4,
            Dot(MARKS[facts.row.state]),
            label(state_told(facts.row.state)),
            None,
        )
        self._inside.addLayout(state)
        self._inside.addSpacing(px(8))

    def _tell_terms(self, facts: LeaseFacts) -> None:
        """Units, term, rate, rent, escalation."""
        lease, tr = facts.lease, self.tr
        days = facts.row.days
        ends = wording.day(lease.ends) if lease.ends else tr("no end")
        if days is not None and 0 <= days <= 90:
            ends = tr("{day}, {left}").format(day=ends, left=wording.left(days))
        told = [
            (tr("Units"), units_told(facts.row)),
            (tr("From"), wording.day(lease.starts)),
            (tr("To"), ends),
        ]
        months = months_between(lease.starts, lease.ends) if lease.ends else None
        if months:
            told.append((tr("Length"), length_told(months)))
        words = {SEAT: tr("{rate} a seat"), FIXED: tr("{rate} fixed")}.get(lease.basis, tr("{rate} a sq ft"))
        told += [
            (
                tr("Last rate") if facts.row.state == ENDED else tr("Rate now"),
                words.format(rate=lakh(facts.row.rate)),
            ),
            (tr("Rent a month, Rs"), lakh(facts.row.rent)),
        ]
        if lease.escalation_pct:
            every = lease.escalation_months
            often = tr("a year") if every == 12 else tr("every {length}").format(length=length_told(every))
            told.append((tr("Escalation"), f"{decimal_text(lease.escalation_pct)} % {often}"))
        if lease.rent_free_to:
            told.append((tr("Rent-free to"), wording.day(lease.rent_free_to)))
        if lease.holdover:
            told.append((tr("Holdover"), tr("runs on month by month")))
        if facts.coming is not None:
            told.append((tr("Next change"), f"{wording.day(facts.coming.day)}: {facts.coming.text}"))
        self._inside.addLayout(_pairs(told))

    def _tell_steps(self, facts: LeaseFacts) -> None:
        """The rates to come."""
        lease = facts.lease
        until = lease.ends or add_months(max(facts.today, lease.starts), 120)
        changes = rate_changes(lease, until)
        first = max((n for n, (day, _) in enumerate(changes) if day <= facts.today), default=0)
        shown = changes[first : first + STEPS]
        if len(shown) < 2:
            return
        self._heading(self.tr("Rates, Rs"))
        self._inside.addLayout(_pairs([(wording.day(day), lakh(rate)) for day, rate in shown]))
        more = len(changes) - first - len(shown)
        if more > 0:
            self._inside.addWidget(label(self.tr("and %n more", "", more), "caption"))

    def _tell_charges(self, facts: LeaseFacts) -> None:
        """What is charged beside the rent."""
        if not facts.lease.charges:
            return
        self._heading(self.tr("Charges a month, Rs"))
        self._inside.addLayout(
            _pairs(
                [
                    (one.description or wording.head(one.head), lakh(one.monthly))
                    for one in facts.lease.charges
                ]
            )
        )

    def _tell_money(self, facts: LeaseFacts) -> None:
        """Deposit and what the tenant owes."""
        self._heading(self.tr("Tenant’s account, Rs"))
        told = [
            (
                self.tr("Deposit agreed"),
                lakh(facts.lease.deposit) if facts.lease.deposit else self.tr("none"),
            ),
            (self.tr("Deposit held"), lakh(facts.held)),
            (self.tr("Open balance"), lakh(facts.balance)),
        ]
        due = {2} if facts.overdue > 0 else set()
        self._inside.addLayout(_pairs(told, due))
        if facts.overdue > 0:
            words = self.tr("{amount} of it is overdue").format(amount=lakh(facts.overdue))
            self._inside.addWidget(label(words, "caption"))

    def _heading(self, text: str) -> None:
        """A section of the panel."""
        self._inside.addSpacing(px(8))
        self._inside.addWidget(rule())
        self._inside.addSpacing(px(2))
        self._inside.addWidget(label(text, "strong"))


def _pairs(told: Sequence[tuple[str, str]], due: set[int] | None = None) -> QGridLayout:
    """Muted names left, what they say right."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(px(12))
    grid.setVerticalSpacing(px(4))
    grid.setColumnStretch(1, 1)
    for place, (name, text) in enumerate(told):
        left = label(name, "muted")
        right = label(text, "due" if due and place in due else "", wrap=True)
        right.setAlignment(trailing(Qt.AlignmentFlag.AlignTop))
        left.setAlignment(leading(Qt.AlignmentFlag.AlignTop))
        grid.addWidget(left, place, 0)
        grid.addWidget(right, place, 1)
    return grid
