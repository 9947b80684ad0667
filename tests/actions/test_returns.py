"""The returns grid: missing is not zero, only changed cells are written, what is odd is said."""

from __future__ import annotations

import pytest

from stpdesk.actions.returns import grid, save_returns
from stpdesk.core.errors import Refused
from stpdesk.core.months import Month
from stpdesk.core.return_forms import Return
from stpdesk.db import rows
from tests.closing import close_month

from .conftest import Desk

SEP = Month(2026, 9)


@pytest.fixture
def park(desk: Desk) -> Desk:
    for n, start, end in ((2, "2026-01-01", None), (10, "2026-01-01", "2026-09-10"), (3, "2026-10-01", None)):
        desk.let(code=f"L{n}", tenant=f"T{n}", units=f"A-{n}", start=start, end=end)
    return desk.put("Returns", tenant="T2", month="2026-07", men=9, women=0).store()


def test_the_grid_lists_who_was_there_and_what_they_told_before(park: Desk) -> None:
    rows_ = grid(park.session, SEP)
    assert [(one.tenant, one.leaves, one.reported, one.before) for one in rows_] == [
        ("T2", False, None, Return(9, 0)), ("T10", True, None, None)
    ]  # fmt: skip
    assert float(rows_[0].sqft) == 1000


def test_only_changed_cells_are_written_in_one_act(park: Desk) -> None:
    head = park.head()[0]
    changes = save_returns(
        park.session, SEP, {"T2": {"men": 10, "women": 0}, "t10": {"exports_usd": 5_000_00}}
    )
    assert (changes.told["act"], changes.told["saved"]) == ((head + 1, head + 2), 2)
    found = {one.tenant: one.reported for one in grid(park.session, SEP)}
    assert found == {"T2": Return(10, 0), "T10": Return(exports_usd=5_000_00)}
    save_returns(park.session, SEP, {"T2": {"women": None, "domestic_pkr": 0}})
    assert grid(park.session, SEP)[0].reported == Return(10, None, domestic_pkr=0)
    assert save_returns(park.session, SEP, {"T2": {"men": 10}}).nouns == frozenset()


def test_a_row_that_is_emptied_is_not_reported_again(park: Desk) -> None:
    save_returns(park.session, SEP, {"T2": {"men": 10}})
    save_returns(park.session, SEP, {"T2": {"men": None}})
    with park.session.park.reading() as db:
        assert rows.fetch(db, "SELECT count(*) FROM returns WHERE month = '2026-09'") == [(0,)]
    assert grid(park.session, SEP)[0].reported is None


def test_what_is_odd_is_said_and_saved(park: Desk) -> None:
    told = save_returns(park.session, SEP, {"T2": {"men": 1, "women": 1, "exports_usd": 20_000_00}}).told[
        "notices"
    ]
    assert told == [
        "T2: 500 sq ft a person; usual are 40 to 250.",
        "T2: USD 120,000 of exports a year and person; usual are up to 60,000.",
    ]
    assert len(grid(park.session, SEP)[0].doubts) == 2


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"T2": {"men": -1}}, "T2.men"),
        ({"T2": {"exports_usd": 10**13}}, "T2.exports_usd"),
        ({"T9": {}}, "T9"),
    ],
)
def test_what_cannot_be_is_refused_at_its_cell_and_nothing_is_saved(
    park: Desk, cells: dict[str, dict[str, int | None]], field: str
) -> None:
    head = park.head()
    with pytest.raises(Refused) as caught:
        save_returns(park.session, SEP, {"T10": {"men": 1}, **cells})
    assert caught.value.field == field
    assert park.head() == head


def test_a_closed_month_takes_no_return(park: Desk) -> None:
    close_month(park.session, SEP)
    with pytest.raises(Refused, match="The month 2026-09 is closed"):
        save_returns(park.session, SEP, {"T2": {"men": 1}})
