"""The credit note of an invoice: all that is left or amounts by line, why, and the note as it will be, beside it (rule B11)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QWidget

from stpdesk.core.changes import Changes
from stpdesk.core.documents import Document, DocumentLine
from stpdesk.core.errors import Refused
from stpdesk.core.money import Paisa, lakh
from stpdesk.core.typed import Slip
from stpdesk.db import documents
from stpdesk.ui import wording
from stpdesk.ui.accounts.invoice_view import InvoiceView
from stpdesk.ui.accounts.invoice_words import tr
from stpdesk.ui.cut import cut
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.numbers import Amount
from stpdesk.ui.fields.segments import Segmented, YesNo
from stpdesk.ui.fields.written import Text
from stpdesk.ui.forms.dialogs import FormDialog
from stpdesk.ui.forms.form import Form
from stpdesk.ui.parts import Notice
from stpdesk.ui.sentences import in_words
from stpdesk.ui.theme import font, px

if TYPE_CHECKING:
    from stpdesk.actions.credits import CreditPreview
    from stpdesk.actions.session import Session

WHOLE, LINES = "whole", "lines"
SIDE, WIDE, LABELS = 340, 800, 304
"""Pixels at 100 % of the note, and of the form from which there is room for it; else the line above the buttons tells of it."""


@dataclass(frozen=True, slots=True)
class Creditable:
    """An invoice and what is left of each of its lines, by line key."""

    paper: Document
    left: dict[str, int]
    barred: Refused | None = None
    """why no note can be issued at all: the month it would be dated in is closed"""

    def lines(self) -> list[DocumentLine]:
        """Lines that are credited by themselves: subsidies follow theirs."""
        return [one for one in self.paper.lines if one.scheme is None]


class Part(Amount):
    """An amount of one line; “all”, or the button at its end, is what is left of it."""

    def __init__(self, line: DocumentLine, left: int) -> None:
        self._left = abs(left)
        name = f"{line.n}. {line.description}"
        short = cut(name, QFontMetrics(font()), px(LABELS - 20))
        super().__init__(f"line-{line.n}", wording.sentence(short), suffix="", width=144, tip=name)
        self.edit.add_corner("check", self.tr("All that is left of the line"))
        self.edit.clicked.connect(lambda: self.edit.replace_all(lakh(self._left)))
        words = tr("of {left} left") if left else tr("nothing left")
        self.note(words.format(left=lakh(left)))
        self.edit.setAccessibleName(name)
        self.set_locked(not left)

    def _read(self, text: str) -> Paisa | Slip | None:
        """Paisa; “all” is what is left."""
        if text.strip().casefold() in {"all", tr("all").casefold()}:
            return Paisa(self._left)
        found = super()._read(text)
        if isinstance(found, int) and found > self._left:
            return Slip("Only {left} is left of this line.", lakh(self._left), {"left": lakh(self._left)})
        return found


class CreditForm(Form):
    """What to credit at the left, the note that will be issued at the right."""

    def __init__(self, desk: Desk, found: Creditable) -> None:
        self.label_most = LABELS  # a line's description is long
        self._number = found.paper.number or ""
        self._lines = found.lines()
        self._closed = found.barred
        number = self._number

        def act(session: Session, values: dict[str, Any]) -> Changes:
            return save(session, number, values)

        def preview(session: Session, values: dict[str, Any]) -> CreditPreview | None:
            return foresee(session, number, values)

        super().__init__(desk, "credit", save=tr("Issue credit note"), act=act)
        self.what = self.add(
            Segmented(
                "what",
                tr("Credit"),
                [(WHOLE, tr("All that is left")), (LINES, tr("Some lines"))],
                value=WHOLE,
            )
        )
        for one in self.what.buttons:  # the chosen one is bolder, and wider
            one.setMinimumWidth(one.fontMetrics().horizontalAdvance(one.text()) + px(36))
        self.reason = self.add(Text("reason", tr("Reason"), required=True, width=260))
        self.section(tr("Lines, Rs"))
        self.parts = [self.add(Part(one, found.left[one.id])) for one in self._lines]
        self.with_subsidy = self.add(YesNo("with_subsidy", tr("Subsidies too"), value=True))
        self.with_subsidy.note(tr("their share goes back too"))
        self.view = InvoiceView()
        self.side(self.view)
        self._beside = self._body.itemAt(1).widget()
        self._beside.setMaximumWidth(px(SIDE))
        self.what.changed.connect(self._turned)
        self._turned()
        if self._closed is not None:
            self._bar_it(self._closed)
        self.previews(preview, self._show)
        self.start({"what": WHOLE, "with_subsidy": True, "reason": None}, thing=number)

    def _bar_it(self, why: Refused) -> None:
        """Said before anything is typed; what could be credited is seen all the same."""
        notice = Notice()
        notice.say(in_words(why))
        self._column.insertWidget(0, notice)
        self.reason.setEnabled(False)
        self.footer.save.setEnabled(False)

    def save(self) -> None:
        """Nothing into a closed month."""
        if self._closed is None:
            super().save()

    def _turned(self) -> None:
        """Amounts belong to lines."""
        some = self.what.value() == LINES
        for part in self.parts:
            part.setEnabled(some)
        self.with_subsidy.setEnabled(some)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The note where there is room for it."""
        super().resizeEvent(event)
        self._beside.setVisible(self.width() >= px(WIDE))

    def _show(self, seen: CreditPreview | None) -> None:
        """The note as it will be."""
        if seen is None:
            self.view.say(tr("Type an amount beside a line, or “all”."))
            self.consequence("")
            return
        self.view.show_paper(seen.paper)
        told = [(ref or tr("Opening balance"), amount) for ref, amount in seen.settles]
        if seen.advance:
            told.append((tr("Stays in advance"), seen.advance))
        self.view.tell_more(tr("What it settles"), told)
        words = tr("A note of {day} credits {amount}. {number} stays as it is.")
        self.consequence(
            words.format(
                day=wording.day(seen.paper.date), amount=lakh(-seen.paper.total), number=self._number
            )
        )

    def _foreseen_refused(self, error: Refused) -> None:
        """Nothing can be issued so."""
        super()._foreseen_refused(error)
        if self._closed is not None:  # that stands above already
            self.consequence("")
        self.view.say(tr("Nothing can be issued like this yet."))


