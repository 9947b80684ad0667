"""Lists: sorted as people expect, found by any word in either alphabet, the same figures as the rules give."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stpdesk.core.codes import natural_key
from stpdesk.core.searching import name_text, natural_text, rank, scattered, sought
from stpdesk.db import ledger
from stpdesk.db.lists import invoices, leases, outages, receipts, tenants, units
from stpdesk.db.lists.find import find
from stpdesk.db.lists.standing import NOTHING, standing
from tests.actions.conftest import Desk, desk, desks, empty_park, money, rs  # noqa: F401  (fixtures)

DAY = date(2026, 10, 20)
NOW = datetime(2026, 10, 20, 7, tzinfo=UTC)
FEW = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def park(desk: Desk) -> Desk:  # noqa: F811
    """Five tenants: one in arrears, one in advance, one ending, one gone, one without a lease."""
    for code, floor, seats in (
        ("A-2", "First", None),
        ("A-10", "First", None),
        ("A-1", "Ground", None),
        ("H1", "Second", 24),
    ):
        desk.put("Units", unit=code, floor=floor, sqft="1000", seats=seats)
    desk.put("Units", unit="R-9", sqft="100", lettable=False)
    for code, name, more in (
        ("T-2", "Neelum Digital", {"kind": "call centre", "pseb_no": "Z-25", "pseb_valid_to": "2026-09-30"}),
        ("T-10", "کشمیر سافٹ ویئر", {"kind": "start-up", "pseb_valid_to": "2026-12-12"}),
        ("T-3", "Éclair Labs", {}), ("T-4", "Gone Ltd", {}), ("T-5", "New Ltd", {}),
    ):  # fmt: skip
        desk.put("Tenants", tenant=code, name=name, **more)
    one = {"basis": "sqft", "rate": "10"}
    desk.put("Leases", lease="L-2", tenant="T-2", units="A-2", start="2026-09-01", **one)
    desk.put("Leases", lease="L-10", tenant="T-10", units="A-10", start="2026-09-01", end="2026-11-30", **one)
    desk.put(
        "Leases",
        lease="L-3",
        tenant="T-3",
        units="H1",
        start="2026-09-01",
        basis="seat",
        seats=3,
        rate="1000",
    )
    desk.put("Leases", lease="L-4", tenant="T-4", units="A-1", start="2026-08-01", end="2026-09-30", **one)
    desk.put("Returns", tenant="T-2", month="2026-08", men=20, women=4)
    desk.bill("2026-09", "2026-10")
    desk.today("2026-10-20").pay("25000", "2026-10-05", tenant="T-10")
    desk.pay("3000", "2026-09-05", tenant="T-3")
    return desk


def tenant_rows(park: Desk, **asked: Any) -> list[tenants.TenantRow]:
    with park.session.park.reading() as db:
        return tenants.rows(db, tenants.keys(db, day=DAY, **asked), day=DAY)


@FEW
@given(st.lists(st.text(st.sampled_from("aAbB019 -/٠"), min_size=1, max_size=7), max_size=12))
def test_stored_sort_text_orders_codes_as_the_natural_key_does(codes: list[str]) -> None:
    codes = [code for code in codes if code.strip()]
    assert sorted(codes, key=lambda code: (natural_text(code), code)) == sorted(codes, key=natural_key)


def test_urdu_names_sort_in_the_order_of_their_alphabet_after_latin_ones() -> None:
    wanted = [
        "apple",
        "Éclair",
        "Zed",
        "آباد",
        "اب",
        "بلال",
        "پاک",
        "تاج",
        "ٹیم",
        "کل",
        "گل",
        "ہنزہ",
        "یاسین",
    ]
    mixed = [*wanted[7:], *wanted[:7]]
    assert sorted(mixed, key=name_text) == wanted


def test_letters_of_another_keyboard_accents_and_vowel_signs_do_not_matter() -> None:
    assert sought("ياسين") == sought("یاسین")
    assert sought("مُحَمَّد ۱۲") == sought("محمد 12")
    assert sought("CAFÉ  x") == "cafe x"


def test_the_best_hit_is_the_whole_then_the_beginning_then_a_word_then_a_part() -> None:
    texts = ["leepa", "leepa soft", "the leepa", "aleepa"]
    assert [rank("leepa", text) for text in texts] == [0, 1, 2, 3]
    assert rank("leepa", "apeel") is rank("leepa", "l e e p a") is None
    assert rank("a201", "a-201") == rank("a 201", "a-201") == 3


@pytest.mark.parametrize(
    ("typed", "told", "fits"),
    [("nr", "new receipt", True), ("nrec", "new receipt", True), ("recpt", "new receipt", True), ("ndig", "neel digital", True),
     ("receipt", "amber thread voice services", False), ("cause", "crystal pebble codehouse", False),
     ("close", "crystal pebble codehouse", False), ("nt", "new receipt", False), ("rct", "receipt", False), ("nr", "new big receipt", False)],
)  # fmt: skip
def test_letters_are_only_scattered_within_a_word_or_begin_words_that_follow_one_another(
    typed: str, told: str, fits: bool
) -> None:
    assert (scattered(typed, told) is not None) is fits


def test_tenants_sort_by_the_numbers_in_their_codes_and_by_name(park: Desk) -> None:
    assert [row.code for row in tenant_rows(park)] == ["T-2", "T-3", "T-4", "T-5", "T-10"]
    assert [row.code for row in tenant_rows(park, descending=True)] == ["T-10", "T-5", "T-4", "T-3", "T-2"]
    assert [row.name for row in tenant_rows(park, sort="name")][0::4] == ["Éclair Labs", "کشمیر سافٹ ویئر"]


def test_a_tenant_is_found_by_any_word_of_it_and_by_the_floor_it_is_on(park: Desk) -> None:
    found = {text: [row.code for row in tenant_rows(park, text=text)] for text in
             ("NEEL digi", "كشمير", "eclair", "first", "a-10", "second t-3", "call", "nothing", "100%", "")}  # fmt: skip
    assert found == {
        "NEEL digi": ["T-2"], "كشمير": ["T-10"], "eclair": ["T-3"], "first": ["T-2", "T-10"], "a-10": ["T-10"],
        "second t-3": ["T-3"], "call": ["T-2"], "nothing": [], "100%": [], "": ["T-2", "T-3", "T-4", "T-5", "T-10"],
    }  # fmt: skip


def test_a_tenants_row_tells_what_it_owes_and_how_it_stands(park: Desk) -> None:
    rows = {row.code: row for row in tenant_rows(park)}
    assert {code: (row.state, money(row.balance), money(row.overdue)) for code, row in rows.items()} == {
        "T-2": ("arrears", "20000.00", "20000.00"), "T-10": ("ending", "-5000.00", "0.00"), "T-3": ("arrears", "3000.00", "3000.00"),
        "T-4": ("arrears", "10000.00", "10000.00"), "T-5": ("new", "0.00", "0.00"),
    }  # fmt: skip
    assert (rows["T-2"].staff, rows["T-3"].staff) == (24, None)
    assert rows["T-3"].units == (tenants.Held("H1", "Second", 3),)
    assert rows["T-10"].ends == date(2026, 11, 30)
    with park.session.park.reading() as db:
        told = tenants.totals(db, day=DAY)
        nobody = tenants.totals(db, day=DAY, text="T-3")
    assert (nobody.count, nobody.staff) == (1, None), "not told is not zero (rule C4)"
    assert (told.count, told.units, told.seats, told.staff, told.expired, told.expiring) == (
        5,
        2,
        3,
        24,
        1,
        1,
    )
    assert told.states == {"arrears": 3, "ending": 1, "new": 1}


@pytest.mark.parametrize("sort", [*tenants.SORTS])
def test_every_sort_of_every_list_keeps_all_rows_both_ways(park: Desk, sort: str) -> None:
    with park.session.park.reading() as db:
        whole = set(tenants.keys(db, day=DAY))
        for down in (False, True):
            assert set(tenants.keys(db, sort=sort, descending=down, day=DAY)) == whole


def test_the_other_lists_sort_by_every_column_too(park: Desk) -> None:
    with park.session.park.reading() as db:
        for module, asked in ((units, {"day": DAY}), (leases, {"day": DAY}), (invoices, {"day": DAY}), (receipts, {}),
                              (outages, {"now": NOW})):  # fmt: skip
            whole = sorted(module.keys(db, **asked))
            for sort in module.SORTS:
                assert sorted(module.keys(db, sort=sort, descending=True, **asked)) == whole


def test_states_filter_the_rows_that_say_so(park: Desk) -> None:
    everybody = tenant_rows(park)
    for state in ("arrears", "ending", "active", "coming", "former", "new"):
        assert tenant_rows(park, state=state) == [row for row in everybody if row.state == state]
    with park.session.park.reading() as db:
        held = leases.rows(db, leases.keys(db, day=DAY), day=DAY)
        for state in leases.STATES:
            assert leases.rows(db, leases.keys(db, day=DAY, state=state), day=DAY) == [
                one for one in held if one.state == state
            ]
        papers = invoices.rows(db, invoices.keys(db, day=DAY), day=DAY)
        assert invoices.rows(db, invoices.keys(db, day=DAY, state="overdue"), day=DAY) == [
            one for one in papers if one.state == "overdue"
        ]


def test_units_tell_who_holds_them_and_in_which_state(park: Desk) -> None:
    with park.session.park.reading() as db:
        rows = {row.code: row for row in units.rows(db, units.keys(db, day=DAY), day=DAY)}
        assert [*rows] == ["A-1", "A-2", "A-10", "H1", "R-9"]
        assert {code: row.state for code, row in rows.items()} == {
            "A-1": "vacant", "A-2": "arrears", "A-10": "ending", "H1": "arrears", "R-9": "not lettable"
        }  # fmt: skip
        assert (rows["A-10"].days, rows["H1"].seats_let, rows["A-2"].tenants) == (
            41,
            3,
            (("T-2", "Neelum Digital"),),
        )
        assert money(rows["A-2"].overdue) == "20000.00"
        assert [row.code for row in units.rows(db, units.keys(db, day=DAY, text="neelum"), day=DAY)] == [
            "A-2"
        ]
        assert units.totals(db, day=DAY).states["arrears"] == 2


def test_leases_tell_rate_rent_and_days_left(park: Desk) -> None:
    with park.session.park.reading() as db:
        rows = {row.code: row for row in leases.rows(db, leases.keys(db, day=DAY, sort="rent"), day=DAY)}
        assert (money(rows["L-3"].rent), money(rows["L-2"].rent)) == ("3000.00", "10000.00")
        assert next(iter(rows)) == "L-3"
        assert (rows["L-10"].days, rows["L-10"].state, rows["L-4"].state) == (41, "ending", "ended")
        assert [row.code for row in leases.rows(db, leases.keys(db, day=DAY, text="کشمیر"), day=DAY)] == [
            "L-10"
        ]
        assert money(leases.totals(db, day=DAY).rent) == "23000.00"


def test_documents_receipts_and_outages_are_found_by_number_tenant_and_words(park: Desk) -> None:
    park.put(
        "Outages", service="power", start=datetime(2026, 10, 1, 5, tzinfo=UTC), cause="لوڈ شیڈنگ", units="A-2"
    )
    park.put(
        "Outages", service="internet", start=datetime(2026, 10, 2, 5, tzinfo=UTC), cause="Fibre cut"
    ).store()
    with park.session.park.reading() as db:
        found = invoices.rows(db, invoices.keys(db, text="neelum 00001", day=DAY), day=DAY)
        assert [row.number for row in found] == ["GLT/INV/2026-27/00001"]
        assert [row.tenant for row in receipts.rows(db, receipts.keys(db, text="كشمير"))] == ["T-10"]
        for text, numbers in (
            ("fibre", [2]),
            ("لوڈ", [1]),
            ("شيڈنگ", [1]),
            ("a-2", [1]),
            ("power", [1]),
            ("", [2, 1]),
        ):
            assert [
                row.number for row in outages.rows(db, outages.keys(db, text=text, now=NOW), now=NOW)
            ] == numbers
        assert money(invoices.totals(db, day=DAY).open) == "33000.00"
        assert money(receipts.totals(db).cash) == "28000.00"
        assert outages.totals(db, now=NOW, state="ongoing").count == 2


def test_the_palette_finds_people_rooms_and_papers_best_first(park: Desk) -> None:
    with park.session.park.reading() as db:
        first = {text: (found[0].kind, found[0].code) for text in ("T-2", "neel", "ndig", "a-10", "L-3", "کشمیر", "26-27/00002")
                 if (found := find(db, text))}  # fmt: skip
        assert first == {
            "T-2": ("tenant", "T-2"), "neel": ("tenant", "T-2"), "ndig": ("tenant", "T-2"), "a-10": ("unit", "A-10"),
            "L-3": ("lease", "L-3"), "کشمیر": ("tenant", "T-10"), "26-27/00002": ("invoice", "GLT/INV/2026-27/00002"),
        }  # fmt: skip
        assert find(db, "zzz") == find(db, " ") == []
        assert [hit.code for hit in find(db, "labs")] == ["T-3", "L-3"]
        for code, name in (("T-2", "neelum digital"), ("T-3", "eclair labs"), ("T-10", "کشمیر سافٹ ویئر")):
            for at in range(len(name) - 2):
                assert code in [hit.code for hit in find(db, name[at : at + 3])], name[at : at + 3]


def test_what_a_list_says_of_a_tenant_is_what_the_ageing_says_on_any_day(park: Desk) -> None:
    bounced = park.pay("10000", "2026-10-21", tenant="T-2")
    again = park.today("2026-10-25").pay("20000", "2026-10-25", tenant="T-2")
    park.today("2026-11-02").reverse(bounced, "2026-11-02")
    park.deposit("take", "500", "2026-10-01", tenant="T-4")
    park.deposit("adjust", "500", "2026-10-22", tenant="T-4")
    park.put("Opening", tenant="T-5", date="2026-10-01", due="2026-10-15", amount="700").store()
    assert again.number
    with park.session.park.reading() as db:
        ids = {row.code: row.id for row in tenants.rows(db, tenants.keys(db, day=DAY), day=DAY)}
        for day in (
            date(2026, 9, 1),
            date(2026, 9, 15),
            DAY,
            date(2026, 10, 26),
            date(2026, 11, 1),
            date(2026, 12, 1),
        ):
            aged, all_of_them = ledger.ageing(db, day), standing(db, day)
            for key in ids.values():
                one = aged.get(key)
                wanted = (one.total - one.advances, one.overdue) if one else (0, 0)
                found = all_of_them.get(key, NOTHING)
                assert (found.balance, found.overdue) == wanted, (day, key)
                assert standing(db, day, [key]).get(key, NOTHING) == found


def test_a_page_keeps_the_order_of_its_keys_and_leaves_out_what_is_gone(park: Desk) -> None:
    with park.session.park.reading() as db:
        there = [*tenants.keys(db, day=DAY)]
        rows = tenants.rows(db, [there[3], 999, there[0]], day=DAY)
        assert [row.key for row in rows] == [there[3], there[0]]
        assert tenants.rows(db, [], day=DAY) == []
    assert rs("1") == 100
