"""Who is working on which park, and what time it is: the only place that reads the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from zoneinfo import ZoneInfo

from stpdesk.core.errors import Refused
from stpdesk.core.park import ZONE
from stpdesk.db.park import Park


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
