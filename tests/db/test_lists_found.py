"""Whatever is typed, chosen and sorted by, a list shows what its rows say: each shortcut against the plain definition."""

from __future__ import annotations

import gc
import re
import shutil
import weakref
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stpdesk.actions.session import Session
from stpdesk.core.civil import local
from stpdesk.core.expiring import renewed
from stpdesk.core.money import lakh
from stpdesk.core.occupancy import SOON
from stpdesk.core.searching import sought
from stpdesk.core.typed_filters import Term, terms
from stpdesk.db import terms as agreed
from stpdesk.db.lists import invoices, leases, listing, outages, receipts, tenants, units
from stpdesk.db.lists import texts as words
from stpdesk.db.lists.known import known_of
from stpdesk.db.park import Park
from stpdesk.db.rows import fetch
from tests.actions.conftest import Clock, Desk, empty_park  # noqa: F401  (a fixture)
from tests.db.let_park import full

DAY, NOW = date(2026, 10, 20), datetime(2026, 10, 20, 7, tzinfo=UTC)
DAYS = (date(2026, 6, 30), DAY, date(2026, 12, 31), date(2027, 8, 1))
LISTS: dict[ModuleType, dict[str, Any]] = {
    tenants: {"day": DAY}, leases: {"day": DAY}, units: {"day": DAY}, invoices: {"day": DAY}, receipts: {}, outages: {"now": NOW},
}  # fmt: skip
SAID = {
    tenants: {one: one for one in tenants.STATES}, leases: {one: one for one in leases.STATES},
    units: {one: one for one in units.STATES}, invoices: {one: one for one in invoices.STATES},
    receipts: {one: one for one in receipts.STATES}, outages: {one: one for one in outages.STATES},
}  # fmt: skip


