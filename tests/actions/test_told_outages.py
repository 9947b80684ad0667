"""What an invoice tells its tenant of the month before: minutes without power and internet, kept as they were at issue."""

from __future__ import annotations

from datetime import date

import pytest

from stpdesk.core.documents import Interrupted
from stpdesk.db import documents
from stpdesk.reports.figures.issued import issued_imprint
from stpdesk.reports.figures.papers import paper_json

from .conftest import Desk
from .test_outage_report import at


@pytest.fixture
def log(desk: Desk) -> Desk:
    """Two tenants; in September an hour without power for all, half an hour for A-2, ten minutes without internet."""
    desk.let(start="2026-01-01").let(start="2026-01-01", code="L2", tenant="T2", units="A-2")
    desk.put("Outages", service="power", start=at("09-10 10:00"), end=at("09-10 11:00"))
    desk.put("Outages", service="power", units="A-2", start=at("09-12 10:00"), end=at("09-12 10:30"))
    desk.put("Outages", service="internet", start=at("09-13 10:00"), end=at("09-13 10:10"))
    return desk.put("Outages", service="power", start=at("08-31 10:00"), end=at("08-31 11:00"))


def test_an_invoice_tells_of_the_month_before_at_its_own_tenant(log: Desk) -> None:
    one, two = log.bill("2026-10")
    assert one.interrupted == Interrupted("2026-09", None, 3_600, 600)
    assert two.interrupted == Interrupted("2026-09", None, 5_400, 600)
    assert paper_json(two)["outages"] == {
        "month": "2026-09", "until": None, "power_minutes": 90, "internet_minutes": 10,
    }  # fmt: skip


def test_the_preview_tells_the_same(log: Desk) -> None:
    before = [one.interrupted for one in log.papers(log.preview("2026-10"))]
    assert before == [one.interrupted for one in log.bill("2026-10")]


def test_what_was_told_stays_when_the_log_is_put_right_later(log: Desk) -> None:
    paper = log.bill("2026-10")[0]
    log.put("Outages", service="power", start=at("09-20 10:00"), end=at("09-20 12:00")).store()
    assert log.find(paper).interrupted == paper.interrupted


def test_what_is_told_is_no_part_of_the_hash(log: Desk) -> None:
    paper = log.bill("2026-10")[0]
    with log.session.park.reading() as db:
        again = documents.by_number(db, str(paper.number))
    assert again.interrupted and issued_imprint(again) == issued_imprint(paper)


def test_a_month_that_is_not_over_is_told_up_to_its_day(log: Desk) -> None:
    log.store().today("2026-09-11")
    told = log.bill("2026-10")[0].interrupted
    assert told == Interrupted("2026-09", date(2026, 9, 11), 3_600, 0)


def test_a_park_without_a_log_and_a_tenant_who_was_not_there_are_told_nothing(desk: Desk) -> None:
    desk.let(start="2026-09-01").let(start="2026-10-01", code="L2", tenant="T2", units="A-2")
    assert [one.interrupted for one in desk.papers(desk.preview("2026-10"))] == [None, None]
    desk.put("Outages", service="power", start=at("08-31 10:00"), end=at("08-31 11:00"))
    told = Interrupted("2026-09", None, 0, 0)
    assert [one.interrupted for one in desk.bill("2026-10")] == [told, None]


def test_a_credit_note_tells_of_no_outage(log: Desk) -> None:
    paper = log.bill("2026-10")[0]
    assert log.credit(paper).interrupted is None
