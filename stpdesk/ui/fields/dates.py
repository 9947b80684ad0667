"""Fields of time: a date with its calendar, a month, a time of day, an instant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent

from stpdesk.core import typed_dates, typed_times
from stpdesk.core.months import Month
from stpdesk.core.typed import Slip
from stpdesk.core.typed_dates import Lean
from stpdesk.ui.fields.edit import TypedField
from stpdesk.ui.theme import px

Today = Callable[[], date]
Now = Callable[[], datetime]


class Date(TypedField):
    """A date. Takes 5/11, 5, 5 nov, +1m, 1/12 +3y -1d, eom; Alt+Down opens the calendar, Up and Down go by a day.

    `today` gives the day entries count from: the session's today, or another field's date (a lease's end from its start).
    """

    def __init__(self, name: str, label: str, today: Today, *, lean: Lean = Lean.SAME, **more: Any) -> None:
        self._today, self._lean = today, lean
        super().__init__(name, label, **more)
        self.edit.add_corner("calendar", self.tr("Calendar (Alt+Down)"))
        self.edit.clicked.connect(self.open_calendar)

    def open_calendar(self) -> None:
        """Shows the calendar under the field; picking a day fills it in."""
        from stpdesk.ui.fields.calendar import Calendar

        if self.edit.isReadOnly():
            return
        calendar = Calendar(self, self.value() or self._today(), self._today(), self.label)
        calendar.picked.connect(self._pick)
        calendar.show_at(self.edit.mapToGlobal(QPoint(0, self.edit.height() + px(4))), self.edit.height())

    def _pick(self, day: date) -> None:
        """A day from the calendar."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.replace_all(self._shown(day))

    def _read(self, text: str) -> date | Slip | None:
        """The date."""
        return typed_dates.day(text, self._today(), self._lean)

    def _shown(self, value: Any) -> str:
        """1 Dec 2026"""
        return typed_dates.day_text(value)

    def _pressed(self, event: QKeyEvent) -> bool:
        """Alt+Down: the calendar; Up and Down: a day later or earlier."""
        if event.key() not in {Qt.Key.Key_Up, Qt.Key.Key_Down} or self.edit.isReadOnly():
            return False
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
            return True
        value = self.value()
        if value is not None:
            step = 1 if event.key() == Qt.Key.Key_Up else -1
            self.edit.replace_all(self._shown(date.fromordinal(value.toordinal() + step)))
        return True


class MonthField(TypedField):
    """A month. Takes nov, 11/26, 2026-11, last, -1; its value is core's Month."""

    WIDTH = 128.0

    def __init__(self, name: str, label: str, today: Today, **more: Any) -> None:
        self._today = today
        super().__init__(name, label, **more)

    def _read(self, text: str) -> Month | Slip | None:
        """The month."""
        return typed_dates.month(text, self._today())

    def _shown(self, value: Any) -> str:
        """Nov 2026"""
        return typed_dates.month_text(value)

    def _pressed(self, event: QKeyEvent) -> bool:
        """Up and Down: a month later or earlier."""
        value = self.value()
        if value is None or event.key() not in {Qt.Key.Key_Up, Qt.Key.Key_Down} or self.edit.isReadOnly():
            return False
        self.edit.replace_all(self._shown(value + (1 if event.key() == Qt.Key.Key_Up else -1)))
        return True


class Clock(TypedField):
    """A time of day. Takes 1402, 14:02, 2:02 pm, -10 (ten minutes ago). Where something `ends`, midnight is 24:00."""

    WIDTH = 96.0

    def __init__(
        self, name: str, label: str, now: Now | None = None, *, ends: bool = False, **more: Any
    ) -> None:
        self._now, self._ends = now, ends
        super().__init__(name, label, **more)

    def _read(self, text: str) -> time | Slip | None:
        """The time."""
        if self._ends and text.strip() in {"24:00", "24.00", "2400", "24"}:
            return time(0)
        return typed_times.clock(text, self._now() if self._now else None)

    def _shown(self, value: Any) -> str:
        """14:02"""
        return "24:00" if self._ends and value == time(0) else typed_times.clock_text(value)


class Instant(TypedField):
    """A date and a time; its value is aware, in UTC. Takes 1402, -10, +45 (after `base`), 5/11 14:02, yesterday 22:15."""

    WIDTH = 192.0

    def __init__(
        self,
        name: str,
        label: str,
        now: Now,
        *,
        base: Callable[[], datetime | None] | None = None,
        **more: Any,
    ) -> None:
        self._now, self._base = now, base
        super().__init__(name, label, **more)

    def _read(self, text: str) -> datetime | Slip | None:
        """The instant."""
        return typed_times.instant(text, self._now(), self._base() if self._base else None)

    def _shown(self, value: Any) -> str:
        """5 Nov 2026, 14:02"""
        return typed_times.instant_text(value)
