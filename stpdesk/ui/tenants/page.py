"""A tenant's page: who it is at the top, its parts below, one seen at a time."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QWidget

from stpdesk.core.errors import Refused
from stpdesk.ui import icons
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.segments import Segmented
from stpdesk.ui.marks import Dot
from stpdesk.ui.parts import Elided, back, button, column, label, row
from stpdesk.ui.tenants import facts as read
from stpdesk.ui.tenants import words
from stpdesk.ui.tenants.account import AccountTab
from stpdesk.ui.tenants.details import DetailsTab
from stpdesk.ui.tenants.faces import Face, Stack
from stpdesk.ui.tenants.facts import TenantFacts
from stpdesk.ui.tenants.leases import LeasesTab
from stpdesk.ui.tenants.outages import OutagesTab
from stpdesk.ui.tenants.papers import DocumentsTab
from stpdesk.ui.tenants.returned import ReturnsTab
from stpdesk.ui.tenants.tab import Tab
from stpdesk.ui.theme import px

WIDE = 1000
"""Pixels at 100 % under which the tools never stand beside the names of the parts: sentences among them give way."""


class PageFace(Face):
    """One tenant. It shows what was read last until the next is there; a tenant that is gone sends back."""

    left = Signal()
    changing = Signal(object)
    """TenantFacts: its form is wanted"""
    leases = Signal(str)
    """a thing of the leases' screen"""
    reports = Signal(str)
    """a thing of the reports' screen"""
    billing = Signal(str)
    """a thing of the screen of billing"""
    month = Signal(object)
    """a month whose returns are wanted"""
    refused = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._key: int | None = None
        self._code = ""
        self.facts: TenantFacts | None = None
        self._make_bar()
        self._make_parts()
        for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            self._shortcut(keys, lambda step=step: self.turn(step))
        self._shortcut("Esc", self.escape)

    def _make_bar(self) -> None:
        """Back, name over code, kind and state, Change."""
        self.back = back(self.tr("Back to the list"), self.tr("Back to the list (Esc)"))
        self.back.clicked.connect(self.left)
        self.name = Elided("", "title")
        self.about, self.mark, self.state = Elided("", "muted"), Dot("off"), label("")
        self.change = button(self.tr("Change…"), icon="edit", keys="Ctrl+E")
        self.change.clicked.connect(self._change)
        self.line.setSpacing(px(8))
        self.line.addWidget(self.back)
        told = row(self.about, self.mark, self.state, None)
        told.setStretch(0, 1_000)
        self.line.addLayout(column(None, self.name, told, None, spacing=0), 1)
        self.line.addWidget(self.change)
        icons.put(self.change, "edit")

    def _make_parts(self) -> None:
        """The names of the parts, the tools of the one seen, and its content."""
        self.details, self.account, self.held = (
            DetailsTab(self._desk),
            AccountTab(self._desk),
            LeasesTab(self._desk),
        )
        self.out, self.told = OutagesTab(self._desk), ReturnsTab(self._desk)
        self.papers = DocumentsTab(self._desk)
        self.tabs: dict[str, Tab] = {
            "details": self.details, "leases": self.held, "account": self.account, "outages": self.out,
            "returns": self.told, "documents": self.papers,
        }  # fmt: skip
        self.told.month.connect(self.month)
        self.held.wanted.connect(self.leases)
        self.account.wanted.connect(self.reports)
        self.account.opened.connect(self.billing)
        names = {
            "details": self.tr("Details"), "leases": self.tr("Leases"), "account": self.tr("Ledger"),
            "outages": self.tr("Outages"), "returns": self.tr("Returns"), "documents": self.tr("Documents"),
        }  # fmt: skip
        self.parts = Segmented(
            "part", self.tr("Show"), [(name, names[name]) for name in self.tabs], value="details"
        )
        self.parts.setToolTip(self.tr("Ctrl+Page Down and Ctrl+Page Up turn the parts"))
        self.parts.changed.connect(self._turned)
        self.tools, self.stack = Stack(), Stack()
        for tab in self.tabs.values():
            self.tools.addWidget(tab.tools)
            self.stack.addWidget(tab)
        strip = self._strip = QHBoxLayout()
        strip.setContentsMargins(px(24), 0, px(24), px(12))
        strip.setSpacing(px(16))
        strip.addWidget(self.parts)
        strip.addWidget(self.tools, 1)
        self.tools.hide()  # details, which come first, have none
        holder = QWidget()
        holder.setLayout(strip)
        self.column.addWidget(holder)
        self.column.addWidget(self.stack, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tools stand beside the names of the parts where there is room, else below."""
        super().resizeEvent(event)
        self._place_tools()

    def _place_tools(self) -> None:
        """Beside, unless something would be squeezed there."""
        wanted = self.parts.sizeHint().width() + px(64) + self.tabs[self.part].tools.wants()
        wide = self.width() >= max(wanted, px(WIDE))
        ways = QBoxLayout.Direction
        self._strip.setDirection(ways.LeftToRight if wide else ways.TopToBottom)
        self._strip.setAlignment(self.parts, Qt.AlignmentFlag.AlignLeft)

    def _shortcut(self, keys: str, run: object) -> None:
        """A key that works while the page has the focus, or the bar above it."""
        for place in (self, self.bar):
            made = QShortcut(QKeySequence(keys), place)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(run)

    # which tenant ----------------------------------------------------------------------------------------------------

    def open_key(self, key: int) -> None:
        """The tenant of a list's key."""
        self._key, self._code = key, ""
        self._begin()

    def open_code(self, code: str) -> None:
        """The tenant of a code."""
        self._key, self._code = None, code
        self._begin()

    def _begin(self) -> None:
        """From the first part; the click that opened it may be the first of two."""
        self.facts = None
        self.parts.set_value("details")
        if QApplication.mouseButtons() or self.underMouse():
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            QTimer.singleShot(QApplication.doubleClickInterval(), self, self._take_mouse)
        self.refresh()

    def _take_mouse(self) -> None:
        """Clicks count again."""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)

    @property
    def key(self) -> int | None:
        """The list's key of who is shown."""
        return self.facts.row.key if self.facts is not None else self._key

    def refresh(self) -> None:
        """Reads the tenant again, then the part that is seen."""
        key, code = self.key, self._code
        if key is not None:
            self._desk.ask(
                self, lambda session: read.by_key(session, key), self._show, slot="tenant", refused=self._gone
            )
        elif code:
            self._desk.ask(
                self,
                lambda session: read.by_code(session, code),
                self._show,
                slot="tenant",
                refused=self._gone,
            )

    def _gone(self, error: Refused) -> None:
        """Nobody is there any more."""
        self.refused.emit(error)
        self.left.emit()

    def _show(self, facts: TenantFacts) -> None:
        """Head and part."""
        self.facts = facts
        one = facts.tenant
        self.name.say(one.name)
        self.about.say(self.tr("{code} · {kind}").format(code=one.code, kind=words.kind(one.kind)))
        self.about.setMaximumWidth(self.about.wish())
        self.mark.set_tone(words.STATES[facts.row.state])
        self.state.setText(words.state(facts.row))
        self.tabs[self.part].show_tenant(facts)

    # parts -------------------------------------------------------------------------------------------------------------

    @property
    def part(self) -> str:
        """The name of the part that is seen."""
        return str(self.parts.value() or "details")

    def turn(self, step: int) -> None:
        """The next part or the one before."""
        names = list(self.tabs)
        self.show_part(names[(names.index(self.part) + step) % len(names)])
        self.focus()

    def show_part(self, name: str) -> None:
        """That part."""
        self.parts.set_value(name)

    def _turned(self) -> None:
        """Another part is chosen."""
        tab = self.tabs[self.part]
        self.stack.setCurrentWidget(tab)
        self.tools.setCurrentWidget(tab.tools)
        self.tools.setVisible(tab.line.count() > 0)
        self._place_tools()
        if self.facts is not None:
            tab.show_tenant(self.facts)

    def focus(self) -> None:
        """To the part that is seen."""
        self.tabs[self.part].focus()

    def escape(self) -> None:
        """Esc: what the part takes back, else to the list."""
        if not self.tabs[self.part].escape():
            self.left.emit()

    def _change(self) -> None:
        """Its form."""
        if self.facts is not None:
            self.changing.emit(self.facts)
