"""What a form and the grid of returns share: one save at a time, a draft until then, and why it is one."""

from __future__ import annotations

from stpdesk.db.drafts import CLOSED, FAILED, TYPING
from stpdesk.ui.desk import Desk
from stpdesk.ui.forms.footer import Footer


class Saving:
    """`listen` to the desk once; `_begin_saving` and `_rest` stand around an act, `_unsaved` says why it came to nothing."""

    footer: Footer
    _saving = False
    _why = TYPING

    def keep_draft(self, why: str = TYPING) -> None:
        """Keeps what was typed, now; `why` it is not saved, of `db.drafts`."""
        raise NotImplementedError

    def _listen(self, desk: Desk) -> None:
        """A fault and the end of the program concern what is typed."""
        desk.crashed.connect(self._on_crash)
        desk.parting.connect(self._on_parting)

    def _reason(self, why: str) -> str:
        """Why it is not saved, where a refusal or a fault says more."""
        return why if self._why == TYPING else self._why

    def _begin_saving(self) -> None:
        """Nothing else is begun until it is over."""
        self._saving = True
        self.footer.busy(True)

    def _rest(self) -> None:
        """No longer saving."""
        self._saving = False
        self.footer.busy(False)

    def _unsaved(self, why: str) -> None:
        """Nothing was saved; what was typed stays, and its draft says why."""
        self._rest()
        self._why = why
        self.keep_draft()

    def _on_crash(self, _error: object) -> None:
        """A fault, perhaps of the save that is under way."""
        if self._saving:
            self._unsaved(FAILED)

    def _on_parting(self) -> None:
        """The park is about to be closed."""
        self.keep_draft(CLOSED)
