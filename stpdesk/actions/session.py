"""Who is working on which park, and what time it is: the only place that reads the clock."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from stpdesk.core.errors import Refused
from stpdesk.core.park import ZONE
from stpdesk.db import change_log
from stpdesk.db.park import Park

T = TypeVar("T")


class Role(Enum):
    """What a person may do; the manager may do everything."""

    MANAGER = "manager"
    ACCOUNTS = "accounts"
    DUTY = "duty"
    VIEWER = "viewer"


def system_clock() -> datetime:
    """This computer's time, aware."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Session:
    """A person at work on an open park."""

    park: Park
    actor: str
    clock: Callable[[], datetime] = system_clock
    role: Role = Role.MANAGER
    _known: dict[Hashable, tuple[object, Any]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def today(self) -> date:
        """Today in the park's zone."""
        return self.clock().astimezone(ZoneInfo(ZONE)).date()

    def require(self, *roles: Role) -> None:
        """Refuses an act that neither these roles nor the manager's covers."""
        if self.role is not Role.MANAGER and self.role not in roles:
            raise Refused(
                "{actor} is {role} here and may not do this; ask the park manager.",
                actor=self.actor,
                role=self.role.value,
            )

    def known(self, name: Hashable) -> Any | None:
        """What was worked out under a name, if nothing was changed in the park since and it is the same day; else None."""
        found = self._known.get(name)
        return found[1] if found is not None and found[0] == self._state() else None

    def once(self, name: Hashable, work: Callable[[], T]) -> T:
        """What `work` makes of the park and the day alone; what is known by that name already is not worked out again."""
        state, found = self._state(), self._known.get(name)
        if found is None or found[0] != state:
            found = self._known[name] = state, work()
        made: T = found[1]
        return made

    def _state(self) -> object:
        """Another one after every change: the change log's end, and the day."""
        with self.park.reading() as db:
            return change_log.head(db), self.today
