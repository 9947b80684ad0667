"""The drafts of a form, in the park itself: one durable commit each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from stpdesk.ui.desk import Desk

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.db.drafts import Draft


class Drafts:
    """What is typed into a form about a thing ("" = a new one) and not saved yet."""

    def __init__(self, desk: Desk, form: str) -> None:
        self._desk, self._form = desk, form

    def keep(self, thing: str, texts: Mapping[str, str], why: str) -> None:
        """Keeps a draft in place of the last one, off the window's thread; `why` it is not saved: of `db.drafts`."""
        form = self._form

        def work(session: Session) -> None:
            from stpdesk.actions import drafts

            drafts.save(session, form, thing, texts, why)

        self._desk.keep(work, self._slot(thing))

    def forget(self, thing: str) -> None:
        """The person said so."""
        self._desk.keep(lambda session: self.drop(session, thing), self._slot(thing))

    def of_this_run(self, thing: str) -> bool:
        """Whether its draft is of the program that runs, and not of one that ended."""
        return self._desk.has_kept(self._slot(thing))

    def find(self, session: Session, thing: str) -> Draft | None:
        """The draft, if there is one; on a worker's thread."""
        from stpdesk.actions import drafts

        return drafts.find(session, self._form, thing)

    def drop(self, session: Session, thing: str) -> None:
        """Forgets it once it is saved; on the writer's thread."""
        from stpdesk.actions import drafts

        drafts.drop(session, self._form, thing)

    def _slot(self, thing: str) -> tuple[str, str, str]:
        """What waits to be written of it is written once."""
        return ("draft", self._form, thing)


def stays(widget: QWidget) -> bool:
    """Whether its window goes on, so that who hid it went elsewhere: it neither closes nor gives way to another."""
    return widget.window().isVisible() and widget.window().isEnabled()
