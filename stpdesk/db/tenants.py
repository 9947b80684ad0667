"""Tenants by the codes people type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stpdesk.core.codes import fold
from stpdesk.core.errors import Refused
from stpdesk.core.tenants import Tenant
from stpdesk.db import terms

if TYPE_CHECKING:
    from sqlite_utils import Database


def by_code(db: Database, code: str) -> Tenant:
    """The tenant of a code, case-blind; refused when there is none."""
    found = terms.tenants(db, fold(code))
    if found:
        return next(iter(found.values()))
    raise Refused("There is no tenant {code} in this park.", field="tenant", code=code.strip())