def chosen(values: dict[str, Any]) -> dict[int, int | None] | None:
    """Amounts by line, as `actions.credits` wants them; None for all that is left."""
    if values["what"] == WHOLE:
        return None
    return {
        int(name.removeprefix("line-")): value
        for name, value in values.items()
        if name.startswith("line-") and value
    }


def _at_its_line(error: Refused) -> Refused:
    """A refusal of a line's amount belongs to the field of that line."""
    line = error.values.get("line")
    if error.field in {"amount", "line"} and line is not None:
        error.field = f"line-{line}"
    return error


def foresee(session: Session, number: str, values: dict[str, Any]) -> CreditPreview | None:
    """The note; None while nothing is chosen."""
    from stpdesk.actions.credits import preview_credit

    parts = chosen(values)
    if parts is not None and not parts:
        return None
    try:
        return preview_credit(session, number, parts, with_subsidy=bool(values["with_subsidy"]))
    except Refused as error:
        raise _at_its_line(error) from None


def save(session: Session, number: str, values: dict[str, Any]) -> Changes:
    """Issues it."""
    from stpdesk.actions.credits import credit_parts

    try:
        made = credit_parts(
            session,
            number,
            chosen(values),
            reason=values["reason"] or "",
            with_subsidy=bool(values["with_subsidy"]),
        )
    except Refused as error:
        raise _at_its_line(error) from None
    said = tr("{note} credits {number}.").format(note=made.told["number"], number=number)
    return Changes(made.nouns, **{**made.told, "said": said})


def creditable(session: Session, number: str) -> Creditable:
    """An invoice and what is left of it."""
    from stpdesk.actions.credits import closed_refusal, left_now

    with session.park.reading() as db:
        paper = documents.by_number(db, number)
        barred = closed_refusal(db, max(session.today, paper.date))
        return Creditable(paper, dict(left_now(db, paper).lines), barred)


def credit(parent: QWidget, desk: Desk, number: str, then: Callable[[str], None]) -> None:
    """Reads what is left of an invoice and asks what to credit; `then` is told the number of the note."""

    def show(found: Creditable) -> None:
        form = CreditForm(desk, found)
        title = tr("Credit {number}").format(number=found.paper.number)
        dialog = FormDialog(
            parent,
            title,
            form,
            about=found.paper.party.get("name") or found.paper.tenant,
            width=952,
            height=648,
        )
        form.saved.connect(lambda changes: then(str(changes.told["number"])))
        dialog.finished.connect(dialog.deleteLater)
        if found.barred is None:
            form.reason.focus_here()
        else:
            form.footer.cancel.setFocus()
        dialog.open()

    desk.ask(parent, partial(creditable, number=number), show, slot="credit")
