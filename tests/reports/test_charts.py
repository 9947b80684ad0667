"""The drawings documents share, read back from pages."""

from __future__ import annotations

from datetime import date
from itertools import groupby, pairwise
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageChops

from stpdesk.reports.pdf.charts import qr_modules
from stpdesk.reports.pdf.charts.ageing import Ageing, Bar
from stpdesk.reports.pdf.charts.kpi import Kpi, Tone
from stpdesk.reports.pdf.charts.line import Line
from stpdesk.reports.pdf.charts.matters import Matter, matters
from stpdesk.reports.pdf.charts.plan import Plan, State, Unit
from stpdesk.reports.pdf.charts.qr import QrCode
from stpdesk.reports.pdf.charts.series import GRIDLINES, scale
from stpdesk.reports.pdf.charts.signing import Signature, Signatures
from stpdesk.reports.pdf.charts.strip import Day, Lane, Strip
from stpdesk.reports.pdf.charts.timeline import Bar as Span
from stpdesk.reports.pdf.charts.timeline import Lane as Row
from stpdesk.reports.pdf.charts.timeline import Timeline
from stpdesk.reports.pdf.flow import Flow, printed
from stpdesk.reports.pdf.sheet import MARGIN, Colour, Sheet
from tests.reports import drawn, reading

LONG = "A very long name that nobody thought of when the columns were drawn & <b> آغا خان"
YEAR = ["Oct 2025", "", "", "Jan", "", "", "Apr", "", "", "Jul", "", "", "Oct 2026"]
SERIES: list[list[float | None]] = [
    [84.2, 85, 86.5, 88, 88.5, 86.2, 87.3, 89.8, 90.1, 90.4, 90.9, 91.3, 92.4],
    [None, None, 88, None, 87, 86, 85, 85, 85, 85, 84.9, 85, 84.8],
    [100.0] * 13, [0.0] * 13, [None] * 12 + [50], [50.0] + [None] * 12, [None] * 13,
    [0, 0, 0, 10, 20, 60, 80, 95, 95, 90, 60, 30, 2],
    [90, 91, 90, 89, 90, 91, 90, 90, 91, 90, 90, 90, 90], [*[99.99, 100] * 6, 99.96],
]  # fmt: skip


def has_red(content: bytes) -> bool:
    """Whether anything on the first page is red."""
    with pypdfium2.PdfDocument(content) as document:
        red, green, blue = document[0].render(scale=1).to_pil().convert("RGB").split()
    strong = red.point(lambda value: 255 if value > 150 else 0)
    weak = [one.point(lambda value: 255 if value < 90 else 0) for one in (green, blue)]
    return ImageChops.multiply(strong, ImageChops.multiply(*weak)).getbbox() is not None


def test_labels_of_a_line_never_overlap_and_its_ends_are_named() -> None:
    blocks = [Line(YEAR, series, target) for series in SERIES for target in (None, 85.0, 90.0, 100.0)]
    content = drawn.pdf(*blocks, width=240.0)
    assert [drawn.overlapping(page) for page in drawn.words(content)] == [[] for _ in drawn.words(content)]
    assert reading.outside_margins(content) == []
    told = reading.text(content)
    for part in ("84.2 %", "92.4 %", "84.8 %", "target 85 %", "Oct 2025", "Oct 2026", "Nothing is known"):
        assert part in told
    assert "100.0 %" in told
    assert "99.9 %" in told  # what is not quite 100 is never printed so


@given(st.lists(st.floats(0, 100), min_size=1, max_size=14))
def test_a_scale_is_round_and_holds_every_value(values: list[float]) -> None:
    found = scale(values, 4.0, 0.0, 100.0)
    assert 0 <= found.low <= min(values) + 1e-6
    assert max(values) - 1e-6 <= found.high <= 100
    assert 1 <= len(found.lines()) <= GRIDLINES + 1
    assert found.high - found.low >= 4 - 1e-6


def test_a_figure_with_its_change_and_year() -> None:
    met = Kpi("Occupancy", "92.4", "%", "+1.1 points on September", Tone.WELCOME, "33 of 44 units let", "target 85 %",
              series=SERIES[0])  # fmt: skip
    told = reading.text(drawn.pdf(met, width=112))
    for part in ("Occupancy", "92.4", "%", "+1.1 points on September", "33 of 44 units let", "target 85 %"):
        assert part in told
    assert not has_red(drawn.pdf(met, width=112))


