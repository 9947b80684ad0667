"""What ends soon: leases nobody renewed, registrations of tenants who are there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from stpdesk.core.expiring import expiring
from stpdesk.core.tenants import Tenant

from .made import lease, terms, unit

DAY = date(2026, 11, 2)
A, B = unit("A"), unit("B")


def told(*leases_and_tenants: object, within: int = 90) -> list[tuple[str, str, int]]:
    leases = [one for one in leases_and_tenants if not isinstance(one, Tenant)]
    tenants = [one for one in leases_and_tenants if isinstance(one, Tenant)]
    found = expiring(terms(*leases, tenants=tenants), DAY, timedelta(days=within))  # type: ignore[arg-type]
    return [(one.kind, one.code, one.days) for one in found]


def test_the_earliest_end_comes_first_and_far_ones_are_left_out() -> None:
    near, far = lease(code="L1", end="2026-11-30", units=[A]), lease(code="L2", end="2027-02-01", units=[B])
    assert told(far, near) == [("lease", "L1", 28)]
    assert told(far, near, within=91) == [("lease", "L1", 28), ("lease", "L2", 91)]


def test_a_renewed_lease_is_settled_but_not_where_a_unit_is_given_up() -> None:
    both = lease(code="L1", end="2026-11-30", units=[A, B])
    assert told(both, lease(code="L2", start="2026-12-01", units=[A, B])) == []
    assert told(both, lease(code="L2", start="2026-12-01", units=[A])) == [("lease", "L1", 28)]
    assert told(both, lease(code="L2", start="2026-12-01", units=[A, B], tenant="T9")) == [
        ("lease", "L1", 28)
    ]


def test_what_holds_over_is_past_its_end_and_a_tenant_who_left_is_of_no_concern() -> None:
    over = replace(lease(code="L1", end="2026-10-31", units=[A]), holdover=True)
    left = lease(code="L2", end="2026-10-01", units=[B], tenant="T2")
    people = [Tenant(key, key, key, pseb_valid_to=date(2026, 10, 30)) for key in ("T1", "T2")]
    assert told(over, left, *people) == [("registration", "T1", -3), ("lease", "L1", -2)]
