"""The recovery sheet: the paper key of a park, made only at the moment a recovery code is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from stpdesk.core.typed_dates import day_text

TITLE = "Recovery sheet"
IN_A_LINE = 4
"""Groups of the code."""

OPENS = (
    "This code opens the park when the password is lost: everything in it, its attached files and all its backups.",
    "Whoever holds this sheet and a copy of the park can read and change all of it.",
    "With neither the code nor a password nobody can. The code is stored nowhere. A park manager can make another sheet, and this one can then no longer open the park.",
)
KEEP = (
    "Away from the park's PC and from its backups: in the safe of the office, in a closed envelope with the date over the flap.",
    "Not as a photo, not in mail, not in a file: where it is on a computer, it protects nothing.",
    "A second sheet may lie with the head office. When a sheet is missing, see who can reach the park and its backups, and tell the head office.",
)
USE = (
    "In the window: tick “Use the recovery code instead” at the password, type the code, and give yourself a new password.",
    "On the command line: put the code into a file of one line, and name it with --recovery-file. Delete the file afterwards.",
    "Large or small letters, with or without dashes. There is no letter I, L, O or U: what looks like one is 1 or 0.",
)


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """One park's paper key; `code` in groups with dashes."""

    park_code: str
    park_name: str
    made: date
    code: str
    sample: bool = False
    anew: bool = False
    """it takes the place of a sheet made before"""

    @property
    def name(self) -> str:
        """What the document is called among the kinds; it is none that is asked for."""
        return "recovery-sheet"

    @property
    def title(self) -> str:
        """As the page is headed."""
        return TITLE

    @property
    def lines(self) -> list[str]:
        """The code as it is printed, a few groups a line."""
        groups = self.code.split("-")
        return ["   ".join(groups[at : at + IN_A_LINE]) for at in range(0, len(groups), IN_A_LINE)]

    @property
    def sections(self) -> list[tuple[str, tuple[str, ...]]]:
        """Headings and the sentences under them."""
        return [("What it opens", OPENS), ("Where to keep it", KEEP), ("How to use it", USE)]

    @property
    def made_on(self) -> str:
        """The sentence under the code."""
        why = (
            "in place of every sheet made before, which can no longer open the park"
            if self.anew
            else "when the park was made"
        )
        return f"Made on {day_text(self.made)}, {why}. Check that every letter can be read before the envelope is closed."

    @property
    def data(self) -> dict[str, Any]:
        """Everything that is printed."""
        return {
            "park": {"code": self.park_code, "name": self.park_name}, "made": self.made.isoformat(), "code": self.code,
            "made_on": self.made_on, "sections": [{"title": title, "sentences": list(told)} for title, told in self.sections],
            "sample": self.sample, "anew": self.anew,
        }  # fmt: skip
