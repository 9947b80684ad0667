"""One parser for each kind of cell: from what Excel holds to the typed value (contract.md, import workbook)."""

from __future__ import annotations

from collections.abc import Callable

from stpdesk.workbook import amounts, moments, words
from stpdesk.workbook.kinds import LONGEST, Column, Kind
from stpdesk.workbook.raw import Raw

Parse = Callable[[Raw], object]
"""From a raw cell to its typed value, None for a blank; raises Unfit with what is expected."""

_OF_KIND: dict[Kind, Parse] = {
    Kind.TEXT: words.text_of,
    Kind.CODE: words.code_of,
    Kind.CODES: words.codes_of,
    Kind.NAMES: words.codes_of,
    Kind.DATE: moments.date_of,
    Kind.MONTH: moments.month_of,
    Kind.INSTANT: moments.instant_of,
    Kind.TIME: moments.minute_of,
    Kind.WEEKDAYS: moments.weekdays_of,
    Kind.YESNO: words.yes_of,
}


def parser(column: Column) -> Parse:
    """The parser of a column's cells."""
    if column.kind is Kind.CHOICE:
        return words.choice(column)
    if column.longest < LONGEST:
        return words.within(words.code_of if column.kind is Kind.CODE else words.text_of, column.longest)
    return _OF_KIND.get(column.kind) or amounts.number(column)
