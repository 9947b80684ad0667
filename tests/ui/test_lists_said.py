"""A person types what a row says, and finds the row: states, days, amounts, names and codes of each list."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from stpdesk.actions.session import Session
from stpdesk.db.park import Park
from stpdesk.ui.leases.listing import listing as of_leases
from stpdesk.ui.spaces.listing import units_on
from stpdesk.ui.tables import Kind, Listing
from stpdesk.ui.tables.formats import shown
from stpdesk.ui.tables.loading import Asked, reading
from stpdesk.ui.tenants.listing import listing as of_tenants
from tests.ui.conftest import PASSWORD, USER, clock

SAID = (Kind.TEXT, Kind.STRONG, Kind.MUTED, Kind.MONEY, Kind.DATE, Kind.STATE)
TOLD = {"–", "none", "not given", "no end", "fixed", ""}
"""What stands where nothing is known."""

LEFT_OUT = {"units", "rate"}
"""They say several things in one."""


@pytest.mark.parametrize(
    "listing",
    [of_tenants, of_leases, lambda: units_on(clock().date())],
    ids=["tenants", "leases", "units"],
)
def test_whatever_a_row_says_finds_it(demo_park: Path, listing: Callable[[], Listing]) -> None:
    with ThreadPoolExecutor(1) as reader:
        assert reader.submit(rows_found, demo_park, listing()).result() > 10


def rows_found(park_folder: Path, listing: Listing) -> int:
    """Types what each cell says; returns how many rows there are."""
    places = [
        (at, one.kind)
        for at, one in enumerate(listing.columns)
        if one.kind in SAID and one.name not in LEFT_OUT
    ]
    sort = listing.columns[0].name
    with (
        Park.open(park_folder, user=USER, password=PASSWORD, write=False, clock=clock) as park,
        reading(Session(park, park.actor, clock), listing) as source,
    ):
        whole = source.keys(Asked(0, "", sort, False))
        for key, row in zip(whole, source.rows(whole), strict=True):
            for at, kind in places:
                words = shown(row[at] if row else None, kind)
                words = words.split(", ")[0] if kind is Kind.STATE else words
                assert words in TOLD or key in source.keys(Asked(0, words, sort, False)), (words, row)
    return len(whole)
