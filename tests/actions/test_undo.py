"""Undo puts every table back as it was, row for row and in the order of rows, or says why it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stpdesk.actions import charges, leases, links, meters, tenants, units
from stpdesk.actions.park_settings import set_settings
from stpdesk.actions.readings import save_readings
from stpdesk.actions.returns import save_returns
from stpdesk.actions.undo import undo
from stpdesk.actions.undone import KINDS
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.core.forms import ChargeForm, LeaseForm, MeterForm, TenantForm, UnitForm
from stpdesk.core.leases import RateStep
from stpdesk.core.meters import RESET
from stpdesk.core.money import E4, Paisa
from stpdesk.core.months import Month
from stpdesk.core.reading_grid import TypedReading
from stpdesk.db import rows
from stpdesk.db.change_log import replay, verify
from stpdesk.db.schema import LOGGED
from stpdesk.db.undoing import NOUNS
from stpdesk.ui import undone
from tests.closing import close_month

from .conftest import Desk, rs

FEW = settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
LEASE = LeaseForm(
    "L-9",
    "T1",
    ("A-3",),
    date(2026, 11, 1),
    None,
    "sqft",
    rs("90"),
    charges=(ChargeForm("internet", rs("5")),),
)
SEPTEMBER, OCTOBER = Month(2026, 9), Month(2026, 10)
UNIT = UnitForm("B-1", sqft=E4(1_000_000))


def furnished(desk: Desk) -> Desk:
    """Three rooms, two tenants, a lease with steps and three charges."""
    desk.put("Units", unit="A-3", sqft="500").put("Units", unit="Z", sqft="1").put(
        "Tenants", tenant="T2", name="Second"
    )
    desk.let(code="L-1", units="A-1; A-2", start="2026-04-01", end="2027-03-31")
    desk.put("Rates", lease="L-1", from_="2026-06-01", rate="95")
    for head in ("internet", "parking", "service"):
        desk.put("Charges", lease="L-1", head=head, monthly="100")
    desk.put("Meters", meter="E-1", unit="A-2", supply="grid", digits=4).put(
        "Meters", meter="E-2", supply="grid"
    )
    desk.put("Links", link="FIBRE")
    for meter, reading in (("E-1", "9000"), ("E-2", "10")):
        desk.put("Readings", meter=meter, date="2026-09-30", reading=reading)
    return desk.store()


def everything(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """Every table of master data as it is read: the rows in their order."""
    with desk.session.park.reading() as db:
        return {table: rows.fetch(db, f"SELECT * FROM {table} ORDER BY rowid") for table in NOUNS}


def read(value: str) -> TypedReading:
    """A reading of October."""
    return TypedReading(E4(int(value) * 10_000), date(2026, 10, 1))


def form_of(desk: Desk, code: str) -> LeaseForm:
    there = leases.ground(desk.session, code)
    assert there.lease is not None
    return LeaseForm.of(there.lease, there.terms.tenants[there.lease.tenant_id])


def done(changes: Changes) -> tuple[int, int]:
    act = changes.told["act"]
    assert isinstance(act, tuple)
    return act


def sentence(work: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        work()
    return str(caught.value)


ACTS: dict[str, Callable[[Desk], Changes]] = {
    "add a unit": lambda desk: units.add_unit(desk.session, UNIT),
    "change a unit": lambda desk: units.change_unit(desk.session, "A-1", replace(UNIT, code="A-1", sqft=E4(7))),
    "move units": lambda desk: units.place_units(desk.session, {"A-1": (E4(1), E4(2), E4(3), E4(4)), "Z": (E4(0), E4(0), E4(9), E4(9))}),
    "remove a unit": lambda desk: units.remove_unit(desk.session, "Z"),
    "note a repair": lambda desk: units.add_repair(desk.session, "A-2", date(2026, 10, 1), None, "Door"),
    "add a tenant": lambda desk: tenants.add_tenant(desk.session, TenantForm("T3", "Third")),
    "change a tenant": lambda desk: tenants.change_tenant(desk.session, "T2", TenantForm("T-2", "دوسرا")),
    "add a lease": lambda desk: leases.add_lease(desk.session, LEASE),
    "change a lease": lambda desk: leases.change_lease(
        desk.session, "L-1",
        replace(form := form_of(desk, "L-1"), units=("A-3", "A-1"), tenant="T2", rate=rs("7"), ends=date(2028, 1, 1),
                steps=(RateStep(date(2026, 7, 1), rs("9")),), charges=(*form.charges[1:2], ChargeForm("other", Paisa(7)))),
    ),
    "drop the first charge": lambda desk: leases.change_lease(
        desk.session, "L-1", replace(form := form_of(desk, "L-1"), charges=form.charges[1:])
    ),
    "drop all charges": lambda desk: leases.change_lease(desk.session, "L-1", replace(form_of(desk, "L-1"), charges=())),
    "end a lease": lambda desk: leases.end_lease(desk.session, "L-1", date(2026, 12, 31)),
    "let it hold over": lambda desk: leases.set_holdover(desk.session, "L-1", True),
    "renew a lease": lambda desk: leases.renew_lease(desk.session, "L-1", leases.renewal_form(desk.session, "L-1")),
    "remove a lease": lambda desk: leases.remove_lease(desk.session, "L-1"),
    "save returns": lambda desk: save_returns(desk.session, Month(2026, 9), {"T1": {"men": 3}, "T2": {"women": 1}}),
    "save a reading": lambda desk: save_readings(desk.session, OCTOBER, {"E-1": read("9100")}),
    "save two readings": lambda desk: save_readings(desk.session, OCTOBER, {"E-1": read("9100"), "E-2": read("11")}),
    "save a replaced meter": lambda desk: save_readings(
        desk.session, OCTOBER, {"E-1": replace(read("3"), event=RESET, closing=read("9500").value)}
    ),
    "take a reading out": lambda desk: save_readings(desk.session, SEPTEMBER, {"E-2": None}),
    "add a meter": lambda desk: meters.add_meter(desk.session, MeterForm("E-3", "A-1")),
    "change a meter": lambda desk: meters.change_meter(desk.session, "E-1", MeterForm("E-1", "A-1", digits=4)),
    "change a link": lambda desk: links.edit_link(desk.session, "FIBRE", {"mbps": E4(9)}),
    "enter a charge": lambda desk: charges.add_one_off(
        desk.session, tenant="T1", head="fine", day=date(2026, 10, 5), amount=500
    ),
}  # fmt: skip

UNDONE = {
    "add a unit": "unit B-1 is taken out again", "change a unit": "unit A-1 is as it was before",
    "move units": "2 units are as they were before", "remove a unit": "unit Z is there again",
    "note a repair": "the repair of unit A-2 is taken out again", "add a tenant": "tenant Third is taken out again",
    "change a tenant": "tenant دوسرا is as it was before", "add a lease": "lease L-9 is taken out again",
    "change a lease": "lease L-1 is as it was before", "drop the first charge": "lease L-1 is as it was before",
    "drop all charges": "lease L-1 is as it was before", "end a lease": "lease L-1 is as it was before",
    "let it hold over": "lease L-1 is as it was before", "renew a lease": "lease L-2 is taken out again",
    "remove a lease": "lease L-1 is there again", "save returns": "2 returns are taken out again",
    "save a reading": "the reading of E-1 is taken out again", "save two readings": "2 readings are taken out again",
    "save a replaced meter": "the reading of E-1 is taken out again", "take a reading out": "the reading of E-2 is there again",
    "add a meter": "meter E-3 is taken out again", "change a meter": "meter E-1 is as it was before",
    "change a link": "link FIBRE is as it was before",
    "enter a charge": "the charge to Tenant T1 is taken out again",
}  # fmt: skip
"""What is said once each is undone."""


@pytest.mark.parametrize("name", [*ACTS])
def test_undo_puts_every_table_back_and_undoing_the_undo_does_the_act_again(desk: Desk, name: str) -> None:
    before = everything(furnished(desk))
    act = ACTS[name](desk)
    after = everything(desk)
    assert after != before
    taken = undo(desk.session, done(act))
    assert taken.nouns | {"meters"} == act.nouns | {
        "meters"
    }  # a reading's act may tell the digits of its dial
    assert undone.sentence(taken) == f"Undone: {UNDONE[name]}."
    assert everything(desk) == before
    undo(desk.session, done(taken))
    assert everything(desk) == after
    with desk.session.park.reading() as db:
        assert verify(db) == []
        assert replay(db, LOGGED) == []


def test_there_are_words_for_all_that_can_be_undone_and_what_cannot_be_is_not_offered(desk: Desk) -> None:
    of_lease = {"lease_units", "lease_rates", "lease_charges"}
    assert {*KINDS} == {*NOUNS} - of_lease | {"outages"} == {*undone.ONE} == {*undone.MORE}
    changed = set_settings(desk.session, {"address": "Gilgit"})
    assert changed.nouns and "act" not in changed.told


@FEW
@given(st.lists(st.sampled_from([*ACTS]), min_size=1, max_size=5))
def test_acts_undone_one_by_one_from_the_last_leave_the_park_as_it_was(
    desks: Callable[[], Desk], names: list[str]
) -> None:
    desk = furnished(desks())
    before = [everything(desk)]
    acts: list[tuple[int, int]] = []
    for name in names:
        try:
            changes = ACTS[name](desk)
        except Refused:
            continue
        if changes.nouns:
            acts.append(done(changes))
            before.append(everything(desk))
    for act in reversed(acts):
        assert everything(desk) == before.pop()
        undo(desk.session, act)
    assert everything(desk) == before.pop()


def test_what_changed_again_is_not_undone(desk: Desk) -> None:
    furnished(desk)
    act = done(tenants.add_tenant(desk.session, TenantForm("T3", "Third")))
    tenants.change_tenant(desk.session, "T3", TenantForm("T3", "Third again"))
    head = desk.head()
    assert (
        sentence(lambda: undo(desk.session, act)) == "It was changed again since, so this cannot be undone."
    )
    assert desk.head() == head


def test_what_others_hang_on_is_not_undone(desk: Desk) -> None:
    furnished(desk)
    act = done(tenants.add_tenant(desk.session, TenantForm("T3", "Third")))
    leases.add_lease(desk.session, replace(LEASE, tenant="T3"))
    assert (
        sentence(lambda: undo(desk.session, act)) == "Something else uses it since, so this cannot be undone."
    )
    freed = done(leases.end_lease(desk.session, "L-1", date(2026, 12, 31)))
    leases.add_lease(desk.session, replace(LEASE, code="L-10", units=("A-1",), starts=date(2027, 1, 1)))
    assert "already let" in sentence(lambda: undo(desk.session, freed))


def test_what_is_billed_since_is_not_undone(desk: Desk) -> None:
    furnished(desk)
    acts = [
        done(leases.add_lease(desk.session, LEASE)),
        done(units.change_unit(desk.session, "A-1", replace(UNIT, code="A-1"))),
    ]
    other = done(tenants.change_tenant(desk.session, "T2", TenantForm("T2", "Nobody's bill")))
    desk.bill("2026-11")
    for act in acts:
        assert sentence(lambda act=act: undo(desk.session, act)).startswith("It is billed since")  # type: ignore[misc]
    undo(desk.session, other)


def test_what_lies_in_a_month_closed_since_is_not_undone(desk: Desk) -> None:
    furnished(desk)
    counted, plain = (
        done(units.add_unit(desk.session, UNIT)),
        done(tenants.add_tenant(desk.session, TenantForm("T3", "Third"))),
    )
    close_month(desk.session, Month(2026, 9))
    assert sentence(lambda: undo(desk.session, counted)) == (
        "A month was closed since, so this cannot be undone; reopen it with a reason first."
    )
    undo(desk.session, plain)


def test_papers_are_never_undone(desk: Desk) -> None:
    furnished(desk)
    first = desk.head()[0]
    desk.bill("2026-10")
    assert sentence(lambda: undo(desk.session, (first + 1, desk.head()[0]))) == "This cannot be undone."
    assert sentence(lambda: undo(desk.session, (10**6, 10**6))) == "This cannot be undone."