@pytest.fixture(scope="module")
def park(empty_park: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:  # noqa: F811
    """The full park, which no test changes but the last."""
    folder = tmp_path_factory.mktemp("found") / "park"
    shutil.copytree(empty_park, folder)
    clock = Clock()
    with Park.open(folder, user="manager", password="x", write=True, clock=clock) as opened:
        yield full(Desk(opened, clock).sets(round_to_rupee=False))


def rows_of(db: Any, module: ModuleType, keys: Any, **when: Any) -> list[Any]:
    found: list[Any] = module.rows(db, keys, **(when or LISTS[module]))
    return found


class Plain:
    """What each row of a list can be found by: texts one by one, dates, amounts and states."""

    def __init__(self, db: Any, module: ModuleType) -> None:
        self.module = module
        self.texts: dict[int, list[str]] = {}
        self.days: dict[int, list[str]] = {}
        self.sums: dict[int, list[str]] = {}
        self.states: dict[int, set[str]] = {}
        self.numbers: dict[int, str] = {}
        of_unit = dict(fetch(db, "SELECT code, sought FROM units"))
        of_tenant = dict(fetch(db, "SELECT code, sought FROM tenants"))
        own = (
            dict(fetch(db, f"SELECT rowid, sought FROM {module.LINES.table}"))
            if module in {tenants, leases, units}
            else {}
        )
        for row in rows_of(db, module, listing.keys(db, _everything(module))):
            self.texts[row.key] = [own.get(row.key, ""), *self._texts(row, of_unit, of_tenant)]
            self.days[row.key] = [str(day) for day in self._days(row) if day]
            self.sums[row.key] = [lakh(abs(one)).replace(",", "") for one in self._sums(row)]
            self.states[row.key] = self._states(row)
            self.numbers[row.key] = (
                str(getattr(row, "number", "")).lower() if module in {receipts, outages} else ""
            )

    def _texts(self, row: Any, of_unit: dict[str, str], of_tenant: dict[str, str]) -> list[str]:
        if self.module is units:
            return [of_tenant[code] for code, _ in row.tenants]
        if self.module is tenants:
            return [of_unit[held.code] for held in row.units]
        if self.module is leases:
            return [of_tenant[row.tenant], *(of_unit[code] for code, _ in row.units)]
        if self.module is invoices:
            return [sought(row.number), of_tenant[row.tenant]]
        if self.module is receipts:
            return [
                of_tenant[row.tenant],
                *(sought(one) for one in (row.method, row.certificate, row.note) if one),
            ]
        return [
            *(sought(one) for one in (row.cause, row.note, row.service, row.link) if one),
            *(of_unit[one] for one in row.units),
        ]

    def _days(self, row: Any) -> list[Any]:
        if self.module is outages:
            return [local(int(one.timestamp())).date() for one in (row.start, row.end) if one]
        if self.module is tenants:
            return [row.pseb_valid_to, row.ends if row.state in {tenants.ENDING, tenants.FORMER} else None]
        if self.module is units:
            return [row.repair_ends if row.state == "repair" else None]
        names = {leases: ("starts", "ends"), invoices: ("date", "due"), receipts: ("date",)}
        return [getattr(row, name) for name in names[self.module]]

    def _sums(self, row: Any) -> list[int]:
        names = {
            tenants: ("balance", "overdue"), leases: ("rate", "rent"), units: ("overdue",), invoices: ("total", "open"),
            receipts: ("cash", "income_tax", "sales_tax", "value"),
        }  # fmt: skip
        found = [getattr(row, name) for name in names.get(self.module, ())]
        return [*found, row.sqft // 100] if self.module is units else found

    def _states(self, row: Any) -> set[str]:
        if self.module is receipts:
            return {"reversed"} if row.reversed_on else {"good", *(["awaited"] if row.awaited else [])}
        if self.module is outages:
            told = {
                "ongoing": row.end is None,
                "uncaused": row.cause is None,
                "planned": row.planned,
                "detected": row.source != "manual",
            }
            return {name for name, true in told.items() if true}
        return {row.state, "open"} if row.state == "overdue" else {row.state}

    def fits(self, key: int, term: Term) -> bool:
        """Whether a row holds the words, or shows what they mean."""
        if all(self._holds(key, word) for word in term.words):
            return True
        meaning = term.meaning
        if meaning is None:
            return False
        typed = term.words[0].lstrip("-−rs").replace(",", "")
        days = [re.compile(day.replace("_", ".")) for day in meaning.days]
        return bool(
            meaning.states & self.states[key]
            or any(day.fullmatch(shown) for day in days for shown in self.days[key])
            or (meaning.amount and any(shown.startswith(typed) for shown in self.sums[key]))
        )

    def _holds(self, key: int, word: str) -> bool:
        counted = any(letter.isdigit() for letter in word) and word in self.numbers[key]
        return counted or any(word in text for text in self.texts[key])


def _everything(module: ModuleType) -> Any:
    sort = next(iter(module.SORTS))
    return module._asked(sort, False, "", **LISTS[module])


TYPED = st.sampled_from(
    [
        "neelum", "كشمير", "eclair", "marb", "t-1", "a-2", "h-1", "first", "second a", "l-0", "company 3", "31", "30 nov", "28 f", "28 feb",
        "oct 2026", "20 oct", "2026-09", "5/10", "2026", "ending", "end", "arrears", "in", "renew", "held over", "not lett", "vac",
        "900", "1,311", "1311", "1733.0", "10,", "0.00", "20000.00", "glt/inv", "00002", "26-27/0000", "power", "fibre", "لوڈ",
        "uncaused", "planned", "awaited", "reversed", "good", "ptcl", "zzz", "100%", "_", "700.00 ov",
    ]
)  # fmt: skip


@pytest.mark.parametrize("module", [*LISTS], ids=lambda one: one.__name__.rsplit(".", 1)[1])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_what_is_typed_shows_exactly_the_rows_that_say_it(
    park: Desk, module: ModuleType, data: st.DataObject
) -> None:
    few, ahead = data.draw(st.sampled_from([0, 3, 2048])), data.draw(st.booleans())
    texts = data.draw(st.lists(TYPED, min_size=1, max_size=2))
    with pytest.MonkeyPatch.context() as patched, park.session.park.reading() as db:
        patched.setattr(listing, "FEW", few)
        patched.setattr(listing, "FIRST", few + 2)
        patched.setattr(words, "SOME", few)
        known_of(db).forget()
        if ahead:
            listing.look_ahead(db, _everything(module))
        plain, whole = Plain(db, module), [*listing.keys(db, _everything(module))]
        for text in texts:
            for end in range(1, len(text) + 1):
                found = terms(text[:end], SAID[module])
                wanted = [key for key in whole if all(plain.fits(key, term) for term in found)]
                how = {
                    "sort": next(iter(module.SORTS)),
                    "descending": False,
                    "text": text[:end],
                    "said": SAID[module],
                }
                first = module.first(db, limit=5, **how, **LISTS[module])
                assert [*module.keys(db, **how, **LISTS[module])] == wanted, text[:end]
                assert [*first] == wanted[: len(first)], text[:end]


def _value(module: ModuleType, sort: str) -> Callable[[Any], Any]:
    """What a computed column shows, as it is sorted."""
    if module is leases and sort == "state":
        return lambda row: [*leases.STATES].index(row.state)
    return lambda row: getattr(row, sort)


@pytest.mark.parametrize("day", DAYS)
def test_computed_columns_sort_and_filter_as_they_are_shown(park: Desk, day: date) -> None:
    computed = {
        tenants: ("balance", "overdue", "state"),
        leases: ("rate", "rent", "state"),
        units: ("state", "overdue", "seats_let"),
    }
    with park.session.park.reading() as db:
        for module, sorts in computed.items():
            for sort in sorts:
                for down in (False, True):
                    rows = rows_of(db, module, module.keys(db, sort=sort, descending=down, day=day), day=day)
                    values = [_value(module, sort)(row) for row in rows]
                    assert values == sorted(values, reverse=down), (sort, down)
            for state in module.STATES:
                shown = rows_of(db, module, module.keys(db, day=day, state=state), day=day)
                assert shown == [
                    row
                    for row in rows_of(db, module, module.keys(db, day=day), day=day)
                    if row.state == state
                ]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(
    "asked", [{}, {"text": "a-"}, {"text": "neelum"}, {"state": "ending"}, {"text": "nobody"}], ids=str
)
def test_sums_are_those_of_the_rows(park: Desk, day: date, asked: dict[str, Any]) -> None:
    with park.session.park.reading() as db:
        held = rows_of(db, leases, leases.keys(db, day=day, **asked), day=day)
        here = [row.rent for row in held if row.state not in {leases.COMING, leases.ENDED}]
        assert leases.totals(db, day=day, **asked) == leases.LeaseTotals(len(held), sum(here))
        rooms = rows_of(db, units, units.keys(db, day=day, **asked), day=day)
        told = units.totals(db, day=day, **asked)
        assert (told.count, told.sqft, told.states) == (
            len(rooms),
            sum(one.sqft for one in rooms),
            Counter(one.state for one in rooms),
        )
        assert (told.seats, told.seats_let) == (
            sum(one.seats or 0 for one in rooms),
            sum(one.seats_let for one in rooms),
        )
        there = rows_of(db, tenants, tenants.keys(db, day=day, **asked), day=day)
        held_units = [one for row in there for one in row.units]
        valid = [row.pseb_valid_to for row in there if row.pseb_valid_to]
        assert tenants.totals(db, day=day, **asked) == tenants.TenantTotals(
            len(there), sum(1 for one in held_units if one.seats is None), sum(one.seats or 0 for one in held_units),
            sum(row.staff or 0 for row in there) if any(row.staff is not None for row in there) else None, sum(row.balance for row in there),
            sum(1 for to in valid if to < day), sum(1 for to in valid if day <= to <= day + SOON), dict(Counter(row.state for row in there)),
        )  # fmt: skip


@pytest.mark.parametrize("day", DAYS)
def test_a_lease_that_its_tenant_goes_on_from_is_renewed_and_not_ending(park: Desk, day: date) -> None:
    with park.session.park.reading() as db:
        rows = rows_of(db, leases, leases.keys(db, day=day), day=day)
        known = {one.id: one for one in agreed.leases_of(db, [row.id for row in rows])}
    for row in rows:
        lease = known[row.id]
        mine = [one for one in known.values() if one.tenant_id == lease.tenant_id]
        soon = lease.starts <= day and lease.ends is not None and day <= lease.ends <= day + SOON
        assert (row.state == leases.RENEWED) == bool(
            soon and lease.ends and renewed(lease, lease.ends, mine)
        ), row
        assert (row.state == leases.ENDING) == bool(
            soon and lease.ends and not renewed(lease, lease.ends, mine)
        ), row


def test_the_park_of_these_tests_has_every_state(park: Desk) -> None:
    with park.session.park.reading() as db:
        seen = {module: Counter(row.state for day in DAYS for row in rows_of(db, module, module.keys(db, day=day), day=day))
                for module in (tenants, leases, units)}  # fmt: skip
    for module, states in seen.items():
        assert set(states) == set(module.STATES), module.__name__


def test_sorts_that_are_walked_need_no_sorting(park: Desk) -> None:
    with park.session.park.reading() as db:
        for module in LISTS:
            lines = module.LINES
            for sort in lines.walked:
                source = lines.sources.get(sort, lines.source)
                where = "WHERE o.retired_by IS NULL" if module is outages else ""
                sql = f"EXPLAIN QUERY PLAN SELECT {lines.key} FROM {source} {where} ORDER BY {listing.order(lines.sorts, sort, False)}"
                assert not any("TEMP B-TREE" in row[3] for row in fetch(db, sql)), (lines.table, sort)


def test_what_was_found_is_forgotten_when_anything_is_written(park: Desk) -> None:
    session = Session(park.session.park, "manager", park.clock)
    with session.park.reading() as db:
        before = len(tenants.keys(db, text="newcomer", day=DAY)), len(tenants.keys(db, day=DAY))
    park.put("Tenants", tenant="T-99", name="Newcomer").store()
    with session.park.reading() as db:
        assert (len(tenants.keys(db, text="newcomer", day=DAY)), len(tenants.keys(db, day=DAY))) == (
            1,
            before[1] + 1,
        )


def test_a_snapshot_apart_stays_as_it_began_and_nobody_waits_for_it(park: Desk) -> None:
    opened = park.session.park
    with opened.reading_apart() as apart:
        before = len(units.keys(apart, day=DAY))
        park.put("Units", unit="Z-1", sqft="10").store()
        with opened.reading() as db:
            assert len(units.keys(db, day=DAY)) == before + 1
        assert len(units.keys(apart, day=DAY)) == before


def test_what_a_connection_found_out_goes_with_it(park: Desk) -> None:
    with park.session.park.reading_apart() as apart:
        known = weakref.ref(known_of(apart))
        assert len(tenants.keys(apart, text="neelum", day=DAY))
    del apart
    gc.collect()
    assert known() is None
