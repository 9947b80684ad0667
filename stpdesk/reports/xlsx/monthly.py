"""The monthly report as a workbook: a sheet a section, the long lists on sheets of their own, native charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stpdesk.core.money import Paisa
from stpdesk.reports.figures.imprint import Imprint
from stpdesk.reports.figures.monthly import tables
from stpdesk.reports.figures.monthly.document import NOTHING, TITLES, Monthly
from stpdesk.reports.figures.monthly.summary import Kpi
from stpdesk.reports.figures.table import Cell, Table
from stpdesk.reports.figures.written import FIXED, month
from stpdesk.reports.xlsx import monthly_charts as charts
from stpdesk.reports.xlsx.book import about_sheet, finished, new_book
from stpdesk.reports.xlsx.cells import lakh_format
from stpdesk.reports.xlsx.monthly_series import days_sheet, months_sheet, percent_or_number
from stpdesk.reports.xlsx.page import GREEN
from stpdesk.reports.xlsx.stacked import CAPTION, SMALL, Stacked
from stpdesk.reports.xlsx.streamed import sheet
from stpdesk.reports.xlsx.tables import table_sheet

LISTS = {
    "space": (tables.returns_table,), "money": (tables.claim_table, tables.certificates_table),
    "services": (tables.outages_table,),
}  # fmt: skip
"""The long lists that follow a section's own sheet."""


def monthly_xlsx(made: Monthly, imprint: Imprint | None = None) -> bytes:
    """The report as the bytes of a workbook, its sections in the park's order."""
    book = new_book(f"{made.title} {made.month}", imprint)
    ways = {
        "summary": _summary,
        "space": _space,
        "money": _money,
        "services": _services,
        "certification": _certification,
    }
    for section in made.order:
        begun = len(book.worksheets)
        ways[section](book, made)
        for table in (one(made) for one in LISTS.get(section, ())):
            table_sheet(sheet(book, table.title), table, made.park_name)
        for page in book.worksheets[begun:]:
            page.sheet_properties.tabColor = TABS[section]
    about_sheet(book, made.title, made.park_name, _facts(made), imprint)
    return finished(book)


TABS = {
    "summary": GREEN,
    "space": "4C8C77",
    "money": "B7791F",
    "services": "3B6EA5",
    "certification": "6B7280",
}


def _facts(made: Monthly) -> list[tuple[str, str]]:
    """What the last sheet says."""
    facts = [
        ("Park", f"{made.park_name} ({made.place})" if made.place else made.park_name),
        ("Month", month(made.month).replace(FIXED, " ")),
    ]
    facts += [("Park code", made.park_code), ("Figures", made.standing)]
    facts += [("Please look at", notice) for notice in made.notices]
    if made.sample:
        facts.append(("Note", "Sample data: every figure is invented."))
    facts.append(("Money by head", made.money.heads_note))
    return facts + [("How it was counted", rule) for rule in made.services.rules]


def _sheet(
    book: Any,
    section: str,
    made: Monthly,
    listed: Sequence[Table],
    sentence: str,
    later: Sequence[Table] = (),
    widths: Sequence[float] = (),
) -> Stacked:
    """A section's own sheet, begun with its sentence and its tables; those that come later count for the widths."""
    name = TITLES[section]
    sheet = Stacked(
        book.create_sheet(name), f"{name} · {month(made.month)}", made.park_name, [*listed, *later], widths
    )
    if sentence:
        sheet.line(sentence)
    for table in listed:
        sheet.table(table)
    return sheet


def _space(book: Any, made: Monthly) -> None:
    """Floors, moves, ends, vacant units."""
    _sheet(book, "space", made, tables.space_tables(made), made.space.sentence)


def _money(book: Any, made: Monthly) -> None:
    """Heads, documents, collection, debtors."""
    _sheet(book, "money", made, tables.money_tables(made), made.money.sentence)


def _services(book: Any, made: Monthly) -> None:
    """Indices, generator, links, rules."""
    told, (indices, generator, links, rules) = made.services, tables.services_tables(made)
    sheet = _sheet(book, "services", made, [], told.sentence, [indices, generator, links])
    sheet.table(indices, lambda row, column: _like(told.indices[row].power) if column in {1, 2} else None)
    sheet.table(generator, lambda row, _: "#,##0" if not row else None)  # runs are whole, the rest is not
    sheet.table(links, lambda _, column: "0.00" if links.headings[column].name.endswith("%") else None)
    sheet.put([])
    sheet.line(rules.title, CAPTION)
    for (rule,) in rules.rows:
        sheet.line(str(rule))


def _like(shown: str) -> str:
    """A number format with as many decimals as a printed figure has."""
    return lakh_format(0, len(shown.partition(".")[2]))


