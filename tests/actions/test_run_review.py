"""The run as it is looked through: changes explained to the paisa, who waits, and no more read than it may bill."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest

from stpdesk.actions.billing import Seen, issue_run
from stpdesk.actions.charges import add_one_off, edit_one_off, foresee, remove_one_off, run_of, usual_day
from stpdesk.actions.lease_credits import charge_changed
from stpdesk.actions.month_close import run_state
from stpdesk.actions.readings import grid
from stpdesk.actions.run_review import Review, review
from stpdesk.actions.undo import undo
from stpdesk.core.errors import Refused
from stpdesk.core.months import Month
from stpdesk.core.reading_grid import odd, standing, usual
from stpdesk.core.run_changes import item_of
from stpdesk.core.runs import compute
from stpdesk.core.terms import Billed
from stpdesk.db import billed, one_offs, run_months, terms
from stpdesk.db.rows import fetch

from .conftest import Desk, money, rs

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)


def looked(desk: Desk, month: Month = OCTOBER) -> Review:
    """The month, with what was put stored."""
    return review(desk.store().session, month)


def why(desk: Desk, month: Month = OCTOBER) -> list[tuple[str, str]]:
    """Why the only document of a month differs: the kinds of reasons and their amounts, which add up to the change."""
    (one,) = looked(desk, month).to_issue
    with desk.session.park.reading() as db:
        before = run_months.items(db, month + -1)[one.draft.tenant.id]
    net = sum(item_of(line).net for line in one.draft.lines) - sum(item.net for item in before)
    assert sum(reason.amount for reason in one.against.why) == net
    return [(reason.kind, money(reason.amount)) for reason in one.against.why]


def test_a_room_from_the_20th_a_rate_step_and_a_parking_place_given_up_are_told_apart(desk: Desk) -> None:
    desk.sets(round_to_rupee="no").let("10", "2026-01-01").put(
        "Rates", lease="L1", from_="2026-10-01", rate="12"
    )
    desk.put("Charges", lease="L1", head="parking", monthly="2000", end="2026-09-30")
    desk.let("31", "2026-10-20", code="L2", units="A-2", sqft="100").bill("2026-09")
    assert why(desk) == [("rate", "2000.00"), ("gone", "-2000.00"), ("new", "1200.00")]
    rate, gone, new = looked(desk).to_issue[0].against.why
    assert (rate.pct, rate.day, rate.name) == (200_000, date(2026, 10, 1), "A-1")
    assert (gone.head, new.name, new.day) == ("parking", "A-2", date(2026, 10, 20))


def test_subsidies_units_and_charges_made_once_are_told(desk: Desk) -> None:
    desk.sets(round_to_rupee="no").let("10", "2026-01-01").scheme("rent", "25", "2026-01-01", "2026-10-15")
    desk.put("Meters", meter="E1", unit="A-1", supply="grid").put(
        "Tariffs", supply="grid", from_="2026-01-01", rate="60"
    )
    for day, reading in (("2026-07-31", "100"), ("2026-08-31", "200"), ("2026-09-30", "350")):
        desk.put("Readings", meter="E1", date=day, reading=reading)
    desk.bill("2026-09")
    desk.charge("700", "2026-10-01")
    assert why(desk) == [("units", "3000.00"), ("subsidy_ends", "1290.32"), ("one_off", "700.00")]
    (one,) = looked(desk).to_issue
    assert one.against.why[1].day == date(2026, 10, 15)
    assert one.against.why[0].units == 500_000


def test_a_new_tenant_is_new_and_a_month_after_one_that_was_not_run_is_compared_with_nothing(
    desk: Desk,
) -> None:
    desk.let("1000", "2026-01-01", basis="fixed")
    assert looked(desk).to_issue[0].against.why == ()
    desk.bill("2026-09")
    desk.let("500", "2026-10-05", basis="fixed", code="L2", tenant="T2", units="A-2")
    assert [[one.kind for one in row.against.why] for row in looked(desk).to_issue] == [[], ["lease"]]


def metered(desk: Desk) -> Desk:
    """Two tenants with a meter each; one was read at the end of September."""
    desk.put("Tariffs", supply="grid", from_="2026-01-01", rate="60")
    for n in (1, 2):
        desk.let("1000", "2026-01-01", basis="fixed", code=f"L{n}", tenant=f"T{n}", units=f"A-{n}")
        desk.put("Meters", meter=f"E{n}", unit=f"A-{n}", supply="grid")
        desk.put("Readings", meter=f"E{n}", date="2026-08-31", reading="100")
    return desk.put("Readings", meter="E1", date="2026-09-30", reading="150")


def test_who_has_an_unread_meter_waits_and_is_billed_later_or_without(desk: Desk) -> None:
    found = looked(metered(desk))
    waits = [(one.meter.code, one.unit, one.tenant, str(one.last)) for one in found.unread]
    assert waits == [("E2", "A-2", "T2", "2026-08-31")]
    assert [bool(one.unread) for one in found.to_issue] == [False, True]
    waiting = {one.tenant_id for one in found.unread}
    first = found.to_issue[0].draft
    seen = Seen(1, first.total)
    assert issue_run(desk.session, OCTOBER, waiting=waiting, seen=seen).told["issued"] == 1
    found = looked(desk)
    assert [one.paper.tenant for one in found.done] == ["T1"]
    assert [one.draft.tenant.code for one in found.to_issue] == ["T2"]
    assert found.numbers("invoice", 1) == ("GLT/INV/2026-27/00002",) * 2
    assert issue_run(desk.session, OCTOBER).told["issued"] == 1  # without its reading
    desk.put("Readings", meter="E2", date="2026-10-31", reading="175").store()
    by_tenant = {one.draft.tenant.code: one.draft for one in looked(desk, NOVEMBER).to_issue}
    assert [line.quantity for line in by_tenant["T2"].lines if line.kind == "usage"] == ["75"]


USES = {
    "usual": (("09-30", "400"),), "far": (("09-30", "61300"),), "little": (("09-30", "320"),), "none": (("09-30", "300"),),
    "twice": (("09-12", "340"), ("09-30", "1340")), "again": (("09-30", "400"), ("09-30", "7", "reset")),
    "replaced": (("09-10", "333"), ("09-10", "7", "reset"), ("09-30", "2007")), "unread": (),
}  # fmt: skip
"""What meters that used a hundred a month since June show in September."""


def test_the_run_marks_the_very_uses_the_grid_of_readings_marks(desk: Desk) -> None:
    desk.put("Tariffs", supply="grid", from_="2026-01-01", rate="60").today("2026-10-01")
    months = ("05-31", "0"), ("06-30", "100"), ("07-31", "200"), ("08-31", "300")
    for n, (name, shown) in enumerate(USES.items()):
        desk.let("1000", "2026-01-01", basis="fixed", code=f"L{n}", tenant=f"T{n}", units=f"A-{n}")
        desk.put("Meters", meter=name, unit=f"A-{n}", supply="grid")
        for day, reading, *event in (*months, *shown):
            desk.put(
                "Readings", meter=name, date=f"2026-{day}", reading=reading, event=event[0] if event else None
            )
    desk.bill("2026-09")
    grid_of = grid(desk.session, Month(2026, 9))
    marked = {}
    for row in grid_of.rows:
        work = standing(grid_of.terms, row)
        expected = usual(row, row.taken.date) if row.taken is not None else None
        if work.units is not None and expected is not None and odd(work.units, expected):
            marked[row.meter.code] = (work.units, expected, work.amount)
    found = looked(desk)
    told = [one for row in found.to_issue for one in row.unlikely]
    assert {one.usage.meter.code: (one.usage.units, one.usual, one.amount) for one in told} == marked
    assert set(marked) == {"far", "little", "none", "twice", "replaced"}
    assert all(one.tenant == row.draft.tenant for row in found.to_issue for one in row.unlikely)
    assert run_state(desk.session, OCTOBER).unlikely == len(told) == 5
    (result,) = desk.runs("2026-10")
    assert list(result.unlikely) == told
    assert looked(desk).to_issue == ()


def test_a_run_that_is_another_than_was_seen_is_refused_and_nothing_is_issued(desk: Desk) -> None:
    found = looked(desk.let("1000", "2026-01-01", basis="fixed"))
    total = found.to_issue[0].draft.total
    desk.charge("700", "2026-10-01")
    with pytest.raises(Refused, match="another than was shown"):
        issue_run(desk.session, OCTOBER, seen=Seen(1, total))
    assert looked(desk).done == ()


def plain(desk: Desk) -> Billed:
    """What is billed, by the plain definition."""
    with desk.session.park.reading() as db:
        days: dict[str, list[tuple[date, date]]] = defaultdict(list)
        for service, first, last in fetch(
            db, "SELECT service, first, last FROM invoice_lines WHERE service IS NOT NULL ORDER BY 1, 2"
        ):
            days[service].append((date.fromisoformat(first), date.fromisoformat(last)))
        used = "FROM invoice_lines l JOIN invoices i ON i.id = l.invoice_id WHERE l.kind = 'usage' AND l.reading_id IS NOT NULL"
        served = fetch(db, "SELECT min(served) FROM billing_runs")[0][0]
        return Billed(
            dict(days), dict(fetch(db, f"SELECT l.reading_id, i.tenant_id {used}")),
            frozenset(fetch(db, "SELECT adjustment_id, reading_id FROM adjusted_readings")),
            frozenset(key for (key,) in fetch(db, "SELECT one_off_id FROM invoice_lines WHERE one_off_id IS NOT NULL")),
            frozenset(), Month.parse(served) if served else None,
        )  # fmt: skip


def test_what_a_run_reads_gives_the_run_that_all_there_is_would_give(desk: Desk) -> None:
    desk.put("Tariffs", supply="grid", from_="2026-01-01", rate="60")
    desk.put("Adjustments", supply="grid", usage_month="2026-08", rate="2.5", bill_in="2026-10")
    for n in range(1, 5):
        end = "2026-08-20" if n == 2 else None
        desk.let("310", f"2026-0{n}-10", end, code=f"L{n}", tenant=f"T{n}", units=f"A-{n}", sqft="100")
        desk.put("Meters", meter=f"E{n}", unit=f"A-{n}", supply="grid", digits=4)
        for ended, reading in (
            (5, 900),
            (6, 990),
            (7, 990 if n == 3 else 9990),
            (8, 9995 if n != 3 else 995),
        ):
            desk.put("Readings", meter=f"E{n}", date=f"2026-0{ended}-28", reading=str(reading))
        turned = "rollover" if n == 1 else "reset" if n == 4 else None
        desk.put(
            "Readings", meter=f"E{n}", date="2026-09-28", reading="12" if turned else "9999", event=turned
        )
    desk.store()
    for ran in ("2026-07", "2026-09"):
        desk.run(ran)
    for month in (Month(2026, 8), OCTOBER, NOVEMBER):
        with desk.session.park.reading() as db:
            whole = compute(terms.load(db), plain(desk), [], month)
            assert compute(terms.load(db, run=month), billed.load(db, month), [], month) == whole
            assert whole.drafts


def test_a_charge_changes_until_it_is_billed_and_what_it_comes_to_is_foreseen(desk: Desk) -> None:
    desk.let("1000", "2026-01-01", basis="fixed").tax("service", "16").store()
    words: dict[str, Any] = {"tenant": "T1", "head": "Service", "day": date(2026, 10, 5), "amount": rs("100")}
    seen = foresee(desk.session, **words)
    assert (money(seen.draft.taxes[0].amount), seen.run) == ("16.00", NOVEMBER)
    with desk.session.park.reading() as db:
        day = usual_day(db, OCTOBER)
    assert day is not None and (run_of(desk.session, day), run_of(desk.session, OCTOBER.last)) == (
        OCTOBER,
        NOVEMBER,
    )
    made = add_one_off(desk.session, **words)
    with desk.session.park.reading() as db:
        (one,) = one_offs.listed(db, OCTOBER)
    edit_one_off(desk.session, one.id, **{**words, "amount": rs("250")})
    taken = remove_one_off(desk.session, one.id)
    act = taken.told["act"]
    assert isinstance(act, tuple) and made.nouns == {"one_offs"}
    undo(desk.session, act)
    desk.bill("2026-10", "2026-11")
    with desk.session.park.reading() as db:
        (one,) = one_offs.listed(db, OCTOBER)
    assert (one.amount, one.invoice) == (rs("250"), "GLT/INV/2026-27/00002")
    refused: tuple[Callable[..., object], ...] = (remove_one_off, partial(edit_one_off, **words))
    for late in refused:
        with pytest.raises(Refused, match="credit that line instead"):
            late(desk.session, one.id)


def test_what_billed_days_come_to_more_is_charged_once_and_not_proposed_again(desk: Desk) -> None:
    desk.let("1000", "2026-09-01", basis="fixed").bill("2026-10")
    desk.put("Rates", lease="L1", from_="2026-10-01", rate="1300")
    found = desk.changed()
    assert [(one.proposes, money(one.difference)) for one in found] == [("charge", "300.00")]
    assert charge_changed(desk.session, found, "agreed late").told["charges"] == 1
    assert desk.changed() == []


def test_billed_days_are_priced_again_where_a_lease_a_room_a_kind_or_a_scheme_changed(desk: Desk) -> None:
    desk.let("10", "2026-09-01").let("10", "2026-09-01", code="L2", tenant="T2", units="A-2").bill("2026-10")
    desk.put("Units", unit="A-2", sqft="900").store(update=True)
    assert [(one.lease, money(one.difference)) for one in desk.changed()] == [("L2", "-1000.00")]
    desk.put(
        "Subsidies",
        scheme="Calls",
        funder="PSEB",
        head="rent",
        pct="10",
        from_="2026-10-01",
        to="2026-10-31",
        applies_to="call centre",
    )
    desk.store()
    desk.put("Tenants", tenant="T1", name="Tenant T1", kind="call centre").store(update=True)
    assert [(one.lease, money(one.difference)) for one in desk.changed()] == [
        ("L1", "-1000.00"),
        ("L2", "-1000.00"),
    ]