def test_only_a_missed_target_is_red_and_it_has_a_mark() -> None:
    missed = drawn.pdf(Kpi("Power", "97.1", "%", target="target 99 %", missed=True), width=112)
    worse = drawn.pdf(Kpi("Power", "97.1", "%", "−2 points", Tone.UNWELCOME), width=112)
    assert has_red(missed)
    assert not has_red(worse)
    with pypdfium2.PdfDocument(missed) as document:
        assert (
            sum(one.type == 2 for one in document[0].get_objects()) == 1
        )  # the triangle, which grey paper keeps


def test_a_figure_of_any_size_stays_in_its_column() -> None:
    wide = Kpi(
        "Billed " * 20, "−1,23,45,67,890.12", "Rs", LONG, Tone.NEUTRAL, LONG, "target 100 %", missed=True
    )
    content = drawn.pdf(wide, width=112)
    assert "−1,23,45,67,890.12" in reading.text(content)
    assert all(right <= MARGIN + 112.5 for _, (_, _, right, _) in drawn.words(content)[0])


def test_ageing_prints_amount_share_and_count() -> None:
    bars = [
        Bar("Not due", 7_452_300, "74,52,300.00", "58.2 %", "41"), Bar("Over 90 days", 0, "0.00", "0.0 %", "0", late=True),
        Bar("61–90 days", -5, "−5.00", "–", "1", late=True),
    ]  # fmt: skip
    content = drawn.pdf(Ageing(bars, Bar("Total", 0, "1,28,01,200.00", "", "75")), width=240)
    told = reading.text(content)
    for part in (
        "Not due",
        "74,52,300.00",
        "58.2 %",
        "41",
        "Over 90 days",
        "−5.00",
        "Total",
        "1,28,01,200.00",
        "75",
    ):
        assert part in told
    assert drawn.overlapping(drawn.words(content)[0]) == []


def test_days_show_their_minutes_and_misses() -> None:
    days = [date(2026, 10, day) for day in range(1, 32)]
    cells = [Day(minutes, str(minutes) if minutes else "") for minutes in (0, 1, 45, 200, 1440)]
    cells += [Day(0, "?", unknown=True), Day(30, "30", unknown=True)] + [Day(0)] * 23 + [Day(None, "·")]
    strip = Strip(days, [Lane("Grid", cells, "97.12 %", missed=True), Lane(LONG, cells, "–")])
    content = drawn.pdf(strip)
    told = reading.text(content)
    for part in ("45", "200", "1440", "?", "30", "·", "31", "97.12 %", "Grid"):
        assert part in told
    assert has_red(content)
    assert drawn.overlapping(drawn.words(content)[0]) == []
    assert not has_red(drawn.pdf(Strip(days, [Lane("Grid", cells, "99.99 %")])))


def test_longer_is_darker_so_that_it_reads_in_grey() -> None:
    days = [date(2026, 10, day) for day in range(1, 6)]
    cells = [Day(minutes) for minutes in (0, 10, 60, 200, 1000)]
    with pypdfium2.PdfDocument(drawn.pdf(Strip(days, [Lane("", cells, "")], row=40), width=400)) as document:
        grey = document[0].render(scale=1).to_pil().convert("L")
    across = [grey.getpixel((x, round(MARGIN) + 33)) for x in range(grey.width)]
    lightness = [shade for shade, run in groupby(across) if shade < 250 and len([*run]) > 20]
    assert len(lightness) == 5
    assert all(lighter - darker > 20 for lighter, darker in pairwise(lightness))


