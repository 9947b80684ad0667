"""The import workbook as data: `SHEETS` holds every sheet of contract.md with its columns."""

from __future__ import annotations

from stpdesk.workbook.kinds import Column, Kind, Sheet
from stpdesk.workbook.sheets_money import MONEY, TERMS
from stpdesk.workbook.sheets_papers import PAPERS
from stpdesk.workbook.sheets_services import METERS, SERVICE
from stpdesk.workbook.sheets_space import PARK, SPACE

__all__ = ["LISTS", "PARK", "READ_ME", "SHEETS", "Column", "Kind", "Sheet"]

SHEETS: dict[str, Sheet] = {
    sheet.name: sheet for sheet in (PARK, *SPACE, *TERMS, *METERS, *MONEY, *SERVICE, *PAPERS)
}
"""Every sheet by its name, in the template's order."""

READ_ME, LISTS = "Read me", "Lists"
"""Sheets of our own workbooks that hold nothing to import; reading passes them over without a word."""
