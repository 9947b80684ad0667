"""Checks of the Park sheet's settings that need the park."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from stpdesk.core.errors import Fault
from stpdesk.db import settings

if TYPE_CHECKING:
    from sqlite_utils import Database

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,11}")
"""What a park code may be: it stands in every document number."""


def check_settings(db: Database, values: Mapping[str, object], places: Mapping[str, int]) -> Iterator[Fault]:
    """A code that cannot be one, or that documents already carry."""
    code = values.get("code")
    if code is None:
        return
    if not CODE.fullmatch(str(code)):
        yield Fault(
            "Park", places.get("code"), "code", str(code), "expected up to 12 letters, digits and hyphens"
        )
    elif str(code) != settings.code(db) and settings.code_is_fixed(db):
        yield Fault(
            "Park",
            places.get("code"),
            "code",
            str(code),
            f"documents are issued as {settings.code(db)}; the code is fixed since",
        )
