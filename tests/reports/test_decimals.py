"""Decimals that a column or a row shares, stretches of units, and where a table's width goes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stpdesk.core.money import ONE
from stpdesk.reports.figures import rooms
from stpdesk.reports.figures.decimals import of_column, of_row
from stpdesk.reports.figures.table import Cell, Heading, Table
from stpdesk.reports.pdf import columns
from stpdesk.reports.pdf.cells import writer


@given(st.lists(st.integers(min_value=-(10**9), max_value=10**9), min_size=1))
def test_a_column_has_as_many_decimals_as_its_finest_figure_needs(values: list[int]) -> None:
    places = of_column(Cell.E4, values)
    shown = [writer(Heading("Sq ft", Cell.E4), places)(value) for value in values]
    assert {len(text.partition(".")[2]) for text in shown} == {places}
    assert [round(float(text.replace(",", "").replace("−", "-")) * ONE) for text in shown] == values
    assert not places or any(value * 10 ** (places - 1) % ONE for value in values)


def test_minutes_of_a_column_are_all_whole_or_all_to_a_tenth() -> None:
    assert (of_column(Cell.MINUTES, [75, 4.0, None]), of_column(Cell.MINUTES, [75, 118.6, "new"])) == (0, 1)


def test_figures_of_mixed_kinds_share_the_decimals_of_their_row() -> None:
    kinds = [Cell.TEXT, Cell.FIGURE, Cell.FIGURE]
    assert of_row(kinds, ("Availability, %", 100, None)) == 2
    assert (of_row(kinds, ("Minutes down", 1544, 0)), of_row(kinds, ("SAIFI", 0.2121, 0))) == (0, 2)
    table = Table("Any", [Heading("", Cell.TEXT), Heading("Power", Cell.FIGURE)], [("At best, %", 99.9999)])
    assert columns.written(table).columns[1].cells == [
        "99.99"
    ]  # what is not quite 100 is never printed as 100


def test_units_that_follow_each_other_are_one_stretch() -> None:
    place = rooms.places([f"A-{number}" for number in range(1, 21)])
    assert rooms.named([], place) == ""
    assert rooms.named(["A-3", "A-1", "A-2"], place) == "A-1, A-2, A-3"
    assert (
        rooms.named([f"A-{number}" for number in (1, 9, 10, 11, 12, 20)], place) == "A-1, A-9 to A-12, A-20"
    )


def test_width_goes_where_it_spares_most_second_lines() -> None:
    heads = [Heading("Where"), Heading("Cause"), Heading("Note")]
    rows = [("whole park", "load shedding", None)] * 9 + [
        ("whole park", "fault", "Main breaker tripped at noon")
    ]
    found = columns.written(Table("Events", heads, rows)).columns
    _, across = columns.fit(found, columns.natural(found, 8.5) - 40)
    wide = {one.heading.name: (column.room, one.wide) for one, column in zip(found, across, strict=True)}
    assert wide["Cause"][0] >= wide["Cause"][1]["load shedding"] * 8.5
    assert wide["Note"][0] < wide["Note"][1]["Main breaker tripped at noon"] * 8.5
