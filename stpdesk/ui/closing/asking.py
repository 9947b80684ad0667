"""What is asked before a month is closed or opened again, and who is not asked: what stays open, which months before it are, why."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from stpdesk.core.closing import left_open
from stpdesk.ui.closing.acts import Facts, earlier_open, named, reopening, tr
from stpdesk.ui.desk import OpenPark
from stpdesk.ui.forms.dialogs import ask, reason
from stpdesk.ui.sentences import in_words


def may_close(home: QWidget, facts: Facts) -> bool:
    """Asks where something stays open; true where nothing does, or the person closes it all the same."""
    left, earlier = left_open(facts.found.steps), earlier_open(facts)
    if not left and not earlier:
        return True
    points = [f"• {in_words(one.title)}: {in_words(one.says)}" for one in left]
    title = tr("Close {month} with open points?") if left else tr("Close {month} before what is older?")
    act = tr("Close {month}").format(month=named(facts.month))
    words = "\n".join([earlier, *points] if earlier else points)
    return ask(home, title.format(month=named(facts.month)), words, [("close", act)]) is not None


def why_reopen(home: QWidget, facts: Facts) -> str | None:
    """Asks for the reason after saying what reopening means; None where the person does not want to."""
    month = named(facts.month)
    sentence = reopening(month, facts.found.state.revision, facts.found.next_revision)
    return reason(home, sentence, title=tr("Reopen {month}?").format(month=month), act=tr("Reopen"))


def may_not(park: OpenPark | None) -> str:
    """Why the person at the desk cannot close or reopen a month; "" where that can be done."""
    if park is None or not park.writable:
        return tr("This park is open to be read only.")
    return "" if park.role == "manager" else tr("Only the park manager closes a month and opens it again.")
