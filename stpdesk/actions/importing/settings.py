"""Checks of the Park sheet's settings that need the park."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from stpdesk.core.codes import fold
from stpdesk.core.errors import Fault
from stpdesk.core.park import SECTIONS
from stpdesk.db import settings
from stpdesk.db.rows import guard_sentence

if TYPE_CHECKING:
    from sqlite_utils import Database

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,11}")
"""What a park code may be: it stands in every document number."""


def tidied(values: Mapping[str, object]) -> dict[str, object]:
    """The settings as they are stored: sections of the report under their own spelling."""
    order = values.get("section_order")
    if not isinstance(order, tuple):
        return dict(values)
    return {**values, "section_order": tuple(fold(name) for name in order)}


def check_settings(db: Database, values: Mapping[str, object], places: Mapping[str, int]) -> Iterator[Fault]:
    """A code that cannot be one, or that documents already carry; sections of the report that there are not."""
    yield from _code(db, values.get("code"), places.get("code"))
    order = values.get("section_order")
    for name in order if isinstance(order, tuple) else ():
        if name not in SECTIONS:
            wanted = f"expected sections of the monthly report: {'; '.join(SECTIONS)}"
            yield Fault("Park", places.get("section_order"), "section_order", name, wanted)


def save_settings(
    db: Database, values: Mapping[str, object], places: Mapping[str, int], faults: list[Fault]
) -> int:
    """Sets those that have no fault yet, and returns how many became another; what a guard refuses joins the faults."""
    unfit = {fault.column for fault in faults if fault.sheet == "Park"}
    changed = 0
    for name, value in values.items():
        if name in unfit:
            continue
        try:
            changed += settings.save(db, {name: value})
        except Exception as error:  # the engine's own class; anything but a guard's sentence goes on as it is
            if (sentence := guard_sentence(error)) is None:
                raise
            faults.append(Fault("Park", places.get(name), name, None, sentence))
    return changed


def _code(db: Database, code: object, row: int | None) -> Iterator[Fault]:
    """What is wrong with a park code; nothing where none is given."""
    if code is None:
        return
    if not CODE.fullmatch(str(code)):
        yield Fault("Park", row, "code", str(code), "expected up to 12 letters, digits and hyphens")
    elif str(code) != settings.code(db) and settings.code_is_fixed(db):
        yield Fault(
            "Park",
            row,
            "code",
            str(code),
            f"documents are issued as {settings.code(db)}; the code is fixed since",
        )
