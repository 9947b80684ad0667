"""The first part of a tenant's page: who it is, how it is registered and taxed, and how it stands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from stpdesk.core.money import decimal_text, lakh
from stpdesk.core.occupancy import SOON
from stpdesk.db.lists import tenants
from stpdesk.ui import icons, wording
from stpdesk.ui.parts import Scrolled, clear, label, rule
from stpdesk.ui.sentences import in_words
from stpdesk.ui.sides import leading
from stpdesk.ui.tenants import words
from stpdesk.ui.tenants.facts import TenantFacts
from stpdesk.ui.tenants.tab import Tab
from stpdesk.ui.theme import font, px

NAMES = 168
SIDE = 312


class DetailsTab(Tab):
    """Names at the left, values beside them, what looks wrong below them; sums at the right."""

    def _build(self) -> None:
        """Two columns that scroll."""
        inner, self._side = QWidget(), QWidget()
        self._main = QVBoxLayout(inner)
        self._main.setContentsMargins(px(24), px(8), px(24), px(24))
        self._main.setSpacing(px(8))
        self._sums = QVBoxLayout(self._side)
        self._sums.setContentsMargins(px(24), px(8), px(24), px(24))
        self._sums.setSpacing(px(4))
        self._side.setProperty("look", "panel")
        self._side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._side.setFixedWidth(px(SIDE))
        self.area = Scrolled(inner)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(self.tr("Details"))
        whole = QHBoxLayout()
        whole.setSpacing(0)
        whole.addWidget(self.area, 1)
        whole.addWidget(self._side)
        self.column.addLayout(whole, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sums stand beside where there is room for them."""
        super().resizeEvent(event)
        self._side.setVisible(self.width() >= px(2 * SIDE + 24))

    def focus(self) -> None:
        """To what scrolls."""
        self.area.setFocus()

    def read(self) -> None:
        """Everything is in the facts."""
        if self.facts is not None:
            self._show_main(self.facts)
            self._show_sums(self.facts)

    def _show_main(self, facts: TenantFacts) -> None:
        """Contact, registration, identifiers, taxes."""
        clear(self._main)
        one = facts.tenant
        self._section(self.tr("Contact"))
        self._pairs(
            [(self.tr("Person"), one.contact, ""), (self.tr("Phone"), one.phone, ""), (self.tr("Email"), one.email, ""),
             (self.tr("Address"), one.address, "")],
        )  # fmt: skip
        self._section(self.tr("Registration and identifiers"))
        self._pairs(
            [
                (self.tr("Name"), one.name, ""),  # whole, however long: the page's title may be cut
                (self.tr("PSEB no."), one.pseb_no, ""), (self.tr("Valid to"), *self._valid(facts)),
                (self.tr("NTN"), one.ntn, doubted(facts, "ntn")), (self.tr("CNIC"), one.cnic, doubted(facts, "cnic")),
                (self.tr("STRN"), one.strn, doubted(facts, "strn")),
            ]
        )  # fmt: skip
        self._section(self.tr("Taxes"))
        exempt = self.tr("Exempt from sales tax") if one.tax_exempt else self.tr("Charged as usual")
        self._pairs(
            [
                (self.tr("Sales tax"), exempt, ""),
                (self.tr("Withholds income tax"), percent(one.income_tax_pct), ""),
                (self.tr("Withholds sales tax"), percent(one.sales_tax_withheld_pct), ""),
            ]
        )
        self._main.addStretch(1)

    def _valid(self, facts: TenantFacts) -> tuple[str | None, str]:
        """The registration's last day, and what is due about it."""
        day = facts.tenant.pseb_valid_to
        if day is None:
            return None, ""
        left = (day - facts.today).days
        if left < 0:
            return wording.day(day), self.tr("The registration has expired. Ask for the renewed certificate.")
        if left <= SOON.days:
            told = (
                self.tr("The registration expires today.")
                if left == 0
                else self.tr("The registration expires in %n days.", "", left)
            )
            return wording.day(day), told
        return wording.day(day), ""

    def _section(self, text: str) -> None:
        """A heading after a hairline."""
        if self._main.count():
            self._main.addSpacing(px(8))
            self._main.addWidget(rule())
            self._main.addSpacing(px(4))
        self._main.addWidget(label(text, "section"))

    def _pairs(self, pairs: list[tuple[str, str | None, str]]) -> None:
        """Names and values on one edge; an amber mark and a sentence where something wants a look."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(6))
        grid.setColumnMinimumWidth(0, px(NAMES))
        grid.setColumnStretch(1, 1)
        row = 0
        for name, value, doubt in pairs:
            grid.addWidget(label(name, "muted"), row, 0, leading(Qt.AlignmentFlag.AlignTop))
            grid.addWidget(told(value, self.tr("not given")), row, 1)
            row += 1
            if doubt:
                grid.addWidget(Doubt(doubt), row, 1)
                row += 1
        self._main.addLayout(grid)

    def _show_sums(self, facts: TenantFacts) -> None:
        """Account, units and staff of today."""
        clear(self._sums)
        one = facts.row
        if one.balance < 0:
            self._figure(self.tr("In credit, Rs"), lakh(-one.balance), "")
        else:
            self._figure(self.tr("Open balance, Rs"), lakh(one.balance), "")
        if one.overdue > 0:
            self._sums.addWidget(
                label(self.tr("Rs {sum} of it is overdue").format(sum=lakh(one.overdue)), "due")
            )
        elif one.balance < 0:
            self._sums.addWidget(label(self.tr("Paid in advance"), "caption"))
        self._figure(self.tr("Units"), words.units(one.units) or self.tr("none"), "text")
        self._figure(self.tr("Agreed until"), self._until(facts), "text")
        self._figure(
            self.tr("Staff last reported"),
            self.tr("not given") if one.staff is None else str(one.staff),
            "text",
        )
        self._sums.addStretch(1)

    def _until(self, facts: TenantFacts) -> str:
        """The last day of its leases."""
        one = facts.row
        if one.state == tenants.NEW:
            return self.tr("no lease yet")
        return self.tr("no end") if one.ends is None else wording.day(one.ends)

    def _figure(self, name: str, value: str, kind: str) -> None:
        """A caption over a figure."""
        if self._sums.count():
            self._sums.addSpacing(px(12))
        self._sums.addWidget(label(name, "caption"))
        made = label(value, "strong" if kind else "figure", wrap=bool(kind))
        made.setAccessibleName(f"{name}: {value}")
        self._sums.addWidget(made)


class Doubt(QWidget):
    """An amber mark and a sentence: a warning that refuses nothing."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__()
        self._icon, self._words = QLabel(), label("", "", wrap=True)
        self._words.setFont(font(12))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(6))
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)
        icons.put(self._icon, "alert", "amber", 14)
        self._icon.setContentsMargins(0, px(2), 0, 0)
        self.say(sentence)

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._words.text()

    def say(self, sentence: str) -> None:
        """Another sentence; none hides it."""
        self._words.setText(sentence)
        self._words.setAccessibleName(sentence)
        if self.parentWidget() is not None or not sentence:  # shown without a place it would be a window
            self.setHidden(not sentence)


def told(value: str | None, nothing: str) -> QLabel:
    """A value that can be marked and copied; muted words where there is none."""
    made = label(value or nothing, "" if value else "muted", wrap=True)
    made.setAlignment(leading(Qt.AlignmentFlag.AlignTop))
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def doubted(facts: TenantFacts, name: str) -> str:
    """The sentence of a doubt about an identifier."""
    doubt = facts.doubts.get(name, "")
    return sentence(doubt) if doubt else ""


def sentence(doubt: str) -> str:
    """Core's words as a sentence of their own."""
    words = in_words(doubt)
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def percent(value: int | None) -> str | None:
    """`15 %`; none where nothing is known."""
    return None if value is None else f"{decimal_text(value)} %"
