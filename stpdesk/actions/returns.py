"""The monthly returns of all tenants in one grid: read whole, saved as far as cells changed (rule C4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from stpdesk.actions.acting import acting, refuse_any
from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.core.codes import fold, natural_key
from stpdesk.core.errors import Refused
from stpdesk.core.leases import Lease
from stpdesk.core.months import Month
from stpdesk.core.occupancy import let_area
from stpdesk.core.park_history import returning
from stpdesk.core.return_forms import CELLS, Return, ReturnRow, cell_faults, odd
from stpdesk.core.terms import Terms
from stpdesk.db import closings, returns, terms

if TYPE_CHECKING:
    from sqlite_utils import Database


def grid(session: Session, month: Month) -> list[ReturnRow]:
    """Every tenant who was there in the month or reported for it, in the order of codes."""
    with session.park.reading() as db:
        return _grid(db, month)


def _grid(db: Database, month: Month) -> list[ReturnRow]:
    """The rows as they are in the transaction at hand: a return is expected of each."""
    agreed, told, before = (
        terms.load(db, metered=False),
        returns.of_month(db, month),
        returns.before(db, month),
    )
    here = returning(agreed.leases, {month: told}, [month])[month]
    found: list[ReturnRow] = []
    for tenant in sorted(agreed.tenants.values(), key=lambda one: natural_key(one.code)):
        if tenant.id not in here:
            continue
        held = agreed.leases_of_tenant.get(tenant.id, [])
        area = _area(held, month)
        mine = told.get(tenant.id)
        found.append(
            ReturnRow(
                tenant.id, tenant.code, tenant.name, tenant.kind, area, not any(one.in_force(month.last) for one in held), mine,
                before.get(tenant.id), odd(area, mine),
            )
        )  # fmt: skip
    return found


def _area(held: list[Lease], month: Month) -> Fraction:
    """Square feet held on the month's last day."""
    return sum((let_area(let) for one in held if one.in_force(month.last) for let in one.units), Fraction(0))


def save_returns(session: Session, month: Month, cells: Mapping[str, Mapping[str, int | None]]) -> Changes:
    """Saves changed cells by tenant code; None = not reported. `told`: saved (tenants), notices (doubts of rule C4).

    A cell that is not named stays; a row whose cells are all None is taken out.
    """
    with acting(session, Role.ACCOUNTS) as act:
        if closings.is_closed(act.db, month):
            raise Refused(
                "The month {month} is closed; reopen it with a reason first.", field="month", month=month
            )
        agreed = terms.load(act.db, metered=False)
        told = returns.of_month(act.db, month)
        notices: list[str] = []
        for code, typed in cells.items():
            notices += _save(act.db, agreed, month, code, typed, told)
        return act.changes("returns", saved=len(cells), notices=notices)


def _save(
    db: Database,
    agreed: Terms,
    month: Month,
    code: str,
    typed: Mapping[str, int | None],
    told: Mapping[str, Return],
) -> list[str]:
    """One tenant's cells; what is odd about its return then."""
    tenant = next((one for one in agreed.tenants.values() if fold(one.code) == fold(code)), None)
    if tenant is None:
        raise Refused("There is no tenant {tenant} in this park.", field=code, tenant=code)
    if unknown := set(typed) - set(CELLS):
        raise KeyError(f"no cell {unknown}")
    refuse_any(list(cell_faults(tenant.code, typed)))
    now = replace(told.get(tenant.id, Return()), **typed)
    returns.save(db, tenant.id, month, now)
    area = _area(agreed.leases_of_tenant.get(tenant.id, []), month)
    return [f"{tenant.code}: {why}." for why in odd(area, now)]
