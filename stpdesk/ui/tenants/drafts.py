"""Where forms and the grid keep what is typed: in the park, through the acts of drafts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from stpdesk.ui.forms.drafts import Kept

if TYPE_CHECKING:
    from stpdesk.actions.session import Session


class ParkDrafts:
    """A `DraftBox` in the park that is open."""

    def save(self, session: Session, form: str, thing: str, texts: Mapping[str, str]) -> None:
        """Keeps a draft; durable when it returns."""
        from stpdesk.actions import drafts

        drafts.save(session, form, thing, texts)

    def find(self, session: Session, form: str, thing: str) -> Kept | None:
        """The draft of a form about a thing, if there is one."""
        from stpdesk.actions import drafts

        found = drafts.find(session, form, thing)
        return (
            None if found is None else Kept({name: str(text) for name, text in found.texts.items()}, found.at)
        )

    def drop(self, session: Session, form: str, thing: str) -> None:
        """Forgets it."""
        from stpdesk.actions import drafts

        drafts.drop(session, form, thing)
