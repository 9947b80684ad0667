"""Drafts of forms: kept in the park file beside everything else, not logged, gone once the form is saved or dropped."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from stpdesk.db.ids import uuid7
from stpdesk.db.rows import fetch, instant, instant_text

if TYPE_CHECKING:
    from sqlite_utils import Database

TYPING, LEFT, CLOSED, REFUSED, FAILED = "typing", "left", "closed", "refused", "failed"
"""Why a draft is one: nobody knows more than that it was typed, another screen, the program's end, a save that was
refused or met a fault."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed into a form about a thing (its code, "" for a new one), when, by whom, and why it was not saved."""

    form: str
    thing: str
    texts: Mapping[str, Any]
    at: datetime
    actor: str
    why: str


def save(
    db: Database, form: str, thing: str, texts: Mapping[str, Any], at: datetime, actor: str, why: str = TYPING
) -> None:
    """Keeps a draft in place of the last of the same form and thing."""
    db.execute(
        "INSERT INTO drafts (id, form, thing, data, at, actor, why) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (form, thing)"
        " DO UPDATE SET data = excluded.data, at = excluded.at, actor = excluded.actor, why = excluded.why",
        (uuid7(), form, thing, json.dumps(dict(texts), ensure_ascii=False), instant_text(at), actor, why),
    )


def drop(db: Database, form: str, thing: str) -> None:
    """Forgets a draft; harmless where there is none."""
    db.execute("DELETE FROM drafts WHERE form = ? AND thing = ?", (form, thing))


def every(db: Database, form: str | None = None) -> list[Draft]:
    """The drafts of a form, or of all, the latest first."""
    sql = "SELECT form, thing, data, at, actor, why FROM drafts WHERE coalesce(form = ?, 1) ORDER BY at DESC, form, thing"
    return [_draft(*row) for row in fetch(db, sql, (form,))]


def _draft(form: str, thing: str, data: str, at: str, actor: str, why: str) -> Draft:
    """One draft from its row."""
    moment = instant(at)
    if moment is None:
        raise ValueError("a draft has a time")
    return Draft(form, thing, json.loads(data), moment, actor, why)