def _certification(book: Any, made: Monthly) -> None:
    """What is certified, by whom, and how to check."""
    told = made.certification
    signing = Table("Signatures", tables.headings("", "Name", "Office", "Date", "Signature"), [
        (one.act, one.name or None, one.office or None, None, None) for one in told.signatories])  # fmt: skip
    sheet = _sheet(book, "certification", made, [signing], told.statement, widths=(20, 34, 34, 16, 34))
    sheet.put([])
    for words in told.checking:
        sheet.line(words)


def _summary(book: Any, made: Monthly) -> None:
    """Headline, figures, ageing, attention and the charts; thirteen months and the days on sheets of their own."""
    ageing, owing, attention = _ageing(made), _owing(made), _attention(made)
    page = book.create_sheet(TITLES["summary"])
    sheet = Stacked(
        page,
        f"{made.title} · {month(made.month)}",
        made.park_name,
        [FIGURES, ageing, owing, attention],
        WIDTHS,
    )
    page.page_setup.fitToHeight, page.page_setup.orientation = (
        1,
        "portrait",
    )  # with its charts it is higher than wide
    sheet.line(" · ".join(part for part in (made.park_name, made.place, made.standing) if part), SMALL)
    for words in (*made.notices, *([made.cover] if made.cover else [])):
        sheet.line(words)
    sheet.line(made.summary.headline, CAPTION)
    for words in made.summary.sentences:
        sheet.line(words)
    sheet.heads(FIGURES)
    for one in made.summary.kpis:
        sheet.put(_figure(sheet, one))
    aged = sheet.table(ageing)
    sheet.table(owing)
    sheet.table(attention)
    series = months_sheet(book, made)
    days = days_sheet(book, made)
    sheet.put([])
    charts.place(sheet, made, series, days, aged)


FIGURES = Table("Figures of the month", tables.headings(
    "Figure", ("This month", Cell.FIGURE), ("Last month", Cell.FIGURE), "Change", ("Target", Cell.FIGURE), "Missed", "Note"),
    [])  # fmt: skip


WIDTHS = (30, 17, 17, 26, 11, 18, 44)
"""Of the first sheet; the charts hang on its columns."""


def _noted(one: Kpi) -> str:
    """What is said of a figure beside its change."""
    return "; ".join(part for part in (f"{one.basis} tenants" if one.basis else "", one.note) if part)


def _figure(sheet: Stacked, one: Kpi) -> list[Any]:
    """One of the eight as numbers: what is unknown is blank, money in rupees, percentages as such."""
    unit = f"{one.title}, {one.unit}" if one.unit not in {"", "%"} else one.title
    now, before, target = (
        percent_or_number(sheet.page, one, value) for value in (one.value, one.series[-2], one.target)
    )
    missed = "▼ below target" if one.missed else ""
    words = [sheet.running(text) if text else None for text in (one.changed, missed, _noted(one))]
    return [sheet.running(unit), now, before, words[0], target, words[1], words[2]]


def _ageing(made: Monthly) -> Table:
    """Receivables by age."""
    told = made.summary.ageing
    heads = tables.headings(
        "Receivables by age", ("Rs", Cell.MONEY), ("Share", Cell.PERCENT), ("Documents", Cell.COUNT)
    )
    rows = [(one.name, one.amount, one.share, one.items) for one in told.bars]
    return Table("Receivables by age", heads, rows, ("Total", told.total, None, told.items), note=told.note)


def _owing(made: Monthly) -> Table:
    """Who owes most."""
    told = made.summary.owing
    heads = tables.headings(
        "Tenant", ("Open Rs", Cell.MONEY), ("Overdue Rs", Cell.MONEY), ("Days overdue", Cell.COUNT)
    )
    everybody = (*told.rows, *([told.others] if told.others else []))
    rows = [
        (f"{one.tenant} · {one.name}" if one.tenant else one.name, one.open, one.overdue, one.days)
        for one in everybody
    ]
    sums = Paisa(sum(one.open for one in everybody)), Paisa(sum(one.overdue for one in everybody))
    return Table(
        "Who owes most", heads, rows, ("Total", *sums, None), note=told.note, empty=NOTHING["debtors"]
    )


def _attention(made: Monthly) -> Table:
    """Matters for PSEB."""
    heads = tables.headings("Matter", ("Since", Cell.DATE), ("Exposure Rs", Cell.MONEY), "Decision sought")
    rows = [(one.matter, one.since, one.exposure, one.decision) for one in made.summary.attention]
    return Table("Needs PSEB's attention", heads, rows, empty=NOTHING["attention"])
