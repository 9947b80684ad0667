"""What the keys and buttons of Today do; they work on every screen, so each asks how things stand at that moment."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from stpdesk.core.proposals import Proposal
from stpdesk.ui.desk import Desk
from stpdesk.ui.today import acts
from stpdesk.ui.today.facts import Out
from stpdesk.ui.today.feeds import Feed
from stpdesk.ui.today.rows import EventRow


class Doing(QObject):
    """The acts of a screen that shows how things stand; `home` is that screen."""

    def __init__(self, desk: Desk, home: QWidget) -> None:
        super().__init__(home)
        self._desk, self._home = desk, home
        self.link_button: QWidget | None = None
        """where the choice of links drops down"""

    def power(self) -> None:
        """F9: power went, or is back."""
        self._desk.act(self, acts.power)

    def generator(self) -> None:
        """F8: generator on, or off."""
        self._desk.act(self, acts.generator)

    def back_up(self) -> None:
        """A verified backup; nobody waits for it."""
        self._desk.aside(self, acts.back_up, self._desk.changed.emit)

    def link(self) -> None:
        """F10: the one link, or a choice of them."""
        from stpdesk.ui.standing import standing

        self._desk.ask(
            self,
            standing,
            lambda told: self._offer_links([feed for feed in told.feeds if feed.kind == "link"]),
            slot="links",
        )

    def _offer_links(self, links: list[Feed]) -> None:
        """One link is out or back at once; several are chosen from."""
        if len(links) == 1:
            self.toggle(links[0])
            return
        menu = QMenu(QApplication.activeModalWidget() or self._home.window())
        for place, feed in enumerate(links, start=1):
            words = self.tr("%s is back") if feed.state == "out" else self.tr("%s is out")
            menu.addAction(f"&{place}  {words % feed.name}", partial(self.toggle, feed))
        menu.addAction(
            self.tr("&0  All links are out"),
            lambda: self._desk.act(self, partial(acts.out, service="internet", link=None)),
        )
        menu.setActiveAction(menu.actions()[0])
        self._pop(menu, self.link_button)

    def toggle(self, feed: Feed) -> None:
        """A link is out or back."""
        work = acts.back if feed.state == "out" else acts.out
        self._desk.act(self, partial(work, service="internet", link=feed.link))

    def back(self, out: Out) -> None:
        """What was out is back."""
        self._desk.act(self, partial(acts.back, service=out.service, link=out.link))

    def cause(self, out: Out) -> None:
        """The causes on offer."""
        self._desk.ask(self, _causes, partial(self._offer, out), slot="causes")

    def _offer(self, out: Out, names: list[str]) -> None:
        """One key or click names the cause."""
        menu = QMenu(self._home.window())
        for name in names:
            work = partial(acts.set_cause, number=out.number or 0, cause=name)
            menu.addAction(name, partial(self._desk.act, self, work))
        self._pop(menu)

    def _pop(self, menu: QMenu, under: QWidget | None = None) -> None:
        """Shows a menu under a button or what has the focus, else in the middle of the window, or of the dialog that is open."""
        dialog = QApplication.activeModalWidget()
        window = dialog or self._home.window()
        focus = under if under is not None and dialog is None else QApplication.focusWidget()
        if focus is not None and self._home.isVisible() and self._home.isAncestorOf(focus):
            menu.popup(focus.mapToGlobal(QPoint(0, focus.height())))
        else:
            menu.popup(window.mapToGlobal(window.rect().center()))

    def yes(self, proposal: Proposal) -> None:
        """It was a power cut."""
        self._desk.act(self, partial(acts.yes, proposal=proposal))

    def no(self, proposal: Proposal) -> None:
        """It was none."""
        self._desk.act(self, partial(acts.no, proposal=proposal))

    def change(self, out: Out) -> None:
        """Another start."""
        from stpdesk.ui.today.times import change_start

        change_start(self._home, self._desk, out)

    def put_right(self, event: EventRow) -> None:
        """The records of an event of the last day."""
        from stpdesk.ui.outages.putting_right import ask_which

        ask_which(self._home, self._desk, event.numbers, event)

    def times(self, proposal: Proposal) -> None:
        """A power cut with other times."""
        from stpdesk.ui.today.times import ask_times

        ask_times(self._home, self._desk, proposal)


def _causes(session: object) -> list[str]:
    """The causes of this park's list."""
    from stpdesk.actions.causes import listed

    return [one.name for one in listed(session)]  # type: ignore[arg-type]
