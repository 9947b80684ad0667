"""Drafts as files in the park's folder, durable when kept: stands for the park's own until a test names that."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from stpdesk.actions.session import Session
from stpdesk.ui.forms.drafts import Kept


class DraftFiles:
    """A DraftBox."""

    @staticmethod
    def path(folder: Path, form: str, thing: str = "") -> Path:
        """The file of a draft."""
        return folder / f"draft-{form}-{thing}.json"

    def save(self, session: Session, form: str, thing: str, texts: Mapping[str, str]) -> None:
        path = self.path(session.park.folder, form, thing)
        new = path.with_suffix(".new")
        with new.open("w", encoding="utf-8") as file:
            json.dump(dict(texts), file)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)

    def find(self, session: Session, form: str, thing: str) -> Kept | None:
        path = self.path(session.park.folder, form, thing)
        if not path.exists():
            return None
        at = datetime(2026, 11, 2, 5, 30, tzinfo=UTC)
        return Kept(json.loads(path.read_text(encoding="utf-8")), at, "before the PC went off")

    def drop(self, session: Session, form: str, thing: str) -> None:
        self.path(session.park.folder, form, thing).unlink(missing_ok=True)
