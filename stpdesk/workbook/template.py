"""The import workbook, empty: what a manager fills first (contract.md, template)."""

from __future__ import annotations

from pathlib import Path

from stpdesk.workbook.writing import write


def write_template(path: Path) -> None:
    """Write headings with notes and lists to choose from, no rows. Refused where `path` cannot be written.

    Imported untouched it adds nothing and has no faults.
    """
    write(path, {}, {})
