"""What a document must be told: the month or the days, whose paper it is; kept for each kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from stpdesk.apart.papers import Wanted
from stpdesk.core.civil import local
from stpdesk.core.matching import Item
from stpdesk.core.months import Month
from stpdesk.reports.asked import Asked
from stpdesk.reports.figures.reminders import TITLES
from stpdesk.ui import icons, wording
from stpdesk.ui.desk import Desk
from stpdesk.ui.fault_line import FaultLine
from stpdesk.ui.fields.base import Field
from stpdesk.ui.fields.choice import Choice, Suggest
from stpdesk.ui.fields.dates import Date, MonthField
from stpdesk.ui.fields.segments import Segmented
from stpdesk.ui.parts import label, row
from stpdesk.ui.reports import offers
from stpdesk.ui.reports.making import Choices
from stpdesk.ui.reports.offers import Offer
from stpdesk.ui.sentences import in_words
from stpdesk.ui.tenants.words import month as month_told
from stpdesk.ui.theme import px

WIDTH = 200
BY_MONTH, BY_DAY = "month", "day"


class Asking(QWidget):
    """The fields of the kind that is chosen, one under the other."""

    changed = Signal()
    """something else is asked for, or nothing that can be made"""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.offer: Offer | None = None
        self.choices: Choices | None = None
        self._kept: dict[str, dict[str, Any]] = {}
        self._filling = False
        self._listed: Month | None = None
        self._rows: dict[str, tuple[QLabel, Field, FaultLine]] = {}
        self._build()

    def _build(self) -> None:
        """Every field there is; a kind shows its own."""
        tr, today = self.tr, self._today
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(4))
        self.tenant = self._add(
            Choice("tenant", tr("Tenant"), none_called=tr("There is no tenant “{text}”."))
        )
        self.lease = self._add(Choice("lease", tr("Lease"), none_called=tr("There is no lease “{text}”.")))
        self.floor = self._add(Choice("floor", tr("Floor"), none_called=tr("There is no floor “{text}”.")))
        self.receipt = self._add(Suggest("receipt", tr("Receipt number")))
        self.invoice = self._add(Suggest("invoice", tr("Number")))
        self.by = self._add(
            Segmented("by", tr("Of"), [(BY_MONTH, tr("A month")), (BY_DAY, tr("Days"))], value=BY_MONTH)
        )
        self.month = self._add(MonthField("month", tr("Month"), today))
        self.lock = self._add_lock(self._rows["month"][0])
        self.revision = self._add(Choice("revision", tr("Revision")))
        self.day = self._add(Date("day", tr("As at"), today))
        self.first = self._add(Date("first", tr("From"), today))
        self.last = self._add(Date("last", tr("To"), today))
        tones = {"friendly": tr("Friendly"), "firm": tr("Firm"), "final": tr("Final")}
        self.tone = self._add(
            Segmented(
                "tone", tr("Tone"), [(key, tones.get(key, key)) for key in TITLES], value=next(iter(TITLES))
            )
        )
        self._column.addStretch(1)
        self._show_rows()

    def _add(self, field: Any) -> Any:
        """A label, its field, and what is wrong with it below."""
        head, fault = label(field.label, "caption"), FaultLine()
        if isinstance(field, Segmented):
            field.control().setMinimumWidth(px(WIDTH))  # on the edge of the others
        else:
            field.set_width(WIDTH)
        head.setBuddy(field.control())
        for part in (head, field, fault):
            self._column.addWidget(part)
        fault.line.setContentsMargins(0, 0, 0, px(8))
        self._rows[field.name] = head, field, fault
        field.changed.connect(self._on_changed)
        field.told.connect(lambda: self._tell(field.name))
        if isinstance(field, Choice):  # its list is closed now: what still names nothing is wrong
            field.left.connect(lambda: self.changed.emit() if field.slip() else None)
        return field

    def _add_lock(self, head: QLabel) -> QLabel:
        """Beside a label: shown where what is chosen below it is a closed month."""
        made = QLabel()
        icons.put(made, "lock", "muted", 14)
        place = self._column.indexOf(head)
        self._column.removeWidget(head)
        line = row(head, made, None, spacing=4)
        line.setAlignment(made, Qt.AlignmentFlag.AlignBottom)
        self._column.insertLayout(place, line)
        made.hide()
        return made

    def _tell(self, name: str) -> None:
        """What is wrong with a field."""
        _, field, fault = self._rows[name]
        slip = field.shown_slip()
        fault.say(in_words(slip) if slip else "")
        fault.setVisible(slip is not None and not field.isHidden())

    def _today(self) -> date:
        """The session's day, once it was read."""
        return self.choices.today if self.choices else date.min

    # filled by the screen ----------------------------------------------------------------------------------------------

    def set_choices(self, found: Choices) -> None:
        """What can be chosen, read again."""
        self.choices = found
        self._filling = True
        self.tenant.set_items(found.tenants)
        self.lease.set_items(found.leases)
        self.floor.set_items(found.floors)
        self.receipt.set_items(found.receipts)
        self.invoice.set_items(found.invoices)
        self._filling = False
        if self.offer is not None:
            self._fill()

    def show_offer(self, offer: Offer) -> None:
        """The fields of another kind, as they were left."""
        self.offer = offer
        if self.choices is not None:
            self._fill()
        self._show_rows()

    def forget(self) -> None:
        """Another park: nothing asked before means anything."""
        self._kept.clear()
        self.choices = None

    def tell(self, offer: Offer, of: str) -> None:
        """Whose paper of a kind it shall be: the tenant, lease, floor or number; of a month's, the month as `2026-10`."""
        if offer.asks == (offers.MONTH,):
            self._kept[offer.name] = {**self._kept.get(offer.name, {}), "month": Month.parse(of)}
        fields = {offers.EVERYBODY: "tenant"}
        for ask in offer.asks:
            name = fields.get(ask, ask)
            if name in {"tenant", "lease", "floor", "receipt", "invoice"}:
                self._kept[offer.name] = {**self._kept.get(offer.name, {}), name: of}

    def _fill(self) -> None:
        """What was asked of this kind last, else what is usual."""
        if self.offer is None or self.choices is None:
            return
        first = {
            "month": self.choices.month, "by": BY_MONTH, "day": self.choices.today, "first": None, "last": None,
            "tenant": None, "lease": None, "floor": None, "receipt": None, "invoice": None, "tone": next(iter(TITLES)),
            "revision": None,
        }  # fmt: skip
        usual = {
            "tenant": self.choices.tenants, "lease": self.choices.leases, "receipt": self.choices.receipts,
            "invoice": self.choices.invoices,
        }  # fmt: skip
        for name, items in usual.items():
            if items and not (name == "tenant" and offers.EVERYBODY in self.offer.asks):
                first[name] = items[0].key
        self._filling = True
        kept = {**first, **self._kept.get(self.offer.name, {})}
        self._list_revisions(kept["month"])
        for name, value in kept.items():
            field = self._rows[name][1]
            field.touch(False)
            field.set_value(value)
        self._filling = False
        self._tell_days()
        self._show_rows()

    def _on_changed(self) -> None:
        """Kept for this kind; the paper follows."""
        if self._filling or self.offer is None:
            return
        if self.month.value() != self._listed:
            self._filling = True
            self.revision.set_value(None)
            self._list_revisions(self.month.value())
            self._filling = False
        self._tell_days()
        self._kept[self.offer.name] = {name: field.value() for name, (_, field, _) in self._rows.items()}
        self._show_rows()
        self.changed.emit()

    def _tell_days(self) -> None:
        """Days in the wrong order, at the second of them."""
        first, last = self.first.value(), self.last.value()
        turned = first is not None and last is not None and last < first
        self.last.set_fault(self.tr("The last day comes before the first.") if turned else "")

    def _list_revisions(self, month: Month | None) -> None:
        """The frozen revisions of a month to choose from; a blank field is the newest, or the month as it stands."""
        self._listed = month
        found = self._revisions(month)
        tr = self.tr
        self.revision.set_items(
            [
                Item(number, tr("Revision {number}").format(number=number), about=wording.day(local(int(at.timestamp())).date()))
                for number, at in found
            ]
        )  # fmt: skip
        closed = self.choices is not None and month in self.choices.closed
        self.revision.edit.setPlaceholderText(tr("The newest") if closed else tr("As it stands now"))

    def newer(self, revision: int) -> str | None:
        """That the revision shown is not the newest of the month, in a sentence; None where it is."""
        month = self.month.value()
        found = self.choices.revisions.get(month, []) if self.choices is not None else []
        newest = max((number for number, _ in found), default=revision)
        tr = self.tr
        if newest > revision:
            return tr("This is an earlier revision: revision {newest} took its place.").format(newest=newest)
        if found and self.choices is not None and month not in self.choices.closed:
            return tr("The month was reopened since: leave Revision blank to see it as it stands now.")
        return None

    def _tell_lock(self) -> None:
        """A lock beside a closed month, as everywhere a month is chosen."""
        month = self.month.value()
        closed = self.choices is not None and month in self.choices.closed
        words = self.tr("{month} is closed: nothing dated in it changes until it is reopened.")
        told = words.format(month=month_told(month)) if closed and month is not None else ""
        self.lock.setVisible(closed and not self.month.isHidden())
        self.lock.setToolTip(told)
        self.lock.setAccessibleName(told)
        self.month.control().setAccessibleDescription(told)

    def _revisions(self, month: Month | None) -> list[tuple[int, datetime]]:
        """What of a month was frozen that is not the paper shown anyway; nothing where there is nothing to choose."""
        if self.choices is None or month is None:
            return []
        found = self.choices.revisions.get(month, [])
        return found if len(found) > 1 or month not in self.choices.closed else []

    def _show_rows(self) -> None:
        """Those of the kind; of a day or of days only where that is chosen."""
        shown = self._shown()
        first = True
        for name, (head, field, fault) in self._rows.items():
            there = name in shown
            head.setContentsMargins(
                0, 0 if first else px(8), 0, 0
            )  # nearer to its own field than to the one above
            first = first and not there
            head.setVisible(there)
            field.setVisible(there)
            fault.setVisible(there and bool(fault.text()))
        everybody = self.offer is not None and offers.EVERYBODY in self.offer.asks
        self.tenant.edit.setPlaceholderText(self.tr("Everybody") if everybody else "")
        self._tell_lock()
        self.floor.edit.setPlaceholderText(self.tr("Every floor"))

    def _shown(self) -> set[str]:
        """Names of the fields to be seen."""
        asks = set(self.offer.asks) if self.offer else set()
        shown = asks & set(self._rows)
        if offers.EVERYBODY in asks:
            shown.add("tenant")
        if asks & {offers.DAY, offers.DAYS}:
            days = self.by.value() == BY_DAY
            spans = offers.DAYS in asks
            shown -= {"day"}
            shown |= {"by"} | ({"month"} if not days else {"first", "last"} if spans else {"day"})
            self.by.buttons[1].setText(self.tr("Days") if spans else self.tr("A day"))
        if (
            self.offer is not None
            and self.offer.frozen
            and "month" in shown
            and self._revisions(self.month.value())
        ):
            shown.add("revision")
        return shown

    # asked by the screen -----------------------------------------------------------------------------------------------

    @property
    def chosen_month(self) -> Any:
        """The month that is asked about, for what is made of a whole month."""
        month = self.month.value() if "month" in self._shown() else None
        return month or (self.choices.month if self.choices else None)

    def missing(self) -> str:
        """What must be told first, in a sentence; "" where nothing is missing."""
        shown, tr = self._shown(), self.tr
        if self._choosing(shown):
            return tr("Choose from the list, or type on.")
        slips = [field.slip() for name, (_, field, _) in self._rows.items() if name in shown]
        wrong = next((one for one in slips if one is not None), None)
        if wrong is not None:
            return in_words(wrong)
        asks = set(self.offer.asks) if self.offer else set()
        needs: list[tuple[str, Callable[[], bool], str]] = [
            (offers.TENANT, self.tenant.is_blank, tr("Choose the tenant whose paper it is.")),
            (offers.LEASE, self.lease.is_blank, tr("Choose the lease.")),
            (offers.RECEIPT, self.receipt.is_blank, tr("Type the number of the receipt.")),
            (offers.INVOICE, self.invoice.is_blank, tr("Type the number of the invoice or credit note.")),
        ]
        for ask, blank, sentence in needs:
            if ask in asks and blank():
                return sentence
        if "month" in shown and self.month.is_blank():
            return tr("Type the month.")
        return ""

    @property
    def wrong(self) -> bool:
        """Whether something that was told is wrong, not only missing."""
        shown = self._shown()
        return not self._choosing(shown) and any(self._rows[name][1].slip() for name in shown)

    def _choosing(self, shown: set[str]) -> bool:
        """Whether a list is open under what is typed: nothing is wrong with that yet."""
        fields = [self._rows[name][1] for name in shown]
        return any(isinstance(one, Choice) and one.is_choosing() and one.slip() for one in fields)

    def wanted(self) -> Wanted | None:
        """What is asked for; None while something is missing or wrong."""
        if self.offer is None or self.missing():
            return None
        shown = self._shown()

        def told(name: str) -> Any:
            return self._rows[name][1].value() if name in shown else None

        asked = Asked(
            month=told("month"), tenant=told("tenant"), lease=told("lease"), floor=told("floor"),
            number=told("receipt") or told("invoice"), first=told("first"), last=told("last"), tone=told("tone"),
        )  # fmt: skip
        return Wanted(self.offer.name, asked, told("day"), told("revision"))