def test_a_plan_is_to_scale_and_names_its_patterns() -> None:
    units = [
        Unit("A-1", 0, 0, 40, 20, State.OCCUPIED, ("Karakoram", "1,000 sq ft")), Unit("A-2", 40, 0, 20, 20, State.VACANT),
        Unit("A-3", 0, 20, 3, 2, State.REPAIR, (LONG,)), Unit("A-4", 3, 20, 57, 10, State.ARREARS, (LONG * 3, "آغا خان")),
        Unit("A-5", 0, 31, 50, 10, State.ENDING), Unit("WC", 50, 31, 10, 10, State.KEPT),
    ]  # fmt: skip
    plan = Plan(units)
    assert plan.height(480) == pytest.approx(480 * 41 / 60 + 18)
    assert Plan(units, most=200).height(480) == pytest.approx(200)
    content = drawn.pdf(plan)
    told = reading.text(content)
    for part in ("A-1", "Karakoram", "1,000 sq ft", "A-2", "A-5", *(state.word for state in State)):
        assert part in told
    assert reading.outside_margins(content) == []
    assert "has a place on the plan" in reading.text(drawn.pdf(Plan([])))


def test_no_word_on_a_plan_is_broken_in_two() -> None:
    lines = ("Codehouse Automation", "Telecommunications Incorporated")
    units = [
        Unit(f"A-{wide}", at * 60, 0, wide, 40, State.OCCUPIED, lines)
        for at, wide in enumerate((12, 20, 34, 60))
    ]
    told = reading.text(drawn.pdf(Plan(units))).split()
    whole = {word for line in lines for word in line.split()}
    broken = [
        word
        for word in told
        if word not in whole and not word.startswith("A-") and not word.endswith("…") and word != "let"
    ]
    assert broken == []
    assert whole <= set(told)


def test_a_timeline_keeps_to_its_axis() -> None:
    lanes = [
        Row("Grid", [Span(-5, 5, Colour.AMBER, word="2 h"), Span(30, 40), Span(23.999, 99)], "121"), Row(LONG, [], LONG[:20])
    ]  # fmt: skip
    ticks = [(float(hour), f"{hour:02d}:00") for hour in range(25)]
    content = drawn.pdf(Timeline(0, 24, lanes, ticks, now=12))
    assert reading.outside_margins(content) == []
    assert drawn.overlapping(drawn.words(content)[0]) == []
    assert {"Grid", "121", "00:00"} <= set(reading.text(content).split())


def read_code(content: bytes) -> list[str]:
    """What a scanner reads on the first page."""
    with pypdfium2.PdfDocument(content) as document:
        picture = document[0].render(scale=3).to_pil()
    return [found.text for found in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("length", [1, 26, 110, 122, 123, 214, 412])
def test_a_scanner_reads_the_code(length: int) -> None:
    text = ("STPDESK GLT/monthly/2026-10 r1 " + "0123456789abcdef" * 30)[:length]
    assert read_code(drawn.pdf(QrCode(text, 96 + length / 4))) == [text]


def test_a_code_reads_what_is_not_ascii_and_refuses_what_is_too_long() -> None:
    assert read_code(drawn.pdf(QrCode("آغا خان é", 96))) == ["آغا خان é"]
    with pytest.raises(ValueError, match="xxx"):
        qr_modules.modules("x" * 413)


def test_whoever_is_not_known_has_a_line_to_write_on() -> None:
    content = drawn.pdf(
        Signatures([Signature("Prepared by", "Sana Baig", "Manager"), Signature("Checked by"), Signature("Approved by", LONG, LONG)])
    )  # fmt: skip
    told = reading.text(content)
    for part in ("Prepared by", "Sana Baig", "Manager", "Name", "Title", "Approved by", "آغا", "خان"):
        assert part in told
    assert told.count("Date") == 3
    assert reading.outside_margins(content) == []


def printed_matters(found: list[Matter]) -> str:
    sheet = Sheet("Matters", author="tests")
    flow: Any = Flow(MARGIN, 504, sheet.top, MARGIN)
    flow.add_rows(matters(found, "No matter."))
    printed(sheet, flow.finished(), lambda number, count: None)
    content = sheet.finish()
    assert reading.outside_margins(content) == []
    return reading.text(content)


def test_matters_are_numbered_and_wrapped_whole() -> None:
    found = [
        Matter("word " * 80 + "end.", date(2026, 6, 14), 18_50_000_00, "decide " * 30 + "so."),
        Matter(LONG, None, None, ""),
    ]
    told = printed_matters(found)
    for part in ("1", "2", "14 Jun 2026", "18,50,000.00", "end.", "so.", "Exposure Rs", "Decision sought"):
        assert part in told
    assert told.count("word") == 80
    assert "No matter." in printed_matters([])
