"""Tabular reports to print."""

from __future__ import annotations

from datetime import date, timedelta

from stpdesk.reports.figures.table import Cell, Heading, Report, Table, Value

PARK = {"code": "GLT", "name": "SCO Software Technology Park", "city": "Gilgit", "sample": "yes"}
ABOUT = [
    ("Park", "SCO Software Technology Park (Gilgit, GB)"),
    ("As at", "2026-10-31"),
    ("Filter", "all tenants"),
]
NAMES = (
    "Karakoram Softworks (Pvt) Ltd", "آغا خان ڈیجیٹل", "=cmd()|'/c calc'!A1", "<b>A & B</b>", "😀 Smile",
    "A very long company name that has to wrap because nobody thought about the width of tables",
)  # fmt: skip
MONEY = Cell.MONEY


def report(*tables: Table, title: str = "Ageing") -> Report:
    """A report of these tables."""
    return Report(title.casefold(), title, PARK, ABOUT, tables)


def ageing(count: int) -> Report:
    """Tenants and what they owe, in six columns of figures."""
    heads = [
        Heading("Tenant"),
        Heading("Name"),
        *(Heading(name, MONEY) for name in ("Not due", "1–30", "31–60", "Total")),
    ]
    rows: list[list[Value]] = [
        [
            f"T{n:03d}",
            NAMES[n % len(NAMES)],
            n * 1_234_56,
            -n * 98_76,
            0 if n % 2 else n * 1_00_000_01,
            n * 10_00_000_07,
        ]
        for n in range(count)
    ]
    totals: list[Value] = [None, None, *(sum(int(str(row[at])) for row in rows) for at in range(2, 6))]
    return report(
        Table(
            "Ageing",
            heads,
            rows,
            totals,
            note="Advances are not part of the total.",
            empty="Nothing is open.",
        )
    )


def every_kind() -> Report:
    """One table with each kind of cell, known and not known, and one that is empty."""
    heads = [Heading(kind.value, kind) for kind in Cell]
    rows: list[list[Value]] = [
        [
            "=1+1",
            1_23_45_678_90,
            12_3456,
            1_23_456,
            92.44,
            date(2026, 10, 5),
            7_50,
            54.6,
            1_790_000_000,
            99.72222,
        ],
        [None] * 10,
        ["-5 up", -99_999_50, -10_5000, 0, 0.0, date(2024, 2, 29), -1, 90, 0, 0],
    ]
    return report(
        Table("Every kind", heads, rows, [None, 1_22_45_679_40, None, 1_23_456, None, None, 7_49, 144.6, None, None]),
        Table("Outages", [Heading("Start", Cell.DATE)], [], empty="No events."),
        title="Kinds",
    )  # fmt: skip


def wide() -> Report:
    """Sixteen columns."""
    heads = [
        Heading("Tenant"),
        *(Heading(f"Long heading of column {n}", MONEY) for n in range(14)),
        Heading("Day", Cell.DATE),
    ]
    rows: list[list[Value]] = [
        [NAMES[n % 6], *(10**11 + n * 7 + at for at in range(14)), date(2026, 1, 1) + timedelta(n)]
        for n in range(40)
    ]
    return report(Table("Wide", heads, rows), title="Wide")
