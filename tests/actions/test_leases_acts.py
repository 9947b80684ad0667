"""Leases entered, changed, renewed and ended through the acts: the same as imported, shown before they are saved."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stpdesk.actions import leases
from stpdesk.actions.billing import changed_since
from stpdesk.core.errors import Refused
from stpdesk.core.forms import ChargeForm, LeaseForm
from stpdesk.core.lease_preview import preview
from stpdesk.core.lease_schedule import END, RATE, RENT, SUBSIDY
from stpdesk.core.leases import RateStep
from stpdesk.core.money import E4, Paisa
from stpdesk.core.months import Month
from stpdesk.core.next_code import next_code
from stpdesk.db import leasing, rows, terms
from stpdesk.db.change_log import replay, verify
from stpdesk.db.schema import LOGGED

from .conftest import Desk, money, rs
from .test_properties import plain

FEW = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
FORM = LeaseForm("L-9", "T1", ("A-1",), date(2026, 11, 1), date(2027, 10, 31), "sqft", rs("90"))


@pytest.fixture
def park(desk: Desk) -> Desk:
    """Three rooms, a hall, two tenants; A-2 is let to T2 until the end of March."""
    for code in ("A-1", "A-2", "A-3"):
        desk.put("Units", unit=code, sqft="1000")
    desk.put("Units", unit="H1", sqft="600", seats=4)
    desk.put("Units", unit="S", sqft="50", lettable=False)
    desk.put("Tenants", tenant="T1", name="Leepa Software")
    desk.let(code="L-1", tenant="T2", units="A-2", start="2026-04-01", end="2027-03-31")
    return desk.store()


def refused(work: Callable[[], object]) -> tuple[str | None, str]:
    with pytest.raises(Refused) as caught:
        work()
    return caught.value.field, str(caught.value)


def sound(desk: Desk) -> None:
    """The change log holds, and says what the tables say."""
    with desk.session.park.reading() as db:
        assert verify(db) == []
        assert replay(db, LOGGED) == []


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"code": " "}, "code", "Give the lease a code."),
        ({"code": "l-1"}, "code", "Lease L-1 is there already, with Tenant T2."),
        ({"tenant": ""}, "tenant", "Choose the tenant."),
        ({"tenant": "T7"}, "tenant", "There is no tenant T7 in this park."),
        ({"units": ()}, "units", "Choose at least one unit."),
        ({"units": ("B-1",)}, "units", "There is no unit B-1 in this park."),
        ({"units": ("A-1", "a-1")}, "units", "A unit is named twice."),
        ({"units": ("A-2",)}, "units", "Unit A-2 is let to Tenant T2 until 31 Mar 2027."),
        ({"units": ("A-2",), "starts": date(2026, 3, 1)}, "units",
         "Unit A-2 is let to Tenant T2 from 1 Apr 2026 until 31 Mar 2027."),
        ({"starts": None}, "starts", "Give the first day."),
        ({"ends": date(2026, 10, 31)}, "ends", "The last day must be on or after the first day, 1 Nov 2026."),
        ({"basis": "room"}, "basis", "Rent is per sq ft, per seat or fixed."),
        ({"rate": None}, "rate", "Give the rate."),
        ({"rate": Paisa(-1)}, "rate", "The rate must be between 0 and Rs 1,000 crore."),
        ({"basis": "seat"}, "units", "A lease by seats needs rooms with seats; A-1 has none."),
        ({"basis": "seat", "units": ("H1",), "seats": 5}, "seats", "5 seats do not fit: the lease's rooms have 4."),
        ({"seats": 0}, "seats", "A lease holds at least one seat."),
        ({"escalation_pct": E4(-1)}, "escalation_pct", "The escalation must be between 0 and 100 %."),
        ({"escalation_months": 0}, "escalation_months", "The rate rises every 1 to 1,200 months."),
        ({"deposit": Paisa(-1)}, "deposit", "The deposit must be between 0 and Rs 1,000 crore."),
        ({"steps": (RateStep(date(2027, 1, 1), rs("1")),) * 2}, "steps.1.starts", "Two rates begin on 1 Jan 2027."),
        ({"charges": (ChargeForm("", rs("1")),)}, "charges.0.head", "Say what is charged."),
        ({"charges": (ChargeForm("Late_Fee", rs("1")),)}, "charges.0.head", "“Late_Fee” cannot be a monthly charge."),
        ({"charges": (ChargeForm("internet"),)}, "charges.0.monthly", "Give the amount a month."),
        ({"charges": (ChargeForm("internet", rs("1"), None, date(2027, 2, 2), date(2027, 2, 1)),)}, "charges.0.ends",
         "The charge's last day must be on or after its first."),
    ],
)  # fmt: skip
def test_each_fault_is_a_sentence_beside_its_field_and_nothing_is_saved(
    park: Desk, changes: dict[str, Any], field: str, sentence: str
) -> None:
    head = park.head()
    form = replace(FORM, **changes)
    assert refused(lambda: leases.add_lease(park.session, form)) == (field, sentence)
    assert (field, sentence) in [
        (one.field, str(one)) for one in leases.preview_lease(park.session, form).faults
    ]
    assert park.head() == head


def test_seats_that_others_hold_are_not_let_again(park: Desk) -> None:
    leases.add_lease(park.session, replace(FORM, units=("H1",), basis="seat", seats=3))
    more = replace(FORM, code="L-10", tenant="T2", units=("H1",), basis="seat", seats=2)
    field, sentence = refused(lambda: leases.add_lease(park.session, more))
    assert (field, sentence) == ("units", "Unit H1 has 4 seats, and too few of them are free on 1 Nov 2026.")
    leases.add_lease(park.session, replace(more, seats=1))


def test_a_saved_lease_reads_back_as_its_form_and_is_logged(park: Desk) -> None:
    form = replace(
        FORM, units=("A-3", "A-1"), rent_free_to=date(2026, 11, 30), escalation_pct=E4(100_000), deposit=rs("5000"),
        holdover=True, steps=(RateStep(date(2027, 5, 1), rs("95")),), charges=(ChargeForm("internet", rs("1200"), "20 Mbps"),),
    )  # fmt: skip
    changes = leases.add_lease(park.session, form)
    assert changes.touch("leases")
    there = leases.ground(park.session, "l-9")
    assert there.lease is not None
    read = LeaseForm.of(there.lease, there.terms.tenants[there.lease.tenant_id])
    assert replace(read, charges=(replace(read.charges[0], id=None),)) == form
    assert changes.told["act"] == (park.head()[0] - 4, park.head()[0])
    sound(park)


def test_what_is_odd_is_said_but_saved(park: Desk) -> None:
    twice = (ChargeForm("internet", rs("1")), ChargeForm("Internet", rs("2")))
    form = replace(FORM, units=("S",), rent_free_to=date(2026, 1, 1), charges=twice)
    told = leases.add_lease(park.session, form).told["notices"]
    assert told == [
        "Unit S is marked as not to be let, so it counts in no occupancy.",
        "The rent-free time ends before the lease starts, so it frees nothing.",
        "Internet is there twice; both will be billed.",
    ]


def test_the_next_code_follows_the_parks_own_pattern(park: Desk) -> None:
    assert leases.new_form(park.session, units=("A-1",)).code == "L-2"
    today = date(2026, 11, 2)
    assert next_code(["T-0104", "T-0130", "X1"], today, "T-001") == "T-0131"
    assert next_code(["L-2025-037", "L-2025-038"], today, "L-001") == "L-2026-001"
    assert next_code(["L-2026-037"], today, "L-001") == "L-2026-038"
    assert next_code([], today, "T-001") == "T-001"


def test_the_preview_says_what_saving_does_with_the_first_invoice(park: Desk) -> None:
    park.scheme("rent", "25", "2026-01-01", "2027-02-28").tax("rent", "16").store()
    form = replace(FORM, rent_free_to=date(2026, 11, 30), escalation_pct=E4(100_000), escalation_months=6)
    head = park.head()
    shown = leases.preview_lease(park.session, form)
    assert park.head() == head
    assert shown.sentence == (
        "Saving lets A-1 to Leepa Software from 1 Nov 2026 until 31 Oct 2027. First invoice: 78,300.00 in the run of Dec 2026."
    )
    assert shown.schedule is not None
    months = shown.schedule.months
    assert (len(months), months[0].free, money(months[0].total)) == (12, True, "0.00")
    assert [money(value) for value in (months[1].rent, months[1].subsidy, months[1].tax, months[1].total)] == [
        "90000.00", "-22500.00", "10800.00", "78300.00"
    ]  # fmt: skip
    marked = [(one.kind, one.text, one.about, str(one.month)) for one in shown.schedule.markers]
    assert marked == [
        (RENT, "Rent-free time ends 30 Nov 2026", "78,300.00 more a month", "2026-12"),
        (SUBSIDY, "Subsidy ends 28 Feb 2027", "26,100.00 more a month", "2027-03"),
        (RATE, "Rate rises 10 % on 1 May 2027", "90.00 → 99.00 a sq ft", "2027-05"),
        (END, "Lease ends 31 Oct 2027", "", "2027-11"),
    ]
    assert [money(one.difference or 0) for one in shown.schedule.markers] == [
        "78300.00",
        "26100.00",
        "10440.00",
        "0.00",
    ]


def test_a_form_that_is_half_typed_shows_no_schedule_and_all_its_faults(park: Desk) -> None:
    shown = leases.preview_lease(park.session, LeaseForm())
    assert (shown.schedule, shown.first, shown.sentence) == (None, None, "")
    assert [one.field for one in shown.faults] == ["code", "tenant", "units", "starts", "rate"]


def test_a_lease_without_a_tenant_yet_has_its_schedule(park: Desk) -> None:
    shown = leases.preview_lease(park.session, replace(FORM, tenant=""))
    assert shown.schedule is not None
    assert money(shown.schedule.total()) == "1080000.00"


def test_the_months_of_an_open_lease_are_the_first_three_years(park: Desk) -> None:
    shown = leases.preview_lease(park.session, replace(FORM, ends=None))
    assert shown.schedule is not None
    assert (len(shown.schedule.months), shown.schedule.open_ended) == (36, True)


def test_a_start_in_a_month_already_run_waits_for_that_run_again(park: Desk) -> None:
    park.bill("2026-10")
    shown = leases.preview_lease(park.session, replace(FORM, starts=date(2026, 10, 1)))
    assert shown.sentence.endswith("First invoice: 90,000.00 when Oct 2026 is run again.")


def test_a_billed_lease_keeps_tenant_basis_and_what_is_billed_of_its_charges(park: Desk) -> None:
    leases.add_lease(park.session, replace(FORM, charges=(ChargeForm("internet", rs("1200")),)))
    park.bill("2026-11")
    there = leases.ground(park.session, "L-9")
    assert there.lease is not None
    form = LeaseForm.of(there.lease, there.terms.tenants[there.lease.tenant_id])
    for changed, field in (
        (replace(form, tenant="T2"), "tenant"), (replace(form, basis="fixed"), "basis"), (replace(form, charges=()), "charges"),
        (replace(form, charges=(replace(form.charges[0], head="parking"),)), "charges.0.head"),
    ):  # fmt: skip
        assert refused(partial(leases.change_lease, park.session, "L-9", changed))[0] == field
    told = leases.change_lease(park.session, "L-9", replace(form, rate=rs("80"))).told["changed"]
    assert isinstance(told, list)
    assert [money(one.difference) for one in told] == ["-10000.00"]
    assert told == changed_since(park.session)
    assert preview(replace(form, rate=rs("80")), there).sentence == (
        "Saving changes lease L-9. A credit of 10,000.00 before tax is proposed for GLT/INV/2026-27/00001."
    )
    sound(park)


def test_a_change_touches_only_the_rows_that_differ(park: Desk) -> None:
    leases.add_lease(
        park.session, replace(FORM, charges=(ChargeForm("internet", rs("1")), ChargeForm("parking", rs("2"))))
    )
    there = leases.ground(park.session, "L-9")
    assert there.lease is not None
    form = LeaseForm.of(there.lease, there.terms.tenants[there.lease.tenant_id])
    head = park.head()[0]
    assert leases.change_lease(park.session, "L-9", form).nouns == frozenset()
    assert park.head()[0] == head
    moved = replace(
        form, units=("A-3",), charges=form.charges[1:], steps=(RateStep(date(2027, 1, 1), rs("95")),)
    )
    leases.change_lease(park.session, "L-9", moved)
    with park.session.park.reading() as db:
        found = rows.fetch(db, "SELECT tbl, op FROM change_log WHERE seq > ? ORDER BY seq", (head,))
    assert sorted(found) == [("lease_charges", "delete"), ("lease_rates", "insert"), ("lease_units", "delete"),
                             ("lease_units", "insert")]  # fmt: skip


def test_a_lease_may_move_and_stay_longer_in_one_act(park: Desk) -> None:
    leases.add_lease(park.session, FORM)
    leases.add_lease(
        park.session, replace(FORM, code="L-11", tenant="T2", starts=date(2027, 11, 1), ends=None)
    )
    leases.change_lease(park.session, "L-9", replace(FORM, units=("A-3",), ends=date(2028, 10, 31)))


def test_nothing_of_a_closed_month_changes(park: Desk) -> None:
    park.today("2026-12-02")
    leases.add_lease(park.session, FORM)
    park.bill("2026-11")
    from tests.closing import close_month

    close_month(park.session, Month(2026, 11))
    for changes, field in (
        ({"starts": date(2026, 11, 2)}, "starts"), ({"units": ("A-1", "A-3")}, "units"), ({"ends": date(2026, 11, 20)}, "ends"),
    ):  # fmt: skip
        found = refused(partial(leases.change_lease, park.session, "L-9", replace(FORM, **changes)))
        assert found[0] == field
        assert "closed month 2026-11; reopen it with a reason first." in found[1]
    fresh = replace(FORM, code="L-10", units=("A-3",))
    assert refused(lambda: leases.add_lease(park.session, fresh))[0] == "starts"
    assert refused(lambda: leases.end_lease(park.session, "L-9", date(2026, 11, 15)))[0] == "ends"
    with pytest.raises(Refused, match="The units of lease L-9 would change in the closed month 2026-11"), \
            park.session.park.writing() as db:  # fmt: skip
        leasing.drop_units(db, str(rows.fetch(db, "SELECT id FROM leases WHERE code = 'L-9'")[0][0]))
    leases.change_lease(park.session, "L-9", replace(FORM, rate=rs("91"), ends=date(2026, 12, 31)))


def test_an_early_end_shows_the_credit_it_causes_and_billing_lists_it(park: Desk) -> None:
    leases.add_lease(park.session, FORM)
    park.bill("2026-11", "2026-12")
    head = park.head()
    shown = leases.preview_end(park.session, "L-9", date(2026, 11, 15))
    assert park.head() == head
    assert (money(shown.credit), shown.faults) == ("135000.00", ())
    assert shown.sentence == (
        "The last day of lease L-9 becomes 15 Nov 2026. A credit of 1,35,000.00 before tax is proposed for"
        " GLT/INV/2026-27/00001 and GLT/INV/2026-27/00003."
    )
    assert leases.end_lease(park.session, "L-9", date(2026, 11, 15)).told["changed"] == list(shown.changed)
    assert changed_since(park.session) == list(shown.changed)
    late = leases.preview_end(park.session, "L-9", date(2026, 12, 1)).faults
    assert [str(one) for one in late] == ["Lease L-9 ends on 15 Nov 2026 already; renew it to go on."]
    assert refused(lambda: leases.end_lease(park.session, "L-9", date(2026, 10, 1)))[0] == "ends"


def test_an_early_end_credits_nothing_that_another_change_proposes(park: Desk) -> None:
    leases.add_lease(park.session, FORM)
    park.bill("2026-11")
    dearer = leases.change_lease(park.session, "L-9", replace(FORM, rate=rs("91"))).told["changed"]
    shown = leases.preview_end(park.session, "L-9", date(2026, 11, 30))
    assert (shown.changed, shown.credit) == ((), 0)
    assert shown.sentence.endswith("Nothing billed is after it.")
    leases.end_lease(park.session, "L-9", date(2026, 11, 30))
    assert changed_since(park.session) == dearer, "Billing goes on proposing the charge"


def test_a_renewal_follows_the_day_after_with_units_and_charges(park: Desk) -> None:
    leases.add_lease(
        park.session,
        replace(FORM, escalation_pct=E4(50_000), escalation_months=6,
                charges=(ChargeForm("internet", rs("1200")), ChargeForm("parking", rs("9"), None, None, date(2027, 1, 1)))),
    )  # fmt: skip
    form = leases.renewal_form(park.session, "L-9")
    assert (form.code, form.starts, form.ends) == ("L-10", date(2027, 11, 1), date(2028, 10, 31))
    assert (money(form.rate or 0), form.units, [one.head for one in form.charges]) == (
        "94.50",
        ("A-1",),
        ["internet"],
    )
    wrong = replace(form, starts=date(2027, 11, 2))
    assert refused(lambda: leases.renew_lease(park.session, "L-9", wrong))[1] == (
        "Lease L-9 ends on 31 Oct 2027, so its renewal begins on 1 Nov 2027."
    )
    told = leases.renew_lease(park.session, "L-9", replace(form, rate=rs("99"))).told
    assert (told["lease"], told["before"], told["changed"]) == ("L-10", "L-9", [])
    park.today("2027-11-01")
    (paper,) = park.bill("2027-11")
    assert [money(line.amount) for line in paper.lines] == ["99000.00", "1200.00"]
    sound(park)


def test_a_lease_that_holds_over_is_followed_after_what_is_billed(park: Desk) -> None:
    leases.add_lease(park.session, replace(FORM, ends=date(2026, 11, 30)))
    assert leases.set_holdover(park.session, "L-9", True).touch("leases")
    assert refused(lambda: leases.set_holdover(park.session, "L-9", True))[0] == "holdover"
    park.today("2026-12-05").bill("2026-11", "2026-12")
    form = leases.renewal_form(park.session, "L-9")
    assert form.starts == date(2027, 1, 1)
    assert leases.preview_renewal(park.session, "L-9", form).faults == ()
    leases.renew_lease(park.session, "L-9", form)
    with park.session.park.reading() as db:
        there = {one.code: one for one in terms.leases(db, terms.units(db))}
    assert (there["L-9"].ends, there["L-9"].holdover) == (date(2026, 12, 31), False)
    assert changed_since(park.session) == []


def test_holding_over_ends_with_the_credit_of_the_days_after(park: Desk) -> None:
    leases.add_lease(park.session, replace(FORM, ends=date(2026, 11, 30), holdover=True))
    park.bill("2026-11", "2026-12")
    told = leases.set_holdover(park.session, "L-9", False).told["changed"]
    assert isinstance(told, list)
    assert [money(one.difference) for one in told] == ["-90000.00"]
    assert refused(lambda: leases.set_holdover(park.session, "L-9", False))[0] == "holdover"


def test_a_lease_never_billed_goes_without_a_trace_in_the_tables(park: Desk) -> None:
    with park.session.park.reading() as db:
        before = terms.load(db)
    leases.add_lease(
        park.session,
        replace(
            FORM, charges=(ChargeForm("internet", rs("1")),), steps=(RateStep(date(2027, 1, 1), rs("2")),)
        ),
    )
    leases.remove_lease(park.session, "L-9")
    with park.session.park.reading() as db:
        assert terms.load(db) == before
    sound(park)
    park.bill("2026-10")
    assert refused(lambda: leases.remove_lease(park.session, "L-1"))[1] == (
        "Lease L-1 is billed already and cannot go; end it instead."
    )
    assert refused(lambda: leases.remove_lease(park.session, "L-77"))[0] == "lease"


def test_ten_years_are_shown_quickly_once_the_terms_are_read(park: Desk) -> None:
    park.scheme("rent", "25", "2026-01-01", "2027-02-28").tax("rent", "16").tax("internet", "19.5").store()
    form = replace(
        FORM, units=("A-1", "A-3"), ends=date(2036, 10, 31), escalation_pct=E4(100_000),
        charges=(ChargeForm("internet", rs("1200")), ChargeForm("parking", rs("500"))),
    )  # fmt: skip
    there = leases.ground(park.session)
    preview(form, there)
    begun = time.perf_counter()
    shown = preview(form, there)
    print(f"a preview of ten years: {1000 * (time.perf_counter() - begun):.1f} ms")
    assert shown.schedule is not None
    assert len(shown.schedule.months) == 120


dates = st.dates(date(2026, 5, 1), date(2026, 9, 30))
rupees = st.integers(1, 5_000_000).map(money)


@st.composite
def agreed(draw: st.DrawFn) -> dict[str, Any]:
    """A lease of one or two units or of a hall, with anything a form can say."""
    starts = draw(st.dates(date(2025, 6, 1), date(2026, 8, 31)))
    basis = draw(st.sampled_from(["sqft", "seat", "fixed"]))
    charges = [
        {"head": draw(st.sampled_from(["internet", "parking", "service"])), "monthly": draw(rupees),
         "start": draw(st.none() | dates), "end": None, "description": str(n)}
        for n in range(draw(st.integers(0, 3)))
    ]  # fmt: skip
    return {
        "units": draw(st.sampled_from([("H1",), ("H1", "H2")])) if basis == "seat" else draw(st.sampled_from([("A-1",), ("A-1", "A-3")])),
        "starts": starts, "ends": draw(st.none() | st.dates(starts, date(2027, 1, 1))), "basis": basis, "rate": draw(rupees),
        "seats": draw(st.none() | st.integers(1, 4)) if basis == "seat" else None, "free": draw(st.none() | dates),
        "pct": draw(st.sampled_from([None, "10", "3.25"])), "months": draw(st.integers(1, 12)), "holdover": draw(st.booleans()),
        "steps": sorted(draw(st.dictionaries(dates, rupees, max_size=2)).items()), "charges": charges,
        "exempt": draw(st.booleans()), "round": draw(st.booleans()), "arrears": draw(st.booleans()),
        "base": draw(st.sampled_from(["net", "gross"])), "subsidy": draw(dates),
    }  # fmt: skip


def furnished(desk: Desk, one: dict[str, Any]) -> Desk:
    """A park for such a lease."""
    for code in ("A-1", "A-3"):
        desk.put("Units", unit=code, sqft="333.25")
    for code in ("H1", "H2"):
        desk.put("Units", unit=code, sqft="600", seats=4)
    desk.put("Tenants", tenant="T1", name="T1", tax_exempt=one["exempt"])
    desk.sets(
        round_to_rupee=one["round"],
        rent_billing="arrears" if one["arrears"] else "advance",
        subsidy_tax_base=one["base"],
    )
    for head in ("rent", "internet"):
        desk.scheme(head, "40", "2026-02-10", one["subsidy"].isoformat()).tax(head, "16").tax(
            head, "1.5", "2026-08-01", name="SRB"
        )
    return desk.today("2026-08-01").store()


def form_of(one: dict[str, Any]) -> LeaseForm:
    """It as a person types it."""
    return LeaseForm(
        "L1", "T1", one["units"], one["starts"], one["ends"], one["basis"], rs(one["rate"]), one["seats"], one["free"],
        E4(int(float(one["pct"]) * 10_000)) if one["pct"] else None, one["months"], None, one["holdover"],
        tuple(RateStep(day, rs(rate)) for day, rate in one["steps"]),
        tuple(ChargeForm(c["head"], rs(c["monthly"]), c["description"], c["start"], c["end"]) for c in one["charges"]),
    )  # fmt: skip


@FEW
@given(agreed())
def test_a_lease_entered_bills_as_the_same_lease_imported_and_as_its_preview_said(
    desks: Callable[[], Desk], one: dict[str, Any]
) -> None:
    imported, entered = furnished(desks(), one), furnished(desks(), one)
    imported.put("Leases", lease="L1", tenant="T1", units="; ".join(one["units"]), start=one["starts"], end=one["ends"],
                 basis=one["basis"], rate=one["rate"], seats=one["seats"], rent_free_to=one["free"], escalation_pct=one["pct"],
                 escalation_months=one["months"], holdover=one["holdover"])  # fmt: skip
    for day, rate in one["steps"]:
        imported.put("Rates", lease="L1", from_=day, rate=rate)
    for charge in one["charges"]:
        imported.put("Charges", lease="L1", **charge)
    imported.store()
    shown = leases.preview_lease(entered.session, form_of(one))
    assert shown.faults == ()
    leases.add_lease(entered.session, form_of(one))
    assert shown.schedule is not None
    due = {one.month: one for one in shown.schedule.months}
    first = True
    for month in map(Month.parse, ("2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10")):
        papers = entered.bill(str(month))
        assert [plain(paper) for paper in papers] == [plain(paper) for paper in imported.bill(str(month))]
        served = month + -1 if one["arrears"] else month
        told = due.get(served)
        total = sum(paper.total for paper in papers)
        if one["ends"] is not None and served > Month.of(one["ends"]):
            continue
        assert total == (told.total + told.rounding if told else 0)
        if first and papers and shown.first is not None and shown.first.run == month:
            assert shown.first.amount == total
        first = first and not papers
