"""Who came, went, moved or stayed; vacant units."""

from __future__ import annotations

from datetime import date

from stpdesk.core.leases import Lease, Let
from stpdesk.core.months import Month
from stpdesk.core.moves import moves
from stpdesk.core.park import ParkSettings
from stpdesk.core.terms import Terms
from stpdesk.core.vacancy import vacancies

from .made import day, lease, unit

A, B, HALL, STORE = unit("A-1"), unit("A-2"), unit("HALL", "1000", seats=20), unit("STORE", lettable=False)
JUNE = Month(2026, 6)


def terms(*leases: Lease) -> Terms:
    """A park of four units."""
    return Terms(ParkSettings("GLT", "Park"), {one.id: one for one in (A, B, HALL, STORE)}, leases=leases)


def told(*leases: Lease) -> list[tuple[str, int, str]]:
    """What moved in June: what, on which day, of which lease."""
    return [(one.what, one.day.day, one.lease.code) for one in moves(terms(*leases), JUNE.first, JUNE.last)]


OLD = lease(start="2025-01-01", end="2026-06-14", units=[A])


def test_a_tenant_arrives_once_and_leaves_once() -> None:
    assert told(lease(start="2026-06-10", end="2026-06-20", units=[A])) == [
        ("arrived", 10, "L1"),
        ("left", 20, "L1"),
    ]
    assert told(lease(start="2026-05-31", end="2026-07-01", units=[A])) == []
    assert told(lease(start="2026-06-01", units=[A])) == [("arrived", 1, "L1")]


def test_a_lease_after_another_is_a_renewal_and_no_departure() -> None:
    assert told(OLD, lease(start="2026-06-15", code="L2", units=[A, B])) == [("renewed", 15, "L2")]
    assert told(OLD, lease(start="2026-06-15", code="L2", units=[B])) == [("moved", 15, "L2")]
    assert told(OLD, lease(start="2026-06-16", code="L2", units=[A])) == [
        ("left", 14, "L1"),
        ("arrived", 16, "L2"),
    ]


def test_a_lease_beside_another_is_more_space_and_its_end_less() -> None:
    more = lease(start="2026-06-03", end="2026-06-20", code="L2", units=[B])
    assert told(lease(start="2025-01-01", units=[A]), more) == [("more", 3, "L2"), ("less", 20, "L2")]


def test_another_tenant_in_the_same_unit_is_no_renewal() -> None:
    assert told(OLD, lease(start="2026-06-15", code="L2", tenant="T2", units=[A])) == [
        ("left", 14, "L1"), ("arrived", 15, "L2"),
    ]  # fmt: skip


def test_a_lease_that_holds_over_does_not_end() -> None:
    assert told(lease(start="2025-01-01", end="2026-06-14", units=[A], holdover=True)) == []


def test_a_vacant_unit_knows_since_when_and_who_comes() -> None:
    found = vacancies(terms(OLD, lease(start="2026-08-01", code="L2", units=[A]), lease(
        code="L3", units=[Let(HALL, 1)], basis="seat")), day("2026-06-30"))  # fmt: skip
    assert [(one.unit.code, one.since, one.follows and one.follows.code) for one in found] == [
        ("A-1", date(2026, 6, 15), "L2"), ("A-2", None, None),
    ]  # fmt: skip
