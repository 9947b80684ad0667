"""The two ways the program says no: a `Refused` (one sentence) and a `Fault` (one cell of a workbook)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one cell or row of an import workbook."""

    sheet: str
    row: int | None
    column: str | None
    value: str | None
    expected: str

    def __str__(self) -> str:
        """One line: where it is, what stands there, what is expected."""
        place = [f"sheet {self.sheet}"] if self.sheet else []
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column is not None:
            place.append(f"column {self.column}")
        found = f" “{self.value}”:" if self.value is not None else ""
        return f"{', '.join(place)}:{found} {self.expected}"


class Refused(Exception):
    """Something a person asked for that cannot be done, as a sentence template and its values.

    `field` names the input it belongs to, so that a window can show the sentence there;
    `faults` holds the details where there are several.
    """

    def __init__(
        self, template: str, *, field: str | None = None, faults: Sequence[Fault] = (), **values: object
    ) -> None:
        super().__init__(template)
        self.template = template
        self.field = field
        self.faults = tuple(faults)
        self.values = values

    def __str__(self) -> str:
        """The sentence with its values filled in."""
        return self.template.format(**self.values) if self.values else self.template


class NothingToSay(Refused):
    """A paper that would be empty (nobody owes anything): nobody did anything wrong, so a window says it without alarm."""
