"""What is found out about a paper, in words and as JSON, and the bench at which papers are compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stpdesk.core.civil import day_of, local, seconds_of
from stpdesk.core.frozen import FrozenDocument
from stpdesk.db import frozen, settings
from stpdesk.reports.identity import Claim

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.db.park import Park


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a paper is: `told` is one sentence, `notices` more of them; `data` the same as JSON."""

    unchanged: bool
    told: str
    notices: tuple[str, ...]
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bench:
    """Where papers are compared: the park, its open snapshot, and what the paper is called in sentences."""

    park: Park
    db: Database
    name: str

    @property
    def park_name(self) -> str:
        """The park's name."""
        return settings.load(self.db).name

    def verdict(
        self, unchanged: bool, told: str, *notices: str, document: FrozenDocument | None = None,
        claim: Claim | None = None, form: str | None = None,
    ) -> Verdict:  # fmt: skip
        """The answer in words and as JSON."""
        park = settings.load(self.db)
        number = document.number if document else claim.number if claim else None
        newest = frozen.of_number(self.db, number)[-1:] if number else []
        data: dict[str, Any] = {
            "unchanged": unchanged, "park": {"code": park.code, "name": park.name}, "number": number or None,
            "document": document.kind if document else None, "title": document.title if document else None,
            "month": str(document.month) if document else None,
            "revision": document.revision if document else claim.revision if claim else None,
            "newest_revision": newest[0].revision if newest else None,
            "frozen_at": document.frozen_at.isoformat() if document else None,
            "digest": document.digest if document else claim.digest if claim else None, "form": form,
            "told": [told, *notices],
        }  # fmt: skip
        return Verdict(unchanged, told, notices, data)


def claimed(claim: Claim) -> str:
    """What a paper calls itself."""
    return f"{claim.number}, {'a draft' if claim.revision is None else f'revision {claim.revision}'}"


def when(document: FrozenDocument) -> str:
    """The day and the person of a closing."""
    return f"{day_of(seconds_of(document.frozen_at))} by {document.frozen_by}"


def instant(made: int | None) -> str:
    """An instant as the park's clocks show it."""
    return "a day it does not tell" if made is None else f"{local(made):%Y-%m-%d %H:%M}"
